//! Other people's tools, for the tests that run them. One that is not installed is said and skipped.

use super::{Workplace, file};
use std::path::PathBuf;
use std::process::{Command, Output};

/// Runs a tool; none if it is not there.
pub fn run(command: &mut Command) -> Option<Output> {
    let output = command.output().ok();
    if output.is_none() {
        eprintln!("skipped: {} is not installed", command.get_program().display());
    }
    output
}

#[track_caller]
pub fn check_success(output: &Output) {
    let said = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", said(&output.stdout), said(&output.stderr));
}

/// Runs a snippet; none if Python or one of its modules is not there.
pub fn python(snippet: &str, args: &[&std::ffi::OsStr]) -> Option<Output> {
    let own = file("target/consumers/bin/python");
    let program = if own.is_file() { own } else { PathBuf::from("python3") };
    let mut command = Command::new(program);
    let output = run(command.arg(file("tests/consumers").join(snippet)).args(args))?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    if stderr.contains("ModuleNotFoundError") {
        eprintln!("skipped: {}", stderr.lines().last().unwrap_or_default());
        return None;
    }
    Some(output)
}

/// Makes an empty project of `OmegaT`.
pub fn omegat_project(workplace: &Workplace) {
    for folder in ["source", "target", "tm/auto", "omegat", "glossary", "dictionary"] {
        std::fs::create_dir_all(workplace.path("project").join(folder)).unwrap();
    }
    workplace.write("project/omegat.project", OMEGAT);
}

/// Has `OmegaT` translate its project; none if it is not there.
pub fn omegat(workplace: &Workplace) -> Option<Output> {
    let mut command = Command::new("omegat");
    let command = command.arg(workplace.path("project")).arg("--mode=console-translate");
    let command = command.env("HOME", workplace.path("project"));
    run(command.arg("--quiet"))
}

const OMEGAT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>FR</source_lang><target_lang>EN</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"#;
