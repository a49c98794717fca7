//! Opens zip archives that may be hostile, within limits.
//!
//! DOCX, ODT, EPUB, XLSX and ODS are zip archives. A small one can unpack to
//! terabytes, so entries are unpacked up to a limit, whatever their headers
//! claim.

use crate::error::{Error, Place, Result};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Larger entries are refused. The whole Bible as a DOCX has one of 40 MB; a
/// tree of this size still fits into the memory of a laptop.
const MAX_ENTRY: u64 = 128 << 20;

/// What all entries read from one archive may unpack to.
const MAX_TOTAL: u64 = 512 << 20;

/// Larger entries may not be packed better than this. Text packs to a third, the
/// most repetitive XML that a word processor writes to a fiftieth; a bomb to a
/// thousandth.
const MAX_RATIO: u64 = 200;

/// Smaller entries may be packed as well as they like.
const SMALL_ENTRY: u64 = 8 << 20;

/// An archive that is open for reading.
#[derive(Debug)]
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    file: &'a str,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive. `what` is what it should be, for messages.
    ///
    /// # Errors
    ///
    /// The bytes are no zip archive, or a damaged one.
    pub fn open(bytes: &'a [u8], file: &'a str, what: &str) -> Result<Archive<'a>> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| {
            Error::input(format!("this is no {what}, or only a part of one: {}", reason(&cause)))
                .at(Place::file(file))
                .hint("copy or download the file again, or open it and save it anew")
        })?;
        Ok(Archive { zip, file, left: MAX_TOTAL })
    }

    /// Tells whether there is such an entry.
    #[must_use]
    pub fn has(&self, entry: &str) -> bool {
        self.zip.index_for_name(entry).is_some()
    }

    /// Returns the names of the entries.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// Returns where in messages an entry is.
    #[must_use]
    pub fn place(&self, entry: &str) -> Place {
        Place::file(format!("{}: entry {entry}", self.file))
    }

    /// Returns the bytes of an entry.
    ///
    /// # Errors
    ///
    /// There is no such entry, it is damaged, encrypted or too large.
    pub fn bytes(&mut self, entry: &str) -> Result<Vec<u8>> {
        let place = self.place(entry);
        let damaged = |cause: &str| {
            Error::input(format!("this part of the file cannot be unpacked: {cause}"))
                .at(place.clone())
                .hint("copy or download the file again, or open it and save it anew")
        };
        let packed = match self.zip.by_name(entry) {
            Ok(packed) => packed,
            Err(ZipError::FileNotFound) => {
                return Err(Error::input(format!("the part `{entry}` is missing"))
                    .at(Place::file(self.file))
                    .hint("open the file in the program that made it and save it anew"));
            }
            Err(cause) => return Err(damaged(&reason(&cause))),
        };
        let limit = MAX_ENTRY.min(self.left).min(limit_by_ratio(packed.compressed_size()));
        let mut bytes = Vec::new();
        packed
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|cause| damaged(&cause.to_string()))?;
        let len = bytes.len() as u64;
        if len > limit {
            return Err(too_large(limit, place));
        }
        self.left -= len;
        Ok(bytes)
    }

    /// Unpacks everything and keeps nothing, for a reader that knows no limits of
    /// its own. Damage is left for that reader to find.
    ///
    /// # Errors
    ///
    /// An entry is packed as only a bomb is.
    pub fn check(&mut self) -> Result<()> {
        for idx in 0..self.zip.len() {
            let Ok(packed) = self.zip.by_index(idx) else { continue };
            let entry = packed.name().map(|name| name.to_string()).unwrap_or_default();
            let limit = limit_by_ratio(packed.compressed_size());
            let len = std::io::copy(&mut packed.take(limit + 1), &mut std::io::sink());
            if len.is_ok_and(|len| len > limit) {
                return Err(too_large(limit, self.place(&entry)));
            }
        }
        Ok(())
    }
}

fn limit_by_ratio(packed: u64) -> u64 {
    SMALL_ENTRY.max(packed.saturating_mul(MAX_RATIO))
}

fn too_large(limit: u64, place: Place) -> Error {
    Error::input(format!("this unpacks to more than {} MB", limit >> 20))
        .at(place)
        .hint("no text is so large: do not trust this file; if you do, split it")
}

fn reason(cause: &ZipError) -> String {
    match cause {
        ZipError::InvalidArchive(what) => what.to_string(),
        ZipError::UnsupportedArchive(what) => (*what).to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// Returns an archive of the entries.
    pub(crate) fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_bomb_is_refused_before_it_unpacks() {
        let bytes = zipped(&[("a.xml", &" ".repeat(32 << 20))]);
        assert!(bytes.len() < 100_000);
        let mut archive = Archive::open(&bytes, "a.docx", "DOCX").unwrap();
        for error in [archive.bytes("a.xml").unwrap_err(), archive.check().unwrap_err()] {
            assert_eq!("a.docx: entry a.xml: this unpacks to more than 8 MB", error.to_string());
        }
    }

    #[test]
    fn a_missing_entry_is_named() {
        let bytes = zipped(&[("b.xml", "")]);
        let error = Archive::open(&bytes, "a.docx", "DOCX").unwrap().bytes("a.xml").unwrap_err();
        assert_eq!("a.docx: the part `a.xml` is missing", error.to_string());
    }

    #[test]
    fn a_truncated_archive_is_refused() {
        let bytes = zipped(&[("a.xml", "<a/>")]);
        let error = Archive::open(&bytes[..bytes.len() / 2], "a.docx", "DOCX file").unwrap_err();
        assert!(
            error.to_string().starts_with("a.docx: this is no DOCX file, or only a part of one")
        );
    }
}
