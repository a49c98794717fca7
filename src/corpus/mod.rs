//! Work on whole bitexts: what differs between two of them, how far two people
//! agree, and one bitext out of two; a new version of a text, a stretch aligned
//! again, what lacks a translation.
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
//! `update` finds segments of an old version in a new one by their texts, hands on
//! what people decided and said, and aligns only what is new; `realign` aligns a
//! stretch between pairs that stay; `missing` says what lacks a translation, and
//! takes it in.
//!
//! The module is given bitexts; it knows no files and no clock.

mod agreement;
mod change;
mod comparison;
mod diff;
mod fields;
mod links;
mod merge;
mod missing;
mod notes;
mod part;
mod realign;
mod reconcile;
mod regions;
mod update;
mod wording;

#[cfg(test)]
mod tests;

pub use agreement::{Agreement, Overlap, agreement};
pub use change::Change;
pub use comparison::Comparison;
pub use diff::{Counts, Diff, Difference, diff};
pub use fields::FieldChange;
pub use merge::{Conflict, Merged, merge};
pub use missing::{
    Filled, Gap, Memory, NotTaken, Offer, Taken, keys, lacks_translation, missing, says_nothing,
    take,
};
pub use part::Part;
pub use realign::{Planned, Realigned, Unit, plan, realign};
pub use update::{CHANGED, Fate, Heir, NewTranslation, Tally, Task, Updated, update};
pub use wording::{Piece, moved_span, word_diff};
