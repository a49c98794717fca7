//! Reads a bitext in any format, whole or a pair at a time.
//!
//! This is the one way in: every command reads through here, so that what one
//! reads, all read, and what is wrong with a file is said by all alike.

use super::direction::Sample;
use super::{BitextFile, BitextFiles, Format, Head, PairReader, Role};
use crate::bitext::{Bitext, Pair};
use crate::error::Result;
use crate::lang::LangPair;
use crate::notice::Notice;

/// What a reader made.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The bitext.
    pub bitext: Bitext,
    /// What is odd in the file.
    pub findings: Vec<Notice>,
    /// The line on which each pair starts; empty if the format has no lines.
    pub lines: Vec<u64>,
}

/// Reads a bitext from one file. `file` names it in messages.
///
/// # Errors
///
/// The file is not of that format, which the message says with the line; or the
/// format is written only, or wants more than one file.
pub fn read(bytes: &[u8], file: &str, format: Format, languages: &LangPair) -> Result<Loaded> {
    let main = BitextFile { role: Role::Main, name: file.to_owned(), bytes: bytes.to_vec() };
    read_files(&BitextFiles::new(vec![main], format)?, languages)
}

/// Reads a bitext from all its files.
///
/// # Errors
///
/// The files are not what they should be, which the message says with the line;
/// or the sides stand the wrong way round.
pub fn read_files(files: &BitextFiles, languages: &LangPair) -> Result<Loaded> {
    let mut head = Head::new(languages);
    head.findings.extend(files.findings().iter().cloned());
    let mut reader = files.format().codec().reader(files, &mut head)?;
    let (mut pairs, mut lines) = (Vec::new(), Vec::new());
    let mut sample = Sample::default();
    while let Some(pair) = reader.next_pair(&mut head)? {
        sample.add(&pair);
        lines.extend(reader.line());
        pairs.push(pair);
        head.refuse_wide(pairs.len(), files)?;
    }
    head.findings.extend(sample.check(languages, files.name())?);
    let n_carried = head.bitext.carried_headers.len();
    for pair in &mut pairs {
        pair.carried.resize(n_carried, String::new());
    }
    let lines = if lines.len() == pairs.len() { lines } else { Vec::new() };
    Ok(Loaded { bitext: Bitext { pairs, ..head.bitext }, findings: head.findings, lines })
}

/// A bitext that is read a pair at a time.
pub struct Stream<'a> {
    head: Head,
    /// How many pairs there are.
    n_pairs: usize,
    pairs: Box<dyn PairReader + 'a>,
}

impl std::fmt::Debug for Stream<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("head", &self.head).finish_non_exhaustive()
    }
}

impl<'a> Stream<'a> {
    /// Walks through the files once, and stands at the first pair again.
    ///
    /// # Errors
    ///
    /// As for [`read_files`].
    pub fn new(files: &'a BitextFiles, languages: &LangPair) -> Result<Stream<'a>> {
        let codec = files.format().codec();
        let mut head = Head::new(languages);
        head.findings.extend(files.findings().iter().cloned());
        let mut reader = codec.reader(files, &mut head)?;
        let mut n_pairs = 0;
        let mut sample = Sample::default();
        while let Some(pair) = reader.next_pair(&mut head)? {
            sample.add(&pair);
            n_pairs += 1;
            head.refuse_wide(n_pairs, files)?;
        }
        head.findings.extend(sample.check(languages, files.name())?);
        let pairs = codec.reader(files, &mut head.clone())?;
        Ok(Stream { head, n_pairs, pairs })
    }

    /// Returns the bitext without its pairs.
    #[must_use]
    pub fn bitext(&self) -> &Bitext {
        &self.head.bitext
    }

    /// Returns what is odd in the files.
    #[must_use]
    pub fn findings(&self) -> &[Notice] {
        &self.head.findings
    }

    /// Returns how many pairs there are.
    #[must_use]
    pub fn n_pairs(&self) -> usize {
        self.n_pairs
    }

    /// Returns the next pair.
    ///
    /// # Errors
    ///
    /// None that the first walk has not met.
    pub fn next_pair(&mut self) -> Result<Option<Pair>> {
        let mut pair = self.pairs.next_pair(&mut self.head)?;
        if let Some(pair) = &mut pair {
            pair.carried.resize(self.head.bitext.carried_headers.len(), String::new());
        }
        Ok(pair)
    }
}
