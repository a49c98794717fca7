//! Aligns inside the links of a matching: a cell of several sentences against a
//! paragraph, under the key that both have.

use super::question::runs_of_rows;
use crate::align::{Options, align};
use crate::bead::{Alignment, Bead, ScoredBead};
use crate::model::Model;
use crate::pairing::Link;
use crate::segment::Segment;
use std::ops::Range;

/// Aligns each link by itself. The rows of the translation stand in the order of the
/// links, which hold every segment and every row once and number the rows so.
pub(super) fn align_inside(
    src: &[Segment],
    tgt: &[Segment],
    links: &[Link],
    model: &Model,
) -> Alignment {
    let n_rows: usize = links.iter().map(|link| link.rows.len()).sum();
    let runs = runs_of_rows(tgt, n_rows);
    let mut beads = Vec::new();
    let (mut row, mut tgt_end) = (0, 0);
    for link in links {
        let rows = row..row + link.rows.len();
        row = rows.end;
        let end = runs[rows].last().map_or(tgt_end, |run| run.end);
        push_link(&mut beads, (src, link.src.clone()), (tgt, tgt_end..end), model);
        tgt_end = end;
    }
    Alignment::new(beads, src.len(), tgt.len()).expect("links hold every segment and row in order")
}

/// A part of the segments of a side.
type Part<'a> = (&'a [Segment], Range<usize>);

fn push_link(beads: &mut Vec<ScoredBead>, src: Part, tgt: Part, model: &Model) {
    let ((src, src_run), (tgt, tgt_run)) = (src, tgt);
    // Nobody computed how probable a link is that is known.
    let known = |src, tgt| Bead::new(src, tgt).map(|bead| ScoredBead { bead, score: f64::NAN });
    if src_run.is_empty() || tgt_run.is_empty() {
        let alone = |at: usize| at..at + 1;
        let of_src = src_run.clone().map(|at| known(alone(at), tgt_run.start..tgt_run.start));
        beads.extend(of_src.flatten());
        let end = src_run.end;
        beads.extend(tgt_run.filter_map(|at| known(end..end, alone(at))));
        return;
    }
    if src_run.len() == 1 || tgt_run.len() == 1 {
        beads.extend(known(src_run, tgt_run));
        return;
    }
    let texts = |segments: &'_ [Segment]| -> Vec<String> {
        segments.iter().map(|segment| segment.text.clone()).collect()
    };
    let (src_texts, tgt_texts) = (texts(&src[src_run.clone()]), texts(&tgt[tgt_run.clone()]));
    let aligned = align(&src_texts, &tgt_texts, model, &Options::default());
    let shift = |run: Range<usize>, by: usize| run.start + by..run.end + by;
    beads.extend(aligned.alignment.beads().iter().filter_map(|scored| {
        let src = shift(scored.bead.src(), src_run.start);
        let bead = Bead::new(src, shift(scored.bead.tgt(), tgt_run.start))?;
        Some(ScoredBead { bead, score: scored.score })
    }));
}
