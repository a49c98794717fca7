//! Finds ranges whose ends changed places.
//!
//! `de 5 à 10` that became `10 to 5` has both numbers, so that `num.value` sees no
//! difference.
//!
//! It leaves alone scores and countdowns (a range that falls in the source too), ranges of
//! which the other side has none, and numbers that are joined otherwise (`and`, `by`).

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::SideView;
use crate::notice::Severity;
use crate::text::numbers::{Notation, Value};
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "num.range",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "the ends of a range changed places",
    about_fr: "les bornes d’un intervalle ont changé de place",
    cases: include_str!("num_range.cases"),
    source: include_str!("num_range.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// What joins the ends of a range.
const JOINS: [&str; 6] = ["-", "–", "—", "à", "to", "through"];

/// From one number to another.
struct Ends {
    from: f64,
    to: f64,
    span: Range<usize>,
}

#[allow(clippy::float_cmp, reason = "amounts are compared as they were read")]
fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (ranges(&context.view.src), ranges(&context.view.tgt));
    for range in &tgt {
        let turned = |other: &&Ends| other.from == range.to && other.to == range.from;
        let same = |other: &Ends| other.from == range.from && other.to == range.to;
        let Some(other) = src.iter().find(turned) else { continue };
        if src.iter().any(same) || range.from == range.to {
            continue;
        }
        let written = &context.view.tgt.text[range.span.clone()];
        let was = &context.view.src.text[other.span.clone()];
        let message = format!("`{was}` became `{written}`");
        let finding = Finding::new(Id::NumRange, Side::Tgt, range.span.clone(), message);
        findings.push(finding.facing(other.span.clone()));
    }
}

fn ranges(side: &SideView) -> Vec<Ends> {
    let ends = |pair: &[Value]| {
        let gap = side.text.get(pair[0].span.end..pair[1].span.start)?;
        let is_range = JOINS.contains(&gap.trim())
            && pair.iter().all(|value| value.notation == Notation::Digits);
        let amount = |value: &Value| value.readings[0].amount;
        let span = pair[0].span.start..pair[1].span.end;
        is_range.then(|| Ends { from: amount(&pair[0]), to: amount(&pair[1]), span })
    };
    side.values.windows(2).filter_map(ends).collect()
}
