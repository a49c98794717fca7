//! Gives the words of a text in the form in which a lexicon knows them.
//!
//! The form is for comparison only: lower case, composed accents, `œ` as `oe`,
//! one kind of apostrophe. There is no stemming; the lexicon holds inflected
//! forms. What a reader sees as one number is one word, whatever parts its
//! groups: `1 500`, `1,500` and `1500` are the same. Of punctuation only what
//! survives translation is kept: `? ! ; : ( ) % $`.
//!
//! This module knows no language: what an apostrophe does is told by
//! [`Apostrophe`].

use crate::lang::Apostrophe;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// The marks that are words of their own, because translators keep them.
const KEPT_MARKS: &str = "?!;:()%$";

/// Calls `visit` with each word of `text`, in order.
pub fn each_word(text: &str, apostrophe: Apostrophe, mut visit: impl FnMut(&str)) {
    let text = compose(text);
    let mut scanner = Scanner { rest: &text, apostrophe, word: String::new() };
    while scanner.read_word() {
        visit(&scanner.word);
    }
}

/// Returns the words of `text`, in order.
#[must_use]
pub fn words(text: &str, apostrophe: Apostrophe) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, apostrophe, |word| words.push(word.to_owned()));
    words
}

/// Returns the bytes of `text` that each word of it covers, in order.
#[must_use]
pub fn word_spans(text: &str, apostrophe: Apostrophe) -> Vec<Range<usize>> {
    let composed = compose(text);
    let mut scanner = Scanner { rest: &composed, apostrophe, word: String::new() };
    let mut spans = Vec::new();
    loop {
        scanner.skip_to_word();
        let start = composed.len() - scanner.rest.len();
        if !scanner.read_word() {
            break;
        }
        spans.push(start..composed.len() - scanner.rest.len());
    }
    match composed {
        Cow::Borrowed(_) => spans,
        Cow::Owned(_) => in_original(text, spans),
    }
}

/// Moves rising spans of the composed form of `text` to `text` itself. Composing
/// keeps to grapheme clusters, so their ends are the places that both have.
fn in_original(text: &str, spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut ends = vec![(0, 0)];
    let mut composed_len = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        composed_len += cluster.nfc().map(char::len_utf8).sum::<usize>();
        ends.push((composed_len, at + cluster.len()));
    }
    let original = |composed: usize| {
        let idx = ends.partition_point(|(end, _)| *end < composed).min(ends.len() - 1);
        ends[idx].1
    };
    spans.into_iter().map(|span| original(span.start)..original(span.end)).collect()
}

/// Returns a word without its accents, the form in which names are spelled
/// alike in two languages.
#[must_use]
pub fn fold_accents(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

/// Tells whether a word is written in digits.
#[must_use]
pub fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_numeric())
}

/// Tells whether a word is one of the kept marks.
#[must_use]
pub fn is_mark(word: &str) -> bool {
    word.len() == 1 && KEPT_MARKS.contains(word)
}

/// Returns the length of the HTML entity with which a text starts: `&nbsp;`,
/// `&#160;`. Texts that were pages keep some, which are not words.
#[must_use]
pub fn entity_len(text: &str) -> Option<usize> {
    const MAX_LEN: usize = 10;
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(MAX_LEN).position(|byte| byte == b';')?;
    let name = &body.as_bytes()[..end];
    let is_entity = name.len() > 1
        && name
            .iter()
            .enumerate()
            .all(|(at, byte)| byte.is_ascii_alphanumeric() || at == 0 && *byte == b'#');
    is_entity.then_some(end + 2)
}

fn compose(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

struct Scanner<'t> {
    rest: &'t str,
    apostrophe: Apostrophe,
    word: String,
}

impl Scanner<'_> {
    /// Reads the next word into `self.word`; false at the end of the text.
    fn read_word(&mut self) -> bool {
        self.word.clear();
        while let Some(c) = self.peek() {
            if is_letter(c) {
                self.read_letters();
                return true;
            }
            self.advance(c);
            if c.is_numeric() {
                self.word.push(c);
                self.read_digits();
                return true;
            }
            if KEPT_MARKS.contains(c) {
                self.word.push(c);
                return true;
            }
        }
        false
    }

    /// Passes over what is not a word.
    fn skip_to_word(&mut self) {
        while let Some(c) = self.peek().filter(|c| !starts_word(*c)) {
            self.advance(c);
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn advance(&mut self, c: char) {
        self.rest = &self.rest[c.len_utf8()..];
    }

    fn read_letters(&mut self) {
        while let Some(c) = self.peek() {
            if is_letter(c) {
                push_lower(&mut self.word, c);
                self.advance(c);
                if is_ideograph(c) {
                    return;
                }
            } else if is_transparent(c) {
                self.advance(c);
            } else if is_apostrophe(c) {
                self.read_apostrophe(c);
                return;
            } else {
                return;
            }
        }
    }

    /// Ends the word at an apostrophe, or makes the apostrophe part of it.
    fn read_apostrophe(&mut self, c: char) {
        let after = &self.rest[c.len_utf8()..];
        match self.apostrophe {
            Apostrophe::Elides => {
                self.word.push('\'');
                self.advance(c);
            }
            Apostrophe::Joins if after.starts_with(is_letter) => {
                self.word.push('\'');
                self.advance(c);
                self.read_letters();
            }
            Apostrophe::OpensClitic | Apostrophe::Joins => {}
        }
    }

    /// Reads on while digits follow, across the marks that group them.
    fn read_digits(&mut self) {
        let mut n_in_group = 1;
        while let Some(c) = self.peek() {
            if c.is_numeric() {
                self.word.push(c);
                n_in_group += 1;
            } else if joins_digits(c, n_in_group, &self.rest[c.len_utf8()..]) {
                n_in_group = 0;
            } else {
                return;
            }
            self.advance(c);
        }
    }
}

/// Tells whether `c`, standing between digits, is inside one number. A space
/// must look like a thousands separator: up to three digits before it, three
/// after.
fn joins_digits(c: char, n_before: usize, after: &str) -> bool {
    let n_after = after.chars().take_while(|c| c.is_numeric()).count();
    match c {
        '.' | ',' => n_after > 0,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => n_before <= 3 && n_after == 3,
        _ => false,
    }
}

fn starts_word(c: char) -> bool {
    is_letter(c) || c.is_numeric() || KEPT_MARKS.contains(c)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Soft hyphens and zero-width characters do not part a word.
fn is_transparent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\0')
}

/// Scripts without spaces: every character is a word of its own.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn push_lower(word: &mut String, c: char) {
    for lower in c.to_lowercase() {
        match lower {
            'œ' => word.push_str("oe"),
            'æ' => word.push_str("ae"),
            _ => word.push(lower),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, apostrophe: Apostrophe, expected: &str) {
        assert_eq!(expected, words(text, apostrophe).join(" "), "{text}");
    }

    #[test]
    fn french_elisions_keep_their_apostrophe() {
        check("L’homme qu'il a vu", Apostrophe::Elides, "l' homme qu' il a vu");
        check("l' homme", Apostrophe::Elides, "l' homme");
    }

    #[test]
    fn english_clitics_stand_apart() {
        check("The dog's tail", Apostrophe::OpensClitic, "the dog s tail");
        check("the dogs' tails", Apostrophe::OpensClitic, "the dogs tails");
    }

    #[test]
    fn elsewhere_an_apostrophe_inside_a_word_is_a_letter() {
        check("wie geht's, 'gut'", Apostrophe::Joins, "wie geht's gut");
    }

    #[test]
    fn a_number_is_one_word_however_it_is_grouped() {
        for text in ["1500", "1,500", "1.500", "1 500", "1\u{a0}500", "1\u{202f}500"] {
            check(text, Apostrophe::Joins, "1500");
        }
        check("en 1995 200 personnes", Apostrophe::Joins, "en 1995 200 personnes");
        check("22h00", Apostrophe::Joins, "22 h 00");
    }

    #[test]
    fn words_cover_their_bytes_in_any_form() {
        for text in ["L’été, 1 500 fois : « où ? »", "L’e\u{301}te\u{301}, ou\u{300} ?", "", "« »"]
        {
            let words = words(text, Apostrophe::Elides);
            let spans = word_spans(text, Apostrophe::Elides);
            let covered =
                spans.iter().map(|span| super::words(&text[span.clone()], Apostrophe::Elides));
            assert_eq!(words, covered.flatten().collect::<Vec<_>>(), "{text}");
            assert_eq!(words.len(), spans.len(), "{text}");
        }
    }

    #[test]
    fn marks_that_survive_translation_are_words() {
        check("Quoi ? (12 %)…", Apostrophe::Elides, "quoi ? ( 12 % )");
    }

    #[test]
    fn spelling_variants_meet_in_one_form() {
        check("SŒUR", Apostrophe::Elides, "soeur");
        check("e\u{301}te\u{301}", Apostrophe::Elides, "été");
        check("main\u{ad}tenant", Apostrophe::Elides, "maintenant");
    }

    #[test]
    fn entities_are_measured() {
        let lens = ["&nbsp;!", "&#160;", "&amp", "R&D ;", "&;"].map(entity_len);
        assert_eq!([Some(6), Some(6), None, None, None], lens);
    }

    #[test]
    fn accents_fold() {
        assert_eq!("elevage", fold_accents("élevage"));
    }
}
