//! Gives each bead the probability that it is right.
//!
//! The same grid as in `search`, summed instead of maximized (forward-backward,
//! Rabiner 1989): the weight of a path is the exponential of its score, and a
//! bead's probability is the weight of all paths that use it over that of all
//! paths. One factor makes scores as sharp as the truth.
//!
//! What lies outside the corridor counts as impossible.

use super::corridor::Corridor;
use super::search::{IMPOSSIBLE, SHAPES, Scores};
use super::signals::UNIT;
use crate::bead::{Bead, Shape};

/// What scores are multiplied with. Fitted on the open gold (November 2026,
/// expected calibration error in ten bins over transread, alibi and the holes
/// sets): .031 at .85, .016 at 1.05, .013 at 1.25. Kept below the optimum,
/// since unseen texts are harder.
const SHARPNESS: f64 = 1.2;

/// Paths this many nats behind the best do not count.
const NEGLIGIBLE: f64 = 40.0;

const ONE_SIDED: [Shape; 2] = [Shape { src: 1, tgt: 0 }, Shape { src: 0, tgt: 1 }];

/// Natural logarithms of the weights of all paths to (or from) a point, by
/// whether the last bead before the point was one-sided.
#[derive(Clone, Copy, Debug)]
struct Weights {
    two_sided: f64,
    one_sided: f64,
}

const NOWHERE: Weights = Weights { two_sided: f64::NEG_INFINITY, one_sided: f64::NEG_INFINITY };

/// Returns the probability of each of `beads`, which are a path through the
/// corridor.
#[must_use]
pub fn probabilities(corridor: &Corridor, scores: &Scores, beads: &[Bead]) -> Vec<f64> {
    let field = Field { corridor, scores };
    let before = field.before();
    let after = field.after();
    let start = after.first().map_or(0.0, |weights| weights.two_sided);
    beads
        .iter()
        .map(|bead| libm::exp(field.weight(bead, &before, &after) - start).min(1.0))
        .collect()
}

struct Field<'a> {
    corridor: &'a Corridor,
    scores: &'a Scores,
}

impl Field<'_> {
    fn nats(score: i32) -> f64 {
        if score == IMPOSSIBLE {
            f64::NEG_INFINITY
        } else {
            SHARPNESS * f64::from(score) / f64::from(UNIT)
        }
    }

    /// Returns the weights of all paths from the start to each point.
    fn before(&self) -> Vec<Weights> {
        let (open, extend) = (Self::nats(self.scores.open), Self::nats(self.scores.extend));
        let mut before: Vec<Weights> = Vec::with_capacity(self.corridor.n_points());
        for s in 0..=self.corridor.n_src() {
            for t in self.corridor.row(s) {
                if (s, t) == (0, 0) {
                    before.push(Weights { two_sided: 0.0, one_sided: f64::NEG_INFINITY });
                    continue;
                }
                let from = |shape: Shape| {
                    self.corridor.point(s.checked_sub(shape.src)?, t.checked_sub(shape.tgt)?)
                };
                let mut two_sided = LogSum::EMPTY;
                for (shape_idx, shape) in SHAPES.iter().enumerate() {
                    if let Some(idx) = from(*shape) {
                        let score = Self::nats(self.scores.two_sided[idx][shape_idx]);
                        two_sided.add(score + before[idx].two_sided);
                        two_sided.add(score + before[idx].one_sided);
                    }
                }
                let mut one_sided = LogSum::EMPTY;
                for idx in ONE_SIDED.into_iter().filter_map(from) {
                    one_sided.add(open + before[idx].two_sided);
                    one_sided.add(extend + before[idx].one_sided);
                }
                before.push(Weights { two_sided: two_sided.ln(), one_sided: one_sided.ln() });
            }
        }
        before
    }

    /// Returns the weights of all paths from each point to the end.
    fn after(&self) -> Vec<Weights> {
        let (open, extend) = (Self::nats(self.scores.open), Self::nats(self.scores.extend));
        let mut after = vec![NOWHERE; self.corridor.n_points()];
        let end = after.len() - 1;
        after[end] = Weights { two_sided: 0.0, one_sided: 0.0 };
        for s in (0..=self.corridor.n_src()).rev() {
            for t in self.corridor.row(s).rev() {
                let here = self.corridor.offset(s) + t - self.corridor.row(s).start;
                if here == end {
                    continue;
                }
                let mut joined = LogSum::EMPTY;
                for (shape_idx, shape) in SHAPES.iter().enumerate() {
                    if let Some(idx) = self.corridor.point(s + shape.src, t + shape.tgt) {
                        let score = Self::nats(self.scores.two_sided[here][shape_idx]);
                        joined.add(score + after[idx].two_sided);
                    }
                }
                let (mut two_sided, mut one_sided) = (joined, joined);
                for shape in ONE_SIDED {
                    if let Some(idx) = self.corridor.point(s + shape.src, t + shape.tgt) {
                        two_sided.add(open + after[idx].one_sided);
                        one_sided.add(extend + after[idx].one_sided);
                    }
                }
                after[here] = Weights { two_sided: two_sided.ln(), one_sided: one_sided.ln() };
            }
        }
        after
    }

    /// Returns the logarithm of the weight of all paths that use a bead.
    fn weight(&self, bead: &Bead, before: &[Weights], after: &[Weights]) -> f64 {
        let (src, tgt) = (bead.src(), bead.tgt());
        let point = |s, t| self.corridor.point(s, t).expect("a path stays inside its corridor");
        let (start, end) = (point(src.start, tgt.start), point(src.end, tgt.end));
        let mut sum = LogSum::EMPTY;
        if let Some(shape_idx) = SHAPES.iter().position(|shape| *shape == bead.shape()) {
            let score = Self::nats(self.scores.two_sided[start][shape_idx]);
            sum.add(score + before[start].two_sided);
            sum.add(score + before[start].one_sided);
            sum.ln() + after[end].two_sided
        } else {
            sum.add(Self::nats(self.scores.open) + before[start].two_sided);
            sum.add(Self::nats(self.scores.extend) + before[start].one_sided);
            sum.ln() + after[end].one_sided
        }
    }
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
        Scores { two_sided: points.map(at).collect(), open: 0, extend: 0 }
    }

    #[test]
    fn equal_paths_share_the_probability() {
        // Three paths lead to (1, 1): 1:1, 1:0 then 0:1, 0:1 then 1:0.
        let corridor = Corridor::whole(1, 1);
        let beads = [Bead::new(0..1, 0..1).unwrap()];
        let probability = probabilities(&corridor, &flat(&corridor), &beads)[0];
        assert!((probability - 1.0 / 3.0).abs() < 1e-9, "{probability}");
    }

    #[test]
    fn the_only_path_is_certain() {
        let corridor = Corridor::whole(2, 0);
        let beads = [Bead::new(0..1, 0..0).unwrap(), Bead::new(1..2, 0..0).unwrap()];
        let probabilities = probabilities(&corridor, &flat(&corridor), &beads);
        assert!(probabilities.iter().all(|p| (p - 1.0).abs() < 1e-9), "{probabilities:?}");
    }

    #[test]
    fn nothing_has_no_probabilities() {
        let corridor = Corridor::whole(0, 0);
        assert!(probabilities(&corridor, &flat(&corridor), &[]).is_empty());
    }
}
