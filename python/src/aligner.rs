//! The aligner, as Python sees it: a model that is loaded once.

use crate::alignment::{Aligned, Alignment};
use crate::checks;
use crate::errors::{Class, as_object, error, from_error};
use crate::links::Link;
use crate::run::{self, Stop};
use crate::table;
use crate::text::{self, Side};
use enregard::bead::BySide;
use enregard::error::Error;
use enregard::model::{Model, format};
use enregard::{Lang, LangPair};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyTuple, PyType};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// Aligns texts of one pair of languages. The model is loaded once, and goes with the
/// aligner when it is pickled.
///
/// `model` is a file that `enregard train` made, or its bytes; without it the built-in
/// model serves French and English in either direction, and other languages are
/// aligned by names, numbers, cognates and length.
///
/// >>> import enregard as er
/// >>> aligner = er.Aligner(src_lang="en", tgt_lang="fr")
/// >>> aligner.align("It rains. I read.", "Il pleut. Je lis.")[1].tgt
/// 'Je lis.'
#[pyclass(frozen, module = "enregard")]
#[derive(Clone, Debug)]
pub struct Aligner {
    /// The aligner of the library.
    pub inner: Arc<enregard::Aligner>,
    /// What the model was read from; none of the built-in one.
    bytes: Option<Arc<[u8]>>,
}

#[pymethods]
impl Aligner {
    #[new]
    #[pyo3(signature = (model=None, *, src_lang=None, tgt_lang=None))]
    fn new(
        py: Python<'_>,
        model: Option<&Bound<'_, PyAny>>,
        src_lang: Option<&str>,
        tgt_lang: Option<&str>,
    ) -> PyResult<Aligner> {
        let lang = |tag: Option<&str>, name| tag.map(|tag| text::lang(py, tag, name)).transpose();
        let (src, tgt) = (lang(src_lang, "src_lang")?, lang(tgt_lang, "tgt_lang")?);
        let Some(model) = model else {
            let langs = LangPair::new(src.unwrap_or(Lang::FR), tgt.unwrap_or(Lang::EN));
            let inner = run::run(py, move |_| enregard::Aligner::new(langs))?;
            return Ok(Aligner { inner: Arc::new(inner), bytes: None });
        };
        let (bytes, name) = model_bytes(model)?;
        let given = Arc::clone(&bytes);
        let read = run::run(py, move |_| format::read(&given, &name))?;
        let model = read.map_err(|error| from_error(py, &error))?;
        let langs = LangPair::new(
            src.unwrap_or_else(|| model.langs.src.clone()),
            tgt.unwrap_or_else(|| model.langs.tgt.clone()),
        );
        let model = turned(py, model, &langs)?;
        let inner = run::run(py, move |_| enregard::Aligner::new(langs).with_model(model))?;
        Ok(Aligner { inner: Arc::new(inner), bytes: Some(bytes) })
    }

    /// The language of the source, as a tag.
    #[getter]
    fn src_lang(&self) -> &str {
        self.inner.langs().src.tag()
    }

    /// The language of the translation, as a tag.
    #[getter]
    fn tgt_lang(&self) -> &str {
        self.inner.langs().tgt.tag()
    }

    /// Aligns a text with its translation; each is a `str`, or a list of `str` that are
    /// taken as its segments. With `segmented` each line of a `str` is a segment.
    #[pyo3(signature = (src, tgt, *, segmented=false))]
    fn align(
        &self,
        src: &Bound<'_, PyAny>,
        tgt: &Bound<'_, PyAny>,
        segmented: bool,
    ) -> PyResult<Alignment> {
        let py = src.py();
        let sides = BySide { src: Side::take(src, "src")?, tgt: Side::take(tgt, "tgt")? };
        let aligner = Arc::clone(&self.inner);
        let aligned = run::run(py, move |_| align(&aligner, &sides, segmented))?;
        aligned.map(|aligned| Alignment(Arc::new(aligned))).map_err(|error| from_error(py, &error))
    }

    /// Aligns a list of `(src, tgt)`, on all threads. Where a document cannot be
    /// aligned, the exception stands in its place.
    #[pyo3(signature = (documents, *, segmented=false))]
    fn align_all<'py>(
        &self,
        documents: &Bound<'py, PyAny>,
        segmented: bool,
    ) -> PyResult<Bound<'py, PyList>> {
        let py = documents.py();
        let (mut sides, mut errors) = (Vec::new(), Vec::new());
        let items = documents.try_iter().map_err(|_| {
            let message = "`documents` is not iterable";
            error(py, Class::WrongType, message, "give tuples (src, tgt)")
        })?;
        for (at, document) in items.enumerate() {
            let (given, error) = match take_document(&document?, at) {
                Ok(given) => (Some(given), None),
                Err(error) => (None, Some(error)),
            };
            sides.push(given);
            errors.push(error);
        }
        let aligner = Arc::clone(&self.inner);
        let aligned = run::run(py, move |stop| align_all(&aligner, &sides, segmented, stop))?;
        let answers =
            errors.into_iter().zip(aligned).map(|(error, aligned)| match (error, aligned) {
                (Some(error), _) => Ok(as_object(py, error)),
                (_, Some(Ok(aligned))) => Ok(Py::new(py, Alignment(Arc::new(aligned)))?.into_any()),
                (_, Some(Err(cause))) => Ok(as_object(py, from_error(py, &cause))),
                (_, None) => Ok(py.None()),
            });
        PyList::new(py, answers.collect::<PyResult<Vec<Py<PyAny>>>>()?)
    }

    /// Links the words of a text with those of its translation.
    fn links(&self, src: &Bound<'_, PyAny>, tgt: &Bound<'_, PyAny>) -> PyResult<Vec<Link>> {
        let (py, aligner) = (src.py(), Arc::clone(&self.inner));
        let (src, tgt) = (text::take(src, "src")?, text::take(tgt, "tgt")?);
        run::run(py, move |_| Link::all(&aligner.links(&src, &tgt), &src, &tgt))
    }

    /// Returns what is wrong in pairs: an `Alignment`, or `(src, tgt)` tuples.
    #[pyo3(signature = (pairs, glossary=None))]
    fn check(
        &self,
        pairs: &Bound<'_, PyAny>,
        glossary: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<checks::Finding>> {
        checks::run(&self.inner, pairs, glossary)
    }

    /// Aligns every row of a table. See `enregard.align_table`.
    #[pyo3(signature = (table, *, src="src", tgt="tgt", id=None, segmented=false))]
    fn align_table(
        &self,
        table: &Bound<'_, PyAny>,
        src: &str,
        tgt: &str,
        id: Option<&str>,
        segmented: bool,
    ) -> PyResult<table::PairTable> {
        table::align(&self.inner, table, &table::Columns { src, tgt, id }, segmented)
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, this) = (slf.py(), slf.get());
        let model = this.bytes.as_ref().map(|bytes| PyBytes::new(py, bytes));
        let args = (model, this.src_lang(), this.tgt_lang()).into_pyobject(py)?;
        Ok((slf.get_type().getattr("_of")?, args))
    }

    /// Makes an aligner anew, from its pickle.
    #[classmethod]
    fn _of(
        cls: &Bound<'_, PyType>,
        model: Option<&Bound<'_, PyAny>>,
        src_lang: &str,
        tgt_lang: &str,
    ) -> PyResult<Aligner> {
        Aligner::new(cls.py(), model, Some(src_lang), Some(tgt_lang))
    }

    fn __repr__(&self) -> String {
        let model = if self.bytes.is_some() { " with a model of its own" } else { "" };
        format!("<Aligner {}{model}>", self.inner.langs())
    }
}

/// Aligns two sides.
pub fn align(
    aligner: &enregard::Aligner,
    sides: &BySide<Side>,
    segmented: bool,
) -> Result<Aligned, Error> {
    let outcome = aligner.outcome(sides.src.input(segmented), sides.tgt.input(segmented))?;
    Ok(Aligned::of(outcome, sides, segmented))
}

/// Aligns documents in parallel; none where there is nothing, or nobody waits any more.
fn align_all(
    aligner: &enregard::Aligner,
    documents: &[Option<BySide<Side>>],
    segmented: bool,
    stop: &Stop,
) -> Vec<Option<Result<Aligned, Error>>> {
    let answer = |sides: &Option<BySide<Side>>| {
        let sides = sides.as_ref().filter(|_| !stop.is_asked())?;
        Some(align(aligner, sides, segmented))
    };
    documents.par_iter().map(answer).collect()
}

fn take_document(document: &Bound<'_, PyAny>, at: usize) -> PyResult<BySide<Side>> {
    let Ok((src, tgt)) = document.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>() else {
        let message = format!("document {at} is not a pair of texts");
        return Err(error(document.py(), Class::WrongType, &message, "give tuples (src, tgt)"));
    };
    let side = |value, name: &str| Side::take(&value, &format!("{name} of document {at}"));
    Ok(BySide { src: side(src, "src")?, tgt: side(tgt, "tgt")? })
}

/// Returns the bytes of a model, and what messages call it.
fn model_bytes(model: &Bound<'_, PyAny>) -> PyResult<(Arc<[u8]>, String)> {
    let py = model.py();
    if let Ok(bytes) = model.cast::<PyBytes>() {
        return Ok((Arc::from(bytes.as_bytes()), "model".to_owned()));
    }
    let Ok(path) = model.extract::<PathBuf>() else {
        let hint = "pass the path of a file that `enregard train` made, or its bytes";
        let message = format!("`model` is of type {}", model.get_type().name()?);
        return Err(error(py, Class::WrongType, &message, hint));
    };
    let name = path.display().to_string();
    let bytes = std::fs::read(&path).map_err(|cause| {
        let message = format!("{name}: this model cannot be read: {cause}");
        error(py, Class::Input, &message, "check the path; `enregard train` makes models")
    })?;
    Ok((bytes.into(), name))
}

/// Returns a model for the direction of the languages.
fn turned(py: Python<'_>, model: Model, langs: &LangPair) -> PyResult<Model> {
    if model.serves(langs) {
        return Ok(model);
    }
    if model.serves(&langs.clone().reversed()) {
        return Ok(model.reversed());
    }
    let (src, tgt) = model.langs.tags();
    let message = format!("this model is for `{src}` and `{tgt}`");
    let hint = format!("pass src_lang=\"{src}\", tgt_lang=\"{tgt}\", or leave them out");
    Err(error(py, Class::Usage, &message, &hint))
}
