//! The one door through which bytes reach parsers of other people.
//!
//! ```text
//! read(parser, bytes, file, work)
//!   ├─ in a program of ours:  bytes ─stdin─► `enregard __parse NAME` ─stdout─► what it holds
//!   │                         memory, seconds and files of the child are limited (`limits`)
//!   └─ in a library's caller: the same work on a thread with a large stack
//! ```
//!
//! PDFs, spreadsheets and Parquet files are read by crates that trust their
//! input: a few hundred bytes make them recurse until the stack ends, allocate
//! what a header claims, or never return. No budget of ours can stop them from
//! inside, and a stack that overflows or memory that runs out ends the process.
//! So they work in a child, a second run of our own program, which the system
//! holds to limits; whatever becomes of it is an error with the file's name and
//! exit code 3. That costs some milliseconds a file.
//!
//! Where no program was named ([`run_in_child`], [`run_in`]), as in tests and in programs
//! that use the library, the work is done on a thread: panics are errors there
//! too, but memory and time are not limited. What must not be read so
//! ([`Parser::Xls`]) is refused.
//!
//! This module knows no format: what is done with the bytes is handed to it.

mod child;
mod limits;
mod panics;

pub use child::{ARGUMENT, answer, run_in, run_in_child};
pub use panics::{caught, quiet_panics};

use crate::error::{Error, Place, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A parser that was written by others.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Parser {
    /// PDF.
    Pdf,
    /// XLSX, XLSB and ODS.
    Spreadsheet,
    /// Spreadsheets of before 2007, whose parser trusts every length.
    Xls,
    /// Parquet.
    Parquet,
}

impl Parser {
    /// Every parser.
    pub const ALL: [Parser; 4] = [Parser::Pdf, Parser::Spreadsheet, Parser::Xls, Parser::Parquet];

    /// Returns the name by which a child is told what to do.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Parser::Pdf => "pdf",
            Parser::Spreadsheet => "spreadsheet",
            Parser::Xls => "xls",
            Parser::Parquet => "parquet",
        }
    }

    /// Returns what its files are called in messages.
    fn what(self) -> &'static str {
        match self {
            Parser::Pdf => "PDF",
            Parser::Spreadsheet | Parser::Xls => "spreadsheet",
            Parser::Parquet => "Parquet file",
        }
    }

    /// Returns how else the content of such a file is had.
    fn way_out(self) -> &'static str {
        match self {
            Parser::Pdf => {
                "look at it in a viewer and print it to a new PDF, or try `pdftotext -layout FILE`"
            }
            Parser::Spreadsheet => "open it in a spreadsheet program and save the sheet as CSV",
            Parser::Xls => "open it in a spreadsheet program and save it as XLSX or CSV",
            Parser::Parquet => "check where it comes from, and export it again or as JSON lines",
        }
    }

    /// Returns the error that says what became of such a file.
    fn refusal(self, what_happened: &str, file: &str) -> Error {
        Error::input(what_happened.to_owned()).at(Place::file(file)).hint(self.way_out())
    }
}

/// What is done with the bytes of a file, which has a name for messages.
pub type Work<T> = fn(&[u8], &str) -> Result<T>;

/// Lets a foreign parser work on the bytes of a file, behind the door.
///
/// # Errors
///
/// The work fails, panics, or goes beyond the limits.
pub fn read<T>(parser: Parser, bytes: &[u8], file: &str, work: Work<T>) -> Result<T>
where
    T: Serialize + DeserializeOwned + Send,
{
    match child::ask(parser, bytes, file) {
        Some(outcome) => outcome,
        None if parser == Parser::Xls => Err(Error::input(
            "this is a spreadsheet of before 2007, which can be read only where memory can be limited",
        )
        .at(Place::file(file))
        .hint(parser.way_out())),
        None => on_large_stack(parser, bytes, file, work),
    }
}

/// Works on a thread whose stack is large, and makes errors of panics.
fn on_large_stack<T: Send>(parser: Parser, bytes: &[u8], file: &str, work: Work<T>) -> Result<T> {
    let panicked = |cause: &str| {
        let what = parser.what();
        parser.refusal(
            &format!("this {what} is damaged in a way its reader trips over: {cause}"),
            file,
        )
    };
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(limits::STACK);
        let thread = builder.spawn_scoped(scope, || caught(|| work(bytes, file)));
        let outcome = thread.map_err(|cause| {
            Error::input(format!("no thread can be started to read this: {cause}"))
                .at(Place::file(file))
                .hint("close other programs, or raise `ulimit -u` and `ulimit -v`")
        })?;
        match outcome.join() {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(cause)) => Err(panicked(&cause)),
            Err(_) => Err(panicked("it stopped")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(work: Work<u32>, expected: std::result::Result<u32, &str>) {
        let outcome = read(Parser::Parquet, b"x", "a.parquet", work);
        assert_eq!(expected.map_err(str::to_owned), outcome.map_err(|error| error.to_string()));
    }

    #[test]
    fn what_the_work_returns_comes_back() {
        check(|bytes, _| Ok(u32::from(bytes[0])), Ok(120));
        check(
            |_, file| Err(Error::input("no rows").at(Place::file(file))),
            Err("a.parquet: no rows"),
        );
    }

    #[test]
    fn a_panic_is_an_error_with_the_name_of_the_file() {
        check(
            |bytes, _| Ok(u32::from(bytes[7])),
            Err("a.parquet: this Parquet file is damaged in a way its reader trips over: \
                 index out of bounds: the len is 1 but the index is 7"),
        );
    }

    #[test]
    fn deep_recursion_has_a_large_stack() {
        fn depth(n: u32) -> u32 {
            if n == 0 { 0 } else { 1 + std::hint::black_box(depth(std::hint::black_box(n - 1))) }
        }
        check(|_, _| Ok(depth(200_000)), Ok(200_000));
    }

    #[test]
    fn spreadsheets_of_before_2007_are_not_read_without_limits() {
        let error = read::<u32>(Parser::Xls, b"", "a.xls", |_, _| Ok(1)).unwrap_err();
        assert!(error.to_string().contains("before 2007"), "{error}");
        assert!(error.hint_text().is_some_and(|hint| hint.contains("XLSX")));
    }
}
