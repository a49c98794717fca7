//! `enregard __parse`: what a child does for the door of [`crate::guard`].
//!
//! It is not a command for people: bytes come in at stdin, and what a foreign
//! parser finds in them goes out at stdout.

use crate::guard::{self, Parser};
use crate::{formats, readers, table};
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs this process as such a child, if its arguments say so.
pub(super) fn run_if_asked(args: &[OsString]) -> Option<ExitCode> {
    let (_, rest) = args.split_first().filter(|(first, _)| *first == guard::ARGUMENT)?;
    let name = rest.first().cloned().unwrap_or_default();
    let file = rest.get(1).map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
    let parser = Parser::ALL.into_iter().find(|parser| name == parser.name())?;
    let outcome = match parser {
        Parser::Pdf => readers::answer(parser, &file),
        Parser::Spreadsheet | Parser::Xls => table::answer(parser, &file),
        Parser::Parquet => formats::answer(parser, &file),
    };
    Some(if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
