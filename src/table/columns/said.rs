//! Says what is wrong with the columns of a table, what there is to choose from,
//! and what to type.

use super::Chooser;
use crate::bead::Side;
use crate::error::{Error, Place};
use crate::table::names::fold;

impl Chooser<'_> {
    pub(super) fn no_translation(&self, id: Option<usize>) -> Error {
        let language = self.options.langs.tgt.english_name();
        let message = format!("no column looks like {language} text; {}", self.what_there_is());
        Error::input(message).at(Place::file(self.file)).hint(self.hint_for_column(id))
    }

    fn hint_for_column(&self, id: Option<usize>) -> String {
        let is_src = |column: &usize| self.contents[*column].side() == Some(Side::Src);
        let by_name = self.src(None).map(|src| (src, "is"));
        // Other languages look like French too.
        let by_content = || (0..self.labels.len()).find(is_src).map(|src| (src, "seems to be"));
        if let Some((src, is)) = by_name.or_else(by_content).filter(|_| self.has_header()) {
            return format!(
                "`{}` {is} {}: give the table of translations, or name the column with --column",
                self.labels[src],
                self.options.langs.src.english_name()
            );
        }
        let free = || (0..self.labels.len()).rev().filter(|column| Some(*column) != id);
        let is_prose = |column: &usize| self.contents[*column].is_prose();
        let likeliest = free().find(is_prose).or_else(|| free().next());
        format!("name it: --column {}", self.as_argument(likeliest.unwrap_or(0)))
    }

    /// Says what the user can choose from.
    pub(super) fn what_there_is(&self) -> String {
        let first = self.body.first().map_or(&[][..], |row| &row.cells);
        let (lead, cells, separator) = if self.has_header() {
            ("the header has", &self.labels[..], ", ")
        } else {
            ("there is no header, and the first row is", first, " | ")
        };
        let shown: Vec<String> =
            cells.iter().take(MAX_SHOWN_CELLS).map(|cell| shortened(cell)).collect();
        let more = if cells.len() > MAX_SHOWN_CELLS { " …" } else { "" };
        format!("{lead}: {}{more}", shown.join(separator))
    }
}

/// Returns a name as it is typed.
pub(in crate::table) fn quoted(label: &str) -> String {
    if label.contains(char::is_whitespace) { format!("\"{label}\"") } else { label.to_owned() }
}

/// How many characters of a cell a message shows.
const SHOWN_CHARS: usize = 24;

/// How many cells a message shows.
const MAX_SHOWN_CELLS: usize = 20;

/// Returns the start of a cell.
pub(super) fn shortened(cell: &str) -> String {
    let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match cell.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    }
}

/// Returns the label that a name may be a slip for: at most a third of its
/// letters differ.
pub(in crate::table) fn closest<'a>(name: &str, labels: &'a [String]) -> Option<&'a String> {
    let name = fold(name);
    let distance = |label: &&String| edit_distance(&name, &fold(label));
    labels.iter().min_by_key(distance).filter(|label| distance(label) * 3 <= name.chars().count())
}

/// Returns how many letters must change to get from one word to the other
/// (Levenshtein 1966).
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
