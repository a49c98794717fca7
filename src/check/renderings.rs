//! Finds what the bitext itself renders otherwise elsewhere.
//!
//! Of several renderings of one text the minority is reported, with what the
//! majority says.

use super::context::Whole;
use super::finding::{Finding, Side};
use super::rules::Id;
use crate::bitext::{Bitext, Pair};
use crate::lang::Apostrophe;
use crate::text::words::words;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Texts of fewer words (`Oui.`) may be rendered as their context asks. By hand.
const MIN_WORDS: usize = 4;

/// A pair whose rendering is not that of most pairs with the same text.
pub(super) struct Odd<'w> {
    pub(super) idx: usize,
    /// A pair with the rendering that most have.
    pub(super) usual: &'w Pair,
    /// How many pairs have that.
    pub(super) n_usual: usize,
}

/// Returns the findings of pairs whose text of a side is rendered otherwise elsewhere.
pub(super) fn find(
    whole: &Whole,
    check: Id,
    side: Side,
    says: impl Fn(&Odd) -> String,
) -> Vec<Finding> {
    let finding = |odd: &Odd| {
        let (this, usual) = (whole.pair(odd.idx), odd.usual);
        let text = text_of(this, side.other());
        let finding = Finding::new(check, side.other(), 0..text.len(), says(odd));
        whole.seal(finding.suggest(text_of(usual, side.other())), odd.idx)
    };
    odd_ones(whole.bitext, side).iter().map(finding).collect()
}

fn text_of(pair: &Pair, side: Side) -> &str {
    match side {
        Side::Src => &pair.src,
        Side::Tgt => &pair.tgt,
    }
}

fn odd_ones(bitext: &Bitext, side: Side) -> Vec<Odd<'_>> {
    let mut groups: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
    for (idx, pair) in bitext.pairs.iter().enumerate() {
        if pair.src.is_empty() || pair.tgt.is_empty() {
            continue;
        }
        let words = form(text_of(pair, side));
        if words.len() >= MIN_WORDS {
            groups.entry(words).or_default().push(idx);
        }
    }
    let groups = groups.values().filter(|group| group.len() > 1);
    groups.flat_map(|group| odd_of_group(bitext, side, group)).collect()
}

fn odd_of_group<'w>(bitext: &'w Bitext, side: Side, group: &[usize]) -> Vec<Odd<'w>> {
    let rendering = |idx: usize| form(text_of(&bitext.pairs[idx], side.other()));
    let mut counts: FxHashMap<Vec<String>, (usize, usize)> = FxHashMap::default();
    for idx in group {
        counts.entry(rendering(*idx)).or_insert((0, *idx)).0 += 1;
    }
    let most = counts.iter().max_by_key(|(_, (n, first))| (*n, Reverse(*first)));
    let Some((most, (n_usual, first))) = most else { return Vec::new() };
    let usual = &bitext.pairs[*first];
    let odd = group.iter().filter(|idx| rendering(**idx) != *most);
    odd.map(|idx| Odd { idx: *idx, usual, n_usual: *n_usual }).collect()
}

fn form(text: &str) -> Vec<String> {
    words(text, Apostrophe::Joins)
}
