//! Opens a review: begins one with what the file has, or goes through its log.

use super::{Head, Session};
use crate::bitext::{Breaks, Pair};
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use crate::model::Model;
use crate::review::change::Change;
use crate::review::file::{BitextFile, Stamp};
use crate::review::row::{Extras, Row};
use crate::review::rows::Rows;
use crate::review::store::Store;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

impl Session {
    /// Opens the review of a bitext; begins one if there is none.
    ///
    /// # Errors
    ///
    /// The file or the review cannot be read, or another process has it.
    pub fn open(
        file: Box<dyn BitextFile>,
        store: &Path,
        languages: &LangPair,
        model: Arc<Model>,
    ) -> Result<Session> {
        let mut store = Store::open(store)?;
        if store.meta("head")?.is_none() {
            begin(file.as_ref(), &mut store, languages)?;
        }
        refuse_other(file.as_ref(), &store)?;
        let head = store.meta("head")?.and_then(|text| serde_json::from_str(&text).ok());
        let head: Head = head.ok_or_else(|| store.damaged("its head cannot be read"))?;
        let number = |text: Option<String>| text.and_then(|text| text.parse().ok()).unwrap_or(0);
        let saved_seq = number(store.meta("saved_seq")?);
        let stamp = store.meta("stamp")?.as_deref().and_then(Stamp::parse);
        let rows = Rows::new(sound_base(&store)?, 1);
        let stacks = FxHashMap::default();
        let mut session = Session {
            rows,
            head,
            store,
            file,
            model,
            seq: 0,
            saved_seq,
            stamp,
            stacks,
            was_restored: Cell::new(false),
            has_written: false,
        };
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
            if entry.seq != self.seq + 1 {
                return Err(self.store.damaged(&format!("its log lacks edit {}", self.seq + 1)));
            }
            let is_sound = entry.changes.iter().all(|change| match change {
                Change::Set { .. } => true,
                Change::Splice { after, .. } => after.iter().all(|row| row.flaw().is_none()),
            });
            let applied = self.rows.apply(&entry.changes, entry.seq);
            if !is_sound || applied.is_err() {
                return Err(self.store.damaged_at(entry.seq));
            }
            self.seq = entry.seq;
            self.remember_order(&entry);
        }
        Ok(())
    }
}

/// Begins a review with what the file has.
fn begin(file: &dyn BitextFile, store: &mut Store, languages: &LangPair) -> Result<()> {
    let (bitext, stamp) = file.read()?;
    let extras = Extras::find(&bitext.carried_headers);
    let head = Head {
        src_lang: languages.src.tag().to_owned(),
        tgt_lang: languages.tgt.tag().to_owned(),
        metadata: bitext.metadata,
        carried_headers: bitext.carried_headers,
    };
    // A CSV holds the segments of a cell as one text; people move them one by one.
    let breaks = Breaks::new(languages);
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

/// Returns the rows with which the review began, if a review can work with them.
fn sound_base(store: &Store) -> Result<Vec<Row>> {
    let rows = store.base()?;
    let mut keys = FxHashSet::default();
    for row in &rows {
        if let Some(flaw) = row.flaw() {
            return Err(store.damaged(flaw));
        }
        if !keys.insert(row.key) {
            return Err(store.damaged("two pairs have one key"));
        }
    }
    Ok(rows)
}
