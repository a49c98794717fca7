//! `enregard join`: many bitexts in one file.

use super::outlet::OutputArgs;
use super::pool::PoolArgs;
use crate::cli::Global;
use crate::cli::talk::Talk;
use crate::error::Result;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard join corpus/ -o corpus.parquet
  enregard join a.csv b.tmx c.xlf -o all.csv
  enregard join bitexts/ --format jsonl | head

Each pair has its document in the column `document`, and before its ids: `phare:p3.s2`. What is
known of a document stands in columns such as `document.author`. `enregard split` is the way back.";

/// Put bitexts together in one file
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Join {
    #[command(flatten)]
    pool: PoolArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Join {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let (output, format) = self.output.open(&self.pool, &langs)?;
        let pool = self.pool.open(&langs, talk)?;
        let mut documents = std::collections::BTreeSet::new();
        let see = |_: usize, item: &super::pool::Item| {
            if !documents.contains(&item.document) {
                documents.insert(item.document.clone());
            }
            true
        };
        let n_pairs = pool.write(&output, format, see, talk)?;
        talk.note(&format!("{} documents -> {n_pairs} pairs", documents.len()));
        Ok(ExitCode::SUCCESS)
    }
}
