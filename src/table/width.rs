//! How many columns a table may have.

use crate::error::{Error, Place, Result};

/// More columns than this are not carried along. By hand: ten times the widest
/// table that was met; a hundred thousand would take minutes and gigabytes.
pub const MAX_CARRIED: usize = 2_000;

/// A table has those, and some columns of texts, ids and what reviews know.
pub(super) const MAX_COLUMNS: u32 = 2_050;

/// Refuses a table by the number of its columns.
///
/// # Errors
///
/// There are more than anybody reads.
pub fn refuse_wide(n_columns: usize, file: &str) -> Result<()> {
    if u32::try_from(n_columns).is_ok_and(|n_columns| n_columns <= MAX_COLUMNS) {
        return Ok(());
    }
    let message = format!("the table has {n_columns} columns, and {MAX_CARRIED} can be carried");
    Err(Error::input(message)
        .at(Place::file(file))
        .hint("keep the columns that count; --delimiter says what parts the cells"))
}
