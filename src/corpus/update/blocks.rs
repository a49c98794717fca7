//! Puts together which old pairs and which new segments belong to each other.
//!
//! A block is the smallest set of old pairs and new segments that share text,
//! directly or through others: one pair and its segments where nothing was
//! joined, two pairs and one segment where two sentences became one.

use super::matching::{Match, matches};
use crate::bitext::{Breaks, Pair};
use crate::corpus::regions::{Node, regions};
use crate::segment::Segment;

/// Old pairs with what became of their text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Block {
    /// The positions of the old pairs; none for a segment that is new.
    pub old: Vec<usize>,
    /// The new segments of the source.
    pub src: Vec<usize>,
    /// The new segments of the translation, if there is a new one.
    pub tgt: Vec<usize>,
}

/// The segments of one side of the old pairs, each with the position of its pair.
#[derive(Debug, Default)]
pub(super) struct OldSide {
    pub texts: Vec<String>,
    pub pairs: Vec<usize>,
}

/// The old segments of both sides. What a file has joined is cut again.
pub(super) fn old_sides(pairs: &[Pair], breaks: &Breaks) -> [OldSide; 2] {
    let mut sides = [OldSide::default(), OldSide::default()];
    for (at, pair) in pairs.iter().enumerate() {
        let mut pair = pair.clone();
        breaks.find(&mut pair);
        for (side, texts) in sides.iter_mut().zip([pair.src_segments(), pair.tgt_segments()]) {
            for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
                side.texts.push(text.to_owned());
                side.pairs.push(at);
            }
        }
    }
    sides
}

/// Links the old segments of a side with the new ones.
pub(super) fn matches_of(old: &OldSide, new: &[Segment]) -> Vec<Match> {
    let old: Vec<&str> = old.texts.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(|segment| segment.text.as_str()).collect();
    matches(&old, &new)
}

/// Returns the blocks of old pairs and new segments, in the order of the old.
pub(super) fn blocks(
    n_pairs: usize,
    sides: &[OldSide; 2],
    found: [&[Match]; 2],
    n_new: [usize; 2],
) -> Vec<Block> {
    let node = |version, at| Node { version, at };
    let ends = (1..).zip(sides.iter().zip(found)).flat_map(|(version, (side, found))| {
        found.iter().map(move |one| (node(0, side.pairs[one.old]), node(version, one.new)))
    });
    let ends: Vec<(Node, Node)> = ends.collect();
    let regions = regions([n_pairs, n_new[0], n_new[1]], ends.into_iter());
    let block = |region: crate::corpus::regions::Region<3>| {
        let [old, src, tgt] = region.pairs;
        Block { old, src, tgt }
    };
    regions.into_iter().map(block).collect()
}

impl OldSide {
    /// Tells of which share of the segments the new version has something.
    pub(super) fn share_found(&self, found: &[Match]) -> f64 {
        let mut known: Vec<usize> = found.iter().map(|one| one.old).collect();
        known.sort_unstable();
        known.dedup();
        if self.texts.is_empty() { 1.0 } else { known.len() as f64 / self.texts.len() as f64 }
    }
}
