//! Learns words from the document itself.
//!
//! A first alignment is mostly right, so its beads teach what the lexicon does
//! not know (Moore 2002 re-estimates in the same way): words are linked as in
//! training, and the text is aligned again. It is what a pair of languages
//! without a model lives on beside spelling and length.
//!
//! On open gold without a model (November 2026), strict F1 before and after:
//! textberg .850 and .885, Alice .838 and .911. Where the lexicon knows the
//! language nothing is gained (mean of six sets +.0003, transread -.0007), so
//! it is not done.

use super::words::Document;
use crate::bead::Alignment;
use crate::model::links::{self, MAX_WORDS, Parallel, Tokens};

/// A lexicon that knows less than this share of the running words is helped. By
/// hand: the built-in one knows over .95 of a novel, none knows 0.
const MIN_KNOWN_SHARE: f32 = 0.5;

/// How often the text is learned from. A third time changes nothing.
const N_ROUNDS: usize = 2;

/// Beads less probable than this teach nothing. At .7 textberg loses .019.
const MIN_PROBABILITY: f64 = 0.5;

/// Links counted less often than this are left out: less than one sighting.
const MIN_LINKS: f32 = 0.8;

/// How many sightings without a link every word is thought to have had, so that
/// rare words do not become sure of what they have seen once. Textberg has .865
/// at 1 and 3, .879 at 10, .885 at 20.
const PRIOR_COUNT: f32 = 20.0;

/// Returns how often a document should be learned from.
#[must_use]
pub fn n_rounds(document: &Document) -> usize {
    let known_share = document.src.known_share().min(document.tgt.known_share());
    if known_share < MIN_KNOWN_SHARE { N_ROUNDS } else { 0 }
}

/// Adds to a document the matches that an alignment of it suggests.
pub fn learn(document: &mut Document, alignment: &Alignment) {
    let (src, tgt) = probable_beads(document, alignment);
    let rows = links::count(Parallel { src: &src, tgt: &tgt }, MIN_LINKS);
    let share = |n: f32, count: u32| n / (count as f32 + PRIOR_COUNT);
    for (word, row) in (0u32..).zip(rows) {
        for link in row {
            let forward = share(link.n, src.counts[word as usize]);
            let backward = share(link.n, tgt.counts[link.tgt as usize]);
            document.raise(word, link.tgt, forward, backward);
        }
    }
}

/// Returns the words of the beads that are likely right, as parallel text.
fn probable_beads(document: &Document, alignment: &Alignment) -> (Tokens, Tokens) {
    let mut src = Tokens::new(document.src.n_words());
    let mut tgt = Tokens::new(document.tgt.n_words());
    let fits = |words: &[u32]| (1..=MAX_WORDS).contains(&words.len());
    for scored in alignment.beads().iter().filter(|scored| scored.score >= MIN_PROBABILITY) {
        let src_words = document.src.words_of(&scored.bead.src());
        let tgt_words = document.tgt.words_of(&scored.bead.tgt());
        if fits(src_words) && fits(tgt_words) {
            src.push(src_words);
            tgt.push(tgt_words);
        }
    }
    (src, tgt)
}
