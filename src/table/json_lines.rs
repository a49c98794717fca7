//! Reads JSON lines as a table: one object a line, its keys as headers.
//!
//! ```text
//! {"id": 7, "translation": {"fr": "Il pleut.", "en": "It rains."}}
//!    ▼
//! id | translation.fr | translation.en
//! ```
//!
//! A line may also be a string, which makes a table of one column without a
//! header. Values that are not text are given as they are written.

use super::delimited::Cells;
use crate::error::{Error, Place, Result};
use rustc_hash::FxHashMap;
use serde_json::Value;

/// Objects in objects in objects are not a table. By hand; the nesting is written
/// with dots in the header.
const MAX_DEPTH: usize = 4;

/// Tells whether a text is of JSON lines: its first line with ink is an object.
pub(super) fn is_json_lines(content: &str) -> bool {
    let first =
        content.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default();
    first.starts_with('{') && matches!(serde_json::from_str(first), Ok(Value::Object(_)))
}

/// Reads the lines. The first row is the header, unless the lines are strings.
///
/// # Errors
///
/// A line is neither an object nor a string.
pub(super) fn read(content: &str, file: &str) -> Result<Vec<Cells>> {
    let mut columns = Columns::default();
    let mut rows = Vec::new();
    for (text, line) in content.lines().zip(1..) {
        let text = text.trim_matches(['\u{feff}', ' ', '\t']);
        if text.is_empty() {
            continue;
        }
        let value: Value =
            serde_json::from_str(text).map_err(|cause| not_json(&cause, file, line))?;
        let mut cells = Vec::new();
        match value {
            Value::Object(_) => columns.push("", &value, 0, &mut cells),
            Value::String(_) => columns.push("text", &value, 0, &mut cells),
            other => return Err(no_object(&other, file, line)),
        }
        rows.push(Cells { line, cells });
    }
    let header = Cells { line: 1, cells: columns.names };
    Ok(std::iter::once(header).chain(rows).collect())
}

/// The columns that were met, in order.
#[derive(Debug, Default)]
struct Columns {
    names: Vec<String>,
    places: FxHashMap<String, usize>,
}

impl Columns {
    fn push(&mut self, name: &str, value: &Value, depth: usize, cells: &mut Vec<String>) {
        match value {
            Value::Object(object) if depth < MAX_DEPTH => {
                for (key, value) in object {
                    let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                    self.push(&name, value, depth + 1, cells);
                }
            }
            value => {
                let column = self.place(name);
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                cells[column] = cell(value);
            }
        }
    }

    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.names.len();
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn not_json(cause: &serde_json::Error, file: &str, line: u64) -> Error {
    let text = cause.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    Error::input(format!("expected a JSON object, but {what} at column {}", cause.column()))
        .at(Place::file(file).line(line))
        .hint("each line is an object of its own, e.g., `{\"id\": 1, \"fr\": \"Il pleut.\"}`")
}

fn no_object(value: &Value, file: &str, line: u64) -> Error {
    let shown: String = value.to_string().chars().take(30).collect();
    Error::input(format!("expected a JSON object or a string, but this is `{shown}`"))
        .at(Place::file(file).line(line))
        .hint("each line is an object of its own, e.g., `{\"id\": 1, \"fr\": \"Il pleut.\"}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let rows = read(content, "a.jsonl").unwrap();
        let shown: Vec<String> =
            rows.iter().map(|row| format!("{}: {}", row.line, row.cells.join(" | "))).collect();
        assert_eq!(expected, shown);
    }

    #[test]
    fn keys_are_headers_whatever_their_order() {
        check(
            "{\"id\": 7, \"translation\": {\"fr\": \"Il pleut.\", \"en\": \"It\\nrains.\"}}\r\n\n\
             {\"translation\": {\"en\": \"No.\"}, \"ok\": true, \"id\": null}\n",
            &[
                "1: id | translation.fr | translation.en | ok",
                "1: 7 | Il pleut. | It\nrains.",
                "3:  |  | No. | true",
            ],
        );
    }

    #[test]
    fn a_line_may_be_a_string() {
        check("\"Il pleut.\"\n\"Je lis.\"", &["1: text", "1: Il pleut.", "2: Je lis."]);
    }

    #[test]
    fn bad_lines_are_refused_with_their_place() {
        let message = |content| read(content, "a.jsonl").unwrap_err().to_string();
        assert_eq!(
            "a.jsonl:2: expected a JSON object, but key must be a string at column 2",
            message("{\"a\": 1}\n{a}")
        );
        assert_eq!(
            "a.jsonl:1: expected a JSON object or a string, but this is `[1]`",
            message("[1]")
        );
    }

    #[test]
    fn only_objects_are_told_from_text() {
        assert!(is_json_lines("\n{\"a\": 1}\n"));
        assert!(
            !is_json_lines("{a} is a set.")
                && !is_json_lines("\"Oui\", dit-il.")
                && !is_json_lines("")
        );
    }
}
