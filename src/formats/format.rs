//! Names the formats, and knows nothing of what they are: every file of the room
//! may speak of a format, and only [`registry`](super::registry) of its codec.

/// A format of bitexts.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// Comma-separated values, the format that people edit.
    Csv,
    /// Tab-separated values, one pair a line.
    Tsv,
    /// A spreadsheet, for review.
    Xlsx,
    /// A table of Word, for revisers.
    Docx,
    /// JSON lines, one pair a line.
    Jsonl,
    /// Columns for machine learning.
    #[cfg(feature = "parquet")]
    Parquet,
    /// Translation Memory eXchange 1.4b.
    Tmx,
    /// XLIFF 1.2, and the dialects of Trados, memoQ and Phrase.
    Xliff,
    /// XLIFF 2.1; 2.0 and 2.2 are read.
    Xliff2,
    /// gettext's catalogs.
    Po,
    /// Two texts with a segment a line, as Moses and most toolkits take them.
    Moses,
    /// vecalign's notation of an alignment: `[0]:[0, 1]:0.9731`.
    Ladder,
    /// XCES stand-off links as OPUS has them, beside two texts.
    Opus,
    /// XCES stand-off links as `InterText` has them, beside two texts.
    Intertext,
    /// TEI P5 with stand-off links.
    Tei,
    /// The two columns that Sketch Engine takes.
    Sketch,
    /// A Markdown table.
    Markdown,
    /// A page with the texts facing each other.
    Html,
    /// An e-book with the texts facing each other.
    Epub,
}
