//! XML in and out, as the XML formats here need it.
//!
//! Out: every character that XML 1.0 allows comes back from a parser as it was,
//! line ends and white space in attributes included; what it forbids is left
//! out and counted.
//!
//! In: elements, texts and the predefined entities. Entities that a file
//! defines itself are refused, since they may grow without bound or name other
//! files; a document type is let be and never fetched. Names are local names:
//! prefixes differ from tool to tool. Where an element stands in the file is
//! known, by which a review is put back into it.

mod inlined;
mod reading;
#[cfg(test)]
mod tests;
mod writing;

pub(super) use inlined::{Inline, Inlined, Spot};
pub(super) use reading::{Element, Node, XmlReader};
pub(super) use writing::XmlWriter;

/// Tells whether a character may stand in XML 1.0 (production 2, `Char`).
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Tells whether nothing of a text is left in XML.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || !is_allowed(c))
}

/// Returns a text as XML, without what XML forbids.
pub(super) fn escaped(text: &str) -> String {
    writing::escape(text).0
}
