//! Lines of an input as they come, for a process that holds it open.
//!
//! A thread reads; who takes gets all lines that are there, and waits only when
//! there is none. What is read ahead is bounded.

use crate::cli::io::open;
use crate::error::Result;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// So many lines are read ahead. By hand: enough for all threads.
const MAX_LINES: usize = 256;

/// So many bytes are read ahead.
const MAX_BYTES: usize = 32 << 20;

/// No line may be longer. By hand: five times the Bible in two languages.
pub(super) const MAX_LINE: usize = 64 << 20;

/// The lines of a file or stdin.
#[derive(Debug)]
pub(super) struct Lines(Arc<Shared>);

/// A line without its end; nothing in place of one that is too long.
pub(super) type Line = Option<Vec<u8>>;

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    lines: VecDeque<Line>,
    n_bytes: usize,
    is_over: bool,
    failure: Option<io::Error>,
    /// Whether nobody takes any more.
    is_left: bool,
}

impl Lines {
    /// Starts to read.
    ///
    /// # Errors
    ///
    /// The file cannot be opened.
    pub(super) fn of(path: &Path) -> Result<Lines> {
        let shared = Arc::new(Shared::default());
        let (reader, path) = (Arc::clone(&shared), path.to_owned());
        // Stdin belongs to the thread that locks it, so the file is opened there.
        let (said, opened) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let input = open(&path);
            match input {
                Ok(input) => {
                    let _ = said.send(Ok(()));
                    reader.read(input);
                }
                Err(error) => {
                    let _ = said.send(Err(error));
                }
            }
        });
        opened.recv().unwrap_or(Ok(()))?;
        Ok(Lines(shared))
    }

    /// Returns the lines that are there, at least one; none at the end.
    ///
    /// # Errors
    ///
    /// The file cannot be read on; what came before was given.
    pub(super) fn block(&self) -> io::Result<Vec<Line>> {
        let mut queue = self.0.lock();
        while queue.lines.is_empty() && !queue.is_over {
            queue = self.0.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        if queue.lines.is_empty()
            && let Some(failure) = queue.failure.take()
        {
            return Err(failure);
        }
        queue.n_bytes = 0;
        let lines = queue.lines.drain(..).collect();
        self.0.changed.notify_all();
        Ok(lines)
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.0.lock().is_left = true;
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut input: Box<dyn BufRead>) {
        loop {
            let line = line(&mut *input);
            let mut queue = self.lock();
            match line {
                Ok(Some(line)) => {
                    queue.n_bytes += line.as_ref().map_or(0, Vec::len);
                    queue.lines.push_back(line);
                }
                Ok(None) => queue.is_over = true,
                Err(failure) => {
                    queue.is_over = true;
                    queue.failure = Some(failure);
                }
            }
            self.changed.notify_all();
            let is_full =
                |queue: &Queue| queue.lines.len() >= MAX_LINES || queue.n_bytes >= MAX_BYTES;
            while is_full(&queue) && !queue.is_left {
                queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
            if queue.is_over || queue.is_left {
                return;
            }
        }
    }
}

#[allow(clippy::option_option, reason = "no line, or one too long, or one")]
fn line(input: &mut dyn BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let limit = MAX_LINE as u64 + 1;
    let mut limited = Read::take(&mut *input, limit);
    if limited.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > MAX_LINE {
        skip_line(input)?;
        return Ok(Some(None));
    }
    Ok(Some(Some(line)))
}

fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = memchr::memchr(b'\n', buffer);
        let n = end.map_or(buffer.len(), |at| at + 1);
        let is_done = end.is_some() || buffer.is_empty();
        input.consume(n);
        if is_done {
            return Ok(());
        }
    }
}
