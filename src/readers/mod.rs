//! Reads documents: what is text, what its parts are, what is metadata.
//!
//! ```text
//! bytes ─detect─► Format ─one reader each─► Document: text, blocks, metadata
//! ```
//!
//! A reader keeps what a translator would translate, in reading order, and
//! drops what only serves the page: menus, running heads, field codes, deleted
//! text. `docs/reading.md` lists what is kept and dropped.
//!
//! Files are not trusted: archives are unpacked within limits, XML entities are
//! not expanded, and nothing outside the file is ever read. Tables of
//! translations are read elsewhere (`table`).

mod asciidoc;
mod builder;
mod docx;
mod epub;
mod format;
mod html;
mod latex;
mod markdown;
mod misnamed;
mod notices;
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
mod raised;
pub mod reading;
mod roff;
mod rst;
mod subtitles;
pub mod txt;
mod xml;
mod xml_text;

use crate::error::{Error, Place, Result};
#[cfg(feature = "pdf")]
use crate::guard;
use crate::guard::Parser;
use crate::text::{Block, Text};
pub use format::{Detected, Format, detect};
pub use reading::Reading;
use std::ops::Range;

/// A document: its text, the part of it to be segmented, what is said of it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The whole text as it was read. Of a plain text it is the file; of other
    /// formats it is what the blocks say, blank lines between them.
    pub text: Text,
    /// The bytes of the text that are to be segmented; what stands before is
    /// metadata.
    pub body: Range<usize>,
    /// The headings, paragraphs and so on, in order; none of a plain text,
    /// whose layout the segmenter reads.
    pub blocks: Vec<Block>,
    /// What the document says of itself (`title`, `author`, `language`, `date`:
    /// `2020-11`).
    pub metadata: Vec<(String, String)>,
    /// How much was read of what a person sees, and what was left out.
    pub reading: Reading,
}

/// How to read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Options {
    /// Whether everything is read that a page shows, its menus and footers
    /// included, code, drawn lines, and the notices of libraries.
    pub all: bool,
}

/// Reads a document. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not what `format` says, are damaged or beyond the limits, or
/// hold no text.
pub fn read(bytes: &[u8], file: &str, format: Format, options: Options) -> Result<Document> {
    let mut document = match format {
        Format::Txt => txt::read(Text::decode(bytes, file)?),
        Format::Markdown => markdown::read(bytes, file, options)?,
        Format::Html => html::read(bytes, file, options)?,
        Format::Docx => docx::read(bytes, file)?,
        Format::Odt => odt::read(bytes, file)?,
        Format::Epub => epub::read(bytes, file)?,
        Format::Subtitles => subtitles::read(bytes, file)?,
        Format::Xml => xml_text::read(bytes, file, options)?,
        Format::Man => roff::read(bytes, file, options)?,
        Format::AsciiDoc => asciidoc::read(bytes, file, options)?,
        Format::Rst => rst::read(bytes, file, options)?,
        Format::Latex => latex::read(bytes, file, options)?,
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, file)?,
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => {
            return Err(Error::input("this is a PDF, which this build does not read")
                .at(Place::file(file))
                .hint("`pdftotext -layout FILE` turns it into text"));
        }
    };
    take_leading_date(&mut document);
    if !options.all {
        notices::keep_out(&mut document);
    }
    if document.text.content[document.body.clone()].trim().is_empty() {
        return Err(no_text(format, file));
    }
    Ok(document)
}

/// Returns a plain text as a document, without what is drawn in it and what a
/// library put around it.
#[must_use]
pub fn read_text(text: Text, options: Options) -> Document {
    let mut document = txt::read(text);
    if !options.all {
        notices::keep_out(&mut document);
    }
    document
}

/// Parses PDF as a child of the door of [`guard`]; `file` names it in messages.
///
/// # Errors
///
/// Stdin or stdout are gone.
#[cfg(feature = "pdf")]
pub fn answer(parser: Parser, file: &str) -> std::io::Result<()> {
    guard::answer(parser, file, pdf::parse)
}

/// Says that this build reads no PDF.
///
/// # Errors
///
/// Always.
#[cfg(not(feature = "pdf"))]
pub fn answer(_: Parser, _: &str) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Turns the date that opens the first block into metadata, as in a plain text.
fn take_leading_date(document: &mut Document) {
    let Some(first) = document.blocks.first_mut() else { return };
    let content = &document.text.content[first.span.clone()];
    let Some((date, start)) = txt::leading_date(content) else { return };
    first.span.start += start;
    document.body.start = first.span.start;
    if first.span.is_empty() {
        document.blocks.remove(0);
        document.body.start =
            document.blocks.first().map_or(document.body.end, |next| next.span.start);
    }
    document.metadata.retain(|(key, _)| key != "date");
    document.metadata.insert(0, ("date".to_owned(), date));
}

/// Closing marks are looked for this far. Longer than any link or note; without a
/// bound, marks that nobody closes would be looked for to the end each time.
const REACH: usize = 16_000;

/// Returns the start of a text in which a closing mark is looked for.
fn near(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn no_text(format: Format, file: &str) -> Error {
    let (message, hint) = match format {
        Format::Pdf => (
            "no page of this PDF holds text that can be read: it is a scan, or its fonts do not say \
             which letters they draw",
            "recognize its text first, e.g., `ocrmypdf --force-ocr IN.pdf OUT.pdf`",
        ),
        Format::Html => (
            "this page shows no text",
            "if a script fills it, save the page from a browser; `--all` reads menus too",
        ),
        _ => ("the file is blank", "check that the text was saved, or name another file"),
    };
    Error::input(message).at(Place::file(file)).hint(hint)
}

#[cfg(test)]
mod tests;
