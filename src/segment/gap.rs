//! Reads the words on the two sides of a candidate and says what they look
//! like; what that means is for `rules` to say.

use super::candidates::Candidate;
use super::chars::{
    is_blank, is_bullet, is_closer, is_dash, is_joining, is_letter, is_opener, is_opening_bracket,
    is_opening_quote, is_stop, is_transparent, tag_len,
};

/// Longer words are never abbreviations, and no word list holds one; reading no
/// further keeps the scan linear on text without spaces.
const MAX_WORD_BYTES: usize = 48;

/// What the word before the stops looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shape {
    /// There is none: the stops open the segment.
    Nothing,
    /// Digits, perhaps with the ending of an ordinal: `12`, `1er`, `5th`.
    Number,
    /// Two capitals or more that make a roman number.
    Roman,
    /// One capital.
    Initial,
    /// One small letter.
    Letter,
    /// Short pieces between stops or hyphens: `J.-C`, `S.N.C.F`, `i.e`.
    Dotted,
    /// Letters.
    Word,
    /// A closing bracket or quotation mark.
    Closed,
    /// The end of an address of the web or of mail.
    Address,
    /// Anything else: an address, a formula, a price.
    Other,
}

/// The word before the stops, and what of its segment stands before it. Most rules
/// look at the word alone, so the rest is read when it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left<'a> {
    pub(super) word: &'a str,
    pub(super) shape: Shape,
    /// Whether it is the first of the segment.
    pub(super) opens: bool,
    /// The segment up to the end of the word.
    said: &'a str,
    /// Where the word starts in it, its elided article included.
    start: usize,
}

/// What the text after a candidate begins with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Start {
    /// Nothing that could be a sentence.
    End,
    /// A comma, a semicolon, a colon or something that closes.
    Joining,
    Lower,
    Upper,
    /// A letter of a script without case.
    Caseless,
    Digit,
    /// The mark of a list item.
    Bullet,
    Symbol,
}

/// What stands before the first word on the right.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Opening {
    pub(super) dash: bool,
    pub(super) quote: bool,
    pub(super) bracket: bool,
}

/// The first word after a candidate, and what follows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Right<'a> {
    pub(super) opening: Opening,
    pub(super) start: Start,
    pub(super) word: &'a str,
    /// What follows the word.
    rest: &'a str,
    elides: bool,
}

/// A candidate with the words around it.
#[derive(Debug)]
pub(super) struct Gap<'a> {
    pub(super) run: &'a Candidate,
    pub(super) left: Left<'a>,
    pub(super) right: Right<'a>,
}

impl<'a> Gap<'a> {
    /// Reads around `run`, not further back than the segment's start and not
    /// further on than `limit`.
    pub(super) fn read(
        text: &'a str,
        run: &'a Candidate,
        segment: usize,
        limit: usize,
        elides: bool,
    ) -> Gap<'a> {
        let said = &text[segment.min(run.start)..run.start];
        Gap {
            run,
            left: Left::read(said, elides),
            right: Right::read(text, run.next, limit, elides),
        }
    }

    /// Tells whether a small letter that may count items follows a word's full
    /// stop: `Il reste deux cas. a) …`.
    pub(super) fn opens_list(&self) -> bool {
        let is_after_word = matches!(self.left.shape, Shape::Word | Shape::Closed);
        let is_letter = self.right.start == Start::Lower && self.right.word.len() <= 4;
        is_after_word && is_letter && !self.right.opening.dash
    }
}

impl<'a> Left<'a> {
    /// Reads the last word of a segment that was read so far.
    pub(super) fn read(said: &'a str, elides: bool) -> Left<'a> {
        let said = said.trim_end_matches(is_blank);
        let start = word_start(said);
        let word = said[start..].trim_start_matches(|c| is_transparent(c) || is_bullet(c));
        let word = if elides { after_elision(word) } else { word };
        let shape = if is_address(said) { Shape::Address } else { shape(word, said) };
        Left { word, shape, opens: is_first(said, start), said, start }
    }

    /// Returns the word before it, blank if there is none.
    pub(super) fn previous(&self) -> &'a str {
        let before = self.before();
        &before[word_start(before)..]
    }

    /// Tells whether the previous word is the first of the segment.
    pub(super) fn previous_opens(&self) -> bool {
        let before = self.before();
        if before.len() > 2 * MAX_WORD_BYTES + char::MAX.len_utf8() {
            return false;
        }
        let start = word_start(before);
        start < before.len() && is_first(before, start)
    }

    /// Returns what of the segment stands before the word.
    pub(super) fn before(&self) -> &'a str {
        self.said[..self.start].trim_end_matches(is_blank)
    }

    /// Returns the first word of the segment, if it is not far.
    pub(super) fn first(&self) -> &'a str {
        first_word(self.said)
    }

    /// Tells whether the segment opens with a small letter, but for what may open it.
    pub(super) fn is_small(&self) -> bool {
        let is_opening = |c: &char| is_blank(*c) || is_opener(*c);
        let first = self.said.chars().take(MAX_OPENING).find(|c| !is_opening(c));
        first.is_some_and(char::is_lowercase)
    }
}

fn first_word(segment: &str) -> &str {
    let inner = segment.trim_start_matches(|c| is_blank(c) || is_opener(c));
    let end = inner.find(|c: char| !is_word_char(c)).unwrap_or(inner.len());
    if end <= MAX_WORD_BYTES { &inner[..end] } else { "" }
}

/// Longer tokens are not looked through for an address.
const MAX_ADDRESS_BYTES: usize = 200;

/// Tells whether a text ends in an address: `http://a.fr/b`, `www.a.fr`, `me@a.fr`.
fn is_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends_token = |b: &&u8| b.is_ascii_whitespace();
    let last = bytes.iter().rev().take(MAX_ADDRESS_BYTES).take_while(|b| !ends_token(b));
    let (mut n_token, mut is_plain) = (0, true);
    for byte in last {
        n_token += 1;
        is_plain &= byte.is_ascii() && !matches!(byte, b'.' | b'@');
    }
    if n_token < MIN_ADDRESS_BYTES || is_plain {
        return false;
    }
    let token = &bytes[bytes.len() - n_token..];
    let has = |part: &[u8]| token.windows(part.len()).any(|window| window == part);
    token.starts_with(b"www.") || has(b"://") || has(b"@")
}

/// Shorter tokens are no addresses.
const MIN_ADDRESS_BYTES: usize = 6;

/// Tells whether the word at `at` is the first of its segment, but for what
/// opens it.
fn is_first(said: &str, at: usize) -> bool {
    let is_opening = |c| is_blank(c) || is_opener(c) || is_dash(c) || is_bullet(c);
    at <= MAX_WORD_BYTES && said[..at].chars().all(is_opening)
}

/// Returns where the last word of a text starts.
fn word_start(text: &str) -> usize {
    let mut start = text.len();
    let mut after = None;
    for c in text.chars().rev() {
        // `3,5` and `20:30` are one word, `Paris,Lyon` is not.
        let is_in_number = after.is_some_and(|c: char| c.is_ascii_digit());
        let is_edge = is_blank(c) && !is_transparent(c)
            || matches!(c, '(' | '[' | '«' | '“' | '"' | '—' | '–')
            || (matches!(c, '/' | ',' | ';' | ':') && !is_in_number)
            || (matches!(c, '!' | '?' | '…') && start < text.len());
        if is_edge || text.len() - start > MAX_WORD_BYTES {
            break;
        }
        start -= c.len_utf8();
        after = Some(c);
    }
    start
}

/// Returns the part of a word after its elided article: `art` of `l'art`.
fn after_elision(word: &str) -> &str {
    let Some(at) = word.rfind(['\'', '’']) else { return word };
    let rest = word[at..].trim_start_matches(['\'', '’']);
    if at <= 3 && !rest.is_empty() { rest } else { word }
}

fn shape(word: &str, before: &str) -> Shape {
    let Some(first) = word.chars().next() else {
        let last = before.chars().next_back();
        return if last.is_some_and(|c| is_closer(c) || is_joining(c)) {
            Shape::Closed
        } else {
            Shape::Nothing
        };
    };
    if word.ends_with(is_closer) {
        return Shape::Closed;
    }
    if first.is_ascii_digit() {
        return if is_number(word) { Shape::Number } else { Shape::Other };
    }
    if is_dotted(word) {
        return Shape::Dotted;
    }
    let is_mark = |c: char| matches!(c, '\u{300}'..='\u{36f}') || is_transparent(c);
    let mut letters = word.chars().filter(|c| !is_mark(*c));
    match (letters.next(), letters.next()) {
        (Some(c), None) if c.is_uppercase() => Shape::Initial,
        (Some(c), None) if is_letter(c) => Shape::Letter,
        _ if is_roman(word) => Shape::Roman,
        _ if is_letter(first) && word.chars().all(is_word_char) => Shape::Word,
        _ => Shape::Other,
    }
}

fn is_word_char(c: char) -> bool {
    is_letter(c) || matches!(c, '-' | '\'' | '’' | '\u{300}'..='\u{36f}') || is_transparent(c)
}

fn is_number(word: &str) -> bool {
    let digits =
        word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(word.len());
    let ending = &word[digits..];
    ending.is_empty() || ["er", "re", "e", "ème", "st", "nd", "rd", "th"].contains(&ending)
}

fn is_dotted(word: &str) -> bool {
    let mut pieces = word.split(['.', '-']).filter(|piece| !piece.is_empty());
    let is_piece = |piece: &str| piece.chars().all(is_letter) && piece.chars().take(4).count() <= 3;
    word.contains('.') && !word.contains("..") && pieces.all(is_piece)
}

fn is_roman(word: &str) -> bool {
    word.len() >= 2
        && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

impl<'a> Right<'a> {
    fn read(text: &'a str, next: usize, limit: usize, elides: bool) -> Right<'a> {
        let text = &text[next..limit];
        let (opening, at) = read_opening(text);
        let (word, rest) = text[at..].split_at(word_end(&text[at..], elides));
        Right { opening, start: start_at(text, at), word, rest, elides }
    }

    /// Returns the word after the first one.
    pub(super) fn second(&self) -> &'a str {
        let rest = self.rest.trim_start_matches(is_blank);
        &rest[..word_end(rest, self.elides)]
    }

    /// Returns what follows the second word.
    pub(super) fn after_second(&self) -> &'a str {
        let rest = self.rest.trim_start_matches(is_blank);
        &rest[word_end(rest, self.elides)..]
    }

    /// Returns the sign right after the word, or a blank if a space or nothing does.
    pub(super) fn follows(&self) -> char {
        self.rest.chars().next().filter(|c| !is_blank(*c)).unwrap_or(' ')
    }

    /// Tells whether neither a stop nor a comma follows the word or the second one.
    pub(super) fn is_unmarked(&self) -> bool {
        let is_mark = |c| is_stop(c) || is_joining(c);
        !self.rest.starts_with(is_mark) && !self.after_second().starts_with(is_mark)
    }

    /// Tells whether a quotation opens after the two words: `Paul asked: "…`.
    pub(super) fn introduces(&self) -> bool {
        let quotation = self.after_second().strip_prefix([',', ':']);
        quotation
            .is_some_and(|rest| rest.trim_start_matches(is_blank).starts_with(is_opening_quote))
    }
}

/// Returns the word at `at`, without what may open it.
pub(super) fn word_at(text: &str, at: usize, limit: usize, elides: bool) -> &str {
    let rest = &text[at..limit];
    &rest[..word_end(rest, elides)]
}

/// Returns what the text after a candidate begins with.
pub(super) fn start_of(text: &str, next: usize, limit: usize) -> Start {
    let text = &text[next..limit];
    start_at(text, read_opening(text).1)
}

fn start_at(text: &str, at: usize) -> Start {
    match text[at..].chars().next() {
        None => Start::End,
        Some(c) if c.is_lowercase() => Start::Lower,
        Some(c) if c.is_uppercase() => Start::Upper,
        Some(c) if is_letter(c) => Start::Caseless,
        Some(c) if c.is_numeric() => Start::Digit,
        Some(c) if is_joining(c) => Start::Joining,
        Some(c) if is_bullet(c) => Start::Bullet,
        Some(_) => Start::Symbol,
    }
}

/// More signs than this before a word are an ornament.
const MAX_OPENING: usize = 12;

/// Reads what stands before the first word of a text; that starts where it ends.
fn read_opening(text: &str) -> (Opening, usize) {
    let mut opening = Opening::default();
    let mut has_dots = false;
    let mut at = 0;
    for _ in 0..MAX_OPENING {
        let Some(c) = text[at..].chars().next().filter(|c| !is_letter(*c)) else { break };
        let n_tag = tag_len(&text[at..]);
        if n_tag > 0 {
            at += n_tag;
            continue;
        }
        let closes_omission = has_dots && matches!(c, ']' | ')');
        if is_stop(c) {
            has_dots = true;
        } else if is_dash(c) {
            opening.dash = true;
        } else if !is_blank(c) && !is_opener(c) && !closes_omission {
            break;
        }
        opening.quote |= is_opening_quote(c);
        opening.bracket |= is_opening_bracket(c);
        at += c.len_utf8();
    }
    (opening, at)
}

/// Returns where the word that opens a text ends.
fn word_end(text: &str, elides: bool) -> usize {
    let mut end = 0;
    for c in text.chars() {
        if end > MAX_WORD_BYTES || !(is_word_char(c) || c.is_numeric()) {
            break;
        }
        end += c.len_utf8();
        if elides && matches!(c, '\'' | '’') {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Shape) {
        assert_eq!(expected, shape(word, word), "{word}");
    }

    #[test]
    fn words_are_told_apart_by_shape() {
        check("12", Shape::Number);
        check("1er", Shape::Number);
        check("IV", Shape::Roman);
        check("B", Shape::Initial);
        check("E\u{301}", Shape::Initial);
        check("p", Shape::Letter);
        check("J.-C", Shape::Dotted);
        check("S.N.C.F", Shape::Dotted);
        check("Ph.D", Shape::Dotted);
        check("www.exemple.fr", Shape::Other);
        check("centre-ville", Shape::Word);
        check("22h00", Shape::Other);
        check("(...)", Shape::Closed);
    }

    #[test]
    fn the_elided_article_is_no_part_of_the_word() {
        assert_eq!("art", after_elision("l’art"));
        assert_eq!("rock'n", after_elision("rock'n"));
    }
}
