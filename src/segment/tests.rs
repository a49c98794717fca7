//! Tests of the whole segmenter: the cases of the data files, claims about what
//! a segment carries, and properties that hold for any text.

use super::chars::{is_blank, is_line_break};
use super::*;
use crate::lang::Lang;
use proptest::prelude::*;
use std::ops::Range;

fn segmenter(tag: &str) -> Segmenter {
    Segmenter::new(&Lang::parse(tag).unwrap(), Options::default())
}

fn segment(text: &str) -> Vec<Segment> {
    segmenter("fr").segment(text, 0..text.len())
}

fn texts(segments: &[Segment]) -> Vec<&str> {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(expected, texts(&segment(text)));
}

#[track_caller]
fn check_kinds(text: &str, expected: &[Kind]) {
    let kinds: Vec<_> = segment(text).iter().map(|segment| segment.kind).collect();
    assert_eq!(expected, kinds);
}

fn check_cases(tag: &str, data: &str) {
    let segmenter = segmenter(tag);
    let mut wrong = Vec::new();
    for case in data.split("\n===\n").filter(|case| case.contains("\n---\n")) {
        let (text, expected) = case.split_once("\n---\n").unwrap();
        let is_comment = |line: &&str| line.starts_with("# ") || line.trim().is_empty();
        let skipped: usize = text.split_inclusive('\n').take_while(is_comment).map(str::len).sum();
        let text = &text[skipped..];
        let segments = segmenter.segment(text, 0..text.len());
        if texts(&segments).join("\n") != expected {
            wrong.push(format!("expected:\n{expected}\ngot:\n{}", texts(&segments).join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_french_cases_pass() {
    check_cases("fr", include_str!("data/fr.cases.txt"));
}

#[test]
fn the_english_cases_pass() {
    check_cases("en", include_str!("data/en.cases.txt"));
}

/// Checks cases of one line, with ` | ` where a segment ends.
fn check_lines(tag: &str, data: &str) {
    let segmenter = segmenter(tag);
    let cases = data.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    for case in cases {
        let text = case.replace(" | ", " ");
        let segments = segmenter.segment(&text, 0..text.len());
        assert_eq!(case, texts(&segments).join(" | "));
    }
}

#[test]
fn the_lines_of_a_french_translators_day_pass() {
    check_lines("fr", include_str!("data/fr.lines.txt"));
}

#[test]
fn the_lines_of_an_english_translators_day_pass() {
    check_lines("en", include_str!("data/en.lines.txt"));
}

#[test]
fn ids_count_paragraphs_as_users_see_them() {
    let segments = segment("Titre\n\nUn. Deux.\n\n \n\nTrois.");
    let ids: Vec<_> = segments.iter().map(|segment| segment.id.as_str()).collect();
    assert_eq!(["p1.s1", "p2.s1", "p2.s2", "p3.s1"], ids[..]);
}

#[test]
fn white_space_belongs_to_the_segment_before_it() {
    let spans: Vec<_> = segment("  Un. \n Deux. ").into_iter().map(|s| s.span).collect();
    assert_eq!(vec![0..8, 8..14], spans);
}

#[test]
fn a_blank_text_has_no_segments() {
    for text in ["", " \n\r\n\t", "\u{feff}\u{a0}\u{200b}"] {
        check(text, &[]);
    }
}

#[test]
fn metadata_before_the_body_is_no_part_of_a_segment() {
    let text = " date 2020-11 Il pleut. Elle lit.";
    let segments = segmenter("fr").segment(text, 14..text.len());
    assert_eq!(["Il pleut.", "Elle lit."], texts(&segments)[..]);
    assert_eq!(14, segments[0].span.start);
}

#[test]
fn layout_names_the_kinds() {
    use Kind::{Caption, Heading, ListItem, Sentence, Verse};
    check_kinds("Le départ\n\nIl part.", &[Heading, Sentence]);
    check_kinds("Il faut :\n- du pain ;\n- du vin.", &[Sentence, ListItem, ListItem]);
    check_kinds("- Tu viens ?\n- Oui.\n- Bien.", &[Sentence, Sentence, Sentence]);
    check_kinds("Figure 3 : Les ventes\n\nElles baissent.", &[Caption, Sentence]);
    check_kinds("1° Le nom ;\n2° L'adresse.", &[ListItem, ListItem]);
    check_kinds("Ingrédients\n- du pain\n- du vin", &[Heading, ListItem, ListItem]);
    check_kinds("De : Jean\nÀ : Anne\nObjet : Fête", &[Sentence, Sentence, Sentence]);
    check_kinds("Ô temps, ô nuit,\nPasse, ma vie,\nEt toi qui luis", &[Verse, Verse, Verse]);
}

#[test]
fn the_last_line_of_a_text_heads_nothing() {
    check_kinds("Il part.\n\nJean Dupont", &[Kind::Sentence, Kind::Sentence]);
}

#[test]
fn invisible_characters_change_nothing() {
    check("Il pleut.\u{200b} E\u{301}mile\u{ad} lit.", &["Il pleut.", "E\u{301}mile\u{ad} lit."]);
    check("\u{feff}Il pleut.\0 Elle lit.", &["Il pleut.", "Elle lit."]);
    check(
        "Il\u{a0}dit\u{202f}: «\u{a0}Viens\u{202f}!\u{a0}» Non.",
        &["Il\u{a0}dit\u{202f}: «\u{a0}Viens\u{202f}!\u{a0}»", "Non."],
    );
}

#[test]
fn all_line_ends_are_line_ends() {
    for end in ["\n\n", "\r\n\r\n", "\r\r", "\u{2029}\u{2029}"] {
        check(&format!("Le titre{end}Il pleut."), &["Le titre", "Il pleut."]);
    }
}

#[test]
fn a_text_of_one_paragraph_a_line_is_cut_at_its_lines() {
    check("Il pleut. Elle lit.\nIl dort.\nFin", &["Il pleut.", "Elle lit.", "Il dort.", "Fin"]);
}

#[test]
fn abbreviations_of_the_text_itself_are_learnt() {
    let text = "Le rubr. premier. Le rubr. second. Le rubr. dernier. Voir rubr. Dupont.";
    check(
        text,
        &["Le rubr. premier.", "Le rubr. second.", "Le rubr. dernier.", "Voir rubr. Dupont."],
    );
}

#[test]
fn the_users_abbreviations_are_respected() {
    let options = Options { abbreviations: vec!["ét.".to_owned()], ..Options::default() };
    let segmenter = Segmenter::new(&Lang::FR, options);
    let text = "Au 3e ét. Porte bleue.";
    assert_eq!([text], texts(&segmenter.segment(text, 0..text.len()))[..]);
}

#[test]
fn quotations_can_be_kept_whole() {
    let options = Options { quotes: Quotes::Keep, ..Options::default() };
    let segmenter = Segmenter::new(&Lang::FR, options);
    let text = "« Je pars. Tu restes. » Il sortit. Elle pleura.";
    let segments = segmenter.segment(text, 0..text.len());
    assert_eq!(["« Je pars. Tu restes. »", "Il sortit.", "Elle pleura."], texts(&segments)[..]);
}

#[test]
fn a_bias_moves_the_doubtful_places() {
    let cut = |bias| {
        let options = Options { bias, ..Options::default() };
        let text = "Il se tut… Le vent soufflait. La S.N.C.F. Voyages vend.";
        Segmenter::new(&Lang::FR, options).segment(text, 0..text.len()).len()
    };
    assert_eq!((2, 3, 4), (cut(-1), cut(0), cut(1)));
}

#[test]
fn a_language_without_word_lists_is_cut_by_capitals_and_stops() {
    let text = "Καλημέρα. Τι κάνεις; Όλα καλά. 今日は。元気。";
    let segments = segmenter("el").segment(text, 0..text.len());
    assert_eq!(["Καλημέρα.", "Τι κάνεις; Όλα καλά.", "今日は。", "元気。"], texts(&segments)[..]);
}

#[test]
fn a_cell_is_named_after_its_row() {
    let segments = segmenter("en").segment_cell("It rains.\n\nShe reads. I sleep.", "r7", 7);
    let named: Vec<_> = segments.iter().map(|s| (s.id.as_str(), s.paragraph)).collect();
    assert_eq!([("r7.s1", 7), ("r7.s2", 7), ("r7.s3", 7)], named[..]);
}

#[test]
fn every_decision_says_why() {
    let text = "M. Dupont lit. Elle part.";
    let decisions = segmenter("fr").explain(text, 0..text.len());
    let said: Vec<_> = decisions.iter().map(|d| (d.at, d.is_cut, d.why)).collect();
    let title = "a title stays with the name that follows";
    assert_eq!([(3, false, title), (15, true, "a capital follows")], said[..]);
    assert_eq!(("M. Dupont lit.", "Elle part."), (&*decisions[1].before, &*decisions[1].after));
}

#[test]
fn lines_that_are_segments_already_are_taken_as_they_stand() {
    let segments = from_lines(" Un. Deux.\r\n\nTrois\u{2028}quatre.\n");
    let named: Vec<_> = segments.iter().map(|s| (s.id.as_str(), s.text.as_str())).collect();
    assert_eq!([("s1", " Un. Deux."), ("s2", ""), ("s3", "Trois\u{2028}quatre.")], named[..]);
    assert_eq!(0, from_lines("").len());
}

/// Pieces that rules look for, in the worst order chance can find.
fn nasty() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "Il", "le", "Le ", "Cette ", "; ", "É", "e\u{301}", "M", "J.-C", "etc", "art", "p", "12",
        "3,5", "1er", "IV", "a", "l'", "l’", "x\u{ad}y", "今", "ا", "😀", "\u{200b}", "\u{feff}",
        "\0", ".", ".", ".", "!", "?", "…", "。", ",", ";", ":", " ", " ", " ", " ", "\u{a0}",
        "\u{202f}", "\n", "\n\n", "\r\n", "\r", "\u{2028}", "\t", "«", "»", "“", "”", "\"", "'",
        "(", ")", "[", "]", "—", "–", "- ", "--", "•", "1. ", "2. ", "a) ", "b) ", "*", ":)", "¹",
        "dit", "said", "Art. ", "GMT", "p.m.", "ORGON. ",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// The ink of a text: what must neither be lost nor invented.
fn ink(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

fn check_tiling(body: &Range<usize>, segments: &[Segment]) {
    let mut at = body.start;
    for segment in segments {
        assert_eq!(at, segment.span.start);
        assert!(segment.span.end > at);
        at = segment.span.end;
    }
    assert!(segments.is_empty() || at == body.end);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn segments_tile_the_body_and_keep_its_ink(text in nasty(), tag in "fr|en|xx") {
        let segments = segmenter(&tag).segment(&text, 0..text.len());
        check_tiling(&(0..text.len()), &segments);
        prop_assert_eq!(ink(&text), ink(&texts(&segments).concat()));
        for segment in &segments {
            prop_assert!(!segment.text.is_empty());
            prop_assert!(!segment.text.contains(is_line_break));
        }
    }

    #[test]
    fn what_stands_before_the_body_does_not_matter(before in nasty(), text in nasty()) {
        let whole = format!("{before}{text}");
        let inside = segmenter("fr").segment(&whole, before.len()..whole.len());
        check_tiling(&(before.len()..whole.len()), &inside);
        let alone = segment(&text);
        prop_assert_eq!(texts(&alone), texts(&inside));
    }

    #[test]
    fn the_cuts_that_are_explained_are_those_that_are_made(text in nasty()) {
        let decisions = segmenter("fr").explain(&text, 0..text.len());
        let cuts: Vec<_> = decisions.iter().filter(|d| d.is_cut).map(|d| d.at).collect();
        let starts: Vec<_> = segment(&text).iter().skip(1).map(|s| s.span.start).collect();
        prop_assert_eq!(cuts, starts);
        prop_assert!(decisions.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }

    #[test]
    fn ids_are_never_used_twice(text in nasty()) {
        let segments = segment(&text);
        let ids: std::collections::HashSet<_> = segments.iter().map(|s| &s.id).collect();
        prop_assert_eq!(segments.len(), ids.len());
    }

    #[test]
    fn lines_tile_their_text(text in nasty()) {
        let segments = from_lines(&text);
        check_tiling(&(0..text.len()), &segments);
        prop_assert_eq!(text.lines().count(), segments.len());
    }
}
