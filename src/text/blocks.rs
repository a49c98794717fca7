//! Names the parts of a text whose format says what they are.
//!
//! A plain text has none: its layout is all there is. Of a web page or a word
//! processor's file the reader knows the headings and the paragraphs, and
//! nobody has to guess them again.

use std::ops::Range;

/// What a block is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum BlockKind {
    /// A heading and its level, counting from 1 (the title of a document too).
    Heading(u8),
    /// A paragraph of running text.
    #[default]
    Paragraph,
    /// An item of a list, without the number or bullet that the format draws.
    ListItem,
    /// The text under a picture or over a table.
    Caption,
    /// A cell of a table.
    Cell,
    /// A footnote or an endnote.
    Note,
}

/// A run of text that belongs together, with no blank line inside.
///
/// A line break inside is one that the author wrote (`<br>`, Shift+Enter).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Block {
    /// The bytes of the text that it covers.
    pub span: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}
