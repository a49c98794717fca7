//! What a person can do to a bitext under review.
//!
//! An edit says what is asked ("merge this pair with the next one"); carried out it
//! is a list of [`Change`]s. Nothing here knows the log, the file or the network.
//! Offsets count the bytes of a side's text; the server turns those of the page
//! into these.

mod notes;
pub(super) mod spans;
mod structure;

use super::change::Change;
use super::row::{Row, Span};
use super::rows::Rows;
use crate::bitext::Status;
use crate::check::Side;
use crate::model::Model;
use rustc_hash::FxHashSet;
use structure::{Split, Way};

/// One thing that a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Decides on some pairs.
    Status {
        /// The rows.
        keys: Vec<u64>,
        /// The decision; [`Status::Auto`] takes one back.
        status: Status,
    },
    /// Accepts all pairs up to one that nobody has decided on.
    AcceptTo(u64),
    /// Accepts all pairs that nobody has decided on and that are this probable.
    AcceptAbove {
        /// The least probability.
        probability: f64,
        /// The rows to leave out: those with findings.
        except: Vec<u64>,
    },
    /// Accepts those of some pairs that nobody has decided on.
    AcceptMany(Vec<u64>),
    /// Writes other texts for many sides at once.
    Replace(Vec<Rewrite>),
    /// Moves all segments of a side one pair further, from a pair on.
    ShiftColumn {
        /// The row from which on.
        key: u64,
        /// The side.
        side: Side,
        /// Towards the end of the bitext, or towards its beginning.
        is_down: bool,
    },
    /// Asks for another look, or takes it back.
    Flag(u64, bool),
    /// Sets or takes away a bookmark.
    Bookmark(u64, bool),
    /// Writes other texts for the segments of a side.
    Text {
        /// The row.
        key: u64,
        /// The side.
        side: Side,
        /// The segments; as many as there were, or not.
        segments: Vec<String>,
    },
    /// Merges a pair with the one after it.
    Merge(u64),
    /// Merges a pair with the one before it.
    MergeBack(u64),
    /// Splits a pair at a byte of a side.
    Split {
        /// The row.
        key: u64,
        /// The side.
        side: Side,
        /// The first byte of what goes below.
        at: usize,
    },
    /// Moves the last segment of a side to the next pair.
    MoveDown(u64, Side),
    /// Moves the first segment of a side to the pair before.
    MoveUp(u64, Side),
    /// Parts the two sides of a pair.
    Unlink(u64),
    /// Says something.
    Remark {
        /// The row.
        key: u64,
        /// What is said.
        text: String,
        /// What it is about.
        span: Option<Span>,
        /// The remark that it answers.
        reply_to: Option<u64>,
    },
    /// Closes or opens a remark.
    Resolve(u64, u64, bool),
    /// Takes a remark away.
    RemoveRemark(u64, u64),
    /// Marks an error of the translation.
    Mark {
        /// The row.
        key: u64,
        /// Where.
        span: Span,
        /// What kind of error.
        category: String,
        /// How bad.
        severity: String,
        /// Why.
        note: String,
    },
    /// Takes a mark away.
    Unmark(u64, u64),
    /// Says that a finding is none.
    Dismiss {
        /// The row.
        key: u64,
        /// The check.
        check: String,
        /// The finding.
        fingerprint: String,
        /// Why.
        reason: String,
    },
    /// Takes a dismissal back.
    Reopen(u64, String),
}

/// Other texts for the segments of a side.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rewrite {
    /// The row.
    pub key: u64,
    /// The side.
    pub side: Side,
    /// The segments.
    pub segments: Vec<String>,
}

/// Who edits, when, and with what knowledge of the languages.
#[derive(Clone, Debug)]
pub struct Editor<'a> {
    /// The name of the reviewer.
    pub who: &'a str,
    /// The time, in ISO 8601.
    pub now: &'a str,
    /// The tag of the target language, for ids of pairs without a source.
    pub tgt_tag: &'a str,
    /// What finds where the other side of a pair is best split.
    pub model: &'a Model,
}

/// Why an edit cannot be carried out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// The row is gone.
    Gone(u64),
    /// It makes no sense there, as said.
    Senseless(&'static str),
}

type Outcome = Result<Vec<Change>, Refusal>;

impl Edit {
    /// Returns the name that the log uses.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Edit::Status { status: Status::Accepted, .. } => "accept",
            Edit::Status { status: Status::Rejected, .. } => "reject",
            Edit::Status { .. } => "reopen",
            Edit::AcceptTo(_) => "accept_to",
            Edit::AcceptAbove { .. } => "accept_above",
            Edit::AcceptMany(_) => "accept_shown",
            Edit::Replace(_) => "replace",
            Edit::ShiftColumn { .. } => "shift_column",
            Edit::Flag(_, on) => on_or_off(*on, "flag", "unflag"),
            Edit::Bookmark(_, on) => on_or_off(*on, "bookmark", "unbookmark"),
            Edit::Text { .. } => "text",
            Edit::Merge(_) | Edit::MergeBack(_) => "merge",
            Edit::Split { .. } => "split",
            Edit::MoveDown(..) => "move_down",
            Edit::MoveUp(..) => "move_up",
            Edit::Unlink(_) => "unlink",
            Edit::Remark { .. } => "remark",
            Edit::Resolve(_, _, on) => on_or_off(*on, "resolve", "unresolve"),
            Edit::RemoveRemark(..) => "remove_remark",
            Edit::Mark { .. } => "mark",
            Edit::Unmark(..) => "unmark",
            Edit::Dismiss { .. } => "dismiss",
            Edit::Reopen(..) => "reopen_finding",
        }
    }

    /// Returns what the edit changes. The rows stay as they are.
    ///
    /// # Errors
    ///
    /// A row is gone, or the edit makes no sense there.
    pub fn changes(&self, rows: &Rows, editor: &Editor) -> Outcome {
        match self {
            Edit::Status { keys, status } => decide(rows, keys, *status, false, editor),
            Edit::AcceptTo(key) => {
                let last = rows.position(*key).ok_or(Refusal::Gone(*key))?;
                accept(rows, &rows.all()[..=last], editor)
            }
            Edit::AcceptAbove { probability, except } => {
                let is_likely = |row: &&Row| row.score.is_some_and(|score| score >= *probability);
                let except: FxHashSet<&u64> = except.iter().collect();
                let is_meant = |row: &&Row| is_likely(row) && !except.contains(&row.key);
                accept(rows, rows.all().iter().filter(is_meant), editor)
            }
            Edit::AcceptMany(keys) => {
                accept(rows, keys.iter().filter_map(|key| rows.get(*key)), editor)
            }
            Edit::Replace(rewrites) => replace(rows, rewrites, editor),
            Edit::ShiftColumn { key, side, is_down } => {
                let way = if *is_down { Way::Down } else { Way::Up };
                structure::shift_column(rows, *key, *side, way, editor)
            }
            Edit::Flag(key, on) => set(rows, *key, |row| row.flagged = *on),
            Edit::Bookmark(key, on) => set(rows, *key, |row| row.bookmarked = *on),
            Edit::Text { key, side, segments } => {
                structure::rewrite(rows, *key, *side, segments, editor)
            }
            Edit::Merge(key) => structure::merge(rows, *key, editor),
            Edit::MergeBack(key) => structure::merge_back(rows, *key, editor),
            Edit::Split { key, side, at } => {
                structure::split(rows, &Split { key: *key, side: *side, at: *at }, editor)
            }
            Edit::MoveDown(key, side) => structure::shift(rows, *key, *side, Way::Down, editor),
            Edit::MoveUp(key, side) => structure::shift(rows, *key, *side, Way::Up, editor),
            Edit::Unlink(key) => structure::unlink(rows, *key, editor),
            Edit::Remark { .. }
            | Edit::Resolve(..)
            | Edit::RemoveRemark(..)
            | Edit::Mark { .. }
            | Edit::Unmark(..)
            | Edit::Dismiss { .. }
            | Edit::Reopen(..) => notes::changes(self, rows, editor),
        }
    }
}

fn on_or_off(on: bool, yes: &'static str, no: &'static str) -> &'static str {
    if on { yes } else { no }
}

/// Returns the change of one row.
fn set(rows: &Rows, key: u64, change: impl FnOnce(&mut Row)) -> Outcome {
    let row = rows.get(key).ok_or(Refusal::Gone(key))?;
    let mut after = row.clone();
    change(&mut after);
    Ok(Change::of_row(row, &after).into_iter().collect())
}

/// Accepts those of some rows that nobody has decided on.
fn accept<'r>(rows: &Rows, some: impl IntoIterator<Item = &'r Row>, editor: &Editor) -> Outcome {
    let open: Vec<u64> =
        some.into_iter().filter(|row| !row.is_decided()).map(|row| row.key).collect();
    decide(rows, &open, Status::Accepted, true, editor)
}

/// Rewrites sides of many rows; a row may be there once a side.
fn replace(rows: &Rows, rewrites: &[Rewrite], editor: &Editor) -> Outcome {
    // The second side of a row is rewritten in the row that the first has made.
    let mut so_far = rows.clone();
    let mut changes = Vec::with_capacity(rewrites.len());
    for Rewrite { key, side, segments } in rewrites {
        let change = structure::rewrite(&so_far, *key, *side, segments, editor)?;
        so_far.apply(&change, 0).map_err(|_| Refusal::Gone(*key))?;
        changes.extend(change);
    }
    Ok(changes)
}

fn decide(rows: &Rows, keys: &[u64], status: Status, bulk: bool, editor: &Editor) -> Outcome {
    let mut changes = Vec::with_capacity(keys.len());
    for key in keys {
        changes.extend(set(rows, *key, |row| {
            row.was_edited |= row.status == Status::Edited;
            row.status = status;
            row.bulk = bulk;
            sign(row, editor);
            if status == Status::Auto {
                (row.reviewer, row.updated) = (String::new(), String::new());
            }
        })?);
    }
    Ok(changes)
}

/// Writes who did it and when.
fn sign(row: &mut Row, editor: &Editor) {
    row.reviewer.clear();
    row.reviewer.push_str(editor.who);
    row.updated.clear();
    row.updated.push_str(editor.now);
}

#[cfg(test)]
mod tests;
