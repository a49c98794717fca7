//! Writes findings as `JUnit` XML: a test case a pair that has any.
//!
//! Errors and warnings are failures; notes go to the case's output.

use super::{Sheet, escaped};
use crate::check::Finding;
use crate::notice::Severity;
use std::fmt::Write as _;

pub(super) fn write(sheet: &Sheet) -> String {
    let of_pair = |idx: usize| {
        sheet.findings.iter().filter(move |finding| finding.pair == idx && finding.is_open())
    };
    let is_failure = |finding: &&Finding| finding.severity > Severity::Info;
    let mut pairs: Vec<usize> = sheet
        .findings
        .iter()
        .filter(|finding| finding.is_open())
        .map(|finding| finding.pair)
        .collect();
    pairs.dedup();
    let n_failed =
        pairs.iter().filter(|idx| of_pair(**idx).any(|finding| is_failure(&finding))).count();
    let (name, n_pairs) = (escaped(sheet.file), sheet.bitext.pairs.len());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"enregard\" tests=\"{n_pairs}\" failures=\"{n_failed}\" errors=\"0\">"
    );
    let _ = writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{n_pairs}\" failures=\"{n_failed}\" errors=\"0\" skipped=\"0\">"
    );
    let mut findings = sheet.findings.iter().filter(|finding| finding.is_open()).peekable();
    for (idx, pair) in sheet.bitext.pairs.iter().enumerate() {
        let _ = write!(out, "    <testcase name=\"{}\" classname=\"{name}\"", escaped(&pair.id));
        let mut body = String::new();
        while let Some(finding) = findings.next_if(|finding| finding.pair == idx) {
            body += &entry(sheet, finding);
        }
        let _ = if body.is_empty() {
            writeln!(out, "/>")
        } else {
            writeln!(out, ">\n{body}    </testcase>")
        };
    }
    out + "  </testsuite>\n</testsuites>\n"
}

fn entry(sheet: &Sheet, finding: &Finding) -> String {
    let pair = sheet.pair(finding);
    let (message, check) = (escaped(&finding.message), finding.check);
    let body = escaped(&format!("{}\n{}", pair.src, pair.tgt));
    if finding.severity > Severity::Info {
        format!("      <failure message=\"{message}\" type=\"{check}\">{body}</failure>\n")
    } else {
        format!("      <system-out>{message} [{check}]</system-out>\n")
    }
}
