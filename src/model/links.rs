//! Counts how often two words translate each other.
//!
//! IBM Model 1 (Brown et al. 1993) in both directions at once, with a prior
//! that favors the diagonal (Dyer, Chahuneau and Smith 2013, fixed tension) and
//! an empty word. After the last round the two directions are asked to agree
//! (Liang, Taskar and Klein 2006): a link counts as the product of its two
//! posteriors, which leaves few and clean links.
//!
//! The first round knows nothing, so its posteriors follow from positions
//! alone: it is counted a source word at a time with no table of pairs. Only
//! pairs that survive it are stored.
//!
//! Counts are kept as integers: their sum does not depend on the order of the
//! terms, so the result is the same for any number of threads.

use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Segments of more words than this teach nothing that shorter ones do not and
/// cost the square of their length.
pub const MAX_WORDS: usize = 50;

/// One side of parallel text as word numbers. Segment `k` of one side translates
/// segment `k` of the other.
#[derive(Debug)]
pub struct Tokens {
    /// How often each word stands in the text.
    pub counts: Vec<u32>,
    /// The words of all segments, one after the other.
    words: Vec<u32>,
    starts: Vec<usize>,
}

impl Tokens {
    /// Returns a side of no segments and of words numbered under `n_words`.
    #[must_use]
    pub fn new(n_words: usize) -> Tokens {
        Tokens { counts: vec![0; n_words], words: Vec::new(), starts: vec![0] }
    }

    /// Adds a segment, of 1 to [`MAX_WORDS`] words.
    pub fn push(&mut self, segment: &[u32]) {
        for word in segment {
            self.counts[*word as usize] += 1;
        }
        self.words.extend(segment);
        self.starts.push(self.words.len());
    }

    /// Returns how many segments there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Tells whether there are no segments.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the words of segment `idx`.
    #[must_use]
    pub fn segment(&self, idx: usize) -> &[u32] {
        &self.words[self.starts[idx]..self.starts[idx + 1]]
    }
}

/// Parallel text: both sides have as many segments.
#[derive(Clone, Copy, Debug)]
pub struct Parallel<'t> {
    /// The source.
    pub src: &'t Tokens,
    /// The target.
    pub tgt: &'t Tokens,
}

/// Two words and how often they link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The number of the target word.
    pub tgt: u32,
    /// The expected number of links.
    pub n: f32,
}

/// How strongly a link is drawn to the diagonal. By hand; Dyer et al. find 4 to
/// 6 for French and English.
const TENSION: f32 = 4.0;

/// The share of words that translate nothing. By hand; Dyer et al. use .08.
const EMPTY: f32 = 0.06;

/// After each round, pairs with both probabilities under this are dropped. The
/// first value bounds memory, the last cleans up before the agreement.
const FLOORS: [f32; 4] = [2e-4, 2e-4, 1e-3, 1e-3];

/// Counts are integers of this fraction.
const ONE: f32 = 16_777_216.0;

/// Returns, for each source word, the target words that link with it at least
/// `min_links` times, in the order of their numbers.
#[must_use]
pub fn count(corpus: Parallel, min_links: f32) -> Vec<Vec<Link>> {
    let priors = Priors::new(corpus);
    let mut table = first_round(corpus, &priors);
    for floor in &FLOORS[1..] {
        let counts = count_round(corpus, &priors, &table, Posterior::Each);
        table = table.updated(&counts, *floor);
    }
    let counts = count_round(corpus, &priors, &table, Posterior::Agreed);
    let row = |src: usize| {
        let links = table.range(src).map(|idx| Link {
            tgt: table.tgt[idx],
            n: counts.forward[idx].load(Ordering::Relaxed) as f32 / ONE,
        });
        links.filter(|link| link.n >= min_links).collect()
    };
    (0..corpus.src.counts.len()).map(row).collect()
}

/// What a round adds up.
#[derive(Clone, Copy)]
enum Posterior {
    /// The posteriors of the two directions, apart.
    Each,
    /// Their product, as `forward`.
    Agreed,
}

/// Which pairs of words are still possible, with both probabilities.
struct Table {
    /// Where each source word's pairs start, and the end.
    starts: Vec<usize>,
    /// The target word of each pair, rising within a source word.
    tgt: Vec<u32>,
    /// p(tgt|src).
    forward: Vec<f32>,
    /// p(src|tgt).
    backward: Vec<f32>,
}

struct Counts {
    forward: Vec<AtomicU64>,
    backward: Vec<AtomicU64>,
}

#[derive(Clone, Copy)]
struct Cell {
    tgt: u32,
    forward: f32,
    backward: f32,
}

impl Table {
    fn new(rows: Vec<Vec<Cell>>) -> Table {
        let n = rows.iter().map(Vec::len).sum();
        let mut table = Table {
            starts: vec![0],
            tgt: Vec::with_capacity(n),
            forward: Vec::with_capacity(n),
            backward: Vec::with_capacity(n),
        };
        for row in rows {
            table.tgt.extend(row.iter().map(|cell| cell.tgt));
            table.forward.extend(row.iter().map(|cell| cell.forward));
            table.backward.extend(row.iter().map(|cell| cell.backward));
            table.starts.push(table.tgt.len());
        }
        table
    }

    fn range(&self, src: usize) -> std::ops::Range<usize> {
        self.starts[src]..self.starts[src + 1]
    }

    fn find(&self, src: u32, tgt: u32) -> Option<usize> {
        let range = self.range(src as usize);
        let offset = self.tgt[range.clone()].binary_search(&tgt).ok()?;
        Some(range.start + offset)
    }

    /// Returns the table with probabilities from `counts`, without the pairs
    /// that both directions put under `floor`.
    fn updated(&self, counts: &Counts, floor: f32) -> Table {
        let n_src = self.starts.len() - 1;
        let n_tgt = self.tgt.iter().max().map_or(0, |max| *max as usize + 1);
        let load = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let mut tgt_total = vec![0u64; n_tgt];
        for (tgt, count) in self.tgt.iter().zip(&counts.backward) {
            tgt_total[*tgt as usize] += load(count);
        }
        let row = |src: usize| -> Vec<Cell> {
            let src_total: u64 = self.range(src).map(|idx| load(&counts.forward[idx])).sum();
            let cell = |idx: usize| Cell {
                tgt: self.tgt[idx],
                forward: share(load(&counts.forward[idx]), src_total),
                backward: share(load(&counts.backward[idx]), tgt_total[self.tgt[idx] as usize]),
            };
            let keeps = |cell: &Cell| cell.forward.max(cell.backward) >= floor;
            self.range(src).map(cell).filter(keeps).collect()
        };
        Table::new((0..n_src).into_par_iter().map(row).collect())
    }
}

fn share(part: u64, whole: u64) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// The diagonal prior for every pair of lengths that the text has.
struct Priors {
    /// `[(n-1) * MAX_WORDS + (m-1)]`: the matrix for lengths `n` and `m`.
    matrices: Vec<Option<Matrix>>,
}

/// Position priors of one pair of lengths, source major.
struct Matrix {
    n_tgt: usize,
    /// p(source position | target position).
    forward: Vec<f32>,
    /// p(target position | source position).
    backward: Vec<f32>,
}

impl Priors {
    fn new(corpus: Parallel) -> Priors {
        let mut matrices: Vec<Option<Matrix>> = (0..MAX_WORDS * MAX_WORDS).map(|_| None).collect();
        for segment in 0..corpus.src.len() {
            let (n_src, n_tgt) =
                (corpus.src.segment(segment).len(), corpus.tgt.segment(segment).len());
            matrices[Self::place(n_src, n_tgt)].get_or_insert_with(|| Matrix::new(n_src, n_tgt));
        }
        Priors { matrices }
    }

    fn place(n_src: usize, n_tgt: usize) -> usize {
        (n_src - 1) * MAX_WORDS + n_tgt - 1
    }

    fn of(&self, n_src: usize, n_tgt: usize) -> &Matrix {
        let matrix = &self.matrices[Self::place(n_src, n_tgt)];
        matrix.as_ref().expect("every pair of lengths of the text has its matrix")
    }
}

impl Matrix {
    fn new(n_src: usize, n_tgt: usize) -> Matrix {
        let middle = |idx: usize, n: usize| (idx as f32 + 0.5) / n as f32;
        let weight = |i, j| libm::expf(-TENSION * (middle(i, n_src) - middle(j, n_tgt)).abs());
        let cells = || (0..n_src).flat_map(|i| (0..n_tgt).map(move |j| (i, j)));
        let col_sum: Vec<f32> =
            (0..n_tgt).map(|j| (0..n_src).map(|i| weight(i, j)).sum()).collect();
        let row_sum: Vec<f32> =
            (0..n_src).map(|i| (0..n_tgt).map(|j| weight(i, j)).sum()).collect();
        Matrix {
            n_tgt,
            forward: cells().map(|(i, j)| weight(i, j) / col_sum[j]).collect(),
            backward: cells().map(|(i, j)| weight(i, j) / row_sum[i]).collect(),
        }
    }
}

/// Where each source word stands: segment and position.
struct Occurrences {
    starts: Vec<usize>,
    places: Vec<(u32, u8)>,
}

impl Occurrences {
    fn new(corpus: Parallel) -> Occurrences {
        let mut starts = vec![0];
        for count in &corpus.src.counts {
            starts.push(starts[starts.len() - 1] + *count as usize);
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); starts[starts.len() - 1]];
        for segment in 0..corpus.src.len() {
            for (position, src) in (0u8..).zip(corpus.src.segment(segment)) {
                let segment = u32::try_from(segment).expect("a corpus has under 2^32 pairs");
                places[next[*src as usize]] = (segment, position);
                next[*src as usize] += 1;
            }
        }
        Occurrences { starts, places }
    }

    fn of(&self, src: usize) -> &[(u32, u8)] {
        &self.places[self.starts[src]..self.starts[src + 1]]
    }
}

/// Counts by position alone, a source word at a time.
fn first_round(corpus: Parallel, priors: &Priors) -> Table {
    let occurrences = Occurrences::new(corpus);
    let tgt_total = tgt_totals(corpus, priors);
    let row = |tally: &mut Tally, src: usize| {
        for (segment, position) in occurrences.of(src) {
            let segment = *segment as usize;
            let tgt = corpus.tgt.segment(segment);
            let prior = priors.of(corpus.src.segment(segment).len(), tgt.len());
            let from = usize::from(*position) * prior.n_tgt;
            for (at, word) in (from..).zip(tgt) {
                tally.add(*word, prior.forward[at], prior.backward[at]);
            }
        }
        tally.take_cells(&tgt_total)
    };
    let scratch = || Tally::new(corpus.tgt.counts.len());
    let n_src = corpus.src.counts.len();
    Table::new((0..n_src).into_par_iter().map_init(scratch, row).collect())
}

/// The counts of one source word with all target words.
struct Tally {
    forward: Vec<f32>,
    backward: Vec<f32>,
    total: f32,
    /// The target words that have counts.
    touched: Vec<u32>,
}

impl Tally {
    fn new(n_tgt: usize) -> Tally {
        let zeros = || vec![0.0; n_tgt];
        Tally { forward: zeros(), backward: zeros(), total: 0.0, touched: Vec::new() }
    }

    fn add(&mut self, word: u32, forward: f32, backward: f32) {
        let idx = word as usize;
        if self.forward[idx] == 0.0 {
            self.touched.push(word);
        }
        self.forward[idx] += forward;
        self.backward[idx] += backward;
        self.total += forward;
    }

    /// Returns the pairs that pass the first floor and starts anew.
    fn take_cells(&mut self, tgt_total: &[f32]) -> Vec<Cell> {
        let total = std::mem::take(&mut self.total);
        self.touched.sort_unstable();
        let mut cells = Vec::new();
        for word in self.touched.drain(..) {
            let idx = word as usize;
            let forward = std::mem::take(&mut self.forward[idx]) / total;
            let backward = std::mem::take(&mut self.backward[idx]) / tgt_total[idx];
            if forward.max(backward) >= FLOORS[0] {
                cells.push(Cell { tgt: word, forward, backward });
            }
        }
        cells
    }
}

/// Returns the backward counts of each target word summed over source words.
fn tgt_totals(corpus: Parallel, priors: &Priors) -> Vec<f32> {
    let mut totals = vec![0f64; corpus.tgt.counts.len()];
    for segment in 0..corpus.src.len() {
        let (src, tgt) = (corpus.src.segment(segment), corpus.tgt.segment(segment));
        let prior = priors.of(src.len(), tgt.len());
        for row in prior.backward.chunks(prior.n_tgt) {
            for (word, share) in tgt.iter().zip(row) {
                totals[*word as usize] += f64::from(*share);
            }
        }
    }
    // Counts of words need no more than single precision.
    #[allow(clippy::cast_possible_truncation)]
    let totals = totals.into_iter().map(|total| total as f32).collect();
    totals
}

/// Adds up the posteriors of all pairs of words.
fn count_round(corpus: Parallel, priors: &Priors, table: &Table, what: Posterior) -> Counts {
    let zeros = || (0..table.tgt.len()).map(|_| AtomicU64::new(0)).collect::<Vec<_>>();
    let counts = Counts { forward: zeros(), backward: zeros() };
    let src_empty = empty_shares(&corpus.src.counts);
    let tgt_empty = empty_shares(&corpus.tgt.counts);
    (0..corpus.src.len()).into_par_iter().for_each_init(Vec::new, |links, segment| {
        let (src, tgt) = (corpus.src.segment(segment), corpus.tgt.segment(segment));
        find_links(links, table, src, tgt, priors.of(src.len(), tgt.len()));
        let mut src_sum: Vec<f32> = src.iter().map(|word| src_empty[*word as usize]).collect();
        let mut tgt_sum: Vec<f32> = tgt.iter().map(|word| tgt_empty[*word as usize]).collect();
        for link in links.iter() {
            src_sum[link.i] += link.backward;
            tgt_sum[link.j] += link.forward;
        }
        for link in links.iter() {
            counts.add(link, link.forward / tgt_sum[link.j], link.backward / src_sum[link.i], what);
        }
    });
    counts
}

impl Counts {
    fn add(&self, link: &PossibleLink, forward: f32, backward: f32, what: Posterior) {
        match what {
            Posterior::Each => {
                add(&self.forward[link.idx], forward);
                add(&self.backward[link.idx], backward);
            }
            Posterior::Agreed => add(&self.forward[link.idx], forward * backward),
        }
    }
}

/// A possible link inside one pair of segments.
struct PossibleLink {
    i: usize,
    j: usize,
    /// Where its pair of words stands in the table.
    idx: usize,
    forward: f32,
    backward: f32,
}

fn find_links(
    links: &mut Vec<PossibleLink>,
    table: &Table,
    src: &[u32],
    tgt: &[u32],
    prior: &Matrix,
) {
    links.clear();
    for (i, src_word) in src.iter().enumerate() {
        for (j, tgt_word) in tgt.iter().enumerate() {
            if let Some(idx) = table.find(*src_word, *tgt_word) {
                let at = i * prior.n_tgt + j;
                links.push(PossibleLink {
                    i,
                    j,
                    idx,
                    forward: (1.0 - EMPTY) * prior.forward[at] * table.forward[idx],
                    backward: (1.0 - EMPTY) * prior.backward[at] * table.backward[idx],
                });
            }
        }
    }
}

/// Returns the weight of the empty word for each word: what translates nothing
/// is drawn by frequency.
fn empty_shares(counts: &[u32]) -> Vec<f32> {
    let total = counts.iter().map(|count| u64::from(*count)).sum::<u64>().max(1) as f32;
    counts.iter().map(|count| EMPTY * *count as f32 / total).collect()
}

fn add(count: &AtomicU64, posterior: f32) {
    // A posterior is in 0..=1, so the integer is in range.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let amount = (posterior * ONE) as u64;
    count.fetch_add(amount, Ordering::Relaxed);
}
