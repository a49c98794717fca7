//! Opens zip archives that may be hostile, within limits.
//!
//! DOCX, ODT, EPUB, XLSX and ODS are zip archives. A small one can unpack to
//! terabytes, so entries are unpacked up to a limit, whatever their headers
//! claim. Entries that share their bytes, which lets a file of 3 MB claim to hold
//! half a petabyte, are refused at once.

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

/// No document has more parts. By hand: a book of a thousand pictures.
const MAX_ENTRIES: usize = 20_000;

/// How OLE containers start: documents of Office before 2007, and those of after
/// 2007 that are locked.
pub const OLE_MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells what a packed file is that no reader of tables can make a table of, and
/// what to do about it; nothing of a spreadsheet, and of what is damaged.
#[must_use]
pub fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(OLE_MAGIC) {
        return in_ole(bytes);
    }
    let mut archive = Archive::open(bytes, "", "archive").ok()?;
    let mimetype = archive.bytes("mimetype").unwrap_or_default();
    let mimetype = String::from_utf8_lossy(&mimetype);
    let align = "it is read as a document: enregard align SOURCE TRANSLATION";
    let kind = mimetype.trim();
    if archive.has("xl/workbook.xml")
        || archive.has("xl/workbook.bin")
        || kind.contains("spreadsheet")
    {
        return None;
    }
    if archive.has("word/document.xml") {
        return Some(("a document of Word", align));
    }
    if kind.starts_with("application/vnd.oasis.opendocument.text") {
        return Some(("a document of LibreOffice", align));
    }
    if kind == "application/epub+zip" || archive.has("META-INF/container.xml") {
        return Some(("an electronic book", align));
    }
    packed_otherwise(&archive)
}

/// Tells which archive that holds no document of its own a file is.
#[must_use]
pub fn packed_otherwise(archive: &Archive<'_>) -> Option<(&'static str, &'static str)> {
    let ends = |name: &str, endings: &[&str]| {
        let name = name.to_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    };
    if archive.has_any(|name| ends(name, &[".iwa", "index.zip"])) {
        return Some((
            "a file of Pages, Numbers or Keynote",
            "export it as DOCX, XLSX, EPUB or CSV",
        ));
    }
    let is_of_office = |name: &str| ["xl/", "word/"].iter().any(|part| name.starts_with(part));
    if archive.has("[Content_Types].xml")
        || archive.has("content.xml")
        || archive.has_any(is_of_office)
    {
        return None;
    }
    if archive.has_any(|name| ends(name, &[".epub", ".docx", ".odt", ".pdf", ".xlsx", ".ods"])) {
        return Some((
            "a ZIP archive with documents in it",
            "unpack it, e.g., `unzip FILE`, and name one of the files in it",
        ));
    }
    Some(("a ZIP archive, not a document", "unpack it, e.g., `unzip FILE`, and name a file in it"))
}

/// Tells what an OLE container holds, whose directory has its names in UTF-16.
#[must_use]
pub fn in_ole(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if has("EncryptedPackage") {
        return Some((
            "a document that is locked with a password",
            "open it with its password and save it without one",
        ));
    }
    if has("WordDocument") {
        return Some((
            "a file of Word before 2007",
            "open it and save it as DOCX, e.g., `soffice --convert-to docx FILE`",
        ));
    }
    if has("PowerPoint Document") {
        return Some(("a presentation", "save its outline as text, or export it as PDF"));
    }
    None
}

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
    /// The bytes are not a zip archive, or a damaged one.
    pub fn open(bytes: &'a [u8], file: &'a str, what: &str) -> Result<Archive<'a>> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| {
            Error::input(format!(
                "this is not a valid {what}, or only a part of one: {}",
                reason(&cause)
            ))
            .at(Place::file(file))
            .hint("copy or download the file again, or open it and save it anew")
        })?;
        let mut archive = Archive { zip, file, left: MAX_TOTAL };
        archive.refuse_tricks()?;
        Ok(archive)
    }

    /// Refuses what nobody packs but to do harm: too many entries, and entries
    /// that lie on top of each other.
    fn refuse_tricks(&mut self) -> Result<()> {
        let n_entries = self.zip.len();
        let trick = if n_entries > MAX_ENTRIES {
            format!("this archive has {n_entries} parts, more than any document")
        } else if self.zip.has_overlapping_files().unwrap_or(false) {
            "the parts of this archive lie on top of each other".to_owned()
        } else {
            return Ok(());
        };
        Err(Error::input(trick)
            .at(Place::file(self.file))
            .hint("do not trust this file; if you do, open it and save it anew"))
    }

    /// Tells whether an entry has such a name.
    #[must_use]
    pub fn has_any(&self, is_wanted: impl Fn(&str) -> bool) -> bool {
        self.zip.file_names().flatten().any(|name| is_wanted(&name))
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
    /// An entry is packed as only a bomb is, or all of them hold more than
    /// `max_total` bytes.
    pub fn check(&mut self, max_total: u64) -> Result<()> {
        let mut left = max_total;
        for idx in 0..self.zip.len() {
            let Ok(packed) = self.zip.by_index(idx) else { continue };
            let entry = packed.name().map(|name| name.to_string()).unwrap_or_default();
            let limit = limit_by_ratio(packed.compressed_size()).min(left);
            let len = std::io::copy(&mut packed.take(limit + 1), &mut std::io::sink());
            let len = len.unwrap_or(0);
            if len > limit {
                return Err(too_large(limit, self.place(&entry)));
            }
            left -= len;
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
        for error in [archive.bytes("a.xml").unwrap_err(), archive.check(64 << 20).unwrap_err()] {
            assert_eq!("a.docx: entry a.xml: this unpacks to more than 8 MB", error.to_string());
        }
    }

    #[test]
    fn many_entries_are_refused_by_their_sum() {
        let content = " ".repeat(1 << 20);
        let names: Vec<String> = (0..9).map(|n| format!("{n}.xml")).collect();
        let entries: Vec<(&str, &str)> =
            names.iter().map(|name| (name.as_str(), content.as_str())).collect();
        let bytes = zipped(&entries);
        let mut archive = Archive::open(&bytes, "a.xlsx", "spreadsheet").unwrap();
        assert_eq!(Ok(()), archive.check(9 << 20));
        let error = archive.check(8 << 20).unwrap_err();
        assert!(error.to_string().starts_with("a.xlsx: entry 8.xml: "), "{error}");
    }

    /// The directory names the one entry `a.xml` a second time, as `b.xml`.
    #[test]
    fn entries_that_share_their_bytes_are_refused() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("a.xml", SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<a/>").unwrap();
        writer.shallow_copy_file("a.xml", "b.xml").unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let error = Archive::open(&bytes, "a.docx", "DOCX").unwrap_err();
        assert_eq!("a.docx: the parts of this archive lie on top of each other", error.to_string());
    }

    #[track_caller]
    fn check_foreign(bytes: &[u8], expected: Option<&str>) {
        assert_eq!(expected, foreign(bytes).map(|(what, _)| what));
    }

    #[test]
    fn packed_files_are_called_what_they_are() {
        check_foreign(&zipped(&[("xl/workbook.xml", "")]), None);
        check_foreign(&zipped(&[("word/document.xml", "")]), Some("a document of Word"));
        check_foreign(
            &zipped(&[("Index/Document.iwa", "")]),
            Some("a file of Pages, Numbers or Keynote"),
        );
        check_foreign(&zipped(&[("livre.epub", "")]), Some("a ZIP archive with documents in it"));
        check_foreign(&zipped(&[("a.txt", "")]), Some("a ZIP archive, not a document"));
        check_foreign(b"fr,en", None);
        let locked: Vec<u8> = OLE_MAGIC
            .iter()
            .copied()
            .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        check_foreign(&locked, Some("a document that is locked with a password"));
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
            error
                .to_string()
                .starts_with("a.docx: this is not a valid DOCX file, or only a part of one")
        );
    }
}
