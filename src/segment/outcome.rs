//! Makes segments, and decisions for whoever asks why, of the places of a text.
//!
//! The spans of the segments tile the text; what a segment says is its span on one
//! line.

use super::chars::{is_blank, is_line_break};
use super::kind::Kind;
use super::place::Place;
use std::ops::Range;

/// A sentence, a heading or a list item of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Segment {
    /// A name that stays when other segments change: `p3.s2` is the second
    /// segment of the third paragraph, `r3.s1` comes from the third row.
    pub id: String,
    /// The bytes of the text that the segment covers, white space around it
    /// included, so that the spans of a text's segments tile it.
    pub span: Range<usize>,
    /// The paragraph (or the row of a table), counting from 1.
    pub paragraph: usize,
    /// What it is.
    pub kind: Kind,
    /// What it says, on one line: white space around it taken off and inner
    /// line breaks turned into one space.
    pub text: String,
}

impl Segment {
    /// Returns the bytes of `text` that the segment covers, without the white space
    /// around it. `text` is what it was cut from.
    ///
    /// ```
    /// let text = "Il pleut.\n\nJe lis. ";
    /// let segments = enregard::segment(text, &enregard::Lang::FR);
    /// assert_eq!("Je lis.", &text[segments[1].ink(text)]);
    /// ```
    #[must_use]
    pub fn ink(&self, text: &str) -> Range<usize> {
        let covered = text.get(self.span.clone()).unwrap_or_default();
        let start = self.span.start + covered.len() - covered.trim_start_matches(is_blank).len();
        start..start + covered.trim_matches(is_blank).len()
    }
}

/// What was decided at a place where a segment might end, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decision {
    /// The first byte of what would be the next segment.
    pub at: usize,
    /// The last words before.
    pub before: String,
    /// The first words after.
    pub after: String,
    /// Whether a segment ends there.
    pub is_cut: bool,
    /// The rule that decided, in words.
    pub why: &'static str,
}

pub(super) fn collect(
    text: &str,
    body: &Range<usize>,
    places: &[Place],
    name: impl Fn(usize, usize) -> String,
) -> Vec<Segment> {
    let mut cuts = places.iter().filter(|place| place.is_cut).peekable();
    let mut segments: Vec<Segment> = Vec::with_capacity(places.len());
    let (mut paragraph, mut number) = (0, 0);
    while let Some(cut) = cuts.next() {
        number = if cut.paragraph == paragraph { number + 1 } else { 1 };
        paragraph = cut.paragraph;
        let start = if segments.is_empty() { body.start } else { cut.at };
        let end = cuts.peek().map_or(body.end, |next| next.at);
        segments.push(Segment {
            id: name(paragraph, number),
            span: start..end,
            paragraph,
            kind: cut.kind,
            text: match &text[start..end] {
                text if cut.is_broken => one_line(text),
                text => text.trim_matches(is_blank).to_owned(),
            },
        });
    }
    segments
}

/// Returns the id of a segment.
pub(super) fn name(paragraph: usize, number: usize) -> String {
    let paragraph = numbered("p".to_owned(), paragraph);
    numbered(paragraph + ".s", number)
}

/// Puts a number after a name. `format!` takes as long as cutting the sentence does.
pub(super) fn numbered(mut name: String, number: usize) -> String {
    let n_digits = number.checked_ilog10().unwrap_or(0);
    let digits = (0..=n_digits).rev().map(|place| number / 10_usize.pow(place) % 10);
    name.extend(digits.map(|digit| char::from(b"0123456789"[digit])));
    name
}

/// Returns a text on one line: no white space around it, one space for a line
/// break and the white space about it.
fn one_line(text: &str) -> String {
    let text = text.trim_matches(is_blank);
    if !text.contains(is_line_break) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for part in text.split(is_line_break).map(|part| part.trim_matches(is_blank)) {
        if !part.is_empty() && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// How many characters of context a decision shows on either side.
const CONTEXT_CHARS: usize = 30;

pub(super) fn decision(text: &str, body: &Range<usize>, place: &Place) -> Decision {
    let before = &text[body.start..place.at];
    let start = before.char_indices().rev().nth(CONTEXT_CHARS).map_or(0, |(at, _)| at);
    let after: String = text[place.at..body.end].chars().take(CONTEXT_CHARS).collect();
    Decision {
        at: place.at,
        before: one_line(&before[start..]),
        after: one_line(&after),
        is_cut: place.is_cut,
        why: place.rule.why,
    }
}
