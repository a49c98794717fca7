//! Finds the header of a table, the titles above it, and what it calls the columns.

use super::looks_like_id;
use super::said::shortened;
use crate::error::Place;
use crate::notice::Notice;
use crate::table::Options;
use crate::table::delimited::Cells;
use crate::table::names::{Names, fold};
use crate::table::square;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// How many rows of title may stand above the header. By hand.
pub(in crate::table) const MAX_TITLE_ROWS: usize = 12;

/// Returns where the header stands. Above it, rows with one cell are titles, and
/// rows with two may be a form (`Client: | ACME`). A row of words that nobody knows
/// is a header if it stands over a column of ids and is none itself.
pub(super) fn header_row(rows: &[Cells], names: &Names, options: &Options) -> Option<usize> {
    let wanted = [&options.column, &options.id_column];
    let is_wanted = |cell: &String| {
        let is_cell = |name: &&String| !fold(name).is_empty() && fold(name) == fold(cell);
        wanted.into_iter().flatten().any(|name| is_cell(&name))
    };
    let is_header = |row: &Cells| names.is_header(&row.cells) || row.cells.iter().any(is_wanted);
    let is_below_titles = |at: &usize| {
        let header = &rows[*at];
        let is_group = |next: &Cells| heads_groups(header, next, names);
        is_header(header)
            && !rows.get(at + 1).is_some_and(is_group)
            && (*at == 0 || are_titles(&rows[..*at], header, names))
    };
    let is_wordy = || rows.len() > 1 && names.is_wordy_header(&rows[0].cells);
    match options.header {
        Some(true) => Some(0),
        Some(false) => None,
        None => (0..rows.len().min(MAX_TITLE_ROWS + 1))
            .find(is_below_titles)
            .or_else(|| (heads_ids(rows) || is_wordy()).then_some(0)),
    }
}

/// Tells whether rows are titles, or a form, above a header.
fn are_titles(rows: &[Cells], header: &Cells, names: &Names) -> bool {
    let width = n_filled(header);
    let is_form = |row: &Cells| {
        let first = row.cells.iter().find(|cell| !cell.trim().is_empty());
        let is_label = first.is_some_and(|cell| {
            let is_short = cell.split_whitespace().count() <= MAX_NAME_WORDS;
            is_short && (width > 2 || cell.trim_end().ends_with([':', '：']))
        });
        n_filled(row) == 2 && is_label && names.n_known(&header.cells) > 1
    };
    let is_title =
        |row: &Cells| n_filled(row) == 1 || is_form(row) || heads_groups(row, header, names);
    width > 1 && rows.iter().all(is_title)
}

/// Tells whether a row stands over the headers of groups of columns: it leaves blank what
/// the next row names, and the next row alone names a text.
fn heads_groups(row: &Cells, next: &Cells, names: &Names) -> bool {
    let names_text = |cell: &String| names.src_fit(cell).is_some() || names.tgt_fit(cell).is_some();
    let blank =
        |row: &Cells, at: usize| row.cells.get(at).is_none_or(|cell| cell.trim().is_empty());
    let leaves_blank = |at: usize| blank(row, at) && names.knows(&next.cells[at]);
    names.is_header(&next.cells)
        && next.cells.iter().any(names_text)
        && !row.cells.iter().any(names_text)
        && (0..next.cells.len()).any(leaves_blank)
        && (0..row.cells.len()).all(|at| blank(row, at) || !blank(next, at))
}

/// Fewer rows below a header are not a column. By hand.
const MIN_ROWS_UNDER_HEADER: usize = 3;

/// Tells whether the first row is one of short words of which one stands over a
/// column of ids: `Réf;Texto` over `1;…`, `2;…`.
fn heads_ids(rows: &[Cells]) -> bool {
    let Some((head, body)) =
        rows.split_first().filter(|(_, body)| body.len() >= MIN_ROWS_UNDER_HEADER)
    else {
        return false;
    };
    let is_name = |cell: &String| {
        cell.chars().any(char::is_alphabetic) && cell.split_whitespace().count() <= MAX_NAME_WORDS
    };
    let is_over_ids = |column: usize| {
        !looks_like_id(&head.cells[column])
            && body.iter().all(|row| row.cells.get(column).is_some_and(|cell| looks_like_id(cell)))
    };
    head.cells.len() > 1 && head.cells.iter().all(is_name) && (0..head.cells.len()).any(is_over_ids)
}

/// Headers have at most so many words. By hand.
const MAX_NAME_WORDS: usize = 4;

fn n_filled(row: &Cells) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Says what stands above the header.
pub(super) fn title_finding(rows: &[Cells], n_head_rows: usize, file: &str) -> Option<Notice> {
    let titles = &rows[..n_head_rows.saturating_sub(1)];
    let texts: Vec<String> =
        titles.iter().map(|row| shortened(row.cells.join(" ").trim())).collect();
    let message = format!("left out above the header: {}", texts.join(" | "));
    titles.first().map(|row| Notice::warning("table", message).at(Place::file(file).line(row.line)))
}

/// Takes out the rows that are the header once more, as printed pages and joined files
/// have it, and says so. A column of its own cannot be told from a text.
pub(in crate::table) fn drop_repeats(
    rows: &mut Vec<Cells>,
    header: Option<&Cells>,
    file: &str,
) -> Option<Notice> {
    let header = header.filter(|header| n_filled(header) > 1)?;
    let folded = |row: &Cells| -> Vec<String> {
        let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty());
        filled.map(|cell| fold(cell)).collect()
    };
    let wanted = folded(header);
    let is_header = |row: &Cells| row.cells.len() >= wanted.len() && folded(row) == wanted;
    let again: Vec<u64> = rows.iter().filter(|row| is_header(row)).map(|row| row.line).collect();
    rows.retain(|row| !is_header(row));
    let message = format!("rows that are the header once more, left out: {}", again.len());
    again.first().map(|line| Notice::warning("table", message).at(Place::file(file).line(*line)))
}

/// Returns the headers, blank ones by number and repeated ones told apart.
pub(super) fn header_labels(header: &[String]) -> Vec<String> {
    let mut used: FxHashSet<String> = FxHashSet::default();
    let mut labels = Vec::with_capacity(header.len());
    for (column, cell) in header.iter().enumerate() {
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut name = if cell.is_empty() { label(column) } else { cell };
        if !used.insert(name.clone()) {
            name = format!("{name} (column {})", column + 1);
            used.insert(name.clone());
        }
        labels.push(name);
    }
    labels
}

/// Returns the names of columns without headers.
pub(super) fn numbered(width: usize) -> Vec<String> {
    (0..width).map(label).collect()
}

/// Returns what a column without a header is called.
pub(in crate::table) fn label(column: usize) -> String {
    format!("column {}", column + 1)
}

/// Returns how many cells most rows have. If more rows agree when cells that go
/// on after a space are counted with the one before, that is the answer: the
/// delimiter stands in prose too.
pub(super) fn common_width(rows: &[Cells]) -> usize {
    let joined_width = |row: &Cells| row.cells.len() - square::n_continued(&row.cells);
    let plain = commonest(rows.iter().map(|row| row.cells.len()));
    let joined = commonest(rows.iter().map(joined_width));
    if joined.count > plain.count { joined.value } else { plain.value }
}

struct Commonest {
    value: usize,
    count: usize,
}

/// Returns the commonest value; the largest in a tie, and 1 of none.
fn commonest(values: impl Iterator<Item = usize>) -> Commonest {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let best = counts.into_iter().max_by_key(|(_, count)| *count);
    best.map_or(Commonest { value: 1, count: 0 }, |(value, count)| Commonest { value, count })
}
