//! `enregard filter`: what rules take out of a corpus, and what is left.

use super::outlet::OutputArgs;
use super::pool::{Item, PoolArgs};
use crate::cli::Global;
use crate::cli::io::{display_name, read_text};
use crate::cli::talk::Talk;
use crate::corpus::filter::{MinScore, Rule, Rules};
use crate::error::{Error, Result};
use crate::text::visible::visible_line;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard filter corpus/ --min-probability .5 --one-sided -o good.csv --dropped bad.csv
  enregard filter corpus/ --rules rules.toml -o good.jsonl --dropped bad.jsonl
  enregard filter corpus/ --max-ratio 3 --identical --dry-run
  enregard filter scored.csv --min-score comet=0.7 -o good.csv --dropped bad.csv

A file of rules has the names of the options:
  min-probability = 0.5
  one-sided = true
  drop-matching = ['^\\d+$']
Each pair is held to all rules; what each takes, and takes alone, is counted, with samples.";

/// Part the pairs of a corpus by rules
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is a rule")]
pub(in crate::cli) struct Filter {
    #[command(flatten)]
    pool: PoolArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// Where what is taken out is written
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    dropped: Option<PathBuf>,
    /// Only count, and show samples
    #[arg(long)]
    dry_run: bool,
    /// A TOML file of rules; options come on top
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Drop pairs that are less probable
    #[arg(long, value_name = "P")]
    min_probability: Option<f64>,
    /// Drop pairs one side of which is so many times as long
    #[arg(long, value_name = "N")]
    max_ratio: Option<f64>,
    /// Drop pairs with fewer characters on a side
    #[arg(long, value_name = "N")]
    min_chars: Option<usize>,
    /// Drop pairs with more
    #[arg(long, value_name = "N")]
    max_chars: Option<usize>,
    /// Drop pairs with one side only
    #[arg(long)]
    one_sided: bool,
    /// Drop pairs whose sides say the same
    #[arg(long)]
    identical: bool,
    /// Drop pairs without a letter on a side
    #[arg(long)]
    no_letters: bool,
    /// Drop pairs a side of which is in another language
    #[arg(long)]
    language: bool,
    /// Drop pairs that people found wrong
    #[arg(long)]
    rejected: bool,
    /// Drop pairs in which this check found something; `*` is any
    #[arg(long, value_name = "CHECK")]
    findings: Vec<String>,
    /// Drop pairs a side of which matches a regular expression
    #[arg(long, value_name = "REGEX")]
    drop_matching: Vec<String>,
    /// Drop pairs of which no side matches
    #[arg(long, value_name = "REGEX")]
    keep_matching: Vec<String>,
    /// Drop pairs whose number in a column is less
    #[arg(long, value_name = "COLUMN=N", value_parser = parse_score)]
    min_score: Vec<MinScore>,
    /// How many pairs to show of what each rule takes
    #[arg(long, value_name = "N", default_value_t = 3)]
    samples: usize,
}

fn parse_score(text: &str) -> std::result::Result<MinScore, String> {
    let (name, value) =
        text.rsplit_once('=').ok_or("expected a column and a number: `comet=0.7`")?;
    let value = value.trim().parse().map_err(|_| format!("`{value}` is not a number"))?;
    Ok(MinScore { name: name.trim().to_owned(), value })
}

/// What a rule has taken.
#[derive(Debug, Default)]
struct Tally {
    n: usize,
    n_alone: usize,
    samples: Vec<String>,
}

impl Filter {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let outputs = match &self.dropped {
            Some(path) if !self.dry_run => Some((
                self.output.open(&self.pool, &langs)?,
                self.output.beside(path, &self.pool, &langs)?,
            )),
            _ => None,
        };
        let pool = self.pool.open(&langs, talk)?;
        let rules = self.all_rules()?.ready(&pool.head.carried_headers)?;
        if rules.is_empty() {
            return Err(Error::usage("no rule is given")
                .hint("--min-probability .5 --one-sided, or --rules FILE"));
        }
        let mut tallies: Vec<Tally> = rules.iter().map(|_| Tally::default()).collect();
        let mut is_dropped = Vec::with_capacity(pool.n_pairs);
        let mut walk = pool.walk();
        while let Some(item) = walk.next()? {
            let taken: Vec<usize> =
                (0..rules.len()).filter(|at| rules[*at].takes(&item.pair, &langs)).collect();
            for at in &taken {
                tallies[*at].count(&item, taken.len() == 1, self.samples);
            }
            is_dropped.push(!taken.is_empty());
        }
        if let Some(((kept, kept_format), (dropped, dropped_format))) = &outputs {
            pool.write(dropped, *dropped_format, |at, _| is_dropped[at], talk)?;
            pool.write(kept, *kept_format, |at, _| !is_dropped[at], talk)?;
        }
        tell(&rules, &tallies, talk);
        let n_dropped = is_dropped.iter().filter(|is| **is).count();
        let n_kept = is_dropped.len() - n_dropped;
        talk.note(&format!("{} pairs: {n_kept} kept, {n_dropped} dropped", is_dropped.len()));
        Ok(ExitCode::SUCCESS)
    }

    /// Returns the rules of the file, with those of the command line on top.
    fn all_rules(&self) -> Result<Rules> {
        let mut rules = match &self.rules {
            Some(path) => Rules::read(&read_text(path)?.content, &display_name(path))?,
            None => Rules::default(),
        };
        rules.min_probability = self.min_probability.or(rules.min_probability);
        rules.max_ratio = self.max_ratio.or(rules.max_ratio);
        rules.min_chars = self.min_chars.or(rules.min_chars);
        rules.max_chars = self.max_chars.or(rules.max_chars);
        rules.one_sided |= self.one_sided;
        rules.identical |= self.identical;
        rules.no_letters |= self.no_letters;
        rules.language |= self.language;
        rules.rejected |= self.rejected;
        rules.findings.extend(self.findings.iter().cloned());
        rules.drop_matching.extend(self.drop_matching.iter().cloned());
        rules.keep_matching.extend(self.keep_matching.iter().cloned());
        rules.min_score.extend(self.min_score.iter().cloned());
        Ok(rules)
    }
}

impl Tally {
    fn count(&mut self, item: &Item, is_alone: bool, n_samples: usize) {
        self.n += 1;
        self.n_alone += usize::from(is_alone);
        if self.samples.len() < n_samples {
            let pair = &item.pair;
            self.samples.push(format!("{}: {} | {}", pair.id, short(&pair.src), short(&pair.tgt)));
        }
    }
}

/// So many characters of a text are shown. By hand: half a line.
const MAX_SHOWN: usize = 50;

fn short(text: &str) -> String {
    let text = visible_line(text);
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(MAX_SHOWN).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

fn tell(rules: &[Rule], tallies: &[Tally], talk: &Talk) {
    for (rule, tally) in rules.iter().zip(tallies) {
        talk.note(&format!(
            "{}: {} taken, {} by this rule alone",
            rule.name, tally.n, tally.n_alone
        ));
        for sample in &tally.samples {
            talk.note(&format!("    {sample}"));
        }
    }
}
