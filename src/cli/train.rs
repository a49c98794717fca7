//! `enregard train`: a model from parallel text.

use super::Global;
use super::bitexts::SourceArgs;
use super::io::{self, Sink};
use super::talk::Talk;
use crate::bitext::Status;
use crate::error::{Error, Place, Result};
use crate::formats::Stream;
use crate::model::format;
use crate::notice::Notice;
use crate::train::{Options, TextPair, fault, train};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Make a model from parallel text, for another domain or language pair
///
/// A BITEXT is in any format that `convert` reads; a TSV needs no header: source,
/// tab, translation. Give a file several times to make it count more.
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
    #[command(flatten)]
    source: SourceArgs,
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

/// A lexicon of fewer links knows next to no word of a text. By hand: 1,000 pairs give more.
const FEW_LINKS: usize = 500;

impl Train {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let inputs: Vec<&Path> = self.bitexts.iter().map(PathBuf::as_path).collect();
        let sink = Sink::new(Some(&self.output), &inputs)?;
        let mut pairs = Vec::new();
        for path in &self.bitexts {
            pairs.extend(self.read_pairs(path, global, talk)?);
        }
        let options = Options {
            langs: global.languages(),
            provenance: self.provenance,
            min_links: self.min_links,
        };
        let model = train(&pairs, &options);
        if let Some(fault) = fault(&pairs, &model) {
            return Err(Error::input(format!("{fault}: this teaches nothing"))
                .at(Place::file(io::display_name(&self.bitexts[0])))
                .hint(
                    "give pairs that translate each other, the source first; thousands of them",
                ));
        }
        sink.write(&format::write(&model))?;
        if model.lexicon.n_entries() < FEW_LINKS {
            let message = format!(
                "{} word links are too few to align by: 10,000 pairs help, 100,000 are good",
                model.lexicon.n_entries()
            );
            talk.findings(&[Notice::warning("train", message)]);
        }
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

    /// Reads the pairs of a bitext that have both sides; those that people rejected are none.
    fn read_pairs(&self, path: &Path, global: &Global, talk: &Talk) -> Result<Vec<TextPair>> {
        let files = self.source.of(path).read(&global.languages())?;
        let mut stream = Stream::new(&files, &global.languages())?;
        talk.findings(stream.findings());
        let mut pairs = Vec::new();
        while let Some(pair) = stream.next_pair()? {
            let is_rejected = pair.status == Status::Rejected;
            if !is_rejected && !pair.src.trim().is_empty() && !pair.tgt.trim().is_empty() {
                pairs.push(TextPair { src: pair.src, tgt: pair.tgt });
            }
        }
        if pairs.is_empty() {
            return Err(Error::input("there is no pair to learn from")
                .at(Place::file(io::display_name(path)))
                .hint("give a bitext, such as one pair a line: source, tab, translation"));
        }
        Ok(pairs)
    }
}
