//! A memory: known translations, searched by what their sources have in common
//! with a text.

use crate::bitext::Bitext;
use crate::corpus::links::words;
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What is less alike is of no help to a translator. By hand: under three fifths of
/// the words, retyping is faster than correcting.
const LEAST_ALIKE: f64 = 0.6;

/// A text is looked for by so many of its rarest words. By hand: an edit of a
/// word or two leaves some.
const RARE_WORDS: usize = 5;

/// So many texts are compared for each word at most. By hand.
const MAX_TEXTS: usize = 60;

/// What a memory has for a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// How alike the sources are: the share of their words that they have in
    /// common, in order; 1 if they are the same.
    pub score: f64,
    /// The known source.
    pub src: String,
    /// Its translation.
    pub tgt: String,
}

/// Known translations.
#[derive(Debug, Default)]
pub struct Memory {
    entries: Vec<(String, String)>,
    words: Vec<Vec<String>>,
    places: FxHashMap<String, Vec<usize>>,
}

impl Memory {
    /// Takes the translations of a bitext in; those that people rejected are none.
    pub fn add(&mut self, bitext: &Bitext) {
        for pair in &bitext.pairs {
            let is_rejected = pair.status == crate::bitext::Status::Rejected;
            if is_rejected || super::says_nothing(&pair.tgt) || pair.src.trim().is_empty() {
                continue;
            }
            let at = self.entries.len();
            let of_text = word_list(&pair.src);
            for word in &of_text {
                let places = self.places.entry(word.clone()).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
            self.entries.push((pair.src.clone(), pair.tgt.clone()));
            self.words.push(of_text);
        }
    }

    /// Returns how many translations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the translation of the source that is most like a text; of those
    /// that are equally so, the first.
    #[must_use]
    pub fn best(&self, src: &str) -> Option<Offer> {
        let wanted = word_list(src);
        let mut best: Option<(f64, usize)> = None;
        for at in self.candidates(&wanted) {
            let score = alike(&wanted, &self.words[at]);
            if score >= LEAST_ALIKE && best.is_none_or(|(known, _)| score > known) {
                best = Some((score, at));
            }
        }
        best.map(|(score, at)| {
            let (src, tgt) = self.entries[at].clone();
            Offer { score, src, tgt }
        })
    }

    /// Returns the entries that share one of the rarest words of a text.
    fn candidates(&self, wanted: &[String]) -> Vec<usize> {
        let mut rare: Vec<(&String, &Vec<usize>)> =
            wanted.iter().filter_map(|word| Some((word, self.places.get(word)?))).collect();
        rare.sort_unstable_by_key(|(word, places)| (places.len(), *word));
        rare.dedup_by_key(|(word, _)| *word);
        rare.truncate(RARE_WORDS);
        let known = rare.into_iter().flat_map(|(_, places)| places.iter().take(MAX_TEXTS).copied());
        let mut known: Vec<usize> = known.collect();
        known.sort_unstable();
        known.dedup();
        known
    }
}

fn word_list(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    words(&text).map(str::to_owned).collect()
}

/// Returns which share of the words of two texts stands in both, in order.
fn alike(a: &[String], b: &[String]) -> f64 {
    let n_common: usize = capture_diff_slices(Algorithm::Myers, a, b)
        .into_iter()
        .map(|op| if let DiffOp::Equal { len, .. } = op { len } else { 0 })
        .sum();
    let n = a.len() + b.len();
    if n == 0 { 0.0 } else { 2.0 * n_common as f64 / n as f64 }
}
