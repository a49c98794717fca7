//! Sees whether a file has the tables of a review and nothing else.
//!
//! A database can bring code with it: a view in the place of a table that never
//! ends, a trigger that deletes what is written, a check that takes all memory. The
//! file lies beside a bitext and may come from somebody else. So what it declares
//! must be, word for word, what a new file declares.

use super::{SCHEMA, drafts};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The kind and the text of a declaration; indexes that `SQLite` makes have none.
type Declared = (String, Option<String>);

/// Tells whether a file declares what a review declares. Files of earlier versions
/// have no drafts yet.
pub(super) fn is_of_a_review(connection: &Connection) -> rusqlite::Result<bool> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(SCHEMA)?;
    let needed = declared(&fresh)?;
    fresh.execute_batch(drafts::TABLE)?;
    let known = declared(&fresh)?;
    let found = declared(connection)?;
    Ok(needed.is_subset(&found) && found.is_subset(&known))
}

fn declared(connection: &Connection) -> rusqlite::Result<BTreeSet<Declared>> {
    let mut query = connection.prepare("select type || ' ' || name, sql from sqlite_schema")?;
    let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    found.collect()
}
