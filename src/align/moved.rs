//! Finds blocks that the translation has in another place.
//!
//! Beads never cross, so a block that was moved comes out of the search as
//! segments left out here and segments added there. A second look pairs such
//! runs: if they translate each other as well as the rest of the text does,
//! the block was moved, not dropped. It is reported and not paired: where it
//! belongs is for a person to say.
//!
//! Short runs are let be, since a few segments fit many places.

use super::coarse;
use super::matcher::Matcher;
use super::words::Document;
use crate::bead::Bead;
use std::ops::Range;

/// Runs of fewer segments are not looked at. By hand.
const MIN_SEGMENTS: usize = 3;

/// A block is moved if its words explain each other at least this well, as a
/// share of how well those of the paired segments do. By hand: chance gives a
/// tenth, translations .5 to 2 (surroundings of anchors, the Bible, November
/// 2026).
const MIN_SHARE: f32 = 0.5;

/// How many cells are looked at in all; pairs of runs beyond it are let be.
const MAX_CELLS: usize = 1_000_000;

/// A run of source segments and a run of target segments elsewhere that
/// translate each other.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moved {
    /// The source segments.
    pub src: Range<usize>,
    /// The target segments.
    pub tgt: Range<usize>,
}

/// Returns the moved blocks of an alignment, in the order of the source.
#[must_use]
pub fn moved_blocks(document: &Document, beads: &[Bead]) -> Vec<Moved> {
    let src_runs = runs(beads, |bead| bead.tgt().is_empty(), Bead::src);
    let tgt_runs = runs(beads, |bead| bead.src().is_empty(), Bead::tgt);
    if src_runs.is_empty() || tgt_runs.is_empty() {
        return Vec::new();
    }
    let mut matcher = Matcher::new(document);
    let floor = MIN_SHARE * usual_worth(&mut matcher, beads);
    let mut budget = MAX_CELLS;
    let mut moved = Vec::new();
    for src in &src_runs {
        for tgt in tgt_runs.iter().filter(|tgt| could_be_one(src, tgt)) {
            let n_cells = src.len() * tgt.len();
            if n_cells > budget {
                continue;
            }
            budget -= n_cells;
            if worth(&mut matcher, src.clone(), tgt) >= floor {
                moved.push(Moved { src: src.clone(), tgt: tgt.clone() });
            }
        }
    }
    moved
}

/// Returns the runs of segments that one side has alone.
fn runs(
    beads: &[Bead],
    is_alone: impl Fn(&Bead) -> bool,
    side: impl Fn(&Bead) -> Range<usize>,
) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for run in beads.iter().filter(|bead| is_alone(bead)).map(side) {
        match runs.last_mut().filter(|last| last.end == run.start) {
            Some(last) => last.end = run.end,
            None => runs.push(run),
        }
    }
    runs.retain(|run| run.len() >= MIN_SEGMENTS);
    runs
}

/// Tells whether two runs are near enough in size to be one block.
fn could_be_one(src: &Range<usize>, tgt: &Range<usize>) -> bool {
    src.len() <= 3 * tgt.len() && tgt.len() <= 3 * src.len()
}

/// Returns how well two runs translate each other, in nats a source character.
fn worth(matcher: &mut Matcher, src: Range<usize>, tgt: &Range<usize>) -> f32 {
    let n_chars: f32 = matcher.document.src.lengths[src.clone()].iter().sum();
    coarse::worth(matcher, src, tgt) / (n_chars + 1.0)
}

/// Returns how well paired segments do, by the median of some of them.
fn usual_worth(matcher: &mut Matcher, beads: &[Bead]) -> f32 {
    let paired: Vec<&Bead> = beads.iter().filter(|bead| !bead.is_one_sided()).collect();
    let sample = paired.iter().step_by(paired.len().div_ceil(200).max(1));
    let mut worths: Vec<f32> = sample.map(|bead| worth(matcher, bead.src(), &bead.tgt())).collect();
    worths.sort_unstable_by(f32::total_cmp);
    worths.get(worths.len() / 2).copied().unwrap_or(f32::INFINITY)
}
