//! Aligns again what nobody has decided on, between what people have.
//!
//! Accepted and corrected pairs are beads that the aligner keeps, and so are
//! pairs with marks; the rest is aligned anew. A pair that comes out with the
//! same segments stays the row that it was. What people said of a pair that is
//! gone goes to the pair that has its first segment now.

use super::{Applied, Entry, Failure, Session, now};
use crate::bitext::Status;
use crate::check::Side;
use crate::corpus::{self, Planned, Unit};
use crate::model::Model;
use crate::review::change::Change;
use crate::review::row::{Piece, Remark, Row};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// Which rows are aligned again.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Stretch {
    /// The first one; that of the bitext if there is none.
    pub from: Option<u64>,
    /// Up to which.
    pub to: End,
}

/// Where a stretch ends.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum End {
    /// At the last row.
    #[default]
    Last,
    /// At this row.
    Row(u64),
    /// Before the next row that somebody has accepted.
    NextDecided,
}

/// A realignment that is under way, apart from its session, so that others can
/// work on meanwhile.
#[derive(Debug)]
pub struct Realignment {
    rows: Vec<Row>,
    first: usize,
    /// The position after the last row that may change.
    end: usize,
    next_key: u64,
    tgt_tag: String,
    model: Arc<Model>,
    seq: u64,
}

impl Session {
    /// Prepares a realignment of what is undecided in a stretch, or of all.
    #[must_use]
    pub fn realignment(&self, stretch: &Stretch) -> Realignment {
        let rows = self.rows.all();
        let first = stretch.from.and_then(|key| self.rows.position(key)).unwrap_or(0);
        let end = match stretch.to {
            End::Last => rows.len(),
            End::Row(key) => self.rows.position(key).map_or(rows.len(), |at| at + 1),
            End::NextDecided => {
                let open = rows[first..].iter().skip(1);
                first + 1 + open.take_while(|row| row.status != Status::Accepted).count()
            }
        };
        Realignment {
            rows: rows.to_vec(),
            first,
            end,
            next_key: self.rows.next_key(),
            tgt_tag: self.head.tgt_lang.clone(),
            model: self.model(),
            seq: self.seq,
        }
    }

    /// Returns what a realignment would change.
    #[must_use]
    pub fn changes_by(&self, rows: &[Row]) -> Vec<Change> {
        self.rows.changes_to(rows)
    }

    /// Puts a realignment in place.
    ///
    /// # Errors
    ///
    /// Somebody has changed something meanwhile.
    pub fn finish_realignment(
        &mut self,
        who: &str,
        prepared_at: u64,
        rows: &[Row],
    ) -> Result<Applied, Failure> {
        if self.seq != prepared_at {
            let message = "somebody changed something while the rest was realigned";
            return Err(Failure::Refused(message.to_owned()));
        }
        let changes = self.rows.changes_to(rows);
        self.commit(&Entry { what: "realign".to_owned(), at: now(), ..self.entry(who, changes) })
    }
}

impl Realignment {
    /// Returns the number of the last edit that it knows of.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Aligns; returns the rows that are to be.
    #[must_use]
    pub fn run(&self) -> Vec<Row> {
        let (src, tgt) = (pieces(&self.rows, Side::Src), pieces(&self.rows, Side::Tgt));
        let mut maker = Maker { work: self, src: &src, tgt: &tgt, next_key: self.next_key };
        let row = |planned: Planned| match planned {
            Planned::Old(at) => self.rows[at].clone(),
            Planned::New { src, tgt, score } => maker.row(&src, &tgt, score),
        };
        let mut rows: Vec<Row> =
            corpus::plan(&self.units(), &self.model).into_iter().map(row).collect();
        self.hand_on_remarks(&mut rows);
        rows
    }

    /// Returns the rows as the aligner sees them; those that are decided and those
    /// with marks stay.
    fn units(&self) -> Vec<Unit> {
        let texts = |pieces: &[Piece]| -> Vec<String> {
            pieces.iter().map(|piece| piece.text.clone()).collect()
        };
        let unit = |(at, row): (usize, &Row)| Unit {
            src: texts(&row.src),
            tgt: texts(&row.tgt),
            stays: at < self.first
                || at >= self.end
                || matches!(row.status, Status::Accepted | Status::Edited)
                || !row.marks.is_empty(),
        };
        self.rows.iter().enumerate().map(unit).collect()
    }

    /// Gives what people said of rows that are gone to those that have their
    /// first segment.
    fn hand_on_remarks(&self, rows: &mut [Row]) {
        let mut homes: FxHashMap<Piece, usize> = FxHashMap::default();
        let mut is_kept = rustc_hash::FxHashSet::default();
        for (at, row) in rows.iter().enumerate() {
            is_kept.insert(row.key);
            for piece in row.src.iter().chain(&row.tgt) {
                homes.entry(piece.clone()).or_insert(at);
            }
        }
        for old in self.rows.iter().filter(|old| !is_kept.contains(&old.key)) {
            let first = old.src.first().or(old.tgt.first());
            let Some(at) = first.and_then(|piece| homes.get(piece)) else { continue };
            let base = rows[*at].fresh_number();
            let home = &mut rows[*at];
            home.flagged |= old.flagged;
            home.bookmarked |= old.bookmarked;
            let remarks = old.remarks.iter().map(|remark| remark.renumbered(base));
            home.remarks.extend(remarks.map(|remark| Remark { span: None, ..remark }));
        }
    }
}

/// Returns the segments of a side in order, each with the row that it is in.
fn pieces(rows: &[Row], side: Side) -> Vec<(usize, &Piece)> {
    let of_row = |(at, row)| -> Vec<(usize, &Piece)> {
        let row: &Row = row;
        row.side(side).iter().map(|piece| (at, piece)).collect()
    };
    rows.iter().enumerate().flat_map(of_row).collect()
}

/// Makes rows of beads.
struct Maker<'a> {
    work: &'a Realignment,
    src: &'a [(usize, &'a Piece)],
    tgt: &'a [(usize, &'a Piece)],
    next_key: u64,
}

impl Maker<'_> {
    fn row(&mut self, of_src: &Range<usize>, of_tgt: &Range<usize>, score: f64) -> Row {
        let score = Some(score);
        let (src, tgt) = (&self.src[of_src.clone()], &self.tgt[of_tgt.clone()]);
        let own = |pieces: &[(usize, &Piece)]| -> Vec<Piece> {
            pieces.iter().map(|(_, piece)| (*piece).clone()).collect()
        };
        let mut from: Vec<usize> = src.iter().chain(tgt).map(|(at, _)| *at).collect();
        from.sort_unstable();
        from.dedup();
        let row = Row { src: own(src), tgt: own(tgt), ..Row::default() };
        let first = &self.work.rows[from.first().copied().unwrap_or_default()];
        if from.len() == 1 && first.src == row.src && first.tgt == row.tgt {
            return Row {
                score: score.filter(|_| first.score.is_some()).or(first.score),
                ..first.clone()
            };
        }
        self.next_key += 1;
        let head = src.first().map_or(first, |(at, _)| &self.work.rows[*at]);
        Row {
            key: self.next_key - 1,
            id: self.id(&row, first),
            kind: head.kind,
            score,
            carried: self.carried(of_tgt),
            ..row
        }
    }

    fn id(&self, row: &Row, old: &Row) -> String {
        let first = |pieces: &[Piece]| pieces.iter().flat_map(|piece| &piece.ids).next().cloned();
        let of_tgt = || first(&row.tgt).map(|id| format!("{}.{id}", self.work.tgt_tag));
        first(&row.src).or_else(of_tgt).unwrap_or_else(|| old.id.clone())
    }

    /// Returns the carried cells of the rows that target segments come from.
    fn carried(&self, run: &Range<usize>) -> Vec<String> {
        let mut from: Vec<usize> = self.tgt[run.clone()].iter().map(|(at, _)| *at).collect();
        from.dedup();
        let n = self.work.rows.iter().map(|row| row.carried.len()).max().unwrap_or(0);
        let column = |column: usize| {
            let mut values: Vec<&str> = Vec::new();
            for at in &from {
                let value = self.work.rows[*at].carried.get(column).map_or("", String::as_str);
                if !value.is_empty() && !values.contains(&value) {
                    values.push(value);
                }
            }
            values.join(" | ")
        };
        (0..n).map(column).collect()
    }
}
