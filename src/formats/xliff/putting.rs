//! Puts a review back into a file of XLIFF, in the words of the tool that made it.
//!
//! A target is replaced inside its element; one that is not there is put in
//! behind the source, in Trados with the segments of the source. A state is an
//! attribute of a tag that is there. A comment is a note of its own: Trados has
//! them in the head of the file and marks the target.

use super::super::Head;
use super::super::put::{Changes, Work, attribute_name, with_attribute};
use super::super::xml::{Spot, escaped};
use super::reading::{Reader, Slot};
use super::states::{Tool, conf, confirmed, memoq_status, segment_state, target_state};
use crate::bitext::Status;
use crate::error::{Place, Result};
use crate::notice::Notice;
use std::ops::Range;

/// Finds what was changed, and edits the file there.
///
/// # Errors
///
/// The file is not XLIFF, which the message says with the line.
pub(in crate::formats) fn put_back(
    text: &str,
    file: &str,
    head: &mut Head,
    work: &mut Work<'_>,
) -> Result<()> {
    let shows_codes = shows_codes(text, file, head, work)?;
    let mut reader = Reader::new(file, text, shows_codes);
    let mut units: Vec<(Slot, Changes)> = Vec::new();
    let mut slots = Vec::new();
    while let Some(slot) = reader.next_slot(head)? {
        if let Some(changes) = work.changes(&slot.pair, slot.is_locked) {
            units.push((slot.clone(), changes));
        }
        slots.push(slot);
    }
    let mut putting =
        Putting { text, file, tool: reader.tool(), tags: Vec::new(), comments: Vec::new() };
    for (slot, changes) in &units {
        putting.state(slot, changes);
        putting.target(slot, changes, &slots, work);
        putting.comment(slot, changes, work);
    }
    putting.finish(work);
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

struct Putting<'a> {
    text: &'a str,
    file: &'a str,
    tool: Tool,
    /// The tags that have new attributes, each once.
    tags: Vec<(Range<usize>, String)>,
    /// Comments for the head of a file of Trados: id, author, time, text.
    comments: Vec<[String; 4]>,
}

impl Putting<'_> {
    /// Sets attributes of a tag, which may have been changed already.
    fn set(&mut self, tag: &Range<usize>, attributes: &[(&str, Option<&str>)]) {
        let at = self.tags.iter().position(|(known, _)| known == tag).unwrap_or_else(|| {
            self.tags.push((tag.clone(), self.text[tag.clone()].to_owned()));
            self.tags.len() - 1
        });
        let new = &mut self.tags[at].1;
        for (name, value) in attributes {
            let known = attribute_name(new, name.rsplit(':').next().unwrap_or(name));
            let name = known.map_or_else(|| (*name).to_owned(), str::to_owned);
            *new = with_attribute(new, &name, *value);
        }
    }

    fn state(&mut self, slot: &Slot, changes: &Changes) {
        let Some(status) = changes.status else { return };
        match self.tool {
            Tool::Trados => {
                if let Some(tag) = &slot.state_tag {
                    self.set(tag, &[("conf", Some(conf(status)))]);
                }
            }
            Tool::MemoQ => self.set(&slot.unit, &[("mq:status", Some(memoq_status(status)))]),
            Tool::Phrase { level } => {
                let value = confirmed(status, level);
                self.set(&slot.unit, &[("m:confirmed", Some(&value))]);
            }
            Tool::Standard if slot.state_tag.is_some() => {
                let (state, sub_state) = segment_state(status);
                if let Some(tag) = &slot.state_tag {
                    self.set(tag, &[("state", state), ("subState", sub_state)]);
                }
            }
            Tool::Standard => {
                let was_approved = self.text[slot.unit.clone()].contains("approved=");
                match (status == Status::Accepted, was_approved) {
                    (true, _) => self.set(&slot.unit, &[("approved", Some("yes"))]),
                    (false, true) => self.set(&slot.unit, &[("approved", Some("no"))]),
                    (false, false) => {}
                }
                if let Some(tag) = &slot.target_tag {
                    self.set(tag, &[("state", target_state(status))]);
                }
            }
        }
    }

    fn target(&mut self, slot: &Slot, changes: &Changes, slots: &[Slot], work: &mut Work<'_>) {
        let marked = self.mark(slot, changes);
        let Some(new) = changes.tgt.as_ref().or_else(|| marked.as_ref().map(|_| &slot.pair.tgt))
        else {
            return;
        };
        let inside = slot.texts.written(new, escaped);
        let inside = match marked {
            Some((open, close)) => format!("{open}{inside}{close}"),
            None => inside,
        };
        let lost = changes.tgt.as_ref().and_then(|text| slot.texts.finding(text));
        if let Some(finding) = lost {
            work.say(finding.at(Place::file(self.file).line(slot.line)));
        }
        match &slot.target {
            Some(spot) => self.fill(spot, &inside, work),
            None => self.new_target(slot, &inside, slots, work),
        }
    }

    /// Replaces what an element holds.
    fn fill(&mut self, spot: &Spot, content: &str, work: &mut Work<'_>) {
        if !self.text[spot.tag.clone()].ends_with("/>") {
            work.edit(spot.content.clone(), content);
            return;
        }
        self.set(&spot.tag, &[]);
        if let Some((_, tag)) = self.tags.iter_mut().find(|(known, _)| *known == spot.tag) {
            let name: String =
                tag[1..].chars().take_while(|c| !c.is_whitespace() && !"/>".contains(*c)).collect();
            let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
            *tag = format!("{open}>{content}</{name}>");
        }
    }

    /// Puts in a target that is not there.
    fn new_target(&mut self, slot: &Slot, content: &str, slots: &[Slot], work: &mut Work<'_>) {
        if slot.has_target && slot.mid.is_some() {
            let message = "this target lacks a segment of its source, which is not put in";
            let place = Place::file(self.file).line(slot.line);
            work.say(Notice::warning("format", message).at(place));
            return;
        }
        let prefix = self.prefix(&slot.unit);
        let state = match (self.tool, slot.pair.status) {
            (Tool::Standard, _) if slot.state_tag.is_none() => slot_state(slot, work),
            _ => String::new(),
        };
        let Some(seg_source) = slot.seg_source.as_ref().filter(|_| slot.mid.is_some()) else {
            let target = format!("<{prefix}target{state}>{content}</{prefix}target>");
            work.edit(slot.behind_source..slot.behind_source, target);
            return;
        };
        // All segments of the unit are put in with the first that is changed.
        let of_unit: Vec<&Slot> = slots.iter().filter(|other| other.unit == slot.unit).collect();
        let first = of_unit.iter().find_map(|slot| work.text_of(&slot.pair)).is_some();
        let is_first = of_unit
            .iter()
            .find(|other| work.text_of(&other.pair).is_some())
            .is_some_and(|other| other.mid == slot.mid);
        if !(first && is_first) {
            return;
        }
        let mut target = format!("<{prefix}target>");
        for other in of_unit {
            let mid = other.mid.as_deref().unwrap_or_default();
            let text = work.text_of(&other.pair).unwrap_or_default();
            let text = other.texts.written(&text, escaped);
            let mid = escaped(mid);
            target =
                format!("{target}<{prefix}mrk mtype=\"seg\" mid=\"{mid}\">{text}</{prefix}mrk>");
        }
        target = format!("{target}</{prefix}target>");
        work.edit(seg_source.end..seg_source.end, target);
    }

    /// Returns the prefix that names of a file have: `xlf:` of `<xlf:unit>`.
    fn prefix(&self, tag: &Range<usize>) -> String {
        let tag = &self.text[tag.clone()];
        let name =
            tag[1..].split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default();
        name.rsplit_once(':').map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default()
    }

    /// Returns the tags around a target of Trados that has a new comment.
    fn mark(&mut self, slot: &Slot, changes: &Changes) -> Option<(String, String)> {
        let comment = changes.comment.as_ref().filter(|_| self.tool == Tool::Trados)?;
        let id = identifier(&format!("{}\n{comment}", slot.pair.id));
        let prefix = self.prefix(&slot.unit);
        let [reviewer, updated] = [&changes.reviewer, &changes.updated].map(Clone::clone);
        self.comments.push([id.clone(), reviewer, updated, comment.clone()]);
        let open = format!("<{prefix}mrk mtype=\"x-sdl-comment\" sdl:cid=\"{id}\">");
        Some((open, format!("</{prefix}mrk>")))
    }

    fn comment(&self, slot: &Slot, changes: &Changes, work: &mut Work<'_>) {
        let Some(comment) = &changes.comment else { return };
        let (text, from) = (escaped(comment), escaped(&changes.reviewer).replace('"', "&quot;"));
        let prefix = self.prefix(&slot.unit);
        let is_v2 = slot.mid.is_none() && slot.state_tag.is_some();
        match self.tool {
            Tool::Trados => {}
            Tool::MemoQ => {
                let id = identifier(&format!("{}\n{comment}", slot.pair.id));
                let time = escaped(&changes.updated).replace('"', "&quot;");
                let note = format!(
                    "<mq:comment id=\"{id}\" creatoruser=\"{from}\" time=\"{time}\" deleted=\"false\" category=\"0\" appliesto=\"Row\">{text}</mq:comment>"
                );
                match slot.notes_end {
                    Some(at) => work.edit(at..at, note),
                    None => work.edit(
                        slot.unit_end..slot.unit_end,
                        format!("<mq:comments>{note}</mq:comments>"),
                    ),
                }
            }
            _ if is_v2 => {
                let note = format!("<{prefix}note>{text}</{prefix}note>");
                match slot.notes_end {
                    Some(at) => work.edit(at..at, note),
                    None => work.edit(
                        slot.unit.end..slot.unit.end,
                        format!("<{prefix}notes>{note}</{prefix}notes>"),
                    ),
                }
            }
            _ => {
                let from =
                    if from.is_empty() { String::new() } else { format!(" from=\"{from}\"") };
                let note = format!("<{prefix}note{from}>{text}</{prefix}note>");
                work.edit(slot.unit_end..slot.unit_end, note);
            }
        }
    }

    fn finish(self, work: &mut Work<'_>) {
        let definitions: String = self.comments.iter().map(definition).collect();
        if !definitions.is_empty() {
            let (at, text) = match (self.text.find("</cmt-defs>"), self.text.find("<file")) {
                (Some(at), _) => (at, definitions),
                (None, at) => {
                    let list = format!("<cmt-defs>{definitions}</cmt-defs>");
                    match self.text.find("</doc-info>") {
                        Some(at) => (at, list),
                        None => (
                            at.unwrap_or(self.text.len()),
                            format!(
                                "<doc-info xmlns=\"http://sdl.com/FileTypes/SdlXliff/1.0\">{list}</doc-info>"
                            ),
                        ),
                    }
                }
            };
            work.edit(at..at, text);
        }
        for (range, tag) in self.tags {
            work.edit(range, tag);
        }
    }
}

/// Returns the attribute of a new target of 1.2 that says its state.
fn slot_state(slot: &Slot, work: &Work<'_>) -> String {
    let state = work.status_of(&slot.pair).and_then(target_state);
    state.map(|state| format!(" state=\"{state}\"")).unwrap_or_default()
}

/// Returns a comment as Trados defines it in the head of the file.
fn definition([id, user, date, text]: &[String; 4]) -> String {
    let attribute = |value: &str| escaped(value).replace('"', "&quot;");
    format!(
        "<cmt-def id=\"{id}\"><Comments xmlns=\"\"><Comment severity=\"Medium\" user=\"{}\" date=\"{}\" version=\"1.0\">{}</Comment></Comments></cmt-def>",
        attribute(user),
        attribute(date),
        escaped(text)
    )
}

/// Returns an identifier in the form of a GUID, the same for the same text: a
/// clock or chance would make the same review another file.
fn identifier(text: &str) -> String {
    use std::hash::{BuildHasher, Hasher};
    let hash = |seed: &str| {
        let mut hasher = rustc_hash::FxBuildHasher.build_hasher();
        hasher.write(seed.as_bytes());
        hasher.write(text.as_bytes());
        hasher.finish()
    };
    let (a, b) = (hash("a"), hash("b"));
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff
    )
}
