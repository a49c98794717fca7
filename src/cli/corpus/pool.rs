//! The pairs of a corpus, whatever it is kept in.
//!
//! ```text
//! corpus.toml, folder, files ─► members ─Stream, a thread of its own─► pairs with their document
//! ```
//!
//! One member after the other is read, so that memory holds one file and some
//! hundred pairs. The head of all is known first: what carried columns there are.

use super::members::{self, Found, Member, facts};
use crate::bitext::{Bitext, Breaks, DOCUMENT, DOCUMENT_FACT, Pair};
use crate::cli::bitexts::{Output, parse_format};
use crate::cli::io::{Sink, display_name};
use crate::cli::talk::Talk;
use crate::corpus::Manifest;
use crate::error::{Error, Place, Result};
use crate::formats::{Format, Options, Stream};
use crate::lang::LangPair;
use crate::notice::Notice;
use clap::Args;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use tempfile::NamedTempFile;

/// How many pairs pass at once from the thread that reads. By hand.
const CHUNK: usize = 500;

/// What a command on a corpus reads.
#[derive(Args, Clone, Debug)]
pub(super) struct PoolArgs {
    /// A corpus (a folder with corpus.toml), a folder of bitexts, or bitexts; `-` is stdin
    #[arg(value_name = "CORPUS|BITEXT", required = true)]
    bitexts: Vec<PathBuf>,
    /// The format of the bitexts [default: by extension, else by content]
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    from: Option<Format>,
}

/// A corpus whose members have been found and looked at.
#[derive(Debug)]
pub(super) struct Pool {
    members: Vec<Member>,
    pub(super) manifest: Option<Manifest>,
    /// What all pairs have: languages, and the union of the carried columns.
    pub(super) head: Bitext,
    pub(super) n_pairs: usize,
    /// Whether pairs are told apart by their document.
    is_several: bool,
    /// What came from stdin, which can be read only once.
    _stdin: Option<NamedTempFile>,
}

/// A pair with where it stands.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The document.
    pub document: String,
    /// What is known of the document, from its file.
    pub pair: Pair,
}

impl PoolArgs {
    /// Returns a corpus that is named elsewhere.
    pub(super) fn of(path: &Path) -> PoolArgs {
        PoolArgs { bitexts: vec![path.to_owned()], from: None }
    }

    /// Returns where an output goes, which is none of the bitexts.
    ///
    /// # Errors
    ///
    /// It cannot be written there.
    pub(super) fn sink(&self, path: Option<&Path>) -> Result<Sink> {
        let files = members::files(&self.bitexts);
        Sink::new(path, &files.iter().map(PathBuf::as_path).collect::<Vec<_>>())
    }

    /// Returns where a bitext is written, which is none of those that are read.
    ///
    /// # Errors
    ///
    /// As for [`PoolArgs::sink`].
    pub(super) fn output(&self, path: Option<&Path>, format: Format) -> Result<Output> {
        let files = members::files(&self.bitexts);
        Output::new(path, &files.iter().map(PathBuf::as_path).collect::<Vec<_>>(), format)
    }

    /// Finds the bitexts and reads their heads.
    ///
    /// # Errors
    ///
    /// One cannot be read, or there is none.
    pub(super) fn open(&self, langs: &LangPair, talk: &Talk) -> Result<Pool> {
        let Found { mut members, manifest, stdin } = members::find(&self.bitexts, talk)?;
        if members.is_empty() {
            let name = self.bitexts.first().map(|path| display_name(path)).unwrap_or_default();
            return Err(Error::input("there is no bitext in this folder")
                .at(Place::file(name))
                .hint("make a corpus of texts: enregard batch SRC_DIR TGT_DIR -o CORPUS"));
        }
        for member in &mut members {
            member.format = self.from.or(member.format);
        }
        let is_several = members.len() > 1 || manifest.is_some();
        let (head, n_pairs) = heads(&members, langs, is_several, talk)?;
        Ok(Pool { members, manifest, head, n_pairs, is_several, _stdin: stdin })
    }
}

impl Pool {
    /// Returns the pairs, from the first on.
    pub(super) fn walk(&self) -> Walk<'_> {
        let (sender, chunks) = sync_channel(4);
        let (members, langs) = (self.members.clone(), self.head.langs.clone());
        std::thread::spawn(move || {
            for (at, member) in members.iter().enumerate() {
                if let Err(error) = send(at, member, &langs, &sender) {
                    let _ = sender.send(Err(error));
                    return;
                }
            }
        });
        Walk { pool: self, chunks, current: Vec::new().into_iter(), member: 0, columns: Vec::new() }
    }

    /// Writes those pairs that `is_wanted`, whose positions it is given; returns how
    /// many they are.
    ///
    /// # Errors
    ///
    /// A pair cannot be read or the output not be written.
    pub(super) fn write(
        &self,
        output: &Output,
        format: Format,
        mut is_wanted: impl FnMut(usize, &Item) -> bool,
        talk: &Talk,
    ) -> Result<usize> {
        self.write_changed(output, format, |at, item| is_wanted(at, item), talk)
    }

    /// Writes pairs as `change` leaves them, if it wants them.
    ///
    /// # Errors
    ///
    /// As for [`Pool::write`].
    pub(super) fn write_changed(
        &self,
        output: &Output,
        format: Format,
        mut change: impl FnMut(usize, &mut Item) -> bool,
        talk: &Talk,
    ) -> Result<usize> {
        let mut walk = self.walk();
        let (mut at, mut n_written) = (0, 0);
        // Nothing is left out of a corpus because a tool would refuse it.
        let options = Options { one_sided: true, ..output.options(format) };
        // These hold each segment, where others hold the text of a pair.
        let has_segments = matches!(format, Format::Opus | Format::Intertext | Format::Tei);
        let breaks = has_segments.then(|| Breaks::new(&self.head.langs));
        let findings = output.write(&self.head, format, &options, || {
            while let Some(mut item) = walk.next()? {
                at += 1;
                if change(at - 1, &mut item) {
                    n_written += 1;
                    if let Some(breaks) = &breaks {
                        breaks.find(&mut item.pair);
                    }
                    return Ok(Some(item.pair));
                }
            }
            Ok(None)
        })?;
        talk.findings(&findings);
        Ok(n_written)
    }

    /// Returns the place of a carried column, which is new if there is none.
    pub(super) fn column(&mut self, name: &str) -> usize {
        let headers = &mut self.head.carried_headers;
        headers.iter().position(|header| header == name).unwrap_or_else(|| {
            headers.push(name.to_owned());
            headers.len() - 1
        })
    }

    /// Returns what the manifest and the file of a document say of it.
    pub(super) fn facts(&self, item: &Item) -> Vec<(String, String)> {
        let columns = self.head.carried_headers.iter().zip(&item.pair.carried);
        let fact = |(header, cell): (&String, &String)| {
            let name = header.strip_prefix(DOCUMENT_FACT)?;
            (!cell.is_empty()).then(|| (name.to_owned(), cell.clone()))
        };
        columns.filter_map(fact).collect()
    }
}

/// The pairs of a corpus, one after the other.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pool: &'a Pool,
    chunks: Receiver<Result<Chunk>>,
    current: std::vec::IntoIter<Pair>,
    member: usize,
    /// Where each carried column of the member stands among all, and what its
    /// pairs have in the columns of its document.
    columns: Vec<usize>,
}

#[derive(Debug)]
struct Chunk {
    member: usize,
    headers: Vec<String>,
    metadata: Vec<(String, String)>,
    pairs: Vec<Pair>,
}

impl Walk<'_> {
    /// Returns the next pair.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub(super) fn next(&mut self) -> Result<Option<Item>> {
        loop {
            if let Some(pair) = self.current.next() {
                return Ok(Some(self.item(pair)));
            }
            let Ok(chunk) = self.chunks.recv() else { return Ok(None) };
            let Chunk { member, headers, metadata, pairs } = chunk?;
            let all = &self.pool.head.carried_headers;
            let place = |header: &String| all.iter().position(|known| known == header);
            self.columns = headers.iter().map(|header| place(header).unwrap_or(0)).collect();
            self.member = member;
            self.current = pairs.into_iter();
            if self.pool.is_several {
                let facts = facts(&self.pool.members[member], &metadata);
                self.current = self.filled(facts);
            }
        }
    }

    /// Puts what is known of a document into the cells of its pairs.
    fn filled(&mut self, facts: Vec<(String, String)>) -> std::vec::IntoIter<Pair> {
        let all = &self.pool.head.carried_headers;
        let mut cells: Vec<(usize, String)> = Vec::new();
        for (name, value) in facts {
            let header = format!("{DOCUMENT_FACT}{name}");
            cells.extend(all.iter().position(|known| *known == header).map(|at| (at, value)));
        }
        let columns = self.columns.clone();
        let mut pairs: Vec<Pair> = std::mem::take(&mut self.current).collect();
        for pair in &mut pairs {
            pair.carried = spread(std::mem::take(&mut pair.carried), &columns, all.len());
            for (at, value) in &cells {
                if pair.carried[*at].is_empty() {
                    pair.carried[*at].clone_from(value);
                }
            }
        }
        self.columns = (0..all.len()).collect();
        pairs.into_iter()
    }

    fn item(&self, mut pair: Pair) -> Item {
        let all = &self.pool.head.carried_headers;
        pair.carried = spread(std::mem::take(&mut pair.carried), &self.columns, all.len());
        let column = all.iter().position(|header| header == DOCUMENT);
        let told = column.map(|at| pair.carried[at].clone()).unwrap_or_default();
        let own = &self.pool.members[self.member].id;
        if let (true, Some(at)) = (self.pool.is_several && told.is_empty(), column) {
            pair.qualify(own);
            pair.carried[at].clone_from(own);
        }
        Item { document: if told.is_empty() { own.clone() } else { told }, pair }
    }
}

/// Puts cells where their columns stand among all.
fn spread(cells: Vec<String>, columns: &[usize], n: usize) -> Vec<String> {
    let mut all = vec![String::new(); n];
    for (cell, at) in cells.into_iter().zip(columns) {
        if let Some(place) = all.get_mut(*at) {
            *place = cell;
        }
    }
    all
}

fn send(
    at: usize,
    member: &Member,
    langs: &LangPair,
    sender: &SyncSender<Result<Chunk>>,
) -> Result<()> {
    let files = member.source().read(langs)?;
    let mut stream = Stream::new(&files, langs)?;
    let headers = stream.bitext().carried_headers.clone();
    let metadata = stream.bitext().metadata.clone();
    let mut is_over = false;
    while !is_over {
        let mut pairs = Vec::new();
        while pairs.len() < CHUNK && !is_over {
            match stream.next_pair()? {
                Some(pair) => pairs.push(pair),
                None => is_over = true,
            }
        }
        let chunk =
            Chunk { member: at, headers: headers.clone(), metadata: metadata.clone(), pairs };
        if sender.send(Ok(chunk)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads the heads of all members: the union of their columns, and how many pairs
/// there are.
fn heads(
    members: &[Member],
    langs: &LangPair,
    is_several: bool,
    talk: &Talk,
) -> Result<(Bitext, usize)> {
    type Look = (Vec<String>, Vec<(String, String)>, Vec<Notice>, usize);
    let look = |member: &Member| -> Result<Look> {
        let files = member.source().read(langs)?;
        let stream = Stream::new(&files, langs)?;
        let bitext = stream.bitext();
        let facts = facts(member, &bitext.metadata);
        Ok((bitext.carried_headers.clone(), facts, stream.findings().to_vec(), stream.n_pairs()))
    };
    let looks: Vec<Result<Look>> = members.par_iter().map(look).collect();
    let mut head = Bitext {
        langs: langs.clone(),
        metadata: Vec::new(),
        carried_headers: Vec::new(),
        pairs: Vec::new(),
    };
    let mut n_pairs = 0;
    for look in looks {
        let (headers, facts, findings, n) = look?;
        n_pairs += n;
        talk.findings(&findings);
        let named = facts.iter().map(|(name, _)| format!("{DOCUMENT_FACT}{name}"));
        let own = is_several.then(|| DOCUMENT.to_owned());
        let wanted = own.into_iter().chain(headers).chain(named.filter(|_| is_several));
        for header in wanted {
            if !head.carried_headers.contains(&header) {
                head.carried_headers.push(header);
            }
        }
        if !is_several {
            head.metadata = facts;
        }
    }
    Ok((head, n_pairs))
}
