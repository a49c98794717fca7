//! Finds a rough path from word matches alone.
//!
//! A cell is a pair of segments; it is worth the word matches that speak for
//! it. The path collects the cells of 1:1, 1:2 and 2:1 beads; leaving a segment
//! out costs nothing. The second pass corrects what this one gets wrong by a
//! few segments, so there is no length, no prior and no fine print here.
//!
//! A small grid is searched whole. A long text is cut at anchors first.

use super::anchors;
use super::corridor::Corridor;
use super::words::{Document, Match};
use crate::bead::Bead;
use rayon::prelude::*;

/// Grids of up to this many cells are searched whole; larger ones are cut at
/// anchors. By hand: a million cells take some hundredths of a second.
const WHOLE_CELLS: usize = 400_000;

/// How much of a word's probability is left to chance, as in the second pass.
const EPSILON: f32 = 0.2;

/// Words more common than this on both sides say nothing on where a segment
/// belongs. By hand: it leaves out articles and the like, and halves the time.
const COMMON: f32 = 0.005;

/// Cells are integers of this fraction of a nat.
const UNIT: f32 = 64.0;

/// Returns beads whose corners trace a rough path through the document.
#[must_use]
pub fn rough_path(document: &Document) -> Vec<Bead> {
    let (n_src, n_tgt) = (document.src.len(), document.tgt.len());
    let corridor = if n_src * n_tgt <= WHOLE_CELLS {
        Corridor::whole(n_src, n_tgt)
    } else {
        anchors::corridor(document)
    };
    let cells: Vec<Vec<u32>> =
        (0..n_src).into_par_iter().map(|segment| row_cells(document, &corridor, segment)).collect();
    trace(&corridor, &best_steps(&corridor, &cells))
}

/// Returns the worth of each cell of a source segment, along its row.
fn row_cells(document: &Document, corridor: &Corridor, segment: usize) -> Vec<u32> {
    let row = corridor.row(segment);
    let run = row.start..row.end.min(corridor.n_tgt());
    let tokens = document.tgt.token_range(&run);
    let src_words = document.src.segment(segment);
    let mut worth = vec![0.0; run.len()];
    let mut tgt_mass: Vec<f32> = vec![0.0; tokens.len()];
    let mut src_mass: Vec<f32> = vec![0.0; run.len()];
    for word in src_words {
        let frequency = document.src.frequency[*word as usize];
        let mut touched = Vec::new();
        for known in document.matches(*word).iter().filter(|known| !is_common(document, *word, known)) {
            for place in document.places_in(known.tgt, &run) {
                let idx = place.segment as usize - run.start;
                tgt_mass[place.token as usize - tokens.start] += known.forward;
                if src_mass[idx] == 0.0 {
                    touched.push(idx);
                }
                src_mass[idx] += known.backward;
            }
        }
        for idx in touched {
            let n_words = document.tgt.segment(run.start + idx).len();
            worth[idx] += log_ratio(std::mem::take(&mut src_mass[idx]), n_words, frequency);
        }
    }
    for (idx, worth) in worth.iter_mut().enumerate() {
        for token in document.tgt.token_range(&(run.start + idx..run.start + idx + 1)) {
            let mass = tgt_mass[token - tokens.start];
            if mass > 0.0 {
                let frequency = document.tgt.frequency[document.tgt.token(token) as usize];
                *worth += log_ratio(mass, src_words.len(), frequency);
            }
        }
    }
    // Worth is not negative and some hundreds of nats at most.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let quantize = |worth: f32| (worth / 2.0 * UNIT).round() as u32;
    worth.into_iter().map(quantize).collect()
}

fn is_common(document: &Document, word: u32, known: &Match) -> bool {
    document.src.frequency[word as usize] > COMMON
        && document.tgt.frequency[known.tgt as usize] > COMMON
}

/// Returns the logarithm of a word's likelihood ratio where it speaks for a
/// cell, and 0 where it does not.
fn log_ratio(mass: f32, n_words: usize, frequency: f32) -> f32 {
    let ratio = EPSILON + (1.0 - EPSILON) * mass / (n_words as f32 + 1.0) / frequency;
    if ratio > 1.0 { libm::logf(ratio) } else { 0.0 }
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

fn best_steps(corridor: &Corridor, cells: &[Vec<u32>]) -> Vec<Step> {
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
    steps
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
