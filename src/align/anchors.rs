//! Finds points that the path of a long text is known to pass.
//!
//! A word that is rare in both texts and whose translation is rare too ties two
//! segments together. Segments that are each other's best such match are
//! candidates; the heaviest chain of candidates that rises on both sides is
//! kept (Melamed 1999 builds bitext maps from similar points), where a
//! neighbor on the chain agrees. Inside a gap that is still large, words count
//! anew: what is common in a book may be rare in a chapter.
//!
//! Gaps that stay large, because a part has no translation or the texts do not
//! belong together, are searched whole up to a budget, and along their diagonal
//! beyond it.

use super::corridor::Corridor;
use super::words::Document;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;

/// Gaps of up to this many cells need no more anchors. By hand: small enough
/// that the coarse pass stays cheap, large enough for a mistake to be found.
const SMALL_CELLS: usize = 10_000;

/// The budget of the coarse pass for one gap. By hand: a book of the Bible that
/// one side lacks (1,900 by 100 segments) stays well inside.
const MAX_CELLS: usize = 4_000_000;

/// A word is rare if it stands in this many segments, plus one for each
/// [`SEGMENTS_A_STEP`].
const RARE: usize = 3;

/// See [`RARE`]. Measured in the prototype (November 2026): 93 to 100 % of the
/// anchors lie inside gold beads.
const SEGMENTS_A_STEP: usize = 2000;

/// Two segments are tied from this vote on: one pair of words that stand
/// nowhere else, or several that stand in few places.
const MIN_VOTE: u32 = VOTE;

/// One whole vote, so that votes are integers.
const VOTE: u32 = 5040;

/// Anchors agree if, between them, one side has at most this many segments more
/// than the other, or a quarter of them.
const MAX_SKEW: usize = 5;

/// How far beyond an anchor's own row and column the path may pass.
const SLACK: usize = 6;

/// A source and a target segment that are tied.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Anchor {
    src: usize,
    tgt: usize,
    vote: u32,
}

/// The part of the grid between two anchors.
#[derive(Clone, Debug)]
struct Gap {
    src: Range<usize>,
    tgt: Range<usize>,
}

impl Gap {
    fn n_cells(&self) -> usize {
        self.src.len() * self.tgt.len()
    }
}

/// Returns the corridor that the anchors of a long document leave.
#[must_use]
pub fn corridor(document: &Document) -> Corridor {
    let (n_src, n_tgt) = (document.src.len(), document.tgt.len());
    let whole = Gap { src: 0..n_src, tgt: 0..n_tgt };
    let mut rows = vec![n_tgt..0; n_src + 1];
    let mut open = vec![whole];
    while let Some(gap) = open.pop() {
        let anchors =
            if gap.n_cells() > SMALL_CELLS { find(document, &gap) } else { Vec::new() };
        if anchors.is_empty() {
            widen(&mut rows, &gap, n_tgt);
        } else {
            open.extend(gaps_between(&anchors, &gap));
        }
    }
    let rows = rows.into_iter().map(|row| row.start.min(row.end)..row.end + 1).collect();
    Corridor::new(rows, n_tgt)
}

/// Returns what anchors leave of a gap. Anchors belong to the gaps on both
/// sides, so that the path may miss them by a segment.
fn gaps_between(anchors: &[Anchor], gap: &Gap) -> Vec<Gap> {
    let mut gaps = Vec::with_capacity(anchors.len() + 1);
    let (mut src, mut tgt) = (gap.src.start, gap.tgt.start);
    for anchor in anchors {
        gaps.push(Gap { src: src..anchor.src, tgt: tgt..anchor.tgt });
        (src, tgt) = (anchor.src, anchor.tgt);
    }
    gaps.push(Gap { src: src..gap.src.end, tgt: tgt..gap.tgt.end });
    gaps
}

/// Makes the rows of a gap hold its points: all of them, or those along its
/// diagonal if they are too many.
fn widen(rows: &mut [Range<usize>], gap: &Gap, n_tgt: usize) {
    let (n_rows, n_cols) = (gap.src.len().max(1), gap.tgt.len());
    let reach = if gap.n_cells() <= MAX_CELLS { n_cols } else { MAX_CELLS / n_rows / 2 };
    for s in gap.src.start..=gap.src.end {
        let middle = gap.tgt.start + (s - gap.src.start) * n_cols / n_rows;
        let from = middle.saturating_sub(reach).max(gap.tgt.start).saturating_sub(SLACK);
        let to = (middle + reach).min(gap.tgt.end).saturating_add(SLACK).min(n_tgt);
        rows[s].start = rows[s].start.min(from);
        rows[s].end = rows[s].end.max(to);
    }
}

fn find(document: &Document, gap: &Gap) -> Vec<Anchor> {
    let candidates = mutual_bests(&votes(document, gap));
    let mut chain = heaviest_chain(&candidates);
    // The corner of the gap would leave the gap itself as it is.
    chain.retain(|anchor| anchor.src > gap.src.start && anchor.tgt > gap.tgt.start);
    agreeing(&chain)
}

/// Returns the rare words of a run of segments, with the segments they stand in.
fn rare_words(
    words_of: impl Fn(usize) -> Vec<u32>,
    run: &Range<usize>,
) -> FxHashMap<u32, Vec<usize>> {
    let max_segments = (RARE + run.len() / SEGMENTS_A_STEP).max(2);
    let mut segments: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for segment in run.clone() {
        for word in words_of(segment) {
            let known = segments.entry(word).or_default();
            if known.last() != Some(&segment) && known.len() <= max_segments {
                known.push(segment);
            }
        }
    }
    segments.retain(|_, known| known.len() <= max_segments);
    segments
}

/// Returns the votes for pairs of segments, in the order of the pairs.
fn votes(document: &Document, gap: &Gap) -> Vec<Anchor> {
    let src = rare_words(|segment| document.src.segment(segment).to_vec(), &gap.src);
    let tgt = rare_words(|segment| document.tgt.segment(segment).to_vec(), &gap.tgt);
    let mut votes = Vec::new();
    for (word, src_segments) in &src {
        for known in document.matches(*word) {
            let Some(tgt_segments) = tgt.get(&known.tgt) else { continue };
            let share = src_segments.len() * tgt_segments.len();
            let vote = VOTE / u32::try_from(share).expect("rare words stand in few segments");
            for src in src_segments {
                votes.extend(tgt_segments.iter().map(|tgt| Anchor { src: *src, tgt: *tgt, vote }));
            }
        }
    }
    votes.sort_unstable();
    votes.dedup_by(|vote, sum| {
        let is_same = (vote.src, vote.tgt) == (sum.src, sum.tgt);
        sum.vote += if is_same { vote.vote } else { 0 };
        is_same
    });
    votes
}

/// Returns the pairs that are the best of both their segments, in order.
fn mutual_bests(votes: &[Anchor]) -> Vec<Anchor> {
    let mut best_of_src: FxHashMap<usize, u32> = FxHashMap::default();
    let mut best_of_tgt: FxHashMap<usize, u32> = FxHashMap::default();
    for anchor in votes {
        let raise = |best: &mut u32| *best = anchor.vote.max(*best);
        raise(best_of_src.entry(anchor.src).or_default());
        raise(best_of_tgt.entry(anchor.tgt).or_default());
    }
    let is_best = |anchor: &&Anchor| {
        anchor.vote >= MIN_VOTE
            && best_of_src[&anchor.src] == anchor.vote
            && best_of_tgt[&anchor.tgt] == anchor.vote
    };
    votes.iter().filter(is_best).copied().collect()
}

/// Returns the chain that rises strictly on both sides and has the most votes.
/// `anchors` are in order.
fn heaviest_chain(anchors: &[Anchor]) -> Vec<Anchor> {
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
            let votes = before.map_or(0, |idx| chains[idx].votes) + u64::from(anchor.vote);
            chains.push(Chain { votes, before, column });
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
    votes: u64,
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
        nodes.into_iter().max_by_key(|idx| (chains[*idx].votes, Reverse(*idx)))
    }

    fn raise(&mut self, idx: usize, chains: &[Chain]) {
        let mut node = chains[idx].column + 1;
        while node < self.tree.len() {
            if self.tree[node].is_none_or(|known| chains[known].votes < chains[idx].votes) {
                self.tree[node] = Some(idx);
            }
            node += node & node.wrapping_neg();
        }
    }
}

/// Returns the anchors that agree with the one before or after them.
fn agreeing(chain: &[Anchor]) -> Vec<Anchor> {
    let agree = |a: &Anchor, b: &Anchor| {
        let (src, tgt) = (b.src - a.src, b.tgt - a.tgt);
        src.abs_diff(tgt) <= MAX_SKEW + src.max(tgt) / 4
    };
    let keeps = |idx: &usize| {
        let before = idx.checked_sub(1).is_some_and(|before| agree(&chain[before], &chain[*idx]));
        before || chain.get(idx + 1).is_some_and(|after| agree(&chain[*idx], after))
    };
    (0..chain.len()).filter(keeps).map(|idx| chain[idx]).collect()
}
