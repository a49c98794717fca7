//! Gives beads the probability that they are right.
//!
//! The same grid as in `search`, summed instead of maximized (forward-backward,
//! Rabiner 1989): the weight of a path is the exponential of its score, and a
//! bead's probability is the weight of all paths that use it over that of all
//! paths. One factor makes scores as sharp as the truth.
//!
//! What lies outside the corridor counts as impossible.

use super::corridor::Corridor;
use super::search::{MAX_SIDE, N_SHAPES, SHAPES, Scores, UNIT};
use crate::bead::{Bead, ScoredBead, Shape};
use std::ops::Range;

/// Paths this many nats behind the best do not count.
const NEGLIGIBLE: f64 = 40.0;

const ONE_SIDED: [Shape; 2] = [Shape { src: 1, tgt: 0 }, Shape { src: 0, tgt: 1 }];

/// A runner-up less probable than this is none. By hand.
const WORTH_A_MENTION: f64 = 0.05;

/// Natural logarithms of the weights of all paths to a point, by what the last bead
/// before it was.
#[derive(Clone, Copy, Debug)]
struct Before {
    two_sided: f64,
    one_sided: f64,
    /// Of the paths of both kinds.
    either: f64,
}

impl Before {
    fn new(two_sided: f64, one_sided: f64) -> Before {
        let mut either = LogSum::EMPTY;
        either.add(two_sided);
        either.add(one_sided);
        Before { two_sided, one_sided, either: either.ln() }
    }
}

/// Natural logarithms of the weights of all paths from a point to the end, by what the
/// last bead before it was.
#[derive(Clone, Copy, Debug)]
struct After {
    two_sided: f64,
    one_sided: f64,
}

const NOWHERE: After = After { two_sided: f64::NEG_INFINITY, one_sided: f64::NEG_INFINITY };

/// The grid whose paths are summed.
#[derive(Clone, Copy, Debug)]
struct Grid<'a> {
    corridor: &'a Corridor,
    scores: &'a Scores,
    /// Nats in a step of a score.
    step: f64,
}

/// The probabilities of all beads of a corridor.
#[derive(Debug)]
pub struct Posteriors<'a> {
    grid: Grid<'a>,
    /// The weights of all paths from the start to each point.
    before: Vec<Before>,
    /// The weights of all paths from each point to the end.
    after: Vec<After>,
    /// The weight of all paths.
    all: f64,
}

/// How many beads of each kind are expected.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Those of each two-sided shape.
    pub two_sided: [f32; N_SHAPES],
    /// Segments in one-sided beads.
    pub one_sided: f32,
}

impl<'a> Posteriors<'a> {
    /// Returns the probabilities that scores give, multiplied with `sharpness`.
    #[must_use]
    pub fn new(corridor: &'a Corridor, scores: &'a Scores, sharpness: f32) -> Posteriors<'a> {
        let grid = Grid { corridor, scores, step: f64::from(sharpness) / f64::from(UNIT) };
        let (before, after) = rayon::join(|| grid.before(), || grid.after());
        let all = after.first().map_or(0.0, |weights: &After| weights.two_sided);
        Posteriors { grid, before, after, all }
    }

    /// Returns the probability of a bead inside the corridor.
    #[must_use]
    pub fn probability(&self, bead: &Bead) -> f64 {
        let (src, tgt) = (bead.src(), bead.tgt());
        let Some(start) = self.grid.corridor.point(src.start, tgt.start) else { return 0.0 };
        match SHAPES.iter().position(|shape| *shape == bead.shape()) {
            Some(shape_idx) => self.two_sided(src.start, tgt.start, start, shape_idx),
            None => self.one_sided(src.start, tgt.start, start, bead.shape()),
        }
    }

    /// Returns the most probable of the beads that share a segment with `bead`,
    /// unless none is worth a mention.
    #[must_use]
    pub fn runner_up(&self, bead: &Bead) -> Option<ScoredBead> {
        let (src, tgt) = (bead.src(), bead.tgt());
        let mut best: Option<ScoredBead> = None;
        for s in src.start.saturating_sub(MAX_SIDE)..src.end.max(src.start + 1) {
            if s > self.grid.corridor.n_src() {
                break;
            }
            for t in self.grid.corridor.row(s) {
                for shape in SHAPES.iter().chain(&ONE_SIDED) {
                    let Some(other) = Bead::new(s..s + shape.src, t..t + shape.tgt) else {
                        continue;
                    };
                    let meets = overlap(&other.src(), &src) || overlap(&other.tgt(), &tgt);
                    if !meets || other == *bead {
                        continue;
                    }
                    let score = self.probability(&other);
                    if score >= WORTH_A_MENTION
                        && best.as_ref().is_none_or(|known| score > known.score)
                    {
                        best = Some(ScoredBead { bead: other, score });
                    }
                }
            }
        }
        best
    }

    /// Returns how many beads of each kind are expected.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut two_sided = [0.0; N_SHAPES];
        let mut one_sided = 0.0;
        let corridor = self.grid.corridor;
        for s in 0..=corridor.n_src() {
            for (point, t) in (corridor.offset(s)..).zip(corridor.row(s)) {
                for (shape_idx, count) in two_sided.iter_mut().enumerate() {
                    *count += self.two_sided(s, t, point, shape_idx);
                }
                for shape in ONE_SIDED {
                    one_sided += self.one_sided(s, t, point, shape);
                }
            }
        }
        // Counts of segments need no more than single precision.
        #[allow(clippy::cast_possible_truncation)]
        let counts =
            Counts { two_sided: two_sided.map(|n: f64| n as f32), one_sided: one_sided as f32 };
        counts
    }

    /// Returns the probability of a two-sided bead that starts at `(s, t)`, the
    /// place of which is `point`.
    #[must_use]
    pub fn two_sided(&self, s: usize, t: usize, point: usize, shape_idx: usize) -> f64 {
        let Some(score) = self.grid.two_sided(point, shape_idx) else { return 0.0 };
        let shape = SHAPES[shape_idx];
        let end = self.grid.corridor.point(s + shape.src, t + shape.tgt);
        end.map_or(0.0, |end| {
            exp(self.before[point].either + score + self.after[end].two_sided - self.all)
        })
    }

    fn one_sided(&self, s: usize, t: usize, point: usize, shape: Shape) -> f64 {
        let end = self.grid.corridor.point(s + shape.src, t + shape.tgt);
        let Some(end) = end else { return 0.0 };
        let Before { two_sided, one_sided, .. } = self.before[point];
        let after = self.after[end].one_sided - self.all;
        exp(two_sided + self.grid.open() + after) + exp(one_sided + self.grid.extend() + after)
    }
}

impl Grid<'_> {
    /// Returns the score of a two-sided bead in nats, or `None` if it cannot be.
    fn two_sided(&self, point: usize, shape_idx: usize) -> Option<f64> {
        self.scores.two_sided(point, shape_idx).map(|score| self.nats(score))
    }

    fn open(&self) -> f64 {
        self.nats(self.scores.open())
    }

    fn extend(&self) -> f64 {
        self.nats(self.scores.extend())
    }

    fn nats(&self, score: i32) -> f64 {
        self.step * f64::from(score)
    }

    fn before(&self) -> Vec<Before> {
        let (open, extend) = (self.open(), self.extend());
        let mut before: Vec<Before> = Vec::with_capacity(self.corridor.n_points());
        for s in 0..=self.corridor.n_src() {
            for t in self.corridor.row(s) {
                if (s, t) == (0, 0) {
                    before.push(Before::new(0.0, f64::NEG_INFINITY));
                    continue;
                }
                let from = |shape: Shape| {
                    self.corridor.point(s.checked_sub(shape.src)?, t.checked_sub(shape.tgt)?)
                };
                let mut two_sided = LogSum::EMPTY;
                for (shape_idx, shape) in self.scores.shapes() {
                    let Some(idx) = from(shape) else { continue };
                    let Some(score) = self.two_sided(idx, shape_idx) else { continue };
                    two_sided.add(score + before[idx].either);
                }
                let mut one_sided = LogSum::EMPTY;
                for idx in ONE_SIDED.into_iter().filter_map(from) {
                    one_sided.add(open + before[idx].two_sided);
                    one_sided.add(extend + before[idx].one_sided);
                }
                before.push(Before::new(two_sided.ln(), one_sided.ln()));
            }
        }
        before
    }

    fn after(&self) -> Vec<After> {
        let (open, extend) = (self.open(), self.extend());
        let mut after = vec![NOWHERE; self.corridor.n_points()];
        let end = after.len() - 1;
        after[end] = After { two_sided: 0.0, one_sided: 0.0 };
        for s in (0..=self.corridor.n_src()).rev() {
            for t in self.corridor.row(s).rev() {
                let here = self.corridor.offset(s) + t - self.corridor.row(s).start;
                if here == end {
                    continue;
                }
                let to = |shape: Shape| self.corridor.point(s + shape.src, t + shape.tgt);
                let mut joined = LogSum::EMPTY;
                for (shape_idx, shape) in self.scores.shapes() {
                    let Some(score) = self.two_sided(here, shape_idx) else { continue };
                    let Some(idx) = to(shape) else { continue };
                    joined.add(score + after[idx].two_sided);
                }
                let (mut two_sided, mut one_sided) = (joined, joined);
                for idx in ONE_SIDED.into_iter().filter_map(to) {
                    two_sided.add(open + after[idx].one_sided);
                    one_sided.add(extend + after[idx].one_sided);
                }
                after[here] = After { two_sided: two_sided.ln(), one_sided: one_sided.ln() };
            }
        }
        after
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

/// Returns the exponential of a logarithm, 0 for what does not count.
fn exp(ln: f64) -> f64 {
    if ln < -NEGLIGIBLE { 0.0 } else { libm::exp(ln).min(1.0) }
}

/// A sum of exponentials, kept as its largest term and the sum relative to it.
#[derive(Clone, Copy, Debug)]
struct LogSum {
    largest: f64,
    sum: f64,
}

impl LogSum {
    const EMPTY: LogSum = LogSum { largest: f64::NEG_INFINITY, sum: 0.0 };

    fn add(&mut self, ln: f64) {
        if ln <= self.largest - NEGLIGIBLE || ln == f64::NEG_INFINITY {
            return;
        }
        if ln > self.largest {
            self.sum = self.sum * libm::exp(self.largest - ln) + 1.0;
            self.largest = ln;
        } else {
            self.sum += libm::exp(ln - self.largest);
        }
    }

    fn ln(self) -> f64 {
        if self.sum == 0.0 { f64::NEG_INFINITY } else { self.largest + libm::log(self.sum) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::search::IMPOSSIBLE;
    use super::*;

    /// Scores under which every bead weighs the same.
    fn flat(corridor: &Corridor) -> Scores {
        let (n_src, n_tgt) = (corridor.n_src(), corridor.n_tgt());
        let points = (0..=n_src).flat_map(|s| corridor.row(s).map(move |t| (s, t)));
        let at = |(s, t): (usize, usize)| {
            SHAPES.map(|shape| {
                if s + shape.src <= n_src && t + shape.tgt <= n_tgt { 0 } else { IMPOSSIBLE }
            })
        };
        Scores::new(points.map(at).collect(), 0, 0)
    }

    #[test]
    fn equal_paths_share_the_probability() {
        // Three paths lead to (1, 1): 1:1, 1:0 then 0:1, 0:1 then 1:0.
        let corridor = Corridor::whole(1, 1);
        let scores = flat(&corridor);
        let posteriors = Posteriors::new(&corridor, &scores, 1.0);
        let probability = posteriors.probability(&Bead::new(0..1, 0..1).unwrap());
        assert!((probability - 1.0 / 3.0).abs() < 1e-9, "{probability}");
    }

    #[test]
    fn the_only_path_is_certain() {
        let corridor = Corridor::whole(2, 0);
        let scores = flat(&corridor);
        let posteriors = Posteriors::new(&corridor, &scores, 1.0);
        for bead in [Bead::new(0..1, 0..0).unwrap(), Bead::new(1..2, 0..0).unwrap()] {
            assert!((posteriors.probability(&bead) - 1.0).abs() < 1e-9);
            assert_eq!(None, posteriors.runner_up(&bead));
        }
    }

    #[test]
    fn the_runner_up_is_the_best_of_the_others() {
        let corridor = Corridor::whole(2, 2);
        let mut scores = flat(&corridor);
        let mut by_shape = [-10_000; N_SHAPES];
        (by_shape[0], by_shape[3]) = (1000, 1000);
        scores.add(by_shape, -10_000);
        let posteriors = Posteriors::new(&corridor, &scores, 1.0);
        let runner_up = posteriors.runner_up(&Bead::new(0..1, 0..1).unwrap()).unwrap();
        assert_eq!(Bead::new(0..2, 0..2).unwrap(), runner_up.bead);
        assert!((0.05..0.5).contains(&runner_up.score));
    }

    #[test]
    fn the_expected_beads_fill_both_texts() {
        let corridor = Corridor::whole(4, 3);
        let scores = flat(&corridor);
        let counts = Posteriors::new(&corridor, &scores, 1.0).counts();
        let n_segments: f32 = SHAPES
            .iter()
            .zip(counts.two_sided)
            .map(|(shape, n)| (shape.src + shape.tgt) as f32 * n)
            .sum();
        assert!((n_segments + counts.one_sided - 7.0).abs() < 1e-4);
    }

    #[test]
    fn nothing_has_no_beads() {
        let corridor = Corridor::whole(0, 0);
        let scores = flat(&corridor);
        assert_eq!(Counts::default(), Posteriors::new(&corridor, &scores, 1.0).counts());
    }
}
