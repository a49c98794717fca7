//! Compares two segmentations of one text, boundary by boundary.
//!
//! A boundary is the number of non-white characters before it: how segments are
//! trimmed does not count, nor how a text breaks its lines. The end of the text
//! is given, and not counted.

use super::{Figures, Ratio};
use std::collections::BTreeSet;

/// Compares the segments of a test with those of gold, both of the same text.
#[must_use]
pub fn compare_boundaries<S: AsRef<str>>(gold: &[S], test: &[S]) -> Figures {
    let (gold, test) = (boundaries(gold), boundaries(test));
    let right = gold.intersection(&test).count();
    Figures { precision: Ratio { right, of: test.len() }, recall: Ratio { right, of: gold.len() } }
}

/// Tells whether two segmentations are of the same text, white space aside.
/// Where they are not, comparing them means nothing.
#[must_use]
pub fn are_of_one_text<S: AsRef<str>>(gold: &[S], test: &[S]) -> bool {
    let letters = |segments: &[S]| -> String {
        segments
            .iter()
            .flat_map(|segment| segment.as_ref().chars().filter(|c| is_black(*c)))
            .collect()
    };
    letters(gold) == letters(test)
}

fn boundaries<S: AsRef<str>>(segments: &[S]) -> BTreeSet<usize> {
    let mut at = 0;
    let mut boundaries = BTreeSet::new();
    for segment in segments {
        at += segment.as_ref().chars().filter(|c| is_black(*c)).count();
        boundaries.insert(at);
    }
    boundaries.remove(&0);
    boundaries.remove(&at);
    boundaries
}

/// Tells whether a character leaves ink; zero-width ones do not either.
pub(super) fn is_black(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gold: &[&str], test: &[&str], precision: (usize, usize), recall: (usize, usize)) {
        let Figures { precision: p, recall: r } = compare_boundaries(gold, test);
        assert_eq!((precision, recall), ((p.right, p.of), (r.right, r.of)));
        assert!(are_of_one_text(gold, test));
    }

    #[test]
    fn trimming_does_not_count() {
        check(
            &["Il pleut. ", "Je lis."],
            &["Il  pleut.", "\u{200b}Je\u{a0}lis.\n"],
            (1, 1),
            (1, 1),
        );
    }

    #[test]
    fn a_cut_too_many_costs_precision_and_one_too_few_recall() {
        check(&["M. Hugo dort.", "Fin."], &["M.", "Hugo dort.", "Fin."], (1, 2), (1, 1));
        check(&["Oui.", "Non.", "Fin."], &["Oui. Non.", "Fin."], (1, 1), (1, 2));
    }

    #[test]
    fn the_end_and_blank_segments_are_no_boundaries() {
        check(&["Oui."], &["", "Oui.", " "], (0, 0), (0, 0));
        check(&[], &[], (0, 0), (0, 0));
    }

    #[test]
    fn another_text_is_noticed() {
        assert!(!are_of_one_text(&["Oui."], &["Qui."]));
    }
}
