//! Finds times of day that became other ones.
//!
//! French counts to 24 hours and English to 12: `15 h 40` is `3:40 p.m.`, `midi` is
//! `noon`. Half a day more or less is the same only where English does not say which
//! half.
//!
//! It leaves alone durations, and hours that only one side states.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "time",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a time of day became another one",
    about_fr: "une heure est devenue une autre",
    cases: include_str!("time.cases"),
    source: include_str!("time.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.changed(Id::Time, What::Time));
}
