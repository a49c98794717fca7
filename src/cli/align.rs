//! `enregard align`: a text and its translation to a bitext.

use super::Global;
use super::align_bitext;
use super::bitexts::{self, Output};
use super::documents;
use super::io::{display_name, is_dash, read_bytes, read_text};
use super::source::{Columns, InputFormat, Source, is_named_like_table};
use super::talk::Talk;
use super::update::Side;
use crate::bead::BySide;
use crate::error::{Error, Kind, Place, Result};
use crate::formats::{Dialect, Format, Options, ladder};
use crate::model::Model;
use crate::model::vectors::Vectors;
use crate::pipeline::{self, By, DOUBTFUL, Job, Names, Outcome, SideVectors};
use crate::readers;
use crate::table;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard align article.fr.txt article.en.csv > bitext.csv
  enregard align roman.fr.epub novel.en.docx -o bitext.tmx
  enregard align article.fr.txt excel.csv --column 'Texte anglais' --excel -o bitext.csv
  enregard align --segmented novel.fr novel.en --format ladder
  enregard align --documents pairs.jsonl > aligned.jsonl
  enregard align article.fr.txt article.en.csv --evidence -o bitext.jsonl

Documents may be plain text, Markdown, HTML, DOCX, ODT, EPUB, SRT, VTT or PDF. The table may be
CSV, TSV, XLSX, ODS or JSON lines, in any encoding; its delimiter and its columns are detected
and said with -v. Rows may be sentences, paragraphs, blank, or out of order if they
have the ids that `enregard segment --format csv` gives.";

/// Pair the segments of a text with those of its translation
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Align {
    /// The source: a document, or a table with a column of it; `-` is stdin
    #[arg(value_name = "SOURCE", required_unless_present = "documents")]
    source: Option<PathBuf>,
    /// The translation: a table, or a document; `-` is stdin
    #[arg(value_name = "TRANSLATION", required_unless_present = "documents")]
    translation: Option<PathBuf>,
    /// Align many pairs of texts: JSON lines with `id`, `src`, `tgt` in, JSON lines out
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "translation", "by", "column", "id_column", "header",
            "no_header", "delimiter", "src_format", "tgt_format", "all", "src_column", "format", "excel"])]
    documents: Option<PathBuf>,
    /// Take each line (or row) as one segment, as it stands
    #[arg(long)]
    segmented: bool,
    /// How to pair: `auto` goes by ids if they fit, by source text if the table has it, else aligns
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    by: ByChoice,
    /// What SOURCE is [default: by its bytes and its extension]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    src_format: Option<InputFormat>,
    /// What TRANSLATION is: txt, markdown, html, docx, odt, epub, srt, vtt, pdf, table
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    tgt_format: Option<InputFormat>,
    /// Read all of a web page, its menus too, and the code blocks of Markdown
    #[arg(long)]
    all: bool,
    /// The column of the source, if SOURCE is a table: its header, or its number
    #[arg(long, value_name = "NAME|N")]
    src_column: Option<String>,
    #[command(flatten)]
    columns: Columns,
    /// Vectors of the source segments: vecalign's two files, or one `.npy` with a row a segment
    #[arg(
        long,
        value_name = "OVERLAPS,EMBEDDINGS|NPY",
        value_delimiter = ',',
        num_args = 1,
        requires = "tgt_vectors"
    )]
    src_vectors: Option<Vec<PathBuf>>,
    /// Vectors of the target segments
    #[arg(
        long,
        value_name = "OVERLAPS,EMBEDDINGS|NPY",
        value_delimiter = ',',
        num_args = 1,
        requires = "src_vectors"
    )]
    tgt_vectors: Option<Vec<PathBuf>>,
    /// The format of the output [default: by the extension of -o, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    format: Option<Format>,
    /// Write CSV for Excel: a byte order mark, and `;` between cells
    #[arg(long)]
    excel: bool,
    /// Say of each pair which words translate which, and what else it might have been (JSON lines)
    #[arg(long)]
    evidence: bool,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace OUT even if people have reviewed it
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ByChoice {
    /// By ids if they fit, by source text if the table has it, else align
    #[default]
    Auto,
    /// Row for segment, by position
    Order,
    /// By the ids of the table
    Id,
    /// By the source text of the table; align what it lacks
    Memory,
}

impl Align {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let model = global.model()?;
        if let Some(path) = &self.documents {
            let manner =
                documents::Manner { segmented: self.segmented, wants_evidence: self.evidence };
            documents::run(path, manner, self.output.as_deref(), &model, global, talk)?;
            return Ok(ExitCode::SUCCESS);
        }
        let format = self.format()?;
        let inputs: Vec<&Path> =
            [&self.source, &self.translation].into_iter().flatten().map(PathBuf::as_path).collect();
        let output = Output::new(self.output.as_deref(), &inputs, format)?;
        if !self.force {
            output.refuse_reviewed(format, &global.languages())?;
        }
        let outcome = match self.of_bitext(&model, global, talk)? {
            Some(outcome) => outcome,
            None => pipeline::run(self.job(global)?, &model)?,
        };
        talk.findings(&outcome.findings);
        self.write(&outcome, format, &output, talk)?;
        talk.note(&summary(&outcome));
        Ok(ExitCode::SUCCESS)
    }

    /// Brings a bitext up to the source, if the translation is one and the user
    /// does not ask for another way to pair.
    fn of_bitext(&self, model: &Model, global: &Global, talk: &Talk) -> Result<Option<Outcome>> {
        let (Some(src), Some(tgt)) = (&self.source, &self.translation) else { return Ok(None) };
        let is_auto = matches!(self.by, ByChoice::Auto) && self.tgt_format.is_none();
        let is_plain = !self.columns.are_given() && self.src_vectors.is_none() && !self.evidence;
        if !is_auto || !is_plain {
            return Ok(None);
        }
        let columns = Columns { column: self.src_column.clone(), ..Columns::default() };
        let (all, segmented) = (self.all, self.segmented);
        let side = Side { path: src, format: self.src_format, columns, all, segmented };
        align_bitext::outcome(&side, tgt, model, global, talk)
    }

    fn job(&self, global: &Global) -> Result<Job> {
        let (Some(src), Some(tgt)) = (&self.source, &self.translation) else {
            return Err(Error::usage("the source and the translation are missing")
                .hint("enregard align SOURCE TRANSLATION"));
        };
        if is_dash(src) && is_dash(tgt) {
            return Err(Error::usage("the source and the translation cannot both be stdin")
                .hint("name a file for one of them"));
        }
        let langs = global.languages();
        // The source as a table: the roles of the languages change.
        let src_columns = Columns { column: self.src_column.clone(), ..Columns::default() };
        let source = Source {
            path: src,
            format: self.src_format,
            document: readers::Options { all: self.all },
            table: table::Options {
                keeps_blank_rows: self.segmented,
                ..src_columns.options(langs.clone().reversed())
            },
            segmented: self.segmented,
        };
        let translation = Source {
            path: tgt,
            format: self.tgt_format.or(self.columns.are_given().then_some(InputFormat::Table)),
            table: table::Options {
                keeps_blank_rows: self.segmented,
                ..self.columns.options(langs.clone())
            },
            ..source.clone()
        };
        let names = Names { src: display_name(src), tgt: display_name(tgt) };
        let job = Job {
            src: source.read().map_err(|error| with_order(error, src, tgt))?,
            tgt: translation.read()?,
            langs,
            by: match self.by {
                ByChoice::Auto => By::Auto,
                ByChoice::Order => By::Order,
                ByChoice::Id => By::Id,
                ByChoice::Memory => By::Memory,
            },
            names,
            vectors: self.vectors()?,
            wants_evidence: self.evidence,
        };
        if are_swapped(&job) { Err(swapped(&job)) } else { Ok(job) }
    }

    fn vectors(&self) -> Result<Option<SideVectors>> {
        let (Some(src), Some(tgt)) = (&self.src_vectors, &self.tgt_vectors) else {
            return Ok(None);
        };
        let name = |paths: &[PathBuf]| paths.last().map(|path| display_name(path));
        let names =
            Names { src: name(src).unwrap_or_default(), tgt: name(tgt).unwrap_or_default() };
        Ok(Some(SideVectors { src: read_vectors(src)?, tgt: read_vectors(tgt)?, names }))
    }

    fn format(&self) -> Result<Format> {
        let format = bitexts::output_format(self.output.as_deref(), self.format, self.excel)?;
        if self.evidence && format != Format::Jsonl {
            return Err(Error::usage(format!("{} has no place for evidence", format.name()))
                .hint("write JSON lines: `--format jsonl`, or `-o bitext.jsonl`"));
        }
        Ok(format)
    }

    fn write(&self, outcome: &Outcome, format: Format, output: &Output, talk: &Talk) -> Result<()> {
        let bitext = &outcome.bitext;
        if format == Format::Ladder {
            return output.sink.write(&ladder::write_in_order(&bitext.pairs, &outcome.tgt_ids));
        }
        let dialect = if self.excel { Dialect::Excel } else { Dialect::Standard };
        let options = Options { dialect, ..output.options(format) };
        let mut pairs = bitext.pairs.iter().cloned().map(Ok);
        let findings = output.write(bitext, format, &options, || pairs.next().transpose())?;
        talk.findings(&findings);
        Ok(())
    }
}

/// Says that the text comes first, if it was the table that could not be read
/// as one.
fn with_order(error: Error, src: &Path, tgt: &Path) -> Error {
    let was_read = error.kind() == Kind::Input && src.is_file() && tgt.is_file();
    if was_read && is_named_like_table(src) && !is_named_like_table(tgt) {
        let order = format!("enregard align {} {}", tgt.display(), src.display());
        return error.hint(format!("the source comes first, then the table: `{order}`"));
    }
    error
}

/// Tells whether each side is surely in the language of the other.
fn are_swapped(job: &Job) -> bool {
    job.langs.src != job.langs.tgt
        && job.src.seems_to_be().is_some_and(|lang| lang == job.langs.tgt)
        && job.tgt.seems_to_be().is_some_and(|lang| lang == job.langs.src)
}

fn swapped(job: &Job) -> Error {
    let (src_lang, tgt_lang) = (&job.langs.src, &job.langs.tgt);
    let message = format!("the source seems to be `{tgt_lang}` and the translation `{src_lang}`");
    Error::usage(message)
        .at(Place::file(&job.names.src))
        .hint(format!("swap the files, or pass --src-lang {tgt_lang} --tgt-lang {src_lang}"))
}

/// Reads vecalign's overlaps and their embeddings, or a `.npy` file.
fn read_vectors(paths: &[PathBuf]) -> Result<Vectors> {
    match paths {
        [table] => Vectors::from_npy(&read_bytes(table)?, &display_name(table)),
        [overlaps, rows] => {
            let text = read_text(overlaps)?;
            Vectors::from_overlaps(&text.content, &read_bytes(rows)?, &display_name(rows))
        }
        _ => Err(Error::usage(format!("{} files of vectors for one side", paths.len()))
            .hint("give OVERLAPS,EMBEDDINGS as vecalign makes them, or one .npy file")),
    }
}

/// Says what was made: segments, rows, pairs by shape, and how many to look at.
fn summary(outcome: &Outcome) -> String {
    let bitext = &outcome.bitext;
    let right = match outcome.n_rows {
        Some(n_rows) => format!("{n_rows} {} rows", bitext.langs.tgt),
        None => format!("{} {} segments", outcome.tgt_ids.len(), bitext.langs.tgt),
    };
    let shapes: Vec<String> =
        bitext.counts_by_shape().iter().map(|(shape, n)| format!("{n} {shape}")).collect();
    let is_doubtful = |score: Option<f64>| score.is_some_and(|score| score < DOUBTFUL);
    let n_doubtful = bitext.pairs.iter().filter(|pair| is_doubtful(pair.score)).count();
    let shapes =
        if shapes.is_empty() { String::new() } else { format!(" ({})", shapes.join(", ")) };
    let unread = outcome.unread.as_ref().map_or_else(String::new, |unread| {
        let BySide { src, tgt } = unread.per_cent();
        let (src_lang, tgt_lang) = (&bitext.langs.src, &bitext.langs.tgt);
        format!("; only {src} % of {src_lang} and {tgt} % of {tgt_lang} was read")
    });
    format!(
        "{} {} segments, {right} -> {} pairs{shapes}; {n_doubtful} to look at{unread}",
        outcome.n_src,
        bitext.langs.src,
        bitext.pairs.len(),
    )
}
