//! Says where a title without a stop may end.

use super::left::Left;
use super::lexicon::{Group, Lexicon};
use super::shape::Shape;

/// Tells whether a title without a stop may end in this word: not in a
/// preposition, and not in what announces the title that follows.
pub(super) fn may_end_title(left: &Left, lexicon: &Lexicon) -> bool {
    match left.shape {
        Shape::Word => {
            let groups = lexicon.groups(left.word);
            !groups.has(Group::Starter) && !groups.has(Group::BeforeTitle)
        }
        Shape::Number => {
            let counted = left.previous().rsplit(['\'', '’']).next().unwrap_or_default();
            !left.opens && !lexicon.has(counted, Group::Label)
        }
        Shape::Closed => left.word.chars().filter(|c| c.is_lowercase()).nth(2).is_some(),
        Shape::Other => {
            left.word.ends_with(|c: char| c.is_ascii_digit()) || left.word.contains(['%', '@', '/'])
        }
        _ => false,
    }
}
