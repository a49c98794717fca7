//! Reads the lines of a text that have ink, and what each opens and ends with.

use super::chars::{
    char_at, is_blank, is_closer, is_line_break, is_opener, is_stop, skip_blank, skip_blank_back,
};
use super::marks::{self, MarkKind};
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
