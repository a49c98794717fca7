//! Edits as the page asks for them, and the edits of a review that they come to.

use super::units::byte_of;
use crate::bitext::Status;
use crate::check::{Finding, Side};
use crate::notice::Severity;
use crate::review::edit::Edit;
use crate::review::filter::Findings;
use crate::review::mqm::SEVERITIES;
use crate::review::row::Span;
use crate::review::session::Session;
use serde::Deserialize;

/// An edit as the page asks for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(in super::super) enum EditRequest {
    Status {
        keys: Vec<u64>,
        status: String,
    },
    AcceptTo {
        key: u64,
    },
    AcceptAbove {
        probability: f64,
        #[serde(default)]
        without_findings: bool,
    },
    AcceptMany {
        keys: Vec<u64>,
    },
    ShiftColumn {
        key: u64,
        side: String,
        direction: String,
    },
    Flag {
        key: u64,
        on: bool,
    },
    Bookmark {
        key: u64,
        on: bool,
    },
    Text {
        key: u64,
        side: String,
        segments: Vec<String>,
    },
    Merge {
        key: u64,
    },
    MergeBack {
        key: u64,
    },
    Split {
        key: u64,
        side: String,
        at: usize,
    },
    Move {
        key: u64,
        side: String,
        direction: String,
    },
    Unlink {
        key: u64,
    },
    Attach {
        key: u64,
        side: String,
        #[serde(default)]
        segment: Option<usize>,
        to: u64,
    },
    Remark {
        key: u64,
        text: String,
        #[serde(flatten)]
        place: Place,
        #[serde(default)]
        reply_to: Option<u64>,
    },
    Resolve {
        key: u64,
        remark: u64,
        on: bool,
    },
    RemoveRemark {
        key: u64,
        remark: u64,
    },
    Mark {
        key: u64,
        #[serde(flatten)]
        place: Place,
        category: String,
        severity: String,
        #[serde(default)]
        note: String,
    },
    Unmark {
        key: u64,
        mark: u64,
    },
    Dismiss {
        key: u64,
        check: String,
        fingerprint: String,
        #[serde(default)]
        reason: String,
    },
    Reopen {
        key: u64,
        fingerprint: String,
    },
}

/// Some words of a side, in UTF-16 code units.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Place {
    side: Option<String>,
    start: usize,
    end: usize,
}

impl EditRequest {
    /// Returns the edit, with places in bytes.
    ///
    /// # Errors
    ///
    /// A side, a status or a severity is none, or the words are not there.
    pub(in super::super) fn into_edit(
        self,
        session: &Session,
        findings: &Findings,
    ) -> Result<Edit, String> {
        Ok(match self {
            EditRequest::Status { keys, status } => {
                let status = Status::parse(&status).filter(|s| *s != Status::Edited);
                Edit::Status {
                    keys,
                    status: status.ok_or("a status is accepted, rejected or auto")?,
                }
            }
            EditRequest::AcceptTo { key } => Edit::AcceptTo(key),
            EditRequest::AcceptAbove { probability, without_findings } => {
                let except = if without_findings { with_findings(findings) } else { Vec::new() };
                Edit::AcceptAbove { probability, except }
            }
            EditRequest::AcceptMany { keys } => Edit::AcceptMany(keys),
            EditRequest::ShiftColumn { key, side, direction } => {
                Edit::ShiftColumn { key, side: parsed(&side)?, is_down: is_down(&direction)? }
            }
            EditRequest::Flag { key, on } => Edit::Flag(key, on),
            EditRequest::Bookmark { key, on } => Edit::Bookmark(key, on),
            EditRequest::Text { key, side, segments } => {
                Edit::Text { key, side: parsed(&side)?, segments }
            }
            EditRequest::Merge { key } => Edit::Merge(key),
            EditRequest::MergeBack { key } => Edit::MergeBack(key),
            EditRequest::Split { key, side, at } => {
                let side = parsed(&side)?;
                let text = text_of(session, key, side);
                Edit::Split { key, side, at: byte_of(&text, at) }
            }
            EditRequest::Move { key, side, direction } => {
                let side = parsed(&side)?;
                if is_down(&direction)? {
                    Edit::MoveDown(key, side)
                } else {
                    Edit::MoveUp(key, side)
                }
            }
            EditRequest::Unlink { key } => Edit::Unlink(key),
            EditRequest::Attach { key, side, segment, to } => {
                Edit::Attach { key, side: parsed(&side)?, segment, to }
            }
            EditRequest::Remark { key, text, place, reply_to } => {
                Edit::Remark { key, text, span: place.span(session, key)?, reply_to }
            }
            EditRequest::Resolve { key, remark, on } => Edit::Resolve(key, remark, on),
            EditRequest::RemoveRemark { key, remark } => Edit::RemoveRemark(key, remark),
            EditRequest::Mark { key, place, category, severity, note } => {
                let known = SEVERITIES.iter().any(|(name, _)| *name == severity);
                let span = place.span(session, key)?.filter(|_| known);
                let span = span.ok_or("a mark needs a side, its words and a severity")?;
                Edit::Mark { key, span, category, severity, note }
            }
            EditRequest::Unmark { key, mark } => Edit::Unmark(key, mark),
            EditRequest::Dismiss { key, check, fingerprint, reason } => {
                Edit::Dismiss { key, check, fingerprint, reason }
            }
            EditRequest::Reopen { key, fingerprint } => Edit::Reopen(key, fingerprint),
        })
    }
}

impl Place {
    fn span(&self, session: &Session, key: u64) -> Result<Option<Span>, String> {
        let Some(side) = &self.side else { return Ok(None) };
        let side = parsed(side)?;
        let text = text_of(session, key, side);
        let (start, end) = (byte_of(&text, self.start), byte_of(&text, self.end));
        let quote = text.get(start..end).ok_or("the end of the words stands before their start")?;
        Ok(Some(Span { side, start, end, quote: quote.to_owned() }))
    }
}

fn with_findings(findings: &Findings) -> Vec<u64> {
    let counts = |finding: &Finding| finding.is_open() && finding.severity > Severity::Info;
    let with = findings.iter().filter(|(_, found)| found.iter().any(counts));
    with.map(|(key, _)| *key).collect()
}

fn text_of(session: &Session, key: u64, side: Side) -> String {
    session.rows().get(key).map(|row| row.text(side)).unwrap_or_default()
}

fn is_down(direction: &str) -> Result<bool, String> {
    match direction {
        "up" => Ok(false),
        "down" => Ok(true),
        _ => Err("a direction is up or down".to_owned()),
    }
}

/// Returns the side of a name.
pub(in super::super) fn parsed(side: &str) -> Result<Side, String> {
    let known = [Side::Src, Side::Tgt].into_iter().find(|known| known.name() == side);
    known.ok_or_else(|| "a side is src or tgt".to_owned())
}
