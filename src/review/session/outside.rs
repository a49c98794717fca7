//! Takes in what others did to the bitext in a file of their own.
//!
//! Their pairs are matched with our rows by the ids of the segments, so that a
//! row keeps its key, its thread and its history. What a file has no place for
//! (segments inside a cell, kinds) is taken from our row where the texts agree.

use super::{Applied, Entry, Failure, Session};
use crate::bitext::{Bitext, Breaks, Pair};
use crate::check::Side;
use crate::corpus;
use crate::error::Result;
use crate::review::change::{Change, inverse};
use crate::review::edit::spans;
use crate::review::row::{Extras, Row};
use crate::review::rows::Rows;
use crate::segment::Kind;
use rustc_hash::FxHashMap;

/// Which version of the bitext is to stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Take {
    /// That of the review; the file is written over.
    Ours,
    /// That of the file.
    Theirs,
    /// Both, field by field; where both changed the same, that of the review.
    Both,
}

/// One place where the file differs from the review.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Our rows.
    pub ours: Vec<Row>,
    /// Theirs.
    pub theirs: Vec<Row>,
    /// The fields that differ, if it is one row on either side.
    pub fields: Vec<String>,
}

/// So many copies that were given away are remembered. By hand.
const MAX_EXPORTS: usize = 20;

impl Session {
    /// Returns where the file differs from the review.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn outside(&self) -> Result<Vec<Difference>> {
        let (bitext, _) = self.file.read()?;
        // Against what we last read or wrote, so that our own edits do not count.
        let base = self.rows_when_saved()?;
        let theirs = adopted(&base, bitext, &self.head.carried_headers).0;
        let changes = base.changes_to(&theirs);
        Ok(changes.iter().map(|change| self.difference(change)).collect())
    }

    fn difference(&self, change: &Change) -> Difference {
        match change {
            Change::Set { key, after, .. } => {
                let ours: Vec<Row> = self.rows.get(*key).cloned().into_iter().collect();
                let theirs = ours.iter().map(|row| with_fields(row, after)).collect();
                Difference { ours, theirs, fields: after.keys().cloned().collect() }
            }
            Change::Splice { before, after } => {
                let now = |row: &Row| self.rows.get(row.key).unwrap_or(row).clone();
                let ours = before.iter().map(now).collect();
                Difference { ours, theirs: after.clone(), fields: Vec::new() }
            }
        }
    }

    /// Decides between the file and the review. Returns what was done, and where
    /// both had changed the same: there the review's stands.
    ///
    /// # Errors
    ///
    /// The file cannot be read, the log not be written, or the file was changed
    /// once more while we read it: nothing is done then.
    pub fn take(
        &mut self,
        who: &str,
        take: Take,
    ) -> std::result::Result<(Applied, Vec<corpus::Conflict>), Failure> {
        let (bitext, stamp) = self.file.read()?;
        let (wanted, conflicts) = match take {
            Take::Ours => (self.bitext(), Vec::new()),
            Take::Theirs => (bitext, Vec::new()),
            Take::Both => {
                let base = self.bitext_of(self.rows_when_saved()?.all());
                let merged = corpus::merge(Some(&base), &self.bitext(), &bitext);
                (merged.bitext, merged.conflicts)
            }
        };
        if self.file.stamp().is_some_and(|now| now != stamp) {
            return Err(Failure::Outside);
        }
        let applied = self.adopt(who, "take", wanted)?;
        self.stamp = Some(stamp);
        if take == Take::Theirs {
            self.saved_seq = self.seq;
            self.remember_saved()?;
        } else {
            self.write()?;
        }
        Ok((applied, conflicts))
    }

    /// Merges a copy of the bitext that somebody worked on elsewhere. Returns
    /// what was done, and where both had changed the same. Pairs that are not in
    /// the copy stay: people send a part of a bitext (see [`corpus::Part`]).
    ///
    /// # Errors
    ///
    /// No text of it is known, or the log cannot be written.
    pub fn import(
        &mut self,
        who: &str,
        theirs: &Bitext,
    ) -> std::result::Result<(Applied, Vec<corpus::Conflict>), Failure> {
        let ours = self.bitext();
        let (base, copy, is_known) = self.when_given(theirs)?;
        if !is_known && !corpus::Part::new(theirs, &ours).is_of_the_whole() {
            let why = "no text of this file is in the review: it is a bitext of another text";
            return Err(Failure::Refused(why.to_owned()));
        }
        let merged = corpus::merge(Some(&base), &ours, &copy);
        let applied = self.adopt(who, "import", merged.bitext)?;
        Ok((applied, merged.conflicts))
    }

    /// Makes the rows those of a bitext.
    fn adopt(
        &mut self,
        who: &str,
        what: &str,
        bitext: Bitext,
    ) -> std::result::Result<Applied, Failure> {
        let (rows, headers) = adopted(&self.rows, bitext, &self.head.carried_headers);
        if headers != self.head.carried_headers {
            self.head.carried_headers = headers;
            let head = serde_json::to_string(&self.head).expect("a head is plain data");
            self.store.set_meta("head", &head)?;
        }
        let changes = self.rows.changes_to(&rows);
        self.commit(&Entry { what: what.to_owned(), ..self.entry(who, changes) })
    }

    /// Remembers that a copy has been given away as the review is now.
    ///
    /// # Errors
    ///
    /// The review's file cannot be written.
    pub fn remember_export(&self) -> Result<()> {
        let mut known = self.exports()?;
        known.retain(|seq| *seq != self.seq);
        known.push(self.seq);
        let last = known.len().saturating_sub(MAX_EXPORTS);
        let known: Vec<String> = known[last..].iter().map(u64::to_string).collect();
        self.store.set_meta("exported", &known.join(" "))
    }

    fn exports(&self) -> Result<Vec<u64>> {
        let known = self.store.meta("exported")?.unwrap_or_default();
        Ok(known.split_whitespace().filter_map(|seq| seq.parse().ok()).collect())
    }

    /// Returns the bitext that a copy was made of, the copy completed with the pairs that it lacks, and
    /// whether the one is of the other. Nothing in a copy says when it was given away, so it is the
    /// version from which it differs least, of those given away, saved, and begun with.
    fn when_given(&self, copy: &Bitext) -> Result<(Bitext, Bitext, bool)> {
        let mut versions = self.exports()?;
        versions.extend([self.saved_seq, 0]);
        versions.dedup();
        let mut best: Option<(usize, (Bitext, Bitext, bool))> = None;
        for seq in versions {
            let rows = self.rows_at(seq)?;
            let base = self.bitext_of(rows.all());
            let part = corpus::Part::new(copy, &base);
            let (completed, is_known) = (part.completed(), part.is_of_the_whole());
            let (theirs, _) = adopted(&rows, completed.clone(), &self.head.carried_headers);
            let n_changes = rows.changes_to(&theirs).len();
            if best.as_ref().is_none_or(|(least, _)| n_changes < *least) {
                best = Some((n_changes, (base, completed, is_known)));
            }
        }
        let (_, given) = best.expect("the version that the review began with is among them");
        Ok(given)
    }

    fn rows_when_saved(&self) -> Result<Rows> {
        self.rows_at(self.saved_seq)
    }

    /// Returns the rows as they were after an edit: those of now, with what came
    /// later undone.
    fn rows_at(&self, seq: u64) -> Result<Rows> {
        let mut rows = self.rows.clone();
        for entry in self.store.entries_after(seq)?.iter().rev() {
            let undone = rows.apply(&inverse(&entry.changes), entry.seq);
            undone.map_err(|_| self.store.damaged_at(entry.seq))?;
        }
        Ok(rows)
    }
}

/// Returns the rows of a bitext, under the keys of ours where they are the same
/// pairs, and the headers of their carried cells.
fn adopted(ours: &Rows, bitext: Bitext, headers: &[String]) -> (Vec<Row>, Vec<String>) {
    let extras = Extras::find(&bitext.carried_headers);
    let mut known: FxHashMap<String, Vec<u64>> = FxHashMap::default();
    for row in ours.all().iter().rev() {
        known.entry(signature_of_row(row)).or_default().push(row.key);
    }
    let (headers, places) = united(headers, &bitext.carried_headers);
    let mut next_key = ours.next_key();
    let breaks = Breaks::new(&bitext.langs);
    let mut row = |mut pair: Pair| {
        breaks.find(&mut pair);
        pair.carried = placed(pair.carried, &places, headers.len());
        let same = known.get_mut(&signature(&pair)).and_then(Vec::pop);
        let old = same.and_then(|key| ours.get(key));
        let key = old.map_or(next_key, |row| row.key);
        next_key += u64::from(old.is_none());
        let place = |at: Option<usize>| at.map(|at| places[at]);
        let extras = Extras {
            flag: place(extras.flag),
            thread: place(extras.thread),
            mqm: place(extras.mqm),
        };
        let row = Row::of_pair(key, pair, &extras);
        old.map_or(row.clone(), |old| with_what_was_known(row, old, &extras))
    };
    let rows = bitext.pairs.into_iter().map(&mut row).collect();
    (rows, headers)
}

/// Returns what a pair is known by: its segments, else its id.
fn signature(pair: &Pair) -> String {
    if pair.src_ids.is_empty() && pair.tgt_ids.is_empty() {
        return format!("={}", pair.id);
    }
    format!("{}|{}", pair.src_ids.join(" "), pair.tgt_ids.join(" "))
}

fn signature_of_row(row: &Row) -> String {
    signature(&row.to_pair(&Extras::default()))
}

/// Returns our headers with those that are only theirs, and where each of theirs
/// stands among them.
fn united(ours: &[String], theirs: &[String]) -> (Vec<String>, Vec<usize>) {
    let mut headers = ours.to_vec();
    let mut places = Vec::with_capacity(theirs.len());
    for header in theirs {
        let at = headers.iter().position(|known| known == header).unwrap_or_else(|| {
            headers.push(header.clone());
            headers.len() - 1
        });
        places.push(at);
    }
    (headers, places)
}

fn placed(cells: Vec<String>, places: &[usize], n: usize) -> Vec<String> {
    let mut row = vec![String::new(); n];
    for (cell, at) in cells.into_iter().zip(places) {
        row[*at] = cell;
    }
    row
}

/// Completes a row that was read with what the file has no place for.
fn with_what_was_known(mut row: Row, old: &Row, extras: &Extras) -> Row {
    for side in [Side::Src, Side::Tgt] {
        if row.text(side) == old.text(side) {
            row.side_mut(side).clone_from(old.side(side));
        }
    }
    if row.kind == Kind::default() {
        row.kind = old.kind;
    }
    if extras.flag.is_none() {
        (row.flagged, row.bookmarked, row.bulk) = (old.flagged, old.bookmarked, old.bulk);
        row.was_edited = old.was_edited;
    }
    let plain = |row: &Row| row.to_pair(&Extras::default()).comment;
    if extras.thread.is_none() && plain(&row) == plain(old) {
        row.remarks.clone_from(&old.remarks);
    }
    if extras.mqm.is_none() {
        row.marks.clone_from(&old.marks);
    }
    for side in [Side::Src, Side::Tgt] {
        let (before, after) = (old.text(side), row.text(side));
        if before != after && !row.quotes_stand(side, &after) {
            spans::follow(&mut row, side, &before);
        }
    }
    if row.carried.len() > old.carried.len()
        && row.carried[old.carried.len()..].iter().all(String::is_empty)
    {
        row.carried.truncate(old.carried.len());
    }
    row
}

fn with_fields(row: &Row, fields: &serde_json::Map<String, serde_json::Value>) -> Row {
    let Ok(serde_json::Value::Object(mut now)) = serde_json::to_value(row) else {
        return row.clone();
    };
    now.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
    serde_json::from_value(serde_json::Value::Object(now)).unwrap_or_else(|_| row.clone())
}
