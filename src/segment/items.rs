//! Looks for the items of lists that stand on one line: `1) Le nom 2) Le prénom`.

use super::lexicon::{Group, Lexicon};
use super::marks;
use rustc_hash::FxHashMap;

/// How far, in bytes, the next item of a list is looked for. Items on one line
/// are short, and the bound keeps the search linear.
const ITEM_REACH: usize = 2_000;

/// Looks for the items of lists that stand on one line.
#[derive(Debug)]
pub(super) struct Items<'a> {
    text: &'a str,
    limit: usize,
    lexicon: &'a Lexicon,
    /// How far each mark was looked for in vain, so that nothing is read twice.
    barren: FxHashMap<String, usize>,
}

impl<'a> Items<'a> {
    pub(super) fn new(text: &'a str, limit: usize, lexicon: &'a Lexicon) -> Items<'a> {
        Items { text, limit, lexicon, barren: FxHashMap::default() }
    }

    /// Returns where the next item starts, if the segment at `at` opens with the
    /// label of one: at `2)` for `1) Le nom 2) Le prénom`.
    pub(super) fn after(&mut self, at: usize) -> Option<usize> {
        let mark = marks::read(self.text, at, self.limit)?;
        let next = mark.kind.next()?;
        let mut reach = self.limit.min(mark.end + ITEM_REACH);
        while !self.text.is_char_boundary(reach) {
            reach -= 1;
        }
        let from = self.barren.get(&next).map_or(mark.end, |read| mark.end.max(*read)).min(reach);
        let mut found = self.text[from..reach].match_indices(&next).map(|(found, _)| from + found);
        let item = found.find(|found| self.is_item(mark.end, *found));
        if item.is_none() {
            // The mark may begin before the reach and end behind it.
            let mut read = from.max(reach.saturating_sub(next.len()));
            while !self.text.is_char_boundary(read) {
                read -= 1;
            }
            self.barren.insert(next, read);
        }
        item.map(|found| found + 1)
    }

    /// `au sous-alinéa (iii)` is a reference, no item.
    fn is_item(&self, from: usize, found: usize) -> bool {
        let before = self.text[from..found].split_whitespace().next_back();
        !before.is_some_and(|word| self.lexicon.has(word, Group::Label))
    }
}
