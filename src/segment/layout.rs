//! Cuts a text where its layout does: paragraphs, headings, list items, verse.
//!
//! ```text
//! Le départ                       a heading: its own block, short, no stop
//!
//! Il partit de bonne heure, car   two lines of a wrapped paragraph: one unit
//! la route était longue.
//! — Adieu ! dit-elle.             a turn of dialogue: a unit of its own
//! ```
//!
//! A line break may mean nothing (wrapped text) or everything (one item a
//! line). Which, is measured: for the whole document, and again for a block
//! that is long enough to speak for itself.

use super::Kind;
use super::chars::{
    char_at, is_blank, is_closer, is_dash, is_line_break, is_opener, is_stop, skip_blank,
    skip_blank_back,
};
use super::document::{Document, LineMode};
use super::lexicon::{Group, Lexicon};
use super::marks::{self, MarkKind};
use super::rules::{BLANK_LINE, LINE, LIST_ITEM, Rule, SHORT_LINE};
use super::verse;
use std::ops::Range;

/// A line with ink on it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The first byte of ink.
    pub(super) start: usize,
    /// The byte after the last ink.
    pub(super) end: usize,
    /// Whether a blank line, or the start of the text, stands before.
    pub(super) opens_block: bool,
    pub(super) opens: Opens,
    pub(super) ends: Ends,
    pub(super) n_chars: usize,
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Opens {
    Lower,
    Upper,
    /// A bullet, or a hyphen or star as one.
    Bullet,
    /// A dash, which opens a turn of dialogue or an item.
    Dash,
    /// The number or letter of an item.
    Label,
    Other,
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ends {
    Stop,
    Comma,
    /// A semicolon or a colon.
    Pause,
    Other,
}

/// A run of text that layout takes as one.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) span: Range<usize>,
    /// Its block, counting from 1.
    pub(super) paragraph: usize,
    pub(super) kind: Kind,
    /// Why it does not belong to the unit before.
    pub(super) rule: &'static Rule,
    /// Whether a line break is inside.
    pub(super) is_broken: bool,
}

/// Longer lines are no headings. Of 1,895 lines that stand alone without a stop in
/// French laws, articles, manuals and stories, half have 27 characters at most
/// and 95 of 100 have 104 (November 2026); those above are mostly paragraphs.
pub(super) const MAX_HEADING_CHARS: usize = 110;

/// Returns the lines of `body` that have ink.
pub(super) fn lines(text: &str, body: &Range<usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = body.start;
    let mut opens_block = true;
    while start < body.end {
        let (end, next) = line_end(text, start, body.end);
        let first = skip_blank(text, start, end);
        if first < end {
            lines.push(read_line(text, first, skip_blank_back(text, first, end), opens_block));
            opens_block = false;
        } else {
            opens_block = true;
        }
        start = next;
    }
    lines
}

/// Returns where the line at `start` ends and where the next one starts.
fn line_end(text: &str, start: usize, limit: usize) -> (usize, usize) {
    let bytes = &text.as_bytes()[..limit];
    let mut at = start;
    while at < limit {
        if !OPENS_BREAK[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let c = char_at(text, at, limit).unwrap_or_default();
        if is_line_break(c) {
            let is_pair = c == '\r' && bytes.get(at + 1) == Some(&b'\n');
            return (at, at + c.len_utf8() + usize::from(is_pair));
        }
        at += c.len_utf8();
    }
    (limit, limit)
}

/// The first bytes of the line breaks, of U+0085 and of U+2028 and 2029.
const OPENS_BREAK: [bool; 256] = {
    let mut opens = [false; 256];
    let leads = [b'\n', 0xb, 0xc, b'\r', 0xc2, 0xe2];
    let mut i = 0;
    while i < leads.len() {
        opens[leads[i] as usize] = true;
        i += 1;
    }
    opens
};

fn read_line(text: &str, start: usize, end: usize, opens_block: bool) -> Line {
    let line = &text[start..end];
    Line {
        start,
        end,
        opens_block,
        opens: opens(text, start, end),
        ends: ends(line),
        n_chars: line.chars().count(),
    }
}

fn opens(text: &str, start: usize, end: usize) -> Opens {
    let mark = marks::read(text, start, end).map(|mark| mark.kind);
    match mark {
        Some(MarkKind::Bullet(..) | MarkKind::Dash('*')) => return Opens::Bullet,
        Some(MarkKind::Dash(_)) => return Opens::Dash,
        Some(MarkKind::Label(_)) => return Opens::Label,
        None => {}
    }
    let is_ornament = |c: &char| is_blank(*c) || is_opener(*c);
    match text[start..end].chars().take(8).find(|c| !is_ornament(c)) {
        Some(c) if c.is_lowercase() => Opens::Lower,
        Some(c) if c.is_alphabetic() => Opens::Upper,
        _ => Opens::Other,
    }
}

fn ends(line: &str) -> Ends {
    let is_trail = |c| is_closer(c) || is_blank(c) || matches!(c, '»' | '”');
    match line.trim_end_matches(is_trail).chars().next_back() {
        Some(c) if is_stop(c) => Ends::Stop,
        Some(',') => Ends::Comma,
        Some(';' | ':') => Ends::Pause,
        _ => Ends::Other,
    }
}

/// Returns the units of a text in order.
pub(super) fn units(
    text: &str,
    lines: &[Line],
    document: &Document,
    lexicon: &Lexicon,
    finds_headings: bool,
) -> Vec<Unit> {
    let mut units = Vec::new();
    let blocks: Vec<_> = lines.chunk_by(|_, next| !next.opens_block).collect();
    let stanzas = verse::stanzas(&blocks, |block| parts_lines(text, block, document));
    for ((&block, is_verse), paragraph) in blocks.iter().zip(stanzas).zip(1..) {
        let first = units.len();
        push_block(text, block, paragraph, is_verse, document, &mut units);
        if finds_headings && !is_verse {
            let is_followed = paragraph < blocks.len();
            name_heading(text, block, &mut units[first..], is_followed, lexicon);
            name_inner_headings(text, block, &mut units[first..], is_followed);
        }
    }
    units
}

fn push_block(
    text: &str,
    block: &[Line],
    paragraph: usize,
    is_verse: bool,
    document: &Document,
    units: &mut Vec<Unit>,
) {
    let mode = document.mode_of(block);
    let is_spelled = block.len() > 2 && block.iter().all(is_spelling);
    let is_list = is_list(text, block, document);
    for (idx, line) in block.iter().enumerate() {
        let rule = match idx.checked_sub(1).map(|before| &block[before..=idx]) {
            None => Some(BLANK_LINE),
            Some(_) if is_verse => Some(LINE),
            Some(_) if is_spelled => None,
            Some(pair) => break_before(text, pair, mode, is_list, document),
        };
        let kind = if is_verse { Kind::Verse } else { kind(text, line, document) };
        match (rule, units.last_mut()) {
            (None, Some(unit)) => {
                unit.span.end = line.end;
                unit.is_broken = true;
            }
            (rule, _) => {
                let rule = rule.unwrap_or(BLANK_LINE);
                let span = line.start..line.end;
                units.push(Unit { span, paragraph, kind, rule, is_broken: false });
            }
        }
    }
}

fn kind(text: &str, line: &Line, document: &Document) -> Kind {
    let is_turn = document.has_dialogue || !text[line.start..].starts_with(['-', '–']);
    match line.opens {
        Opens::Bullet | Opens::Label => Kind::ListItem,
        Opens::Dash if !is_turn => Kind::ListItem,
        _ => Kind::Sentence,
    }
}

/// Returns why the second line of a pair starts a new unit, if it does.
fn break_before(
    text: &str,
    pair: &[Line],
    mode: LineMode,
    is_list: bool,
    document: &Document,
) -> Option<&'static Rule> {
    let [before, line] = pair else { return None };
    let is_closed = before.ends != Ends::Other;
    let is_paused = matches!(before.ends, Ends::Comma | Ends::Pause);
    let is_parted = before.ends == Ends::Stop || is_short(text, pair, document);
    match line.opens {
        Opens::Bullet => return Some(LIST_ITEM),
        Opens::Dash if opens_aside(text, pair, mode) => return None,
        Opens::Dash if is_parted || mode == LineMode::Items => return Some(LIST_ITEM),
        Opens::Dash => return None,
        Opens::Label if is_closed || mode == LineMode::Items || before.opens == Opens::Label => {
            return Some(LIST_ITEM);
        }
        _ => {}
    }
    let is_aside = text[line.start..].starts_with('(') && before.ends == Ends::Other;
    match mode {
        _ if line.opens == Opens::Lower && document.is_cased => None,
        LineMode::Items => (!is_aside).then_some(LINE),
        LineMode::Wrapped if is_list => Some(LINE),
        LineMode::Wrapped => (!is_paused && is_short(text, pair, document)).then_some(SHORT_LINE),
    }
}

/// Tells whether a dash at the start of a line goes on with the sentence before,
/// as in `— dit-il`, and opens no item of a list.
fn opens_aside(text: &str, pair: &[Line], mode: LineMode) -> bool {
    let [before, line] = pair else { return false };
    let rest = &text[line.start..line.end];
    let word = rest.trim_start_matches(|c| is_dash(c) || is_blank(c));
    let is_in_list = before.ends == Ends::Pause || before.opens == Opens::Dash;
    let may_go_on = mode == LineMode::Wrapped || rest.starts_with(['—', '―']);
    word.starts_with(char::is_lowercase) && may_go_on && !is_in_list
}

/// A longer word would not have fitted in any line.
const MAX_FIRST_CHARS: usize = 40;

/// Tells whether the first line of a pair ends before it had to: the next word
/// would have fitted with an eighth of the width to spare. Ragged and
/// hyphenated lines stay within that.
fn is_short(text: &str, pair: &[Line], document: &Document) -> bool {
    let [before, line] = pair else { return false };
    let n_free = (document.width - document.width / 8).saturating_sub(before.n_chars + 1);
    if n_free == 0 || line.opens == Opens::Lower {
        return false;
    }
    let first = text[line.start..line.end].chars().take(MAX_FIRST_CHARS);
    first.take_while(|c| !c.is_whitespace()).count() < n_free
}

/// Tells whether no line of a block is as long as a wrapped one would be.
fn is_list(text: &str, block: &[Line], document: &Document) -> bool {
    block.len() > 2 && block.windows(2).all(|pair| is_short(text, pair, document))
}

fn parts_lines(text: &str, block: &[Line], document: &Document) -> bool {
    document.mode_of(block) == LineMode::Items || is_list(text, block, document)
}

/// Tells whether a line has a letter or two of a word that is printed downwards.
fn is_spelling(line: &Line) -> bool {
    line.opens == Opens::Upper && line.n_chars <= 2
}

/// Marks the unit that heads what follows, and the line under a picture.
fn name_heading(
    text: &str,
    block: &[Line],
    units: &mut [Unit],
    is_followed: bool,
    lexicon: &Lexicon,
) {
    let is_alone = units.len() == 1;
    let [unit, ..] = units else { return };
    let line = &block[0];
    let is_one_line = unit.span.end == line.end;
    if is_alone && opens_caption(&text[unit.span.clone()], lexicon) {
        unit.kind = Kind::Caption;
    } else if is_one_line && looks_like_heading(text, line) && may_head(text, block, is_followed) {
        unit.kind = Kind::Heading;
    }
}

/// Tells whether the first line of a block has something to head: what follows the
/// block, a list, a line that ends in a stop, or another title over such a line. The
/// lines of an address or of a table of contents head nothing.
fn may_head(text: &str, block: &[Line], is_followed: bool) -> bool {
    let Some(next) = block.get(1) else { return is_followed };
    let is_item = matches!(next.opens, Opens::Bullet | Opens::Dash | Opens::Label);
    let is_title =
        looks_like_heading(text, next) && block.get(2).is_some_and(|body| is_over(next, body));
    is_item || next.ends == Ends::Stop || is_title || (is_followed && block.len() == 2)
}

/// Tells whether a line stands over a longer one that is text.
fn is_over(line: &Line, next: &Line) -> bool {
    next.opens == Opens::Upper && next.ends == Ends::Stop && next.n_chars > line.n_chars
}

/// Marks the lines that are titles though no blank line stands about them: those
/// without a stop over a longer line with one, and all of `CHAPITRE II` and what
/// stands under it.
fn name_inner_headings(text: &str, block: &[Line], units: &mut [Unit], is_followed: bool) {
    if units.len() != block.len() {
        return;
    }
    let is_title = |line: &Line| line.opens == Opens::Upper && looks_like_heading(text, line);
    let opens_in_capitals = !text[block[0].start..block[0].end].contains(char::is_lowercase);
    let is_title_page = is_followed && opens_in_capitals && block.iter().all(is_title);
    for (idx, line) in block.iter().enumerate() {
        let is_over_text = block.get(idx + 1).is_some_and(|next| is_over(line, next));
        let is_parted =
            idx == 0 || block[idx - 1].ends == Ends::Stop || units[idx - 1].kind == Kind::Heading;
        if units[idx].kind == Kind::Sentence
            && (is_title_page || (is_over_text && is_parted && is_title(line)))
        {
            units[idx].kind = Kind::Heading;
        }
    }
}

/// Tells whether a line could be a title: `Le retour`, `II. Le retour`, but not
/// `a) le nom`.
fn looks_like_heading(text: &str, line: &Line) -> bool {
    let mark = marks::read(text, line.start, line.end).map_or(line.start, |mark| mark.end);
    let word = text[mark..line.end].trim_start_matches(|c| is_blank(c) || is_opener(c));
    line.n_chars <= MAX_HEADING_CHARS
        && line.ends == Ends::Other
        && matches!(line.opens, Opens::Upper | Opens::Label | Opens::Other)
        && !word.starts_with(char::is_lowercase)
        && word.contains(char::is_alphanumeric)
}

/// Tells whether a line opens like `Figure 3 : …` or `Tabl. 2 – …`.
fn opens_caption(line: &str, lexicon: &Lexicon) -> bool {
    let mut words = line.split(is_blank).filter(|word| !word.is_empty());
    let (Some(head), Some(number)) = (words.next(), words.next()) else { return false };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    let parts = |word: &str| word.ends_with([':', '.', '—', '–']);
    is_number
        && lexicon.has(head.trim_end_matches('.'), Group::Caption)
        && (parts(number) || words.next().is_some_and(parts))
}
