//! The pairs of a stretch of documents, as a batch of rows.

use super::Documents;
use crate::run::Stop;
use arrow_array::builder::{Float64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use arrow_select::take::take;
use enregard::Pair;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Returns the columns of an answer, ids being of that type; numbers if there are none.
pub fn schema(id: Option<DataType>) -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    Arc::new(Schema::new(vec![
        Field::new("id", id.unwrap_or(DataType::Int64), true),
        text("pair"),
        text("bead"),
        text("src"),
        text("tgt"),
        Field::new("score", DataType::Float64, true),
        text("error"),
    ]))
}

/// What came of a stretch of documents.
#[derive(Debug)]
pub struct Answer {
    ids: ArrayRef,
    /// The row of each document with its pairs, or why there are none.
    documents: Vec<(usize, Result<Vec<Pair>, String>)>,
}

/// The columns of an answer in the making.
#[derive(Debug, Default)]
struct Rows {
    documents: Vec<u64>,
    texts: [StringBuilder; 4],
    scores: Float64Builder,
    errors: StringBuilder,
}

impl Answer {
    /// Aligns the documents of a stretch, in parallel.
    pub fn of(
        aligner: &enregard::Aligner,
        documents: &Documents,
        stretch: Range<usize>,
        segmented: bool,
        stop: &Stop,
    ) -> Answer {
        let pairs = |row: usize| {
            if stop.is_asked() {
                return Ok(Vec::new());
            }
            let src = documents.src.get(row).map_err(|what| format!("the source {what}"))?;
            let tgt = documents.tgt.get(row).map_err(|what| format!("the translation {what}"))?;
            let outcome = aligner.outcome(src.input(segmented), tgt.input(segmented));
            outcome.map(|outcome| outcome.bitext.pairs).map_err(|error| error.to_string())
        };
        let documents_of = stretch.into_par_iter().map(|row| (row, pairs(row))).collect();
        Answer { ids: Arc::clone(&documents.ids), documents: documents_of }
    }

    /// Returns the rows, and how many documents could not be aligned.
    pub fn batch(self, schema: SchemaRef) -> Result<(RecordBatch, usize), ArrowError> {
        let mut rows = Rows::default();
        let mut n_errors = 0;
        for (document, pairs) in self.documents {
            match pairs {
                Ok(pairs) => pairs.iter().for_each(|pair| rows.pair(document, pair)),
                Err(error) => {
                    rows.error(document, &error);
                    n_errors += 1;
                }
            }
        }
        let ids = take(&self.ids, &UInt64Array::from(std::mem::take(&mut rows.documents)), None)?;
        Ok((RecordBatch::try_new(schema, rows.columns(ids))?, n_errors))
    }
}

impl Rows {
    fn pair(&mut self, document: usize, pair: &Pair) {
        self.documents.push(document as u64);
        let bead = pair.shape.to_string();
        for (column, text) in self.texts.iter_mut().zip([&pair.id, &bead, &pair.src, &pair.tgt]) {
            column.append_value(text);
        }
        self.scores.append_option(pair.score);
        self.errors.append_null();
    }

    fn error(&mut self, document: usize, error: &str) {
        self.documents.push(document as u64);
        self.texts.iter_mut().for_each(StringBuilder::append_null);
        self.scores.append_null();
        self.errors.append_value(error);
    }

    fn columns(mut self, ids: ArrayRef) -> Vec<ArrayRef> {
        let mut columns = vec![ids];
        columns.extend(self.texts.iter_mut().map(|text| Arc::new(text.finish()) as ArrayRef));
        columns.push(Arc::new(self.scores.finish()));
        columns.push(Arc::new(self.errors.finish()));
        columns
    }
}
