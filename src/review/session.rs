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

mod drafts;
mod editing;
mod opening;
mod outside;
mod progress;
mod realign;

pub use editing::{Applied, Failure};
pub use outside::{Difference, Take};
pub use progress::{CategoryCount, Progress, Rate, Scorecard, Tally};
pub use realign::{End, Realignment, Stretch};

use super::file::{BitextFile, Stamp};
use super::row::{Extras, Row};
use super::rows::Rows;
use super::store::{Entry, Store};
use crate::bitext::Bitext;
use crate::error::Result;
use crate::lang::{Lang, LangPair};
use crate::model::Model;
use editing::Stacks;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::sync::Arc;

/// What a bitext says besides its pairs.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Head {
    src_lang: String,
    tgt_lang: String,
    metadata: Vec<(String, String)>,
    carried_headers: Vec<String>,
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
    /// The log had been deleted and was put back; nobody has been told.
    was_restored: Cell<bool>,
    /// This process has written the bitext.
    has_written: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("seq", &self.seq).finish_non_exhaustive()
    }
}

impl Session {
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
        let langs = LangPair::new(lang(&self.head.src_lang), lang(&self.head.tgt_lang));
        let metadata = self.head.metadata.clone();
        Bitext { langs, metadata, carried_headers, pairs }
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
        // The bitext is written all the same: it is what is left then.
        let is_kept = self.hold_on();
        self.stamp = Some(self.file.write(&self.bitext())?);
        self.saved_seq = self.seq;
        self.has_written = true;
        is_kept?;
        self.remember_saved()
    }

    /// Tells whether this process has written the bitext to its file.
    #[must_use]
    pub fn has_written(&self) -> bool {
        self.has_written
    }

    /// Sees to it that the log is where it was before something is written to it.
    fn hold_on(&mut self) -> Result<()> {
        if self.store.hold_on()? {
            self.was_restored.set(true);
        }
        Ok(())
    }

    /// Tells, once, that the log had been deleted by another program and was put back.
    pub fn take_restored(&self) -> bool {
        self.was_restored.take()
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
