//! Tells from its header what a column of a translation table holds.
//!
//! A header is cut into words without capitals, accents or punctuation, and
//! the words are looked up in `headers.txt` and among the names of the two
//! languages. `Texte (EN)`, `texteEn` and `TEXTE_EN` are the same two words.

use crate::lang::{Lang, LangPair};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How well a header fits a role; the smaller the better.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Fit {
    /// The name of the language and nothing else: `en`, `Anglais`, `en-GB`.
    Language,
    /// The language and words for text: `texte_en`, `English translation`.
    LanguageText,
    /// A name listed in `headers.txt`, with its position there: `target`.
    Listed(usize),
    /// The right words among others: `English text (draft)`.
    Loose,
}

impl Fit {
    /// Tells whether the header names the language.
    pub(super) fn names_language(self) -> bool {
        !matches!(self, Fit::Listed(_))
    }
}

/// The names that headers use for the columns of one pair of languages.
#[derive(Debug)]
pub(super) struct Names {
    src: Vec<String>,
    tgt: Vec<String>,
}

impl Names {
    pub(super) fn new(langs: &LangPair) -> Names {
        Names { src: folded_names(&langs.src), tgt: folded_names(&langs.tgt) }
    }

    /// Returns how well a header fits the column of translations.
    pub(super) fn tgt_fit(&self, header: &str) -> Option<Fit> {
        text_fit(&words(header), &self.tgt, &self.src, &LISTS.translation)
    }

    /// Returns how well a header fits the column of source texts.
    pub(super) fn src_fit(&self, header: &str) -> Option<Fit> {
        text_fit(&words(header), &self.src, &self.tgt, &LISTS.source)
    }

    /// Tells whether a cell is the header of a column that we know.
    pub(super) fn knows(&self, cell: &str) -> bool {
        self.tgt_fit(cell).or_else(|| self.src_fit(cell)).or_else(|| id_fit(cell)).is_some()
    }

    /// Tells whether a row is a header: it has names that we know, and more of
    /// them than bare numbers, which few headers are.
    pub(super) fn is_header(&self, cells: &[String]) -> bool {
        let is_number = |cell: &String| cell.trim().parse::<f64>().is_ok();
        let n_numbers = cells.iter().filter(|cell| is_number(cell)).count();
        self.n_known(cells) > n_numbers
    }

    /// Returns how many cells are headers of columns that we know.
    pub(super) fn n_known(&self, cells: &[String]) -> usize {
        cells.iter().filter(|cell| self.knows(cell)).count()
    }

    /// Tells whether a row is a header by its words although none of them says what
    /// a column is: `Texte A` beside `Texte B`, `Draft` beside `Comments`.
    pub(super) fn is_wordy_header(&self, cells: &[String]) -> bool {
        let filled: Vec<&String> = cells.iter().filter(|cell| !cell.trim().is_empty()).collect();
        let is_filling = |word: &String| {
            word.chars().count() == 1 || word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_known = |word: &String| {
            // `Colonne1`, as a spreadsheet numbers them.
            let word = &word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
            is_name(word, &self.src) || is_name(word, &self.tgt) || LISTS.has_word(word)
        };
        let is_header = |cell: &&String| {
            let words = words(cell);
            words.iter().any(|word| !is_filling(word))
                && words.iter().all(|word| is_filling(word) || is_known(word))
        };
        filled.len() > 1 && filled.iter().all(is_header)
    }
}

/// Returns how well a header fits the column of ids.
pub(super) fn id_fit(header: &str) -> Option<Fit> {
    let words = words(header);
    if let Some(rank) = position(&LISTS.id, &words.join(" ")) {
        return Some(Fit::Listed(rank));
    }
    let is_known = |word: &String| LISTS.id.contains(word) || LISTS.filler.contains(word);
    let has_id = words.iter().any(|word| LISTS.id.contains(word));
    (has_id && words.iter().all(is_known)).then_some(Fit::Loose)
}

/// Tells whether a column is of remarks, which are not texts in any language.
pub(super) fn is_note(header: &str) -> bool {
    words(header).iter().any(|word| LISTS.note.contains(word))
}

/// Returns more than 0 for the header of a revised text, less for that of a draft.
pub(super) fn revision(header: &str) -> i32 {
    let score = |word: &String| {
        i32::from(LISTS.revised.contains(word)) - i32::from(LISTS.draft.contains(word))
    };
    words(header).iter().map(score).sum()
}

/// Tells whether a sheet is called like what people put beside a text:
/// instructions, a glossary.
pub(super) fn is_beside_the_text(sheet: &str) -> bool {
    words(sheet).iter().any(|word| LISTS.beside.contains(word))
}

/// Returns a header without what does not count: capitals, accents, punctuation.
pub(super) fn fold(header: &str) -> String {
    words(header).join(" ")
}

fn text_fit(
    words: &[String],
    names: &[String],
    others: &[String],
    listed: &[String],
) -> Option<Fit> {
    let words = without_preposition(words, names, others);
    let names_it = |word: &&String| is_name(word, names);
    if words.iter().any(|word| is_name(word, others)) {
        return None;
    }
    let rest: Vec<&String> = words
        .iter()
        .copied()
        .filter(|word| !names_it(word) && !LISTS.filler.contains(word))
        .collect();
    let is_version = |word: &&String| LISTS.revised.contains(word) || LISTS.draft.contains(word);
    if !words.iter().any(names_it) {
        let name = |words: &[&String]| {
            words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ")
        };
        let plain: Vec<&String> = rest.iter().copied().filter(|word| !is_version(word)).collect();
        let place = position(listed, &name(&rest)).or_else(|| position(listed, &name(&plain)));
        return place.map(Fit::Listed);
    }
    let n_text = rest.iter().filter(|word| LISTS.text.contains(word)).count();
    match (rest.len(), n_text) {
        (0, _) => Some(Fit::Language),
        (n_rest, n_text) if n_rest == n_text => Some(Fit::LanguageText),
        (_, 0) if !rest.iter().any(is_version) => None,
        _ => Some(Fit::Loose),
    }
}

/// Leaves out the French preposition of `texte en français`, which would
/// otherwise be the tag of English.
fn without_preposition<'a>(
    words: &'a [String],
    names: &[String],
    others: &[String],
) -> Vec<&'a String> {
    let is_language =
        |word: &String| word.len() > 3 && (is_name(word, names) || is_name(word, others));
    let is_preposition =
        |at: usize| words[at] == "en" && words.get(at + 1).is_some_and(is_language);
    (0..words.len()).filter(|at| !is_preposition(*at)).map(|at| &words[at]).collect()
}

/// Tells whether a word is one of the names, in either gender.
fn is_name(word: &str, names: &[String]) -> bool {
    let masculine = word.strip_suffix('e').unwrap_or(word);
    names.iter().any(|name| name == word || (name.len() > 3 && name == masculine))
}

fn position(list: &[String], name: &str) -> Option<usize> {
    list.iter().position(|listed| listed == name)
}

fn folded_names(lang: &Lang) -> Vec<String> {
    lang.names().into_iter().map(fold).collect()
}

/// Returns the words of a header. A capital after a small letter starts a word
/// (`texteEn`); `#` and the sign of `n°` are kept, because they say something.
fn words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in header.nfkd().filter(|c| !is_combining_mark(*c)) {
        let c = if c == '°' { 'o' } else { c };
        let is_part = c.is_alphanumeric() || c == '#';
        if !is_part || (after_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_part) {
            word.extend(c.to_lowercase());
        }
        after_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What `headers.txt` says.
#[derive(Debug, Default)]
struct Lists {
    id: Vec<String>,
    translation: Vec<String>,
    source: Vec<String>,
    text: Vec<String>,
    filler: Vec<String>,
    note: Vec<String>,
    revised: Vec<String>,
    draft: Vec<String>,
    beside: Vec<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::parse(include_str!("headers.txt")));

impl Lists {
    /// Reads the lists; a line that starts with `# ` or is a lone role is none
    /// of them, and `#` alone is a name.
    fn parse(data: &str) -> Lists {
        let mut lists = Lists::default();
        let mut role = "";
        for line in data.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                role = name;
            } else if !line.is_empty() && !line.starts_with("# ") {
                lists.of(role).into_iter().for_each(|list| list.push(fold(line)));
            }
        }
        lists
    }

    /// Tells whether a word stands in the headers that we know.
    fn has_word(&self, word: &String) -> bool {
        [&self.text, &self.filler, &self.note, &self.revised, &self.draft]
            .into_iter()
            .any(|list| list.contains(word))
    }

    fn of(&mut self, role: &str) -> Option<&mut Vec<String>> {
        match role {
            "id" => Some(&mut self.id),
            "translation" => Some(&mut self.translation),
            "source" => Some(&mut self.source),
            "text" => Some(&mut self.text),
            "filler" => Some(&mut self.filler),
            "note" => Some(&mut self.note),
            "revised" => Some(&mut self.revised),
            "draft" => Some(&mut self.draft),
            "beside the text" => Some(&mut self.beside),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
