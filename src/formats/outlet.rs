//! Where writers write: files in memory, which a caller may empty at any time.
//!
//! So a writer never fails and knows no files, and a million pairs are on disk
//! long before the last one is made.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of one of the files that a writer makes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FileBytes {
    /// What its name ends in instead of the ending of the main file (`.fr`);
    /// empty for the main file.
    pub ending: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The files that a writer makes.
#[derive(Clone, Debug, Default)]
pub(super) struct Outlet(Arc<Mutex<Vec<(String, Buffer)>>>);

/// One file in the making. Writing to it never fails.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Outlet {
    /// Returns the main file.
    pub(super) fn main(&self) -> Buffer {
        self.file("")
    }

    /// Returns the file with that ending, which is new.
    pub(super) fn file(&self, ending: &str) -> Buffer {
        let buffer = Buffer::default();
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.push((ending.to_owned(), buffer.clone()));
        buffer
    }

    /// Takes away what stands in the files. Those with nothing new are there too.
    pub(super) fn take(&self) -> Vec<FileBytes> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = |(ending, buffer): &(String, Buffer)| FileBytes {
            ending: ending.clone(),
            bytes: std::mem::take(&mut *buffer.0.lock().unwrap_or_else(PoisonError::into_inner)),
        };
        files.iter().map(taken).collect()
    }
}

impl Buffer {
    /// Writes a text.
    pub(super) fn push(&self, text: &str) {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bytes.extend_from_slice(text.as_bytes());
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
