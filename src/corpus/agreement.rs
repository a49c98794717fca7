//! Measures how far two bitexts agree: what two people decided, and which
//! segments are paired.
//!
//! Agreement on decisions is Cohen's kappa (Cohen 1960): the share of pairs on
//! which two people agree, corrected for what they would agree on by chance,
//! each with their own habits.
//!
//! ```text
//!              B accepts  B rejects
//! A accepts       20          5        observed  (20 + 15) / 50        = 0.7
//! A rejects       10         15        by chance  (25·30 + 25·20) / 50² = 0.5
//!                                      kappa     (0.7 - 0.5) / (1 - 0.5) = 0.4
//! ```

use super::comparison::Comparison;
use super::links::Link;
use crate::bitext::{Bitext, Status};
use std::collections::BTreeMap;

/// How much two sets have in common.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Overlap {
    /// How many are in both.
    pub common: usize,
    /// How many are in A.
    pub a: usize,
    /// How many are in B.
    pub b: usize,
}

impl Overlap {
    /// Returns which share of B is in A, from 0 to 1; none if B is empty.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        share(self.common, self.b)
    }

    /// Returns which share of A is in B, from 0 to 1; none if A is empty.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        share(self.common, self.a)
    }

    /// Returns the harmonic mean of precision and recall, from 0 to 1; none if
    /// both are empty. It is the same whichever of the two is called A.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        share(2 * self.common, self.a + self.b)
    }
}

fn share(n: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| n as f64 / of as f64)
}

/// How far two bitexts agree.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Agreement {
    /// How often A decided the row and B the column, among pairs that are the
    /// same bead in both and that both decided: accepted, then rejected. An
    /// edited pair was accepted, since it stays in the bitext.
    pub decisions: [[usize; 2]; 2],
    /// Links of a source segment with a target segment. Where nobody knows the
    /// segments, what two pairs have in common is one.
    pub links: Overlap,
    /// Beads: the same segments on both sides, pairs with a blank side included.
    pub beads: Overlap,
}

impl Agreement {
    /// Returns how many pairs both decided.
    #[must_use]
    pub fn n_decided(&self) -> usize {
        self.decisions.iter().flatten().sum()
    }

    /// Returns on which share of them they agree, from 0 to 1; none if there
    /// are none.
    #[must_use]
    pub fn observed(&self) -> Option<f64> {
        share(self.decisions[0][0] + self.decisions[1][1], self.n_decided())
    }

    /// Returns Cohen's kappa: 1 if they always agree, 0 if no more than by
    /// chance, below 0 if less. None if there is nothing to compare, or if
    /// chance alone explains all: both decided the same about every pair.
    #[must_use]
    pub fn kappa(&self) -> Option<f64> {
        let [[both, a_only], [b_only, neither]] = self.decisions;
        let (n, observed) = (self.n_decided() as f64, self.observed()?);
        let accepts = (both + a_only) as f64 * (both + b_only) as f64;
        let rejects = (b_only + neither) as f64 * (a_only + neither) as f64;
        let by_chance = (accepts + rejects) / (n * n);
        // Whole numbers below 2^53: that all were alike is told exactly.
        (accepts + rejects < n * n).then(|| (observed - by_chance) / (1.0 - by_chance))
    }
}

/// Returns how far two bitexts of one text agree.
#[must_use]
pub fn agreement(a: &Bitext, b: &Bitext) -> Agreement {
    Comparison::new(a, b).agreement()
}

impl Comparison<'_> {
    /// Returns how far the two bitexts agree.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        of(self)
    }
}

fn of(comparison: &Comparison) -> Agreement {
    let Comparison { a, b, regions, .. } = comparison;
    let mut agreement = Agreement { links: links(comparison), ..Agreement::default() };
    agreement.beads.a = a.pairs.len();
    agreement.beads.b = b.pairs.len();
    for (of_a, of_b) in regions.iter().filter_map(super::regions::Region::same_bead) {
        agreement.beads.common += 1;
        let decided = (decision(a.pairs[of_a].status), decision(b.pairs[of_b].status));
        if let (Some(by_a), Some(by_b)) = decided {
            agreement.decisions[by_a][by_b] += 1;
        }
    }
    agreement
}

/// Returns the row of a decision: 0 if the pair is to stay, 1 if it is not.
fn decision(status: Status) -> Option<usize> {
    match status {
        Status::Auto => None,
        Status::Accepted | Status::Edited => Some(0),
        Status::Rejected => Some(1),
    }
}

/// Counts the links of segments. Two pairs have as many links in common as they
/// have source segments times target segments in common.
fn links(comparison: &Comparison) -> Overlap {
    let Comparison { a, b, links, .. } = comparison;
    let mut common: BTreeMap<(usize, usize), [usize; 2]> = BTreeMap::new();
    let mut of_a = vec![[0; 2]; a.pairs.len()];
    let mut of_b = vec![[0; 2]; b.pairs.len()];
    for (side, links) in [&links.src, &links.tgt].into_iter().enumerate() {
        for Link { a, b, n_segments } in links {
            common.entry((*a, *b)).or_default()[side] += n_segments;
            of_a[*a][side] += n_segments;
            of_b[*b][side] += n_segments;
        }
    }
    let n_links = |bitext: &Bitext, linked: &[[usize; 2]]| -> usize {
        let pairs = bitext.pairs.iter().zip(linked);
        pairs
            .map(|(pair, [n_src, n_tgt])| {
                let own = |ids: &[String], text: &str| ids.len().max(usize::from(!text.is_empty()));
                own(&pair.src_ids, &pair.src).max(*n_src)
                    * own(&pair.tgt_ids, &pair.tgt).max(*n_tgt)
            })
            .sum()
    };
    Overlap {
        common: common.values().map(|[n_src, n_tgt]| n_src * n_tgt).sum(),
        a: n_links(a, &of_a),
        b: n_links(b, &of_b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(decisions: [[usize; 2]; 2], observed: Option<f64>, kappa: Option<f64>) {
        let agreement = Agreement { decisions, ..Agreement::default() };
        let rounded = |value: Option<f64>| value.map(|value| (value * 1e4).round() / 1e4);
        let found = (rounded(agreement.observed()), rounded(agreement.kappa()));
        assert_eq!((observed, kappa), found, "{decisions:?}");
    }

    /// Worked by hand. The first is the example of the head of this file, as
    /// in many a textbook; the next two have the same observed agreement, and
    /// chance makes the difference: 0.54 and 0.46.
    #[test]
    fn kappa_is_what_chance_leaves() {
        check([[20, 5], [10, 15]], Some(0.7), Some(0.4));
        check([[45, 15], [25, 15]], Some(0.6), Some(0.1304));
        check([[25, 35], [5, 35]], Some(0.6), Some(0.2593));
        check([[10, 0], [0, 10]], Some(1.0), Some(1.0));
        check([[0, 10], [10, 0]], Some(0.0), Some(-1.0));
        check([[9, 3], [3, 1]], Some(0.625), Some(0.0));
    }

    #[test]
    fn kappa_is_not_defined_where_chance_explains_all() {
        check([[0, 0], [0, 0]], None, None);
        check([[7, 0], [0, 0]], Some(1.0), None);
        check([[0, 0], [0, 7]], Some(1.0), None);
        // Nobody can agree here but by chance, and they never do.
        check([[0, 7], [0, 0]], Some(0.0), Some(0.0));
        check([[1, 0], [0, 0]], Some(1.0), None);
    }

    #[test]
    fn the_figures_of_two_sets() {
        let overlap = Overlap { common: 3, a: 4, b: 6 };
        let figures = (overlap.precision(), overlap.recall(), overlap.f1());
        assert_eq!((Some(0.5), Some(0.75), Some(0.6)), figures);
        let none = Overlap::default();
        assert_eq!((None, None, None), (none.precision(), none.recall(), none.f1()));
    }
}
