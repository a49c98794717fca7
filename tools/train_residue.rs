//! Makes the table of doubtful places of a language from texts with one sentence
//! a line, in the order in which they are named; `model/build-residue` calls it.
//!
//! ```console
//! $ cargo run --release --example train_residue -- fr fr.residue TEXT TEXT
//! ```

#![allow(missing_docs, clippy::unwrap_used, reason = "a tool for developers may panic")]

use enregard::lang::Lang;
use enregard::train::residue;

fn main() {
    let mut args = std::env::args().skip(1);
    let (lang, output) = (args.next().unwrap(), args.next().unwrap());
    let texts: Vec<String> = args.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let sentences: Vec<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    std::fs::write(output, residue::train(&Lang::parse(&lang).unwrap(), &sentences)).unwrap();
}
