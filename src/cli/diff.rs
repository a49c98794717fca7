//! `enregard diff`: what differs between two bitexts of one text.

use super::Global;
use super::bitexts::{self, Source};
use super::io::{display_name, is_dash, write_stdout};
use super::talk::{Talk, stdout_wants_color};
use crate::bitext::{Bitext, Pair};
use crate::corpus::{
    Agreement, Change, Comparison, Diff as Differences, Difference, FieldChange, Overlap, Piece,
    word_diff,
};
use crate::error::{Error, Place, Result};
use crate::formats::Format;
use crate::french::Tongue;
use crate::report::Versions;
use crate::text::visible::{visible, visible_line};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard diff before.csv after.csv                what was accepted, edited, merged, split …
  enregard diff zoe.csv luc.xlsx --stat             how many there are of each
  enregard diff zoe.csv luc.csv --agreement         Cohen's kappa; F1 of links and beads
  enregard diff a.csv b.csv --format jsonl | jq .   one difference a line
  enregard diff zoe.csv luc.csv --format html > d.html   a page to read and print (--lang fr: in French)
  enregard diff a.ladder b.ladder                   two alignments, by position
  enregard diff a.csv b.csv --exit-code             1 if they differ, for scripts

Any two formats that are read can be compared. Pairs are matched by the ids of their segments, or
by their texts where there are none. Words taken out stand in [-…-] or red, words put in in {+…+}
or green. Scores are computed, not decided: they are not a difference.";

/// Compare two alignments or reviews of one text, pair by pair
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "they are flags of a command line")]
pub(super) struct Diff {
    /// The bitext before, or of one reviewer; `-` is stdin
    a: PathBuf,
    /// The bitext after, or of another reviewer; `-` is stdin
    b: PathBuf,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: OutputFormat,
    /// Print how many differences there are of each sort instead of the differences
    #[arg(long)]
    stat: bool,
    /// Print how far the two agree instead of the differences
    #[arg(long)]
    agreement: bool,
    /// The language that the page of `--format html` speaks [default: that of
    /// the locale, from `LC_ALL`, `LC_MESSAGES` or `LANG`]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<PageLanguage>,
    /// End with exit code 1 if they differ
    #[arg(long)]
    exit_code: bool,
    /// The format of A and B [default: by their extensions, else by their contents]
    #[arg(long, value_name = "FORMAT", value_parser = bitexts::parse_format)]
    from: Option<Format>,
    /// The source text that ladders or XCES links are about
    #[arg(long, value_name = "FILE")]
    src: Option<PathBuf>,
    /// The translation that ladders or XCES links are about
    #[arg(long, value_name = "FILE")]
    tgt: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
enum OutputFormat {
    /// For people
    #[default]
    Text,
    /// One object: counts, agreement and differences
    Json,
    /// One difference a line
    Jsonl,
    /// A page to read and print: agreement, then the pairs that differ, side by side
    Html,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum PageLanguage {
    /// English
    En,
    /// French
    Fr,
}

impl PageLanguage {
    /// Returns the language that is asked for, or that of the person's locale.
    pub(super) fn tongue_or_locale(asked: Option<PageLanguage>) -> Tongue {
        asked.map_or_else(of_environment, PageLanguage::tongue)
    }

    fn tongue(self) -> Tongue {
        match self {
            PageLanguage::En => Tongue::English,
            PageLanguage::Fr => Tongue::French,
        }
    }
}

/// Returns the language of the person's locale: the first variable that is set says it, as in POSIX.
fn of_environment() -> Tongue {
    let set = |name: &&str| std::env::var(name).ok().filter(|locale| !locale.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    Tongue::of_locale(&locale.unwrap_or_default())
}

impl Diff {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        refuse_two_stdins(&[&self.a, &self.b])?;
        let read = |path: &Path| {
            let (src, tgt) = (self.src.as_deref(), self.tgt.as_deref());
            let source = Source { main: Some(path), second: None, src, tgt, format: self.from };
            source.load(&global.languages(), talk)
        };
        let (a, b) = (read(&self.a)?, read(&self.b)?);
        self.refuse_half_texts(&a, &b)?;
        let comparison = Comparison::new(&a, &b);
        refuse_other_text(&comparison, &self.a, &self.b)?;
        let (diff, agreement) = (comparison.diff(), comparison.agreement());
        let sheet = Sheet { a: &a, b: &b, has_color: stdout_wants_color(global.color) };
        write_stdout(self.output(&sheet, &diff, &agreement).as_bytes())?;
        talk.note(&self.summary(&sheet, &diff));
        let is_told = self.exit_code && !diff.is_empty();
        Ok(if is_told { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    /// Refuses to compare an alignment without its texts with a bitext.
    fn refuse_half_texts(&self, a: &Bitext, b: &Bitext) -> Result<()> {
        let path = match (has_texts(a), has_texts(b)) {
            (false, true) => &self.a,
            (true, false) => &self.b,
            _ => return Ok(()),
        };
        Err(Error::usage("this alignment has no texts to be compared with those of the other")
            .at(Place::file(display_name(path)))
            .hint("name the texts that it is about, one segment a line: --src FILE --tgt FILE"))
    }

    fn output(&self, sheet: &Sheet, diff: &Differences, agreement: &Agreement) -> String {
        match self.format {
            OutputFormat::Json => format!("{:#}\n", sheet.json(diff, agreement)),
            OutputFormat::Jsonl => {
                let lines = diff.differences.iter().map(|one| sheet.json_of(one).to_string());
                lines.flat_map(|line| [line, "\n".to_owned()]).collect()
            }
            OutputFormat::Html => self.page(sheet, diff, agreement),
            OutputFormat::Text if self.stat || self.agreement => {
                let parts = [
                    self.stat.then(|| sheet.stat(diff)),
                    self.agreement.then(|| agreement_table(agreement)),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
            }
            OutputFormat::Text => diff.differences.iter().map(|one| sheet.text(one)).collect(),
        }
    }

    fn page(&self, sheet: &Sheet, diff: &Differences, agreement: &Agreement) -> String {
        let names = [&self.a, &self.b].map(|path| display_name(path));
        let names = [names[0].as_str(), names[1].as_str()];
        let tongue = PageLanguage::tongue_or_locale(self.lang);
        let agreement = Some(agreement);
        Versions { names, bitexts: [sheet.a, sheet.b], diff, agreement, figures: &[], tongue }
            .html()
    }

    fn summary(&self, sheet: &Sheet, diff: &Differences) -> String {
        let (n_a, n_b) = (sheet.a.pairs.len(), sheet.b.pairs.len());
        let counts = diff.counts();
        let counts: Vec<String> =
            counts.iter().map(|(change, n)| format!("{n} {}", change.name())).collect();
        let counts = if counts.is_empty() { "no difference".to_owned() } else { counts.join(", ") };
        let (a, b) = (display_name(&self.a), display_name(&self.b));
        format!("{a}: {n_a} pairs, {b}: {n_b} pairs; {} the same; {counts}", diff.n_same)
    }
}

/// Tells whether a bitext has any text; a ladder without its texts has none.
pub(super) fn has_texts(bitext: &Bitext) -> bool {
    let has_text = |pair: &Pair| !pair.src.is_empty() || !pair.tgt.is_empty();
    bitext.pairs.is_empty() || bitext.pairs.iter().any(has_text)
}

/// Refuses to read stdin twice.
pub(super) fn refuse_two_stdins(paths: &[&Path]) -> Result<()> {
    if paths.iter().filter(|path| is_dash(path)).count() < 2 {
        return Ok(());
    }
    Err(Error::usage("only one of the bitexts can be stdin").hint("name a file for the others"))
}

/// Refuses bitexts that have next to nothing in common.
pub(super) fn refuse_other_text(comparison: &Comparison, a: &Path, b: &Path) -> Result<()> {
    if comparison.is_of_one_text() {
        return Ok(());
    }
    let a = display_name(a);
    Err(Error::input(format!("this is not a bitext of the text of {a}: they share hardly a pair"))
        .at(Place::file(display_name(b)))
        .hint("name two versions of one bitext; --src-lang and --tgt-lang say which side is which"))
}

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

/// Shows differences of two bitexts.
pub(super) struct Sheet<'a> {
    pub(super) a: &'a Bitext,
    pub(super) b: &'a Bitext,
    pub(super) has_color: bool,
}

impl Sheet<'_> {
    fn sides(&self, difference: &Difference) -> (&[Pair], &[Pair]) {
        (&self.a.pairs[difference.a.clone()], &self.b.pairs[difference.b.clone()])
    }

    pub(super) fn text(&self, difference: &Difference) -> String {
        let (a, b) = self.sides(difference);
        let ids = |pairs: &[Pair]| -> String {
            pairs.iter().map(|pair| visible_line(&pair.id)).collect::<Vec<_>>().join(" + ")
        };
        let (of_a, of_b) = (ids(a), ids(b));
        let place = match (a.is_empty(), b.is_empty()) {
            (true, _) => of_b,
            (_, true) => of_a,
            _ if of_a == of_b => of_a,
            _ => format!("{of_a} -> {of_b}"),
        };
        let mut out =
            format!("{}\n", self.paint(BOLD, &format!("{place}: {}", difference.change.name())));
        match (a, b, difference.change) {
            ([a], [_], Change::Moved) => out += &self.moved(a, difference),
            ([a], [_], _) if !difference.fields.is_empty() => out += &self.fields(a, difference),
            _ => {
                for (color, mark, pairs) in [(RED, '-', a), (GREEN, '+', b)] {
                    for pair in pairs {
                        let line = format!("  {mark} {}", one_line(pair));
                        let _ = writeln!(out, "{}", self.paint(color, &line));
                    }
                }
            }
        }
        out.push('\n');
        out
    }

    /// Shows both texts of a pair, with what was edited, and its other fields.
    fn fields(&self, a: &Pair, difference: &Difference) -> String {
        let mut out = String::new();
        let (src, tgt) = (self.a.langs.src.tag(), self.a.langs.tgt.tag());
        for (lang, text) in [(src, &a.src), (tgt, &a.tgt)] {
            let change = difference.fields.iter().find(|change| change.field == lang);
            let text =
                change.map_or_else(|| visible(text).into_owned(), |change| self.edited(change));
            let _ = writeln!(out, "    {lang}  {}", on_one_line(&text));
        }
        for FieldChange { field, before, after } in &difference.fields {
            if field != src && field != tgt {
                let quoted = |text: &str| {
                    if text.is_empty() { "(blank)".into() } else { on_one_line(&visible(text)) }
                };
                let (before, after) = (quoted(before), quoted(after));
                let (before, after) = (self.paint(RED, &before), self.paint(GREEN, &after));
                let _ = writeln!(out, "    {field}: {before} -> {after}");
            }
        }
        out
    }

    fn edited(&self, change: &FieldChange) -> String {
        let shown = |piece: Piece| match piece {
            Piece::Same(text) => visible(&text).into_owned(),
            Piece::Removed(text) if self.has_color => self.paint(RED, &visible(&text)),
            Piece::Added(text) if self.has_color => self.paint(GREEN, &visible(&text)),
            Piece::Removed(text) => format!("[-{}-]", visible(&text)),
            Piece::Added(text) => format!("{{+{}+}}", visible(&text)),
        };
        word_diff(&change.before, &change.after).into_iter().map(shown).collect()
    }

    fn moved(&self, a: &Pair, difference: &Difference) -> String {
        let before = |bitext: &Bitext, at: usize| {
            let before = at.checked_sub(1).and_then(|at| bitext.pairs.get(at));
            before
                .map_or_else(|| "the start".to_owned(), |pair| visible_line(&pair.id).into_owned())
        };
        let (from, to) = (before(self.a, difference.a.start), before(self.b, difference.b.start));
        format!("    {}\n    from behind {from} to behind {to}\n", one_line(a))
    }

    fn paint(&self, color: &str, text: &str) -> String {
        if self.has_color { format!("{color}{text}{RESET}") } else { text.to_owned() }
    }

    fn stat(&self, diff: &Differences) -> String {
        let mut out = String::new();
        let counts = diff.counts();
        let of = |change: &Change| (change.name(), counts.get(change).copied().unwrap_or(0));
        let pairs = [("pairs of A", self.a.pairs.len()), ("pairs of B", self.b.pairs.len())];
        let rows =
            pairs.into_iter().chain([("same", diff.n_same)]).chain(Change::ALL.iter().map(of));
        for (name, n) in rows {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{name:<12} {n:>8}");
        }
        out
    }

    fn json(&self, diff: &Differences, agreement: &Agreement) -> Value {
        let counts = diff.counts();
        let counts: serde_json::Map<String, Value> =
            counts.iter().map(|(change, n)| (change.name().to_owned(), json!(n))).collect();
        let differences: Vec<Value> =
            diff.differences.iter().map(|one| self.json_of(one)).collect();
        json!({
            "pairs": {"a": self.a.pairs.len(), "b": self.b.pairs.len(), "same": diff.n_same},
            "counts": counts,
            "agreement": json_of_agreement(agreement),
            "differences": differences,
        })
    }

    pub(super) fn json_of(&self, difference: &Difference) -> Value {
        let (a, b) = self.sides(difference);
        let pairs = |bitext: &Bitext, pairs: &[Pair]| -> Vec<Value> {
            pairs.iter().map(|pair| json_of_pair(bitext, pair)).collect()
        };
        let fields = difference.fields.iter().map(
            |change| json!({"field": change.field, "before": change.before, "after": change.after}),
        );
        json!({
            "change": difference.change.name(),
            "a": pairs(self.a, a),
            "b": pairs(self.b, b),
            "fields": fields.collect::<Vec<_>>(),
        })
    }
}

/// Returns what people see of a pair, as an object.
pub(super) fn json_of_pair(bitext: &Bitext, pair: &Pair) -> Value {
    let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
    let mut object = serde_json::Map::new();
    object.insert("id".into(), json!(pair.id));
    object.insert("bead".into(), json!(pair.shape.to_string()));
    object.insert(src.into(), json!(pair.src));
    object.insert(tgt.into(), json!(pair.tgt));
    object.insert(format!("{src}_ids"), json!(pair.src_ids));
    object.insert(format!("{tgt}_ids"), json!(pair.tgt_ids));
    object.insert("status".into(), json!(pair.status.name()));
    object.insert("findings".into(), json!(pair.findings));
    object.insert("reviewer".into(), json!(pair.reviewer));
    object.insert("updated".into(), json!(pair.updated));
    object.insert("comment".into(), json!(pair.comment));
    Value::Object(object)
}

/// Returns a pair as its id, its shape and its texts; the ids of its segments
/// if it has no texts.
fn one_line(pair: &Pair) -> String {
    let texts = if pair.src.is_empty() && pair.tgt.is_empty() {
        format!("{} | {}", pair.src_ids.join(" "), pair.tgt_ids.join(" "))
    } else {
        format!("{} | {}", on_one_line(&pair.src), on_one_line(&pair.tgt))
    };
    visible_line(&format!("{} ({}): {texts}", pair.id, pair.shape)).into_owned()
}

/// Returns a text without what would break the line of a terminal.
fn on_one_line(text: &str) -> String {
    // Our own colors are put in before this and start with an escape.
    text.chars().map(|c| if c.is_control() && c != '\u{1b}' { ' ' } else { c }).collect()
}

fn json_of_agreement(agreement: &Agreement) -> Value {
    let overlap = |overlap: Overlap| {
        json!({
            "common": overlap.common, "a": overlap.a, "b": overlap.b,
            "precision": overlap.precision(), "recall": overlap.recall(), "f1": overlap.f1(),
        })
    };
    let [[both, a_only], [b_only, neither]] = agreement.decisions;
    json!({
        "decided": agreement.n_decided(),
        "both_accept": both,
        "a_accepts_b_rejects": a_only,
        "a_rejects_b_accepts": b_only,
        "both_reject": neither,
        "observed": agreement.observed(),
        "kappa": agreement.kappa(),
        "links": overlap(agreement.links),
        "beads": overlap(agreement.beads),
    })
}

/// Returns the figures of agreement as a table; `-` is what is not defined.
fn agreement_table(agreement: &Agreement) -> String {
    let figure = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{:<12} {:>10} {:>10}", "", "B accepts", "B rejects");
    for (name, [accepts, rejects]) in ["A accepts", "A rejects"].iter().zip(agreement.decisions) {
        let _ = writeln!(out, "{name:<12} {accepts:>10} {rejects:>10}");
    }
    let _ = writeln!(out, "{:<12} {:>10}", "both decided", agreement.n_decided());
    let _ = writeln!(out, "{:<12} {:>10}", "observed", figure(agreement.observed()));
    let _ = writeln!(out, "{:<12} {:>10}\n", "kappa", figure(agreement.kappa()));
    let _ = writeln!(
        out,
        "{:<12} {:>7} {:>7} {:>7}   {:>9} {:>9} {:>9}",
        "", "P", "R", "F1", "in both", "in A", "in B"
    );
    for (name, overlap) in [("links", agreement.links), ("beads", agreement.beads)] {
        let [precision, recall, f1] =
            [overlap.precision(), overlap.recall(), overlap.f1()].map(figure);
        let Overlap { common, a, b } = overlap;
        let _ = writeln!(
            out,
            "{name:<12} {precision:>7} {recall:>7} {f1:>7}   {common:>9} {a:>9} {b:>9}"
        );
    }
    out
}
