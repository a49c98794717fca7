//! Tells which of two languages short texts are in: the cells of a column, three
//! sentences, a few labels.
//!
//! [`language`] judges running text among all languages that it
//! knows and is silent below twenty words. A column of a table has fewer, and the
//! question is smaller: is this the source's language or the translation's? The
//! commonest words of both are counted, and letters that only one of them has.
//! What both have says nothing.
//!
//! It knows French and English well; another language goes by its function words
//! alone. A list of names or figures leans nowhere.

use super::language;
use crate::lang::{Lang, LangPair};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const WORDS: &str = include_str!("data/lean-words.txt");

/// Letters that stand in words of a language and hardly in English ones.
const LETTERS: [(&str, &str); 3] = [("fr", "éèêëàâîïôûùçœ"), ("de", "äöüß"), ("es", "ñáíóú¿¡")];

/// One side must have at least this many words that the other lacks … By hand: a
/// single one may be a name or a loan (`Le Monde`, `The Beatles`).
const MIN_WORDS: usize = 2;

/// … and so many times as many as the other has. By hand: an English text on a
/// French subject quotes titles and names.
const MIN_LEAD: usize = 3;

/// How much speaks for each of two languages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Lean {
    /// How many words are of the source's language alone.
    pub src: usize,
    /// How many words are of the translation's language alone.
    pub tgt: usize,
}

impl Lean {
    /// Counts what a text says.
    #[must_use]
    pub fn of(text: &str, langs: &LangPair) -> Lean {
        let mut lean = Lean::default();
        for word in language::words(text) {
            let is_src = is_of(&word, &langs.src);
            let is_tgt = is_of(&word, &langs.tgt);
            lean.src += usize::from(is_src && !is_tgt);
            lean.tgt += usize::from(is_tgt && !is_src);
        }
        lean
    }

    /// Adds what another text says.
    pub fn add(&mut self, other: Lean) {
        self.src += other.src;
        self.tgt += other.tgt;
    }

    /// Tells whether the texts are clearly in the language of the source.
    #[must_use]
    pub fn is_src(self) -> bool {
        self.src >= MIN_WORDS && self.src >= MIN_LEAD * self.tgt
    }

    /// Tells whether the texts are clearly in the language of the translation.
    #[must_use]
    pub fn is_tgt(self) -> bool {
        self.tgt >= MIN_WORDS && self.tgt >= MIN_LEAD * self.src
    }
}

/// Returns a word as the lists have it: an apostrophe that elides nothing is left
/// out (`it'` of `it's`).
fn listed(word: &str) -> &str {
    let bare = word.strip_suffix('\'').unwrap_or(word);
    if LISTS.iter().any(|list| list.words.contains(word)) { word } else { bare }
}

fn is_of(word: &str, lang: &Lang) -> bool {
    let letters = LETTERS.iter().find(|(tag, _)| *tag == lang.tag());
    if letters.is_some_and(|(_, letters)| word.contains(|c: char| letters.contains(c))) {
        return true;
    }
    match LISTS.iter().find(|list| list.tag == lang.tag()) {
        Some(list) => list.words.contains(listed(word)),
        None => language::is_function_word(word, lang),
    }
}

/// The words of one language.
struct List {
    tag: &'static str,
    words: FxHashSet<&'static str>,
}

static LISTS: LazyLock<Vec<List>> = LazyLock::new(|| {
    let list = |line: &'static str| {
        let (tag, words) = line.split_once(' ')?;
        Some(List { tag, words: words.split(' ').collect() })
    };
    WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(list).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks which side of French and English a text is on.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let lean = Lean::of(text, &LangPair::FR_EN);
        let side = if lean.is_src() {
            "fr"
        } else if lean.is_tgt() {
            "en"
        } else {
            ""
        };
        assert_eq!(expected, side, "{text}: {lean:?}");
    }

    #[test]
    fn a_sentence_is_enough() {
        check("Le chat dort. Il pleut.", "fr");
        check("The cat sleeps. It rains.", "en");
        check("C'est l'été à la mer.", "fr");
        check("It's what they don't see.", "en");
        check("Annuler. Enregistrer. Supprimer.", "fr");
        check(
            "The novel À la recherche du temps perdu is by Marcel Proust and was \
               published by him in the years before the war.",
            "en",
        );
    }

    #[test]
    fn names_figures_and_loans_lean_nowhere() {
        for text in ["", "Paris, Lyon, 2020", "Michel Piot, Vernier", "OK", "Introduction", "1 | 2"]
        {
            check(text, "");
        }
    }

    #[test]
    fn a_language_without_a_list_goes_by_its_function_words() {
        let langs = LangPair::new(Lang::parse("de").unwrap(), Lang::EN);
        let lean = Lean::of("Das ist nicht für den Mann und die Frau.", &langs);
        assert!(lean.is_src(), "{lean:?}");
    }
}
