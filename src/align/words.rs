//! Numbers the words of two texts and finds which can translate each other.
//!
//! A match comes from the lexicon, from spelling (the same word without its
//! accents, the same first letters), or from both, whichever is stronger.
//! Spelling is what aligns names, numbers and, without a model, everything.

use super::paragraphs::Paragraphs;
use super::params::Params;
use crate::lang::Apostrophe;
use crate::model::lexicon::probability_of;
use crate::model::{Lexicon, Model};
use crate::text::words::{each_word, fold_accents, is_mark, is_number};
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

/// Pairs of words that are both more common than this say nothing on where a
/// segment belongs. By hand: it leaves out articles and the like.
const COMMON: f32 = 0.005;

/// A match that is not this many times as likely as chance does not tell where a
/// segment belongs: only what is likelier than chance by more than the words of the
/// segment counts there.
const TELLING: f32 = 4.0;

/// Of a longer segment only this many words are looked at: no sentence is so
/// long, and what is (a file without line ends) must not cost its square.
const MAX_WORDS: usize = 1000;

/// The segments of one text as word numbers.
#[derive(Debug)]
pub struct Side {
    /// The distinct words.
    words: Vec<String>,
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

impl Side {
    fn new<T: AsRef<str>>(texts: &[T], apostrophe: Apostrophe) -> Side {
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
    pub fn token_range(&self, run: &std::ops::Range<usize>) -> std::ops::Range<usize> {
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
    pub fn words_of(&self, run: &std::ops::Range<usize>) -> &[u32] {
        &self.tokens[self.token_range(run)]
    }

    /// Returns how many distinct words there are.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    fn weigh_words(&mut self, known: impl Fn(usize) -> Option<f32>) {
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
    pub fn unexplained(&self, run: &std::ops::Range<usize>) -> f64 {
        self.unexplained[run.end] - self.unexplained[run.start]
    }
}

/// Tells whether a text has letters and all of them are capitals; a single one
/// does not count.
fn is_in_capitals(text: &str) -> bool {
    let is_small = |c: char| c.is_alphabetic() && !c.is_uppercase();
    !text.contains(is_small) && text.chars().filter(|c| c.is_uppercase()).count() > 1
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
