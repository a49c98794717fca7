//! Finds translations that are the source.
//!
//! A copy with words that only the source's language has was forgotten, and is an error.
//!
//! It leaves alone what is the same in both languages: numbers, names, addresses. A copy
//! of a few words that both languages may have gets a warning or a note, the fewer the
//! less.

use super::{Finds, Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::view::Word;
use crate::finding::Severity;
use crate::lang::Lang;
use crate::text::words::words;

pub(super) const RULE: Rule = Rule {
    id: "untranslated",
    severity: Severity::Error,
    mqm: "untranslated",
    about: "the translation is the source",
    about_fr: "la traduction est la source même",
    cases: include_str!("untranslated.cases"),
    source: include_str!("untranslated.rs"),
    finds: Finds::InPair(find),
};

/// A copy of so many words in lower case is no name or heading.
const MIN_COPIED: usize = 4;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (view, tongues) = (context.view, context.tongues);
    let words = &view.tgt.words;
    if view.src.lang == view.tgt.lang || words.is_empty() || !view.is_copy() {
        return;
    }
    let n_lower = words.iter().filter(|word| !word.is_capital).count();
    let is_surely_foreign = words
        .iter()
        .any(|word| tongues.speaks(&word_form(word, view.src.text, view.src.lang), Side::Src));
    let is_native = words.iter().any(|word| tongues.speaks(&word.form, Side::Tgt));
    let severity = match (is_surely_foreign, is_native) {
        (true, _) => Severity::Error,
        (false, false) if n_lower >= MIN_COPIED => Severity::Error,
        (false, false) if n_lower >= 1 && words.len() >= 2 => Severity::Warning,
        _ => Severity::Info,
    };
    let whole = context.whole(Side::Tgt);
    let finding = Finding::new(Id::Untranslated, Side::Tgt, whole, "the translation is the source");
    findings.push(finding.of_severity(severity));
}

/// The target's words are cut the English way; those of a copy are French.
fn word_form(word: &Word, text: &str, lang: &Lang) -> String {
    let piece = text.get(word.span.clone()).unwrap_or_default();
    words(piece, lang.apostrophe()).into_iter().next().unwrap_or_default()
}
