//! What a format has to do: give one pair after the other, and take them.

use super::outlet::Outlet;
use super::{BitextFiles, Options};
use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use crate::notice::Notice;
use crate::table::MAX_CARRIED;

/// So many carried cells may be blank, however small the file; in a larger table
/// most are written down. By hand: some hundred megabytes.
const SMALL_TABLE: usize = 4_000_000;

/// How one format is read and written, a pair at a time.
pub(super) trait BitextFormat: Sync {
    /// Starts to read. What is known before the first pair goes into the head.
    ///
    /// # Errors
    ///
    /// The input is not of this format, or the format is written only.
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        let _ = head;
        let message = "this format is written for readers and cannot be read back";
        Err(Error::usage(message)
            .at(Place::file(input.name()))
            .hint("give the bitext as csv, jsonl, tmx, xliff or another format with all its data"))
    }

    /// Starts to write a bitext, of which the pairs will follow.
    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter>;
}

/// Reads one pair after the other.
pub(super) trait PairReader {
    /// Returns the next pair, or none at the end. Its carried cells stand in
    /// the order of the head's carried headers, and may be fewer.
    ///
    /// # Errors
    ///
    /// What is there is no pair; the message has its place.
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>>;

    /// Returns the line on which the pair that was given last starts, if the
    /// format has lines.
    fn line(&self) -> Option<u64> {
        None
    }
}

/// Writes one pair after the other.
pub(super) trait PairWriter {
    /// Writes a pair.
    fn pair(&mut self, pair: &Pair);

    /// Ends the files and says what they have no place for.
    fn finish(self: Box<Self>) -> Vec<Notice>;
}

/// What a reader learns beside the pairs.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The bitext without its pairs.
    pub bitext: Bitext,
    /// What is odd in the file.
    pub findings: Vec<Notice>,
}

impl Head {
    pub(super) fn new(languages: &LangPair) -> Head {
        let bitext = Bitext {
            langs: languages.clone(),
            metadata: Vec::new(),
            carried_headers: Vec::new(),
            pairs: Vec::new(),
        };
        Head { bitext, findings: Vec::new() }
    }

    /// Refuses a file by the number of columns that it carries, and one whose
    /// pairs have a property each that all the others lack.
    pub(super) fn refuse_wide(&self, n_pairs: usize, files: &BitextFiles) -> Result<()> {
        let n_columns = self.bitext.carried_headers.len();
        let n_cells = n_columns.saturating_mul(n_pairs);
        if n_columns <= MAX_CARRIED && n_cells <= SMALL_TABLE + 2 * files.bytes().len() {
            return Ok(());
        }
        let message =
            format!("{n_columns} columns would have to be carried along by {n_pairs} pairs");
        Err(Error::input(message)
            .at(Place::file(files.name()))
            .hint("take away the fields or properties that do not count"))
    }

    /// Puts a value into a carried column, which is new if nobody had it yet.
    /// Where there are too many the value is let go: the file will be refused.
    pub(super) fn carry(&mut self, pair: &mut Pair, header: &str, value: String) {
        let headers = &mut self.bitext.carried_headers;
        let known = headers.iter().position(|known| known == header);
        if known.is_none() && headers.len() > MAX_CARRIED {
            return;
        }
        let column = known.unwrap_or_else(|| {
            headers.push(header.to_owned());
            headers.len() - 1
        });
        pair.carried.resize(pair.carried.len().max(column + 1), String::new());
        pair.carried[column] = value;
    }
}
