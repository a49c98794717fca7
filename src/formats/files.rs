//! The files that a bitext is read from: one, or several that belong together.

use super::Format;
use super::sniff::{decode, is_packed};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;

/// What a file is to a bitext.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// The file that a user names: pairs, or links between two texts.
    Main,
    /// The text of the source.
    Src,
    /// The text of the translation.
    Tgt,
    /// The ids of the pairs, one a line (Moses).
    Ids,
    /// The scores of the pairs, one a line (Moses).
    Scores,
    /// What is known of the document (the description beside a CSV).
    Metadata,
}

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct BitextFile {
    /// What it is.
    pub role: Role,
    /// What messages call it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The files of a bitext; those of text formats are decoded.
#[derive(Debug)]
pub struct BitextFiles {
    format: Format,
    files: Vec<(Role, String, Content)>,
    findings: Vec<Notice>,
    shows_codes: bool,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

impl BitextFiles {
    /// Takes files that are of a format.
    ///
    /// # Errors
    ///
    /// A file of a text format holds no text.
    pub fn new(files: Vec<BitextFile>, format: Format) -> Result<BitextFiles> {
        let mut input =
            BitextFiles { format, files: Vec::new(), findings: Vec::new(), shows_codes: false };
        for BitextFile { role, name, bytes } in files {
            let content = if is_packed(&bytes) {
                Content::Bytes(bytes)
            } else {
                let text = decode(bytes, &name)?;
                input.findings.extend(text.findings);
                Content::Text(text.content)
            };
            input.files.push((role, name, content));
        }
        Ok(input)
    }

    /// Shows the codes inside texts as placeholders (`<g1>`), which else are left out.
    ///
    /// # Errors
    ///
    /// The format has no codes.
    pub fn showing_codes(mut self) -> Result<BitextFiles> {
        if !matches!(self.format, Format::Xliff | Format::Xliff2 | Format::Tmx) {
            let message = format!("{} has no codes inside its texts", self.format.name());
            return Err(Error::usage(message)
                .at(Place::file(self.name()))
                .hint("XLIFF and TMX have; leave out --codes"));
        }
        self.shows_codes = true;
        Ok(self)
    }

    /// Tells whether the codes inside texts are shown.
    pub(super) fn shows_codes(&self) -> bool {
        self.shows_codes
    }

    /// Returns the format.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Tells whether there is a file of that role.
    #[must_use]
    pub fn has(&self, wanted: Role) -> bool {
        self.files.iter().any(|(role, ..)| *role == wanted)
    }

    /// Returns what messages call the bitext: its main file, or the source.
    #[must_use]
    pub fn name(&self) -> &str {
        self.files.first().map_or("", |(_, name, _)| name)
    }

    /// Returns what had to be guessed or repaired to get at the texts.
    pub(super) fn findings(&self) -> &[Notice] {
        &self.findings
    }

    /// Returns the bytes of the main file, decoded if they are text.
    pub(super) fn bytes(&self) -> &[u8] {
        match self.files.iter().find(|(role, ..)| *role == Role::Main) {
            Some((_, _, Content::Text(text))) => text.as_bytes(),
            Some((_, _, Content::Bytes(bytes))) => bytes,
            None => &[],
        }
    }

    /// Returns the name and the text of a file, if it is there.
    ///
    /// # Errors
    ///
    /// The file is an archive.
    pub(super) fn text(&self, wanted: Role) -> Result<Option<(&str, &str)>> {
        match self.files.iter().find(|(role, ..)| *role == wanted) {
            Some((_, name, Content::Text(text))) => Ok(Some((name, text))),
            Some((_, name, Content::Bytes(_))) => {
                Err(Error::input(format!("this is an archive, not {}", self.format.name()))
                    .at(Place::file(name))
                    .hint("unpack it, or say what it is: --from xlsx"))
            }
            None => Ok(None),
        }
    }

    /// Returns the name and the text of the main file.
    ///
    /// # Errors
    ///
    /// There is none, or it is an archive.
    pub(super) fn main(&self) -> Result<(&str, &str)> {
        self.needed(Role::Main, "the file itself")
    }

    /// Returns the name and the text of a file that must be there.
    ///
    /// # Errors
    ///
    /// It is not there, or is an archive.
    pub(super) fn needed(&self, role: Role, what: &str) -> Result<(&str, &str)> {
        self.text(role)?.ok_or_else(|| {
            let name = self.format.name();
            Error::usage(format!("{name} is more than one file, and {what} is missing"))
                .at(Place::file(self.name()))
                .hint("name the texts: --src FILE --tgt FILE")
        })
    }
}
