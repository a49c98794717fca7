//! Works without the GIL, on threads of our own, and stops for Ctrl-C.
//!
//! The thread that Python called on waits and looks for signals; the work is done in
//! a pool. What was begun when somebody presses Ctrl-C goes on behind his back until
//! its next look at [`Stop`], and is thrown away.
//!
//! A process that was forked (`multiprocessing`, `datasets.map(num_proc=…)`) has none
//! of its parent's threads, so each process makes its own pool when it first works.

use crate::errors::{Class, error};
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long Ctrl-C may have to wait to be seen. By hand: shorter than is noticed.
const PATIENCE: Duration = Duration::from_millis(50);

/// Whether somebody has lost interest in the work.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Tells whether the work is to end.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The threads of a process.
struct Pool {
    process: u32,
    n_threads: usize,
    threads: Option<Arc<ThreadPool>>,
}

static POOL: Mutex<Pool> = Mutex::new(Pool { process: 0, n_threads: 0, threads: None });

/// Sets how many threads work at once in this process; 0 means one a core. The
/// results are the same for any number.
///
/// >>> import enregard as er
/// >>> er.set_threads(1)
/// >>> er.set_threads(0)
#[pyfunction]
pub fn set_threads(py: Python<'_>, n: usize) -> PyResult<()> {
    if n > MAX_THREADS {
        let message = format!("{n} threads would take this machine down");
        return Err(error(py, Class::Usage, &message, "pass 0 for one thread a core"));
    }
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    *pool = Pool { process: 0, n_threads: n, threads: forgotten(pool.threads.take(), false) };
    Ok(())
}

/// More threads are not started, as on the command line.
const MAX_THREADS: usize = 256;

/// Does `work` in the pool, without the GIL.
///
/// # Errors
///
/// A signal came, no threads can be started, or the work panicked.
pub fn run<T, W>(py: Python<'_>, work: W) -> PyResult<T>
where
    T: Send + 'static,
    W: FnOnce(&Stop) -> T + Send + 'static,
{
    let threads = threads().map_err(|cause| {
        let message = format!("no threads can be started: {cause}");
        error(py, Class::Usage, &message, "raise `ulimit -u`, or call set_threads(1)")
    })?;
    let stop = Stop::default();
    let (done, mut result) = channel();
    let seen = stop.clone();
    threads.spawn(move || {
        let outcome = enregard::guard::caught(|| work(&seen));
        // Nobody waits any more if a signal came.
        let _ = done.send(outcome);
    });
    loop {
        // Only one thread may wait, which a borrow of its own shows.
        let result = &mut result;
        match py.detach(move || result.recv_timeout(PATIENCE)) {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(cause)) => return Err(bug(py, &cause)),
            Err(RecvTimeoutError::Disconnected) => return Err(bug(py, "the work was lost")),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Err(signal) = py.check_signals() {
            stop.0.store(true, Ordering::Relaxed);
            return Err(signal);
        }
    }
}

fn bug(py: Python<'_>, cause: &str) -> PyErr {
    let message = format!("enregard has a bug: {cause}");
    error(py, Class::Bug, &message, "please report it with the texts that you passed")
}

/// Returns the threads of this process.
fn threads() -> Result<Arc<ThreadPool>, rayon::ThreadPoolBuildError> {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if pool.process != process {
        pool.threads = forgotten(pool.threads.take(), pool.process != 0);
        pool.process = process;
    }
    if let Some(threads) = &pool.threads {
        return Ok(Arc::clone(threads));
    }
    let threads = Arc::new(ThreadPoolBuilder::new().num_threads(pool.n_threads).build()?);
    pool.threads = Some(Arc::clone(&threads));
    Ok(threads)
}

/// Lets go of a pool; that of a parent process is not to be ended here, since its
/// threads are not.
fn forgotten(pool: Option<Arc<ThreadPool>>, is_of_parent: bool) -> Option<Arc<ThreadPool>> {
    if is_of_parent {
        std::mem::forget(pool);
    }
    None
}
