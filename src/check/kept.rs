//! Tells the numbers that stand in a code which both sides write alike: `C.08.004.01`,
//! `123,456.78`.
//!
//! What a point or a comma means in them is not said by the language of the text. Those
//! with one separator and no letter are left to the checks of numbers, since `1.335` is
//! another number in French than in English.

use super::finding::Side;
use super::view::View;
use crate::text::numbers::Value;

/// Tells whether a value of a side stands in a code that the other side has too.
pub(super) fn is_in_kept_code(value: &Value, side: Side, view: &View) -> bool {
    let code = token_at(view.side(side).text, value.span.start);
    is_code(code)
        && view.side(side.other()).text.split_whitespace().any(|word| trimmed(word) == code)
}

/// Returns the word around a position, without the marks about it.
fn token_at(text: &str, at: usize) -> &str {
    let start = text[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    trimmed(&text[start..end])
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Tells whether a word has digits in groups, and more than a plain number has.
fn is_code(word: &str) -> bool {
    let n_groups = word.split(['.', ',']).filter(|group| !group.is_empty()).count();
    let is_of_code = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '-');
    n_groups > 2 && word.contains(|c: char| c.is_ascii_digit()) && word.chars().all(is_of_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_more_groups_than_numbers() {
        assert!(["C.08.004.01", "123,456.78", "1.2.3"].into_iter().all(is_code));
        assert!(!["1.335", "1,5", "08", "a.b", "j.roy@a.fr"].into_iter().any(is_code));
    }

    #[test]
    fn a_token_has_no_marks_about_it() {
        assert_eq!("C.08.004.01", token_at("l’article (C.08.004.01),", 15));
    }
}
