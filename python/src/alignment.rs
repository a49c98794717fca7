//! What comes of an alignment, or of reading a bitext.

use crate::columns;
use crate::errors::{Class, Notice, error};
use crate::files;
use crate::pair::{Pair, Place};
use crate::points::{Points, Span};
use crate::text::Side;
use enregard::Bitext;
use enregard::bead::BySide;
use enregard::notice;
use enregard::pipeline::Outcome;
use enregard::segment::Segment;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PySlice};
use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Pairs with where they stand in the texts that Python gave.
#[derive(Debug)]
pub struct Aligned {
    /// The pairs.
    pub bitext: Bitext,
    /// Where they stand; none of a bitext that was read from a file.
    pub places: Option<BySide<Placed>>,
    /// What a person should know.
    pub notices: Vec<notice::Notice>,
}

/// Where the pairs stand on one side.
#[derive(Debug, Default)]
pub struct Placed {
    /// The spans of the segments: in the text, or each in its own item of a list.
    spans: Vec<Span>,
    /// The positions of the segments of each pair.
    runs: Vec<Range<usize>>,
}

impl Aligned {
    /// Takes what came of two sides.
    pub fn of(outcome: Outcome, sides: &BySide<Side>, segmented: bool) -> Aligned {
        let pairs = &outcome.bitext.pairs;
        let src_ids: Vec<&[String]> = pairs.iter().map(|pair| pair.src_ids.as_slice()).collect();
        let tgt_ids: Vec<&[String]> = pairs.iter().map(|pair| pair.tgt_ids.as_slice()).collect();
        let places = BySide {
            src: Placed::of(&outcome.segments.src, &src_ids, &sides.src, segmented),
            tgt: Placed::of(&outcome.segments.tgt, &tgt_ids, &sides.tgt, segmented),
        };
        Aligned { bitext: outcome.bitext, places: Some(places), notices: outcome.findings }
    }

    /// Returns where a pair stands on one side; none if nobody knows.
    pub fn place(&self, side: enregard::bead::Side, at: usize) -> Option<Place<'_>> {
        let placed = self.places.as_ref()?.of(side);
        let run = placed.runs.get(at)?.clone();
        Some(Place { spans: placed.spans.get(run.clone())?, run })
    }
}

impl Placed {
    fn of(segments: &[Segment], ids: &[&[String]], side: &Side, segmented: bool) -> Placed {
        Placed { spans: spans(segments, side, segmented), runs: runs(segments, ids) }
    }
}

/// Returns the spans of segments, without the white space around them.
fn spans(segments: &[Segment], side: &Side, segmented: bool) -> Vec<Span> {
    match side {
        Side::Segments(items) => items.iter().map(|item| (0, item.chars().count())).collect(),
        Side::Text(text) => {
            let mut points = Points::new(text);
            let bytes = |segment: &Segment| {
                let start = segment.span.start;
                if segmented { start..start + segment.text.len() } else { segment.ink(text) }
            };
            segments.iter().map(|segment| points.span(&bytes(segment))).collect()
        }
    }
}

/// Returns the positions of the segments of each pair, by their ids.
fn runs(segments: &[Segment], ids: &[&[String]]) -> Vec<Range<usize>> {
    let position: HashMap<&str, usize> =
        segments.iter().enumerate().map(|(at, segment)| (segment.id.as_str(), at)).collect();
    let mut end = 0;
    let run = |ids: &&[String]| {
        let start = ids.first().and_then(|id| position.get(id.as_str()).copied()).unwrap_or(end);
        end = start + ids.len();
        start..end
    };
    ids.iter().map(run).collect()
}

/// The pairs of two texts, in the order of the source.
///
/// It is a sequence of :class:`Pair`, and a table for whoever reads Arrow.
///
/// >>> import enregard as er
/// >>> a = er.align("Il pleut. Je lis.", "It rains. I read.")
/// >>> len(a), a[0].src, a[-1].tgt
/// (2, 'Il pleut.', 'I read.')
/// >>> [pair.bead for pair in a]
/// ['1:1', '1:1']
#[pyclass(frozen, sequence, module = "enregard")]
#[derive(Clone, Debug)]
pub struct Alignment(pub Arc<Aligned>);

/// Walks through the pairs of an alignment.
#[pyclass(module = "enregard")]
#[derive(Debug)]
pub struct Pairs {
    aligned: Arc<Aligned>,
    next: usize,
}

#[pymethods]
impl Pairs {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&mut self) -> Option<Pair> {
        let pair = Pair::new(&self.aligned, self.next)?;
        self.next += 1;
        Some(pair)
    }
}

#[pymethods]
impl Alignment {
    /// The language of the source, as a tag.
    #[getter]
    fn src_lang(&self) -> &str {
        self.0.bitext.langs.src.tag()
    }

    /// The language of the translation, as a tag.
    #[getter]
    fn tgt_lang(&self) -> &str {
        self.0.bitext.langs.tgt.tag()
    }

    /// What a person should know: that the texts do not seem to belong together, that
    /// one is in another language, what is odd in a file.
    #[getter]
    fn notices(&self) -> Vec<Notice> {
        Notice::all(&self.0.notices)
    }

    /// What is known of the document (its date, its title).
    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let known = PyDict::new(py);
        for (key, value) in &self.0.bitext.metadata {
            known.set_item(key, value)?;
        }
        Ok(known)
    }

    fn __len__(&self) -> usize {
        self.0.bitext.pairs.len()
    }

    fn __iter__(&self) -> Pairs {
        Pairs { aligned: Arc::clone(&self.0), next: 0 }
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (py, n) = (key.py(), self.__len__());
        if let Ok(slice) = key.cast::<PySlice>() {
            let indices = slice.indices(isize::try_from(n)?)?;
            let at = |step: usize| indices.start + indices.step * step.cast_signed();
            let pairs = (0..indices.slicelength)
                .filter_map(|step| Pair::new(&self.0, usize::try_from(at(step)).ok()?));
            return pairs.collect::<Vec<_>>().into_pyobject(py);
        }
        let at: isize = key.extract()?;
        let at = if at < 0 { at + n.cast_signed() } else { at };
        let pair = usize::try_from(at).ok().and_then(|at| Pair::new(&self.0, at));
        let out_of_range = || {
            let message = format!("there is no pair {key}; there are {n}");
            pyo3::exceptions::PyIndexError::new_err(message)
        };
        Ok(pair.ok_or_else(out_of_range)?.into_pyobject(py)?.into_any())
    }

    /// Writes the pairs to a file: CSV, TMX, XLSX, JSON lines, Parquet and others, by
    /// its name unless `format` says it. A file in which people have decided something
    /// is replaced only with `force`. Returns what the format has no place for; what is
    /// lost by that is said as a `NoticeWarning` too.
    ///
    /// >>> import enregard as er, tempfile, pathlib
    /// >>> path = pathlib.Path(tempfile.mkdtemp(), "pairs.tmx")
    /// >>> er.align("Il pleut.", "It rains.").save(path)
    /// []
    /// >>> er.read(path)[0].tgt
    /// 'It rains.'
    #[pyo3(signature = (path, format=None, *, force=false))]
    fn save(
        &self,
        py: Python<'_>,
        path: PathBuf,
        format: Option<&str>,
        force: bool,
    ) -> PyResult<Vec<Notice>> {
        files::save(py, &self.0, path, format, force)
    }

    /// Returns the columns of the pairs as lists, by name: `id`, `bead`, `src`, `tgt`,
    /// `score`, `status`, `comment`, and what was carried along from a table.
    ///
    /// >>> import enregard as er
    /// >>> er.align("Il pleut.", "It rains.").to_dict()["tgt"]
    /// ['It rains.']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns::dict(py, &self.0.bitext)
    }

    /// Returns the same columns as a `pandas.DataFrame`. Needs pandas; polars, pyarrow
    /// and DuckDB take the alignment itself.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let pandas = py.import("pandas").map_err(|_| {
            let hint = "`pip install pandas`, or call to_dict()";
            error(py, Class::Usage, "pandas is not installed", hint)
        })?;
        pandas.call_method1("DataFrame", (self.to_dict(py)?,))
    }

    /// Hands the columns over by the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        columns::stream(py, &self.0.bitext)
    }

    /// Shows the pairs as a facing table, in a notebook.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("enregard._show")?.call_method1("table", (slf,))
    }

    fn __repr__(&self) -> String {
        let notices = match self.0.notices.len() {
            0 => String::new(),
            1 => ", 1 notice".to_owned(),
            n => format!(", {n} notices"),
        };
        format!("<Alignment {}, {} pairs{notices}>", self.0.bitext.langs, self.__len__())
    }
}
