//! Finds brackets of the translation that open or close alone.
//!
//! Something was cut off where one half of a pair of brackets is missing.
//!
//! It leaves alone what the source does too, labels of lists (`a)`, `1)`) and faces.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "brackets",
    severity: Severity::Warning,
    mqm: "punctuation",
    about: "a bracket opens or closes alone",
    about_fr: "une parenthèse s’ouvre ou se ferme seule",
    cases: include_str!("brackets.cases"),
    source: include_str!("brackets.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (context.view.src.text, context.view.tgt.text);
    for (open, close) in BRACKETS {
        let (in_src, in_tgt) = (alone(src, tgt, open, close), alone(tgt, src, open, close));
        let is_mirrored = !in_src.is_empty() && in_src.len() == in_tgt.len();
        let Some(lonely) = in_tgt.first().filter(|_| !is_mirrored) else { continue };
        let mark = &tgt[lonely.clone()];
        let verb = if mark.starts_with(open) { "is never closed" } else { "was never opened" };
        let message = format!("`{mark}` {verb}");
        findings.push(Finding::new(Id::Brackets, Side::Tgt, lonely.clone(), message));
    }
}

/// Returns the brackets of a kind that have no partner. What numbers a list
/// (`a)`, `1)`), a face (`:)`) and what the other side has as a label (`alinéa (2)a)`,
/// `paragraph (2)(a)`) is none.
fn alone(text: &str, other: &str, open: char, close: char) -> Vec<Range<usize>> {
    let mut opened: Vec<usize> = Vec::new();
    let mut lonely = Vec::new();
    for (at, c) in text.char_indices() {
        if c == open && !text[..at].ends_with([':', ';']) {
            opened.push(at);
        } else if c == close
            && !(c == ')' && is_label(&text[..at], other))
            && opened.pop().is_none()
            && !is_list_mark(&text[..at])
        {
            lonely.push(at..at + c.len_utf8());
        }
    }
    lonely.extend(opened.into_iter().map(|at| at..at + open.len_utf8()));
    lonely
}

/// Tells whether `before` ends in a short label without an opening bracket that the other
/// side has in brackets, or with the closing one.
fn is_label(before: &str, other: &str) -> bool {
    /// `viii`
    const MAX_LABEL: usize = 4;
    let start = before.rfind(|c: char| !c.is_ascii_alphabetic());
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let label = &before[start..];
    let is_numeral = label.len() <= MAX_LABEL && label.chars().all(|c| "ivx".contains(c));
    let is_short = label.len() == 1 || !label.is_empty() && is_numeral;
    let is_open = before[..start].ends_with('(');
    // `aux alinéas a), b) et c)` are `paragraphs (a) to (c)`.
    let is_letter = label.len() == 1 && label.starts_with(|c: char| c.is_ascii_lowercase());
    let has_letters = || ('a'..='z').any(|letter| other.contains(&format!("({letter})")));
    is_short
        && !is_open
        && (other.contains(&format!("({label})"))
            || has_mark(other, label)
            || is_letter && has_letters())
}

/// Tells whether a text has a label that only closes: ` a)`.
fn has_mark(text: &str, label: &str) -> bool {
    let mark = format!("{label})");
    text.match_indices(&mark).any(|(at, _)| {
        text[..at].chars().next_back().is_none_or(|c| !c.is_alphabetic() && c != '(')
    })
}

/// Tells whether a closing bracket after `before` ends a list mark or a face.
fn is_list_mark(before: &str) -> bool {
    let label: String = before.chars().rev().take_while(|c| c.is_alphanumeric()).collect();
    let rest = &before[..before.len() - label.len().min(before.len())];
    let rest =
        rest.get(..before.len() - label.chars().map(char::len_utf8).sum::<usize>()).unwrap_or("");
    let starts = rest.trim_end().is_empty() || rest.trim_end().ends_with([',', ';', ':', '.']);
    let is_label = (1..=2).contains(&label.chars().count())
        || label.chars().all(|c| "ivx".contains(c)) && !label.is_empty();
    is_label && starts || before.ends_with([':', ';', '-', '='])
}
