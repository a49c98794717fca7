//! Says how a text is to be cut.

/// What becomes of sentences inside a quotation.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Quotes {
    /// They are segments like any other.
    #[default]
    Split,
    /// They stay in one segment with the quotation, if it is not too long.
    Keep,
}

/// How to cut.
#[derive(Clone, Debug)]
pub struct Options {
    /// What becomes of sentences inside a quotation.
    pub quotes: Quotes,
    /// Whether layout is searched for headings and captions.
    pub headings: bool,
    /// Abbreviations that never end a segment, besides the known ones.
    pub abbreviations: Vec<String>,
    /// Which way doubtful places fall: 1 cuts at those that are doubtful, 2 at
    /// the unlikely ones too; -1 and -2 leave out cuts in the same way.
    pub bias: i32,
}

impl Default for Options {
    fn default() -> Options {
        Options { quotes: Quotes::Split, headings: true, abbreviations: Vec::new(), bias: 0 }
    }
}
