//! Translation Memory eXchange 1.4b, the format of translators' tools.
//!
//! A pair is one unit with the joined texts, whatever its shape, which stands
//! in `x-bead`. A pair without one of its sides is no translation unit: tools
//! stumble over empty ones, so that it is left out, and said, unless it is asked
//! for. Notes and properties stand before the variants, as the DTD wants them.
//! There is no document type: readers that follow one ask the network.
//!
//! Files of others are read too: units with variants in many languages, codes
//! of some layout inside the text, which are left out and counted, and texts
//! that stand on lines of their own.

use super::properties::{self, Property};
use super::xml::{Element, Inline, Node, XmlReader, XmlWriter, is_blank};
use super::{BitextFormat, Head, Input, Options, Outlet, PairReader, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::lang::Lang;

/// How `creationtool` knows our own files, in which white space counts.
const TOOL: &str = "enregard";

pub(super) struct Tmx;

impl BitextFormat for Tmx {
    fn reader<'a>(&self, input: &'a Input, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let (file, text) = input.main()?;
        Ok(Box::new(Reader { xml: XmlReader::new(file, text), seen: Seen::default() }))
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let head = Bitext { pairs: Vec::new(), ..bitext.clone() };
        let codes = options.codes(bitext);
        let mut xml = XmlWriter::new(out.main());
        xml.open("tmx", &[("version", "1.4")]);
        write_header(&mut xml, &head, &codes.0);
        xml.open("body", &[]);
        Box::new(Writer { xml, head, codes, one_sided: options.one_sided, n_one_sided: 0 })
    }
}

fn write_header(xml: &mut XmlWriter, head: &Bitext, src: &str) {
    let attributes = [
        ("creationtool", TOOL),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", TOOL),
        ("adminlang", "en"),
        ("srclang", src),
        ("datatype", "plaintext"),
    ];
    let known = properties::of_head(head);
    if known.is_empty() {
        return xml.empty("header", &attributes);
    }
    xml.open("header", &attributes);
    for property in &known {
        write_property(xml, property);
    }
    xml.close();
}

fn write_property(xml: &mut XmlWriter, (name, value): &Property) {
    xml.element("prop", &[("type", &format!("x-{name}"))], value);
}

struct Writer {
    xml: XmlWriter,
    head: Bitext,
    /// What the languages are called.
    codes: (String, String),
    one_sided: bool,
    n_one_sided: usize,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        if is_blank(&pair.src) || is_blank(&pair.tgt) {
            self.n_one_sided += 1;
            if !self.one_sided {
                return;
            }
        }
        self.xml.open("tu", &[("tuid", &pair.id)]);
        if !pair.comment.is_empty() {
            self.xml.element("note", &[], &pair.comment);
        }
        for property in properties::of_pair(pair, &self.head) {
            write_property(&mut self.xml, &property);
        }
        for (code, text) in [(&self.codes.0, &pair.src), (&self.codes.1, &pair.tgt)] {
            self.xml.open("tuv", &[("xml:lang", code)]);
            self.xml.element("seg", &[], text);
            self.xml.close();
        }
        self.xml.close();
    }

    fn finish(self: Box<Self>) -> Vec<Finding> {
        let what = "pairs without a source or a translation";
        let message = if self.one_sided {
            format!(
                "{what}, written with a blank text that some tools refuse: {}",
                self.n_one_sided
            )
        } else {
            format!("{what}, left out: {}", self.n_one_sided)
        };
        let one_sided = (self.n_one_sided > 0).then(|| Finding::warning("format", message));
        one_sided.into_iter().chain(self.xml.finish()).collect()
    }
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
    n_pairs: usize,
}

struct Reader<'a> {
    xml: XmlReader<'a>,
    seen: Seen,
}

impl PairReader for Reader<'_> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
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
                        if let Some(pair) = self.unit(&element, head)? {
                            self.seen.n_pairs += 1;
                            return Ok(Some(pair));
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
}

impl Reader<'_> {
    fn unit(&mut self, unit: &Element, head: &mut Head) -> Result<Option<Pair>> {
        self.seen.n_units += 1;
        let mut pair = Pair {
            id: unit.attribute("tuid").unwrap_or_default().to_owned(),
            reviewer: unit.attribute("changeid").unwrap_or_default().to_owned(),
            updated: unit.attribute("changedate").unwrap_or_default().to_owned(),
            ..Pair::default()
        };
        let (mut src, mut tgt) = (None, None);
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => match element.name.as_str() {
                    "note" => add_comment(&mut pair, &self.xml.plain_text()?),
                    "prop" => {
                        let (name, value) = (property_name(&element), self.xml.plain_text()?);
                        let place = self.xml.place(element.line).column(&*name);
                        properties::set(&mut pair, head, &name, value)
                            .map_err(|error| error.at(place))?;
                    }
                    "tuv" => {
                        let lang = self.lang(&element)?;
                        let text = self.variant(&mut pair)?;
                        let side = match Lang::parse(&lang) {
                            Some(lang) if lang == head.bitext.langs.src => &mut src,
                            Some(lang) if lang == head.bitext.langs.tgt => &mut tgt,
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
        if src.is_none() && tgt.is_none() {
            self.seen.n_neither += 1;
            return Ok(None);
        }
        pair.src = src.unwrap_or_default();
        pair.tgt = tgt.unwrap_or_default();
        properties::settle(&mut pair);
        if pair.id.is_empty() {
            pair.id = format!("r{}", self.seen.n_units);
        }
        Ok(Some(pair))
    }

    /// Returns the text of a variant; notes in it are the pair's.
    fn variant(&mut self, pair: &mut Pair) -> Result<String> {
        let mut text = String::new();
        loop {
            match self.xml.next_node()? {
                Node::Start(element) if element.name == "seg" => {
                    let content = self.xml.content(inline)?;
                    self.seen.n_codes += content.n_dropped;
                    text = content.text;
                }
                Node::Start(element) if element.name == "note" => {
                    add_comment(pair, &self.xml.plain_text()?);
                }
                Node::Start(_) => self.xml.skip()?,
                Node::End(name) if name == "tuv" => break,
                Node::End(_) | Node::Text(_) | Node::Eof => {}
            }
        }
        Ok(if self.seen.is_ours { text } else { text.trim().to_owned() })
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
        let (src, tgt) = (&head.bitext.langs.src, &head.bitext.langs.tgt);
        let langs = self.seen.langs.join(", ");
        Err(Error::input(format!("no unit is in `{src}` or `{tgt}`; the file has: {langs}"))
            .at(self.xml.place(1))
            .hint("name the languages: --src-lang, --tgt-lang"))
    }

    /// Says what was left out.
    fn say(&mut self, head: &mut Head) {
        let seen = &self.seen;
        for (n, what) in [
            (seen.n_codes, "codes inside texts, left out"),
            (seen.n_more, "further variants in one language, left out"),
            (seen.n_neither, "units in other languages, left out"),
        ] {
            if n > 0 {
                head.findings.push(Finding::warning("format", format!("{what}: {n}")));
            }
        }
    }
}

fn property_name(element: &Element) -> String {
    let name = element.attribute("type").unwrap_or("property");
    name.strip_prefix("x-").unwrap_or(name).to_owned()
}

/// Adds a note to what people say of a pair.
pub(super) fn add_comment(pair: &mut Pair, note: &str) {
    if !pair.comment.is_empty() {
        pair.comment.push('\n');
    }
    pair.comment.push_str(note);
}

/// A highlight holds text; the other elements hold codes.
fn inline(element: &Element) -> Inline {
    if element.name == "hi" { Inline::Keep } else { Inline::Drop }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bitext, example, languages};
    use super::super::{Dialect, Format, Loaded, read, write};
    use super::*;

    #[test]
    fn a_pair_is_a_unit_with_its_properties() {
        let written = write(&example(), Format::Tmx, Dialect::Standard);
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="enregard" creationtoolversion="VERSION" segtype="sentence" o-tmf="enregard" adminlang="en" srclang="fr" datatype="plaintext">
    <prop type="x-date">2020-11</prop>
    <prop type="x-column">Remarque</prop>
  </header>
  <body>
    <tu tuid="p1.s1">
      <note>R&amp;D &lt; tout</note>
      <prop type="x-bead">1:2</prop>
      <prop type="x-score">0.9731</prop>
      <prop type="x-status">accepted</prop>
      <prop type="x-fr-ids">p1.s1</prop>
      <prop type="x-en-ids">r2.s1 r2.s2</prop>
      <prop type="x-en-breaks">15 25</prop>
      <prop type="x-kind">heading</prop>
      <prop type="x-findings">length quotes</prop>
      <prop type="x-reviewer">Zoé</prop>
      <prop type="x-updated">2026-11-23T10:00:00Z</prop>
      <prop type="x-Remarque">note 1</prop>
      <tuv xml:lang="fr">
        <seg>Il dit : « Oui », puis s'en va.</seg>
      </tuv>
      <tuv xml:lang="en">
        <seg>He says "Yes". He leaves.</seg>
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

    #[test]
    fn what_xml_forbids_is_left_out_and_counted() {
        let pair =
            Pair { src: "a\u{b}b\u{0}\u{ffff}c".into(), tgt: "😀".into(), ..Pair::default() };
        let written = write(&bitext(vec![pair]), Format::Tmx, Dialect::Standard);
        assert!(String::from_utf8(written.bytes).unwrap().contains("<seg>abc</seg>"));
        assert!(written.findings[0].message.ends_with("left out: 3"));
    }

    fn load(content: &str) -> Result<Loaded> {
        read(content.as_bytes(), "a.tmx", Format::Tmx, &languages())
    }

    #[test]
    fn the_memories_of_other_tools_are_read() {
        let content = "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
            <tmx version=\"1.1\"><header creationtool=\"memoQ\" srclang=\"*all*\"/><body>\n\
            <tu changeid=\"Zoé\" changedate=\"20261124T120000Z\"><note>vu</note>\
            <prop type=\"project\">P7</prop>\
            <tuv xml:lang=\"DE-DE\"><seg>Ja.</seg></tuv>\
            <tuv lang=\"FR-CA\"><prop type=\"x\">y</prop><seg>\n  <bpt i=\"1\">&lt;b></bpt>Oui<ept i=\"1\"/>, <hi>toi</hi>.\n</seg></tuv>\
            <tuv xml:lang=\"en-US\"><seg>Yes, you.</seg></tuv>\
            <tuv xml:lang=\"en-GB\"><seg>Aye, you.</seg></tuv></tu>\n\
            <tu><tuv xml:lang=\"de\"><seg>Nein.</seg></tuv></tu>\
            <tu><tuv xml:lang=\"fr\"><seg>Seul.</seg></tuv></tu></body></tmx>";
        let loaded = load(content).unwrap();
        let pairs = &loaded.bitext.pairs;
        assert_eq!(("Oui, toi.", "Yes, you."), (&*pairs[0].src, &*pairs[0].tgt));
        assert_eq!(("Zoé", "vu", "r1"), (&*pairs[0].reviewer, &*pairs[0].comment, &*pairs[0].id));
        assert_eq!(vec!["project"], loaded.bitext.carried_headers);
        assert_eq!(
            ("Seul.", "", "1:0"),
            (&*pairs[1].src, &*pairs[1].tgt, &*pairs[1].shape.to_string())
        );
        let said: Vec<String> =
            loaded.findings.iter().map(|finding| finding.message.clone()).collect();
        assert_eq!(
            vec![
                "codes inside texts, left out: 2",
                "further variants in one language, left out: 1",
                "units in other languages, left out: 1",
            ],
            said
        );
    }

    #[track_caller]
    fn check_refusal(content: &str, expected: &str) {
        let error = load(content).unwrap_err();
        assert_eq!(expected, error.to_string());
        assert!(error.hint_text().is_some());
    }

    #[test]
    fn what_is_no_memory_of_these_languages_is_refused() {
        let unit = |inside: &str| format!("<tmx><body>\n<tu>{inside}</tu></body></tmx>");
        check_refusal(
            &unit("<tuv xml:lang=\"de\"><seg>x</seg></tuv>"),
            "a.tmx:1: no unit is in `fr` or `en`; the file has: de",
        );
        check_refusal(
            &unit("<tuv><seg>x</seg></tuv>"),
            "a.tmx:2: this `<tuv>` does not say its language",
        );
        check_refusal(
            &unit("<prop type=\"x-score\">good</prop>"),
            "a.tmx:2:score: `good` is no score",
        );
        check_refusal("<html><body/></html>", "a.tmx:1: this is not TMX: it starts with `<html>`");
    }
}
