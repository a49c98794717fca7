//! Shows on gold what the constants of the aligner are worth.
//!
//! ```console
//! $ cargo run --release --example constants -- GOLD
//! $ cargo run --release --example constants -- GOLD --set width=4,6,8 --set weight=0.2,0.3
//! $ cargo run --release --example constants -- GOLD --vary
//! $ cargo run --release --example constants -- GOLD --cross-validate
//! ```
//!
//! GOLD has a folder a set (`transread-fren`), with `NAME.fr`, `NAME.en` and
//! `NAME.gold`. Every line has strict F1 by set and their mean; sets are never
//! pooled, since the easy ones hold most beads.
//!
//! `--vary` takes one constant after the other down and up by three tenths: what
//! moves nothing may stand as it is, what moves much deserves its comment in
//! `align/params.rs`. `--cross-validate` chooses among all those variants once
//! for each document, on the other documents, and counts how the document fares
//! with that choice: the distance from the first line is what choosing on the
//! sets one is measured on is worth.

#![allow(missing_docs, clippy::unwrap_used, reason = "a tool for developers may panic")]

use clap::Parser;
use enregard::align::params::Params;
use enregard::align::{Options, VectorPair, align};
use enregard::eval::{Link, Report, compare};
use enregard::formats::ladder;
use enregard::lang::{Lang, LangPair};
use enregard::model::vectors::Vectors;
use enregard::model::{Model, format};
use enregard::pipeline;
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Args {
    /// The folder with a folder a set
    gold: PathBuf,
    /// The sets, parted by commas [default: all]
    #[arg(long, value_delimiter = ',')]
    sets: Vec<String>,
    /// A constant and its values: `NAME=VALUE,VALUE`; all combinations are tried
    #[arg(long = "set", value_name = "NAME=VALUES")]
    values: Vec<String>,
    /// Take each constant down and up by three tenths
    #[arg(long)]
    vary: bool,
    /// Choose among what --vary tries on all documents but the one that is scored
    #[arg(long)]
    cross_validate: bool,
    /// Print the documents too
    #[arg(long)]
    docs: bool,
    /// Another model for French and English
    #[arg(long)]
    model: Option<PathBuf>,
    /// A folder with `SET.NAME.LANG` (overlaps) and `SET.NAME.LANG.emb`
    #[arg(long)]
    vectors: Option<PathBuf>,
}

struct Document {
    set: String,
    name: String,
    langs: LangPair,
    src: Vec<String>,
    tgt: Vec<String>,
    gold: Vec<Link>,
    vectors: Option<(Vectors, Vectors)>,
}

/// How one document fared: counts, and for each bead its probability and whether
/// it is right.
struct Outcome {
    report: Report,
    beads: Vec<(f64, bool)>,
}

fn main() {
    let args = Args::parse();
    let documents = load(&args);
    let models: Vec<Model> = documents.iter().map(|document| model(&args, document)).collect();
    let run = |params: &Params| -> Vec<Outcome> {
        documents.par_iter().zip(&models).map(|(doc, model)| outcome(doc, model, params)).collect()
    };
    if args.cross_validate {
        let variants: Vec<Vec<Outcome>> =
            variants(&Params::default()).iter().map(|(_, params)| run(params)).collect();
        print("as it is", &documents, &variants[0].iter().collect::<Vec<_>>(), args.docs);
        let chosen: Vec<&Outcome> = (0..documents.len())
            .map(|held_out| &variants[best_without(held_out, &documents, &variants)][held_out])
            .collect();
        print("cross-validated", &documents, &chosen, args.docs);
        return;
    }
    let settings = if args.vary {
        variants(&Params::default())
    } else {
        combinations(&Params::default(), &args.values)
    };
    for (name, params) in settings {
        print(&name, &documents, &run(&params).iter().collect::<Vec<_>>(), args.docs);
    }
}

fn load(args: &Args) -> Vec<Document> {
    let mut sets = args.sets.clone();
    if sets.is_empty() {
        let folders = fs::read_dir(&args.gold).unwrap().map(|entry| entry.unwrap().path());
        let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        sets = folders.filter(|path| path.is_dir()).map(name).collect();
        sets.sort();
    }
    sets.iter().flat_map(|set| load_set(args, set)).collect()
}

fn load_set(args: &Args, set: &str) -> Vec<Document> {
    let entries = fs::read_dir(args.gold.join(set)).unwrap().map(|entry| entry.unwrap().path());
    let is_gold = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "gold");
    let mut golds: Vec<PathBuf> = entries.filter(is_gold).collect();
    golds.sort();
    golds.iter().map(|gold| load_document(args, set, gold)).collect()
}

fn load_document(args: &Args, set: &str, gold: &Path) -> Document {
    let (src, tgt) = if set.contains("defr") { ("de", "fr") } else { ("fr", "en") };
    let lines = |tag: &str| -> Vec<String> {
        let text = fs::read_to_string(gold.with_extension(tag)).unwrap();
        text.lines().map(str::to_owned).collect()
    };
    let name = gold.file_stem().unwrap().to_string_lossy().into_owned();
    let vectors = |tag: &str| {
        let overlaps = args.vectors.as_ref()?.join(format!("{set}.{name}.{tag}"));
        let text = fs::read_to_string(&overlaps).ok()?;
        let rows = fs::read(format!("{}.emb", overlaps.display())).ok()?;
        Some(Vectors::from_overlaps(&text, &rows, "vectors").unwrap())
    };
    let rungs = ladder::read(&fs::read(gold).unwrap(), &gold.display().to_string()).unwrap();
    Document {
        set: set.to_owned(),
        langs: LangPair::new(Lang::parse(src).unwrap(), Lang::parse(tgt).unwrap()),
        src: lines(src),
        tgt: lines(tgt),
        gold: rungs.into_iter().map(|rung| Link { src: rung.src, tgt: rung.tgt }).collect(),
        vectors: vectors(src).zip(vectors(tgt)),
        name,
    }
}

fn model(args: &Args, document: &Document) -> Model {
    match &args.model {
        Some(path) if document.langs.src.tag() == "fr" => {
            format::read(&fs::read(path).unwrap(), &path.display().to_string()).unwrap()
        }
        _ => pipeline::model_for(&document.langs),
    }
}

fn outcome(document: &Document, model: &Model, params: &Params) -> Outcome {
    let vectors = document.vectors.as_ref();
    let vectors = vectors.map(|(src, tgt)| VectorPair { src, tgt, first: (0, 0) });
    let options = Options { params: params.clone(), vectors, ..Options::default() };
    let aligned = align(&document.src, &document.tgt, model, &options);
    let link =
        |bead: &enregard::bead::Bead| Link { src: bead.src().collect(), tgt: bead.tgt().collect() };
    let test: Vec<Link> =
        aligned.alignment.beads().iter().map(|scored| link(&scored.bead)).collect();
    let gold: HashSet<&Link> = document.gold.iter().collect();
    let scores = aligned.alignment.beads().iter().map(|scored| scored.score);
    let beads = scores.zip(&test).map(|(score, link)| (score, gold.contains(link))).collect();
    Outcome { report: compare(&document.gold, &test), beads }
}

/// Returns the constants as they are, and with one of them changed.
fn variants(params: &Params) -> Vec<(String, Params)> {
    let fields = serde_json::to_value(params).unwrap();
    let mut variants = vec![("as it is".to_owned(), params.clone())];
    for (name, value) in fields.as_object().unwrap() {
        for factor in [0.7, 1.3] {
            let value = value.as_f64().unwrap() * factor;
            variants.push((format!("{name} = {value:.3}"), with(params, name, value)));
        }
    }
    variants
}

/// Returns all combinations of `NAME=VALUE,VALUE`.
fn combinations(params: &Params, values: &[String]) -> Vec<(String, Params)> {
    let mut settings = vec![(String::new(), params.clone())];
    for setting in values {
        let (name, values) = setting.split_once('=').expect("NAME=VALUES");
        let values: Vec<f64> = values.split(',').map(|value| value.parse().unwrap()).collect();
        let combine = |(label, params): &(String, Params)| -> Vec<(String, Params)> {
            let label = |value: &f64| format!("{label} {name}={value}");
            values.iter().map(|value| (label(value), with(params, name, *value))).collect()
        };
        settings = settings.iter().flat_map(combine).collect();
    }
    settings
}

fn with(params: &Params, name: &str, value: f64) -> Params {
    let mut fields = serde_json::to_value(params).unwrap();
    assert!(fields.get(name).is_some(), "there is no constant `{name}`: {fields}");
    fields[name] = value.into();
    serde_json::from_value(fields).unwrap()
}

/// Returns the variant with the best mean over the sets when one document is
/// left out.
fn best_without(held_out: usize, documents: &[Document], variants: &[Vec<Outcome>]) -> usize {
    let mean_without = |outcomes: &Vec<Outcome>| {
        let others = documents.iter().zip(outcomes).enumerate();
        let others = others.filter(|(idx, _)| *idx != held_out).map(|(_, other)| other);
        mean(&by_set(others))
    };
    let means: Vec<f64> = variants.iter().map(mean_without).collect();
    (0..means.len()).max_by(|a, b| means[*a].total_cmp(&means[*b]).then(b.cmp(a))).unwrap()
}

fn by_set<'a>(
    outcomes: impl Iterator<Item = (&'a Document, &'a Outcome)>,
) -> Vec<(&'a str, Report)> {
    let mut sets: Vec<(&str, Report)> = Vec::new();
    for (document, outcome) in outcomes {
        match sets.last_mut().filter(|(set, _)| *set == document.set) {
            Some((_, sum)) => *sum += &outcome.report,
            None => sets.push((&document.set, outcome.report.clone())),
        }
    }
    sets
}

fn mean(sets: &[(&str, Report)]) -> f64 {
    sets.iter().map(|(_, report)| report.strict.f1()).sum::<f64>() / sets.len().max(1) as f64
}

fn print(label: &str, documents: &[Document], outcomes: &[&Outcome], with_documents: bool) {
    let sets = by_set(documents.iter().zip(outcomes.iter().copied()));
    print!("{label:28}");
    for (set, report) in &sets {
        let one_sided = report.one_sided;
        print!(" {} {:.4}", &set[..set.len().min(6)], report.strict.f1());
        if one_sided.recall.of > 20 {
            print!(" ({:.2}/{:.2})", one_sided.recall.value(), one_sided.precision.value());
        }
    }
    let beads: Vec<(f64, bool)> =
        outcomes.iter().flat_map(|outcome| outcome.beads.clone()).collect();
    println!(
        "  mean {:.4}  ECE {:.3}  errors in the lowest tenth {:.2}",
        mean(&sets),
        calibration_error(&beads),
        errors_in_lowest_tenth(beads)
    );
    if with_documents {
        for (document, outcome) in documents.iter().zip(outcomes) {
            println!("  {:40} {:.4}", document.name, outcome.report.strict.f1());
        }
    }
}

/// Returns the expected calibration error in ten bins (Naeini et al. 2015).
fn calibration_error(beads: &[(f64, bool)]) -> f64 {
    let bin = |lower: i32| {
        let (low, high) = (f64::from(lower) / 10.0, f64::from(lower + 1) / 10.0);
        let in_bin = |bead: &&(f64, bool)| low <= bead.0 && (bead.0 < high || lower == 9);
        let bin: Vec<_> = beads.iter().filter(in_bin).collect();
        let said: f64 = bin.iter().map(|bead| bead.0).sum();
        let right = bin.iter().filter(|bead| bead.1).count() as f64;
        (said - right).abs()
    };
    (0..10).map(bin).sum::<f64>() / beads.len().max(1) as f64
}

/// Returns the share of the wrong beads that are in the least probable tenth.
fn errors_in_lowest_tenth(mut beads: Vec<(f64, bool)>) -> f64 {
    beads.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_wrong = |beads: &[(f64, bool)]| beads.iter().filter(|bead| !bead.1).count() as f64;
    n_wrong(&beads[..beads.len() / 10]) / n_wrong(&beads).max(1.0)
}
