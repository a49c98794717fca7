//! Shows what `check --fix` changes, as a diff.

use crate::bitext::Bitext;
use crate::check::Fixed;
use std::fmt::Write as _;

/// Returns the diff of mended translations, pair by pair.
pub(super) fn diff(file: &str, bitext: &Bitext, fixed: &[Fixed]) -> String {
    let mut out = String::new();
    for change in fixed {
        let pair = &bitext.pairs[change.pair];
        let checks: Vec<&str> = change.checks.iter().map(|check| check.name()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "@@ {file}: {} [{}] @@", pair.id, checks.join(", "));
        for (mark, text) in [('-', &change.before), ('+', &pair.tgt)] {
            for line in text.lines() {
                let _ = writeln!(out, "{mark}{line}");
            }
        }
    }
    out
}
