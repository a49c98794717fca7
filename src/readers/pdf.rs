//! Reads the text layer of a PDF.

use super::Document;
use crate::error::{Error, Place, Result};

/// Reads a PDF. `file` names it in messages.
pub(super) fn read(_bytes: &[u8], file: &str) -> Result<Document> {
    Err(Error::input("PDF is not read yet").at(Place::file(file)).hint("pdftotext -layout"))
}
