//! Finds the best beads inside a corridor.
//!
//! An alignment is a path over a grid. A point `(s, t)` means "`s` source
//! segments and `t` target segments are behind us"; a step is one bead.
//!
//! ```text
//!         t=0   t=1   t=2   t=3
//!    s=0   o
//!            \                      1:1 bead: down one, right one
//!    s=1         o_
//!                  \__              1:2 bead: down one, right two
//!    s=2               `---o  goal
//! ```
//!
//! The path with the highest total score wins. Scores are integers, so sums
//! are exact and ties are ties; a tie goes to the shape that comes first in
//! [`SHAPES`], so the same input always gives the same answer.
//!
//! One-sided beads cost more to open than to continue (affine gaps, Gotoh
//! 1982): omissions come in runs. So a point has two states: the last bead was
//! two-sided, or it was one-sided.
//!
//! This module sees positions and scores, no text and no language. Beads are
//! assumed never to cross; a block that moved comes out as one-sided beads.

use super::corridor::Corridor;
use crate::bead::{Bead, Shape};
use std::ops::Range;

/// Integer steps in one nat.
pub const UNIT: f32 = 1024.0;

/// Returns a score in [`UNIT`]ths of a nat.
#[must_use]
pub fn quantize(score: f32) -> i32 {
    let steps = score * UNIT;
    // Scores are some hundreds of nats at most. The nearest integer, without the call
    // that `round` costs.
    #[allow(clippy::cast_possible_truncation)]
    let nearest = (steps + 0.5_f32.copysign(steps)) as i32;
    nearest
}

/// The two-sided shapes, most likely first: up to 6 segments a side and 7 in
/// all. Beads of at most 2:2 lose .07 on transread, at most 5 in all .006
/// (prototype, November 2026).
pub const SHAPES: [Shape; 21] = shapes();

/// The number of two-sided shapes.
pub const N_SHAPES: usize = SHAPES.len();

/// The longest side of a shape.
pub const MAX_SIDE: usize = 6;

const fn shapes() -> [Shape; 21] {
    let mut shapes = [Shape { src: 0, tgt: 0 }; 21];
    let (mut idx, mut total) = (0, 2);
    while total <= 7 {
        // Within a total the most even shapes come first.
        let mut skew = total % 2;
        while skew <= total - 2 {
            let (long, short) = (usize::midpoint(total, skew), (total - skew) / 2);
            if long <= MAX_SIDE {
                shapes[idx] = Shape { src: short, tgt: long };
                idx += 1;
                if skew > 0 {
                    shapes[idx] = Shape { src: long, tgt: short };
                    idx += 1;
                }
            }
            skew += 2;
        }
        total += 1;
    }
    shapes
}

/// Returns the target segments that a bead inside a corridor can hold together
/// with a source segment, if no side has more than `max_side`.
#[must_use]
pub fn facing(corridor: &Corridor, segment: usize, max_side: usize) -> Range<usize> {
    let (mut start, mut end) = (usize::MAX, 0);
    let fits = |shape: &&Shape| shape.src.max(shape.tgt) <= max_side;
    for s in segment.saturating_sub(max_side - 1)..=segment {
        let from = corridor.row(s);
        for shape in SHAPES.iter().filter(fits).filter(|shape| s + shape.src > segment) {
            if s + shape.src > corridor.next_cut(s) {
                continue;
            }
            let to = corridor.row(s + shape.src);
            let (first, last) = (from.start.max(to.start.saturating_sub(shape.tgt)), to.end - 1);
            let last = last.min(from.end - 1 + shape.tgt);
            if first + shape.tgt <= last {
                (start, end) = (start.min(first), end.max(last));
            }
        }
    }
    start.min(end)..end
}

/// The scores of all beads of a corridor, in [`UNIT`]s.
#[derive(Debug)]
pub struct Scores {
    /// For each point of the corridor, the score of each shape that starts
    /// there; [`IMPOSSIBLE`] where the bead would leave the texts.
    two_sided: Vec<[i32; N_SHAPES]>,
    /// How many of the shapes can be, from the first on.
    n_shapes: usize,
    /// What each shape gets on top of it.
    by_shape: [i32; N_SHAPES],
    /// The score of the first segment of a one-sided run.
    open: i32,
    /// What that gets on top of it.
    on_open: i32,
    /// The score of each further segment of a one-sided run.
    extend: i32,
}

impl Scores {
    /// Returns the scores of two-sided beads, by point and shape, and those of
    /// one-sided ones.
    #[must_use]
    pub fn new(two_sided: Vec<[i32; N_SHAPES]>, open: i32, extend: i32) -> Scores {
        Scores { two_sided, n_shapes: N_SHAPES, by_shape: [0; N_SHAPES], open, on_open: 0, extend }
    }

    /// Leaves only the first `n` shapes.
    #[must_use]
    pub fn of_first_shapes(self, n_shapes: usize) -> Scores {
        Scores { n_shapes, ..self }
    }

    /// Returns the shapes that can be, with their places.
    pub fn shapes(&self) -> impl Iterator<Item = (usize, Shape)> + use<> {
        SHAPES.into_iter().take(self.n_shapes).enumerate()
    }

    /// Adds to the score of each shape, and to that of the first segment of a
    /// one-sided run, in the place of what was added before.
    pub fn add(&mut self, by_shape: [i32; N_SHAPES], on_open: i32) {
        (self.by_shape, self.on_open) = (by_shape, on_open);
    }

    /// Returns the score of a two-sided bead, or `None` if it cannot be.
    #[must_use]
    pub fn two_sided(&self, point: usize, shape_idx: usize) -> Option<i32> {
        let score = self.two_sided[point][shape_idx];
        (score != IMPOSSIBLE).then(|| score + self.by_shape[shape_idx])
    }

    /// Returns the score of the first segment of a one-sided run.
    #[must_use]
    pub fn open(&self) -> i32 {
        self.open + self.on_open
    }

    /// Returns the score of each further segment of a one-sided run.
    #[must_use]
    pub fn extend(&self) -> i32 {
        self.extend
    }
}

/// The score of a bead that cannot be.
pub const IMPOSSIBLE: i32 = i32::MIN / 2;

/// The worst path: no real path sums to this.
const UNREACHED: i64 = i64::MIN / 2;

/// What the last bead before a point was.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    TwoSided,
    OneSided,
}

/// The best way to reach a point in one of its states.
#[derive(Clone, Copy, Debug)]
struct Best {
    score: i64,
    shape: Shape,
    from: State,
}

const NOT_REACHED: Best =
    Best { score: UNREACHED, shape: Shape { src: 0, tgt: 0 }, from: State::TwoSided };

#[derive(Clone, Copy, Debug)]
struct Point {
    two_sided: Best,
    one_sided: Best,
}

impl Point {
    fn state(&self, state: State) -> &Best {
        match state {
            State::TwoSided => &self.two_sided,
            State::OneSided => &self.one_sided,
        }
    }

    /// Returns the better of the two states; a tie goes to the two-sided one.
    fn best(&self) -> (State, i64) {
        if self.two_sided.score >= self.one_sided.score {
            (State::TwoSided, self.two_sided.score)
        } else {
            (State::OneSided, self.one_sided.score)
        }
    }
}

/// Returns the beads of the best path through a corridor.
#[must_use]
pub fn best_beads(corridor: &Corridor, scores: &Scores) -> Vec<Bead> {
    let mut points: Vec<Point> = Vec::with_capacity(corridor.n_points());
    for s in 0..=corridor.n_src() {
        for t in corridor.row(s) {
            let point = Point {
                two_sided: best_two_sided(corridor, scores, &points, s, t),
                one_sided: best_one_sided(corridor, scores, &points, s, t),
            };
            points.push(point);
        }
    }
    trace(corridor, &points)
}

fn best_two_sided(
    corridor: &Corridor,
    scores: &Scores,
    points: &[Point],
    s: usize,
    t: usize,
) -> Best {
    if (s, t) == (0, 0) {
        return Best { score: 0, ..NOT_REACHED };
    }
    let mut best = NOT_REACHED;
    for (shape_idx, shape) in scores.shapes() {
        let Some(idx) = start(corridor, s, t, shape) else { continue };
        let Some(own) = scores.two_sided(idx, shape_idx) else { continue };
        let (from, before) = points[idx].best();
        let score = before + i64::from(own);
        if score > best.score {
            best = Best { score, shape, from };
        }
    }
    best
}

fn best_one_sided(
    corridor: &Corridor,
    scores: &Scores,
    points: &[Point],
    s: usize,
    t: usize,
) -> Best {
    let mut best = NOT_REACHED;
    for shape in [Shape { src: 1, tgt: 0 }, Shape { src: 0, tgt: 1 }] {
        let Some(idx) = start(corridor, s, t, shape) else { continue };
        let opened = points[idx].two_sided.score + i64::from(scores.open());
        let extended = points[idx].one_sided.score + i64::from(scores.extend());
        for (score, from) in [(opened, State::TwoSided), (extended, State::OneSided)] {
            if score > best.score {
                best = Best { score, shape, from };
            }
        }
    }
    best
}

/// Returns the place of the point where a bead that ends at `(s, t)` starts.
fn start(corridor: &Corridor, s: usize, t: usize, shape: Shape) -> Option<usize> {
    corridor.point(s.checked_sub(shape.src)?, t.checked_sub(shape.tgt)?)
}

fn trace(corridor: &Corridor, points: &[Point]) -> Vec<Bead> {
    let (mut s, mut t) = (corridor.n_src(), corridor.n_tgt());
    let mut state = points[points.len() - 1].best().0;
    let mut beads = Vec::new();
    while (s, t) != (0, 0) {
        let idx = corridor.point(s, t).expect("a path stays inside its corridor");
        let Best { shape, from, .. } = *points[idx].state(state);
        let bead = Bead::new(s - shape.src..s, t - shape.tgt..t);
        beads.push(bead.expect("a corridor has a path to each of its points"));
        (s, t, state) = (s - shape.src, t - shape.tgt, from);
    }
    beads.reverse();
    beads
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(corridor: &Corridor, score: impl Fn(usize, usize, Shape) -> i32) -> Scores {
        let (n_src, n_tgt) = (corridor.n_src(), corridor.n_tgt());
        let at = |s: usize, t: usize| {
            SHAPES.map(|shape| {
                let fits = s + shape.src <= n_src && t + shape.tgt <= n_tgt;
                if fits { score(s, t, shape) } else { IMPOSSIBLE }
            })
        };
        let points = (0..=n_src).flat_map(|s| corridor.row(s).map(move |t| (s, t)));
        Scores::new(points.map(|(s, t)| at(s, t)).collect(), -450, -200)
    }

    fn check(
        n_src: usize,
        n_tgt: usize,
        score: impl Fn(usize, usize, Shape) -> i32,
        expected: &str,
    ) {
        let corridor = Corridor::whole(n_src, n_tgt);
        let beads = best_beads(&corridor, &scores(&corridor, score));
        let shapes: Vec<String> = beads.iter().map(|bead| bead.shape().to_string()).collect();
        assert_eq!(expected, shapes.join(" "));
    }

    #[test]
    fn every_shape_up_to_six_and_seven_in_all_is_there_once() {
        let mut sorted = SHAPES.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(21, sorted.len());
        assert!(SHAPES.iter().all(|shape| shape.src.min(shape.tgt) >= 1));
        assert!(SHAPES.iter().all(|shape| shape.src.max(shape.tgt) <= MAX_SIDE));
        assert_eq!(Shape { src: 1, tgt: 1 }, SHAPES[0]);
    }

    #[test]
    fn a_score_goes_to_the_nearest_step_on_both_sides_of_nothing() {
        for (steps, nearest) in [(0.4, 0), (0.6, 1), (7.5, 8), (-0.4, 0), (-0.6, -1), (-7.5, -8)] {
            assert_eq!(nearest, quantize(steps / UNIT), "{steps}");
        }
    }

    #[test]
    fn a_tie_goes_to_the_likelier_shape() {
        check(2, 2, |_, _, _| 0, "1:1 1:1");
    }

    #[test]
    fn the_best_sum_wins() {
        let merge = |s, _, shape: Shape| if s == 0 && shape.src == 2 { 50 } else { -10 };
        check(3, 2, merge, "2:1 1:1");
    }

    #[test]
    fn omissions_that_follow_each_other_cost_less() {
        let diagonal = |s: usize, t: usize, shape: Shape| {
            let fits = shape == SHAPES[0] && ((s, t) == (0, 0) || (s, t) == (3, 1));
            if fits { 300 } else { -5000 }
        };
        check(4, 2, diagonal, "1:1 1:0 1:0 1:1");
    }

    #[test]
    fn what_a_shape_gets_on_top_counts() {
        let corridor = Corridor::whole(2, 1);
        let mut scores = scores(&corridor, |_, _, _| -100);
        let n_beads = |scores: &Scores| best_beads(&corridor, scores).len();
        assert_eq!(1, n_beads(&scores));
        let mut by_shape = [0; N_SHAPES];
        by_shape[2] = -1000;
        scores.add(by_shape, 0);
        assert_eq!(2, n_beads(&scores));
    }

    #[test]
    fn empty_texts_have_one_sided_beads_or_none() {
        check(2, 0, |_, _, _| 0, "1:0 1:0");
        check(0, 1, |_, _, _| 0, "0:1");
        check(0, 0, |_, _, _| 0, "");
    }
}
