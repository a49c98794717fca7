//! Finds amounts that kept their number and changed their currency.
//!
//! `20 €` that became `$20` is wrong by whatever the rate is, and looks right.
//!
//! It leaves alone amounts that were converted (both numbers differ), and a `franc`, which
//! may be that of any country.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "currency",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "an amount is in another currency",
    about_fr: "un montant est dans une autre monnaie",
    cases: include_str!("currency.cases"),
    source: include_str!("currency.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.changed(Id::Currency, What::Currency));
}
