//! Keeps the review in a database file (`SQLite`) beside the bitext.
//!
//! ```text
//! base     the rows as the bitext file had them when the log began
//! log      who, when, what, before, after: one row an edit, never changed
//! touched  which edits had to do with which row
//! meta     languages, carried headers, what the bitext file was when last read or written
//! drafts   text that was typed and is not saved yet
//! ```
//!
//! The rows of now are the base with the log applied. An edit is one
//! transaction, on the disk before it is answered: a killed process loses
//! nothing. The file is locked for as long as the process lives, so that a
//! second one is refused and not confused; it takes the lock away when a
//! process dies.

mod drafts;
mod faults;
mod place;

pub use drafts::Draft;

use super::change::Change;
use super::row::Row;
use crate::error::{Error, Place, Result};
use faults::{parsed, refused};
use place::{Identity, identity};
use rusqlite::{Connection, OptionalExtension, params};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the file says it is; another number is a file of another version.
const SCHEMA_VERSION: i64 = 1;

/// `enre`, in the place where a database says whose it is.
const APPLICATION_ID: i64 = 0x656e_7265;

const SCHEMA: &str = "
create table base (at integer primary key, row text not null);
create table log (
  seq integer primary key autoincrement,
  at text not null, who text not null, what text not null,
  changes text not null, undoes integer, redoes integer);
create table touched (key integer not null, seq integer not null, primary key (key, seq)) without rowid;
create table meta (name text primary key, value text not null) without rowid;
";

/// One edit in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number, counting from 1.
    pub seq: u64,
    /// When, in ISO 8601.
    pub at: String,
    /// Who.
    pub who: String,
    /// What was done, by the name of the edit.
    pub what: String,
    /// What it changed, with before and after.
    pub changes: Vec<Change>,
    /// The edit that it undoes.
    pub undoes: Option<u64>,
    /// The edit that it does again.
    pub redoes: Option<u64>,
}

/// An open review file, locked.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// The file as messages name it.
    name: String,
    /// Which file it is: another one may take its name.
    identity: Identity,
}

impl Store {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    ///
    /// Another process has it open, or it is not a review of this version.
    pub fn open(path: &Path) -> Result<Store> {
        let name = path.display().to_string();
        let connection = connect(path, &name)?;
        let identity = identity(path);
        let mut store = Store { connection, path: path.to_owned(), name, identity };
        store.settle()?;
        store.connection.execute_batch(drafts::TABLE).map_err(|cause| store.refused(&cause))?;
        Ok(store)
    }

    /// Returns the file as messages name it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the error of a log whose edit does not fit what was before.
    #[must_use]
    pub fn damaged_at(&self, seq: u64) -> Error {
        faults::damaged(&self.name, &format!("the review's log does not fit at edit {seq}"))
    }

    /// Returns the error of a file that lacks something, or has it otherwise than it was written.
    #[must_use]
    pub fn damaged(&self, what: &str) -> Error {
        faults::damaged(&self.name, &format!("the review is damaged: {what}"))
    }

    fn refused(&self, cause: &rusqlite::Error) -> Error {
        refused(&self.name, cause)
    }

    /// Makes the tables of a new file, and refuses one that is not ours.
    fn settle(&mut self) -> Result<()> {
        let number = |name: &str| -> Result<i64> {
            let value = self.connection.pragma_query_value(None, name, |row| row.get(0));
            value.map_err(|cause| refused(&self.name, &cause))
        };
        let n_tables = "select count(*) from sqlite_schema";
        let n_tables: i64 = self
            .connection
            .query_row(n_tables, [], |row| row.get(0))
            .map_err(|cause| refused(&self.name, &cause))?;
        if n_tables == 0 {
            let ids = format!(
                "pragma application_id = {APPLICATION_ID}; pragma user_version = {SCHEMA_VERSION};"
            );
            let made = self.connection.execute_batch(&format!("begin; {SCHEMA} {ids} commit;"));
            return made.map_err(|cause| refused(&self.name, &cause));
        }
        if number("application_id")? != APPLICATION_ID {
            return Err(Error::input("this is not a review that enregard has made")
                .at(Place::file(&self.name))
                .hint("move it away; the review is kept under this name"));
        }
        let version = number("user_version")?;
        if version != SCHEMA_VERSION {
            return Err(Error::input(format!(
                "a review of version {version}, not {SCHEMA_VERSION}"
            ))
            .at(Place::file(&self.name))
            .hint("open it with the version of enregard that made it"));
        }
        Ok(())
    }

    /// Returns a remembered value.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn meta(&self, name: &str) -> Result<Option<String>> {
        let query = "select value from meta where name = ?1";
        let value = self.connection.query_row(query, [name], |row| row.get(0)).optional();
        value.map_err(|cause| refused(&self.name, &cause))
    }

    /// Remembers a value.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn set_meta(&self, name: &str, value: &str) -> Result<()> {
        let command = "insert or replace into meta (name, value) values (?1, ?2)";
        let done = self.connection.execute(command, [name, value]);
        done.map(|_| ()).map_err(|cause| refused(&self.name, &cause))
    }

    /// Starts the review with these rows and values, all at once.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn start(&mut self, rows: &[Row], meta: &[(&str, String)]) -> Result<()> {
        let name = self.name.clone();
        let failed = |cause: rusqlite::Error| refused(&name, &cause);
        let transaction = self.connection.transaction().map_err(failed)?;
        {
            let mut insert =
                transaction.prepare("insert into base (row) values (?1)").map_err(failed)?;
            for row in rows {
                insert.execute([json(row)]).map_err(failed)?;
            }
            let mut insert = transaction
                .prepare("insert or replace into meta (name, value) values (?1, ?2)")
                .map_err(failed)?;
            for (name, value) in meta {
                insert.execute([name, value.as_str()]).map_err(failed)?;
            }
        }
        transaction.commit().map_err(failed)
    }

    /// Returns the rows with which the review began.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn base(&self) -> Result<Vec<Row>> {
        let failed = |cause: rusqlite::Error| refused(&self.name, &cause);
        let mut query =
            self.connection.prepare("select row from base order by at").map_err(failed)?;
        let texts = query.query_map([], |row| row.get::<_, String>(0)).map_err(failed)?;
        let mut rows = Vec::new();
        for text in texts {
            rows.push(parsed(&text.map_err(failed)?, &self.name)?);
        }
        Ok(rows)
    }

    /// Writes an edit to the log; returns its number. It is on the disk then.
    ///
    /// # Errors
    ///
    /// The file cannot be written, and nothing of the edit is kept.
    pub fn append(&mut self, entry: &Entry) -> Result<u64> {
        let name = self.name.clone();
        let failed = |cause: rusqlite::Error| refused(&name, &cause);
        let transaction = self.connection.transaction().map_err(failed)?;
        let Entry { at, who, what, changes, undoes, redoes, .. } = entry;
        let (undoes, redoes) = (undoes.map(signed), redoes.map(signed));
        transaction
            .execute(
                "insert into log (at, who, what, changes, undoes, redoes) values (?1,?2,?3,?4,?5,?6)",
                params![at, who, what, json(changes), undoes, redoes],
            )
            .map_err(failed)?;
        let seq = transaction.last_insert_rowid();
        {
            let mut insert = transaction
                .prepare_cached("insert or ignore into touched (key, seq) values (?1, ?2)")
                .map_err(failed)?;
            for key in changes.iter().flat_map(Change::concerned) {
                insert.execute([signed(key), seq]).map_err(failed)?;
            }
        }
        transaction.commit().map_err(failed)?;
        Ok(seq.unsigned_abs())
    }

    /// Returns the edits after `seq`, in order.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn entries_after(&self, seq: u64) -> Result<Vec<Entry>> {
        self.entries("where seq > ?1 order by seq", seq)
    }

    /// Returns the last hundred edits before `seq`, the newest first.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn entries_before(&self, seq: u64) -> Result<Vec<Entry>> {
        self.entries("where seq < ?1 order by seq desc limit 100", seq)
    }

    /// Returns an edit.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn entry(&self, seq: u64) -> Result<Option<Entry>> {
        Ok(self.entries("where seq = ?1", seq)?.pop())
    }

    /// Returns the edits that had to do with a row, the newest first.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn history(&self, key: u64) -> Result<Vec<Entry>> {
        let which = "where seq in (select seq from touched where key = ?1) order by seq desc";
        self.entries(which, key)
    }

    /// Returns who edited when, in order.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn times(&self) -> Result<Vec<(String, String)>> {
        let failed = |cause: rusqlite::Error| refused(&self.name, &cause);
        let query = "select who, at from log order by seq";
        let mut query = self.connection.prepare_cached(query).map_err(failed)?;
        let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
        found.collect::<rusqlite::Result<_>>().map_err(failed)
    }

    fn entries(&self, which: &str, number: u64) -> Result<Vec<Entry>> {
        let failed = |cause: rusqlite::Error| refused(&self.name, &cause);
        let query = format!("select seq, at, who, what, undoes, redoes, changes from log {which}");
        let mut query = self.connection.prepare_cached(&query).map_err(failed)?;
        let mut found = query.query([signed(number)]).map_err(failed)?;
        let mut entries = Vec::new();
        while let Some(row) = found.next().map_err(failed)? {
            let number =
                |at: usize| row.get::<_, Option<i64>>(at).map(|n| n.map(i64::unsigned_abs));
            let text = |at: usize| row.get::<_, String>(at);
            entries.push(Entry {
                seq: number(0).map_err(failed)?.unwrap_or_default(),
                at: text(1).map_err(failed)?,
                who: text(2).map_err(failed)?,
                what: text(3).map_err(failed)?,
                undoes: number(4).map_err(failed)?,
                redoes: number(5).map_err(failed)?,
                changes: parsed(&text(6).map_err(failed)?, &self.name)?,
            });
        }
        Ok(entries)
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("rows and changes are plain data")
}

/// Opens a file, which stays locked as long as it is open.
fn connect(path: &Path, name: &str) -> Result<Connection> {
    let failed = |cause: rusqlite::Error| refused(name, &cause);
    let connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(Duration::ZERO).map_err(failed)?;
    connection
        .execute_batch(
            "pragma locking_mode = exclusive; pragma synchronous = full;
             pragma journal_mode = truncate; begin exclusive; commit;",
        )
        .map_err(failed)?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn entry(what: &str) -> Entry {
        let row = Row { key: 7, ..Row::default() };
        Entry {
            seq: 0,
            at: "2026-11-25T00:00:00Z".into(),
            who: "Zoé".into(),
            what: what.into(),
            changes: vec![Change::Splice { before: vec![row.clone()], after: vec![row] }],
            undoes: None,
            redoes: Some(1),
        }
    }

    #[test]
    fn what_was_written_is_read_by_the_next_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.review.db");
        let row = Row { key: 1, id: "p1.s1".into(), score: Some(0.9731), ..Row::default() };
        let mut store = Store::open(&path).unwrap();
        store.start(std::slice::from_ref(&row), &[("stamp", "12".to_owned())]).unwrap();
        assert_eq!(
            (1, 2),
            (store.append(&entry("merge")).unwrap(), store.append(&entry("x")).unwrap())
        );
        drop(store);
        let store = Store::open(&path).unwrap();
        assert_eq!(vec![row], store.base().unwrap());
        assert_eq!(Some("12".to_owned()), store.meta("stamp").unwrap());
        let second = Entry { seq: 2, ..entry("x") };
        assert_eq!(vec![second.clone()], store.entries_after(1).unwrap());
        assert_eq!(Some(second.clone()), store.entry(2).unwrap());
        assert_eq!(Some(&second), store.history(7).unwrap().first());
        assert!(store.history(8).unwrap().is_empty());
    }

    #[test]
    fn a_second_process_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.review.db");
        let _first = Store::open(&path).unwrap();
        let error = Store::open(&path).unwrap_err();
        assert_eq!(Kind::Conflict, error.kind());
        assert!(error.hint_text().is_some());
    }

    #[test]
    fn a_file_that_is_not_a_review_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.review.db");
        std::fs::write(&path, "not a database, but something that people need").unwrap();
        assert_eq!(Kind::Input, Store::open(&path).unwrap_err().kind());
        assert!(std::fs::read(&path).unwrap().starts_with(b"not a database"));
        let other = folder.path().join("other.db");
        Connection::open(&other).unwrap().execute_batch("create table t (x)").unwrap();
        assert!(Store::open(&other).unwrap_err().to_string().contains("not a review"));
    }
}
