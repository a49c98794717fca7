//! Reads translation tables: whatever a translator's spreadsheet saves.

use crate::finding::Finding;

/// A table of translations as rows, in the order of the file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Table {
    /// The rows that hold any text.
    pub rows: Vec<Row>,
    /// The headers of the columns that are carried along, in file order.
    pub carried_headers: Vec<String>,
    /// What was detected and what is odd.
    pub findings: Vec<Finding>,
}

/// One row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Row {
    /// The line of the file on which the row starts, counting from 1.
    pub line: u64,
    /// The value of the id column.
    pub id: Option<String>,
    /// The source text, if the table has it.
    pub src: Option<String>,
    /// The translation; may be blank.
    pub tgt: String,
    /// The other cells, one for each of the table's carried headers.
    pub carried: Vec<String>,
}
