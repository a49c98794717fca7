//! Files for those who call this crate from a program of their own: what commands
//! read and write, without a command.
//!
//! The rules are those of every command: files that belong together are found
//! together, `.gz` is transparent, and a file takes its place when it is complete.
//! Nothing here prints, reads stdin, or listens to signals.

use super::bitexts::{self, Output, output_format};
use super::io::leave_signals_alone;
use super::source;
use crate::bitext::Bitext;
use crate::error::Result;
use crate::formats::{self, Format, Loaded};
use crate::lang::LangPair;
use crate::notice::Notice;
use crate::pipeline::Input;
use crate::{readers, table};
use std::path::{Path, PathBuf};

/// Reads a bitext. Its format is told by the name of the file, else by its content,
/// unless it is given.
///
/// # Errors
///
/// The file cannot be read, or is not what it should be.
pub fn read_bitext(path: &Path, format: Option<Format>, languages: &LangPair) -> Result<Loaded> {
    let path = plain(path);
    let source = bitexts::Source { main: Some(&path), format, ..bitexts::Source::default() };
    formats::read_files(&source.read(languages)?, languages)
}

/// Reads one side of a job: a document, a plain text or a table.
///
/// # Errors
///
/// The file cannot be read, is not what it should be, or holds no text.
pub fn read_side(path: &Path, languages: &LangPair, segmented: bool) -> Result<Input> {
    let path = plain(path);
    let table = table::Options::new(languages.clone());
    let document = readers::Options::default();
    source::Source { path: &path, format: None, document, table, segmented }.read()
}

/// Writes a bitext, in the format that the name of the file asks for unless one is
/// given. Returns what the format has no place for. With `force` it replaces a file
/// in which people have decided something.
///
/// # Errors
///
/// There is no such format, the file cannot be written, or people's work is in it;
/// what was there is whole.
pub fn write_bitext(
    bitext: &Bitext,
    path: &Path,
    format: Option<Format>,
    force: bool,
) -> Result<Vec<Notice>> {
    leave_signals_alone();
    let path = plain(path);
    let format = output_format(Some(&path), format, false)?;
    let output = Output::new(Some(&path), &[], format)?;
    if !force {
        output.refuse_reviewed(format, &bitext.langs)?;
    }
    let mut pairs = bitext.pairs.iter().cloned().map(Ok);
    output.write(bitext, format, &output.options(format), || pairs.next().transpose())
}

/// Returns the path of a file, of one that is called `-` too.
fn plain(path: &Path) -> PathBuf {
    if super::io::is_dash(path) { Path::new(".").join(path) } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_by_the_name_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let bitext = crate::align("Il pleut. Je lis.", "It rains. I read.");
        for name in ["a.tmx", "a.csv.gz", "a.xlsx", "a.moses"] {
            let path = folder.path().join(name);
            write_bitext(&bitext, &path, None, false).unwrap();
            let back = read_bitext(&path, None, &LangPair::FR_EN).unwrap().bitext;
            assert_eq!("It rains.", back.pairs[0].tgt, "{name}");
        }
    }

    #[test]
    fn a_file_with_decisions_is_replaced_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut bitext = crate::align("Il pleut.", "It rains.");
        bitext.pairs[0].status = crate::Status::Accepted;
        write_bitext(&bitext, &path, None, false).unwrap();
        let error = write_bitext(&bitext, &path, None, false).unwrap_err();
        assert_eq!(crate::error::Kind::Conflict, error.kind());
        write_bitext(&bitext, &path, None, true).unwrap();
    }
}
