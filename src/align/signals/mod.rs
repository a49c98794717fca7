//! Scores beads: words, length and shape, as integers.
//!
//! A score is a log-likelihood ratio in nats against the null model that the
//! two runs have nothing to do with each other, so 0 means "no opinion" and no
//! margin, percentile or random sample is needed. Higher is better. Scores are
//! rounded to integers of one [`UNIT`](super::search::UNIT)th before the search: ties are then ties,
//! and the result is the same on every machine.
//!
//! There are two looks. The first weighs every bead of a corridor by what can be
//! added up row by row (`lexical`); the second weighs the few likely ones by
//! where their words stand (`diagonal`).

mod diagonal;
mod length;
pub mod lexical;
mod vectors;

pub use vectors::Margins;

use super::confidence::Posteriors;
use super::corridor::Corridor;
use super::matcher::Matcher;
use super::params::Params;
use super::search::{IMPOSSIBLE, MAX_SIDE, N_SHAPES, SHAPES, Scores, quantize};
use super::side::Side;
use super::words::Document;
use crate::bead::{Bead, Shape};
use diagonal::Diagonal;
use length::Lengths;
use lexical::LexicalRows;
use rayon::prelude::*;
use std::ops::Range;

/// How many rows a thread scores at a time. The result does not depend on it.
const CHUNK: usize = 256;

/// The scores of the shapes that start at one point.
type Row = [i32; N_SHAPES];

/// The shapes of at most two segments a side are the first of all.
const N_SMALL_SHAPES: usize = 4;

/// The scores where a 1:1 bead is known to stand.
const PINNED: Row = {
    let mut row = [IMPOSSIBLE; N_SHAPES];
    row[0] = 0;
    row
};

/// The signals of a document.
#[derive(Debug)]
pub struct Signals<'d> {
    document: &'d Document,
    lengths: Lengths,
    margins: Option<&'d Margins<'d>>,
}

impl<'d> Signals<'d> {
    /// Returns the signals of a document; `length_ratio` is the model's.
    #[must_use]
    pub fn new(
        document: &'d Document,
        length_ratio: f32,
        margins: Option<&'d Margins<'d>>,
    ) -> Signals<'d> {
        let (src, tgt) = (&document.src.lengths, &document.tgt.lengths);
        let lengths = Lengths::new(src, tgt, length_ratio, &document.params);
        Signals { document, lengths, margins }
    }

    /// Returns the scores of all beads that start at a point of the corridor, at
    /// a first look.
    #[must_use]
    pub fn first_look(&self, corridor: &Corridor) -> Scores {
        self.look(corridor, MAX_SIDE, N_SHAPES)
    }

    /// Returns the scores of the beads that have at most two segments a side.
    #[must_use]
    pub fn glance(&self, corridor: &Corridor) -> Scores {
        self.look(corridor, 2, N_SMALL_SHAPES).of_first_shapes(N_SMALL_SHAPES)
    }

    fn look(&self, corridor: &Corridor, max_side: usize, n_shapes: usize) -> Scores {
        let matcher = || Matcher::new(self.document);
        self.scores(corridor, matcher, |matcher, rows| {
            let mut lexical = LexicalRows::new(matcher, corridor, max_side);
            let mut scores = Vec::new();
            for s in rows {
                if corridor.is_pinned(s) {
                    scores.push(PINNED);
                    continue;
                }
                lexical.move_to(s);
                for t in corridor.row(s) {
                    let mut row = [IMPOSSIBLE; N_SHAPES];
                    for (score, shape) in row.iter_mut().zip(SHAPES).take(n_shapes) {
                        if let Some(bead) = bead_inside(corridor, s, t, shape) {
                            *score = self.score(&bead, lexical.log_ratio(t, shape), 0.0);
                        }
                    }
                    scores.push(row);
                }
            }
            scores
        })
    }

    /// Returns the scores of the likely beads at a second look; all others are
    /// impossible.
    #[must_use]
    pub fn second_look(&self, corridor: &Corridor, likely: &Posteriors<'_>) -> Scores {
        let unlikely = f64::from(self.document.params.unlikely);
        let paragraphs = &self.document.paragraphs;
        let costs = paragraphs.costs(corridor, likely);
        let diagonal = || Diagonal::new(self.document, corridor);
        self.scores(corridor, diagonal, |diagonal, rows| {
            let mut scores = Vec::new();
            for s in rows {
                if corridor.is_pinned(s) {
                    scores.push(PINNED);
                    continue;
                }
                for (point, t) in (corridor.offset(s)..).zip(corridor.row(s)) {
                    let mut row = [IMPOSSIBLE; N_SHAPES];
                    for (shape_idx, score) in row.iter_mut().enumerate() {
                        let is_likely = likely.two_sided(s, t, point, shape_idx) >= unlikely;
                        let bead = bead_inside(corridor, s, t, SHAPES[shape_idx]);
                        if let Some(bead) = bead.filter(|_| is_likely) {
                            let evidence = diagonal.weigh(&bead);
                            *score = self.score(&bead, evidence.log_ratio, evidence.orphaned)
                                + quantize(paragraphs.score(&bead, costs));
                        }
                    }
                    scores.push(row);
                }
            }
            scores
        })
    }

    /// Returns the scores of a corridor, given those of a run of its rows and what
    /// each thread keeps from one run to the next.
    fn scores<K>(
        &self,
        corridor: &Corridor,
        keeps: impl Fn() -> K + Send + Sync,
        rows: impl Fn(&mut K, Range<usize>) -> Vec<Row> + Sync,
    ) -> Scores {
        let starts: Vec<usize> = (0..=corridor.n_src()).step_by(CHUNK).collect();
        let chunk = |kept: &mut K, start: &usize| {
            rows(kept, *start..(start + CHUNK).min(corridor.n_src() + 1))
        };
        let chunks: Vec<Vec<Row>> = starts.par_iter().map_init(keeps, chunk).collect();
        let Params { open, extend, .. } = self.document.params;
        Scores::new(chunks.concat(), quantize(open), quantize(extend))
    }

    /// Returns the score of a two-sided bead, given what its words say.
    fn score(&self, bead: &Bead, log_ratio: f32, orphaned: f32) -> i32 {
        let params = &self.document.params;
        let words = (params.weight * log_ratio).max(params.floor) - params.orphan * orphaned;
        let margin = self.margins.map_or(0.0, |margins| margins.of(bead));
        let joins_titles = f32::from(self.sides_that_join_titles(bead));
        let shape = prior(bead.shape(), params) + joins_titles * params.heading;
        quantize(
            words + params.vectors * margin + self.lengths.score(bead.src(), bead.tgt()) + shape,
        )
    }

    /// Returns how many sides of a bead join a title in capitals with text: a
    /// title that one side lacks is left out and not part of what follows it.
    fn sides_that_join_titles(&self, bead: &Bead) -> u8 {
        let joins = |side: &Side, run: Range<usize>| {
            let titles = &side.is_title[run];
            titles.contains(&true) && titles.contains(&false)
        };
        let Document { src, tgt, .. } = self.document;
        u8::from(joins(src, bead.src())) + u8::from(joins(tgt, bead.tgt()))
    }

    /// Returns the lexical log-likelihood ratio of one bead, in nats; 0 for a
    /// one-sided one.
    #[must_use]
    pub fn lexical(&self, bead: &Bead) -> f64 {
        lexical::of_bead(self.document, bead)
    }
}

/// Returns the two-sided bead of a shape that starts at a point, if it ends
/// inside the corridor.
fn bead_inside(corridor: &Corridor, s: usize, t: usize, shape: Shape) -> Option<Bead> {
    if s + shape.src > corridor.next_cut(s) {
        return None;
    }
    corridor.point(s + shape.src, t + shape.tgt)?;
    Bead::new(s..s + shape.src, t..t + shape.tgt)
}

/// Returns how likely a shape is before anything is read, in nats relative to
/// 1:1. By hand; the order is that of Gale and Church (1993). On the open gold
/// (November 2026) −2 for 1:2 is best on novels, −2.3 on laws and omissions.
fn prior(shape: Shape, params: &Params) -> f32 {
    let (short, total) = (shape.src.min(shape.tgt), (shape.src + shape.tgt) as f32);
    match (short, shape.src.max(shape.tgt)) {
        (1, 1) => 0.0,
        (1, 2) => params.one_two,
        (2, 2) => params.two_two,
        (1, _) => params.one_many - (total - 4.0),
        _ => params.many_many - (total - 5.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangPair;
    use crate::model::Model;

    const SRC: [&str; 5] = [
        "Alice arriva à Paris en 1995.",
        "",
        "Elle demanda : « Où est le capitaine Nemo ? »",
        "Le capitaine était parti.",
        "Nemo voyageait.",
    ];
    const TGT: [&str; 4] = [
        "Alice arrived in Paris in 1995 and asked:",
        "\"Where is Captain Nemo?\"",
        "The captain had left.",
        "Nemo was travelling, Alice.",
    ];

    #[test]
    fn the_rolling_scores_are_those_of_the_plain_formula() {
        let model = Model::unknown(LangPair::FR_EN);
        let document = Document::new(&SRC, &TGT, &model, &Params::default());
        let path: Vec<(Bead, usize)> =
            (0..4).map(|idx| (Bead::new(idx..idx + 1, idx..idx + 1).unwrap(), 1)).collect();
        let narrow = Corridor::around(&path, SRC.len(), TGT.len());
        for corridor in [Corridor::whole(SRC.len(), TGT.len()), narrow] {
            let mut matcher = Matcher::new(&document);
            let mut rows = LexicalRows::new(&mut matcher, &corridor, MAX_SIDE);
            for s in 0..=SRC.len() {
                rows.move_to(s);
                for t in corridor.row(s) {
                    for shape in SHAPES {
                        let Some(bead) = bead_inside(&corridor, s, t, shape) else { continue };
                        let plain = lexical::of_bead(&document, &bead);
                        let rolled = f64::from(rows.log_ratio(t, shape));
                        assert!((plain - rolled).abs() < 1e-3, "{bead:?}: {plain} {rolled}");
                    }
                }
            }
        }
    }
}
