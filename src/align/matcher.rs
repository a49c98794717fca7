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
///
/// What one choice lays out for its run serves the next one as far as their runs
/// overlap, so segments are best chosen in order.
#[derive(Debug)]
pub struct Matcher<'d> {
    /// The document.
    pub document: &'d Document,
    /// The first link of each target word, or [`NONE`].
    heads: Vec<u32>,
    links: Vec<Link>,
    /// The target words that have links.
    linked: Vec<u32>,
    /// The target segments that are looked at.
    run: Range<usize>,
    /// How often each target word stands there.
    n_present: Vec<u32>,
    /// The places in a row of matches of those whose target word stands there.
    found: Vec<usize>,
}

/// A word that has no links.
const NONE: u32 = u32::MAX;

impl<'d> Matcher<'d> {
    /// Returns a matcher that has chosen no segment yet.
    #[must_use]
    pub fn new(document: &'d Document) -> Matcher<'d> {
        let n_words = document.tgt.n_words();
        Matcher {
            document,
            heads: vec![NONE; n_words],
            links: Vec::new(),
            linked: Vec::new(),
            run: 0..0,
            n_present: vec![0; n_words],
            found: Vec::new(),
        }
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
        for word in self.linked.drain(..) {
            self.heads[word as usize] = NONE;
        }
        self.links.clear();
        self.look_at(run);
        for (position, word) in self.document.src.segment(segment).iter().enumerate() {
            let row = matches(self.document, *word);
            let n_found = self.find_present(row);
            for at in 0..n_found {
                let Match { tgt, forward, backward } = row[self.found[at]];
                let next = self.heads[tgt as usize];
                if next == NONE {
                    self.linked.push(tgt);
                }
                self.heads[tgt as usize] =
                    u32::try_from(self.links.len()).expect("matches fit in memory");
                self.links.push(Link { position, forward, backward, next });
            }
        }
    }

    /// Puts into `found` which matches have a target word that is present; returns how
    /// many. One match in eight has: a branch for each would be guessed wrong too often.
    fn find_present(&mut self, row: &[Match]) -> usize {
        if self.found.len() < row.len() {
            self.found.resize(row.len(), 0);
        }
        let mut n_found = 0;
        for (at, known) in row.iter().enumerate() {
            self.found[n_found] = at;
            n_found += usize::from(self.n_present[known.tgt as usize] > 0);
        }
        n_found
    }

    /// Looks at a run of target segments in the place of the last one.
    fn look_at(&mut self, run: &Range<usize>) {
        let last = std::mem::replace(&mut self.run, run.clone());
        for segment in run.clone().filter(|segment| !last.contains(segment)) {
            for word in self.document.tgt.segment(segment) {
                self.n_present[*word as usize] += 1;
            }
        }
        for segment in last.filter(|segment| !run.contains(segment)) {
            for word in self.document.tgt.segment(segment) {
                self.n_present[*word as usize] -= 1;
            }
        }
    }

    /// Returns the words of the chosen segment that a target word can translate.
    pub fn links(&self, tgt_word: u32) -> impl Iterator<Item = &Link> {
        let first = self.links.get(self.heads[tgt_word as usize] as usize);
        std::iter::successors(first, |link| self.links.get(link.next as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::params::Params;
    use crate::lang::LangPair;
    use crate::model::Model;

    /// Returns the links of all words of a run, as `position:forward` a word.
    fn links(matcher: &Matcher, run: &Range<usize>) -> Vec<String> {
        let shown = |word: &u32| {
            let link = |link: &Link| format!("{}:{}", link.position, link.forward);
            matcher.links(*word).map(link).collect::<Vec<_>>().join(" ")
        };
        matcher.document.tgt.words_of(run).iter().map(shown).collect()
    }

    #[test]
    fn what_is_laid_out_does_not_depend_on_what_was_chosen_before() {
        let src = ["Alice 1995", "Nemo Alice", "Ulysse", "Nemo Nemo 1995"];
        let tgt = ["Alice Nemo", "1995 Alice", "Ulysse Nemo", "Alice 1995", "Nemo"];
        let model = Model::unknown(LangPair::FR_EN);
        let document = Document::new(&src, &tgt, &model, &Params::default());
        let mut used = Matcher::new(&document);
        let mut n_links = 0;
        for (segment, run) in
            [(0, 0..2), (1, 1..4), (2, 1..4), (3, 3..5), (0, 0..5), (1, 2..2), (3, 0..1)]
        {
            let mut fresh = Matcher::new(&document);
            used.choose(segment, &run);
            fresh.choose(segment, &run);
            assert_eq!(links(&fresh, &(0..5)), links(&used, &(0..5)), "{segment} {run:?}");
            n_links += links(&used, &run).iter().filter(|shown| !shown.is_empty()).count();
        }
        assert!(n_links > 9, "{n_links}");
    }
}
