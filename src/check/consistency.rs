//! Finds what the bitext itself translates otherwise elsewhere.
//!
//! Of several translations of one source the minority is reported, with what
//! the majority says. Short texts (`Oui.`) depend on their context and are let
//! be.

use super::finding::{Finding, Side};
use crate::bitext::{Bitext, Pair};
use crate::lang::Apostrophe;
use crate::text::words::words;
use rustc_hash::FxHashMap;

/// Texts of fewer words may differ as they like. By hand.
const MIN_WORDS: usize = 4;

/// Returns the findings of all pairs, sealed.
pub(super) fn find(bitext: &Bitext) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (side, check) in [(Side::Src, "consistency.src"), (Side::Tgt, "consistency.tgt")] {
        let key = |pair: &Pair| form(if side == Side::Src { &pair.src } else { &pair.tgt });
        let value = |pair: &Pair| form(if side == Side::Src { &pair.tgt } else { &pair.src });
        let mut groups: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
        for (idx, pair) in bitext
            .pairs
            .iter()
            .enumerate()
            .filter(|(_, pair)| !pair.src.is_empty() && !pair.tgt.is_empty())
        {
            let words = key(pair);
            if words.len() >= MIN_WORDS {
                groups.entry(words).or_default().push(idx);
            }
        }
        for group in groups.values().filter(|group| group.len() > 1) {
            let mut counts: FxHashMap<Vec<String>, (usize, usize)> = FxHashMap::default();
            for idx in group {
                counts.entry(value(&bitext.pairs[*idx])).or_insert((0, *idx)).0 += 1;
            }
            let Some((most, (n, first))) =
                counts.iter().max_by_key(|(_, (n, first))| (*n, std::cmp::Reverse(*first)))
            else {
                continue;
            };
            for idx in group.iter().filter(|idx| value(&bitext.pairs[**idx]) != *most) {
                let (pair, other) = (&bitext.pairs[*idx], &bitext.pairs[*first]);
                let (facing, message) = match side {
                    Side::Src => (
                        &other.tgt,
                        format!(
                            "the same source is translated otherwise elsewhere ({n}×), as in `{}`",
                            other.id
                        ),
                    ),
                    Side::Tgt => (
                        &other.src,
                        format!(
                            "the same translation stands for another source elsewhere ({n}×), as in `{}`",
                            other.id
                        ),
                    ),
                };
                let text = if side == Side::Src { &pair.tgt } else { &pair.src };
                let finding = Finding::new(check, side.other(), 0..text.len(), message)
                    .suggest(facing.as_str());
                findings.push(finding.sealed(*idx, &pair.src, &pair.tgt));
            }
        }
    }
    findings
}

fn form(text: &str) -> Vec<String> {
    words(text, Apostrophe::Joins)
}
