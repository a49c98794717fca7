//! Tests of `update` on small bitexts, and what holds for any edits.

use super::*;
use crate::bead::Shape;
use crate::lang::{Lang, LangPair};
use crate::model::builtin;
use crate::segment::Kind;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| builtin::for_pair(&LangPair::FR_EN).expect("the model is built in"));

const PAIRS: [(&str, &str); 6] = [
    ("Le gardien alluma la lampe.", "The keeper lit the lamp."),
    ("Oui.", "Yes."),
    ("Il neigeait depuis trois jours.", "It had been snowing for three days."),
    (
        "La mer montait, et le vent tournait vers le nord.",
        "The sea was rising, and the wind turned north.",
    ),
    ("Oui.", "Indeed."),
    ("Elle lisait une vieille lettre.", "She was reading an old letter."),
];

fn bitext() -> Bitext {
    let pair = |(at, (src, tgt)): (usize, &(&str, &str))| Pair {
        id: format!("p1.s{}", at + 1),
        shape: Shape { src: 1, tgt: 1 },
        src: (*src).into(),
        tgt: (*tgt).into(),
        src_ids: vec![format!("p1.s{}", at + 1)],
        tgt_ids: vec![format!("r{}.s1", at + 1)],
        status: Status::Accepted,
        reviewer: format!("R{at}"),
        comment: format!("c{at}"),
        carried: vec![format!("n{at}")],
        ..Pair::default()
    };
    Bitext {
        langs: LangPair { src: Lang::FR, tgt: Lang::EN },
        metadata: Vec::new(),
        carried_headers: vec!["Note".into()],
        pairs: PAIRS.iter().enumerate().map(pair).collect(),
    }
}

fn segments(texts: &[&str]) -> Vec<Segment> {
    let segment = |(at, text): (usize, &&str)| Segment {
        id: format!("p2.s{}", at + 1),
        span: 0..0,
        paragraph: at + 1,
        kind: Kind::Sentence,
        text: (*text).into(),
    };
    texts.iter().enumerate().map(segment).collect()
}

fn shown(updated: &Updated) -> String {
    let shown = |(pair, heir): (&Pair, &Heir)| {
        let who = if pair.reviewer.is_empty() { "-" } else { &pair.reviewer };
        format!("{:?} {who} {} {}", heir.fate, pair.status.name(), pair.tgt)
    };
    let pairs = updated.bitext.pairs.iter().zip(&updated.heirs).map(shown);
    let gone = updated.gone.iter().map(|at| format!("gone {at}"));
    pairs.chain(gone).collect::<Vec<_>>().join("\n")
}

/// Updates to a new source with the old translations.
fn with_source(texts: &[&str]) -> Updated {
    let (old, src) = (bitext(), segments(texts));
    update(&Task { old: &old, src: &src, tgt: None, keeps_gone: false }, &MODEL)
}

/// Updates to a new source and a new translation.
fn with_both(src: &[&str], tgt: &[&str]) -> Updated {
    let (old, src, tgt) = (bitext(), segments(src), segments(tgt));
    let table = Table::default();
    let new = NewTranslation { segments: &tgt, table: &table };
    update(&Task { old: &old, src: &src, tgt: Some(new), keeps_gone: false }, &MODEL)
}

fn sources() -> Vec<&'static str> {
    PAIRS.iter().map(|(src, _)| *src).collect()
}

fn targets() -> Vec<&'static str> {
    PAIRS.iter().map(|(_, tgt)| *tgt).collect()
}

#[test]
fn a_text_that_is_the_same_keeps_everything() {
    for updated in [with_source(&sources()), with_both(&sources(), &targets())] {
        let old = bitext();
        assert!(updated.heirs.iter().all(|heir| heir.fate == Fate::Kept), "{}", shown(&updated));
        assert_eq!(old.carried_headers, updated.bitext.carried_headers);
        for (before, after) in old.pairs.iter().zip(&updated.bitext.pairs) {
            assert_eq!(
                (&before.src, &before.tgt, &before.comment),
                (&after.src, &after.tgt, &after.comment)
            );
            assert_eq!(
                (before.status, &before.reviewer, &before.carried),
                (after.status, &after.reviewer, &after.carried)
            );
        }
    }
}

#[test]
fn a_sentence_in_front_moves_no_decision() {
    let mut src = sources();
    src.insert(0, "Chapitre premier.");
    let updated = with_source(&src);
    assert_eq!(
        ("New - auto ", 7),
        (shown(&updated).lines().next().unwrap(), updated.bitext.pairs.len())
    );
    assert!(updated.heirs[1..].iter().all(|heir| heir.fate == Fate::Kept));
    let mut tgt = targets();
    tgt.insert(0, "Chapter one.");
    let both = with_both(&src, &tgt);
    assert_eq!("New - auto Chapter one.", shown(&both).lines().next().unwrap());
    assert!(both.heirs[1..].iter().all(|heir| heir.fate == Fate::Kept), "{}", shown(&both));
}

#[test]
fn what_is_gone_is_told_and_nothing_else_moves() {
    let mut src = sources();
    src.remove(2);
    let updated = with_source(&src);
    assert_eq!(vec![2], updated.gone);
    assert!(updated.heirs.iter().all(|heir| heir.fate == Fate::Kept), "{}", shown(&updated));
    assert_eq!(PAIRS[2].1, updated.orphans(&bitext()).pairs[0].tgt);
}

#[test]
fn a_changed_text_goes_back_to_auto_with_its_old_wording() {
    let mut src = sources();
    src[2] = "Il neigeait depuis quatre jours.";
    let updated = with_source(&src);
    let pair = &updated.bitext.pairs[2];
    assert_eq!((Status::Auto, Fate::Edited), (pair.status, updated.heirs[2].fate));
    assert_eq!(vec!["Note", "fr_before"], updated.bitext.carried_headers);
    assert_eq!(vec!["n2", PAIRS[2].0], pair.carried);
    assert_eq!(
        (vec![CHANGED], "c2"),
        (pair.findings.iter().map(String::as_str).collect(), pair.comment.as_str())
    );
    assert_eq!(5, updated.tally(&bitext()).still_decided);
}

#[test]
fn a_moved_paragraph_keeps_its_decisions() {
    let src = [PAIRS[3].0, PAIRS[4].0, PAIRS[5].0, PAIRS[0].0, PAIRS[1].0, PAIRS[2].0];
    let tgt = [PAIRS[3].1, PAIRS[4].1, PAIRS[5].1, PAIRS[0].1, PAIRS[1].1, PAIRS[2].1];
    for updated in [with_source(&src), with_both(&src, &tgt), with_both(&src, &targets())] {
        let texts: Vec<&str> = updated.bitext.pairs.iter().map(|pair| pair.tgt.as_str()).collect();
        assert_eq!(tgt.to_vec(), texts, "{}", shown(&updated));
        assert_eq!((6, 3), (updated.tally(&bitext()).kept, updated.tally(&bitext()).moved));
    }
}

#[test]
fn parted_and_joined_sentences_are_told() {
    let mut src = sources();
    src.splice(3..4, ["La mer montait.", "Et le vent tournait vers le nord."]);
    let updated = with_source(&src);
    assert_eq!((Fate::Split, 6), (updated.heirs[3].fate, updated.bitext.pairs.len()));
    assert_eq!("2:1", updated.bitext.pairs[3].shape.to_string());
    let mut src = sources();
    src.splice(
        2..4,
        ["Il neigeait depuis trois jours, la mer montait, et le vent tournait vers le nord."],
    );
    let updated = with_source(&src);
    assert_eq!((Fate::Merged, 5), (updated.heirs[2].fate, updated.bitext.pairs.len()));
    let pair = &updated.bitext.pairs[2];
    assert_eq!(("1:2", "c2\nc3"), (pair.shape.to_string().as_str(), pair.comment.as_str()));
    assert_eq!(format!("{} {}", PAIRS[2].1, PAIRS[3].1), pair.tgt);
}

/// One of two `Oui.` is gone: which one shows in the translation, or not at all.
#[test]
fn a_twin_keeps_its_decision_only_if_it_is_known_which_it_is() {
    let old = {
        let mut old = bitext();
        old.pairs.swap(2, 4);
        old
    };
    let (src, tgt): (Vec<&str>, Vec<&str>) = old
        .pairs
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != 1)
        .map(|(_, pair)| (pair.src.as_str(), pair.tgt.as_str()))
        .unzip();
    let (src, tgt, table) = (segments(&src), segments(&tgt), Table::default());
    let alone = update(&Task { old: &old, src: &src, tgt: None, keeps_gone: false }, &MODEL);
    assert_eq!(Status::Auto, alone.bitext.pairs[1].status, "{}", shown(&alone));
    let new = NewTranslation { segments: &tgt, table: &table };
    let both = update(&Task { old: &old, src: &src, tgt: Some(new), keeps_gone: false }, &MODEL);
    assert_eq!((Status::Accepted, "R4", "Indeed."), {
        let pair = &both.bitext.pairs[1];
        (pair.status, pair.reviewer.as_str(), pair.tgt.as_str())
    });
}

#[test]
fn a_new_translation_is_aligned_between_what_stays() {
    let mut tgt = targets();
    tgt[2] = "Snow fell for days on end.";
    let updated = with_both(&sources(), &tgt);
    let pair = &updated.bitext.pairs[2];
    assert_eq!(
        (tgt[2], Status::Auto, Fate::Edited),
        (pair.tgt.as_str(), pair.status, updated.heirs[2].fate)
    );
    assert_eq!(PAIRS[2].1, pair.carried[updated.bitext.carried_headers.len() - 1]);
    assert_eq!(5, updated.tally(&bitext()).kept);
}

#[test]
fn gone_pairs_stay_in_place_without_a_source_if_that_is_asked() {
    let (old, mut src) = (bitext(), sources());
    src.remove(2);
    let src = segments(&src);
    let updated = update(&Task { old: &old, src: &src, tgt: None, keeps_gone: true }, &MODEL);
    let pair = &updated.bitext.pairs[2];
    assert_eq!(
        ("", PAIRS[2].1, "c2"),
        (pair.src.as_str(), pair.tgt.as_str(), pair.comment.as_str())
    );
    assert_eq!((Status::Auto, "en.r3.s1"), (pair.status, pair.id.as_str()));
}
