//! Reads the first words after a candidate, and what may stand before them.

use super::chars::{
    MAX_OPENING, is_blank, is_bullet, is_dash, is_joining, is_letter, is_opener,
    is_opening_bracket, is_opening_quote, is_stop, tag_len,
};
use super::shape::{MAX_WORD_BYTES, is_word_char};

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

impl<'a> Right<'a> {
    pub(super) fn read(text: &'a str, next: usize, limit: usize, elides: bool) -> Right<'a> {
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

    /// Tells whether the word is in capitals, and is more than an initial.
    pub(super) fn is_in_capitals(&self) -> bool {
        is_in_capitals(self.word)
    }

    /// Tells whether a name in capitals and a colon follow, as in the record of a
    /// hearing: `MR. ROE: I object.`
    pub(super) fn names_speaker(&self) -> bool {
        let is_of_name = |c: &char| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
        self.is_in_capitals()
            && self.rest.chars().take(MAX_SPEAKER_CHARS).find(|c| !is_of_name(c)) == Some(':')
    }

    /// Tells whether one word in quotation marks and a name follow: `"Bob" Dobbs`.
    pub(super) fn is_nickname(&self) -> bool {
        let after = self.rest.strip_prefix(['"', '”', '’', '\'', '»']).map(str::trim_start);
        self.opening.quote && after.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    /// Tells whether a quotation opens after the two words: `Paul asked: "…`.
    pub(super) fn introduces(&self) -> bool {
        let quotation = self.after_second().strip_prefix([',', ':']);
        quotation
            .is_some_and(|rest| rest.trim_start_matches(is_blank).starts_with(is_opening_quote))
    }
}

/// How far the colon after the name of a speaker is looked for: `THE ATTORNEY GENERAL OF
/// NEW YORK:`. By hand.
const MAX_SPEAKER_CHARS: usize = 40;

/// Tells whether a word has two letters or more and none of them is small.
pub(super) fn is_in_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some()
        && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’' | '.'))
        && word.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
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
        Some(c) if c.is_lowercase() && !is_brand(&text[at..]) => Start::Lower,
        Some(c) if c.is_lowercase() => Start::Upper,
        Some(c) if c.is_uppercase() => Start::Upper,
        Some(c) if is_letter(c) => Start::Caseless,
        Some(c) if c.is_numeric() => Start::Digit,
        Some(c) if is_joining(c) => Start::Joining,
        Some(c) if is_bullet(c) => Start::Bullet,
        Some(_) => Start::Symbol,
    }
}

/// Tells whether a text opens with a name that is written small: `iPhone`, `macOS`. Two
/// letters are a unit or a measure: `pH`, `kW`.
fn is_brand(text: &str) -> bool {
    let letters = text.chars().take(MAX_BRAND_CHARS).take_while(char::is_ascii_alphabetic);
    let (mut n_letters, mut has_capital) = (0, false);
    for letter in letters {
        n_letters += 1;
        has_capital |= letter.is_ascii_uppercase();
    }
    has_capital && n_letters > 2
}

/// How far the capital of such a name is looked for: `macOS`. By hand.
const MAX_BRAND_CHARS: usize = 6;

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
        let after = || text[at + c.len_utf8()..].chars().next();
        // `»Oui«` and `<<Oui>>` are quotations too.
        let is_turned = matches!(c, '»' | '›') && after().is_some_and(char::is_alphanumeric);
        let is_doubled = c == '<' && (text[at..].starts_with("<<") || opening.quote);
        let closes_omission = has_dots && matches!(c, ']' | ')');
        if is_stop(c) {
            has_dots = true;
        } else if is_dash(c) {
            opening.dash = true;
        } else if is_turned || is_doubled {
            opening.quote = true;
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
