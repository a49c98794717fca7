//! Finds percentages that became plain numbers, and the other way round.
//!
//! `12 %` and `12` are different things, and the sign is easily lost.
//!
//! It leaves alone a sign that stands once for several numbers (`de 3,6 à 4,1 pour
//! cent`), and amounts of money.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "percent",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a percentage lost its sign, or a number got one",
    about_fr: "un pourcentage a perdu son signe, ou un nombre en a reçu un",
    cases: include_str!("percent.cases"),
    source: include_str!("percent.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.changed(Id::Percent, What::Percent));
}
