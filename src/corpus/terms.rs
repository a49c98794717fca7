//! Finds recurring terms of the source and how they are translated.
//!
//! A candidate is a run of one to three words that neither begins nor ends with a
//! function word. What its words are linked to in a pair, from the first to the last
//! linked word, is its rendering there; a run that is much longer than the term is no
//! rendering. A rendering that is rare beside the usual one is an outlier: a slip, or
//! another sense.
//!
//! A draft for people: the model links words, and knows nothing of terms.

use crate::align::word_links;
use crate::bitext::Pair;
use crate::lang::{Lang, LangPair};
use crate::model::Model;
use crate::text::language::is_function_word;
use crate::text::words::{is_number, word_spans};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::Range;

/// Terms have at most so many words. By hand: `chemin de fer`.
const MAX_WORDS: usize = 3;

/// A word alone is a term only if it is this long. By hand.
const MIN_LETTERS: usize = 4;

/// A rendering may have so many words more than the term. By hand.
const MAX_MORE: usize = 2;

/// A longer term stands for a shorter one that it holds if the shorter is hardly ever
/// alone. By hand.
const MOSTLY: f64 = 0.8;

/// Renderings of a smaller share are outliers. By hand.
const MIN_SHARE: f64 = 0.15;

/// A term with its renderings.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The words, in small letters.
    pub src: String,
    /// How often it stands in the source.
    pub count: usize,
    /// Its renderings with their counts, the usual one first.
    pub renderings: Vec<(String, usize)>,
}

impl Term {
    /// Returns the renderings that are used regularly.
    #[must_use]
    pub fn usual(&self) -> Vec<&str> {
        self.parted(|share| share >= MIN_SHARE)
    }

    /// Returns the rare ones.
    #[must_use]
    pub fn outliers(&self) -> Vec<&str> {
        self.parted(|share| share < MIN_SHARE)
    }

    fn parted(&self, is_wanted: impl Fn(f64) -> bool) -> Vec<&str> {
        let n: usize = self.renderings.iter().map(|(_, n)| n).sum();
        let wanted =
            self.renderings.iter().filter(|(_, count)| is_wanted(*count as f64 / n as f64));
        wanted.map(|(text, _)| text.as_str()).collect()
    }
}

/// Counts the candidates of a corpus: the first walk.
#[derive(Debug)]
pub struct Candidates {
    langs: LangPair,
    counts: FxHashMap<String, usize>,
}

/// Gathers the renderings of terms: the second walk.
#[derive(Debug)]
pub struct Renderings<'m> {
    langs: LangPair,
    model: &'m Model,
    counts: FxHashMap<String, usize>,
    found: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Candidates {
    /// Starts to count.
    #[must_use]
    pub fn new(langs: &LangPair) -> Candidates {
        Candidates { langs: langs.clone(), counts: FxHashMap::default() }
    }

    /// Counts the candidates of a pair.
    pub fn add(&mut self, pair: &Pair) {
        for (term, _) in runs(&pair.src, &self.langs.src) {
            *self.counts.entry(term).or_default() += 1;
        }
    }

    /// Leaves those that stand at least `least` times, and goes on to renderings.
    #[must_use]
    pub fn at_least(self, least: usize, model: &Model) -> Renderings<'_> {
        let mut counts: FxHashMap<String, usize> =
            self.counts.into_iter().filter(|(_, n)| *n >= least).collect();
        let covered: FxHashSet<String> = counts
            .iter()
            .flat_map(|(long, n)| parts(long).map(move |part| (part, *n)))
            .filter(|(part, n)| {
                counts.get(part).is_some_and(|own| *n as f64 >= MOSTLY * *own as f64)
            })
            .map(|(part, _)| part)
            .collect();
        counts.retain(|term, _| !covered.contains(term));
        Renderings { langs: self.langs, model, counts, found: BTreeMap::new() }
    }
}

impl Renderings<'_> {
    /// Adds how the terms of a pair are translated.
    pub fn add(&mut self, pair: &Pair) {
        if pair.tgt.trim().is_empty() {
            return;
        }
        let mut terms = runs(&pair.src, &self.langs.src);
        terms.retain(|(term, _)| self.counts.contains_key(term));
        if terms.is_empty() {
            return;
        }
        let links = word_links(&pair.src, &pair.tgt, self.model);
        for (term, span) in terms {
            let own = links
                .iter()
                .filter(|link| link.src.start >= span.start && link.src.end <= span.end);
            let start = own.clone().map(|link| link.tgt.start).min();
            let end = own.map(|link| link.tgt.end).max();
            let (Some(start), Some(end)) = (start, end) else { continue };
            let rendering = pair.tgt[start..end].to_lowercase();
            let n_words = |text: &str| text.split_whitespace().count();
            if n_words(&rendering) <= n_words(&term) + MAX_MORE {
                *self.found.entry(term).or_default().entry(rendering).or_default() += 1;
            }
        }
    }

    /// Returns the terms, the commonest first.
    #[must_use]
    pub fn finish(self) -> Vec<Term> {
        let counts = self.counts;
        let term = |(src, found): (String, BTreeMap<String, usize>)| {
            let mut renderings: Vec<(String, usize)> = found.into_iter().collect();
            renderings.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
            Term { count: counts.get(&src).copied().unwrap_or(0), src, renderings }
        };
        let mut terms: Vec<Term> = self.found.into_iter().map(term).collect();
        terms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.src.cmp(&b.src)));
        terms
    }
}

/// Returns the shorter runs of a term.
fn parts(term: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = term.split(' ').map(str::to_owned).collect();
    let n = words.len();
    (1..n).flat_map(move |len| {
        let words = words.clone();
        (0..=n - len).map(move |start| words[start..start + len].join(" "))
    })
}

/// Returns the candidates of a text, in small letters, with their bytes.
fn runs(text: &str, lang: &Lang) -> Vec<(String, Range<usize>)> {
    let spans = word_spans(text, lang.apostrophe());
    let words: Vec<String> = spans.iter().map(|span| text[span.clone()].to_lowercase()).collect();
    let is_plain = |word: &String| {
        word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '’' || c == '\'')
    };
    let is_end = |word: &String| {
        is_plain(word)
            && word.chars().count() > 1
            && !is_number(word)
            && !is_function_word(word, lang)
    };
    let mut runs = Vec::new();
    for start in 0..words.len() {
        if !is_end(&words[start]) {
            continue;
        }
        for end in start + 1..=(start + MAX_WORDS).min(words.len()) {
            let run = &words[start..end];
            if !is_plain(&run[run.len() - 1]) {
                break;
            }
            // Between the words of a term there is nothing but a space or an apostrophe.
            let is_apart = end > start + 1 && {
                let gap = &text[spans[end - 2].end..spans[end - 1].start];
                !gap.trim_matches([' ', '\u{a0}', '\'', '’']).is_empty()
            };
            if is_apart {
                break;
            }
            let is_long = run.len() > 1 || run[0].chars().count() >= MIN_LETTERS;
            if is_long && is_end(&run[run.len() - 1]) {
                runs.push((run.join(" "), spans[start].start..spans[end - 1].end));
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(src: &str, tgt: &str) -> Pair {
        Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() }
    }

    #[test]
    fn a_term_neither_begins_nor_ends_with_a_function_word() {
        let found: Vec<String> = runs("Le chemin de fer, la mer.", &Lang::FR)
            .into_iter()
            .map(|(term, _)| term)
            .collect();
        assert_eq!(vec!["chemin", "chemin de fer"], found);
    }

    #[test]
    fn the_usual_rendering_comes_first_and_a_rare_one_is_an_outlier() {
        let model = crate::model::builtin::for_pair(&LangPair::FR_EN).unwrap();
        let mut pairs = vec![pair("Il alluma la lampe.", "He lit the lamp."); 8];
        pairs.push(pair("Il éteignit la lampe.", "He put out the light."));
        let mut candidates = Candidates::new(&LangPair::FR_EN);
        for pair in &pairs {
            candidates.add(pair);
        }
        let mut renderings = candidates.at_least(9, &model);
        for pair in &pairs {
            renderings.add(pair);
        }
        let terms = renderings.finish();
        let lamp = terms.iter().find(|term| term.src == "lampe").unwrap();
        assert_eq!((9, vec!["lamp"]), (lamp.count, lamp.usual()));
        assert_eq!(vec!["light"], lamp.outliers());
    }
}
