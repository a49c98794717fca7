//! Pairs as columns: lists for Python, arrays for Arrow.

use arrow_array::builder::{Float64Builder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use enregard::{Bitext, Pair};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};
use std::ffi::CStr;
use std::sync::Arc;

/// The name that the Arrow PyCapsule interface gives a stream.
pub const STREAM: &CStr = c"arrow_array_stream";

/// A column of text, by its name.
type TextColumn = (&'static str, fn(&Pair) -> String);

/// The columns of text, in order; the score stands before the second half.
const BEFORE_SCORE: [TextColumn; 4] = [
    ("id", |pair| pair.id.clone()),
    ("bead", |pair| pair.shape.to_string()),
    ("src", |pair| pair.src.clone()),
    ("tgt", |pair| pair.tgt.clone()),
];
const AFTER_SCORE: [TextColumn; 2] =
    [("status", |pair| pair.status.name().to_owned()), ("comment", |pair| pair.comment.clone())];

/// Returns the columns of a bitext as lists, by name; a carried one whose name is taken
/// has an underscore behind it.
pub fn dict<'py>(py: Python<'py>, bitext: &Bitext) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    let texts = |text: fn(&Pair) -> String| bitext.pairs.iter().map(text).collect::<Vec<_>>();
    for (name, text) in BEFORE_SCORE {
        columns.set_item(name, texts(text))?;
    }
    let scores: Vec<Option<f64>> = bitext.pairs.iter().map(|pair| pair.score).collect();
    columns.set_item("score", scores)?;
    for (name, text) in AFTER_SCORE {
        columns.set_item(name, texts(text))?;
    }
    for (at, header) in bitext.carried_headers.iter().enumerate() {
        let mut name = header.clone();
        while columns.contains(&name)? {
            name.push('_');
        }
        let cell = |pair: &Pair| pair.carried.get(at).cloned().unwrap_or_default();
        columns.set_item(name, bitext.pairs.iter().map(cell).collect::<Vec<_>>())?;
    }
    Ok(columns)
}

/// Hands the columns of a bitext over, without the carried ones.
pub fn stream<'py>(py: Python<'py>, bitext: &Bitext) -> PyResult<Bound<'py, PyCapsule>> {
    let batches = bitext.pairs.chunks(PAIRS_AT_ONCE).map(batch).collect::<Result<Vec<_>, _>>();
    capsule(py, batches.map_err(refused)?, schema())
}

/// How many pairs are in a batch. By hand: their texts are far from the 2 GiB that one
/// column of a batch may hold.
const PAIRS_AT_ONCE: usize = 65_536;

/// Hands batches over as a stream.
pub fn capsule(
    py: Python<'_>,
    batches: Vec<RecordBatch>,
    schema: SchemaRef,
) -> PyResult<Bound<'_, PyCapsule>> {
    let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), STREAM)
}

/// Returns the exception for what Arrow refuses.
pub fn refused(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

fn schema() -> SchemaRef {
    let text = |(name, _): &TextColumn| Field::new(*name, DataType::Utf8, false);
    let mut fields: Vec<Field> = BEFORE_SCORE.iter().map(text).collect();
    fields.push(Field::new("score", DataType::Float64, true));
    fields.extend(AFTER_SCORE.iter().map(text));
    Arc::new(Schema::new(fields))
}

fn batch(pairs: &[Pair]) -> Result<RecordBatch, ArrowError> {
    let texts = |(_, text): &TextColumn| -> ArrayRef {
        let mut column = StringBuilder::new();
        for pair in pairs {
            column.append_value(text(pair));
        }
        Arc::new(column.finish())
    };
    let mut scores = Float64Builder::new();
    for pair in pairs {
        scores.append_option(pair.score);
    }
    let mut columns: Vec<ArrayRef> = BEFORE_SCORE.iter().map(texts).collect();
    columns.push(Arc::new(scores.finish()));
    columns.extend(AFTER_SCORE.iter().map(texts));
    RecordBatch::try_new(schema(), columns)
}
