//! Learns the weights of lone negations from good pairs on stdin, French, tab,
//! English, one a line, and prints them; `model/build-negation` calls it.
//!
//! ```console
//! $ cargo run --release --example train_negation < PAIRS > negation-weights.txt
//! ```

#![allow(missing_docs, clippy::unwrap_used, reason = "a tool for developers may panic")]

use enregard::bead::Shape;
use enregard::bitext::Pair;
use enregard::lang::LangPair;
use enregard::pipeline::model_for;
use enregard::trial::negation;

/// Chooses which negations are taken out and put in.
const SEED: u64 = 1;

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let pair = |line: &str| -> Option<Pair> {
        let (src, tgt) = line.split_once('\t')?;
        let shape = Shape { src: 1, tgt: 1 };
        Some(Pair { src: src.to_owned(), tgt: tgt.to_owned(), shape, ..Pair::default() })
    };
    let pairs: Vec<Pair> = text.lines().filter_map(pair).collect();
    print!("{}", negation::train(&pairs, &model_for(&LangPair::FR_EN), SEED));
}
