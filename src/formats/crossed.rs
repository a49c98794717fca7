//! Notices by the lexicon that two sides of short texts stand the wrong way round.
//!
//! The strings of a program are two or three words long and have next to no
//! function words, by which [`super::direction`] tells languages. Their words
//! translate each other, though: `Save` stands beside `Enregistrer`, and the
//! lexicon knows of `enregistrer` as French for `save`, not of `save`.

use crate::bitext::Pair;
use crate::lang::LangPair;
use crate::model::{Lexicon, builtin};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words of the built-in model, French to English: read once, since a corpus of
/// catalogs asks for each.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    builtin::for_pair(&LangPair::FR_EN).map(|model| model.lexicon).unwrap_or_default()
});

/// So many pairs are looked at. By hand: a screen or two of strings.
const MAX_PAIRS: usize = 200;

/// Fewer words that translate each other crosswise prove nothing, however often they
/// come. By hand.
const MIN_CROSSED: usize = 3;

/// There must be so many pairs of them for each that stands as it should. By hand,
/// as for function words.
const MIN_LEAD: usize = 4;

/// Shorter words are words of many languages. By hand.
const MIN_LETTERS: usize = 3;

/// The first pairs of a bitext, in words.
#[derive(Clone, Debug, Default)]
pub(super) struct Crosswise {
    pairs: Vec<[Vec<String>; 2]>,
}

impl Crosswise {
    /// Takes in a pair, as far as there is room; equal sides say nothing.
    pub(super) fn add(&mut self, pair: &Pair) {
        if self.pairs.len() < MAX_PAIRS && pair.src != pair.tgt {
            self.pairs.push([words(&pair.src), words(&pair.tgt)]);
        }
    }

    /// Tells whether the words say that the sides are swapped; only the languages of
    /// the built-in model have words that say something.
    pub(super) fn are_swapped(&self, langs: &LangPair) -> bool {
        let is_reversed = *langs == LangPair::FR_EN.reversed();
        if self.pairs.len() < MIN_CROSSED || !(is_reversed || *langs == LangPair::FR_EN) {
            return false;
        }
        let (mut n_straight, mut n_crossed) = (0, 0);
        let mut crossed = BTreeSet::new();
        for [src, tgt] in &self.pairs {
            let (fr, en) = if is_reversed { (tgt, src) } else { (src, tgt) };
            match (translated(&LEXICON, fr, en), translated(&LEXICON, en, fr)) {
                (Some(_), None) => n_straight += 1,
                (None, Some(word)) => {
                    n_crossed += 1;
                    crossed.insert(word);
                }
                _ => {}
            }
        }
        crossed.len() >= MIN_CROSSED && n_crossed >= MIN_LEAD * n_straight
    }
}

/// Returns the first word of a text that has a translation in the other. A word that
/// both have is a name, or a word of both languages.
fn translated<'a>(lexicon: &Lexicon, src: &'a [String], tgt: &[String]) -> Option<&'a String> {
    src.iter().filter(|word| !tgt.contains(word)).find(|word| {
        let entries = lexicon.src.position(word).map(|position| lexicon.row(position));
        let mut translations =
            entries.unwrap_or_default().iter().map(|entry| lexicon.tgt.word(entry.tgt as usize));
        translations.any(|translation| tgt.iter().any(|word| word == translation))
    })
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= MIN_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crosswise(pairs: &str) -> Crosswise {
        let mut crosswise = Crosswise::default();
        for line in pairs.lines() {
            let (src, tgt) = line.split_once(" = ").unwrap();
            crosswise.add(&Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() });
        }
        crosswise
    }

    const STRINGS: &str = "Save = Enregistrer\nOpen file = Ouvrir un fichier\nDelete = Supprimer";

    #[test]
    fn strings_of_a_program_tell_that_they_are_swapped() {
        let strings = crosswise(STRINGS);
        assert!(strings.are_swapped(&LangPair::FR_EN));
        assert!(!strings.are_swapped(&LangPair::FR_EN.reversed()), "as they should be");
    }

    #[test]
    fn two_strings_names_or_equal_sides_prove_nothing() {
        for pairs in [
            "Save = Enregistrer\nDelete = Supprimer",
            "Yes = Oui\nYes = Oui\nYes! = Oui !\nNo = Non",
            "Paris = Paris\nJean = John\nDupont = Smith\nNice = Nice",
            "Save = Save\nDelete = Delete\nOpen = Open\nClose = Close",
        ] {
            assert!(!crosswise(pairs).are_swapped(&LangPair::FR_EN), "{pairs}");
        }
    }
}
