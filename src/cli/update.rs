//! `enregard update`: a bitext brought up to a new version of its text.

mod report;
mod texts;

pub(super) use texts::{Side, Texts};

use super::Global;
use super::bitexts::{self, Output};
use super::diff::{PageLanguage, refuse_two_stdins};
use super::io::{Sink, display_name, is_dash};
use super::source::{Columns, InputFormat};
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::corpus::{Updated, update};
use crate::error::{Error, Place, Result};
use crate::formats::{Dialect, Format};
use clap::{Args, ValueEnum};
use report::Told;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard update bitext.csv article-v2.fr.txt -o v2.csv               the old translations serve
  enregard update bitext.csv v2.fr.docx v2.en.docx -o v2.csv           both texts are new
  enregard update bitext.csv v2.fr.txt -o v2.csv --orphans gone.csv    what is gone, by name
  enregard update bitext.csv v2.fr.txt -o v2.csv --report changes.html a page with the words that differ
  enregard update bitext.csv v2.fr.txt -o v2.csv --format json | jq .counts

Segments are found again by their texts: the same, the same but for white space and the shapes of
marks, then those that share most of their words, wherever they stand. A pair whose texts are as
they were keeps its decision, reviewer, comment, dismissals, marked errors and carried columns. One
whose text changed goes back to `auto` with the finding `text.changed`; the wording that was decided
on stands in the column `fr_before` or `en_before`. Only what is new is aligned, between what stays.
Pairs of which nothing is left are written to the file of --orphans; without it, to a file beside
OUT (`v2.orphans.csv`), or beside BITEXT if OUT is stdout. The inputs are never touched.";

/// Of the segments of the old source the new one has at least this share, or it is
/// another text. By hand, as for `diff`: heavy editing leaves more, and two novels
/// share some `Oui.`.
const LEAST_SHARED: f64 = 0.1;

/// So many names are tried for the orphans. By hand; after that the first is tried, and refused if it was reviewed.
const MAX_NAMES: usize = 10_000;

/// Bring a bitext up to a new version of its text; every decision stays with its pair
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Update {
    /// The bitext of the old version, in any format
    #[arg(value_name = "BITEXT")]
    bitext: PathBuf,
    /// The new version of the source: a document, or a table with a column of it; `-` is stdin
    #[arg(value_name = "NEW_SOURCE")]
    source: PathBuf,
    /// The new translation: a table, or a document [default: the old one serves]
    #[arg(value_name = "NEW_TRANSLATION")]
    translation: Option<PathBuf>,
    /// Where to write the bitext of the new version [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// Where to keep the pairs of which nothing is left [default: OUT's name with `.orphans.csv`]
    #[arg(long, value_name = "FILE")]
    orphans: Option<PathBuf>,
    /// Print a report of what was kept, changed, new and gone in this format
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<ReportFormat>,
    /// Write the report there, in the format of its name
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// The language that the page of a report speaks [default: that of the locale]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<PageLanguage>,
    /// The format of BITEXT [default: by its extension, else by its content]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    from: Option<Format>,
    /// Take each line (or row) of the new texts as one segment, as it stands
    #[arg(long)]
    segmented: bool,
    /// What the new source is [default: by its bytes and its extension]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    src_format: Option<InputFormat>,
    /// What the new translation is
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    tgt_format: Option<InputFormat>,
    /// Read all of a web page, its menus too, and the code blocks of Markdown
    #[arg(long)]
    all: bool,
    /// The column of the source, if the new source is a table: its header, or its number
    #[arg(long, value_name = "NAME|N")]
    src_column: Option<String>,
    #[command(flatten)]
    columns: Columns,
    /// Write CSV for Excel: a byte order mark, and `;` between cells
    #[arg(long)]
    excel: bool,
    /// Replace OUT and the orphans even if people have reviewed them
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum ReportFormat {
    /// For people: what changed, with the words that differ
    Text,
    /// One object: counts and differences
    Json,
    /// A page to read and print
    Html,
}

impl Update {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        refuse_two_stdins(&self.inputs())?;
        self.refuse_one_place()?;
        let format = bitexts::output_format(self.output.as_deref(), None, self.excel)?;
        let output = Output::new(self.output.as_deref(), &self.inputs(), format)?;
        let report = Sink::new(self.report.as_deref(), &self.inputs())?;
        if !self.force {
            output.refuse_reviewed(format, &global.languages())?;
        }
        let (main, from) = (Some(self.bitext.as_path()), self.from);
        let source = bitexts::Source { main, format: from, ..Default::default() };
        let old = source.load(&global.languages(), talk)?;
        let new = Texts::read(&self.src(), self.tgt(), global, talk)?;
        let mut updated = update(&new.task(&old, false), &global.model()?);
        refuse_other_text(&updated, &old, &self.bitext, &self.source)?;
        new.add_metadata(&mut updated.bitext);
        let orphans = self.write_orphans(&updated, &old, global)?;
        self.write(&updated.bitext, format, &output, talk)?;
        let tally = updated.tally(&old);
        let told = Told { command: &self, old: &old, updated: &updated, tally, global };
        if let Some(format) = self.report_format() {
            report.write(&told.bytes(format))?;
        }
        told.say(orphans.as_deref(), talk);
        Ok(ExitCode::SUCCESS)
    }

    fn inputs(&self) -> Vec<&Path> {
        let first = [self.bitext.as_path(), self.source.as_path()].into_iter();
        first.chain(self.translation.as_deref()).collect()
    }

    /// Returns the file of the bitext; none if it goes to stdout.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !is_dash(path))
    }

    /// Returns the format of the report, if one is asked for.
    fn report_format(&self) -> Option<ReportFormat> {
        let extension = self.report.as_deref().and_then(Path::extension);
        let by_name = self.report.is_some().then(|| match extension.and_then(|ext| ext.to_str()) {
            Some("html" | "htm") => ReportFormat::Html,
            Some("json") => ReportFormat::Json,
            _ => ReportFormat::Text,
        });
        self.format.or(by_name)
    }

    fn refuse_one_place(&self) -> Result<()> {
        let is_printed = self.report.as_deref().map_or(self.format.is_some(), is_dash);
        let is_one_stdout = self.file().is_none() && is_printed;
        let files = [self.file(), self.orphans.as_deref(), self.report.as_deref()];
        let files: Vec<&Path> = files.into_iter().flatten().collect();
        let is_one_file = (1..files.len()).any(|at| files[..at].contains(&files[at]));
        let is_orphan_printed = self.orphans.as_deref().is_some_and(is_dash);
        if !is_one_stdout && !is_one_file && !is_orphan_printed {
            return Ok(());
        }
        Err(Error::usage("the bitext, the orphans and the report cannot go to one place")
            .hint("name a file for each: -o v2.csv --orphans gone.csv --report changes.html"))
    }

    fn src(&self) -> Side<'_> {
        let columns = Columns { column: self.src_column.clone(), ..Columns::default() };
        let (all, segmented) = (self.all, self.segmented);
        Side { path: &self.source, format: self.src_format, columns, all, segmented }
    }

    fn tgt(&self) -> Option<Side<'_>> {
        let path = self.translation.as_deref()?;
        let format = self.tgt_format.or(self.columns.are_given().then_some(InputFormat::Table));
        let (columns, all, segmented) = (self.columns.clone(), self.all, self.segmented);
        Some(Side { path, format, columns, all, segmented })
    }

    fn write(&self, bitext: &Bitext, format: Format, output: &Output, talk: &Talk) -> Result<()> {
        let dialect = if self.excel { Dialect::Excel } else { Dialect::Standard };
        let options =
            crate::formats::Options { dialect, one_sided: true, ..output.options(format) };
        let mut pairs = bitext.pairs.iter().cloned();
        let findings = output.write(bitext, format, &options, || Ok(pairs.next()))?;
        talk.findings(&findings);
        Ok(())
    }

    /// Writes the pairs of which nothing is left; returns where they are.
    fn write_orphans(
        &self,
        updated: &Updated,
        old: &Bitext,
        global: &Global,
    ) -> Result<Option<PathBuf>> {
        let orphans = updated.orphans(old);
        let path = match &self.orphans {
            Some(path) => path.clone(),
            None if orphans.pairs.is_empty() => return Ok(None),
            None => match self.file().or(Some(self.bitext.as_path())).filter(|path| !is_dash(path))
            {
                Some(beside) => free_name(beside),
                None => return Err(nowhere_for_orphans(orphans.pairs.len())),
            },
        };
        let format = bitexts::output_format(Some(&path), None, false)?;
        let output = Output::new(Some(&path), &self.inputs(), format)?;
        if !self.force {
            output.refuse_reviewed(format, &global.languages())?;
        }
        let options = crate::formats::Options { one_sided: true, ..output.options(format) };
        let mut pairs = orphans.pairs.iter().cloned();
        output.write(&orphans, format, &options, || Ok(pairs.next()))?;
        Ok(Some(path))
    }
}

/// Tells whether a source seems to have nothing to do with the old one.
pub(super) fn is_other_text(updated: &Updated) -> bool {
    updated.share_found < LEAST_SHARED
}

/// Refuses a source that has nothing to do with the bitext.
fn refuse_other_text(updated: &Updated, old: &Bitext, bitext: &Path, source: &Path) -> Result<()> {
    if !is_other_text(updated) {
        return Ok(());
    }
    let lang = &old.langs.src;
    let message = format!(
        "this is not a version of the `{lang}` text of {}: hardly a sentence is in both",
        display_name(bitext)
    );
    Err(Error::input(message).at(Place::file(display_name(source))).hint(
        "the bitext comes first, then the new source, then the new translation; \
         to pair other texts: enregard align SOURCE TRANSLATION",
    ))
}

fn nowhere_for_orphans(n: usize) -> Error {
    Error::conflict(format!("nothing is left of {n} pairs, and there is no place to keep them"))
        .hint("name a file for them: --orphans gone.csv; or one for the bitext: -o v2.csv")
}

/// Returns a name beside the output that no file has.
fn free_name(output: &Path) -> PathBuf {
    let name =
        output.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let named = |n: usize| match n {
        1 => output.with_file_name(format!("{stem}.orphans.csv")),
        n => output.with_file_name(format!("{stem}.orphans-{n}.csv")),
    };
    (1..=MAX_NAMES).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1))
}
