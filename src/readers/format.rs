//! Tells the formats of documents apart.
//!
//! What the bytes say goes before the extension: people rename files. Formats
//! that have no mark of their own (Markdown, a plain text) go by extension.

use super::{misnamed, roff};
use crate::archive::{self, Archive, OLE_MAGIC};

/// A format of documents.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// Plain text, in any encoding.
    Txt,
    /// `CommonMark`, with tables and footnotes.
    Markdown,
    /// A web page, HTML or XHTML.
    Html,
    /// A file of Word since 2007.
    Docx,
    /// A file of `LibreOffice` Writer.
    Odt,
    /// An electronic book.
    Epub,
    /// Subtitles, SRT or `WebVTT`.
    Subtitles,
    /// The text layer of a PDF.
    Pdf,
    /// XML that holds text: TEI, `DocBook`, Mallard, DITA and others.
    Xml,
    /// A man page.
    Man,
    /// `AsciiDoc`.
    AsciiDoc,
    /// reStructuredText.
    Rst,
    /// LaTeX.
    Latex,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 13] = [
        Format::Txt,
        Format::Markdown,
        Format::Html,
        Format::Docx,
        Format::Odt,
        Format::Epub,
        Format::Subtitles,
        Format::Pdf,
        Format::Xml,
        Format::Man,
        Format::AsciiDoc,
        Format::Rst,
        Format::Latex,
    ];
}

/// What some bytes seem to be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Detected {
    /// A document.
    Document(Format),
    /// A table.
    Table,
    /// Something that is not read, and how to turn it into something that is.
    Unreadable {
        /// What it is.
        what: String,
        /// What to do.
        hint: &'static str,
    },
    /// Text without a mark: a plain text, or a table.
    Text,
}

/// Tells what a file is, by its first bytes, then by the extension of its name,
/// which is in small letters and without a dot.
#[must_use]
pub fn detect(bytes: &[u8], extension: &str) -> Detected {
    by_magic(bytes)
        .or_else(|| by_markup(bytes, extension))
        .or_else(|| by_nature(bytes, extension))
        .or_else(|| by_extension(extension))
        .or_else(|| by_look(bytes))
        .unwrap_or(Detected::Text)
}

fn by_magic(bytes: &[u8]) -> Option<Detected> {
    if bytes.starts_with(b"PK\x03\x04") {
        return in_archive(bytes);
    }
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-")
        .is_some_and(|at| head[..at].iter().all(|byte| !byte.is_ascii_alphabetic()))
    {
        return Some(Detected::Document(Format::Pdf));
    }
    let unreadable = |what: &str, hint| Some(Detected::Unreadable { what: what.to_owned(), hint });
    if bytes.starts_with(b"{\\rtf") {
        return unreadable("an RTF file", "open it in a word processor and save it as DOCX or ODT");
    }
    let (what, hint) = archive::in_ole(bytes).filter(|_| bytes.starts_with(OLE_MAGIC))?;
    unreadable(what, hint)
}

/// Tells what an archive holds; nothing if it is damaged, so that its reader
/// says why.
fn in_archive(bytes: &[u8]) -> Option<Detected> {
    let mut archive = Archive::open(bytes, "", "archive").ok()?;
    let mimetype = archive.bytes("mimetype").unwrap_or_default();
    let mimetype = String::from_utf8_lossy(&mimetype);
    let kind = mimetype.trim();
    let opens =
        |name: &str| kind.starts_with(&format!("application/vnd.oasis.opendocument.{name}"));
    let is_package = archive.has("_rels/.rels") && !is_other_office(&archive);
    Some(match () {
        () if kind == "application/epub+zip" => Detected::Document(Format::Epub),
        () if opens("text") => Detected::Document(Format::Odt),
        () if opens("presentation") || archive.has("ppt/presentation.xml") => {
            Detected::Unreadable {
                what: "a presentation".to_owned(),
                hint: "save its outline as text, or export it as PDF",
            }
        }
        () if archive.has("word/document.xml") || is_package => Detected::Document(Format::Docx),
        () if archive.has("META-INF/container.xml") => Detected::Document(Format::Epub),
        () if is_other_office(&archive) || kind.contains("opendocument") => Detected::Table,
        () => match archive.names().iter().find(|name| is_document(name)) {
            Some(name) => Detected::Unreadable {
                what: format!("a ZIP archive with `{name}` in it"),
                hint: "unpack it, e.g., `unzip FILE`, and name the file that was in it",
            },
            None => Detected::Table,
        },
    })
}

/// Tells whether the name of an entry is that of a file of its own.
fn is_document(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let is_hidden = name.starts_with("__MACOSX/") || name.contains("/.");
    !is_hidden
        && extension.is_some_and(|extension| {
            matches!(
                extension.as_str(),
                "tmx" | "xlf" | "xliff" | "sdlxliff" | "mxliff" | "mqxliff" | "po" | "rtf" | "doc"
            ) || by_extension(&extension).is_some()
        })
}

fn is_other_office(archive: &Archive) -> bool {
    ["xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"]
        .iter()
        .any(|entry| archive.has(entry))
}

/// Tells what is neither a text nor a table, though it is called one.
fn by_nature(bytes: &[u8], extension: &str) -> Option<Detected> {
    let (what, hint) = misnamed::detect(bytes, extension)?;
    Some(Detected::Unreadable { what: what.into(), hint })
}

fn by_extension(extension: &str) -> Option<Detected> {
    let format = match extension {
        "txt" | "text" => return Some(Detected::Text),
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" | "xht" => Format::Html,
        "docx" | "docm" | "dotx" => Format::Docx,
        "odt" | "ott" => Format::Odt,
        "epub" => Format::Epub,
        "srt" | "vtt" => Format::Subtitles,
        "pdf" => Format::Pdf,
        "xml" | "tei" | "dbk" | "docbook" | "page" | "dita" | "ditamap" | "fb2" => Format::Xml,
        "man" | "roff" | "mdoc" => Format::Man,
        "adoc" | "asciidoc" | "asc" => Format::AsciiDoc,
        "rst" | "rest" => Format::Rst,
        "tex" | "latex" | "ltx" => Format::Latex,
        "csv" | "tsv" | "tab" | "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "jsonl" | "ndjson" => {
            return Some(Detected::Table);
        }
        _ => return None,
    };
    Some(Detected::Document(format))
}

/// Tells XML and man pages by their first lines, also in what is named as text:
/// their marks are never prose.
fn by_markup(bytes: &[u8], extension: &str) -> Option<Detected> {
    let is_named_so = matches!(extension, "" | "txt" | "text" | "xml" | "in" | "gz" | "tmp");
    let is_section =
        extension.starts_with(|c: char| c.is_ascii_digit() && c != '0') && extension.len() < 5;
    if !is_named_so && !is_section {
        return None;
    }
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(16 << 10)]);
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let is_html = || head.to_lowercase().contains("<html");
    if head.starts_with("<?xml") || (head.starts_with("<!DOCTYPE") && extension == "xml") {
        return Some(Detected::Document(if is_html() { Format::Html } else { Format::Xml }));
    }
    roff::looks_like_page(head).then_some(Detected::Document(Format::Man))
}

/// Tells what text without an extension looks like.
fn by_look(bytes: &[u8]) -> Option<Detected> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let opens = |tags: &[&str]| tags.iter().any(|tag| head.starts_with(tag));
    let is_page = opens(&["<!doctype html", "<html", "<head", "<body"])
        || (opens(&["<?xml", "<!--"]) && head.contains("<html"));
    if is_page {
        return Some(Detected::Document(Format::Html));
    }
    let is_cue =
        |line: &str| line.contains(" --> ") && line.starts_with(|c: char| c.is_ascii_digit());
    if opens(&["webvtt"]) || head.lines().take(3).any(is_cue) {
        return Some(Detected::Document(Format::Subtitles));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::zipped;

    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "cases are made where they are checked")]
    fn check(bytes: &[u8], extension: &str, expected: Detected) {
        assert_eq!(expected, detect(bytes, extension));
    }

    #[test]
    fn the_bytes_go_before_the_extension() {
        let docx = zipped(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
        let epub = zipped(&[("mimetype", "application/epub+zip")]);
        let odt = zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
        let ods = zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]);
        let xlsx = zipped(&[("_rels/.rels", ""), ("xl/workbook.xml", "")]);
        for extension in ["docx", "zip", "txt", ""] {
            check(&docx, extension, Detected::Document(Format::Docx));
            check(&epub, extension, Detected::Document(Format::Epub));
            check(&odt, extension, Detected::Document(Format::Odt));
            check(&ods, extension, Detected::Table);
            check(&xlsx, extension, Detected::Table);
            check(b"%PDF-1.4\n", extension, Detected::Document(Format::Pdf));
        }
    }

    #[test]
    fn text_goes_by_its_extension_then_by_its_look() {
        check(b"# Titre", "md", Detected::Document(Format::Markdown));
        check(b"# Titre", "", Detected::Text);
        check(b"<p>Il pleut.", "html", Detected::Document(Format::Html));
        check(b"\n<!DOCTYPE html><p>", "", Detected::Document(Format::Html));
        check(b"<?xml version=\"1.0\"?><html>", "", Detected::Document(Format::Html));
        check(b"<!DOCTYPE html> is how pages open.", "txt", Detected::Text);
        check(b"WEBVTT\n\n", "", Detected::Document(Format::Subtitles));
        check(b"1\n00:00:01,000 --> 00:00:02,000\nOui.", "", Detected::Document(Format::Subtitles));
        check(b"fr,en\n", "csv", Detected::Table);
        check(b"Il pleut.", "log", Detected::Text);
        for extension in ["", "txt", "xml"] {
            check(b"<?xml version='1.0'?><TEI/>", extension, Detected::Document(Format::Xml));
        }
        check(b".\\\" a\n.TH LS 1\n", "1", Detected::Document(Format::Man));
        check(b"= Titre", "adoc", Detected::Document(Format::AsciiDoc));
    }

    #[test]
    fn what_is_not_read_is_known_by_name() {
        let what = |bytes: &[u8], extension| match detect(bytes, extension) {
            Detected::Unreadable { what, .. } => what,
            other => panic!("{other:?}"),
        };
        assert_eq!("an RTF file", what(b"{\\rtf1 Il pleut.}", "doc"));
        for name in ["livre.epub", "lot/memoire.tmx", "a.html"] {
            let zip = zipped(&[("__MACOSX/b.html", ""), (name, "")]);
            assert_eq!(format!("a ZIP archive with `{name}` in it"), what(&zip, "zip"));
        }
    }
}
