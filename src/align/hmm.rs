//! Says how probably each word of a text stems from each word of its translation.
//!
//! A hidden Markov model (Vogel, Ney and Tillmann 1996): the words of one text are
//! walked through in order, each stems from a word of the other text or from none, and
//! the next one stems from a place near by. So a word that the lexicon knows little of, or
//! that stands everywhere (`de`, `of`), goes where its neighbors go. The probabilities
//! are those of forward and backward sums; what stems from none remembers the place
//! before (Och and Ney 2003).
//!
//! It sees probabilities and positions, no words. Time is the product of both lengths:
//! all long jumps are equally dear, so they are summed once for all.

/// A table of numbers, a row for each state.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) n_columns: usize,
    cells: Vec<f64>,
}

impl Grid {
    pub(super) fn new(n_rows: usize, n_columns: usize) -> Grid {
        Grid { n_columns, cells: vec![0.0; n_rows * n_columns] }
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.n_columns..(row + 1) * self.n_columns]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * self.n_columns..(row + 1) * self.n_columns]
    }

    pub(super) fn n_rows(&self) -> usize {
        self.cells.len() / self.n_columns.max(1)
    }
}

/// How far a jump may go that is dear by its length.
const REACH: usize = 6;

/// How likely the next word stems from the word so many places on, from `REACH` back:
/// halved by each place off the next one, a word that stands still a little likelier. By
/// hand (Vogel et al. 1996 and Och and Ney 2003 learn such shapes), before it was measured.
const JUMPS: [f64; 2 * REACH + 1] =
    [0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.2, 0.33, 0.16, 0.08, 0.04, 0.02, 0.01];

/// The share of the jumps that go anywhere, by hand.
const FAR: f64 = 0.05;

/// The share of words that stem from none. By hand, between the .2 of Och and Ney (2003)
/// and the .08 of Dyer et al. (2013).
const EMPTY: f64 = 0.12;

/// Returns how probably each observed word (a row) stems from each state (a column).
///
/// `emissions` has a row for each observed word: how likely each state makes it; `chance`
/// is how likely it stands there without one. Both are above 0.
pub(super) fn posteriors(emissions: &Grid, chance: &[f64]) -> Grid {
    let (n, n_states) = (emissions.n_rows(), emissions.n_columns);
    let mut posteriors = Grid::new(n, n_states);
    if n == 0 || n_states == 0 {
        return posteriors;
    }
    let jumps = Jumps::new(n_states);
    // What stems from a state, and both that and what only remembers it.
    let mut linked = Grid::new(n, n_states);
    let mut here = vec![1.0 / n_states as f64; n_states];
    let mut scales = vec![0.0; n];
    for at in 0..n {
        let arrived = if at == 0 { here.clone() } else { jumps.forward(&here) };
        let row = linked.row_mut(at);
        for (state, cell) in row.iter_mut().enumerate() {
            *cell = arrived[state] * (1.0 - EMPTY) * emissions.row(at)[state];
            here[state] = *cell + here[state] * EMPTY * chance[at];
        }
        scales[at] = here.iter().sum();
        row.iter_mut().chain(&mut here).for_each(|value| *value /= scales[at]);
    }
    let mut ahead = vec![1.0; n_states];
    for at in (0..n).rev() {
        for (state, cell) in posteriors.row_mut(at).iter_mut().enumerate() {
            *cell = linked.row(at)[state] * ahead[state];
        }
        let made: Vec<f64> = (0..n_states)
            .map(|state| (1.0 - EMPTY) * emissions.row(at)[state] * ahead[state])
            .collect();
        let arrived = jumps.backward(&made);
        for (state, value) in ahead.iter_mut().enumerate() {
            *value = (arrived[state] + EMPTY * chance[at] * *value) / scales[at];
        }
    }
    posteriors
}

/// The probabilities of going from one state to another.
#[derive(Debug)]
struct Jumps {
    /// What the weights of the jumps from each state add up to.
    totals: Vec<f64>,
}

impl Jumps {
    fn new(n_states: usize) -> Jumps {
        let total = |from: usize| -> f64 {
            FAR + near(from, n_states).map(|to| JUMPS[to + REACH - from]).sum::<f64>()
        };
        Jumps { totals: (0..n_states).map(total).collect() }
    }

    /// Returns how likely each state is after a jump.
    fn forward(&self, before: &[f64]) -> Vec<f64> {
        let n = before.len();
        let left: Vec<f64> = before.iter().zip(&self.totals).map(|(p, total)| p / total).collect();
        let far = FAR * left.iter().sum::<f64>() / n as f64;
        let arrive = |to: usize| -> f64 {
            far + near(to, n).map(|from| left[from] * JUMPS[to + REACH - from]).sum::<f64>()
        };
        (0..n).map(arrive).collect()
    }

    /// Returns what is to come of each state, if `after` is what comes of those it
    /// jumps to.
    fn backward(&self, after: &[f64]) -> Vec<f64> {
        let n = after.len();
        let far = FAR * after.iter().sum::<f64>() / n as f64;
        let come = |from: usize| -> f64 {
            let close = near(from, n).map(|to| after[to] * JUMPS[to + REACH - from]).sum::<f64>();
            (far + close) / self.totals[from]
        };
        (0..n).map(come).collect()
    }
}

/// Returns the states within reach of one.
fn near(state: usize, n_states: usize) -> std::ops::Range<usize> {
    state.saturating_sub(REACH)..(state + REACH + 1).min(n_states)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[f64]]) -> Grid {
        let mut grid = Grid::new(rows.len(), rows[0].len());
        for (at, row) in rows.iter().enumerate() {
            grid.row_mut(at).copy_from_slice(row);
        }
        grid
    }

    /// Sums over all ways through, as the definition says: the plain twin.
    fn by_hand(emissions: &Grid, chance: &[f64]) -> Grid {
        let (n, n_states) = (emissions.n_rows(), emissions.n_columns);
        let jumps = Jumps::new(n_states);
        let mut found = Grid::new(n, n_states);
        let mut total = 0.0;
        for way in 0..(2 * n_states).pow(u32::try_from(n).unwrap()) * n_states {
            let (mut rest, mut p) = (way / n_states, 1.0 / n_states as f64);
            let mut place = way % n_states;
            let mut steps = Vec::new();
            for (at, chance) in chance.iter().enumerate().take(n) {
                let (state, is_linked) = (rest / 2 % n_states, rest % 2 == 1);
                rest /= 2 * n_states;
                if !is_linked {
                    p *= if state == place { EMPTY * chance } else { 0.0 };
                    continue;
                }
                let mut from = vec![0.0; n_states];
                from[place] = 1.0;
                let stays = if at == 0 { from[state] } else { jumps.forward(&from)[state] };
                p *= stays * (1.0 - EMPTY) * emissions.row(at)[state];
                place = state;
                steps.push((at, state));
            }
            total += p;
            for (at, state) in steps {
                found.row_mut(at)[state] += p;
            }
        }
        found.cells.iter_mut().for_each(|cell| *cell /= total);
        found
    }

    #[test]
    fn the_sums_are_those_over_all_ways() {
        let emissions = grid(&[&[0.5, 0.01, 0.1], &[0.02, 0.02, 0.3], &[0.2, 0.1, 0.1]]);
        let chance = [0.01, 0.2, 0.05];
        let (fast, plain) = (posteriors(&emissions, &chance), by_hand(&emissions, &chance));
        for (fast, plain) in fast.cells.iter().zip(&plain.cells) {
            assert!((fast - plain).abs() < 1e-9, "{fast} {plain}");
        }
    }

    #[test]
    fn a_word_that_nothing_tells_goes_with_its_neighbors() {
        let flat = 0.01;
        let emissions = grid(&[&[0.9, flat, flat], &[flat, flat, flat], &[flat, flat, 0.9]]);
        let row = posteriors(&emissions, &[0.001; 3]).row(1).to_vec();
        assert!(row[1] > row[0] && row[1] > row[2] && row[1] > 0.5, "{row:?}");
    }

    #[test]
    fn nothing_stems_from_nothing() {
        assert_eq!(0, posteriors(&Grid::new(0, 3), &[]).n_rows());
        assert_eq!(0, posteriors(&Grid::new(0, 0), &[]).n_columns);
    }
}
