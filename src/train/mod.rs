//! Makes a model from parallel text.
//!
//! ```text
//! pairs of segments ─corpus─► word numbers ─links─► how often two words link ─► Model
//! ```
//!
//! The lexicon is a table of word links counted by `model::links`; the length ratio
//! is that of all letters. Nothing here knows a language: the model of another
//! pair is made by the same command from other files.

mod corpus;
pub mod residue;

use crate::bead::BySide;
use crate::lang::LangPair;
use crate::model::Model;
use crate::model::lexicon::{self, Entry, Lexicon, Vocabulary};
use crate::model::links::{self, Link, Parallel};
use crate::text::lean::Lean;
use corpus::{Corpus, Side};

/// What `train` needs beside the text.
#[derive(Clone, Debug)]
pub struct Options {
    /// The languages.
    pub langs: LangPair,
    /// Where the text comes from, kept in the model for `model info`.
    pub provenance: String,
    /// Word links counted less often than this are left out of the lexicon.
    /// Fewer is better but larger: on transread all links with a count of 5
    /// scored .969 and of 2 .970 in the prototype (November 2026).
    pub min_links: f32,
}

/// A source segment and its translation, as text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TextPair {
    /// The source segment.
    pub src: String,
    /// Its translation.
    pub tgt: String,
}

/// Returns the model that `pairs` teach. The order of the pairs and the number
/// of threads do not change it.
#[must_use]
pub fn train(pairs: &[TextPair], options: &Options) -> Model {
    let corpus = Corpus::new(pairs, options.langs.src.apostrophe(), options.langs.tgt.apostrophe());
    let rows = links::count(
        Parallel { src: &corpus.src.tokens, tgt: &corpus.tgt.tokens },
        options.min_links,
    );
    Model {
        langs: options.langs.clone(),
        length_ratio: length_ratio(pairs),
        provenance: options.provenance.clone(),
        lexicon: lexicon(&corpus, &rows),
    }
}

/// Says why pairs teach nothing, if they do: a column of ids beside a text, or texts
/// that are the other way round, make a model that pairs nothing.
#[must_use]
pub fn fault(pairs: &[TextPair], model: &Model) -> Option<String> {
    let mut lean = BySide::<Lean>::default();
    for pair in pairs.iter().take(MAX_JUDGED) {
        lean.src.add(Lean::of(&pair.src, &model.langs));
        lean.tgt.add(Lean::of(&pair.tgt, &model.langs));
    }
    let LangPair { src, tgt } = &model.langs;
    if lean.src.is_tgt() && lean.tgt.is_src() {
        return Some(format!("the sources are `{tgt}` and the translations `{src}`"));
    }
    if model.lexicon.n_entries() == 0 {
        return Some(format!("no word of `{src}` is linked with one of `{tgt}`"));
    }
    None
}

/// How many pairs the languages are judged by. By hand: the answer does not change
/// with more.
const MAX_JUDGED: usize = 2_000;

/// Returns how many target letters there are for a source letter.
fn length_ratio(pairs: &[TextPair]) -> f32 {
    let n_letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as f64;
    let src: f64 = pairs.iter().map(|pair| n_letters(&pair.src)).sum();
    let tgt: f64 = pairs.iter().map(|pair| n_letters(&pair.tgt)).sum();
    // A ratio near 1 needs no more than single precision.
    #[allow(clippy::cast_possible_truncation)]
    let ratio = (tgt.max(1.0) / src.max(1.0)) as f32;
    ratio
}

/// Turns counted links into probabilities, over the words that have any.
fn lexicon(corpus: &Corpus, rows: &[Vec<Link>]) -> Lexicon {
    let mut tgt_used = vec![false; corpus.tgt.words.len()];
    for link in rows.iter().flatten() {
        tgt_used[link.tgt as usize] = true;
    }
    let src_used: Vec<bool> = rows.iter().map(|row| !row.is_empty()).collect();
    let tgt_position = renumber(&tgt_used);
    let entries = |(src, row): (usize, &Vec<Link>)| -> Vec<Entry> {
        let entry = |link: &Link| Entry {
            tgt: tgt_position[link.tgt as usize],
            forward: lexicon::level_of(link.n / corpus.src.tokens.counts[src] as f32),
            backward: lexicon::level_of(
                link.n / corpus.tgt.tokens.counts[link.tgt as usize] as f32,
            ),
        };
        row.iter().map(entry).collect()
    };
    let linked = rows.iter().enumerate().filter(|(_, row)| !row.is_empty());
    let rows: Vec<Vec<Entry>> = linked.map(entries).collect();
    Lexicon::new(vocabulary(&corpus.src, &src_used), vocabulary(&corpus.tgt, &tgt_used), &rows)
}

/// Returns the new position of each word when only the used ones stay.
fn renumber(used: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let position = |is_used: &bool| {
        let position = next;
        next += u32::from(*is_used);
        position
    };
    used.iter().map(position).collect()
}

fn vocabulary(side: &Side, used: &[bool]) -> Vocabulary {
    let n_tokens: f64 = side.tokens.counts.iter().map(|count| f64::from(*count)).sum();
    let kept = || (0..side.words.len()).filter(|idx| used[*idx]);
    let words: Vec<&str> = kept().map(|idx| side.words[idx].as_str()).collect();
    // A relative frequency needs no more than single precision.
    #[allow(clippy::cast_possible_truncation)]
    let rarity =
        |idx: usize| lexicon::rarity_of((f64::from(side.tokens.counts[idx]) / n_tokens) as f32);
    Vocabulary::new(&words, kept().map(rarity).collect())
        .expect("the words of a corpus side are distinct and in byte order")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lexicon::probability_of;

    fn toy(n: usize) -> Model {
        let nouns = [("chat", "cat"), ("chien", "dog"), ("livre", "book"), ("jardin", "garden")];
        let verbs = [("dort", "sleeps"), ("tombe", "falls"), ("brille", "shines")];
        let mut pairs = Vec::new();
        for _ in 0..n {
            for (noun, tgt_noun) in nouns {
                for (verb, tgt_verb) in verbs {
                    let src = format!("le {noun} {verb}");
                    pairs.push(TextPair { src, tgt: format!("the {tgt_noun} {tgt_verb}") });
                }
            }
        }
        let provenance = "toy".to_owned();
        train(&pairs, &Options { langs: LangPair::FR_EN, provenance, min_links: 2.0 })
    }

    #[test]
    fn words_that_translate_each_other_get_the_highest_probability() {
        let lexicon = toy(5).lexicon;
        for (src, tgt) in [("chat", "cat"), ("livre", "book"), ("brille", "shines")] {
            let row = lexicon.row(lexicon.src.position(src).unwrap());
            let best = row.iter().min_by_key(|entry| entry.forward).unwrap();
            assert_eq!(tgt, lexicon.tgt.word(best.tgt as usize), "{src}");
            assert!(probability_of(best.forward) > 0.5, "{src}");
        }
    }

    #[test]
    fn the_model_is_the_same_for_any_number_of_threads() {
        let with_threads = |n| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
            crate::model::format::write(&pool.install(|| toy(5)))
        };
        assert_eq!(with_threads(1), with_threads(8));
    }
}
