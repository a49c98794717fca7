//! `enregard log`: who changed what in a review, when, from what to what.

use super::Global;
use super::io::{Sink, display_name};
use super::review::log::path_of;
use super::talk::Talk;
use crate::error::{Error, Place, Result};
use crate::review::history::{Step, steps};
use crate::review::store::Store;
use clap::{Args, ValueEnum};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  enregard log bitext.csv                            one change a line, the oldest first
  enregard log bitext.csv --who Anna --pair p2.s1    what Anna did to one pair
  enregard log bitext.csv --format csv -o log.csv    for a spreadsheet
  enregard log bitext.csv --format html -o log.html  a page to read and print

The log is BITEXT.review.db, which `enregard review` keeps beside the bitext. An edit of many pairs
has a line for each. An undo is an edit, too: nothing is ever taken out of the log.";

/// Print who changed what in a review
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Log {
    /// The bitext that was reviewed
    #[arg(value_name = "BITEXT")]
    bitext: PathBuf,
    /// The format of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: OutputFormat,
    /// Where to write [default: stdout]
    #[arg(short, long = "output", value_name = "OUT")]
    output: Option<PathBuf>,
    /// Only what this person did
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Only what was done to the pair of this id
    #[arg(long, value_name = "ID")]
    pair: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
enum OutputFormat {
    #[default]
    Text,
    Csv,
    Jsonl,
    Html,
}

impl Log {
    pub(super) fn run(self, _global: &Global, talk: &Talk) -> Result<ExitCode> {
        let path = path_of(&self.bitext)?;
        if !path.exists() {
            return Err(Error::input("there is no review of this bitext")
                .at(Place::file(display_name(&self.bitext)))
                .hint(format!("`enregard review {}` begins one", self.bitext.display())));
        }
        let sink = Sink::new(self.output.as_deref(), &[&self.bitext, &path])?;
        let all = steps(&Store::open(&path)?)?;
        let is_meant = |step: &&Step| {
            self.who.as_ref().is_none_or(|who| *who == step.who)
                && self.pair.as_ref().is_none_or(|id| *id == step.pair)
        };
        let chosen: Vec<&Step> = all.iter().filter(is_meant).collect();
        let name = display_name(&self.bitext);
        sink.write(&match self.format {
            OutputFormat::Text => chosen.iter().map(|step| line(step)).collect::<String>().into(),
            OutputFormat::Csv => table(&chosen),
            OutputFormat::Jsonl => json_lines(&chosen).into_bytes(),
            OutputFormat::Html => page(&name, &chosen).into_bytes(),
        })?;
        talk.note(&format!("{name}: changes told: {} of {}", chosen.len(), all.len()));
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns a step as a line; a text of several lines is put on one.
fn line(step: &Step) -> String {
    let Step { at, who, what, pair, field, before, after, .. } = step;
    let on_one = |text: &str| {
        let text: Vec<&str> = text.lines().collect();
        let text = text.join(" | ");
        text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect::<String>()
    };
    let [who, before, after] = [who, before, after].map(|text| on_one(text));
    format!("{at}  {who}  {what}  {pair}  {field}: {before} -> {after}\n")
}

const COLUMNS: [&str; 9] = ["seq", "at", "who", "what", "of", "pair", "field", "before", "after"];

fn cells(step: &Step) -> [String; 9] {
    let Step { seq, at, who, what, of, pair, field, before, after } = step.clone();
    let of = of.map(|seq| seq.to_string()).unwrap_or_default();
    [seq.to_string(), at, who, what, of, pair, field, before, after]
}

fn table(steps: &[&Step]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).expect("a vector takes all bytes");
    for step in steps {
        table.write_record(cells(step)).expect("rows are of one width");
    }
    table.into_inner().expect("a vector takes all bytes")
}

fn json_lines(steps: &[&Step]) -> String {
    let line = |step: &&Step| serde_json::to_string(step).expect("a step is plain data") + "\n";
    steps.iter().map(line).collect()
}

/// Returns a page with the steps as a table; it loads nothing and runs nothing.
fn page(name: &str, steps: &[&Step]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{0}</h1>\n<table>\n<thead><tr>",
        escaped(name)
    );
    // Writing to a string cannot fail.
    for column in COLUMNS {
        let _ = write!(page, "<th scope=\"col\">{column}</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for step in steps {
        page.push_str("<tr>");
        for cell in cells(step) {
            let _ = write!(page, "<td dir=\"auto\">{}</td>", escaped(&cell));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
    page
}

/// The look of the page: light or dark as the system is.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; }
h1 { font: 1.3rem Georgia, serif; }
table { border-collapse: collapse; width: 100%; }
th { text-align: start; position: sticky; top: 0; background: Canvas; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); vertical-align: top; }
td { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
";

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}
