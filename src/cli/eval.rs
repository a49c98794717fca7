//! `enregard eval`: how good an alignment or a segmentation is, against gold.

use super::Global;
use super::bitexts::{Judged, SourceArgs};
use super::io::{display_name, is_dash, write_stdout};
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::eval::beads::{Link, Report, compare};
use crate::eval::boundaries::{are_of_one_text, compare_boundaries};
use crate::eval::texts::{Basis, compare_bitexts};
use crate::eval::{Figures, Ratio};
use crate::formats::{self, Dialect, Format, ladder};
use clap::Args;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard eval gold.csv bitext.tmx          two bitexts, compared by their texts
  enregard eval novel.gold novel.ladder      two ladders ([0]:[0, 1]), compared by position
  enregard eval gold.txt segments.txt        two segmentations of one text, one segment a line

Strict: the very same segments on both sides. Lax: a segment of either side in common.
Recall leaves out beads with a blank side, as vecalign does; they are shown apart.
Segments are the same if their texts are, whatever their ids; where texts were edited, by their ids.
Bitexts that have next to nothing in common are refused.";

/// Compare an alignment or a segmentation with gold
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Eval {
    /// What is right: a bitext in any format, a ladder, or segments one a line
    gold: PathBuf,
    /// What is to be judged, in any of the same forms
    alignment: PathBuf,
    #[command(flatten)]
    source: SourceArgs,
}

impl Eval {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let languages = global.languages();
        if is_dash(&self.gold) && is_dash(&self.alignment) {
            return Err(Error::usage("the gold and the alignment cannot both be stdin")
                .hint("name a file for one of them"));
        }
        let gold = self.source.of(&self.gold).judged(&languages, talk)?;
        let test = self.source.of(&self.alignment).judged(&languages, talk)?;
        let report = match (gold, test) {
            (Judged::Segments(gold), Judged::Segments(test)) => {
                segmentation_table(self.compare_segments(&gold, &test)?)
            }
            (Judged::Bitext(gold), Judged::Bitext(test)) => {
                bead_table(&self.compare_bitexts(&gold, &test, talk)?)
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

    fn compare_bitexts(&self, gold: &Bitext, test: &Bitext, talk: &Talk) -> Result<Report> {
        let Some((report, basis)) = compare_bitexts(gold, test) else {
            let gold = display_name(&self.gold);
            let message =
                format!("this is not a bitext of the text of {gold}: they share hardly a segment");
            return Err(Error::input(message)
                .at(Place::file(display_name(&self.alignment)))
                .hint("compare two alignments of one text; --src-lang and --tgt-lang say which side is which"));
        };
        talk.detail(match basis {
            Basis::Ids => "compared by the ids of segments",
            Basis::Texts => "compared by texts",
        });
        Ok(report)
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

fn rungs(rungs: &[ladder::Rung]) -> Vec<Link> {
    rungs.iter().map(|rung| Link { src: rung.src.clone(), tgt: rung.tgt.clone() }).collect()
}

fn by_position(judged: Judged) -> Result<Vec<Link>> {
    Ok(match judged {
        Judged::Ladder(ladder) => rungs(&ladder),
        Judged::Bitext(bitext) => {
            let written = formats::write(&bitext, Format::Ladder, Dialect::Standard);
            rungs(&ladder::read(&written.bytes, "bitext")?)
        }
        Judged::Segments(_) => Vec::new(),
    })
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
