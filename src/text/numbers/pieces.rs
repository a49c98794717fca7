//! Cuts a text into digits, words and signs, with their places.

use crate::text::words::entity_len;
use std::ops::Range;

/// What a piece is made of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// ASCII digits only.
    Digits,
    /// Letters only.
    Word,
    /// One other character.
    Sign,
}

/// A piece of a text; white space lies between pieces.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub(super) span: Range<usize>,
    pub(super) text: &'t str,
    pub(super) kind: Kind,
}

impl Piece<'_> {
    pub(super) fn is_sign(&self, signs: &str) -> bool {
        self.kind == Kind::Sign && signs.contains(self.text)
    }

    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

/// Returns the pieces of a text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.len() / 4);
    let mut open: Option<(usize, Kind)> = None;
    let mut close = |from: Option<(usize, Kind)>, end: usize| {
        if let Some((start, kind)) = from {
            pieces.push(Piece { span: start..end, text: &text[start..end], kind });
        }
    };
    let mut entity_end = 0;
    for (at, c) in text.char_indices() {
        if c == '&' {
            entity_end = entity_end.max(at + entity_len(&text[at..]).unwrap_or(0));
        }
        let kind = kind_of(c).filter(|_| at >= entity_end);
        let goes_on =
            matches!((open, kind), (Some((_, was)), Some(is)) if was == is && is != Kind::Sign);
        if !goes_on {
            close(open.take(), at);
            open = kind.map(|kind| (at, kind));
        }
    }
    close(open, text.len());
    pieces
}

fn kind_of(c: char) -> Option<Kind> {
    if c.is_ascii_digit() {
        Some(Kind::Digits)
    } else if c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}') {
        Some(Kind::Word)
    } else if c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
    {
        None
    } else {
        Some(Kind::Sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_words_and_signs_come_apart() {
        let texts: Vec<&str> =
            pieces("Le 1er, 22h00 — 5 %").iter().map(|piece| piece.text).collect();
        assert_eq!(vec!["Le", "1", "er", ",", "22", "h", "00", "—", "5", "%"], texts);
    }
}
