//! Finds points that the path of a long text is known to pass.
//!
//! A word that is rare in both texts and whose translation is rare too ties two
//! segments together. Segments that are each other's best such match are
//! candidates. Rare words meet by chance too, so a candidate is kept only if
//! the segments around it translate each other much better than chance. Of
//! these the heaviest chain that rises on both sides is taken (Melamed 1999
//! builds bitext maps from similar points), without links of it that agree with
//! no neighbor. Inside a gap that is still large,
//! words count anew: what is common in a book may be rare in a chapter.
//!
//! Gaps that stay large, because a part has no translation or the texts do not
//! belong together, are searched whole up to a budget, and along their diagonal
//! beyond it.

use super::chain::{Anchor, heaviest_chain};
use super::coarse;
use super::corridor::Corridor;
use super::matcher::Matcher;
use super::side::Side;
use super::words::Document;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Grids of up to this many cells are searched whole; larger ones are cut at
/// anchors. By hand: a million cells take some hundredths of a second.
const WHOLE_CELLS: usize = 400_000;

/// Gaps of up to this many cells need no more anchors. By hand: small enough
/// that the coarse pass stays cheap, large enough for a mistake to be found. At 40,000
/// the open gold has the same beads, and the coarse pass a third more to do.
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

/// Two segments are tied from this vote on: a pair of words that stand in two
/// segments each. By hand; what chance ties is thrown out by its surroundings.
const MIN_VOTE: u32 = VOTE / 4;

/// Words that stand in so many segments that they tie more than this many pairs have
/// no vote: each pair would get little of it, and their number grows with the square
/// of the text. At 25 the open gold, joined to one text of 21,809 segments, has the same
/// ladder as without a limit (December 2026).
const MAX_SHARE: usize = 25;

/// One whole vote, so that votes are integers.
const VOTE: u32 = 5040;

/// How many segments to either side of an anchor must translate each other too.
const AROUND: usize = 4;

/// How many times better they must do so than all but one in [`LUCKY`] do by
/// chance. Measured on the Bible (Crampon against ASV, November 2026): with the
/// model the worst true anchor has 1.4 times as much, without one chance has a
/// long tail and a median near 0, so the tail is what counts.
const OVER_CHANCE: f32 = 1.25;

/// See [`OVER_CHANCE`].
const LUCKY: usize = 50;

/// How many pairs of places chance is measured on.
const SAMPLE: usize = 400;

/// Two anchors agree if, between them, one side has at most this many segments
/// more than the other, or an eighth of them. By hand: verse against verse the
/// sides keep step; where they do not, anchors stand close enough to agree.
const MAX_SKEW: usize = 5;

/// See [`MAX_SKEW`].
const SKEW_DIVISOR: usize = 8;

/// Of this many source segments one candidate is looked at, since the surroundings
/// of each take time. By hand: less than [`SLACK`].
const THINNED_TO: usize = 4;

/// How far beyond an anchor's own row and column the path may pass.
const SLACK: usize = 6;

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

/// Returns the corridor that the anchors of a long document leave: of a short
/// one, the whole grid.
#[must_use]
pub fn corridor(document: &Document) -> Corridor {
    let (n_src, n_tgt) = (document.src.len(), document.tgt.len());
    if n_src * n_tgt <= WHOLE_CELLS {
        return Corridor::whole(n_src, n_tgt);
    }
    let whole = Gap { src: 0..n_src, tgt: 0..n_tgt };
    let mut rows = vec![n_tgt..0; n_src + 1];
    let mut open = vec![whole];
    while !open.is_empty() {
        let found: Vec<Vec<Anchor>> = open.par_iter().map(|gap| find(document, gap)).collect();
        let mut between = Vec::new();
        for (gap, anchors) in open.iter().zip(&found) {
            if anchors.is_empty() {
                widen(&mut rows, gap, n_tgt);
            } else {
                between.extend(gaps_between(anchors, gap));
            }
        }
        open = between;
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
    for (done, row) in rows[gap.src.start..=gap.src.end].iter_mut().enumerate() {
        let middle = gap.tgt.start + done * n_cols / n_rows;
        let from = middle.saturating_sub(reach).max(gap.tgt.start).saturating_sub(SLACK);
        let to = (middle + reach).min(gap.tgt.end).saturating_add(SLACK).min(n_tgt);
        row.start = row.start.min(from);
        row.end = row.end.max(to);
    }
}

/// Returns the anchors of a gap, if it is large enough to need some.
fn find(document: &Document, gap: &Gap) -> Vec<Anchor> {
    if gap.n_cells() <= SMALL_CELLS {
        return Vec::new();
    }
    let candidates = thinned(&mutual_bests(&votes(document, gap)));
    let mut chain = heaviest_chain(&supported(document, &candidates));
    // The corner of the gap would leave the gap itself as it is.
    chain.retain(|anchor| anchor.src > gap.src.start && anchor.tgt > gap.tgt.start);
    agreeing(&chain)
}

/// Returns the best candidate of every few source segments.
fn thinned(candidates: &[Anchor]) -> Vec<Anchor> {
    let blocks = candidates.chunk_by(|a, b| a.src / THINNED_TO == b.src / THINNED_TO);
    let best = |block: &[Anchor]| block.iter().max_by_key(|anchor| anchor.weight).copied();
    blocks.filter_map(best).collect()
}

/// Returns the anchors that agree with the one before or after them. One that
/// stands alone far off the path of its neighbors is a passage that is told
/// twice.
fn agreeing(chain: &[Anchor]) -> Vec<Anchor> {
    let agree = |a: &Anchor, b: &Anchor| {
        let (src, tgt) = (b.src - a.src, b.tgt - a.tgt);
        src.abs_diff(tgt) <= MAX_SKEW + src.max(tgt) / SKEW_DIVISOR
    };
    let keeps = |idx: &usize| {
        let before = idx.checked_sub(1).is_some_and(|before| agree(&chain[before], &chain[*idx]));
        before || chain.get(idx + 1).is_some_and(|after| agree(&chain[*idx], after))
    };
    (0..chain.len()).filter(keeps).map(|idx| chain[idx]).collect()
}

/// Returns the anchors whose surroundings translate each other too, weighted by
/// how well they do.
///
/// What chance gives is measured on the document itself: the surroundings of
/// the source segment against those of a target segment half a text away.
fn supported(document: &Document, anchors: &[Anchor]) -> Vec<Anchor> {
    let n_tgt = document.tgt.len();
    let elsewhere = |tgt: usize| (tgt + n_tgt / 2) % n_tgt;
    let matcher = || Matcher::new(document);
    let sample = anchors.par_iter().step_by(anchors.len().div_ceil(SAMPLE).max(1));
    let mut by_chance: Vec<f32> = sample
        .map_init(matcher, |m, anchor| support(m, anchor.src, elsewhere(anchor.tgt)))
        .collect();
    by_chance.sort_unstable_by(|a, b| b.total_cmp(a));
    let chance = by_chance.get(by_chance.len() / LUCKY).copied().unwrap_or(0.0);
    let floor = (OVER_CHANCE * chance).max(f32::MIN_POSITIVE);
    let supports: Vec<f32> = anchors
        .par_iter()
        .map_init(matcher, |m, anchor| support(m, anchor.src, anchor.tgt))
        .collect();
    let weigh = |(anchor, support): (&Anchor, f32)| Anchor { weight: quantize(support), ..*anchor };
    anchors.iter().zip(supports).filter(|(_, n)| *n >= floor).map(weigh).collect()
}

/// Returns how well the segments around a pair translate each other, in nats a
/// source character. The pair itself does not count: it is what is in question.
fn support(matcher: &mut Matcher, src: usize, tgt: usize) -> f32 {
    let document = matcher.document;
    let around = |idx: usize, n: usize| idx.saturating_sub(AROUND)..(idx + 1 + AROUND).min(n);
    let (rows, cols) = (around(src, document.src.len()), around(tgt, document.tgt.len()));
    let worth = coarse::worth(matcher, rows.start..src, &(cols.start..tgt))
        + coarse::worth(matcher, src + 1..rows.end, &(tgt + 1..cols.end));
    let n_chars: f32 = document.src.lengths[rows].iter().sum();
    worth / (n_chars + 1.0)
}

fn quantize(support: f32) -> u32 {
    // A support is not negative and some nats at most.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let weight = (support * VOTE as f32) as u32;
    weight
}

/// Returns the rare words of a run of segments, with the segments they stand in.
fn rare_words(side: &Side, run: &Range<usize>) -> FxHashMap<u32, Vec<usize>> {
    let max_segments = (RARE + run.len() / SEGMENTS_A_STEP).max(2);
    let mut segments: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for segment in run.clone() {
        for word in side.segment(segment) {
            let known = segments.entry(*word).or_default();
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
    let src = rare_words(&document.src, &gap.src);
    let tgt = rare_words(&document.tgt, &gap.tgt);
    let mut votes = Vec::new();
    for (word, src_segments) in &src {
        for known in document.matches(*word) {
            let Some(tgt_segments) = tgt.get(&known.tgt) else { continue };
            let share = src_segments.len() * tgt_segments.len();
            if share > MAX_SHARE {
                continue;
            }
            let weight = VOTE / u32::try_from(share).expect("rare words stand in few segments");
            for src in src_segments {
                votes.extend(tgt_segments.iter().map(|tgt| Anchor {
                    src: *src,
                    tgt: *tgt,
                    weight,
                }));
            }
        }
    }
    votes.sort_unstable();
    votes.dedup_by(|vote, sum| {
        let is_same = (vote.src, vote.tgt) == (sum.src, sum.tgt);
        sum.weight += if is_same { vote.weight } else { 0 };
        is_same
    });
    votes
}

/// Returns the pairs that are the best of both their segments, in order.
fn mutual_bests(votes: &[Anchor]) -> Vec<Anchor> {
    let mut best_of_src: FxHashMap<usize, u32> = FxHashMap::default();
    let mut best_of_tgt: FxHashMap<usize, u32> = FxHashMap::default();
    for anchor in votes {
        let raise = |best: &mut u32| *best = anchor.weight.max(*best);
        raise(best_of_src.entry(anchor.src).or_default());
        raise(best_of_tgt.entry(anchor.tgt).or_default());
    }
    let is_best = |anchor: &&Anchor| {
        anchor.weight >= MIN_VOTE
            && best_of_src[&anchor.src] == anchor.weight
            && best_of_tgt[&anchor.tgt] == anchor.weight
    };
    votes.iter().filter(is_best).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::params::Params;
    use crate::lang::LangPair;
    use crate::model::Model;

    fn anchor(src: usize, tgt: usize, weight: u32) -> Anchor {
        Anchor { src, tgt, weight }
    }

    #[test]
    fn only_pairs_that_are_each_others_best_stay() {
        let votes =
            [anchor(0, 0, VOTE), anchor(0, 1, 2 * VOTE), anchor(1, 1, VOTE), anchor(2, 5, 1)];
        assert_eq!(vec![anchor(0, 1, 2 * VOTE)], mutual_bests(&votes));
    }

    #[test]
    fn words_that_tie_too_many_pairs_have_no_vote() {
        // In a run of this length words of up to seven segments are rare.
        let text = |n_alice: usize, n_nemo: usize| -> Vec<String> {
            let word = |at: usize| match at {
                _ if at < n_alice => "Alice",
                _ if at < n_alice + n_nemo => "Nemo",
                _ => "x",
            };
            (0..4 * SEGMENTS_A_STEP).map(|at| word(at).to_owned()).collect()
        };
        let (src, tgt) = (text(5, 6), text(5, 6));
        let model = Model::unknown(LangPair::FR_EN);
        let document = Document::new(&src, &tgt, &model, &Params::default());
        let votes = votes(&document, &Gap { src: 0..src.len(), tgt: 0..tgt.len() });
        assert_eq!(MAX_SHARE, votes.len());
        assert!(votes.iter().all(|vote| vote.src < 5 && vote.tgt < 5));
    }

    #[test]
    fn a_text_without_a_word_in_common_is_one_gap_along_its_diagonal() {
        let model = Model::unknown(LangPair::FR_EN);
        let src: Vec<String> = (0..3000).map(|_| "aaa".to_owned()).collect();
        let tgt: Vec<String> = (0..2500).map(|_| "bbb".to_owned()).collect();
        let corridor = corridor(&Document::new(&src, &tgt, &model, &Params::default()));
        assert!(corridor.n_points() <= 2 * MAX_CELLS, "{} points", corridor.n_points());
        assert!(corridor.point(1500, 1250).is_some() && corridor.point(3000, 2500).is_some());
    }
}
