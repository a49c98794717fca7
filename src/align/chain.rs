//! Finds the heaviest chain of anchors that rises on both sides.
//!
//! It is a weighted longest increasing subsequence, found in n log n.

use std::cmp::Reverse;

/// A source and a target segment that are tied.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Anchor {
    /// The source segment.
    pub src: usize,
    /// The target segment.
    pub tgt: usize,
    /// The votes of shared words at first, the support of the surroundings later.
    pub weight: u32,
}

/// Returns the chain that rises strictly on both sides and weighs most.
/// `anchors` are in order.
#[must_use]
pub fn heaviest_chain(anchors: &[Anchor]) -> Vec<Anchor> {
    let mut columns: Vec<usize> = anchors.iter().map(|anchor| anchor.tgt).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut best = PrefixMax::new(columns.len());
    let mut chains: Vec<Chain> = Vec::with_capacity(anchors.len());
    for row in anchors.chunk_by(|a, b| a.src == b.src) {
        let first = chains.len();
        for anchor in row {
            let column = columns.partition_point(|tgt| *tgt < anchor.tgt);
            let before = best.before(column, &chains);
            let weight = before.map_or(0, |idx| chains[idx].weight) + u64::from(anchor.weight);
            chains.push(Chain { weight, before, column });
        }
        // Anchors of one segment do not follow each other.
        for idx in first..chains.len() {
            best.raise(idx, &chains);
        }
    }
    let mut end = best.before(columns.len(), &chains);
    let mut chain = Vec::new();
    while let Some(idx) = end {
        chain.push(anchors[idx]);
        end = chains[idx].before;
    }
    chain.reverse();
    chain
}

/// The heaviest chain that ends in one anchor.
struct Chain {
    weight: u64,
    before: Option<usize>,
    column: usize,
}

/// For any prefix of the columns, the heaviest chain that ends there (a Fenwick
/// tree of maxima).
struct PrefixMax {
    tree: Vec<Option<usize>>,
}

impl PrefixMax {
    fn new(n_columns: usize) -> PrefixMax {
        PrefixMax { tree: vec![None; n_columns + 1] }
    }

    /// Returns the heaviest chain among the columns before `column`.
    fn before(&self, column: usize, chains: &[Chain]) -> Option<usize> {
        let mut nodes = Vec::new();
        let mut node = column;
        while node > 0 {
            nodes.extend(self.tree[node]);
            node &= node - 1;
        }
        nodes.into_iter().max_by_key(|idx| (chains[*idx].weight, Reverse(*idx)))
    }

    fn raise(&mut self, idx: usize, chains: &[Chain]) {
        let mut node = chains[idx].column + 1;
        while node < self.tree.len() {
            if self.tree[node].is_none_or(|known| chains[known].weight < chains[idx].weight) {
                self.tree[node] = Some(idx);
            }
            node += node & node.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn anchor(src: usize, tgt: usize, weight: u32) -> Anchor {
        Anchor { src, tgt, weight }
    }

    /// Returns the weight of the heaviest chain by trying all that end in each
    /// anchor: the plain twin of `heaviest_chain`.
    fn heaviest_weight(anchors: &[Anchor]) -> u64 {
        let mut best: Vec<u64> = Vec::new();
        for (idx, end) in anchors.iter().enumerate() {
            let before = (0..idx)
                .filter(|at| anchors[*at].src < end.src && anchors[*at].tgt < end.tgt)
                .map(|at| best[at]);
            best.push(before.max().unwrap_or(0) + u64::from(end.weight));
        }
        best.into_iter().max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn the_chain_rises_and_none_is_heavier(
            points in prop::collection::btree_set((0usize..30, 0usize..30), 0..60),
            weights in prop::collection::vec(1u32..9, 60),
        ) {
            let anchors: Vec<Anchor> =
                points.iter().zip(&weights).map(|((src, tgt), n)| anchor(*src, *tgt, *n)).collect();
            let chain = heaviest_chain(&anchors);
            prop_assert!(chain.windows(2).all(|two| two[0].src < two[1].src && two[0].tgt < two[1].tgt));
            let weight: u64 = chain.iter().map(|anchor| u64::from(anchor.weight)).sum();
            prop_assert_eq!(heaviest_weight(&anchors), weight);
        }
    }
}
