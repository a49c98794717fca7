//! Puts a review back into a catalog: the lines of a translation, the flag
//! `fuzzy`, translator comments.
//!
//! A catalog knows one thing about what people decided: an entry is fuzzy until
//! somebody has found it right.

use super::quoted;
use super::reading::{Reader, Slot};
use crate::bitext::Status;
use crate::error::Result;
use crate::formats::Head;
use crate::formats::put::Work;
use std::ops::Range;

/// Finds what was changed, and edits the file there.
///
/// # Errors
///
/// The file is not a catalog, which the message says with the line.
pub(in crate::formats) fn put_back(
    text: &str,
    file: &str,
    head: &mut Head,
    work: &mut Work<'_>,
) -> Result<()> {
    let mut reader = Reader::new(file, text);
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // The forms of a plural share the lines above them.
    let mut last_entry = None;
    while let Some(slot) = reader.next_slot(head)? {
        let Some(changes) = work.changes(&slot.pair, false) else { continue };
        if let Some(new) = &changes.tgt {
            let lines = format!("{} {}", slot.keyword, quoted(new));
            work.edit(slot.target.clone(), lines.replace('\n', line_end));
        }
        if last_entry == Some(slot.start) {
            continue;
        }
        if changes.status.is_some() || changes.comment.is_some() {
            last_entry = Some(slot.start);
        }
        if let Some(comment) = &changes.comment {
            let line = |line: &str| format!("# {}{line_end}", line.replace('\\', "\\\\"));
            work.edit(slot.start..slot.start, comment.lines().map(line).collect::<String>());
        }
        if let Some(status) = changes.status {
            put_flag(&slot, status, text, line_end, work);
        }
    }
    Ok(())
}

fn put_flag(slot: &Slot, status: Status, text: &str, line_end: &str, work: &mut Work<'_>) {
    let is_fuzzy = status == Status::Rejected;
    match (&slot.flags, is_fuzzy == slot.is_fuzzy) {
        (_, true) => {}
        (None, false) => work.edit(slot.message..slot.message, format!("#, fuzzy{line_end}")),
        (Some(range), false) if is_fuzzy => work.edit(range.end..range.end, ", fuzzy"),
        (Some(range), false) => {
            let flags = text[range.clone()].trim_start_matches("#,").split(',').map(str::trim);
            let left: Vec<&str> =
                flags.filter(|flag| *flag != "fuzzy" && !flag.is_empty()).collect();
            if left.is_empty() {
                work.edit(whole_line(range, text), "");
            } else {
                work.edit(range.clone(), format!("#, {}", left.join(", ")));
            }
        }
    }
}

/// Returns a line with its end.
fn whole_line(line: &Range<usize>, text: &str) -> Range<usize> {
    let rest = &text[line.end..];
    let end = rest.find('\n').map_or(text.len(), |at| line.end + at + 1);
    line.start..end
}
