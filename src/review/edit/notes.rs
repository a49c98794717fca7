//! Remarks, marks and dismissals: what people say about a pair.

use super::{Edit, Editor, Outcome, Refusal, set};
use crate::bitext::{Dismissal, Pair};
use crate::review::row::{Mark, Remark, Row};
use crate::review::rows::Rows;

/// Returns the changes of an edit that says something.
pub(super) fn changes(edit: &Edit, rows: &Rows, editor: &Editor) -> Outcome {
    match edit {
        Edit::Remark { text, .. } if text.trim().is_empty() => {
            Err(Refusal::Senseless("the remark is empty"))
        }
        Edit::Remark { key, text, span, reply_to } => set(rows, *key, |row| {
            let remark = Remark {
                id: row.fresh_number(),
                who: editor.who.to_owned(),
                at: editor.now.to_owned(),
                span: span.clone(),
                text: text.trim().to_owned(),
                reply_to: *reply_to,
                resolved: false,
            };
            row.remarks.push(remark);
        }),
        Edit::Resolve(key, id, on) => set(rows, *key, |row| {
            let of_thread = |remark: &&mut Remark| remark.id == *id || remark.reply_to == Some(*id);
            row.remarks.iter_mut().filter(of_thread).for_each(|remark| remark.resolved = *on);
        }),
        Edit::RemoveRemark(key, id) => set(rows, *key, |row| {
            row.remarks.retain(|remark| remark.id != *id && remark.reply_to != Some(*id));
        }),
        Edit::Mark { key, span, category, severity, note } => set(rows, *key, |row| {
            let mark = Mark {
                id: row.fresh_number(),
                who: editor.who.to_owned(),
                span: span.clone(),
                category: category.clone(),
                severity: severity.clone(),
                note: note.trim().to_owned(),
            };
            row.marks.push(mark);
        }),
        Edit::Unmark(key, id) => set(rows, *key, |row| row.marks.retain(|mark| mark.id != *id)),
        Edit::Dismiss { key, check, fingerprint, reason } => {
            let (check, fingerprint) = (check.clone(), fingerprint.clone());
            let dismissal = Dismissal { check, fingerprint, reason: reason.trim().to_owned() };
            set(rows, *key, |row| with_findings(row, |pair| pair.dismiss(&dismissal)))
        }
        Edit::Reopen(key, fingerprint) => set(rows, *key, |row| {
            with_findings(row, |pair| {
                pair.reopen(fingerprint);
            });
        }),
        _ => Err(Refusal::Senseless("this is not a remark")),
    }
}

/// Changes the findings of a row as those of a pair.
fn with_findings(row: &mut Row, change: impl FnOnce(&mut Pair)) {
    let mut pair = Pair { findings: std::mem::take(&mut row.findings), ..Pair::default() };
    change(&mut pair);
    row.findings = pair.findings;
}
