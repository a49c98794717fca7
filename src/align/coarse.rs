//! Finds a rough path from word matches alone.
//!
//! A cell is a pair of segments; it is worth the word matches that speak for
//! it. The path collects the cells of 1:1, 1:2 and 2:1 beads; leaving a segment
//! out costs nothing. The second pass corrects what this one gets wrong by a
//! few segments, so there is no length, no prior and no fine print here.
//!
//! Which part of the grid is searched, [`anchors`](super::anchors) say.

use super::corridor::Corridor;
use super::matcher::Matcher;
use super::signals::Margins;
use super::words::Document;
use crate::bead::{Bead, Shape};
use rayon::prelude::*;
use std::ops::Range;

/// How much of a word's probability is left to chance, as in the second pass.
const EPSILON: f32 = 0.2;

/// Cells are integers of this fraction of a nat.
const UNIT: f32 = 64.0;

/// Margins up to this are chance. By hand: translations have .3 to .7.
const BY_CHANCE: f32 = 0.15;

/// What a margin of 1 is worth, in nats: as much as the words of a sentence. By
/// hand.
const NEARNESS: f32 = 40.0;

/// How far from a cell others count as near: as far as the second pass looks.
const NEAR: usize = 4;

/// A cell is clear from this worth on, in nats.
const CLEAR: f32 = 4.0;

/// A clear cell is worth this many times as much as each near it.
const STANDS_OUT: f32 = 2.0;

/// A step of the rough path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RoughBead {
    /// Its corners are points that the path passes.
    pub bead: Bead,
    /// It is 1:1, and its words speak for it and for nothing near it.
    pub is_clear: bool,
}

/// Returns beads whose corners trace a rough path through a corridor of the
/// document.
#[must_use]
pub fn rough_path(
    document: &Document,
    corridor: &Corridor,
    margins: Option<&Margins>,
) -> Vec<RoughBead> {
    let (n_src, n_tgt) = (document.src.len(), document.tgt.len());
    let row = |matcher: &mut Matcher, segment: usize| {
        let row = corridor.row(segment);
        let run = row.start..row.end.min(n_tgt);
        let mut cells = row_cells(matcher, segment, &run);
        if let Some(margins) = margins {
            cells
                .iter_mut()
                .zip(run)
                .for_each(|(cell, tgt)| *cell += nearness(margins, segment, tgt));
        }
        cells
    };
    let cells: Vec<Vec<u32>> =
        (0..n_src).into_par_iter().map_init(|| Matcher::new(document), row).collect();
    let path = trace(corridor, &best_steps(corridor, &cells).0);
    let rough = |bead: Bead| RoughBead { is_clear: is_clear(corridor, &cells, &bead), bead };
    path.into_iter().map(rough).collect()
}

/// Tells whether a bead is 1:1 and its cell stands out in its row and column.
fn is_clear(corridor: &Corridor, cells: &[Vec<u32>], bead: &Bead) -> bool {
    let (s, t) = (bead.src().start, bead.tgt().start);
    if bead.shape() != (Shape { src: 1, tgt: 1 }) {
        return false;
    }
    let cell = |s: usize, t: usize| {
        let row = cells.get(s)?;
        row.get(t.checked_sub(corridor.row(s).start)?).copied()
    };
    let in_row = (t.saturating_sub(NEAR)..=t + NEAR).filter(|other| *other != t);
    let in_column = (s.saturating_sub(NEAR)..=s + NEAR).filter(|other| *other != s);
    let others = in_row.filter_map(|t| cell(s, t)).chain(in_column.filter_map(|s| cell(s, t)));
    let own = cell(s, t).unwrap_or(0) as f32;
    own >= CLEAR * UNIT && own >= STANDS_OUT * others.max().unwrap_or(0) as f32
}

/// Returns the worth of the best rough path through a small part of the grid,
/// in nats.
#[must_use]
pub fn worth(matcher: &mut Matcher, src: Range<usize>, tgt: &Range<usize>) -> f32 {
    let corridor = Corridor::whole(src.len(), tgt.len());
    let cells: Vec<Vec<u32>> = src.map(|segment| row_cells(matcher, segment, tgt)).collect();
    best_steps(&corridor, &cells).1 as f32 / UNIT
}

/// Returns the worth of pairing a source segment with each of a run of target
/// segments.
fn row_cells(matcher: &mut Matcher, segment: usize, run: &Range<usize>) -> Vec<u32> {
    matcher.choose_telling(segment, run);
    let Document { src, tgt, .. } = matcher.document;
    let src_words = src.segment(segment);
    let mut src_mass = vec![0.0; src_words.len()];
    // The positions that have some mass.
    let mut explained = Vec::new();
    let cell = |tgt_segment: usize| {
        let tgt_words = tgt.segment(tgt_segment);
        let mut worth = Worth::default();
        for word in tgt_words {
            let mut mass = 0.0;
            for link in matcher.links(*word) {
                mass += link.forward;
                if src_mass[link.position] == 0.0 {
                    explained.push(link.position);
                }
                src_mass[link.position] += link.backward;
            }
            worth.add(mass, src_words.len(), tgt.frequency[*word as usize]);
        }
        for position in explained.drain(..) {
            let mass = std::mem::take(&mut src_mass[position]);
            worth.add(mass, tgt_words.len(), src.frequency[src_words[position] as usize]);
        }
        // Worth is not negative and some hundreds of nats at most.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let cell = (worth.nats() / 2.0 * UNIT).round() as u32;
        cell
    };
    run.clone().map(cell).collect()
}

/// Returns what vectors say for a cell.
fn nearness(margins: &Margins, src: usize, tgt: usize) -> u32 {
    let margin = Bead::new(src..src + 1, tgt..tgt + 1).map_or(0.0, |bead| margins.of(&bead));
    // A margin is 1 at most.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let worth = ((margin - BY_CHANCE).max(0.0) * NEARNESS * UNIT).round() as u32;
    worth
}

/// The likelihood ratios of the words that speak for a cell, multiplied, so that
/// one logarithm serves many words.
struct Worth {
    nats: f32,
    product: f32,
}

impl Default for Worth {
    fn default() -> Worth {
        Worth { nats: 0.0, product: 1.0 }
    }
}

impl Worth {
    /// Adds a word, if it speaks for the cell.
    fn add(&mut self, mass: f32, n_words: usize, frequency: f32) {
        if mass == 0.0 {
            return;
        }
        let ratio = EPSILON + (1.0 - EPSILON) * mass / ((n_words as f32 + 1.0) * frequency);
        self.product *= ratio.max(1.0);
        // A ratio is below 1e6.
        if self.product > 1e30 {
            self.nats += libm::logf(self.product);
            self.product = 1.0;
        }
    }

    fn nats(&self) -> f32 {
        // No factor is below 1, so only a product without factors is not above it.
        if self.product > 1.0 { self.nats + libm::logf(self.product) } else { self.nats }
    }
}

/// The last step of the best path to a point.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    OneOne,
    OneTwo,
    TwoOne,
    OneNone,
    NoneOne,
}

impl Step {
    fn sides(self) -> (usize, usize) {
        match self {
            Step::OneOne => (1, 1),
            Step::OneTwo => (1, 2),
            Step::TwoOne => (2, 1),
            Step::OneNone => (1, 0),
            Step::NoneOne => (0, 1),
        }
    }
}

/// Returns the last step of the best path to each point, and the worth of the
/// best path to the end.
fn best_steps(corridor: &Corridor, cells: &[Vec<u32>]) -> (Vec<Step>, u64) {
    let cell = |s: usize, t: usize| cells[s].get(t - corridor.row(s).start).copied().unwrap_or(0);
    let mut sums: Vec<u64> = Vec::with_capacity(corridor.n_points());
    let mut steps = Vec::with_capacity(corridor.n_points());
    for s in 0..=corridor.n_src() {
        for t in corridor.row(s) {
            let mut best = (0, Step::OneNone);
            let mut consider = |step: Step, worth: &dyn Fn(usize, usize) -> u32| {
                let (m, n) = step.sides();
                let (Some(a), Some(b)) = (s.checked_sub(m), t.checked_sub(n)) else { return };
                let Some(idx) = corridor.point(a, b) else { return };
                let sum = sums[idx] + u64::from(worth(a, b)) + 1;
                if sum > best.0 {
                    best = (sum, step);
                }
            };
            consider(Step::OneOne, &|a, b| cell(a, b));
            consider(Step::OneTwo, &|a, b| cell(a, b) + cell(a, b + 1));
            consider(Step::TwoOne, &|a, b| {
                let below = corridor.row(a + 1).contains(&b);
                cell(a, b) + if below { cell(a + 1, b) } else { 0 }
            });
            consider(Step::OneNone, &|_, _| 0);
            consider(Step::NoneOne, &|_, _| 0);
            sums.push(best.0);
            steps.push(best.1);
        }
    }
    (steps, sums[sums.len() - 1])
}

fn trace(corridor: &Corridor, steps: &[Step]) -> Vec<Bead> {
    let (mut s, mut t) = (corridor.n_src(), corridor.n_tgt());
    let mut path = Vec::new();
    while (s, t) != (0, 0) {
        let idx = corridor.point(s, t).expect("a path stays inside its corridor");
        let (m, n) = steps[idx].sides();
        path.extend(Bead::new(s - m..s, t - n..t));
        (s, t) = (s - m, t - n);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::params::Params;
    use crate::lang::LangPair;
    use crate::model::Model;

    fn rough(document: &Document) -> Vec<Bead> {
        let corridor = Corridor::whole(document.src.len(), document.tgt.len());
        rough_path(document, &corridor, None).into_iter().map(|rough| rough.bead).collect()
    }

    fn document(src: &[&str], tgt: &[&str]) -> Document {
        Document::new(src, tgt, &Model::unknown(LangPair::FR_EN), &Params::default())
    }

    #[test]
    fn the_path_follows_words_in_common() {
        let src = ["Alice 1995", "Nemo", "Ulysse", "Fin"];
        let tgt = ["Alice", "1995", "Ulysse", "Fin"];
        let path = rough(&document(&src, &tgt));
        let shapes: Vec<String> = path.iter().map(|bead| bead.shape().to_string()).collect();
        assert_eq!("1:2 1:0 1:1 1:1", shapes.join(" "));
    }

    #[test]
    fn a_cell_is_worth_what_it_is_worth_alone() {
        let document = document(&["Alice 1995"], &["Alice 1995", "Alice", "1995 Alice"]);
        let mut matcher = Matcher::new(&document);
        let row = row_cells(&mut matcher, 0, &(0..3));
        let alone = |at| row_cells(&mut matcher, 0, &(at..at + 1))[0];
        assert_eq!((0..3).map(alone).collect::<Vec<_>>(), row);
        assert!(row[1] > 0 && row[0] > row[1], "{row:?}");
    }

    #[test]
    fn texts_without_a_word_in_common_have_a_path_too() {
        for (src, tgt) in [(&["a"][..], &[][..]), (&[], &["b", "c"]), (&["a", "b"], &["c"])] {
            let path = rough(&document(src, tgt));
            let n_src: usize = path.iter().map(|bead| bead.src().len()).sum();
            let n_tgt: usize = path.iter().map(|bead| bead.tgt().len()).sum();
            assert_eq!((src.len(), tgt.len()), (n_src, n_tgt));
        }
    }
}
