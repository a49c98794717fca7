//! What the page and the server say to each other, as JSON.
//!
//! The page sends an [`EditRequest`]; it is told rows, changes, differences and counts. Places in
//! texts are counted differently on both ends (`units`).

mod edit_request;
mod evidence;
mod texts;
mod units;

pub(super) use edit_request::{EditRequest, parsed as side};
pub(super) use evidence::evidence;

use super::super::change::Change;
use super::super::filter::Findings;
use super::super::row::{Mark, Piece, Row};
use super::super::session::{Applied, Difference, Session};
use super::super::store::Entry;
use crate::check::Side;
use crate::corpus::Conflict;
use serde_json::{Map, Value, json};
use texts::Texts;

/// Rows of an answer; more are asked for by their keys.
const MAX_ROWS_AT_ONCE: usize = 50;

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
        "was_edited": row.was_edited,
        "reviewer": row.reviewer, "updated": row.updated,
        "flagged": row.flagged, "bookmarked": row.bookmarked,
        "remarks": row.remarks.iter().map(|remark| texts.remark(remark)).collect::<Value>(),
        "marks": row.marks.iter().map(|mark| texts.mark(mark)).collect::<Value>(),
    })
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

/// Returns what changes would do, a few of them, and how many there are.
pub(super) fn preview(changes: &[Change]) -> Value {
    let shown: Vec<Value> = changes.iter().take(MAX_ROWS_AT_ONCE).map(change_said).collect();
    let n_pairs: usize = changes.iter().map(|change| change.touched().count()).sum();
    json!({ "changes": shown, "n_changes": changes.len(), "n_pairs": n_pairs })
}

fn change_said(change: &Change) -> Value {
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
