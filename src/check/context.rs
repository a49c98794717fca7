//! What a rule is given: a pair with all that rules look at, or the whole bitext.

use super::Options;
use super::finding::Finding;
use super::rules::Id;
use super::tongues::Tongues;
use super::values::{self, Mismatches, What};
use super::view::{Index, View};
use super::{Facts, Side};
use crate::bitext::{Bitext, Pair};
use crate::text::numbers::Value;

/// A pair and what stands around it.
pub(super) struct Context<'c> {
    /// The pair, with the links of its words.
    pub(super) view: &'c View<'c>,
    /// Its position in the bitext.
    pub(super) idx: usize,
    pub(super) bitext: &'c Bitext,
    pub(super) index: &'c Index<'c>,
    /// Which words belong to one language only.
    pub(super) tongues: &'c Tongues<'c>,
    /// The values of the two sides that do not face each other.
    pub(super) mismatches: &'c Mismatches,
    /// What the bitext as a whole says.
    pub(super) facts: &'c Facts,
    pub(super) options: &'c Options,
    /// How many characters the target has for each of the source.
    pub(super) length_ratio: f32,
}

impl<'c> Context<'c> {
    /// Returns the findings of values that became others in one way.
    pub(super) fn changed(&self, check: Id, what: What) -> impl Iterator<Item = Finding> + use<'c> {
        values::changed(self.view, self.mismatches, check, what)
    }

    /// Returns the values of a side that have no counterpart.
    pub(super) fn alone(&self, side: Side) -> impl Iterator<Item = &'c Value> + use<'c> {
        values::alone(self.view, self.mismatches, side)
    }

    /// Tells whether the lexicon has a word of a side.
    pub(super) fn knows(&self, word: &str, side: Side) -> bool {
        self.index.knows(word, side)
    }

    /// Returns the whole text of a side as a span.
    pub(super) fn whole(&self, side: Side) -> std::ops::Range<usize> {
        0..self.view.side(side).text.len()
    }

    /// Tells whether a side has nothing to read.
    pub(super) fn is_blank(&self, side: Side) -> bool {
        self.view.side(side).text.trim().is_empty()
    }

    /// Tells whether the pair comes from an aligner that may leave a side without a
    /// counterpart; in a plain table a blank side is a hole.
    pub(super) fn is_bead(&self) -> bool {
        !self.view.pair.src_ids.is_empty() || !self.view.pair.tgt_ids.is_empty()
    }
}

/// A bitext with all that rules look at that compare its pairs.
pub(super) struct Whole<'w> {
    pub(super) bitext: &'w Bitext,
    pub(super) index: &'w Index<'w>,
}

impl<'w> Whole<'w> {
    /// Binds a finding to one of the pairs.
    pub(super) fn seal(&self, finding: Finding, idx: usize) -> Finding {
        let pair = self.pair(idx);
        finding.sealed(idx, &pair.src, &pair.tgt)
    }

    pub(super) fn pair(&self, idx: usize) -> &'w Pair {
        &self.bitext.pairs[idx]
    }
}
