//! Holds a run of text that layout takes as one.

use super::kind::Kind;
use super::reasons::Rule;
use std::ops::Range;

/// A run of text that layout takes as one.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) span: Range<usize>,
    /// Its block, counting from 1.
    pub(super) paragraph: usize,
    pub(super) kind: Kind,
    /// Why it does not belong to the unit before.
    pub(super) rule: &'static Rule,
    /// Whether a line break is inside.
    pub(super) is_broken: bool,
}
