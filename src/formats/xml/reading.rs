//! Reads XML event by event, and knows where in the file each stands.

use super::is_allowed;
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use quick_xml::events::{BytesRef, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::ops::Range;

/// An element that opens.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(in crate::formats) struct Element {
    /// Its name without a prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The line on which it opens.
    pub line: u64,
}

impl Element {
    /// Returns the value of an attribute, by its name without a prefix.
    pub(in crate::formats) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the values of all attributes.
    pub(in crate::formats) fn values(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(_, value)| value.as_str())
    }
}

/// What comes next in a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::formats) enum Node {
    /// An element opens.
    Start(Element),
    /// The element of that name closes.
    End(String),
    /// A piece of text.
    Text(String),
    /// The document ends.
    Eof,
}

/// Reads XML from a text.
pub(in crate::formats) struct XmlReader<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    file: &'a str,
    text: &'a str,
    /// How far lines were counted, and which line it is there.
    counted: usize,
    line: u64,
    open: Vec<String>,
    has_root: bool,
    /// Where what was read last stands.
    span: Range<usize>,
    /// How many characters were left out that XML forbids.
    n_forbidden: usize,
}

impl<'a> XmlReader<'a> {
    /// Starts at the first element. `file` names the text in messages.
    pub(in crate::formats) fn new(file: &'a str, text: &'a str) -> XmlReader<'a> {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let (open, has_root) = (Vec::new(), false);
        let (span, n_forbidden) = (0..0, 0);
        XmlReader { reader, file, text, counted: 0, line: 1, open, has_root, span, n_forbidden }
    }

    /// Returns the place of a line.
    pub(in crate::formats) fn place(&self, line: u64) -> Place {
        Place::file(self.file).line(line)
    }

    /// Returns what comes next. Comments and instructions do not.
    ///
    /// # Errors
    ///
    /// The document is not well formed, or defines entities.
    pub(in crate::formats) fn next_node(&mut self) -> Result<Node> {
        loop {
            self.count_lines();
            let start = self.position();
            let event = self.reader.read_event().map_err(|cause| self.broken(&cause))?;
            self.span = start..self.position();
            return Ok(match event {
                Event::Start(start) => {
                    let element = self.element(&start)?;
                    self.open.push(element.name.clone());
                    self.has_root = true;
                    Node::Start(element)
                }
                Event::End(_) => Node::End(self.open.pop().unwrap_or_default()),
                Event::Text(text) => Node::Text(self.allowed(text.xml10_content())),
                Event::CData(data) => Node::Text(self.allowed(data.xml10_content())),
                Event::GeneralRef(entity) => {
                    // A tool that writes `&#x1F;` means it, whether XML allows it or not: it is
                    // kept, and a finding of the check `control`. NUL alone ends texts elsewhere.
                    if is_number_of_nothing(&entity.xml10_content()) {
                        Node::Text(self.allowed("\0".into()))
                    } else {
                        Node::Text(self.character(&entity)?.to_string())
                    }
                }
                Event::DocType(doctype) => {
                    self.refuse_entities(&doctype)?;
                    continue;
                }
                Event::Eof => self.eof()?,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => continue,
            });
        }
    }

    /// Returns the text up to the end of the element that was opened last, with
    /// that of all elements in it.
    ///
    /// # Errors
    ///
    /// As for [`XmlReader::next_node`].
    pub(in crate::formats) fn plain_text(&mut self) -> Result<String> {
        let mut all = String::new();
        let depth = self.open.len();
        while self.open.len() >= depth {
            match self.next_node()? {
                Node::Text(text) => all.push_str(&text),
                Node::Eof => break,
                Node::Start(_) | Node::End(_) => {}
            }
        }
        Ok(all)
    }

    /// Leaves out the rest of the element that was opened last.
    ///
    /// # Errors
    ///
    /// As for [`XmlReader::next_node`].
    pub(in crate::formats) fn skip(&mut self) -> Result<()> {
        let depth = self.open.len();
        while self.open.len() >= depth && self.next_node()? != Node::Eof {}
        Ok(())
    }

    /// Returns where in the text that which was read last stands. The end of an
    /// empty element stands nowhere.
    pub(in crate::formats) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Returns a stretch of the file as it is written.
    pub(in crate::formats) fn raw(&self, range: Range<usize>) -> &'a str {
        &self.text[range]
    }

    /// Says that characters were left out that XML forbids.
    pub(in crate::formats) fn controls_finding(&self) -> Option<Notice> {
        let n = self.n_forbidden;
        let message = format!("control characters that XML forbids, left out: {n}");
        (n > 0).then(|| Notice::warning("format", message))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position())
            .unwrap_or(self.text.len())
            .min(self.text.len())
    }

    /// Returns a text without what XML forbids, which parsers of others refuse.
    fn allowed(&mut self, text: Cow<'_, str>) -> String {
        let n_forbidden = text.chars().filter(|c| !is_allowed(*c)).count();
        if n_forbidden == 0 {
            return text.into_owned();
        }
        self.n_forbidden += n_forbidden;
        text.chars().filter(|c| is_allowed(*c)).collect()
    }

    /// Returns the names of the elements that are open, the root first.
    pub(in crate::formats) fn open(&self) -> &[String] {
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
                Err(Error::input("this is not XML: there is no element in it")
                    .at(Place::file(self.file))
                    .hint("check that it was saved, or say which format it is: --from FORMAT"))
            }
            None => Ok(Node::Eof),
        }
    }

    fn count_lines(&mut self) {
        let at = self.position();
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

/// Tells whether a reference (`#0`, `#x0`) names NUL.
fn is_number_of_nothing(name: &str) -> bool {
    let Some(digits) = name.strip_prefix('#') else { return false };
    let digits = digits.strip_prefix('x').unwrap_or(digits);
    !digits.is_empty() && digits.bytes().all(|byte| byte == b'0')
}

fn not_well_formed(cause: &dyn std::fmt::Display) -> Error {
    Error::input(format!("this is not well-formed XML: {cause}"))
        .hint("export the file again, or mend that line; `xmllint --noout FILE` shows more")
}
