//! Reads tables that are drawn: grids, and columns under rules.
//!
//! A cell that spans columns is cut where they end: its pieces are read as cells.

use super::Reader;
use crate::text::BlockKind;

impl Reader {
    /// Reads a table that is drawn: `+---+---+`, or `===  ===`.
    pub(super) fn table(&mut self, lines: &[&str]) -> Option<usize> {
        let is_grid = lines[0].starts_with("+-") && lines[0].chars().all(|c| "+-=".contains(c));
        let is_simple = lines[0].starts_with("==")
            && lines[0].contains(' ')
            && lines[0].chars().all(|c| "= ".contains(c));
        if !is_grid && !is_simple {
            return None;
        }
        let len = if is_grid {
            lines.iter().take_while(|line| line.starts_with(['+', '|'])).count()
        } else {
            let last = lines.iter().enumerate().skip(1).filter(|(_, line)| **line == lines[0]);
            last.map(|(idx, _)| idx + 1).take(2).last()?
        };
        let edges: Vec<usize> = edges(lines[0], is_grid);
        let mut cells: Vec<String> = vec![String::new(); edges.len()];
        for line in &lines[1..len] {
            let is_border = line.chars().all(|c| "+-=| ".contains(c)) && line.contains(['-', '=']);
            let opens_row = is_simple && !line.starts_with(' ');
            if is_border || opens_row {
                self.row(&mut cells);
            }
            if !is_border {
                for (cell, column) in cells.iter_mut().zip(columns(line, &edges)) {
                    cell.push(' ');
                    cell.push_str(column.trim_matches(['|', ' ']));
                }
            }
        }
        self.row(&mut cells);
        self.open(BlockKind::Paragraph);
        Some(len)
    }

    fn row(&mut self, cells: &mut [String]) {
        for cell in cells {
            self.open(BlockKind::Cell);
            let text = std::mem::take(cell);
            self.inline(&text);
        }
    }
}

/// Returns where the columns of a table start, in characters.
fn edges(border: &str, is_grid: bool) -> Vec<usize> {
    let chars: Vec<char> = border.chars().collect();
    let opens = |idx: usize| {
        if is_grid {
            chars[idx] == '+' && idx + 1 < chars.len()
        } else {
            chars[idx] == '=' && (idx == 0 || chars[idx - 1] == ' ')
        }
    };
    (0..chars.len()).filter(|idx| opens(*idx)).collect()
}

/// Returns what stands in each column of a line, in one pass: a table may have
/// 20,000 columns.
fn columns<'l>(line: &'l str, edges: &[usize]) -> Vec<&'l str> {
    let mut starts = Vec::with_capacity(edges.len() + 1);
    for (n, (at, _)) in line.char_indices().enumerate() {
        if edges.get(starts.len()) == Some(&n) {
            starts.push(at);
        }
    }
    starts.resize(edges.len() + 1, line.len());
    starts.windows(2).map(|ends| &line[ends[0]..ends[1]]).collect()
}
