//! Reads translation tables: whatever a translator's spreadsheet saves.
//!
//! ```text
//! bytes ─delimited, xlsx or json_lines─► rows of cells ─columns─► which is what ─square─► Table
//! ```
//!
//! CSV and its kin, XLSX, ODS and JSON lines; with a header or without; rows that are
//! sentences, paragraphs or blank. What was detected is said in a finding and
//! can be overridden by [`Options`]. Cells are given as they stand, with white
//! space around them taken off.
//!
//! What a table means (which row translates which segment) is not known here.

mod assemble;
mod blank;
mod columns;
mod delimited;
mod grid;
mod json_lines;
mod names;
mod notes;
mod sniff;
mod square;
#[cfg(test)]
mod tests;
mod width;
mod workbook;
mod xlsx;

use crate::error::Result;
use crate::guard::{self, Parser};
use crate::lang::LangPair;
use crate::notice::Notice;
pub use blank::{is_of_marks_alike, is_placeholder, marks};
pub use columns::{TextColumns, text_columns};
pub use delimited::{Cells, has_text};
pub use grid::{Grid, Rows, grid, rows, sheets};
pub use width::{MAX_CARRIED, refuse_wide};

/// A table of translations as rows, in the order of the file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Table {
    /// The rows that hold any text, and blank ones if they are wanted.
    pub rows: Vec<Row>,
    /// The headers of the columns that are carried along, in file order.
    pub carried_headers: Vec<String>,
    /// The header of the id column.
    pub id_header: Option<String>,
    /// What was detected and what is odd.
    pub findings: Vec<Notice>,
}

impl Table {
    /// Returns how many rows hold a translation; none if the table is blank.
    #[must_use]
    pub fn n_translations(&self) -> Option<usize> {
        let has_text = |row: &&Row| !row.tgt.trim().is_empty();
        (!self.rows.is_empty()).then(|| self.rows.iter().filter(has_text).count())
    }

    /// Puts blank rows where they stood; those at the two ends move nothing.
    fn insert_blank_rows(&mut self, lines: &[u64]) {
        let (Some(first), Some(last)) = (self.rows.first(), self.rows.last()) else { return };
        let blank = Row {
            src: first.src.as_ref().map(|_| String::new()),
            carried: vec![String::new(); self.carried_headers.len()],
            ..Row::default()
        };
        let inside = first.line..last.line;
        let lines = lines.iter().filter(|line| inside.contains(line));
        self.rows.extend(lines.map(|line| Row { line: *line, ..blank.clone() }));
        self.rows.sort_by_key(|row| row.line);
    }

    /// Returns the table without the carried columns that are not wanted, of
    /// which the header and the cells are looked at.
    #[must_use]
    pub fn with_carried(mut self, is_wanted: impl Fn(&str, &[&str]) -> bool) -> Table {
        for column in (0..self.carried_headers.len()).rev() {
            let cells: Vec<&str> = self.rows.iter().map(|row| &*row.carried[column]).collect();
            if !is_wanted(&self.carried_headers[column], &cells) {
                self.carried_headers.remove(column);
                self.rows.iter_mut().for_each(|row| _ = row.carried.remove(column));
            }
        }
        self
    }

    /// Takes the notes of a translator (`[TN: …]`) out of the cells, and returns how
    /// many there were.
    pub fn part_notes(&mut self) -> usize {
        let mut n_notes = 0;
        for row in &mut self.rows {
            let Some(parted) = notes::part(&row.tgt) else { continue };
            n_notes += parted.notes.len();
            let notes = std::iter::once(row.note.as_str()).filter(|note| !note.is_empty());
            row.note =
                notes.chain(parted.notes.iter().map(|note| &**note)).collect::<Vec<_>>().join(" ");
            row.tgt = parted.text;
        }
        n_notes
    }

    /// Returns the table with its rows in another order, which names each row once.
    #[must_use]
    pub fn with_rows_in(mut self, order: &[usize]) -> Table {
        self.rows = order.iter().filter_map(|row| self.rows.get(*row).cloned()).collect();
        self
    }

    /// Returns the table with its ids carried along as the first column, for
    /// ids that turn out to be no key but a running number or a translator's
    /// own.
    #[must_use]
    pub fn with_carried_ids(mut self) -> Table {
        let Some(header) = self.id_header.take() else { return self };
        self.carried_headers.insert(0, header);
        for row in &mut self.rows {
            row.carried.insert(0, row.id.take().unwrap_or_default());
        }
        self
    }
}

/// One row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Row {
    /// The line of the file on which the row starts, counting from 1.
    pub line: u64,
    /// Which row of the file this is, counting from 1; 0 if it was not read from one.
    pub number: usize,
    /// The value of the id column.
    pub id: Option<String>,
    /// The source text, if the table has it.
    pub src: Option<String>,
    /// The translation; may be blank.
    pub tgt: String,
    /// What the translator says of it in brackets.
    pub note: String,
    /// The other cells, one for each of the table's carried headers.
    pub carried: Vec<String>,
}

/// What the user says of a table; what is `None` is detected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Options {
    /// The languages.
    pub langs: LangPair,
    /// The column of translations: a header, or a number counting from 1.
    pub column: Option<String>,
    /// The column of ids: a header, or a number counting from 1.
    pub id_column: Option<String>,
    /// Whether the first row is a header.
    pub header: Option<bool>,
    /// What delimits the cells: an ASCII character.
    pub delimiter: Option<u8>,
    /// The sheet of a spreadsheet: its name, or its number among those that can be
    /// seen.
    pub sheet: Option<String>,
    /// Whether blank rows between others are rows, so that positions are kept.
    pub keeps_blank_rows: bool,
}

impl Options {
    /// Returns the options that detect everything.
    #[must_use]
    pub fn new(langs: LangPair) -> Options {
        Options {
            langs,
            column: None,
            id_column: None,
            header: None,
            delimiter: None,
            sheet: None,
            keeps_blank_rows: false,
        }
    }
}

/// Reads a table of translations. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not a table, it is empty, or no column can be told to be the
/// translation; the message lists the columns that there are.
pub fn read(bytes: &[u8], file: &str, options: &Options) -> Result<Table> {
    let mut grid = grid(bytes, file, options)?;
    let options = &Options { header: options.header.or(grid.header), ..options.clone() };
    let columns = columns::choose(&grid.rows, file, options)
        .map_err(|error| workbook::with_hint(error, &grid.other_sheets))?;
    let mut rows = grid.rows.split_off(columns.n_head_rows);
    grid.findings.extend(columns::drop_repeats(&mut rows, grid.rows.last(), file));
    let blank_lines = std::mem::take(&mut grid.blank_lines);
    let mut table = assemble::assemble(rows, grid, columns, file, options);
    if options.keeps_blank_rows {
        table.insert_blank_rows(&blank_lines);
    }
    for (number, row) in (1..).zip(&mut table.rows) {
        row.number = number;
    }
    Ok(table)
}

/// Tells whether the first row of some bytes is a header that names a column of
/// translations, so that they are a table and not a text; if a delimiter is
/// given, only with that one.
#[must_use]
pub fn names_translation(bytes: &[u8], delimiter: Option<char>, options: &Options) -> bool {
    // Only a quote that closes further on makes the first lines other than they look.
    let grid = grid(head(bytes), "", options).or_else(|_| grid(bytes, "", options));
    let Ok(grid) = grid else { return false };
    if delimiter.is_some() && grid.delimiter != delimiter {
        return false;
    }
    let header = grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    text_columns(header, &options.langs).tgt.is_some()
}

/// How many bytes of a file are read for its header. By hand: some hundred rows.
const HEAD_LEN: usize = 1 << 16;

/// Returns the lines that open a file.
fn head(bytes: &[u8]) -> &[u8] {
    let head = &bytes[..bytes.len().min(HEAD_LEN)];
    match memchr::memrchr(b'\n', head) {
        Some(end) if head.len() < bytes.len() => &head[..=end],
        _ => head,
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Parses spreadsheets as a child of the door of [`guard`]; `file` names it in
/// messages.
///
/// # Errors
///
/// Stdin or stdout are gone.
pub fn answer(parser: Parser, file: &str) -> std::io::Result<()> {
    guard::answer(parser, file, xlsx::parse)
}
