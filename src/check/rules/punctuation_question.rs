//! Finds questions that are none on the other side.
//!
//! A question mark that is lost turns an interview around.
//!
//! It leaves alone marks inside the text. Rhetorical questions are translated as
//! statements, so that it is a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::marks::Ends;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "punctuation.question",
    severity: Severity::Info,
    mqm: "punctuation",
    about: "a question on one side only",
    about_fr: "une question d’un seul côté",
    cases: include_str!("punctuation_question.cases"),
    source: include_str!("punctuation_question.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let ends = Ends::of(context.view);
    findings.extend(
        ends.filter(super::super::marks::Ends::is_question)
            .map(|ends| ends.finding(Id::PunctuationQuestion)),
    );
}
