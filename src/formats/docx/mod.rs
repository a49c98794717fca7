//! Bilingual tables of Word: a row a pair, as agencies send them to revisers.
//!
//! Written are the columns that a person works with (id, the two texts, status,
//! comment); the header is repeated on each page, and each text has its
//! language, so that Word checks its spelling. Read is the first table that has
//! a header for both texts, whoever made it; what stands around it (a title, a
//! note to the reviser) is not the bitext. The text of a cell is that of the
//! finished document: insertions are in it, deletions are not.
//!
//! The rest of a pair (score, ids, carried columns) has no place here. `convert
//! REVIEWED.docx --into BITEXT` puts what was reviewed back into a file that
//! has it, and `convert REVIEW --into TABLE.docx` into the table of an agency.

mod putting;
mod table;
#[cfg(test)]
mod tests;
mod words;
mod writing;

pub(super) use putting::put_back;

use super::records::Records;
use super::{BitextFiles, BitextFormat, Head, Options, Outlet, PairReader, PairWriter};
use crate::archive::Archive;
use crate::bitext::Bitext;
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use roxmltree::Document;
use table::WordTable;

/// The part that holds the text.
const MAIN: &str = "word/document.xml";

pub(super) struct Docx;

impl BitextFormat for Docx {
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        let file = input.name();
        let xml = main_part(input.bytes(), file)?;
        let document = parsed(&xml, file)?;
        let rows = WordTable::find(&document, file, head)?.records(head);
        Ok(Box::new(Records::new(file, rows.into_iter(), head)?))
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        writing::writer(bitext, options, out)
    }
}

/// Tells whether bytes are a Word document that is a table of two languages, and no text
/// in one.
#[must_use]
pub fn is_bilingual_document(bytes: &[u8], langs: &LangPair) -> bool {
    let xml = main_part(bytes, "");
    let document = xml.as_deref().ok().and_then(|xml| Document::parse(xml).ok());
    document.is_some_and(|document| table::is_bilingual(&document, langs))
}

/// Returns the XML of the text.
fn main_part(bytes: &[u8], file: &str) -> Result<String> {
    let xml = Archive::open(bytes, file, "DOCX file")?.bytes(MAIN)?;
    String::from_utf8(xml).map_err(|cause| broken(&cause, file))
}

fn parsed<'x>(xml: &'x str, file: &str) -> Result<Document<'x>> {
    Document::parse(xml).map_err(|cause| broken(&cause, file))
}

fn broken(cause: &dyn std::fmt::Display, file: &str) -> Error {
    Error::input(format!("this part is not XML that can be read: {cause}"))
        .at(Place::file(format!("{file}: entry {MAIN}")))
        .hint("open it in Word and save it anew")
}
