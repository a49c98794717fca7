//! Carries out edits: into the rows and the log, both or neither. Undo is an edit
//! that writes the opposite of an older one.

use super::{Session, now};
use crate::error::{Error, Result};
use crate::review::change::{Change, each_once, inverse};
use crate::review::edit::{Edit, Editor, Refusal};
use crate::review::rows::{Spliced, Stale};
use crate::review::store::Entry;

/// What somebody could undo and do again, by the numbers of the edits.
#[derive(Clone, Debug, Default)]
pub(super) struct Stacks {
    pub(super) undo: Vec<u64>,
    redo: Vec<u64>,
}

/// What an edit did.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Its number.
    pub seq: u64,
    /// Who did it.
    pub who: String,
    /// What it was, by the name of the edit.
    pub what: String,
    /// The runs of rows that gave way to others, in order.
    pub splices: Vec<Spliced>,
    /// The rows that are new or other than before.
    pub touched: Vec<u64>,
    /// Those of them whose texts, segments or dismissals are other than before.
    pub reworded: Vec<u64>,
}

/// Why something was not done.
#[derive(Clone, Debug)]
pub enum Failure {
    /// Somebody has changed these rows meanwhile.
    Stale {
        /// The rows.
        keys: Vec<u64>,
        /// Who; empty if it is not known.
        who: String,
    },
    /// The file has been changed by somebody else since we read it.
    Outside,
    /// It makes no sense, as said.
    Refused(String),
    /// The log or the file fails.
    Broken(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Broken(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        match refusal {
            Refusal::Gone(key) => Failure::Stale { keys: vec![key], who: String::new() },
            Refusal::Senseless(why) => Failure::Refused(why.to_owned()),
        }
    }
}

impl Session {
    pub(super) fn remember_order(&mut self, entry: &Entry) {
        let Stacks { undo, redo } = self.stacks.entry(entry.who.clone()).or_default();
        match (entry.undoes, entry.redoes) {
            (Some(seq), _) => {
                undo.retain(|known| *known != seq);
                redo.push(seq);
            }
            (None, Some(seq)) => {
                redo.retain(|known| *known != seq);
                undo.push(seq);
            }
            (None, None) => {
                undo.push(entry.seq);
                redo.clear();
            }
        }
    }

    /// Carries out an edit. `expects` are the versions of rows that the reviewer
    /// has seen.
    ///
    /// # Errors
    ///
    /// Somebody has changed these rows meanwhile, the edit makes no sense, or
    /// the log cannot be written; nothing is changed then.
    pub fn edit(
        &mut self,
        who: &str,
        edit: &Edit,
        expects: &[(u64, u64)],
    ) -> std::result::Result<Applied, Failure> {
        let is_as_seen = |(key, version): &&(u64, u64)| {
            self.rows.get(*key).is_some_and(|row| row.version == *version)
        };
        let stale: Vec<u64> =
            expects.iter().filter(|seen| !is_as_seen(seen)).map(|(key, _)| *key).collect();
        if !stale.is_empty() {
            return Err(self.stale(stale));
        }
        let (now, model) = (now(), self.model());
        let tgt_tag = self.head.tgt_lang.clone();
        let editor = Editor { who, now: &now, tgt_tag: &tgt_tag, model: &model };
        let changes = edit.changes(&self.rows, &editor)?;
        let entry = Entry { what: edit.name().to_owned(), ..self.entry(who, changes) };
        let applied = self.commit(&entry)?;
        if let Edit::Text { key, side, .. } = edit {
            self.drop_draft(who, *key, *side)?;
        }
        Ok(applied)
    }

    /// Undoes the last edit of a reviewer that is not undone yet.
    ///
    /// # Errors
    ///
    /// There is none, or others have changed the same rows since.
    pub fn undo(&mut self, who: &str) -> std::result::Result<Applied, Failure> {
        let last = self.stacks.get(who).and_then(|stacks| stacks.undo.last().copied());
        let seq = last.ok_or_else(|| Failure::Refused("nothing to undo".to_owned()))?;
        let changes = inverse(&self.logged(seq)?.changes);
        self.commit(&Entry {
            what: "undo".to_owned(),
            undoes: Some(seq),
            ..self.entry(who, changes)
        })
    }

    /// Does again what a reviewer has undone last.
    ///
    /// # Errors
    ///
    /// As for [`Session::undo`].
    pub fn redo(&mut self, who: &str) -> std::result::Result<Applied, Failure> {
        let last = self.stacks.get(who).and_then(|stacks| stacks.redo.last().copied());
        let seq = last.ok_or_else(|| Failure::Refused("nothing to redo".to_owned()))?;
        let changes = self.logged(seq)?.changes;
        self.commit(&Entry {
            what: "redo".to_owned(),
            redoes: Some(seq),
            ..self.entry(who, changes)
        })
    }

    /// Returns the names of what a reviewer would undo and redo.
    ///
    /// # Errors
    ///
    /// The log cannot be read.
    pub fn next_undo_redo(&self, who: &str) -> Result<(Option<String>, Option<String>)> {
        let Some(stacks) = self.stacks.get(who) else { return Ok((None, None)) };
        let name = |seq: Option<&u64>| -> Result<Option<String>> {
            seq.map(|seq| Ok(self.logged(*seq)?.what)).transpose()
        };
        Ok((name(stacks.undo.last())?, name(stacks.redo.last())?))
    }

    fn logged(&self, seq: u64) -> Result<Entry> {
        let missing = || self.store.damaged(&format!("its log lacks edit {seq}"));
        self.store.entry(seq)?.ok_or_else(missing)
    }

    pub(super) fn entry(&self, who: &str, changes: Vec<Change>) -> Entry {
        let (who, at, what) = (who.to_owned(), now(), String::new());
        Entry { seq: self.seq + 1, at, who, what, changes, undoes: None, redoes: None }
    }

    /// Applies an entry to the rows and writes it to the log, both or neither.
    pub(super) fn commit(&mut self, entry: &Entry) -> std::result::Result<Applied, Failure> {
        let (who, what) = (entry.who.clone(), entry.what.clone());
        if entry.changes.is_empty() {
            let (splices, touched, reworded) = (Vec::new(), Vec::new(), Vec::new());
            return Ok(Applied { seq: self.seq, who, what, splices, touched, reworded });
        }
        self.hold_on()?;
        let version = entry.seq;
        let splices = match self.rows.apply(&entry.changes, version) {
            Ok(splices) => splices,
            Err(Stale { keys }) => return Err(self.stale(keys)),
        };
        match self.store.append(entry) {
            Ok(seq) => self.seq = seq,
            Err(error) => {
                self.rows
                    .apply(&inverse(&entry.changes), self.seq)
                    .expect("what has just been changed can be changed back");
                return Err(Failure::Broken(error));
            }
        }
        self.remember_order(&Entry { seq: self.seq, ..entry.clone() });
        let is_there = |key: &u64| self.rows.position(*key).is_some();
        let mut touched = each_once(entry.changes.iter().flat_map(Change::touched));
        touched.retain(is_there);
        let reworded = entry.changes.iter().filter(|change| change.is_of_texts());
        let reworded = each_once(reworded.flat_map(Change::concerned));
        Ok(Applied { seq: self.seq, who, what, splices, touched, reworded })
    }

    fn stale(&self, keys: Vec<u64>) -> Failure {
        let last = |key: &u64| self.store.history(*key).ok()?.first().map(|e| e.who.clone());
        let who = keys.first().and_then(last).unwrap_or_default();
        Failure::Stale { keys, who }
    }
}
