//! `enregard collate`: several translations of one text, side by side.

use super::Global;
use super::bitexts::{Source, parse_format};
use super::diff::{PageLanguage, refuse_two_stdins};
use super::io::{Sink, display_name};
use super::source::{self, InputFormat};
use super::talk::Talk;
use crate::bitext::{Bitext, Pair};
use crate::check::{self, Options};
use crate::corpus::Collation;
use crate::error::{Error, Place, Result};
use crate::formats::worksheet::{self, Column};
use crate::formats::{self, Format};
use crate::readers;
use crate::report::Collated;
use crate::segment::Segment;
use crate::table;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard collate novel.fr.txt 1857.csv 2010.csv -o wide.csv     a row a block, a column a translation
  enregard collate notice.fr.docx draft.csv revised.xlsx -o v.html   word differences, findings by column
  enregard collate novel.fr.txt a.tmx b.csv c.xlsx -o wide.xlsx
  enregard collate novel.fr.txt a.csv b.csv -o edition.xml        TEI: a text each, and links

SOURCE is the text that was translated (or one of the bitexts: its source side is taken). Rows are
the smallest blocks of its segments that no translation cuts. Ids, statuses and comments of each
translation are kept, and nothing is written to the bitexts. Pairs of one translation in one row
stand on lines of their own.";

/// Put several translations of one text side by side
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Collate {
    /// The text that was translated, or a bitext of it
    #[arg(value_name = "SOURCE")]
    src: PathBuf,
    /// The translations: bitexts in any format; `-` is stdin
    #[arg(value_name = "BITEXT", required = true)]
    bitexts: Vec<PathBuf>,
    /// Where to write: .csv, .xlsx, .html or .xml [default: stdout, as csv]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of the output [default: by its extension]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<OutputFormat>,
    /// What the translations are called, in their order [default: by their files]
    #[arg(long, value_name = "NAME,NAME…", value_delimiter = ',')]
    names: Vec<String>,
    /// The format of the bitexts [default: by their extensions, else by their contents]
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    from: Option<Format>,
    /// Lines of the source are segments as they stand
    #[arg(long)]
    segmented: bool,
    /// The language that a page speaks [default: that of the locale]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<PageLanguage>,
}

/// The width of a column of texts, and of the others, in characters. By hand.
const TEXT_WIDTH: f64 = 50.0;
const OTHER_WIDTH: f64 = 14.0;

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum OutputFormat {
    /// A wide table
    Csv,
    /// The same for a spreadsheet
    Xlsx,
    /// A page to read and print
    Html,
    /// TEI P5
    Tei,
}

impl Collate {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let inputs: Vec<&Path> =
            std::iter::once(&self.src).chain(&self.bitexts).map(PathBuf::as_path).collect();
        refuse_two_stdins(&inputs)?;
        let format = self.output_format()?;
        let sink = Sink::new(self.output.as_deref(), &inputs)?;
        let names = self.all_names()?;
        let src = self.segments(global, talk)?;
        let read = |path: &PathBuf| -> Result<Bitext> {
            let main = Some(path.as_path());
            let source = Source { main, format: self.from, ..Default::default() };
            source.load(&global.languages(), talk)
        };
        let bitexts: Vec<Bitext> = self.bitexts.iter().map(read).collect::<Result<_>>()?;
        let collation = Collation::new(&src, bitexts.iter().collect());
        self.tell_strange(&collation, talk)?;
        let (model, options) = (global.model()?, Options::default());
        let findings: Vec<_> =
            bitexts.iter().map(|bitext| check::check(bitext, &model, &options)).collect();
        let sheet = Collated {
            title: &display_name(&self.src),
            names: &names,
            collation: &collation,
            findings: &findings,
            langs: &global.languages(),
            tongue: PageLanguage::tongue_or_locale(self.lang),
        };
        sink.write(&written(&sheet, format, talk)?)?;
        talk.note(&summary(&collation, &names));
        Ok(ExitCode::SUCCESS)
    }

    fn output_format(&self) -> Result<OutputFormat> {
        let name = self.output.as_deref().map(|path| path.to_string_lossy().to_lowercase());
        let name = name.unwrap_or_default();
        let plain = Path::new(name.strip_suffix(".gz").unwrap_or(&name));
        let by_ending = match plain.extension().and_then(|ending| ending.to_str()) {
            None | Some("csv") => Some(OutputFormat::Csv),
            Some("xlsx") => Some(OutputFormat::Xlsx),
            Some("html" | "htm") => Some(OutputFormat::Html),
            Some("xml" | "tei") => Some(OutputFormat::Tei),
            Some(_) => None,
        };
        self.format.or(by_ending).ok_or_else(|| {
            Error::usage("the extension names no format; there are: csv, xlsx, html, tei")
                .at(Place::file(plain.display().to_string()))
                .hint("name the output `.csv`, or say which it is: --format csv")
        })
    }

    /// Returns what the translations are called: no two alike, and none like a column
    /// of the source.
    fn all_names(&self) -> Result<Vec<String>> {
        if !self.names.is_empty() && self.names.len() != self.bitexts.len() {
            let (n, of) = (self.names.len(), self.bitexts.len());
            return Err(Error::usage(format!("{n} names for {of} translations"))
                .hint("one for each, in their order: --names 1857,2010"));
        }
        let by_file = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.split_once('.')
                .filter(|(stem, _)| !stem.is_empty())
                .map_or(name.clone(), |(stem, _)| stem.to_owned())
        };
        let mut names: Vec<String> = Vec::new();
        let wanted: Vec<String> = if self.names.is_empty() {
            self.bitexts.iter().map(by_file).collect()
        } else {
            self.names.clone()
        };
        for wanted in wanted {
            let mut name = wanted.clone();
            let mut n = 2;
            while names.contains(&name) || name.is_empty() {
                name = format!("{wanted} {n}");
                n += 1;
            }
            names.push(name);
        }
        Ok(names)
    }

    /// Returns the segments of the source: of a text as `align` finds them, of a bitext
    /// as it has them.
    fn segments(&self, global: &Global, talk: &Talk) -> Result<Vec<Segment>> {
        let langs = global.languages();
        let is_bitext = self.bitexts.contains(&self.src);
        if is_bitext {
            let main = Some(self.src.as_path());
            let source = Source { main, format: self.from, ..Default::default() };
            return Ok(segments_of(&source.load(&langs, talk)?));
        }
        let source = source::Source {
            path: &self.src,
            format: None::<InputFormat>,
            document: readers::Options::default(),
            table: table::Options::new(langs.clone().reversed()),
            segmented: self.segmented,
        };
        let input = source.read()?;
        talk.findings(&input.findings(&langs.src, &display_name(&self.src)));
        Ok(input.segments(&langs.src))
    }

    /// Says which pairs stand on no segment of the source, and refuses a bitext of
    /// another text.
    fn tell_strange(&self, collation: &Collation, talk: &Talk) -> Result<()> {
        for (version, path) in self.bitexts.iter().enumerate() {
            let name = display_name(path);
            if !collation.is_of_source(version) {
                return Err(Error::usage("this is not a translation of the source: next to nothing of its source side is there")
                    .at(Place::file(name))
                    .hint("is SOURCE the text that was translated, and the first argument?"));
            }
            let n = collation.n_strange(version);
            if n > 0 {
                talk.warning(&format!(
                    "{name}: pairs whose source is not in {}: {n}; they have rows of their own",
                    display_name(&self.src)
                ));
            }
        }
        Ok(())
    }
}

/// Returns the source side of a bitext as segments.
fn segments_of(bitext: &Bitext) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (at, pair) in bitext.pairs.iter().enumerate().filter(|(_, pair)| !pair.src.is_empty()) {
        let texts = pair.src_segments();
        let knows = texts.len() == pair.src_ids.len();
        let texts = if knows { texts } else { vec![pair.src.as_str()] };
        for (n, text) in texts.into_iter().enumerate() {
            let id = if knows { pair.src_ids[n].clone() } else { joined_ids(pair) };
            let (kind, text) = (pair.kind, text.to_owned());
            segments.push(Segment { id, span: 0..0, paragraph: at + 1, kind, text });
        }
    }
    segments
}

/// Returns the ids of a source side whose segments cannot be told apart any more, as
/// the one id of one segment; `Collation` takes them apart again.
fn joined_ids(pair: &Pair) -> String {
    if pair.src_ids.is_empty() { pair.id.clone() } else { pair.src_ids.join(" ") }
}

fn written(sheet: &Collated, format: OutputFormat, talk: &Talk) -> Result<Vec<u8>> {
    match format {
        OutputFormat::Html => Ok(sheet.html().into_bytes()),
        OutputFormat::Tei => Ok(sheet.tei().into_bytes()),
        OutputFormat::Csv | OutputFormat::Xlsx => table_of(sheet, format, talk),
    }
}

/// Returns the wide table.
fn table_of(sheet: &Collated, format: OutputFormat, talk: &Talk) -> Result<Vec<u8>> {
    let (header, rows) = (sheet.header(), sheet.rows());
    let is_text = |header: &str| {
        header == sheet.langs.src.tag() || sheet.names.iter().any(|name| name == header)
    };
    let width = |header: &str| if is_text(header) { TEXT_WIDTH } else { OTHER_WIDTH };
    let column = |header| Column { header, width: width(header), is_input: false };
    let columns: Vec<Column> = header.iter().map(|header| column(header)).collect();
    if format == OutputFormat::Xlsx {
        return worksheet::xlsx("collation", &columns, &rows);
    }
    let n = rows.iter().flatten().filter(|cell| formats::is_formula(cell)).count();
    if n > 0 {
        let what = "cells that a spreadsheet computes as a formula when it opens the file";
        talk.warning(&format!("{what}: {n}"));
    }
    Ok(worksheet::csv(&columns, &rows, false))
}

/// Says how near the translations are to the first.
fn summary(collation: &Collation, names: &[String]) -> String {
    let near = (1..names.len()).map(|version| {
        let likeness = collation.likeness(0, version);
        let percent = likeness.wording().map_or(0.0, |part| 100.0 * part);
        format!("{} and {}: {percent:.0} % of the words in common", names[0], names[version])
    });
    let head = format!(
        "{} segments, {} translations -> {} rows",
        collation.src.len(),
        names.len(),
        collation.rows.len()
    );
    std::iter::once(head).chain(near).collect::<Vec<_>>().join("; ")
}
