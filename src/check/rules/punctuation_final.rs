//! Finds sides that end in different marks.
//!
//! A sentence that ends in a comma or in nothing may have lost its end.
//!
//! It leaves alone questions (`punctuation.question`), closing quotation marks and
//! brackets, which English puts elsewhere, and `…` for three dots. What differs is often
//! right, so that it is a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::marks::Ends;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "punctuation.final",
    severity: Severity::Info,
    mqm: "punctuation",
    about: "the two sides end in different marks",
    about_fr: "les deux côtés finissent par des signes différents",
    cases: include_str!("punctuation_final.cases"),
    source: include_str!("punctuation_final.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let ends = Ends::of(context.view);
    findings.extend(
        ends.filter(|ends| !ends.is_question()).map(|ends| ends.finding(Id::PunctuationFinal)),
    );
}
