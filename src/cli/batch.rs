//! `enregard batch`: many pairs of files to a corpus.
//!
//! ```text
//! manifest, folders, sheet ─plan─► documents ─work, all cores─► bitexts/ID.csv ─► corpus.toml
//!                                                └─► batch.jsonl, a line as each is done
//! ```
//!
//! `batch.jsonl` holds the hash of what each document was made from, so that
//! `--resume` knows what is done and what has changed. A document that cannot be
//! aligned is reported and counted; the others go on. As many documents are in
//! memory as there are threads.

mod plan;
mod state;
mod summary;
mod work;

use super::Global;
use super::io::{Sink, display_name, write_stdout};
use super::talk::Talk;
use crate::corpus::manifest::{self, Entry, MANIFEST, Manifest};
use crate::error::{Error, Place, Result};
use clap::Args;
use plan::Plan;
use state::{Record, State};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard batch fr/ en/ -o corpus/                    two folders: files of one name
  enregard batch texts/ -o corpus/                     one: x.fr.html with x.en.html, fr/x with en/x
  enregard batch fr/ en/ --dry-run                     only say which file goes with which
  enregard batch list.csv -o corpus/                   a sheet with columns id, source, translation
  enregard batch corpus.toml -o corpus/                a manifest, with what is known of each document
  enregard batch fr/ en/ -o corpus/ --resume           go on after a stop; redo what has changed

The corpus is a folder: `corpus.toml` names the documents, `bitexts/` holds a CSV for each, and
`batch.jsonl` the hashes that --resume goes by. Other columns of the sheet, and other keys of the
manifest, are metadata. What is suspicious is printed first. The exit code is 1 if a document failed.";

/// Align many pairs of files, and make a corpus of them
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Batch {
    /// A folder of sources and one of translations; or one folder, a manifest, or a sheet
    #[arg(value_name = "MANIFEST|SHEET|SRC_DIR [TGT_DIR]", required = true, num_args = 1..=2)]
    inputs: Vec<PathBuf>,
    /// The folder of the corpus, which is made
    #[arg(short, long = "output", value_name = "CORPUS", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
    /// Go on with a corpus: what is done and has not changed is left as it is
    #[arg(long)]
    resume: bool,
    /// Align everything again, even what people have reviewed
    #[arg(long, conflicts_with = "resume")]
    force: bool,
    /// Say which file goes with which, and stop
    #[arg(long)]
    dry_run: bool,
    /// What the corpus is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Under what terms it may be used, such as `CC-BY-4.0`
    #[arg(long, alias = "license", value_name = "TEXT")]
    licence: Option<String>,
    /// Take each line (or row) as one segment, as it stands
    #[arg(long)]
    segmented: bool,
}

impl Batch {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        let langs = global.languages();
        let mut plan = plan::read(&self.inputs, &langs, talk)?;
        let manifest = &mut plan.manifest;
        manifest.title = self.title.clone().or(manifest.title.take());
        manifest.licence = self.licence.clone().or(manifest.licence.take());
        let (src, tgt) = langs.tags();
        manifest.languages = vec![src.to_owned(), tgt.to_owned()];
        if self.dry_run {
            write_stdout(summary::plan(&plan).as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        let Some(folder) = &self.output else {
            return Err(Error::usage("the folder of the corpus is missing").hint("-o CORPUS"));
        };
        self.prepare(folder)?;
        let manner = work::Manner {
            segmented: self.segmented,
            forced: self.force,
            salt: work::salt(global, self.segmented)?,
        };
        let known = if self.resume { State::read(folder)? } else { State::default() };
        let mut state = State::open(folder, &known)?;
        let records = work::all(&plan, folder, &manner, &known, &mut state, global, talk)?;
        drop(state);
        State::rewrite(folder, &records)?;
        Batch::finish(plan, folder, &records, &known, talk)
    }

    /// Makes the folder, or refuses one in which something is.
    fn prepare(&self, folder: &Path) -> Result<()> {
        let failed = |cause: std::io::Error| {
            Error::input(format!("this folder cannot be made: {cause}"))
                .at(Place::file(display_name(folder)))
                .hint("name a folder after -o whose parent may be written")
        };
        let is_used =
            folder.exists() && std::fs::read_dir(folder).map_err(failed)?.next().is_some();
        if is_used && !self.resume && !self.force {
            return Err(Error::conflict("there is something in this folder already")
                .at(Place::file(display_name(folder)))
                .hint("--resume goes on with it, --force makes it anew; or name another folder"));
        }
        std::fs::create_dir_all(folder.join(work::BITEXTS)).map_err(failed)
    }

    /// Writes the manifest and says what came of it all.
    fn finish(
        plan: Plan,
        folder: &Path,
        records: &[Record],
        known: &State,
        talk: &Talk,
    ) -> Result<ExitCode> {
        let mut manifest: Manifest = plan.manifest;
        manifest.document = plan
            .documents
            .iter()
            .zip(records)
            .map(|(document, record)| Entry {
                id: document.id.clone(),
                source: Some(document.src.display().to_string()),
                translation: Some(document.tgt.display().to_string()),
                bitext: record.figures.as_ref().map(|_| {
                    format!("{}/{}.csv", work::BITEXTS, manifest::file_stem(&document.id))
                }),
                error: record.error.clone(),
                metadata: document.metadata.clone(),
            })
            .collect();
        Sink::File(folder.join(MANIFEST)).write(manifest.write().as_bytes())?;
        write_stdout(summary::table(records).as_bytes())?;
        for id in known.gone(records) {
            talk.warning(&format!(
                "{id} is not among the documents any more; its bitext stays in {}",
                folder.join(work::BITEXTS).display()
            ));
        }
        let n_swapped = summary::count(records, |figures| figures.is_swapped);
        if n_swapped > 1 && n_swapped == records.len() {
            talk.warning(
                "every source is in the language of the translations: name the languages \
                 (--src-lang, --tgt-lang) to keep the direction",
            );
        }
        if manifest.licence.is_none() {
            talk.detail("no licence is stated: --licence, or `licence` in the manifest");
        }
        talk.note(&summary::total(records, plan.n_alone));
        let has_failed = records.iter().any(|record| record.error.is_some());
        Ok(if has_failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}
