//! One pair, as Python sees it.

use crate::alignment::Aligned;
use crate::points::Span;
use enregard::bead::Side;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyRange, PyTuple};
use std::ops::Range;
use std::sync::Arc;

/// Where a pair stands on one side.
#[derive(Debug)]
pub struct Place<'a> {
    /// The spans of its segments.
    pub spans: &'a [Span],
    /// The positions of its segments.
    pub run: Range<usize>,
}

/// Texts that translate each other: one or more segments on each side, or none on one.
///
/// >>> import enregard as er
/// >>> src = "Il pleut. Je reste, et je lis."
/// >>> pair = er.align(src, "It rains. I stay in. I read.")[1]
/// >>> pair.bead, pair.tgt
/// ('1:2', 'I stay in. I read.')
/// >>> [src[start:end] for start, end in pair.src_spans]
/// ['Je reste, et je lis.']
/// >>> src_text, tgt_text = pair
#[pyclass(frozen, module = "enregard")]
#[derive(Clone, Debug)]
pub struct Pair {
    aligned: Arc<Aligned>,
    at: usize,
}

impl Pair {
    /// Returns the pair of that position, if there is one.
    pub fn new(aligned: &Arc<Aligned>, at: usize) -> Option<Pair> {
        let aligned = Arc::clone(aligned);
        (at < aligned.bitext.pairs.len()).then_some(Pair { aligned, at })
    }

    /// Returns the pair of the library.
    pub fn inner(&self) -> &enregard::Pair {
        &self.aligned.bitext.pairs[self.at]
    }

    fn spans(&self, side: Side) -> Option<Vec<Span>> {
        self.aligned.place(side, self.at).map(|place| place.spans.to_vec())
    }

    fn range<'py>(&self, py: Python<'py>, side: Side) -> PyResult<Option<Bound<'py, PyRange>>> {
        let Some(Place { run, .. }) = self.aligned.place(side, self.at) else { return Ok(None) };
        PyRange::new(py, run.start.try_into()?, run.end.try_into()?).map(Some)
    }
}

#[pymethods]
impl Pair {
    /// The id of its first source segment (`p3.s2`), or of the target's.
    #[getter]
    fn id(&self) -> &str {
        &self.inner().id
    }

    /// The source segments, joined by a space; `""` if there are none.
    #[getter]
    fn src(&self) -> &str {
        &self.inner().src
    }

    /// The target segments, joined by a space; `""` if there are none.
    #[getter]
    fn tgt(&self) -> &str {
        &self.inner().tgt
    }

    /// How many segments each side holds, as `"1:2"`.
    #[getter]
    fn bead(&self) -> String {
        self.inner().shape.to_string()
    }

    /// The probability that the pair is right, from 0 to 1; `None` if nobody computed
    /// it.
    #[getter]
    fn score(&self) -> Option<f64> {
        self.inner().score
    }

    /// Where each source segment stands in the `str` that was aligned, in code points,
    /// without the white space around it; of a list, each in its own item, which
    /// `src_range` names. `None` if the pair was read from a file.
    #[getter]
    fn src_spans(&self) -> Option<Vec<Span>> {
        self.spans(Side::Src)
    }

    /// The same for the target.
    #[getter]
    fn tgt_spans(&self) -> Option<Vec<Span>> {
        self.spans(Side::Tgt)
    }

    /// The positions of the source segments among all of the source, from 0. `None` if
    /// the pair was read from a file.
    #[getter]
    fn src_range<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyRange>>> {
        self.range(py, Side::Src)
    }

    /// The same for the target.
    #[getter]
    fn tgt_range<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyRange>>> {
        self.range(py, Side::Tgt)
    }

    /// What the first segment is: `"sentence"`, `"heading"`, `"list item"` …
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner().kind.name()
    }

    /// What a person decided: `"auto"`, `"accepted"`, `"edited"` or `"rejected"`.
    #[getter]
    fn status(&self) -> &'static str {
        self.inner().status.name()
    }

    /// What people say about the pair.
    #[getter]
    fn comment(&self) -> &str {
        &self.inner().comment
    }

    /// Gives the two texts, so that `src, tgt = pair` works.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyTuple::new(py, [self.src(), self.tgt()])?.try_iter()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let score = self.score().map(|score| format!(" {score:.2}")).unwrap_or_default();
        let (src, tgt) = (self.src().into_pyobject(py)?, self.tgt().into_pyobject(py)?);
        Ok(format!("<Pair {}{score} {} | {}>", self.bead(), src.repr()?, tgt.repr()?))
    }
}
