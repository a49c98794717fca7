//! Writes findings for a terminal: the pair with carets under what is meant.
//!
//! A long text is shown around the place. Carets are counted in characters,
//! which is right for the scripts of French and English.

use super::{Sheet, in_chars};
use crate::check::{Finding, Side};
use crate::notice::Severity;
use crate::text::visible::{is_obeyed, visible_line};
use std::fmt::Write as _;
use std::ops::Range;

/// How many characters of a text are shown on either side of the place.
const CONTEXT: usize = 50;

pub(super) fn write(sheet: &Sheet) -> String {
    let mut out = String::new();
    let shown = |finding: &&Finding| finding.is_open() && finding.severity >= sheet.shown;
    for finding in sheet.findings.iter().filter(shown) {
        write_finding(&mut out, sheet, finding);
    }
    out
}

fn write_finding(out: &mut String, sheet: &Sheet, finding: &Finding) {
    let line = sheet.line(finding).map(|line| format!(":{line}")).unwrap_or_default();
    let name = paint(sheet, finding.severity, finding.severity.name());
    let pair = visible_line(&sheet.pair(finding).id);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{name}: {}{line}: {pair}: {} [{}]",
        visible_line(sheet.file),
        visible_line(&finding.message),
        finding.check
    );
    for side in [Side::Src, Side::Tgt] {
        let span = if side == finding.side {
            Some(finding.span.clone())
        } else {
            finding.counterpart.clone()
        };
        let lang =
            if side == Side::Src { &sheet.bitext.langs.src } else { &sheet.bitext.langs.tgt };
        let (text, carets) = window(sheet.text(finding, side), span);
        let _ = writeln!(out, "    {lang}  {text}");
        if !carets.is_empty() {
            let indent = " ".repeat(4 + lang.tag().len() + 2 + carets.start);
            let _ = writeln!(
                out,
                "{indent}{}",
                paint(sheet, finding.severity, &"^".repeat(carets.len()))
            );
        }
    }
    if !finding.suggestion.trim().is_empty() {
        let _ = writeln!(out, "    suggestion: {}", visible_line(&finding.suggestion));
    }
    let _ = writeln!(out, "    dismiss with --dismiss {}\n", finding.fingerprint);
}

/// Returns a text on one line, cut around a span, and where the span is in it.
fn window(text: &str, span: Option<Range<usize>>) -> (String, Range<usize>) {
    // What a terminal would obey is a space, so that carets keep their places.
    let shown = |c: char| if c.is_whitespace() || is_obeyed(c) { ' ' } else { c };
    let chars: Vec<char> = text.chars().map(shown).collect();
    let place = span.map_or(0..0, |span| in_chars(text, &span));
    let from = place.start.saturating_sub(CONTEXT);
    let to = (place.end.min(place.start + 2 * CONTEXT) + CONTEXT).min(chars.len());
    let is_whole = chars.len() <= 2 * CONTEXT || place.is_empty();
    let (from, to) = if is_whole { (0, chars.len().min(4 * CONTEXT)) } else { (from, to) };
    let mut shown: String = chars[from..to].iter().collect();
    let (start, end) = (place.start - from, place.end.min(to) - from);
    let is_cut = from > 0;
    if is_cut {
        shown.insert(0, '…');
    }
    if to < chars.len() {
        shown.push('…');
    }
    (shown, start + usize::from(is_cut)..end + usize::from(is_cut))
}

fn paint(sheet: &Sheet, severity: Severity, text: &str) -> String {
    let color = match severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Info => "\u{1b}[36m",
    };
    if sheet.has_color { format!("{color}{text}\u{1b}[0m") } else { text.to_owned() }
}
