//! Changes: what an edit did to the rows, so that it can be undone.
//!
//! Every edit comes down to two kinds of change. Fields of a row get other
//! values, or a run of rows gives way to another run. Both say what was before
//! and what is after, so the log can be read by people, and undoing is applying
//! the change the other way round. Whether that is still possible is told by
//! looking: the rows must be as the change left them, in what it changed.

use super::row::Row;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One change.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Fields of a row.
    Set {
        /// The row.
        key: u64,
        /// The fields before.
        before: Map<String, Value>,
        /// The same fields after.
        after: Map<String, Value>,
    },
    /// A run of rows gives way to another; neither is empty.
    Splice {
        /// The run before.
        before: Vec<Row>,
        /// The run after.
        after: Vec<Row>,
    },
}

impl Change {
    /// Returns the change that makes `after` of `before`, two states of one row;
    /// none if they are the same.
    #[must_use]
    pub fn of_row(before: &Row, after: &Row) -> Option<Change> {
        let (old, new) = (fields(before), fields(after));
        let differs = |name: &String| old.get(name) != new.get(name);
        let changed: Vec<String> = new.keys().filter(|name| differs(name)).cloned().collect();
        let only = |fields: &Map<String, Value>| -> Map<String, Value> {
            let field = |name: &String| Some((name.clone(), fields.get(name)?.clone()));
            changed.iter().filter_map(field).collect()
        };
        (!changed.is_empty()).then(|| Change::Set {
            key: before.key,
            before: only(&old),
            after: only(&new),
        })
    }

    /// Returns the change that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Change {
        match self.clone() {
            Change::Set { key, before, after } => Change::Set { key, before: after, after: before },
            Change::Splice { before, after } => Change::Splice { before: after, after: before },
        }
    }

    /// Tells whether it changes texts, segments or dismissals, which is what
    /// checks look at.
    #[must_use]
    pub fn is_of_texts(&self) -> bool {
        match self {
            Change::Set { after, .. } => {
                ["src", "tgt", "findings"].iter().any(|name| after.contains_key(*name))
            }
            Change::Splice { .. } => true,
        }
    }

    /// Returns the keys of the rows that it changes or makes.
    pub fn touched(&self) -> impl Iterator<Item = u64> {
        let (one, run): (Option<u64>, &[Row]) = match self {
            Change::Set { key, .. } => (Some(*key), &[]),
            Change::Splice { after, .. } => (None, after),
        };
        one.into_iter().chain(run.iter().map(|row| row.key))
    }

    /// Returns the keys of all rows that it has to do with.
    pub fn concerned(&self) -> impl Iterator<Item = u64> {
        let before: &[Row] = match self {
            Change::Set { .. } => &[],
            Change::Splice { before, .. } => before,
        };
        self.touched().chain(before.iter().map(|row| row.key))
    }
}

pub(super) fn fields(row: &Row) -> Map<String, Value> {
    match serde_json::to_value(row) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Returns the changes that undo these.
#[must_use]
pub fn inverse(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}

/// Returns keys in order, each once.
#[must_use]
pub fn each_once(keys: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut seen = FxHashSet::default();
    keys.into_iter().filter(|key| seen.insert(*key)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::row::Piece;
    use super::*;

    fn row(key: u64, text: &str) -> Row {
        let piece = Piece { ids: vec![format!("p{key}.s1")], n: 1, text: text.to_owned() };
        Row { key, id: format!("p{key}.s1"), src: vec![piece], ..Row::default() }
    }

    #[test]
    fn a_change_of_fields_says_only_what_differs() {
        let (before, after) = (row(1, "un"), Row { flagged: true, ..row(1, "un") });
        let change = Change::of_row(&before, &after).unwrap();
        let said = serde_json::to_string(&change).unwrap();
        assert_eq!(
            r#"{"set":{"key":1,"before":{"flagged":false},"after":{"flagged":true}}}"#,
            said
        );
        assert_eq!(None, Change::of_row(&before, &before));
    }
}
