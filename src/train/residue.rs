//! Makes the tables of `segment::residue` from texts with one sentence a line.
//!
//! Logistic regression by stochastic descent, as plain as it gets: the features
//! are hashed already, and what is learnt fits in a byte a cell. The examples are
//! taken in an order that a fixed seed shuffles, so that the same texts make the
//! same table, byte for byte.

use crate::lang::Lang;
use crate::segment::residue::{Example, N_CELLS, N_SET_BYTES, Table, bits_of, examples};
use rustc_hash::FxHashMap;

/// How many sentences are joined. More would only make the first of a run rarer.
const RUN: usize = 8;

/// How often the examples are gone through. Six more change no figure.
const N_ROUNDS: u32 = 6;

/// The first step; later rounds take smaller ones.
const STEP: f64 = 0.2;

/// The steps of a logit that a cell counts in.
const SCALE: f64 = 16.0;

/// A word is ordinary when it was seen at least so often inside sentences …
const MIN_COUNT: u32 = 4;

/// … and at most once in so many times with a capital.
const MIN_SMALL_PER_CAPITAL: u32 = 20;

/// Returns the table that sentences in the order of their text teach.
#[must_use]
pub fn train(lang: &Lang, sentences: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; N_CELLS + N_SET_BYTES];
    bytes[N_CELLS..].copy_from_slice(&ordinary_words(sentences));
    let table = Table::new(&bytes);
    let runs = sentences.chunks(RUN);
    let mut places: Vec<Example> = runs.flat_map(|run| examples(lang, table, run)).collect();
    let mut weights = vec![0.0; N_CELLS];
    let mut random = Random(1);
    for round in 0..N_ROUNDS {
        random.shuffle(&mut places);
        for place in &places {
            descend(&mut weights, place, STEP / f64::from(1 + round));
        }
    }
    let weights = weights.into_iter().map(quantize);
    weights.chain(bytes[N_CELLS..].iter().copied()).collect()
}

/// How often a word stood inside sentences.
#[derive(Debug, Default)]
struct Count {
    small: u32,
    capital: u32,
}

/// Returns the set of the words that have no capital inside sentences.
fn ordinary_words(sentences: &[&str]) -> Vec<u8> {
    let mut counts: FxHashMap<String, Count> = FxHashMap::default();
    for sentence in sentences {
        for word in inner_words(sentence) {
            let count = counts.entry(word.to_lowercase()).or_default();
            count.small += u32::from(word.starts_with(char::is_lowercase));
            count.capital += u32::from(word.starts_with(char::is_uppercase));
        }
    }
    let mut set = vec![0; N_SET_BYTES];
    let is_ordinary =
        |c: &Count| c.small >= MIN_COUNT && c.small >= MIN_SMALL_PER_CAPITAL * c.capital;
    for (word, _) in counts.iter().filter(|(_, count)| is_ordinary(count)) {
        for bit in bits_of(word) {
            set[bit / 8] |= 1 << (bit % 8);
        }
    }
    set
}

/// Returns the words of a sentence that do not follow a mark, which may make a
/// capital of any first letter.
fn inner_words(sentence: &str) -> impl Iterator<Item = &str> {
    let is_edge = |c: char| !c.is_alphanumeric();
    let mut is_inner = false;
    sentence.split_whitespace().filter_map(move |token| {
        let word = token.trim_matches(is_edge);
        // The elided article of French stands for itself.
        let word = word.split_once(['\'', '’']).map_or(word, |(_, rest)| rest);
        let keeps = is_inner && token.starts_with(char::is_alphanumeric);
        is_inner = token.ends_with(char::is_alphanumeric) || token.ends_with(',');
        (keeps && !word.is_empty()).then_some(word)
    })
}

/// Moves the weights of one example towards its answer.
fn descend(weights: &mut [f64], place: &Example, step: f64) {
    let logit: f64 = place.features.iter().map(|cell| weights[usize::from(*cell)]).sum();
    let probability = 1.0 / (1.0 + libm::exp(-logit));
    let error = f64::from(u8::from(place.opens)) - probability;
    for cell in place.features {
        weights[usize::from(cell)] += step * error;
    }
}

/// Returns a weight as a signed byte.
#[allow(clippy::cast_possible_truncation, reason = "the value is clamped first")]
fn quantize(weight: f64) -> u8 {
    let steps = libm::round(weight * SCALE).clamp(-127.0, 127.0);
    (steps as i8).cast_unsigned()
}

/// A generator of numbers that are random enough for an order (Marsaglia 2003).
#[derive(Debug)]
struct Random(u64);

impl Random {
    #[allow(clippy::cast_possible_truncation, reason = "the rest is below a usize")]
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for idx in (1..items.len()).rev() {
            items.swap(idx, self.below(idx + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_sentences_make_the_same_table() {
        let lang = Lang::EN;
        let text = ["Keep the bottle cold.", "We call the bottle Grace.", "Bottle it soon."];
        let sentences: Vec<&str> = text.iter().copied().cycle().take(60).collect();
        let table = train(&lang, &sentences);
        assert_eq!(N_CELLS + N_SET_BYTES, table.len());
        assert_eq!(table, train(&lang, &sentences));
        assert!(table[..N_CELLS].iter().any(|cell| *cell != 0), "something is learnt");
    }

    #[test]
    fn words_that_often_have_a_capital_are_not_ordinary() {
        let sentences = ["He saw the house and Grace smiled at the house."; 5];
        let set = ordinary_words(&sentences);
        let has = |word| bits_of(word).into_iter().all(|bit| set[bit / 8] & (1 << (bit % 8)) != 0);
        assert!(has("house"));
        assert!(!has("grace"));
        assert!(!has("he"), "the first word has a capital anyway");
    }
}
