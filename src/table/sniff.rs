//! Finds out what delimits the cells of a table.
//!
//! A first line `sep=;`, which Excel writes and honours, is believed. Else
//! every candidate cuts the head of the file, and the one whose first row reads
//! like a header wins; without a header, the one that gives most rows the same
//! number of cells. Prose has commas and semicolons too, but with a space
//! behind them, and not the same number on each line: a file where nothing else
//! is found is a table of one column.

use super::columns::{MAX_TITLE_ROWS, looks_like_id};
use super::delimited::{Cells, Quotes, cut};
use super::names::Names;
use std::collections::BTreeMap;

/// What may delimit cells, the likeliest first: ties go to it.
const CANDIDATES: [u8; 4] = [b'\t', b';', b',', b'|'];

/// How much of a file is looked at, in bytes. By hand: hundreds of rows, read
/// in a millisecond; the answer does not change with more.
const SAMPLE_LEN: usize = 1 << 16;

/// Without a header, at least this share of the rows must have the same number
/// of cells. By hand: lower, and the commas of prose delimit; at 1, one ragged
/// row makes a table a single column.
const MIN_ALIKE_SHARE: f64 = 0.8;

/// Without a header, a delimiter that leaves an id at the start of this share of
/// the rows is one, whatever stands behind it. By hand: prose has none.
const MIN_KEYED_SHARE: f64 = 0.9;

/// Above this share of cells that start with a space, a delimiter is
/// punctuation. By hand: programs write none, prose nearly always.
const MAX_SPACED_SHARE: f64 = 0.5;

/// Where the rows start, and what delimits their cells if that is declared.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Declared {
    /// The delimiter of a line `sep=;`.
    pub delimiter: Option<u8>,
    /// The length of that line, its end included.
    pub len: usize,
}

/// Reads a first line such as `sep=;`.
pub(super) fn declared(content: &str) -> Declared {
    let end = content.find(['\n', '\r']).unwrap_or(content.len());
    let line = content[..end].trim_matches('"');
    let delimiter = match line.as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        _ => return Declared::default(),
    };
    let line_end = if content[end..].starts_with("\r\n") { 2 } else { 1 };
    Declared { delimiter, len: (end + line_end).min(content.len()) }
}

/// Returns what delimits the cells, or `None` if a row is one cell.
pub(super) fn delimiter(content: &str, names: &Names) -> Option<u8> {
    let sample = head(content);
    let trials: Vec<Trial> = CANDIDATES
        .into_iter()
        .filter_map(|candidate| Trial::of(sample, candidate, names))
        .collect();
    trials
        .iter()
        .filter(|trial| trial.has_header())
        .reduce(likelier)
        .or_else(|| trials.iter().filter(|trial| trial.looks_regular()).reduce(likelier))
        .map(|trial| trial.delimiter)
}

/// Returns the head of a file, up to the end of a line.
fn head(content: &str) -> &str {
    let limit = content.len().min(SAMPLE_LEN);
    let is_whole = limit == content.len();
    let end = memchr::memrchr2(b'\n', b'\r', &content.as_bytes()[..limit]).filter(|_| !is_whole);
    &content[..end.map_or(content.len(), |end| end + 1)]
}

/// What a candidate makes of the head of a file.
#[derive(Debug)]
struct Trial {
    delimiter: u8,
    /// How many cells of a row that reads like a header are names we know.
    n_named: usize,
    /// The share of the rows with the commonest number of cells.
    alike_share: f64,
    /// The share of the cells, but for the first of each row, that start with
    /// a space.
    spaced_share: f64,
    /// The share of the rows whose first cell looks like an id.
    keyed_share: f64,
}

impl Trial {
    /// Returns what `delimiter` makes of the sample, if most rows get cells.
    fn of(sample: &str, delimiter: u8, names: &Names) -> Option<Trial> {
        let is_blank = |row: &Cells| row.cells.iter().all(|cell| cell.trim().is_empty());
        let mut rows = cut(sample, 1, Some(delimiter), Quotes::Enclose).rows;
        rows.retain(|row| !is_blank(row));
        let mut n_by_width = BTreeMap::new();
        for row in &rows {
            *n_by_width.entry(row.cells.len()).or_insert(0_usize) += 1;
        }
        let n_alike = n_by_width.iter().filter(|(width, _)| **width > 1).map(|(_, n)| *n).max()?;
        let is_row = |row: &&Cells| row.cells.len() > 1;
        let n_named = |row: &Cells| names.n_known(&row.cells);
        let heads = rows.iter().take(MAX_TITLE_ROWS + 1).filter(is_row).enumerate();
        let is_header = |(at, row): &(usize, &Cells)| {
            names.is_header(&row.cells) && (*at == 0 || n_named(row) > 1)
        };
        let header = { heads }.find(is_header).map(|(_, row)| row);
        let cells: Vec<&String> = rows.iter().flat_map(|row| &row.cells[1..]).collect();
        let n_spaced = cells.iter().filter(|cell| cell.starts_with(' ')).count();
        let n_keyed = rows.iter().filter(|row| is_row(row) && looks_like_id(&row.cells[0])).count();
        Some(Trial {
            delimiter,
            n_named: header.map_or(0, n_named),
            alike_share: n_alike as f64 / rows.len() as f64,
            spaced_share: n_spaced as f64 / cells.len() as f64,
            keyed_share: n_keyed as f64 / rows.len() as f64,
        })
    }

    /// A lone name may be the first word of a sentence, so that the rows must
    /// bear it out.
    fn has_header(&self) -> bool {
        self.n_named >= 2 || (self.n_named == 1 && self.spaced_share <= MAX_SPACED_SHARE)
    }

    fn looks_regular(&self) -> bool {
        let is_even = self.alike_share >= MIN_ALIKE_SHARE && self.spaced_share <= MAX_SPACED_SHARE;
        is_even || self.keyed_share >= MIN_KEYED_SHARE
    }
}

fn likelier<'a>(best: &'a Trial, other: &'a Trial) -> &'a Trial {
    let rank = |trial: &Trial| (trial.n_named, trial.alike_share);
    if rank(other) > rank(best) { other } else { best }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangPair;

    #[track_caller]
    fn check(content: &str, expected: Option<char>) {
        let names = Names::new(&LangPair::FR_EN);
        assert_eq!(expected, delimiter(content, &names).map(char::from), "{content:?}");
    }

    #[test]
    fn a_header_shows_the_delimiter_through_the_commas_of_prose() {
        check("id;en\n1;It rains, and I read, a lot.\n2;So.", Some(';'));
        check("N°\tTexte anglais\n1\tIt rains; I read.", Some('\t'));
        check("id|texte|en\n1|Il pleut.|It rains.", Some('|'));
        check("en,note\nYes.,ok", Some(','));
        check("My texts\nid,en\n1,Yes.\n2,No.", Some(','));
    }

    #[test]
    fn without_a_header_rows_of_one_width_show_it() {
        check("1;It rains.\n2;I read, all day.\n3;So.", Some(';'));
        check("1,It rains, and I read.\n2,So.\n3,Well, no.", Some(','));
        check("p1.s1,It rains.\np1.s2,\"I read, all day.\"\n", Some(','));
    }

    #[test]
    fn prose_is_one_column() {
        check("It rains, and I read.\nYes, sir.\nWell, no.", None);
        check("Translation, by John\nIt rains, and I read.", None);
        check("texte_en\nIt rains; I read.\nSo.", None);
        check("It rains.", None);
        check("", None);
    }

    #[test]
    fn a_ragged_row_does_not_hide_the_delimiter() {
        check("id;en\n1;It rains; I read.\n2;So.", Some(';'));
    }

    #[test]
    fn excel_may_declare_it() {
        assert_eq!(Declared { delimiter: Some(b';'), len: 7 }, declared("sep=;\r\nid;en"));
        assert_eq!(Declared { delimiter: Some(b'\t'), len: 5 }, declared("SEP=\t"));
        assert_eq!(Declared::default(), declared("separate;en\n"));
    }
}
