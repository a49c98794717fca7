//! Finds doubled words, doubled spaces and characters that cannot be seen.

use super::finding::{Finding, Side};
use super::view::View;
use crate::finding::Severity;
use crate::text::language::is_function_word;
use std::ops::Range;

/// Words that stand twice in good English: `had had`, and what is
/// repeated for emphasis or as a sound. By hand.
const MAY_DOUBLE: &[&str] = &[
    "had", "very", "no", "yes", "so", "ha", "many", "long", "bye", "never", "now", "oh", "well",
    "far", "much", "really", "hey", "ho", "ah", "la", "bla", "blah", "knock", "please", "come",
    "there", "more", "hear", "tut", "quick", "etc",
];

/// Reports a word of the translation that stands twice, where the source
/// doubles none.
pub(super) fn find_doubled(view: &View, findings: &mut Vec<Finding>) {
    let (src, tgt) = (doubled(view, Side::Src), doubled(view, Side::Tgt));
    let emphasis = src.iter().any(|(form, _)| !is_function_word(form, view.src.lang));
    for (form, span) in tgt {
        let may = MAY_DOUBLE.contains(&form.as_str())
            || form == "that" && is_before_a_verb(&view.tgt.text[span.end..])
            || emphasis && !is_function_word(&form, view.tgt.lang);
        if !may {
            let message = format!("`{form}` stands twice");
            let finding = Finding::new("doubled", Side::Tgt, span, message);
            findings.push(finding.suggest(form));
        }
    }
}

/// Tells whether a verb follows, whose subject the second `that` is: `I think that
/// that is so`.
fn is_before_a_verb(rest: &str) -> bool {
    const VERBS: [&str; 16] = [
        "is", "was", "will", "would", "can", "could", "has", "had", "should", "may", "might",
        "must", "does", "did", "means", "makes",
    ];
    let next = rest.split_whitespace().next().unwrap_or("");
    VERBS.contains(&next.trim_end_matches([',', '.', ';']))
}

/// Returns the words of a side that follow themselves with only white space
/// between.
fn doubled(view: &View, side: Side) -> Vec<(String, Range<usize>)> {
    let this = if side == Side::Src { &view.src } else { &view.tgt };
    let is_twice = |pair: &&[super::view::Word]| {
        let gap = &this.text[pair[0].span.end..pair[1].span.start];
        let is_compound = this.text[pair[1].span.end..].starts_with('-');
        let is_name = is_compound || pair[0].is_capital && pair[1].is_capital;
        let is_word = pair[0].form.chars().count() > 1 || pair[0].form == "a";
        pair[0].form == pair[1].form
            && !gap.is_empty()
            && gap.chars().all(char::is_whitespace)
            && !is_name
            && is_word
    };
    let found = this.words.windows(2).filter(is_twice);
    found.map(|pair| (pair[0].form.clone(), pair[0].span.start..pair[1].span.end)).collect()
}

/// Reports two spaces in a row, tabs and invisible characters inside the
/// translation, and spaces at its ends.
pub(super) fn find_spaces(view: &View, findings: &mut Vec<Finding>) {
    let text = view.tgt.text;
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let inside = start..start + trimmed.len();
    if let Some(span) = double_space(&text[inside.clone()]).filter(|_| !is_laid_out(view.src.text))
    {
        let span = start + span.start..start + span.end;
        let finding = Finding::new("space", Side::Tgt, span, "more than one space");
        findings.push(finding.suggest(" "));
        return;
    }
    let hidden = text
        .char_indices()
        .find(|(at, c)| inside.contains(at) && is_invisible(*c) && !view.src.text.contains(*c));
    if let Some((at, c)) = hidden {
        let message = format!("an invisible character, U+{:04X}", u32::from(c));
        // They hurt nobody who reads.
        let finding = Finding::new("space", Side::Tgt, at..at + c.len_utf8(), message);
        findings.push(finding.of_severity(Severity::Info));
        return;
    }
    let is_padded = |text: &str| text.trim().len() != text.len();
    if is_padded(text) && !is_padded(view.src.text) && !trimmed.is_empty() {
        let span = if inside.start > 0 { 0..inside.start } else { inside.end..text.len() };
        findings.push(
            Finding::new("space", Side::Tgt, span, "white space at the end or the start")
                .of_severity(Severity::Info),
        );
    }
}

/// Returns the first run of spaces. Line breaks with their indentation lay a
/// text out, and are let be.
fn double_space(text: &str) -> Option<Range<usize>> {
    let mut run: Option<Range<usize>> = None;
    for (at, c) in text.char_indices() {
        let is_space = matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\t');
        match &mut run {
            Some(run) if is_space => run.end = at + c.len_utf8(),
            Some(found)
                if found.len() > 1 && text[found.clone()].chars().count() > 1 && c != '\n' =>
            {
                return run;
            }
            _ => run = (is_space && !text[..at].ends_with('\n')).then(|| at..at + c.len_utf8()),
        }
    }
    text.find('\t').filter(|_| !text.contains('\n')).map(|at| at..at + 1)
}

/// Tells whether the source uses spaces to lay its text out.
fn is_laid_out(src: &str) -> bool {
    double_space(src.trim()).is_some()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{ad}' | '\u{feff}')
}
