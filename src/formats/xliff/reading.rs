//! Reads XLIFF 1.2 and 2.x, and the dialects of Trados, memoQ and Phrase.
//!
//! A unit of 1.2 is a pair, or in Trados each of its segments (`<mrk
//! mtype="seg">`) is one; of 2.x each segment is one. Beside each pair the
//! reader knows where in the file its target, its state and its notes stand, by
//! which `putting.rs` writes a review back.

mod second;
mod trados;

use super::super::coded::{Coded, LostCodes};
use super::super::inline::Sort;
use super::super::properties;
use super::super::tmx::add_comment;
use super::super::xml::{Element, Inline, Inlined, Node, Spot, XmlReader};
use super::super::{BitextFiles, Head, PairReader};
use super::ID;
use super::states::Tool;
use crate::bitext::{Pair, Status};
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::notice::Notice;
use crate::text::Distinct;
use rustc_hash::FxHashMap;
use std::ops::Range;

pub(super) fn reader(input: &BitextFiles) -> Result<Box<dyn PairReader + '_>> {
    let (file, text) = input.main()?;
    Ok(Box::new(Reader::new(file, text, input.shows_codes())))
}

/// A pair with its places in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub pair: Pair,
    pub texts: Coded,
    /// The target, or the segment of it; none if it is not there yet.
    pub target: Option<Spot>,
    /// Whether the unit has a `<target>`, in which the segment may be missing.
    pub has_target: bool,
    /// The tag of the unit, from which its end is found.
    pub unit: Range<usize>,
    /// The tag of the target element, which has the state in 1.2.
    pub target_tag: Option<Range<usize>>,
    /// The tag that says the state: `<segment>` of 2.x, `<sdl:seg>` of Trados.
    pub state_tag: Option<Range<usize>>,
    /// Behind this a target may be put in.
    pub behind_source: usize,
    /// The segmented source, a pattern for the target of Trados.
    pub seg_source: Option<Range<usize>>,
    /// Which segment of the unit it is, in Trados.
    pub mid: Option<String>,
    /// Where the unit ends: before `</unit>`.
    pub unit_end: usize,
    /// Where the list of notes of 2.x ends, or comments of memoQ.
    pub notes_end: Option<usize>,
    pub is_locked: bool,
    pub line: u64,
}

/// What is being learned of a unit of 1.2.
#[derive(Default)]
struct Unit {
    slot: Slot,
    state: String,
    src: Inlined,
    seg_src: Inlined,
    tgt: Inlined,
    /// What Trados says of each segment: its id, its `conf`, whether it is
    /// locked, and its tag.
    segments: Vec<(String, String, bool, Range<usize>)>,
}

/// Reads both versions: their elements have different names.
pub(super) struct Reader<'a> {
    pub(super) xml: XmlReader<'a>,
    tool: Tool,
    is_ours: bool,
    shows_codes: bool,
    n_files: usize,
    n_units: usize,
    n_codes: usize,
    lost: LostCodes,
    /// The ids that have been given, which must be unique over all `<file>`s.
    ids: Distinct,
    /// The comments of Trados, by their ids.
    comments: FxHashMap<String, String>,
    /// The further segments of the unit that was read last, the last one first.
    ready: Vec<Slot>,
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
            tool: Tool::default(),
            is_ours: false,
            shows_codes,
            n_files: 0,
            n_units: 0,
            n_codes: 0,
            lost: LostCodes::default(),
            ids: Distinct::default(),
            comments: FxHashMap::default(),
            ready: Vec::new(),
            line: 0,
        }
    }

    /// Returns whose dialect the file is in, as far as it has been read.
    pub(super) fn tool(&self) -> Tool {
        self.tool
    }

    /// Returns the next pair with its places.
    pub(super) fn next_slot(&mut self, head: &mut Head) -> Result<Option<Slot>> {
        loop {
            if let Some(mut slot) = self.ready.pop() {
                slot.pair.id = self.unique(&slot.pair.id);
                self.line = slot.line;
                let place = self.xml.place(slot.line);
                self.lost.see(&slot.texts, &mut slot.pair, place, head);
                return Ok(Some(slot));
            }
            match self.xml.next_node()? {
                Node::Start(element) => self.start(&element, head)?,
                Node::Eof => {
                    self.say(head);
                    return Ok(None);
                }
                Node::End(_) | Node::Text(_) => {}
            }
        }
    }

    fn say(&self, head: &mut Head) {
        head.findings.extend(self.lost.finding());
        if self.n_codes > 0 && !self.shows_codes {
            let message = format!("codes inside texts, left out: {}", self.n_codes);
            head.findings.push(Notice::warning("format", message));
        }
        head.findings.extend(self.xml.controls_finding());
    }

    /// Returns an id that no pair of the file has yet.
    fn unique(&mut self, id: &str) -> String {
        let with_file = format!("f{}.{id}", self.n_files);
        let is_of_several = self.ids.is_taken(id) && self.n_files > 1;
        let wanted = if is_of_several && !self.ids.is_taken(&with_file) { &with_file } else { id };
        self.ids.name(wanted)
    }

    fn start(&mut self, element: &Element, head: &mut Head) -> Result<()> {
        match element.name.as_str() {
            "xliff" => {
                self.tool = Tool::of_root(element);
                self.check_languages(element, "srcLang", "trgLang", head)
            }
            "file" => {
                self.n_files += 1;
                self.is_ours |= element.attribute("tool-id") == Some(super::TOOL);
                self.check_languages(element, "source-language", "target-language", head)
            }
            "metaGroup" => {
                self.is_ours = element.attribute("category") == Some(super::TOOL);
                Ok(())
            }
            "header" | "body" | "group" | "metadata" | "doc-info" | "cmt-defs" => Ok(()),
            "cmt-def" => self.comment_of_trados(element),
            "note" if element.attribute("from").is_some() => {
                let name = element.attribute("from").unwrap_or_default().to_owned();
                let value = self.xml.plain_text()?;
                properties::set_head(head, &name, value);
                Ok(())
            }
            "meta" => {
                let name = element.attribute("type").unwrap_or_default().to_owned();
                let value = self.xml.plain_text()?;
                properties::set_head(head, &name, value);
                Ok(())
            }
            // Trados keeps what is not translated in units of its own.
            "trans-unit"
                if self.tool == Tool::Trados && element.attribute("translate") == Some("no") =>
            {
                self.xml.skip()
            }
            "trans-unit" => {
                self.ready = self.trans_unit(element, head)?;
                self.ready.reverse();
                Ok(())
            }
            "unit" => {
                self.ready = self.unit(element, head)?;
                self.ready.reverse();
                Ok(())
            }
            name if self.xml.open().len() == 1 => {
                Err(Error::input(format!("this is not XLIFF: it starts with `<{name}>`"))
                    .at(self.xml.place(element.line))
                    .hint("say which format it is: --from FORMAT"))
            }
            _ => self.xml.skip(),
        }
    }

    fn check_languages(&self, element: &Element, src: &str, tgt: &str, head: &Head) -> Result<()> {
        let langs = &head.bitext.langs;
        let said = |name: &str| element.attribute(name).and_then(Lang::parse);
        let (said_src, said_tgt) = (said(src), said(tgt));
        let hint = match (&said_src, &said_tgt) {
            (Some(src), Some(tgt)) => format!("--src-lang {src} --tgt-lang {tgt}"),
            _ => "name the languages of the file: --src-lang, --tgt-lang".to_owned(),
        };
        for (name, said, lang) in [(src, said_src, &langs.src), (tgt, said_tgt, &langs.tgt)] {
            if said.is_some_and(|said| said != *lang) {
                let code = element.attribute(name).unwrap_or_default();
                return Err(Error::input(format!("`{name}` is `{code}`, not `{lang}`"))
                    .at(self.xml.place(element.line))
                    .hint(hint));
            }
        }
        Ok(())
    }

    fn trans_unit(&mut self, element: &Element, head: &mut Head) -> Result<Vec<Slot>> {
        self.n_units += 1;
        let mut unit = Unit::default();
        unit.slot.pair = self.new_pair(element);
        unit.slot.unit = self.xml.span();
        unit.slot.line = element.line;
        unit.slot.is_locked = self.tool.is_locked(element);
        loop {
            match self.xml.next_node()? {
                Node::Start(inner) => self.part_of_unit(&inner, &mut unit, head)?,
                Node::End(name) if name == "trans-unit" => break,
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
        unit.slot.unit_end = self.xml.span().start;
        if self.tool == Tool::Trados && !unit.seg_src.segments.is_empty() {
            return Ok(self.segments_of_trados(element, unit));
        }
        let conf = unit.segments.first().map(|(_, conf, ..)| conf.clone()).unwrap_or_default();
        let mut slot = self.whole_unit(unit.src, &unit.seg_src, unit.tgt, unit.slot);
        slot.pair.status = self.tool.status(element, &unit.state, &conf);
        properties::settle(&mut slot.pair);
        Ok(vec![slot])
    }

    fn part_of_unit(&mut self, inner: &Element, unit: &mut Unit, head: &mut Head) -> Result<()> {
        let slot = &mut unit.slot;
        match inner.name.as_str() {
            "source" => {
                unit.src = self.text()?;
                slot.behind_source = self.xml.span().end;
            }
            "seg-source" => {
                let start = self.xml.span().start;
                unit.seg_src = self.text()?;
                slot.behind_source = self.xml.span().end;
                slot.seg_source = Some(start..slot.behind_source);
            }
            "target" => {
                inner.attribute("state").unwrap_or_default().clone_into(&mut unit.state);
                slot.target_tag = Some(self.xml.span());
                slot.has_target = true;
                unit.tgt = self.text()?;
            }
            "note" => add_comment(&mut slot.pair, &self.xml.plain_text()?),
            "comments" => slot.notes_end = self.end_of_comments(slot)?,
            "context-group" | "seg-defs" => {}
            "seg" => {
                let attribute = |name: &str| inner.attribute(name).unwrap_or_default().to_owned();
                let is_locked = inner.attribute("locked") == Some("true");
                unit.segments.push((
                    attribute("id"),
                    attribute("conf"),
                    is_locked,
                    self.xml.span(),
                ));
                self.xml.skip()?;
            }
            "context" => {
                let name = inner.attribute("context-type").unwrap_or_default();
                self.property(&mut slot.pair, head, name.strip_prefix("x-"), inner)?;
            }
            _ => self.xml.skip()?,
        }
        Ok(())
    }

    /// Reads the comments of memoQ. Returns where their list ends.
    fn end_of_comments(&mut self, slot: &mut Slot) -> Result<Option<usize>> {
        let depth = self.xml.open().len();
        while self.xml.open().len() >= depth {
            match self.xml.next_node()? {
                Node::Start(comment) if comment.name == "comment" => {
                    let text = self.xml.plain_text()?;
                    if comment.attribute("deleted") != Some("true") {
                        add_comment(&mut slot.pair, &text);
                    }
                }
                Node::Start(_) => self.xml.skip()?,
                Node::Eof => break,
                Node::End(_) | Node::Text(_) => {}
            }
        }
        let end = self.xml.span();
        Ok((!end.is_empty()).then_some(end.start))
    }

    /// Makes a pair of a whole unit. Segments inside it are remembered as where
    /// its texts may be cut.
    fn whole_unit(&self, src: Inlined, seg_src: &Inlined, tgt: Inlined, slot: Slot) -> Slot {
        let mut slot = slot;
        slot.pair.src.clone_from(&src.content.text);
        slot.pair.tgt.clone_from(&tgt.content.text);
        if seg_src.content.text == slot.pair.src && slot.pair.src_breaks.is_empty() {
            slot.pair.src_breaks = starts(seg_src, &slot.pair.src);
        }
        if slot.pair.tgt_breaks.is_empty() {
            slot.pair.tgt_breaks = starts(&tgt, &slot.pair.tgt);
        }
        let n_segments = |inlined: &Inlined| inlined.segments.len();
        if n_segments(seg_src) > 1 && n_segments(&tgt) > 1 {
            slot.pair.shape.src = n_segments(seg_src);
            slot.pair.shape.tgt = n_segments(&tgt);
        }
        for id in src.comments.iter().chain(&tgt.comments) {
            if let Some(comment) = self.comments.get(id) {
                add_comment(&mut slot.pair, comment);
            }
        }
        slot.target = tgt.spot;
        slot.texts = Coded::new(src.content, tgt.content, self.shows_codes);
        slot.texts.give_texts(&mut slot.pair);
        slot
    }

    fn new_pair(&self, unit: &Element) -> Pair {
        let id = unit.attribute("id").filter(|id| !id.is_empty());
        let id = id.map_or_else(|| format!("r{}", self.n_units), str::to_owned);
        Pair { id, status: Status::Auto, ..Pair::default() }
    }

    fn property(
        &mut self,
        pair: &mut Pair,
        head: &mut Head,
        name: Option<&str>,
        element: &Element,
    ) -> Result<()> {
        let value = self.xml.plain_text()?;
        match name {
            Some(name) if !self.is_ours => head.carry(pair, name, value),
            Some(ID) => pair.id = value,
            Some(name) => {
                let place = self.xml.place(element.line).column(name);
                properties::set(pair, head, name, value).map_err(|error| error.at(place))?;
            }
            // The contexts of others say where in their program a text stands.
            None => {}
        }
        Ok(())
    }

    fn text(&mut self) -> Result<Inlined> {
        let inlined = self.xml.inline(inline)?;
        self.n_codes += inlined.n_dropped;
        Ok(inlined)
    }
}

/// A comment that is longer is kept with the first segment of its unit only: a
/// megabyte of it beside each of 10,000 would be 10 GB. By hand: notes are shorter.
const MAX_SHARED_COMMENT: usize = 4096;

/// Takes from what the segments of a unit share what only the first may have.
fn let_go(common: &mut Slot) {
    if common.pair.comment.len() > MAX_SHARED_COMMENT {
        common.pair.comment.clear();
    }
}

/// Returns where the second and further segments start in a text; nothing if
/// there is one.
fn starts(inlined: &Inlined, text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for segment in &inlined.segments {
        let Some(found) = text[at..].find(&segment.content.text) else { return Vec::new() };
        starts.push(at + found);
        at += found + segment.content.text.len();
    }
    if starts.len() < 2 || starts.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Vec::new();
    }
    starts.remove(0);
    // `settle` takes the length off again.
    starts.push(text.len());
    starts
}

/// Elements that enclose text keep it; those that stand for a code do not.
fn inline(element: &Element) -> Inline {
    let of = |name: &str| element.attribute(name);
    match element.name.as_str() {
        "mrk" if of("mtype") == Some("seg") => Inline::Segment,
        "mrk" if of("mtype") == Some("x-sdl-deleted") => Inline::Drop(Sort::Alone),
        "mrk" => Inline::Mark,
        "g" | "pc" => Inline::Keep,
        "bpt" | "bx" | "sc" | "sm" | "em" => Inline::Drop(Sort::Open),
        "ept" | "ex" | "ec" => Inline::Drop(Sort::Close),
        "it" if of("pos") == Some("open") => Inline::Drop(Sort::Open),
        "it" if of("pos") == Some("close") => Inline::Drop(Sort::Close),
        "cp" => {
            let code = of("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32).map_or(Inline::Drop(Sort::Open), Inline::Char)
        }
        _ => Inline::Drop(Sort::Alone),
    }
}
