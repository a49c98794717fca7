//! Shows what was edited in a text, word by word.

use similar::{ChangeTag, TextDiff};

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
