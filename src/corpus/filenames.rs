//! Pairs the files of folders by their names.
//!
//! ```text
//! fr/notes/x.html    x.fr.html    x_FR.docx    fr-FR/x.txt      a mark of the language,
//! en/notes/x.html    x.en.html    x_EN.docx    en-GB/x.txt      and the same name without it
//! ```
//!
//! Names are compared four times, each time more loosely; what is found in the
//! last two is a guess, and is called one. A name that fits several files pairs
//! with none: which of them is meant is for a person to say, in a manifest.
//! Nothing here reads a file.

use crate::bead::Side;
use crate::lang::{Lang, LangPair};
use crate::text::words::fold_accents;
use std::collections::{BTreeMap, BTreeSet};

/// Words beside the names of languages that tell the side. By hand.
const SRC_WORDS: [&str; 4] = ["source", "src", "original", "vo"];
const TGT_WORDS: [&str; 6] = ["translation", "target", "tgt", "traduction", "cible", "translated"];

/// Two files that belong together by their names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FilePair {
    /// What the document is called: the name without language and extension.
    pub id: String,
    /// The source, as its path was given.
    pub src: String,
    /// The translation.
    pub tgt: String,
    /// What was guessed, if the names are not the same.
    pub guess: Option<&'static str>,
}

/// A file without a partner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alone {
    /// Its path.
    pub path: String,
    /// Why it has none.
    pub why: &'static str,
}

/// What belongs together, and what is left.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FilePairs {
    /// The pairs, by id.
    pub pairs: Vec<FilePair>,
    /// The files that are in no pair, by path.
    pub alone: Vec<Alone>,
}

/// Pairs the files of two folders; paths are relative to their folder.
#[must_use]
pub fn pair_folders(src: &[String], tgt: &[String], langs: &LangPair) -> FilePairs {
    let entries = |paths: &[String]| -> Vec<Entry> {
        paths.iter().map(|path| Entry::new(path, langs)).collect()
    };
    pair(
        entries(src),
        entries(tgt),
        Vec::new(),
        &[Entry::plain, Entry::key, Entry::loose, Entry::name],
    )
}

/// Pairs the files of one folder, whose names say the language of each.
#[must_use]
pub fn pair_folder(paths: &[String], langs: &LangPair) -> FilePairs {
    let (mut src, mut tgt, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    for entry in paths.iter().map(|path| Entry::new(path, langs)) {
        match entry.side {
            Some(Side::Src) => src.push(entry),
            Some(Side::Tgt) => tgt.push(entry),
            None => alone
                .push(Alone { path: entry.path, why: "nothing in its name tells the language" }),
        }
    }
    pair(src, tgt, alone, &[Entry::key, Entry::key, Entry::loose, Entry::name])
}

/// What each round of comparing rests on, if it is a guess.
const GUESSES: [Option<&str>; 4] = [
    None,
    None,
    Some("the names differ in case, accents or marks"),
    Some("the names are the same, the folders are not"),
];

type Key = fn(&Entry) -> String;

fn pair(
    mut src: Vec<Entry>,
    mut tgt: Vec<Entry>,
    mut alone: Vec<Alone>,
    keys: &[Key; 4],
) -> FilePairs {
    let mut found = Vec::new();
    for (key, guess) in keys.iter().zip(GUESSES) {
        for (one, other) in matches(&src, &tgt, *key) {
            found.push((one, other, guess));
        }
        let taken: BTreeSet<String> =
            found.iter().flat_map(|(one, other, _)| [one.token(0), other.token(1)]).collect();
        src.retain(|entry| !taken.contains(&entry.token(0)));
        tgt.retain(|entry| !taken.contains(&entry.token(1)));
    }
    for (own, others) in [(&src, &tgt), (&tgt, &src)] {
        let names: BTreeSet<String> = others.iter().map(Entry::name).collect();
        let left = own.iter().map(|entry| Alone {
            path: entry.path.clone(),
            why: if names.contains(&entry.name()) {
                "its name fits several files"
            } else {
                "no file of the other side has its name"
            },
        });
        alone.extend(left);
    }
    alone.sort_by(|a, b| a.path.cmp(&b.path));
    FilePairs { pairs: with_ids(found), alone }
}

/// Returns the entries whose key is that of one entry of the other side; of
/// several, those that have the same extension.
fn matches(src: &[Entry], tgt: &[Entry], key: Key) -> Vec<(Entry, Entry)> {
    let mut groups: BTreeMap<String, (Vec<&Entry>, Vec<&Entry>)> = BTreeMap::new();
    for entry in src {
        groups.entry(key(entry)).or_default().0.push(entry);
    }
    for entry in tgt {
        groups.entry(key(entry)).or_default().1.push(entry);
    }
    let mut found = Vec::new();
    for (src, tgt) in groups.values() {
        if let ([one], [other]) = (src.as_slice(), tgt.as_slice()) {
            found.push(((*one).clone(), (*other).clone()));
            continue;
        }
        for one in src {
            let is_like = |entry: &&&Entry| entry.extension == one.extension;
            let n_own = src.iter().filter(|entry| entry.extension == one.extension).count();
            let others: Vec<&&Entry> = tgt.iter().filter(is_like).collect();
            if let ([other], 1) = (others.as_slice(), n_own) {
                found.push(((*one).clone(), (**other).clone()));
            }
        }
    }
    found
}

/// Gives each pair its id: the name, with its extension where two have the name.
fn with_ids(found: Vec<(Entry, Entry, Option<&'static str>)>) -> Vec<FilePair> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (src, ..) in &found {
        *counts.entry(src.bare.to_lowercase()).or_default() += 1;
    }
    let id = |entry: &Entry| match counts[&entry.bare.to_lowercase()] {
        1 => entry.bare.clone(),
        _ => format!("{}.{}", entry.bare, entry.extension),
    };
    let pair = |(src, tgt, guess): (Entry, Entry, _)| FilePair {
        id: id(&src),
        src: src.path,
        tgt: tgt.path,
        guess,
    };
    let mut pairs: Vec<FilePair> = found.into_iter().map(pair).collect();
    pairs.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.src.cmp(&b.src)));
    pairs
}

/// A file, with what its path says.
#[derive(Clone, Debug)]
struct Entry {
    path: String,
    /// The path without its extension.
    stem: String,
    extension: String,
    /// The path without its extension and marks of languages.
    bare: String,
    side: Option<Side>,
}

impl Entry {
    fn new(path: &str, langs: &LangPair) -> Entry {
        let unpacked = path.strip_suffix(".gz").unwrap_or(path);
        let (folder, name) = unpacked.rsplit_once('/').unwrap_or(("", unpacked));
        let (stem, extension) = match name.rsplit_once('.') {
            // `novel.fr` is a text whose extension is its language.
            Some((stem, extension)) if !stem.is_empty() && side_of(extension, langs).is_none() => {
                (stem, extension)
            }
            _ => (name, ""),
        };
        let mut side = None;
        let mut parts: Vec<&str> = Vec::new();
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            match side_of(part, langs) {
                Some(found) => side = Some(found),
                None => parts.push(part),
            }
        }
        let (bare, found) = unmarked(stem, langs);
        parts.push(bare);
        let stem = if folder.is_empty() { stem.to_owned() } else { format!("{folder}/{stem}") };
        Entry {
            path: path.to_owned(),
            stem,
            extension: extension.to_lowercase(),
            bare: parts.join("/"),
            side: found.or(side),
        }
    }

    /// Tells the files of the two sides apart, which may have one path.
    fn token(&self, side: u8) -> String {
        format!("{side}{}", self.path)
    }

    fn plain(&self) -> String {
        self.stem.clone()
    }

    fn key(&self) -> String {
        self.bare.to_lowercase()
    }

    fn loose(&self) -> String {
        self.bare.split('/').map(folded).collect::<Vec<_>>().join("/")
    }

    fn name(&self) -> String {
        folded(self.bare.rsplit('/').next().unwrap_or_default())
    }
}

fn folded(name: &str) -> String {
    let folded = fold_accents(&name.to_lowercase());
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

const SEPARATORS: [char; 8] = ['.', '_', '-', ' ', '(', ')', '[', ']'];

/// Returns a name without the marks of a language at its end or its start, and
/// the side that they tell.
fn unmarked<'n>(name: &'n str, langs: &LangPair) -> (&'n str, Option<Side>) {
    let trimmed = name.trim_end_matches(SEPARATORS);
    for (at, separator) in trimmed.char_indices().rev().filter(|(_, c)| SEPARATORS.contains(c)) {
        let last = &trimmed[at + separator.len_utf8()..];
        let rest = trimmed[..at].trim_end_matches(SEPARATORS);
        match side_of(last, langs) {
            Some(side) if !rest.is_empty() => {
                // `x-fr-FR` has two marks.
                let (again, other) = unmarked(rest, langs);
                return (if other == Some(side) { again } else { rest }, Some(side));
            }
            // `-GB` may be a region: one separator more.
            _ if is_region(last) => {}
            _ => break,
        }
    }
    if let Some((first, rest)) = name.split_once(SEPARATORS) {
        let rest = rest.trim_start_matches(SEPARATORS);
        if let (Some(side), false) = (side_of(first, langs), rest.is_empty()) {
            return (rest, Some(side));
        }
    }
    (name, side_of(name, langs))
}

fn is_region(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Returns the side that a word names: a language, with a region or without, or
/// a word such as `original`.
fn side_of(word: &str, langs: &LangPair) -> Option<Side> {
    let lower = word.to_lowercase();
    let plain = match lower.split_once(['-', '_']) {
        Some((tag, region)) if is_region(region) => tag,
        _ => &lower,
    };
    let names = |lang: &Lang| lang.names().contains(&plain);
    match () {
        () if names(&langs.src) || SRC_WORDS.contains(&plain) => Some(Side::Src),
        () if names(&langs.tgt) || TGT_WORDS.contains(&plain) => Some(Side::Tgt),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    fn told(found: &FilePairs) -> Vec<String> {
        let guess = |pair: &FilePair| if pair.guess.is_some() { " ?" } else { "" };
        let mut told: Vec<String> = found
            .pairs
            .iter()
            .map(|pair| format!("{}: {} | {}{}", pair.id, pair.src, pair.tgt, guess(pair)))
            .collect();
        told.extend(found.alone.iter().map(|alone| format!("- {}", alone.path)));
        told
    }

    #[track_caller]
    fn check(paths: &[&str], expected: &[&str]) {
        assert_eq!(expected, told(&pair_folder(&owned(paths), &LangPair::FR_EN)).as_slice());
    }

    #[track_caller]
    fn check_two(src: &[&str], tgt: &[&str], expected: &[&str]) {
        let found = pair_folders(&owned(src), &owned(tgt), &LangPair::FR_EN);
        assert_eq!(expected, told(&found).as_slice());
    }

    #[test]
    fn a_mark_of_the_language_may_stand_in_the_name_or_the_folder() {
        check(&["x.fr.html", "x.en.html"], &["x: x.fr.html | x.en.html"]);
        check(&["x_FR.docx", "x_EN.docx"], &["x: x_FR.docx | x_EN.docx"]);
        check(&["fr/a/x.txt", "en/a/x.csv"], &["a/x: fr/a/x.txt | en/a/x.csv"]);
        check(&["a/fr-FR/x.txt", "a/en-GB/x.txt"], &["a/x: a/fr-FR/x.txt | a/en-GB/x.txt"]);
        check(&["x (français).odt", "x (anglais).odt"], &["x: x (français).odt | x (anglais).odt"]);
        check(&["novel.fr", "novel.en"], &["novel: novel.fr | novel.en"]);
        check(&["fr_x.md", "en_x.md"], &["x: fr_x.md | en_x.md"]);
        check(&["x-fr-FR.po", "x-en_US.po"], &["x: x-fr-FR.po | x-en_US.po"]);
    }

    #[test]
    fn a_word_in_the_middle_of_a_name_is_not_a_mark() {
        check_two(
            &["guide_en_ligne.txt"],
            &["guide_en_ligne.csv"],
            &["guide_en_ligne: guide_en_ligne.txt | guide_en_ligne.csv"],
        );
        check(
            &["lettre-en-vers.fr.txt", "lettre-en-vers.en.txt"],
            &["lettre-en-vers: lettre-en-vers.fr.txt | lettre-en-vers.en.txt"],
        );
    }

    #[test]
    fn what_fits_nothing_or_several_is_left_alone() {
        check(&["x.fr.txt", "notes.txt"], &["- notes.txt", "- x.fr.txt"]);
        check(&["x.fr.txt", "x.en.txt", "x.en.md"], &["x: x.fr.txt | x.en.txt", "- x.en.md"]);
        check(&["x.fr.odt", "x.en.txt", "x.en.md"], &["- x.en.md", "- x.en.txt", "- x.fr.odt"]);
    }

    #[test]
    fn names_that_are_nearly_the_same_are_a_guess() {
        check_two(
            &["Été 1.txt", "b/y.txt"],
            &["ete-1.txt", "c/y.txt"],
            &["b/y: b/y.txt | c/y.txt ?", "Été 1: Été 1.txt | ete-1.txt ?"],
        );
    }

    #[test]
    fn two_documents_of_one_name_have_two_ids() {
        check(
            &["x.fr.txt", "x.en.txt", "x.fr.md", "x.en.md"],
            &["x.md: x.fr.md | x.en.md", "x.txt: x.fr.txt | x.en.txt"],
        );
    }
}
