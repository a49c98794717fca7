//! `enregard segment`: a text to its segments.

use super::Global;
use super::io::{Sink, display_name, read_text};
use super::source::{Columns, InputFormat, Source};
use super::talk::Talk;
use crate::error::Result;
use crate::formats::segments::{to_csv, to_jsonl, to_lines};
use crate::lang::{Lang, LangPair};
use crate::pipeline::Input;
use crate::readers;
use crate::segment::{Decision, Options, Quotes, Segmenter};
use clap::{Args, ValueEnum};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard segment article.fr.txt                  one segment a line
  enregard segment article.fr.txt -o segments.csv  with ids, positions and kinds
  enregard segment --lang en notes.txt --explain   why each place was cut or not
  enregard segment page.html --all                 menus and footers too
  cat *.txt | enregard segment - --format jsonl | jq .text

A document may be plain text, Markdown, HTML, DOCX, ODT, EPUB, SRT, VTT or PDF; of a table (CSV, TSV,
XLSX, ODS, JSON lines) the column in the language of the text is cut, cell by cell.
A leading ` date 2020-11 ` is metadata and no part of a segment.
Positions (`start`, `end`) are bytes of a plain text, of what was read of another document, or of
a cell; together the segments cover the text.";

/// Cut a text into segments: sentences, headings, list items
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Segment {
    /// The document, or `-` for stdin
    text: PathBuf,
    /// What the document is [default: by its bytes and its extension]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<InputFormat>,
    /// Read all of a web page, its menus too, and the code blocks of Markdown
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    columns: Columns,
    /// The language of the text [default: that of --src-lang]
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    /// The form of the output [default: by the extension of -o, else text]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Print each place where a segment might end, with the rule that decided, instead
    #[arg(long, conflicts_with = "format")]
    explain: bool,
    /// A file with more abbreviations that never end a segment, one a line
    #[arg(long, value_name = "FILE")]
    abbreviations: Option<PathBuf>,
    /// What becomes of the sentences inside a quotation
    #[arg(long, value_enum, default_value_t)]
    quotes: QuoteChoice,
    /// Whether to find headings and captions by their layout
    #[arg(long, value_enum, default_value_t)]
    headings: HeadingChoice,
    /// Cut more (1, 2) or less (-1, -2) where the rules are in doubt
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true)]
    bias: i32,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Format {
    /// One segment a line
    Text,
    /// A table: id, start, end, paragraph, kind, text
    Csv,
    /// The same, one JSON object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum QuoteChoice {
    /// They are segments like any other
    #[default]
    Split,
    /// They stay in one segment with the quotation
    Keep,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum HeadingChoice {
    /// Find them
    #[default]
    Auto,
    /// Take every line for running text
    Off,
}

impl Segment {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let sink = Sink::new(self.output.as_deref(), &[&self.text])?;
        let languages = global.languages();
        let lang = self.lang.as_ref().unwrap_or(&languages.src);
        let input = self.read(lang, global)?;
        talk.findings(&input.findings(lang, &display_name(&self.text)));
        let segmenter = Segmenter::new(lang, self.options()?);
        let data = if self.explain {
            explanation(&input.explain_by(&segmenter))
        } else {
            self.segments(&segmenter, &input)
        };
        sink.write(&data)?;
        Ok(ExitCode::SUCCESS)
    }

    fn options(&self) -> Result<Options> {
        let abbreviations = match &self.abbreviations {
            Some(path) => read_abbreviations(path)?,
            None => Vec::new(),
        };
        Ok(Options {
            quotes: match self.quotes {
                QuoteChoice::Split => Quotes::Split,
                QuoteChoice::Keep => Quotes::Keep,
            },
            headings: matches!(self.headings, HeadingChoice::Auto),
            abbreviations,
            bias: self.bias,
        })
    }

    fn read(&self, lang: &Lang, global: &Global) -> Result<Input> {
        let LangPair { src, tgt } = global.languages();
        let other = if *lang == tgt { &src } else { &tgt };
        let source = Source {
            path: &self.text,
            format: self.from.or(self.columns.are_given().then_some(InputFormat::Table)),
            document: readers::Options { all: self.all },
            table: self.columns.options(LangPair::new(other.clone(), lang.clone())),
            segmented: false,
        };
        source.read()
    }

    fn segments(&self, segmenter: &Segmenter, input: &Input) -> Vec<u8> {
        let (segments, offset) = (input.segments_by(segmenter), input.offset());
        match self.format.unwrap_or_else(|| format_of(self.output.as_deref())) {
            Format::Text => to_lines(&segments),
            Format::Csv => to_csv(&segments, offset),
            Format::Jsonl => to_jsonl(&segments, offset),
        }
    }
}

fn read_abbreviations(path: &Path) -> Result<Vec<String>> {
    let text = read_text(path)?;
    let lines = text.content.lines().map(str::trim);
    let entries = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(entries.map(str::to_owned).collect())
}

fn format_of(output: Option<&Path>) -> Format {
    let name = output.map(|path| path.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match Path::new(name).extension().and_then(|ext| ext.to_str()) {
        Some("csv") => Format::Csv,
        Some("jsonl" | "ndjson") => Format::Jsonl,
        _ => Format::Text,
    }
}

/// Returns one line a place: position, what was done, the words around, why.
fn explanation(decisions: &[Decision]) -> Vec<u8> {
    let mut out = String::new();
    for decision in decisions {
        let verdict = if decision.is_cut { "cut" } else { "no" };
        let Decision { at, before, after, why, .. } = decision;
        let before = format!("{before:>31}");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{at:>8}  {verdict:<3}  {before} | {after:<30}  {why}");
    }
    out.into_bytes()
}
