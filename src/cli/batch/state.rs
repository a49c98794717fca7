//! What is done of a batch: `batch.jsonl`, a line a document.
//!
//! A line is written when the bitext stands in its place. After kill -9 the last
//! line may be torn: it counts for nothing, and its document is done again.

use crate::cli::io::{Sink, display_name, unreadable};
use crate::corpus::Figures;
use crate::error::{Error, Place, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

const NAME: &str = "batch.jsonl";

/// What came of a document.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Record {
    pub id: String,
    /// The hash of what it was made from.
    #[serde(default)]
    pub hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Whether it was left as it is by this run.
    #[serde(skip)]
    pub is_kept: bool,
}

/// The documents that were done by earlier runs, and the open file.
#[derive(Debug, Default)]
pub(super) struct State {
    known: BTreeMap<String, Record>,
    file: Option<(PathBuf, File)>,
}

impl State {
    /// Reads what earlier runs have done.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read.
    pub(super) fn read(folder: &Path) -> Result<State> {
        let path = folder.join(NAME);
        if !path.exists() {
            return Ok(State::default());
        }
        let bytes = std::fs::read(&path).map_err(|cause| unreadable(&path, &cause))?;
        let text = String::from_utf8_lossy(&bytes);
        let records = text.lines().filter_map(|line| serde_json::from_str::<Record>(line).ok());
        Ok(State { known: records.map(|record| (record.id.clone(), record)).collect(), file: None })
    }

    /// Opens the file to write on, with what is known in it.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(super) fn open(folder: &Path, known: &State) -> Result<State> {
        let records: Vec<Record> = known.known.values().cloned().collect();
        State::rewrite(folder, &records)?;
        let path = folder.join(NAME);
        let file = File::options().append(true).open(&path);
        let file = file.map_err(|cause| unreadable(&path, &cause))?;
        Ok(State { known: BTreeMap::new(), file: Some((path, file)) })
    }

    /// Writes the records of a whole run.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(super) fn rewrite(folder: &Path, records: &[Record]) -> Result<()> {
        let data: String = records.iter().map(line).collect();
        Sink::File(folder.join(NAME)).write(data.as_bytes())
    }

    /// Adds what came of a document.
    ///
    /// # Errors
    ///
    /// The disk is full.
    pub(super) fn add(&mut self, record: &Record) -> Result<()> {
        let Some((path, file)) = &mut self.file else { return Ok(()) };
        file.write_all(line(record).as_bytes()).and_then(|()| file.flush()).map_err(|cause| {
            Error::input(format!("this file cannot be written: {cause}"))
                .at(Place::file(display_name(path)))
                .hint("has the disk room? --resume goes on from here")
        })
    }

    pub(super) fn get(&self, id: &str) -> Option<&Record> {
        self.known.get(id)
    }

    /// Returns the documents that were done before and are in no plan any more.
    pub(super) fn gone(&self, records: &[Record]) -> Vec<&str> {
        let now: BTreeSet<&str> = records.iter().map(|record| record.id.as_str()).collect();
        self.known.keys().map(String::as_str).filter(|id| !now.contains(id)).collect()
    }
}

fn line(record: &Record) -> String {
    let line = serde_json::to_string(record).expect("records have string keys");
    format!("{line}\n")
}
