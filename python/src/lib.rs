//! The Python module `enregard`: texts in, pairs out, without a process between.
//!
//! ```text
//! Python str, list, Arrow ─text, table─► Input ─run (no GIL)─► Outcome ─alignment─► Pair, spans
//! ```
//!
//! One file a thing that Python sees; `run` is the only place that leaves the GIL,
//! `errors` the only one that makes exceptions, `points` the only one that counts
//! characters. What needs no Rust is in `enregard/*.py`. This crate decides nothing
//! about texts: that is the business of the crate `enregard`.

mod aligner;
mod alignment;
mod checks;
mod columns;
mod command;
mod errors;
mod files;
mod links;
mod pair;
mod points;
mod run;
mod segments;
mod table;
mod text;

use pyo3::prelude::*;

/// The compiled part of `enregard`; import that.
#[pymodule]
mod _enregard {
    #[pymodule_export]
    use crate::aligner::Aligner;
    #[pymodule_export]
    use crate::alignment::{Alignment, Pairs};
    #[pymodule_export]
    use crate::checks::Finding;
    #[pymodule_export]
    use crate::command::{command, parse_in};
    #[pymodule_export]
    use crate::errors::Notice;
    #[pymodule_export]
    use crate::files::{read, read_text};
    #[pymodule_export]
    use crate::links::Link;
    #[pymodule_export]
    use crate::pair::Pair;
    #[pymodule_export]
    use crate::run::set_threads;
    #[pymodule_export]
    use crate::segments::{Segment, segment};
    #[pymodule_export]
    use crate::table::PairTable;

    #[pymodule_export]
    const __VERSION__: &str = env!("CARGO_PKG_VERSION");
}
