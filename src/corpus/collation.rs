//! Puts several translations of one text side by side.
//!
//! ```text
//! source   s1   s2   s3   s4        rows   s1 | s2 s3 | s4
//! A        [1]  [  2  ]  [3]               1  | 2     | 3
//! B        [1]  [2] [3]  [4]               1  | 2 3   | 4
//! ```
//!
//! Each translation has its own pairs. They are linked to the segments of the source
//! by their source sides alone, as `diff` links them: by ids, and by texts where those
//! are missing or other. What hangs together is a row: the smallest block of segments
//! that no translation cuts. A pair that stands on no segment of the source (an
//! addition, or a sentence of another version of the source) is a row of its own.
//!
//! Nothing is decided here: no translation is the right one, and none is changed.

use super::links::links;
use super::regions::{Node, blocks};
use super::wording::{Piece, word_diff};
use crate::bead::Shape;
use crate::bitext::{Bitext, Pair, Status};
use crate::segment::Segment;

/// Under this part of its pairs a translation is of another text. As for `diff`.
const LEAST_SHARED: f64 = 0.1;

/// A block of the source with its translations.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Row {
    /// The positions of its segments in the source.
    pub src: Vec<usize>,
    /// The positions of the pairs of each translation.
    pub pairs: Vec<Vec<usize>>,
}

/// Translations of one text, side by side.
#[derive(Clone, Debug)]
pub struct Collation<'a> {
    /// The segments of the source.
    pub src: &'a [Segment],
    /// The translations.
    pub versions: Vec<&'a Bitext>,
    /// The rows, in the order of the source.
    pub rows: Vec<Row>,
}

/// How near two translations are to each other.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Likeness {
    /// In how many rows both have words.
    pub n_rows: usize,
    /// In how many of them the words are the same.
    pub n_same: usize,
    /// How many words both have in common, counted in both, in those rows.
    pub n_common: usize,
    /// How many words both have in those rows.
    pub n_words: usize,
    /// In how many rows both decided the same, of those that both decided.
    pub decided: (usize, usize),
}

impl Likeness {
    /// Returns which part of the words is common, from 0 to 1; none without words.
    #[must_use]
    pub fn wording(self) -> Option<f64> {
        (self.n_words > 0).then(|| self.n_common as f64 / self.n_words as f64)
    }
}

impl<'a> Collation<'a> {
    /// Puts translations of a text side by side.
    #[must_use]
    pub fn new(src: &'a [Segment], versions: Vec<&'a Bitext>) -> Collation<'a> {
        let of_source: Vec<Pair> = src.iter().map(alone).collect();
        let of_source: Vec<&Pair> = of_source.iter().collect();
        let mut ends = Vec::new();
        for (at, bitext) in versions.iter().enumerate() {
            // Only the source is common; one translation says nothing of another.
            let sides: Vec<Pair> = bitext.pairs.iter().map(source_side).collect();
            let found = links(&of_source, &sides.iter().collect::<Vec<_>>());
            let node = |version, at| Node { version, at };
            ends.extend(found.src.iter().map(|link| (node(0, link.a), node(at + 1, link.b))));
        }
        let n_pairs: Vec<usize> =
            std::iter::once(src.len()).chain(versions.iter().map(|one| one.pairs.len())).collect();
        let row = |mut block: Vec<Vec<usize>>| Row { src: block.remove(0), pairs: block };
        let rows = blocks(&n_pairs, ends.into_iter()).into_iter().map(row).collect();
        Collation { src, versions, rows }
    }

    /// Returns the words of the source in a row; those of the translations where
    /// the source has none.
    #[must_use]
    pub fn src_text(&self, row: &Row) -> String {
        let segments = row.src.iter().map(|at| self.src[*at].text.as_str());
        segments.collect::<Vec<_>>().join(" ")
    }

    /// Returns the pairs of a translation in a row.
    pub fn pairs(&self, row: &Row, version: usize) -> impl Iterator<Item = &'a Pair> + Clone {
        let bitext = self.versions[version];
        row.pairs[version].clone().into_iter().map(move |at| &bitext.pairs[at])
    }

    /// Returns what a translation says in a row: its pairs, a line each.
    #[must_use]
    pub fn text(&self, row: &Row, version: usize) -> String {
        let texts = self.pairs(row, version).map(|pair| pair.tgt.as_str());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Returns how many pairs of a translation have source words that the source lacks.
    #[must_use]
    pub fn n_strange(&self, version: usize) -> usize {
        let strange = |row: &&Row| row.src.is_empty();
        let pairs = self.rows.iter().filter(strange).flat_map(|row| self.pairs(row, version));
        pairs.filter(|pair| !pair.src.is_empty()).count()
    }

    /// Tells whether a translation seems to be of this source; one without pairs
    /// is of any.
    #[must_use]
    pub fn is_of_source(&self, version: usize) -> bool {
        let n_pairs = self.versions[version].pairs.len().min(self.src.len());
        let n_shared = self.rows.iter().filter(|row| !row.src.is_empty());
        let n_shared: usize = n_shared.map(|row| row.pairs[version].len()).sum();
        n_shared as f64 >= LEAST_SHARED * n_pairs as f64
    }

    /// Returns how near two translations are to each other.
    #[must_use]
    pub fn likeness(&self, a: usize, b: usize) -> Likeness {
        let mut all = Likeness::default();
        for row in &self.rows {
            if let (Some(of_a), Some(of_b)) = (self.decision(row, a), self.decision(row, b)) {
                all.decided.0 += usize::from(of_a == of_b);
                all.decided.1 += 1;
            }
            let [of_a, of_b] = [a, b].map(|version| spaced(&self.text(row, version)));
            if of_a.is_empty() || of_b.is_empty() {
                continue;
            }
            all.n_rows += 1;
            all.n_same += usize::from(of_a == of_b);
            for piece in word_diff(&of_a, &of_b) {
                let (words, is_common) = match &piece {
                    Piece::Same(text) => (text, true),
                    Piece::Removed(text) | Piece::Added(text) => (text, false),
                };
                let n = n_words(words) * if is_common { 2 } else { 1 };
                all.n_words += n;
                all.n_common += if is_common { n } else { 0 };
            }
        }
        all
    }

    /// Returns whether a row stays as its people decided: none if a pair of it is
    /// not decided.
    fn decision(&self, row: &Row, version: usize) -> Option<bool> {
        let mut pairs = self.pairs(row, version).map(|pair| match pair.status {
            Status::Auto => None,
            Status::Accepted | Status::Edited => Some(true),
            Status::Rejected => Some(false),
        });
        let first = pairs.next()??;
        pairs.try_fold(first, |all, one| one.map(|one| all && one))
    }
}

/// Returns a segment of the source as a pair without translation. One that stands for
/// several, because a bitext joined them, has their ids with spaces between them.
fn alone(segment: &Segment) -> Pair {
    Pair {
        id: segment.id.clone(),
        shape: Shape { src: 1, tgt: 0 },
        src: segment.text.clone(),
        src_ids: segment.id.split(' ').map(str::to_owned).collect(),
        ..Pair::default()
    }
}

/// Returns what a pair says of the source.
fn source_side(pair: &Pair) -> Pair {
    Pair {
        id: pair.id.clone(),
        src: pair.src.clone(),
        src_ids: pair.src_ids.clone(),
        src_breaks: pair.src_breaks.clone(),
        ..Pair::default()
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts the words of a stretch; marks that stand alone are not words.
fn n_words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

#[cfg(test)]
mod tests;
