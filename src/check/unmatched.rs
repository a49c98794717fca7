//! Matches the items of two sides once each, and tells which are left.

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

/// Returns texts in backticks, parted by commas.
pub(super) fn listed(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(", ")
}
