//! Finds numbers that became other ones.
//!
//! A wrong number is the fault that readers forgive least and see last. Numbers are read
//! as values (`22 h` is `10 p.m.`, `deux mille` is `2,000`), so that notation, separators
//! and order never matter; a value left over on one side facing one left over on the
//! other became that other.
//!
//! It leaves alone numbers that only one side has (`num.missing`, `num.extra`), lone
//! digits that are words on the other side, and what a unit or a scale explains.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "num.value",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a number became another one",
    about_fr: "un nombre est devenu un autre",
    cases: include_str!("num_value.cases"),
    source: include_str!("num_value.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    if let Some((n_src, n_tgt)) = context.mismatches.too_many {
        let message =
            format!("too many numbers to compare ({n_src} facing {n_tgt}): split the pair");
        findings.push(Finding::new(Id::NumValue, Side::Src, 0..0, message));
    }
    findings.extend(context.changed(Id::NumValue, What::Value));
}
