//! Reads translation memories, ours and those of other tools.
//!
//! Units with variants in many languages are read for the two wanted. A unit
//! without text in either is left out and counted; so is a variant without a
//! `<seg>`, which some tools write for a language that has nothing yet.

use super::super::coded::{Coded, LostCodes};
use super::super::inline::Sort;
use super::super::properties;
use super::super::xml::{Element, Inline, Inlined, Node, Spot, XmlReader};
use super::super::{Head, PairReader};
use super::TOOL;
use crate::bitext::Pair;
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::notice::Notice;
use std::ops::Range;

/// A unit with its places in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub pair: Pair,
    pub texts: Coded,
    /// The `<seg>` of the target.
    pub target: Option<Spot>,
    /// The property that holds the status.
    pub status: Option<Spot>,
    /// Before this, notes and properties may be put in.
    pub first_variant: usize,
    /// Where the unit ends: before `</tu>`.
    pub end: usize,
    pub tag: Range<usize>,
    pub line: u64,
}

/// What is said at the end, once.
#[derive(Default)]
struct Seen {
    /// Whether the file is ours, so that white space counts.
    is_ours: bool,
    langs: Vec<String>,
    n_units: usize,
    n_codes: usize,
    n_more: usize,
    n_neither: usize,
    n_without_seg: usize,
    n_pairs: usize,
}

pub(super) struct Reader<'a> {
    xml: XmlReader<'a>,
    seen: Seen,
    shows_codes: bool,
    lost: LostCodes,
    line: u64,
}

impl PairReader for Reader<'_> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        Ok(self.next_slot(head)?.map(|slot| slot.pair))
    }

    fn line(&self) -> Option<u64> {
        Some(self.line)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a str, text: &'a str, shows_codes: bool) -> Reader<'a> {
        Reader {
            xml: XmlReader::new(file, text),
            seen: Seen::default(),
            shows_codes,
            lost: LostCodes::default(),
            line: 0,
        }
    }

    /// Returns the next unit that has one of the two languages.
    pub(super) fn next_slot(&mut self, head: &mut Head) -> Result<Option<Slot>> {
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "tmx" | "body" => {}
                    "header" => {
                        self.seen.is_ours = element.attribute("creationtool") == Some(TOOL);
                    }
                    "prop" => {
                        let name = property_name(&element);
                        let value = self.xml.plain_text()?;
                        properties::set_head(head, &name, value);
                    }
                    "tu" => {
                        if let Some(slot) = self.unit(&element, head)? {
                            self.seen.n_pairs += 1;
                            self.line = slot.line;
                            return Ok(Some(slot));
                        }
                    }
                    name if self.xml.open().len() == 1 => return Err(self.no_tmx(name)),
                    _ => self.xml.skip()?,
                },
                Node::Eof => {
                    self.refuse_other_languages(head)?;
                    self.say(head);
                    return Ok(None);
                }
                Node::End(_) | Node::Text(_) => {}
            }
        }
    }

    fn unit(&mut self, unit: &Element, head: &mut Head) -> Result<Option<Slot>> {
        self.seen.n_units += 1;
        let mut slot = Slot { tag: self.xml.span(), line: unit.line, ..Slot::default() };
        let attribute = |name: &str| unit.attribute(name).unwrap_or_default().to_owned();
        slot.pair.id = attribute("tuid");
        slot.pair.reviewer = attribute("changeid");
        slot.pair.updated = attribute("changedate");
        let (mut src, mut tgt) = (None, None);
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "note" => add_comment(&mut slot.pair, &self.xml.plain_text()?),
                    "prop" => self.property(&element, &mut slot, head)?,
                    "tuv" => {
                        if slot.first_variant == 0 {
                            slot.first_variant = self.xml.span().start;
                        }
                        let lang = self.lang(&element)?;
                        let text = self.variant(&mut slot.pair)?;
                        if text.spot.is_none() {
                            self.seen.n_without_seg += 1;
                            continue;
                        }
                        let langs = &head.bitext.langs;
                        let side = match Lang::parse(&lang) {
                            Some(lang) if lang == langs.src => &mut src,
                            Some(lang) if lang == langs.tgt => &mut tgt,
                            _ => continue,
                        };
                        self.seen.n_more += usize::from(side.is_some());
                        side.get_or_insert(text);
                    }
                    _ => self.xml.skip()?,
                },
                Node::End(name) if name == "tu" => break,
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
        slot.end = self.xml.span().start;
        if src.is_none() && tgt.is_none() {
            self.seen.n_neither += 1;
            return Ok(None);
        }
        Ok(Some(self.settled(slot, src.unwrap_or_default(), tgt.unwrap_or_default(), head)))
    }

    /// Ends a unit whose texts are known.
    fn settled(&mut self, mut slot: Slot, src: Inlined, tgt: Inlined, head: &mut Head) -> Slot {
        slot.target = tgt.spot;
        slot.texts = Coded::new(src.content, tgt.content, self.shows_codes);
        slot.texts.give_texts(&mut slot.pair);
        self.lost.see(&slot.texts, &mut slot.pair, self.xml.place(slot.line), head);
        properties::settle(&mut slot.pair);
        if slot.pair.id.is_empty() {
            slot.pair.id = format!("r{}", self.seen.n_units);
        }
        slot
    }

    fn property(&mut self, element: &Element, slot: &mut Slot, head: &mut Head) -> Result<()> {
        let tag = self.xml.span();
        let (name, value) = (property_name(element), self.xml.plain_text()?);
        if element.attribute("type") == Some("x-status") {
            slot.status = Some(Spot { content: tag.end..self.xml.span().start, tag });
        }
        let place = self.xml.place(element.line).column(&*name);
        properties::set(&mut slot.pair, head, &name, value).map_err(|error| error.at(place))
    }

    /// Returns the text of a variant; notes in it are the pair's.
    fn variant(&mut self, pair: &mut Pair) -> Result<Inlined> {
        let mut text = Inlined::default();
        loop {
            match self.xml.next_node()? {
                Node::Start(element) if element.name == "seg" => {
                    text = self.xml.inline(inline)?;
                    self.seen.n_codes += text.n_dropped;
                }
                Node::Start(element) if element.name == "note" => {
                    add_comment(pair, &self.xml.plain_text()?);
                }
                Node::Start(_) => self.xml.skip()?,
                Node::End(name) if name == "tuv" => break,
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
        if !self.seen.is_ours {
            self.trim(&mut text);
        }
        Ok(text)
    }

    /// Takes off the white space around a text, which is the layout of the file.
    fn trim(&self, text: &mut Inlined) {
        text.content.trim();
        if let Some(spot) = &mut text.spot {
            let raw = self.xml.raw(spot.content.clone());
            let n_before = raw.len() - raw.trim_start().len();
            let trimmed = raw.trim().len();
            let start = spot.content.start + n_before.min(raw.len() - trimmed);
            spot.content = start..start + trimmed;
        }
    }

    fn lang(&mut self, variant: &Element) -> Result<String> {
        let lang = variant.attribute("lang").ok_or_else(|| {
            Error::input("this `<tuv>` does not say its language")
                .at(self.xml.place(variant.line))
                .hint("write `<tuv xml:lang=\"fr\">`")
        })?;
        if !self.seen.langs.iter().any(|known| known == lang) {
            self.seen.langs.push(lang.to_owned());
        }
        Ok(lang.to_owned())
    }

    fn no_tmx(&self, root: &str) -> Error {
        Error::input(format!("this is not TMX: it starts with `<{root}>`"))
            .at(self.xml.place(1))
            .hint("say which format it is: --from FORMAT")
    }

    fn refuse_other_languages(&self, head: &Head) -> Result<()> {
        if self.seen.n_pairs > 0 || self.seen.n_units == 0 {
            return Ok(());
        }
        let (src, tgt) = head.bitext.langs.tags();
        let langs = self.seen.langs.join(", ");
        Err(Error::input(format!("no unit is in `{src}` or `{tgt}`; the file has: {langs}"))
            .at(self.xml.place(1))
            .hint("name the languages: --src-lang, --tgt-lang"))
    }

    /// Says what was left out.
    fn say(&self, head: &mut Head) {
        head.findings.extend(self.lost.finding());
        let seen = &self.seen;
        for (n, what) in [
            (if self.shows_codes { 0 } else { seen.n_codes }, "codes inside texts, left out"),
            (seen.n_more, "further variants in one language, left out"),
            (seen.n_without_seg, "variants without a `<seg>`, left out"),
            (seen.n_neither, "units in other languages, left out"),
        ] {
            if n > 0 {
                head.findings.push(Notice::warning("format", format!("{what}: {n}")));
            }
        }
        head.findings.extend(self.xml.controls_finding());
    }
}

fn property_name(element: &Element) -> String {
    let name = element.attribute("type").unwrap_or("property");
    name.strip_prefix("x-").unwrap_or(name).to_owned()
}

/// Adds a note to what people say of a pair.
pub(in crate::formats) fn add_comment(pair: &mut Pair, note: &str) {
    if note.is_empty() {
        return;
    }
    if !pair.comment.is_empty() {
        pair.comment.push('\n');
    }
    pair.comment.push_str(note);
}

/// A highlight holds text; the other elements hold codes.
fn inline(element: &Element) -> Inline {
    match (element.name.as_str(), element.attribute("pos")) {
        ("hi", _) => Inline::Keep,
        ("bpt", _) | ("it", Some("begin")) => Inline::Drop(Sort::Open),
        ("ept", _) | ("it", Some("end")) => Inline::Drop(Sort::Close),
        _ => Inline::Drop(Sort::Alone),
    }
}
