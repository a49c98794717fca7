//! Writes to standard output, and knows whether there is one.
//!
//! A program that is started with its stdout closed (`>&-`, some job schedulers)
//! would seem to succeed: before `main`, std opens `/dev/null` in the place of
//! a stream that is missing, and all data is lost without a word. What std has
//! opened looks like what Python and Node open for "no output", which must not
//! be an error. So we look before std does, in a constructor of the program.
//!
//! On Windows a missing stdout is not noticed.
//!
//! The constructor is all that is unsafe in this crate, since nothing of Rust is
//! set up yet: it makes one call of the system and sets a flag.

use crate::error::{Error, Place, Result};
use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// What a closed pipe is reported as, so that `run` can tell it from a failure.
const BROKEN_PIPE: &str = "the reader of stdout has gone";

/// Whether this program was started without a stdout.
static IS_MISSING: AtomicBool = AtomicBool::new(false);

/// Runs before `main` and before std: asks the system, and nothing else.
#[cfg(unix)]
#[ctor::ctor(unsafe)]
fn look() {
    let is_missing = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
    IS_MISSING.store(is_missing, Ordering::Relaxed);
}

/// Makes sure that there is a stdout. Ask before the work is done.
///
/// # Errors
///
/// It was closed when this program was started.
pub(in crate::cli) fn is_stdout_there() -> Result<()> {
    if !IS_MISSING.load(Ordering::Relaxed) {
        return Ok(());
    }
    Err(Error::input("this is closed, and what should be printed would be lost")
        .at(Place::file("stdout"))
        .hint("name a file with -o, or pass `> /dev/null` if nothing is wanted"))
}

/// Writes data to stdout.
///
/// # Errors
///
/// It is closed; its reader has gone, which `run` takes as success; or the disk
/// is full.
pub(in crate::cli) fn write_stdout(data: &[u8]) -> Result<()> {
    is_stdout_there()?;
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(data).and_then(|()| stdout.flush()).map_err(|cause| match cause.kind() {
        ErrorKind::BrokenPipe => Error::input(BROKEN_PIPE),
        _ => Error::input(format!("the output cannot be written: {cause}"))
            .at(Place::file("stdout"))
            .hint("is the disk full?"),
    })
}

/// Tells whether an error is a closed pipe, which is not a failure.
pub(in crate::cli) fn is_broken_pipe(error: &Error) -> bool {
    error.place().is_none() && error.to_string() == BROKEN_PIPE
}
