//! Holds the code to its layers.
//!
//! A module may import from lower layers only, never from a sibling of its own
//! layer. A broken rule is named with its line.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// The layer of each top-level module, as `src/lib.rs` tells it.
const LAYERS: [(&str, u8); 26] = [
    ("lang", 0),
    ("bead", 0),
    ("error", 0),
    ("french", 0),
    ("finding", 1),
    ("archive", 1),
    ("text", 2),
    ("readers", 3),
    ("segment", 3),
    ("model", 3),
    ("table", 3),
    ("pairing", 4),
    ("align", 4),
    ("bitext", 5),
    ("check", 6),
    ("corpus", 6),
    ("formats", 7),
    ("eval", 7),
    ("train", 7),
    ("trial", 7),
    ("report", 7),
    ("pipeline", 8),
    ("review", 9),
    ("cli", 10),
    ("lib", 11),
    ("main", 11),
];

/// What a part of the code does not know: path prefix, words it may not use,
/// why.
const BLIND_SPOTS: [(&str, &[&str], &str); 8] = [
    (
        "src/align/search.rs",
        &["super::words", "super::matcher", "crate::model"],
        "sees positions and scores only",
    ),
    ("src/align/corridor.rs", &["super::words", "crate::model"], "sees positions only"),
    (
        "src/align",
        &["std::fs", "std::time", "Lang::parse(\"fr\")"],
        "knows no files, clock or language",
    ),
    ("src/pipeline.rs", &["std::fs", "std::io", "print"], "does not read files or print"),
    ("src/check", &["std::fs", "std::env", "std::time"], "is given its bitext"),
    ("src/corpus", &["std::fs", "std::env", "std::time"], "is given its bitexts"),
    ("src/formats", &["std::fs", "std::env"], "goes from values to bytes"),
    ("src/segment", &["std::fs", "std::env", "std::time"], "is given its text"),
];

/// A line of code with its place.
struct Line {
    path: PathBuf,
    number: usize,
    text: String,
}

/// Returns the lines of all modules, without comments and tests.
fn code() -> Vec<Line> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut lines = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs")
            {
                lines.extend(lines_of(&path, path.strip_prefix(root).unwrap()));
            }
        }
    }
    lines
}

fn lines_of(path: &Path, name: &Path) -> Vec<Line> {
    let content = fs::read_to_string(path).unwrap();
    let is_code = |line: &(usize, &str)| !line.1.trim_start().starts_with("//");
    (1..)
        .zip(content.lines())
        .take_while(|(_, text)| text.trim() != "#[cfg(test)]")
        .filter(is_code)
        .map(|(number, text)| Line { path: name.to_owned(), number, text: text.to_owned() })
        .collect()
}

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

/// Returns the top-level module that a file belongs to.
fn module_of(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns the top-level modules that a line names after `crate::`.
fn imports(line: &str) -> Vec<String> {
    let names = line.split("crate::").skip(1);
    let module = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    names.map(module).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_module_has_a_layer() {
    for line in code() {
        let module = module_of(&line.path);
        assert!(layer(&module).is_some(), "{}: `{module}` is in no layer", line.path.display());
    }
}

#[test]
fn imports_go_down_only() {
    let mut broken = Vec::new();
    for line in code() {
        let module = module_of(&line.path);
        let own = layer(&module);
        for import in imports(&line.text).into_iter().filter(|import| *import != module) {
            if layer(&import).is_some_and(|imported| Some(imported) >= own) {
                broken.push(format!(
                    "{}:{}: `{module}` imports `{import}`, which is not below it",
                    line.path.display(),
                    line.number
                ));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn modules_do_not_know_what_they_need_not() {
    let mut broken = Vec::new();
    for line in code() {
        for (prefix, words, why) in BLIND_SPOTS {
            let word = words.iter().find(|word| line.text.contains(**word));
            if let (true, Some(word)) = (line.path.starts_with(prefix), word) {
                let place = format!("{}:{}", line.path.display(), line.number);
                broken.push(format!("{place}: `{word}`, but {prefix} {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_the_command_line_prints() {
    for line in code() {
        let prints = ["println!", "print!", "eprintln!", "eprint!", "dbg!"]
            .iter()
            .any(|name| line.text.contains(name));
        let may_print = line.path.starts_with("src/cli");
        assert!(may_print || !prints, "{}:{} prints", line.path.display(), line.number);
    }
}

#[test]
fn nothing_is_named_after_a_language_pair_but_data() {
    for line in code() {
        let is_neutral = ["src/align", "src/model", "src/train", "src/bead.rs"]
            .iter()
            .any(|prefix| line.path.starts_with(prefix));
        let names = ["fr_", "en_", "french", "english"];
        let is_named = names.iter().any(|name| {
            let text = line.text.replace("len_", "").replace("seen_", "").replace("token_", "");
            text.split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word.starts_with(name))
        });
        assert!(
            !(is_neutral && is_named),
            "{}:{}: {}",
            line.path.display(),
            line.number,
            line.text
        );
    }
}

#[test]
fn every_file_opens_with_what_it_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = code().into_iter().map(|line| line.path).collect();
    files.dedup();
    for file in files {
        let content = fs::read_to_string(root.join(&file)).unwrap();
        assert!(content.starts_with("//! "), "{} has no head comment", file.display());
    }
}
