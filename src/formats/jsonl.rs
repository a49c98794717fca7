//! JSON lines: one pair a line, in the shape that machine-translation toolkits
//! load as it is (`{"translation": {"fr": …, "en": …}}`).
//!
//! It holds everything. What is known of the document stands on every line, so
//! that lines can be taken out and files put together. When read, only the
//! two texts are needed, in `translation` or beside the other keys; keys that
//! are not ours are carried.

use super::answers::{self, Line};
use super::outlet::Buffer;
use super::properties;
use super::records::{parse_shape, parse_status, shape_of};
use super::{BitextFiles, BitextFormat, Head, Options, Outlet, PairReader, PairWriter};
use crate::bitext::{Bitext, Evidence, Pair};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use serde_json::{Map, Value, json};
use std::collections::VecDeque;

pub(super) struct Jsonl;

impl BitextFormat for Jsonl {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let (file, text) = input.main()?;
        let lines = (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty());
        let waiting = VecDeque::new();
        Ok(Box::new(Reader {
            file,
            lines,
            objects: Objects::default(),
            line: 0,
            waiting,
            has_failed: false,
        }))
    }

    fn writer(&self, bitext: &Bitext, _: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let head = Bitext { pairs: Vec::new(), ..bitext.clone() };
        Box::new(Writer { out: out.main(), head })
    }
}

struct Writer {
    out: Buffer,
    head: Bitext,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        self.out.push(&format!("{}\n", Value::Object(object(pair, &self.head))));
    }

    fn finish(self: Box<Self>) -> Vec<Notice> {
        Vec::new()
    }
}

fn object(pair: &Pair, bitext: &Bitext) -> Map<String, Value> {
    let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
    let mut object = Map::new();
    let mut set = |key: &str, value: Value| object.insert(key.to_owned(), value);
    set("id", json!(pair.id));
    set("bead", json!(pair.shape.to_string()));
    set("translation", json!({src: pair.src, tgt: pair.tgt}));
    set(&format!("{src}_ids"), json!(pair.src_ids));
    set(&format!("{tgt}_ids"), json!(pair.tgt_ids));
    // Every line has every key: loaders take the schema of a file from its head.
    for (lang, segments) in [(src, pair.src_segments()), (tgt, pair.tgt_segments())] {
        let several = if segments.len() > 1 { segments } else { Vec::new() };
        set(&format!("{lang}_segments"), json!(several));
    }
    set("kind", json!(pair.kind.name()));
    set("score", json!(pair.score));
    set("status", json!(pair.status.name()));
    set("findings", json!(pair.findings));
    set("reviewer", json!(pair.reviewer));
    set("updated", json!(pair.updated));
    set("comment", json!(pair.comment));
    if !bitext.carried_headers.is_empty() {
        set("carried", strings(bitext.carried_headers.iter().zip(&pair.carried)));
    }
    if let Some(evidence) = &pair.evidence {
        set("evidence", json!(evidence));
    }
    if !bitext.metadata.is_empty() {
        set("metadata", strings(bitext.metadata.iter().map(|(name, value)| (name, value))));
    }
    object
}

fn strings<'a>(entries: impl Iterator<Item = (&'a String, &'a String)>) -> Value {
    Value::Object(entries.map(|(name, value)| (name.clone(), json!(value))).collect())
}

struct Reader<'a, I> {
    file: &'a str,
    lines: I,
    objects: Objects,
    line: u64,
    /// The pairs of a document that are still to be given.
    waiting: VecDeque<Map<String, Value>>,
    /// Whether a document has been met that could not be aligned, which is said once.
    has_failed: bool,
}

impl<'a, I: Iterator<Item = (u64, &'a str)>> PairReader for Reader<'a, I> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        while self.waiting.is_empty() {
            let Some((line, content)) = self.lines.next() else { return Ok(None) };
            self.line = line;
            let place = Place::file(self.file).line(line);
            match answers::line(answers::parsed(content, &place)?, &head.bitext.langs) {
                Line::Pair(object) => self.waiting.push_back(object),
                Line::Document(objects) => self.waiting.extend(objects),
                Line::Failed if !self.has_failed => {
                    self.has_failed = true;
                    let message = "a document of this file could not be aligned; it is left out";
                    head.findings.push(Notice::warning("format", message).at(place));
                }
                Line::Failed => {}
            }
        }
        let place = Place::file(self.file).line(self.line);
        let object = self.waiting.pop_front();
        object.map(|object| self.objects.pair(object, &place, head)).transpose()
    }

    fn line(&self) -> Option<u64> {
        Some(self.line)
    }
}

/// Reads pairs from objects, which Parquet has too.
#[derive(Debug, Default)]
pub(super) struct Objects {
    n_pairs: usize,
    /// What the first object says of its document.
    metadata: Vec<(String, String)>,
    /// Whether objects of several documents have been met, which is said once.
    is_mixed: bool,
}

impl Objects {
    /// Returns the pair that an object holds.
    ///
    /// # Errors
    ///
    /// A text is missing, or a value is not what it should be.
    pub(super) fn pair(
        &mut self,
        object: Map<String, Value>,
        place: &Place,
        head: &mut Head,
    ) -> Result<Pair> {
        let mut fields = Fields { object, place };
        let mut pair = self.own(&mut fields, &head.bitext)?;
        self.metadata(&mut fields, head)?;
        let mut carried = fields.object("carried")?;
        carried.extend(fields.object);
        for (name, value) in carried {
            head.carry(&mut pair, &name, as_text(value));
        }
        self.n_pairs += 1;
        Ok(pair)
    }

    /// Takes what is ours out of the fields.
    fn own(&self, fields: &mut Fields, bitext: &Bitext) -> Result<Pair> {
        let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
        let mut texts = fields.object("translation")?;
        let mut text = |tag: &str| {
            let value = texts.shift_remove(tag).or_else(|| fields.object.shift_remove(tag));
            value.map(as_text).ok_or_else(|| no_text(tag, fields.place))
        };
        let (src_text, tgt_text) = (text(src)?, text(tgt)?);
        // Translations into other languages are not ours, but not lost either.
        fields.object.extend(texts);
        let mut pair = Pair {
            id: fields.text("id"),
            src_breaks: breaks(&fields.list(&format!("{src}_segments"))?, &src_text),
            tgt_breaks: breaks(&fields.list(&format!("{tgt}_segments"))?, &tgt_text),
            src: src_text,
            tgt: tgt_text,
            src_ids: fields.list(&format!("{src}_ids"))?,
            tgt_ids: fields.list(&format!("{tgt}_ids"))?,
            kind: properties::kind(&fields.text("kind")),
            score: fields.score()?,
            findings: fields.list("findings")?,
            reviewer: fields.text("reviewer"),
            updated: fields.text("updated"),
            comment: fields.text("comment"),
            evidence: fields.evidence()?,
            ..Pair::default()
        };
        pair.status = fields.parse("status", parse_status)?;
        pair.shape = fields.parse("bead", parse_shape)?.unwrap_or_else(|| shape_of(&pair));
        if pair.id.is_empty() {
            pair.id = format!("r{}", self.n_pairs + 1);
        }
        Ok(pair)
    }

    /// Takes what is known of the document from the first pair, and says when
    /// another one says something else.
    fn metadata(&mut self, fields: &mut Fields, head: &mut Head) -> Result<()> {
        let entries = fields.object("metadata")?.into_iter();
        let metadata: Vec<(String, String)> =
            entries.map(|(name, value)| (name, as_text(value))).collect();
        if self.n_pairs == 0 {
            self.metadata.clone_from(&metadata);
            if !metadata.is_empty() {
                head.bitext.metadata = metadata;
            }
        } else if metadata != self.metadata && !self.is_mixed {
            self.is_mixed = true;
            let message =
                "this line is of another document than the first; its metadata is left out";
            head.findings.push(Notice::warning("format", message).at(fields.place.clone()));
        }
        Ok(())
    }
}

/// Returns where segments start in the text that they make together; nothing if
/// they do not.
fn breaks(segments: &[String], text: &str) -> Vec<usize> {
    if segments.len() < 2 || segments.join(" ") != text {
        return Vec::new();
    }
    let ends = segments.iter().scan(0, |end, segment| {
        *end += segment.len() + 1;
        Some(*end)
    });
    ends.take(segments.len() - 1).collect()
}

/// What the evidence of a pair is, in words.
const EVIDENCE: &str = "an object with `runner_up` and `links`";

/// The keys of one line that nobody has taken yet.
struct Fields<'a> {
    object: Map<String, Value>,
    place: &'a Place,
}

impl Fields<'_> {
    fn text(&mut self, key: &str) -> String {
        self.object.shift_remove(key).map(as_text).unwrap_or_default()
    }

    fn parse<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T>) -> Result<T> {
        parse(&self.text(key)).map_err(|error| error.at(self.place.clone().column(key)))
    }

    fn score(&mut self) -> Result<Option<f64>> {
        match self.object.shift_remove("score") {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(score)) => Ok(score.as_f64()),
            Some(_) => Err(self.wrong("score", "a number")),
        }
    }

    fn evidence(&mut self) -> Result<Option<Box<Evidence>>> {
        let value = self.object.shift_remove("evidence").unwrap_or_default();
        serde_json::from_value(value).map_err(|_| self.wrong("evidence", EVIDENCE))
    }

    fn list(&mut self, key: &str) -> Result<Vec<String>> {
        match self.object.shift_remove(key) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(values)) => Ok(values.into_iter().map(as_text).collect()),
            Some(_) => Err(self.wrong(key, "a list")),
        }
    }

    fn object(&mut self, key: &str) -> Result<Map<String, Value>> {
        match self.object.shift_remove(key) {
            None | Some(Value::Null) => Ok(Map::new()),
            Some(Value::Object(object)) => Ok(object),
            Some(_) => Err(self.wrong(key, "an object")),
        }
    }

    fn wrong(&self, key: &str, expected: &str) -> Error {
        Error::input(format!("this should be {expected}"))
            .at(self.place.clone().column(key))
            .hint(format!("give `{key}` as {expected}, or leave it out"))
    }
}

/// Returns a string as it is, nothing for null, and other values as JSON.
fn as_text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn no_text(tag: &str, place: &Place) -> Error {
    Error::input(format!("this line has no text in `{tag}`"))
        .at(place.clone())
        .hint("a pair is `{\"translation\": {\"fr\": \"…\", \"en\": \"…\"}}`; --src-lang and --tgt-lang name other languages")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, languages};
    use super::super::{Dialect, Format, Loaded, Written};
    use super::*;
    use crate::bitext::{Link, RunnerUp};
    use crate::lang::LangPair;

    fn read(bytes: &[u8], file: &str, languages: &LangPair) -> Result<Loaded> {
        super::super::read(bytes, file, Format::Jsonl, languages)
    }

    fn write(bitext: &Bitext) -> Written {
        super::super::write(bitext, Format::Jsonl, Dialect::Standard)
    }

    #[track_caller]
    fn check_refusal(content: &str, message: &str) {
        let error = read(content.as_bytes(), "b.jsonl", &languages()).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }

    #[test]
    fn a_pair_is_one_object_with_everything() {
        let written = String::from_utf8(write(&example()).bytes).unwrap();
        assert_eq!(
            r#"{"id":"p1.s1","bead":"1:2","translation":{"fr":"Il dit : « Oui », puis s'en va.","en":"He says \"Yes\". He leaves."},"fr_ids":["p1.s1"],"en_ids":["r2.s1","r2.s2"],"fr_segments":[],"en_segments":["He says \"Yes\".","He leaves."],"kind":"heading","score":0.9731,"status":"accepted","findings":["length","quotes"],"reviewer":"Zoé","updated":"2026-11-23T10:00:00Z","comment":"R&D < tout","carried":{"Remarque":"note 1"},"metadata":{"date":"2020-11"}}"#,
            written.lines().next().unwrap()
        );
        assert_eq!(3, written.lines().count());
    }

    #[test]
    fn evidence_is_read_as_it_is_written() {
        let link = Link { src: (0, 5), tgt: (0, 4), strength: 3.25 };
        let runner_up = RunnerUp {
            src_ids: vec!["p1.s1".into()],
            tgt_ids: vec!["r1.s1".into(), "r2.s1".into()],
            score: 0.25,
        };
        let evidence = Evidence { runner_up: Some(runner_up), links: vec![link] };
        let pairs = vec![Pair { evidence: Some(Box::new(evidence)), ..example().pairs[0].clone() }];
        let bitext = Bitext { pairs, ..example() };
        let bytes = write(&bitext).bytes;
        assert!(String::from_utf8_lossy(&bytes).contains(
            r#""evidence":{"runner_up":{"src_ids":["p1.s1"],"tgt_ids":["r1.s1","r2.s1"],"score":0.25},"links":[{"src":[0,5],"tgt":[0,4],"strength":3.25}]}"#
        ));
        assert_eq!(bitext, read(&bytes, "b.jsonl", &languages()).unwrap().bitext);
    }

    #[test]
    fn two_texts_are_a_pair_and_other_keys_are_carried() {
        let content = "{\"translation\":{\"fr\":\"Oui.\",\"en\":\"Yes.\",\"de\":\"Ja.\"}}\n\n\
                       {\"en\":\"No.\",\"fr\":\"Non.\",\"corpus\":\"x\",\"n\":3}\r\n";
        let bitext = read(content.as_bytes(), "b.jsonl", &languages()).unwrap().bitext;
        assert_eq!(vec!["de", "corpus", "n"], bitext.carried_headers);
        assert_eq!(vec!["Ja.", "", ""], bitext.pairs[0].carried);
        assert_eq!(vec!["", "x", "3"], bitext.pairs[1].carried);
        assert_eq!(("r2", "1:1"), (&*bitext.pairs[1].id, &*bitext.pairs[1].shape.to_string()));
    }

    #[test]
    fn wrong_lines_are_refused_with_their_place() {
        check_refusal(
            "{\"fr\":\"a\",\"en\":\"b\"}\n{\"fr\":",
            "b.jsonl:2: this line is not valid JSON",
        );
        check_refusal("[1]", "b.jsonl:1: this line is not a JSON object");
        check_refusal("{\"fr\":\"a\"}", "b.jsonl:1: this line has no text in `en`");
        check_refusal(
            "{\"fr\":\"a\",\"en\":\"b\",\"score\":\"x\"}",
            "b.jsonl:1:score: this should be a number",
        );
        check_refusal(
            "{\"fr\":\"a\",\"en\":\"b\",\"evidence\":{\"links\":3}}",
            "b.jsonl:1:evidence: this should be an object with `runner_up` and `links`",
        );
        check_refusal(
            "{\"fr\":\"a\",\"en\":\"b\",\"status\":\"ok\"}",
            "b.jsonl:1:status: `ok` is not a status",
        );
    }

    #[test]
    fn lines_of_another_document_are_said() {
        let content = "{\"fr\":\"a\",\"en\":\"b\",\"metadata\":{\"date\":\"2020\"}}\n\
                       {\"fr\":\"a\",\"en\":\"b\",\"metadata\":{\"date\":\"2021\"}}\n";
        let loaded = read(content.as_bytes(), "b.jsonl", &languages()).unwrap();
        assert_eq!(Some(2), loaded.findings[0].place.as_ref().unwrap().line);
    }
}
