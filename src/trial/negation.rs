//! Learns what the clues of a lone negation are worth (`check::negation`).
//!
//! Good pairs give the negations without a counterpart that are right; the same
//! pairs with a negation taken out or put in ([`plant`](super::plant)) give those
//! that are wrong. A logistic regression with an L1 penalty parts them, so that
//! few of the clues get a weight and people can read the table: `FTRL-proximal`
//! (`McMahan` et al. 2013), which needs one look at each example at a time and
//! gives the same weights for the same pairs.

use super::plant::{Kind, Planter};
use crate::bitext::Pair;
use crate::check::negation::lone_clues;
use crate::check::view::Index;
use crate::check::{Side, negation::Clue};
use crate::model::Model;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// A clue that stands in fewer examples says nothing. By hand.
const MIN_COUNT: u32 = 12;

/// The penalty for a weight, in nats of the whole training. Of 1, 5 and 10, 5
/// finds most of what is planted in the news at the same false alarms.
const PENALTY: f64 = 5.0;

/// How often the examples are gone through.
const N_ROUNDS: u32 = 8;

/// The first step of a weight and what slows it (`McMahan` et al. 2013).
const STEP: f64 = 0.1;
const SLOWNESS: f64 = 1.0;

/// Which errors are planted, in one pair of how many, on which side the
/// negation then stands alone, and how much each counts.
const PLANTS: [(Kind, usize, Side, f64); 3] = [
    (Kind::LostNegation, 5, Side::Src, 1.0),
    (Kind::AddedNegation, 16, Side::Tgt, 0.7),
    (Kind::SourceNegation, 5, Side::Tgt, 1.3),
];

/// A lone negation: what speaks around it, and whether it is an error.
struct Example {
    clues: Vec<u32>,
    is_error: bool,
    weight: f64,
}

/// The clues by number.
#[derive(Default)]
struct Names {
    numbers: FxHashMap<(Side, String, String), u32>,
    counts: Vec<u32>,
}

impl Names {
    fn number(&mut self, side: Side, (kind, word): Clue) -> u32 {
        let next = u32::try_from(self.counts.len()).expect("there are fewer clues than u32 counts");
        let key = (side, kind.to_owned(), word.to_owned());
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        self.counts[number as usize] += 1;
        number
    }
}

/// Returns the table of weights that good pairs teach, a clue a line.
#[must_use]
pub fn train(pairs: &[Pair], model: &Model, seed: u64) -> String {
    let mut names = Names::default();
    let mut examples = examples(pairs, model, seed, &mut names);
    for example in &mut examples {
        example.clues.retain(|clue| names.counts[*clue as usize] >= MIN_COUNT);
    }
    table(&names, &learned(&examples, names.counts.len()))
}

fn examples(pairs: &[Pair], model: &Model, seed: u64, names: &mut Names) -> Vec<Example> {
    let index = Index::new(model);
    let mut hand = Planter::new(seed, pairs);
    let mut examples = Vec::new();
    let mut add = |pair: &Pair, sides: &[Side], is_error: bool, weight: f64| {
        let view = index.view(pair, &model.langs);
        for side in sides {
            for clues in lone_clues(&view, *side, &|word, side| index.knows(word, side)) {
                let base = [("base", "-")];
                let all = clues.iter().chain(&base);
                let clues = all.map(|clue| names.number(*side, *clue)).collect();
                examples.push(Example { clues, is_error, weight });
            }
        }
    };
    for (idx, pair) in pairs.iter().enumerate() {
        add(pair, &[Side::Src, Side::Tgt], false, 1.0);
        for (kind, spacing, side, weight) in PLANTS {
            if idx.is_multiple_of(spacing)
                && let Some(wrong) = hand.plant(kind, idx)
            {
                add(&wrong, &[side], true, weight);
            }
        }
    }
    examples
}

/// What FTRL-proximal keeps of a weight.
#[derive(Clone, Copy, Default)]
struct Cell {
    pull: f64,
    squares: f64,
}

impl Cell {
    fn weight(self) -> f64 {
        let penalty = PENALTY * f64::from(N_ROUNDS);
        if self.pull.abs() <= penalty {
            return 0.0;
        }
        -(self.pull - self.pull.signum() * penalty) * STEP / (SLOWNESS + self.squares.sqrt())
    }

    fn descend(&mut self, slope: f64) {
        let squares = self.squares + slope * slope;
        let sigma = (squares.sqrt() - self.squares.sqrt()) / STEP;
        self.pull += slope - sigma * self.weight();
        self.squares = squares;
    }
}

fn learned(examples: &[Example], n_clues: usize) -> Vec<f64> {
    /// Any fixed order that parts neighbors will do: steps of a prime.
    const STRIDE: usize = 7_919;
    let mut cells = vec![Cell::default(); n_clues];
    for round in 0..N_ROUNDS as usize {
        for idx in 0..examples.len() {
            let example = &examples[(idx * STRIDE + round) % examples.len()];
            let sum: f64 = example.clues.iter().map(|clue| cells[*clue as usize].weight()).sum();
            let expected = 1.0 / (1.0 + libm::exp(-sum));
            let slope = (expected - f64::from(u8::from(example.is_error))) * example.weight;
            for clue in &example.clues {
                cells[*clue as usize].descend(slope);
            }
        }
    }
    cells.into_iter().map(Cell::weight).collect()
}

fn table(names: &Names, weights: &[f64]) -> String {
    /// A smaller weight moves nothing.
    const LEAST: f64 = 0.02;
    let mut lines: Vec<String> = names
        .numbers
        .iter()
        .map(|((side, kind, word), number)| (side, kind, word, weights[*number as usize]))
        .filter(|(.., weight)| weight.abs() >= LEAST)
        .map(|(side, kind, word, weight)| format!("{} {kind} {word} {weight:.2}", side.name()))
        .collect();
    lines.sort();
    let mut table = String::from(
        "# What speaks for (above 0) and against an error where a negation has no counterpart:\n\
         # SIDE CLUE WORD NATS, SIDE being where the negation stands. Learned by\n\
         # model/build-negation; see src/check/negation/clues.rs.\n",
    );
    for line in lines {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{line}");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangPair;
    use crate::model::builtin;

    #[test]
    fn the_same_pairs_teach_the_same_weights_and_lost_negations_are_errors() {
        let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
        let pair = Pair {
            src: "La lampe ne brûle pas.".into(),
            tgt: "The lamp is not burning.".into(),
            ..Pair::default()
        };
        let pairs = vec![pair; 600];
        let table = train(&pairs, &model, 1);
        assert_eq!(table, train(&pairs, &model, 1));
        let base = table.lines().find(|line| line.starts_with("src mark pas")).unwrap();
        assert!(!base.ends_with("-0.00") && !base.contains(" -"), "{base}");
    }
}
