//! Writes findings as SARIF 2.1.0 (OASIS, 2020), which code hosts show.
//!
//! A pair is a line of the bitext's file; the place inside it is a logical
//! location, since SARIF's columns would count cells that it cannot see. What
//! was dismissed is a suppression.

use super::Sheet;
use crate::check::{Finding, Id, Rule};
use crate::notice::Severity;
use serde_json::{Value, json};
use std::fmt::Write as _;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn write(sheet: &Sheet) -> String {
    let rules: Vec<Value> = Id::ALL.iter().map(|id| rule(id.rule())).collect();
    let results: Vec<Value> = sheet.findings.iter().map(|finding| result(sheet, finding)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "enregard",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(check: &Rule) -> Value {
    json!({
        "id": check.id,
        "shortDescription": { "text": check.about },
        "defaultConfiguration": { "level": level(check.severity) },
        "properties": { "mqm": check.mqm },
    })
}

fn result(sheet: &Sheet, finding: &Finding) -> Value {
    let rule_idx = Id::ALL.iter().position(|id| *id == finding.check);
    let pair = &sheet.pair(finding).id;
    let mut place = json!({ "artifactLocation": { "uri": uri(sheet.file) } });
    if let Some(line) = sheet.line(finding) {
        place["region"] = json!({ "startLine": line });
    }
    let mut result = json!({
        "ruleId": finding.check,
        "ruleIndex": rule_idx,
        "level": level(finding.severity),
        "message": { "text": format!("{pair}: {}", finding.message) },
        "locations": [{
            "physicalLocation": place,
            "logicalLocations": [{ "name": pair, "kind": "element" }],
        }],
        "partialFingerprints": { "enregard/v1": finding.fingerprint },
        "properties": {
            "mqm": finding.check.rule().mqm,
            "side": finding.side.name(),
            "start": finding.span.start,
            "end": finding.span.end,
            "suggestion": finding.suggestion,
        },
    });
    if let Some(reason) = &finding.dismissed {
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    if finding.is_old {
        result["baselineState"] = json!("unchanged");
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Returns a path as a relative URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
