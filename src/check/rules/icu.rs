//! Finds choices of ICU messages that lost an argument or a branch.
//!
//! `{n, plural, one {…} other {…}}` chooses a text by a number, `{g, select, f {…} m
//! {…} other {…}}` by a value. A message without `other`, or with a branch that was
//! translated, is refused by the program, or shows nothing.
//!
//! It leaves alone the branches of plurals, which each language has its own of, but for
//! `other`, which all have.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::messages::{Choice, choices};
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "icu",
    severity: Severity::Error,
    mqm: "markup",
    about: "a plural or a choice lost its argument or a branch",
    about_fr: "un pluriel ou un choix a perdu son argument ou une branche",
    cases: include_str!("icu.cases"),
    source: include_str!("icu.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (choices(context.view.src.text), choices(context.view.tgt.text));
    for from in &src {
        let is_of = |to: &&Choice| to.argument == from.argument && to.sort == from.sort;
        let Some(to) = tgt.iter().find(is_of) else {
            let message = format!("not in the translation: `{{{}, {}}}`", from.argument, from.sort);
            findings.push(Finding::new(Id::Icu, Side::Src, from.span.clone(), message));
            continue;
        };
        if let Some(branch) = lost_branch(from, to) {
            let message = format!("the branch `{branch}` is not in the translation");
            let finding = Finding::new(Id::Icu, Side::Tgt, to.span.clone(), message);
            findings.push(finding.facing(from.span.clone()));
        }
    }
}

/// Returns the first branch that the translation must have and has not.
fn lost_branch<'t>(from: &Choice<'t>, to: &Choice) -> Option<&'t str> {
    let is_needed = |branch: &&&str| from.is_by_value() || **branch == "other";
    from.branches.iter().filter(is_needed).find(|branch| !to.branches.contains(branch)).copied()
}
