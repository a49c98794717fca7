//! Tables of documents to tables of pairs, by Arrow.
//!
//! ```text
//! __arrow_c_stream__ ─► batches ─stretches of rows─► pairs, in parallel ─► batches ─► __arrow_c_stream__
//! ```
//!
//! A row that cannot be aligned gives a row with an `error`; the rest goes on. The
//! pairs are kept, so that the result can be read more than once: whoever has more
//! documents than memory passes them batch by batch.

mod answer;
mod texts;

use crate::columns::{STREAM, capsule, refused};
use crate::errors::{Class, error};
use crate::run;
use answer::Answer;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, RecordBatchReader};
use arrow_schema::{Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ops::Range;
use std::sync::Arc;
use texts::Texts;

/// The columns of a table that hold the documents.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The sources.
    pub src: &'a str,
    /// The translations.
    pub tgt: &'a str,
    /// What names the documents; without it they are numbered from 0.
    pub id: Option<&'a str>,
}

/// How many bytes of text are aligned before somebody looks for Ctrl-C and a batch is
/// ended. By hand: a second or two of work, and far from what a column may hold.
const BYTES_AT_ONCE: usize = 8 << 20;

/// The pairs of many documents: columns `id`, `pair`, `bead`, `src`, `tgt`, `score` and
/// `error`. Whoever reads Arrow takes it: `pyarrow.table(t)`, `polars.DataFrame(t)`,
/// `pandas.DataFrame.from_arrow(t)`, DuckDB.
#[pyclass(frozen, module = "enregard")]
#[derive(Clone, Debug)]
pub struct PairTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    n_errors: usize,
}

#[pymethods]
impl PairTable {
    /// How many documents could not be aligned.
    #[getter]
    fn n_errors(&self) -> usize {
        self.n_errors
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Hands the columns over by the Arrow PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        capsule(py, self.batches.clone(), Arc::clone(&self.schema))
    }

    fn __repr__(&self) -> String {
        format!("<PairTable, {} rows, {} errors>", self.__len__(), self.n_errors)
    }
}

/// Aligns every row of a table.
///
/// # Errors
///
/// It is not a table, or has no such columns of text.
pub fn align(
    aligner: &Arc<enregard::Aligner>,
    table: &Bound<'_, PyAny>,
    columns: &Columns<'_>,
    segmented: bool,
) -> PyResult<PairTable> {
    let py = table.py();
    let mut reader = reader(table)?;
    let places = Places::find(py, &reader.schema(), columns)?;
    let id_type = places.id.map(|at| reader.schema().field(at).data_type().clone());
    let schema = answer::schema(id_type);
    let mut made = PairTable { schema, batches: Vec::new(), n_errors: 0 };
    let mut n_rows = 0;
    while let Some(batch) = py.detach(|| reader.next()) {
        let batch = batch.map_err(refused)?;
        let documents = places.documents(&batch, n_rows)?;
        n_rows += batch.num_rows();
        for stretch in documents.stretches() {
            let (documents, aligner) = (documents.clone(), Arc::clone(aligner));
            let schema = Arc::clone(&made.schema);
            let answer = run::run(py, move |stop| {
                Answer::of(&aligner, &documents, stretch, segmented, stop).batch(schema)
            })?;
            let (batch, n_errors) = answer.map_err(refused)?;
            made.batches.push(batch);
            made.n_errors += n_errors;
        }
    }
    Ok(made)
}

/// Where the columns are.
#[derive(Clone, Copy, Debug)]
struct Places {
    src: usize,
    tgt: usize,
    id: Option<usize>,
}

impl Places {
    fn find(py: Python<'_>, schema: &Schema, columns: &Columns<'_>) -> PyResult<Places> {
        let find = |name: &str, argument: &str| {
            schema.index_of(name).map_err(|_| no_column(py, schema, name, argument))
        };
        let text = |name: &str, argument: &str| {
            let at = find(name, argument)?;
            let kind = schema.field(at).data_type();
            if texts::is_text(kind) {
                return Ok(at);
            }
            let message = format!("the column `{name}` is of type {kind}, not text");
            let hint = "cast it to strings, or to lists of strings that are segments";
            Err(error(py, Class::Input, &message, hint))
        };
        Ok(Places {
            src: text(columns.src, "src")?,
            tgt: text(columns.tgt, "tgt")?,
            id: columns.id.map(|id| find(id, "id")).transpose()?,
        })
    }

    fn documents(&self, batch: &RecordBatch, n_before: usize) -> PyResult<Documents> {
        let numbers = || -> PyResult<ArrayRef> {
            let n = i64::try_from(n_before)?..i64::try_from(n_before + batch.num_rows())?;
            Ok(Arc::new(n.collect::<Int64Array>()))
        };
        Ok(Documents {
            src: Texts::of(batch.column(self.src)),
            tgt: Texts::of(batch.column(self.tgt)),
            ids: self.id.map_or_else(numbers, |at| Ok(Arc::clone(batch.column(at))))?,
        })
    }
}

/// The documents of a batch.
#[derive(Clone, Debug)]
struct Documents {
    src: Texts,
    tgt: Texts,
    ids: ArrayRef,
}

impl Documents {
    /// Returns stretches of rows with about as much text each.
    fn stretches(&self) -> Vec<Range<usize>> {
        let (mut stretches, mut start, mut n_bytes) = (Vec::new(), 0, 0);
        for row in 0..self.ids.len() {
            n_bytes += self.src.len_of(row) + self.tgt.len_of(row);
            if n_bytes >= BYTES_AT_ONCE {
                stretches.push(start..row + 1);
                (start, n_bytes) = (row + 1, 0);
            }
        }
        if start < self.ids.len() {
            stretches.push(start..self.ids.len());
        }
        stretches
    }
}

fn reader(table: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let py = table.py();
    let Ok(method) = table.getattr("__arrow_c_stream__") else {
        let message = format!("`table` is of type {}", table.get_type().name()?);
        let hint = "pass what speaks Arrow: a table of polars, pyarrow, pandas 2.2, DuckDB …";
        return Err(error(py, Class::WrongType, &message, hint));
    };
    let capsule = method.call0()?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds such a stream, initialised and ours to take,
    // by the Arrow PyCapsule interface; `capsule` is alive.
    #[allow(unsafe_code, reason = "the interface hands over a pointer")]
    let reader = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) };
    reader.map_err(refused)
}

fn no_column(py: Python<'_>, schema: &Schema, name: &str, argument: &str) -> PyErr {
    let known: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let message = format!("there is no column `{name}`; there are: {}", known.join(", "));
    let hint = format!("say which it is: {argument}=\"{}\"", known.first().unwrap_or(&"COLUMN"));
    error(py, Class::Input, &message, &hint)
}
