//! `enregard missing`: what lacks a translation, as a sheet, and back.

use super::Global;
use super::bitexts::{self, Output};
use super::diff::refuse_two_stdins;
use super::io::{Sink, display_name, read_bytes};
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::corpus::{Filled, Gap, Memory, Taken, lacks_translation, missing, take};
use crate::error::{Error, Place, Result};
use crate::formats::worksheet::{self, Column};
use crate::formats::{Dialect, Format};
use crate::notice::Notice;
use crate::segment::{self, Segmenter};
use crate::table::{self, Cells};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard missing bitext.csv -o todo.xlsx                       the sheet for the translator
  enregard missing bitext.csv --memory old.tmx -o todo.csv       with what other bitexts have
  enregard missing --take todo.xlsx bitext.csv -o bitext2.csv    what came back
  enregard missing bitext.csv -o todo.csv && wc -l todo.csv

The sheet has a row for each pair without a translation (blank, or a note such as TODO or
[à traduire]): its key, the source before it, the source, the translation to write, the source
after it, the best match of the memory (the bitext itself and every --memory) and a comment. Rows
may come back in any order, with some left out: they are taken by their keys, if the source is
still the one that was sent. Pairs that have a translation are never changed; what is not taken is
said, with why. If no row fits, nothing is written.";

/// So many rows that were not taken are said one by one. By hand.
const MAX_SAID: usize = 20;

/// In so many rows from the top the header is looked for: people write notes above
/// it. By hand.
const MAX_ABOVE_HEADER: usize = 20;

/// Write what lacks a translation as a sheet, and take it back
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Missing {
    /// The bitext, in any format; `-` is stdin
    #[arg(value_name = "BITEXT")]
    bitext: PathBuf,
    /// Take the translations of this sheet, as it came back: CSV, XLSX, ODS
    #[arg(long, value_name = "SHEET")]
    take: Option<PathBuf>,
    /// Another bitext to look for matches in; may be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "take")]
    memory: Vec<PathBuf>,
    /// Where to write: the sheet, .csv or .xlsx; with --take, the bitext [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of OUT [default: by its extension, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    format: Option<Format>,
    /// The format of BITEXT [default: by its extension, else by its content]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    from: Option<Format>,
    /// Write CSV for Excel: a byte order mark, and `;` between cells
    #[arg(long)]
    excel: bool,
    /// Replace OUT even if people have reviewed it
    #[arg(long)]
    force: bool,
}

impl Missing {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        refuse_two_stdins(&self.inputs())?;
        match &self.take {
            Some(sheet) => self.take_back(sheet, global, talk)?,
            None => self.write_sheet(global, talk)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn inputs(&self) -> Vec<&Path> {
        let others = self.take.iter().chain(&self.memory).map(PathBuf::as_path);
        std::iter::once(self.bitext.as_path()).chain(others).collect()
    }

    fn load(&self, path: &Path, global: &Global, talk: &Talk) -> Result<Bitext> {
        let format = self.from.filter(|_| path == self.bitext);
        let source = bitexts::Source { main: Some(path), format, ..Default::default() };
        source.load(&global.languages(), talk)
    }

    fn write_sheet(&self, global: &Global, talk: &Talk) -> Result<()> {
        let format = self.sheet_format()?;
        let sink = Sink::new(self.output.as_deref(), &self.inputs())?;
        let bitext = self.load(&self.bitext, global, talk)?;
        let mut memory = Memory::default();
        memory.add(&bitext);
        for path in &self.memory {
            memory.add(&self.load(path, global, talk)?);
        }
        let gaps = missing(&bitext, &memory);
        let (src, tgt) = bitext.langs.tags();
        let names = [format!("memory_{src}"), format!("memory_{tgt}")];
        let columns = columns([src, tgt], [&names[0], &names[1]]);
        let rows: Vec<Vec<String>> = gaps.iter().map(row).collect();
        sink.write(&match format {
            Format::Xlsx => worksheet::xlsx("missing", &columns, &rows)?,
            _ => worksheet::csv(&columns, &rows, self.excel),
        })?;
        talk.note(&self.summary(&bitext, &gaps));
        Ok(())
    }

    fn sheet_format(&self) -> Result<Format> {
        let format = bitexts::output_format(self.output.as_deref(), self.format, self.excel)?;
        if matches!(format, Format::Csv | Format::Xlsx) {
            return Ok(format);
        }
        Err(Error::usage(format!("a sheet to fill in is csv or xlsx, not {}", format.name()))
            .hint("name it so: -o todo.xlsx"))
    }

    /// Says how much of the text lacks a translation.
    fn summary(&self, bitext: &Bitext, gaps: &[Gap]) -> String {
        let n_letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let all: usize = bitext.pairs.iter().map(|pair| n_letters(&pair.src)).sum();
        let missing: usize = gaps.iter().map(|gap| n_letters(&gap.src)).sum();
        let share = 100.0 * missing as f64 / all.max(1) as f64;
        let n_offers = gaps.iter().filter(|gap| gap.offer.is_some()).count();
        let (name, n) = (display_name(&self.bitext), bitext.pairs.len());
        format!(
            "{name}: {} of {n} pairs without a translation ({share:.1} % of the text); {n_offers} have a match",
            gaps.len()
        )
    }

    fn take_back(&self, sheet: &Path, global: &Global, talk: &Talk) -> Result<()> {
        let languages = global.languages();
        let format = bitexts::output_format(self.output.as_deref(), self.format, self.excel)?;
        let output = Output::new(self.output.as_deref(), &self.inputs(), format)?;
        if !self.force {
            output.refuse_reviewed(format, &languages)?;
        }
        let bitext = self.load(&self.bitext, global, talk)?;
        let rows = read_sheet(sheet, &bitext, talk)?;
        let segmenter = Segmenter::new(&bitext.langs.tgt, segment::Options::default());
        let taken = take(&bitext, &rows, &segmenter);
        if taken.n_known == 0 {
            return Err(no_row_fits(sheet, &self.bitext, &taken));
        }
        let dialect = if self.excel { Dialect::Excel } else { Dialect::Standard };
        let options =
            crate::formats::Options { dialect, one_sided: true, ..output.options(format) };
        let mut pairs = taken.bitext.pairs.iter().cloned();
        let findings = output.write(&taken.bitext, format, &options, || Ok(pairs.next()))?;
        talk.findings(&findings);
        tell(&taken, sheet, talk);
        Ok(())
    }
}

fn columns<'a>([src, tgt]: [&'a str; 2], memory: [&'a str; 2]) -> [Column<'a>; 9] {
    let column = |header, width: f64, is_input| Column { header, width, is_input };
    [
        column("key", 12.0, false),
        column("before", 30.0, false),
        column(src, 60.0, false),
        column(tgt, 60.0, true),
        column("after", 30.0, false),
        column("match", 8.0, false),
        column(memory[0], 40.0, false),
        column(memory[1], 40.0, false),
        column("comment", 30.0, true),
    ]
}

fn row(gap: &Gap) -> Vec<String> {
    let Gap { key, before, src, after, offer } = gap;
    let percent = |score: f64| format!("{:.0} %", 100.0 * score);
    let offer =
        offer.as_ref().map(|offer| [percent(offer.score), offer.src.clone(), offer.tgt.clone()]);
    let known = [key, before, src, "", after].map(str::to_owned);
    known.into_iter().chain(offer.unwrap_or_default()).chain([String::new()]).collect()
}

/// Where the columns of a sheet stand.
struct Layout {
    key: usize,
    src: Option<usize>,
    tgt: usize,
    comment: Option<usize>,
}

impl Layout {
    fn of(row: &Cells, bitext: &Bitext) -> Option<Layout> {
        let at =
            |name: &str| row.cells.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        let (src, tgt) = bitext.langs.tags();
        let loose = table::text_columns(&row.cells, &bitext.langs);
        Some(Layout {
            key: at("key")?,
            src: at(src).or(loose.src),
            tgt: at(tgt).or(loose.tgt)?,
            comment: at("comment"),
        })
    }
}

fn read_sheet(path: &Path, bitext: &Bitext, talk: &Talk) -> Result<Vec<Filled>> {
    let name = display_name(path);
    let options = table::Options::new(bitext.langs.clone());
    let grid = table::grid(&read_bytes(path)?, &name, &options)?;
    talk.findings(&grid.findings);
    let mut rows = grid.rows.iter();
    let layout = rows.by_ref().take(MAX_ABOVE_HEADER).find_map(|row| Layout::of(row, bitext));
    let layout = layout.ok_or_else(|| no_header(&grid.rows, &name, bitext))?;
    let filled = |row: &Cells| {
        let cell =
            |at: usize| row.cells.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        Filled {
            line: row.line,
            key: cell(layout.key),
            src: layout.src.map(cell).filter(|src| !src.is_empty()),
            tgt: cell(layout.tgt),
            comment: layout.comment.map(cell).unwrap_or_default(),
        }
    };
    Ok(rows.map(filled).filter(|row| !row.key.is_empty() || !row.tgt.is_empty()).collect())
}

fn no_header(rows: &[Cells], name: &str, bitext: &Bitext) -> Error {
    let (_, tgt) = bitext.langs.tags();
    let first: Vec<&str> = rows
        .first()
        .map(|row| row.cells.iter().map(|cell| cell.trim()).collect())
        .unwrap_or_default();
    let message = format!(
        "no row is a header with `key` and `{tgt}`; the first row has: {}",
        first.join(", ")
    );
    Error::input(message)
        .at(Place::file(name).line(rows.first().map_or(1, |row| row.line)))
        .hint("take back the sheet that `enregard missing BITEXT -o SHEET` wrote, with its header")
}

fn no_row_fits(sheet: &Path, bitext: &Path, taken: &Taken) -> Error {
    let bitext = display_name(bitext);
    let message = match taken.not_taken.first() {
        Some(row) => format!("no row fits {bitext}: of `{}`, {}", row.key, row.why),
        None => format!("no row fits {bitext}"),
    };
    let line = taken.not_taken.first().map(|row| row.line);
    let place = Place::file(display_name(sheet));
    Error::input(message)
        .at(line.map_or(place.clone(), |line| place.line(line)))
        .hint("name the bitext that the sheet was made of; nothing was written")
}

/// Says what was taken and what was not.
fn tell(taken: &Taken, sheet: &Path, talk: &Talk) {
    let name = display_name(sheet);
    let finding = |row: &crate::corpus::NotTaken| {
        let message = format!("`{}` is not taken: {}", row.key, row.why);
        Notice::warning("missing", message).at(Place::file(&name).line(row.line))
    };
    let said: Vec<Notice> = taken.not_taken.iter().take(MAX_SAID).map(finding).collect();
    talk.findings(&said);
    let n_more = taken.not_taken.len().saturating_sub(MAX_SAID);
    if n_more > 0 {
        talk.findings(&[Notice::warning("missing", format!("… and {n_more} more rows"))]);
    }
    let n_left = taken.bitext.pairs.iter().filter(|pair| lacks_translation(pair)).count();
    let (n_taken, n_not) = (taken.pairs.len(), taken.not_taken.len());
    talk.note(&format!(
        "{name}: {n_taken} translations taken, {n_not} not; {n_left} pairs still without a translation"
    ));
}
