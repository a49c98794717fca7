//! Tells by their words whether two texts hold the same segments.

use rustc_hash::FxHashSet;

pub(in crate::corpus) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns a text with single spaces for white space.
pub(in crate::corpus) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many of the segments of the shorter of two pairs are in both.
#[derive(Clone, Copy, Debug)]
pub(in crate::corpus) struct Share {
    pub(in crate::corpus) n_segments: usize,
    pub(in crate::corpus) of: usize,
}

/// Tells whether two texts hold the same segments: they share more than half of
/// the words that this share of the shorter one should have. A text that is not
/// known (a ladder has none) is like any other.
pub(in crate::corpus) fn are_alike(a: &str, b: &str, share: Share) -> bool {
    if a == b || a.is_empty() || b.is_empty() {
        return true;
    }
    let (n_a, n_b) = (words(a).count(), words(b).count());
    let (short, long) = if n_a < n_b { (a, b) } else { (b, a) };
    let known: FxHashSet<&str> = words(long).collect();
    let n_common = words(short).filter(|word| known.contains(word)).count();
    2 * n_common * share.of > n_a.min(n_b) * share.n_segments
}
