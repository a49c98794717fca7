//! Aligns the texts of `corpus/` through the binary and compares them with
//! their gold: every bead where nothing is doubtful, and readable outputs.
//!
//! `UPDATE_GOLDEN=1 cargo test --test corpus` rewrites `tests/golden/`.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in the repository and returns what it prints.
fn run(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enregard"));
    let output = command.current_dir(root()).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the strict F1 of a text of the corpus.
fn strict_f1(name: &str) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.csv");
    let (src, tgt) = (format!("corpus/{name}.fr.txt"), format!("corpus/{name}.en.csv"));
    run(&["align", &src, &tgt, "-o", out.to_str().unwrap()]);
    let report = run(&["eval", &format!("corpus/{name}.gold.csv"), out.to_str().unwrap()]);
    let strict = report.lines().find(|line| line.starts_with("strict")).unwrap();
    strict.split_whitespace().nth(3).unwrap().parse().unwrap()
}

#[test]
fn the_corpus_is_aligned_as_its_gold_says() {
    // In `le-phare` a sentence that was added at the end of a paragraph is
    // joined to its neighbor.
    for (name, floor) in [
        ("haut-karabakh", 1.0),
        ("marche-couvert", 1.0),
        ("le-phare", 0.98),
        ("lettre-atelier", 1.0),
    ] {
        let f1 = strict_f1(name);
        assert!(f1 >= floor, "{name}: {f1}");
    }
}

#[test]
fn the_article_is_the_missions_own() {
    let text = std::fs::read_to_string(root().join("corpus/haut-karabakh.fr.txt")).unwrap();
    assert!(text.starts_with(" date 2020-11 Les délégations française et américaine"));
    let segments = run(&["segment", "corpus/haut-karabakh.fr.txt"]);
    assert_eq!(13, segments.lines().count(), "{segments}");
    assert!(!segments.contains("date 2020-11"));
}

#[test]
fn outputs_are_those_of_the_golden_files() {
    let article = ["corpus/haut-karabakh.fr.txt", "corpus/haut-karabakh.en.csv"];
    let align = |format| [&["align"], &article[..], &["--format", format]].concat();
    let lighthouse = ["align", "corpus/le-phare.fr.txt", "corpus/le-phare.en.csv"];
    check("haut-karabakh.csv", &align("csv"));
    check("haut-karabakh.tsv", &align("tsv"));
    check("haut-karabakh.jsonl", &align("jsonl"));
    check("haut-karabakh.ladder", &align("ladder"));
    check("haut-karabakh.tmx", &align("tmx"));
    check("le-phare.csv", &lighthouse);
    for name in ["lettre-atelier", "marche-couvert"] {
        let sides = [format!("corpus/{name}.fr.txt"), format!("corpus/{name}.en.csv")];
        check(&format!("{name}.csv"), &["align", &sides[0], &sides[1]]);
    }
    check("haut-karabakh.segments.csv", &["segment", article[0], "--format", "csv"]);
    check("haut-karabakh.segments.jsonl", &["segment", article[0], "--format", "jsonl"]);
    check("haut-karabakh.explain.txt", &["segment", article[0], "--explain"]);
}

/// Compares what a command prints with a golden file.
#[track_caller]
fn check(name: &str, args: &[&str]) {
    let path: PathBuf = root().join("tests/golden").join(name);
    let found = run(args);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &found).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == found, "{name} differs; UPDATE_GOLDEN=1 rewrites it, then read the diff");
}
