//! Tells whether a row that was read from a file is one that a review can work with.
//!
//! A review's file may be damaged in a way that is still JSON. What would overflow or could not be told
//! apart on the page is found when the file is opened, where it can be said, and not in the middle of work.

use super::{Row, Span};

/// The page tells numbers apart up to here (JavaScript's safe integers).
const MAX_NUMBER: u64 = (1 << 53) - 1;

/// Texts are shorter than this, in bytes, and have fewer segments. By hand: a cell of a table is.
const MAX_TEXT: usize = 1 << 40;

impl Row {
    /// Returns what is wrong with the row; none if it is sound.
    #[must_use]
    pub fn flaw(&self) -> Option<&'static str> {
        let mut pieces = self.src.iter().chain(&self.tgt);
        let numbers = self.remarks.iter().map(|remark| remark.id);
        let mut numbers = numbers.chain(self.marks.iter().map(|mark| mark.id));
        let spans = self.remarks.iter().filter_map(|remark| remark.span.as_ref());
        let mut spans = spans.chain(self.marks.iter().map(|mark| &mark.span));
        let is_sound = |span: &Span| span.start <= span.end && span.end < MAX_TEXT;
        if self.key == 0 || self.key >= MAX_NUMBER || numbers.any(|n| n >= MAX_NUMBER) {
            Some("a number is out of range")
        } else if pieces.any(|piece| piece.n >= MAX_TEXT) {
            Some("a count of segments is out of range")
        } else if !spans.all(is_sound) {
            Some("the place of a remark or a mark is out of range")
        } else {
            None
        }
    }
}
