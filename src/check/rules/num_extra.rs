//! Finds numbers of the translation that the source does not have.
//!
//! Good translators add bare numbers and years where their readers need them (.3 % of the
//! news), so that only amounts, measures and percentages are warnings.
//!
//! It leaves alone numbers that the source states in any form.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::values::{is_telling, written};
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "num.extra",
    severity: Severity::Warning,
    mqm: "addition",
    about: "a number of the translation is in no form in the source",
    about_fr: "un nombre de la traduction n’est sous aucune forme dans la source",
    cases: include_str!("num_extra.cases"),
    source: include_str!("num_extra.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    for value in context.alone(Side::Tgt) {
        let text = written(context.view.side(Side::Tgt), value);
        let message = format!("`{text}` has no counterpart in the source");
        let is_telling = is_telling(value, Side::Tgt, context.view);
        let severity = if is_telling { Severity::Warning } else { Severity::Info };
        let finding = Finding::new(Id::NumExtra, Side::Tgt, value.span.clone(), message);
        findings.push(finding.of_severity(severity));
    }
}
