//! The rules: each returns the places that break it.

use crate::code::{Crate, ModulePath, Name};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What a part of the code does not know: prefix of its files, paths it may not
/// name, why.
const BLIND_SPOTS: [(&str, &[&str], &str); 8] = [
    (
        "src/align/search.rs",
        &["crate::align::words", "crate::align::matcher", "crate::model"],
        "sees positions and scores only",
    ),
    ("src/align/corridor.rs", &["crate::align::words", "crate::model"], "sees positions only"),
    (
        "src/align",
        &["std::fs", "std::time", "crate::lang::Lang::FR", "crate::lang::Lang::EN"],
        "knows no files, clock or language",
    ),
    ("src/pipeline", &["std::fs", "std::io"], "does not read files"),
    ("src/check", &["std::fs", "std::env", "std::time"], "is given its bitext"),
    ("src/corpus", &["std::fs", "std::env", "std::time"], "is given its bitexts"),
    ("src/formats", &["std::fs", "std::env"], "goes from values to bytes"),
    ("src/segment", &["std::fs", "std::env", "std::time"], "is given its text"),
];

/// Returns the layer of each top-level module, as the table in `lib.rs` has it.
pub fn layers(tree: &Crate) -> BTreeMap<String, u8> {
    let root = &tree.modules[&ModulePath::new()];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&root.file);
    let text = fs::read_to_string(path).unwrap_or_default();
    layers_of(&text)
}

/// Reads the rows `//! | 3 | [`readers`], [`mod@segment`] |`.
pub fn layers_of(text: &str) -> BTreeMap<String, u8> {
    let mut layers = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let Some((layer, modules)) = line.split_once(" | ") else { continue };
        let Ok(layer) = layer.trim().parse() else { continue };
        for name in modules.split(['[', ']', '`', ',', '|', ' ']).filter(|name| !name.is_empty()) {
            layers.insert(name.trim_start_matches("mod@").to_owned(), layer);
        }
    }
    layers
}

fn place(name: &Name) -> String {
    format!("{}:{}", name.file.display(), name.line)
}

pub fn without_layer(tree: &Crate, layers: &BTreeMap<String, u8>) -> Vec<String> {
    let tops: BTreeSet<&String> = tree.modules.keys().filter_map(|path| path.first()).collect();
    let missing = tops.iter().filter(|top| !layers.contains_key(**top));
    let gone = layers.keys().filter(|name| !tops.contains(name));
    missing
        .map(|top| format!("src/lib.rs: `{top}` is in no layer"))
        .chain(gone.map(|name| format!("src/lib.rs: the table names `{name}`, which is gone")))
        .collect()
}

pub fn upward(tree: &Crate, layers: &BTreeMap<String, u8>) -> Vec<String> {
    let mut broken = Vec::new();
    for name in tree.names().filter(|name| name.is_local) {
        let (Some(own), Some(other)) = (name.from.first(), name.path.first()) else { continue };
        let (Some(layer), Some(imported)) = (layers.get(own), layers.get(other)) else { continue };
        if own != other && imported >= layer {
            broken.push(format!("{}: `{own}` names `{other}`, which is not below it", place(name)));
        }
    }
    broken
}

/// Rooms whose circles are still to be opened: nothing is added here.
const TO_BE_OPENED: [&str; 1] = ["src/review/server/"];

/// Returns the circles of files: each strongly connected set, with one name for
/// every arrow in it.
pub fn circles(tree: &Crate) -> Vec<String> {
    let arrows = arrows(tree);
    let mut broken = Vec::new();
    let is_known = |set: &BTreeSet<String>| {
        TO_BE_OPENED.iter().any(|room| set.iter().all(|file| file.starts_with(room)))
    };
    for set in connected(&arrows).into_iter().filter(|set| !is_known(set)) {
        let inside = |(from, to): &(&String, &String)| set.contains(*from) && set.contains(*to);
        let named: Vec<String> = arrows
            .iter()
            .flat_map(|(from, targets)| targets.iter().map(move |(to, at)| ((from, to), at)))
            .filter(|(arrow, _)| inside(arrow))
            .map(|((_, to), at)| format!("  {at} names {to}"))
            .collect();
        broken.push(format!("a circle of {} files:\n{}", set.len(), named.join("\n")));
    }
    broken
}

/// Returns which file names which, with the first place. A room's own types stand
/// in its `mod.rs`, and every file of the room may name them: an arrow to the
/// module that a file stands in is none.
fn arrows(tree: &Crate) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut arrows: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for name in tree.names().filter(|name| name.is_local) {
        let definer = tree.definer(&name.path);
        let target = &tree.modules[&definer].file;
        if *target != name.file && !name.from.starts_with(&definer) {
            let from = arrows.entry(name.file.display().to_string()).or_default();
            from.entry(target.display().to_string()).or_insert_with(|| place(name));
        }
    }
    arrows
}

/// Returns the sets of more than one file that all reach each other.
fn connected(arrows: &BTreeMap<String, BTreeMap<String, String>>) -> Vec<BTreeSet<String>> {
    let reach = |start: &String| -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut open = vec![start.clone()];
        while let Some(file) = open.pop() {
            for next in arrows.get(&file).into_iter().flat_map(BTreeMap::keys) {
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        arrows.keys().map(|file| (file, reach(file))).collect();
    let mut sets = BTreeSet::new();
    for (file, others) in reached.iter().filter(|(file, others)| others.contains(**file)) {
        let mutual =
            others.iter().filter(|other| reached.get(other).is_some_and(|set| set.contains(*file)));
        sets.insert(mutual.cloned().collect::<BTreeSet<String>>());
    }
    sets.into_iter().collect()
}

pub fn too_curious(tree: &Crate) -> Vec<String> {
    let mut broken = Vec::new();
    for name in tree.names() {
        let mut path = name.path.join("::");
        if name.is_local {
            path = format!("crate::{path}");
        }
        for (prefix, forbidden, why) in BLIND_SPOTS {
            let is_there = name.file.with_extension("").starts_with(prefix.trim_end_matches(".rs"));
            let is_named = |word: &&&str| path == ***word || path.starts_with(&format!("{word}::"));
            if let (true, Some(word)) = (is_there, forbidden.iter().find(is_named)) {
                broken.push(format!("{}: `{word}`, but {prefix} {why}", place(name)));
            }
        }
    }
    broken
}

pub fn printing(tree: &Crate) -> Vec<String> {
    let printers = ["println", "print", "eprintln", "eprint", "dbg"];
    let mut broken = Vec::new();
    for module in tree.modules.values().filter(|module| !module.file.starts_with("src/cli")) {
        for (name, line) in &module.macros {
            if printers.contains(&name.as_str()) {
                broken.push(format!("{}:{line} prints", module.file.display()));
            }
        }
    }
    broken
}

/// The parts that serve any two languages.
const NEUTRAL: [&str; 4] = ["src/align", "src/model", "src/train", "src/bead.rs"];

pub fn named_after_a_language(tree: &Crate) -> Vec<String> {
    let files: BTreeSet<&Path> =
        tree.modules.values().map(|module| module.file.as_path()).collect();
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| NEUTRAL.iter().any(|prefix| file.starts_with(prefix))) {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
            .unwrap_or_default();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (number, line) in
            (1..).zip(code.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            let is_language = |word: &str| {
                ["fr_", "en_", "french", "english"].iter().any(|start| word.starts_with(start))
            };
            if words.into_iter().any(is_language) {
                broken.push(format!("{}:{number}: {line}", file.display()));
            }
        }
    }
    broken
}

pub fn without_head(tree: &Crate) -> Vec<String> {
    let files = tree.modules.values().filter(|module| !module.is_inline);
    files
        .filter(|module| !module.head.starts_with("//! "))
        .map(|module| format!("{} has no head comment", module.file.display()))
        .collect()
}
