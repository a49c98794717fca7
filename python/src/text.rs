//! Takes texts from Python: `str`, or what can be walked through and holds `str`.

use crate::errors::{Class, error};
use enregard::Lang;
use enregard::pipeline::Input;
use enregard::readers::txt;
use enregard::text::Text;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyString};

/// A side as Python gave it.
#[derive(Clone, Debug)]
pub enum Side {
    /// A text.
    Text(String),
    /// Its segments.
    Segments(Vec<String>),
}

impl Side {
    /// Takes a side. `name` is what messages call it.
    ///
    /// # Errors
    ///
    /// It is not a text or a list of texts, or holds what is not Unicode.
    pub fn take(value: &Bound<'_, PyAny>, name: &str) -> PyResult<Side> {
        if let Ok(text) = value.cast::<PyString>() {
            return string(text, name).map(Side::Text);
        }
        if value.is_none() || is_no_list(value) {
            return Err(wrong(value, name, "a str or a list of str"));
        }
        let items = value.try_iter().map_err(|_| wrong(value, name, "a str or a list of str"))?;
        let mut segments = Vec::with_capacity(value.len().unwrap_or_default());
        for (at, item) in items.enumerate() {
            segments.push(take(&item?, &format!("{name}[{at}]"))?);
        }
        Ok(Side::Segments(segments))
    }

    /// Returns what the library aligns; with `segmented` a line of a text is a segment.
    pub fn input(&self, segmented: bool) -> Input {
        match self {
            Side::Segments(segments) => Input::Segments(segments.clone()),
            Side::Text(text) if segmented => Input::Lines(Text::from_string(text.clone())),
            Side::Text(text) => Input::Document(txt::read(Text::from_string(text.clone()))),
        }
    }
}

/// Takes a text. `name` is what messages call it.
///
/// # Errors
///
/// It is not a `str`, or holds what is not Unicode.
pub fn take(value: &Bound<'_, PyAny>, name: &str) -> PyResult<String> {
    match value.cast::<PyString>() {
        Ok(text) => string(text, name),
        Err(_) => Err(wrong(value, name, "a str")),
    }
}

/// Takes a language by its tag or name.
///
/// # Errors
///
/// There is no such language.
pub fn lang(py: Python<'_>, text: &str, name: &str) -> PyResult<Lang> {
    Lang::parse(text).ok_or_else(|| {
        let message = format!("`{name}` is `{text}`, which is not a language tag");
        error(py, Class::Usage, &message, "pass a tag such as \"fr\"")
    })
}

fn string(text: &Bound<'_, PyString>, name: &str) -> PyResult<String> {
    if let Ok(text) = text.to_str() {
        return Ok(text.to_owned());
    }
    let at = text.try_iter()?.position(|c| c.is_ok_and(|c| c.extract::<String>().is_err()));
    let message = format!(
        "`{name}` has a lone surrogate at position {}, which no text has",
        at.unwrap_or_default()
    );
    let hint = "read the file with errors=\"replace\", or pass \
        text.encode(\"utf-16\", \"surrogatepass\").decode(\"utf-16\", \"replace\")";
    Err(error(text.py(), Class::Input, &message, hint))
}

fn is_no_list(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyBytes>()
        || value.is_instance_of::<PyByteArray>()
        || value.is_instance_of::<PyDict>()
}

fn wrong(value: &Bound<'_, PyAny>, name: &str, expected: &str) -> PyErr {
    let py = value.py();
    if value.is_none() {
        let hint = "leave out rows without a text, or pass \"\" for an empty one";
        return error(
            py,
            Class::WrongType,
            &format!("`{name}` is None; expected {expected}"),
            hint,
        );
    }
    let kind = value.get_type().name().map(|name| name.to_string()).unwrap_or_default();
    let is_bytes = value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>();
    let hint = if is_bytes {
        "decode it: data.decode(\"utf-8\")".to_owned()
    } else {
        format!("pass {expected}")
    };
    let message = format!("`{name}` is of type {kind}; expected {expected}");
    error(py, Class::WrongType, &message, &hint)
}
