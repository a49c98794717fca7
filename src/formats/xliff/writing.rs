//! Writes XLIFF 1.2 and 2.1.

use super::states::{segment_state, target_state};
use super::{ID, STATUS, TOOL, Version};
use crate::bitext::{Bitext, Pair, Status};
use crate::formats::properties::{self, Property};
use crate::formats::xml::{XmlWriter, is_allowed};
use crate::formats::{Options, Outlet, PairWriter};
use crate::notice::Notice;
use rustc_hash::FxHashSet;
use std::fmt::Write as _;

pub(super) fn writer(
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

    fn finish(self: Box<Self>) -> Vec<Notice> {
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
        let state = target_state(pair.status);
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
        let (state, sub_state) = segment_state(pair.status);
        let states = [("state", state), ("subState", sub_state)];
        let state: Vec<(&str, &str)> =
            states.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let xml = &mut self.xml;
        xml.open("unit", &[("id", id), ("xml:space", "preserve")]);
        write_metadata(xml, known);
        if !pair.comment.is_empty() {
            xml.open("notes", &[]);
            xml.element("note", &[], &pair.comment);
            xml.close();
        }
        xml.open("segment", &state);
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
