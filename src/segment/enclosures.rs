//! Remembers which quotation and which bracket are open.
//!
//! Both are evidence, never masks: an opening mark is believed in for
//! [`QUOTE_REACH`] bytes, so one that nobody closes costs nothing later.

use super::candidates::Enclosure;
use super::chars::{char_at, is_blank, is_closer, is_opening_quote, is_stop};

/// How far, in bytes, an opening quotation mark or bracket is believed in. 95 of
/// 100 quotations close within 317 bytes (3,205 in French stories, laws and
/// articles, November 2026). More makes unbalanced marks dearer, less forgets
/// long quotations.
const QUOTE_REACH: usize = 320;

/// A bracket that has opened.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    at: usize,
    /// Whether it stands where a sentence may start, so that what is inside may
    /// be sentences of its own.
    is_own: bool,
}

/// What has opened in a unit and has not closed.
#[derive(Debug)]
pub(super) struct Enclosures<'a> {
    text: &'a str,
    start: usize,
    limit: usize,
    /// Where a quotation opened that has not closed.
    quote: Option<usize>,
    /// Whether it opened with a mark that closes in French: `»Oui.«`.
    is_turned: bool,
    /// Whether it opened with a low mark: `„Oui.“`.
    is_low: bool,
    /// Where a straight quotation mark opened that has not closed.
    straight: Option<usize>,
    /// Where a bracket opened that has not closed.
    bracket: Option<Bracket>,
}

impl<'a> Enclosures<'a> {
    pub(super) fn new(text: &'a str, start: usize, limit: usize) -> Enclosures<'a> {
        Enclosures {
            text,
            start,
            limit,
            quote: None,
            is_turned: false,
            is_low: false,
            straight: None,
            bracket: None,
        }
    }

    /// Takes note of a mark at `at`.
    pub(super) fn note(&mut self, c: char, at: usize) {
        match c {
            '«' | '“' | '„' | '»' | '”' | '<' | '>' => self.note_quote(c, at),
            '(' | '[' => self.bracket = Some(self.bracket_at(at)),
            ')' | ']' => self.bracket = None,
            '"' => self.straight = self.straight_after(at),
            _ => {}
        }
    }

    fn note_quote(&mut self, c: char, at: usize) {
        let is_twice = |sign| self.text[at..self.limit].starts_with(sign);
        let after = || char_at(self.text, at + c.len_utf8(), self.limit);
        let opens = match c {
            '<' if is_twice("<<") => true,
            '>' if is_twice(">>") => false,
            '<' | '>' => return,
            '“' => !(self.is_low && is_near(self.quote, at)),
            '«' => !self.is_turned_near(at),
            '»' => {
                let before = self.text[self.start..at].chars().next_back();
                before.is_none_or(|c| is_blank(c) || is_opening_quote(c))
                    && after().is_some_and(char::is_alphanumeric)
                    && !is_near(self.quote, at)
            }
            _ => c == '„',
        };
        self.quote = opens.then_some(at);
        self.is_turned = opens && c == '»';
        self.is_low = opens && c == '„';
    }

    /// Tells whether a quotation is open that opened with `»`.
    pub(super) fn is_turned_near(&self, at: usize) -> bool {
        self.is_turned && is_near(self.quote, at)
    }

    /// Tells whether a straight mark has opened and has not closed.
    pub(super) fn has_straight(&self) -> bool {
        self.straight.is_some()
    }

    /// Tells whether a straight mark that opened not far before `at` is open.
    pub(super) fn is_straight_near(&self, at: usize) -> bool {
        is_near(self.straight, at)
    }

    /// Says that no straight mark is open.
    pub(super) fn close_straight(&mut self) {
        self.straight = None;
    }

    /// Returns what opened not far before `at` and is open there.
    pub(super) fn around(&self, at: usize) -> Enclosure {
        Enclosure {
            quote: is_near(self.quote, at) || is_near(self.straight, at),
            bracket: self.is_in_bracket(at),
        }
    }

    pub(super) fn is_in_bracket(&self, at: usize) -> bool {
        is_near(self.bracket.map(|bracket| bracket.at), at)
    }

    /// Tells whether a bracket that opened in the middle of a sentence is still
    /// open at `at` and closes soon.
    pub(super) fn is_bracketed(&self, at: usize) -> bool {
        let Some(bracket) = self.bracket.filter(|bracket| !bracket.is_own) else { return false };
        let reach = self.limit.min(bracket.at + QUOTE_REACH);
        at < reach && closes(&self.text.as_bytes()[at..reach])
    }

    fn bracket_at(&self, at: usize) -> Bracket {
        let is_edge = |c| is_blank(c) || is_closer(c) || is_opening_quote(c);
        let before = self.text[self.start..at].trim_end_matches(is_edge);
        Bracket { at, is_own: before.ends_with(is_stop) || before.is_empty() }
    }

    /// Tells by its neighbours what a straight mark does, and by parity only
    /// when it stands between two spaces or two letters.
    fn straight_after(&self, at: usize) -> Option<usize> {
        let before = self.text[self.start..at].chars().next_back();
        let after = char_at(self.text, at + 1, self.limit);
        let is_outside = |c: Option<char>| c.is_none_or(|c| is_blank(c) || "([—–-'’".contains(c));
        let opens = match (is_outside(before), after.is_none_or(is_blank)) {
            (true, false) => true,
            (false, true) => false,
            _ => !is_near(self.straight, at),
        };
        opens.then_some(at)
    }
}

/// Tells whether the bracket that is open before `rest` closes in it.
fn closes(rest: &[u8]) -> bool {
    let mut depth = 1;
    for byte in rest {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return true;
        }
    }
    false
}

fn is_near(opened: Option<usize>, at: usize) -> bool {
    opened.and_then(|opened| at.checked_sub(opened)).is_some_and(|n| n <= QUOTE_REACH)
}
