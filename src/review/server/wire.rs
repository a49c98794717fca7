//! What the page and the server say to each other, as JSON.
//!
//! The page counts in UTF-16 code units, as JavaScript does; everything behind
//! this module counts bytes.

use super::super::edit::Edit;
use super::super::evidence::{Evidence, RunnerUp};
use super::super::filter::Findings;
use super::super::row::{Mark, Piece, Remark, Row, Span};
use super::super::session::{Applied, Difference, Session};
use super::super::store::Entry;
use crate::bitext::Status;
use crate::check::{Finding, Side, compares_all_pairs};
use crate::corpus::Conflict;
use crate::finding::Severity;
use crate::french;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::ops::Range;

/// Rows of an answer; more are asked for by their keys.
const MAX_ROWS_AT_ONCE: usize = 50;

/// An edit as the page wishes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Wish {
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
pub(super) struct Place {
    side: Option<String>,
    start: usize,
    end: usize,
}

impl Wish {
    /// Returns the edit, with places in bytes.
    ///
    /// # Errors
    ///
    /// A side, a status or a severity is none, or the words are not there.
    pub(super) fn into_edit(self, session: &Session, findings: &Findings) -> Result<Edit, String> {
        Ok(match self {
            Wish::Status { keys, status } => {
                let status = Status::parse(&status).filter(|s| *s != Status::Edited);
                Edit::Status {
                    keys,
                    status: status.ok_or("a status is accepted, rejected or auto")?,
                }
            }
            Wish::AcceptTo { key } => Edit::AcceptTo(key),
            Wish::AcceptAbove { probability, without_findings } => {
                let except = if without_findings { with_findings(findings) } else { Vec::new() };
                Edit::AcceptAbove { probability, except }
            }
            Wish::Flag { key, on } => Edit::Flag(key, on),
            Wish::Bookmark { key, on } => Edit::Bookmark(key, on),
            Wish::Text { key, side, segments } => {
                Edit::Text { key, side: parsed(&side)?, segments }
            }
            Wish::Merge { key } => Edit::Merge(key),
            Wish::MergeBack { key } => Edit::MergeBack(key),
            Wish::Split { key, side, at } => {
                let side = parsed(&side)?;
                let text = text_of(session, key, side);
                Edit::Split { key, side, at: byte_of(&text, at) }
            }
            Wish::Move { key, side, direction } => match direction.as_str() {
                "up" => Edit::MoveUp(key, parsed(&side)?),
                "down" => Edit::MoveDown(key, parsed(&side)?),
                _ => return Err("a direction is up or down".to_owned()),
            },
            Wish::Unlink { key } => Edit::Unlink(key),
            Wish::Remark { key, text, place, reply_to } => {
                Edit::Remark { key, text, span: place.span(session, key)?, reply_to }
            }
            Wish::Resolve { key, remark, on } => Edit::Resolve(key, remark, on),
            Wish::RemoveRemark { key, remark } => Edit::RemoveRemark(key, remark),
            Wish::Mark { key, place, category, severity, note } => {
                let known = super::super::mqm::SEVERITIES.iter().any(|(name, _)| *name == severity);
                let span = place.span(session, key)?.filter(|_| known);
                let span = span.ok_or("a mark needs a side, its words and a severity")?;
                Edit::Mark { key, span, category, severity, note }
            }
            Wish::Unmark { key, mark } => Edit::Unmark(key, mark),
            Wish::Dismiss { key, check, fingerprint, reason } => {
                Edit::Dismiss { key, check, fingerprint, reason }
            }
            Wish::Reopen { key, fingerprint } => Edit::Reopen(key, fingerprint),
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

fn parsed(side: &str) -> Result<Side, String> {
    let known = [Side::Src, Side::Tgt].into_iter().find(|known| known.name() == side);
    known.ok_or_else(|| "a side is src or tgt".to_owned())
}

/// Returns the byte at which a UTF-16 code unit stands; the end if the text is
/// shorter.
fn byte_of(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= unit {
            return at;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// Returns how many UTF-16 code units stand before a byte.
fn unit_of(text: &str, byte: usize) -> usize {
    let before = text.char_indices().take_while(|(at, _)| *at < byte);
    before.map(|(_, c)| c.len_utf16()).sum()
}

fn units(text: &str, span: &Range<usize>) -> [usize; 2] {
    [unit_of(text, span.start), unit_of(text, span.end)]
}

/// Returns the row at a position as the page wants it.
pub(super) fn row(session: &Session, at: usize, findings: &Findings) -> Value {
    let rows = session.rows().all();
    let row = &rows[at];
    let mut value = plain_row(row);
    let texts = Texts::of(row);
    let found = findings.get(&row.key).map_or(&[][..], Vec::as_slice);
    value["starts_paragraph"] = json!(starts_paragraph(rows, at));
    value["findings"] = found.iter().map(|finding| texts.finding(finding)).collect();
    let carried = session.carried_headers().iter().zip(&row.carried);
    value["carried"] =
        carried.filter(|(_, cell)| !cell.is_empty()).map(|(h, c)| json!([h, c])).collect();
    value
}

/// Returns a row without what its neighbors and the checks say.
fn plain_row(row: &Row) -> Value {
    let texts = Texts::of(row);
    let side = |pieces: &[Piece]| -> Value {
        pieces
            .iter()
            .map(|piece| json!({ "id": piece.ids.join(" "), "text": piece.text }))
            .collect()
    };
    json!({
        "key": row.key, "version": row.version, "id": row.id, "kind": row.kind.name(),
        "bead": row.shape().to_string(), "src": side(&row.src), "tgt": side(&row.tgt),
        "score": row.score, "status": row.status.name(), "bulk": row.bulk,
        "reviewer": row.reviewer, "updated": row.updated,
        "flagged": row.flagged, "bookmarked": row.bookmarked,
        "remarks": row.remarks.iter().map(|remark| texts.remark(remark)).collect::<Value>(),
        "marks": row.marks.iter().map(|mark| texts.mark(mark)).collect::<Value>(),
    })
}

/// The texts of a row, in which spans are counted.
struct Texts {
    src: String,
    tgt: String,
}

impl Texts {
    fn of(row: &Row) -> Texts {
        Texts { src: row.text(Side::Src), tgt: row.text(Side::Tgt) }
    }

    fn side(&self, side: Side) -> &str {
        match side {
            Side::Src => &self.src,
            Side::Tgt => &self.tgt,
        }
    }

    fn span(&self, span: &Span) -> (usize, usize) {
        let text = self.side(span.side);
        (unit_of(text, span.start), unit_of(text, span.end))
    }

    fn remark(&self, remark: &Remark) -> Value {
        let place = remark.span.as_ref().map(|span| (span, self.span(span)));
        json!({
            "id": remark.id, "who": remark.who, "at": remark.at, "text": remark.text,
            "side": place.map(|(span, _)| span.side.name()),
            "start": place.map_or(0, |(_, (start, _))| start),
            "end": place.map_or(0, |(_, (_, end))| end),
            "quote": place.map_or("", |(span, _)| &span.quote),
            "reply_to": remark.reply_to, "resolved": remark.resolved,
        })
    }

    fn mark(&self, mark: &Mark) -> Value {
        let (start, end) = self.span(&mark.span);
        json!({
            "id": mark.id, "who": mark.who, "side": mark.span.side.name(), "start": start,
            "end": end, "quote": mark.span.quote, "category": mark.category,
            "severity": mark.severity, "note": mark.note,
        })
    }

    fn finding(&self, finding: &Finding) -> Value {
        let [start, end] = units(self.side(finding.side), &finding.span);
        let other = self.side(finding.side.other());
        json!({
            "check": finding.check, "severity": finding.severity.name(),
            "side": finding.side.name(), "start": start, "end": end,
            "counterpart": finding.counterpart.as_ref().map(|span| units(other, span)),
            "message": finding.message, "message_fr": french::or_as_it_is(&finding.message),
            "suggestion": finding.suggestion, "compares": compares_all_pairs(finding.check),
            "fingerprint": finding.fingerprint, "dismissed": finding.dismissed,
        })
    }
}

/// Tells whether a row begins a paragraph of the source: ids are `p3.s2`.
fn starts_paragraph(rows: &[Row], at: usize) -> bool {
    let paragraph = |row: &Row| -> Option<String> {
        let id = row.src.iter().flat_map(|piece| &piece.ids).next()?;
        id.split_once('.').map(|(paragraph, _)| paragraph.to_owned())
    };
    let Some(own) = paragraph(&rows[at]) else { return at == 0 };
    rows[..at].iter().rev().find_map(paragraph).is_none_or(|before| before != own)
}

/// Returns what an edit did, for the one who did it and for the others.
pub(super) fn change(applied: &Applied) -> Value {
    json!({
        "seq": applied.seq, "who": applied.who, "what": applied.what,
        "splices": applied.splices, "touched": applied.touched, "rows": [],
        "focus": applied.touched.first(),
    })
}

/// Returns the rows of these keys, those that are still there.
pub(super) fn rows(session: &Session, keys: &[u64], findings: &Findings) -> Value {
    let at = keys.iter().filter_map(|key| session.rows().position(*key));
    at.map(|at| row(session, at, findings)).collect()
}

/// Returns the touched rows of an edit, unless they are many.
pub(super) fn touched_rows(session: &Session, applied: &Applied, findings: &Findings) -> Value {
    let is_few = applied.touched.len() <= MAX_ROWS_AT_ONCE;
    if is_few { rows(session, &applied.touched, findings) } else { json!([]) }
}

/// Returns what speaks for a row.
pub(super) fn evidence(row: &Row, evidence: &Evidence) -> Value {
    let texts = Texts::of(row);
    let [src, tgt] = [&texts.src, &texts.tgt];
    let word = |(a, b, strength): &(Range<usize>, Range<usize>, f32)| json!({ "src": units(src, a), "tgt": units(tgt, b), "strength": strength });
    let value = |value: &super::super::evidence::ValuePair| {
        let quote = value.src.clone().and_then(|span| src.get(span));
        let quote = quote.or_else(|| value.tgt.clone().and_then(|span| tgt.get(span)));
        json!({
            "src": value.src.as_ref().map(|span| units(src, span)),
            "tgt": value.tgt.as_ref().map(|span| units(tgt, span)),
            "text": quote, "agrees": value.src.is_some() && value.tgt.is_some(),
        })
    };
    let alone = |text: &str, spans: &[Range<usize>]| -> Value {
        spans.iter().map(|span| json!(units(text, span))).collect()
    };
    let name = |(a, b): &(Range<usize>, Range<usize>)| json!({ "src": units(src, a), "tgt": units(tgt, b) });
    json!({
        "key": row.key,
        "words": evidence.words.iter().map(word).collect::<Value>(),
        "alone": { "src": alone(src, &evidence.src_alone), "tgt": alone(tgt, &evidence.tgt_alone) },
        "values": evidence.values.iter().map(value).collect::<Value>(),
        "names": evidence.names.iter().map(name).collect::<Value>(),
        "runner_up": evidence.runner_up.as_ref().map(runner_up),
    })
}

fn runner_up(other: &RunnerUp) -> Value {
    let text = format!("{} = {}", other.src.join(" "), other.tgt.join(" "));
    json!({
        "bead": other.bead, "src": other.src, "tgt": other.tgt, "text": text,
        "probability": other.probability,
    })
}

/// Returns the entries of the log.
pub(super) fn entries(entries: &[Entry]) -> Value {
    let entry = |entry: &Entry| {
        let changes: Vec<Value> =
            entry.changes.iter().take(MAX_ROWS_AT_ONCE).map(change_said).collect();
        json!({
            "seq": entry.seq, "at": entry.at, "who": entry.who, "what": entry.what,
            "undoes": entry.undoes, "redoes": entry.redoes, "changes": changes,
            "n_changes": entry.changes.len(),
        })
    };
    entries.iter().map(entry).collect()
}

fn change_said(change: &super::super::change::Change) -> Value {
    use super::super::change::Change;
    let run = |rows: &[Row]| -> Value { rows.iter().map(plain_row).collect() };
    match change {
        Change::Set { key, before, after } => {
            json!({ "key": key, "before": readable(before), "after": readable(after) })
        }
        Change::Splice { before, after } => json!({ "before": run(before), "after": run(after) }),
    }
}

/// Returns fields with their segments as the page knows them.
fn readable(fields: &Map<String, Value>) -> Map<String, Value> {
    let shown = |(name, value): (&String, &Value)| {
        let texts = || -> Option<Value> {
            let pieces: Vec<Piece> = serde_json::from_value(value.clone()).ok()?;
            Some(
                pieces
                    .iter()
                    .map(|piece| json!({ "id": piece.ids.join(" "), "text": piece.text }))
                    .collect(),
            )
        };
        let is_side = name == "src" || name == "tgt";
        (name.clone(), is_side.then(texts).flatten().unwrap_or_else(|| value.clone()))
    };
    fields.iter().map(shown).collect()
}

/// Returns where the file differs from the review.
pub(super) fn differences(differences: &[Difference]) -> Value {
    let run = |rows: &[Row]| -> Value { rows.iter().map(plain_row).collect() };
    let one = |difference: &Difference| {
        let Difference { ours, theirs, fields } = difference;
        let field = |name: &String| match (&ours[..], &theirs[..]) {
            ([ours], [theirs]) => json!([name, cell(ours, name), cell(theirs, name)]),
            _ => json!([name, "", ""]),
        };
        json!({
            "change": if fields.is_empty() { "retargeted" } else { "edited" },
            "id": theirs.first().or(ours.first()).map(|row| &row.id),
            "ours": run(ours), "theirs": run(theirs),
            "fields": fields.iter().map(field).collect::<Value>(),
        })
    };
    let shown: Value = differences.iter().take(MAX_ROWS_AT_ONCE * 4).map(one).collect();
    json!({ "n_differences": differences.len(), "differences": shown })
}

/// Returns what a field of a row says, for people.
fn cell(row: &Row, name: &str) -> String {
    match name {
        "src" => row.text(Side::Src),
        "tgt" => row.text(Side::Tgt),
        "remarks" => row.remarks.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join("\n"),
        name => match serde_json::to_value(row).ok().and_then(|row| row.get(name).cloned()) {
            Some(Value::String(text)) => text,
            Some(value) => value.to_string(),
            None => String::new(),
        },
    }
}

/// Returns where a copy and the review had both changed the same.
pub(super) fn conflicts(conflicts: &[Conflict]) -> Value {
    let one = |conflict: &Conflict| {
        let Conflict { pair, field, a, b, .. } = conflict;
        json!({ "change": "conflict", "id": pair, "fields": [[field, a, b]] })
    };
    conflicts.iter().map(one).collect()
}

/// Returns the marked errors with their texts, as a table.
pub(super) fn marks_table(session: &Session) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = ["id", "side", "marked", "category", "severity", "note", "reviewer", "src", "tgt"];
    let mut write = |cells: [&str; 9]| {
        table.write_record(cells).expect("a vector takes all bytes and rows are of one width");
    };
    write(header);
    for row in session.rows().all() {
        let texts = Texts::of(row);
        for Mark { span, category, severity, note, who, .. } in &row.marks {
            let side = span.side.name();
            write([
                &row.id,
                side,
                &span.quote,
                category,
                severity,
                note,
                who,
                &texts.src,
                &texts.tgt,
            ]);
        }
    }
    table.into_inner().expect("a vector takes all bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_page_counts_them() {
        let text = "é𝕏 a";
        assert_eq!([0, 2, 6, 7, 8], [0, 1, 3, 4, 9].map(|unit| byte_of(text, unit)));
        assert_eq!([0, 1, 3, 4, 5], [0, 2, 6, 7, 8].map(|byte| unit_of(text, byte)));
        // The middle of a pair of surrogates is the character after it.
        assert_eq!(6, byte_of(text, 2));
    }
}
