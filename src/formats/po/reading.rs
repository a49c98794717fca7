//! Reads the catalogs of programs.
//!
//! The id of a pair is its context; a text may stand in many places of a menu
//! with the same one, so that the second is `menu.2`. An entry with a plural is
//! a pair for the singular and one for each further form, `ID[1]`, whose source
//! is the plural. Obsolete entries are left out and counted.

use super::{HEAD_PREFIX, unescaped};
use crate::bitext::{Pair, Status};
use crate::error::{Error, Place, Result};
use crate::formats::properties;
use crate::formats::{Head, PairReader};
use crate::lang::Lang;
use crate::notice::Notice;
use crate::text::Distinct;
use std::ops::Range;

struct Lines<'a> {
    file: &'a str,
    text: &'a str,
    rest: std::iter::Peekable<std::iter::Enumerate<std::str::Lines<'a>>>,
    /// Where the line that was taken last ends.
    end: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<(u64, &'a str)> {
        let (line_idx, line) = self.rest.next()?;
        self.end = self.start_of(line) + line.len();
        Some((line_idx as u64 + 1, line))
    }

    /// Returns where a line of the text starts.
    fn start_of(&self, line: &str) -> usize {
        line.as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// Returns the string that starts in `first` and goes on in the next lines.
    fn string(&mut self, first: &'a str, number: u64) -> Result<String> {
        let mut string = self.piece(first, number)?;
        while let Some((_, line)) = self.rest.peek().copied()
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

/// A translation with its place in the file.
#[derive(Clone, Debug, Default)]
struct Form {
    text: String,
    /// The lines that hold it, without the end of the last.
    range: Range<usize>,
    /// What stands before it: `msgstr`, `msgstr[1]`.
    keyword: String,
}

/// One entry of a catalog.
#[derive(Debug, Default)]
struct Entry {
    line: u64,
    start: usize,
    comment: Vec<String>,
    properties: Vec<(u64, String, String)>,
    references: Vec<String>,
    /// The line of flags, and whether it says that nobody has looked.
    flags: Option<Range<usize>>,
    is_fuzzy: bool,
    is_obsolete: bool,
    context: Option<String>,
    src: Option<String>,
    plural: Option<String>,
    forms: Vec<Form>,
    /// Where the first of `msgctxt` and `msgid` starts.
    message: usize,
}

/// A pair with its places in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub pair: Pair,
    /// The lines of the translation.
    pub target: Range<usize>,
    pub keyword: String,
    pub flags: Option<Range<usize>>,
    pub is_fuzzy: bool,
    /// Where the entry starts, and where its message does.
    pub start: usize,
    pub message: usize,
}

pub(super) struct Reader<'a> {
    lines: Lines<'a>,
    n_entries: usize,
    n_plurals: usize,
    n_obsolete: usize,
    ids: Distinct,
    /// The further forms of the entry that was read last, the last one first.
    ready: Vec<Slot>,
    line: u64,
}

impl PairReader for Reader<'_> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        Ok(self.next_slot(head)?.map(|slot| slot.pair))
    }

    fn line(&self) -> Option<u64> {
        Some(self.line)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Reader<'a> {
        let lines = Lines { file, text, rest: text.lines().enumerate().peekable(), end: 0 };
        let ids = Distinct::default();
        Reader { lines, n_entries: 0, n_plurals: 0, n_obsolete: 0, ids, ready: Vec::new(), line: 0 }
    }

    /// Returns the next pair with its places.
    pub(super) fn next_slot(&mut self, head: &mut Head) -> Result<Option<Slot>> {
        if let Some(slot) = self.ready.pop() {
            return Ok(Some(slot));
        }
        while let Some(entry) = self.entry()? {
            if entry.is_obsolete {
                self.n_obsolete += 1;
            } else if entry.context.is_none() && entry.src.as_deref() == Some("") {
                let header = entry.forms.first().map(|form| form.text.as_str());
                self.read_header(header.unwrap_or_default(), entry.line, head)?;
            } else {
                self.n_entries += 1;
                self.n_plurals += usize::from(entry.plural.is_some());
                self.line = entry.line;
                self.ready = self.slots(&entry, head)?;
                self.ready.reverse();
                return Ok(self.ready.pop());
            }
        }
        let message = format!("obsolete entries, left out: {}", self.n_obsolete);
        head.findings.extend((self.n_obsolete > 0).then(|| Notice::warning("format", message)));
        let message =
            format!("entries with plural forms, a pair for each form: {}", self.n_plurals);
        head.findings.extend((self.n_plurals > 0).then(|| Notice::info("format", message)));
        Ok(None)
    }

    /// Reads up to the end of an entry: a blank line, or the next entry.
    fn entry(&mut self) -> Result<Option<Entry>> {
        let mut entry = Entry::default();
        while let Some((_, line)) = self.lines.rest.peek().copied() {
            let is_done = !entry.forms.is_empty() || entry.is_obsolete;
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
        if entry.src.is_some() && entry.forms.is_empty() {
            return Err(self.wrong("this entry has no `msgstr`", entry.line));
        }
        Ok((!entry.forms.is_empty() || entry.is_obsolete).then_some(entry))
    }

    fn line(&mut self, entry: &mut Entry, number: u64, line: &'a str) -> Result<()> {
        let start = self.lines.start_of(line);
        if entry.line == 0 {
            entry.line = number;
            entry.start = start;
        }
        let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        if entry.message == 0 && matches!(word, "msgctxt" | "msgid") {
            entry.message = start;
        }
        match word {
            "#~" | "#~|" => entry.is_obsolete = true,
            "#," => {
                entry.is_fuzzy |= rest.split(',').any(|flag| flag.trim() == "fuzzy");
                entry.flags.get_or_insert(start..start + line.len());
            }
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
            "msgid_plural" => entry.plural = Some(self.lines.string(rest, number)?),
            word if word == "msgstr" || word.starts_with("msgstr[") => {
                let text = self.lines.string(rest, number)?;
                let range = start..self.lines.end;
                entry.forms.push(Form { text, range, keyword: word.to_owned() });
            }
            word if word.starts_with('#') => {}
            word => return Err(self.wrong(&format!("`{word}` is not a keyword of PO"), number)),
        }
        Ok(())
    }

    /// Returns the pairs of an entry: one, or one for each form of a plural.
    fn slots(&mut self, entry: &Entry, head: &mut Head) -> Result<Vec<Slot>> {
        let number = self.n_entries;
        let id = entry.context.clone().unwrap_or_else(|| format!("r{number}"));
        let id = self.ids.name(&id);
        let mut slots = Vec::new();
        for (n, form) in entry.forms.iter().enumerate() {
            let (id, src) = match (n, &entry.plural) {
                (0, _) => (id.clone(), &entry.src),
                (n, plural) => {
                    (format!("{id}[{n}]"), if plural.is_some() { plural } else { &entry.src })
                }
            };
            slots.push(Slot {
                pair: Pair {
                    id,
                    src: src.clone().unwrap_or_default(),
                    tgt: form.text.clone(),
                    comment: entry.comment.join("\n"),
                    ..Pair::default()
                },
                target: form.range.clone(),
                keyword: form.keyword.clone(),
                flags: entry.flags.clone(),
                is_fuzzy: entry.is_fuzzy,
                start: entry.start,
                message: entry.message,
            });
        }
        for slot in &mut slots {
            self.set(&mut slot.pair, entry, head)?;
        }
        Ok(slots)
    }

    /// Gives a pair what its entry says beside the texts.
    fn set(&self, pair: &mut Pair, entry: &Entry, head: &mut Head) -> Result<()> {
        for (line, name, value) in &entry.properties {
            let place = Place::file(self.lines.file).line(*line).column(name);
            properties::set(pair, head, name, value.clone()).map_err(|error| error.at(place))?;
        }
        if !entry.references.is_empty() {
            head.carry(pair, "reference", entry.references.join(" "));
        }
        pair.status = match (entry.is_fuzzy, pair.status) {
            (true, _) => Status::Rejected,
            // Somebody has found it right, or corrected it.
            (false, Status::Rejected) => Status::Edited,
            (false, status) => status,
        };
        properties::settle(pair);
        Ok(())
    }

    fn wrong(&self, message: &str, line: u64) -> Error {
        Error::input(message)
            .at(Place::file(self.lines.file).line(line))
            .hint("`msgfmt -c FILE` shows what is wrong with a catalog")
    }

    /// Reads the header. A catalog says into which language it translates, which
    /// must be the one that is asked for.
    fn read_header(&self, header: &str, line: u64, head: &mut Head) -> Result<()> {
        let field = |name: &str| {
            let value = header.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            value.and_then(|value| Lang::parse(value.trim()))
        };
        let (src, tgt) = (field("X-Source-Language"), field("Language"));
        let langs = &head.bitext.langs;
        let is_other =
            |said: &Option<Lang>, asked: &Lang| said.as_ref().is_some_and(|said| said != asked);
        if is_other(&tgt, &langs.tgt) || is_other(&src, &langs.src) {
            return Err(self.other_languages(src, tgt, line, head));
        }
        for line in header.lines() {
            let ours = line.strip_prefix(HEAD_PREFIX).and_then(|rest| rest.split_once(": "));
            if let Some((name, value)) = ours {
                properties::set_head(head, &unescaped(name), unescaped(value));
            }
        }
        Ok(())
    }

    fn other_languages(
        &self,
        src: Option<Lang>,
        tgt: Option<Lang>,
        line: u64,
        head: &Head,
    ) -> Error {
        let langs = &head.bitext.langs;
        // A catalog of a French-English pair that does not say its source has the
        // other of the two.
        let other =
            |tgt: &Lang| if *tgt == langs.src { langs.tgt.clone() } else { langs.src.clone() };
        let tgt = tgt.unwrap_or_else(|| langs.tgt.clone());
        let src = src.unwrap_or_else(|| other(&tgt));
        Error::input(format!(
            "this catalog translates {src} into {tgt}, not {} into {}",
            langs.src, langs.tgt
        ))
        .at(Place::file(self.lines.file).line(line))
        .hint(format!("--src-lang {src} --tgt-lang {tgt}"))
    }
}
