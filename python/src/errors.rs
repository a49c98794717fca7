//! Exceptions and notices: what went wrong, where, and what to type.
//!
//! The classes are Python's (`enregard/_errors.py`), so that they can inherit from
//! `ValueError` and `TypeError` too.

use enregard::error::{Error, Kind, Place};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyAny, PyType};
use std::fmt;

/// A class of exceptions.
#[derive(Clone, Copy, Debug)]
pub enum Class {
    /// An argument has the wrong type.
    WrongType,
    /// What is asked for cannot be done.
    Usage,
    /// A text, a table or a file is not what it should be.
    Input,
    /// People's work stands in the way.
    Conflict,
    /// This module has a bug.
    Bug,
}

static WRONG_TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static USAGE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static INPUT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static CONFLICT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static BUG: PyOnceLock<Py<PyType>> = PyOnceLock::new();

impl Class {
    fn of(kind: Kind) -> Class {
        match kind {
            Kind::Usage => Class::Usage,
            Kind::Conflict => Class::Conflict,
            _ => Class::Input,
        }
    }

    fn python(self, py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
        let (cell, name) = match self {
            Class::WrongType => (&WRONG_TYPE, "WrongTypeError"),
            Class::Usage => (&USAGE, "UsageError"),
            Class::Input => (&INPUT, "InputError"),
            Class::Conflict => (&CONFLICT, "ConflictError"),
            Class::Bug => (&BUG, "InternalError"),
        };
        cell.import(py, "enregard._errors", name)
    }
}

/// Returns an exception with a hint; that of Python if the class cannot be had.
pub fn error(py: Python<'_>, class: Class, message: &str, hint: &str) -> PyErr {
    raised(py, class, message, None, Some(hint))
}

/// Returns the exception that says what an error of the library says.
pub fn from_error(py: Python<'_>, error: &Error) -> PyErr {
    raised(py, Class::of(error.kind()), error.message(), error.place(), error.hint_text())
}

/// Returns an exception as an object, to be handed out instead of raised.
pub fn as_object(py: Python<'_>, error: PyErr) -> Py<PyAny> {
    error.into_value(py).into_any()
}

fn raised(
    py: Python<'_>,
    class: Class,
    message: &str,
    place: Option<&Place>,
    hint: Option<&str>,
) -> PyErr {
    let made = class.python(py).and_then(|class| {
        let place = place.map(|place| (place.file.clone(), place.line, place.column.clone()));
        class.call1((message, place, hint))
    });
    made.map_or_else(|error| error, PyErr::from_value)
}

/// What a person should know of a text or a file, when work can go on.
#[pyclass(frozen, get_all, module = "enregard")]
#[derive(Clone, Debug)]
pub struct Notice {
    /// The stable name of what was looked for.
    check: String,
    /// `"info"`, `"warning"` or `"error"`.
    severity: String,
    /// What was seen, as a sentence without a final period.
    message: String,
    /// Where, as `file:line:column`; `None` where there is no place.
    place: Option<String>,
}

impl Notice {
    /// Returns the notices of the library.
    pub fn all(notices: &[enregard::notice::Notice]) -> Vec<Notice> {
        let of = |notice: &enregard::notice::Notice| Notice {
            check: notice.check.to_owned(),
            severity: notice.severity.name().to_owned(),
            message: notice.message.clone(),
            place: notice.place.as_ref().map(ToString::to_string).filter(|text| !text.is_empty()),
        };
        notices.iter().map(of).collect()
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        write!(f, "{}: {place}{} [{}]", self.severity, self.message, self.check)
    }
}

#[pymethods]
impl Notice {
    fn __str__(&self) -> String {
        self.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Notice {self}>")
    }
}
