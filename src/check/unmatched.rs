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

/// Matches each item of the source with the first of its key that is still free. One
/// pass: a cell may hold 40,000 tags.
pub(super) fn unmatched<'a, T, K: Eq + Hash>(
    src: &'a [T],
    tgt: &'a [T],
    key: impl Fn(&'a T) -> K,
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
    fn each_item_has_one_counterpart_and_the_first_goes_first() {
        let lone = unmatched(&["a", "b", "a", "a"], &["c", "a", "b", "a", "b", "d"], |item| *item);
        assert_eq!(Unmatched { src: vec![3], tgt: vec![0, 4, 5] }, lone);
    }
}
