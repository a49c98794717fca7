//! XLIFF 1.2 and 2.1, in which translators' tools exchange work.
//!
//! A pair is one unit with one segment, whatever its shape. What people decided
//! stands where each version wants it: 1.2 has `state` on the target and
//! `approved` on the unit, 2.1 has `state` on the segment.
//!
//! | status | 1.2 | 2.1 |
//! |---|---|---|
//! | auto | | |
//! | accepted | `signed-off`, approved | `reviewed` |
//! | edited | `translated` | `translated` |
//! | rejected | `needs-review-translation` | `initial`, `enregard:rejected` |
//!
//! The rest is a context group in 1.2 and the metadata module in 2.1. Unit ids
//! must be unique, and in 2.1 name tokens: where ours are not, they stand beside
//! those. Codes inside the texts of others are left out and counted; 2.1 writes
//! characters that XML forbids as `<cp>`.

use super::properties::{self, Property};
use super::tmx::add_comment;
use super::xml::{Element, Inline, Node, XmlReader, XmlWriter, is_allowed};
use super::{BitextFormat, Head, Input, Options, Outlet, PairReader, PairWriter};
use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::lang::Lang;
use rustc_hash::FxHashSet;
use std::fmt::Write as _;

const TOOL: &str = "enregard";
/// The name of a property that holds the id, if that of the unit is another.
const ID: &str = "id";
const STATUS: &str = "status";

/// Which of the two versions.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Version {
    V1,
    V2,
}

pub(super) struct Xliff12;
pub(super) struct Xliff21;

impl BitextFormat for Xliff12 {
    fn reader<'a>(&self, input: &'a Input, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        reader(input)
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        writer(Version::V1, bitext, options, out)
    }
}

impl BitextFormat for Xliff21 {
    fn reader<'a>(&self, input: &'a Input, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        reader(input)
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        writer(Version::V2, bitext, options, out)
    }
}

fn writer(
    version: Version,
    bitext: &Bitext,
    options: &Options,
    out: &Outlet,
) -> Box<dyn PairWriter> {
    let head = Bitext { pairs: Vec::new(), ..bitext.clone() };
    let codes = options.codes(bitext);
    let mut xml = XmlWriter::new(out.main());
    match version {
        Version::V1 => write_head_12(&mut xml, &head, &codes, &options.stem),
        Version::V2 => write_head_21(&mut xml, &head, &codes, &options.stem),
    }
    Box::new(Writer { version, xml, head, ids: FxHashSet::default(), n_pairs: 0 })
}

fn write_head_12(xml: &mut XmlWriter, head: &Bitext, codes: &(String, String), name: &str) {
    let namespace = "urn:oasis:names:tc:xliff:document:1.2";
    xml.open("xliff", &[("version", "1.2"), ("xmlns", namespace)]);
    let original = if name.is_empty() { TOOL } else { name };
    xml.open(
        "file",
        &[
            ("original", original),
            ("source-language", &codes.0),
            ("target-language", &codes.1),
            ("datatype", "plaintext"),
            ("tool-id", TOOL),
        ],
    );
    xml.open("header", &[]);
    let version = env!("CARGO_PKG_VERSION");
    xml.empty("tool", &[("tool-id", TOOL), ("tool-name", TOOL), ("tool-version", version)]);
    for (name, value) in properties::of_head(head) {
        xml.element("note", &[("from", &name)], &value);
    }
    xml.close();
    xml.open("body", &[]);
}

fn write_head_21(xml: &mut XmlWriter, head: &Bitext, codes: &(String, String), name: &str) {
    xml.open(
        "xliff",
        &[
            ("version", "2.1"),
            ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
            ("xmlns:mda", "urn:oasis:names:tc:xliff:metadata:2.0"),
            ("srcLang", &codes.0),
            ("trgLang", &codes.1),
        ],
    );
    let original = if name.is_empty() { TOOL } else { name };
    xml.open("file", &[("id", "f1"), ("original", original)]);
    write_metadata(xml, &properties::of_head(head));
}

/// Writes the metadata module of 2.1.
fn write_metadata(xml: &mut XmlWriter, properties: &[Property]) {
    if properties.is_empty() {
        return;
    }
    xml.open("mda:metadata", &[]);
    xml.open("mda:metaGroup", &[("category", TOOL)]);
    for (name, value) in properties {
        let value = with_code_points(xml, value, false);
        xml.element_of_xml("mda:meta", &[("type", name)], &value);
    }
    xml.close();
    xml.close();
}

/// Returns a text as XML in which characters that XML forbids are `<cp>`, which
/// stands in texts only.
fn with_code_points(xml: &mut XmlWriter, text: &str, is_text: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !is_allowed(c)) {
        let forbidden = piece.chars().next_back().filter(|c| is_text && !is_allowed(*c));
        let Some(c) = forbidden else {
            out.push_str(&xml.escaped(piece));
            continue;
        };
        out.push_str(&xml.escaped(&piece[..piece.len() - c.len_utf8()]));
        // Writing to a string cannot fail.
        let _ = write!(out, "<cp hex=\"{:04X}\"/>", u32::from(c));
    }
    out
}

struct Writer {
    version: Version,
    xml: XmlWriter,
    head: Bitext,
    ids: FxHashSet<String>,
    n_pairs: usize,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        self.n_pairs += 1;
        let id = self.unit_id(&pair.id);
        let mut known = properties::of_pair(pair, &self.head);
        known.retain(|(name, _)| name != STATUS);
        if id != pair.id {
            known.push((ID.to_owned(), pair.id.clone()));
        }
        match self.version {
            Version::V1 => self.unit_12(&id, pair, &known),
            Version::V2 => self.unit_21(&id, pair, &known),
        }
    }

    fn finish(self: Box<Self>) -> Vec<Finding> {
        self.xml.finish().into_iter().collect()
    }
}

impl Writer {
    /// Returns an id that no other unit has and that the version allows.
    fn unit_id(&mut self, id: &str) -> String {
        let is_token = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
        let is_fit = match self.version {
            Version::V1 => !id.is_empty() && id.chars().all(|c| !c.is_control() && is_allowed(c)),
            Version::V2 => !id.is_empty() && id.is_ascii() && id.chars().all(is_token),
        };
        let mut unique = if is_fit { id.to_owned() } else { format!("u{}", self.n_pairs) };
        while !self.ids.insert(unique.clone()) {
            unique = format!("u{}.{}", self.n_pairs, self.ids.len());
        }
        unique
    }

    fn unit_12(&mut self, id: &str, pair: &Pair, known: &[Property]) {
        let state = match pair.status {
            Status::Auto => None,
            Status::Accepted => Some("signed-off"),
            Status::Edited => Some("translated"),
            Status::Rejected => Some("needs-review-translation"),
        };
        let xml = &mut self.xml;
        let space = ("xml:space", "preserve");
        let approved = [("id", id), space, ("approved", "yes")];
        let n_attributes = if pair.status == Status::Accepted { 3 } else { 2 };
        xml.open("trans-unit", &approved[..n_attributes]);
        xml.element("source", &[], &pair.src);
        if !pair.tgt.is_empty() || state.is_some() {
            let state = state.map(|state| ("state", state));
            xml.element("target", state.as_slice(), &pair.tgt);
        }
        xml.open("context-group", &[("name", TOOL), ("purpose", "information")]);
        for (name, value) in known {
            xml.element("context", &[("context-type", &format!("x-{name}"))], value);
        }
        xml.close();
        if !pair.comment.is_empty() {
            xml.element("note", &[], &pair.comment);
        }
        xml.close();
    }

    fn unit_21(&mut self, id: &str, pair: &Pair, known: &[Property]) {
        let state: &[(&str, &str)] = match pair.status {
            Status::Auto => &[],
            Status::Accepted => &[("state", "reviewed")],
            Status::Edited => &[("state", "translated")],
            Status::Rejected => &[("state", "initial"), ("subState", "enregard:rejected")],
        };
        let xml = &mut self.xml;
        xml.open("unit", &[("id", id), ("xml:space", "preserve")]);
        write_metadata(xml, known);
        if !pair.comment.is_empty() {
            xml.open("notes", &[]);
            xml.element("note", &[], &pair.comment);
            xml.close();
        }
        xml.open("segment", state);
        for (name, text) in [("source", &pair.src), ("target", &pair.tgt)] {
            if name == "source" || !text.is_empty() {
                let text = with_code_points(xml, text, true);
                xml.element_of_xml(name, &[], &text);
            }
        }
        xml.close();
        xml.close();
    }
}

fn reader(input: &Input) -> Result<Box<dyn PairReader + '_>> {
    let (file, text) = input.main()?;
    Ok(Box::new(Reader {
        xml: XmlReader::new(file, text),
        n_units: 0,
        n_codes: 0,
        ready: Vec::new(),
    }))
}

/// Reads both versions: their elements have different names.
struct Reader<'a> {
    xml: XmlReader<'a>,
    n_units: usize,
    n_codes: usize,
    /// The further segments of the unit that was read last, the last one first.
    ready: Vec<Pair>,
}

impl PairReader for Reader<'_> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        loop {
            if let Some(pair) = self.ready.pop() {
                return Ok(Some(pair));
            }
            match self.xml.next_node()? {
                Node::Start(element) => self.start(&element, head)?,
                Node::Eof => {
                    if self.n_codes > 0 {
                        let message = format!("codes inside texts, left out: {}", self.n_codes);
                        head.findings.push(Finding::warning("format", message));
                    }
                    return Ok(None);
                }
                Node::End(_) | Node::Text(_) => {}
            }
        }
    }
}

impl Reader<'_> {
    fn start(&mut self, element: &Element, head: &mut Head) -> Result<()> {
        match element.name.as_str() {
            "xliff" => self.check_languages(element, "srcLang", "trgLang", head),
            "file" => self.check_languages(element, "source-language", "target-language", head),
            "header" | "body" | "group" | "metadata" | "metaGroup" => Ok(()),
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
            "trans-unit" => {
                let pair = self.trans_unit(element, head)?;
                self.ready.push(pair);
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
        let Head { bitext, .. } = head;
        for (name, lang) in [(src, &bitext.langs.src), (tgt, &bitext.langs.tgt)] {
            let code = element.attribute(name);
            if code.is_some_and(|code| Lang::parse(code).is_some_and(|parsed| parsed != *lang)) {
                let code = code.unwrap_or_default();
                return Err(Error::input(format!("`{name}` is `{code}`, not `{lang}`"))
                    .at(self.xml.place(element.line))
                    .hint("name the languages of the file: --src-lang, --tgt-lang"));
            }
        }
        Ok(())
    }

    fn trans_unit(&mut self, unit: &Element, head: &mut Head) -> Result<Pair> {
        self.n_units += 1;
        let mut pair = self.new_pair(unit);
        let mut state = String::new();
        let is_approved = unit.attribute("approved") == Some("yes");
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "source" => pair.src = self.text()?,
                    "target" => {
                        element.attribute("state").unwrap_or_default().clone_into(&mut state);
                        pair.tgt = self.text()?;
                    }
                    "note" => add_comment(&mut pair, &self.xml.plain_text()?),
                    "context-group" => {}
                    "context" => {
                        let name = element.attribute("context-type").unwrap_or_default();
                        self.property(&mut pair, head, name.strip_prefix("x-"), &element)?;
                    }
                    _ => self.xml.skip()?,
                },
                Node::End(name) if name == "trans-unit" => break,
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
        pair.status = match state.as_str() {
            "signed-off" | "final" => Status::Accepted,
            "translated" => Status::Edited,
            state if state.starts_with("needs-review") => Status::Rejected,
            _ if is_approved => Status::Accepted,
            _ => Status::Auto,
        };
        Ok(settled(pair))
    }

    /// Reads a unit of 2.x, in which every segment is a pair.
    fn unit(&mut self, unit: &Element, head: &mut Head) -> Result<Vec<Pair>> {
        self.n_units += 1;
        let mut common = self.new_pair(unit);
        let mut pairs: Vec<Pair> = Vec::new();
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "segment" => {
                        let mut pair = self.segment(&element, &common)?;
                        if !pairs.is_empty() {
                            let number = (pairs.len() + 1).to_string();
                            let suffix = element.attribute("id").unwrap_or(&number);
                            pair.id = format!("{}.{suffix}", pair.id);
                        }
                        pairs.push(settled(pair));
                    }
                    "note" => add_comment(&mut common, &self.xml.plain_text()?),
                    "notes" | "metadata" | "metaGroup" => {}
                    "meta" => {
                        let name = element.attribute("type");
                        self.property(&mut common, head, name, &element)?;
                    }
                    _ => self.xml.skip()?,
                },
                Node::End(name) if name == "unit" => return Ok(pairs),
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
    }

    fn segment(&mut self, segment: &Element, common: &Pair) -> Result<Pair> {
        let sub_state = segment.attribute("subState").unwrap_or_default();
        let status = match segment.attribute("state").unwrap_or_default() {
            "reviewed" | "final" => Status::Accepted,
            "translated" => Status::Edited,
            _ if sub_state == "enregard:rejected" => Status::Rejected,
            _ => Status::Auto,
        };
        let mut pair = Pair { status, ..common.clone() };
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "source" => pair.src = self.text()?,
                    "target" => pair.tgt = self.text()?,
                    _ => self.xml.skip()?,
                },
                Node::End(name) if name == "segment" => return Ok(pair),
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
    }

    fn new_pair(&self, unit: &Element) -> Pair {
        let id = unit.attribute("id").filter(|id| !id.is_empty());
        let id = id.map_or_else(|| format!("r{}", self.n_units), str::to_owned);
        Pair { id, ..Pair::default() }
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

    fn text(&mut self) -> Result<String> {
        let content = self.xml.content(inline)?;
        self.n_codes += content.n_dropped;
        Ok(content.text)
    }
}

fn settled(mut pair: Pair) -> Pair {
    properties::settle(&mut pair);
    pair
}

/// Elements that enclose text keep it; those that stand for a code do not.
fn inline(element: &Element) -> Inline {
    match element.name.as_str() {
        "g" | "mrk" | "pc" => Inline::Keep,
        "cp" => {
            let code = element.attribute("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32).map_or(Inline::Drop, Inline::Char)
        }
        _ => Inline::Drop,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, languages};
    use super::super::{Dialect, Format, Loaded, read, write};
    use super::*;

    #[test]
    fn a_unit_of_12_has_its_state_on_the_target() {
        let written =
            String::from_utf8(write(&example(), Format::Xliff, Dialect::Standard).bytes).unwrap();
        let unit = "    <trans-unit id=\"p1.s1\" xml:space=\"preserve\" approved=\"yes\">
        <source>Il dit : « Oui », puis s'en va.</source>
        <target state=\"signed-off\">He says \"Yes\". He leaves.</target>
        <context-group name=\"enregard\" purpose=\"information\">
          <context context-type=\"x-bead\">1:2</context>
          <context context-type=\"x-score\">0.9731</context>\n";
        assert!(written.contains(unit), "{written}");
        assert!(written.contains("<note from=\"date\">2020-11</note>"));
    }

    #[test]
    fn a_unit_of_21_has_its_state_on_the_segment() {
        let written =
            String::from_utf8(write(&example(), Format::Xliff2, Dialect::Standard).bytes).unwrap();
        let segment = "      <notes>
        <note>R&amp;D &lt; tout</note>
      </notes>
      <segment state=\"reviewed\">
        <source>Il dit : « Oui », puis s'en va.</source>
        <target>He says \"Yes\". He leaves.</target>
      </segment>\n";
        assert!(written.contains(segment), "{written}");
    }

    fn load(content: &str) -> Result<Loaded> {
        read(content.as_bytes(), "a.xlf", Format::Xliff, &languages())
    }

    #[test]
    fn the_work_of_other_tools_is_read() {
        let content = "<xliff version='1.2'><file source-language='fr-CA' target-language='en-US'><body>\
            <group><trans-unit id='7'><source>Un <g id='1'>mot</g><x id='2'/>.</source>\
            <seg-source><mrk mtype='seg'>no</mrk></seg-source>\
            <target state='needs-review-translation'>A <g id='1'>word</g>.</target>\
            <alt-trans><source>x</source><target>y</target></alt-trans>\
            <note from='Zoé'>vu</note></trans-unit></group></body></file></xliff>";
        let loaded = load(content).unwrap();
        let pair = &loaded.bitext.pairs[0];
        assert_eq!(("7", "Un mot.", "A word."), (&*pair.id, &*pair.src, &*pair.tgt));
        assert_eq!((Status::Rejected, "vu"), (pair.status, &*pair.comment));
        assert_eq!("codes inside texts, left out: 1", loaded.findings[0].message);
    }

    #[test]
    fn every_segment_of_a_unit_of_21_is_a_pair() {
        let content = "<xliff version='2.0' srcLang='fr' trgLang='en'><file id='f'><unit id='u1'>\
            <segment id='s1'><source>Oui.</source><target>Yes.</target></segment><ignorable><source> </source></ignorable>\
            <segment id='s2' state='final'><source>N<cp hex='0007'/>on.</source></segment></unit></file></xliff>";
        let pairs = load(content).unwrap().bitext.pairs;
        assert_eq!(("u1", "Oui.", Status::Auto), (&*pairs[0].id, &*pairs[0].src, pairs[0].status));
        assert_eq!(
            ("u1.s2", "N\u{7}on.", Status::Accepted),
            (&*pairs[1].id, &*pairs[1].src, pairs[1].status)
        );
    }

    #[track_caller]
    fn check_refusal(content: &str, expected: &str) {
        let error = load(content).unwrap_err();
        assert_eq!(expected, error.to_string());
        assert!(error.hint_text().is_some());
    }

    #[test]
    fn other_languages_and_other_documents_are_refused() {
        check_refusal(
            "<xliff>\n<file source-language='de' target-language='en'/></xliff>",
            "a.xlf:2: `source-language` is `de`, not `fr`",
        );
        check_refusal("<tmx/>", "a.xlf:1: this is not XLIFF: it starts with `<tmx>`");
    }
}
