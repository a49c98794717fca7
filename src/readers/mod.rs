//! Reads documents: what is text, what is metadata.

pub mod txt;

use crate::text::Text;
use std::ops::Range;

/// A document: its text, the part of it to be segmented, what is said of it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The whole text as it was read.
    pub text: Text,
    /// The bytes of the text that are to be segmented; what stands before is
    /// metadata.
    pub body: Range<usize>,
    /// What the document says of itself (`date`: `2020-11`).
    pub metadata: Vec<(String, String)>,
}
