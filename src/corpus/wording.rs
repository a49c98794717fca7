//! Shows what was edited in a text, word by word, and where its words went.

use similar::{ChangeTag, TextDiff};
use std::ops::Range;

/// A stretch of words that stayed, went or came.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Piece {
    /// It stands in both texts.
    Same(String),
    /// It stands in the text before only.
    Removed(String),
    /// It stands in the text after only.
    Added(String),
}

/// Returns the pieces of two texts in order. Without what was added, they are
/// the text before; without what was removed, the text after.
#[must_use]
pub fn word_diff(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_unicode_words(before, after).iter_all_changes() {
        let word = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(text)))
            | (ChangeTag::Delete, Some(Piece::Removed(text)))
            | (ChangeTag::Insert, Some(Piece::Added(text))) => text.push_str(word),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(word.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Removed(word.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::Added(word.to_owned())),
        }
    }
    pieces
}

/// Returns where words of a text stand when it is rewritten: those that are left of
/// them, else where the words that are quoted stand; nothing at their place if they
/// are gone.
#[must_use]
pub fn moved_span(before: &str, after: &str, span: &Range<usize>, quote: &str) -> Range<usize> {
    let pieces = word_diff(before, after);
    let now = kept(&pieces, span).or_else(|| elsewhere(after, quote));
    now.unwrap_or_else(|| {
        let at = place(&pieces, span.start);
        at..at
    })
}

/// Returns where the first to the last of some words stand that are in both texts; none if no
/// word is.
fn kept(pieces: &[Piece], span: &Range<usize>) -> Option<Range<usize>> {
    let (mut old, mut new) = (0, 0);
    let mut kept: Option<Range<usize>> = None;
    for piece in pieces {
        match piece {
            Piece::Removed(text) => old += text.len(),
            Piece::Added(text) => new += text.len(),
            Piece::Same(text) => {
                let (from, to) = (span.start.max(old), span.end.min(old + text.len()));
                let words = text.get(from.saturating_sub(old)..to.saturating_sub(old));
                if let Some(words) = words.filter(|words| words.contains(char::is_alphanumeric)) {
                    // White space beside words that are gone goes with them.
                    let n_before = words.len() - words.trim_start().len();
                    let (from, to) = (new + from - old, new + to - old);
                    let start = kept.map_or(from + n_before, |kept| kept.start);
                    kept = Some(start..to - (words.len() - words.trim_end().len()));
                }
                (old, new) = (old + text.len(), new + text.len());
            }
        }
    }
    kept
}

/// Returns where the quoted words stand, if they stand there once.
fn elsewhere(text: &str, quote: &str) -> Option<Range<usize>> {
    let mut found = text.match_indices(quote);
    let (at, quote) = found.next().filter(|(_, quote)| !quote.is_empty())?;
    found.next().is_none().then(|| at..at + quote.len())
}

/// Returns the byte that stands where a byte of the text before stood.
fn place(pieces: &[Piece], byte: usize) -> usize {
    let (mut old, mut new) = (0, 0);
    for piece in pieces {
        match piece {
            Piece::Added(text) => new += text.len(),
            Piece::Removed(text) if byte < old + text.len() => return new,
            Piece::Removed(text) => old += text.len(),
            Piece::Same(text) if byte < old + text.len() => return new + byte.saturating_sub(old),
            Piece::Same(text) => (old, new) = (old + text.len(), new + text.len()),
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let shown = word_diff(before, after).into_iter().map(|piece| match piece {
            Piece::Same(text) => text,
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("{{+{text}+}}"),
        });
        assert_eq!(expected, shown.collect::<String>());
    }

    #[test]
    fn words_and_marks_are_compared_each_on_its_own() {
        check("It rains.", "It rains.", "It rains.");
        check("It is raining.", "It rains.", "It [-is raining-]{+rains+}.");
        check("« Oui »,", "« Oui » !", "« Oui »[-,-]{+ !+}");
        check("", "Fin.", "{+Fin.+}");
        check("Fin.", "", "[-Fin.-]");
    }

    proptest! {
        #[test]
        fn both_texts_come_out_of_the_pieces(before in any::<String>(), after in any::<String>()) {
            let pieces = word_diff(&before, &after);
            let without = |is_left_out: fn(&Piece) -> bool| -> String {
                let kept = pieces.iter().filter(|piece| !is_left_out(piece));
                kept.map(|piece| match piece {
                    Piece::Same(text) | Piece::Removed(text) | Piece::Added(text) => text.as_str(),
                }).collect()
            };
            prop_assert_eq!(&before, &without(|piece| matches!(piece, Piece::Added(_))));
            prop_assert_eq!(&after, &without(|piece| matches!(piece, Piece::Removed(_))));
        }
    }
}
