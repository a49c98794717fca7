//! Says what is wrong with the columns of a table, what there is to choose from,
//! and what to type.

use super::Chooser;
use crate::error::{Error, Place};
use crate::lang::Lang;
use crate::table::names::fold;

impl Chooser<'_> {
    pub(super) fn no_translation(&self, id: Option<usize>) -> Error {
        let language = english_name(&self.options.langs.tgt);
        let message = format!("no column looks like {language} text; {}", self.what_there_is());
        Error::input(message).at(Place::file(self.file)).hint(self.hint_for_column(id))
    }

    fn hint_for_column(&self, id: Option<usize>) -> String {
        if let Some(src) = self.src() {
            return format!(
                "`{}` is {}: give the table of translations, or name the column with --column",
                self.labels[src],
                english_name(&self.options.langs.src)
            );
        }
        let free = || (0..self.labels.len()).rev().filter(|column| Some(*column) != id);
        let likeliest = free().find(|column| self.is_prose(*column)).or_else(|| free().next());
        format!("name it: --column {}", self.as_argument(likeliest.unwrap_or(0)))
    }

    pub(super) fn ambiguous(&self, columns: &[usize]) -> Error {
        let labels: Vec<String> =
            columns.iter().map(|column| format!("`{}`", self.labels[*column])).collect();
        let message = format!(
            "{} columns look like {} text: {}",
            columns.len(),
            english_name(&self.options.langs.tgt),
            labels.join(", ")
        );
        let hint = format!("name the right one: --column {}", self.as_argument(columns[0]));
        Error::input(message).at(Place::file(self.file)).hint(hint)
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

    fn as_argument(&self, column: usize) -> String {
        if self.has_header() { quoted(&self.labels[column]) } else { (column + 1).to_string() }
    }
}

/// Returns the name of a language in English, as in `no column looks like
/// English text`.
pub(super) fn english_name(lang: &Lang) -> String {
    let names = lang.names();
    let name = names.iter().find(|name| name.len() > 3).unwrap_or(&names[0]);
    let mut letters = name.chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase);
    capital.chain(letters).collect()
}

/// Returns a name as it is typed.
pub(super) fn quoted(label: &str) -> String {
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
pub(super) fn closest<'a>(name: &str, labels: &'a [String]) -> Option<&'a String> {
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
