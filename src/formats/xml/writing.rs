//! Writes XML: every character that it allows comes back from a parser as it was.

use super::is_allowed;
use crate::formats::outlet::Buffer;
use crate::notice::Notice;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::fmt::Write as _;

/// Writes XML with an indent of two spaces.
pub(in crate::formats) struct XmlWriter {
    xml: quick_xml::Writer<Buffer>,
    buffer: Buffer,
    open: Vec<&'static str>,
    n_forbidden: usize,
}

/// The attributes of an element to be written.
pub(in crate::formats) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl XmlWriter {
    /// Starts a document.
    pub(in crate::formats) fn new(buffer: Buffer) -> XmlWriter {
        let xml = quick_xml::Writer::new_with_indent(buffer.clone(), b' ', 2);
        let mut writer = XmlWriter { xml, buffer, open: Vec::new(), n_forbidden: 0 };
        writer.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        writer
    }

    /// Writes a document type.
    pub(in crate::formats) fn doctype(&mut self, name: &'static str) {
        self.event(Event::DocType(BytesText::from_escaped(name)));
    }

    /// Opens an element.
    pub(in crate::formats) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = self.start(name, attributes);
        self.event(Event::Start(start));
        self.open.push(name);
    }

    /// Writes an element without content.
    pub(in crate::formats) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let start = self.start(name, attributes);
        self.event(Event::Empty(start));
    }

    /// Writes an element that holds a text.
    pub(in crate::formats) fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        text: &str,
    ) {
        let text = self.escaped(text);
        self.element_of_xml(name, attributes, &text);
    }

    /// Writes an element whose content is XML already.
    pub(in crate::formats) fn element_of_xml(
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
    pub(in crate::formats) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// Closes what is open, ends the file and says what had to be left out.
    pub(in crate::formats) fn finish(mut self) -> Option<Notice> {
        while !self.open.is_empty() {
            self.close();
        }
        self.buffer.push("\n");
        let message =
            format!("control characters that XML forbids, left out: {}", self.n_forbidden);
        (self.n_forbidden > 0).then(|| Notice::warning("format", message))
    }

    /// Returns a text as XML, without what XML forbids.
    pub(in crate::formats) fn escaped(&mut self, text: &str) -> String {
        let (xml, n_forbidden) = escape(text);
        self.n_forbidden += n_forbidden;
        xml
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

/// Returns a text as XML, and how many characters XML forbids in it.
pub(super) fn escape(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut n_forbidden = 0;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A parser would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            c if is_allowed(c) => out.push(c),
            _ => n_forbidden += 1,
        }
    }
    (out, n_forbidden)
}
