//! Makes every row of a table as wide as its header, and loses nothing.
//!
//! A short row has its missing cells taken as blank. A long one has, most
//! likely, a delimiter in its text that should have been quoted: the text is
//! put together again where it is clear which cell it belongs to, else what is
//! too much is carried along in a column of its own.

use super::delimited::Cells;
use crate::error::Place;
use crate::notice::Notice;

/// What the column of cells that are too many is called.
pub(super) const SURPLUS: &str = "surplus cells";

/// How many findings of one sort are given each on its own; the others are
/// counted. By hand: a table that is wrong everywhere must not bury the rest.
const MAX_FINDINGS: usize = 10;

/// The shape that rows are brought to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The number of columns.
    pub width: usize,
    /// The column of translations.
    pub tgt: usize,
    /// What delimits the cells.
    pub delimiter: char,
}

/// Lines with rows that were not as wide as the header.
#[derive(Debug, Default)]
pub(super) struct Ragged {
    short: Vec<u64>,
    joined: Vec<u64>,
    surplus: Vec<u64>,
}

impl Frame {
    /// Brings a row to the width of the frame and returns the cells that were
    /// too many and belong nowhere.
    pub(super) fn square(&self, row: &mut Cells, ragged: &mut Ragged) -> Option<String> {
        while row.cells.len() > self.width && row.cells.last().is_some_and(|cell| is_blank(cell)) {
            row.cells.pop();
        }
        if row.cells.len() < self.width {
            ragged.short.push(row.line);
            row.cells.resize(self.width, String::new());
        }
        let n_surplus = row.cells.len() - self.width;
        if n_surplus == 0 {
            return None;
        }
        if self.rejoin(&mut row.cells, n_surplus) {
            ragged.joined.push(row.line);
            return None;
        }
        ragged.surplus.push(row.line);
        Some(row.cells.split_off(self.width).join(&self.delimiter.to_string()))
    }

    /// Joins cells that an unquoted delimiter has parted: those that go on
    /// after a space, or all that follow when the translation comes last. A cell that
    /// has the delimiter in it was quoted, and nobody forgot to.
    fn rejoin(&self, cells: &mut Vec<String>, n_surplus: usize) -> bool {
        if n_continued(cells) == n_surplus {
            let mut joined: Vec<String> = Vec::with_capacity(self.width);
            for cell in cells.drain(..) {
                match joined.last_mut().filter(|_| goes_on(&cell)) {
                    Some(last) => last.extend([self.delimiter.to_string(), cell]),
                    None => joined.push(cell),
                }
            }
            *cells = joined;
            return true;
        }
        let is_quoted = |cell: &String| cell.contains(self.delimiter);
        if self.tgt + 1 == self.width && !cells[self.tgt..].iter().any(is_quoted) {
            let tail = cells.split_off(self.tgt);
            cells.push(tail.join(&self.delimiter.to_string()));
            return true;
        }
        false
    }
}

/// Returns how many cells go on where the one before ended, after a space.
pub(super) fn n_continued(cells: &[String]) -> usize {
    cells.iter().skip(1).filter(|cell| goes_on(cell)).count()
}

fn goes_on(cell: &str) -> bool {
    cell.starts_with(' ') && !is_blank(cell)
}

fn is_blank(cell: &str) -> bool {
    cell.trim().is_empty()
}

impl Ragged {
    pub(super) fn findings(&self, file: &str) -> Vec<Notice> {
        let short = "the row has fewer cells than the others; the missing ones are taken as blank";
        let joined = "the row has more cells than the others, most likely a delimiter that is \
                      not quoted; the text is joined again";
        let surplus = format!(
            "the row has more cells than the others, most likely a delimiter that is not quoted; \
             the last ones are kept as `{SURPLUS}`"
        );
        [(&self.short, short), (&self.joined, joined), (&self.surplus, &surplus)]
            .into_iter()
            .flat_map(|(lines, message)| warnings(file, lines, message))
            .collect()
    }
}

/// Returns a warning for each line, up to a number, and a count of the others.
pub(super) fn warnings(file: &str, lines: &[u64], message: &str) -> Vec<Notice> {
    let (shown, others) = lines.split_at(lines.len().min(MAX_FINDINGS));
    let place = |line: &u64| Place::file(file).line(*line);
    let warning = |line| Notice::warning("table", message).at(place(line));
    let more = others.first().map(|line| {
        let count = format!("the same in {} more rows, of which this is the first", others.len());
        Notice::warning("table", count).at(place(line))
    });
    shown.iter().map(warning).chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Squares a row to three columns with the translation in the second or
    /// third, and checks its cells, those that are too many after `+`.
    #[track_caller]
    fn check(row: &str, tgt: usize, expected: &str) -> Vec<Notice> {
        let frame = Frame { width: 3, tgt, delimiter: ';' };
        let cells = row.split(';').map(str::to_owned).collect();
        let (mut row, mut ragged) = (Cells { line: 7, cells }, Ragged::default());
        let surplus = frame.square(&mut row, &mut ragged);
        let surplus = surplus.map_or(String::new(), |cells| format!(" + {cells}"));
        assert_eq!(expected, row.cells.join(" | ") + &surplus);
        ragged.findings("a.csv")
    }

    #[test]
    fn a_row_of_the_right_width_is_left_alone() {
        assert!(check("1;It rains.;x", 1, "1 | It rains. | x").is_empty());
        assert!(check("1;It rains.;x;;", 1, "1 | It rains. | x").is_empty());
    }

    #[test]
    fn missing_cells_are_blank_and_said_with_the_line() {
        let findings = check("1;It rains.", 1, "1 | It rains. | ");
        assert_eq!(
            "warning: a.csv:7: the row has fewer cells than the others; the missing ones are \
             taken as blank [table]",
            findings[0].to_string()
        );
    }

    #[test]
    fn text_parted_by_an_unquoted_delimiter_is_joined_again() {
        assert_eq!(1, check("1;It rains; I read.;x", 1, "1 | It rains; I read. | x").len());
        assert_eq!(1, check("1;x;It rains;I read;so", 2, "1 | x | It rains;I read;so").len());
    }

    #[test]
    fn cells_that_belong_nowhere_are_kept() {
        assert_eq!(1, check("1;It rains;I read;x;y", 1, "1 | It rains | I read + x;y").len());
    }

    #[test]
    fn a_remark_behind_a_quoted_translation_is_not_joined_to_it() {
        let frame = Frame { width: 2, tgt: 1, delimiter: ';' };
        let cells = ["1", "It rains; I read.", "see glossary"].map(str::to_owned).to_vec();
        let mut row = Cells { line: 7, cells };
        let surplus = frame.square(&mut row, &mut Ragged::default());
        assert_eq!(Some("see glossary"), surplus.as_deref());
    }

    #[test]
    fn a_table_that_is_wrong_everywhere_gives_few_findings() {
        let lines: Vec<u64> = (1..=1000).collect();
        let findings = warnings("a.csv", &lines, "wrong");
        assert_eq!(MAX_FINDINGS + 1, findings.len());
        assert!(findings[MAX_FINDINGS].message.contains("990 more rows"));
    }
}
