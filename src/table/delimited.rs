//! Cuts delimited text (CSV, TSV and their kin) into rows and cells.
//!
//! Rules are those of RFC 4180: a cell may be enclosed in double quotes, a
//! quote inside is doubled, and line breaks inside are text. Line ends are
//! `\n`, `\r\n` or a lone `\r`. The file is also taken as people write it:
//! spaces around an enclosing quote do not count, and a quote that opens a cell
//! but does not enclose it (`"Oui", dit-il.`) is part of the text.
//!
//! # Why not the csv crate
//!
//! It reads such a cell as `Oui, dit-il.`, and one forgotten quote swallows
//! rows in silence, because it looks for no reason why a quote should close
//! where it does. Texts are full of quotes; none may be lost. On well-formed
//! files both give the same, which a test asserts with the crate as the oracle.

use serde::{Deserialize, Serialize};

/// One row with its place.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Cells {
    /// The line of the file on which the row starts, counting from 1.
    pub line: u64,
    /// The cells, as they stand in the file but for enclosing quotes.
    pub cells: Vec<String>,
}

/// Tells whether a cell says anything; delimiters alone, which a spreadsheet
/// writes for blank rows, do not.
#[must_use]
pub fn has_text(cell: &str) -> bool {
    cell.contains(|c: char| !c.is_whitespace() && !matches!(c, ',' | ';' | '|'))
}

/// What came out of cutting.
#[derive(Debug, Default, Eq, PartialEq)]
pub(super) struct Cut {
    /// The rows, blank ones included.
    pub rows: Vec<Cells>,
    /// How many cells were enclosed in quotes.
    pub n_quoted: usize,
    /// The lines on which a cell opens with a quote that does not enclose it.
    pub stray_lines: Vec<u64>,
    /// The line on which a quote opens that never closes. From there on quotes
    /// were read as text.
    pub unclosed_line: Option<u64>,
}

/// What quotes at the start of a cell mean.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Quotes {
    /// They enclose the cell; one inside is doubled.
    Enclose,
    /// They enclose the cell; one inside has a backslash before it, as dumps of databases write it.
    Escape,
    /// They are text like any other.
    AreText,
}

impl Cut {
    /// Tells whether a quote does not enclose what it opens.
    pub(super) fn is_odd(&self) -> bool {
        !self.stray_lines.is_empty() || self.unclosed_line.is_some()
    }
}

/// Cuts `content`, whose first line is the file's line number `line`. Without
/// a delimiter, a row is one cell.
pub(super) fn cut(content: &str, line: u64, delimiter: Option<u8>, quotes: Quotes) -> Cut {
    let mut cutter = Cutter::new(content, line, delimiter, quotes);
    let rows: Vec<Cells> = cutter.by_ref().collect();
    Cut { rows, ..cutter.cut }
}

/// Reads through a table without keeping its rows, and says the rest.
pub(super) fn survey(content: &str, line: u64, delimiter: Option<u8>, quotes: Quotes) -> Cut {
    let mut cutter = Cutter::new(content, line, delimiter, quotes);
    cutter.by_ref().for_each(drop);
    cutter.cut
}

/// Cuts one row after the other.
#[derive(Debug)]
pub(super) struct Cutter<'a> {
    content: &'a str,
    at: usize,
    line: u64,
    delimiter: Option<u8>,
    quotes: Quotes,
    /// What was met so far; rows are not kept.
    cut: Cut,
}

impl Iterator for Cutter<'_> {
    type Item = Cells;

    fn next(&mut self) -> Option<Cells> {
        (self.at < self.content.len()).then(|| self.row())
    }
}

impl<'a> Cutter<'a> {
    pub(super) fn new(
        content: &'a str,
        line: u64,
        delimiter: Option<u8>,
        quotes: Quotes,
    ) -> Cutter<'a> {
        Cutter { content, at: 0, line, delimiter, quotes, cut: Cut::default() }
    }

    fn row(&mut self) -> Cells {
        let line = self.line;
        let mut cells = vec![self.cell()];
        while self.byte(self.at).is_some() && self.byte(self.at) == self.delimiter {
            self.at += 1;
            cells.push(self.cell());
        }
        self.skip_line_end();
        Cells { line, cells }
    }

    /// Reads one cell and stops before what ends it.
    fn cell(&mut self) -> String {
        if self.quotes != Quotes::AreText {
            let opening = self.skip_spaces(self.at);
            if self.byte(opening) == Some(b'"')
                && let Some(cell) = self.quoted_cell(opening)
            {
                return cell;
            }
        }
        let rest = &self.content.as_bytes()[self.at..];
        let len = match self.delimiter {
            Some(delimiter) => memchr::memchr3(delimiter, b'\n', b'\r', rest),
            None => memchr::memchr2(b'\n', b'\r', rest),
        };
        let end = len.map_or(self.content.len(), |len| self.at + len);
        let cell = self.content[self.at..end].to_owned();
        self.at = end;
        cell
    }

    /// Reads a cell that a quote at `opening` encloses, if it does.
    fn quoted_cell(&mut self, opening: usize) -> Option<String> {
        let Some(closing) = self.closing_quote(opening) else {
            self.cut.unclosed_line = Some(self.line);
            self.quotes = Quotes::AreText;
            return None;
        };
        let end = self.skip_spaces(closing + 1);
        let next = self.byte(end);
        if next.is_some() && next != self.delimiter && !matches!(next, Some(b'\n' | b'\r')) {
            self.cut.stray_lines.push(self.line);
            return None;
        }
        let inside = &self.content[opening + 1..closing];
        self.line += n_line_ends(inside);
        self.at = end;
        self.cut.n_quoted += 1;
        let cell = inside.replace("\"\"", "\"");
        Some(if self.quotes == Quotes::Escape { unescaped(&cell) } else { cell })
    }

    /// Returns where the next quote that is not doubled stands.
    fn closing_quote(&self, opening: usize) -> Option<usize> {
        let mut at = opening + 1;
        loop {
            let rest = &self.content.as_bytes()[at..];
            let is_escape = self.quotes == Quotes::Escape;
            at += memchr::memchr2(b'"', if is_escape { b'\\' } else { b'"' }, rest)?;
            let is_quote = self.byte(at) == Some(b'"');
            if is_quote && self.byte(at + 1) != Some(b'"') {
                return Some(at);
            }
            at = (at + 2).min(self.content.len());
        }
    }

    fn skip_spaces(&self, at: usize) -> usize {
        let rest = &self.content.as_bytes()[at..];
        at + rest.iter().take_while(|byte| **byte == b' ').count()
    }

    fn skip_line_end(&mut self) {
        let rest = &self.content.as_bytes()[self.at..];
        self.at += match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return,
        };
        self.line += 1;
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.content.as_bytes().get(at).copied()
    }
}

/// Returns a cell without the backslash before each quote and each backslash.
fn unescaped(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && matches!(next, '"' | '\\')) {
            Some(escaped) => out.push(escaped),
            None => out.push(c),
        }
    }
    out
}

fn n_line_ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let n_pairs = memchr::memmem::find_iter(bytes, b"\r\n").count();
    (memchr::memchr2_iter(b'\r', b'\n', bytes).count() - n_pairs) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Cuts at `;` and checks the rows, written as `line: cell | cell`.
    #[track_caller]
    fn check(content: &str, expected: &[&str]) -> Cut {
        let cut = cut(content, 1, Some(b';'), Quotes::Enclose);
        let shown: Vec<String> =
            cut.rows.iter().map(|row| format!("{}: {}", row.line, row.cells.join(" | "))).collect();
        assert_eq!(expected, shown);
        cut
    }

    #[test]
    fn quotes_enclose_delimiters_line_breaks_and_doubled_quotes() {
        check(
            "1;\"It rains; I read.\"\n2;\"He said: \"\"Yes.\"\"\nThen left.\"\r\n3;So.",
            &["1: 1 | It rains; I read.", "2: 2 | He said: \"Yes.\"\nThen left.", "4: 3 | So."],
        );
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        check("a\r\nb\rc\nd", &["1: a", "2: b", "3: c", "4: d"]);
        check("\"a\r\nb\rc\"\nd", &["1: a\r\nb\rc", "4: d"]);
    }

    #[test]
    fn spaces_around_enclosing_quotes_do_not_count() {
        check("1; \"Yes; no.\" ;x", &["1: 1 | Yes; no. | x"]);
    }

    #[test]
    fn a_quote_that_does_not_enclose_its_cell_is_text() {
        let cut = check(
            "1;\"Yes\", he said.;x\n2;\"No.\"",
            &["1: 1 | \"Yes\", he said. | x", "2: 2 | No."],
        );
        assert_eq!((vec![1], 1, None), (cut.stray_lines, cut.n_quoted, cut.unclosed_line));
    }

    #[test]
    fn a_forgotten_quote_does_not_swallow_the_next_row() {
        let cut =
            check("1;\"It rains.\n2;\"I read.\"\n", &["1: 1 | \"It rains.", "2: 2 | I read."]);
        assert_eq!(vec![1], cut.stray_lines);
    }

    #[test]
    fn a_quote_that_never_closes_is_said_with_its_line() {
        let cut = check("1;a\n2;\"b\n3;c", &["1: 1 | a", "2: 2 | \"b", "3: 3 | c"]);
        assert_eq!(Some(2), cut.unclosed_line);
    }

    #[test]
    fn a_trailing_delimiter_ends_in_a_blank_cell() {
        check("a;\n;", &["1: a | ", "2:  | "]);
    }

    #[test]
    fn without_a_delimiter_a_row_is_one_cell() {
        let cut = cut("a;b,c\td\n\"e\nf\"", 1, None, Quotes::Enclose);
        assert_eq!(vec!["a;b,c\td"], cut.rows[0].cells);
        assert_eq!(vec!["e\nf"], cut.rows[1].cells);
    }

    proptest! {
        /// The csv crate leaves blank lines out; a table of two columns has none.
        #[test]
        fn well_formed_files_are_cut_as_the_csv_crate_does(
            rows in prop::collection::vec(prop::array::uniform2("[a ;,\"é\r\n𝕏\u{0}]{0,6}"), 0..6)
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let content = String::from_utf8(bytes.clone()).unwrap();
            let ours: Vec<Vec<String>> =
                cut(&content, 1, Some(b';'), Quotes::Enclose).rows.into_iter().map(|row| row.cells).collect();
            let mut oracle = csv::ReaderBuilder::new();
            let theirs: Vec<Vec<String>> = oracle
                .delimiter(b';')
                .has_headers(false)
                .from_reader(&bytes[..])
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn no_input_loses_a_letter(content in "[ab;\" \r\n]{0,40}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let cut = cut(&content, 1, Some(b';'), Quotes::Enclose);
            let kept: String = cut.rows.iter().flat_map(|row| &row.cells).map(|cell| letters(cell)).collect();
            prop_assert_eq!(letters(&content), kept);
        }
    }
}
