//! `enregard export`: a corpus as those want it who publish or use it.
//!
//! A folder with the data, a page that says what it is, and checksums. Only what
//! was stated is stated: a corpus without a licence is published as one, and that
//! is said.

use super::pool::{Pool, PoolArgs};
use crate::cli::Global;
use crate::cli::bitexts::Output;
use crate::cli::io::{Sink, display_name, read_bytes};
use crate::cli::talk::Talk;
use crate::error::{Error, Place, Result};
use crate::formats::Format;
use clap::{Args, ValueEnum};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard export corpus/ --for huggingface -o dataset/     Parquet, dataset card, checksums
  enregard export corpus/ --for opus -o opus/               XCES links and both texts
  enregard export corpus/ --for sketchengine -o sketch/     verticals with aligned structures
  enregard export corpus/ --for clarin -o tei/              TEI with its header
  enregard export corpus/ --for qe -o qe/                   ids, src, mt: a line a pair

Title and licence come from `corpus.toml`; what is not stated there is not made up.";

/// Write a corpus for publication, or for programs that judge translations
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Export {
    #[command(flatten)]
    pool: PoolArgs,
    /// For whom
    #[arg(long = "for", value_enum, value_name = "WHOM")]
    whom: Whom,
    /// The folder that is made
    #[arg(short, long = "output", value_name = "FOLDER")]
    output: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Whom {
    /// Parquet with a `translation` column, and a dataset card
    Huggingface,
    /// XCES
    Opus,
    /// Verticals
    Sketchengine,
    /// TEI
    Clarin,
    /// Estimation of quality: three files with a line a pair
    Qe,
}

impl Export {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let pool = self.pool.open(&global.languages(), talk)?;
        prepare(&self.output)?;
        match self.whom {
            Whom::Qe => self.lines(&pool)?,
            Whom::Huggingface => self.data("train", by_name("parquet")?, &pool, talk)?,
            Whom::Opus => self.data("corpus", Format::Opus, &pool, talk)?,
            Whom::Sketchengine => self.data("corpus", Format::Sketch, &pool, talk)?,
            Whom::Clarin => self.data("corpus", Format::Tei, &pool, talk)?,
        }
        if self.whom != Whom::Qe {
            self.say(&pool, talk)?;
        }
        let n_files = checksums(&self.output)?;
        talk.note(&format!(
            "{} pairs -> {n_files} files in {}",
            pool.n_pairs,
            self.output.display()
        ));
        Ok(ExitCode::SUCCESS)
    }

    fn data(&self, stem: &str, format: Format, pool: &Pool, talk: &Talk) -> Result<()> {
        let path = self.output.join(format!("{stem}{}", format.endings()[0]));
        let output = Output::new(Some(&path), &[], format)?;
        pool.write(&output, format, |_, _| true, talk).map(|_| ())
    }

    /// Writes ids, sources and translations, a line each; a pair with one side only
    /// is nothing to estimate.
    fn lines(&self, pool: &Pool) -> Result<()> {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (mut ids, mut src, mut mt) = (String::new(), String::new(), String::new());
        let mut walk = pool.walk();
        while let Some(item) = walk.next()? {
            let pair = &item.pair;
            if pair.src.trim().is_empty() || pair.tgt.trim().is_empty() {
                continue;
            }
            for (file, text) in [(&mut ids, &pair.id), (&mut src, &pair.src), (&mut mt, &pair.tgt)]
            {
                file.push_str(&one_line(text));
                file.push('\n');
            }
        }
        for (name, text) in [("ids.txt", ids), ("src.txt", src), ("mt.txt", mt)] {
            Sink::File(self.output.join(name)).write(text.as_bytes())?;
        }
        Ok(())
    }

    /// Writes the page that says what the corpus is.
    fn say(&self, pool: &Pool, talk: &Talk) -> Result<()> {
        let manifest = pool.manifest.clone().unwrap_or_default();
        let (src, tgt) = pool.head.langs.tags();
        let mut card = String::new();
        if self.whom == Whom::Huggingface {
            card.push_str(&format!("---\nlanguage:\n- {src}\n- {tgt}\n"));
            if let Some(licence) = &manifest.licence {
                card.push_str(&format!("license: {}\n", quoted(&licence.to_lowercase())));
            }
            if let Some(title) = &manifest.title {
                card.push_str(&format!("pretty_name: {}\n", quoted(title)));
            }
            card.push_str(
                "task_categories:\n- translation\nconfigs:\n- config_name: default\n  \
                           data_files: train.parquet\n---\n\n",
            );
        }
        card.push_str(&format!("# {}\n\n", manifest.title.as_deref().unwrap_or("Aligned corpus")));
        card.push_str(&format!("Languages: {src}, {tgt}. Pairs: {}.\n\n", pool.n_pairs));
        match &manifest.licence {
            Some(licence) => card.push_str(&format!("Licence: {licence}\n")),
            None => {
                card.push_str("No licence is stated.\n");
                talk.warning(
                    "no licence is stated: nobody may use this; write `licence = \"…\"` into corpus.toml",
                );
            }
        }
        for (key, value) in &manifest.other {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            card.push_str(&format!("\n{key}: {value}\n"));
        }
        card.push_str(
            "\nAligned with enregard. `score` is the probability that a pair is right, as the \
                       program estimates it; `status` is what people decided.\n",
        );
        Sink::File(self.output.join("README.md")).write(card.as_bytes())
    }
}

fn quoted(text: &str) -> String {
    // A string of JSON is one of YAML.
    serde_json::Value::from(text).to_string()
}

fn by_name(name: &str) -> Result<Format> {
    Format::by_name(name)
}

fn prepare(folder: &Path) -> Result<()> {
    let failed = |cause: std::io::Error| {
        Error::input(format!("this folder cannot be made: {cause}"))
            .at(Place::file(display_name(folder)))
            .hint("name a folder after -o whose parent may be written")
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    if std::fs::read_dir(folder).map_err(failed)?.next().is_some() {
        return Err(Error::conflict("there is something in this folder already")
            .at(Place::file(display_name(folder)))
            .hint("name another folder after -o"));
    }
    Ok(())
}

/// Writes the checksums of all files, as `sha256sum --check` reads them.
fn checksums(folder: &Path) -> Result<usize> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut sums = String::new();
    for name in &names {
        let hash = Sha256::digest(read_bytes(&folder.join(name))?);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        sums.push_str(&format!("{hex}  {name}\n"));
    }
    Sink::File(folder.join("SHA256SUMS")).write(sums.as_bytes())?;
    Ok(names.len() + 1)
}
