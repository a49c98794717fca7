//! Finds names and acronyms that became other ones.
//!
//! A name that has no counterpart proves little, since names are translated,
//! spelled otherwise and left out. A name that has none facing a name that has
//! none either is another matter: that conjunction is what is reported.

use super::acronyms;
use super::exonyms;
use super::finding::{Finding, Side};
use super::view::{SideView, View, Word};
use crate::finding::Severity;
use crate::text::words::fold_accents;

/// Names that agree in this share of their letters are spelled otherwise, not
/// other names (`Poutine`, `Putin`). By hand on the news.
const ALIKE: f64 = 0.5;

/// Acronyms that agree in more than this share are two versions of one.
const ACRONYMS_ALIKE: f64 = 0.5;

/// A text of which more words than this share are capitalized is a title.
const TITLE_SHARE: f64 = 0.5;

/// Reports names that face other names.
pub(super) fn find(view: &View, findings: &mut Vec<Finding>) {
    if is_title(&view.src) || is_title(&view.tgt) {
        return;
    }
    let mut extra = strangers(&view.tgt, &view.src);
    let mut missing = strangers(&view.src, &view.tgt);
    let is_weak = missing.is_empty();
    if is_weak {
        // A name that no lexicon knows, facing a part of a longer name.
        missing = unlinked_capitals(&view.src, &view.tgt);
        extra.retain(|word| word.is_kept.is_none() || exonyms::is_listed(&word.form));
    }
    let n_both = missing.len().min(extra.len());
    missing.truncate(n_both);
    extra.truncate(n_both);
    for (src, tgt) in missing.into_iter().zip(extra) {
        let (src_text, tgt_text) =
            (&view.src.text[src.span.clone()], &view.tgt.text[tgt.span.clone()]);
        let message = format!("the name `{src_text}` seems to have become `{tgt_text}`");
        let severity = if is_weak { Severity::Info } else { Severity::Warning };
        let finding = Finding::new("name", Side::Tgt, tgt.span.clone(), message);
        findings.push(finding.facing(src.span.clone()).of_severity(severity));
    }
}

/// Reports acronyms that face other acronyms, and those left in French.
pub(super) fn find_acronyms(view: &View, findings: &mut Vec<Finding>) {
    if view.src.lang.tag() != "fr"
        || view.tgt.lang.tag() != "en"
        || is_shouted(&view.src)
        || is_shouted(&view.tgt)
    {
        return;
    }
    let of = |side: &SideView| -> Vec<Word> {
        side.words
            .iter()
            .filter(|word| is_acronym(&side.text[word.span.clone()]))
            .cloned()
            .collect()
    };
    let (src, tgt) = (of(&view.src), of(&view.tgt));
    let text = |side: &SideView, word: &Word| {
        side.text[word.span.clone()].trim_end_matches('s').to_owned()
    };
    let is_met = |word: &Word| {
        let written = text(&view.src, word);
        tgt.iter().any(|other| acronyms::agree(&written, &text(&view.tgt, other)))
            || acronyms::is_spelled_out(&written, &view.tgt)
    };
    let is_met_back = |word: &Word| {
        let written = text(&view.tgt, word);
        src.iter().any(|other| acronyms::agree(&text(&view.src, other), &written))
            || acronyms::is_spelled_out(&written, &view.src)
    };
    let is_known = |word: &Word| !acronyms::english(&text(&view.src, word)).is_empty();
    let missing: Vec<&Word> = src.iter().filter(|word| !is_met(word)).collect();
    let extra: Vec<&Word> = tgt.iter().filter(|word| !is_met_back(word)).collect();
    for (src, tgt) in missing.iter().zip(&extra) {
        let (from, to) = (text(&view.src, src), text(&view.tgt, tgt));
        let expected = acronyms::english(&from).join(", ");
        let message = format!("the acronym `{from}` became `{to}`");
        let is_sure = is_known(src)
            || from.len() > 2
                && to.len() > 2
                && likeness(&fold_accents(&from), &to) <= ACRONYMS_ALIKE;
        let severity = if is_sure { Severity::Warning } else { Severity::Info };
        let finding = Finding::new("acronym", Side::Tgt, tgt.span.clone(), message);
        findings.push(finding.facing(src.span.clone()).suggest(expected).of_severity(severity));
    }
    for (src, tgt) in src.iter().flat_map(|src| tgt.iter().map(move |tgt| (src, tgt))) {
        let (from, to) = (text(&view.src, src), text(&view.tgt, tgt));
        let expected = acronyms::english(&from);
        if from == to && !expected.is_empty() && !expected.contains(&from.as_str()) {
            let message = format!("the acronym `{to}` is French");
            let finding = Finding::new("acronym", Side::Tgt, tgt.span.clone(), message)
                .facing(src.span.clone());
            findings.push(finding.suggest(expected.join(", ")).of_severity(Severity::Info));
        }
    }
    for word in &extra[missing.len().min(extra.len())..] {
        let written = text(&view.tgt, word);
        let message = format!("nothing in the source stands for the acronym `{written}`");
        let has_gap = !strangers(&view.src, &view.tgt).is_empty()
            || !unlinked_capitals(&view.src, &view.tgt).is_empty();
        let is_sure = has_gap && !acronyms::is_common(&written);
        let severity = if is_sure { Severity::Warning } else { Severity::Info };
        let finding = Finding::new("acronym", Side::Tgt, word.span.clone(), message);
        findings.push(finding.of_severity(severity));
    }
    for word in &missing[extra.len().min(missing.len())..] {
        let message = format!("the acronym `{}` has no counterpart", text(&view.src, word));
        findings.push(
            Finding::new("acronym", Side::Src, word.span.clone(), message)
                .of_severity(Severity::Info),
        );
    }
}

/// Tells whether a word is written in capitals only and is no Roman numeral.
fn is_acronym(written: &str) -> bool {
    let letters = written.strip_suffix('s').unwrap_or(written);
    let n = letters.chars().count();
    (2..=7).contains(&n)
        && letters.chars().all(char::is_uppercase)
        && !letters.chars().all(|c| "IVXLC".contains(c))
}

fn is_shouted(side: &SideView) -> bool {
    let n_upper = side.text.chars().filter(|c| c.is_uppercase()).count();
    let n_letters = side.text.chars().filter(|c| c.is_alphabetic()).count();
    n_upper * 2 > n_letters
}

fn is_title(side: &SideView) -> bool {
    let n_capital = side.words.iter().filter(|word| word.is_capital).count();
    side.words.len() < 3 || n_capital as f64 > TITLE_SHARE * side.words.len() as f64
}

/// Returns the names of a side that nothing on the other side resembles.
fn strangers<'v>(side: &'v SideView, other: &SideView) -> Vec<&'v Word> {
    let is_stranger = |word: &&Word| {
        let written = &side.text[word.span.clone()];
        is_name(word, written) && word.link < 0.02 && !has_likeness(word, other)
    };
    side.words.iter().filter(is_stranger).collect()
}

/// Returns the words with a capital inside a sentence that have no link: parts of
/// names such as `Chambre des communes`, which may have become another name.
fn unlinked_capitals<'v>(side: &'v SideView, other: &SideView) -> Vec<&'v Word> {
    let is_unlinked = |word: &&Word| {
        let is_short = side.text[word.span.clone()].chars().count() < 4;
        let is_inside = word.is_capital && !word.is_initial && word.is_content && !is_short;
        is_inside && word.link < 0.02 && !has_likeness(word, other)
    };
    side.words.iter().filter(is_unlinked).collect()
}

/// Tells whether a word is surely a name: translated by itself or by an exonym,
/// or unknown and capitalized inside a sentence.
fn is_name(word: &Word, written: &str) -> bool {
    let is_listed = word.is_kept == Some(true) || exonyms::is_listed(&word.form);
    let is_stranger = word.position.is_none() && !word.is_initial;
    word.is_capital
        && written.chars().count() >= 3
        && !is_acronym(written)
        && word.is_content
        && (is_listed || is_stranger)
}

/// Tells whether a word of the other side is spelled much like a name.
fn has_likeness(word: &Word, other: &SideView) -> bool {
    let name = fold_accents(&word.form);
    other.words.iter().filter(|candidate| candidate.is_capital).any(|candidate| {
        let candidate = fold_accents(&candidate.form);
        let is_abbreviated =
            candidate.len() >= 3 && (name.starts_with(&candidate) || candidate.starts_with(&name));
        is_abbreviated || exonyms::agree(&name, &candidate) || likeness(&name, &candidate) >= ALIKE
    })
}

/// Returns the share of letters that two words have in common, in order.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    if longest == 0 || a.len().min(b.len()) * 10 < longest * 5 {
        return 0.0;
    }
    let mut row = vec![0usize; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()] as f64 / longest as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_are_alike_and_other_names_are_not() {
        for (a, b) in [
            ("poutine", "putin"),
            ("eltsine", "yeltsin"),
            ("moscou", "moscow"),
            ("brejnev", "brezhnev"),
        ] {
            assert!(likeness(a, b) >= ALIKE, "{a} {b} {}", likeness(a, b));
        }
        for (a, b) in [("merkel", "johnson"), ("obama", "clinton"), ("paris", "london")] {
            assert!(likeness(a, b) < ALIKE, "{a} {b} {}", likeness(a, b));
        }
    }
}
