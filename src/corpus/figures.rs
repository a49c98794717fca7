//! The figures of an aligned document, and what makes it suspicious.
//!
//! Of hundreds of documents nobody looks at each: those that were read in part,
//! have much on one side only, or do not translate each other come first.

use serde::{Deserialize, Serialize};

/// Less than this was read: too little. By hand.
const MIN_READ: usize = 70;

/// More than this share of the pairs has one side only: too much. A novel that was
/// translated whole has .02 to .1, an abridged one .3 and more (by hand).
const MAX_ONE_SIDED: f64 = 0.25;

/// A mean probability under this is that of texts that hardly fit. By hand.
const MIN_MEAN: f64 = 0.6;

/// What came of one document.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Figures {
    /// How many segments the source has.
    pub n_src: usize,
    /// How many the translation has.
    pub n_tgt: usize,
    /// How many pairs there are.
    pub n_pairs: usize,
    /// How many of them have one side only.
    pub n_one_sided: usize,
    /// How many are doubtful.
    pub n_doubtful: usize,
    /// The mean of the probabilities, if there are any.
    pub mean: Option<f64>,
    /// How many per cent of the source were read.
    pub read_src: usize,
    /// How many of the translation.
    pub read_tgt: usize,
    /// Whether hardly any words fit.
    pub is_unrelated: bool,
    /// Whether the source was the translation, and both were exchanged.
    pub is_swapped: bool,
    /// Whether blocks stand in another order.
    pub is_reordered: bool,
}

impl Figures {
    /// Returns the share of pairs that have one side only.
    #[must_use]
    pub fn one_sided(&self) -> f64 {
        if self.n_pairs == 0 { 0.0 } else { self.n_one_sided as f64 / self.n_pairs as f64 }
    }

    /// Returns why a person should look at the document.
    #[must_use]
    pub fn suspicions(&self) -> Vec<String> {
        let mut why = Vec::new();
        if self.is_unrelated {
            why.push("unrelated".to_owned());
        }
        if self.read_src.min(self.read_tgt) < MIN_READ {
            why.push("read in part".to_owned());
        }
        if self.one_sided() > MAX_ONE_SIDED {
            why.push("much on one side only".to_owned());
        }
        if self.mean.is_some_and(|mean| mean < MIN_MEAN) {
            why.push("low probabilities".to_owned());
        }
        if self.is_reordered {
            why.push("reordered".to_owned());
        }
        if self.is_swapped {
            why.push("swapped".to_owned());
        }
        why
    }

    /// Returns what documents are ordered by: the higher, the more suspicious. A
    /// document that only was exchanged is in order.
    #[must_use]
    pub fn suspicion(&self) -> f64 {
        let weight = |is: bool, weight: f64| if is { weight } else { 0.0 };
        let unread = 100 - self.read_src.min(self.read_tgt).min(100);
        weight(self.is_unrelated, 100.0)
            + weight(!self.suspicions().is_empty(), 10.0)
            + weight(self.is_reordered, 0.2)
            + unread as f64 / 100.0 * 2.0
            + self.one_sided()
            + (1.0 - self.mean.unwrap_or(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Figures {
        let (n_src, n_tgt, n_pairs) = (100, 100, 100);
        Figures {
            n_src,
            n_tgt,
            n_pairs,
            mean: Some(0.95),
            read_src: 100,
            read_tgt: 99,
            ..Figures::default()
        }
    }

    #[test]
    fn a_sound_document_is_not_suspicious() {
        assert!(sound().suspicions().is_empty());
    }

    #[test]
    fn unrelated_texts_come_before_what_was_read_in_part_and_that_before_sound_ones() {
        let unrelated = Figures { is_unrelated: true, ..sound() };
        let unread = Figures { read_tgt: 30, ..sound() };
        let one_sided = Figures { n_one_sided: 40, ..sound() };
        assert!(unrelated.suspicion() > unread.suspicion());
        assert!(unread.suspicion() > one_sided.suspicion());
        assert!(one_sided.suspicion() > sound().suspicion());
        assert_eq!(vec!["much on one side only"], one_sided.suspicions());
    }
}
