//! The rows of a review in the order of the bitext, and changes applied to them.
//!
//! A change says what was before; rows that are otherwise by now are left as they are, and named.

use super::change::{Change, fields};
use super::row::Row;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde_json::{Map, Value};
use std::ops::Range;

/// A run of rows that gave way, by position, as it was applied.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Spliced {
    /// The position of the first row.
    pub at: usize,
    /// The keys of the rows that are gone.
    pub removed: Vec<u64>,
    /// The keys of those that stand there now.
    pub added: Vec<u64>,
}

/// The rows in the order of the bitext.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    all: Vec<Row>,
    positions: FxHashMap<u64, usize>,
    /// The words of the source of each row: progress is told after every edit.
    n_words: FxHashMap<u64, usize>,
    next_key: u64,
}

/// The rows are not as a change expects them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stale {
    /// The rows that are otherwise, or gone.
    pub keys: Vec<u64>,
}

impl Rows {
    /// Returns rows in that order. Keys from `next_key` on are free.
    #[must_use]
    pub fn new(rows: Vec<Row>, next_key: u64) -> Rows {
        let mut rows = Rows { all: rows, next_key, ..Rows::default() };
        rows.n_words = rows.all.iter().map(|row| (row.key, n_words(row))).collect();
        rows.index();
        rows
    }

    /// Returns the rows in order.
    #[must_use]
    pub fn all(&self) -> &[Row] {
        &self.all
    }

    /// Returns where a row stands.
    #[must_use]
    pub fn position(&self, key: u64) -> Option<usize> {
        self.positions.get(&key).copied()
    }

    /// Returns a row.
    #[must_use]
    pub fn get(&self, key: u64) -> Option<&Row> {
        self.all.get(self.position(key)?)
    }

    /// Returns how many words the source of a row has, as translators are paid:
    /// by white space.
    #[must_use]
    pub fn n_words(&self, key: u64) -> usize {
        self.n_words.get(&key).copied().unwrap_or_default()
    }

    /// Returns the first key that no row has had.
    #[must_use]
    pub fn next_key(&self) -> u64 {
        self.next_key
    }

    /// Applies changes, all or none; the rows they touch get the version.
    /// Returns what gave way where.
    ///
    /// # Errors
    ///
    /// The rows are not as a change says they were; nothing is changed.
    pub fn apply(&mut self, changes: &[Change], version: u64) -> Result<Vec<Spliced>, Stale> {
        // A change may rest on one before it, so a copy is tried where one could fail.
        if changes.len() > 1 && changes.iter().any(|change| matches!(change, Change::Splice { .. }))
        {
            let mut trial = self.clone();
            let spliced = trial.apply_each(changes, version)?;
            *self = trial;
            return Ok(spliced);
        }
        let stale: Vec<u64> = changes.iter().flat_map(|change| self.stale(change)).collect();
        if stale.is_empty() {
            self.apply_each(changes, version)
        } else {
            Err(Stale { keys: stale })
        }
    }

    fn apply_each(&mut self, changes: &[Change], version: u64) -> Result<Vec<Spliced>, Stale> {
        let mut spliced = Vec::new();
        for change in changes {
            let keys = self.stale(change);
            if !keys.is_empty() {
                return Err(Stale { keys });
            }
            match change {
                Change::Set { key, after, .. } => {
                    if !self.set(*key, after, version) {
                        return Err(Stale { keys: vec![*key] });
                    }
                }
                Change::Splice { before, after } => {
                    spliced.push(self.splice(before, after, version));
                }
            }
        }
        Ok(spliced)
    }

    /// Returns the keys of the rows that are not as a change says they were.
    fn stale(&self, change: &Change) -> Vec<u64> {
        match change {
            Change::Set { key, before, .. } => {
                let is_as_before = self.get(*key).is_some_and(|row| {
                    let now = fields(row);
                    before.iter().all(|(name, value)| now.get(name) == Some(value))
                });
                if is_as_before { Vec::new() } else { vec![*key] }
            }
            Change::Splice { before, after } if before.is_empty() || after.is_empty() => {
                before.iter().chain(after).map(|row| row.key).chain([0]).collect()
            }
            Change::Splice { before, after } => {
                let start = before.first().and_then(|row| self.position(row.key));
                let is_as_before = |(at, row): (usize, &Row)| {
                    let now = start.and_then(|start| self.all.get(start + at));
                    now.is_some_and(|now| Row { version: row.version, ..now.clone() } == *row)
                };
                let stale =
                    before.iter().enumerate().filter(|item| !is_as_before((item.0, item.1)));
                let stale = stale.map(|(_, row)| row.key);
                stale.chain(self.taken_keys(before, after)).collect()
            }
        }
    }

    /// Returns the keys of new rows that other rows have.
    fn taken_keys(&self, before: &[Row], after: &[Row]) -> Vec<u64> {
        let leaving: FxHashSet<u64> = before.iter().map(|row| row.key).collect();
        let mut seen = FxHashSet::default();
        let is_taken = |key: &u64| {
            !seen.insert(*key) || self.position(*key).is_some() && !leaving.contains(key)
        };
        after.iter().map(|row| row.key).filter(is_taken).collect()
    }

    /// Gives fields of a row other values; false if that does not make a row.
    fn set(&mut self, key: u64, after: &Map<String, Value>, version: u64) -> bool {
        let Some(at) = self.position(key) else { return false };
        let mut now = fields(&self.all[at]);
        for (name, value) in after {
            now.insert(name.clone(), value.clone());
        }
        let row = serde_json::from_value::<Row>(Value::Object(now)).ok();
        let Some(row) = row.filter(|row| row.key == key && row.flaw().is_none()) else {
            return false;
        };
        self.n_words.insert(key, n_words(&row));
        self.all[at] = Row { version, ..row };
        true
    }

    fn splice(&mut self, before: &[Row], after: &[Row], version: u64) -> Spliced {
        let at = before.first().and_then(|row| self.position(row.key)).unwrap_or(0);
        let new = after.iter().map(|row| Row { version, ..row.clone() });
        for row in after {
            self.n_words.insert(row.key, n_words(row));
        }
        self.all.splice(at..at + before.len(), new);
        self.index();
        let keys = |rows: &[Row]| rows.iter().map(|row| row.key).collect();
        Spliced { at, removed: keys(before), added: keys(after) }
    }

    fn index(&mut self) {
        self.positions = self.all.iter().enumerate().map(|(at, row)| (row.key, at)).collect();
        let greatest = self.all.iter().map(|row| row.key).max().unwrap_or(0);
        self.next_key = self.next_key.max(greatest + 1);
    }

    /// Returns the changes that make these rows of `new`, where rows of the same
    /// key are the same row. Rows of other keys give way in runs.
    #[must_use]
    pub fn changes_to(&self, new: &[Row]) -> Vec<Change> {
        let mut runs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let (mut old_at, mut new_at) = (0, 0);
        for (old_idx, new_idx) in self.kept_in_order(new) {
            let (old, now) = (old_at..old_idx, new_at..new_idx);
            (old_at, new_at) = (old_idx + 1, new_idx + 1);
            if old.is_empty() == now.is_empty() {
                runs.push((old, now));
                runs.push((old_idx..old_at, new_idx..new_at));
            } else {
                // A run must not be empty, so the row that follows goes along.
                runs.push((old.start..old_at, now.start..new_at));
            }
        }
        let rest = (old_at..self.all.len(), new_at..new.len());
        match runs.last_mut() {
            Some(last) if rest.0.is_empty() != rest.1.is_empty() => {
                (last.0.end, last.1.end) = (rest.0.end, rest.1.end);
            }
            _ => runs.push(rest),
        }
        runs.into_iter().filter_map(|(old, now)| change(&self.all[old], &new[now])).collect()
    }

    /// Returns the positions, here and in `new`, of the rows that stand in both
    /// in the same order. Greedy from the top: rows that moved count as new.
    fn kept_in_order(&self, new: &[Row]) -> Vec<(usize, usize)> {
        let mut kept: Vec<(usize, usize)> = Vec::new();
        for (new_idx, row) in new.iter().enumerate() {
            if let Some(old_idx) = self.position(row.key)
                && kept.last().is_none_or(|(last, _)| *last < old_idx)
            {
                kept.push((old_idx, new_idx));
            }
        }
        kept
    }
}

/// Returns the change that makes one run of rows of another.
fn change(before: &[Row], after: &[Row]) -> Option<Change> {
    match (before, after) {
        ([], []) => None,
        ([old], [now]) if old.key == now.key => Change::of_row(old, now),
        _ => Some(Change::Splice { before: before.to_vec(), after: after.to_vec() }),
    }
}

fn n_words(row: &Row) -> usize {
    row.src.iter().map(|piece| piece.text.split_whitespace().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::super::change::inverse;
    use super::super::row::Piece;
    use super::*;
    use proptest::prelude::*;

    fn row(key: u64, text: &str) -> Row {
        let piece = Piece { ids: vec![format!("p{key}.s1")], n: 1, text: text.to_owned() };
        Row { key, id: format!("p{key}.s1"), src: vec![piece], ..Row::default() }
    }

    fn rows(keys: &[u64]) -> Rows {
        Rows::new(keys.iter().map(|key| row(*key, "un")).collect(), 1)
    }

    fn without_versions(rows: &Rows) -> Vec<Row> {
        rows.all().iter().map(|row| Row { version: 0, ..row.clone() }).collect()
    }

    #[test]
    fn a_change_does_not_apply_to_what_has_changed_meanwhile() {
        let mut rows = rows(&[1, 2]);
        let flag = Change::of_row(&row(1, "un"), &Row { flagged: true, ..row(1, "un") }).unwrap();
        let text = Change::of_row(&row(1, "un"), &row(1, "deux")).unwrap();
        let merge =
            Change::Splice { before: vec![row(1, "un"), row(2, "un")], after: vec![row(3, "x")] };
        rows.apply(std::slice::from_ref(&text), 1).unwrap();
        assert_eq!(Err(Stale { keys: vec![1] }), rows.apply(&[merge], 2));
        // Another field of the same row is another matter.
        rows.apply(&[flag], 2).unwrap();
        assert_eq!(2, rows.get(1).unwrap().version);
        assert_eq!(Err(Stale { keys: vec![1] }), rows.apply(&[text], 3));
    }

    #[test]
    fn of_several_changes_all_apply_or_none() {
        let mut rows = rows(&[1, 2]);
        let splice =
            Change::Splice { before: vec![row(1, "un")], after: vec![row(3, "a"), row(4, "b")] };
        let stale = Change::Splice { before: vec![row(9, "un")], after: vec![row(5, "c")] };
        assert!(rows.apply(&[splice, stale], 1).is_err());
        assert_eq!(vec![1, 2], rows.all().iter().map(|row| row.key).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn changes_lead_from_any_rows_to_any_others_and_back(
            old in prop::collection::btree_set(1_u64..12, 1..8),
            new in prop::collection::vec((1_u64..16, "[a-c]"), 1..8),
            turn in 0_usize..8,
        ) {
            let mut keys: Vec<u64> = old.into_iter().collect();
            let turn = turn % keys.len();
            keys.rotate_left(turn);
            let mut rows = rows(&keys);
            let before = without_versions(&rows);
            let mut new: Vec<Row> = new.iter().map(|(key, text)| row(*key, text)).collect();
            let mut seen = FxHashSet::default();
            new.retain(|row| seen.insert(row.key));
            let changes = rows.changes_to(&new);
            rows.apply(&changes, 1).unwrap();
            prop_assert_eq!(&new, &without_versions(&rows));
            rows.apply(&inverse(&changes), 2).unwrap();
            prop_assert_eq!(before, without_versions(&rows));
        }
    }
}
