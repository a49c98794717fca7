//! Finds names that the translation keeps in most pairs and misses in some.
//!
//! A name that is kept three times and more, and four times as often as it is missing, is
//! one that the translation keeps; where it is missing a pronoun may stand, or another
//! name.
//!
//! It leaves alone names that are translated, and short words with a capital.

use super::{Id, Rule};
use crate::bitext::Bitext;
use crate::check::context::Whole;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "name.consistency",
    severity: Severity::Info,
    mqm: "inconsistency",
    about: "a name that the translation keeps elsewhere is missing here",
    about_fr: "un nom que la traduction garde ailleurs manque ici",
    cases: include_str!("name_consistency.cases"),
    source: include_str!("name_consistency.rs"),
};

pub(super) const FINDS: Finds = Finds::InBitext(find);

/// A name must be kept so many times before its absence says something.
const MIN_KEPT: usize = 3;

/// And so many times as often as it is missing.
const LEAD: usize = 4;

/// Where a name stands in a source, and whether the translation has it.
struct Place {
    name: String,
    pair: usize,
    span: Range<usize>,
    is_kept: bool,
}

fn find(whole: &Whole) -> Vec<Finding> {
    let bitext = whole.bitext;
    if !whole.index.knows_words() {
        return Vec::new();
    }
    let places: Vec<Vec<Place>> =
        (0..bitext.pairs.len()).into_par_iter().map(|idx| places(bitext, idx)).collect();
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for place in places.iter().flatten() {
        let count = counts.entry(&place.name).or_default();
        *(if place.is_kept { &mut count.0 } else { &mut count.1 }) += 1;
    }
    let is_odd = |place: &&Place| {
        let (n_kept, n_missing) = counts[place.name.as_str()];
        !place.is_kept && n_kept >= MIN_KEPT && n_kept >= LEAD * n_missing
    };
    let finding = |place: &Place| {
        let n_kept = counts[place.name.as_str()].0;
        let message =
            format!("the name `{}` is kept in {n_kept} other pairs and missing here", place.name);
        let finding = Finding::new(Id::NameConsistency, Side::Src, place.span.clone(), message);
        whole.seal(finding, place.pair)
    };
    places.iter().flatten().filter(is_odd).map(finding).collect()
}

/// Returns the capitalized words inside the sentences of a source.
fn places(bitext: &Bitext, idx: usize) -> Vec<Place> {
    let pair = &bitext.pairs[idx];
    if pair.tgt.trim().is_empty() {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut at = 0;
    let mut is_inside = false;
    for token in pair.src.split_inclusive(char::is_whitespace) {
        let name = token.trim().trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = name.starts_with(char::is_uppercase)
            && name.chars().count() >= 4
            && name.chars().all(char::is_alphabetic);
        if is_inside && is_name {
            let start = at + token.find(name).unwrap_or(0);
            let is_kept = pair.tgt.contains(name);
            places.push(Place {
                name: name.to_owned(),
                pair: idx,
                span: start..start + name.len(),
                is_kept,
            });
        }
        is_inside = token.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
        at += token.len();
    }
    places
}
