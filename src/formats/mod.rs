//! Bitexts in the formats of others: to bytes and back.
//!
//! One file a format, behind one trait, `BitextFormat`. A format is a way to
//! say what a pair is; it computes nothing, and knows neither files nor aligner.
//!
//! ```text
//! bytes ─BitextFiles─► PairReader ─Pair, Pair, …─► PairWriter ─► bytes of one or more files
//!                    └── head: languages, metadata, carried columns ──┘
//! ```
//!
//! Pairs pass one at a time, so that a million of them need no more memory than
//! the file that they are read from. A writer must know the head before the
//! first pair, and many formats say it last (a property that only the last unit
//! has is a column); a file is therefore walked through twice. The first walk
//! keeps nothing but the head, and refuses a bad file before anything is
//! written.
//!
//! Writing never fails: what a format has no place for is said in a finding.
//! Reading is strict about what a thing means and tolerant about how others
//! write it; errors have the line, or the entry of the archive.
//!
//! `docs/formats.md` has the table of what each format holds. [`segments`]
//! writes the segments of one text.

mod answers;
mod codec;
mod coded;
mod columns;
mod crossed;
mod csv;
pub mod csvw;
mod direction;
mod docx;
mod epub;
mod facing;
mod fields;
mod files;
mod format;
mod formula;
mod html;
mod inline;
mod jsonl;
pub mod ladder;
pub mod links;
mod losses;
mod markdown;
mod moses;
mod outlet;
#[cfg(feature = "parquet")]
mod parquet;
mod placeholders;
mod po;
mod properties;
mod put;
mod put_back;
mod reading;
mod records;
mod registry;
pub mod segments;
mod sketch;
mod sniff;
mod tei;
#[cfg(test)]
mod tests;
mod tmx;
mod tsv;
pub mod worksheet;
mod writing;
mod xces;
mod xliff;
mod xlsx;
mod xml;

pub use docx::is_bilingual_document;
pub use fields::not_left_over;
pub use files::{BitextFile, BitextFiles, Role};
pub use format::Format;
pub use formula::is_formula;
pub use outlet::FileBytes;
pub use put::PutBack;
pub use put_back::put_back;
pub use reading::{Loaded, Stream, read, read_files};
pub use writing::{Dialect, Options, Writer, Written, write, write_with};
pub use xces::documents;

use codec::{BitextFormat, Head, PairReader, PairWriter};
use losses::{Losses, metadata_finding};
use outlet::Outlet;

/// Parses Parquet as a child of the door of [`guard`](crate::guard); `file` names
/// it in messages.
///
/// # Errors
///
/// Stdin or stdout are gone.
#[cfg(feature = "parquet")]
pub fn answer(parser: crate::guard::Parser, file: &str) -> std::io::Result<()> {
    crate::guard::answer(parser, file, parquet::parse)
}

/// Says that this build reads no Parquet.
///
/// # Errors
///
/// Always.
#[cfg(not(feature = "parquet"))]
pub fn answer(_: crate::guard::Parser, _: &str) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
