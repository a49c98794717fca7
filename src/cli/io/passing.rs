//! Passing files: what is written before it takes the place of an output.
//!
//! They stand beside the output and are called `.enregard-PID-…`. None stays
//! behind: those of this run go when it ends, on Ctrl-C, SIGTERM and SIGHUP too;
//! those of a run that was killed are swept by the next that writes into the
//! folder. A run holds a lock on its files as long as it lives, by which the
//! living are told from the dead.
//!
//! A signal that the caller of this program ignores (as `nohup` does) stays
//! ignored.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;
use tempfile::NamedTempFile;

/// How the names of passing files begin.
const PREFIX: &str = ".enregard-";

/// A file without a lock may be one that has just been made. By hand: longer
/// than it takes to lock it.
const MIN_AGE: Duration = Duration::from_secs(60);

/// What this run has to take away if it is stopped, and the folders it has swept.
#[derive(Debug, Default)]
struct Open {
    files: BTreeSet<PathBuf>,
    swept: BTreeSet<PathBuf>,
}

static OPEN: Mutex<Open> = Mutex::new(Open { files: BTreeSet::new(), swept: BTreeSet::new() });

/// Whether somebody else ends this run on signals.
static IS_HANDLED: AtomicBool = AtomicBool::new(false);

/// While it is held, a signal does not end this run: what belongs together is
/// done together.
#[derive(Debug)]
pub(super) struct Uninterrupted(MutexGuard<'static, Open>);

impl Uninterrupted {
    pub(super) fn new() -> Uninterrupted {
        Uninterrupted(OPEN.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A file in the making, which is gone unless it is put in its place.
#[derive(Debug)]
pub(super) struct Passing {
    file: Option<NamedTempFile>,
    name: PathBuf,
}

impl Passing {
    /// Makes a file in a folder, and sweeps it first.
    ///
    /// # Errors
    ///
    /// The folder may not be written.
    pub(super) fn new(folder: &Path) -> io::Result<Passing> {
        end_cleanly();
        let mut open = Uninterrupted::new().0;
        if open.swept.insert(folder.to_owned()) {
            sweep(folder);
        }
        let prefix = format!("{PREFIX}{}-", std::process::id());
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        // The default of tempfile is private; an output is as open as any file.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder)?;
        // Without locks, as on some network disks, age alone tells the dead.
        let _ = file.as_file().try_lock();
        let name = file.path().to_owned();
        open.files.insert(name.clone());
        Ok(Passing { file: Some(file), name })
    }

    /// Returns the open file.
    pub(super) fn as_file(&self) -> io::Result<&File> {
        self.file.as_ref().map(NamedTempFile::as_file).ok_or_else(gone)
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// What stands there cannot be replaced; it is still whole.
    pub(super) fn persist(mut self, path: &Path, guard: &mut Uninterrupted) -> io::Result<()> {
        let file = self.file.take().ok_or_else(gone)?;
        guard.0.files.remove(&self.name);
        file.persist(path).map(|_| ()).map_err(|error| error.error)
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        // One that was put in its place is known no more.
        if self.file.is_some() {
            self.file = None;
            OPEN.lock().unwrap_or_else(PoisonError::into_inner).files.remove(&self.name);
        }
    }
}

fn gone() -> io::Error {
    io::Error::other("the passing file is gone")
}

/// Says that this run ends by itself on signals, as a server does.
pub(in crate::cli) fn leave_signals_alone() {
    IS_HANDLED.store(true, Ordering::Relaxed);
}

/// Takes away what killed runs have left in a folder. That it cannot be read or
/// something not be deleted is found out by who writes there.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { continue };
        if entry.file_type().is_ok_and(|kind| kind.is_file()) && is_left(&entry.path(), rest) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Tells whether nobody works on a passing file any more: its lock is free, and
/// the process in its name is gone or it is some time old.
fn is_left(path: &Path, rest: &str) -> bool {
    let is_free = File::open(path).is_ok_and(|file| file.try_lock().is_ok());
    let age = std::fs::metadata(path).and_then(|known| known.modified()).ok();
    let is_old = age.and_then(|time| time.elapsed().ok()).is_some_and(|age| age > MIN_AGE);
    is_free && (is_old || is_of_the_dead(rest))
}

/// Tells whether the process whose number begins a name is known to be gone.
fn is_of_the_dead(rest: &str) -> bool {
    let pid = rest.split('-').next().and_then(|digits| digits.parse::<u32>().ok());
    let processes = Path::new("/proc");
    processes.join("self").exists()
        && pid.is_some_and(|pid| !processes.join(pid.to_string()).exists())
}

/// Makes signals that end this run take its passing files away first.
fn end_cleanly() {
    static ONCE: Once = Once::new();
    if !IS_HANDLED.load(Ordering::Relaxed) {
        // Where signals cannot be had, the next run sweeps.
        ONCE.call_once(|| drop(watch_signals()));
    }
}

fn watch_signals() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let wanted = {
        let _context = runtime.enter();
        Signals::new()?
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let number = runtime.block_on(wanted.next());
        let open = Uninterrupted::new().0;
        for file in &open.files {
            let _ = std::fs::remove_file(file);
        }
        // The lock is kept: nothing is begun any more. As shells report it.
        std::process::exit(128 + number);
    })?;
    Ok(())
}

/// The signals that end this run, in the order of [`NUMBERS`].
#[cfg(unix)]
struct Signals(Vec<(i32, tokio::signal::unix::Signal)>);

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [SignalKind::hangup(), SignalKind::interrupt(), SignalKind::terminate()];
        let ignored = ignored_signals();
        let is_wanted = |kind: &SignalKind| (ignored >> (kind.as_raw_value() - 1)) & 1 == 0;
        let kinds = kinds.into_iter().filter(is_wanted);
        let streams: io::Result<_> =
            kinds.map(|kind| Ok((kind.as_raw_value(), signal(kind)?))).collect();
        Ok(Signals(streams?))
    }

    /// Returns the number of the signal that comes next.
    async fn next(mut self) -> i32 {
        std::future::poll_fn(|context| {
            for (number, stream) in &mut self.0 {
                if stream.poll_recv(context).is_ready() {
                    return std::task::Poll::Ready(*number);
                }
            }
            std::task::Poll::Pending
        })
        .await
    }
}

/// Returns the set of signals that this process was started to ignore, the
/// first in the lowest bit; where it cannot be known, SIGHUP counts as ignored.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(1)
}

#[cfg(not(unix))]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Signals> {
        tokio::signal::windows::ctrl_c().map(Signals)
    }

    /// Returns the number that stands for Ctrl-C.
    async fn next(mut self) -> i32 {
        let _ = self.0.recv().await;
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_put_in_its_place_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (kept, left) =
            (Passing::new(folder.path()).unwrap(), Passing::new(folder.path()).unwrap());
        drop(left);
        kept.persist(&folder.path().join("a.csv"), &mut Uninterrupted::new()).unwrap();
        let names: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(vec!["a.csv"], names);
    }

    #[test]
    fn files_of_the_dead_are_swept_and_those_of_the_living_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let living = Passing::new(folder.path()).unwrap();
        // No process has this number: Linux counts to 4 million.
        let (dead, foreign) =
            (folder.path().join(".enregard-4294967294-x"), folder.path().join("x"));
        std::fs::write(&dead, "left").unwrap();
        std::fs::write(&foreign, "mine").unwrap();
        sweep(folder.path());
        assert!(living.name.exists() && foreign.exists());
        assert_eq!(Path::new("/proc/self").exists(), !dead.exists());
    }
}
