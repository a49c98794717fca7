//! Tells the numbers and letters that head a part or an item, which stay with what
//! they count: `2.`, `II.`, `Art. 5.`

use super::candidates::Stops;
use super::facts::Facts;
use super::heads::{is_head, is_suffix};
use super::left::Left;
use super::lexicon::Group;
use super::shape::Shape;

/// Tells whether the segment so far is only a number or a letter, perhaps with
/// what it numbers: `2.`, `II.`, `Art. 5.`.
pub(super) fn is_label(left: &Left, stops: Stops, facts: &Facts) -> bool {
    if stops != Stops::Period {
        return false;
    }
    let is_letter = matches!(left.shape, Shape::Roman | Shape::Initial | Shape::Letter);
    if left.opens {
        // `XXX.` and `s.` are words where no sentence has a capital.
        return is_item_number(left.word)
            || is_small_roman(left.word)
            || (is_letter && facts.is_cased);
    }
    // `Check this: 1. Is it on?`
    if FIRST_ITEMS.contains(&left.word) && left.before().ends_with(':') {
        return true;
    }
    // No head ends in a word but `bis`, `Ier`, and of the ordinals below.
    let may_head = left.shape != Shape::Word || is_suffix(left.word) || left.word == "Ier";
    if may_head && is_head(left.said(), facts.lexicon) {
        return true;
    }
    if !left.previous_opens() {
        return false;
    }
    let is_counter = is_letter
        || is_item_number(left.word)
        || left.shape == Shape::Number
        || facts.lexicon.has(left.word, Group::Ordinal);
    let head = facts.lexicon.groups(left.previous().trim_end_matches('.'));
    is_counter && (head.has(Group::Label) || head.has(Group::Caption))
}

/// What the first item of a list on one line is marked with. Other numbers after a
/// colon are what is counted: `Total: 5. | He left.`
const FIRST_ITEMS: [&str; 5] = ["1", "a", "A", "i", "I"];

/// Tells whether a word is a roman number of an item: `ii`, `iv`.
fn is_small_roman(word: &str) -> bool {
    (2..=5).contains(&word.len()) && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
}

/// Tells whether a word can number an item or a part: `12`, `2.3.1`, `B.1`. A
/// year cannot.
fn is_item_number(word: &str) -> bool {
    let is_digit = |b: u8| b.is_ascii_digit();
    let is_part = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_number = (1..=3).contains(&word.len()) && word.bytes().all(is_digit);
    is_number || (word.bytes().any(is_digit) && word.contains('.') && word.split('.').all(is_part))
}
