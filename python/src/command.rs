//! The command `enregard`, run by Python.

use crate::errors::{Class, error};
use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the command line `enregard ARGS` and returns its exit code. `program` is what
/// starts the same command again, as words.
///
/// The process should end with it: signals and streams are taken to be its own.
#[pyfunction]
pub fn command(py: Python<'_>, program: Vec<OsString>, args: Vec<OsString>) -> PyResult<u8> {
    let code = py.detach(|| enregard::guard::caught(|| enregard::cli::run_inside(program, args)));
    code.map_err(|cause| {
        let message = format!("enregard has a bug: {cause}");
        error(py, Class::Bug, &message, "please report it with the command that you typed")
    })
}

/// Names what starts the command, as words: foreign formats (PDF, spreadsheets,
/// Parquet) are from now on read in a process of their own, within limits.
#[pyfunction]
pub fn parse_in(program: Vec<OsString>) {
    enregard::guard::run_in(program);
}
