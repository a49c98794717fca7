//! Keeps the places of a text where a segment might end, with the decision at each.

use super::kind::Kind;
use super::reasons::{NO_STOP, Rule};
use super::unit::Unit;

/// A place that was considered.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) is_cut: bool,
    pub(super) rule: &'static Rule,
    pub(super) paragraph: usize,
    pub(super) kind: Kind,
    /// Whether its segment may have a line break inside.
    pub(super) is_broken: bool,
}

/// The places of a text in order.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) list: Vec<Place>,
    n_cuts: usize,
    /// Cuts before a word that opens a sentence although no stop stands there.
    n_titles: usize,
}

/// The titles of a text have lost their lines when at least this many cuts in a
/// hundred, and this many in all, have no stop. In leaflets 4 to 6 in a hundred have
/// none, in news 1 to 3 (French newstest 3.3, mostly the titles of the articles),
/// elsewhere 0 or 1 (November 2026).
const MIN_TITLES_PER_CENT: usize = 4;

const MIN_TITLES: usize = 3;

impl Places {
    pub(super) fn push(&mut self, place: Place) {
        self.n_cuts += usize::from(place.is_cut);
        self.n_titles += usize::from(place.is_cut && place.rule == NO_STOP);
        self.list.push(place);
    }

    /// Tells whether titles have lost their lines, by what was cut so far.
    pub(super) fn are_flattened(&self) -> bool {
        self.n_titles >= MIN_TITLES && 100 * self.n_titles >= MIN_TITLES_PER_CENT * self.n_cuts
    }
}

pub(super) fn place(unit: &Unit, at: usize, rule: &'static Rule, is_cut: bool) -> Place {
    let Unit { paragraph, kind, is_broken, .. } = *unit;
    Place { at, is_cut, rule, paragraph, kind, is_broken }
}
