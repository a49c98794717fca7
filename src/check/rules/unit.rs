//! Finds measures that kept their number and changed their unit.
//!
//! `10 km` that became `10 miles` is 60 % off. Units of one dimension are compared by
//! value, so that `10 km` and `6 miles` agree.
//!
//! It leaves alone units that it does not know and conversions within 8 %.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unit",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "the same number of another unit",
    about_fr: "le même nombre d’une autre unité",
    cases: include_str!("unit.cases"),
    source: include_str!("unit.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.changed(Id::Unit, What::Unit));
}
