//! Turns bytes into code points: the library counts the former, Python the latter.

use std::ops::Range;

/// Where something stands in a Python `str`: its first code point, and the one after
/// its last.
pub type Span = (usize, usize);

/// Counts the code points of a text once, as long as it is asked in order.
#[derive(Debug)]
pub struct Points<'t> {
    text: &'t str,
    byte: usize,
    point: usize,
    is_ascii: bool,
}

impl<'t> Points<'t> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'t str) -> Points<'t> {
        Points { text, byte: 0, point: 0, is_ascii: text.is_ascii() }
    }

    /// Returns the span of some bytes. To ask for bytes before those of the last time
    /// is slow; a place inside a character counts as its start.
    pub fn span(&mut self, bytes: &Range<usize>) -> Span {
        (self.point(bytes.start), self.point(bytes.end))
    }

    fn point(&mut self, byte: usize) -> usize {
        if self.is_ascii {
            return byte.min(self.text.len());
        }
        let byte = (0..=byte.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at));
        let byte = byte.unwrap_or_default();
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.point
    }
}
