//! What there is to decide on before two sides are aligned.

use super::Input;
use crate::model::Model;
use crate::segment::Segment;
use crate::table::Table;
use std::ops::Range;

/// How the sides are to be paired.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum By {
    /// By keys or ids if the words bear them out, by source text if the table has
    /// it, else by aligning.
    #[default]
    Auto,
    /// By position: row for segment.
    Order,
    /// By the table's ids.
    Id,
    /// By the table's source text; what it does not hold is aligned.
    Memory,
}

/// What there is to decide on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    pub by: By,
    pub src: &'a [Segment],
    /// The source, if it is a table.
    pub src_table: Option<&'a Table>,
    pub tgt: &'a Input,
    /// The segments of the translation in the order of its rows.
    pub tgt_segments: &'a [Segment],
    pub model: &'a Model,
    /// What messages call the translation.
    pub name: &'a str,
    /// Whether somebody brought vectors, which are in the order of the rows.
    pub has_vectors: bool,
}

/// Returns, for each row, the run of segments that its cell became.
pub(super) fn runs_of_rows(tgt: &[Segment], n_rows: usize) -> Vec<Range<usize>> {
    let end_of = |row: usize| tgt.partition_point(|segment| segment.paragraph <= row);
    (0..n_rows).map(|row| end_of(row)..end_of(row + 1)).collect()
}
