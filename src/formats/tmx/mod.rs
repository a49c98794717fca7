//! Translation Memory eXchange 1.4b, the format of translators' tools.
//!
//! A pair is one unit with the joined texts, whatever its shape, which stands
//! in `x-bead`. A pair without one of its sides is not a translation unit: tools
//! stumble over empty ones, so that it is left out, and said, unless it is asked
//! for. Notes and properties stand before the variants, as the DTD wants them.
//! There is no document type: readers that follow one ask the network.
//!
//! Files of others are read too: units with variants in many languages, codes
//! of some layout inside the text, which are kept apart, and texts that stand on
//! lines of their own.

mod putting;
mod reading;
#[cfg(test)]
mod tests;

pub(super) use putting::put_back;
pub(super) use reading::add_comment;

use super::properties::{self, Property};
use super::xml::{XmlWriter, is_blank};
use super::{BitextFiles, BitextFormat, Head, Options, Outlet, PairReader, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::error::Result;
use crate::notice::Notice;

/// How `creationtool` knows our own files, in which white space counts.
const TOOL: &str = "enregard";

pub(super) struct Tmx;

impl BitextFormat for Tmx {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let (file, text) = input.main()?;
        Ok(Box::new(reading::Reader::new(file, text, input.shows_codes())))
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

    fn finish(self: Box<Self>) -> Vec<Notice> {
        let what = "pairs without a source or a translation";
        let message = if self.one_sided {
            format!(
                "{what}, written with a blank text that some tools refuse: {}",
                self.n_one_sided
            )
        } else {
            format!("{what}, left out: {}", self.n_one_sided)
        };
        let one_sided = (self.n_one_sided > 0).then(|| Notice::warning("format", message));
        one_sided.into_iter().chain(self.xml.finish()).collect()
    }
}
