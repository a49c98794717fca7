//! Pairs the segments of two texts that translate each other.
//!
//! ```text
//! words ─matches─► cells ─coarse─► a rough path ─corridor─► bead scores ─search─► beads
//!                    ▲                                           └──confidence──► probabilities
//!                anchors (long texts only)
//! ```
//!
//! Two passes, as in Moore (2002): a rough path from word matches alone, then
//! all bead shapes with all signals close to that path. A long text is first
//! cut at anchors, rare words that stand in both texts, so that time and
//! memory grow with its length and not with its square.
//!
//! Nothing here knows a language: what two words have to do with each other is
//! told by the [`Model`], by their spelling, and by nothing else. The module
//! does not know files, threads' number, or what is already paired.

mod anchors;
mod coarse;
mod confidence;
mod corridor;
mod matcher;
mod search;
mod signals;
mod words;

use crate::bead::{Alignment, Bead, ScoredBead};
use crate::model::Model;
use corridor::Corridor;
use signals::Signals;
use words::Document;

/// How far, in segments, the second pass looks to either side of the rough
/// path. Measured on the open gold (November 2026): 4, 5, 8, 14 and 20 give the
/// same beads.
const REACH: usize = 4;

/// An alignment with what it rests on.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// The beads with their probabilities.
    pub alignment: Alignment,
    /// How much better than chance the words of paired segments explain each
    /// other, in nats a bead. Texts that translate each other have several;
    /// texts that do not have none.
    pub evidence: f64,
}

/// Aligns two texts, each a list of segments in order.
///
/// The beads tile both. An empty side gives one-sided beads.
#[must_use]
pub fn align<T: AsRef<str> + Sync>(src: &[T], tgt: &[T], model: &Model) -> Aligned {
    let document = Document::new(src, tgt, model);
    let rough = coarse::rough_path(&document);
    let corridor = Corridor::around(&rough, src.len(), tgt.len(), REACH);
    align_inside(&document, &corridor, model)
}

/// Aligns two texts by looking at the whole grid: the oracle of [`align`],
/// quadratic in time and memory.
#[must_use]
pub fn align_exactly<T: AsRef<str> + Sync>(src: &[T], tgt: &[T], model: &Model) -> Aligned {
    let document = Document::new(src, tgt, model);
    align_inside(&document, &Corridor::whole(src.len(), tgt.len()), model)
}

fn align_inside(document: &Document, corridor: &Corridor, model: &Model) -> Aligned {
    let signals = Signals::new(document, model.length_ratio);
    let scores = signals.score(corridor);
    let beads = search::best_beads(corridor, &scores);
    let probabilities = confidence::probabilities(corridor, &scores, &beads);
    let evidence = evidence(&signals, &beads);
    let scored = |(bead, score): (Bead, f64)| ScoredBead { bead, score };
    let beads = beads.into_iter().zip(probabilities).map(scored).collect();
    let alignment = Alignment::new(beads, corridor.n_src(), corridor.n_tgt())
        .expect("the path of a search tiles both texts");
    Aligned { alignment, evidence }
}

fn evidence(signals: &Signals, beads: &[Bead]) -> f64 {
    let lexical: f64 = beads.iter().map(|bead| signals.lexical(bead)).sum();
    lexical / beads.len().max(1) as f64
}

/// Aligns what lies between `locked` beads, which are kept as they are with
/// probability 1. Locked beads stand in order and do not overlap.
#[must_use]
pub fn align_between<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    locked: &[Bead],
    model: &Model,
) -> Alignment {
    let mut beads = Vec::new();
    let (mut src_done, mut tgt_done) = (0, 0);
    let end = Bead::new(src.len()..src.len(), tgt.len()..tgt.len());
    debug_assert!(end.is_none(), "the end of both texts is no bead");
    let gaps = locked.iter().map(|bead| (bead.src().start, bead.tgt().start, Some(bead)));
    for (src_end, tgt_end, bead) in gaps.chain([(src.len(), tgt.len(), None)]) {
        let gap = align(&src[src_done..src_end], &tgt[tgt_done..tgt_end], model);
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
