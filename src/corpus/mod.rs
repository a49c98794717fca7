//! Work on whole bitexts: what differs between two of them, how far two people
//! agree, and one bitext out of two.
//!
//! ```text
//! A ─┐                        ┌─ diff       what changed, pair by pair
//!    ├─ links ─► regions ─────┼─ agreement  kappa, F1 of links and beads
//! B ─┘                        └─ merge      one bitext and its conflicts
//! ```
//!
//! `links` finds which pairs of two bitexts hold the same segments: by the
//! segments' ids, and by their texts where ids are missing or wrong. Pairs that
//! are linked on either side, directly or through others, are one region: the
//! smallest block in which both bitexts cover the same segments. A region of
//! one pair in each is the same bead, whose fields are compared; any other
//! region is a change of structure (a split, a merger …).
//!
//! Scores are computed and not decided: that two bitexts differ in them only is
//! no difference.
//!
//! The module is given bitexts; it knows no files, no clock and no models.

mod agreement;
mod comparison;
mod diff;
mod fields;
mod links;
mod merge;
mod part;
mod reconcile;
mod regions;
mod wording;

#[cfg(test)]
mod tests;

pub use agreement::{Agreement, Overlap, agreement};
pub use comparison::Comparison;
pub use diff::{Change, Counts, Diff, Difference, diff};
pub use fields::FieldChange;
pub use merge::{Conflict, Merged, merge};
pub use part::Part;
pub use wording::{Piece, word_diff};
