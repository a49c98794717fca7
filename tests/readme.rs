//! Runs every command of the README.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Commands that a test of the README cannot run: they would run this test.
const NOT_HERE: [&str; 1] = ["cargo test"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the lines of a document that start with `$ ` inside console blocks.
fn commands(document: &str) -> Vec<String> {
    let mut is_console = false;
    let mut commands = Vec::new();
    for line in document.lines() {
        if let Some(language) = line.strip_prefix("```") {
            is_console = language == "console";
        } else if let (true, Some(command)) = (is_console, line.strip_prefix("$ ")) {
            commands.push(command.to_owned());
        }
    }
    commands
}

/// Returns a folder in which the commands find `corpus/` and may write.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    for entry in std::fs::read_dir(root().join("corpus")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, corpus.join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn run(command: &str, folder: &Path) -> std::process::Output {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_enregard"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", binary.parent().unwrap().display());
    let command = command.replace("cargo run --release --", "enregard");
    Command::new("sh")
        .args(["-c", &command])
        .env("PATH", path)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn every_command_of_the_readme_works() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let commands = commands(&readme);
    assert!(commands.len() >= 8, "the README shows {} commands", commands.len());
    let folder = workplace();
    for command in commands.iter().filter(|command| !NOT_HERE.contains(&command.as_str())) {
        let output = run(command, folder.path());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{stderr}");
        assert!(!output.stdout.is_empty() || command.contains(" -o "), "{command} prints nothing");
    }
}

#[test]
fn the_first_command_says_what_the_readme_says() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let first = commands(&readme).into_iter().next().unwrap();
    let output = run(&first, workplace().path());
    let stderr = String::from_utf8_lossy(&output.stderr);
    let summary = stderr.lines().last().unwrap();
    assert!(readme.contains(summary), "the README does not show: {summary}");
}
