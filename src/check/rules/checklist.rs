//! Finds what the user's own rules look for.
//!
//! A checklist (`--checklist`, TOML) is a list of pairs of regular expressions, as
//! agencies keep them: the source must match, the translation must not. It is how a team
//! writes down what it has been told twice.
//!
//! It leaves alone whatever no rule speaks of.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "checklist",
    severity: Severity::Warning,
    mqm: "other",
    about: "a rule of the user's checklist",
    about_fr: "une règle de la liste de l’utilisateur",
    cases: include_str!("checklist.cases"),
    source: include_str!("checklist.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    if let Some(message) = context.options.checklist.left_out(context.view) {
        let finding = Finding::new(Id::Checklist, Side::Src, 0..0, message);
        findings.push(finding.of_severity(Severity::Info));
    }
    for held in context.options.checklist.held(context.view) {
        let finding = Finding::new(Id::Checklist, held.side, held.span.clone(), held.message());
        findings.push(finding.suggest(held.suggestion()).of_severity(held.severity()));
    }
}
