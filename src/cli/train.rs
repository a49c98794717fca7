//! `enregard train`: a model from parallel text.

use super::Global;
use super::io::{self, Sink};
use super::talk::Talk;
use crate::error::{Error, Place, Result};
use crate::model::format;
use crate::train::{Options, TextPair, train};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Make a model from parallel text, for another domain or language pair
///
/// Each BITEXT has one pair a line, source and translation parted by a tab.
/// Give a file several times to make it count more.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  enregard train europarl.tsv laws.tsv stories.tsv -o fr-en.model
  enregard train --src-lang de --tgt-lang fr yearbook.tsv -o de-fr.model
  enregard align --src-lang de --tgt-lang fr --model de-fr.model a.txt b.csv")]
pub(super) struct Train {
    /// Parallel text; `-` is stdin
    #[arg(required = true, value_name = "BITEXT")]
    bitexts: Vec<PathBuf>,
    /// Where to write the model
    #[arg(long, short, value_name = "MODEL")]
    output: PathBuf,
    /// What the model says of its origin (texts, licences)
    #[arg(long, default_value = "", value_name = "TEXT")]
    provenance: String,
    /// Leave out word links counted less often than this
    #[arg(long, default_value_t = 2.0, value_name = "N")]
    min_links: f32,
}

impl Train {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let inputs: Vec<&Path> = self.bitexts.iter().map(PathBuf::as_path).collect();
        let sink = Sink::new(Some(&self.output), &inputs)?;
        let mut pairs = Vec::new();
        for path in &self.bitexts {
            pairs.extend(read_pairs(path)?);
        }
        if pairs.is_empty() {
            return Err(Error::input("there is no pair to learn from")
                .at(Place::file(io::display_name(&self.bitexts[0])))
                .hint("one pair a line: source, tab, translation"));
        }
        let options = Options {
            langs: global.languages(),
            provenance: self.provenance,
            min_links: self.min_links,
        };
        let model = train(&pairs, &options);
        sink.write(&format::write(&model))?;
        talk.note(&format!(
            "{} pairs -> {} by {} words, {} links; length ratio {:.3}",
            pairs.len(),
            model.lexicon.src.len(),
            model.lexicon.tgt.len(),
            model.lexicon.n_entries(),
            model.length_ratio,
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads pairs parted by a tab, one a line; further columns are let be.
fn read_pairs(path: &Path) -> Result<Vec<TextPair>> {
    let text = io::read_text(path)?;
    let mut pairs = Vec::new();
    for (line, content) in (1u64..).zip(text.content.lines()) {
        let mut cells = content.split('\t');
        match (cells.next(), cells.next()) {
            (Some(src), Some(tgt)) => pairs.push(TextPair { src: src.into(), tgt: tgt.into() }),
            _ if content.trim().is_empty() => {}
            _ => {
                return Err(Error::input("this line has no tab between source and translation")
                    .at(Place::file(io::display_name(path)).line(line))
                    .hint("one pair a line: source, tab, translation"));
            }
        }
    }
    Ok(pairs)
}
