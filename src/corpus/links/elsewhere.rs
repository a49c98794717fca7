//! Finds texts again that were edited and stand in another place.
//!
//! Comparing every text with every other takes too long. A text that was edited
//! keeps some of its rarest words, so only texts that share one of those are
//! compared, by all of their words.

use super::alike::words;
use super::order::places;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// A text is looked for by so many of its rarest words. By hand: an edit of a
/// word or two leaves some.
const RARE_WORDS: usize = 4;

/// A word that stands in more texts than this tells nothing. By hand.
const MAX_TEXTS: usize = 12;

/// Returns the places of texts of A and B that share more than half of the words
/// of the longer one: the most alike first, each text once.
pub(in crate::corpus) fn alike_elsewhere(
    a: &[(usize, String)],
    b: &[(usize, String)],
) -> Vec<(usize, usize)> {
    let (words_a, words_b) = (word_sets(a), word_sets(b));
    let texts_of = places(words_a.iter().map(|words| words.iter().copied()));
    let mut alike: Vec<(usize, usize, usize)> = Vec::new();
    for (in_b, of_b) in words_b.iter().enumerate() {
        for in_a in candidates(of_b, &texts_of) {
            let n_common = of_b.intersection(&words_a[in_a]).count();
            if 2 * n_common > of_b.len().max(words_a[in_a].len()) {
                alike.push((n_common, in_a, in_b));
            }
        }
    }
    alike.sort_unstable_by_key(|(n_common, in_a, in_b)| (Reverse(*n_common), *in_a, *in_b));
    let (mut seen_a, mut seen_b) = (FxHashSet::default(), FxHashSet::default());
    let mut linked = Vec::new();
    for (_, in_a, in_b) in alike {
        if !seen_a.contains(&in_a) && seen_b.insert(in_b) {
            seen_a.insert(in_a);
            linked.push((a[in_a].0, b[in_b].0));
        }
    }
    linked.sort_unstable();
    linked
}

fn word_sets(texts: &[(usize, String)]) -> Vec<FxHashSet<&str>> {
    texts.iter().map(|(_, text)| words(text).collect()).collect()
}

/// Returns which texts share one of the rarest words of a text.
fn candidates(of_b: &FxHashSet<&str>, texts_of: &FxHashMap<&str, Vec<usize>>) -> Vec<usize> {
    let known = of_b.iter().filter_map(|word| Some((texts_of.get(word)?, *word)));
    let mut rare: Vec<(&Vec<usize>, &str)> =
        known.filter(|(texts, _)| texts.len() <= MAX_TEXTS).collect();
    rare.sort_unstable_by_key(|(texts, word)| (texts.len(), *word));
    rare.truncate(RARE_WORDS);
    let mut found: Vec<usize> = rare.iter().flat_map(|(texts, _)| texts.iter().copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts are told by their places in the list.
    fn found(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
        let texts = |list: &[&str]| -> Vec<(usize, String)> {
            list.iter().enumerate().map(|(at, text)| (at, (*text).to_owned())).collect()
        };
        alike_elsewhere(&texts(a), &texts(b))
    }

    #[test]
    fn an_edited_text_is_found_where_it_went() {
        let a = ["Elle attend la barque de son frère.", "La mer monte encore ce soir."];
        let b =
            ["La mer monte toujours ce soir.", "Il neige.", "Elle attend le bateau de son frère."];
        assert_eq!(vec![(0, 2), (1, 0)], found(&a, &b));
    }

    #[test]
    fn the_most_alike_come_first_and_each_text_once() {
        let a = ["un deux trois quatre cinq six"];
        let b = ["un deux trois quatre cinq", "un deux trois quatre cinq sept six"];
        assert_eq!(vec![(0, 1)], found(&a, &b));
    }

    #[test]
    fn half_of_the_words_of_the_longer_one_are_not_enough() {
        assert!(found(&["le vent se lève"], &["le vent tombe déjà"]).is_empty());
        assert!(
            found(&["le vent se lève"], &["le vent se lève et la mer monte encore"]).is_empty()
        );
    }
}
