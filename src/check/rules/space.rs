//! Finds two spaces in a row, tabs, and characters that cannot be seen.
//!
//! They are what editing leaves behind, and they break searches and layouts.
//!
//! It leaves alone line breaks with their indentation, and whatever the source has too:
//! how a text was made is not how it was translated. Spaces at the ends and invisible
//! characters hurt nobody who reads, and get a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "space",
    severity: Severity::Warning,
    mqm: "whitespace",
    about: "two spaces, a tab or an invisible character inside the translation",
    about_fr: "deux espaces, une tabulation ou un caractère invisible dans la traduction",
    cases: include_str!("space.cases"),
    source: include_str!("space.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    let text = view.tgt.text;
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let inside = start..start + trimmed.len();
    if let Some(span) = double_space(&text[inside.clone()]).filter(|_| !is_laid_out(view.src.text))
    {
        let span = start + span.start..start + span.end;
        let finding = Finding::new(Id::Space, Side::Tgt, span, "more than one space");
        findings.push(finding.replace_with(" "));
        return;
    }
    let hidden = text
        .char_indices()
        .find(|(at, c)| inside.contains(at) && is_invisible(*c) && !view.src.text.contains(*c));
    if let Some((at, c)) = hidden {
        let message = format!("an invisible character, U+{:04X}", u32::from(c));
        // They hurt nobody who reads.
        let finding = Finding::new(Id::Space, Side::Tgt, at..at + c.len_utf8(), message);
        findings.push(finding.of_severity(Severity::Info));
        return;
    }
    let is_padded = |text: &str| text.trim().len() != text.len();
    if is_padded(text) && !is_padded(view.src.text) && !trimmed.is_empty() {
        let span = if inside.start > 0 { 0..inside.start } else { inside.end..text.len() };
        findings.push(
            Finding::new(Id::Space, Side::Tgt, span, "white space at the end or the start")
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
