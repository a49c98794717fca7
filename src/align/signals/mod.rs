//! Scores every bead of a corridor: words, length and shape, as integers.
//!
//! A score is a log-likelihood ratio in nats against the null model that the
//! two runs have nothing to do with each other, so 0 means "no opinion" and no
//! margin, percentile or random sample is needed. Higher is better. Scores are
//! rounded to integers of one [`UNIT`]th before the search: ties are then ties,
//! and the result is the same on every machine.

mod length;
pub mod lexical;

use super::corridor::Corridor;
use super::search::{IMPOSSIBLE, N_SHAPES, SHAPES, Scores};
use super::words::Document;
use crate::bead::{Bead, Shape};
use length::Lengths;
use lexical::LexicalRows;
use rayon::prelude::*;

/// Integer steps in one nat.
pub const UNIT: f32 = 1024.0;

/// What the first segment of a one-sided run costs, in nats. By hand in the
/// prototype (November 2026); learned weights ended close to it.
const OPEN: f32 = -4.5;

/// What each further one costs.
const EXTEND: f32 = -2.0;

/// How many rows a thread scores at a time. The result does not depend on it.
const CHUNK: usize = 256;

/// The signals of a document.
#[derive(Debug)]
pub struct Signals<'d> {
    document: &'d Document,
    lengths: Lengths,
}

impl<'d> Signals<'d> {
    /// Returns the signals of a document; `length_ratio` is the model's.
    #[must_use]
    pub fn new(document: &'d Document, length_ratio: f32) -> Signals<'d> {
        let lengths = Lengths::new(&document.src.lengths, &document.tgt.lengths, length_ratio);
        Signals { document, lengths }
    }

    /// Returns the scores of all beads that start at a point of the corridor.
    #[must_use]
    pub fn score(&self, corridor: &Corridor) -> Scores {
        let starts: Vec<usize> = (0..=corridor.n_src()).step_by(CHUNK).collect();
        let chunk = |start: &usize| {
            let rows = *start..(start + CHUNK).min(corridor.n_src() + 1);
            self.score_rows(corridor, rows)
        };
        let chunks: Vec<Vec<[i32; N_SHAPES]>> = starts.par_iter().map(chunk).collect();
        Scores { two_sided: chunks.concat(), open: quantize(OPEN), extend: quantize(EXTEND) }
    }

    fn score_rows(
        &self,
        corridor: &Corridor,
        rows: std::ops::Range<usize>,
    ) -> Vec<[i32; N_SHAPES]> {
        let mut lexical = LexicalRows::new(self.document, corridor);
        let mut scores = Vec::new();
        for s in rows {
            lexical.move_to(s);
            for t in corridor.row(s) {
                scores.push(SHAPES.map(|shape| {
                    let fits =
                        s + shape.src <= corridor.n_src() && t + shape.tgt <= corridor.n_tgt();
                    if !fits {
                        return IMPOSSIBLE;
                    }
                    let length = self.lengths.score(s..s + shape.src, t..t + shape.tgt);
                    quantize(lexical.score(t, shape) + length + prior(shape))
                }));
            }
        }
        scores
    }

    /// Returns the lexical log-likelihood ratio of one bead, in nats; 0 for a
    /// one-sided one.
    #[must_use]
    pub fn lexical(&self, bead: &Bead) -> f64 {
        lexical::of_bead(self.document, bead)
    }
}

fn quantize(score: f32) -> i32 {
    // Scores are some hundreds of nats at most.
    #[allow(clippy::cast_possible_truncation)]
    let steps = (score * UNIT).round() as i32;
    steps
}

/// Returns how likely a shape is before anything is read, in nats relative to
/// 1:1. By hand; the order is that of Gale and Church (1993). On the open gold
/// (November 2026) −2 for 1:2 is best on novels, −2.3 on laws and omissions.
fn prior(shape: Shape) -> f32 {
    let (short, total) = (shape.src.min(shape.tgt), (shape.src + shape.tgt) as f32);
    match (short, shape.src.max(shape.tgt)) {
        (1, 1) => 0.0,
        (1, 2) => -2.0,
        (2, 2) => -5.0,
        (1, _) => -3.5 - (total - 4.0),
        _ => -7.0 - (total - 5.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
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
        let lang = |tag| Lang::parse(tag).unwrap();
        let model = Model::unknown(lang("fr"), lang("en"));
        let document = Document::new(&SRC, &TGT, &model);
        let path: Vec<Bead> =
            (0..4).map(|idx| Bead::new(idx..idx + 1, idx..idx + 1).unwrap()).collect();
        let narrow = Corridor::around(&path, SRC.len(), TGT.len(), 1);
        for corridor in [Corridor::whole(SRC.len(), TGT.len()), narrow] {
            let mut rows = LexicalRows::new(&document, &corridor);
            for s in 0..=SRC.len() {
                rows.move_to(s);
                for t in corridor.row(s) {
                    for shape in SHAPES {
                        if s + shape.src > SRC.len() || t + shape.tgt > TGT.len() {
                            continue;
                        }
                        let bead = Bead::new(s..s + shape.src, t..t + shape.tgt).unwrap();
                        let plain = lexical::of_bead(&document, &bead);
                        let rolled = f64::from(rows.log_ratio(t, shape));
                        assert!((plain - rolled).abs() < 1e-3, "{bead:?}: {plain} {rolled}");
                    }
                }
            }
        }
    }
}
