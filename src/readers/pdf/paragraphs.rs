//! Joins the lines of pages to paragraphs and headings.
//!
//! Paragraphs are told as a reader tells them: by space before them, an indent,
//! a last line that is not full, a mark of a list. A paragraph may go on in the
//! next column or on the next page. Words that were hyphenated are joined, with
//! their hyphen if the text writes them so elsewhere.
//!
//! Headings are told by their size alone: what kind of bold a font is, files
//! hide well. Notes at the foot of a page follow the paragraph that goes over it.

use super::super::Options;
use super::super::builder::Builder;
use super::super::reading::Why;
use super::edges::{Usual, running_heads};
use super::lines::{Line, Page};
use crate::text::BlockKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Lines further apart than this many times the usual are not of one paragraph.
/// By hand: half a line of space shows.
const PARAGRAPH_GAP: f64 = 1.3;

/// What stands further below, in sizes, is in the next column or on the next
/// page. By hand.
const MAX_LINE_DISTANCE: f64 = 8.0;

/// A line that starts this many sizes further right than the one before opens a
/// paragraph. Books indent by one or more.
const INDENT: f64 = 0.8;

/// A word that would have left less than this many sizes free did not fit: the
/// widths of words are estimates. By hand.
const SLACK: f64 = 1.5;

/// A line without a stop that fills this share of its column goes on, though the
/// next opens with a capital: titles are shorter, mostly. By hand.
const CAPITAL_FILL: f64 = 0.75;

/// The same before a bracket or a quotation, which hardly open a paragraph.
const BRACKET_FILL: f64 = 0.5;

/// Letters this much smaller than those of the text are of a note.
const SMALL_SCALE: f64 = 0.92;

/// Headings have at most so many lines. By hand.
const MAX_HEADING_LINES: usize = 4;

/// Adds the blocks of the pages.
pub(super) fn push(pages: &[Page], options: Options, builder: &mut Builder) {
    let measures = Measures::take(pages);
    let flow = Flow::of(pages, &measures, options, builder);
    let words = Words::collect(&flow.lines);
    let mut done = 0;
    let mut notes = flow.notes.into_iter().peekable();
    while done < flow.lines.len() {
        let rest = &flow.lines[done..];
        let len = 1 + rest.windows(2).take_while(|pair| measures.goes_on(pair[0], pair[1])).count();
        builder.open(measures.kind(&rest[..len]));
        let text = words.joined(&rest[..len]);
        builder.push(text.strip_prefix(is_bullet).unwrap_or(&text));
        done += len;
        while let Some((_, lines)) = notes.next_if(|(at, _)| *at <= done) {
            push_notes(&lines, &words, builder);
        }
    }
}

/// Adds the notes of a page, without their numbers.
fn push_notes(lines: &[&Line], words: &Words, builder: &mut Builder) {
    let is_digit = |c: char| c.is_ascii_digit();
    for note in lines.chunk_by(|_, line| !line.text.starts_with(is_digit)) {
        let text = words.joined(note);
        builder.open(BlockKind::Note);
        builder.push(text.trim_start_matches(is_digit).trim_start_matches(['.', ')']));
    }
}

/// The lines of all pages as they are to be read.
#[derive(Debug, Default)]
struct Flow<'a> {
    /// The running text.
    lines: Vec<&'a Line>,
    /// The notes of each page, and how many lines of running text stand before
    /// the end of it.
    notes: Vec<(usize, Vec<&'a Line>)>,
}

impl<'a> Flow<'a> {
    /// Parts running text from running heads and from notes: the small lines at
    /// the foot of a page, or those from the first raised number on, if they are
    /// not most of it.
    fn of(
        pages: &'a [Page],
        measures: &Measures,
        options: Options,
        builder: &mut Builder,
    ) -> Flow<'a> {
        let heads = running_heads(pages, &measures.usual());
        let mut flow = Flow::default();
        for (number, page) in pages.iter().enumerate() {
            let contents = contents(&page.lines);
            let mut lines: Vec<&Line> = Vec::new();
            for (idx, line) in page.lines.iter().enumerate() {
                builder.leave_out(Why::Marks, &line.marks);
                if options.all {
                    lines.push(line);
                } else if heads.contains(&(number, idx)) {
                    builder.leave_out(Why::RunningHeads, &line.text);
                } else if contents.contains(&idx) {
                    builder.leave_out(Why::Contents, &line.text);
                } else {
                    lines.push(line);
                }
            }
            let n_small = lines.iter().rev().take_while(|line| measures.is_small(line)).count();
            let first = lines.iter().position(|line| line.opens_note).unwrap_or(lines.len());
            let first = first.min(lines.len() - n_small);
            if first < lines.len() && 2 * first > lines.len() {
                let notes = lines.split_off(first);
                flow.lines.extend(lines);
                flow.notes.push((flow.lines.len(), notes));
            } else {
                flow.lines.extend(lines);
            }
        }
        flow
    }
}

/// What is usual in the document.
#[derive(Debug, Default)]
struct Measures {
    /// The size of the letters of running text.
    size: f64,
    /// The distance of two lines of it, in sizes.
    leading: f64,
    /// The sizes of headings, the largest first, in tenths of a point.
    heading_sizes: Vec<i64>,
    /// Where the lines of running text end at most, by where they start, in
    /// points. Columns and quotations have edges of their own.
    edges: FxHashMap<i64, f64>,
}

impl Measures {
    fn take(pages: &[Page]) -> Measures {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let size = weighted_mode(lines().map(|line| (tenths(line.size), line.text.len())));
        let mut measures = Measures { size: size as f64 / 10.0, ..Measures::default() };
        let is_text = |line: &Line| (tenths(line.size) - size).abs() <= 5;
        let distances = pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| {
            let distance = (pair[1].base - pair[0].base) / pair[0].size.max(1.0);
            let is_usual = is_text(&pair[0]) && is_text(&pair[1]) && (0.8..2.5).contains(&distance);
            is_usual.then(|| (rounded(distance * 20.0), 1))
        });
        measures.leading = (weighted_mode(distances) as f64 / 20.0).max(1.0);
        let mut sizes: Vec<i64> =
            lines().filter(|line| measures.is_large(line)).map(|line| tenths(line.size)).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes.dedup_by(|a, b| (*a - *b).abs() <= 5);
        measures.heading_sizes = sizes;
        for line in lines().filter(|line| is_text(line)) {
            let edge = measures.edges.entry(rounded(line.left)).or_default();
            *edge = edge.max(line.right);
        }
        measures
    }

    fn usual(&self) -> Usual {
        Usual { size: self.size, leading: self.leading }
    }

    fn is_large(&self, line: &Line) -> bool {
        self.usual().is_large(line)
    }

    fn is_small(&self, line: &Line) -> bool {
        line.size < SMALL_SCALE * self.size
    }

    fn kind(&self, lines: &[&Line]) -> BlockKind {
        let Some(first) = lines.first() else { return BlockKind::Paragraph };
        let is_name = first.text.chars().count() > 1 || first.text.starts_with(['I', 'V', 'X']);
        if self.is_large(first) && lines.len() <= MAX_HEADING_LINES && is_name {
            let size = tenths(first.size);
            let larger = self.heading_sizes.iter().filter(|other| **other > size + 5).count();
            return BlockKind::Heading(u8::try_from(larger + 1).unwrap_or(6).min(6));
        }
        if opens_item(&first.text) { BlockKind::ListItem } else { BlockKind::Paragraph }
    }

    /// Tells whether two lines that follow each other are of one paragraph.
    fn goes_on(&self, before: &Line, line: &Line) -> bool {
        let scale = before.size.max(1.0);
        let opens_unit =
            opens_item(&line.text) || (opens_turn(&line.text) && ends_sentence(&before.text));
        if (before.size - line.size).abs() > 0.1 * scale || opens_unit {
            return false;
        }
        let distance = (line.base - before.base) / scale;
        let ends = ends_sentence(&before.text);
        let goes_small =
            line.text.starts_with(char::is_lowercase) || self.goes_on_large(before, line);
        if !(-0.5..=MAX_LINE_DISTANCE).contains(&distance) {
            // The next column or page.
            return goes_small || !ends || self.is_full(before, line);
        }
        if ends_open(&before.text)
            && (0.5..2.0 * PARAGRAPH_GAP * self.leading.max(1.0)).contains(&distance)
        {
            return true;
        }
        if distance < 0.5 {
            // The next cell of a table, or a word set apart.
            return goes_small && !ends;
        }
        let is_far = distance > PARAGRAPH_GAP * self.leading.max(1.0);
        let is_indented = line.left - before.left > INDENT * scale && !opens_item(&before.text);
        let is_short = !self.is_full(before, line);
        if is_far || (is_indented && ends) {
            return false;
        }
        let may_end = is_short && (ends || !goes_small);
        !may_end || self.is_large(before)
    }

    /// Tells whether a sentence goes on although the line opens with a capital, a
    /// bracket or a quotation: what stands before has no stop and is nearly full.
    fn goes_on_large(&self, before: &Line, line: &Line) -> bool {
        let needed = match line.text.chars().next() {
            Some('(' | '[' | '«' | '“' | '"' | '‘' | '{') => BRACKET_FILL,
            Some(c) if c.is_uppercase() || c.is_ascii_digit() => CAPITAL_FILL,
            _ => return false,
        };
        let edge = self.edge(before);
        !ends_sentence(&before.text)
            && before.right - before.left >= needed * (edge - before.left).max(1.0)
    }

    /// Returns where the lines of the column end. Indented first lines start
    /// elsewhere, but end at the same edge.
    fn edge(&self, line: &Line) -> f64 {
        let start = rounded(line.left);
        let reach = rounded(3.0 * line.size);
        let edges = (start - reach..=start + 2).filter_map(|left| self.edges.get(&left));
        edges.copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Tells whether a line is full: the first word of the next one would not
    /// have fitted, as far as the edge of the column is known.
    fn is_full(&self, line: &Line, next: &Line) -> bool {
        let edge = self.edge(line);
        let n_chars = |text: &str| text.chars().count() as f64;
        let width = (line.right - line.left) / n_chars(&line.text).max(1.0);
        let word = unbreakable(&next.text);
        line.right + width * (1.0 + n_chars(word)) + SLACK * line.size >= edge
    }
}

fn tenths(size: f64) -> i64 {
    rounded(10.0 * size)
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "places on a page are small, and casts saturate"
)]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

/// Returns the value with the greatest weight; of several the smallest.
fn weighted_mode(values: impl Iterator<Item = (i64, usize)>) -> i64 {
    let mut weights: FxHashMap<i64, usize> = FxHashMap::default();
    for (value, weight) in values {
        *weights.entry(value).or_default() += weight;
    }
    let best =
        weights.into_iter().max_by_key(|(value, weight)| (*weight, std::cmp::Reverse(*value)));
    best.map_or(0, |(value, _)| value)
}

/// Tells whether a line opens with a bullet. A dash may open a turn of dialogue;
/// the segmenter knows better.
fn opens_item(text: &str) -> bool {
    text.strip_prefix(is_bullet).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// U+F0B7 is what Word writes for the bullet of its font Symbol.
fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '◦' | '▪' | '●' | '○' | '■' | '‣' | '\u{f0b7}')
}

/// Words that never end a sentence, in French and English.
const FUNCTION_WORDS: [&str; 78] = [
    "a", "an", "and", "as", "at", "au", "aux", "avec", "because", "but", "by", "car", "ce", "ces",
    "cet", "cette", "chez", "comme", "dans", "de", "des", "dont", "du", "en", "entre", "et", "for",
    "from", "her", "his", "if", "into", "its", "la", "le", "les", "leur", "leurs", "ma", "mais",
    "mes", "mon", "my", "ni", "nor", "nos", "notre", "of", "or", "ou", "our", "où", "par", "pour",
    "que", "qui", "sa", "sans", "ses", "si", "son", "sous", "sur", "than", "that", "the", "their",
    "these", "this", "to", "un", "une", "vers", "vos", "votre", "whose", "with", "à",
];

/// Tells whether a line breaks off in the midst of a sentence: after an open
/// bracket, an article, a preposition. A comma may close a line on its own (`Je
/// t'embrasse,`).
fn ends_open(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.rsplit([' ', '\u{a0}', '’', '\'']).next().unwrap_or_default();
    text.ends_with(['(', '[', '«', '“'])
        || (text.contains(' ') && FUNCTION_WORDS.binary_search(&last).is_ok())
}

/// Returns the start of a line that no line break may part: a word with the marks
/// around it, which French sets apart (`« Oui »`), or a number of several groups.
fn unbreakable(text: &str) -> &str {
    let is_marks = |word: &str| !word.is_empty() && !word.contains(char::is_alphanumeric);
    let is_number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let mut end = 0;
    let mut before = "";
    for word in text.split(' ') {
        let is_glued = end == 0
            || (is_marks(before) && !before.ends_with(['»', '”', ')', '.', ',']))
            || (is_marks(word) && word.starts_with(['»', '?', '!', ';', ':', '%', '€']))
            || (is_number(before) && is_number(word));
        if !is_glued {
            break;
        }
        end += word.len() + usize::from(end > 0);
        before = word;
    }
    &text[..end.min(text.len())]
}

/// How many dots in a row lead to the number of a page. By hand.
const MIN_LEADERS: usize = 4;

/// Lists of contents have at least so many lines. By hand.
const MIN_CONTENTS: usize = 3;

/// Returns the lines of a page that are of a table of contents: those that dots lead
/// from to a number, and those between them that end in one.
fn contents(lines: &[Line]) -> FxHashSet<usize> {
    let led: Vec<usize> = (0..lines.len()).filter(|idx| has_leaders(&lines[*idx].text)).collect();
    let (Some(first), Some(last)) = (led.first(), led.last()) else { return FxHashSet::default() };
    if led.len() < MIN_CONTENTS {
        return FxHashSet::default();
    }
    let ends_in_number = |idx: &usize| lines[*idx].text.ends_with(|c: char| c.is_ascii_digit());
    let is_wrapped = |idx: usize| !ends_sentence(&lines[idx].text);
    (*first..=*last)
        .filter(|idx| led.contains(idx) || ends_in_number(idx) || is_wrapped(*idx))
        .chain((*last + 1..lines.len()).take_while(ends_in_number))
        .chain((0..*first).rev().take_while(ends_in_number))
        .collect()
}

fn has_leaders(text: &str) -> bool {
    let mut n_dots = 0;
    for c in text.chars() {
        match c {
            '.' | '…' | '·' | '_' => n_dots += if c == '…' { 3 } else { 1 },
            ' ' => {}
            _ if n_dots >= MIN_LEADERS && c.is_alphanumeric() => return true,
            _ => n_dots = 0,
        }
    }
    n_dots >= MIN_LEADERS
}

/// Tells whether a line opens with a dash.
fn opens_turn(text: &str) -> bool {
    text.strip_prefix(['–', '—', '-']).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

fn ends_sentence(text: &str) -> bool {
    let is_trail = |c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | ')' | '’');
    text.trim_end_matches(is_trail).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// The words of the document that stand inside lines.
#[derive(Debug, Default)]
struct Words(FxHashSet<String>);

/// What follows the hyphen of an inverted verb or of a compound, and was not cut
/// off by hyphenation: `dit-il`, `celui-ci`.
const AFTER_HYPHEN: [&str; 20] = [
    "il", "elle", "on", "je", "tu", "nous", "vous", "ils", "elles", "ce", "moi", "toi", "lui",
    "leur", "ci", "là", "même", "mêmes", "t", "être",
];

impl Words {
    fn collect(lines: &[&Line]) -> Words {
        let mut words = Words::default();
        for line in lines {
            let mut inner: Vec<&str> = line.text.split_whitespace().collect();
            inner.pop();
            words.0.extend(inner.iter().map(|word| bare(word)).filter(|word| !word.is_empty()));
        }
        words
    }

    fn joined(&self, lines: &[&Line]) -> String {
        let mut text = String::new();
        for line in lines {
            let head = text.strip_suffix(['-', '\u{2010}', '\u{ad}']).map(str::len);
            let is_cut = |at: usize| {
                text[..at].ends_with(char::is_alphabetic)
                    && line.text.starts_with(char::is_lowercase)
            };
            let follows_letter = head.is_some_and(|at| text[..at].ends_with(char::is_alphabetic));
            match head.filter(|at| is_cut(*at)) {
                Some(at) if !self.has_hyphen(&text[..at], &line.text) => text.truncate(at),
                Some(_) => {}
                // `Petite-` at the end of a line, and `Bourgade` on the next.
                None if follows_letter && line.text.starts_with(char::is_alphabetic) => {}
                None if text.is_empty() => {}
                None => text.push(' '),
            }
            text.push_str(&line.text);
        }
        text
    }

    /// Tells whether the hyphen between two parts of a word belongs to it.
    fn has_hyphen(&self, head: &str, tail: &str) -> bool {
        let head = bare(head.rsplit(char::is_whitespace).next().unwrap_or_default());
        let tail = bare(tail.split_whitespace().next().unwrap_or_default());
        if self.0.contains(&format!("{head}{tail}")) {
            return false;
        }
        let first = tail.split('-').next().unwrap_or_default();
        self.0.contains(&format!("{head}-{tail}")) || AFTER_HYPHEN.contains(&first)
    }
}

/// Returns a word in small letters, without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests;
