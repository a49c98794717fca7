//! `enregard merge`: one bitext out of two reviews of it.

use super::Global;
use super::bitexts::{self, Output, SourceArgs};
use super::diff::{has_texts, json_of_pair, refuse_other_text, refuse_two_stdins};
use super::io::{Sink, display_name, is_dash};
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::corpus::{Comparison, Conflict, Counts, Merged, Part, merge};
use crate::error::{Error, Place, Result};
use crate::formats::{Dialect, Format};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard merge zoe.csv luc.csv -o both.csv                          decisions of both
  enregard merge zoe.csv luc.xlsx --base sent-out.csv -o both.csv     what each changed since
  enregard merge mine.csv theirs.csv --prefer b -o both.csv           where they clash, B is right
  enregard merge a.csv b.csv --conflicts conflicts.jsonl -o both.csv

With --base, what one of the two changed is taken, field by field; where both changed the same
field otherwise, or paired the same segments otherwise, that is a conflict: the value of A stays
and both are said on stderr. Without it, a decision beats `auto` and a text beats a blank one.
Comments and dismissals of both are kept.
Exit code 4 says that there are conflicts; the output is written all the same.";

/// How many conflicts are said one by one. By hand: more are no longer read.
const MAX_CONFLICTS_SAID: usize = 50;

/// Make one bitext out of two reviews of one text
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Merge {
    /// The bitext whose values stay where both changed something
    a: PathBuf,
    /// The bitext that is merged into it
    b: PathBuf,
    /// The bitext that both were made from
    #[arg(long, value_name = "FILE")]
    base: Option<PathBuf>,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// The format of OUT [default: by its extension, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    format: Option<Format>,
    #[command(flatten)]
    source: SourceArgs,
    /// Whose value is taken where both changed something; conflicts are then none
    #[arg(long, value_enum, value_name = "SIDE")]
    prefer: Option<Side>,
    /// Write the conflicts there, one a line, as JSON
    #[arg(long, value_name = "FILE")]
    conflicts: Option<PathBuf>,
    /// Write CSV for Excel: a byte order mark, and `;` between cells
    #[arg(long)]
    excel: bool,
    /// Replace OUT even if people have reviewed it
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Side {
    A,
    B,
}

impl Merge {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        refuse_two_stdins(&self.inputs())?;
        let format = bitexts::output_format(self.output.as_deref(), self.format, self.excel)?;
        let output = Output::new(self.output.as_deref(), &self.inputs(), format)?;
        let conflicts = self.conflicts_sink()?;
        let languages = global.languages();
        if !self.force {
            output.refuse_reviewed(format, &languages)?;
        }
        let read = |path: &PathBuf| {
            let bitext = self.source.of(path).load(&languages, talk)?;
            refuse_without_texts(&bitext, path).map(|()| bitext)
        };
        let (a, b) = (read(&self.a)?, read(&self.b)?);
        let base = self.base.as_ref().map(read).transpose()?;
        refuse_other_text(&Comparison::new(&a, &b), &self.a, &self.b)?;
        if let (Some(base), Some(path)) = (&base, &self.base) {
            refuse_other_text(&Comparison::new(&a, base), &self.a, path)?;
        }
        let (a, b) = match &base {
            Some(base) => (completed(a, &self.a, base, talk)?, completed(b, &self.b, base, talk)?),
            None => (a, b),
        };
        let merged = self.merge(base.as_ref(), &a, &b);
        let dialect = if self.excel { Dialect::Excel } else { Dialect::Standard };
        let options =
            crate::formats::Options { dialect, one_sided: true, ..output.options(format) };
        let mut pairs = merged.bitext.pairs.iter().cloned();
        let findings = output.write(&merged.bitext, format, &options, || Ok(pairs.next()))?;
        talk.findings(&findings);
        if let Some(sink) = conflicts {
            let line = |conflict| json_of(conflict, &merged.bitext).to_string();
            let lines = merged.conflicts.iter().map(line);
            let lines: String = lines.flat_map(|line| [line, "\n".to_owned()]).collect();
            sink.write(lines.as_bytes())?;
        }
        Ok(self.tell(&merged, talk))
    }

    fn inputs(&self) -> Vec<&Path> {
        let base = self.base.as_deref();
        [self.a.as_path(), self.b.as_path()].into_iter().chain(base).collect()
    }

    /// Returns where the conflicts go, which is not another file of the command.
    fn conflicts_sink(&self) -> Result<Option<Sink>> {
        let Some(path) = &self.conflicts else { return Ok(None) };
        let is_output = match &self.output {
            Some(output) => {
                output == path
                    || output
                        .canonicalize()
                        .ok()
                        .is_some_and(|real| path.canonicalize().ok() == Some(real))
            }
            None => is_dash(path),
        };
        if is_output {
            return Err(Error::usage("the bitext and its conflicts are to go to one place")
                .at(Place::file(display_name(path)))
                .hint("name another file after --conflicts or -o"));
        }
        Sink::new(Some(path), &self.inputs()).map(Some)
    }

    /// Merges so that the preferred side is the one whose values stay.
    fn merge(&self, base: Option<&Bitext>, a: &Bitext, b: &Bitext) -> Merged {
        if self.prefer == Some(Side::B) { merge(base, b, a) } else { merge(base, a, b) }
    }

    /// Says what was done, and which conflicts there are.
    fn tell(&self, merged: &Merged, talk: &Talk) -> ExitCode {
        let n_pairs = merged.bitext.pairs.len();
        let (kept, other) = match self.prefer {
            Some(Side::B) => (&self.b, &self.a),
            _ => (&self.a, &self.b),
        };
        let (kept, other) = (display_name(kept), display_name(other));
        let taken = counts(&merged.taken_from_b);
        talk.note(&format!("{n_pairs} pairs; taken from {other}: {taken}"));
        let n_conflicts = merged.conflicts.len();
        if n_conflicts == 0 {
            return ExitCode::SUCCESS;
        }
        if self.prefer.is_some() {
            talk.note(&format!("changed by both, taken from {kept}: {n_conflicts}"));
            return ExitCode::SUCCESS;
        }
        for conflict in merged.conflicts.iter().take(MAX_CONFLICTS_SAID) {
            said(conflict, &kept, &other).lines().for_each(|line| talk.note(line));
        }
        if n_conflicts > MAX_CONFLICTS_SAID {
            let n_more = n_conflicts - MAX_CONFLICTS_SAID;
            talk.note(&format!("… and {n_more} more; --conflicts FILE writes them all"));
        }
        let message = format!("changed by both, and left as in {kept}: {n_conflicts}");
        talk.error(&Error::conflict(message).hint(
            "decide them in the output, or pass --prefer a or --prefer b; \
             --conflicts FILE writes them down",
        ));
        ExitCode::from(4)
    }
}

/// Returns a side with the pairs of the base that it lacks: people send back a part, and take no pair out.
fn completed(side: Bitext, path: &Path, base: &Bitext, talk: &Talk) -> Result<Bitext> {
    let part = Part::new(&side, base);
    let name = display_name(path);
    if !part.is_of_the_whole() {
        return Err(Error::input("no text of this file is in the base: it is of another text")
            .at(Place::file(name))
            .hint("name two versions of one bitext after `merge`"));
    }
    let n_missing = part.n_missing();
    if n_missing == 0 {
        return Ok(side);
    }
    talk.note(&format!("{n_missing} pairs of the base are not in {name} and stay"));
    Ok(part.completed())
}

/// Refuses a ladder without its texts, of which no bitext can be written.
fn refuse_without_texts(bitext: &Bitext, path: &Path) -> Result<()> {
    if has_texts(bitext) {
        return Ok(());
    }
    Err(Error::usage("this alignment has no texts, which a bitext needs")
        .at(Place::file(display_name(path)))
        .hint("make a bitext of it: enregard convert A.ladder --src A.fr --tgt A.en -o A.csv"))
}

fn counts(counts: &Counts) -> String {
    let counts: Vec<String> =
        counts.iter().map(|(change, n)| format!("{n} {}", change.name())).collect();
    if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }
}

/// Says a conflict: its place, and the values that it is about.
fn said(conflict: &Conflict, a: &str, b: &str) -> String {
    let Conflict { pair, field, base, a: of_a, b: of_b, .. } = conflict;
    let place = if pair.is_empty() { String::new() } else { format!("{pair}: ") };
    let value = |name: &str, value: &str| {
        let value = if value.is_empty() { "(blank)" } else { value };
        let lines = value.lines().collect::<Vec<_>>().join("\n      ");
        format!("\n    {name}: {lines}")
    };
    let before = base.as_ref().map(|base| value("before", base)).unwrap_or_default();
    format!("conflict: {place}{field}{before}{}{}", value(a, of_a), value(b, of_b))
}

fn json_of(conflict: &Conflict, bitext: &Bitext) -> Value {
    let pairs = conflict.pairs_of_b.iter().map(|pair| json_of_pair(bitext, pair));
    json!({
        "pair": conflict.pair,
        "field": conflict.field,
        "base": conflict.base,
        "a": conflict.a,
        "b": conflict.b,
        "pairs_of_b": pairs.collect::<Vec<_>>(),
    })
}
