//! `enregard segment`: a text to its segments.

use super::Global;
use super::io::{Sink, display_name, read_bytes, read_text};
use super::talk::Talk;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::formats::segments::{to_csv, to_jsonl, to_lines};
use crate::lang::Lang;
use crate::readers::{Document, txt};
use crate::segment::{Decision, Options, Quotes, Segmenter};
use crate::text::{Text, language};
use clap::{Args, ValueEnum};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard segment article.fr.txt                  one segment a line
  enregard segment article.fr.txt -o segments.csv  with ids, positions and kinds
  enregard segment --lang en notes.txt --explain   why each place was cut or not
  cat *.txt | enregard segment - --format jsonl | jq .text

A leading ` date 2020-11 ` is metadata and no part of a segment.
Positions (`start`, `end`) are bytes of the file; together the segments cover the text.";

/// Cut a text into segments: sentences, headings, list items
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Segment {
    /// The text, or `-` for stdin
    text: PathBuf,
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
        let document = read(&self.text)?;
        let lang = self.lang.as_ref().unwrap_or(&global.src_lang);
        let body = &document.text.content[document.body.clone()];
        talk.findings(&document.text.findings);
        talk.findings(&language_finding(body, lang, &self.text));
        let segmenter = Segmenter::new(lang, self.options()?);
        let data = if self.explain {
            explanation(&segmenter.explain(&document.text.content, document.body.clone()))
        } else {
            self.segments(&segmenter, &document)
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

    fn segments(&self, segmenter: &Segmenter, document: &Document) -> Vec<u8> {
        let text = &document.text;
        let segments = segmenter.segment(&text.content, document.body.clone());
        // Only of UTF-8 are the bytes in memory those of the file.
        let offset = if text.encoding.name == "UTF-8" { text.encoding.mark_len } else { 0 };
        match self.format.unwrap_or_else(|| format_of(self.output.as_deref())) {
            Format::Text => to_lines(&segments),
            Format::Csv => to_csv(&segments, offset),
            Format::Jsonl => to_jsonl(&segments, offset),
        }
    }
}

fn read(path: &Path) -> Result<Document> {
    let name = display_name(path);
    let bytes = read_bytes(path)?;
    if bytes.is_empty() {
        return Err(Error::input("the file is empty")
            .at(Place::file(name))
            .hint("check that the text was saved, or name another file"));
    }
    Ok(txt::read(Text::decode(&bytes, &name)?))
}

fn read_abbreviations(path: &Path) -> Result<Vec<String>> {
    let text = read_text(path)?;
    let lines = text.content.lines().map(str::trim);
    let entries = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(entries.map(str::to_owned).collect())
}

fn language_finding(body: &str, lang: &Lang, path: &Path) -> Vec<Finding> {
    match language::guess(body) {
        Some(guess) if guess.lang != *lang => {
            let message = format!(
                "this seems to be `{}`, and is cut as `{lang}`; `--lang {}` changes that",
                guess.lang, guess.lang
            );
            vec![Finding::warning("language", message).at(Place::file(display_name(path)))]
        }
        _ => Vec::new(),
    }
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
