//! Finds pairs with a blank side.
//!
//! In a table of translations a blank cell is a hole that somebody forgot.
//!
//! It leaves alone pairs that an aligner or a person left with one side: those are
//! omissions or additions.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "empty",
    severity: Severity::Error,
    mqm: "omission",
    about: "one side of the pair is blank",
    about_fr: "un côté de la paire est vide",
    cases: include_str!("empty.cases"),
    source: include_str!("empty.rs"),
};

pub(super) const FINDS: Finds = Finds::InAnyPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    if context.is_bead() {
        return;
    }
    let (side, message) = match (context.is_blank(Side::Src), context.is_blank(Side::Tgt)) {
        (false, true) => (Side::Tgt, "the translation is blank"),
        (true, false) => (Side::Src, "the source is blank"),
        _ => return,
    };
    findings.push(Finding::new(Id::Empty, side, 0..0, message));
}
