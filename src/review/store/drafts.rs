//! Keeps text that was typed and not saved yet, and text that was set aside with Escape.
//!
//! A draft belongs to a reviewer, a row and a side. It is part of the review's file and not of its log:
//! nobody has said yet that it is to stand.

use super::{Store, faults, signed};
use crate::check::Side;
use crate::error::Result;
use rusqlite::params;

/// Made when a review is opened, also in the files of earlier versions, which do not look at it.
pub(super) const TABLE: &str = "
create table if not exists drafts (
  who text not null, key integer not null, side text not null, text text not null,
  version integer not null, aside integer not null, at text not null,
  primary key (who, key, side)) without rowid;
";

/// Text that was typed and not saved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Draft {
    /// Who typed it.
    pub who: String,
    /// The row that it is for.
    pub key: u64,
    /// The side that it is for.
    pub side: Side,
    /// What was typed, one segment a line.
    pub text: String,
    /// The version of the row that the person saw.
    pub version: u64,
    /// The person left it with Escape and may want it back.
    pub is_aside: bool,
    /// When, in ISO 8601.
    pub at: String,
}

impl Store {
    /// Keeps a draft, in the place of an older one.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn set_draft(&self, draft: &Draft) -> Result<()> {
        let Draft { who, key, side, text, version, is_aside, at } = draft;
        let command = "insert or replace into drafts (who, key, side, text, version, aside, at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values = params![who, signed(*key), side.name(), text, signed(*version), is_aside, at];
        let done = self.connection.execute(command, values);
        done.map(|_| ()).map_err(|cause| faults::refused(&self.name, &cause))
    }

    /// Forgets a draft, if there is one.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn drop_draft(&self, who: &str, key: u64, side: Side) -> Result<()> {
        let command = "delete from drafts where who = ?1 and key = ?2 and side = ?3";
        let done = self.connection.execute(command, params![who, signed(key), side.name()]);
        done.map(|_| ()).map_err(|cause| faults::refused(&self.name, &cause))
    }

    /// Returns all drafts, the oldest first.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let failed = |cause: rusqlite::Error| faults::refused(&self.name, &cause);
        let query = "select who, key, side, text, version, aside, at from drafts
             order by at, who, key, side";
        let mut query = self.connection.prepare_cached(query).map_err(failed)?;
        let draft = |row: &rusqlite::Row| {
            let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
            let side: String = row.get(2)?;
            Ok(Draft {
                who: row.get(0)?,
                key: number(1)?,
                side: if side == Side::Src.name() { Side::Src } else { Side::Tgt },
                text: row.get(3)?,
                version: number(4)?,
                is_aside: row.get(5)?,
                at: row.get(6)?,
            })
        };
        let found = query.query_map([], draft).map_err(failed)?;
        found.collect::<rusqlite::Result<_>>().map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_its_reviewers_and_outlives_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.review.db");
        let draft = |who: &str, text: &str| Draft {
            who: who.to_owned(),
            key: 7,
            side: Side::Tgt,
            text: text.to_owned(),
            version: 3,
            is_aside: false,
            at: "2026-11-30T22:00:00Z".to_owned(),
        };
        let store = Store::open(&path).unwrap();
        for (who, text) in [("Ana", "one"), ("Zoé", "two"), ("Ana", "three\nfour")] {
            store.set_draft(&draft(who, text)).unwrap();
        }
        drop(store);
        let store = Store::open(&path).unwrap();
        let expected = vec![draft("Ana", "three\nfour"), draft("Zoé", "two")];
        assert_eq!(expected, store.drafts().unwrap());
        store.drop_draft("Ana", 7, Side::Src).unwrap();
        store.drop_draft("Ana", 7, Side::Tgt).unwrap();
        assert_eq!(expected[1..], store.drafts().unwrap());
    }
}
