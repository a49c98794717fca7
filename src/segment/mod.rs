//! Cuts a text into segments.
//!
//! ```text
//! layout       paragraphs, headings, items, verse         → units
//! candidates   runs of stops inside a unit                → places
//! gap          the words left and right of a place
//! rules        the first rule that knows decides          → cut or go on
//! ```
//!
//! The rules go by what translators and editors do, not by one treebank, and by
//! the same rule in every language: an aligner needs the French `« … . De plus,
//! … »` and the English `"… . Moreover, …"` cut alike. `document` measures what
//! the rules must know of the whole text, and `lexicon` reads what they know of
//! a language from word lists that a translator can edit.
//!
//! Nothing here fails, and nothing is lost: the spans of the segments tile the
//! text byte for byte. Quotations and brackets are evidence, never masks, so
//! that an unbalanced mark costs nothing later. All of it is linear in the
//! length of the text.
//!
//! What it does not know: formats (a reader hands over plain text), and the
//! other language.

mod blocks;
mod candidates;
mod chars;
mod document;
mod gap;
mod layout;
mod lexicon;
mod marks;
pub mod residue;
mod rules;
mod verse;

use crate::lang::Lang;
use candidates::{Scanner, Stops};
use chars::{is_blank, is_line_break};
use document::Document;
use gap::Gap;
use layout::Unit;
use lexicon::{Group, Lexicon};
use residue::Table;
use rules::{Facts, INLINE_ITEM, NO_STOP, Rule};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What a segment is.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Kind {
    /// A title standing on its own.
    Heading,
    /// A sentence of running text.
    #[default]
    Sentence,
    /// An item of a list, its mark included.
    ListItem,
    /// A line of verse.
    Verse,
    /// The line under a picture or over a table.
    Caption,
}

impl Kind {
    /// Returns the name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Heading => "heading",
            Kind::Sentence => "sentence",
            Kind::ListItem => "list item",
            Kind::Verse => "verse line",
            Kind::Caption => "caption",
        }
    }
}

/// A sentence, a heading or a list item of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Segment {
    /// A name that stays when other segments change: `p3.s2` is the second
    /// segment of the third paragraph, `r3.s1` comes from the third row.
    pub id: String,
    /// The bytes of the text that the segment covers, white space around it
    /// included, so that the spans of a text's segments tile it.
    pub span: Range<usize>,
    /// The paragraph (or the row of a table), counting from 1.
    pub paragraph: usize,
    /// What it is.
    pub kind: Kind,
    /// What it says, on one line: white space around it taken off and inner
    /// line breaks turned into one space.
    pub text: String,
}

/// What becomes of sentences inside a quotation.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Quotes {
    /// They are segments like any other.
    #[default]
    Split,
    /// They stay in one segment with the quotation, if it is not too long.
    Keep,
}

/// How to cut.
#[derive(Clone, Debug)]
pub struct Options {
    /// What becomes of sentences inside a quotation.
    pub quotes: Quotes,
    /// Whether layout is searched for headings and captions.
    pub headings: bool,
    /// Abbreviations that never end a segment, besides the known ones.
    pub abbreviations: Vec<String>,
    /// Which way doubtful places fall: 1 cuts at those that are doubtful, 2 at
    /// the unlikely ones too; -1 and -2 leave out cuts in the same way.
    pub bias: i32,
}

impl Default for Options {
    fn default() -> Options {
        Options { quotes: Quotes::Split, headings: true, abbreviations: Vec::new(), bias: 0 }
    }
}

/// What was decided at a place where a segment might end, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decision {
    /// The first byte of what would be the next segment.
    pub at: usize,
    /// The last words before.
    pub before: String,
    /// The first words after.
    pub after: String,
    /// Whether a segment ends there.
    pub is_cut: bool,
    /// The rule that decided, in words.
    pub why: &'static str,
}

/// Cuts texts of one language into segments.
#[derive(Clone, Debug)]
pub struct Segmenter {
    lexicon: Lexicon,
    table: Option<Table<'static>>,
    options: Options,
}

/// A place that was considered.
#[derive(Clone, Debug)]
struct Place {
    at: usize,
    is_cut: bool,
    rule: &'static Rule,
    paragraph: usize,
    kind: Kind,
    /// Whether its segment may have a line break inside.
    is_broken: bool,
}

/// The places of a text in order.
#[derive(Debug, Default)]
struct Places {
    list: Vec<Place>,
    n_cuts: usize,
    /// Cuts before a word that opens a sentence although no stop stands there.
    n_titles: usize,
}

/// The titles of a text have lost their lines when at least this many cuts in a
/// hundred, and this many in all, have no stop. In leaflets 4 to 6 in a hundred have
/// none, in news 1 to 3 (French newstest 3.3, mostly the titles of the articles),
/// elsewhere 0 or 1 (November 2026).
const MIN_TITLES_PER_CENT: usize = 4;
const MIN_TITLES: usize = 3;

impl Places {
    fn push(&mut self, place: Place) {
        self.n_cuts += usize::from(place.is_cut);
        self.n_titles += usize::from(place.is_cut && place.rule == NO_STOP);
        self.list.push(place);
    }

    /// Tells whether titles have lost their lines, by what was cut so far.
    fn are_flattened(&self) -> bool {
        self.n_titles >= MIN_TITLES && 100 * self.n_titles >= MIN_TITLES_PER_CENT * self.n_cuts
    }
}

impl Segmenter {
    /// Returns a segmenter for a language. A language without word lists is cut
    /// by punctuation and capitals alone.
    #[must_use]
    pub fn new(lang: &Lang, options: Options) -> Segmenter {
        Segmenter {
            lexicon: Lexicon::new(lang, &options.abbreviations),
            table: Table::of(lang.tag()),
            options,
        }
    }

    /// Returns the segments of `body`, the part of `text` that is no metadata.
    ///
    /// Their spans tile `body`; a body without ink has none. Blank lines part
    /// paragraphs.
    ///
    /// # Panics
    ///
    /// `body` does not lie on the characters of `text`.
    #[must_use]
    pub fn segment(&self, text: &str, body: Range<usize>) -> Vec<Segment> {
        collect(text, &body, &self.places(text, &body), name)
    }

    /// Returns the segments of a cell of a table, named after its row.
    ///
    /// The cell may hold line breaks and blank lines; all of its segments are of
    /// paragraph `row`, which counts from 1.
    #[must_use]
    pub fn segment_cell(&self, cell: &str, row_id: &str, row: usize) -> Vec<Segment> {
        let body = 0..cell.len();
        let mut places = self.places(cell, &body);
        for place in &mut places {
            place.paragraph = row;
        }
        collect(cell, &body, &places, |_, number| numbered(format!("{row_id}.s"), number))
    }

    /// Returns what was decided at every place where a segment might end, the
    /// cuts of `segment` among them.
    ///
    /// # Panics
    ///
    /// `body` does not lie on the characters of `text`.
    #[must_use]
    pub fn explain(&self, text: &str, body: Range<usize>) -> Vec<Decision> {
        let places = self.places(text, &body);
        places.iter().skip(1).map(|place| decision(text, &body, place)).collect()
    }

    /// Returns all places in order; the first is where the first segment starts.
    fn places(&self, text: &str, body: &Range<usize>) -> Vec<Place> {
        let lines = layout::lines(text, body);
        let document = Document::measure(text, body, &lines, &self.lexicon);
        let headings = self.options.headings;
        let units = layout::units(text, &lines, &document, &self.lexicon, headings);
        let mut places = Places::default();
        for unit in &units {
            self.push_unit(text, unit, &document, &mut places);
        }
        places.list
    }

    fn push_unit(&self, text: &str, unit: &Unit, document: &Document, places: &mut Places) {
        let first = places.list.len();
        places.push(place(unit, unit.span.start, unit.rule, true));
        if unit.kind != Kind::Verse {
            self.push_gaps(text, unit, document, places);
        }
        // A heading is one segment; what falls in two was a short paragraph.
        let is_whole = places.list[first + 1..].iter().all(|place| !place.is_cut);
        if unit.kind == Kind::Heading && !is_whole {
            for place in &mut places.list[first..] {
                place.kind = Kind::Sentence;
            }
        }
    }

    fn push_gaps(&self, text: &str, unit: &Unit, document: &Document, places: &mut Places) {
        let limit = unit.span.end;
        let mut facts = Facts {
            lexicon: &self.lexicon,
            document,
            quotes: self.options.quotes,
            table: self.table,
            is_flattened: false,
            is_cased: document.is_cased && !is_careless(text, unit),
        };
        let mut segment = unit.span.start;
        let mut items = Items::new(text, limit, &self.lexicon);
        let mut item = items.after(segment);
        let mut runs = Scanner::new(text, unit.span.start, limit);
        if facts.is_cased && unit.kind != Kind::Caption {
            runs = runs.with_capitals();
        }
        for run in runs {
            while let Some(at) = item.filter(|at| *at <= run.start) {
                places.push(place(unit, at, INLINE_ITEM, true));
                (segment, item) = (at, items.after(at));
            }
            if unit.kind == Kind::Heading && run.stops == Stops::Missing {
                continue;
            }
            let is_missing = run.stops.is_missing();
            if is_missing {
                let word = gap::word_at(text, run.next, limit, self.lexicon.elides);
                if !rules::may_open(&run, word, &facts) {
                    continue;
                }
            }
            let gap = Gap::read(text, &run, segment, limit, self.lexicon.elides);
            facts.is_flattened = places.are_flattened();
            let decided = if is_missing {
                rules::decide_capital(&gap, run.start - segment.min(run.start), &facts)
            } else {
                Some(rules::decide(&gap, &facts))
            };
            let Some(mut rule) = decided else { continue };
            if gap.opens_list() && items.after(run.next).is_some() {
                rule = INLINE_ITEM;
            }
            let is_cut = rule.cuts(self.options.bias);
            places.push(place(unit, run.next, rule, is_cut));
            if is_cut {
                segment = run.next;
                item = items.after(segment).or(item.filter(|at| *at > segment));
            }
        }
        while let Some(at) = item {
            places.push(place(unit, at, INLINE_ITEM, true));
            item = items.after(at);
        }
    }
}

/// Tells whether the sentences of a unit start small although those of the
/// text do not.
fn is_careless(text: &str, unit: &Unit) -> bool {
    if !text[unit.span.clone()].starts_with(char::is_lowercase) {
        return false;
    }
    let body = unit.span.clone();
    let (mut n_lower, mut n_upper) = (0, 0);
    for run in Scanner::new(text, body.start, body.end) {
        let start = gap::start_of(text, run.next, body.end);
        n_lower += usize::from(start == gap::Start::Lower);
        n_upper += usize::from(start == gap::Start::Upper);
    }
    n_lower > n_upper
}

fn place(unit: &Unit, at: usize, rule: &'static Rule, is_cut: bool) -> Place {
    let Unit { paragraph, kind, is_broken, .. } = *unit;
    Place { at, is_cut, rule, paragraph, kind, is_broken }
}

/// How far, in bytes, the next item of a list is looked for. Items on one line
/// are short, and the bound keeps the search linear.
const ITEM_REACH: usize = 2_000;

/// Looks for the items of lists that stand on one line.
#[derive(Debug)]
struct Items<'a> {
    text: &'a str,
    limit: usize,
    lexicon: &'a Lexicon,
    /// How far each mark was looked for in vain, so that nothing is read twice.
    barren: FxHashMap<String, usize>,
}

impl<'a> Items<'a> {
    fn new(text: &'a str, limit: usize, lexicon: &'a Lexicon) -> Items<'a> {
        Items { text, limit, lexicon, barren: FxHashMap::default() }
    }

    /// Returns where the next item starts, if the segment at `at` opens with the
    /// label of one: at `2)` for `1) Le nom 2) Le prénom`.
    fn after(&mut self, at: usize) -> Option<usize> {
        let mark = marks::read(self.text, at, self.limit)?;
        let next = mark.kind.next()?;
        let mut reach = self.limit.min(mark.end + ITEM_REACH);
        while !self.text.is_char_boundary(reach) {
            reach -= 1;
        }
        let from = self.barren.get(&next).map_or(mark.end, |read| mark.end.max(*read)).min(reach);
        let mut found = self.text[from..reach].match_indices(&next).map(|(found, _)| from + found);
        let item = found.find(|found| self.is_item(mark.end, *found));
        if item.is_none() {
            // The mark may begin before the reach and end behind it.
            let mut read = from.max(reach.saturating_sub(next.len()));
            while !self.text.is_char_boundary(read) {
                read -= 1;
            }
            self.barren.insert(next, read);
        }
        item.map(|found| found + 1)
    }

    /// `au sous-alinéa (iii)` is a reference, no item.
    fn is_item(&self, from: usize, found: usize) -> bool {
        let before = self.text[from..found].split_whitespace().next_back();
        !before.is_some_and(|word| self.lexicon.has(word, Group::Label))
    }
}

/// Returns the id of a segment.
fn name(paragraph: usize, number: usize) -> String {
    let paragraph = numbered("p".to_owned(), paragraph);
    numbered(paragraph + ".s", number)
}

/// Puts a number after a name. `format!` takes as long as cutting the sentence does.
fn numbered(mut name: String, number: usize) -> String {
    let n_digits = number.checked_ilog10().unwrap_or(0);
    let digits = (0..=n_digits).rev().map(|place| number / 10_usize.pow(place) % 10);
    name.extend(digits.map(|digit| char::from(b"0123456789"[digit])));
    name
}

fn collect(
    text: &str,
    body: &Range<usize>,
    places: &[Place],
    name: impl Fn(usize, usize) -> String,
) -> Vec<Segment> {
    let mut cuts = places.iter().filter(|place| place.is_cut).peekable();
    let mut segments: Vec<Segment> = Vec::with_capacity(places.len());
    let (mut paragraph, mut number) = (0, 0);
    while let Some(cut) = cuts.next() {
        number = if cut.paragraph == paragraph { number + 1 } else { 1 };
        paragraph = cut.paragraph;
        let start = if segments.is_empty() { body.start } else { cut.at };
        let end = cuts.peek().map_or(body.end, |next| next.at);
        segments.push(Segment {
            id: name(paragraph, number),
            span: start..end,
            paragraph,
            kind: cut.kind,
            text: match &text[start..end] {
                text if cut.is_broken => one_line(text),
                text => text.trim_matches(is_blank).to_owned(),
            },
        });
    }
    segments
}

/// Returns a text on one line: no white space around it, one space for a line
/// break and the white space about it.
fn one_line(text: &str) -> String {
    let text = text.trim_matches(is_blank);
    if !text.contains(is_line_break) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for part in text.split(is_line_break).map(|part| part.trim_matches(is_blank)) {
        if !part.is_empty() && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// How many characters of context a decision shows on either side.
const CONTEXT_CHARS: usize = 30;

fn decision(text: &str, body: &Range<usize>, place: &Place) -> Decision {
    let before = &text[body.start..place.at];
    let start = before.char_indices().rev().nth(CONTEXT_CHARS).map_or(0, |(at, _)| at);
    let after: String = text[place.at..body.end].chars().take(CONTEXT_CHARS).collect();
    Decision {
        at: place.at,
        before: one_line(&before[start..]),
        after: one_line(&after),
        is_cut: place.is_cut,
        why: place.rule.why,
    }
}

/// Returns the segments of a text that is segmented already: one a line, taken
/// as it stands.
///
/// Blank lines are segments without text, so that positions do not shift; the
/// line end that closes the text makes no further segment.
///
/// ```
/// let segments = enregard::segment::from_lines("Il pleut.\n\nJe reste.\n");
/// let texts: Vec<&str> = segments.iter().map(|s| s.text.as_str()).collect();
/// assert_eq!(["Il pleut.", "", "Je reste."], texts[..]);
/// ```
#[must_use]
pub fn from_lines(text: &str) -> Vec<Segment> {
    let mut start = 0;
    let mut segments = Vec::new();
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let span = start..start + line.len();
        start = span.end;
        let line = line.strip_suffix('\n').unwrap_or(line);
        let text = line.strip_suffix('\r').unwrap_or(line).to_owned();
        let id = format!("s{number}");
        segments.push(Segment { id, span, paragraph: number, kind: Kind::Sentence, text });
    }
    segments
}

/// Returns a text as one segment, taken as it stands but for its line breaks.
#[must_use]
pub fn whole(text: &str, id: String, paragraph: usize) -> Segment {
    let lines: Vec<&str> = text.split(['\r', '\n']).map(str::trim).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let (span, kind) = (0..text.len(), Kind::Sentence);
    Segment { id, span, paragraph, kind, text: lines.join(" ") }
}

#[cfg(test)]
mod tests;
