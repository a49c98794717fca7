//! Matches the items of two sides once each, and tells which are left.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::hash::Hash;

/// The positions of the items that have no counterpart.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Unmatched {
    pub(super) src: Vec<usize>,
    pub(super) tgt: Vec<usize>,
}

/// Matches each item of the source with the first that is the same and still free.
pub(super) fn unmatched<T>(src: &[T], tgt: &[T], is_same: impl Fn(&T, &T) -> bool) -> Unmatched {
    let mut left: Vec<usize> = (0..tgt.len()).collect();
    let mut lone = Unmatched::default();
    for (at, item) in src.iter().enumerate() {
        match left.iter().position(|other| is_same(item, &tgt[*other])) {
            Some(found) => {
                left.remove(found);
            }
            None => lone.src.push(at),
        }
    }
    lone.tgt = left;
    lone
}

/// Matches as [`unmatched`] does, where being the same is having the same key; in one
/// pass, since a cell may hold thousands of tags.
pub(super) fn unmatched_by<'t, T, K: Eq + Hash>(
    src: &'t [T],
    tgt: &'t [T],
    key: impl Fn(&'t T) -> K,
) -> Unmatched {
    let mut free: FxHashMap<K, VecDeque<usize>> = FxHashMap::default();
    for (at, item) in tgt.iter().enumerate() {
        free.entry(key(item)).or_default().push_back(at);
    }
    let mut lone = Unmatched::default();
    for (at, item) in src.iter().enumerate() {
        if free.get_mut(&key(item)).and_then(VecDeque::pop_front).is_none() {
            lone.src.push(at);
        }
    }
    lone.tgt = free.into_values().flatten().collect();
    lone.tgt.sort_unstable();
    lone
}

/// Returns texts in backticks, parted by commas.
pub(super) fn listed(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_matching_agree() {
        for (src, tgt) in [("abca", "aacd"), ("", "ab"), ("ab", ""), ("aab", "baa"), ("abc", "xyz")]
        {
            let (src, tgt): (Vec<char>, Vec<char>) = (src.chars().collect(), tgt.chars().collect());
            let expected = unmatched(&src, &tgt, |a, b| a == b);
            assert_eq!(expected, unmatched_by(&src, &tgt, |c| *c), "{src:?} {tgt:?}");
        }
    }
}
