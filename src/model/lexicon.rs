//! Word translation probabilities.
//!
//! For a source word `f` and a target word `e` the lexicon holds both
//! `p(e|f)` and `p(f|e)`, from counts of word links on which the two
//! directions of IBM Model 1 agree (see `train`). Probabilities are kept as
//! one of [`N_LEVELS`] powers, four bits each: finer steps gain nothing
//! (measured November 2026: four levels scored as eight).

use std::cmp::Ordering;
use std::sync::LazyLock;

/// How many steps a probability has; step 0 is 1, the last is about 1/800.
pub const N_LEVELS: u8 = 16;

/// The factor from one level to the next, 0.64: sixteen levels reach down to
/// where a link stops mattering.
const LEVEL_STEP: f32 = 0.64;

/// One translation of a source word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Entry {
    /// The position of the target word in the lexicon.
    pub tgt: u32,
    /// The level of `p(tgt|src)`.
    pub forward: u8,
    /// The level of `p(src|tgt)`.
    pub backward: u8,
}

/// The words of one language, in byte order, with how common they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// All words, one after the other.
    text: String,
    /// Where each word ends in `text`.
    ends: Vec<u32>,
    /// Minus the natural logarithm of the relative frequency, in steps of
    /// 1/[`RARITY_STEPS`].
    rarity: Vec<u8>,
}

/// Steps of rarity in one unit of natural logarithm: a byte then reaches from
/// frequency 1 down to one in 1.7 billion.
pub const RARITY_STEPS: f32 = 12.0;

/// Words of two languages and how they translate each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// The words of the source language.
    pub src: Vocabulary,
    /// The words of the target language.
    pub tgt: Vocabulary,
    /// Where each source word's entries start in `entries`, and the end.
    row_starts: Vec<u32>,
    entries: Vec<Entry>,
}

impl Vocabulary {
    /// Returns the vocabulary of `words`, each with its rarity in steps, or
    /// `None` unless the words are distinct, in byte order and as many as the
    /// rarities.
    #[must_use]
    pub fn new(words: &[impl AsRef<str>], rarity: Vec<u8>) -> Option<Vocabulary> {
        let text: String = words.iter().map(AsRef::as_ref).collect();
        let mut end = 0;
        let ends = words.iter().map(|word| {
            end += word.as_ref().len();
            u32::try_from(end).ok()
        });
        let ends = ends.collect::<Option<_>>()?;
        Vocabulary::from_text(text, ends, rarity)
    }

    /// Returns the vocabulary of the words that follow each other in `text`, each
    /// ending where `ends` says; `None` as for [`Vocabulary::new`].
    #[must_use]
    pub fn from_text(text: String, ends: Vec<u32>, rarity: Vec<u8>) -> Option<Vocabulary> {
        let vocabulary = Vocabulary { text, ends, rarity };
        let is_cut = vocabulary.ends.is_sorted()
            && vocabulary.ends.iter().all(|end| vocabulary.text.is_char_boundary(*end as usize))
            && vocabulary.ends.last().map_or(0, |end| *end as usize) == vocabulary.text.len();
        if !is_cut || vocabulary.ends.len() != vocabulary.rarity.len() {
            return None;
        }
        let word = |idx| vocabulary.word(idx);
        (1..vocabulary.len()).all(|idx| word(idx - 1) < word(idx)).then_some(vocabulary)
    }

    /// Returns how many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the word at a position.
    #[must_use]
    pub fn word(&self, position: usize) -> &str {
        let start = if position == 0 { 0 } else { self.ends[position - 1] as usize };
        &self.text[start..self.ends[position] as usize]
    }

    /// Returns the position of a word, in the form that `text::words` gives.
    #[must_use]
    pub fn position(&self, word: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.word(middle).cmp(word) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Returns a word's rarity in steps.
    #[must_use]
    pub fn rarity(&self, position: usize) -> u8 {
        self.rarity[position]
    }

    /// Returns the relative frequency of a word.
    #[must_use]
    pub fn frequency(&self, position: usize) -> f32 {
        libm::expf(-f32::from(self.rarity[position]) / RARITY_STEPS)
    }

    /// Returns the positions of the words, the most common first; words as
    /// common as each other stay in byte order.
    #[must_use]
    pub fn by_frequency(&self) -> Vec<u32> {
        let n = u32::try_from(self.len()).expect("a vocabulary is built with 32-bit ends");
        let mut positions: Vec<u32> = (0..n).collect();
        positions.sort_by_key(|position| self.rarity[*position as usize]);
        positions
    }
}

/// Returns the rarity in steps of a relative frequency.
#[must_use]
pub fn rarity_of(frequency: f32) -> u8 {
    let steps = (-libm::logf(frequency) * RARITY_STEPS).round();
    // Clamped to a byte, so the cast is exact.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let steps = steps.clamp(0.0, 255.0) as u8;
    steps
}

impl Lexicon {
    /// Returns the lexicon with `rows[i]` as the translations of source word `i`.
    #[must_use]
    pub fn new(src: Vocabulary, tgt: Vocabulary, rows: &[Vec<Entry>]) -> Lexicon {
        let lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
        Lexicon::from_entries(src, tgt, &lengths, rows.concat())
    }

    /// Returns the lexicon whose source word `i` has the next `lengths[i]` of
    /// `entries`.
    #[must_use]
    pub fn from_entries(
        src: Vocabulary,
        tgt: Vocabulary,
        lengths: &[usize],
        entries: Vec<Entry>,
    ) -> Lexicon {
        let mut row_starts = vec![0];
        let mut end = 0;
        for length in lengths {
            end += u32::try_from(*length).expect("a row holds at most one entry a word");
            row_starts.push(end);
        }
        Lexicon { src, tgt, row_starts, entries }
    }

    /// Returns the translations of the source word at `position`.
    #[must_use]
    pub fn row(&self, position: usize) -> &[Entry] {
        let start = self.row_starts[position] as usize;
        &self.entries[start..self.row_starts[position + 1] as usize]
    }

    /// Returns the lexicon of the opposite direction.
    #[must_use]
    pub fn reversed(self) -> Lexicon {
        let mut rows = vec![Vec::new(); self.tgt.len()];
        for (src, position) in (0..self.src.len()).zip(0u32..) {
            for Entry { tgt, forward, backward } in self.row(src) {
                let entry = Entry { tgt: position, forward: *backward, backward: *forward };
                rows[*tgt as usize].push(entry);
            }
        }
        Lexicon::new(self.tgt, self.src, &rows)
    }

    /// Returns how many translations the lexicon holds.
    #[must_use]
    pub fn n_entries(&self) -> usize {
        self.entries.len()
    }
}

/// Returns the level nearest to a probability in (0, 1].
#[must_use]
pub fn level_of(probability: f32) -> u8 {
    let steps = (libm::logf(probability) / libm::logf(LEVEL_STEP)).round();
    // Clamped to the range of levels, so the cast is exact.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let level = steps.clamp(0.0, f32::from(N_LEVELS - 1)) as u8;
    level
}

/// Returns the probability that a level stands for.
#[must_use]
pub fn probability_of(level: u8) -> f32 {
    PROBABILITIES[usize::from(level)]
}

/// What each level stands for: every link of every word asks for one.
static PROBABILITIES: LazyLock<[f32; 256]> =
    LazyLock::new(|| std::array::from_fn(|level| libm::powf(LEVEL_STEP, level as f32)));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stands_for_the_probability_it_came_from() {
        for level in 0..N_LEVELS {
            assert_eq!(level, level_of(probability_of(level)));
        }
        assert_eq!((0, N_LEVELS - 1), (level_of(1.0), level_of(1e-9)));
    }

    #[test]
    fn rows_come_back_as_they_went_in() {
        let vocabulary = |words: &[&str]| Vocabulary::new(words, vec![1; words.len()]).unwrap();
        let entry = |tgt| Entry { tgt, forward: 1, backward: 2 };
        let rows = vec![vec![entry(0), entry(1)], vec![], vec![entry(1)]];
        let lexicon = Lexicon::new(vocabulary(&["a", "b", "c"]), vocabulary(&["x", "y"]), &rows);
        let back: Vec<Vec<Entry>> = (0..3).map(|idx| lexicon.row(idx).to_vec()).collect();
        assert_eq!(rows, back);
        assert_eq!(lexicon, lexicon.clone().reversed().reversed());
    }

    #[test]
    fn words_are_found_and_strangers_are_not() {
        let vocabulary = Vocabulary::new(&["a", "ab", "b"], vec![3, 9, 1]).unwrap();
        let positions = ["a", "ab", "b", "", "aa", "c"].map(|word| vocabulary.position(word));
        assert_eq!([Some(0), Some(1), Some(2), None, None, None], positions);
        assert_eq!(vec![2, 0, 1], vocabulary.by_frequency());
    }

    #[test]
    fn words_out_of_order_are_no_vocabulary() {
        assert_eq!(None, Vocabulary::new(&["b", "a"], vec![1, 1]));
        assert_eq!(None, Vocabulary::new(&["a", "a"], vec![1, 1]));
    }
}
