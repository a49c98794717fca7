//! Finds numbers that keep the separators of the source language.
//!
//! `1 335` euros are `1,335`, and `1,335` euros are less than two: which of them is right
//! is told by the value on the other side, not by the shape.
//!
//! It leaves alone shapes that mean the same in both languages. A source that groups by
//! commas itself (`1,400 années-lumière`) is as likely wrong as its translation, and gets
//! a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::Finding;
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::check::view::View;
use crate::notice::Severity;
use crate::text::numbers::values;

pub(super) const RULE: Rule = Rule {
    id: "num.format",
    severity: Severity::Warning,
    mqm: "locale-convention",
    about: "a number keeps the format of the source language",
    about_fr: "un nombre garde le format de la langue source",
    cases: include_str!("num_format.cases"),
    source: include_str!("num_format.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    for finding in context.changed(Id::NumFormat, What::Format) {
        let written = finding.counterpart.clone().map(|span| &context.view.src.text[span]);
        // Most of what the news flagged, November 2026.
        let is_foreign_source = written.is_some_and(has_group_comma);
        let severity = if is_foreign_source { Severity::Info } else { finding.severity };
        let right = rewritten(context.view, &finding);
        let finding = finding.of_severity(severity);
        findings.push(match right {
            Some(right) => finding.replace_with(right),
            None => finding,
        });
    }
}

/// Returns a number with the separators of the target's language, if it then says what
/// the source says.
#[allow(clippy::float_cmp, reason = "amounts are compared as they were read")]
fn rewritten(view: &View, finding: &Finding) -> Option<String> {
    let written = &view.tgt.text[finding.span.clone()];
    let swap = |c: char| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    let right: String = written.chars().map(swap).collect();
    let said = values(&view.src.text[finding.counterpart.clone()?], view.src.lang);
    let says = values(&right, view.tgt.lang);
    let is_same = said.len() == 1
        && says.len() == 1
        && said[0].readings[0].amount == says[0].readings[0].amount;
    is_same.then_some(right)
}

/// Tells whether three digits and no more follow a lone comma, as English groups them.
fn has_group_comma(text: &str) -> bool {
    let Some((before, after)) = text.split_once(',') else { return false };
    let n_after = after.chars().take_while(char::is_ascii_digit).count();
    before.ends_with(|c: char| c.is_ascii_digit()) && n_after == 3
}
