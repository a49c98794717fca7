//! `enregard align`: a text and its translation to a bitext.

pub(super) mod direction;
mod memory;
mod summary;

use super::Global;
use super::align_bitext;
use super::bitexts::{self, Output};
use super::documents;
use super::io::{Sink, display_name, is_dash, read_bytes, read_text};
use super::source::{Columns, InputFormat, Source};
use super::talk::Talk;
use super::update::Side;
use crate::error::{Error, Place, Result};
use crate::formats::links::{self, LinkFormat};
use crate::formats::{Dialect, Format, Options, ladder};
use crate::lang::LangPair;
use crate::model::vectors::Vectors;
use crate::pipeline::{self, By, Input, Job, Names, Outcome, SideVectors};
use crate::readers;
use crate::table;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use summary::summary;

const EXAMPLES: &str = "\
Examples:
  enregard align article.fr.txt article.en.csv > bitext.csv
  enregard align roman.fr.epub novel.en.docx -o bitext.tmx
  enregard align article.fr.txt excel.csv --column 'Texte anglais' --excel -o bitext.csv
  enregard align --segmented novel.fr novel.en --format ladder
  enregard align --documents pairs.jsonl > aligned.jsonl
  enregard align article.fr.txt article.en.csv --evidence -o bitext.jsonl
  enregard align --segmented --by order words.fr words.en --links pharaoh
  enregard align strings.fr.csv strings.en.xlsx --sheet English -o strings.csv
  enregard align novel.en.txt roman.fr.txt -o bitext.csv
  enregard align article.fr.txt memory.tmx more.po --by memory -o bitext.csv

Documents may be plain text, Markdown, HTML, DOCX, ODT, EPUB, SRT, VTT or PDF. The table may be
CSV, TSV, XLSX, ODS or JSON lines, in any encoding; its delimiter and its columns are detected
and said with -v. Rows may be sentences, paragraphs, blank, or out of order: two tables that
both have keys are joined by them, and ids or numbers are followed if the words bear them out.";

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
    /// More files of a memory, with `--by memory`
    #[arg(value_name = "MEMORY")]
    more: Vec<PathBuf>,
    /// Align many pairs of texts: JSON lines with `id`, `src`, `tgt` in, JSON lines out
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "translation", "by", "column", "id_column", "header",
            "no_header", "delimiter", "sheet", "src_sheet", "src_format", "tgt_format", "all", "src_column", "format", "excel"])]
    documents: Option<PathBuf>,
    /// Take each line (or row) as one segment, as it stands
    #[arg(long)]
    segmented: bool,
    /// How to pair: `auto` goes by keys and ids if the words bear them out, by source text if the
    /// table has it, else aligns
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
    /// The sheet of the source, if SOURCE is a spreadsheet
    #[arg(long, value_name = "NAME|N")]
    src_sheet: Option<String>,
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
    /// Write which words of each pair translate which instead of the bitext: positions of the
    /// words that spaces part, or the bytes of each word
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with_all = ["documents", "format", "excel", "evidence"])]
    links: Option<LinkChoice>,
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
    /// By the source text of tables and bitexts (TMX, XLIFF, PO, Parquet …)
    Memory,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LinkChoice {
    /// `0-0 1-2`, a line a pair
    Pharaoh,
    /// GIZA++'s A3, three lines a pair
    Giza,
    /// A JSON object a pair
    Jsonl,
}

impl From<LinkChoice> for LinkFormat {
    fn from(choice: LinkChoice) -> LinkFormat {
        match choice {
            LinkChoice::Pharaoh => LinkFormat::Pharaoh,
            LinkChoice::Giza => LinkFormat::Giza,
            LinkChoice::Jsonl => LinkFormat::Jsonl,
        }
    }
}

impl Align {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        if let Some(path) = &self.documents {
            let model = global.model()?;
            let manner =
                documents::Manner { segmented: self.segmented, wants_evidence: self.evidence };
            let output = self.output.as_deref();
            let n_failed = documents::run(path, manner, output, model, global, talk)?;
            return Ok(if n_failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) });
        }
        self.refuse_folders()?;
        let inputs: Vec<&Path> = [&self.source, &self.translation]
            .into_iter()
            .flatten()
            .chain(&self.more)
            .map(PathBuf::as_path)
            .collect();
        if let Some(links) = self.links {
            return self.write_links(links.into(), &inputs, global, talk);
        }
        let format = self.format()?;
        let output = Output::new(self.output.as_deref(), &inputs, format)?;
        if !self.force {
            output.refuse_reviewed(format, &global.languages())?;
        }
        let outcome = match self.of_bitext(global, talk)? {
            Some(outcome) => outcome,
            None => self.align(global, talk)?,
        };
        talk.findings(&outcome.findings);
        self.write(&outcome, format, &output, talk)?;
        talk.note(&summary(&outcome));
        Ok(ExitCode::SUCCESS)
    }

    fn align(&self, global: &Global, talk: &Talk) -> Result<Outcome> {
        let job = self.job(global, talk)?;
        let model = global.model_of(&job.langs)?;
        pipeline::run(job, &model)
    }

    /// Aligns and writes the links of the words alone.
    fn write_links(
        &self,
        format: LinkFormat,
        inputs: &[&Path],
        global: &Global,
        talk: &Talk,
    ) -> Result<ExitCode> {
        let sink = Sink::new(self.output.as_deref(), inputs)?;
        let outcome = self.align(global, talk)?;
        talk.findings(&outcome.findings);
        sink.write(&links::write(&outcome.bitext.pairs, format))?;
        talk.note(&summary(&outcome));
        Ok(ExitCode::SUCCESS)
    }

    /// Leads who names folders to the command that aligns them.
    fn refuse_folders(&self) -> Result<()> {
        let (Some(src), Some(tgt)) = (&self.source, &self.translation) else { return Ok(()) };
        let Some(folder) = [src, tgt].into_iter().find(|path| path.is_dir()) else { return Ok(()) };
        let both = format!("enregard batch {} {} -o CORPUS", src.display(), tgt.display());
        Err(Error::input("this is a folder, not a file")
            .at(Place::file(display_name(folder)))
            .hint(format!("name one file in it, or align all that are in two folders: {both}")))
    }

    /// Brings a bitext up to the source, if the translation is one and the user
    /// does not ask for another way to pair.
    fn of_bitext(&self, global: &Global, talk: &Talk) -> Result<Option<Outcome>> {
        let (Some(src), Some(tgt)) = (&self.source, &self.translation) else { return Ok(None) };
        let is_auto = matches!(self.by, ByChoice::Auto) && self.tgt_format.is_none();
        let is_plain = !self.columns.are_given() && self.src_vectors.is_none() && !self.evidence;
        if !is_auto || !is_plain {
            return Ok(None);
        }
        let columns = Columns {
            column: self.src_column.clone(),
            sheet: self.src_sheet.clone(),
            ..Columns::default()
        };
        let (all, segmented) = (self.all, self.segmented);
        let side = Side { path: src, format: self.src_format, columns, all, segmented };
        align_bitext::outcome(&side, tgt, &global.model()?, global, talk)
    }

    /// Reads both sides, from whichever language to the other they are if the user
    /// names none.
    fn job(&self, global: &Global, talk: &Talk) -> Result<Job> {
        let (Some(src), Some(tgt)) = (&self.source, &self.translation) else {
            return Err(Error::usage("the source and the translation are missing")
                .hint("enregard align SOURCE TRANSLATION"));
        };
        if is_dash(src) && is_dash(tgt) {
            return Err(Error::usage("the source and the translation cannot both be stdin")
                .hint("name a file for one of them"));
        }
        let src = RawSide { path: src, bytes: read_bytes(src)? };
        let is_memory = matches!(self.by, ByChoice::Memory)
            && (!self.more.is_empty() || memory::is_bitext(tgt, global));
        if is_memory {
            return self.memory_job(&src, tgt, global, talk);
        }
        if let Some(more) = self.more.first() {
            let message = format!("unexpected argument '{}'", more.display());
            return Err(Error::usage(message).hint("several files are a memory: --by memory"));
        }
        let tgt = RawSide { path: tgt, bytes: read_bytes(tgt)? };
        let read = |langs| self.job_in(langs, &src, &tgt);
        if global.names_languages() {
            return direction::checked(read(global.languages())?);
        }
        direction::choose(&global.languages(), read, (src.path, tgt.path), talk)
    }

    /// Reads both sides in the languages that they should be in.
    fn job_in(&self, langs: LangPair, src: &RawSide, tgt: &RawSide) -> Result<Job> {
        let (source, translation) = self.sources(&langs, src.path, tgt.path);
        let sides =
            (source.read_from(src.bytes.clone())?, translation.read_from(tgt.bytes.clone())?);
        let names = Names { src: display_name(src.path), tgt: display_name(tgt.path) };
        self.job_of(langs, sides, names)
    }

    fn job_of(&self, langs: LangPair, sides: (Input, Input), names: Names) -> Result<Job> {
        Ok(Job {
            src: sides.0,
            tgt: sides.1,
            langs,
            by: match self.by {
                ByChoice::Auto => By::Auto,
                ByChoice::Order => By::Order,
                ByChoice::Id => By::Id,
                ByChoice::Memory => By::Memory,
            },
            names,
            vectors: self.vectors()?,
            wants_evidence: self.evidence || self.links.is_some(),
        })
    }

    fn memory_job(&self, src: &RawSide, tgt: &Path, global: &Global, talk: &Talk) -> Result<Job> {
        let langs = global.languages();
        let (source, translation) = self.sources(&langs, src.path, tgt);
        let more = self.more.iter().map(PathBuf::as_path);
        let files: Vec<&Path> = std::iter::once(tgt).chain(more).collect();
        let names: Vec<String> = files.iter().map(|path| display_name(path)).collect();
        let names = Names { src: display_name(src.path), tgt: names.join(", ") };
        let memory = memory::read(&files, &translation, global, talk)?;
        self.job_of(langs, (source.read_from(src.bytes.clone())?, memory), names)
    }

    /// Returns how to read the two sides.
    fn sources<'p>(
        &self,
        langs: &LangPair,
        src: &'p Path,
        tgt: &'p Path,
    ) -> (Source<'p>, Source<'p>) {
        // The source as a table: the roles of the languages change.
        let src_columns = Columns {
            column: self.src_column.clone(),
            sheet: self.src_sheet.clone(),
            ..Columns::default()
        };
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
        (source, translation)
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

/// One side as its file holds it, to be read in one language or the other.
struct RawSide<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
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
