//! Puts a review back into a translation memory: the `<seg>` of the target, the
//! property `x-status`, a note.

use super::super::Head;
use super::super::put::Work;
use super::super::xml::escaped;
use super::reading::{Reader, Slot};
use crate::error::{Place, Result};
use crate::notice::Notice;

/// Finds what was changed, and edits the file there.
///
/// # Errors
///
/// The file is not TMX, which the message says with the line.
pub(in crate::formats) fn put_back(
    text: &str,
    file: &str,
    head: &mut Head,
    work: &mut Work<'_>,
) -> Result<()> {
    let shows_codes = shows_codes(text, file, head, work)?;
    let mut reader = Reader::new(file, text, shows_codes);
    while let Some(slot) = reader.next_slot(head)? {
        let Some(changes) = work.changes(&slot.pair, false) else { continue };
        if let Some(new) = &changes.tgt {
            put_target(&slot, new, text, head, file, work);
        }
        let note = |comment: &String| format!("<note>{}</note>", escaped(comment));
        let mut added = changes.comment.as_ref().map(note).unwrap_or_default();
        if let Some(status) = changes.status {
            match slot.status.as_ref().filter(|spot| !text[spot.tag.clone()].ends_with("/>")) {
                Some(spot) => work.edit(spot.content.clone(), status.name()),
                None => {
                    added = format!("{added}<prop type=\"x-status\">{}</prop>", status.name());
                }
            }
        }
        if !added.is_empty() {
            let at = if slot.first_variant > 0 { slot.first_variant } else { slot.end };
            work.edit(at..at, added);
        }
    }
    Ok(())
}

/// Tells whether codes were shown to the reviser.
fn shows_codes(text: &str, file: &str, head: &Head, work: &Work<'_>) -> Result<bool> {
    let (mut reader, mut head) = (Reader::new(file, text, true), head.clone());
    while let Some(slot) = reader.next_slot(&mut head)? {
        if slot.texts.has_placeholders() && work.knows(&slot.pair) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn put_target(slot: &Slot, new: &str, text: &str, head: &Head, file: &str, work: &mut Work<'_>) {
    let place = || Place::file(file).line(slot.line);
    let inside = slot.texts.written(new, escaped);
    if let Some(finding) = slot.texts.finding(new) {
        work.say(finding.at(place()));
    }
    let variant = |inside: &str| {
        let lang = head.bitext.langs.tgt.tag();
        format!("<tuv xml:lang=\"{lang}\"><seg>{inside}</seg></tuv>")
    };
    match &slot.target {
        Some(spot) if text[spot.tag.clone()].ends_with("/>") => {
            work.edit(spot.tag.clone(), format!("<seg>{inside}</seg>"));
        }
        Some(spot) => work.edit(spot.content.clone(), inside),
        None if slot.end > slot.tag.end => work.edit(slot.end..slot.end, variant(&inside)),
        None => {
            work.say(Notice::warning("format", "this unit has no place for a target").at(place()));
        }
    }
}
