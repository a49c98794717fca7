//! `enregard sample`: pairs to be judged blind, and how right the corpus is.
//!
//! The sheet holds no probability. When it comes back, the pairs are found again by
//! their ids, and weighed by how many the corpus has of their stratum.

use super::pool::{Item, PoolArgs};
use crate::cli::Global;
use crate::cli::io::{display_name, read_bytes, write_stdout};
use crate::cli::talk::Talk;
use crate::corpus::chance::{Chance, wilson};
use crate::error::{Error, Place, Result};
use crate::table;
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard sample 200 corpus/ -o sheet.csv                     any pairs
  enregard sample 200 corpus/ --strata --seed 7 -o sheet.csv   as many of each probability
  enregard sample sheet.csv corpus/                            back: how many are right

Write `1` or `yes` (`oui`) into `right` where the pair is a translation, else `0` or `no` (`non`); what
is blank is not counted. The result is weighed by strata, with the interval of 95 % (Wilson).";

/// Draw pairs to be judged by people, and tell the accuracy from what they say
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Sample {
    /// How many pairs to draw; or the sheet that was filled in
    #[arg(value_name = "N|SHEET")]
    what: String,
    #[command(flatten)]
    pool: PoolArgs,
    /// Draw as many of each stratum of probability
    #[arg(long)]
    strata: bool,
    /// What chance begins with
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where to write the sheet, as CSV [default: stdout]
    #[arg(short, long = "output", value_name = "SHEET")]
    output: Option<PathBuf>,
}

/// The upper ends of the strata of probability; what has none is one of its own.
/// By hand: most pairs are over .95, most errors under .8.
const STRATA: [f64; 4] = [0.5, 0.8, 0.95, f64::INFINITY];

fn stratum(item: &Item) -> usize {
    item.pair.score.map_or(STRATA.len(), |score| {
        STRATA.iter().position(|end| score < *end).unwrap_or(STRATA.len() - 1)
    })
}

fn name(stratum: usize) -> &'static str {
    ["under .5", ".5 to .8", ".8 to .95", "from .95", "no probability"][stratum]
}

impl Sample {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        match self.what.parse::<usize>() {
            Ok(n) if n > 0 => self.draw(n, global, talk),
            Ok(_) => Err(Error::usage("nothing is to be drawn")
                .hint("enregard sample 200 CORPUS -o sheet.csv")),
            Err(_) => self.judge(Path::new(&self.what), global, talk),
        }
    }

    fn draw(&self, n: usize, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let sink = self.pool.sink(self.output.as_deref())?;
        let pool = self.pool.open(&langs, talk)?;
        let n_strata = if self.strata { STRATA.len() + 1 } else { 1 };
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); n_strata];
        let (mut walk, mut at) = (pool.walk(), 0);
        while let Some(item) = walk.next()? {
            places[if self.strata { stratum(&item) } else { 0 }].push(at);
            at += 1;
        }
        let mut chosen = Vec::new();
        let mut chance = Chance::new(self.seed);
        // The small strata first, so that what they lack goes to the others.
        places.sort_by_key(Vec::len);
        for (number, mut stratum) in places.into_iter().enumerate() {
            let share = (n - chosen.len()).div_ceil(n_strata - number);
            chance.shuffle(&mut stratum);
            stratum.truncate(share);
            chosen.extend(stratum);
        }
        chosen.truncate(n);
        chosen.sort_unstable();
        let mut rows = Vec::new();
        let (mut walk, mut at) = (pool.walk(), 0);
        while let Some(item) = walk.next()? {
            if chosen.binary_search(&at).is_ok() {
                rows.push([
                    item.pair.id,
                    item.pair.src,
                    item.pair.tgt,
                    String::new(),
                    String::new(),
                ]);
            }
            at += 1;
        }
        // Blind also to the order, in which neighbors tell of each other.
        chance.shuffle(&mut rows);
        let (src, tgt) = langs.tags();
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = ["id", src, tgt, "right", "remark"].map(str::to_owned);
        for row in std::iter::once(header).chain(rows) {
            // Writing to memory does not fail.
            let _ = writer.write_record(&row);
        }
        sink.write(&writer.into_inner().unwrap_or_default())?;
        talk.note(&format!("{} of {} pairs drawn, seed {}", chosen.len(), pool.n_pairs, self.seed));
        Ok(ExitCode::SUCCESS)
    }

    fn judge(&self, sheet: &Path, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let mut judgements = read_sheet(sheet, &langs)?;
        let n_judged = judgements.len();
        let pool = self.pool.open(&langs, talk)?;
        let mut tallies = [Tally::default(); STRATA.len() + 1];
        let mut walk = pool.walk();
        while let Some(item) = walk.next()? {
            let tally = &mut tallies[stratum(&item)];
            tally.n_all += 1;
            if let Some(is_right) = judgements.remove(&item.pair.id) {
                tally.n += 1;
                tally.n_right += usize::from(is_right);
            }
        }
        if judgements.len() == n_judged {
            return Err(Error::input("no judged pair is in the corpus")
                .at(Place::file(display_name(sheet)))
                .hint("name the corpus that the sheet was drawn from, and fill in `right`"));
        }
        if !judgements.is_empty() {
            talk.warning(&format!("{} judged pairs are not in the corpus", judgements.len()));
        }
        write_stdout(told(&tallies).as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Pairs of the corpus.
    n_all: usize,
    n: usize,
    n_right: usize,
}

impl Tally {
    fn share(&self) -> f64 {
        if self.n == 0 { 0.0 } else { self.n_right as f64 / self.n as f64 }
    }
}

fn told(tallies: &[Tally]) -> String {
    let mut text = String::from("probability       pairs  judged  right  accuracy  95 %\n");
    for (at, tally) in tallies.iter().enumerate().filter(|(_, tally)| tally.n_all > 0) {
        let Tally { n_all, n, n_right } = *tally;
        let (low, high) = wilson(n_right as f64, n as f64);
        let figures = if n == 0 {
            "       -".to_owned()
        } else {
            format!("{:8.3}  {low:.3} to {high:.3}", tally.share())
        };
        text.push_str(&format!("{:<14}{n_all:9}  {n:6}  {n_right:5}  {figures}\n", name(at)));
    }
    // Strata of which nobody judged a pair say nothing: the rest stands for all.
    let seen = tallies.iter().filter(|tally| tally.n > 0);
    let n_all: usize = seen.clone().map(|tally| tally.n_all).sum();
    let weight = |tally: &Tally| tally.n_all as f64 / n_all.max(1) as f64;
    let share: f64 = seen.clone().map(|tally| weight(tally) * tally.share()).sum();
    let variance: f64 = seen
        .clone()
        .map(|tally| weight(tally).powi(2) * tally.share() * (1.0 - tally.share()) / tally.n as f64)
        .sum();
    let n: usize = seen.map(|tally| tally.n).sum();
    // As many pairs drawn at random would tell as much (Kish 1965).
    let n_like = if variance > 0.0 { share * (1.0 - share) / variance } else { n as f64 };
    let n_like = n_like.max(1.0);
    let (low, high) = wilson(share * n_like, n_like);
    text.push_str(&format!(
        "the corpus     {n_all:8}  {n:6}         {share:8.3}  {low:.3} to {high:.3}\n"
    ));
    text
}

/// Reads what people wrote into `right`, by the ids of the pairs.
fn read_sheet(path: &Path, langs: &crate::lang::LangPair) -> Result<BTreeMap<String, bool>> {
    let name = display_name(path);
    let grid = table::grid(&read_bytes(path)?, &name, &table::Options::new(langs.clone()))?;
    let mut rows = grid.rows.into_iter();
    let header = rows.next().map(|row| row.cells).unwrap_or_default();
    let column =
        |wanted: &str| header.iter().position(|label| label.trim().eq_ignore_ascii_case(wanted));
    let (Some(id), Some(right)) = (column("id"), column("right")) else {
        return Err(Error::input("this sheet has no columns `id` and `right`")
            .at(Place::file(name))
            .hint("draw one: enregard sample 200 CORPUS -o sheet.csv"));
    };
    let mut judgements = BTreeMap::new();
    for row in rows {
        let cell = |at: usize| {
            row.cells.get(at).map(|cell| cell.trim().to_lowercase()).unwrap_or_default()
        };
        let is_right = match cell(right).as_str() {
            "" => continue,
            "1" | "y" | "yes" | "o" | "oui" | "true" | "vrai" | "x" | "ok" => true,
            "0" | "n" | "no" | "non" | "false" | "faux" | "-" => false,
            other => {
                return Err(Error::input(format!("`{other}` is not a judgement"))
                    .at(Place::file(name).line(row.line).column("right"))
                    .hint(
                        "write 1 or 0, yes or no, oui or non; leave blank what you did not judge",
                    ));
            }
        };
        judgements.insert(row.cells.get(id).cloned().unwrap_or_default(), is_right);
    }
    Ok(judgements)
}
