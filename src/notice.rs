//! Notices: what the tool saw that a person should know, when work can go on.
//!
//! The core never fails on a text. What is odd (bytes that are not text, rows
//! without a translation, texts that do not belong together) becomes a notice
//! and the work goes on.

use crate::error::Place;
use std::fmt;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Info,
    /// A person should look.
    Warning,
    /// The result is very likely wrong there.
    Error,
}

impl Severity {
    /// Returns the name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One thing seen, with its place if it has one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Notice {
    /// The stable name of what was looked for, such as `encoding`.
    pub check: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was seen, as a sentence without a final period.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
}

impl Notice {
    /// Returns a notice of severity warning without a place.
    #[must_use]
    pub fn warning(check: &'static str, message: impl Into<String>) -> Notice {
        Notice { check, severity: Severity::Warning, message: message.into(), place: None }
    }

    /// Returns a notice of severity info without a place.
    #[must_use]
    pub fn info(check: &'static str, message: impl Into<String>) -> Notice {
        Notice { check, severity: Severity::Info, message: message.into(), place: None }
    }

    /// Returns this notice with its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Notice {
        self.place = Some(place);
        self
    }
}

/// Formats as `warning: file:line: message [check]`.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.severity.name())?;
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} [{}]", self.message, self.check)
    }
}
