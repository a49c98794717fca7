//! gettext's catalogs (PO), which translators of programs use.
//!
//! The id of a pair is its context, so that a text may stand twice; people's
//! comments are translator comments, and what else is known stands in extracted
//! comments, one name a line. A rejected pair is fuzzy.
//!
//! The catalogs of others are read as well (see `reading`).

mod putting;
mod reading;
#[cfg(test)]
mod tests;

pub(super) use putting::put_back;

use super::outlet::Buffer;
use super::properties;
use super::{BitextFiles, BitextFormat, Head, Options, Outlet, PairReader, PairWriter};
use crate::bitext::{Bitext, Pair, Status};
use crate::error::Result;
use crate::notice::Notice;
use std::fmt::Write as _;

/// Before the names of what only we write, in the header.
const HEAD_PREFIX: &str = "X-Enregard-";

pub(super) struct Po;

impl BitextFormat for Po {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let (file, text) = input.main()?;
        Ok(Box::new(reading::Reader::new(file, text)))
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let head = Bitext { pairs: Vec::new(), ..bitext.clone() };
        let out = out.main();
        let (src, tgt) = options.codes(bitext);
        let mut header = format!(
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
             Content-Transfer-Encoding: 8bit\nLanguage: {tgt}\nX-Source-Language: {src}\n\
             X-Generator: enregard {}\n",
            env!("CARGO_PKG_VERSION")
        );
        for (name, value) in properties::of_head(bitext) {
            // Writing to a string cannot fail.
            let name = on_one_line(&name).replace(':', "\\072");
            let _ = writeln!(header, "{HEAD_PREFIX}{name}: {}", on_one_line(&value));
        }
        out.push(&format!("msgid \"\"\nmsgstr {}\n", quoted(&header)));
        Box::new(Writer { out, head })
    }
}

struct Writer {
    out: Buffer,
    head: Bitext,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let out = &self.out;
        out.push("\n");
        if !pair.comment.is_empty() {
            for line in pair.comment.split('\n') {
                // A carriage return would end the line for some.
                out.push(&format!("# {}\n", line.replace('\\', "\\\\").replace('\r', "\\r")));
            }
        }
        for (name, value) in properties::of_pair(pair, &self.head) {
            // A colon ends the name.
            let name = on_one_line(&name).replace(':', "\\072");
            out.push(&format!("#. {name}: {}\n", on_one_line(&value)));
        }
        if pair.status == Status::Rejected {
            out.push("#, fuzzy\n");
        }
        out.push(&format!("msgctxt {}\n", quoted(&pair.id)));
        out.push(&format!("msgid {}\nmsgstr {}\n", quoted(&pair.src), quoted(&pair.tgt)));
    }

    fn finish(self: Box<Self>) -> Vec<Notice> {
        Vec::new()
    }
}

/// Returns a text as a string of PO, with a line for each of its lines.
fn quoted(text: &str) -> String {
    let lines: Vec<String> =
        text.split_inclusive('\n').map(|line| format!("\"{}\"", escaped(line))).collect();
    match lines.len() {
        0 => "\"\"".to_owned(),
        1 => lines.concat(),
        _ => format!("\"\"\n{}", lines.join("\n")),
    }
}

/// Escapes as C does; controls that have no letter are octal.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // Writing to a string cannot fail.
            c if c.is_ascii_control() => _ = write!(out, "\\{:03o}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// Returns a value as it stands in a comment.
fn on_one_line(value: &str) -> String {
    escaped(value).replace("\\\"", "\"")
}

/// Undoes [`escaped`] and the other escapes of C.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('a') => out.push('\u{7}'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('v') => out.push('\u{b}'),
            Some(digit @ '0'..='7') => {
                let mut code = digit.to_digit(8).unwrap_or_default();
                for _ in 0..2 {
                    let Some(digit) = rest.peek().and_then(|c| c.to_digit(8)) else { break };
                    code = code * 8 + digit;
                    rest.next();
                }
                out.extend(char::from_u32(code));
            }
            Some(c) => out.push(c),
            None => out.push('\\'),
        }
    }
    out
}
