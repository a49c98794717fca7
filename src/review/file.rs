//! The bitext's file, as a review sees it.
//!
//! A review reads the file once, writes it on save and on exit, and asks now
//! and then whether another program has changed it. How files are read and written
//! is the command line's business, which implements [`BitextFile`].

use crate::bitext::Bitext;
use crate::error::Result;

/// A bitext file that can be read and replaced.
pub trait BitextFile: Send + Sync {
    /// Returns the name of the file without its folder.
    fn name(&self) -> String;

    /// Returns what the file holds now.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is not a bitext any more.
    fn read(&self) -> Result<(Bitext, Stamp)>;

    /// Returns the stamp of the file as it is now; none if it is gone.
    fn stamp(&self) -> Option<Stamp>;

    /// Replaces the file, wholly or not at all; returns its new stamp.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    fn write(&self, bitext: &Bitext) -> Result<Stamp>;
}

/// Tells whether a file is as it was: its length and the CRC-32 of its bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stamp {
    /// The number of bytes.
    pub len: u64,
    /// Their CRC-32.
    pub crc: u32,
}

impl Stamp {
    /// Returns the stamp of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Stamp {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        Stamp { len: bytes.len() as u64, crc: crc.sum() }
    }

    /// Returns the stamp that [`fmt::Display`](std::fmt::Display) wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Stamp> {
        let (len, crc) = text.split_once(' ')?;
        Some(Stamp { len: len.parse().ok()?, crc: u32::from_str_radix(crc, 16).ok()? })
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:08x}", self.len, self.crc)
    }
}
