//! Findings: what the tool saw that a person should know, when work can go on.
//!
//! The core never fails on a text. What is odd (bytes that are not text, rows
//! without a translation, texts that do not belong together) becomes a finding
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
pub struct Finding {
    /// The stable name of what was looked for, such as `encoding`.
    pub check: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was seen, as a sentence without a final period.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
}

impl Finding {
    /// Returns a finding of severity warning without a place.
    #[must_use]
    pub fn warning(check: &'static str, message: impl Into<String>) -> Finding {
        Finding { check, severity: Severity::Warning, message: message.into(), place: None }
    }

    /// Returns a finding of severity info without a place.
    #[must_use]
    pub fn info(check: &'static str, message: impl Into<String>) -> Finding {
        Finding { check, severity: Severity::Info, message: message.into(), place: None }
    }

    /// Returns this finding with its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Finding {
        self.place = Some(place);
        self
    }
}

/// Formats as `warning: file:line: message [check]`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.severity.name())?;
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} [{}]", self.message, self.check)
    }
}
