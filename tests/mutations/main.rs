//! Feeds every parser with files that are nearly right, and with what once broke one.
//!
//! Bytes by chance hardly get past the first lines of a parser. So real files
//! are changed where it hurts (`mutator`): members of zip archives are unpacked,
//! changed and packed again, tags and numbers of XML and JSON are doubled, nested,
//! swapped and blown up, numbers of PDF objects point elsewhere, lengths lie,
//! pages of databases change places. Nothing may panic, nothing may take long,
//! and what `claims` says must hold. What foreign parsers read goes through the
//! binary, whose door is what is tried.
//!
//! - `cargo test` tries the same cases every time, some of each parser.
//! - `ENREGARD_MUTATIONS=500 cargo test --test mutations` tries 500 of each parser, and
//!   `ENREGARD_FUZZ_SEED=7` others. The case that fails is written to the
//!   temporary folder.
//! - `ENREGARD_SEEDS=fuzz/corpus cargo test --test mutations seeds` writes what `fuzz/`
//!   starts from.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "../claims/mod.rs"]
mod claims;
#[path = "../common/mod.rs"]
mod common;
mod mutator;
mod seeds;

use enregard::formats::{self, Dialect, Format};
use enregard::lang::LangPair;
use enregard::readers;
use mutator::{Chance, mutate};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// No file of some kilobytes may take longer, unoptimized and with other work.
const PATIENCE: Duration = Duration::from_secs(20);

/// So many mutations of each parser are tried by `cargo test`. By hand: some seconds.
const MUTATIONS: u64 = 8;

/// What parses the bytes of a kind of file.
type Parse = Box<dyn Fn(&[u8])>;

/// A parser, and the files that it starts from.
struct Target {
    name: String,
    seeds: Vec<Vec<u8>>,
    parse: Parse,
}

fn targets() -> Vec<Target> {
    let mut targets: Vec<Target> = Format::all().map(of_format).collect();
    let documents = seeds::documents();
    for format in readers::Format::ALL {
        targets.push(Target {
            name: format!("readers::{format:?}"),
            seeds: documents.clone(),
            parse: if format == readers::Format::Pdf {
                by_binary("segment", "pdf")
            } else {
                Box::new(move |bytes| {
                    drop(readers::read(bytes, "a", format, readers::Options::default()));
                })
            },
        });
    }
    for (name, claim) in claims::ALL {
        let target = Target {
            name: format!("claims::{name}"),
            seeds: seeds::of_claim(name),
            parse: Box::new(claim),
        };
        targets.push(target);
    }
    targets
}

/// Returns the reader of a format of bitexts.
fn of_format(format: Format) -> Target {
    let written = formats::write(&seeds::bitext(), format, Dialect::Standard);
    let others = written.others.into_iter().map(|file| file.bytes);
    let is_foreign = matches!(format.name(), "xlsx" | "parquet");
    Target {
        name: format!("formats::{}", format.name()),
        seeds: std::iter::once(written.bytes).chain(others).collect(),
        parse: if is_foreign {
            by_binary("convert", format.name())
        } else {
            Box::new(move |bytes| drop(formats::read(bytes, "a", format, &LangPair::FR_EN)))
        },
    }
}

/// Returns a parser that is a run of the binary on a file; it must end by itself.
fn by_binary(command: &'static str, extension: &'static str) -> Parse {
    let folder = tempfile::tempdir().unwrap();
    Box::new(move |bytes| {
        let path = folder.path().join(format!("a.{extension}"));
        std::fs::write(&path, bytes).unwrap();
        let mut run = common::enregard(&[command, path.to_str().unwrap()]);
        let output = run.env("ENREGARD_PARSER_SECONDS", "5").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let is_fine = matches!(output.status.code(), Some(0 | 2 | 3)) && !said.contains("panicked");
        assert!(is_fine, "{:?}: {said}", output.status);
    })
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Lets a parser work; keeps what it fails on.
fn attempt(target: &Target, bytes: &[u8], slowest: &mut Duration) {
    let began = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.parse)(bytes)));
    *slowest = began.elapsed().max(*slowest);
    if outcome.is_err() || began.elapsed() > PATIENCE {
        let name = target.name.replace("::", "-");
        let path = std::env::temp_dir().join(format!("enregard-mutation-{name}"));
        std::fs::write(&path, bytes).unwrap();
        panic!("{}: {:?}, {}", target.name, began.elapsed(), path.display());
    }
}

#[test]
fn no_file_that_is_nearly_right_makes_a_parser_panic_or_hang() {
    let n_each = number("ENREGARD_MUTATIONS", MUTATIONS);
    let mut chance = Chance(number("ENREGARD_FUZZ_SEED", 0x9e37_79b9_7f4a_7c15) | 1);
    let targets = targets();
    for target in &targets {
        let (mut slowest, start) = (Duration::ZERO, Instant::now());
        for _ in 0..n_each {
            let seed = &target.seeds[chance.below(target.seeds.len())];
            let bytes = mutate(seed, &mut chance);
            attempt(target, &bytes, &mut slowest);
        }
        let took = start.elapsed();
        println!("{}: {n_each} in {took:.1?}, the slowest {slowest:.1?}", target.name);
    }
    println!("{} cases, none of which stopped a parser", targets.len() as u64 * n_each);
}

#[test]
fn every_claim_holds_for_its_seeds_and_for_what_once_broke_it() {
    for (name, claim) in claims::ALL {
        let (seeds, broken) = (seeds::of_claim(name), seeds::that_broke(name));
        let target = Target { name: name.to_owned(), seeds: Vec::new(), parse: Box::new(claim) };
        let mut slowest = Duration::ZERO;
        for bytes in seeds.iter().take(seeds::MAX_REPLAYED).chain(&broken) {
            attempt(&target, bytes, &mut slowest);
        }
    }
}

#[test]
fn the_seeds_of_the_fuzzers_are_written_where_they_are_wanted() {
    let Some(folder) = std::env::var_os("ENREGARD_SEEDS").map(std::path::PathBuf::from) else {
        return;
    };
    for (name, _) in claims::ALL {
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (idx, bytes) in seeds::of_claim(name).iter().chain(&seeds::that_broke(name)).enumerate()
        {
            std::fs::write(folder.join(format!("seed-{idx:03}")), bytes).unwrap();
        }
    }
}
