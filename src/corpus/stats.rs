//! The figures of a corpus, counted a pair at a time.
//!
//! Memory holds the vocabulary and 8 bytes a pair for the duplicates.

use super::twins::{Likeness, Twins};
use crate::bead::Shape;
use crate::bitext::Pair;
use crate::lang::LangPair;
use crate::text::words::words;
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::collections::BTreeMap;

/// The bars of the histogram of probabilities.
pub const N_BINS: usize = 10;

/// The figures of one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SideStats {
    /// Segments.
    pub segments: usize,
    /// Words.
    pub words: usize,
    /// Characters.
    pub characters: usize,
    /// Different words, in small letters.
    pub vocabulary: usize,
    /// Pairs that have nothing on this side.
    pub missing: usize,
}

/// The figures of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Documents.
    pub documents: usize,
    /// Pairs.
    pub pairs: usize,
    /// The source.
    pub src: SideStats,
    /// The translation.
    pub tgt: SideStats,
    /// Pairs of each shape.
    pub shapes: BTreeMap<String, usize>,
    /// Pairs of each status.
    pub statuses: BTreeMap<&'static str, usize>,
    /// What checks found, by name.
    pub findings: BTreeMap<String, usize>,
    /// Pairs whose probability is from .0 to .1, .1 to .2 …
    pub probabilities: [usize; N_BINS],
    /// Pairs without a probability.
    pub without_probability: usize,
    /// The mean of the probabilities.
    pub mean_probability: Option<f64>,
    /// Characters of the translation for one of the source, in pairs of both.
    pub ratio: Option<f64>,
    /// Pairs that were there before, but for case and marks.
    pub duplicates: usize,
}

/// Counts the figures of a corpus.
#[derive(Debug)]
pub struct Counter {
    stats: Stats,
    langs: LangPair,
    documents: FxHashSet<String>,
    vocabulary: [FxHashSet<String>; 2],
    twins: Twins,
    /// The sum of the probabilities.
    sum: f64,
    /// The characters of both sides in pairs of both.
    both: [usize; 2],
}

impl Counter {
    /// Starts to count.
    #[must_use]
    pub fn new(langs: &LangPair) -> Counter {
        Counter {
            stats: Stats::default(),
            langs: langs.clone(),
            documents: FxHashSet::default(),
            vocabulary: Default::default(),
            twins: Twins::new(Likeness::Normalized),
            sum: 0.0,
            both: [0, 0],
        }
    }

    /// Counts a pair.
    pub fn add(&mut self, document: &str, pair: &Pair) {
        if !self.documents.contains(document) {
            self.documents.insert(document.to_owned());
        }
        let stats = &mut self.stats;
        stats.pairs += 1;
        let Shape { src, tgt } = pair.shape;
        let sides = [(&mut stats.src, &pair.src, src), (&mut stats.tgt, &pair.tgt, tgt)];
        let mut lengths = [0, 0];
        for (at, (side, text, n_segments)) in sides.into_iter().enumerate() {
            let lang = if at == 0 { &self.langs.src } else { &self.langs.tgt };
            lengths[at] = text.trim().chars().count();
            side.segments += n_segments;
            side.characters += lengths[at];
            side.missing += usize::from(lengths[at] == 0);
            for word in words(text, lang.apostrophe()) {
                side.words += 1;
                if !self.vocabulary[at].contains(&word) {
                    self.vocabulary[at].insert(word);
                }
            }
        }
        if lengths[0] > 0 && lengths[1] > 0 {
            self.both[0] += lengths[0];
            self.both[1] += lengths[1];
        }
        *stats.shapes.entry(pair.shape.to_string()).or_default() += 1;
        *stats.statuses.entry(pair.status.name()).or_default() += 1;
        for finding in &pair.findings {
            *stats.findings.entry(finding.clone()).or_default() += 1;
        }
        match pair.score {
            Some(score) => {
                self.sum += score;
                let is_reached = |bin: &usize| score >= *bin as f64 / N_BINS as f64;
                stats.probabilities[(1..N_BINS).take_while(is_reached).count()] += 1;
            }
            None => stats.without_probability += 1,
        }
        stats.duplicates += usize::from(self.twins.see(&pair.src, &pair.tgt).is_some());
    }

    /// Returns the figures.
    #[must_use]
    pub fn finish(self) -> Stats {
        let mut stats = self.stats;
        stats.documents = self.documents.len();
        stats.src.vocabulary = self.vocabulary[0].len();
        stats.tgt.vocabulary = self.vocabulary[1].len();
        let n_scores = stats.pairs - stats.without_probability;
        let rounded = |value: f64| (value * 1e4).round() / 1e4;
        stats.mean_probability = (n_scores > 0).then(|| rounded(self.sum / n_scores as f64));
        let [src, tgt] = self.both;
        stats.ratio = (src > 0).then(|| rounded(tgt as f64 / src as f64));
        stats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_as_they_come() {
        let pair = |src: &str, tgt: &str, score| Pair {
            src: src.into(),
            tgt: tgt.into(),
            shape: Shape { src: 1, tgt: usize::from(!tgt.is_empty()) },
            score,
            ..Pair::default()
        };
        let mut counter = Counter::new(&LangPair::FR_EN);
        counter.add("a", &pair("Il pleut.", "It rains.", Some(1.0)));
        counter.add("a", &pair("Il pleut !", "It rains!", Some(0.55)));
        counter.add("b", &pair("Non.", "", None));
        let stats = counter.finish();
        assert_eq!(
            (2, 3, 1, 1),
            (stats.documents, stats.pairs, stats.duplicates, stats.tgt.missing)
        );
        assert_eq!((1, 1), (stats.probabilities[9], stats.probabilities[5]));
        assert_eq!((Some(0.775), 1), (stats.mean_probability, stats.without_probability));
        assert_eq!(3, stats.src.segments);
    }
}
