//! Reads bitexts from files and from stdin: one way in for every command.
//!
//! What a file is, is told by what the user says, else by its name, else by its
//! content; stdin has no name. Files that belong to it (two texts beside links, a
//! description beside a CSV) are found beside it.

use super::super::io::{Sink, display_name, is_dash, read_bytes, read_unpacked};
use super::super::talk::Talk;
use super::{Output, file_name, parse_format, stem};
use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::formats::ladder::Rung;
use crate::formats::{self, BitextFile, BitextFiles, Dialect, Format, Loaded, Options, Role, csvw};
use crate::lang::LangPair;
use crate::table;
use crate::text::Text;
use clap::Args;
use std::path::{Path, PathBuf};

/// What Excel puts before a CSV in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// How a bitext is read, where a command takes one file.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::cli) struct SourceArgs {
    /// The format of the bitext [default: by its extension, else by its content]
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    from: Option<Format>,
    /// The source text that a ladder or XCES links are about
    #[arg(long, value_name = "FILE")]
    src: Option<PathBuf>,
    /// The translation that a ladder or XCES links are about
    #[arg(long, value_name = "FILE")]
    tgt: Option<PathBuf>,
}

impl SourceArgs {
    /// Returns the bitext of a file as the user says what it is.
    pub(in crate::cli) fn of<'a>(&'a self, path: &'a Path) -> Source<'a> {
        let (src, tgt) = (self.src.as_deref(), self.tgt.as_deref());
        Source { main: Some(path), second: None, src, tgt, format: self.from }
    }
}

/// A bitext that was read, with what must be known to write it back.
#[derive(Debug)]
pub(in crate::cli) struct OpenBitext {
    path: PathBuf,
    pub format: Format,
    dialect: Dialect,
    /// Whether the file is gzipped, whatever it is called.
    is_packed: bool,
    pub bitext: Bitext,
    /// The line on which each pair starts, where the format has lines.
    pub lines: Vec<u64>,
}

impl OpenBitext {
    /// Returns what messages call the bitext.
    pub(in crate::cli) fn name(&self) -> String {
        display_name(&self.path)
    }

    /// Refuses a bitext that cannot be written back with what checks found.
    ///
    /// # Errors
    ///
    /// Its format has no place for findings.
    pub(in crate::cli) fn refuse_unwritable(&self) -> Result<()> {
        if self.format.holds_findings() {
            return Ok(());
        }
        let name = self.format.name();
        let csv = self.path.with_extension("csv");
        Err(Error::usage(format!("{name} has no place for findings"))
            .at(Place::file(self.name()))
            .hint(format!("enregard convert {} -o {}", self.name(), csv.display())))
    }

    /// Writes the bitext back, in the format and dialect that it was read in.
    ///
    /// # Errors
    ///
    /// The file cannot be written; what was there is whole.
    pub(in crate::cli) fn write_back(&self, bitext: &Bitext, talk: &Talk) -> Result<()> {
        let output = Output::new(Some(&self.path), &[], self.format)?;
        debug_assert!(matches!(output.sink, Sink::File(_)), "the path is not a dash");
        let options =
            Options { dialect: self.dialect, one_sided: true, ..output.options(self.format) };
        let mut pairs = bitext.pairs.iter().cloned().map(Ok);
        let output = if self.is_packed { output.packed() } else { output };
        let findings = output.write(bitext, self.format, &options, || pairs.next().transpose())?;
        talk.findings(&findings);
        Ok(())
    }
}

/// A file to be compared with another.
#[derive(Debug)]
pub(in crate::cli) enum Judged {
    /// Pairs.
    Bitext(Box<Bitext>),
    /// Positions of segments.
    Ladder(Vec<Rung>),
    /// Segments of one text.
    Segments(Vec<String>),
}

/// The files of a bitext, with how the main one is stored.
struct Read {
    files: BitextFiles,
    dialect: Dialect,
    is_packed: bool,
}

/// What the user says of the bitext that is read.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cli) struct Source<'a> {
    /// The bitext, the links between two texts, or the source of a pair of files.
    pub main: Option<&'a Path>,
    /// The translation of a pair of files.
    pub second: Option<&'a Path>,
    /// The text of the source, which links are about.
    pub src: Option<&'a Path>,
    /// That of the translation.
    pub tgt: Option<&'a Path>,
    /// The format, if it is not to be told from the file.
    pub format: Option<Format>,
}

impl Source<'_> {
    /// Reads the files of the bitext.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or it cannot be told what it is.
    pub(in crate::cli) fn read(&self, languages: &LangPair) -> Result<BitextFiles> {
        self.read_all(languages).map(|read| read.files)
    }

    /// Reads the bitext itself; of a ladder without its texts, the ids.
    ///
    /// # Errors
    ///
    /// As for [`Source::read`], or the files are not what they should be.
    pub(in crate::cli) fn load(&self, languages: &LangPair, talk: &Talk) -> Result<Bitext> {
        let files = self.read(languages)?;
        if is_bare_ladder(&files) {
            return formats::ladder::without_texts(&files, languages);
        }
        let loaded = formats::read_files(&files, languages)?;
        talk.findings(&loaded.findings);
        Ok(loaded.bitext)
    }

    /// Reads the bitext with what is known of its file.
    ///
    /// # Errors
    ///
    /// As for [`Source::load`], and a ladder needs its texts.
    pub(in crate::cli) fn open(&self, languages: &LangPair, talk: &Talk) -> Result<OpenBitext> {
        let Read { files, dialect, is_packed } = self.read_all(languages)?;
        let Loaded { bitext, findings, lines } = formats::read_files(&files, languages)?;
        talk.findings(&findings);
        let path = self.main.map(Path::to_owned).unwrap_or_default();
        Ok(OpenBitext { path, format: files.format(), dialect, is_packed, bitext, lines })
    }

    fn read_all(&self, languages: &LangPair) -> Result<Read> {
        let Some(main) = self.main else {
            return Err(
                Error::usage("the bitext is missing").hint("enregard convert BITEXT -o OUT")
            );
        };
        let of_pair = |files| Read { files, dialect: Dialect::Standard, is_packed: false };
        if let Some(second) = self.second {
            return self.moses(main, second, languages).map(of_pair);
        }
        let by_name = self.format.or_else(|| Format::by_extension(main));
        if by_name == Some(Format::Moses) && !is_dash(main) {
            let name = file_name(main);
            let side =
                |tag: &str| main.with_file_name(format!("{}.{tag}", stem(&name, Format::Moses)));
            let (src, tgt) = languages.tags();
            return self.moses(&side(src), &side(tgt), languages).map(of_pair);
        }
        let (bytes, is_packed) = self.bytes(main)?;
        let format =
            format_of(main, &bytes, self.format, languages).ok_or_else(|| unknown_format(main))?;
        self.with_beside(main, bytes, is_packed, format, languages)
    }

    #[allow(clippy::unused_self, reason = "it reads as the other steps do")]
    fn bytes(&self, main: &Path) -> Result<(Vec<u8>, bool)> {
        let (bytes, is_packed) = read_unpacked(main)?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::input("the file is empty")
                .at(Place::file(display_name(main)))
                .hint("check that it was saved, or name another file"));
        }
        Ok((bytes, is_packed))
    }

    /// Returns the main file with those that belong to it.
    fn with_beside(
        &self,
        main: &Path,
        bytes: Vec<u8>,
        is_packed: bool,
        format: Format,
        languages: &LangPair,
    ) -> Result<Read> {
        let is_excel = format == Format::Csv && bytes.starts_with(MARK);
        let dialect = if is_excel { Dialect::Excel } else { Dialect::Standard };
        let mut files = self.beside(main, &bytes, format, languages)?;
        files.insert(0, BitextFile { role: Role::Main, name: display_name(main), bytes });
        Ok(Read { files: BitextFiles::new(files, format)?, dialect, is_packed })
    }

    /// Reads what is to be compared: a bitext, the rungs of a ladder, or a text
    /// with a segment a line.
    ///
    /// # Errors
    ///
    /// As for [`Source::open`].
    pub(in crate::cli) fn judged(&self, languages: &LangPair, talk: &Talk) -> Result<Judged> {
        let Some(main) = self.main.filter(|main| Format::by_extension(main) != Some(Format::Moses))
        else {
            return self.open(languages, talk).map(|open| Judged::Bitext(Box::new(open.bitext)));
        };
        let (bytes, is_packed) = self.bytes(main)?;
        let name = display_name(main);
        let format = match format_of(main, &bytes, self.format, languages) {
            Some(Format::Ladder) if self.src.is_none() && self.tgt.is_none() => {
                return Ok(Judged::Ladder(formats::ladder::read(&bytes, &name)?));
            }
            // A text may have tabs, and lines of stdin need not be a table.
            Some(Format::Tsv | Format::Csv)
                if self.format.is_none()
                    && Format::by_extension(main).is_none()
                    && !names_both(&bytes, languages) =>
            {
                None
            }
            format => format,
        };
        let Some(format) = format else {
            let text = Text::decode(&bytes, &name)?;
            let lines = text.content.lines().map(str::trim).filter(|line| !line.is_empty());
            return Ok(Judged::Segments(lines.map(str::to_owned).collect()));
        };
        let read = self.with_beside(main, bytes, is_packed, format, languages)?;
        let loaded = formats::read_files(&read.files, languages)?;
        talk.findings(&loaded.findings);
        Ok(Judged::Bitext(Box::new(loaded.bitext)))
    }

    /// Reads the files that stand beside the main one.
    fn beside(
        &self,
        main: &Path,
        bytes: &[u8],
        format: Format,
        languages: &LangPair,
    ) -> Result<Vec<BitextFile>> {
        let mut files = Vec::new();
        match format {
            Format::Csv => {
                let sidecar = main.with_file_name(csvw::sidecar_name(&file_name(main)));
                if !is_dash(main) && sidecar.is_file() {
                    files.push(input_file(Role::Metadata, &sidecar)?);
                }
            }
            Format::Ladder | Format::Opus | Format::Intertext => {
                let named = if format == Format::Ladder {
                    let name = file_name(main);
                    let side = |tag: &str| format!("{}.{tag}", stem(&name, format));
                    Some((side(languages.src.tag()), side(languages.tgt.tag())))
                } else {
                    formats::documents(&String::from_utf8_lossy(bytes), languages)
                };
                let (src, tgt) = named.unwrap_or_default();
                for (role, given, named) in [(Role::Src, self.src, src), (Role::Tgt, self.tgt, tgt)]
                {
                    let path = given.map(Path::to_owned).or_else(|| find(main, &named));
                    files.extend(path.map(|path| input_file(role, &path)).transpose()?);
                }
            }
            _ => {}
        }
        Ok(files)
    }

    /// Reads a pair of files, whichever is named first.
    fn moses(&self, first: &Path, second: &Path, languages: &LangPair) -> Result<BitextFiles> {
        let is_bitext =
            |path: &Path| !matches!(Format::by_extension(path), None | Some(Format::Moses));
        let is_other = self.format.is_some_and(|format| format != Format::Moses);
        if is_other || is_bitext(first) || is_bitext(second) {
            return Err(Error::usage(
                "two files are a bitext only if both have one segment a line",
            )
            .hint("to pair texts that are not aligned yet: enregard align SOURCE TRANSLATION"));
        }
        let ends_in = |path: &Path, tag: &str| {
            file_name(path).trim_end_matches(".gz").ends_with(&format!(".{tag}"))
        };
        let (src_tag, tgt_tag) = (languages.src.tag(), languages.tgt.tag());
        let is_swapped = ends_in(first, tgt_tag) && ends_in(second, src_tag);
        let (src, tgt) = if is_swapped { (second, first) } else { (first, second) };
        let mut files = vec![input_file(Role::Src, src)?, input_file(Role::Tgt, tgt)?];
        if !is_dash(src) && ends_in(src, src_tag) {
            for (role, ending) in [(Role::Ids, "ids"), (Role::Scores, "scores")] {
                let name = file_name(src);
                let (plain, packing) =
                    name.strip_suffix(".gz").map_or((name.as_str(), ""), |plain| (plain, ".gz"));
                let stem = plain.strip_suffix(src_tag).unwrap_or(plain);
                let path = src.with_file_name(format!("{stem}{ending}{packing}"));
                if path.is_file() {
                    files.push(input_file(role, &path)?);
                }
            }
        }
        BitextFiles::new(files, Format::Moses)
    }
}

/// Returns the format of a file: what the user says, else what it is called,
/// else what it looks like: a table if its first row names both languages.
fn format_of(
    path: &Path,
    bytes: &[u8],
    given: Option<Format>,
    languages: &LangPair,
) -> Option<Format> {
    let by_content = || Format::by_content(bytes);
    match given.or_else(|| Format::by_extension(path)) {
        // The versions of XLIFF have one extension.
        Some(Format::Xliff) if given.is_none() => by_content().or(Some(Format::Xliff)),
        Some(format) => Some(format),
        None => by_content()
            .or_else(|| (is_dash(path) || names_both(bytes, languages)).then_some(Format::Csv)),
    }
}

/// Tells whether the first row of a table names the texts of both languages.
fn names_both(bytes: &[u8], languages: &LangPair) -> bool {
    let options = table::Options::new(languages.clone());
    let grid = table::grid(bytes, "", &options);
    let header = grid.ok().and_then(|grid| grid.rows.into_iter().next());
    header.is_some_and(|header| {
        let columns = table::text_columns(&header.cells, languages);
        columns.src.is_some() && columns.tgt.is_some()
    })
}

fn is_bare_ladder(files: &BitextFiles) -> bool {
    files.format() == Format::Ladder && !files.has(Role::Src) && !files.has(Role::Tgt)
}

fn input_file(role: Role, path: &Path) -> Result<BitextFile> {
    Ok(BitextFile { role, name: display_name(path), bytes: read_bytes(path)? })
}

/// Finds a file that another one names. It stands in the same folder or below;
/// OPUS names packed files that people unpack.
fn find(main: &Path, name: &str) -> Option<PathBuf> {
    let is_below = Path::new(name)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
    if name.is_empty() || !is_below || is_dash(main) {
        return None;
    }
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    let last = |name: &str| file_name(Path::new(name));
    [name.to_owned(), plain.to_owned(), last(name), last(plain)]
        .into_iter()
        .map(|name| main.with_file_name(name))
        .find(|path| path.is_file())
}

fn unknown_format(path: &Path) -> Error {
    Error::usage(format!("it cannot be told which format this is; there are: {}", Format::names()))
        .at(Place::file(display_name(path)))
        .hint("say it: --from csv; a pair of texts is two files: enregard convert a.fr a.en -o OUT")
}
