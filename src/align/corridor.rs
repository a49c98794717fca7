//! The part of the grid that is searched.
//!
//! A point `(s, t)` of the grid means "`s` source and `t` target segments are
//! behind us". A corridor keeps, for each `s`, one run of `t`; the runs of
//! neighboring rows overlap, so at least one path leads from `(0, 0)` to the
//! end.

use crate::bead::Bead;
use std::ops::Range;

/// For each number of source segments, the run of target positions searched.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Corridor {
    rows: Vec<Range<usize>>,
    /// Where each row's points start when all points stand in one line.
    offsets: Vec<usize>,
    /// For each row, the next one that a pinned bead starts or ends at: beads that
    /// start before it end there at the latest.
    cuts: Vec<usize>,
}

impl Corridor {
    /// Returns the corridor of these rows, widened where two neighbors would
    /// not touch. `rows[0]` is widened to hold 0 and the last row to hold the end.
    #[must_use]
    pub fn new(mut rows: Vec<Range<usize>>, n_tgt: usize) -> Corridor {
        let last = rows.len() - 1;
        rows[0].start = 0;
        rows[last].end = n_tgt + 1;
        for s in 1..=last {
            rows[s].end = rows[s].end.max(rows[s - 1].end);
        }
        for s in (0..last).rev() {
            rows[s].start = rows[s].start.min(rows[s + 1].start);
        }
        for s in 1..=last {
            // Neighbors share a point, so that a one-sided bead leads on, or touch at
            // a corner, so that a 1:1 bead does.
            rows[s].start = rows[s].start.min(rows[s - 1].end);
        }
        let mut offsets = vec![0];
        for row in &rows {
            offsets.push(offsets[offsets.len() - 1] + row.len());
        }
        let mut corridor = Corridor { cuts: vec![last; rows.len()], rows, offsets };
        for s in (0..last).rev() {
            let next_is_cut = corridor.is_pinned(s) || corridor.is_pinned(s + 1);
            corridor.cuts[s] = if next_is_cut { s + 1 } else { corridor.cuts[s + 1] };
        }
        corridor
    }

    /// Returns the whole grid.
    #[must_use]
    pub fn whole(n_src: usize, n_tgt: usize) -> Corridor {
        Corridor::new(vec![0..n_tgt + 1; n_src + 1], n_tgt)
    }

    /// Returns what lies around a path, along either axis: of each bead, within
    /// its own reach in segments. A bead of reach 0 is pinned: whatever path leads
    /// through the corridor has both its corners in its rows to itself.
    #[must_use]
    pub fn around(path: &[(Bead, usize)], n_src: usize, n_tgt: usize) -> Corridor {
        let mut low = vec![n_tgt; n_src + 1];
        let mut high = vec![0; n_src + 1];
        let mut visit = |s: usize, from: usize, to: usize| {
            low[s] = low[s].min(from);
            high[s] = high[s].max(to.min(n_tgt));
        };
        visit(0, 0, path.first().map_or(0, |(_, reach)| *reach));
        for (bead, reach) in path {
            let (src, tgt) = (bead.src(), bead.tgt());
            for s in src.start..=src.end {
                visit(s, tgt.start.saturating_sub(*reach), tgt.end + reach);
            }
            for s in src.start.saturating_sub(*reach)..=(src.end + reach).min(n_src) {
                visit(s, tgt.start, tgt.end);
            }
        }
        clip(&mut low, &mut high, path);
        let rows = low.iter().zip(&high).map(|(low, high)| *low.min(high)..high + 1);
        Corridor::new(rows.collect(), n_tgt)
    }

    /// Returns the row where beads that start in a row end at the latest: no bead
    /// goes beyond a corner of a pinned one.
    #[must_use]
    pub fn next_cut(&self, s: usize) -> usize {
        self.cuts[s]
    }

    /// Tells whether all paths through a row make the same step from it: its only
    /// point and the only one of the next row are the corners of a 1:1 bead.
    #[must_use]
    pub fn is_pinned(&self, s: usize) -> bool {
        let only = |s: usize| self.rows.get(s).filter(|row| row.len() == 1).map(|row| row.start);
        only(s).is_some_and(|t| only(s + 1) == Some(t + 1))
    }

    /// Returns how many source segments there are.
    #[must_use]
    pub fn n_src(&self) -> usize {
        self.rows.len() - 1
    }

    /// Returns how many target segments there are.
    #[must_use]
    pub fn n_tgt(&self) -> usize {
        self.rows[self.n_src()].end - 1
    }

    /// Returns how many points there are.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    /// Returns the target positions searched after `s` source segments.
    #[must_use]
    pub fn row(&self, s: usize) -> Range<usize> {
        self.rows[s].clone()
    }

    /// Returns the place of a point among all points, or `None` if it lies
    /// outside.
    #[must_use]
    pub fn point(&self, s: usize, t: usize) -> Option<usize> {
        let row = self.rows.get(s)?;
        row.contains(&t).then(|| self.offsets[s] + t - row.start)
    }

    /// Returns the place of the first point of a row.
    #[must_use]
    pub fn offset(&self, s: usize) -> usize {
        self.offsets[s]
    }
}

/// Cuts off what lies beyond the corners of pinned beads: no path through them
/// gets there.
fn clip(low: &mut [usize], high: &mut [usize], path: &[(Bead, usize)]) {
    let pinned = || path.iter().filter(|(_, reach)| *reach == 0).map(|(bead, _)| bead);
    for bead in pinned() {
        for (s, t) in [(bead.src().start, bead.tgt().start), (bead.src().end, bead.tgt().end)] {
            (low[s], high[s]) = (t, t);
        }
    }
    let mut floor = 0;
    let mut corners = pinned()
        .flat_map(|bead| [(bead.src().start, bead.tgt().start), (bead.src().end, bead.tgt().end)])
        .peekable();
    for (s, low) in low.iter_mut().enumerate() {
        while let Some((_, t)) = corners.next_if(|(at, _)| *at <= s) {
            floor = t;
        }
        *low = floor.max(*low);
    }
    let mut ceiling = usize::MAX;
    let mut corners = pinned()
        .rev()
        .flat_map(|bead| [(bead.src().end, bead.tgt().end), (bead.src().start, bead.tgt().start)])
        .peekable();
    for (s, high) in high.iter_mut().enumerate().rev() {
        while let Some((_, t)) = corners.next_if(|(at, _)| *at >= s) {
            ceiling = t;
        }
        *high = ceiling.min(*high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(src: Range<usize>, tgt: Range<usize>) -> Bead {
        Bead::new(src, tgt).unwrap()
    }

    #[test]
    fn the_whole_grid_has_every_point() {
        let corridor = Corridor::whole(2, 3);
        assert_eq!((12, 2, 3), (corridor.n_points(), corridor.n_src(), corridor.n_tgt()));
        assert_eq!(Some(11), corridor.point(2, 3));
        assert_eq!(None, corridor.point(3, 3));
    }

    #[test]
    fn a_corridor_follows_its_path() {
        let path: Vec<(Bead, usize)> =
            (0..50).map(|idx| (bead(idx..idx + 1, idx..idx + 1), 4)).collect();
        let corridor = Corridor::around(&path, 50, 50);
        assert!(corridor.point(25, 25).is_some() && corridor.point(25, 29).is_some());
        assert!(corridor.point(25, 40).is_none() && corridor.point(25, 10).is_none());
    }

    #[test]
    fn a_long_insertion_stays_inside() {
        let path = [bead(0..1, 0..1), bead(1..1, 1..40), bead(1..2, 40..41)];
        let corridor = Corridor::around(&path.map(|bead| (bead, 2)), 2, 41);
        assert!((0..=41).all(|t| corridor.point(1, t).is_some() || t > 40));
    }

    #[test]
    fn each_bead_has_its_own_reach() {
        let reach = |idx| if idx < 25 { 4 } else { 1 };
        let path: Vec<(Bead, usize)> =
            (0..50).map(|idx| (bead(idx..idx + 1, idx..idx + 1), reach(idx))).collect();
        let corridor = Corridor::around(&path, 50, 50);
        assert_eq!((5..16, 38..43), (corridor.row(10), corridor.row(40)));
    }

    #[test]
    fn a_pinned_bead_has_its_rows_to_itself_and_stops_others() {
        let path: Vec<(Bead, usize)> = (0..9)
            .map(|idx| {
                (bead(idx..idx + 1, idx..idx + 1), if (3..5).contains(&idx) { 0 } else { 2 })
            })
            .collect();
        let corridor = Corridor::around(&path, 9, 9);
        assert_eq!([3..4, 4..5, 5..6], [3, 4, 5].map(|s| corridor.row(s)));
        assert_eq!((0..4, 5..10), (corridor.row(2), corridor.row(6)));
        let pinned: Vec<usize> = (0..9).filter(|s| corridor.is_pinned(*s)).collect();
        assert_eq!(vec![3, 4], pinned);
        assert_eq!([3, 3, 4, 5, 9], [0, 2, 3, 4, 5].map(|s| corridor.next_cut(s)));
    }

    #[test]
    fn an_empty_side_leaves_one_path() {
        let corridor = Corridor::around(&[(bead(0..0, 0..3), 4)], 0, 3);
        assert_eq!(0..4, corridor.row(0));
        assert_eq!(1, Corridor::around(&[], 0, 0).n_points());
    }
}
