//! `enregard eval`: how good an alignment or a segmentation is, against gold.

use super::Global;
use super::io::{display_name, is_dash, read_bytes, write_stdout};
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::eval::beads::{Link, Report, compare};
use crate::eval::boundaries::{are_of_one_text, compare_boundaries};
use crate::eval::{Figures, Ratio};
use crate::finding::Finding;
use crate::formats::{self, Dialect, Format, ladder};
use crate::lang::LangPair;
use crate::text::Text;
use clap::Args;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard eval gold.csv bitext.csv          two bitexts, compared by the ids of their segments
  enregard eval novel.gold novel.ladder      two ladders ([0]:[0, 1]), compared by position
  enregard eval gold.txt segments.txt        two segmentations of one text, one segment a line

Strict: the very same segments on both sides. Lax: a segment of either side in common.
Recall leaves out beads with a blank side, as vecalign does; they are shown apart.";

/// Compare an alignment or a segmentation with gold
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Eval {
    /// What is right: a bitext (csv, tsv, jsonl), a ladder, or segments one a line
    gold: PathBuf,
    /// What is to be judged, in any of the same forms
    alignment: PathBuf,
}

/// A file to be compared.
enum Judged {
    Bitext(Box<Bitext>),
    Ladder(Vec<Link>),
    Segments(Vec<String>),
}

impl Eval {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let languages = global.languages();
        if is_dash(&self.gold) && is_dash(&self.alignment) {
            return Err(Error::usage("the gold and the alignment cannot both be stdin")
                .hint("name a file for one of them"));
        }
        let gold = read(&self.gold, &languages, talk)?;
        let test = read(&self.alignment, &languages, talk)?;
        let report = match (gold, test) {
            (Judged::Segments(gold), Judged::Segments(test)) => {
                segmentation_table(self.compare_segments(&gold, &test)?)
            }
            (Judged::Bitext(gold), Judged::Bitext(test)) if has_ids(&gold) && has_ids(&test) => {
                talk.findings(&self.of_other_text(&gold, &test));
                let mut ids = Ids::default();
                bead_table(&compare(&ids.links(&gold), &ids.links(&test)))
            }
            (Judged::Segments(_), _) | (_, Judged::Segments(_)) => {
                return Err(Error::usage("one file has beads and the other has segments")
                    .hint("compare a bitext or ladder with a bitext or ladder"));
            }
            (gold, test) => bead_table(&compare(&by_position(gold)?, &by_position(test)?)),
        };
        write_stdout(report.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }

    /// Says that ids are compared that do not name the same segments.
    fn of_other_text(&self, gold: &Bitext, test: &Bitext) -> Vec<Finding> {
        let texts = |bitext: &Bitext| -> Vec<String> {
            bitext.pairs.iter().map(|pair| pair.src.clone()).collect()
        };
        let message = "the source is not that of the gold; the figures mean little";
        let finding =
            || Finding::warning("eval", message).at(Place::file(display_name(&self.alignment)));
        let is_same = are_of_one_text(&texts(gold), &texts(test));
        if is_same { Vec::new() } else { vec![finding()] }
    }

    fn compare_segments(&self, gold: &[String], test: &[String]) -> Result<Figures> {
        if are_of_one_text(gold, test) {
            return Ok(compare_boundaries(gold, test));
        }
        Err(Error::input("these are not the segments of the same text")
            .at(Place::file(display_name(&self.alignment)))
            .hint("segment the text of the gold file: `enregard segment TEXT`"))
    }
}

fn read(path: &Path, languages: &LangPair, talk: &Talk) -> Result<Judged> {
    let name = display_name(path);
    let bytes = read_bytes(path)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::input("the file is empty")
            .at(Place::file(name))
            .hint("check that it was saved, or name another file"));
    }
    if let Some(format @ (Format::Csv | Format::Tsv | Format::Jsonl)) = Format::by_extension(path) {
        let loaded = formats::read(&bytes, &name, format, languages)?;
        talk.findings(&loaded.findings);
        return Ok(Judged::Bitext(Box::new(loaded.bitext)));
    }
    if looks_like_ladder(&bytes) {
        return Ok(Judged::Ladder(rungs(&ladder::read(&bytes, &name)?)));
    }
    let text = Text::decode(&bytes, &name)?;
    let lines = text.content.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(Judged::Segments(lines.map(str::to_owned).collect()))
}

/// Tells whether a bitext says which segments its pairs hold. Others are counted.
fn has_ids(bitext: &Bitext) -> bool {
    bitext.pairs.iter().any(|pair| !pair.src_ids.is_empty() && !pair.tgt_ids.is_empty())
}

fn looks_like_ladder(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    first.is_some_and(|line| line.starts_with(b"[") && line.windows(3).any(|at| at == b"]:["))
}

fn rungs(rungs: &[ladder::Rung]) -> Vec<Link> {
    rungs.iter().map(|rung| Link { src: rung.src.clone(), tgt: rung.tgt.clone() }).collect()
}

fn by_position(judged: Judged) -> Result<Vec<Link>> {
    Ok(match judged {
        Judged::Ladder(links) => links,
        Judged::Bitext(bitext) => {
            let written = formats::write(&bitext, Format::Ladder, Dialect::Standard);
            rungs(&ladder::read(&written.bytes, "bitext")?)
        }
        Judged::Segments(_) => Vec::new(),
    })
}

/// Numbers the ids of the segments of both bitexts.
#[derive(Default)]
struct Ids {
    src: FxHashMap<String, usize>,
    tgt: FxHashMap<String, usize>,
}

impl Ids {
    fn links(&mut self, bitext: &Bitext) -> Vec<Link> {
        let number = |known: &mut FxHashMap<String, usize>, ids: &[String]| {
            let mut numbers: Vec<usize> = Vec::new();
            for id in ids {
                let next = known.len();
                numbers.push(*known.entry(id.clone()).or_insert(next));
            }
            numbers.sort_unstable();
            numbers
        };
        let mut link = |pair: &crate::bitext::Pair| Link {
            src: number(&mut self.src, &pair.src_ids),
            tgt: number(&mut self.tgt, &pair.tgt_ids),
        };
        bitext.pairs.iter().map(&mut link).collect()
    }
}

fn segmentation_table(figures: Figures) -> String {
    let mut table = heading();
    table += &row("boundaries", figures);
    table
}

fn heading() -> String {
    format!("{:<12} {:>7} {:>7} {:>7}   {:>11}\n", "", "P", "R", "F1", "right/gold")
}

fn row(name: &str, figures: Figures) -> String {
    format!(
        "{name:<12} {:>7.4} {:>7.4} {:>7.4}   {:>11}\n",
        figures.precision.value(),
        figures.recall.value(),
        figures.f1(),
        figures.recall.to_string(),
    )
}

/// Returns the figures as a table for people: overall, then a row a shape.
fn bead_table(report: &Report) -> String {
    let mut table = heading();
    table += &row("strict", report.strict);
    table += &row("lax", report.lax);
    table += &row("one-sided", report.one_sided);
    let mut shapes: Vec<_> =
        report.recall_by_shape.keys().chain(report.precision_by_shape.keys()).copied().collect();
    shapes.sort_unstable();
    shapes.dedup();
    // Writing to a string cannot fail.
    let _ = writeln!(
        table,
        "\n{:<12} {:>7} {:>7}   {:>11} {:>11}",
        "by shape", "P", "R", "right/made", "right/gold"
    );
    for shape in shapes {
        let of = |ratios: &std::collections::BTreeMap<_, Ratio>| {
            ratios.get(&shape).copied().unwrap_or_default()
        };
        let (made, gold) = (of(&report.precision_by_shape), of(&report.recall_by_shape));
        let _ = writeln!(
            table,
            "{:<12} {:>7.4} {:>7.4}   {:>11} {:>11}",
            shape.to_string(),
            made.value(),
            gold.value(),
            made.to_string(),
            gold.to_string(),
        );
    }
    table
}
