//! `enregard split`: a bitext of many documents to a corpus, or a corpus to parts
//! for training.

use super::pool::{Item, Pool, PoolArgs};
use crate::bitext::{Bitext, DOCUMENT, DOCUMENT_FACT, Pair};
use crate::cli::Global;
use crate::cli::bitexts::{Output, parse_format};
use crate::cli::io::{Sink, display_name};
use crate::cli::talk::Talk;
use crate::corpus::chance::Chance;
use crate::corpus::manifest::{Entry, MANIFEST, file_stem};
use crate::corpus::twins::{Likeness, Twins};
use crate::error::{Error, Place, Result};
use crate::formats::Format;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard split all.csv --by document -o corpus/
  enregard split corpus/ --train .9 --dev .05 --test .05 -o parts/
  enregard split corpus/ --train .8 --test .2 --seed 7 --format jsonl -o parts/

Into parts, a document goes as a whole. Documents that share a pair, or nearly one, go together,
so that nothing of the test is in the training. The same seed gives the same parts.";

/// Part a bitext by its documents, or a corpus for training and testing
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Split {
    #[command(flatten)]
    pool: PoolArgs,
    /// The folder in which the parts are written
    #[arg(short, long = "output", value_name = "FOLDER")]
    output: PathBuf,
    /// A file a document
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with_all = ["train", "dev", "test"])]
    by: Option<By>,
    /// The share of the pairs to train on
    #[arg(long, value_name = "SHARE")]
    train: Option<f64>,
    /// The share to choose constants on
    #[arg(long, value_name = "SHARE")]
    dev: Option<f64>,
    /// The share to measure on
    #[arg(long, value_name = "SHARE")]
    test: Option<f64>,
    /// What chance begins with
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How alike pairs are to be that may not be in two parts
    #[arg(long, value_name = "SHARE", default_value_t = 0.8)]
    near: f64,
    /// The format of the parts
    #[arg(long, value_name = "FORMAT", value_parser = parse_format, default_value = "csv")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// A bitext for each document
    Document,
}

impl Split {
    pub(in crate::cli) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let parts = self.parts()?;
        if self.by.is_none() && parts.is_empty() {
            return Err(Error::usage("it is not said how to split")
                .hint("--by document, or shares: --train .9 --dev .05 --test .05"));
        }
        if self.format.is_several_files() {
            return Err(Error::usage(format!("{} is several files a part", self.format.name()))
                .hint("--format jsonl, csv, tmx … and `enregard convert` after that"));
        }
        let pool = self.pool.open(&global.languages(), talk)?;
        make_folder(&self.output)?;
        if parts.is_empty() {
            self.by_document(&pool, talk)
        } else {
            self.by_share(&pool, &parts, talk)
        }
        .map(|()| ExitCode::SUCCESS)
    }

    /// Returns the parts with their shares, which must make one.
    fn parts(&self) -> Result<Vec<(&'static str, f64)>> {
        let all = [("train", self.train), ("dev", self.dev), ("test", self.test)];
        let parts: Vec<(&str, f64)> =
            all.into_iter().filter_map(|(name, share)| Some((name, share?))).collect();
        let sum: f64 = parts.iter().map(|(_, share)| share).sum();
        let is_wrong = parts.iter().any(|(_, share)| !(0.0..=1.0).contains(share));
        if !parts.is_empty() && (is_wrong || (sum - 1.0).abs() > 1e-6) {
            return Err(Error::usage(format!("the shares make {sum:.3}, not 1"))
                .hint("such as --train .9 --dev .05 --test .05"));
        }
        Ok(parts)
    }

    /// Writes each document as a bitext of its own, and the manifest.
    fn by_document(&self, pool: &Pool, talk: &Talk) -> Result<()> {
        refuse_used(&self.output)?;
        make_folder(&self.output.join("bitexts"))?;
        let mut manifest = pool.manifest.clone().unwrap_or_default();
        let (src, tgt) = pool.head.langs.tags();
        manifest.languages = vec![src.to_owned(), tgt.to_owned()];
        let mut walk = pool.walk();
        let mut open: Option<Document> = None;
        let mut n_pairs = 0;
        while let Some(item) = walk.next()? {
            n_pairs += 1;
            if let Some(document) = open.take_if(|open| open.id != item.document) {
                manifest.document.push(self.write(document, pool, talk)?);
            }
            let document = open.get_or_insert_with(|| Document::new(pool, &item));
            document.add(pool, item);
        }
        if let Some(document) = open {
            manifest.document.push(self.write(document, pool, talk)?);
        }
        manifest.refuse_twins(&display_name(&self.output)).map_err(|error| {
            error.hint("pairs of one document must stand together, and its name be its own")
        })?;
        Sink::File(self.output.join(MANIFEST)).write(manifest.write().as_bytes())?;
        talk.note(&format!("{n_pairs} pairs -> {} documents", manifest.document.len()));
        Ok(())
    }

    fn write(&self, document: Document, pool: &Pool, talk: &Talk) -> Result<Entry> {
        let stem = file_stem(&document.id);
        let name = format!("bitexts/{stem}{}", self.format.endings()[0]);
        let path = self.output.join(&name);
        if path.exists() {
            return Err(Error::input(format!(
                "the pairs of `{}` do not stand together",
                document.id
            ))
            .at(Place::file(display_name(&path)))
            .hint("sort them by their document first"));
        }
        if let Some(folder) = path.parent() {
            make_folder(folder)?;
        }
        let headers = &pool.head.carried_headers;
        let is_kept = |header: &&String| is_own(header);
        let head = Bitext {
            carried_headers: headers.iter().filter(is_kept).cloned().collect(),
            metadata: document.facts.clone(),
            ..pool.head.clone()
        };
        let output = Output::new(Some(&path), &[], self.format)?;
        let mut pairs = document.pairs.into_iter().map(Ok);
        let options = output.options(self.format);
        let findings = output.write(&head, self.format, &options, || pairs.next().transpose())?;
        talk.findings(&findings);
        let mut metadata = toml::Table::new();
        for (key, value) in document.facts {
            metadata.insert(key, toml::Value::String(value));
        }
        for ours in ["id", "source", "translation", "bitext", "error"] {
            metadata.remove(ours);
        }
        Ok(Entry { id: document.id, bitext: Some(name), metadata, ..Entry::default() })
    }

    /// Writes the parts, with documents that share pairs together.
    fn by_share(&self, pool: &Pool, parts: &[(&'static str, f64)], talk: &Talk) -> Result<()> {
        let groups = groups(pool, self.near)?;
        let assigned = assign(&groups, parts, self.seed);
        for (number, (name, _)) in parts.iter().enumerate() {
            let path = self.output.join(format!("{name}{}", self.format.endings()[0]));
            let output = self.pool.output(Some(&path), self.format)?;
            let is_of = |_: usize, item: &Item| assigned[&item.document] == number;
            let n_written = pool.write(&output, self.format, is_of, talk)?;
            let n_documents = assigned.values().filter(|part| **part == number).count();
            let share = 100.0 * n_written as f64 / pool.n_pairs.max(1) as f64;
            talk.note(&format!(
                "{name}: {n_documents} documents, {n_written} pairs ({share:.1} %)"
            ));
        }
        let n_together =
            groups.values().map(|group| group.documents.len()).filter(|n| *n > 1).sum::<usize>();
        if n_together > 0 {
            talk.note(&format!(
                "{n_together} documents share pairs with others and went with them"
            ));
        }
        if groups.len() < parts.len() {
            talk.warning(
                "there are fewer documents that share no pair than parts: some parts are empty",
            );
        }
        Ok(())
    }
}

/// Tells whether a carried column is of the pair and not of its document.
fn is_own(header: &str) -> bool {
    header != DOCUMENT && !header.starts_with(DOCUMENT_FACT)
}

/// A document whose pairs are being gathered.
struct Document {
    id: String,
    facts: Vec<(String, String)>,
    pairs: Vec<Pair>,
}

impl Document {
    fn new(pool: &Pool, item: &Item) -> Document {
        Document { id: item.document.clone(), facts: pool.facts(item), pairs: Vec::new() }
    }

    fn add(&mut self, pool: &Pool, item: Item) {
        let mut pair = item.pair;
        pair.unqualify(&self.id);
        let cells = pool.head.carried_headers.iter().zip(pair.carried);
        pair.carried = cells.filter(|(header, _)| is_own(header)).map(|(_, cell)| cell).collect();
        self.pairs.push(pair);
    }
}

/// A pair whose source has fewer characters may be in two parts. By hand: a sentence
/// of eight words.
const MIN_SHARED: usize = 40;

/// Documents that go together.
#[derive(Debug, Default)]
struct Group {
    documents: Vec<String>,
    n_pairs: usize,
}

/// Puts documents together that share a pair, or nearly one.
fn groups(pool: &Pool, near: f64) -> Result<BTreeMap<usize, Group>> {
    let mut twins = Twins::new(Likeness::Near(near));
    let mut documents: Vec<(String, usize)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let (mut of_pair, mut leaders) = (Vec::new(), Vec::new());
    let mut walk = pool.walk();
    while let Some(item) = walk.next()? {
        let own = *known.entry(item.document.clone()).or_insert_with(|| {
            documents.push((item.document.clone(), 0));
            leaders.push(leaders.len());
            leaders.len() - 1
        });
        documents[own].1 += 1;
        // What is short (`Oui.`, `Chapitre I`) stands everywhere and gives nothing away.
        if item.pair.src.chars().count() < MIN_SHARED {
            continue;
        }
        of_pair.push(own);
        if let Some(first) = twins.see(&item.pair.src, &item.pair.tgt) {
            let (a, b) = (leader(&leaders, own), leader(&leaders, of_pair[first as usize]));
            leaders[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (at, (id, n_pairs)) in documents.into_iter().enumerate() {
        let group = groups.entry(leader(&leaders, at)).or_default();
        group.documents.push(id);
        group.n_pairs += n_pairs;
    }
    Ok(groups)
}

fn leader(leaders: &[usize], mut at: usize) -> usize {
    while leaders[at] != at {
        at = leaders[at];
    }
    at
}

/// Gives each group, in the order of chance, to the part that lacks most of its share.
fn assign(
    groups: &BTreeMap<usize, Group>,
    parts: &[(&'static str, f64)],
    seed: u64,
) -> BTreeMap<String, usize> {
    let mut order: Vec<&Group> = groups.values().collect();
    Chance::new(seed).shuffle(&mut order);
    let n_all: usize = order.iter().map(|group| group.n_pairs).sum();
    let mut left: Vec<f64> = parts.iter().map(|(_, share)| share * n_all as f64).collect();
    let mut assigned = BTreeMap::new();
    for group in order {
        let fullest = (0..parts.len()).max_by(|a, b| left[*a].total_cmp(&left[*b]));
        let part = fullest.unwrap_or(0);
        left[part] -= group.n_pairs as f64;
        assigned.extend(group.documents.iter().map(|document| (document.clone(), part)));
    }
    assigned
}

fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|cause| {
        Error::input(format!("this folder cannot be made: {cause}"))
            .at(Place::file(display_name(folder)))
            .hint("name a folder after -o whose parent may be written")
    })
}

fn refuse_used(folder: &Path) -> Result<()> {
    let is_used = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if !is_used {
        return Ok(());
    }
    Err(Error::conflict("there is something in this folder already")
        .at(Place::file(display_name(folder)))
        .hint("name another folder after -o"))
}
