//! TEI P5: the two texts with links that stand apart from them.
//!
//! ```text
//! <TEI> <teiHeader/>
//!   <text><group> <text xml:lang="fr"> … <s xml:id="fr.p1.s1"> </text>
//!                 <text xml:lang="en"> … </text> </group></text>
//!   <standOff><linkGrp type="translation">
//!     <link target="#fr.p1.s1 #en.r2.s1 #en.r2.s2" cert="0.9731"/>
//! ```
//!
//! The ids of a side start with its language, so that a link of any shape says
//! which is which. A link has two ends at least: what stands on one side only
//! stands in its text.

use super::facing::paragraph_of;
use super::html::title;
use super::outlet::Buffer;
use super::xml::XmlWriter;
use super::{BitextFormat, Losses, Options, Outlet, PairWriter};
use crate::bitext::{Bitext, Pair};
use crate::notice::Notice;
use crate::segment::Kind;
use rustc_hash::FxHashSet;

pub(super) struct Tei;

impl BitextFormat for Tei {
    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let side = |lang: &str| Side { lang: lang.to_owned(), ..Side::default() };
        let codes = options.codes(bitext);
        Box::new(Writer {
            out: out.main(),
            title: title(bitext, &options.stem),
            bitext: Bitext { pairs: Vec::new(), ..bitext.clone() },
            src: side(&codes.0),
            tgt: side(&codes.1),
            links: Vec::new(),
            losses: Losses::default(),
        })
    }
}

struct Writer {
    out: Buffer,
    title: String,
    bitext: Bitext,
    src: Side,
    tgt: Side,
    links: Vec<Link>,
    losses: Losses,
}

struct Link {
    target: String,
    score: Option<f64>,
}

/// One of the texts.
#[derive(Default)]
struct Side {
    lang: String,
    sentences: Vec<Sentence>,
    ids: FxHashSet<String>,
}

struct Sentence {
    paragraph: String,
    id: String,
    text: String,
    kind: Kind,
}

impl Side {
    /// Adds the segments of a pair and returns what a link to them says.
    fn add(&mut self, segments: &[&str], ids: &[String], kind: Kind) -> Vec<String> {
        let mut targets = Vec::new();
        for (n, text) in segments.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let number = self.sentences.len() + 1;
            let own = ids.get(n).cloned().unwrap_or_else(|| format!("s{number}"));
            let is_fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            let fit: String = own.chars().map(|c| if is_fit(c) { c } else { '_' }).collect();
            let mut id = format!("{}.{fit}", self.lang);
            while !self.ids.insert(id.clone()) {
                id = format!("{id}.{number}");
            }
            targets.push(format!("#{id}"));
            let paragraph = paragraph_of(&own).to_owned();
            self.sentences.push(Sentence { paragraph, id, text: (*text).to_owned(), kind });
        }
        targets
    }

    fn write(&self, xml: &mut XmlWriter) {
        xml.open("text", &[("xml:lang", &self.lang)]);
        xml.open("body", &[]);
        let mut open: Option<&Sentence> = None;
        for sentence in &self.sentences {
            let goes_on = open.is_some_and(|last| {
                last.paragraph == sentence.paragraph
                    && last.kind == sentence.kind
                    && !matches!(last.kind, Kind::Heading | Kind::ListItem | Kind::Caption)
            });
            if !goes_on {
                if open.is_some() {
                    xml.close();
                }
                match sentence.kind {
                    Kind::Sentence => xml.open("p", &[]),
                    kind => xml.open("ab", &[("type", &kind.name().replace(' ', "-"))]),
                }
                open = Some(sentence);
            }
            xml.element("s", &[("xml:id", &sentence.id)], &sentence.text);
        }
        if open.is_some() {
            xml.close();
        } else {
            xml.empty("p", &[]);
        }
        xml.close();
        xml.close();
    }
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let src = self.src.add(&pair.src_segments(), &pair.src_ids, pair.kind);
        let tgt = self.tgt.add(&pair.tgt_segments(), &pair.tgt_ids, pair.kind);
        if !src.is_empty() && !tgt.is_empty() {
            let target = [src, tgt].concat().join(" ");
            self.links.push(Link { target, score: pair.score });
        }
        self.losses.annotations(pair);
    }

    fn finish(self: Box<Self>) -> Vec<Notice> {
        let mut xml = XmlWriter::new(self.out.clone());
        xml.open("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0")]);
        self.header(&mut xml);
        xml.open("text", &[]);
        xml.open("group", &[]);
        self.src.write(&mut xml);
        self.tgt.write(&mut xml);
        xml.close();
        xml.close();
        if !self.links.is_empty() {
            xml.open("standOff", &[]);
            xml.open("linkGrp", &[("type", "translation")]);
            for link in &self.links {
                let cert = link.score.map(|score| score.to_string());
                let mut attributes = vec![("target", link.target.as_str())];
                attributes.extend(cert.as_deref().map(|cert| ("cert", cert)));
                xml.empty("link", &attributes);
            }
        }
        xml.finish().into_iter().chain(self.losses.findings("tei")).collect()
    }
}

impl Writer {
    fn header(&self, xml: &mut XmlWriter) {
        let known = |wanted: &str| {
            let found = self.bitext.metadata.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        xml.open("teiHeader", &[]);
        xml.open("fileDesc", &[]);
        xml.open("titleStmt", &[]);
        xml.element("title", &[], &self.title);
        if let Some(author) = known("author") {
            xml.element("author", &[], author);
        }
        xml.close();
        xml.open("publicationStmt", &[]);
        let licence = known("licence").unwrap_or("not said");
        xml.element("p", &[], &format!("Made by enregard; licence: {licence}"));
        xml.close();
        xml.open("sourceDesc", &[]);
        if self.bitext.metadata.is_empty() {
            xml.element("p", &[], "not said");
        }
        for (name, value) in &self.bitext.metadata {
            xml.element("p", &[("n", name)], value);
        }
        xml.close();
        xml.close();
        xml.open("profileDesc", &[]);
        xml.open("langUsage", &[]);
        for side in [&self.src, &self.tgt] {
            xml.element("language", &[("ident", &side.lang)], &side.lang);
        }
        xml.close();
        xml.close();
        xml.close();
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::example;
    use super::super::{Dialect, Format, write};

    #[test]
    fn links_stand_apart_and_say_their_sides() {
        let written = write(&example(), Format::Tei, Dialect::Standard);
        let tei = String::from_utf8(written.bytes).unwrap();
        let link = "<link target=\"#fr.p1.s1 #en.r2.s1 #en.r2.s2\" cert=\"0.9731\"/>";
        assert!(tei.contains(link), "{tei}");
        assert!(tei.contains("<ab type=\"heading\">"), "{tei}");
        assert!(tei.contains("<s xml:id=\"fr.p2.s1\">Fin.</s>") && !tei.contains("#fr.p2.s1"));
    }
}
