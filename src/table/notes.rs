//! Takes the notes of a translator out of a cell: `[TN: pun lost]`, `[NdT : …]`.
//!
//! A bracket is a note if it opens with the name of one and all of it is the note;
//! `[sic]`, `[dans le texte, ndlr]` and what a book prints as a note in round
//! brackets are text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How notes open, without capitals, accents and stops.
const NAMES: [&str; 14] = [
    "tn",
    "ndt",
    "nddt",
    "ndlt",
    "note du traducteur",
    "note de la traductrice",
    "note des traducteurs",
    "note de traduction",
    "note from translator",
    "note from the translator",
    "translator's note",
    "translators note",
    "translation note",
    "note to reviewer",
];

/// A cell without its notes, and the notes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Parted {
    /// The text.
    pub text: String,
    /// The notes with their brackets, in order.
    pub notes: Vec<String>,
}

/// Parts the notes from a cell; `None` if it has none.
pub(super) fn part(cell: &str) -> Option<Parted> {
    let mut parted = Parted::default();
    let mut rest = cell;
    while let Some(open) = rest.find('[') {
        let note = bracket(&rest[open..]).filter(|bracket| is_note(bracket));
        let Some(note) = note else {
            parted.text.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        };
        parted.text.push_str(rest[..open].trim_end());
        parted.notes.push(note.to_owned());
        rest = &rest[open + note.len()..];
        let is_glued = rest.starts_with(|c: char| !c.is_whitespace() && !c.is_alphanumeric());
        if is_glued || parted.text.is_empty() {
            rest = rest.trim_start();
        }
    }
    parted.text.push_str(rest);
    parted.text = parted.text.trim().to_owned();
    (!parted.notes.is_empty()).then_some(parted)
}

/// Returns the bracket that opens a text, up to where it closes.
fn bracket(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 1 => return Some(&text[..=at]),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_note(bracket: &str) -> bool {
    let plain: String = bracket
        .trim_matches(['[', ']'])
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && *c != '.')
        .map(|c| if c == '’' { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain.trim_start();
    NAMES.iter().any(|name| {
        let rest = plain.strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the text and the notes, parted by ` | `.
    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let shown = part(cell).map(|parted| {
            std::iter::once(parted.text).chain(parted.notes).collect::<Vec<_>>().join(" | ")
        });
        assert_eq!(expected, shown.unwrap_or_default());
    }

    #[test]
    fn a_bracket_that_is_a_note_is_taken_out() {
        check("It rains. [TN: pun lost]", "It rains. | [TN: pun lost]");
        check("It rains [T.N. a pun].", "It rains. | [T.N. a pun]");
        check("[NdT : voir p. 3] It rains. I read.", "It rains. I read. | [NdT : voir p. 3]");
        check("A [N.d.T. x [y]] b [TN] c", "A b c | [N.d.T. x [y]] | [TN]");
        check("[Translator’s note: omitted]", " | [Translator’s note: omitted]");
    }

    #[test]
    fn other_brackets_are_text() {
        for cell in
            ["It rains.", "He [sic] left.", "[the region, ed.]", "[tnt] boom", "[TN: open", "a]b"]
        {
            check(cell, "");
        }
    }
}
