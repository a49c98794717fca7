//! Reads abbreviations that spaces part: `N. B.`, `p. ex.`, `S. Exc.`
//!
//! The table has them without spaces. All parts but the last are single letters.

use super::left::Left;
use super::lexicon::{Groups, Lexicon};
use super::right::Right;
use super::shape::Shape;

/// What the letters before a stop spell together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spaced {
    pub(super) groups: Groups,
    /// Whether it is the first of the segment.
    pub(super) opens: bool,
}

/// Returns the abbreviation that ends in the word before the stop.
pub(super) fn ending(left: &Left, lexicon: &Lexicon) -> Option<Spaced> {
    let is_last = match left.shape {
        Shape::Initial | Shape::Letter => true,
        Shape::Word => left.word.len() <= MAX_LAST_BYTES && follows_letter(left),
        _ => false,
    };
    if !is_last {
        return None;
    }
    let (word, opens) = left.spaced()?;
    let groups = lexicon.groups_of_abbreviation(&word);
    // `J. Roy.` is a name.
    let is_known = left.shape != Shape::Word || groups != Groups::default();
    is_known.then_some(Spaced { groups, opens })
}

/// Tells whether the letter before the stop begins an abbreviation: `p. ex.`
pub(super) fn begins(left: &Left, right: &Right, lexicon: &Lexicon) -> bool {
    let n_letters = right.word.chars().count();
    matches!(left.shape, Shape::Initial | Shape::Letter)
        && right.follows() == '.'
        && (2..=MAX_LAST_BYTES).contains(&n_letters)
        && lexicon.groups_of_abbreviation(&format!("{}.{}", left.word, right.word))
            != Groups::default()
}

/// `S. Exc.`, `p. ex.`: no last part of the tables is longer.
const MAX_LAST_BYTES: usize = 4;

/// Tells whether a letter and a stop stand before the word.
fn follows_letter(left: &Left) -> bool {
    left.previous().strip_suffix('.').is_some_and(|letter| letter.chars().nth(1).is_none())
}
