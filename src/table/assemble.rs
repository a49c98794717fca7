//! Puts the rows of a table together from cells, now that the columns are known.

use super::columns::{self, Columns};
use super::delimited::Cells;
use super::grid::Grid;
use super::square::{Frame, Ragged, SURPLUS};
use super::{Options, Row, Table, listed};
use crate::error::Place;
use crate::notice::Notice;

/// Makes rows of cells, and says what was detected.
pub(super) fn assemble(
    rows: Vec<Cells>,
    grid: Grid,
    columns: Columns,
    file: &str,
    options: &Options,
) -> Table {
    let carried = carried_columns(&rows, &columns);
    let delimiter = grid.delimiter.unwrap_or(' ');
    let frame = Frame { width: columns.labels.len(), tgt: columns.tgt, delimiter };
    let (mut ragged, mut surplus) = (Ragged::default(), Vec::new());
    let mut table = Table { rows: Vec::with_capacity(rows.len()), ..Table::default() };
    for (row_idx, mut row) in rows.into_iter().enumerate() {
        if let Some(cells) = frame.square(&mut row, &mut ragged) {
            surplus.push((row_idx, cells));
        }
        table.rows.push(make_row(&row, &columns, &carried));
    }
    table.carried_headers = carried.iter().map(|column| columns.labels[*column].clone()).collect();
    table.id_header = columns.id.map(|column| columns.labels[column].clone());
    carry_surplus(&mut table, surplus);
    table.findings = grid.findings;
    table.findings.push(summary(&table, &columns, &grid.made, options).at(Place::file(file)));
    table.findings.extend(columns.findings);
    table.findings.extend(ragged.findings(file));
    table
}

/// Returns the columns that are neither translation nor id nor source, but for
/// those without header and text.
fn carried_columns(rows: &[Cells], columns: &Columns) -> Vec<usize> {
    let is_used =
        |column| column == columns.tgt || columns.id == Some(column) || columns.src == Some(column);
    let has_header = |column: usize| columns.labels[column] != columns::label(column);
    let has_text = |column: usize| {
        rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.trim().is_empty()))
    };
    (0..columns.labels.len())
        .filter(|column| !is_used(*column) && (has_header(*column) || has_text(*column)))
        .collect()
}

fn make_row(row: &Cells, columns: &Columns, carried: &[usize]) -> Row {
    let cell = |column: usize| row.cells[column].trim().to_owned();
    Row {
        line: row.line,
        id: columns.id.map(cell).filter(|id| !id.is_empty()),
        src: columns.src.map(cell),
        tgt: cell(columns.tgt),
        carried: carried.iter().map(|column| cell(*column)).collect(),
        ..Row::default()
    }
}

fn carry_surplus(table: &mut Table, surplus: Vec<(usize, String)>) {
    if surplus.is_empty() {
        return;
    }
    table.carried_headers.push(SURPLUS.to_owned());
    table.rows.iter_mut().for_each(|row| row.carried.push(String::new()));
    for (row_idx, cells) in surplus {
        if let Some(last) = table.rows[row_idx].carried.last_mut() {
            *last = cells;
        }
    }
}

/// Says what was detected, so that a person sees at a glance whether it is so.
fn summary(table: &Table, columns: &Columns, made: &str, options: &Options) -> Notice {
    let named = |role: &str, column: usize| format!("{role} `{}`", columns.labels[column]);
    let mut roles: Vec<String> = columns.id.map(|id| named("id", id)).into_iter().collect();
    roles.extend(columns.src.map(|src| named(options.langs.src.tag(), src)));
    roles.push(named(options.langs.tgt.tag(), columns.tgt));
    if !table.carried_headers.is_empty() {
        roles.push(format!("carried {}", listed(&table.carried_headers)));
    }
    let header = if columns.n_head_rows > 0 { "" } else { ", no header" };
    let n_rows = table.rows.len();
    let plural = if n_rows == 1 { "" } else { "s" };
    let message = format!("columns: {}; {made}{header}, {n_rows} row{plural}", roles.join(", "));
    Notice::info("table", message)
}
