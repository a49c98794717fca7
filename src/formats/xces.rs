//! XCES stand-off links between two texts, in the two dialects that there are.
//!
//! ```text
//! OPUS       <cesAlign><linkGrp fromDoc="x.en.xml" toDoc="x.fr.xml">
//!              <link id="p1.s1" xtargets="r2.s1 r2.s2;p1.s1" certainty="0.9731"/>
//! InterText  <linkGrp toDoc="x.fr.xml" fromDoc="x.en.xml">
//!              <link type="1-2" xtargets="p1.s1;r2.s1 r2.s2" status="man"/>
//! ```
//!
//! They swap the sides: before the semicolon, OPUS has the sentences of
//! `fromDoc` (whose language comes first in the alphabet), `InterText` those of
//! `toDoc`. Which side is which is told by the names of the documents, so that
//! a file may have them either way round.
//!
//! The texts stand beside the links, sentences in paragraphs. A pair of which
//! only the joined text is known keeps it as one sentence, and that is said.

use super::facing::paragraph_of;
use super::ladder::natural_key;
use super::outlet::Buffer;
use super::xml::{Node, XmlReader, XmlWriter};
use super::{BitextFiles, BitextFormat, Head, Losses, Options, Outlet, PairReader, PairWriter};
use super::{Role, metadata_finding};
use crate::bead::Shape;
use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Error, Place, Result};
use crate::lang::{Lang, LangPair};
use crate::notice::Notice;
use crate::segment::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Which of the two.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Dialect {
    Opus,
    Intertext,
}

pub(super) struct Opus;
pub(super) struct Intertext;

impl BitextFormat for Opus {
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        reader(input, head)
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        writer(Dialect::Opus, bitext, options, out)
    }
}

impl BitextFormat for Intertext {
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        reader(input, head)
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        writer(Dialect::Intertext, bitext, options, out)
    }
}

/// Returns the names of the documents that links are between, the source's
/// first; none if that cannot be told.
#[must_use]
pub fn documents(links: &str, languages: &LangPair) -> Option<(String, String)> {
    let mut xml = XmlReader::new("", links);
    loop {
        match xml.next_node().ok()? {
            Node::Start(element) if element.name == "linkGrp" => {
                let from = element.attribute("fromDoc")?.to_owned();
                let to = element.attribute("toDoc")?.to_owned();
                let is_src = language_of(&from, languages)? == languages.src;
                return Some(if is_src { (from, to) } else { (to, from) });
            }
            Node::Eof => return None,
            _ => {}
        }
    }
}

/// Returns the one of two languages that the name of a document speaks of last
/// (`en/doc1.xml.gz`, `fr-en/x.fr.xml`).
fn language_of(document: &str, languages: &LangPair) -> Option<Lang> {
    let mut words = document.rsplit(|c: char| !c.is_alphanumeric());
    words.find_map(|word| {
        [&languages.src, &languages.tgt].into_iter().find(|lang| lang.tag() == word).cloned()
    })
}

fn writer(
    dialect: Dialect,
    bitext: &Bitext,
    options: &Options,
    out: &Outlet,
) -> Box<dyn PairWriter> {
    let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
    let mut links = XmlWriter::new(out.main());
    let document = |lang: &str| format!("{}.{lang}.xml", options.stem);
    let (from, to) = match dialect {
        Dialect::Opus => (document(src.min(tgt)), document(src.max(tgt))),
        Dialect::Intertext => (document(tgt), document(src)),
    };
    match dialect {
        Dialect::Opus => {
            links.doctype("cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\"");
            links.open("cesAlign", &[("version", "1.0")]);
            links.open("linkGrp", &[("targType", "s"), ("fromDoc", &from), ("toDoc", &to)]);
        }
        Dialect::Intertext => links.open("linkGrp", &[("toDoc", &to), ("fromDoc", &from)]),
    }
    Box::new(Writer {
        dialect,
        links,
        src: Text::new(out.file(&format!(".{src}.xml")), src),
        tgt: Text::new(out.file(&format!(".{tgt}.xml")), tgt),
        src_is_first: dialect == Dialect::Intertext || src <= tgt,
        losses: Losses::default(),
        findings: metadata_finding(bitext, "xces").into_iter().collect(),
    })
}

struct Writer {
    dialect: Dialect,
    links: XmlWriter,
    src: Text,
    tgt: Text,
    /// Whether the source stands before the semicolon.
    src_is_first: bool,
    losses: Losses,
    findings: Vec<Notice>,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let src = self.src.add(&pair.src_segments(), &pair.src_ids, pair.shape.src, pair.kind);
        let tgt = self.tgt.add(&pair.tgt_segments(), &pair.tgt_ids, pair.shape.tgt, pair.kind);
        if src.is_empty() && tgt.is_empty() {
            return;
        }
        let (a, b) = if self.src_is_first { (&src, &tgt) } else { (&tgt, &src) };
        let targets = format!("{};{}", a.join(" "), b.join(" "));
        match self.dialect {
            Dialect::Opus => {
                let certainty = pair.score.map(|score| score.to_string());
                let certainty = certainty.as_deref().map(|score| ("certainty", score));
                let mut attributes = vec![("xtargets", targets.as_str()), ("id", pair.id.as_str())];
                attributes.extend(certainty);
                self.links.empty("link", &attributes);
                self.losses.annotations(pair);
            }
            Dialect::Intertext => self.intertext_link(pair, &targets, (a.len(), b.len())),
        }
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        let n_joined = self.src.n_joined + self.tgt.n_joined;
        let message =
            "texts of several segments that cannot be told apart, written as one sentence";
        self.findings.extend(
            (n_joined > 0).then(|| Notice::warning("format", format!("{message}: {n_joined}"))),
        );
        let texts = [self.src.finish(), self.tgt.finish()];
        self.findings.extend(texts.into_iter().flatten().chain(self.links.finish()));
        self.findings.extend(self.losses.findings("xces"));
        self.findings
    }
}

impl Writer {
    fn intertext_link(&mut self, pair: &Pair, targets: &str, shape: (usize, usize)) {
        let status = match pair.status {
            Status::Accepted | Status::Edited => "man",
            Status::Auto => "auto",
            Status::Rejected => "plain",
        };
        let shape = format!("{}-{}", shape.0, shape.1);
        let attributes = [("type", shape.as_str()), ("xtargets", targets), ("status", status)];
        self.links.empty("link", &attributes);
        self.losses.count("scores", pair.score.is_some());
        self.losses.count("edited and rejected pairs, written `man` and `plain`", {
            matches!(pair.status, Status::Edited | Status::Rejected)
        });
        self.losses.annotations(&Pair { status: Status::Auto, ..pair.clone() });
    }
}

/// One of the two texts in the making. It is written when it is whole, because
/// pairs may cross.
struct Text {
    out: Buffer,
    lang: String,
    sentences: Vec<Sentence>,
    ids: FxHashSet<String>,
    n_joined: usize,
}

/// A sentence of one of the texts.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sentence {
    id: String,
    text: String,
    kind: Kind,
}

impl Text {
    fn new(out: Buffer, lang: &str) -> Text {
        let (sentences, ids) = (Vec::new(), FxHashSet::default());
        Text { out, lang: lang.to_owned(), sentences, ids, n_joined: 0 }
    }

    /// Adds the segments of a pair and returns their ids.
    fn add(&mut self, segments: &[&str], ids: &[String], n: usize, kind: Kind) -> Vec<String> {
        let is_nothing = segments.iter().all(|text| text.is_empty()) && ids.is_empty();
        if is_nothing {
            return Vec::new();
        }
        self.n_joined += usize::from(segments.len() < n.max(ids.len()));
        let mut used = Vec::new();
        for (n, text) in segments.iter().enumerate() {
            let id = self.unique_id(ids.get(n).map_or("", String::as_str));
            let sentence = Sentence { id: id.clone(), text: (*text).to_owned(), kind };
            self.sentences.push(sentence);
            used.push(id);
        }
        used
    }

    /// Returns an id that no other sentence has and that may stand in a link.
    fn unique_id(&mut self, id: &str) -> String {
        let is_fit = |c: char| !c.is_whitespace() && c != ';' && !c.is_control();
        let id: String = id.chars().map(|c| if is_fit(c) { c } else { '_' }).collect();
        let mut unique = if id.is_empty() { format!("s{}", self.sentences.len() + 1) } else { id };
        while !self.ids.insert(unique.clone()) {
            unique = format!("{unique}.{}", self.sentences.len() + 1);
        }
        unique
    }

    fn finish(mut self) -> Option<Notice> {
        // Stable, so that ids which say no order leave that of the pairs.
        let is_ordered = self.sentences.is_sorted_by_key(|sentence| natural_key(&sentence.id));
        if !is_ordered {
            self.sentences.sort_by(|a, b| natural_key(&a.id).cmp(&natural_key(&b.id)));
        }
        let mut xml = XmlWriter::new(self.out);
        xml.open("text", &[("lang", &self.lang)]);
        let mut paragraph = "";
        for sentence in &self.sentences {
            let this = paragraph_of(&sentence.id);
            if this != paragraph || paragraph == sentence.id {
                if !paragraph.is_empty() {
                    xml.close();
                }
                xml.open("p", &[("id", this)]);
                paragraph = this;
            }
            let attributes = [("id", sentence.id.as_str()), ("type", sentence.kind.name())];
            let n_attributes = if sentence.kind == Kind::default() { 1 } else { 2 };
            xml.element("s", &attributes[..n_attributes], &sentence.text);
        }
        xml.finish()
    }
}

fn reader<'a>(input: &'a BitextFiles, head: &Head) -> Result<Box<dyn PairReader + 'a>> {
    let (file, links) = input.main()?;
    let (src_name, src) = input.needed(Role::Src, "the text of the source")?;
    let (tgt_name, tgt) = input.needed(Role::Tgt, "the text of the translation")?;
    let bitext = &head.bitext;
    let languages = bitext.langs.clone();
    Ok(Box::new(Reader {
        xml: XmlReader::new(file, links),
        src: sentences(src_name, src)?,
        tgt: sentences(tgt_name, tgt)?,
        names: (src_name, tgt_name),
        languages,
        src_is_first: true,
        n_certainties: 0,
    }))
}

/// Reads the sentences of a text. Words that stand in elements are parted by a
/// space; a sentence without an id is called by its number.
fn sentences(file: &str, text: &str) -> Result<FxHashMap<String, Sentence>> {
    let mut xml = XmlReader::new(file, text);
    let mut found = FxHashMap::default();
    let mut kind = Kind::default();
    loop {
        match xml.next_node()? {
            Node::Start(element) if element.name == "s" => {
                let number = (found.len() + 1).to_string();
                let id = element.attribute("id").unwrap_or(&number).to_owned();
                let kind = element.attribute("type").map_or(kind, super::properties::kind);
                let text = sentence_text(&mut xml)?;
                found.insert(id.clone(), Sentence { id, text, kind });
            }
            Node::Start(element) if element.name == "head" => kind = Kind::Heading,
            Node::Start(element) if element.name == "p" => kind = Kind::default(),
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn sentence_text(xml: &mut XmlReader<'_>) -> Result<String> {
    let depth = xml.open().len();
    let (mut text, mut words) = (String::new(), Vec::new());
    while xml.open().len() >= depth {
        match xml.next_node()? {
            Node::Start(element) if element.name == "w" => words.push(xml.plain_text()?),
            Node::Text(piece) => text.push_str(&piece),
            Node::Eof => break,
            Node::Start(_) | Node::End(_) => {}
        }
    }
    let text = if words.is_empty() { text } else { words.join(" ") };
    // A line break is the layout of whoever wrote the file.
    let has_layout = text.contains('\n');
    let on_one_line = || text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(if has_layout { on_one_line() } else { text.trim().to_owned() })
}

struct Reader<'a> {
    xml: XmlReader<'a>,
    src: FxHashMap<String, Sentence>,
    tgt: FxHashMap<String, Sentence>,
    names: (&'a str, &'a str),
    languages: LangPair,
    src_is_first: bool,
    n_certainties: usize,
}

impl PairReader for Reader<'_> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        let mut dialect = Dialect::Opus;
        loop {
            match self.xml.next_node()? {
                Node::Start(element) => {
                    match element.name.as_str() {
                        "linkGrp" => {
                            if self.xml.open().len() == 1 {
                                dialect = Dialect::Intertext;
                            }
                            let first = match dialect {
                                Dialect::Opus => element.attribute("fromDoc"),
                                Dialect::Intertext => element.attribute("toDoc"),
                            };
                            let LangPair { src, tgt } = &self.languages;
                            let by_alphabet =
                                dialect == Dialect::Intertext || src.tag() <= tgt.tag();
                            let lang = first.and_then(|name| language_of(name, &self.languages));
                            self.src_is_first = lang.map_or(by_alphabet, |lang| lang == *src);
                        }
                        "link" => return self.link(&element).map(Some),
                        "cesAlign" => {}
                        name if self.xml.open().len() == 1 => {
                            return Err(Error::input(format!("these are not links: it starts with `<{name}>`"))
                            .at(self.xml.place(element.line))
                            .hint("the file of links comes first; name the texts with --src and --tgt"));
                        }
                        _ => {}
                    }
                }
                Node::Eof => {
                    if self.n_certainties > 0 {
                        let n = self.n_certainties;
                        let message =
                            format!("certainties that are not probabilities, left out: {n}");
                        head.findings.push(Notice::warning("format", message));
                    }
                    return Ok(None);
                }
                Node::End(_) | Node::Text(_) => {}
            }
        }
    }
}

impl Reader<'_> {
    fn link(&mut self, link: &super::xml::Element) -> Result<Pair> {
        let place = self.xml.place(link.line);
        let targets = link.attribute("xtargets").and_then(|targets| targets.split_once(';'));
        let Some((first, second)) = targets else {
            return Err(Error::input("this link does not say what it links")
                .at(place)
                .hint("a link is `<link xtargets=\"1 2;1\"/>`"));
        };
        let (src, tgt) = if self.src_is_first { (first, second) } else { (second, first) };
        let (src, src_breaks, src_ids, src_kind) = joined(src, &self.src, self.names.0, &place)?;
        let (tgt, tgt_breaks, tgt_ids, tgt_kind) = joined(tgt, &self.tgt, self.names.1, &place)?;
        let certainty = link.attribute("certainty").and_then(|value| value.trim().parse().ok());
        let score = certainty.filter(|score| (0.0..=1.0).contains(score));
        self.n_certainties += usize::from(certainty.is_some() && score.is_none());
        let of_tgt = || tgt_ids.first().map(|id: &String| format!("{}.{id}", self.languages.tgt));
        let own = link.attribute("id").filter(|id| !is_counted(id)).map(str::to_owned);
        let id = own.or_else(|| src_ids.first().cloned()).or_else(of_tgt).unwrap_or_default();
        let status = match link.attribute("status") {
            Some("man") => Status::Accepted,
            _ => Status::Auto,
        };
        let shape = Shape { src: src_ids.len(), tgt: tgt_ids.len() };
        let kind = src_kind.or(tgt_kind).unwrap_or_default();
        Ok(Pair {
            id,
            shape,
            src,
            tgt,
            src_ids,
            tgt_ids,
            src_breaks,
            tgt_breaks,
            kind,
            score,
            status,
            ..Pair::default()
        })
    }
}

/// Tells whether an id is the number that OPUS gives its links (`SL7`).
fn is_counted(id: &str) -> bool {
    let number = id.strip_prefix("SL").unwrap_or_default();
    id.is_empty() || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

type Joined = (String, Vec<usize>, Vec<String>, Option<Kind>);

/// Joins the sentences of those ids by a space.
fn joined(
    ids: &str,
    known: &FxHashMap<String, Sentence>,
    file: &str,
    place: &Place,
) -> Result<Joined> {
    let ids: Vec<String> = ids.split_whitespace().map(str::to_owned).collect();
    let (mut text, mut breaks, mut kind) = (String::new(), Vec::new(), None);
    for (n, id) in ids.iter().enumerate() {
        let sentence = known.get(id).ok_or_else(|| {
            Error::input(format!("the link names `{id}`, which is not a sentence of `{file}`"))
                .at(place.clone())
                .hint("check which text is which: --src is the source, --tgt the translation")
        })?;
        if n > 0 {
            text.push(' ');
            breaks.push(text.len());
        }
        text.push_str(&sentence.text);
        kind.get_or_insert(sentence.kind);
    }
    Ok((text, breaks, ids, kind))
}

#[cfg(test)]
mod tests;
