//! gettext's catalogs (PO), which translators of programs use.
//!
//! The id of a pair is its context, so that a text may stand twice; people's
//! comments are translator comments, and what else is known stands in extracted
//! comments, one name a line. A rejected pair is fuzzy.
//!
//! Read are the catalogs of others as well: of plural forms the singular is
//! taken, and obsolete entries are left out.

use super::properties;
use super::{BitextFormat, Head, Input, Options, Outlet, PairReader, PairWriter};
use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::formats::outlet::Buffer;
use std::fmt::Write as _;

/// Before the names of what only we write, in the header.
const HEAD_PREFIX: &str = "X-Enregard-";

pub(super) struct Po;

impl BitextFormat for Po {
    fn reader<'a>(&self, input: &'a Input, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let (file, text) = input.main()?;
        let lines = Lines { file, lines: text.lines().enumerate().peekable() };
        Ok(Box::new(Reader { lines, n_entries: 0, n_plurals: 0, n_obsolete: 0 }))
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

    fn finish(self: Box<Self>) -> Vec<Finding> {
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

struct Lines<'a> {
    file: &'a str,
    lines: std::iter::Peekable<std::iter::Enumerate<std::str::Lines<'a>>>,
}

impl<'a> Lines<'a> {
    /// Returns the next line with its number; none at the end of an entry,
    /// whose blank line is taken.
    fn next(&mut self) -> Option<(u64, &'a str)> {
        let (line_idx, line) = self.lines.next()?;
        Some((line_idx as u64 + 1, line))
    }

    /// Returns the string that starts in `first` and goes on in the next lines.
    fn string(&mut self, first: &'a str, number: u64) -> Result<String> {
        let mut string = self.piece(first, number)?;
        while let Some((_, line)) = self.lines.peek().copied()
            && line.trim_start().starts_with('"')
        {
            let Some((number, line)) = self.next() else { break };
            string += &self.piece(line, number)?;
        }
        Ok(string)
    }

    fn piece(&self, line: &str, number: u64) -> Result<String> {
        let inside = line.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inside.map(unescaped).ok_or_else(|| {
            Error::input("a string was expected here, in double quotes")
                .at(Place::file(self.file).line(number))
                .hint("write `msgid \"…\"`; `msgfmt -c FILE` shows more")
        })
    }
}

/// One entry of a catalog.
#[derive(Default)]
struct Entry {
    line: u64,
    comment: Vec<String>,
    properties: Vec<(u64, String, String)>,
    references: Vec<String>,
    is_fuzzy: bool,
    is_obsolete: bool,
    is_plural: bool,
    context: Option<String>,
    src: Option<String>,
    tgt: Option<String>,
}

struct Reader<'a> {
    lines: Lines<'a>,
    n_entries: usize,
    n_plurals: usize,
    n_obsolete: usize,
}

impl PairReader for Reader<'_> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        while let Some(entry) = self.entry()? {
            if entry.is_obsolete {
                self.n_obsolete += 1;
            } else if entry.context.is_none() && entry.src.as_deref() == Some("") {
                read_header(entry.tgt.as_deref().unwrap_or_default(), head);
            } else {
                self.n_entries += 1;
                self.n_plurals += usize::from(entry.is_plural);
                return self.pair(entry, head).map(Some);
            }
        }
        for (n, what) in [
            (self.n_plurals, "plural forms, of which the first is taken"),
            (self.n_obsolete, "obsolete entries, left out"),
        ] {
            if n > 0 {
                head.findings.push(Finding::warning("format", format!("{what}: {n}")));
            }
        }
        Ok(None)
    }
}

impl<'a> Reader<'a> {
    /// Reads up to the end of an entry: a blank line, or the next entry.
    fn entry(&mut self) -> Result<Option<Entry>> {
        let mut entry = Entry::default();
        while let Some((_, line)) = self.lines.lines.peek().copied() {
            let is_done = entry.tgt.is_some() || entry.is_obsolete;
            let starts_next = line.starts_with('#') && !line.starts_with("#~")
                || line.starts_with("msgctxt")
                || line.starts_with("msgid ");
            if is_done && (line.trim().is_empty() || starts_next) {
                return Ok(Some(entry));
            }
            let Some((number, line)) = self.lines.next() else { break };
            if !line.trim().is_empty() {
                self.line(&mut entry, number, line)?;
            }
        }
        if entry.src.is_some() && entry.tgt.is_none() {
            return Err(self.wrong("this entry has no `msgstr`", entry.line));
        }
        Ok((entry.tgt.is_some() || entry.is_obsolete).then_some(entry))
    }

    fn line(&mut self, entry: &mut Entry, number: u64, line: &'a str) -> Result<()> {
        if entry.line == 0 {
            entry.line = number;
        }
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        match word {
            "#~" | "#~|" => entry.is_obsolete = true,
            "#," => entry.is_fuzzy |= rest.split(',').any(|flag| flag.trim() == "fuzzy"),
            "#:" => entry.references.extend(rest.split_whitespace().map(str::to_owned)),
            "#." => match rest.split_once(": ") {
                Some((name, value)) => {
                    entry.properties.push((number, unescaped(name), unescaped(value)));
                }
                None => entry.properties.push((number, "note".to_owned(), rest.to_owned())),
            },
            "#" => entry.comment.push(unescaped(rest)),
            "msgctxt" => entry.context = Some(self.lines.string(rest, number)?),
            "msgid" => entry.src = Some(self.lines.string(rest, number)?),
            "msgid_plural" => {
                entry.is_plural = true;
                self.lines.string(rest, number)?;
            }
            "msgstr" | "msgstr[0]" => entry.tgt = Some(self.lines.string(rest, number)?),
            word if word.starts_with("msgstr[") => _ = self.lines.string(rest, number)?,
            word if word.starts_with('#') => {}
            word => return Err(self.wrong(&format!("`{word}` is no keyword of PO"), number)),
        }
        Ok(())
    }

    fn pair(&self, entry: Entry, head: &mut Head) -> Result<Pair> {
        let number = self.n_entries;
        let mut pair = Pair {
            id: entry.context.unwrap_or_else(|| format!("r{number}")),
            src: entry.src.unwrap_or_default(),
            tgt: entry.tgt.unwrap_or_default(),
            comment: entry.comment.join("\n"),
            ..Pair::default()
        };
        for (line, name, value) in entry.properties {
            let place = Place::file(self.lines.file).line(line).column(&*name);
            properties::set(&mut pair, head, &name, value).map_err(|error| error.at(place))?;
        }
        if !entry.references.is_empty() {
            head.carry(&mut pair, "reference", entry.references.join(" "));
        }
        pair.status = match (entry.is_fuzzy, pair.status) {
            (true, _) => Status::Rejected,
            // Somebody has found it right, or corrected it.
            (false, Status::Rejected) => Status::Edited,
            (false, status) => status,
        };
        properties::settle(&mut pair);
        Ok(pair)
    }

    fn wrong(&self, message: &str, line: u64) -> Error {
        Error::input(message)
            .at(Place::file(self.lines.file).line(line))
            .hint("`msgfmt -c FILE` shows what is wrong with a catalog")
    }
}

fn read_header(header: &str, head: &mut Head) {
    for line in header.lines() {
        let ours = line.strip_prefix(HEAD_PREFIX).and_then(|rest| rest.split_once(": "));
        if let Some((name, value)) = ours {
            properties::set_head(head, &unescaped(name), unescaped(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, languages};
    use super::super::{Dialect, Format, Loaded, read, write};
    use super::*;

    #[test]
    fn a_pair_is_an_entry_with_its_id_as_context() {
        let written =
            String::from_utf8(write(&example(), Format::Po, Dialect::Standard).bytes).unwrap();
        assert!(written.contains("\"X-Enregard-date: 2020-11\\n\""), "{written}");
        let entry = "# R&D < tout\n#. bead: 1:2\n#. score: 0.9731\n#. status: accepted\n";
        assert!(written.contains(entry), "{written}");
        let texts = "msgctxt \"p1.s1\"\nmsgid \"Il dit : « Oui », puis s'en va.\"\n\
                     msgstr \"He says \\\"Yes\\\". He leaves.\"\n";
        assert!(written.contains(texts), "{written}");
    }

    fn load(content: &str) -> Result<Loaded> {
        read(content.as_bytes(), "a.po", Format::Po, &languages())
    }

    #[test]
    fn the_catalogs_of_programs_are_read() {
        let content = "msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\n#: src/a.c:7\n#, c-format, fuzzy\n\
            msgid \"Un \"\n\"fichier\\n\"\nmsgid_plural \"fichiers\"\nmsgstr[0] \"A file\\n\"\nmsgstr[1] \"files\"\n\
            msgid \"Oui\"\nmsgstr \"\"\n\n#~ msgid \"Vieux\"\n#~ msgstr \"Old\"\n";
        let loaded = load(content).unwrap();
        let pairs = &loaded.bitext.pairs;
        assert_eq!(("Un fichier\n", "A file\n"), (&*pairs[0].src, &*pairs[0].tgt));
        assert_eq!((Status::Rejected, "src/a.c:7"), (pairs[0].status, &*pairs[0].carried[0]));
        assert_eq!(
            ("Oui", "", "1:0"),
            (&*pairs[1].src, &*pairs[1].tgt, &*pairs[1].shape.to_string())
        );
        assert_eq!(2, pairs.len());
        assert_eq!(2, loaded.findings.len());
    }

    #[track_caller]
    fn check_refusal(content: &str, expected: &str) {
        assert_eq!(expected, load(content).unwrap_err().to_string());
    }

    #[test]
    fn what_is_no_catalog_is_refused_with_its_line() {
        check_refusal(
            "msgid \"a\"\nmsgstr b\n",
            "a.po:2: a string was expected here, in double quotes",
        );
        check_refusal("msgid \"a\"\n\nid,fr\n", "a.po:3: `id,fr` is no keyword of PO");
        check_refusal("# x\nmsgid \"a\"\n", "a.po:1: this entry has no `msgstr`");
    }
}
