//! Finds subtitles that are too long to be read.
//!
//! A viewer reads some seventeen characters a second, and two lines of 42; what is longer
//! is gone before it is read. Lines are counted where the bitext has them; the reading
//! speed where a table has columns of times (`start` and `end`, `début` and `fin`).
//!
//! It looks at bitexts of subtitles only (`--profile subtitles`, or a profile of yours
//! that names it), and leaves alone texts without line breaks and times, which may be
//! several subtitles.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "subtitle",
    severity: Severity::Warning,
    mqm: "length",
    about: "a subtitle has too many lines, too long ones, or too little time",
    about_fr: "un sous-titre a trop de lignes, de trop longues, ou trop peu de temps",
    cases: include_str!("subtitle.cases"),
    source: include_str!("subtitle.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// Lines and characters of a line that style guides of broadcasters allow.
const MAX_LINES: usize = 2;
const MAX_CHARS: usize = 42;

/// Characters a second that adults read, by the same guides.
const MAX_SPEED: f64 = 17.0;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    if !context.options.profile.names_check(Id::Subtitle) {
        return;
    }
    let text = context.view.tgt.text;
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let n_chars = |line: &str| line.trim().chars().count();
    let whole = context.whole(Side::Tgt);
    if lines.len() > MAX_LINES {
        let message = format!("{} lines; a subtitle has at most {MAX_LINES}", lines.len());
        findings.push(Finding::new(Id::Subtitle, Side::Tgt, whole.clone(), message));
    }
    let seconds = seconds(context);
    let longest = lines.iter().copied().max_by_key(|line| n_chars(line)).unwrap_or_default();
    let is_laid_out = lines.len() > 1 || seconds.is_some();
    if is_laid_out && n_chars(longest) > MAX_CHARS {
        let start = text.find(longest).unwrap_or(0);
        let message = format!("{} characters in a line; at most {MAX_CHARS}", n_chars(longest));
        let span = start..start + longest.len();
        findings.push(Finding::new(Id::Subtitle, Side::Tgt, span, message));
    }
    let n: usize = lines.iter().map(|line| n_chars(line)).sum();
    let speed = seconds.filter(|seconds| *seconds > 0.0).map(|seconds| n as f64 / seconds);
    if let Some(speed) = speed.filter(|speed| *speed > MAX_SPEED) {
        let message = format!("{speed:.0} characters a second; at most {MAX_SPEED:.0}");
        findings.push(Finding::new(Id::Subtitle, Side::Tgt, whole, message));
    }
}

/// Returns how long the pair is shown, by the columns of its times.
fn seconds(context: &Context) -> Option<f64> {
    let cell = |names: &[&str]| {
        let headers = &context.bitext.carried_headers;
        let is_named = |header: &String| names.contains(&header.to_lowercase().as_str());
        time(context.view.pair.carried.get(headers.iter().position(is_named)?)?)
    };
    Some(cell(&["end", "fin", "out"])? - cell(&["start", "début", "debut", "in"])?)
}

/// Reads `00:01:02,300`, `1:02.3` or seconds.
fn time(cell: &str) -> Option<f64> {
    let parts = cell.trim().replace(',', ".");
    parts.split(':').try_fold(0.0, |sum, part| Some(sum * 60.0 + part.parse::<f64>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_all_their_forms() {
        assert_eq!(Some(62.5), time("00:01:02,500"));
        assert_eq!(Some(62.5), time("1:02.5"));
        assert_eq!(Some(2.5), time("2.5"));
        assert_eq!(None, time("soon"));
    }
}
