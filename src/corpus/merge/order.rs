//! The order of the outcome: that of the side that moved something.

use super::{A, B, BASE};
use crate::corpus::regions::{Region, longest_increasing};

/// Where a pair stands: behind which pair of the order that is kept, and how far.
pub(super) type Key = (usize, usize);

/// Returns the regions that stand in one version in another place than in the
/// other.
pub(super) fn moved(regions: &[Region<3>], from: usize, to: usize) -> Vec<usize> {
    let first = |region: usize, version: usize| regions[region].pairs[version].first().copied();
    let mut shared: Vec<(usize, usize, usize)> = (0..regions.len())
        .filter_map(|region| Some((first(region, from)?, first(region, to)?, region)))
        .collect();
    shared.sort_unstable();
    let places: Vec<usize> = shared.iter().map(|(_, to, _)| *to).collect();
    let stays = longest_increasing(&places);
    shared.iter().zip(stays).filter(|(_, stays)| !stays).map(|((.., region), _)| *region).collect()
}

/// Returns the version whose order is kept: B's if A has all beads of the base
/// where they were, or moved none and B did.
pub(super) fn kept_order(
    regions: &[Region<3>],
    same: &[Vec<Option<usize>>; 2],
    moved: &[Vec<usize>; 2],
) -> usize {
    if same[A].is_empty() {
        return A;
    }
    let is_new = |region: &Region<3>, version: usize| {
        region.pairs[BASE].is_empty() && !region.pairs[version].is_empty()
    };
    let is_as_before = |version: usize| {
        moved[version].is_empty()
            && same[version].iter().all(Option::is_some)
            && !regions.iter().any(|region| is_new(region, version))
    };
    let is_b = match (is_as_before(A), is_as_before(B)) {
        (true, _) => true,
        (_, true) => false,
        _ => moved[A].is_empty() && !moved[B].is_empty(),
    };
    if is_b { B } else { A }
}

/// Returns the place of each pair of A and B in the outcome, which has the
/// order of `kept`. Pairs of the other version stand where those of their
/// region do, else behind the one before them.
pub(super) fn keys(regions: &[Region<3>], n_pairs: [usize; 3], kept: usize) -> [Vec<Key>; 2] {
    let other = if kept == A { B } else { A };
    let mut place: Vec<(usize, usize)> = vec![(0, 0); n_pairs[other]];
    for (region, pairs) in regions.iter().enumerate() {
        for (nth, at) in pairs.pairs[other].iter().enumerate() {
            place[*at] = (region, nth);
        }
    }
    let mut behind = 0;
    let of_other = place.into_iter().enumerate().map(|(at, (region, nth))| {
        let of_kept = &regions[region].pairs[kept];
        let Some(last) = of_kept.len().checked_sub(1) else { return (behind, at + 1) };
        behind = of_kept[nth.min(last)] + 1;
        (behind, if nth > last { at + 1 } else { 0 })
    });
    let of_other: Vec<Key> = of_other.collect();
    let of_kept = (1..=n_pairs[kept]).map(|at| (at, 0)).collect();
    if kept == A { [of_kept, of_other] } else { [of_other, of_kept] }
}
