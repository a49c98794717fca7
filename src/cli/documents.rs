//! `enregard align --documents`: a filter from JSON lines to JSON lines.
//!
//! One pair of documents a line. A line that cannot be aligned gives a line
//! with an `error`; the rest goes on. Lines come out in the order in which they
//! came in, whatever the number of threads, and as soon as they can: the input
//! is read a block at a time, so memory does not grow with it.

use super::Global;
use super::align::direction;
use super::io::{Sink, display_name, is_dash, open, write_stdout};
use super::talk::Talk;
use crate::bitext::{Evidence, Pair};
use crate::error::{Error, Place};
use crate::model::Model;
use crate::pipeline::{self, By, Input, Job, Names};
use crate::readers::txt;
use crate::text::Text;
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::io::{BufRead, IsTerminal, Read};
use std::path::Path;
use std::sync::OnceLock;

/// How many lines are aligned at a time. By hand: enough for all threads.
const BLOCK: usize = 256;

/// A block ends early when its lines hold so many bytes, which bounds what is in
/// memory.
const BLOCK_LEN: usize = 32 << 20;

/// No line may be longer. By hand: five times the Bible in two languages.
const MAX_LINE: usize = 64 << 20;

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

/// The lines of the input, a block at a time.
struct Lines {
    input: Box<dyn BufRead>,
}

impl Lines {
    /// Returns the next lines; nothing in place of one that is too long.
    fn block(&mut self) -> std::io::Result<Vec<Option<Vec<u8>>>> {
        let (mut block, mut len) = (Vec::new(), 0);
        while block.len() < BLOCK && len < BLOCK_LEN {
            let Some(line) = self.line()? else { break };
            len += line.as_ref().map_or(0, Vec::len);
            block.push(line);
        }
        Ok(block)
    }

    #[allow(clippy::option_option, reason = "no line, or one too long, or one")]
    fn line(&mut self) -> std::io::Result<Option<Option<Vec<u8>>>> {
        let mut line = Vec::new();
        let limit = MAX_LINE as u64 + 1;
        if self.input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if line.len() > MAX_LINE {
            self.input.skip_until(b'\n')?;
            return Ok(Some(None));
        }
        Ok(Some(Some(line)))
    }
}

fn too_long() -> String {
    format!("this line is longer than {} MB: cut its texts into several documents", MAX_LINE >> 20)
}

struct Request {
    id: Value,
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
    message: String,
}

impl Request {
    fn parse(line: &[u8]) -> Result<Request, Refusal> {
        let value = serde_json::from_slice(line).map_err(|cause| Refusal {
            id: Value::Null,
            message: format!("this is not valid JSON: {}", reason(&cause)),
        })?;
        let Value::Object(mut object) = value else {
            let message = "expected an object with `src` and `tgt`".to_owned();
            return Err(Refusal { id: Value::Null, message });
        };
        let id = object.shift_remove("id").unwrap_or_default();
        let mut side = |name| Side::parse(object.shift_remove(name), name);
        match (side("src"), side("tgt")) {
            (Ok(src), Ok(tgt)) => Ok(Request { id, src, tgt }),
            (Err(message), _) | (_, Err(message)) => Err(Refusal { id, message }),
        }
    }
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
struct Response {
    id: Value,
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
    line: u64,
    error: &'a str,
}

/// Aligns each line of `path`.
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
) -> crate::error::Result<()> {
    let models = Models { usual: model, reversed: OnceLock::new() };
    let sink = Sink::new(output, &[path])?;
    let mut lines = Lines { input: open(path)? };
    let progress = progress(&sink, talk);
    let (mut n_lines, mut n_failures) = (0, 0);
    let mut kept = Vec::new();
    loop {
        let block = lines.block().map_err(|cause| unreadable(path, &cause))?;
        if block.is_empty() {
            break;
        }
        let answer = |(offset, line): (usize, &Option<Vec<u8>>)| {
            let number = n_lines + offset as u64 + 1;
            match line {
                Some(line) => answer(line, number, manner, &models, global),
                None => failure(Value::Null, number, &too_long()),
            }
        };
        let answers: Vec<Answer> = block.par_iter().enumerate().map(answer).collect();
        n_lines += block.len() as u64;
        progress.set_position(n_lines);
        n_failures += answers.iter().filter(|answer| answer.is_failure).count();
        let data = answers.into_iter().map(|answer| answer.line).collect::<Vec<_>>().concat();
        match sink {
            Sink::Stdout => write_stdout(&data)?,
            Sink::File(_) => kept.extend(data),
        }
    }
    progress.finish_and_clear();
    if let Sink::File(_) = sink {
        sink.write(&kept)?;
    }
    let failed =
        if n_failures == 0 { String::new() } else { format!("; {n_failures} with an error") };
    let plural = if n_lines == 1 { "" } else { "s" };
    talk.note(&format!("{n_lines} line{plural}{failed}"));
    Ok(())
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
        Err(Refusal { id, message }) => failure(id, number, &message),
    }
}

fn failure(id: Value, line: u64, error: &str) -> Answer {
    Answer { line: json_line(&Failure { id, line, error }), is_failure: true }
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
        Err(error) => return failure(request.id, number, &error.to_string()),
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
    let response = Response {
        id: request.id,
        pairs: outcome.bitext.pairs.into_iter().map(record).collect(),
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
