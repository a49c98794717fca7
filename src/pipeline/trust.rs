//! Weighs by the words whether ids pair what belongs together.
//!
//! Pairs by the ids of another text, or by a running number, look like any other
//! pairs. Their words tell: how much better than chance they explain each other is
//! added up over the pairs, and over those that the aligner makes of the rows as
//! they stand. Right ids are worth as much as the aligner's pairs, or much more
//! where rows are out of order.

use super::question::{Question, runs_of_rows};
use crate::align::{Options, align, explained};
use crate::bead::Bead;
use crate::pairing::Matching;
use std::ops::Range;

/// Pairs whose words explain each other at least so well, in nats, need no
/// comparison. Translations have 20 and more a pair, other texts -3 (see
/// `pipeline::UNRELATED`). By hand.
const BEYOND_DOUBT: f64 = 6.0;

/// … if so many of the pairs are better than chance. By hand: a shift by one from
/// the middle on leaves half of them right.
const MIN_GOOD: f64 = 0.9;

/// Keys are believed if their pairs are worth this share of the aligner's. By hand:
/// labels of one word are weak evidence.
const MIN_SHARE_OF_KEYS: f64 = 0.7;

/// The same for bare numbers, which two people may have counted each for himself.
const MIN_SHARE_OF_NUMBERS: f64 = 0.9;

/// A difference of so many nats is a matter of luck: two or three words. By hand.
const LUCK: f64 = 12.0;

/// What the words of pairs are worth.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    /// In nats, over all pairs.
    pub sum: f64,
    n_pairs: usize,
    n_good: usize,
}

impl Weight {
    fn is_beyond_doubt(&self) -> bool {
        self.n_pairs > 0
            && self.sum >= BEYOND_DOUBT * self.n_pairs as f64
            && self.n_good as f64 >= MIN_GOOD * self.n_pairs as f64
    }
}

/// Weighs ways to pair the two sides of a question.
pub(super) struct Trust<'a> {
    question: &'a Question<'a>,
    src: Vec<&'a str>,
    tgt: Vec<&'a str>,
    runs: Vec<Range<usize>>,
}

impl<'a> Trust<'a> {
    pub(super) fn new(question: &'a Question<'a>) -> Trust<'a> {
        let n_rows = question.tgt.table().map_or(0, |table| table.rows.len());
        Trust {
            question,
            src: question.src.iter().map(|segment| segment.text.as_str()).collect(),
            tgt: question.tgt_segments.iter().map(|segment| segment.text.as_str()).collect(),
            runs: runs_of_rows(question.tgt_segments, n_rows),
        }
    }

    /// Tells whether the words do not speak against a matching.
    pub(super) fn bears_out(&self, matching: &Matching, are_numbers: bool) -> bool {
        let weight = self.weigh(matching);
        if weight.is_beyond_doubt() {
            return true;
        }
        let aligned = self.weigh_aligned(None).sum;
        let share = if are_numbers { MIN_SHARE_OF_NUMBERS } else { MIN_SHARE_OF_KEYS };
        weight.sum >= share * aligned || weight.sum + LUCK >= aligned
    }

    /// Weighs the pairs of a matching.
    pub(super) fn weigh(&self, matching: &Matching) -> Weight {
        let beads: Vec<Bead> = matching.beads(&self.runs);
        self.weight(&self.tgt, &beads)
    }

    /// Weighs the pairs that the aligner makes of the rows, in another order if one
    /// is given.
    pub(super) fn weigh_aligned(&self, order: Option<&[usize]>) -> Weight {
        let tgt: Vec<&str> = match order {
            None => self.tgt.clone(),
            Some(order) => {
                order.iter().flat_map(|row| &self.tgt[self.runs[*row].clone()]).copied().collect()
            }
        };
        let model = self.question.model;
        let aligned = align(&self.src, &tgt, model, &Options::default());
        let beads: Vec<Bead> =
            aligned.alignment.beads().iter().map(|scored| scored.bead.clone()).collect();
        self.weight(&tgt, &beads)
    }

    fn weight(&self, tgt: &[&str], beads: &[Bead]) -> Weight {
        let gains = explained(&self.src, tgt, beads, self.question.model);
        let mut weight = Weight::default();
        for (bead, gain) in beads.iter().zip(gains) {
            if !bead.is_one_sided() {
                weight.sum += gain;
                weight.n_pairs += 1;
                weight.n_good += usize::from(gain > 0.0);
            }
        }
        weight
    }
}
