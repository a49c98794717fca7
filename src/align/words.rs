//! Numbers the words of two texts and finds which can translate each other.
//!
//! A match comes from the lexicon, from spelling (the same word without its
//! accents, the same first letters), or from both, whichever is stronger.
//! Spelling is what aligns names, numbers and, without a model, everything.

use super::paragraphs::Paragraphs;
use super::params::Params;
use super::side::Side;
use crate::model::lexicon::probability_of;
use crate::model::{Lexicon, Model};
use crate::text::words::{fold_accents, is_mark, is_number};
use rustc_hash::FxHashMap;

/// How likely words of the same spelling translate each other, both ways. By
/// hand, as the next two (prototype, November 2026: without identical words and
/// cognates transread loses .005, tales .019).
const SAME_FORM: f32 = 0.6;

/// How likely words that share their first letters do.
const SAME_STEM: f32 = 0.15;

/// Words of the same spelling count from this many letters on; shorter ones
/// are alike by chance (`on`, `a`).
const MIN_FORM_LEN: usize = 3;

/// Words share a stem when this many first letters agree and both are longer.
const STEM_LEN: usize = 5;

/// Pairs of words that are both more common than this say nothing on where a
/// segment belongs. By hand: it leaves out articles and the like.
const COMMON: f32 = 0.005;

/// A match that is not this many times as likely as chance does not tell where a
/// segment belongs: only what is likelier than chance by more than the words of the
/// segment counts there.
const TELLING: f32 = 4.0;

/// A source word's chance of being translated by a target word.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The number of the target word.
    pub tgt: u32,
    /// p(target | source).
    pub forward: f32,
    /// p(source | target).
    pub backward: f32,
}

impl Match {
    /// Tells whether a direction is at least `times` as likely as chance.
    fn outdoes(&self, times: f32, src_by_chance: f32, tgt: &Side) -> bool {
        let tgt_by_chance = tgt.frequency[self.tgt as usize];
        self.forward >= times * tgt_by_chance || self.backward >= times * src_by_chance
    }
}

/// Two texts as numbers, with the matches between their words.
#[derive(Debug)]
pub struct Document {
    /// The source.
    pub src: Side,
    /// The target.
    pub tgt: Side,
    /// The matches of each source word.
    matches: Vec<Vec<Match>>,
    /// Those that say where a segment belongs.
    telling_matches: Vec<Vec<Match>>,
    /// The paragraphs of both sides, as far as they are known.
    pub paragraphs: Paragraphs,
    /// The constants.
    pub params: Params,
}

impl Document {
    /// Returns the numbers of two texts.
    #[must_use]
    pub fn new<T: AsRef<str> + Sync>(
        src: &[T],
        tgt: &[T],
        model: &Model,
        params: &Params,
    ) -> Document {
        let langs = &model.langs;
        let (mut src, mut tgt) = rayon::join(
            || Side::new(src, langs.src.apostrophe()),
            || Side::new(tgt, langs.tgt.apostrophe()),
        );
        let src_known: Vec<_> =
            src.words.iter().map(|word| model.lexicon.src.position(word)).collect();
        let tgt_known: Vec<_> =
            tgt.words.iter().map(|word| model.lexicon.tgt.position(word)).collect();
        src.weigh_words(|idx| src_known[idx].map(|at| model.lexicon.src.frequency(at)));
        tgt.weigh_words(|idx| tgt_known[idx].map(|at| model.lexicon.tgt.frequency(at)));
        let mut matches = lexicon_matches(&model.lexicon, &src_known, &tgt_known);
        add_spelling_matches(&mut matches, &src, &tgt);
        let telling_matches = telling(&matches, &src, &tgt);
        let paragraphs = Paragraphs::default();
        Document { src, tgt, matches, telling_matches, paragraphs, params: params.clone() }
    }

    /// Returns the target words that can translate a source word.
    #[must_use]
    pub fn matches(&self, src_word: u32) -> &[Match] {
        &self.matches[src_word as usize]
    }

    /// Makes a match at least this probable.
    pub fn raise(&mut self, src: u32, tgt: u32, forward: f32, backward: f32) {
        for matches in [&mut self.matches, &mut self.telling_matches] {
            let row = &mut matches[src as usize];
            match row.iter_mut().find(|known| known.tgt == tgt) {
                Some(known) => {
                    known.forward = known.forward.max(forward);
                    known.backward = known.backward.max(backward);
                }
                None => row.push(Match { tgt, forward, backward }),
            }
        }
    }

    /// Returns the target words that can translate a source word and are not both
    /// common: articles and the like stand everywhere and tell nothing.
    #[must_use]
    pub fn telling_matches(&self, src_word: u32) -> &[Match] {
        &self.telling_matches[src_word as usize]
    }
}

fn lexicon_matches(
    lexicon: &Lexicon,
    src_known: &[Option<usize>],
    tgt_known: &[Option<usize>],
) -> Vec<Vec<Match>> {
    let mut number_of = vec![None; lexicon.tgt.len()];
    for (number, position) in (0u32..).zip(tgt_known) {
        if let Some(position) = position {
            number_of[*position] = Some(number);
        }
    }
    let row = |position: &Option<usize>| -> Vec<Match> {
        let entries = position.map_or(&[][..], |position| lexicon.row(position));
        let to_match = |entry: &crate::model::Entry| {
            number_of[entry.tgt as usize].map(|tgt| Match {
                tgt,
                forward: probability_of(entry.forward),
                backward: probability_of(entry.backward),
            })
        };
        entries.iter().filter_map(to_match).collect()
    };
    src_known.iter().map(row).collect()
}

fn telling(matches: &[Vec<Match>], src: &Side, tgt: &Side) -> Vec<Vec<Match>> {
    let row = |(row, frequency): (&Vec<Match>, &f32)| {
        let tells = |known: &&Match| {
            let is_rare = *frequency <= COMMON || tgt.frequency[known.tgt as usize] <= COMMON;
            is_rare && known.outdoes(TELLING, *frequency, tgt)
        };
        row.iter().filter(tells).copied().collect()
    };
    matches.iter().zip(&src.frequency).map(row).collect()
}

fn add_spelling_matches(matches: &mut [Vec<Match>], src: &Side, tgt: &Side) {
    let mut by_form: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    let mut by_stem: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (number, word) in (0u32..).zip(&tgt.words) {
        let form = fold_accents(word);
        by_stem.entry(stem(&form).unwrap_or_default()).or_default().push(number);
        by_form.entry(form).or_default().push(number);
    }
    for (row, word) in matches.iter_mut().zip(&src.words) {
        let form = fold_accents(word);
        if let Some(stem) = stem(&form) {
            raise(row, by_stem.get(&stem), SAME_STEM);
        }
        if form.chars().count() >= MIN_FORM_LEN || is_number(&form) || is_mark(&form) {
            raise(row, by_form.get(&form), SAME_FORM);
        }
    }
}

fn stem(form: &str) -> Option<String> {
    let is_long = form.chars().count() > STEM_LEN;
    is_long.then(|| form.chars().take(STEM_LEN).collect())
}

/// Makes the matches with `words` at least `probability`, both ways.
fn raise(row: &mut Vec<Match>, words: Option<&Vec<u32>>, probability: f32) {
    for word in words.into_iter().flatten() {
        match row.iter_mut().find(|known| known.tgt == *word) {
            Some(known) => {
                known.forward = known.forward.max(probability);
                known.backward = known.backward.max(probability);
            }
            None => {
                row.push(Match { tgt: *word, forward: probability, backward: probability });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangPair;

    /// Returns the matches of the first word of `src` as `word:probability`.
    fn matches(src: &str, tgt: &str) -> String {
        let model = Model::unknown(LangPair::FR_EN);
        let document = Document::new(&[src], &[tgt], &model, &Params::default());
        let shown = |known: &Match| {
            format!("{}:{:.2}", document.tgt.words[known.tgt as usize], known.forward)
        };
        document.matches(0).iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_of_the_same_spelling_match_without_their_accents() {
        assert_eq!("metro:0.60", matches("Métro", "the metro"));
        assert_eq!("12:0.60", matches("12", "12 years"));
        assert_eq!("?:0.60", matches("?", "what ?"));
    }

    #[test]
    fn long_words_match_by_their_first_letters() {
        assert_eq!("armenian:0.15", matches("Arménie", "Armenian"));
        assert_eq!("", matches("arme", "armor"));
    }

    #[test]
    fn short_words_are_alike_by_chance() {
        assert_eq!("", matches("on", "on"));
    }

    #[test]
    fn a_learned_match_is_never_weaker_than_what_was_known() {
        let model = Model::unknown(LangPair::FR_EN);
        let mut document =
            Document::new(&["Nemo chien"], &["Nemo dog"], &model, &Params::default());
        document.raise(0, 0, 0.1, 0.9);
        document.raise(1, 1, 0.3, 0.2);
        let shown = |word| format!("{:?}", document.matches(word));
        assert!(shown(0).contains("forward: 0.6") && shown(0).contains("backward: 0.9"));
        assert!(shown(1).contains("forward: 0.3"));
        assert_eq!(document.matches(1).len(), document.telling_matches(1).len());
    }
}
