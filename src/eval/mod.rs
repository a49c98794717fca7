//! Measures alignments and segmentations against gold.
//!
//! [`beads`] compares alignments as vecalign's scorer does (Thompson and Koehn
//! 2019), so that figures can be set beside published ones; [`boundaries`]
//! compares two ways to cut one text; [`texts`] finds which segments of two
//! bitexts are the same. All are counts first: figures of several
//! documents are pooled by adding the counts.

pub mod beads;
pub mod boundaries;
pub mod texts;

pub use beads::{Link, Report, compare};
pub use boundaries::compare_boundaries;

use std::fmt;
use std::ops::AddAssign;

/// How many of a number of things were right.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Ratio {
    /// How many were right.
    pub right: usize,
    /// How many there were.
    pub of: usize,
}

impl Ratio {
    /// Returns the share, from 0 to 1; 0 of nothing.
    #[must_use]
    pub fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.right as f64 / self.of as f64 }
    }
}

impl AddAssign for Ratio {
    fn add_assign(&mut self, other: Ratio) {
        self.right += other.right;
        self.of += other.of;
    }
}

/// Formats as `12/15`.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As one string, so that a width given by the caller is kept.
        f.pad(&format!("{}/{}", self.right, self.of))
    }
}

/// Precision and recall.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Figures {
    /// The share of what was found that is right.
    pub precision: Ratio,
    /// The share of what is right that was found.
    pub recall: Ratio,
}

impl Figures {
    /// Returns the harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision.value(), self.recall.value());
        let sum = precision + recall;
        if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum }
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        self.precision += other.precision;
        self.recall += other.recall;
    }
}
