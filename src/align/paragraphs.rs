//! Weighs beads by the paragraphs that they reach over.
//!
//! Translators join sentences, and seldom over the end of a paragraph: of 490 places
//! inside of the beads of the novels of transread 7 are ends of paragraphs, which are
//! 46 % of all places; of 697 in the New Testament 13, against 17 %. So a bead that
//! takes a heading, an item or a line of a song to its neighbor is more likely one
//! that hides an omission.
//!
//! Some translators cut paragraphs anew, and some texts have one for each sentence. What
//! the first look expects is counted therefore (one step of expectation and
//! maximization, as in `habits`), with the usual as prior.
//!
//! Whether a paragraph starts with a bead on both sides says nothing more: paid for,
//! it made .981 of .983 on transread, since words know that already.
//!
//! A side whose paragraphs nobody knows has no say.

use super::confidence::Posteriors;
use super::corridor::Corridor;
use super::search::SHAPES;
use crate::bead::{Bead, BySide};
use std::ops::Range;

/// How many places inside of beads the count is mixed with. By hand: few beads of a page
/// are joined.
const N_USUAL: f32 = 5.0;

/// How many times as often as elsewhere paragraphs end inside of beads. By hand, between
/// the novels (.03) and the New Testament (.11).
const USUAL: f32 = 0.05;

/// The paragraphs of one side.
#[derive(Clone, Debug, Default)]
struct Breaks {
    /// How many paragraphs have ended before each segment; empty if nobody knows.
    before: Vec<u32>,
}

/// The paragraphs of both sides of a document.
#[derive(Clone, Debug, Default)]
pub struct Paragraphs {
    breaks: BySide<Breaks>,
}

/// What an end of a paragraph inside of a bead costs in one document, on each side, in
/// nats; not above 0.
pub type Costs = BySide<f32>;

impl Breaks {
    fn new(numbers: &[usize], n_segments: usize) -> Breaks {
        if numbers.len() != n_segments {
            return Breaks::default();
        }
        let mut n_ended = 0;
        let before = (0..n_segments).map(|at| {
            n_ended += u32::from(at > 0 && numbers[at - 1] != numbers[at]);
            n_ended
        });
        Breaks { before: before.collect() }
    }

    /// Returns how many paragraphs end inside of a run.
    fn inside(&self, run: &Range<usize>) -> f32 {
        if run.len() < 2 || self.before.is_empty() {
            return 0.0;
        }
        (self.before[run.end - 1] - self.before[run.start]) as f32
    }

    /// Returns the log-likelihood ratio of an end inside of a bead, given how many are
    /// expected inside of beads, of how many places.
    fn cost(&self, n_ends: f32, n_places: f32) -> f32 {
        let (Some(n_all), Some(n_between)) = (self.before.last(), self.before.len().checked_sub(1))
        else {
            return 0.0;
        };
        if *n_all == 0 {
            return 0.0;
        }
        let share = *n_all as f32 / n_between as f32;
        let inside = (n_ends + N_USUAL * USUAL * share) / (n_places + N_USUAL);
        libm::logf(inside / share).min(0.0)
    }
}

impl Paragraphs {
    /// Returns the paragraphs of two sides, given the number of the paragraph of each
    /// segment; a side without numbers is one whose paragraphs nobody knows.
    #[must_use]
    pub fn new(numbers: BySide<&[usize]>, n_src: usize, n_tgt: usize) -> Paragraphs {
        let src = Breaks::new(numbers.src, n_src);
        let tgt = Breaks::new(numbers.tgt, n_tgt);
        Paragraphs { breaks: BySide { src, tgt } }
    }

    /// Returns what ends inside of beads cost, given the beads that are expected.
    #[must_use]
    pub fn costs(&self, corridor: &Corridor, likely: &Posteriors<'_>) -> Costs {
        let BySide { src, tgt } = &self.breaks;
        if src.before.is_empty() && tgt.before.is_empty() {
            return Costs::default();
        }
        let mut n_ends = BySide { src: 0.0, tgt: 0.0 };
        let mut n_places = BySide { src: 0.0, tgt: 0.0 };
        for s in 0..corridor.n_src() {
            for (point, t) in (corridor.offset(s)..).zip(corridor.row(s)) {
                // The first shape is 1:1, which has no inside.
                for (shape_idx, shape) in SHAPES.iter().enumerate().skip(1) {
                    // Shares of counts need no more than single precision.
                    #[allow(clippy::cast_possible_truncation)]
                    let probability = likely.two_sided(s, t, point, shape_idx) as f32;
                    if probability > 0.0 {
                        n_ends.src += probability * src.inside(&(s..s + shape.src));
                        n_ends.tgt += probability * tgt.inside(&(t..t + shape.tgt));
                        n_places.src += probability * (shape.src - 1) as f32;
                        n_places.tgt += probability * (shape.tgt - 1) as f32;
                    }
                }
            }
        }
        BySide { src: src.cost(n_ends.src, n_places.src), tgt: tgt.cost(n_ends.tgt, n_places.tgt) }
    }

    /// Returns what a bead pays for the ends that it reaches over, in nats.
    #[must_use]
    pub fn score(&self, bead: &Bead, costs: Costs) -> f32 {
        costs.src * self.breaks.src.inside(&bead.src())
            + costs.tgt * self.breaks.tgt.inside(&bead.tgt())
    }
}

#[cfg(test)]
mod tests {
    use super::super::search::{IMPOSSIBLE, N_SHAPES, Scores};
    use super::*;
    use crate::align::{Options, align};
    use crate::lang::LangPair;
    use crate::model::builtin;

    /// Returns the costs when the expected beads are `beads`, over segments of these paragraphs
    /// and as many of the target as the beads need.
    fn costs(src: &[usize], tgt: &[usize], beads: &[Bead]) -> Costs {
        let n_tgt = beads.last().map_or(0, |bead| bead.tgt().end);
        let corridor = Corridor::whole(src.len(), n_tgt);
        let mut scores = vec![[IMPOSSIBLE; N_SHAPES]; corridor.n_points()];
        for bead in beads {
            let point = corridor.point(bead.src().start, bead.tgt().start).unwrap();
            let shape = SHAPES.iter().position(|shape| *shape == bead.shape()).unwrap();
            scores[point][shape] = 0;
        }
        let scores = Scores::new(scores, -100_000, -100_000);
        let likely = Posteriors::new(&corridor, &scores, 1.0);
        let numbers = BySide { src, tgt };
        Paragraphs::new(numbers, src.len(), n_tgt).costs(&corridor, &likely)
    }

    fn bead(src: Range<usize>, tgt: Range<usize>) -> Bead {
        Bead::new(src, tgt).unwrap()
    }

    #[test]
    fn reaching_over_an_end_costs_unless_the_text_does_so_all_the_time() {
        let inside: Vec<Bead> = (0..20).map(|at| bead(2 * at..2 * at + 2, at..at + 1)).collect();
        let two_each: Vec<usize> = (0..40).map(|at| at / 2).collect();
        let shifted: Vec<usize> = (0..40).map(|at: usize| at.div_ceil(2)).collect();
        let keeps = costs(&two_each, &[], &inside);
        let cuts_anew = costs(&shifted, &[], &inside);
        assert!(keeps.src < -3.0 && cuts_anew.src == 0.0, "{keeps:?} {cuts_anew:?}");
        assert!(keeps.tgt.abs() < 1e-6, "nobody knows the paragraphs of the target");
    }

    #[test]
    fn one_paragraph_has_no_end_to_reach_over() {
        let joined = [bead(0..2, 0..1), bead(2..3, 1..2)];
        assert_eq!(Costs::default(), costs(&[1, 1, 1], &[1, 1], &joined));
    }

    #[test]
    fn a_bead_pays_for_each_end_on_each_side() {
        let paragraphs = Paragraphs::new(BySide { src: &[1, 2, 2, 3], tgt: &[7, 8] }, 4, 2);
        let costs = Costs { src: -1.0, tgt: -10.0 };
        for (src, tgt, wanted) in
            [(0..1, 0..1, 0.0), (1..3, 0..1, 0.0), (0..2, 0..1, -1.0), (0..4, 0..2, -12.0)]
        {
            let paid = paragraphs.score(&bead(src.clone(), tgt), costs);
            assert!((wanted - paid).abs() < 1e-6, "{src:?}: {paid}");
        }
    }

    #[test]
    fn a_line_of_contents_that_the_translation_lacks_is_left_out() {
        let src =
            ["Sommaire", "Le port", "La forêt", "Le port", "Il pleut.", "La forêt", "Il neige."];
        let tgt = ["The harbor", "It rains.", "The forest", "It snows."];
        let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
        let (of_src, of_tgt): (Vec<usize>, Vec<usize>) = ((0..7).collect(), (0..4).collect());
        let beads = |paragraphs| -> Vec<String> {
            let options = Options { paragraphs, ..Options::default() };
            let aligned = align(&src, &tgt, &model, &options);
            aligned.alignment.beads().iter().map(|scored| scored.bead.to_string()).collect()
        };
        let known = beads(BySide { src: &of_src, tgt: &of_tgt });
        assert_eq!(["0:", "1:", "2:", "3:0", "4:1", "5:2", "6:3"], known[..]);
        assert_ne!(known, beads(BySide::default()));
    }
}
