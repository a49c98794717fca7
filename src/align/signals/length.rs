//! Length as a signal: translations are about as long as their originals.
//!
//! Gale and Church (1993) in characters that are not white space, with a wider
//! variance and a cap: legal and technical texts have pairs of very unequal
//! length, and no length alone should break a pair that words hold together.

use crate::align::params::Params;
use std::ops::Range;

/// Characters added to a pair's length in the variance, so that short segments
/// may differ much. By hand (prototype, November 2026: cap and addition gain
/// .011 on laws).
const EXTRA_LEN: f32 = 11.0;

/// How many characters of the document the model's ratio is worth against the
/// document's own. By hand: omissions move the document's ratio, some pages
/// outweigh the prior.
const PRIOR_LEN: f32 = 5000.0;

/// The lengths of all runs, as prefix sums.
#[derive(Debug)]
pub struct Lengths {
    src: Vec<f32>,
    tgt: Vec<f32>,
    /// Target characters for a source character.
    ratio: f32,
    variance: f32,
    max_cost: f32,
}

impl Lengths {
    /// Returns the lengths of two sides, given each segment's in characters.
    #[must_use]
    pub fn new(src: &[f32], tgt: &[f32], model_ratio: f32, params: &Params) -> Lengths {
        let (src_total, tgt_total): (f32, f32) = (src.iter().sum(), tgt.iter().sum());
        let ratio = (tgt_total + PRIOR_LEN * model_ratio) / (src_total + PRIOR_LEN);
        Lengths {
            src: prefix_sums(src),
            tgt: prefix_sums(tgt),
            ratio,
            variance: params.variance,
            max_cost: params.max_length_cost,
        }
    }

    /// Returns the score of pairing two runs, in nats: 0 at best.
    #[must_use]
    pub fn score(&self, src: Range<usize>, tgt: Range<usize>) -> f32 {
        let expected = self.ratio * (self.src[src.end] - self.src[src.start]);
        let found = self.tgt[tgt.end] - self.tgt[tgt.start];
        let variance = self.variance * (f32::midpoint(expected, found) + EXTRA_LEN);
        -((found - expected).powi(2) / variance / 2.0).min(self.max_cost)
    }
}

fn prefix_sums(lengths: &[f32]) -> Vec<f32> {
    let mut sums = vec![0.0];
    for length in lengths {
        sums.push(sums[sums.len() - 1] + length);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lengths_cost_nothing_and_unequal_ones_at_most_the_cap() {
        let lengths = Lengths::new(&[50.0, 900.0], &[50.0, 2.0], 1.0, &Params::default());
        let ratio = lengths.ratio;
        assert!((0.8..1.0).contains(&ratio));
        assert!(lengths.score(0..1, 0..1) > -0.2);
        assert!((lengths.score(1..2, 1..2) + lengths.max_cost).abs() < 1e-6);
    }
}
