//! Columns of text: strings of any of Arrow's layouts, or lists of them.

use crate::text::Side;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

/// A column of texts, or of lists of segments.
#[derive(Clone, Debug)]
pub struct Texts(ArrayRef);

/// Tells whether a column of that type holds texts.
pub fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::List(item) | DataType::LargeList(item) => is_string(item.data_type()),
        kind => is_string(kind),
    }
}

fn is_string(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

impl Texts {
    /// Takes a column for which [`is_text`] holds.
    pub fn of(column: &ArrayRef) -> Texts {
        Texts(ArrayRef::clone(column))
    }

    /// Returns the text of a row, or what is wrong with it.
    pub fn get(&self, row: usize) -> Result<Side, &'static str> {
        if self.0.is_null(row) {
            return Err("is null");
        }
        let Some(items) = items(&self.0, row) else {
            return Ok(Side::Text(string(&self.0, row).to_owned()));
        };
        if items.null_count() > 0 {
            return Err("has a segment that is null");
        }
        Ok(Side::Segments((0..items.len()).map(|at| string(&items, at).to_owned()).collect()))
    }

    /// Returns how many bytes a row has.
    pub fn len_of(&self, row: usize) -> usize {
        if self.0.is_null(row) {
            return 0;
        }
        match items(&self.0, row) {
            None => string(&self.0, row).len(),
            Some(items) => (0..items.len()).map(|at| string(&items, at).len()).sum(),
        }
    }
}

/// Returns the items of a row, if the column holds lists.
fn items(column: &ArrayRef, row: usize) -> Option<ArrayRef> {
    let list = column.as_list_opt::<i32>().map(|lists| lists.value(row));
    list.or_else(|| column.as_list_opt::<i64>().map(|lists| lists.value(row)))
}

fn string(column: &ArrayRef, row: usize) -> &str {
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row),
        DataType::Utf8View => column.as_string_view().value(row),
        _ => "",
    }
}
