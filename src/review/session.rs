//! One review: the rows, their log, and the bitext's file.
//!
//! ```text
//! edit ─► changes ─► rows          undo: the same changes the other way round
//!            └─────► log (disk)    save: rows ─► bitext ─► file
//! ```
//!
//! A session is used by one thread at a time. It knows neither HTTP nor what
//! browsers there are. Nobody's work is replaced unasked: an edit says which
//! versions it has seen, and a file that has been changed meanwhile is not
//! written over before somebody has decided.

mod outside;
mod progress;
mod realign;

pub use outside::{Difference, Take};
pub use progress::{CategoryCount, Progress, Scorecard, Tally};
pub use realign::Realignment;

use super::change::{Change, each_once, inverse};
use super::edit::{Edit, Editor, Refusal};
use super::file::{BitextFile, Stamp};
use super::row::{Extras, Row};
use super::rows::{Rows, Spliced, Stale};
use super::store::{Entry, Store};
use crate::bitext::{Bitext, Breaks, Pair};
use crate::error::{Error, Place, Result};
use crate::lang::Lang;
use crate::model::Model;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;

/// What a bitext says besides its pairs.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Head {
    src_lang: String,
    tgt_lang: String,
    metadata: Vec<(String, String)>,
    carried_headers: Vec<String>,
}

/// What somebody could undo and do again, by the numbers of the edits.
#[derive(Clone, Debug, Default)]
struct Stacks {
    undo: Vec<u64>,
    redo: Vec<u64>,
}

/// A review in progress.
pub struct Session {
    rows: Rows,
    head: Head,
    store: Store,
    file: Box<dyn BitextFile>,
    model: Arc<Model>,
    /// The number of the last change.
    seq: u64,
    /// The number of the last change that the file has.
    saved_seq: u64,
    /// The file as we last read or wrote it.
    stamp: Option<Stamp>,
    stacks: FxHashMap<String, Stacks>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("seq", &self.seq).finish_non_exhaustive()
    }
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
    /// Opens the review of a bitext; begins one if there is none.
    ///
    /// # Errors
    ///
    /// The file or the review cannot be read, or another process has it.
    pub fn open(
        file: Box<dyn BitextFile>,
        store: &Path,
        languages: (&Lang, &Lang),
        model: Arc<Model>,
    ) -> Result<Session> {
        let mut store = Store::open(store)?;
        if store.meta("head")?.is_none() {
            begin(file.as_ref(), &mut store, languages)?;
        }
        refuse_other(file.as_ref(), &store)?;
        let head = parsed(store.meta("head")?);
        let number = |text: Option<String>| text.and_then(|text| text.parse().ok()).unwrap_or(0);
        let saved_seq = number(store.meta("saved_seq")?);
        let stamp = store.meta("stamp")?.as_deref().and_then(Stamp::parse);
        let rows = Rows::new(store.base()?, 1);
        let stacks = FxHashMap::default();
        let mut session =
            Session { rows, head, store, file, model, seq: 0, saved_seq, stamp, stacks };
        session.replay()?;
        if session.is_changed_outside() && session.outside()?.is_empty() {
            session.stamp = session.file.stamp();
            session.remember_saved()?;
        }
        Ok(session)
    }

    /// Brings the rows from where the log began to where it ends.
    fn replay(&mut self) -> Result<()> {
        for entry in self.store.entries_after(0)? {
            self.rows.apply(&entry.changes, entry.seq).map_err(|_| {
                Error::input(format!("the review's log does not fit at edit {}", entry.seq))
                    .at(Place::file(self.file.name()))
                    .hint("move the `.review.db` file away to begin a new review")
            })?;
            self.seq = entry.seq;
            self.remember_order(&entry);
        }
        Ok(())
    }

    fn remember_order(&mut self, entry: &Entry) {
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

    /// Returns the rows in order.
    #[must_use]
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Returns the number of the last change.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Tells whether the file is older than the review.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.seq > self.saved_seq
    }

    /// Returns the name of the bitext's file.
    #[must_use]
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Returns the tags of the source and the target language.
    #[must_use]
    pub fn tags(&self) -> (&str, &str) {
        (&self.head.src_lang, &self.head.tgt_lang)
    }

    /// Returns what is known of the document.
    #[must_use]
    pub fn metadata(&self) -> &[(String, String)] {
        &self.head.metadata
    }

    /// Returns the headers of the carried columns.
    #[must_use]
    pub fn carried_headers(&self) -> &[String] {
        &self.head.carried_headers
    }

    /// Returns the model of the two languages.
    #[must_use]
    pub fn model(&self) -> Arc<Model> {
        Arc::clone(&self.model)
    }

    /// Returns the bitext as the review has it.
    #[must_use]
    pub fn bitext(&self) -> Bitext {
        self.bitext_of(self.rows.all())
    }

    /// Returns the bitext without its pairs and without columns for what only a
    /// review knows.
    #[must_use]
    pub fn bitext_without_pairs(&self) -> Bitext {
        self.bitext_of(&[])
    }

    fn bitext_of(&self, rows: &[Row]) -> Bitext {
        let mut carried_headers = self.head.carried_headers.clone();
        let extras = Extras::make(&mut carried_headers, rows);
        let pair = |row: &Row| {
            let mut pair = row.to_pair(&extras);
            pair.carried.resize(carried_headers.len(), String::new());
            pair
        };
        let pairs = rows.iter().map(pair).collect();
        let (src_lang, tgt_lang) = (lang(&self.head.src_lang), lang(&self.head.tgt_lang));
        let metadata = self.head.metadata.clone();
        Bitext { src_lang, tgt_lang, metadata, carried_headers, pairs }
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
        self.commit(&Entry { what: edit.name().to_owned(), ..self.entry(who, changes) })
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
        let missing = || {
            Error::input(format!("the review's log lacks edit {seq}"))
                .at(Place::file(self.file.name()))
                .hint("move the `.review.db` file away to begin a new review")
        };
        self.store.entry(seq)?.ok_or_else(missing)
    }

    fn entry(&self, who: &str, changes: Vec<Change>) -> Entry {
        let (who, at, what) = (who.to_owned(), now(), String::new());
        Entry { seq: self.seq + 1, at, who, what, changes, undoes: None, redoes: None }
    }

    /// Applies an entry to the rows and writes it to the log, both or neither.
    fn commit(&mut self, entry: &Entry) -> std::result::Result<Applied, Failure> {
        let (who, what) = (entry.who.clone(), entry.what.clone());
        if entry.changes.is_empty() {
            let (splices, touched, reworded) = (Vec::new(), Vec::new(), Vec::new());
            return Ok(Applied { seq: self.seq, who, what, splices, touched, reworded });
        }
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

    /// Returns what happened to a row, the newest first.
    ///
    /// # Errors
    ///
    /// The log cannot be read.
    pub fn history(&self, key: u64) -> Result<Vec<Entry>> {
        self.store.history(key)
    }

    /// Returns the hundred edits before one, the newest first.
    ///
    /// # Errors
    ///
    /// The log cannot be read.
    pub fn log_before(&self, seq: u64) -> Result<Vec<Entry>> {
        self.store.entries_before(seq)
    }

    /// Writes the bitext to its file, if the review has something that the file
    /// lacks. Tells whether it did.
    ///
    /// # Errors
    ///
    /// Somebody else has changed the file, or it cannot be written.
    pub fn save(&mut self) -> std::result::Result<bool, Failure> {
        if !self.is_dirty() && self.file.stamp().is_some() {
            return Ok(false);
        }
        if self.is_changed_outside() {
            return Err(Failure::Outside);
        }
        self.write()?;
        Ok(true)
    }

    fn write(&mut self) -> Result<()> {
        self.stamp = Some(self.file.write(&self.bitext())?);
        self.saved_seq = self.seq;
        self.remember_saved()
    }

    /// Tells whether somebody else has changed the file since we read or wrote
    /// it. A file that is gone has not been changed: it is written again.
    #[must_use]
    pub fn is_changed_outside(&self) -> bool {
        self.file.stamp().is_some_and(|now| Some(now) != self.stamp)
    }

    fn remember_saved(&self) -> Result<()> {
        let stamp = self.stamp.map(|stamp| stamp.to_string()).unwrap_or_default();
        self.store.set_meta("stamp", &stamp)?;
        self.store.set_meta("saved_seq", &self.saved_seq.to_string())
    }
}

/// Begins a review with what the file has.
fn begin(file: &dyn BitextFile, store: &mut Store, languages: (&Lang, &Lang)) -> Result<()> {
    let (bitext, stamp) = file.read()?;
    let extras = Extras::find(&bitext.carried_headers);
    let head = Head {
        src_lang: languages.0.tag().to_owned(),
        tgt_lang: languages.1.tag().to_owned(),
        metadata: bitext.metadata,
        carried_headers: bitext.carried_headers,
    };
    // A CSV holds the segments of a cell as one text; people move them one by one.
    let breaks = Breaks::new(languages.0, languages.1);
    let row = |(key, mut pair): (u64, Pair)| {
        breaks.find(&mut pair);
        Row::of_pair(key, pair, &extras)
    };
    let rows: Vec<Row> = (1..).zip(bitext.pairs).map(row).collect();
    let head = serde_json::to_string(&head).expect("a head is plain data");
    let (stamp, ending) = (stamp.to_string(), ending(file));
    store.start(&rows, &[("head", head), ("stamp", stamp), ("ending", ending)])
}

/// Refuses a review of another file: `x.csv` and `x.tsv` would share one.
fn refuse_other(file: &dyn BitextFile, store: &Store) -> Result<()> {
    match store.meta("ending")? {
        Some(known) if known != ending(file) => {
            Err(Error::conflict(format!("there is a review of a `.{known}` file beside it"))
                .at(Place::file(file.name()))
                .hint("rename this file, or review the other one"))
        }
        _ => Ok(()),
    }
}

fn ending(file: &dyn BitextFile) -> String {
    file.name().split_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
}

fn parsed(head: Option<String>) -> Head {
    head.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap_or_else(|| Lang::parse("und").expect("`und` is shaped like a tag"))
}

/// Returns the time, in ISO 8601, to the second.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

#[cfg(test)]
mod tests;
