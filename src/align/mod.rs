//! Pairs the segments of two texts that translate each other.
//!
//! ```text
//! words ─matches─► cells ─coarse─► a rough path ─glance─► corridor ─► bead scores ─search─► beads
//!                    ▲                                                  └──confidence──► probabilities
//!                anchors (long texts only)
//! ```
//!
//! Passes from rough to fine, as in Moore (2002): a rough path from word matches
//! alone, a glance at the small bead shapes close to it where it is not clear, then all
//! shapes with all signals where the glance is in doubt; what is clear or certain is
//! pinned, and no later pass spends time on it. A long text is first
//! cut at anchors, rare words that stand in both texts, so that time and
//! memory grow with its length and not with its square.
//!
//! A text that the model knows little of is aligned again with the words that
//! the first alignment teaches (`adapt`).
//!
//! Nothing here knows a language: what two words have to do with each other is
//! told by the [`Model`], by their spelling, and by nothing else. The module
//! does not know files, threads' number, or what is already paired.

mod adapt;
mod anchors;
mod chain;
mod coarse;
mod confidence;
mod corridor;
mod habits;
mod hmm;
mod links;
mod matcher;
mod moved;
mod paragraphs;
pub mod params;
mod search;
mod side;
mod signals;
mod words;

pub use links::{WordLink, all_links, word_links};
pub use moved::Moved;

use crate::bead::{Alignment, Bead, BySide, ScoredBead, Shape};
use crate::model::Model;
use crate::model::vectors::Vectors;
use coarse::RoughBead;
use confidence::Posteriors;
use corridor::Corridor;
use habits::Habits;
use paragraphs::Paragraphs;
use params::Params;
use search::Scores;
use signals::{Margins, Signals};
use words::Document;

/// How far, in segments, the second pass looks to either side of the path that a
/// glance finds, where that is in doubt. Open gold (December 2026): with 3 here and
/// [`CERTAIN`] at .995 transread loses .0003 against a look at everything, the other
/// sets nothing. The two were not varied apart.
const REACH: usize = 3;

/// How far a glance goes beyond the rough path.
const GLANCE_REACH: usize = 2;

/// How far it goes where the rough path is clear.
const CLEAR_REACH: usize = 1;

/// A clear bead needs no glance if this many to either side are clear. At 1 and at 2 all
/// open gold has what a glance at everything gives (December 2026).
const CLEAR_AROUND: usize = 1;

/// A 1:1 bead is certain from this probability on at a glance. With a reach of 4 all
/// sets have at .999 what a look at everything has; at .99 synth-holes loses .0008.
const CERTAIN: f64 = 0.995;

/// A certain bead needs no second look if this many to either side are certain. At
/// 0 pud-holes loses .02 and synth-holes .007.
const CERTAIN_AROUND: usize = 1;

/// Grids of up to this many cells are searched whole at once, which costs no
/// more than a rough path would save.
const EXACT_CELLS: usize = 1024;

/// An alignment with what it rests on.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// The beads with their probabilities.
    pub alignment: Alignment,
    /// For each bead that is in doubt, the best of those that would take some of
    /// its segments.
    pub runners_up: Vec<Option<ScoredBead>>,
    /// How much better than chance the words of paired segments explain each
    /// other, in nats a bead. Texts that translate each other have several;
    /// texts that do not have none.
    pub evidence: f64,
    /// Blocks that stand elsewhere in the translation; their segments are
    /// one-sided beads.
    pub moved: Vec<Moved>,
}

/// How to align, beside the model.
#[derive(Clone, Debug, Default)]
pub struct Options<'v> {
    /// The constants.
    pub params: Params,
    /// Vectors of the segments of both sides.
    pub vectors: Option<VectorPair<'v>>,
    /// The number of the paragraph of each segment, in order; nothing for a side whose
    /// paragraphs nobody knows.
    pub paragraphs: BySide<&'v [usize]>,
}

/// The vectors of both sides of a document.
#[derive(Clone, Copy, Debug)]
pub struct VectorPair<'v> {
    /// Those of the source.
    pub src: &'v Vectors,
    /// Those of the target.
    pub tgt: &'v Vectors,
    /// The numbers of the first segments, if a part of the texts is aligned.
    pub first: (usize, usize),
}

/// Aligns two texts, each a list of segments in order.
///
/// The beads tile both. An empty side gives one-sided beads.
#[must_use]
pub fn align<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    model: &Model,
    options: &Options,
) -> Aligned {
    let mut document = Document::new(src, tgt, model, &options.params);
    document.paragraphs = Paragraphs::new(options.paragraphs, src.len(), tgt.len());
    let margins = margins(src, tgt, options);
    for _ in 0..adapt::n_rounds(&document) {
        let first = align_document(&document, model, margins.as_ref());
        adapt::learn(&mut document, &first.alignment);
    }
    align_document(&document, model, margins.as_ref())
}

/// Returns how much better than chance the words of each bead explain each other, in
/// nats; 0 for a one-sided bead. Beads may cross and leave gaps: this weighs pairs
/// that come from elsewhere.
#[must_use]
pub fn explained<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    beads: &[Bead],
    model: &Model,
) -> Vec<f64> {
    let document = Document::new(src, tgt, model, &Params::default());
    beads.iter().map(|bead| signals::lexical::of_bead(&document, bead)).collect()
}

/// Aligns two texts by looking at the whole grid, once: the oracle of [`align`]
/// with a model, quadratic in time and memory.
#[must_use]
pub fn align_exactly<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    model: &Model,
    options: &Options,
) -> Aligned {
    let mut document = Document::new(src, tgt, model, &options.params);
    document.paragraphs = Paragraphs::new(options.paragraphs, src.len(), tgt.len());
    let margins = margins(src, tgt, options);
    align_inside(&document, &Corridor::whole(src.len(), tgt.len()), model, margins.as_ref())
}

fn margins<'v, T: AsRef<str>>(src: &[T], tgt: &[T], options: &Options<'v>) -> Option<Margins<'v>> {
    let VectorPair { src: src_vectors, tgt: tgt_vectors, first } = options.vectors?;
    Margins::new((src, src_vectors, first.0), (tgt, tgt_vectors, first.1))
}

fn align_document(document: &Document, model: &Model, margins: Option<&Margins>) -> Aligned {
    let (n_src, n_tgt) = (document.src.len(), document.tgt.len());
    let corridor = if n_src * n_tgt <= EXACT_CELLS {
        Corridor::whole(n_src, n_tgt)
    } else {
        let rough = coarse::rough_path(document, &anchors::corridor(document), margins);
        let near = Corridor::around(&with_reach(&rough), n_src, n_tgt);
        Corridor::around(&glance(document, &near, model, margins), n_src, n_tgt)
    };
    align_inside(document, &corridor, model, margins)
}

/// Returns how far to glance around each bead of the rough path: not at all at those
/// that are clear among clear ones.
fn with_reach(path: &[RoughBead]) -> Vec<(Bead, usize)> {
    let is_clear: Vec<bool> = path.iter().map(|rough| rough.is_clear).collect();
    let reach = |at: usize| match is_clear[at] {
        true if all_around(&is_clear, at, CLEAR_AROUND) => 0,
        true => CLEAR_REACH,
        false => GLANCE_REACH,
    };
    (0..path.len()).map(|at| (path[at].bead.clone(), reach(at))).collect()
}

/// Tells whether a place and as many as `around` to either side are all so.
fn all_around(are_so: &[bool], at: usize, around: usize) -> bool {
    let near = at.saturating_sub(around)..(at + around + 1).min(are_so.len());
    are_so[near].iter().all(|is_so| *is_so)
}

/// Glances at the beads of a corridor that have at most two segments a side.
/// Returns the best of them with how far to look around each: not at all at 1:1
/// beads that are certain among certain ones.
fn glance(
    document: &Document,
    corridor: &Corridor,
    model: &Model,
    margins: Option<&Margins>,
) -> Vec<(Bead, usize)> {
    let signals = Signals::new(document, model.length_ratio, margins);
    let scores = signals.glance(corridor);
    let posteriors = Posteriors::new(corridor, &scores, document.params.sharpness);
    let beads = search::best_beads(corridor, &scores);
    let one_one = Shape { src: 1, tgt: 1 };
    let is_certain: Vec<bool> = beads
        .iter()
        .map(|bead| bead.shape() == one_one && posteriors.probability(bead) >= CERTAIN)
        .collect();
    let reach = |at: usize| if all_around(&is_certain, at, CERTAIN_AROUND) { 0 } else { REACH };
    let reaches: Vec<usize> = (0..beads.len()).map(reach).collect();
    beads.into_iter().zip(reaches).collect()
}

fn align_inside(
    document: &Document,
    corridor: &Corridor,
    model: &Model,
    margins: Option<&Margins>,
) -> Aligned {
    let signals = Signals::new(document, model.length_ratio, margins);
    let scores = look_twice(&signals, corridor, &document.params);
    let beads = search::best_beads(corridor, &scores);
    let posteriors = Posteriors::new(corridor, &scores, document.params.sharpness);
    let evidence = evidence(&signals, &beads);
    let moved = moved::moved_blocks(document, &beads);
    let runners_up = runners_up(&posteriors, &beads);
    let with_score =
        |bead: Bead| ScoredBead { score: SUREST * posteriors.probability(&bead), bead };
    let beads = beads.into_iter().map(with_score).collect();
    let alignment = Alignment::new(beads, corridor.n_src(), corridor.n_tgt())
        .expect("the path of a search tiles both texts");
    Aligned { alignment, runners_up, evidence, moved }
}

/// Scores the beads of a corridor: all of them by their words, then the likely
/// ones by where their words stand. What is usual for this translator shows
/// after each look.
fn look_twice(signals: &Signals, corridor: &Corridor, params: &Params) -> Scores {
    let first = signals.first_look(corridor);
    let likely = Posteriors::new(corridor, &first, params.sharpness);
    let mut second = signals.second_look(corridor, &likely);
    Habits::of(&likely.counts(), params).add_to(&mut second);
    let counts = Posteriors::new(corridor, &second, params.sharpness).counts();
    Habits::of(&counts, params).add_to(&mut second);
    second
}

/// The mean evidence is taken from at most this many beads, evenly spread.
const EVIDENCE_SAMPLE: usize = 1000;

/// What a path that leaves no choice is worth as a probability. Of 14,121 beads of the
/// open gold whose probability rounds to 1, .0018 are not those of gold (December 2026).
const SUREST: f64 = 0.998;

/// Beads at least this probable need no runner-up. By hand.
const BEYOND_DOUBT: f64 = 0.95;

fn runners_up(posteriors: &Posteriors, beads: &[Bead]) -> Vec<Option<ScoredBead>> {
    let is_in_doubt = |bead: &&Bead| posteriors.probability(bead) < BEYOND_DOUBT;
    let runner_up =
        |bead| Some(bead).filter(is_in_doubt).and_then(|bead| posteriors.runner_up(bead));
    beads.iter().map(runner_up).collect()
}

fn evidence(signals: &Signals, beads: &[Bead]) -> f64 {
    let sample = beads.iter().step_by(beads.len().div_ceil(EVIDENCE_SAMPLE).max(1));
    let n_beads = sample.len();
    let lexical: f64 = sample.map(|bead| signals.lexical(bead)).sum();
    lexical / n_beads.max(1) as f64
}

/// Aligns what lies between `locked` beads, which are kept as they are with
/// probability 1. Locked beads stand in order and do not overlap.
#[must_use]
pub fn align_between<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    locked: &[Bead],
    model: &Model,
    options: &Options,
) -> Alignment {
    let mut beads = Vec::new();
    let (mut src_done, mut tgt_done) = (0, 0);
    let gaps = locked.iter().map(|bead| (bead.src().start, bead.tgt().start, Some(bead)));
    for (src_end, tgt_end, bead) in gaps.chain([(src.len(), tgt.len(), None)]) {
        let vectors =
            options.vectors.map(|pair| VectorPair { first: (src_done, tgt_done), ..pair });
        let BySide { src: of_src, tgt: of_tgt } = options.paragraphs;
        let paragraphs = BySide {
            src: of_src.get(src_done..src_end).unwrap_or_default(),
            tgt: of_tgt.get(tgt_done..tgt_end).unwrap_or_default(),
        };
        let options = Options { vectors, paragraphs, ..options.clone() };
        let gap = align(&src[src_done..src_end], &tgt[tgt_done..tgt_end], model, &options);
        beads.extend(
            gap.alignment.beads().iter().filter_map(|scored| shifted(scored, src_done, tgt_done)),
        );
        if let Some(bead) = bead {
            beads.push(ScoredBead { bead: bead.clone(), score: 1.0 });
            (src_done, tgt_done) = (bead.src().end, bead.tgt().end);
        }
    }
    Alignment::new(beads, src.len(), tgt.len())
        .expect("locked beads in order leave gaps that are tiled")
}

fn shifted(scored: &ScoredBead, src: usize, tgt: usize) -> Option<ScoredBead> {
    let (bead, score) = (&scored.bead, scored.score);
    let shift = |run: std::ops::Range<usize>, by| run.start + by..run.end + by;
    Bead::new(shift(bead.src(), src), shift(bead.tgt(), tgt)).map(|bead| ScoredBead { bead, score })
}

#[cfg(test)]
mod tests;
