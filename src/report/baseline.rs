//! Keeps the findings that are known, so that only new ones count.
//!
//! A baseline is a text of one fingerprint a line, then the check and the pair
//! for the people who read it. Lines of `#` are comments.

use super::Sheet;
use crate::check::Finding;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// Returns the baseline of a sheet.
#[must_use]
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::from("# Findings that enregard check --baseline does not count.\n");
    for finding in sheet.findings.iter().filter(|finding| finding.dismissed.is_none()) {
        // Writing to a string cannot fail.
        let _ =
            writeln!(out, "{} {} {}", finding.fingerprint, finding.check, sheet.pair(finding).id);
    }
    out
}

/// Marks the findings that a baseline holds; as many of each as it holds.
pub fn mark(baseline: &str, findings: &mut [Finding]) {
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for line in baseline.lines().filter(|line| !line.starts_with('#')) {
        if let Some(fingerprint) = line.split_whitespace().next() {
            *known.entry(fingerprint).or_default() += 1;
        }
    }
    for finding in findings {
        if let Some(left) = known.get_mut(finding.fingerprint.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            finding.is_old = true;
        }
    }
}
