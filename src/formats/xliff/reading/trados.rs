//! Reads what Trados adds: segments inside a unit, each of which is a pair, and
//! comments that stand at the head of the file.

use super::{Reader, Slot, Unit, let_go};
use crate::error::Result;
use crate::formats::coded::Coded;
use crate::formats::properties;
use crate::formats::tmx::add_comment;
use crate::formats::xml::{Element, Node};
use rustc_hash::FxHashMap;

impl Reader<'_> {
    pub(super) fn comment_of_trados(&mut self, definition: &Element) -> Result<()> {
        let id = definition.attribute("id").unwrap_or_default().to_owned();
        let depth = self.xml.open().len();
        let mut comments = Vec::new();
        while self.xml.open().len() >= depth {
            match self.xml.next_node()? {
                Node::Start(element) if element.name == "Comment" => {
                    comments.push(self.xml.plain_text()?);
                }
                Node::Eof => break,
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
            }
        }
        self.comments.insert(id, comments.join("\n"));
        Ok(())
    }

    /// Makes a pair of each segment of Trados.
    pub(super) fn segments_of_trados(&self, element: &Element, unit: Unit) -> Vec<Slot> {
        let (mut slots, mut common) = (Vec::new(), unit.slot);
        let tgts = by_key(&unit.tgt.segments, |tgt| &tgt.mid);
        let about = by_key(&unit.segments, |(id, ..)| id);
        for segment in unit.seg_src.segments {
            let tgt = tgts.get(segment.mid.as_str());
            let known = about.get(segment.mid.as_str());
            let mut slot = common.clone();
            let_go(&mut common);
            slot.pair.id.clone_from(&segment.mid);
            let ids = segment.comments.iter().chain(tgt.iter().flat_map(|tgt| &tgt.comments));
            for comment in ids.filter_map(|id| self.comments.get(id)) {
                add_comment(&mut slot.pair, comment);
            }
            if let Some((_, conf, is_locked, tag)) = known {
                slot.pair.status = self.tool.status(element, "", conf);
                slot.is_locked |= is_locked;
                slot.state_tag = Some(tag.clone());
            }
            slot.target = tgt.map(|tgt| tgt.spot.clone());
            let tgt = tgt.map(|tgt| tgt.content.clone()).unwrap_or_default();
            slot.texts = Coded::new(segment.content, tgt, self.shows_codes);
            slot.texts.give_texts(&mut slot.pair);
            slot.mid = Some(segment.mid);
            properties::settle(&mut slot.pair);
            slots.push(slot);
        }
        slots
    }
}

/// Returns the first item of each key.
fn by_key<T>(items: &[T], key: impl Fn(&T) -> &String) -> FxHashMap<&str, &T> {
    items.iter().rev().map(|item| (key(item).as_str(), item)).collect()
}
