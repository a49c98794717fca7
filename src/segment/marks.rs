//! Reads the marks that open the items of a list.
//!
//! ```text
//! • item    – item    1. item    1) item    1° item    (a) item    iv) item    2.3.1 item
//! ```
//!
//! A single capital with a stop is not a mark, because `M. Dupont` and `A. Kramer`
//! open lines too.

use super::chars::{char_at, is_blank, is_bullet, is_dash};

/// A mark with the position after it and after the white space that follows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Mark {
    pub(super) kind: MarkKind,
    /// The byte after the mark itself.
    pub(super) end: usize,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum MarkKind {
    /// A sign that opens items and nothing else, and whether the item follows it at
    /// once.
    Bullet(char, bool),
    /// A dash, which opens items and turns of a dialogue.
    Dash(char),
    /// A number or a letter with its punctuation.
    Label(Label),
}

/// The number or letter of an item, and how it is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Label {
    before: &'static str,
    value: Value,
    after: &'static str,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Value {
    Number(u32),
    Letter(char),
    Roman(u32, bool),
    Path,
}

/// Longer numbers are years and amounts.
const MAX_DIGITS: usize = 3;

/// Returns the mark that stands at `at`, if one does and white space follows.
pub(super) fn read(text: &str, at: usize, limit: usize) -> Option<Mark> {
    let first = char_at(text, at, limit)?;
    let end = at + first.len_utf8();
    let mark = if is_bullet(first) {
        let is_glued = char_at(text, end, limit).is_some_and(char::is_alphanumeric);
        Mark { kind: MarkKind::Bullet(first, is_glued), end }
    } else if text[at..limit].starts_with("--") {
        Mark { kind: MarkKind::Dash('—'), end: at + 2 }
    } else if is_dash(first) || first == '*' {
        Mark { kind: MarkKind::Dash(first), end }
    } else {
        read_label(text, at, limit)?
    };
    let followed = char_at(text, mark.end, limit);
    let parted = followed.is_some_and(is_blank);
    let is_glued = match mark.kind {
        MarkKind::Bullet(_, is_glued) => is_glued,
        MarkKind::Dash('—' | '―' | '–') => followed.is_some_and(char::is_alphabetic),
        _ => false,
    };
    (parted || is_glued).then_some(mark)
}

fn read_label(text: &str, at: usize, limit: usize) -> Option<Mark> {
    let rest = &text[at..limit];
    let before = if rest.starts_with('(') { "(" } else { "" };
    let core = &rest[before.len()..];
    let len = core.bytes().take(16).take_while(|b| b.is_ascii_alphanumeric() || *b == b'.').count();
    let core = core[..len].trim_end_matches('.');
    let tail = &rest[before.len() + core.len()..];
    let after =
        [".)", ")", ".", "°)", "°"].into_iter().find(|mark| tail.starts_with(mark)).unwrap_or("");
    if before.is_empty() && after.is_empty() && !core.contains('.') {
        return None;
    }
    let value = value(core)?;
    let is_marked = match (&value, before, after) {
        (Value::Path, ..) => true,
        (_, "(", after) => after == ")",
        (_, _, "") => false,
        (value, _, "°" | "°)") => matches!(value, Value::Number(_)),
        (Value::Letter(letter), _, ".") => letter.is_ascii_lowercase(),
        _ => true,
    };
    let end = at + before.len() + core.len() + after.len();
    let kind = MarkKind::Label(Label { before, value, after });
    is_marked.then_some(Mark { kind, end })
}

fn value(core: &str) -> Option<Value> {
    if core.bytes().all(|b| b.is_ascii_digit()) && (1..=MAX_DIGITS).contains(&core.len()) {
        return core.parse().ok().map(Value::Number);
    }
    let is_part =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if core.contains('.') {
        return core.split('.').all(is_part).then_some(Value::Path);
    }
    // `i)`, `v)` and `x)` begin a list far more often as numbers than as letters.
    if let Some(number) = roman(core) {
        return Some(Value::Roman(number, core.as_bytes()[0].is_ascii_uppercase()));
    }
    match core.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(Value::Letter(char::from(*letter))),
        _ => None,
    }
}

const ROMANS: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
];

fn roman(core: &str) -> Option<u32> {
    let is_one_case = core.bytes().all(|b| b.is_ascii_uppercase())
        || core.bytes().all(|b| b.is_ascii_lowercase());
    let number = (1..).zip(ROMANS).find(|(_, roman)| core.eq_ignore_ascii_case(roman));
    number.filter(|_| is_one_case).map(|(number, _)| number)
}

impl MarkKind {
    /// Returns how the mark of the next item on the same line is written, with
    /// the spaces around it: `" 2) "` after `1)`. A dash may be any dash.
    pub(super) fn next(&self) -> Option<String> {
        match self {
            MarkKind::Bullet(bullet, true) => Some(format!(" {bullet}")),
            MarkKind::Bullet(bullet, false) => Some(format!(" {bullet} ")),
            MarkKind::Dash(_) => None,
            MarkKind::Label(label) => label.next(),
        }
    }
}

impl Label {
    fn next(&self) -> Option<String> {
        let value = match self.value {
            Value::Number(number) => (number + 1).to_string(),
            Value::Letter('z' | 'Z') | Value::Path => return None,
            Value::Letter(letter) => char::from(letter as u8 + 1).to_string(),
            Value::Roman(number, is_upper) => {
                let next = ROMANS.get(number as usize)?;
                if is_upper { next.to_uppercase() } else { (*next).to_owned() }
            }
        };
        Some(format!(" {}{value}{} ", self.before, self.after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is the mark's own text, blank if there is none.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let end = read(line, 0, line.len()).map_or(0, |mark| mark.end);
        assert_eq!(expected, &line[..end], "{line}");
    }

    #[test]
    fn bullets_dashes_numbers_and_letters_open_items() {
        for mark in
            ["•", "–", "-", "*", "1.", "1)", "(a)", "a.", "iv)", "1°", "2.3.1", "12.", "1.)"]
        {
            check(&format!("{mark} Le texte"), mark);
        }
    }

    #[test]
    fn a_turn_or_an_item_may_follow_its_mark_at_once() {
        check("•Oui", "•");
        check("⁃9. Oui", "⁃");
        check("—Oui, dit-il.", "—");
        check("--Oui, dit-il.", "--");
    }

    #[test]
    fn initials_years_and_words_open_no_item() {
        for line in
            ["M. Dupont", "1998. Il", "C'est", "1 personne", "-5 degrés", "A. Kramer", "n° 3"]
        {
            check(line, "");
        }
    }

    #[test]
    fn the_next_mark_is_written_like_the_first() {
        for (first, next) in
            [("1) x", " 2) "), ("(a) x", " (b) "), ("iv. x", " v. "), ("• x", " • "), ("•x", " •")]
        {
            let mark = read(first, 0, first.len()).unwrap();
            assert_eq!(Some(next), mark.kind.next().as_deref());
        }
    }
}
