//! Finds places for a program's values that were lost, added or changed.
//!
//! A program that does not find its `%s` says nonsense or crashes. One finding a pair
//! says what is missing and what is too much. Places that are filled in turn (`%s`,
//! `%d`) must keep their order, or a number is read as a text.
//!
//! It leaves alone places by name or number (`{name}`, `%1$s`) that moved or stand
//! again, and widths.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::placeholders::{Filled, Placeholder, placeholders};
use crate::check::unmatched::listed;
use crate::notice::Severity;
use rustc_hash::FxHashMap;

pub(super) const RULE: Rule = Rule {
    id: "placeholder",
    severity: Severity::Warning,
    mqm: "markup",
    about: "a place for a program's value was lost, added or changed",
    about_fr: "une variable a été perdue, ajoutée ou modifiée",
    cases: include_str!("placeholder.cases"),
    source: include_str!("placeholder.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (placeholders(context.view.src.text), placeholders(context.view.tgt.text));
    if src.is_empty() && tgt.is_empty() {
        return;
    }
    let (missing, extra) = (lone(&src, &tgt), lone(&tgt, &src));
    let texts = |places: &[&Placeholder]| {
        listed(&places.iter().map(|place| place.text.to_owned()).collect::<Vec<_>>())
    };
    let finding = match (missing.first(), extra.first()) {
        (Some(from), Some(to)) => {
            let message = format!("{} became {}", texts(&missing), texts(&extra));
            let finding = Finding::new(Id::Placeholder, Side::Tgt, to.span.clone(), message);
            finding.facing(from.span.clone())
        }
        (Some(from), None) => {
            let message = format!("not in the translation: {}", texts(&missing));
            Finding::new(Id::Placeholder, Side::Src, from.span.clone(), message)
        }
        (None, Some(to)) => {
            let message = format!("not in the source: {}", texts(&extra));
            Finding::new(Id::Placeholder, Side::Tgt, to.span.clone(), message)
        }
        (None, None) => match out_of_turn(&src, &tgt) {
            Some(finding) => finding,
            None => return,
        },
    };
    findings.push(finding);
}

/// Returns the places of one side that the other lacks: of those in turn as many as
/// are too many, of those by name the ones that stand nowhere.
fn lone<'p, 't>(these: &'p [Placeholder<'t>], those: &[Placeholder]) -> Vec<&'p Placeholder<'t>> {
    if is_numbered_anew(these, those) {
        return Vec::new();
    }
    let mut n_left: FxHashMap<String, usize> = FxHashMap::default();
    for place in those {
        *n_left.entry(place.key()).or_default() += 1;
    }
    let mut lone = Vec::new();
    for place in these {
        match n_left.get_mut(&place.key()).filter(|n| **n > 0) {
            Some(n) if place.filled == Filled::InTurn => *n -= 1,
            Some(_) => {}
            None => lone.push(place),
        }
    }
    lone
}

/// Tells whether one side says `%s … %s` and the other `%2$s … %1$s`.
fn is_numbered_anew(these: &[Placeholder], those: &[Placeholder]) -> bool {
    let kinds = |places: &[Placeholder]| -> Vec<String> {
        let printf = places.iter().filter(|place| place.text.starts_with('%'));
        let mut kinds: Vec<String> =
            printf.map(|place| place.text.chars().next_back().into_iter().collect()).collect();
        kinds.sort_unstable();
        kinds
    };
    let has_numbers = |places: &[Placeholder]| places.iter().any(|place| place.text.contains('$'));
    these.len() == those.len()
        && has_numbers(these) != has_numbers(those)
        && kinds(these) == kinds(those)
        && kinds(these).len() == these.len()
}

/// Returns a finding of places that are filled in turn and stand in another order.
fn out_of_turn(src: &[Placeholder], tgt: &[Placeholder]) -> Option<Finding> {
    let in_turn = |places: &[Placeholder]| -> Vec<String> {
        let places = places.iter().filter(|place| place.filled == Filled::InTurn);
        places.map(Placeholder::key).collect()
    };
    let (from, to) = (in_turn(src), in_turn(tgt));
    let at = from.iter().zip(&to).position(|(a, b)| a != b)?;
    let places = tgt.iter().filter(|place| place.filled == Filled::InTurn);
    let place = places.clone().nth(at)?;
    let message = format!("`{}` is filled in turn and stands in another place", place.text);
    Some(Finding::new(Id::Placeholder, Side::Tgt, place.span.clone(), message))
}
