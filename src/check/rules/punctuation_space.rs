//! Finds French spacing and quotation marks in an English translation.
//!
//! French has a space before `; : ! ?` and inside `« »`, and it is carried over by
//! habit.
//!
//! It leaves alone spaces before commas and periods that the source has too, marks inside
//! code, and marks between characters (`10 : 30`).

use super::{Finds, Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "punctuation.space",
    severity: Severity::Warning,
    mqm: "locale-convention",
    about: "a space before a mark, or French quotation marks, in English",
    about_fr: "une espace avant un signe, ou des guillemets français, en anglais",
    cases: include_str!("punctuation_space.cases"),
    source: include_str!("punctuation_space.rs"),
    finds: Finds::InPair(find),
};

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    if view.tgt.lang.tag() != "en" {
        return;
    }
    let text = view.tgt.text;
    for (at, c) in text.char_indices() {
        let before = &text[..at];
        let space = before.chars().next_back().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
        let Some(space) = space else { continue };
        let word_before = before.trim_end().chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + c.len_utf8()..].chars().next();
        let is_single = after.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”'));
        // What the source does too is how the texts were made, not how they translate.
        let is_shared = matches!(c, ',' | '.') && view.src.text.contains(&format!(" {c}"));
        let is_mark = !is_shared
            && matches!(c, ';' | '!' | '?' | ':' | ',' | '.')
            && is_single
            && word_before;
        if is_mark {
            let span = at - space.len_utf8()..at + c.len_utf8();
            let finding = Finding::new(
                Id::PunctuationSpace,
                Side::Tgt,
                span,
                format!("a space before `{c}`"),
            );
            let severity = if matches!(c, ',' | '.') { Severity::Info } else { Severity::Warning };
            findings.push(finding.suggest(c.to_string()).of_severity(severity));
            return;
        }
    }
    if let Some(at) = text.find('«').filter(|_| view.src.text.contains('«')) {
        let finding = Finding::new(
            Id::PunctuationSpace,
            Side::Tgt,
            at..at + '«'.len_utf8(),
            "French quotation marks",
        );
        findings.push(finding.suggest("“ ”").of_severity(Severity::Info));
    }
}
