//! Writes a bitext in any format, whole or a pair at a time.

use super::outlet::{FileBytes, Outlet};
use super::{Format, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::notice::Notice;

/// What a writer made.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// The files beside it, with the ends of their names (`.fr`).
    pub others: Vec<FileBytes>,
    /// What the format has no place for.
    pub findings: Vec<Notice>,
}

/// For whom a file is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Dialect {
    /// For everybody, as the standards say.
    #[default]
    Standard,
    /// For Excel in Europe: a byte order mark, and `;` between cells. Only CSV
    /// differs.
    Excel,
}

/// How to write.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Options {
    /// For whom.
    pub dialect: Dialect,
    /// The name of the file, and without its ending: by these, files that stand
    /// beside each other name one another.
    pub name: String,
    /// The name of the file without its ending.
    pub stem: String,
    /// Whether files may stand beside the main one, if it needs none.
    pub beside: bool,
    /// Whether pairs without one of their sides are written where that is
    /// allowed but makes tools stumble (TMX).
    pub one_sided: bool,
    /// What the languages are called, if not by their tags (`fr-FR`, `en-GB`).
    pub lang_codes: Option<(String, String)>,
    /// Whether what Moses takes for markup (`|`, `[`, `&` …) is escaped.
    pub moses_escape: bool,
    /// When the file says it was made, in ISO 8601, if it is to say so (EPUB).
    pub made: Option<String>,
}

impl Options {
    /// Returns what the languages of a bitext are to be called.
    pub(super) fn codes(&self, bitext: &Bitext) -> (String, String) {
        let tags = || (bitext.langs.src.tag().to_owned(), bitext.langs.tgt.tag().to_owned());
        self.lang_codes.clone().unwrap_or_else(tags)
    }
}

/// Writes a bitext. A ladder is counted from the pairs; [`ladder::write`](super::ladder::write)
/// writes that of an alignment.
#[must_use]
pub fn write(bitext: &Bitext, format: Format, dialect: Dialect) -> Written {
    write_with(
        bitext,
        format,
        &Options { dialect, stem: "bitext".to_owned(), ..Options::default() },
    )
}

/// Writes a bitext as the options say.
#[must_use]
pub fn write_with(bitext: &Bitext, format: Format, options: &Options) -> Written {
    let mut writer = Writer::new(bitext, format, options);
    for pair in &bitext.pairs {
        writer.pair(pair);
    }
    let (files, findings) = writer.finish();
    let (main, others): (Vec<FileBytes>, _) =
        files.into_iter().partition(|file| file.ending.is_empty());
    let bytes = main.into_iter().next().map(|file| file.bytes).unwrap_or_default();
    Written { bytes, others, findings }
}

/// Writes a bitext a pair at a time.
pub struct Writer {
    outlet: Outlet,
    pairs: Box<dyn PairWriter>,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("outlet", &self.outlet).finish_non_exhaustive()
    }
}

impl Writer {
    /// Starts to write. Of `bitext` the pairs are not looked at.
    #[must_use]
    pub fn new(bitext: &Bitext, format: Format, options: &Options) -> Writer {
        let outlet = Outlet::default();
        let pairs = format.codec().writer(bitext, options, &outlet);
        Writer { outlet, pairs }
    }

    /// Writes a pair.
    pub fn pair(&mut self, pair: &Pair) {
        self.pairs.pair(pair);
    }

    /// Takes away what has been written since the last time.
    pub fn take(&mut self) -> Vec<FileBytes> {
        self.outlet.take()
    }

    /// Ends the files. Returns what has not been taken away yet, and what the
    /// format has no place for.
    #[must_use]
    pub fn finish(self) -> (Vec<FileBytes>, Vec<Notice>) {
        let findings = self.pairs.finish();
        (self.outlet.take(), findings)
    }
}
