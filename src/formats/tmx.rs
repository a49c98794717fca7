//! Translation Memory eXchange 1.4b, the format of translators' tools.
//!
//! A pair is one unit with the joined texts, whatever its shape, which stands
//! in `x-bead`. A pair without one of its sides is no translation unit: tools
//! stumble over empty ones, so that it is left out, and said. Characters that
//! XML 1.0 forbids are left out as well, and said.
//!
//! There is no document type: the DTD of 1.4b is not needed to read it, and
//! readers that follow one ask the network. Notes and properties stand before
//! the variants, as that DTD wants them.

use super::Written;
use crate::bitext::{Bitext, Pair};
use crate::finding::Finding;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

pub(super) fn write(bitext: &Bitext) -> Written {
    let mut tmx = Tmx { xml: Writer::new_with_indent(Vec::new(), b' ', 2), n_forbidden: 0 };
    tmx.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    tmx.open(BytesStart::new("tmx").with_attributes([("version", "1.4")]));
    tmx.header(bitext);
    tmx.open(BytesStart::new("body"));
    let has_both = |pair: &&Pair| !is_blank(&pair.src) && !is_blank(&pair.tgt);
    for pair in bitext.pairs.iter().filter(has_both) {
        tmx.unit(pair, bitext);
    }
    tmx.close("body");
    tmx.close("tmx");
    let n_one_sided = bitext.pairs.len() - bitext.pairs.iter().filter(has_both).count();
    let findings = findings(n_one_sided, tmx.n_forbidden);
    let mut bytes = tmx.xml.into_inner();
    bytes.push(b'\n');
    Written { bytes, findings }
}

fn findings(n_one_sided: usize, n_forbidden: usize) -> Vec<Finding> {
    let one_sided = format!("pairs without a source or a translation, left out: {n_one_sided}");
    let forbidden = format!("control characters that XML forbids, left out: {n_forbidden}");
    [(n_one_sided, one_sided), (n_forbidden, forbidden)]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, message)| Finding::warning("format", message))
        .collect()
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || !is_allowed(c))
}

struct Tmx {
    xml: Writer<Vec<u8>>,
    n_forbidden: usize,
}

impl Tmx {
    fn header(&mut self, bitext: &Bitext) {
        let header = BytesStart::new("header").with_attributes([
            ("creationtool", "enregard"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "sentence"),
            ("o-tmf", "enregard"),
            ("adminlang", "en"),
            ("srclang", bitext.src_lang.tag()),
            ("datatype", "plaintext"),
        ]);
        if bitext.metadata.is_empty() {
            return self.event(Event::Empty(header));
        }
        self.open(header);
        for (name, value) in &bitext.metadata {
            self.prop(name, value);
        }
        self.close("header");
    }

    fn unit(&mut self, pair: &Pair, bitext: &Bitext) {
        let id = self.allowed(&pair.id);
        self.open(BytesStart::new("tu").with_attributes([("tuid", id.as_str())]));
        if !pair.comment.is_empty() {
            self.element(BytesStart::new("note"), &pair.comment);
        }
        let (src, tgt) = (bitext.src_lang.tag(), bitext.tgt_lang.tag());
        self.prop("bead", &pair.shape.to_string());
        self.prop("score", &pair.score.map(|score| score.to_string()).unwrap_or_default());
        self.prop("status", pair.status.name());
        self.prop(&format!("{src}-ids"), &pair.src_ids.join(" "));
        self.prop(&format!("{tgt}-ids"), &pair.tgt_ids.join(" "));
        self.prop("findings", &pair.findings.join(" "));
        self.prop("reviewer", &pair.reviewer);
        self.prop("updated", &pair.updated);
        for (name, value) in bitext.carried_headers.iter().zip(&pair.carried) {
            self.prop(name, value);
        }
        self.variant(src, &pair.src);
        self.variant(tgt, &pair.tgt);
        self.close("tu");
    }

    fn variant(&mut self, lang: &str, text: &str) {
        self.open(BytesStart::new("tuv").with_attributes([("xml:lang", lang)]));
        self.element(BytesStart::new("seg"), text);
        self.close("tuv");
    }

    /// Writes a property, if it says anything.
    fn prop(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let kind = format!("x-{}", self.allowed(name));
            self.element(BytesStart::new("prop").with_attributes([("type", kind.as_str())]), value);
        }
    }

    fn element(&mut self, start: BytesStart<'_>, text: &str) {
        let text = self.allowed(text);
        let end = start.to_end().into_owned();
        self.event(Event::Start(start));
        self.event(Event::Text(BytesText::new(&text)));
        self.event(Event::End(end));
    }

    /// Returns a text without what XML forbids. A carriage return would be read
    /// as a line feed, so that it is written as one.
    fn allowed(&mut self, text: &str) -> String {
        self.n_forbidden += text.chars().filter(|c| !is_allowed(*c)).count();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.chars().filter(|c| is_allowed(*c)).collect()
    }

    fn open(&mut self, start: BytesStart<'_>) {
        self.event(Event::Start(start));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn event(&mut self, event: Event<'_>) {
        self.xml.write_event(event).expect("a vector takes all bytes");
    }
}

/// Tells whether a character may stand in XML 1.0 (production 2, `Char`).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bitext, example};
    use super::*;
    use proptest::prelude::*;
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    #[test]
    fn a_pair_is_a_unit_with_its_properties() {
        let written = write(&example());
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="enregard" creationtoolversion="VERSION" segtype="sentence" o-tmf="enregard" adminlang="en" srclang="fr" datatype="plaintext">
    <prop type="x-date">2020-11</prop>
  </header>
  <body>
    <tu tuid="p1.s1">
      <note>R&amp;D &lt; tout</note>
      <prop type="x-bead">1:2</prop>
      <prop type="x-score">0.9731</prop>
      <prop type="x-status">accepted</prop>
      <prop type="x-fr-ids">p1.s1</prop>
      <prop type="x-en-ids">r2.s1 r2.s2</prop>
      <prop type="x-findings">length quotes</prop>
      <prop type="x-reviewer">Zoé</prop>
      <prop type="x-updated">2026-11-23T10:00:00Z</prop>
      <prop type="x-Remarque">note 1</prop>
      <tuv xml:lang="fr">
        <seg>Il dit : « Oui », puis s&apos;en va.</seg>
      </tuv>
      <tuv xml:lang="en">
        <seg>He says &quot;Yes&quot;. He leaves.</seg>
      </tuv>
    </tu>
    <tu tuid="p1.s2">
      <prop type="x-bead">1:1</prop>
      <prop type="x-status">auto</prop>
      <prop type="x-fr-ids">p1.s2</prop>
      <prop type="x-en-ids">r1.s1</prop>
      <tuv xml:lang="fr">
        <seg>Il pleut.</seg>
      </tuv>
      <tuv xml:lang="en">
        <seg>It rains.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"#;
        let expected = expected.replace("VERSION", env!("CARGO_PKG_VERSION"));
        assert_eq!(expected, String::from_utf8(written.bytes).unwrap());
        assert_eq!(
            "warning: pairs without a source or a translation, left out: 1 [format]",
            written.findings[0].to_string()
        );
    }

    fn pair(src: &str, tgt: &str) -> Pair {
        Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() }
    }

    #[test]
    fn what_xml_forbids_is_left_out_and_counted() {
        let written = write(&bitext(vec![pair("a\u{b}b\u{0}\u{ffff}\r\nc", "😀\t&")]));
        let content = String::from_utf8(written.bytes).unwrap();
        assert!(content.contains("<seg>ab\nc</seg>") && content.contains("<seg>😀\t&amp;</seg>"));
        assert!(written.findings[0].message.ends_with("left out: 3"));
    }

    /// Returns what xmllint says of XML that is not well formed, or `None` if
    /// it is well formed or there is no xmllint.
    fn complaint(xml: &[u8]) -> Option<String> {
        let command = Command::new("xmllint")
            .args(["--noout", "-"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut process) = command else {
            eprintln!("skipped: xmllint is not installed");
            return None;
        };
        process.stdin.take().unwrap().write_all(xml).unwrap();
        let output = process.wait_with_output().unwrap();
        (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
    }

    #[test]
    fn other_programs_find_it_well_formed() {
        assert_eq!(None, complaint(&write(&example()).bytes));
    }

    proptest! {
        #[test]
        fn any_text_comes_back_from_a_parser(src in "\\PC{0,20}[\u{0}-\u{20}]{0,4}<&\"x", tgt in "\\PC{1,9}y") {
            let written = write(&bitext(vec![pair(&src, &tgt)]));
            let content = String::from_utf8(written.bytes).unwrap();
            let mut reader = quick_xml::Reader::from_str(&content);
            let mut events = Vec::new();
            loop {
                match reader.read_event().unwrap() {
                    Event::Eof => break,
                    Event::Start(start) => events.push(start.name().as_ref().to_owned()),
                    _ => {}
                }
            }
            prop_assert_eq!(2, events.iter().filter(|name| name.as_str() == "seg").count());
            let seg = content.split("<seg>").nth(1).unwrap().split("</seg>").next().unwrap();
            let kept: String = src.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| is_allowed(*c)).collect();
            prop_assert_eq!(quick_xml::escape::unescape(seg).unwrap(), kept);
        }
    }
}
