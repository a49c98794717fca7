//! `enregard align`: a text and its translation to a bitext.

use super::Global;
use super::bitexts::{self, Output};
use super::documents;
use super::io::{display_name, is_dash, read_bytes, read_text};
use super::talk::Talk;
use crate::error::{Error, Kind, Place, Result};
use crate::formats::{Dialect, Format, Options, ladder};
use crate::lang::Lang;
use crate::model::vectors::Vectors;
use crate::pipeline::{self, By, DOUBTFUL, Input, Job, Names, Outcome, SideVectors};
use crate::readers::txt;
use crate::table;
use crate::text::Text;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard align article.fr.txt article.en.csv > bitext.csv
  enregard align article.fr.txt article.en.csv -o bitext.tmx
  enregard align article.fr.txt excel.csv --column 'Texte anglais' --excel -o bitext.csv
  enregard align --segmented novel.fr novel.en --format ladder
  enregard align --documents pairs.jsonl > aligned.jsonl

The table may be CSV, TSV, XLSX or ODS, in any encoding; its delimiter and its columns are
detected and said with -v. Rows may be sentences, paragraphs, blank, or out of order if they
have the ids that `enregard segment --format csv` gives.";

/// Pair the segments of a text with those of its translation
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Align {
    /// The source: a text, or a table with a column of it; `-` is stdin
    #[arg(value_name = "SOURCE", required_unless_present = "documents")]
    source: Option<PathBuf>,
    /// The translation: a table, or a text; `-` is stdin
    #[arg(value_name = "TRANSLATION", required_unless_present = "documents")]
    translation: Option<PathBuf>,
    /// Align many pairs of texts: JSON lines with `id`, `src`, `tgt` in, JSON lines out
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "translation", "by", "column", "id_column", "no_header",
            "delimiter", "format", "excel"])]
    documents: Option<PathBuf>,
    /// Take each line (or row) as one segment, as it stands
    #[arg(long)]
    segmented: bool,
    /// How to pair: `auto` goes by ids if they fit, by source text if the table has it, else aligns
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    by: ByChoice,
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
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace OUT even if people have reviewed it
    #[arg(long)]
    force: bool,
}

/// What the user says of the table.
#[derive(Args, Debug)]
struct Columns {
    /// The column of the translation: its header, or its number from 1
    #[arg(long, value_name = "NAME|N")]
    column: Option<String>,
    /// The column of ids
    #[arg(long, value_name = "NAME|N")]
    id_column: Option<String>,
    /// The first row of the table is no header
    #[arg(long)]
    no_header: bool,
    /// What parts the cells: a character, or `tab`
    #[arg(long, value_name = "CHAR", value_parser = parse_delimiter)]
    delimiter: Option<u8>,
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

fn parse_delimiter(text: &str) -> std::result::Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() => Ok(*byte),
        _ => Err("expected one character such as `;`, or `tab`".to_owned()),
    }
}

impl Align {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let model = global.model()?;
        if let Some(path) = &self.documents {
            documents::run(path, self.segmented, self.output.as_deref(), &model, global, talk)?;
            return Ok(ExitCode::SUCCESS);
        }
        let format = self.format()?;
        let inputs: Vec<&Path> =
            [&self.source, &self.translation].into_iter().flatten().map(PathBuf::as_path).collect();
        let output = Output::new(self.output.as_deref(), &inputs, format)?;
        if !self.force {
            output.refuse_reviewed(format, &global.languages())?;
        }
        let outcome = pipeline::run(self.job(global)?, &model)?;
        talk.findings(&outcome.findings);
        self.write(&outcome, format, &output, talk)?;
        talk.note(&summary(&outcome));
        Ok(ExitCode::SUCCESS)
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
        let (src_lang, tgt_lang) = (global.src_lang.clone(), global.tgt_lang.clone());
        // The source as a table: the roles of the languages change.
        let src_options = table::Options {
            keeps_blank_rows: self.segmented,
            ..table::Options::new(tgt_lang.clone(), src_lang.clone())
        };
        let tgt_options = table::Options {
            keeps_blank_rows: self.segmented,
            ..self.columns.options(&src_lang, &tgt_lang)
        };
        let names = Names { src: display_name(src), tgt: display_name(tgt) };
        let as_table = self.columns.are_given();
        let job = Job {
            src: read_side(src, &src_options, self.segmented, false)
                .map_err(|error| with_order(error, src, tgt))?,
            tgt: read_side(tgt, &tgt_options, self.segmented, as_table)?,
            src_lang,
            tgt_lang,
            by: match self.by {
                ByChoice::Auto => By::Auto,
                ByChoice::Order => By::Order,
                ByChoice::Id => By::Id,
                ByChoice::Memory => By::Memory,
            },
            names,
            vectors: self.vectors()?,
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
        bitexts::output_format(self.output.as_deref(), self.format, self.excel)
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
    if was_read && has_table_extension(src) == Some(true) && has_table_extension(tgt) != Some(true)
    {
        let order = format!("enregard align {} {}", tgt.display(), src.display());
        return error.hint(format!("the source comes first, then the table: `{order}`"));
    }
    error
}

/// Tells whether each side is surely in the language of the other.
fn are_swapped(job: &Job) -> bool {
    job.src_lang != job.tgt_lang
        && job.src.seems_to_be().is_some_and(|lang| lang == job.tgt_lang)
        && job.tgt.seems_to_be().is_some_and(|lang| lang == job.src_lang)
}

fn swapped(job: &Job) -> Error {
    let (src_lang, tgt_lang) = (&job.src_lang, &job.tgt_lang);
    let message = format!("the source seems to be `{tgt_lang}` and the translation `{src_lang}`");
    Error::usage(message)
        .at(Place::file(&job.names.src))
        .hint(format!("swap the files, or pass --src-lang {tgt_lang} --tgt-lang {src_lang}"))
}

impl Columns {
    /// Tells whether the user speaks of columns, and so of a table.
    fn are_given(&self) -> bool {
        self.column.is_some()
            || self.id_column.is_some()
            || self.no_header
            || self.delimiter.is_some()
    }

    fn options(&self, src_lang: &Lang, tgt_lang: &Lang) -> table::Options {
        table::Options {
            column: self.column.clone(),
            id_column: self.id_column.clone(),
            header: self.no_header.then_some(false),
            delimiter: self.delimiter,
            ..table::Options::new(src_lang.clone(), tgt_lang.clone())
        }
    }
}

fn read_side(
    path: &Path,
    options: &table::Options,
    segmented: bool,
    is_surely_table: bool,
) -> Result<Input> {
    let name = display_name(path);
    let bytes = read_bytes(path)?;
    if bytes.is_empty() {
        return Err(no_text("the file is empty", &name));
    }
    if is_surely_table || is_table(path, &bytes, options) {
        let table = table::read(&bytes, &name, options)?;
        if table.n_translations().unwrap_or(0) == 0 {
            return Err(Error::input("every cell of the text is blank")
                .at(Place::file(name))
                .hint("name another column with --column"));
        }
        return Ok(if segmented { Input::Rows(table) } else { Input::Table(table) });
    }
    let text = Text::decode(&bytes, &name)?;
    if text.content.trim().is_empty() {
        return Err(no_text("the file is blank", &name));
    }
    Ok(if segmented { Input::Lines(text) } else { Input::Document(txt::read(text)) })
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

fn no_text(message: &str, name: &str) -> Error {
    Error::input(message)
        .at(Place::file(name))
        .hint("check that the text was saved, or name another file")
}

/// Tells whether a file is a table: by its extension, else by whether its first
/// line is a header that names the language. Of a text that header must be
/// parted by tabs, as in what Excel calls Unicode text.
fn is_table(path: &Path, bytes: &[u8], options: &table::Options) -> bool {
    let of_text = |path| !is_dash(path) && path.extension().is_some();
    has_table_extension(path).unwrap_or_else(|| {
        let delimiter = of_text(path).then_some('\t');
        table::names_translation(bytes, delimiter, options)
    })
}

/// Tells whether the extension is that of a table; none if that of a text.
fn has_table_extension(path: &Path) -> Option<bool> {
    let name = path.to_string_lossy().to_lowercase();
    let extension = Path::new(name.strip_suffix(".gz").unwrap_or(&name)).extension()?;
    let tables = ["csv", "tsv", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods"];
    tables.iter().any(|table| extension == *table).then_some(true)
}

/// Says what was made: segments, rows, pairs by shape, and how many to look at.
fn summary(outcome: &Outcome) -> String {
    let bitext = &outcome.bitext;
    let right = match outcome.n_rows {
        Some(n_rows) => format!("{n_rows} {} rows", bitext.tgt_lang),
        None => format!("{} {} segments", outcome.tgt_ids.len(), bitext.tgt_lang),
    };
    let shapes: Vec<String> =
        bitext.counts_by_shape().iter().map(|(shape, n)| format!("{n} {shape}")).collect();
    let is_doubtful = |score: Option<f64>| score.is_some_and(|score| score < DOUBTFUL);
    let n_doubtful = bitext.pairs.iter().filter(|pair| is_doubtful(pair.score)).count();
    let shapes =
        if shapes.is_empty() { String::new() } else { format!(" ({})", shapes.join(", ")) };
    format!(
        "{} {} segments, {right} -> {} pairs{shapes}; {n_doubtful} to look at",
        outcome.n_src,
        bitext.src_lang,
        bitext.pairs.len(),
    )
}
