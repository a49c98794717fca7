//! Says what the word before a stop looks like.

use super::chars::{is_closer, is_joining, is_letter, is_transparent};

/// Longer words are never abbreviations, and no word list holds one; reading no
/// further keeps the scan linear on text without spaces.
pub(super) const MAX_WORD_BYTES: usize = 48;

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
    /// Short pieces between stops or hyphens, or a name with an initial: `J.-C`, `S.N.C.F`, `i.e`,
    /// `Jean-P`.
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

/// Longer tokens are not looked through for an address.
const MAX_ADDRESS_BYTES: usize = 200;

/// Tells whether a text ends in an address: `http://a.fr/b`, `www.a.fr`, `me@a.fr`.
pub(super) fn is_address(text: &str) -> bool {
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

/// Shorter tokens are not addresses.
const MIN_ADDRESS_BYTES: usize = 6;

pub(super) fn shape(word: &str, before: &str) -> Shape {
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
    if is_dotted(word) || ends_in_initial(word) {
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

pub(super) fn is_word_char(c: char) -> bool {
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
    // `ASP.NET` is a name.
    let is_piece = |piece: &str| {
        let n_letters = piece.chars().take(4).count();
        let is_acronym = n_letters == 3 && piece.chars().all(char::is_uppercase);
        piece.chars().all(is_letter) && n_letters <= 3 && !is_acronym
    };
    word.contains('.') && !word.contains("..") && pieces.all(is_piece)
}

/// Tells whether a name ends in an initial: `Jean-P`.
fn ends_in_initial(word: &str) -> bool {
    let Some((name, initial)) = word.rsplit_once('-') else { return false };
    initial.len() == 1
        && initial.bytes().all(|byte| byte.is_ascii_uppercase())
        && name.starts_with(char::is_uppercase)
        && name.chars().skip(1).all(char::is_lowercase)
        && name.chars().nth(1).is_some()
}

pub(super) fn is_roman(word: &str) -> bool {
    word.len() >= 2
        && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
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
}
