//! Finds the places where a segment may end.
//!
//! One linear scan over bytes; nothing is looked at twice. Quotations and
//! brackets are remembered for a few hundred bytes only and never hide what
//! is inside them: an opening mark that nobody closes costs nothing later.

use super::candidates::{Candidate, Enclosure, Stops};
use super::chars::{
    char_at, is_blank, is_closer, is_closing_bracket, is_closing_quote, is_dash, is_opening_quote,
    is_stop, is_transparent, is_turned_quote, is_wide_stop, skip_blank, skip_blank_back, tag_len,
};
use super::enclosures::Enclosures;
use super::roles::{ROLES, role};
use super::stamps::stamp_len;
use super::trailers::{call_len, ornament_before, smiley_len};

/// How far, in bytes, the comma of a greeting or of a farewell may stand from where
/// its segment may start: `Dear Mr. and Mrs. Montgomery-Smith,`. By hand.
const GREETING_REACH: usize = 48;

/// Goes through a unit of text and yields its candidates.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    start: usize,
    limit: usize,
    open: Enclosures<'a>,
    /// The roles of the bytes that are looked at.
    roles: u8,
    /// Where the last candidate's next segment would start.
    last: usize,
    /// Where the last date with a clock ends.
    stamp_end: usize,
    /// The candidate that follows the one that was yielded.
    pending: Option<Candidate>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, start: usize, limit: usize) -> Scanner<'a> {
        Scanner {
            text,
            at: start,
            start,
            limit,
            open: Enclosures::new(text, start, limit),
            roles: role::MARK,
            last: start,
            stamp_end: 0,
            pending: None,
        }
    }

    /// Returns a scanner that yields capitals without a stop before them too.
    pub(super) fn with_capitals(self) -> Scanner<'a> {
        Scanner { roles: role::MARK | role::CAPITAL | role::SLASH, ..self }
    }

    /// Returns the candidate before a word with a capital at `at`, unless a stop
    /// or another mark stands before it.
    fn capital(&mut self, at: usize) -> Option<Candidate> {
        let bytes = &self.text.as_bytes()[..self.limit];
        let is_after_space = at > self.start && matches!(bytes[at - 1], b' ' | b'\n');
        let is_word = bytes.get(at + 1).is_some_and(|byte| !byte.is_ascii_uppercase());
        if !is_after_space || !is_word {
            return None;
        }
        let end = skip_blank_back(self.text, self.start, at);
        let (stops, len) = self.missing(end, at)?;
        // A word at the start of a line is capital for any reason.
        if bytes[at - 1] == b'\n' && stops != Stops::Comma {
            return None;
        }
        if !char_at(self.text, at, self.limit)?.is_uppercase() {
            return None;
        }
        let mut run = self.open_run(end - len);
        run.stops = stops;
        (run.end, run.next) = (end, at);
        run.is_bracketed = self.open.is_bracketed(at);
        self.last = at;
        Some(run)
    }

    /// Says what a capital at `at` may follow instead of a stop, with its length in
    /// bytes; the ink before it ends at `end`.
    fn missing(&self, end: usize, at: usize) -> Option<(Stops, usize)> {
        let before = &self.text[self.start..end];
        if end == self.stamp_end {
            return None;
        }
        // A sign that opens a segment (`♪ La mer ♪`) ends nothing; a row that is drawn does.
        let is_row = before.ends_with(['=', '_', '*', '-', '~']);
        let has_words = |len: &usize| {
            let words = self.text.get(self.last.max(self.start)..end - len);
            words.is_some_and(|words| words.contains(char::is_alphanumeric))
        };
        if let Some(len) = ornament_before(before).filter(|len| is_row || has_words(len)) {
            return Some((Stops::Ornament, len));
        }
        match before.chars().next_back()? {
            ';' => Some((Stops::Semicolon, 1)),
            ',' | '-' if at - self.last <= GREETING_REACH => Some((Stops::Comma, 1)),
            c if c.is_alphanumeric() || matches!(c, ')' | '%' | '/' | '>') => {
                Some((Stops::Missing, 0))
            }
            _ => None,
        }
    }

    /// Returns the candidate before the date and clock of a mail whose first slash
    /// stands at `at`, and keeps the one after them.
    fn stamp(&mut self, at: usize) -> Option<Candidate> {
        let bytes = &self.text.as_bytes()[..self.limit];
        let n_digits =
            bytes[self.start..at].iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
        if !(1..=2).contains(&n_digits) {
            return None;
        }
        let end = at + stamp_len(&bytes[at..])?;
        let next = skip_blank(self.text, end, self.limit);
        self.at = end;
        self.stamp_end = end;
        let is_parted = next > end && next < self.limit;
        self.pending = is_parted.then(|| self.stamp_run(end, next));
        let before = skip_blank_back(self.text, self.start, at - n_digits);
        let is_inside = before > self.start && before < at - n_digits;
        let inside = is_inside.then(|| self.stamp_run(before, at - n_digits));
        let run = inside.or_else(|| self.pending.take())?;
        self.last = run.next;
        Some(run)
    }

    fn stamp_run(&self, end: usize, next: usize) -> Candidate {
        let mut run = self.open_run(end);
        run.stops = Stops::Stamp;
        run.next = next;
        run
    }

    /// Returns the candidate after speech that is cut short: `to--" Then`.
    fn broken_off(&self, c: char, at: usize) -> Option<Candidate> {
        if !is_closing_quote(c) && (c != '"' || self.open.has_straight()) {
            return None;
        }
        let before = self.text[self.start..at].trim_end_matches(is_blank);
        let said = before.trim_end_matches(['-', '—', '―']);
        // A single hyphen cuts a word, not a speech.
        if before.len() - said.len() < 2 {
            return None;
        }
        let end = at + c.len_utf8();
        let next = skip_blank(self.text, end, self.limit);
        let follows = char_at(self.text, next, self.limit).filter(|_| next > end)?;
        if follows.is_lowercase() {
            return None;
        }
        let mut run = self.open_run(self.start + said.len());
        run.stops = Stops::Ellipsis;
        run.closes.quote = true;
        (run.end, run.next) = (end, next);
        Some(run)
    }

    fn open_run(&self, start: usize) -> Candidate {
        Candidate {
            start,
            end: start,
            next: start,
            stops: Stops::Period,
            closes: Enclosure::default(),
            inside: self.open.around(start),
            is_bracketed: false,
        }
    }

    /// Returns the next byte that may begin something, with its role.
    fn next_role(&mut self) -> Option<(usize, u8)> {
        let bytes = &self.text.as_bytes()[..self.limit];
        let mut at = self.at;
        while at < bytes.len() {
            let role = ROLES[usize::from(bytes[at])] & self.roles;
            if role != 0 {
                return Some((at, role));
            }
            at += 1;
        }
        self.at = at;
        None
    }

    /// Returns the candidate that begins at `at`, and goes on after it or after the
    /// mark that stands there.
    fn mark(&mut self, at: usize) -> Option<Candidate> {
        let c = char_at(self.text, at, self.limit)?;
        if is_stop(c) {
            return self.stop(at);
        }
        self.at = at + c.len_utf8();
        self.open.note(c, at);
        self.broken_off(c, at)
    }

    fn stop(&mut self, at: usize) -> Option<Candidate> {
        let run = self.run(at);
        (self.at, self.last) = (run.end, run.next);
        let is_parted = self.text[run.end..run.next].contains(char::is_whitespace);
        let follows = char_at(self.text, run.next, self.limit)?;
        let is_turn = follows == '—' || is_dash(follows) && self.text[run.next..].starts_with("--");
        // `«Oui.»«Non.»`
        let is_row = run.closes.quote && matches!(follows, '«' | '“' | '„');
        let is_candidate =
            is_parted || is_turn || is_row || run.stops == Stops::Wide || self.is_glued(&run);
        is_candidate.then_some(run)
    }

    /// Reads the run of stops that starts at `start`.
    fn run(&mut self, start: usize) -> Candidate {
        let mut run = self.open_run(start);
        let mut n_dots = 0;
        while let Some(c) = char_at(self.text, run.end, self.limit) {
            if is_stop(c) {
                if run.closes.is_some() {
                    // What closed was part of the sentence: `(...).`, `« Non ! ».`
                    run = self.open_run(run.end);
                    n_dots = 0;
                }
                n_dots += usize::from(c == '.');
                run.stops = stronger(run.stops, c, n_dots);
            } else if run.end > start && (is_closer(c) || self.is_turned_closer(c, run.end)) {
                self.close(&mut run, c);
            } else if run.end > start && self.text[run.end..self.limit].starts_with(">>") {
                self.close(&mut run, '»');
                run.end += 2;
                continue;
            } else if c == '<' && self.text[run.end..].starts_with("</") {
                match tag_len(&self.text[run.end..self.limit]) {
                    0 => break,
                    len => run.end += len,
                }
                continue;
            } else if !is_transparent(c) {
                match self.spaced(&run) {
                    Some(at) => {
                        run.end = at;
                        continue;
                    }
                    None => break,
                }
            }
            run.end += c.len_utf8();
        }
        run.end += self.note_mark_len(&run);
        run.next = skip_blank(self.text, run.end, self.limit);
        run.is_bracketed = self.open.is_bracketed(run.end);
        run
    }

    /// Tells whether a space may have been forgotten: `fin.Puis rien`.
    fn is_glued(&self, run: &Candidate) -> bool {
        let mut before = self.text[self.start..run.start].chars().rev();
        let mut after = self.text[run.end..self.limit].chars();
        let last = before.next();
        let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        after.next().is_some_and(char::is_uppercase)
            && after.next().is_some_and(|c| c.is_lowercase() || matches!(c, '\'' | '’'))
            && (last.is_some_and(|c| c.is_ascii_digit())
                || is_small(last) && is_small(before.next()))
    }

    /// Tells whether a mark at `at`, after a stop, closes although it opens elsewhere:
    /// `„Oui.“`, `»Oui.«`. What follows it is not quoted then.
    fn is_turned_closer(&self, c: char, at: usize) -> bool {
        if !is_turned_quote(c) {
            return false;
        }
        let after = char_at(self.text, at + c.len_utf8(), self.limit);
        let is_over = after.is_none_or(|c| !c.is_alphanumeric() && !is_opening_quote(c));
        is_over && (matches!(c, '“' | '‘') || self.open.is_turned_near(at))
    }

    fn close(&mut self, run: &mut Candidate, c: char) {
        run.closes.bracket |= is_closing_bracket(c);
        run.closes.quote |=
            is_closing_quote(c) || is_turned_quote(c) || matches!(c, '"' | '\'' | '’');
        if c == '"' {
            self.open.close_straight();
        } else {
            self.open.note(c, run.end);
        }
    }

    /// Returns the position of a character that belongs to the run although
    /// white space stands before it: `! »`, `? !`, `. "`, `. . .`, `! 😀`.
    fn spaced(&self, run: &Candidate) -> Option<usize> {
        let at = skip_blank(self.text, run.end, self.limit);
        let c = char_at(self.text, at, self.limit).filter(|_| at > run.end)?;
        let after = char_at(self.text, at + c.len_utf8(), self.limit);
        let stands_alone = after.is_none_or(|c| is_blank(c) || is_stop(c) || is_closer(c));
        let belongs = if is_stop(c) {
            // A word's own full stop takes no further dots: `fin. … Et puis`.
            let has_gap = self.text[self.start..run.start].ends_with(is_blank);
            stands_alone && (has_gap || run.stops != Stops::Period || !matches!(c, '.' | '…'))
        } else if c == '"' {
            after.is_none_or(is_blank) && (self.open.is_straight_near(at) || self.is_alone(at))
        } else if matches!(c, '»' | '›') && after.is_some_and(char::is_alphanumeric) {
            // `»Oui«` opens like that.
            self.open.around(at).quote
        } else if c == '>' {
            after == Some('>')
        } else {
            is_closing_quote(c) || (is_closing_bracket(c) && self.open.is_in_bracket(at))
        };
        belongs.then_some(at)
    }

    /// Tells whether the straight mark at `at`, which has a space on both sides, is the
    /// only one of its unit. After a stop such a mark closes what opened in a unit before:
    /// so do the 12 that were looked at of 104 in a French Bible, and 2 of 2 in GSD.
    fn is_alone(&self, at: usize) -> bool {
        let bytes = &self.text.as_bytes()[..self.limit];
        let is_mark = |part: &[u8]| memchr::memchr(b'"', part).is_some();
        !is_mark(&bytes[self.start..at]) && !is_mark(&bytes[at + 1..])
    }

    /// Returns the length of what is set after the stops without being part of
    /// the text's grammar: a smiley, an emoji, a number that calls a note.
    fn note_mark_len(&self, run: &Candidate) -> usize {
        let rest = &self.text[run.end..self.limit];
        match call_len(rest, &self.text[self.start..run.start]) {
            0 => smiley_len(rest),
            len => len,
        }
    }
}

impl Iterator for Scanner<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        if let Some(run) = self.pending.take() {
            self.last = run.next;
            return Some(run);
        }
        while let Some((at, role)) = self.next_role() {
            self.at = at + 1;
            let run = match role {
                role::MARK => self.mark(at),
                role::SLASH => self.stamp(at),
                _ if at > self.last => self.capital(at),
                _ => None,
            };
            if run.is_some() {
                return run;
            }
        }
        None
    }
}

fn stronger(stops: Stops, c: char, n_dots: usize) -> Stops {
    match c {
        _ if stops == Stops::Wide || is_wide_stop(c) => Stops::Wide,
        '.' if n_dots < 2 => stops,
        '.' | '…' if stops != Stops::Mark => Stops::Ellipsis,
        '.' | '…' => stops,
        _ => Stops::Mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is the text with `|` where the next segment would start.
    #[track_caller]
    fn check(expected: &str) {
        let text = expected.replace('|', "");
        let mut marked = text.clone();
        let found: Vec<_> = Scanner::new(&text, 0, text.len()).map(|run| run.next).collect();
        for at in found.into_iter().rev() {
            marked.insert(at, '|');
        }
        assert_eq!(expected, marked);
    }

    #[test]
    fn closing_marks_belong_to_the_run_before_them() {
        check("Il a dit : « Je pars. » |Puis rien.");
        check("Fin.\" |Il (il !) |part. » |Oui.");
        check("\"Non. \" |Il part.");
    }

    #[test]
    fn an_opening_mark_belongs_to_what_follows() {
        check("Fin. |\"Non\", dit-il.");
        check("Fin. |« Non », dit-il.");
        check("Fin. |(Non.)");
    }

    #[test]
    fn stops_inside_words_and_numbers_are_no_candidates() {
        check("Le 12.10.2024, www.exemple.fr a 1.234,56 €.");
    }

    #[test]
    fn stops_parted_by_spaces_are_one_run() {
        check("Quoi ? ! |Il part . . . |puis revient… |Oui.");
    }

    #[test]
    fn the_number_of_a_note_and_a_smiley_stay_before() {
        check("en ville.12 |Puis ¹ rien.¹ |Oui.[3] |Non ! 😀 |Si ! :) |Ah.");
    }
}
