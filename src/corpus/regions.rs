//! Puts pairs together that hold the same segments.
//!
//! Several versions of one bitext are one graph: pairs are its nodes, and a
//! link says that two of them share a segment. A connected part is a region,
//! the smallest block in which all versions cover the same segments.

/// A pair of one of the versions.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Node {
    /// Which version.
    pub version: usize,
    /// The position of the pair in it.
    pub at: usize,
}

/// Pairs of `N` versions that cover the same segments.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Region<const N: usize> {
    /// The positions of the pairs of each version, in order.
    pub pairs: [Vec<usize>; N],
}

/// Returns the regions that links make of versions of so many pairs each, in
/// the order of version 0. A region that has no pair there follows the one
/// that stands before it in its own version.
pub(super) fn regions<const N: usize>(
    n_pairs: [usize; N],
    links: impl Iterator<Item = (Node, Node)>,
) -> Vec<Region<N>> {
    let region = |mut blocks: Block| Region {
        pairs: std::array::from_fn(|version| std::mem::take(&mut blocks[version])),
    };
    blocks(&n_pairs, links).into_iter().map(region).collect()
}

/// The positions of the pairs of each version in a region, in order.
pub(super) type Block = Vec<Vec<usize>>;

/// Returns the same of any number of versions.
pub(super) fn blocks(n_pairs: &[usize], links: impl Iterator<Item = (Node, Node)>) -> Vec<Block> {
    let n_versions = n_pairs.len();
    let starts: Vec<usize> =
        (0..n_versions).map(|version| n_pairs[..version].iter().sum()).collect();
    let mut sets = Sets::new(n_pairs.iter().sum());
    for (one, other) in links {
        sets.join(starts[one.version] + one.at, starts[other.version] + other.at);
    }
    let mut region_of_root = vec![usize::MAX; n_pairs.iter().sum()];
    let mut regions: Vec<Block> = Vec::new();
    // Behind which region of version 0 each region stands, and how far.
    let mut keys = Vec::new();
    for version in 0..n_versions {
        let mut before = 0;
        for at in 0..n_pairs[version] {
            let root = sets.root(starts[version] + at);
            if region_of_root[root] == usize::MAX {
                region_of_root[root] = regions.len();
                regions.push(vec![Vec::new(); n_versions]);
                keys.push(if version == 0 { (at + 1, 0) } else { (before, keys.len() + 1) });
            }
            let region = region_of_root[root];
            regions[region][version].push(at);
            before = keys[region].0;
        }
    }
    let mut ordered: Vec<_> = keys.into_iter().zip(regions).collect();
    ordered.sort_by_key(|(key, _)| *key);
    ordered.into_iter().map(|(_, region)| region).collect()
}

/// Disjoint sets of numbers (Tarjan 1975), with halved paths.
struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    fn new(n: usize) -> Sets {
        Sets { parents: (0..n).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    /// Joins two sets under the smaller number, so that the outcome does not
    /// depend on the order of the links.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }
}

/// Returns which members of a sequence stand in one of its longest increasing
/// subsequences. Those of others have been moved. Members are distinct.
pub(super) fn longest_increasing(sequence: &[usize]) -> Vec<bool> {
    // The place of the smallest end of an increasing run of each length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; sequence.len()];
    for (at, value) in sequence.iter().enumerate() {
        let length = ends.partition_point(|end| sequence[*end] < *value);
        if length > 0 {
            before[at] = ends[length - 1];
        }
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut is_in = vec![false; sequence.len()];
    let mut next = ends.last().copied().unwrap_or(usize::MAX);
    while next != usize::MAX {
        is_in[next] = true;
        next = before[next];
    }
    is_in
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links are written as pairs of positions in two versions.
    #[track_caller]
    fn check(n_pairs: [usize; 2], links: &[(usize, usize)], expected: &str) {
        let node = |version, at| Node { version, at };
        let links = links.iter().map(|(a, b)| (node(0, *a), node(1, *b)));
        let shown = regions(n_pairs, links).into_iter().map(|region| {
            let [a, b] = region
                .pairs
                .map(|pairs| pairs.iter().map(usize::to_string).collect::<Vec<_>>().join(","));
            format!("{a}:{b}")
        });
        assert_eq!(expected, shown.collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn pairs_that_are_linked_through_others_are_one_region() {
        check([2, 2], &[(0, 0), (1, 1)], "0:0 1:1");
        check([2, 2], &[(0, 0), (0, 1), (1, 1)], "0,1:0,1");
        check([3, 3], &[(0, 2), (1, 1), (2, 0)], "0:2 1:1 2:0");
    }

    #[test]
    fn what_only_one_version_has_stands_behind_its_neighbor() {
        check([2, 4], &[(0, 1), (1, 3)], ":0 0:1 :2 1:3");
        check([0, 2], &[], ":0 :1");
        check([2, 0], &[], "0: 1:");
    }

    #[test]
    fn the_longest_run_stays_and_the_others_have_moved() {
        let check = |sequence: &[usize], expected: &[usize]| {
            let is_in = longest_increasing(sequence);
            let kept: Vec<usize> =
                sequence.iter().zip(is_in).filter(|(_, is_in)| *is_in).map(|(at, _)| *at).collect();
            assert_eq!(expected, kept);
        };
        check(&[], &[]);
        check(&[0, 1, 2], &[0, 1, 2]);
        check(&[3, 0, 1, 2], &[0, 1, 2]);
        check(&[0, 5, 1, 2, 9, 3], &[0, 1, 2, 3]);
    }
}
