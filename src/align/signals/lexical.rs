//! Words as a signal: how well the words of two runs explain each other.
//!
//! For a target word `e` facing a source run of `n` words
//!
//! ```text
//! ratio(e) = ε + (1 − ε) · Σ_f p(e|f) / (n + 1) / u(e)
//! ```
//!
//! is how much likelier IBM Model 1 makes `e` than chance `u(e)` does, softened
//! by ε so that a word without counterpart costs a constant, and little if the
//! lexicon does not know the word. The signal is the mean over both directions
//! of the sum of logarithms.
//!
//! [`of_bead`] is that formula. [`LexicalRows`] gives the same numbers for all
//! beads of a corridor by adding up, row by row, what each source segment
//! contributes to each target word near the path and the reverse. It starts from
//! what the words are worth without counterparts, ε each, and multiplies in
//!
//! ```text
//! ratio(e) / ε = 1 + (1 − ε) / (ε · u(e)) · Σ_f p(e|f) / (n + 1)
//! ```
//!
//! for those that have some. A test holds the two together.

use crate::align::corridor::Corridor;
use crate::align::matcher::Matcher;
use crate::align::search::{MAX_SIDE, facing};
use crate::align::side::Side;
use crate::align::words::Document;
use crate::bead::{Bead, Shape};
use std::collections::VecDeque;
use std::ops::Range;

/// Multiplies likelihood ratios, so that one logarithm serves many words.
#[derive(Clone, Copy, Debug)]
pub struct LogProduct {
    ln: f64,
    product: f64,
}

impl LogProduct {
    /// The product of nothing.
    pub const ONE: LogProduct = LogProduct { ln: 0.0, product: 1.0 };

    /// Multiplies one more ratio in.
    pub fn multiply(&mut self, ratio: f64) {
        self.product *= ratio;
        if !(1e-200..1e200).contains(&self.product) {
            self.ln += libm::log(self.product);
            self.product = 1.0;
        }
    }

    /// Returns the natural logarithm of the product.
    #[must_use]
    pub fn ln(self) -> f64 {
        // Many products are of nothing.
        let is_one = (self.product - 1.0).abs() < f64::EPSILON;
        if is_one { self.ln } else { self.ln + libm::log(self.product) }
    }
}

/// Returns the likelihood ratio of a word that has `mass` probability summed
/// over a run of `n_words`.
fn ratio(side: &Side, word: u32, mass: f32, n_words: usize) -> f64 {
    let epsilon = f64::from(side.epsilon[word as usize]);
    let by_chance = f64::from(side.frequency[word as usize]);
    epsilon + (1.0 - epsilon) * f64::from(mass) / (n_words as f64 + 1.0) / by_chance
}

/// Returns the mean over both directions of a bead's summed log ratios, in
/// nats; 0 for a one-sided bead.
#[must_use]
pub fn of_bead(document: &Document, bead: &Bead) -> f64 {
    if bead.is_one_sided() {
        return 0.0;
    }
    let src: Vec<u32> = words(&document.src, &bead.src());
    let tgt: Vec<u32> = words(&document.tgt, &bead.tgt());
    let (mut src_mass, mut tgt_mass) = (vec![0.0; src.len()], vec![0.0; tgt.len()]);
    let mut places: Vec<(u32, usize)> = tgt.iter().copied().zip(0..).collect();
    places.sort_unstable();
    for (i, f) in src.iter().enumerate() {
        for known in document.matches(*f) {
            let first = places.partition_point(|(word, _)| *word < known.tgt);
            for (_, j) in places[first..].iter().take_while(|(word, _)| *word == known.tgt) {
                src_mass[i] += known.backward;
                tgt_mass[*j] += known.forward;
            }
        }
    }
    let ln = |side: &Side, words: &[u32], mass: &[f32], n_others: usize| {
        let mut product = LogProduct::ONE;
        for (word, mass) in words.iter().zip(mass) {
            product.multiply(ratio(side, *word, *mass, n_others));
        }
        product.ln()
    };
    let forward = ln(&document.tgt, &tgt, &tgt_mass, src.len());
    let backward = ln(&document.src, &src, &src_mass, tgt.len());
    f64::midpoint(forward, backward)
}

fn words(side: &Side, run: &Range<usize>) -> Vec<u32> {
    side.token_range(run).map(|position| side.token(position)).collect()
}

/// The lexical scores of the beads that start in one row of a corridor.
#[derive(Debug)]
pub struct LexicalRows<'m, 'd> {
    document: &'d Document,
    matcher: &'m mut Matcher<'d>,
    corridor: &'d Corridor,
    /// How many segments a side of a bead may have.
    max_side: usize,
    /// The row whose beads can be asked for.
    row: usize,
    /// What the segments from `row` on contribute, as many as a bead can hold.
    ahead: VecDeque<Contribution>,
    /// `tgt_sums[m - 1][t - row.start]`: the log ratios of the target words
    /// before `t`, given `m` source segments.
    tgt_sums: Vec<Vec<f32>>,
}

/// What one source segment and the target segments near it explain.
#[derive(Debug)]
struct Contribution {
    /// The target segments near it.
    window: Range<usize>,
    /// For each target word of the window, what it gains if the segment were all
    /// that explains it and had no length.
    tgt_gains: Vec<f32>,
    /// `src_ln[t - window.start][n - 1]`: the log ratios of the segment's own
    /// words, given `n` target segments from `t` on.
    src_ln: Vec<[f32; MAX_SIDE]>,
}

impl<'m, 'd> LexicalRows<'m, 'd> {
    /// Returns the scores before any row is chosen.
    #[must_use]
    pub fn new(
        matcher: &'m mut Matcher<'d>,
        corridor: &'d Corridor,
        max_side: usize,
    ) -> LexicalRows<'m, 'd> {
        LexicalRows {
            document: matcher.document,
            matcher,
            corridor,
            max_side,
            row: 0,
            ahead: VecDeque::new(),
            tgt_sums: Vec::new(),
        }
    }

    /// Chooses a row. Rows may be skipped; they must rise.
    pub fn move_to(&mut self, row: usize) {
        let n_done = (row - self.row).min(self.ahead.len());
        self.ahead.drain(..n_done);
        self.row = row;
        let next = row + self.ahead.len();
        let end = (row + self.max_side).min(self.corridor.n_src());
        for segment in next..end {
            let contribution = self.contribution(segment);
            self.ahead.push_back(contribution);
        }
        self.tgt_sums = self.sum_targets();
    }

    /// Returns what [`of_bead`] does, for a bead that starts in the chosen row.
    /// The bead must lie inside the corridor.
    #[must_use]
    pub fn log_ratio(&self, t: usize, shape: Shape) -> f32 {
        let from = t - self.corridor.row(self.row).start;
        let sums = &self.tgt_sums[shape.src - 1];
        let forward = sums[from + shape.tgt] - sums[from];
        let mut backward = 0.0;
        for contribution in self.ahead.iter().take(shape.src) {
            backward += contribution.src_ln[t - contribution.window.start][shape.tgt - 1];
        }
        f32::midpoint(forward, backward)
    }

    fn contribution(&mut self, segment: usize) -> Contribution {
        let (src, tgt) = (&self.document.src, &self.document.tgt);
        let window = facing(self.corridor, segment, self.max_side);
        self.matcher.choose(segment, &window);
        let src_words = src.segment(segment);
        let mut tgt_gains = vec![0.0; tgt.token_range(&window).len()];
        // For each word of the segment, the mass that each target segment gives it.
        let mut src_mass = vec![0.0; src_words.len() * window.len()];
        let mut gains = tgt_gains.iter_mut();
        for (column, tgt_segment) in window.clone().enumerate() {
            for (word, gain) in tgt.segment(tgt_segment).iter().zip(&mut gains) {
                let mut mass = 0.0;
                for link in self.matcher.links(*word) {
                    mass += link.forward;
                    src_mass[link.position * window.len() + column] += link.backward;
                }
                *gain = mass * tgt.gain[*word as usize];
            }
        }
        let shares = shares(tgt, &window, self.max_side);
        let mut products = vec![[LogProduct::ONE; MAX_SIDE]; window.len()];
        for (word, mass) in src_words.iter().zip(src_mass.chunks(window.len().max(1))) {
            multiply_runs(&mut products, mass, &shares, src.gain[*word as usize], self.max_side);
        }
        let unexplained = src.unexplained(&(segment..segment + 1));
        let src_ln = products.iter().map(|runs| runs.map(|run| single(unexplained + run.ln())));
        Contribution { window, tgt_gains, src_ln: src_ln.collect() }
    }

    fn sum_targets(&self) -> Vec<Vec<f32>> {
        let tgt = &self.document.tgt;
        let row = self.corridor.row(self.row);
        let run = row.start..(row.end - 1 + self.max_side).min(self.corridor.n_tgt());
        let mut gains = vec![0.0; tgt.token_range(&run).len()];
        let mut n_words = 0;
        let mut sums = Vec::with_capacity(self.ahead.len());
        for (segment, contribution) in (self.row..).zip(&self.ahead) {
            n_words += self.document.src.segment(segment).len();
            let window = &contribution.window;
            let shared = window.start.max(run.start)..window.end.min(run.end);
            if !shared.is_empty() {
                let first = tgt.token_range(&(run.start..shared.start)).len();
                let skipped = tgt.token_range(&(window.start..shared.start)).len();
                let parts = &contribution.tgt_gains[skipped..];
                gains[first..].iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
            }
            // A bead ends inside the corridor.
            let end = self.corridor.row(segment + 1).end - 1;
            sums.push(prefix_ln(tgt, &(run.start..end.clamp(run.start, run.end)), &gains, n_words));
        }
        sums
    }
}

/// Returns, for each segment that a run of target segments starts with and each
/// length of it, the share of each of its words: one over their number and one.
fn shares(tgt: &Side, window: &Range<usize>, max_side: usize) -> Vec<[f64; MAX_SIDE]> {
    let of_runs_from = |from: usize| {
        let mut shares = [0.0; MAX_SIDE];
        for (n, share) in shares[..max_side].iter_mut().enumerate() {
            let run = from..(from + n + 1).min(window.end);
            *share = 1.0 / (tgt.token_range(&run).len() as f64 + 1.0);
        }
        shares
    };
    window.clone().map(of_runs_from).collect()
}

/// Multiplies into each run of target segments how well it explains one source
/// word, given the mass that each segment gives to it.
fn multiply_runs(
    products: &mut [[LogProduct; MAX_SIDE]],
    mass_by_segment: &[f32],
    shares: &[[f64; MAX_SIDE]],
    gain: f32,
    max_side: usize,
) {
    for (from, (products, shares)) in products.iter_mut().zip(shares).enumerate() {
        let mut mass = 0.0;
        let runs = products.iter_mut().zip(shares).zip(&mass_by_segment[from..]);
        for ((product, share), part) in runs.take(max_side) {
            mass += part;
            if mass > 0.0 {
                product.multiply(1.0 + f64::from(mass * gain) * share);
            }
        }
    }
}

/// Returns the running sum of the log ratios of a run's words, segment by
/// segment, starting with 0.
fn prefix_ln(tgt: &Side, run: &Range<usize>, gains: &[f32], n_words: usize) -> Vec<f32> {
    let share = 1.0 / (n_words as f64 + 1.0);
    let mut sums = vec![0.0];
    let mut rest = gains;
    for segment in run.clone() {
        let (own, after) = rest.split_at(tgt.segment(segment).len());
        let mut product = LogProduct::ONE;
        for gain in own.iter().filter(|gain| **gain > 0.0) {
            product.multiply(1.0 + f64::from(*gain) * share);
        }
        let ln = tgt.unexplained(&(segment..segment + 1)) + product.ln();
        sums.push(sums[sums.len() - 1] + single(ln));
        rest = after;
    }
    sums
}

/// Returns a logarithm in single precision, which is enough for sums of them.
#[must_use]
#[allow(clippy::cast_possible_truncation)]
pub fn single(ln: f64) -> f32 {
    ln as f32
}
