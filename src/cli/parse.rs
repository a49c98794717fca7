//! `enregard __parse`: what a child does for the door of [`crate::guard`].
//!
//! It is not a command for people: bytes come in at stdin, and what a foreign
//! parser finds in them goes out at stdout.

use crate::guard::{self, Parser};
use crate::{formats, readers, table};
use std::process::ExitCode;

/// Runs this process as such a child, if its arguments say so.
pub(super) fn run_if_asked() -> Option<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    args.next().filter(|first| first == guard::ARGUMENT)?;
    let name = args.next().unwrap_or_default();
    let file = args.next().unwrap_or_default().to_string_lossy().into_owned();
    let parser = Parser::ALL.into_iter().find(|parser| name == parser.name())?;
    let outcome = match parser {
        Parser::Pdf => readers::answer(parser, &file),
        Parser::Spreadsheet | Parser::Xls => table::answer(parser, &file),
        Parser::Parquet => formats::answer(parser, &file),
    };
    Some(if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
