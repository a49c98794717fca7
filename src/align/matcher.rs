//! Finds which words of a source segment a target word can translate.
//!
//! A source segment faces a run of target segments in turn. Its matches with
//! words of that run are laid out once by target word, so that each word of the
//! run costs a single look-up, whatever the size of the document.

use super::words::{Document, Match};
use std::ops::Range;

/// A word of the chosen source segment that a target word can translate.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The position of the source word in its segment.
    pub position: usize,
    /// p(target | source).
    pub forward: f32,
    /// p(source | target).
    pub backward: f32,
    next: u32,
}

/// The matches of one source segment by target word.
#[derive(Debug)]
pub struct Matcher<'d> {
    /// The document.
    pub document: &'d Document,
    /// The first link of each target word; [`ABSENT`] if the word does not stand
    /// in the target segments that are looked at.
    heads: Vec<u32>,
    links: Vec<Link>,
    /// The target words that stand there.
    present: Vec<u32>,
}

/// A word that does not stand in the target segments has no links.
const ABSENT: u32 = u32::MAX;

/// A word that stands there and has no links yet.
const NONE: u32 = u32::MAX - 1;

impl<'d> Matcher<'d> {
    /// Returns a matcher that has chosen no segment yet.
    #[must_use]
    pub fn new(document: &'d Document) -> Matcher<'d> {
        let heads = vec![ABSENT; document.tgt.n_words()];
        Matcher { document, heads, links: Vec::new(), present: Vec::new() }
    }

    /// Chooses a source segment, with all matches of its words in a run of target
    /// segments.
    pub fn choose(&mut self, segment: usize, run: &Range<usize>) {
        self.lay_out(segment, run, Document::matches);
    }

    /// Chooses a source segment, with the matches in a run of target segments
    /// that tell where it belongs.
    pub fn choose_telling(&mut self, segment: usize, run: &Range<usize>) {
        self.lay_out(segment, run, Document::telling_matches);
    }

    fn lay_out(
        &mut self,
        segment: usize,
        run: &Range<usize>,
        matches: fn(&Document, u32) -> &[Match],
    ) {
        for word in self.present.drain(..) {
            self.heads[word as usize] = ABSENT;
        }
        for word in self.document.tgt.words_of(run) {
            if self.heads[*word as usize] == ABSENT {
                self.heads[*word as usize] = NONE;
                self.present.push(*word);
            }
        }
        self.links.clear();
        for (position, word) in self.document.src.segment(segment).iter().enumerate() {
            for Match { tgt, forward, backward } in matches(self.document, *word) {
                let next = self.heads[*tgt as usize];
                if next == ABSENT {
                    continue;
                }
                self.heads[*tgt as usize] =
                    u32::try_from(self.links.len()).expect("matches fit in memory");
                self.links.push(Link { position, forward: *forward, backward: *backward, next });
            }
        }
    }

    /// Returns the words of the chosen segment that a target word can translate.
    pub fn links(&self, tgt_word: u32) -> impl Iterator<Item = &Link> {
        let first = self.links.get(self.heads[tgt_word as usize] as usize);
        std::iter::successors(first, |link| self.links.get(link.next as usize))
    }
}
