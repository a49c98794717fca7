//! What the translation itself says of the pairing.

use super::Input;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::pairing::{Matching, by_id, by_memory, by_order, ids_match};
use crate::segment::Segment;
use crate::table::Row;
use std::ops::Range;

/// How the sides are to be paired.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum By {
    /// By ids if they fit, by source text if the table has it, else by aligning.
    #[default]
    Auto,
    /// By position: row for segment.
    Order,
    /// By the table's ids.
    Id,
    /// By the table's source text; what it does not hold is aligned.
    Memory,
}

/// What is known before anything is aligned.
#[derive(Debug)]
pub(super) enum Known {
    /// Everything: no aligner is needed.
    All(Matching),
    /// Some of it, to be kept.
    Some(Matching),
    /// Nothing.
    Nothing,
}

/// Finds what is known of the pairing of `src` with a translation. `name` is
/// that of the translation in messages.
///
/// # Errors
///
/// It is to be paired by what it does not have.
pub(super) fn find(by: By, src: &[Segment], tgt: &Input, name: &str) -> Result<Known> {
    let rows = tgt.table().map(|table| table.rows.as_slice());
    let has_src = |rows: &&[Row]| rows.iter().any(|row| row.src.is_some());
    Ok(match (by, rows) {
        (By::Order, Some(rows)) => Known::All(by_order(src, rows, name)),
        (By::Id, Some(rows)) => Known::All(by_id(src, rows, name)?),
        (By::Auto, Some(rows)) if ids_match(src, rows) => Known::All(by_id(src, rows, name)?),
        (By::Auto, rows) => match rows.filter(has_src) {
            Some(rows) => Known::Some(by_memory(src, rows, name)),
            None => Known::Nothing,
        },
        (By::Memory, Some(rows)) if has_src(&rows) => Known::Some(by_memory(src, rows, name)),
        (By::Memory, _) => return Err(lacks("a column of the source text", name)),
        (By::Id, None) => return Err(lacks("a column of ids", name)),
        (By::Order, None) => return Err(lacks("rows", name)),
    })
}

fn lacks(what: &str, name: &str) -> Error {
    Error::usage(format!("the translation has to be a table with {what}"))
        .at(Place::file(name))
        .hint("leave `--by` out to pair by what the texts say")
}

impl Known {
    /// Returns the translation with its ids carried along where they are no key.
    pub(super) fn settle(&self, translation: Input) -> Input {
        match self {
            Known::All(_) => translation,
            Known::Some(_) | Known::Nothing => translation.with_carried_ids(),
        }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        match self {
            Known::All(matching) | Known::Some(matching) => matching.findings,
            Known::Nothing => Vec::new(),
        }
    }
}

/// Returns, for each row, the run of segments that its cell became.
pub(super) fn runs_of_rows(tgt: &[Segment], n_rows: usize) -> Vec<Range<usize>> {
    let end_of = |row: usize| tgt.partition_point(|segment| segment.paragraph <= row);
    (0..n_rows).map(|row| end_of(row)..end_of(row + 1)).collect()
}
