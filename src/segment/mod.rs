//! Cuts a text into segments.

use std::ops::Range;

/// What a segment is.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Kind {
    /// A title standing on its own.
    Heading,
    /// A sentence of running text.
    #[default]
    Sentence,
    /// An item of a list, its mark included.
    ListItem,
    /// A line of verse.
    Verse,
    /// The line under a picture or over a table.
    Caption,
}

impl Kind {
    /// Returns the name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Heading => "heading",
            Kind::Sentence => "sentence",
            Kind::ListItem => "list item",
            Kind::Verse => "verse line",
            Kind::Caption => "caption",
        }
    }
}

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
