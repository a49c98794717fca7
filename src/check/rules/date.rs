//! Finds months and weekdays that became other ones.
//!
//! Dates are compared part by part, since a translation may drop one (`last July`). A
//! month left over on both sides became another one; the days are numbers (`num.value`).
//!
//! It leaves alone a month that is a number on the other side, and names of months that
//! only one side has.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "date",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a month or a weekday became another one",
    about_fr: "un mois ou un jour de la semaine est devenu un autre",
    cases: include_str!("date.cases"),
    source: include_str!("date.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.changed(Id::Date, What::Date));
}
