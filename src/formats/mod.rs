//! Bitexts in the formats of others: to bytes and back.
//!
//! One file a format, behind one trait, `BitextFormat`. A format is a way to
//! say what a pair is; it computes nothing, and knows neither files nor aligner.
//!
//! ```text
//! bytes ─Input─► PairReader ─Pair, Pair, …─► PairWriter ─► bytes of one or more files
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

mod csv;
pub mod csvw;
mod epub;
mod facing;
mod html;
mod input;
mod jsonl;
pub mod ladder;
mod markdown;
mod moses;
mod outlet;
#[cfg(feature = "parquet")]
mod parquet;
mod po;
mod properties;
mod records;
pub mod segments;
mod sketch;
mod tei;
mod tmx;
mod tsv;
pub mod worksheet;
mod xces;
mod xliff;
mod xlsx;
mod xml;

pub use input::{Input, InputFile, Role};
pub use outlet::FileBytes;
pub use records::not_left_over;
pub use xces::documents;

use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::lang::LangPair;
use outlet::Outlet;
use std::path::Path;

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
    /// JSON lines, one pair a line.
    Jsonl,
    /// Columns for machine learning.
    #[cfg(feature = "parquet")]
    Parquet,
    /// Translation Memory eXchange 1.4b.
    Tmx,
    /// XLIFF 1.2.
    Xliff,
    /// XLIFF 2.1.
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

/// How one format is read and written, a pair at a time.
trait BitextFormat: Sync {
    /// Starts to read. What is known before the first pair goes into the head.
    ///
    /// # Errors
    ///
    /// The input is not of this format, or the format is written only.
    fn reader<'a>(&self, input: &'a Input, head: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let _ = head;
        let message = "this format is written for readers and cannot be read back";
        Err(Error::usage(message)
            .at(Place::file(input.name()))
            .hint("give the bitext as csv, jsonl, tmx, xliff or another format with all its data"))
    }

    /// Starts to write a bitext, of which the pairs will follow.
    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter>;
}

/// Reads one pair after the other.
trait PairReader {
    /// Returns the next pair, or none at the end. Its carried cells stand in
    /// the order of the head's carried headers, and may be fewer.
    ///
    /// # Errors
    ///
    /// What is there is no pair; the message has its place.
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>>;
}

/// Writes one pair after the other.
trait PairWriter {
    /// Writes a pair.
    fn pair(&mut self, pair: &Pair);

    /// Ends the files and says what they have no place for.
    fn finish(self: Box<Self>) -> Vec<Finding>;
}

/// What a reader learns beside the pairs.
#[derive(Clone, Debug)]
struct Head {
    /// The bitext without its pairs.
    bitext: Bitext,
    /// What is odd in the file.
    findings: Vec<Finding>,
}

impl Head {
    fn new(languages: &LangPair) -> Head {
        let bitext = Bitext {
            langs: languages.clone(),
            metadata: Vec::new(),
            carried_headers: Vec::new(),
            pairs: Vec::new(),
        };
        Head { bitext, findings: Vec::new() }
    }

    /// Puts a value into a carried column, which is new if nobody had it yet.
    fn carry(&mut self, pair: &mut Pair, header: &str, value: String) {
        let headers = &mut self.bitext.carried_headers;
        let column = headers.iter().position(|known| known == header).unwrap_or_else(|| {
            headers.push(header.to_owned());
            headers.len() - 1
        });
        pair.carried.resize(pair.carried.len().max(column + 1), String::new());
        pair.carried[column] = value;
    }
}

/// What a writer made.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// The files beside it, with the ends of their names (`.fr`).
    pub others: Vec<FileBytes>,
    /// What the format has no place for.
    pub findings: Vec<Finding>,
}

/// What a reader made.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The bitext.
    pub bitext: Bitext,
    /// What is odd in the file.
    pub findings: Vec<Finding>,
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
}

impl Options {
    /// Returns what the languages of a bitext are to be called.
    fn codes(&self, bitext: &Bitext) -> (String, String) {
        let tags = || (bitext.langs.src.tag().to_owned(), bitext.langs.tgt.tag().to_owned());
        self.lang_codes.clone().unwrap_or_else(tags)
    }
}

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
            Error::usage(format!("`{name}` is no format; there are: {}", Format::names()))
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

    /// Returns the format that some bytes seem to be of.
    #[must_use]
    pub fn by_content(bytes: &[u8]) -> Option<Format> {
        input::format_of(bytes)
    }
}

/// Writes a bitext. A ladder is counted from the pairs; [`ladder::write`]
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
        let pairs = format.entry().codec.writer(bitext, options, &outlet);
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
    pub fn finish(self) -> (Vec<FileBytes>, Vec<Finding>) {
        let findings = self.pairs.finish();
        (self.outlet.take(), findings)
    }
}

/// Reads a bitext from one file. `file` names it in messages.
///
/// # Errors
///
/// The file is not of that format, which the message says with the line; or the
/// format is written only, or wants more than one file.
pub fn read(bytes: &[u8], file: &str, format: Format, languages: &LangPair) -> Result<Loaded> {
    let main = InputFile { role: Role::Main, name: file.to_owned(), bytes: bytes.to_vec() };
    read_input(&Input::new(vec![main], format)?, languages)
}

/// Reads a bitext from all its files.
///
/// # Errors
///
/// The files are not what they should be, which the message says with the line.
pub fn read_input(input: &Input, languages: &LangPair) -> Result<Loaded> {
    let mut head = Head::new(languages);
    head.findings.extend(input.findings().iter().cloned());
    let mut reader = input.format().entry().codec.reader(input, &mut head)?;
    let mut pairs = Vec::new();
    while let Some(pair) = reader.next_pair(&mut head)? {
        pairs.push(pair);
    }
    let n_carried = head.bitext.carried_headers.len();
    for pair in &mut pairs {
        pair.carried.resize(n_carried, String::new());
    }
    Ok(Loaded { bitext: Bitext { pairs, ..head.bitext }, findings: head.findings })
}

/// A bitext that is read a pair at a time.
pub struct Stream<'a> {
    head: Head,
    /// How many pairs there are.
    n_pairs: usize,
    pairs: Box<dyn PairReader + 'a>,
}

impl std::fmt::Debug for Stream<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("head", &self.head).finish_non_exhaustive()
    }
}

impl<'a> Stream<'a> {
    /// Walks through the input once, and stands at its first pair again.
    ///
    /// # Errors
    ///
    /// As for [`read_input`].
    pub fn new(input: &'a Input, languages: &LangPair) -> Result<Stream<'a>> {
        let codec = input.format().entry().codec;
        let mut head = Head::new(languages);
        head.findings.extend(input.findings().iter().cloned());
        let mut reader = codec.reader(input, &mut head)?;
        let mut n_pairs = 0;
        while reader.next_pair(&mut head)?.is_some() {
            n_pairs += 1;
        }
        let pairs = codec.reader(input, &mut head.clone())?;
        Ok(Stream { head, n_pairs, pairs })
    }

    /// Returns the bitext without its pairs.
    #[must_use]
    pub fn bitext(&self) -> &Bitext {
        &self.head.bitext
    }

    /// Returns what is odd in the input.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.head.findings
    }

    /// Returns how many pairs there are.
    #[must_use]
    pub fn n_pairs(&self) -> usize {
        self.n_pairs
    }

    /// Returns the next pair.
    ///
    /// # Errors
    ///
    /// None that the first walk has not met.
    pub fn next_pair(&mut self) -> Result<Option<Pair>> {
        let mut pair = self.pairs.next_pair(&mut self.head)?;
        if let Some(pair) = &mut pair {
            pair.carried.resize(self.head.bitext.carried_headers.len(), String::new());
        }
        Ok(pair)
    }
}

/// What a format has no place for, counted while pairs pass.
#[derive(Clone, Debug, Default)]
struct Losses(Vec<(&'static str, usize)>);

impl Losses {
    /// Counts something that is lost, if it is.
    fn count(&mut self, what: &'static str, is_lost: bool) {
        if is_lost {
            self.add(what, 1);
        }
    }

    fn add(&mut self, what: &'static str, n: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += n,
            None if n > 0 => self.0.push((what, n)),
            None => {}
        }
    }

    /// Says what was lost.
    fn findings(self, format: &str) -> Vec<Finding> {
        let said = |(what, n)| format!("{format} has no place for {what}: {n}");
        self.0.into_iter().map(|loss| Finding::info("format", said(loss))).collect()
    }

    /// Counts what people and programs say of a pair besides its two texts.
    fn annotations(&mut self, pair: &Pair) {
        self.count("statuses", pair.status != crate::bitext::Status::Auto);
        self.count("comments", !pair.comment.is_empty());
        self.count("reviewers", !pair.reviewer.is_empty());
        self.count("findings", !pair.findings.is_empty());
        self.count("carried cells", pair.carried.iter().any(|cell| !cell.is_empty()));
    }
}

/// Says that a format has no place for what is known of the document.
fn metadata_finding(bitext: &Bitext, format: &str) -> Option<Finding> {
    let names: Vec<&str> = bitext.metadata.iter().map(|(name, _)| name.as_str()).collect();
    let message = format!("{format} has no place for metadata: {}", names.join(", "));
    (!names.is_empty()).then(|| Finding::info("format", message))
}

#[cfg(test)]
mod tests {
    use super::xml::is_allowed;
    use super::*;
    use crate::bead::Shape;
    use crate::bitext::{Pair, Status};
    use crate::segment::Kind;
    use proptest::prelude::*;

    /// Returns a file of an input with several.
    pub(in crate::formats) fn file(role: Role, name: &str, content: &str) -> InputFile {
        InputFile { role, name: name.to_owned(), bytes: content.as_bytes().to_vec() }
    }

    pub(in crate::formats) fn languages() -> LangPair {
        LangPair::FR_EN
    }

    pub(in crate::formats) fn bitext(pairs: Vec<Pair>) -> Bitext {
        Bitext { langs: LangPair::FR_EN, metadata: Vec::new(), carried_headers: Vec::new(), pairs }
    }

    /// A title, a bead that crosses with the next one, and an omission.
    pub(in crate::formats) fn example() -> Bitext {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let pairs = vec![
            Pair {
                id: "p1.s1".into(),
                shape: Shape { src: 1, tgt: 2 },
                src: "Il dit : « Oui », puis s'en va.".into(),
                tgt: "He says \"Yes\". He leaves.".into(),
                src_ids: ids(&["p1.s1"]),
                tgt_ids: ids(&["r2.s1", "r2.s2"]),
                src_breaks: Vec::new(),
                tgt_breaks: vec![15],
                kind: Kind::Heading,
                score: Some(0.9731),
                status: Status::Accepted,
                findings: ids(&["length", "quotes"]),
                reviewer: "Zoé".into(),
                updated: "2026-11-23T10:00:00Z".into(),
                comment: "R&D < tout".into(),
                carried: vec!["note 1".into()],
                evidence: None,
            },
            Pair {
                id: "p1.s2".into(),
                shape: Shape { src: 1, tgt: 1 },
                src: "Il pleut.".into(),
                tgt: "It rains.".into(),
                src_ids: ids(&["p1.s2"]),
                tgt_ids: ids(&["r1.s1"]),
                carried: vec![String::new()],
                ..Pair::default()
            },
            Pair {
                id: "p2.s1".into(),
                shape: Shape { src: 1, tgt: 0 },
                src: "Fin.".into(),
                src_ids: ids(&["p2.s1"]),
                carried: vec![String::new()],
                ..Pair::default()
            },
        ];
        let metadata = vec![("date".to_owned(), "2020-11".to_owned())];
        Bitext { metadata, carried_headers: vec!["Remarque".into()], ..bitext(pairs) }
    }

    #[track_caller]
    fn check_extension(path: &str, expected: Option<Format>) {
        assert_eq!(expected, Format::by_extension(Path::new(path)), "{path}");
    }

    #[test]
    fn extensions_name_formats() {
        check_extension("a/b.csv", Some(Format::Csv));
        check_extension("b.fr-en.TMX", Some(Format::Tmx));
        check_extension("b.jsonl.gz", Some(Format::Jsonl));
        check_extension("b.gz", None);
        check_extension("csv", None);
        check_extension("-", None);
    }

    #[test]
    fn names_are_read_as_they_are_listed() {
        for format in Format::all() {
            assert_eq!(Ok(format), Format::by_name(format.name()));
            let name = format!("a{}", format.endings()[0]);
            assert_eq!(Some(format), Format::by_extension(Path::new(&name)), "{name}");
        }
        let error = Format::by_name("docx").unwrap_err();
        assert!(error.to_string().starts_with("`docx` is no format; there are: csv, tsv, xlsx, "));
    }

    #[test]
    fn what_is_not_read_is_refused_with_what_to_do() {
        let error = read(b"[0]:[0]\n", "a.ladder", Format::Ladder, &languages()).unwrap_err();
        let message = "ladder is more than one file, and the text of the source is missing";
        assert_eq!(format!("a.ladder: {message}"), error.to_string());
        for format in [Format::Html, Format::Epub, Format::Tei, Format::Sketch, Format::Markdown] {
            let error = read(b"x", "a.html", format, &languages()).unwrap_err();
            assert!(error.to_string().contains("cannot be read back"), "{error}");
        }
    }

    #[test]
    fn metadata_is_kept_by_jsonl_and_said_to_be_missing_by_the_others() {
        let written = |format| write(&example(), format, Dialect::Standard);
        for format in [Format::Csv, Format::Tsv] {
            let expected = format!("{} has no place for metadata: date", format.name());
            assert_eq!(expected, written(format).findings[0].message);
        }
        let bytes = written(Format::Jsonl).bytes;
        let loaded = read(&bytes, "a.jsonl", Format::Jsonl, &languages()).unwrap();
        assert_eq!(example(), loaded.bitext);
    }

    /// Texts that break careless writers: quotes, delimiters, line ends,
    /// controls, astral and right-to-left letters, formulas, escapes.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("Il dit : « Oui ».".to_owned()),
            Just("=SOMME(A1)".to_owned()),
            Just("- Non !".to_owned()),
            Just("\"\"".to_owned()),
            Just("\\n\\t".to_owned()),
            Just("שלום".to_owned()),
            Just(format!("a\u{1}b\u{b}{}", "lettres ".repeat(20))),
            "[;,|\"' \t\r\n\u{2028}\u{85}\u{a0}]{0,4}",
            "[a-zé𝕏😀&<>{}]{0,6}",
        ];
        prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
    }

    fn ids() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[pr][0-9]\\.s[0-9]", 0..3)
    }

    /// Segments joined by a space, and where the second and third start.
    fn segments() -> impl Strategy<Value = (String, Vec<usize>)> {
        prop::collection::vec(text(), 1..4).prop_map(|texts| {
            let ends = texts.iter().scan(0, |end, text| {
                *end += text.len() + 1;
                Some(*end)
            });
            (texts.join(" "), ends.take(texts.len() - 1).collect())
        })
    }

    fn kind() -> impl Strategy<Value = Kind> {
        prop::sample::select(vec![Kind::Sentence, Kind::Heading, Kind::ListItem, Kind::Verse])
    }

    fn status() -> impl Strategy<Value = Status> {
        let all = [Status::Auto, Status::Accepted, Status::Edited, Status::Rejected];
        prop::sample::select(all.to_vec())
    }

    prop_compose! {
        fn pair()(
            (id, src_ids, tgt_ids) in ("p[0-9]{1,3}\\.s[0-9]", ids(), ids()),
            ((src, src_breaks), (tgt, tgt_breaks)) in (segments(), segments()),
            score in prop::option::of((0..=10_000).prop_map(|parts| f64::from(parts) / 10_000.0)),
            (status, kind) in (status(), kind()),
            findings in prop::collection::vec("[a-z:-]{1,8}", 0..3),
            (reviewer, updated, comment) in (text(), "[0-9T:-]{0,20}", text()),
            carried in prop::array::uniform3(text()),
        ) -> Pair {
            let carried = carried.to_vec();
            let pair = Pair { id, src, tgt, src_ids, tgt_ids, src_breaks, tgt_breaks, kind, score,
                status, findings, reviewer, updated, comment, carried, ..Pair::default() };
            Pair { shape: records::shape_of(&pair), ..pair }
        }
    }

    fn nasty() -> impl Strategy<Value = Bitext> {
        (prop::collection::vec(pair(), 1..6), text()).prop_map(|(mut pairs, column)| {
            for (n, pair) in pairs.iter_mut().enumerate() {
                pair.id = format!("{}.{n}", pair.id);
            }
            // Two names that are ours, and one that has a colon.
            let metadata = vec![("date".into(), "2020-11".into()), ("column".into(), column)];
            let carried_headers = vec!["Remarque".into(), "x: y".into(), "carried-z".into()];
            Bitext { metadata, carried_headers, ..bitext(pairs) }
        })
    }

    /// Pairs with segments of their own and ids for each, some without a side.
    fn aligned() -> impl Strategy<Value = Bitext> {
        let segment = "[a-z&<>\"]{1,3}( [é𝕏]{1,2})?";
        let side = prop::collection::vec(segment, 0..3);
        prop::collection::vec((side.clone(), side, kind()), 1..12).prop_map(|sides| {
            let (mut n_src, mut n_tgt) = (0, 0);
            let mut pairs = Vec::new();
            for (src, tgt, kind) in
                sides.into_iter().filter(|(src, tgt, _)| src.len() + tgt.len() > 0)
            {
                let ids = |side: &str, n: &mut usize, texts: &[String]| -> Vec<String> {
                    let first = *n;
                    *n += texts.len();
                    (first..*n).map(|at| format!("{side}{}.s{}", at / 4 + 1, at % 4 + 1)).collect()
                };
                let breaks = |texts: &[String]| -> Vec<usize> {
                    if texts.len() < 2 { Vec::new() } else { vec![texts[0].len() + 1] }
                };
                let (src_ids, tgt_ids) = (ids("p", &mut n_src, &src), ids("r", &mut n_tgt, &tgt));
                let id = src_ids.first().cloned().unwrap_or_else(|| format!("en.{}", tgt_ids[0]));
                pairs.push(Pair {
                    id,
                    shape: Shape { src: src.len(), tgt: tgt.len() },
                    src_breaks: breaks(&src),
                    tgt_breaks: breaks(&tgt),
                    src: src.join(" "),
                    tgt: tgt.join(" "),
                    src_ids,
                    tgt_ids,
                    kind,
                    ..Pair::default()
                });
            }
            bitext(pairs)
        })
    }

    fn through(bitext: &Bitext, format: Format, dialect: Dialect) -> Bitext {
        let options = Options { dialect, one_sided: true, ..Options::default() };
        let bytes = write_with(bitext, format, &options).bytes;
        read(&bytes, "a", format, &languages()).unwrap().bitext
    }

    /// Changes every free text of a bitext, those of the pairs last.
    fn map_texts(
        bitext: &mut Bitext,
        others: impl Fn(&str) -> String,
        texts: impl Fn(&str) -> String,
    ) {
        for (_, value) in &mut bitext.metadata {
            *value = others(value);
        }
        for pair in &mut bitext.pairs {
            let Pair { reviewer, comment, carried, .. } = pair;
            for text in [reviewer, comment].into_iter().chain(carried) {
                *text = others(text);
            }
            for (text, breaks) in
                [(&mut pair.src, &mut pair.src_breaks), (&mut pair.tgt, &mut pair.tgt_breaks)]
            {
                let mapped = texts(text);
                if mapped != *text {
                    breaks.clear();
                }
                *text = mapped;
            }
        }
    }

    fn without_forbidden(text: &str) -> String {
        text.chars().filter(|c| is_allowed(*c)).collect()
    }

    fn with_line_feeds(text: &str) -> String {
        text.replace("\r\n", "\n").replace('\r', "\n")
    }

    /// Returns what a format has a place for.
    fn held(bitext: &Bitext, format: Format) -> Bitext {
        let mut bitext = bitext.clone();
        let same = |text: &str| text.to_owned();
        match format {
            Format::Csv => {
                bitext.metadata.clear();
                for pair in &mut bitext.pairs {
                    pair.kind = Kind::default();
                }
            }
            Format::Xlsx => map_texts(&mut bitext, with_line_feeds, with_line_feeds),
            Format::Tmx | Format::Xliff => {
                map_texts(&mut bitext, without_forbidden, without_forbidden);
            }
            // Characters that XML lacks have an element, but in texts only.
            Format::Xliff2 => map_texts(&mut bitext, without_forbidden, same),
            _ => {}
        }
        if matches!(format, Format::Csv | Format::Xlsx) {
            for pair in &mut bitext.pairs {
                pair.src_breaks.clear();
                pair.tgt_breaks.clear();
            }
        }
        bitext
    }

    proptest! {
        #[test]
        fn two_way_formats_give_back_what_they_were_given(bitext in nasty()) {
            let names = ["csv", "xlsx", "jsonl", "parquet", "tmx", "xliff", "xliff2", "po"];
            for format in Format::all().filter(|format| names.contains(&format.name())) {
                let expected = held(&bitext, format);
                prop_assert_eq!(&expected, &through(&bitext, format, Dialect::Standard), "{}", format.name());
            }
            let expected = held(&bitext, Format::Csv);
            prop_assert_eq!(&expected, &through(&bitext, Format::Csv, Dialect::Excel));
        }

        #[test]
        fn texts_beside_links_come_back(bitext in aligned()) {
            for format in [Format::Opus, Format::Intertext] {
                let options = Options { stem: "x".into(), ..Options::default() };
                let Written { bytes, others, .. } = write_with(&bitext, format, &options);
                let mut files = vec![InputFile { role: Role::Main, name: "x.xml".into(), bytes }];
                for FileBytes { ending, bytes } in others {
                    let role = if ending == ".fr.xml" { Role::Src } else { Role::Tgt };
                    files.push(InputFile { role, name: format!("x{ending}"), bytes });
                }
                let read = read_input(&Input::new(files, format).unwrap(), &languages()).unwrap();
                prop_assert_eq!(&bitext.pairs, &read.bitext.pairs);
            }
        }

        /// Giving pairs one at a time is no other reading.
        #[test]
        fn a_stream_gives_what_reading_gives(bitext in nasty()) {
            for format in [Format::Csv, Format::Jsonl, Format::Tmx, Format::Po] {
                let bytes = write(&bitext, format, Dialect::Standard).bytes;
                let whole = read(&bytes, "a", format, &languages()).unwrap();
                let main = InputFile { role: Role::Main, name: "a".into(), bytes };
                let input = Input::new(vec![main], format).unwrap();
                let mut stream = Stream::new(&input, &languages()).unwrap();
                prop_assert_eq!(&whole.findings, &stream.findings().to_vec());
                let mut pairs = Vec::new();
                while let Some(pair) = stream.next_pair().unwrap() {
                    pairs.push(pair);
                }
                prop_assert_eq!(&whole.bitext, &Bitext { pairs, ..stream.bitext().clone() });
            }
        }

        #[test]
        fn tsv_gives_back_all_but_white_space(bitext in nasty()) {
            let once = through(&bitext, Format::Tsv, Dialect::Standard);
            let words = |text: &str| {
                text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty())
                    .map(str::to_owned).collect::<Vec<_>>()
            };
            for (given, read) in bitext.pairs.iter().zip(&once.pairs) {
                prop_assert_eq!(words(&given.src), words(&read.src));
                prop_assert_eq!(words(&given.comment), words(&read.comment));
                prop_assert_eq!((&given.id, &given.tgt_ids, given.score), (&read.id, &read.tgt_ids, read.score));
            }
            prop_assert_eq!(bitext.pairs.len(), once.pairs.len());
            prop_assert_eq!(&once, &through(&once, Format::Tsv, Dialect::Standard));
        }

        #[test]
        fn no_bytes_make_a_reader_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..100),
            line in "[{}\\[\\]:,0-9\"a-z]{0,30}",
            xml in "<(tmx|xliff|linkGrp|cesAlign)>(</?(tu|tuv|seg|unit|segment|link|source)( lang='fr')?/?>|&amp;|x){0,8}",
            po in "((msgid|msgstr|msgctxt|#\\.|#:|#) ?(\"[a\\\\0-9\"]{0,3}|a: b)?\n){0,6}",
        ) {
            for format in Format::all() {
                let _ = read(&bytes, "a", format, &languages());
                for text in [&line, &xml, &po] {
                    let _ = read(text.as_bytes(), "a", format, &languages());
                }
            }
            let _ = ladder::read(&bytes, "a");
            let _ = ladder::read(line.as_bytes(), "a");
        }
    }
}
