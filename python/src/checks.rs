//! Checks, as Python sees them.

use crate::alignment::Alignment;
use crate::errors::{Class, error, from_error};
use crate::pair;
use crate::points::{Points, Span};
use crate::run;
use crate::text;
use enregard::bead::{Shape, Side};
use enregard::check::{Glossary, Options};
use enregard::{Bitext, LangPair, Pair};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// One thing that a check saw in a pair.
#[pyclass(frozen, get_all, module = "enregard")]
#[derive(Clone, Debug)]
pub struct Finding {
    /// The position of the pair, from 0.
    pair: usize,
    /// The name of the check: `num.value`.
    check: &'static str,
    /// `"info"`, `"warning"` or `"error"`.
    severity: &'static str,
    /// Its code in the Multidimensional Quality Metrics.
    mqm: &'static str,
    /// `"src"` or `"tgt"`.
    side: &'static str,
    /// Where it stands in the text of that side, in code points.
    span: Span,
    /// What was seen, as a sentence without a final period.
    message: String,
    /// What to write instead; `""` if the check cannot know.
    suggestion: String,
    /// Names what was seen, and changes when the pair does.
    fingerprint: String,
}

#[pymethods]
impl Finding {
    fn __repr__(&self) -> String {
        format!(
            "<Finding {} {} of pair {}: {}>",
            self.severity, self.check, self.pair, self.message
        )
    }
}

impl Finding {
    fn of(finding: enregard::Finding, bitext: &Bitext) -> Finding {
        let pair = &bitext.pairs[finding.pair];
        let text = if finding.side == Side::Src { &pair.src } else { &pair.tgt };
        Finding {
            pair: finding.pair,
            check: finding.check.name(),
            severity: finding.severity.name(),
            mqm: finding.check.rule().mqm,
            side: finding.side.name(),
            span: Points::new(text).span(&finding.span),
            message: finding.message,
            suggestion: finding.suggestion,
            fingerprint: finding.fingerprint,
        }
    }
}

/// Checks pairs by what an aligner's model knows.
///
/// # Errors
///
/// The pairs are not pairs, or the glossary is not one.
pub fn run(
    aligner: &Arc<enregard::Aligner>,
    pairs: &Bound<'_, PyAny>,
    glossary: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Finding>> {
    let (py, aligner) = (pairs.py(), Arc::clone(aligner));
    let options =
        Options { glossary: take_glossary(glossary, aligner.langs())?, ..Options::default() };
    if let Ok(Alignment(aligned)) = pairs.cast::<Alignment>().map(|bound| bound.get().clone()) {
        return run::run(py, move |_| found(&aligner, &aligned.bitext, &options));
    }
    let pairs = take_pairs(pairs)?;
    let langs = aligner.langs().clone();
    let bitext = Bitext { langs, metadata: Vec::new(), carried_headers: Vec::new(), pairs };
    run::run(py, move |_| found(&aligner, &bitext, &options))
}

fn found(aligner: &enregard::Aligner, bitext: &Bitext, options: &Options) -> Vec<Finding> {
    let findings = aligner.check(bitext, options);
    findings.into_iter().map(|finding| Finding::of(finding, bitext)).collect()
}

fn take_pairs(pairs: &Bound<'_, PyAny>) -> PyResult<Vec<Pair>> {
    let py = pairs.py();
    let hint = "pass an Alignment, or a list of tuples (src, tgt)";
    let items = pairs.try_iter().map_err(|_| {
        let kind = pairs.get_type().name().map(|name| name.to_string()).unwrap_or_default();
        error(py, Class::WrongType, &format!("`pairs` is of type {kind}"), hint)
    })?;
    let mut taken = Vec::new();
    for (at, item) in items.enumerate() {
        let item = item?;
        if let Ok(pair) = item.cast::<pair::Pair>() {
            taken.push(pair.get().inner().clone());
            continue;
        }
        let Ok((src, tgt)) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>() else {
            let message = format!("`pairs[{at}]` is not a pair of texts");
            return Err(error(py, Class::WrongType, &message, hint));
        };
        let src = text::take(&src, &format!("pairs[{at}][0]"))?;
        let tgt = text::take(&tgt, &format!("pairs[{at}][1]"))?;
        let shape = Shape { src: usize::from(!src.is_empty()), tgt: usize::from(!tgt.is_empty()) };
        taken.push(Pair { id: (at + 1).to_string(), shape, src, tgt, ..Pair::default() });
    }
    Ok(taken)
}

/// Takes a glossary: a file, or a dict of terms and their translations.
fn take_glossary(value: Option<&Bound<'_, PyAny>>, langs: &LangPair) -> PyResult<Glossary> {
    let Some(value) = value else { return Ok(Glossary::default()) };
    let py = value.py();
    let (bytes, name) = if let Ok(terms) = value.cast::<PyDict>() {
        (table(terms, langs)?.into_bytes(), "glossary".to_owned())
    } else if let Ok(path) = value.extract::<PathBuf>() {
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).map_err(|cause| {
            let message = format!("{name}: this glossary cannot be read: {cause}");
            error(py, Class::Input, &message, "check the path")
        })?;
        (bytes, name)
    } else {
        let message = format!("`glossary` is of type {}", value.get_type().name()?);
        let hint = "pass a file (CSV, TSV, TBX), or a dict {\"terme\": \"term\"}";
        return Err(error(py, Class::WrongType, &message, hint));
    };
    Glossary::parse(&bytes, &name, langs).map_err(|error| from_error(py, &error))
}

/// Writes terms as the table that a glossary is read from.
fn table(terms: &Bound<'_, PyDict>, langs: &LangPair) -> PyResult<String> {
    let cell = |text: String| text.replace(['\t', '\n', '\r'], " ");
    let mut table = format!("{}\t{}\n", langs.src, langs.tgt);
    for (term, translation) in terms {
        let term = text::take(&term, "a term of `glossary`")?;
        let translation = text::take(&translation, &format!("glossary[{term:?}]"))?;
        let _ = writeln!(table, "{}\t{}", cell(term), cell(translation));
    }
    Ok(table)
}
