//! Puts the cells of a sheet together to rows, however far apart they stand.
//!
//! A sheet is as large as its outermost cell says: one stray cell at the lower
//! right makes it 17 billion cells. So cells are collected one by one, and what
//! is blank between them is made up only where rows need it. A cell that is so
//! far out that nobody meant it is named and refused; nothing is dropped but
//! blank rows.

use super::Cells;
use crate::error::{Error, Place, Result};

/// The widest sheet that is read, as of any table.
const MAX_COLUMNS: u32 = crate::table::width::MAX_COLUMNS;

/// How many cells a sheet may have, blank ones between others included. By hand:
/// a million pairs with all of our columns are 13 million.
const MAX_CELLS: usize = 20_000_000;

/// How much text the cells may hold. One long text may stand behind a million
/// cells, since spreadsheets write it once.
const MAX_TEXT: usize = 1 << 30;

/// Of more blank rows in a row than this, none is kept. By hand: such a gap is
/// an accident, and blank rows say nothing but where they stand.
const MAX_GAP: u32 = 1_000;

/// The cells of a sheet that hold something.
#[derive(Debug)]
pub(super) struct Sparse<'a> {
    file: &'a str,
    sheet: &'a str,
    cells: Vec<(u32, u32, String)>,
    text_left: usize,
}

impl<'a> Sparse<'a> {
    pub(super) fn new(file: &'a str, sheet: &'a str) -> Sparse<'a> {
        Sparse { file, sheet, cells: Vec::new(), text_left: MAX_TEXT }
    }

    /// Takes a cell, which stands in a row and a column that count from 0.
    ///
    /// # Errors
    ///
    /// It stands further out than any text, or is one too many.
    pub(super) fn push(&mut self, (row, column): (u32, u32), text: String) -> Result<()> {
        if text.is_empty() || (column >= MAX_COLUMNS && text.trim().is_empty()) {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            let name = cell_name(row, column);
            return Err(self.refusal(
                &format!("the cell {name} stands beyond {MAX_COLUMNS} columns"),
                &format!(
                    "clear {name} if it is a stray one, or save the columns that count as CSV"
                ),
            ));
        }
        let left = self.text_left.checked_sub(text.len());
        match left {
            Some(left) if self.cells.len() < MAX_CELLS => self.text_left = left,
            _ => return Err(self.too_large()),
        }
        self.cells.push((row, column, text));
        Ok(())
    }

    /// Returns the rows, from the first to the last cell that holds something,
    /// and all as wide as the widest.
    ///
    /// # Errors
    ///
    /// Too much of it would be blank.
    pub(super) fn into_rows(mut self) -> Result<Vec<Cells>> {
        self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        let columns = || self.cells.iter().map(|(_, column, _)| *column);
        let (Some(left), Some(right)) = (columns().min(), columns().max()) else {
            return Ok(Vec::new());
        };
        let width = (right - left + 1) as usize;
        let mut rows: Vec<Cells> = Vec::new();
        for (row, column, text) in std::mem::take(&mut self.cells) {
            let line = u64::from(row) + 1;
            let next = rows.last().map_or(line, |last| last.line + 1);
            let gap = line.saturating_sub(next);
            let from = if gap > u64::from(MAX_GAP) { line } else { next };
            let n_blank = usize::try_from((line + 1).saturating_sub(from)).unwrap_or(usize::MAX);
            if (rows.len() + n_blank).saturating_mul(width) > MAX_CELLS {
                return Err(self.too_large());
            }
            rows.extend(
                (from..=line).map(|line| Cells { line, cells: vec![String::new(); width] }),
            );
            if let Some(last) = rows.last_mut() {
                last.cells[(column - left) as usize] = text;
            }
        }
        Ok(rows)
    }

    fn too_large(&self) -> Error {
        self.refusal(
            "the sheet is larger than any of texts",
            "delete the cells that stand apart from the texts, or save the sheet as CSV",
        )
    }

    fn refusal(&self, what: &str, hint: &str) -> Error {
        Error::input(format!("sheet `{}`: {what}", self.sheet))
            .at(Place::file(self.file))
            .hint(hint)
    }
}

/// Returns what spreadsheets call a cell: `A1`.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[(u32, u32, &str)]) -> Result<Vec<String>> {
        let mut sparse = Sparse::new("a.xlsx", "Feuille1");
        for (row, column, text) in cells {
            sparse.push((*row, *column), (*text).to_owned())?;
        }
        let row = |row: Cells| format!("{}: {}", row.line, row.cells.join("|"));
        Ok(sparse.into_rows()?.into_iter().map(row).collect())
    }

    #[track_caller]
    fn check(cells: &[(u32, u32, &str)], expected: std::result::Result<&[&str], &str>) {
        let found = rows(cells).map_err(|error| error.to_string());
        let expected = expected
            .map(|rows| rows.iter().map(ToString::to_string).collect::<Vec<_>>())
            .map_err(str::to_owned);
        assert_eq!(expected, found);
    }

    #[test]
    fn rows_begin_where_the_cells_do_and_are_all_as_wide() {
        check(&[], Ok(&[]));
        check(&[(1, 2, "fr"), (1, 3, "en"), (3, 4, "x")], Ok(&["2: fr|en|", "3: ||", "4: ||x"]));
    }

    #[test]
    fn of_two_cells_in_one_place_the_last_counts() {
        check(&[(0, 1, "b"), (0, 0, "a"), (0, 1, "c")], Ok(&["1: a|c"]));
    }

    #[test]
    fn a_stray_cell_costs_nothing_or_is_named() {
        check(&[(0, 0, "fr"), (1_048_575, 1, "x")], Ok(&["1: fr|", "1048576: |x"]));
        check(&[(0, 0, "fr"), (9, 16_383, "  ")], Ok(&["1: fr"]));
        check(
            &[(0, 0, "fr"), (9, 16_383, "x")],
            Err("a.xlsx: sheet `Feuille1`: the cell XFD10 stands beyond 2050 columns"),
        );
    }

    #[test]
    fn a_sheet_that_is_mostly_blank_is_refused() {
        let stray: Vec<(u32, u32, &str)> = (0..200).map(|n| (n * 900, n % 2_000, "x")).collect();
        check(
            &[&stray[..], &[(180_000, 2_049, "x")]].concat(),
            Err("a.xlsx: sheet `Feuille1`: the sheet is larger than any of texts"),
        );
    }

    #[test]
    fn cells_are_called_as_spreadsheets_do() {
        let names = [(0, 0), (0, 25), (9, 26), (1, 701), (1, 702)].map(|(r, c)| cell_name(r, c));
        assert_eq!(["A1", "Z1", "AA10", "ZZ2", "AAA2"], names.each_ref().map(String::as_str));
    }
}
