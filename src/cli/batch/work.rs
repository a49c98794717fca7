//! Aligns the documents of a plan on all cores.
//!
//! A thread takes one document after the other, so that there are never more in
//! memory than threads, however many wait. The order in which they are done is
//! that of chance; what is written is not.

use super::plan::{Plan, Planned};
use super::state::{Record, State};
use crate::bitext::Pair;
use crate::cli::Global;
use crate::cli::align::direction;
use crate::cli::bitexts::Output;
use crate::cli::io::{display_name, read_bytes};
use crate::cli::source::{Columns, Source};
use crate::cli::talk::Talk;
use crate::corpus::{Figures, manifest};
use crate::error::{Error, Place, Result};
use crate::formats::Format;
use crate::guard::caught;
use crate::lang::LangPair;
use crate::model::Model;
use crate::pipeline::{self, By, DOUBTFUL, Job, Names, Outcome};
use crate::{readers, table};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The folder of the bitexts in that of the corpus.
pub(super) const BITEXTS: &str = "bitexts";

/// As much as a main thread has: documents are nested deeply.
const STACK_SIZE: usize = 8 << 20;

/// How documents are aligned.
#[derive(Debug)]
pub(super) struct Manner {
    pub segmented: bool,
    /// Whether what people have reviewed is replaced.
    pub forced: bool,
    /// What results depend on besides the files.
    pub salt: Vec<u8>,
}

/// Returns what results depend on besides the files: version, languages, model.
///
/// # Errors
///
/// The model cannot be read.
pub(super) fn salt(global: &Global, segmented: bool) -> Result<Vec<u8>> {
    let mut hash = Sha256::new();
    hash.update(format!(
        "{} {} {} {segmented}\n",
        env!("CARGO_PKG_VERSION"),
        global.languages(),
        global.names_languages()
    ));
    if let Some(path) = &global.model {
        hash.update(read_bytes(path)?);
    }
    Ok(hash.finalize().to_vec())
}

/// Aligns every document, and returns what came of each, in their order.
///
/// # Errors
///
/// The model cannot be read, or the state not be written.
pub(super) fn all(
    plan: &Plan,
    folder: &Path,
    manner: &Manner,
    known: &State,
    state: &mut State,
    global: &Global,
    talk: &Talk,
) -> Result<Vec<Record>> {
    let documents = &plan.documents;
    let model = global.model()?;
    let shop = Shop { folder, manner, known, model: &model, langs: global.languages() };
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let nothing: Vec<Option<Record>> = vec![None; documents.len()];
    let done = Mutex::new((nothing, state, None::<Error>));
    let bar = talk.bar(documents.len() as u64);
    let work = || {
        while !is_over.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(document) = documents.get(at) else { break };
            let record = shop.record(document);
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            if !record.is_kept
                && let Err(error) = done.1.add(&record)
            {
                done.2 = Some(error);
                is_over.store(true, Ordering::Relaxed);
            }
            let n_done = done.0.iter().flatten().count() + 1;
            // Asked before: a bar that is suspended answers nobody.
            let is_plain = bar.is_hidden();
            bar.suspend(|| tell(&record, n_done, documents.len(), is_plain, talk));
            bar.inc(1);
            done.0[at] = Some(record);
        }
    };
    let n_threads = rayon::current_num_threads().min(documents.len());
    std::thread::scope(|scope| {
        let mut n_started = 0;
        for _ in 0..n_threads {
            let builder = std::thread::Builder::new().stack_size(STACK_SIZE);
            n_started += usize::from(builder.spawn_scoped(scope, work).is_ok());
        }
        if n_started == 0 {
            work();
        }
    });
    bar.finish_and_clear();
    let (records, _, failed) = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    failed.map_or(Ok(records.into_iter().flatten().collect()), Err)
}

/// Says what came of a document: always if it failed, else a plain line where
/// there is no bar.
fn tell(record: &Record, n_done: usize, n_all: usize, is_plain: bool, talk: &Talk) {
    let id = &record.id;
    if let Some(error) = &record.error {
        talk.warning(&format!("[{n_done}/{n_all}] {id} failed: {error}"));
    } else if let (true, Some(figures)) = (is_plain, &record.figures) {
        let kept = if record.is_kept { ", as it was" } else { "" };
        let why = figures.suspicions();
        let why = if why.is_empty() { String::new() } else { format!(" ({})", why.join(", ")) };
        talk.note(&format!("[{n_done}/{n_all}] {id}: {} pairs{kept}{why}", figures.n_pairs));
    }
}

/// What every document is aligned with.
struct Shop<'a> {
    folder: &'a Path,
    manner: &'a Manner,
    known: &'a State,
    model: &'a Model,
    langs: LangPair,
}

/// A side as its file holds it.
#[derive(Clone, Copy)]
struct Raw<'a> {
    path: &'a Path,
    bytes: &'a [u8],
}

impl Shop<'_> {
    /// Aligns a document, unless it is done; what goes wrong is in the record.
    fn record(&self, document: &Planned) -> Record {
        let mut record = Record { id: document.id.clone(), ..Record::default() };
        let made = caught(|| self.make(document, &mut record.hash));
        match made
            .unwrap_or_else(|panic| Err(Error::input(format!("a defect of this program: {panic}"))))
        {
            Ok((figures, is_kept)) => {
                record.figures = Some(figures);
                record.is_kept = is_kept;
            }
            Err(error) => record.error = Some(error.to_string()),
        }
        record
    }

    fn make(&self, document: &Planned, hash: &mut String) -> Result<(Figures, bool)> {
        let (src, tgt) = (read_bytes(&document.src)?, read_bytes(&document.tgt)?);
        *hash = self.hash(&src, &tgt);
        let path = self.place(&document.id);
        if let Some(known) = self.known.get(&document.id).filter(|known| known.hash == *hash)
            && let (Some(figures), true) = (&known.figures, path.is_file())
        {
            return Ok((figures.clone(), true));
        }
        let src = Raw { path: &document.src, bytes: &src };
        let tgt = Raw { path: &document.tgt, bytes: &tgt };
        let (job, is_swapped) = self.job(src, tgt)?;
        let reading =
            [&job.src, &job.tgt].map(|side| side.reading().map_or(100, readers::Reading::per_cent));
        let outcome = pipeline::run(job, self.model)?;
        self.write(&outcome, &path, document)?;
        Ok((figures(&outcome, reading, is_swapped), false))
    }

    fn hash(&self, src: &[u8], tgt: &[u8]) -> String {
        let mut hash = Sha256::new();
        hash.update(&self.manner.salt);
        hash.update((src.len() as u64).to_le_bytes());
        hash.update(src);
        hash.update(tgt);
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn place(&self, id: &str) -> PathBuf {
        self.folder.join(BITEXTS).join(format!("{}.csv", manifest::file_stem(id)))
    }

    /// Reads both sides; exchanged, if each is in the language of the other.
    fn job(&self, src: Raw, tgt: Raw) -> Result<(Job, bool)> {
        let straight = self.job_of(src, tgt);
        let is_right = |job: &Job| !direction::are_reversed(&job.src, &job.tgt, &self.langs);
        if straight.as_ref().is_ok_and(is_right) {
            return straight.map(|job| (job, false));
        }
        match self.job_of(tgt, src) {
            Ok(job) if direction::are_certain(&job) => Ok((job, true)),
            _ => straight.map(|job| (job, false)),
        }
    }

    fn job_of(&self, src: Raw, tgt: Raw) -> Result<Job> {
        let segmented = self.manner.segmented;
        let side = |raw: Raw, langs: LangPair| {
            let columns = Columns::default().options(langs);
            let source = Source {
                path: raw.path,
                format: None,
                document: readers::Options { all: false },
                table: table::Options { keeps_blank_rows: segmented, ..columns },
                segmented,
            };
            source.read_from(raw.bytes.to_vec())
        };
        Ok(Job {
            src: side(src, self.langs.clone().reversed())?,
            tgt: side(tgt, self.langs.clone())?,
            langs: self.langs.clone(),
            by: By::Auto,
            names: Names { src: display_name(src.path), tgt: display_name(tgt.path) },
            vectors: None,
            wants_evidence: false,
        })
    }

    fn write(&self, outcome: &Outcome, path: &Path, document: &Planned) -> Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|cause| {
                Error::input(format!("this folder cannot be made: {cause}"))
                    .at(Place::file(display_name(folder)))
            })?;
        }
        let output = Output::new(Some(path), &[&document.src, &document.tgt], Format::Csv)?;
        if !self.manner.forced {
            output.refuse_reviewed(Format::Csv, &self.langs)?;
        }
        let mut pairs = outcome.bitext.pairs.iter().cloned().map(Ok);
        let options = output.options(Format::Csv);
        output.write(&outcome.bitext, Format::Csv, &options, || pairs.next().transpose())?;
        Ok(())
    }
}

fn figures(outcome: &Outcome, [read_src, read_tgt]: [usize; 2], is_swapped: bool) -> Figures {
    let pairs = &outcome.bitext.pairs;
    let scores: Vec<f64> = pairs.iter().filter_map(|pair| pair.score).collect();
    let is_one_sided = |pair: &&Pair| pair.src.trim().is_empty() != pair.tgt.trim().is_empty();
    let has = |check: &str| outcome.findings.iter().any(|finding| finding.check == check);
    let rounded = |mean: f64| (mean * 1e4).round() / 1e4;
    Figures {
        n_src: outcome.n_src,
        n_tgt: outcome.tgt_ids.len(),
        n_pairs: pairs.len(),
        n_one_sided: pairs.iter().filter(is_one_sided).count(),
        n_doubtful: scores.iter().filter(|score| **score < DOUBTFUL).count(),
        mean: (!scores.is_empty())
            .then(|| rounded(scores.iter().sum::<f64>() / scores.len() as f64)),
        read_src,
        read_tgt,
        is_unrelated: has("unrelated"),
        is_swapped,
        is_reordered: has("reordered"),
    }
}
