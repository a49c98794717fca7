//! Every format: its name, its endings, and who reads and writes it.

use super::BitextFormat;
use super::format::Format;
#[cfg(feature = "parquet")]
use super::parquet;
use super::{
    csv, docx, epub, html, jsonl, ladder, markdown, moses, po, sketch, sniff, tei, tmx, tsv,
};
use super::{xces, xliff, xlsx};
use crate::error::{Error, Result};
use std::path::Path;

/// What there is to know of a format besides how it is written.
struct Entry {
    format: Format,
    /// The name, which `--format` takes.
    name: &'static str,
    /// What file names end in, the one we write first.
    endings: &'static [&'static str],
    codec: &'static dyn BitextFormat,
}

const fn entry(
    format: Format,
    name: &'static str,
    endings: &'static [&'static str],
    codec: &'static dyn BitextFormat,
) -> Entry {
    Entry { format, name, endings, codec }
}

/// Every format, in the order in which they are listed.
static ENTRIES: &[Entry] = &[
    entry(Format::Csv, "csv", &[".csv"], &csv::Csv),
    entry(Format::Tsv, "tsv", &[".tsv", ".tab"], &tsv::Tsv),
    entry(Format::Xlsx, "xlsx", &[".xlsx"], &xlsx::Xlsx),
    entry(Format::Docx, "docx", &[".docx"], &docx::Docx),
    entry(Format::Jsonl, "jsonl", &[".jsonl", ".ndjson"], &jsonl::Jsonl),
    #[cfg(feature = "parquet")]
    entry(Format::Parquet, "parquet", &[".parquet"], &parquet::Parquet),
    entry(Format::Tmx, "tmx", &[".tmx"], &tmx::Tmx),
    entry(
        Format::Xliff,
        "xliff",
        &[".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"],
        &xliff::Xliff12,
    ),
    entry(Format::Xliff2, "xliff2", &[".xlf2", ".xliff2"], &xliff::Xliff21),
    entry(Format::Po, "po", &[".po", ".pot"], &po::Po),
    entry(Format::Moses, "moses", &[".moses"], &moses::Moses),
    entry(Format::Ladder, "ladder", &[".ladder"], &ladder::Ladder),
    entry(Format::Opus, "opus", &[".opus.xml"], &xces::Opus),
    entry(Format::Intertext, "intertext", &[".intertext.xml"], &xces::Intertext),
    entry(Format::Tei, "tei", &[".tei.xml", ".tei"], &tei::Tei),
    entry(Format::Sketch, "sketch", &[".sketch"], &sketch::Sketch),
    entry(Format::Markdown, "markdown", &[".md"], &markdown::Markdown),
    entry(Format::Html, "html", &[".html", ".htm"], &html::Html),
    entry(Format::Epub, "epub", &[".epub"], &epub::Epub),
];

impl Format {
    /// Returns every format, in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Format> {
        ENTRIES.iter().map(|entry| entry.format)
    }

    /// Returns the names of all formats, as messages list them.
    #[must_use]
    pub fn names() -> String {
        ENTRIES.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ")
    }

    fn entry(self) -> &'static Entry {
        ENTRIES.iter().find(|entry| entry.format == self).expect("every format has its entry")
    }

    /// Returns who reads and writes the format.
    pub(super) fn codec(self) -> &'static dyn BitextFormat {
        self.entry().codec
    }

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Returns what the names of such files end in, the usual ending first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        self.entry().endings
    }

    /// Returns the format of a name.
    ///
    /// # Errors
    ///
    /// There is no such format; the message lists those there are.
    pub fn by_name(name: &str) -> Result<Format> {
        let lower = name.trim().to_lowercase();
        let found = ENTRIES.iter().find(|entry| entry.name == lower);
        found.map(|entry| entry.format).ok_or_else(|| {
            Error::usage(format!("`{name}` is not a format; there are: {}", Format::names()))
                .hint("--format csv is what people edit")
        })
    }

    /// Returns the format that a file name asks for by how it ends; `.gz`
    /// behind it does not count.
    #[must_use]
    pub fn by_extension(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let has_ending = |entry: &&Entry| entry.endings.iter().any(|ending| name.ends_with(ending));
        ENTRIES.iter().find(has_ending).map(|entry| entry.format)
    }

    /// Tells whether the format is several files that belong together.
    #[must_use]
    pub fn is_several_files(self) -> bool {
        matches!(self, Format::Moses | Format::Opus | Format::Intertext)
    }

    /// Tells whether a pair of the format holds what checks found in it.
    #[must_use]
    pub fn holds_findings(self) -> bool {
        !self.is_several_files() && !matches!(self, Format::Ladder | Format::Docx)
    }

    /// Returns the format that some bytes seem to be of.
    #[must_use]
    pub fn by_content(bytes: &[u8]) -> Option<Format> {
        sniff::format_of(bytes)
    }
}
