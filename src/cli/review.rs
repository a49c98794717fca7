//! `enregard review`: a page on which people go through a bitext.

pub(super) mod log;
mod stopping;

use super::Global;
use super::bitexts::{Output, Source, SourceArgs};
use super::check::read_options;
use super::io::{self, Sink, display_name, is_dash, read_bytes, write_stdout};
use super::talk::Talk;
use crate::bitext::Bitext;
use crate::check::Id;
use crate::error::{Error, Place, Result};
use crate::formats::{self, Dialect, Format, Options};
use crate::lang::LangPair;
use crate::pipeline::DOUBTFUL;
use crate::review::file::{BitextFile, Stamp};
use crate::review::server::{App, Guard, Settings, serve};
use crate::review::session::{Failure, Session};
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

const EXAMPLES: &str = "\
Examples:
  enregard review bitext.csv
  enregard review bitext.csv --reviewer Anna --glossary terms.csv
  enregard review bitext.csv --port 8080 --no-open
  enregard review agency.sdlxliff         reviews agency.csv; convert --into gives it back
  enregard review bitext.csv --listen 192.168.1.20    several people, one server

The address is printed on stdout; its token lets a browser in. Every edit is kept at once in
BITEXT.review.db; BITEXT itself is written on save and when you stop with Ctrl-C.";

/// Open a page on which a translation is read, corrected and signed off
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Review {
    /// The bitext; of one that is not csv, tsv or jsonl, a CSV beside it is reviewed
    #[arg(value_name = "BITEXT")]
    bitext: PathBuf,
    #[command(flatten)]
    source: SourceArgs,
    /// The port; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// The address to listen on; anything but this machine is open to whoever has the token
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// Print the address and do not open a browser
    #[arg(long)]
    no_open: bool,
    /// What you are called [default: your login name]
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Terms to hold the bitext to, as for `check`
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
    /// Your own rules, as for `check`
    #[arg(long, value_name = "FILE")]
    checklist: Option<PathBuf>,
}

impl Review {
    pub(super) fn run(self, global: &Global, talk: &Talk) -> Result<ExitCode> {
        // The server ends by itself on signals, and saves first.
        io::leave_signals_alone();
        let path = self.working_file(global, talk)?;
        let file = ReviewedFile::new(&path, global.languages())?;
        let store = log::path_of(&path)?;
        let model = Arc::new(global.model()?);
        let languages = global.languages();
        let session = Session::open(Box::new(file), &store, &languages, model)?;
        let mut checks = read_options(self.glossary.as_deref(), self.checklist.as_deref(), global)?;
        // The page has a banner of its own for a run of shifted pairs.
        checks.skipped.push(Id::MisalignedBlock);
        let settings = Settings {
            reviewer: self.reviewer.clone().unwrap_or_else(login_name),
            // Others on the network have names of their own.
            is_reviewer_given: self.reviewer.is_some() && self.listen.is_loopback(),
            langs: global.languages(),
            checks,
            doubtful: DOUBTFUL,
        };
        if session.is_changed_outside() {
            talk.note("the bitext was changed since the last review: the page shows where");
        }
        self.serve(session, settings, talk)
    }

    /// Returns the file that is reviewed: the bitext itself, or a CSV of it beside
    /// a file that cannot hold all that a review says.
    fn working_file(&self, global: &Global, talk: &Talk) -> Result<PathBuf> {
        let path = &self.bitext;
        if is_dash(path) {
            return Err(Error::usage("a review needs a file to write to")
                .hint("enregard align … -o bitext.csv, then enregard review bitext.csv"));
        }
        let files = self.source.of(path).read(&global.languages())?;
        if holds_review(files.format()) {
            return Ok(path.clone());
        }
        let csv = path.with_extension("csv");
        if csv.exists() {
            return Err(Error::conflict("this may be an older review of the bitext")
                .at(Place::file(display_name(&csv)))
                .hint(format!(
                    "to go on with it: enregard review {}; or move it away",
                    csv.display()
                )));
        }
        let loaded = formats::read_files(&files, &global.languages())?;
        talk.findings(&loaded.findings);
        let output = Output::new(Some(&csv), &[path.as_path()], Format::Csv)?;
        let mut pairs = loaded.bitext.pairs.iter().cloned().map(Ok);
        let options = output.options(Format::Csv);
        output.write(&loaded.bitext, Format::Csv, &options, || pairs.next().transpose())?;
        let (from, to) = (path.display(), csv.display());
        talk.note(&format!("the review is kept in {to}; to give it back: enregard convert {to} --into {from} -o OUT"));
        Ok(csv)
    }

    /// Serves until the user stops it; then writes the bitext and says what became of it.
    fn serve(&self, session: Session, settings: Settings, talk: &Talk) -> Result<ExitCode> {
        let runtime = tokio::runtime::Runtime::new().map_err(|cause| {
            Error::input(format!("the server cannot be started: {cause}"))
                .hint("end some other programs, or allow more threads (`ulimit -u`)")
        })?;
        let outcome = runtime.block_on(async {
            let wanted = SocketAddr::new(self.listen, self.port);
            let taken = |cause: std::io::Error| {
                Error::usage(format!("{wanted} cannot be listened on: {cause}"))
                    .hint("pass another --port, or --port 0 for a free one")
            };
            let listener = tokio::net::TcpListener::bind(wanted).await.map_err(taken)?;
            let address = listener.local_addr().map_err(taken)?;
            let guard = Guard::new(address).map_err(taken)?;
            let url = guard.url();
            let stopped = stopping::stopped().map_err(taken)?;
            write_stdout(format!("{url}\n").as_bytes())?;
            talk.note("reviewing; stop with Ctrl-C");
            if !self.no_open && open::that_detached(&url).is_err() {
                talk.note("no browser could be opened: open the address yourself");
            }
            let app = App::new(session, settings, guard);
            serve(listener, Arc::clone(&app), stopped).await;
            finish(&app, talk)
        });
        // Checks of a long bitext that are still running are not waited for.
        runtime.shutdown_background();
        outcome
    }
}

/// Writes the bitext back, if the server could not, and says what became of it.
fn finish(app: &App, talk: &Talk) -> Result<ExitCode> {
    let mut session = app.session();
    let name = session.name();
    let drafts = session.open_draft_places();
    if !drafts.is_empty() {
        talk.note(&format!(
            "text that nobody saved waits in the review and is not in {name}: {}",
            drafts.join(", ")
        ));
    }
    match session.save() {
        Ok(_) if session.has_written() => talk.note(&format!("saved {name}")),
        Ok(_) => talk.note(&format!("{name} is as it was")),
        Err(Failure::Broken(error)) => return Err(error),
        Err(_) => {
            return Err(Error::conflict("it was changed by another program and is left as it is")
                .at(Place::file(&name))
                .hint(format!(
                    "your review is kept: `enregard review {name}` shows both and asks which to take"
                )));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn login_name() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "reviewer".to_owned())
}

/// Tells whether a format holds all that a review says, and is saved as fast as
/// people decide.
fn holds_review(format: Format) -> bool {
    matches!(format, Format::Csv | Format::Tsv | Format::Jsonl)
}

/// The bitext's file, in the format and the dialect that it has.
struct ReviewedFile {
    path: PathBuf,
    format: Format,
    dialect: Dialect,
    languages: LangPair,
    /// The last stamp with the time and the length that the file had then: the
    /// bytes are looked at again only when these differ.
    seen: Mutex<Option<(SystemTime, u64, Stamp)>>,
}

impl ReviewedFile {
    fn new(path: &Path, languages: LangPair) -> Result<ReviewedFile> {
        let bytes = read_bytes(path)?;
        let format = Format::by_extension(path).or_else(|| Format::by_content(&bytes));
        let format = format.filter(|format| holds_review(*format)).unwrap_or(Format::Csv);
        let is_excel = format == Format::Csv && bytes.starts_with("\u{feff}".as_bytes());
        let dialect = if is_excel { Dialect::Excel } else { Dialect::Standard };
        let seen = Mutex::default();
        Ok(ReviewedFile { path: path.to_owned(), format, dialect, languages, seen })
    }

    fn source(&self) -> Source<'_> {
        Source { main: Some(&self.path), format: Some(self.format), ..Source::default() }
    }
}

impl BitextFile for ReviewedFile {
    fn name(&self) -> String {
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| display_name(&self.path))
    }

    fn read(&self) -> Result<(Bitext, Stamp)> {
        let input = self.source().read(&self.languages)?;
        let stamp = Stamp::of(&read_bytes(&self.path)?);
        Ok((formats::read_files(&input, &self.languages)?.bitext, stamp))
    }

    fn stamp(&self) -> Option<Stamp> {
        let about = std::fs::metadata(&self.path).ok()?;
        let now = (about.modified().ok()?, about.len());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((time, len, stamp)) = *seen
            && (time, len) == now
        {
            return Some(stamp);
        }
        let stamp = Stamp::of(&read_bytes(&self.path).ok()?);
        *seen = Some((now.0, now.1, stamp));
        Some(stamp)
    }

    fn write(&self, bitext: &Bitext) -> Result<Stamp> {
        let real = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let other_names = log::other_names(&real);
        let output = Output::new(Some(&self.path), &[], self.format)?;
        debug_assert!(matches!(output.sink, Sink::File(_)), "the path is not a dash");
        let options = Options { dialect: self.dialect, ..output.options(self.format) };
        let mut pairs = bitext.pairs.iter().cloned().map(Ok);
        output.write(bitext, self.format, &options, || pairs.next().transpose())?;
        log::link_again(&real, &other_names).map_err(|cause| {
            Error::input(format!("its other names in this folder still mean the old file: {cause}"))
                .at(Place::file(display_name(&self.path)))
                .hint("check that the folder may be written")
        })?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(Stamp::of(&read_bytes(&self.path)?))
    }
}
