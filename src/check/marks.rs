//! Compares brackets, quotation marks and punctuation.
//!
//! Only what is wrong by itself is a warning: a bracket that opens and never
//! closes. What merely differs from the source is often right.

use super::finding::{Finding, Side};
use super::view::{SideView, View};
use crate::finding::Severity;
use std::ops::Range;

const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// Reports brackets of the translation that stand alone, unless the source's do too.
pub(super) fn find_brackets(view: &View, findings: &mut Vec<Finding>) {
    for (open, close) in BRACKETS {
        let src = alone(view.src.text, open, close);
        let tgt = alone(view.tgt.text, open, close);
        let is_mirrored = !src.is_empty() && src.len() == tgt.len();
        let Some(lonely) = tgt.first().filter(|_| !is_mirrored) else { continue };
        let text = view.tgt.text;
        let mark = &text[lonely.clone()];
        let verb = if mark.starts_with(open) { "is never closed" } else { "was never opened" };
        findings.push(Finding::new(
            "brackets",
            Side::Tgt,
            lonely.clone(),
            format!("`{mark}` {verb}"),
        ));
    }
}

/// Returns the brackets of a kind that have no partner. What numbers a list
/// (`a)`, `1)`) and a face (`:)`) is none.
fn alone(text: &str, open: char, close: char) -> Vec<Range<usize>> {
    let mut opened: Vec<usize> = Vec::new();
    let mut lonely = Vec::new();
    for (at, c) in text.char_indices() {
        if c == open && !text[..at].ends_with([':', ';']) {
            opened.push(at);
        } else if c == close && opened.pop().is_none() && !is_list_mark(&text[..at]) {
            lonely.push(at..at + c.len_utf8());
        }
    }
    lonely.extend(opened.into_iter().map(|at| at..at + open.len_utf8()));
    lonely
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

/// Reports quotation marks that stand alone or on one side only.
pub(super) fn find_quotes(view: &View, findings: &mut Vec<Finding>) {
    let n_tgt = count(view.tgt.text, "\"“”«»„");
    let n_src = count(view.src.text, "\"“”«»„");
    let at = |text: &str| {
        text.find(['"', '“', '”', '«', '»', '„'])
            .map(|at| at..at + text[at..].chars().next().map_or(1, char::len_utf8))
    };
    if n_tgt % 2 == 1 && n_src.is_multiple_of(2) {
        let span = at(view.tgt.text).unwrap_or(0..0);
        findings.push(Finding::new("quotes", Side::Tgt, span, "a quotation mark has no partner"));
    } else if (n_src == 0) != (n_tgt == 0) && count(view.tgt.text, "'‘") < 2 {
        let side = if n_src > 0 { Side::Src } else { Side::Tgt };
        let text = if n_src > 0 { view.src.text } else { view.tgt.text };
        findings.push(Finding::new(
            "quotes",
            side,
            at(text).unwrap_or(0..0),
            "only one side has quotation marks",
        ));
    }
}

fn count(text: &str, marks: &str) -> usize {
    text.chars().filter(|c| marks.contains(*c)).count()
}

/// Reports sides that end in marks of different classes, and lone questions.
pub(super) fn find_final(view: &View, findings: &mut Vec<Finding>) {
    let (Some(src), Some(tgt)) = (final_mark(&view.src), final_mark(&view.tgt)) else { return };
    if src == tgt {
        return;
    }
    let check = if src == '?' || tgt == '?' { "punctuation.question" } else { "punctuation.final" };
    let name = |mark: char| if mark == ' ' { "no mark".to_owned() } else { format!("`{mark}`") };
    let text = view.tgt.text.trim_end();
    let start = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let message = format!("the source ends in {}, the translation in {}", name(src), name(tgt));
    findings.push(Finding::new(check, Side::Tgt, start..text.len(), message));
}

/// Returns the class of the mark in which a side ends; a blank if it is a letter.
fn final_mark(side: &SideView) -> Option<char> {
    let inner = side.text.trim_end_matches(|c: char| c.is_whitespace() || "\"”»’')]".contains(c));
    let last = inner.chars().next_back()?;
    Some(match last {
        '…' => '.',
        '.' | '?' | '!' | ':' | ';' | ',' => last,
        _ => ' ',
    })
}

/// Reports spaces that belong to French typography in an English text.
pub(super) fn find_french_spacing(view: &View, findings: &mut Vec<Finding>) {
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
            let finding =
                Finding::new("punctuation.space", Side::Tgt, span, format!("a space before `{c}`"));
            let severity = if matches!(c, ',' | '.') { Severity::Info } else { Severity::Warning };
            findings.push(finding.suggest(c.to_string()).of_severity(severity));
            return;
        }
    }
    if let Some(at) = text.find('«').filter(|_| view.src.text.contains('«')) {
        let finding = Finding::new(
            "punctuation.space",
            Side::Tgt,
            at..at + '«'.len_utf8(),
            "French quotation marks",
        );
        findings.push(finding.suggest("“ ”").of_severity(Severity::Info));
    }
}
