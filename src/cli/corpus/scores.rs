//! `enregard import-scores`: numbers that another program gives to pairs.

use super::outlet::OutputArgs;
use super::pool::PoolArgs;
use crate::cli::Global;
use crate::cli::io::{display_name, read_bytes};
use crate::cli::talk::Talk;
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use crate::table;
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard export corpus/ --for qe -o qe/                    ids, src, mt for COMET and others
  enregard import-scores scores.txt all.csv --name comet -o scored.csv
  enregard filter scored.csv --min-score comet=0.7 -o good.csv --dropped bad.csv

SCORES has a number a line, in the order of the pairs, or is a table with the columns `id` and
`score` (or the name). Every number must have its pair; a pair without one keeps a blank.";

/// Give each pair the score of another program, as a column
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct ImportScores {
    /// The scores
    #[arg(value_name = "SCORES")]
    scores: PathBuf,
    #[command(flatten)]
    pool: PoolArgs,
    /// What the column is called
    #[arg(long, value_name = "NAME")]
    name: String,
    #[command(flatten)]
    output: OutputArgs,
}

/// Scores by position, or by the ids of pairs.
enum Scores {
    InOrder(Vec<String>),
    ById(BTreeMap<String, String>),
}

impl ImportScores {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let (output, format) = self.output.open(&self.pool, &langs)?;
        let scores = read(&self.scores, &self.name, &langs)?;
        let mut pool = self.pool.open(&langs, talk)?;
        let file = || Place::file(display_name(&self.scores));
        if let Scores::InOrder(scores) = &scores
            && scores.len() != pool.n_pairs
        {
            let message = format!("{} scores for {} pairs", scores.len(), pool.n_pairs);
            return Err(Error::input(message)
                .at(file())
                .hint("give one a line in the order of the pairs, or a table with the ids"));
        }
        let column = pool.column(&self.name);
        let mut n_scored = 0;
        pool.write_changed(
            &output,
            format,
            |at, item| {
                let score = match &scores {
                    Scores::InOrder(scores) => scores.get(at),
                    Scores::ById(scores) => scores.get(&item.pair.id),
                };
                if let Some(score) = score {
                    item.pair.carried[column].clone_from(score);
                    n_scored += 1;
                }
                true
            },
            talk,
        )?;
        let n_scores = match &scores {
            Scores::InOrder(scores) => scores.len(),
            Scores::ById(scores) => scores.len(),
        };
        if n_scored < n_scores {
            talk.warning(&format!("scores whose pair is not there: {}", n_scores - n_scored));
        }
        talk.note(&format!("{n_scored} of {} pairs have a score", pool.n_pairs));
        Ok(ExitCode::SUCCESS)
    }
}

fn read(path: &Path, name: &str, langs: &LangPair) -> Result<Scores> {
    let file = display_name(path);
    let grid = table::grid(&read_bytes(path)?, &file, &table::Options::new(langs.clone()))?;
    let header: Vec<String> = grid.rows.first().map(|row| row.cells.clone()).unwrap_or_default();
    let is =
        |wanted: &str| header.iter().position(|label| label.trim().eq_ignore_ascii_case(wanted));
    let columns = is("id").zip(is(name).or_else(|| is("score")));
    let number = |cell: &str, line: u64| {
        let cell = cell.trim().to_owned();
        match cell.replace(',', ".").parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(cell),
            _ => Err(Error::input(format!("`{cell}` is not a number"))
                .at(Place::file(&file).line(line))
                .hint("a number a line, or a table with the columns `id` and `score`")),
        }
    };
    let Some((id, score)) = columns else {
        let first =
            |row: &table::Cells| number(row.cells.first().map_or("", String::as_str), row.line);
        return grid.rows.iter().map(first).collect::<Result<_>>().map(Scores::InOrder);
    };
    let mut scores = BTreeMap::new();
    for row in &grid.rows[1..] {
        let cell = |at: usize| row.cells.get(at).map_or("", String::as_str);
        if !cell(score).trim().is_empty() {
            scores.insert(cell(id).to_owned(), number(cell(score), row.line)?);
        }
    }
    Ok(Scores::ById(scores))
}
