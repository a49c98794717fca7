//! Learns a translator's habits: how often segments are left out or joined.
//!
//! Some translations omit a tenth of their source and some nothing; some split
//! every other sentence. What a shape costs should follow how often the document
//! has it, which its probabilities tell: one step of expectation and
//! maximization (Dempster, Laird and Rubin 1977) over the costs of one-sided,
//! 1:2, 2:1 and 2:2 beads, with a usual text as prior. The other shapes are too
//! rare to count.

use super::confidence::Counts;
use super::params::Params;
use super::search::{N_SHAPES, SHAPES, Scores, quantize};

/// What is added to the usual costs of shapes, in nats.
#[derive(Clone, Debug, PartialEq)]
pub struct Habits {
    /// To the first segment of a one-sided run.
    pub open: f32,
    /// To each two-sided shape.
    pub shapes: [f32; N_SHAPES],
}

impl Habits {
    /// Returns the habits that the expected beads show.
    #[must_use]
    pub fn of(counts: &Counts, params: &Params) -> Habits {
        let n_beads = counts.one_sided + counts.two_sided.iter().sum::<f32>();
        // How much more frequent something is than usual, in nats.
        let surplus = |count: f32, usual: f32, n_usual: f32| {
            libm::logf((count + n_usual * usual) / (n_beads + n_usual) / usual)
        };
        let open = params.follow_one_sided
            * surplus(counts.one_sided, params.usual_one_sided, params.usual_beads_one_sided);
        let mut shapes = [0.0; N_SHAPES];
        for ((added, shape), count) in shapes.iter_mut().zip(SHAPES).zip(counts.two_sided) {
            let usual = match (shape.src, shape.tgt) {
                (1, 2) | (2, 1) => params.usual_one_two,
                (2, 2) => params.usual_two_two,
                _ => continue,
            };
            *added = params.follow_shapes * surplus(count, usual, params.usual_beads_shapes);
        }
        Habits { open, shapes }
    }

    /// Adds the habits to scores, in the place of those that were added before.
    pub fn add_to(&self, scores: &mut Scores) {
        scores.add(self.shapes.map(quantize), quantize(self.open));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(one_one: f32, one_two: f32, one_sided: f32) -> Counts {
        let mut counts = Counts { one_sided, ..Counts::default() };
        (counts.two_sided[0], counts.two_sided[1]) = (one_one, one_two);
        counts
    }

    #[test]
    fn a_translator_who_omits_more_than_usual_makes_omissions_cheaper() {
        let params = Params::default();
        let faithful = Habits::of(&counts(1000.0, 70.0, 0.0), &params);
        let abridging = Habits::of(&counts(1000.0, 70.0, 200.0), &params);
        assert!(faithful.open < 0.0 && abridging.open > 1.0, "{faithful:?} {abridging:?}");
    }

    #[test]
    fn a_short_text_says_little() {
        let params = Params::default();
        let short = Habits::of(&counts(2.0, 0.0, 1.0), &params);
        let long = Habits::of(&counts(200.0, 0.0, 100.0), &params);
        assert!(short.open < long.open);
        let nothing = Habits::of(&Counts::default(), &params);
        assert!(nothing.open.abs() < 1e-6 && nothing.shapes.iter().all(|added| added.abs() < 1e-6));
    }

    #[test]
    fn shapes_that_are_not_counted_keep_their_cost() {
        let habits = Habits::of(&counts(10.0, 50.0, 0.0), &Params::default());
        assert!(habits.shapes[1] > 0.0, "{habits:?}");
        assert!(habits.shapes[0] == 0.0 && habits.shapes[20] == 0.0);
    }
}
