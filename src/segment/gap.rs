//! Reads the words on the two sides of a candidate and says what they look
//! like; what that means is for `rules` to say.

use super::candidates::Candidate;
use super::left::Left;
use super::right::{Right, Start};
use super::shape::Shape;

/// A candidate with the words around it.
#[derive(Debug)]
pub(super) struct Gap<'a> {
    pub(super) run: &'a Candidate,
    pub(super) left: Left<'a>,
    pub(super) right: Right<'a>,
}

impl<'a> Gap<'a> {
    /// Reads around `run`, not further back than the segment's start and not
    /// further on than `limit`.
    pub(super) fn read(
        text: &'a str,
        run: &'a Candidate,
        segment: usize,
        limit: usize,
        elides: bool,
    ) -> Gap<'a> {
        let said = &text[segment.min(run.start)..run.start];
        Gap {
            run,
            left: Left::read(said, elides),
            right: Right::read(text, run.next, limit, elides),
        }
    }

    /// Tells whether a small letter that may count items follows a word's full
    /// stop: `Il reste deux cas. a) …`.
    pub(super) fn opens_list(&self) -> bool {
        let is_after_word = matches!(self.left.shape, Shape::Word | Shape::Closed);
        let is_letter = self.right.start == Start::Lower && self.right.word.len() <= 4;
        is_after_word && is_letter && !self.right.opening.dash
    }
}
