//! Finds numbers of the source that the translation does not have.
//!
//! A number that is left out most often takes its statement with it. Amounts, measures,
//! percentages and numbers of two digits and more are warnings.
//!
//! It leaves alone numbers that the translation states in any form; lone digits, weekdays
//! and numbers in words get a note, since there are ways to say them that no table knows.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::values::{is_telling, written};
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "num.missing",
    severity: Severity::Warning,
    mqm: "omission",
    about: "a number of the source is in no form in the translation",
    about_fr: "un nombre de la source n’est sous aucune forme dans la traduction",
    cases: include_str!("num_missing.cases"),
    source: include_str!("num_missing.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    for value in context.alone(Side::Src) {
        let text = written(context.view.side(Side::Src), value);
        let message = format!("`{text}` has no counterpart in the translation");
        let is_telling = is_telling(value, Side::Src, context.view);
        let severity = if is_telling { Severity::Warning } else { Severity::Info };
        let finding = Finding::new(Id::NumMissing, Side::Src, value.span.clone(), message);
        findings.push(finding.of_severity(severity));
    }
}
