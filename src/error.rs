//! Says what stopped the two ends: what, where, what was expected, what to type.
//!
//! Only reading and writing fail. The core works on any text and reports what
//! it finds odd as a [`Notice`](crate::notice::Notice) instead.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Which of the contract's exit codes an error leads to.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub enum Kind {
    /// The command line asks for something that cannot be done (exit 2).
    Usage,
    /// An input cannot be read or is not what it should be (exit 3).
    Input,
    /// Somebody else's work stands in the way (exit 4).
    Conflict,
}

/// Where in an input the trouble is, as precisely as is known.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Place {
    /// The file as the user named it, or `stdin`.
    pub file: String,
    /// The line, counting from 1.
    pub line: Option<u64>,
    /// The header of the column.
    pub column: Option<String>,
}

impl Place {
    /// Returns the place that is a whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: file.into(), line: None, column: None }
    }

    /// Returns this place narrowed to a line, counting from 1.
    #[must_use]
    pub fn line(mut self, line: u64) -> Place {
        self.line = Some(line);
        self
    }

    /// Returns this place narrowed to a column, by its header.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Place {
        self.column = Some(column.into());
        self
    }
}

/// Formats as `file:line:column`, which terminals and editors can click.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// A failure at one of the two ends, with its place and a hint. It can be sent
/// from one process to another.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Error {
    kind: Kind,
    message: String,
    place: Option<Place>,
    hint: Option<String>,
}

/// What reading and writing return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Returns an error of the command line.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Error {
        Error::new(Kind::Usage, message)
    }

    /// Returns an error of an input.
    #[must_use]
    pub fn input(message: impl Into<String>) -> Error {
        Error::new(Kind::Input, message)
    }

    /// Returns a conflict with work that must not be lost.
    #[must_use]
    pub fn conflict(message: impl Into<String>) -> Error {
        Error::new(Kind::Conflict, message)
    }

    fn new(kind: Kind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), place: None, hint: None }
    }

    /// Returns this error with its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Error {
        self.place = Some(place);
        self
    }

    /// Returns this error with what to type next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hint = Some(hint.into());
        self
    }

    /// Returns which exit code this leads to.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns what is wrong, without where.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns where the trouble is.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Returns the change of the command line or file most likely to help.
    #[must_use]
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_printed_as_file_line_column() {
        let place = Place::file("notices.csv").line(218).column("en");
        let error = Error::input("the cell is empty").at(place);
        assert_eq!("notices.csv:218:en: the cell is empty", error.to_string());
    }

    #[test]
    fn the_hint_stays_out_of_the_message() {
        let error = Error::usage("two inputs are `-`").hint("name one of them");
        assert_eq!("two inputs are `-`", error.to_string());
        assert_eq!(Some("name one of them"), error.hint_text());
    }
}
