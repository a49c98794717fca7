//! `enregard dedupe`: each pair once.

use super::outlet::OutputArgs;
use super::pool::PoolArgs;
use crate::cli::Global;
use crate::cli::talk::Talk;
use crate::corpus::twins::{Likeness, Twins};
use crate::error::{Error, Result};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard dedupe corpus/ -o once.csv
  enregard dedupe corpus/ -o once.csv --dropped twice.csv
  enregard dedupe all.jsonl --by near --near .7 -o once.jsonl

The first of several stays, in the order of the corpus. Both sides must be alike; what has no
letters is left. `near` compares the words two by two (MinHash), and misses one in fifty.";

/// Keep each pair once
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Dedupe {
    #[command(flatten)]
    pool: PoolArgs,
    #[command(flatten)]
    output: OutputArgs,
    /// What is the same: letter by letter, but for case and marks, or nearly
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    by: Alike,
    /// With `--by near`: the share of word pairs that must be the same
    #[arg(long, value_name = "SHARE", default_value_t = 0.8)]
    near: f64,
    /// Write what is dropped there
    #[arg(long, value_name = "FILE")]
    dropped: Option<PathBuf>,
    /// Drop only what stands twice in one document
    #[arg(long)]
    within: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Alike {
    /// Letter by letter
    Exact,
    /// But for case, marks and spaces
    #[default]
    Normalized,
    /// Most of the words
    Near,
}

impl Dedupe {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        if !(0.0..=1.0).contains(&self.near) {
            return Err(Error::usage("a share is from 0 to 1").hint("--near .8"));
        }
        let langs = global.languages();
        let (output, format) = self.output.open(&self.pool, &langs)?;
        let dropped =
            self.dropped.as_ref().map(|path| self.output.beside(path, &self.pool, &langs));
        let dropped = dropped.transpose()?;
        let pool = self.pool.open(&langs, talk)?;
        let likeness = match self.by {
            Alike::Exact => Likeness::Exact,
            Alike::Normalized => Likeness::Normalized,
            Alike::Near => Likeness::Near(self.near),
        };
        let mut twins = Twins::new(likeness);
        let (mut is_twin, mut document) = (Vec::with_capacity(pool.n_pairs), String::new());
        let mut walk = pool.walk();
        while let Some(item) = walk.next()? {
            if self.within && item.document != document {
                twins = Twins::new(likeness);
                document.clone_from(&item.document);
            }
            is_twin.push(twins.see(&item.pair.src, &item.pair.tgt).is_some());
        }
        drop(twins);
        if let Some((dropped, format)) = &dropped {
            pool.write(dropped, *format, |at, _| is_twin[at], talk)?;
        }
        let n_kept = pool.write(&output, format, |at, _| !is_twin[at], talk)?;
        let n_dropped = pool.n_pairs - n_kept;
        talk.note(&format!(
            "{} pairs: {n_kept} kept, {n_dropped} dropped as duplicates",
            pool.n_pairs
        ));
        Ok(ExitCode::SUCCESS)
    }
}
