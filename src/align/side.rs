//! One text as numbers: its words, how common each is, its lengths and titles.
//!
//! What a word is worth without a counterpart is summed here, since scores start from
//! it. Which words of the other text translate it, [`words`](super::words) say.

use crate::lang::Apostrophe;
use crate::text::words::{each_word, is_mark};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// No word is rarer than this: a word never seen in training is still no proof.
const MIN_FREQUENCY: f32 = 1e-5;

/// How common `?` and `!` are taken to be. By hand: less than they are, since
/// they survive translation.
const QUESTION_FREQUENCY: f32 = 0.004;

/// How common the other marks are taken to be.
const MARK_FREQUENCY: f32 = 0.01;

/// How much of a word that the lexicon knows is left to chance: where none of
/// its translations stands, it counts against the pair. By hand (prototype,
/// November 2026).
const EPSILON: f32 = 0.2;

/// The same for a word that the lexicon does not know, which is not evidence
/// when nothing on the other side is spelled like it. Measured on the open gold
/// (November 2026): German and French without a model .664 at .2, .773 at .4,
/// .850 at .75, .649 at 1; transread .9745, .9748, .9750, .9743.
const EPSILON_UNKNOWN: f32 = 0.75;

/// Of a longer segment only this many words are looked at: no sentence is so
/// long, and what is (a file without line ends) must not cost its square.
const MAX_WORDS: usize = 1000;

/// The segments of one text as word numbers.
#[derive(Debug)]
pub struct Side {
    /// The distinct words.
    pub words: Vec<String>,
    /// The words of all segments, one after the other.
    tokens: Vec<u32>,
    /// Where each segment starts in `tokens`, and the end.
    starts: Vec<usize>,
    /// How common each distinct word is, as a relative frequency.
    pub frequency: Vec<f32>,
    /// How much of each distinct word is left to chance, from 0 to 1.
    pub epsilon: Vec<f32>,
    /// How many times likelier than by chance alone each distinct word is for each
    /// unit of probability that it gets: `(1 − ε) / (ε · u)`.
    pub gain: Vec<f32>,
    /// The logarithms of `epsilon`, summed over all words before each segment.
    unexplained: Vec<f64>,
    /// How many characters that are not white space each segment has.
    pub lengths: Vec<f32>,
    /// Whether each segment is written in capitals, as titles are.
    pub is_title: Vec<bool>,
}

impl Side {
    /// Returns the numbers of a text's words; how common they are is not known yet.
    #[must_use]
    pub fn new<T: AsRef<str>>(texts: &[T], apostrophe: Apostrophe) -> Side {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut side = Side {
            words: Vec::new(),
            tokens: Vec::new(),
            starts: vec![0],
            frequency: Vec::new(),
            epsilon: Vec::new(),
            gain: Vec::new(),
            unexplained: Vec::new(),
            lengths: Vec::with_capacity(texts.len()),
            is_title: Vec::with_capacity(texts.len()),
        };
        for text in texts {
            let first = side.tokens.len();
            each_word(text.as_ref(), apostrophe, |word| {
                if side.tokens.len() - first >= MAX_WORDS {
                    return;
                }
                let number = numbers.get(word).copied().unwrap_or_else(|| {
                    let number = u32::try_from(side.words.len()).expect("words fit in memory");
                    side.words.push(word.to_owned());
                    numbers.insert(word.to_owned(), number);
                    number
                });
                side.tokens.push(number);
            });
            side.starts.push(side.tokens.len());
            let n_chars = text.as_ref().chars().filter(|c| !c.is_whitespace()).count();
            side.lengths.push(n_chars as f32);
            side.is_title.push(is_in_capitals(text.as_ref()));
        }
        side
    }

    /// Returns how many segments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Returns the words of a segment.
    #[must_use]
    pub fn segment(&self, idx: usize) -> &[u32] {
        &self.tokens[self.token_range(&(idx..idx + 1))]
    }

    /// Returns the positions, among all tokens, of a run of segments.
    #[must_use]
    pub fn token_range(&self, run: &Range<usize>) -> Range<usize> {
        self.starts[run.start]..self.starts[run.end]
    }

    /// Returns the word that stands at a token position.
    #[must_use]
    pub fn token(&self, position: usize) -> u32 {
        self.tokens[position]
    }

    /// Returns the share of the running words that the lexicon knows.
    #[must_use]
    pub fn known_share(&self) -> f32 {
        let is_known = |word: &&u32| self.epsilon[**word as usize] == EPSILON;
        self.tokens.iter().filter(is_known).count() as f32 / self.tokens.len().max(1) as f32
    }

    /// Returns the words of a run of segments.
    #[must_use]
    pub fn words_of(&self, run: &Range<usize>) -> &[u32] {
        &self.tokens[self.token_range(run)]
    }

    /// Returns how many distinct words there are.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// Weighs each word, given how common the lexicon knows some to be.
    pub fn weigh_words(&mut self, known: impl Fn(usize) -> Option<f32>) {
        let frequency = |(idx, word): (usize, &String)| match word.as_str() {
            "?" | "!" => QUESTION_FREQUENCY,
            word if is_mark(word) => MARK_FREQUENCY,
            _ => known(idx).unwrap_or(0.0).max(MIN_FREQUENCY),
        };
        self.frequency = self.words.iter().enumerate().map(frequency).collect();
        let epsilon = |idx| if known(idx).is_some() { EPSILON } else { EPSILON_UNKNOWN };
        self.epsilon = (0..self.words.len()).map(epsilon).collect();
        let gain = |(epsilon, by_chance): (&f32, &f32)| (1.0 - epsilon) / (epsilon * by_chance);
        self.gain = self.epsilon.iter().zip(&self.frequency).map(gain).collect();
        self.unexplained = self.sum_unexplained();
    }

    fn sum_unexplained(&self) -> Vec<f64> {
        let ln: Vec<f64> = self.epsilon.iter().map(|ratio| libm::log(f64::from(*ratio))).collect();
        let mut sum = 0.0;
        let of_segment = |segment| {
            sum += self.segment(segment).iter().map(|word| ln[*word as usize]).sum::<f64>();
            sum
        };
        std::iter::once(0.0).chain((0..self.len()).map(of_segment)).collect()
    }

    /// Returns the log-likelihood ratio of a run of segments none of whose words has
    /// a counterpart, in nats.
    #[must_use]
    pub fn unexplained(&self, run: &Range<usize>) -> f64 {
        self.unexplained[run.end] - self.unexplained[run.start]
    }
}

/// Tells whether a text has letters and all of them are capitals; a single one
/// does not count.
fn is_in_capitals(text: &str) -> bool {
    let is_small = |c: char| c.is_alphabetic() && !c.is_uppercase();
    !text.contains(is_small) && text.chars().filter(|c| c.is_uppercase()).count() > 1
}
