//! `enregard realign`: a stretch of a bitext aligned again.

use super::Global;
use super::bitexts::{self, Output};
use super::io::display_name;
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::corpus::{Realigned, realign};
use crate::error::{Error, Place, Result};
use crate::formats::{Dialect, Format};
use clap::Args;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard realign bitext.csv --from p3.s1 --to p5.s2 -o better.csv
  enregard realign bitext.csv --from p3.s1 -o better.csv                to the end
  enregard realign bitext.csv -o better.csv                             what nobody has decided on
  enregard realign bitext.csv --from p3.s1 --to p5.s2 --all -o better.csv
  enregard realign bitext.csv --from p3.s1 --to p5.s2 | enregard diff bitext.csv -

Pairs outside the stretch stay, and so do accepted and corrected ones inside it, unless --all is
given. A pair that comes out with the same segments is what it was; comments, dismissals, marked
errors and carried columns of the others go to the pair that has their first segment.";

/// Align a stretch of a bitext again, between pairs that stay
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Realign {
    /// The bitext, in any format; `-` is stdin
    #[arg(value_name = "BITEXT")]
    bitext: PathBuf,
    /// The id of the first pair of the stretch [default: the first of the bitext]
    #[arg(long, value_name = "ID")]
    from: Option<String>,
    /// The id of the last pair of the stretch [default: the last of the bitext]
    #[arg(long, value_name = "ID")]
    to: Option<String>,
    /// Align accepted and corrected pairs of the stretch again too
    #[arg(long)]
    all: bool,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of OUT [default: by its extension, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    format: Option<Format>,
    /// The format of BITEXT [default: by its extension, else by its content]
    #[arg(long = "input-format", value_name = "FORMAT", value_parser = bitexts::parse_format)]
    input_format: Option<Format>,
    /// Write CSV for Excel: a byte order mark, and `;` between cells
    #[arg(long)]
    excel: bool,
    /// Replace OUT even if people have reviewed it
    #[arg(long)]
    force: bool,
}

impl Realign {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let languages = global.languages();
        let format = bitexts::output_format(self.output.as_deref(), self.format, self.excel)?;
        let output = Output::new(self.output.as_deref(), &[&self.bitext], format)?;
        if !self.force {
            output.refuse_reviewed(format, &languages)?;
        }
        let source = bitexts::Source {
            main: Some(&self.bitext),
            format: self.input_format,
            ..Default::default()
        };
        let bitext = source.load(&languages, talk)?;
        let stretch = self.stretch(&bitext)?;
        let realigned = realign(&bitext, &stretch, self.all, &global.model()?);
        let dialect = if self.excel { Dialect::Excel } else { Dialect::Standard };
        let options =
            crate::formats::Options { dialect, one_sided: true, ..output.options(format) };
        let mut pairs = realigned.bitext.pairs.iter().cloned();
        let findings = output.write(&realigned.bitext, format, &options, || Ok(pairs.next()))?;
        talk.findings(&findings);
        let Realigned { n_same, n_new, n_gone, .. } = realigned;
        let (name, n) = (display_name(&self.bitext), stretch.len());
        talk.note(&format!(
            "{name}: {n} pairs aligned again; {n_same} as they were, {n_gone} replaced by {n_new}"
        ));
        Ok(ExitCode::SUCCESS)
    }

    fn stretch(&self, bitext: &Bitext) -> Result<Range<usize>> {
        let place = |id: &String| {
            let mut found = (0..bitext.pairs.len()).filter(|at| bitext.pairs[*at].id == *id);
            let first = found.next().ok_or_else(|| no_pair(id, bitext, &self.bitext))?;
            if found.next().is_some() {
                return Err(Error::usage(format!("several pairs have the id `{id}`"))
                    .at(Place::file(display_name(&self.bitext)))
                    .hint("give each pair an id of its own, or align the whole: leave it out"));
            }
            Ok(first)
        };
        let from = self.from.as_ref().map_or(Ok(0), place)?;
        let last = self.to.as_ref().map(place).transpose()?;
        let end = last.map_or(bitext.pairs.len(), |last| last + 1);
        if from < end || bitext.pairs.is_empty() {
            return Ok(from..end);
        }
        let (from, to) =
            (self.from.as_deref().unwrap_or_default(), self.to.as_deref().unwrap_or_default());
        Err(Error::usage(format!("`{from}` stands behind `{to}`"))
            .at(Place::file(display_name(&self.bitext)))
            .hint(format!("the first pair comes first: --from {to} --to {from}")))
    }
}

fn no_pair(id: &str, bitext: &Bitext, path: &Path) -> Error {
    let first = bitext.pairs.first().map_or("", |pair| pair.id.as_str());
    let last = bitext.pairs.last().map_or("", |pair| pair.id.as_str());
    Error::usage(format!("no pair has the id `{id}`; they go from `{first}` to `{last}`"))
        .at(Place::file(display_name(path)))
        .hint("ids stand in the first column of the bitext, and under each pair on the review page")
}
