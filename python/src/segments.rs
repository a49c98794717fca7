//! Segments, as Python sees them.

use crate::points::{Points, Span};
use crate::run;
use crate::text;
use pyo3::prelude::*;

/// A sentence, a heading or a list item of a text.
#[pyclass(frozen, get_all, module = "enregard")]
#[derive(Clone, Debug)]
pub struct Segment {
    /// What it says, on one line.
    text: String,
    /// Where it stands in the text: its first code point, and the one after its last.
    span: Span,
    /// `"sentence"`, `"heading"`, `"list item"`, `"verse line"` or `"caption"`.
    kind: &'static str,
    /// The paragraph, counting from 1.
    paragraph: usize,
    /// A name that stays when other segments change: `p3.s2`.
    id: String,
}

#[pymethods]
impl Segment {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = self.text.as_str().into_pyobject(py)?.repr()?;
        Ok(format!("<Segment {} {} {text}>", self.id, self.kind))
    }
}

/// Cuts a text into segments.
///
/// >>> import enregard as er
/// >>> text = "M. Roy a lu l’art. 3. Il pleut."
/// >>> [segment.text for segment in er.segment(text)]
/// ['M. Roy a lu l’art. 3.', 'Il pleut.']
/// >>> start, end = er.segment(text)[1].span
/// >>> text[start:end]
/// 'Il pleut.'
#[pyfunction]
#[pyo3(signature = (text, lang="fr"))]
pub fn segment(text: &Bound<'_, PyAny>, lang: &str) -> PyResult<Vec<Segment>> {
    let py = text.py();
    let lang = text::lang(py, lang, "lang")?;
    let text = text::take(text, "text")?;
    run::run(py, move |_| {
        let mut points = Points::new(&text);
        let of = |segment: enregard::Segment| Segment {
            span: points.span(&segment.ink(&text)),
            text: segment.text,
            kind: segment.kind.name(),
            paragraph: segment.paragraph,
            id: segment.id,
        };
        enregard::segment(&text, &lang).into_iter().map(of).collect()
    })
}
