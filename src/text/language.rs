//! Guesses the language of a text from its commonest words.
//!
//! Between a third and a half of the running words of any European text are
//! function words, and few of them are shared. Counting them tells French from
//! English after two or three sentences. It tells nothing of a list of names or
//! of figures, and then says nothing.

use crate::lang::Lang;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

const FUNCTION_WORDS: &str = include_str!("data/function-words.txt");

/// Fewer words than this are not judged.
const MIN_WORDS: usize = 20;

/// More words than this add nothing.
const MAX_WORDS: usize = 2_000;

/// A smaller share of function words is not running text of the language. Of 586
/// French and English documents, none has less than 0.29 of its own language's
/// words nor more than 0.22 of another's (November 2026); short texts vary more.
const MIN_SHARE: f64 = 0.15;

/// Fewer different function words are not running text: a page of single letters
/// has one.
const MIN_DISTINCT: usize = 4;

/// The first language must have this many times the weight of the second. By
/// hand on Spanish, Catalan and Portuguese, the closest neighbors here.
const MIN_LEAD: f64 = 1.3;

/// The language that a text seems to be in.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The language.
    pub lang: Lang,
    /// The share of the words that are among its commonest.
    pub share: f64,
}

/// Returns the language of a text, if its words say so clearly.
///
/// ```
/// let guess = enregard::text::language::guess(
///     "Les deux amis achevaient de dîner. De la fenêtre du café ils voyaient \
///      le boulevard couvert de monde et les passants qui sortaient.",
/// );
/// assert_eq!("fr", guess.unwrap().lang.tag());
/// ```
#[must_use]
pub fn guess(text: &str) -> Option<Guess> {
    let lists = lists();
    let mut tallies = vec![Tally::default(); lists.tags.len()];
    let mut seen = FxHashSet::default();
    let mut n_words = 0;
    for word in words(text).take(MAX_WORDS) {
        n_words += 1;
        let on = lists.words.get(word.as_str()).map_or(&[][..], Vec::as_slice);
        let is_new = !on.is_empty() && seen.insert(word);
        for list in on {
            tallies[*list].n_distinct += usize::from(is_new);
            tallies[*list].n_words += 1;
            tallies[*list].weight += 1.0 / on.len() as f64;
        }
    }
    let weight = |idx: &usize| tallies[*idx].weight;
    let best = (0..tallies.len()).max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
    let second = (0..tallies.len()).filter(|idx| *idx != best).map(|idx| weight(&idx));
    let second = second.fold(0.0, f64::max);
    let share = tallies[best].n_words as f64 / n_words as f64;
    let is_varied = tallies[best].n_distinct >= MIN_DISTINCT;
    let is_clear = is_varied
        && n_words >= MIN_WORDS
        && share >= MIN_SHARE
        && weight(&best) >= MIN_LEAD * second;
    let lang = Lang::parse(lists.tags[best]).filter(|_| is_clear)?;
    Some(Guess { lang, share })
}

/// Tells whether a word, in lower case, is among the commonest of a language.
#[must_use]
pub fn is_function_word(word: &str, lang: &Lang) -> bool {
    let lists = lists();
    lists.words.get(word).is_some_and(|on| on.iter().any(|list| lists.tags[*list] == lang.tag()))
}

/// What speaks for one language.
#[derive(Clone, Debug, Default)]
struct Tally {
    n_words: usize,
    n_distinct: usize,
    /// A word on several lists counts for its share on each.
    weight: f64,
}

/// The words of all languages, each with the lists it is on.
struct Lists {
    tags: Vec<&'static str>,
    words: FxHashMap<&'static str, Vec<usize>>,
}

fn lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(read_lists);
    &LISTS
}

fn read_lists() -> Lists {
    let mut lists = Lists { tags: Vec::new(), words: FxHashMap::default() };
    for line in FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split(' ');
        let list = lists.tags.len();
        lists.tags.extend(fields.next());
        for word in fields {
            lists.words.entry(word).or_default().push(list);
        }
    }
    lists
}

/// Returns the words of a text in lower case. An elided article is a word of its
/// own: `l'` and `eau`.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let is_inner = |c: char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}');
    let pieces = text.split_inclusive(move |c: char| !is_inner(c));
    let is_word = move |word: &&str| word.chars().any(char::is_alphabetic);
    pieces.filter(is_word).map(move |piece| {
        let stem = piece.trim_end_matches(|c: char| !is_inner(c));
        let elided =
            if piece.ends_with(['\'', '’']) && stem.chars().count() <= 2 { "'" } else { "" };
        format!("{}{elided}", stem.to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A blank `expected` means that nothing is said.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let guess = guess(text);
        assert_eq!(expected, guess.as_ref().map_or("", |guess| guess.lang.tag()), "{guess:?}");
    }

    #[test]
    fn french_english_and_their_neighbors_are_told_apart() {
        check(
            "Deux jours après la signature de la déclaration sur l'arrêt complet des hostilités, \
             le ministre a annoncé ne pas vouloir s’éloigner de la France.",
            "fr",
        );
        check(
            "Two days after the declaration was signed, the minister said that he did not want to \
             move away from France on this matter.",
            "en",
        );
        check(
            "Zwei Tage nach der Unterzeichnung sagte der Minister, er wolle sich in dieser Frage \
             nicht von den Partnern entfernen, und das ist auch nicht nötig.",
            "de",
        );
        check(
            "Dos días después de la firma, el ministro dijo que no quería alejarse de los socios \
             en esta cuestión, y que los había invitado a la ciudad.",
            "es",
        );
    }

    #[test]
    fn little_text_names_and_figures_are_not_judged() {
        check("Il pleut.", "");
        check("", "");
        check(&"a b ".repeat(50), "");
        check(&"Dupont, Paris, 12 345, Lyon, Smith. ".repeat(20), "");
    }

    #[test]
    fn no_word_stands_twice_on_a_line_of_the_data() {
        for (word, on) in &lists().words {
            assert!(on.windows(2).all(|pair| pair[0] < pair[1]), "{word}");
        }
    }
}
