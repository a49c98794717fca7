//! Reads the word before a candidate, and what of its segment stands before it.

use super::chars::{
    MAX_OPENING, is_blank, is_bullet, is_dash, is_letter, is_opener, is_transparent,
};
use super::shape::{MAX_WORD_BYTES, Shape, is_address, is_word_char, shape};

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

    /// Returns an abbreviation of single letters that is written with spaces, without
    /// its last stop: `N.B` for `N. B.`, `P.S` for `P. S.`; and whether it is the first
    /// of the segment.
    pub(super) fn spaced(&self) -> Option<(String, bool)> {
        let is_letter = |word: &str| {
            word.chars().next().is_some_and(is_letter) && word.chars().nth(1).is_none()
        };
        let mut left = *self;
        let mut letters = vec![left.word];
        while letters.len() < MAX_LETTERS {
            let before = left.before();
            let Some(stopped) = before.strip_suffix('.') else { break };
            let previous = Left::read(stopped, false);
            if !is_letter(previous.word) {
                break;
            }
            letters.push(previous.word);
            left = previous;
        }
        letters.reverse();
        (letters.len() > 1).then(|| (letters.join("."), left.opens))
    }

    /// Returns the segment up to the end of the word.
    pub(super) fn said(&self) -> &'a str {
        self.said
    }

    /// Returns what of the segment stands before the word.
    pub(super) fn before(&self) -> &'a str {
        self.said[..self.start].trim_end_matches(is_blank)
    }

    /// Returns the segment up to the end of the word if it is as short as a phrase of the
    /// word lists: `Bien à vous`.
    pub(super) fn phrase(&self) -> &'a str {
        let phrase = self.said.trim_start_matches(is_blank);
        if phrase.len() <= MAX_WORD_BYTES { phrase } else { "" }
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

/// `N. D. L. R.` has four.
const MAX_LETTERS: usize = 5;

fn first_word(segment: &str) -> &str {
    let inner = segment.trim_start_matches(|c| is_blank(c) || is_opener(c));
    let end = inner.find(|c: char| !is_word_char(c)).unwrap_or(inner.len());
    if end <= MAX_WORD_BYTES { &inner[..end] } else { "" }
}

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
            || matches!(c, '(' | '[' | '«' | '“' | '„' | '"' | '—' | '–')
            || (matches!(c, '»' | '<' | '>') && start < text.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_elided_article_is_no_part_of_the_word() {
        assert_eq!("art", after_elision("l’art"));
        assert_eq!("rock'n", after_elision("rock'n"));
    }
}
