//! Reads the units of XLIFF 2.x, in which every segment is a pair.

use super::{Reader, Slot, let_go};
use crate::error::Result;
use crate::formats::Head;
use crate::formats::coded::Coded;
use crate::formats::inline::Content;
use crate::formats::properties;
use crate::formats::tmx::add_comment;
use crate::formats::xliff::TOOL;
use crate::formats::xliff::states::of_segment;
use crate::formats::xml::{Element, Node};

impl Reader<'_> {
    /// Reads a unit of 2.x, in which every segment is a pair.
    pub(super) fn unit(&mut self, unit: &Element, head: &mut Head) -> Result<Vec<Slot>> {
        self.n_units += 1;
        let mut common = Slot { pair: self.new_pair(unit), line: unit.line, ..Slot::default() };
        common.unit = self.xml.span();
        common.is_locked = self.tool.is_locked(unit);
        let mut slots: Vec<Slot> = Vec::new();
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "segment" => {
                        let mut slot = self.segment(&element, &common)?;
                        let_go(&mut common);
                        if !slots.is_empty() {
                            let number = (slots.len() + 1).to_string();
                            let suffix = element.attribute("id").unwrap_or(&number);
                            slot.pair.id = format!("{}.{suffix}", slot.pair.id);
                        }
                        properties::settle(&mut slot.pair);
                        slots.push(slot);
                    }
                    "note" => add_comment(&mut common.pair, &self.xml.plain_text()?),
                    "metaGroup" => {
                        self.is_ours = element.attribute("category") == Some(TOOL);
                    }
                    "notes" | "metadata" => {}
                    "meta" => {
                        let name = element.attribute("type");
                        self.property(&mut common.pair, head, name, &element)?;
                    }
                    _ => self.xml.skip()?,
                },
                Node::End(name) if name == "notes" => {
                    common.notes_end = Some(self.xml.span().start);
                }
                Node::End(name) if name == "unit" => break,
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
        for slot in &mut slots {
            slot.unit_end = self.xml.span().start;
        }
        Ok(slots)
    }

    fn segment(&mut self, segment: &Element, common: &Slot) -> Result<Slot> {
        let mut slot = Slot { line: segment.line, ..common.clone() };
        let (mut src, mut tgt) = (Content::default(), Content::default());
        slot.pair.status = of_segment(segment);
        slot.state_tag = Some(self.xml.span());
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "source" => {
                        src = self.text()?.content;
                        slot.behind_source = self.xml.span().end;
                    }
                    "target" => {
                        slot.target_tag = Some(self.xml.span());
                        let text = self.text()?;
                        slot.has_target = true;
                        slot.target = text.spot;
                        tgt = text.content;
                    }
                    _ => self.xml.skip()?,
                },
                Node::End(name) if name == "segment" => break,
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
        slot.texts = Coded::new(src, tgt, self.shows_codes);
        slot.texts.give_texts(&mut slot.pair);
        Ok(slot)
    }
}
