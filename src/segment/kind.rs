//! Names what a segment is.

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
