//! Writes findings as JSON: one value, or one a line.

use super::{Sheet, in_chars};
use crate::check::Finding;
use serde_json::{Value, json};

/// Grows when a field changes its meaning.
const SCHEMA_VERSION: u32 = 1;

pub(super) fn write(sheet: &Sheet) -> String {
    let findings: Vec<Value> = sheet.findings.iter().map(|finding| value(sheet, finding)).collect();
    let [errors, warnings, infos] = sheet.counts();
    let all = json!({
        "schema_version": SCHEMA_VERSION,
        "file": sheet.file,
        "pairs": sheet.bitext.pairs.len(),
        "counts": { "error": errors, "warning": warnings, "info": infos },
        "findings": findings,
    });
    format!("{all:#}\n")
}

pub(super) fn write_lines(sheet: &Sheet) -> String {
    let lines = sheet.findings.iter().map(|finding| value(sheet, finding).to_string() + "\n");
    lines.collect()
}

fn value(sheet: &Sheet, finding: &Finding) -> Value {
    let text = sheet.text(finding, finding.side);
    let chars = in_chars(text, &finding.span);
    let other =
        finding.counterpart.clone().map(|span| json!({ "start": span.start, "end": span.end }));
    json!({
        "pair": sheet.pair(finding).id,
        "check": finding.check,
        "severity": finding.severity.name(),
        "mqm": finding.check.rule().mqm,
        "side": finding.side.name(),
        "start": finding.span.start,
        "end": finding.span.end,
        "char_start": chars.start,
        "char_end": chars.end,
        "text": &text[finding.span.clone()],
        "message": finding.message,
        "suggestion": finding.suggestion,
        "certain": finding.is_certain,
        "fingerprint": finding.fingerprint,
        "line": sheet.line(finding),
        "counterpart": other,
        "dismissed": finding.dismissed,
        "old": finding.is_old,
    })
}
