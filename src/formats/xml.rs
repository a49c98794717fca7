//! XML in and out, as the XML formats here need it.
//!
//! Out: every character that XML 1.0 allows comes back from a parser as it was,
//! line ends and white space in attributes included; what it forbids is left
//! out and counted.
//!
//! In: elements, texts and the predefined entities. Entities that a file
//! defines itself are refused, since they may grow without bound or name other
//! files; a document type is let be and never fetched. Names are local names:
//! prefixes differ from tool to tool.

use super::outlet::Buffer;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use quick_xml::events::{BytesDecl, BytesEnd, BytesRef, BytesStart, BytesText, Event};
use std::fmt::Write as _;

/// Writes XML with an indent of two spaces.
pub(super) struct XmlWriter {
    xml: quick_xml::Writer<Buffer>,
    buffer: Buffer,
    open: Vec<&'static str>,
    n_forbidden: usize,
}

/// The attributes of an element to be written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl XmlWriter {
    /// Starts a document.
    pub(super) fn new(buffer: Buffer) -> XmlWriter {
        let xml = quick_xml::Writer::new_with_indent(buffer.clone(), b' ', 2);
        let mut writer = XmlWriter { xml, buffer, open: Vec::new(), n_forbidden: 0 };
        writer.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        writer
    }

    /// Writes a document type.
    pub(super) fn doctype(&mut self, name: &'static str) {
        self.event(Event::DocType(BytesText::from_escaped(name)));
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = self.start(name, attributes);
        self.event(Event::Start(start));
        self.open.push(name);
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = self.start(name, attributes);
        self.event(Event::Empty(start));
    }

    /// Writes an element that holds a text.
    pub(super) fn element(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        let text = self.escaped(text);
        self.element_of_xml(name, attributes, &text);
    }

    /// Writes an element whose content is XML already.
    pub(super) fn element_of_xml(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        content: &str,
    ) {
        let start = self.start(name, attributes);
        self.event(Event::Start(start));
        self.event(Event::Text(BytesText::from_escaped(content)));
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// Closes what is open, ends the file and says what had to be left out.
    pub(super) fn finish(mut self) -> Option<Finding> {
        while !self.open.is_empty() {
            self.close();
        }
        self.buffer.push("\n");
        let message =
            format!("control characters that XML forbids, left out: {}", self.n_forbidden);
        (self.n_forbidden > 0).then(|| Finding::warning("format", message))
    }

    /// Returns a text as XML, without what XML forbids.
    pub(super) fn escaped(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + text.len() / 8);
        for c in text.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                // A parser would make a line feed of it.
                '\r' => out.push_str("&#13;"),
                c if is_allowed(c) => out.push(c),
                _ => self.n_forbidden += 1,
            }
        }
        out
    }

    fn start(&mut self, name: &'static str, attributes: Attributes<'_>) -> BytesStart<'static> {
        let mut content = name.to_owned();
        for (key, value) in attributes {
            let value = self.escaped(value).replace('"', "&quot;");
            let value = value.replace('\n', "&#10;").replace('\t', "&#9;");
            // Writing to a string cannot fail.
            let _ = write!(content, " {key}=\"{value}\"");
        }
        BytesStart::from_content(content, name.len())
    }

    fn event(&mut self, event: Event<'_>) {
        self.xml.write_event(event).expect("a buffer takes all bytes");
    }
}

/// Tells whether a character may stand in XML 1.0 (production 2, `Char`).
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Tells whether nothing of a text is left in XML.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || !is_allowed(c))
}

/// An element that opens.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The line on which it opens.
    pub line: u64,
}

impl Element {
    /// Returns the value of an attribute, by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What comes next in a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Node {
    /// An element opens.
    Start(Element),
    /// The element of that name closes.
    End(String),
    /// A piece of text.
    Text(String),
    /// The document ends.
    Eof,
}

/// What becomes of an element inside a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Inline {
    /// Its text is part of the text.
    Keep,
    /// It is a code of somebody's layout, and left out with what it holds.
    Drop,
    /// It stands for a character.
    Char(char),
}

/// The text of an element.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Content {
    /// The text.
    pub text: String,
    /// How many codes were left out.
    pub n_dropped: usize,
}

/// Reads XML from a text.
pub(super) struct XmlReader<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    file: &'a str,
    text: &'a str,
    /// How far lines were counted, and which line it is there.
    counted: usize,
    line: u64,
    open: Vec<String>,
    has_root: bool,
}

impl<'a> XmlReader<'a> {
    /// Starts at the first element. `file` names the text in messages.
    pub(super) fn new(file: &'a str, text: &'a str) -> XmlReader<'a> {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let (open, has_root) = (Vec::new(), false);
        XmlReader { reader, file, text, counted: 0, line: 1, open, has_root }
    }

    /// Returns the place of a line.
    pub(super) fn place(&self, line: u64) -> Place {
        Place::file(self.file).line(line)
    }

    /// Returns what comes next. Comments and instructions do not.
    ///
    /// # Errors
    ///
    /// The document is not well formed, or defines entities.
    pub(super) fn next_node(&mut self) -> Result<Node> {
        loop {
            self.count_lines();
            let event = self.reader.read_event().map_err(|cause| self.broken(&cause))?;
            return Ok(match event {
                Event::Start(start) => {
                    let element = self.element(&start)?;
                    self.open.push(element.name.clone());
                    self.has_root = true;
                    Node::Start(element)
                }
                Event::End(_) => Node::End(self.open.pop().unwrap_or_default()),
                Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
                Event::CData(data) => Node::Text(data.xml10_content().into_owned()),
                Event::GeneralRef(entity) => Node::Text(self.character(&entity)?.to_string()),
                Event::DocType(doctype) => {
                    self.refuse_entities(&doctype)?;
                    continue;
                }
                Event::Eof => self.eof()?,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => continue,
            });
        }
    }

    /// Returns the text up to the end of the element that was opened last.
    ///
    /// # Errors
    ///
    /// As for [`XmlReader::next_node`].
    pub(super) fn content(&mut self, inline: impl Fn(&Element) -> Inline) -> Result<Content> {
        let mut content = Content::default();
        let depth = self.open.len();
        while self.open.len() >= depth {
            match self.next_node()? {
                Node::Text(text) => content.text.push_str(&text),
                Node::Start(element) => match inline(&element) {
                    Inline::Keep => {}
                    Inline::Char(c) => {
                        content.text.push(c);
                        self.skip()?;
                    }
                    Inline::Drop => {
                        content.n_dropped += 1;
                        self.skip()?;
                    }
                },
                Node::End(_) => {}
                Node::Eof => break,
            }
        }
        Ok(content)
    }

    /// Returns the text up to the end of the element that was opened last, with
    /// that of all elements in it.
    ///
    /// # Errors
    ///
    /// As for [`XmlReader::next_node`].
    pub(super) fn plain_text(&mut self) -> Result<String> {
        Ok(self.content(|_| Inline::Keep)?.text)
    }

    /// Leaves out the rest of the element that was opened last.
    ///
    /// # Errors
    ///
    /// As for [`XmlReader::next_node`].
    pub(super) fn skip(&mut self) -> Result<()> {
        let depth = self.open.len();
        while self.open.len() >= depth && self.next_node()? != Node::Eof {}
        Ok(())
    }

    /// Returns the names of the elements that are open, the root first.
    pub(super) fn open(&self) -> &[String] {
        &self.open
    }

    fn element(&self, start: &BytesStart<'_>) -> Result<Element> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|cause| self.wrong(&cause))?;
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|cause| self.wrong(&cause))?;
            let key = attribute.key.local_name().as_ref().to_owned();
            attributes.push((key, value.into_owned()));
        }
        let name = start.local_name().as_ref().to_owned();
        Ok(Element { name, attributes, line: self.line })
    }

    fn character(&self, entity: &BytesRef<'_>) -> Result<char> {
        let name = entity.xml10_content();
        let by_number = entity.resolve_char_ref().map_err(|cause| self.wrong(&cause))?;
        let by_name = || match name.as_ref() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        };
        by_number.or_else(by_name).ok_or_else(|| {
            Error::input(format!("the entity `&{name};` is not one of XML itself"))
                .at(self.place(self.line))
                .hint("write the character itself; entities that a file defines are not read")
        })
    }

    fn refuse_entities(&self, doctype: &BytesText<'_>) -> Result<()> {
        if !doctype.xml10_content().contains("<!ENTITY") {
            return Ok(());
        }
        Err(Error::input("this file defines entities, which may unfold without end")
            .at(self.place(self.line))
            .hint("take the `<!ENTITY` lines out, and write what they stand for"))
    }

    fn eof(&self) -> Result<Node> {
        let hint = "the file may have been cut off; export it again";
        match self.open.last() {
            Some(name) => Err(Error::input(format!("the file ends inside `<{name}>`"))
                .at(self.place(self.line))
                .hint(hint)),
            None if !self.has_root => {
                Err(Error::input("this is no XML: there is no element in it")
                    .at(Place::file(self.file))
                    .hint("check that it was saved, or say which format it is: --from FORMAT"))
            }
            None => Ok(Node::Eof),
        }
    }

    fn count_lines(&mut self) {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(self.counted);
        if let Some(passed) = self.text.as_bytes().get(self.counted..at) {
            self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
            self.counted = at;
        }
    }

    fn broken(&self, cause: &quick_xml::Error) -> Error {
        let at = usize::try_from(self.reader.error_position()).unwrap_or(0);
        let passed = self.text.as_bytes().get(..at).unwrap_or_default();
        let line = 1 + memchr::memchr_iter(b'\n', passed).count() as u64;
        not_well_formed(cause).at(self.place(line))
    }

    fn wrong(&self, cause: &dyn std::fmt::Display) -> Error {
        not_well_formed(cause).at(self.place(self.line))
    }
}

fn not_well_formed(cause: &dyn std::fmt::Display) -> Error {
    Error::input(format!("this is not well-formed XML: {cause}"))
        .hint("export the file again, or mend that line; `xmllint --noout FILE` shows more")
}

#[cfg(test)]
mod tests {
    use super::super::outlet::Outlet;
    use super::*;
    use proptest::prelude::*;

    fn nodes(text: &str) -> Result<Vec<Node>> {
        let mut reader = XmlReader::new("a.xml", text);
        let mut nodes = Vec::new();
        loop {
            match reader.next_node()? {
                Node::Eof => return Ok(nodes),
                node => nodes.push(node),
            }
        }
    }

    #[track_caller]
    fn check_refusal(text: &str, expected: &str) {
        let error = nodes(text).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
        assert!(error.hint_text().is_some());
    }

    #[test]
    fn entities_of_the_file_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        check_refusal(bomb, "a.xml:1: this file defines entities");
        check_refusal("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a/>", "a.xml:1: ");
        check_refusal("<a>\n&b;</a>", "a.xml:2: the entity `&b;` is not one of XML itself");
        assert!(nodes("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><a/>").is_ok());
    }

    #[test]
    fn what_is_not_well_formed_is_refused_with_its_line() {
        check_refusal("<a>\n<b>\n</a>", "a.xml:3: this is not well-formed XML");
        check_refusal("<a>\n<b></b>", "a.xml:2: the file ends inside `<a>`");
        check_refusal("<a b=1/>", "a.xml:1: this is not well-formed XML");
        check_refusal("Il pleut.", "a.xml: this is no XML");
    }

    #[test]
    fn names_are_local_and_lines_are_counted() {
        let nodes = nodes("<a>\n <x:b y:c='1\n2'/></a>").unwrap();
        let Node::Start(element) = &nodes[2] else { panic!("{nodes:?}") };
        assert_eq!(("b", 2, Some("1 2")), (&*element.name, element.line, element.attribute("c")));
    }

    proptest! {
        #[test]
        fn every_allowed_character_comes_back(text in "[\\PC\r\n\t <>&\"']{0,20}(]]>)?") {
            let outlet = Outlet::default();
            let mut writer = XmlWriter::new(outlet.main());
            writer.element("a", &[("b", &text)], &text);
            prop_assert_eq!(None, writer.finish());
            let bytes = outlet.take().remove(0).bytes;
            let content = String::from_utf8(bytes).unwrap();
            let mut reader = XmlReader::new("a.xml", &content);
            let element = loop {
                if let Node::Start(element) = reader.next_node().unwrap() {
                    break element;
                }
            };
            prop_assert_eq!(Some(&*text), element.attribute("b"));
            prop_assert_eq!(&text, &reader.plain_text().unwrap());
        }
    }
}
