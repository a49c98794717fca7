//! `enregard align --documents`: a filter from JSON lines to JSON lines.
//!
//! One pair of documents a line. A line that cannot be aligned gives a line
//! with an `error`; the rest goes on. Lines come out in the order in which they
//! came in, whatever the number of threads, and as soon as they can: who writes a
//! line gets its answer without closing the pipe, and memory does not grow with
//! the input. Keys that are not ours (`url`, `licence` …) come out as they came.

mod lines;

use super::Global;
use super::align::direction;
use super::io::{Draft, Sink, display_name, is_dash, write_stdout};
use super::talk::Talk;
use crate::bitext::{Evidence, Pair};
use crate::error::{Error, Place};
use crate::model::Model;
use crate::pipeline::{self, By, Input, Job, Names};
use crate::readers::txt;
use crate::text::Text;
use indicatif::ProgressBar;
use lines::{Lines, MAX_LINE};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::OnceLock;

/// The keys of an answer that are ours; what comes in under one of these names is
/// given back with `_in` behind it.
const OURS: [&str; 6] = ["pairs", "findings", "src_lang", "tgt_lang", "line", "error"];

/// How to align every line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Whether each line of a text is one segment.
    pub(super) segmented: bool,
    /// Whether the pairs shall tell what they rest on.
    pub(super) wants_evidence: bool,
}

/// The model, and the same for texts that go the other way.
#[derive(Debug)]
struct Models {
    usual: Model,
    reversed: OnceLock<Model>,
}

impl Models {
    fn reversed(&self) -> &Model {
        self.reversed.get_or_init(|| self.usual.clone().reversed())
    }
}

fn too_long() -> String {
    format!("this line is longer than {} MB: cut its texts into several documents", MAX_LINE >> 20)
}

struct Request {
    id: Value,
    /// The keys that are not ours.
    others: Map<String, Value>,
    src: Side,
    tgt: Side,
}

/// A text, or its segments.
enum Side {
    Text(String),
    Segments(Vec<String>),
}

/// Why a line is not a request.
struct Refusal {
    id: Value,
    others: Map<String, Value>,
    message: String,
}

impl Request {
    fn parse(line: &[u8]) -> Result<Request, Box<Refusal>> {
        let bare = |message| Box::new(Refusal { id: Value::Null, others: Map::new(), message });
        let value = serde_json::from_slice(line)
            .map_err(|cause| bare(format!("this is not valid JSON: {}", reason(&cause))))?;
        let Value::Object(mut object) = value else {
            return Err(bare("expected an object with `src` and `tgt`".to_owned()));
        };
        let id = object.shift_remove("id").unwrap_or_default();
        let mut side = |name| Side::parse(object.shift_remove(name), name);
        let sides = (side("src"), side("tgt"));
        let others = with_own_names(object);
        match sides {
            (Ok(src), Ok(tgt)) => Ok(Request { id, others, src, tgt }),
            (Err(message), _) | (_, Err(message)) => Err(Box::new(Refusal { id, others, message })),
        }
    }
}

/// Returns keys with other names than those of an answer.
fn with_own_names(object: Map<String, Value>) -> Map<String, Value> {
    let is_ours = |key: &str| OURS.contains(&key);
    if !object.keys().any(|key| is_ours(key)) {
        return object;
    }
    let renamed = |(key, value): (String, Value)| {
        if is_ours(&key) { (format!("{key}_in"), value) } else { (key, value) }
    };
    object.into_iter().map(renamed).collect()
}

impl Side {
    fn parse(value: Option<Value>, name: &str) -> Result<Side, String> {
        let wrong = || format!("`{name}` is to be a string or a list of strings");
        match value {
            None => Err(format!("there is no `{name}`")),
            Some(Value::String(text)) => Ok(Side::Text(text)),
            Some(Value::Array(values)) => {
                let text = |value| if let Value::String(text) = value { Some(text) } else { None };
                let texts: Option<Vec<String>> = values.into_iter().map(text).collect();
                texts.map(Side::Segments).ok_or_else(wrong)
            }
            Some(_) => Err(wrong()),
        }
    }
}

/// Returns what is wrong with JSON and its column; the line is the file's.
fn reason(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("{what} at column {}", cause.column())
}

#[derive(Serialize)]
struct Response<'a> {
    id: Value,
    #[serde(flatten)]
    others: Map<String, Value>,
    /// The languages, if they are the other way round.
    #[serde(skip_serializing_if = "Option::is_none")]
    src_lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tgt_lang: Option<&'a str>,
    pairs: Vec<PairRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<String>,
}

#[derive(Serialize)]
struct PairRecord {
    bead: String,
    src: String,
    tgt: String,
    src_ids: Vec<String>,
    tgt_ids: Vec<String>,
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Box<Evidence>>,
}

#[derive(Serialize)]
struct Failure<'a> {
    #[serde(skip_serializing_if = "Value::is_null")]
    id: Value,
    #[serde(flatten)]
    others: Map<String, Value>,
    line: u64,
    error: &'a str,
}

/// Aligns each line of `path`, and returns how many could not be aligned.
///
/// # Errors
///
/// The file cannot be read, or the output cannot be written.
pub(super) fn run(
    path: &Path,
    manner: Manner,
    output: Option<&Path>,
    model: Model,
    global: &Global,
    talk: &Talk,
) -> crate::error::Result<usize> {
    let models = Models { usual: model, reversed: OnceLock::new() };
    let sink = Sink::new(output, &[path])?;
    let mut draft = if let Sink::File(path) = &sink { Some(Draft::new(path)?) } else { None };
    let lines = Lines::of(path)?;
    let progress = progress(&sink, talk);
    let (mut n_lines, mut n_failures) = (0, 0);
    loop {
        let block = lines.block().map_err(|cause| unreadable(path, &cause))?;
        if block.is_empty() {
            break;
        }
        let answer = |(offset, line): (usize, &Option<Vec<u8>>)| {
            let number = n_lines + offset as u64 + 1;
            match line {
                Some(line) => answer(line, number, manner, &models, global),
                None => failure(Value::Null, Map::new(), number, &too_long()),
            }
        };
        let answers: Vec<Answer> = block.par_iter().enumerate().map(answer).collect();
        n_lines += block.len() as u64;
        progress.set_position(n_lines);
        n_failures += answers.iter().filter(|answer| answer.is_failure).count();
        let data = answers.into_iter().map(|answer| answer.line).collect::<Vec<_>>().concat();
        match &mut draft {
            Some(draft) => draft.write(&data)?,
            None => write_stdout(&data)?,
        }
    }
    progress.finish_and_clear();
    draft.map_or(Ok(()), Draft::finish)?;
    let failed =
        if n_failures == 0 { String::new() } else { format!("; {n_failures} with an error") };
    let plural = if n_lines == 1 { "" } else { "s" };
    talk.note(&format!("{n_lines} line{plural}{failed}"));
    Ok(n_failures)
}

/// Returns a counter of lines, unless the lines themselves are what is watched.
fn progress(sink: &Sink, talk: &Talk) -> ProgressBar {
    let prints_there = matches!(sink, Sink::Stdout) && std::io::stdout().is_terminal();
    if prints_there { ProgressBar::hidden() } else { talk.progress("lines") }
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Error {
    Error::input(format!("this file cannot be read: {cause}"))
        .at(Place::file(display_name(path)))
        .hint(if is_dash(path) { "check what writes to stdin" } else { "check the file" })
}

/// A line of the output.
struct Answer {
    line: Vec<u8>,
    is_failure: bool,
}

fn answer(line: &[u8], number: u64, manner: Manner, models: &Models, global: &Global) -> Answer {
    if line.iter().all(u8::is_ascii_whitespace) {
        return Answer { line: Vec::new(), is_failure: false };
    }
    match Request::parse(line) {
        Ok(request) => aligned(request, number, manner, models, global),
        Err(refusal) => failure(refusal.id, refusal.others, number, &refusal.message),
    }
}

fn failure(id: Value, others: Map<String, Value>, line: u64, error: &str) -> Answer {
    Answer { line: json_line(&Failure { id, others, line, error }), is_failure: true }
}

fn aligned(
    request: Request,
    number: u64,
    manner: Manner,
    models: &Models,
    global: &Global,
) -> Answer {
    let place = |side: &str| format!("line {number}, `{side}`");
    let src = input(request.src, manner.segmented);
    let tgt = input(request.tgt, manner.segmented);
    let langs = global.languages();
    let is_turned = !global.names_languages() && direction::are_reversed(&src, &tgt, &langs);
    let (langs, model) =
        if is_turned { (langs.reversed(), models.reversed()) } else { (langs, &models.usual) };
    let turned = is_turned.then(|| direction::turned(&langs, &place("src")));
    let job = Job {
        src,
        tgt,
        langs,
        by: By::Auto,
        names: Names { src: place("src"), tgt: place("tgt") },
        vectors: None,
        wants_evidence: manner.wants_evidence,
    };
    let outcome = match pipeline::run(job, model) {
        Ok(outcome) => outcome,
        Err(error) => return failure(request.id, request.others, number, &error.to_string()),
    };
    let record = |pair: Pair| PairRecord {
        bead: pair.shape.to_string(),
        src: pair.src,
        tgt: pair.tgt,
        src_ids: pair.src_ids,
        tgt_ids: pair.tgt_ids,
        score: pair.score,
        evidence: pair.evidence,
    };
    let (src_lang, tgt_lang) = outcome.bitext.langs.tags();
    let response = Response {
        id: request.id,
        others: request.others,
        src_lang: is_turned.then_some(src_lang),
        tgt_lang: is_turned.then_some(tgt_lang),
        pairs: outcome.bitext.pairs.iter().cloned().map(record).collect(),
        findings: turned.iter().chain(&outcome.findings).map(ToString::to_string).collect(),
    };
    Answer { line: json_line(&response), is_failure: false }
}

fn input(side: Side, segmented: bool) -> Input {
    match side {
        Side::Segments(segments) => Input::Segments(segments),
        Side::Text(text) if segmented => Input::Lines(Text::from_string(text)),
        Side::Text(text) => Input::Document(txt::read(Text::from_string(text))),
    }
}

fn json_line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("records have string keys");
    line.push(b'\n');
    line
}
