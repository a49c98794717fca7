//! Reads a text with codes inside, and knows where it stands in the file.

use super::{Element, Node, XmlReader};
use crate::error::Result;
use crate::formats::inline::{Collector, Content, Sort};
use std::ops::Range;

/// What becomes of an element inside a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::formats) enum Inline {
    /// Its two tags are codes, and what it holds is part of the text.
    Keep,
    /// The same, but it says something of the text (a term, a comment) and need
    /// not stand in the other language.
    Mark,
    /// It is a segment of the text.
    Segment,
    /// It is a code of somebody's layout, with what it holds.
    Drop(Sort),
    /// It stands for a character.
    Char(char),
}

/// Where an element stands in the file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(in crate::formats) struct Spot {
    /// Its start tag, or the whole of it if it is an empty one (`<target/>`).
    pub tag: Range<usize>,
    /// What it holds.
    pub content: Range<usize>,
}

/// A segment inside a text.
#[derive(Clone, Debug, Default)]
pub(in crate::formats) struct Segment {
    /// Its number, by which those of source and target belong together.
    pub mid: String,
    pub content: Content,
    pub spot: Spot,
    /// The ids of the comments on it.
    pub comments: Vec<String>,
}

/// A text with its codes and segments.
#[derive(Clone, Debug, Default)]
pub(in crate::formats) struct Inlined {
    pub content: Content,
    pub segments: Vec<Segment>,
    pub comments: Vec<String>,
    /// Where it stands.
    pub spot: Option<Spot>,
    /// How many codes stand in it, but for those that enclose text.
    pub n_dropped: usize,
}

/// An element that is open inside a text.
enum Open {
    Code,
    Segment,
}

/// What is read of a text so far.
struct Reading {
    whole: Collector,
    /// The segment that is being read.
    current: Option<(Segment, Collector)>,
    done: Inlined,
    open: Vec<Open>,
}

impl Reading {
    fn text(&mut self, text: &str) {
        self.whole.text(text);
        if let Some((_, collector)) = &mut self.current {
            collector.text(text);
        }
    }

    fn code(&mut self, sort: Sort, raw: &str, key: &str, meaning: &str) {
        self.whole.code(sort, raw, key.to_owned(), meaning);
        if let Some((_, collector)) = &mut self.current {
            collector.code(sort, raw, key.to_owned(), meaning);
        }
    }

    fn comment(&mut self, id: &str) {
        self.done.comments.push(id.to_owned());
        if let Some((segment, _)) = &mut self.current {
            segment.comments.push(id.to_owned());
        }
    }
}

impl XmlReader<'_> {
    /// Returns the text up to the end of the element that was opened last, and
    /// its codes apart.
    ///
    /// # Errors
    ///
    /// As for [`XmlReader::next_node`].
    pub(in crate::formats) fn inline(
        &mut self,
        of: impl Fn(&Element) -> Inline,
    ) -> Result<Inlined> {
        let depth = self.open().len();
        let tag = self.span();
        let mut reading = Reading {
            whole: Collector::default(),
            current: None,
            done: Inlined::default(),
            open: Vec::new(),
        };
        while self.open().len() >= depth {
            match self.next_node()? {
                Node::Text(text) => reading.text(&text),
                Node::Start(element) => self.inside(&element, of(&element), &mut reading)?,
                Node::End(_) if self.open().len() >= depth => self.ending(&mut reading),
                Node::End(_) => {}
                Node::Eof => break,
            }
        }
        let content = tag.end..self.span().start.max(tag.end);
        reading.done.spot = Some(Spot { tag, content });
        Ok(Inlined { content: reading.whole.finish(), ..reading.done })
    }

    fn inside(&mut self, element: &Element, what: Inline, reading: &mut Reading) -> Result<()> {
        let tag = self.span();
        match what {
            Inline::Char(c) => {
                reading.text(c.encode_utf8(&mut [0; 4]));
                self.skip()?;
            }
            Inline::Keep | Inline::Mark => {
                let key = if what == Inline::Keep { key(element, "") } else { String::new() };
                reading.code(Sort::Open, self.raw(tag), &key, &meaning(element, ""));
                reading.open.push(Open::Code);
                if let Some(id) = element.attribute("cid") {
                    reading.comment(id);
                }
            }
            Inline::Segment => {
                reading.code(Sort::Open, self.raw(tag.clone()), "", "");
                reading.open.push(Open::Segment);
                let mid = element.attribute("mid").unwrap_or_default().to_owned();
                let spot = Spot { content: tag.end..tag.end, tag };
                let segment = Segment { mid, spot, ..Segment::default() };
                reading.current = Some((segment, Collector::default()));
            }
            Inline::Drop(sort) => {
                let inside = self.plain_text()?;
                let raw = self.raw(tag.start..self.span().end);
                let key = key(element, &inside);
                reading.code(sort, raw, &key, &meaning(element, &inside));
                reading.done.n_dropped += 1;
            }
        }
        Ok(())
    }

    fn ending(&self, reading: &mut Reading) {
        let tag = self.span();
        match reading.open.pop() {
            Some(Open::Segment) => {
                if let Some((mut segment, collector)) = reading.current.take() {
                    segment.content = collector.finish();
                    segment.spot.content.end = tag.start.max(segment.spot.content.start);
                    reading.done.segments.push(segment);
                }
                reading.code(Sort::Close, self.raw(tag), "", "");
            }
            Some(Open::Code) => reading.code(Sort::Close, self.raw(tag), "", ""),
            None => {}
        }
    }
}

/// Returns by what a code is known in the other language: what it holds, or its
/// number. Marks of people are not known at all.
fn key(element: &Element, inside: &str) -> String {
    if matches!(element.name.as_str(), "sm" | "em" | "cp") {
        return String::new();
    }
    let number =
        ["id", "x", "i", "rid", "startRef"].into_iter().find_map(|name| element.attribute(name));
    let known = if inside.trim().is_empty() { number.unwrap_or_default() } else { inside.trim() };
    format!("{} {known}", element.name)
}

/// Returns what a code stands for, as far as its attributes or its content say.
fn meaning(element: &Element, inside: &str) -> String {
    let is_break = |value: &str| {
        matches!(value, "lb" | "x-html-br" | "xlf:lb" | "x-br" | "pb" | "xlf:pb" | "br")
    };
    let says_break = ["ctype", "subType", "type"]
        .iter()
        .any(|name| element.attribute(name).is_some_and(is_break));
    if says_break {
        return "<br>".to_owned();
    }
    if !inside.trim().is_empty() {
        return inside.to_owned();
    }
    let said = ["equiv-text", "equiv", "disp"].iter().find_map(|name| element.attribute(name));
    let html = element.attribute("ctype").and_then(|ctype| ctype.strip_prefix("x-html-"));
    said.filter(|said| !said.is_empty()).or(html).unwrap_or_default().to_owned()
}
