//! The log as people read it: who changed what in which pair, when, from what to what.
//!
//! The log keeps changes by the keys of rows, which mean nothing outside. So the review is gone through from
//! its beginning, and each change is told with the id that its pair had then. What a change of one field
//! says is one step; pairs that gave way to others are one step with all of them.

use super::change::Change;
use super::row::{Mark, Piece, Remark, Row, joined};
use super::rows::Rows;
use super::store::Store;
use crate::check::Side;
use crate::error::Result;
use serde::Serialize;
use serde_json::{Map, Value};

/// The field of a step in which pairs gave way to others.
const PAIRS: &str = "pairs";

/// Fields that go with a decision and say nothing by themselves.
const WITH_DECISIONS: [&str; 3] = ["reviewer", "updated", "bulk"];

/// One field of one pair that was changed.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Step {
    /// The number of the edit; an edit of many pairs has many steps.
    pub seq: u64,
    /// When, in ISO 8601.
    pub at: String,
    /// Who.
    pub who: String,
    /// What was done, by the name of the edit.
    pub what: String,
    /// The edit that was undone, or done again.
    pub of: Option<u64>,
    /// The id of the pair.
    pub pair: String,
    /// What was changed: `src`, `tgt`, `status`, `remarks` …, or `pairs`.
    pub field: String,
    /// What it was before.
    pub before: String,
    /// What it was after.
    pub after: String,
}

/// Returns the steps of a review, in order.
///
/// # Errors
///
/// The log cannot be read, or does not fit together.
pub fn steps(store: &Store) -> Result<Vec<Step>> {
    let mut rows = Rows::new(store.base()?, 1);
    let mut steps = Vec::new();
    for entry in store.entries_after(0)? {
        let told = entry.changes.iter().flat_map(|change| told(change, &rows));
        steps.extend(told.map(|step| Step {
            seq: entry.seq,
            at: entry.at.clone(),
            who: entry.who.clone(),
            what: entry.what.clone(),
            of: entry.undoes.or(entry.redoes),
            ..step
        }));
        rows.apply(&entry.changes, entry.seq).map_err(|_| store.damaged_at(entry.seq))?;
    }
    Ok(steps)
}

/// Returns what a change says of its pairs; who did it and when is the edit's.
fn told(change: &Change, rows: &Rows) -> Vec<Step> {
    match change {
        Change::Set { key, before, after } => {
            let pair = rows.get(*key).map(|row| row.id.clone()).unwrap_or_default();
            let names = after.keys().filter(|name| !WITH_DECISIONS.contains(&name.as_str()));
            let step = |name: &String| Step {
                pair: pair.clone(),
                field: name.clone(),
                before: shown(name, before),
                after: shown(name, after),
                ..Step::default()
            };
            names.map(step).collect()
        }
        Change::Splice { before, after } => {
            let pair = before.first().map(|row| row.id.clone()).unwrap_or_default();
            let (field, before, after) = (PAIRS.to_owned(), run(before), run(after));
            vec![Step { pair, field, before, after, ..Step::default() }]
        }
    }
}

/// Returns what a field says, for people.
fn shown(name: &str, fields: &Map<String, Value>) -> String {
    let value = fields.get(name).cloned().unwrap_or_default();
    match name {
        "src" | "tgt" => parsed::<Piece>(value).map_or_else(String::new, |pieces| joined(&pieces)),
        "remarks" => lines(parsed::<Remark>(value), |remark| remark.text),
        "marks" => lines(parsed::<Mark>(value), |mark| {
            format!("{} ({}): {}", mark.category, mark.severity, mark.span.quote)
        }),
        _ => match value {
            Value::String(text) => text,
            Value::Array(values) => {
                let words = values.iter().map(|value| value.as_str().unwrap_or_default());
                words.collect::<Vec<_>>().join(" ")
            }
            Value::Null => String::new(),
            value => value.to_string(),
        },
    }
}

fn parsed<T: serde::de::DeserializeOwned>(value: Value) -> Option<Vec<T>> {
    serde_json::from_value(value).ok()
}

fn lines<T>(values: Option<Vec<T>>, line: impl Fn(T) -> String) -> String {
    values.unwrap_or_default().into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Returns pairs, one a line.
fn run(rows: &[Row]) -> String {
    let line = |row: &Row| format!("{} = {}", row.text(Side::Src), row.text(Side::Tgt));
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
