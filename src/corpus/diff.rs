//! Says what differs between two bitexts of one text, pair by pair.

use super::change::Change;
use super::comparison::Comparison;
use super::fields::{FieldChange, Fields};
use super::regions::{Region, longest_increasing};
use crate::bitext::Bitext;
use std::collections::BTreeMap;
use std::ops::Range;

/// One difference, with the pairs of A and B that it is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// What it is.
    pub change: Change,
    /// The positions of its pairs in A; empty, at its place, if it was added.
    pub a: Range<usize>,
    /// The positions in B; empty, at its place, if it was removed.
    pub b: Range<usize>,
    /// Which fields differ, if it is one pair in both. Of a change of structure
    /// the pairs say all.
    pub fields: Vec<FieldChange>,
}

/// How many there are of each sort of change; those that there are.
pub type Counts = BTreeMap<Change, usize>;

/// What differs between two bitexts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Diff {
    /// The differences in the order of A. A pair that was moved and changed has
    /// two.
    pub differences: Vec<Difference>,
    /// How many pairs of A are the very same in B.
    pub n_same: usize,
}

impl Diff {
    /// Tells whether there is no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// Returns how many differences there are of each sort.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        for difference in &self.differences {
            *counts.entry(difference.change).or_insert(0) += 1;
        }
        counts
    }
}

/// Returns what differs between two bitexts of one text.
#[must_use]
pub fn diff(a: &Bitext, b: &Bitext) -> Diff {
    Comparison::new(a, b).diff()
}

impl Comparison<'_> {
    /// Returns the differences.
    #[must_use]
    pub fn diff(&self) -> Diff {
        of(self)
    }
}

fn of(comparison: &Comparison) -> Diff {
    let Comparison { a, b, links, regions } = comparison;
    let fields = Fields::new(a, b, links.has_ids);
    let moved = moved(regions);
    let mut diff = Diff::default();
    let (mut end_a, mut end_b) = (0, 0);
    for (region, is_moved) in regions.iter().zip(moved) {
        let changed = match region.same_bead() {
            Some((of_a, of_b)) => fields.compare(&a.pairs[of_a], &b.pairs[of_b]),
            None => Some((change(region), Vec::new())),
        };
        let places = places(region, end_a, end_b);
        if let Some((a, b)) = places.last().filter(|_| !is_moved) {
            (end_a, end_b) = (a.end.max(end_a), b.end.max(end_b));
        }
        diff.n_same += usize::from(changed.is_none() && !is_moved);
        if let Some((change, fields)) = changed {
            for (a, b) in places.clone() {
                diff.differences.push(Difference { change, a, b, fields: fields.clone() });
            }
        }
        if let (true, Some((a, b))) = (is_moved, places.into_iter().next()) {
            let moved = Difference { change: Change::Moved, a, b, fields: Vec::new() };
            diff.differences.push(moved);
        }
    }
    diff
}

/// Returns what a change of structure is.
fn change(region: &Region<2>) -> Change {
    let [a, b] = &region.pairs;
    match (a.len(), b.len()) {
        (0, _) => Change::Added,
        (_, 0) => Change::Removed,
        (1, _) => Change::Split,
        (_, 1) => Change::Merged,
        _ => Change::Retargeted,
    }
}

/// Returns the runs of pairs of a region: one of A and one of B, or as many as
/// it takes if pairs between them belong to other regions. What is not there
/// stands behind what came before.
fn places(region: &Region<2>, end_a: usize, end_b: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let [a, b] = [runs(&region.pairs[0]), runs(&region.pairs[1])];
    let run = |runs: &[Range<usize>], n: usize, end: usize| {
        let end = runs.last().map_or(end, |last| last.end);
        runs.get(n).cloned().unwrap_or(end..end)
    };
    (0..a.len().max(b.len())).map(|n| (run(&a, n, end_a), run(&b, n, end_b))).collect()
}

fn runs(places: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in places {
        match runs.last_mut().filter(|run| run.end == *at) {
            Some(run) => run.end += 1,
            None => runs.push(*at..*at + 1),
        }
    }
    runs
}

/// Tells of each region whether it stands in another place in B. As few as can
/// be have moved, so that one pair that was carried to the end is one move.
fn moved(regions: &[Region<2>]) -> Vec<bool> {
    let shared: Vec<usize> =
        (0..regions.len()).filter(|region| regions[*region].is_shared()).collect();
    let places: Vec<usize> = shared.iter().map(|region| regions[*region].pairs[1][0]).collect();
    let mut moved = vec![false; regions.len()];
    for (region, stays) in shared.iter().zip(longest_increasing(&places)) {
        moved[*region] = !stays;
    }
    moved
}
