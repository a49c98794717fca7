//! Writes raised and lowered text so that it stays telling.
//!
//! `10<sup>6</sup>` without its tag is 106, `km<sup>2</sup>` is a word `km2`. Signs
//! of Unicode say the same as the layout did: `10⁶`, `km²`, `H₂O`. Letters stay as
//! they are, for `1er`, `Mme` and `20th` are how such words are written.
//!
//! A raised figure after a stop or after a long word is the mark of a note, which
//! is left out like the marks that are links. After a number it may be either; as a
//! sign it is read as neither another digit nor lost.

/// Whether text stands above or below the line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Rise {
    /// Above: exponents, marks of notes.
    Up,
    /// Below: indexes.
    Down,
    /// Neither, said so where a style around says otherwise.
    Level,
}

/// What raised or lowered text is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Raised {
    /// Text like any other.
    Plain,
    /// Text that these signs stand for.
    Signs(String),
    /// The mark of a note.
    NoteMark,
}

/// A raised figure after a longer word is the mark of a note: units are short
/// (`km²`, `sec²`).
const MAX_UNIT_CHARS: usize = 3;

/// Tells what `text` is, which stands raised or lowered right after `before`.
pub(super) fn read(before: &str, text: &str, rise: Rise) -> Raised {
    let text = text.trim();
    if rise == Rise::Level {
        return Raised::Plain;
    }
    let Some(last) = before.chars().next_back() else { return Raised::Plain };
    if rise == Rise::Up && is_note_number(text) && is_noted(before, last) {
        return Raised::NoteMark;
    }
    let is_base = last.is_alphanumeric() || matches!(last, ')' | ']' | 'ℓ') || is_sign(last);
    let has_figure = text.chars().any(|c| c.is_ascii_digit() || matches!(c, 'n' | '+' | '-' | '−'));
    let signs: Option<String> = text.chars().map(|c| sign(c, rise)).collect();
    match signs {
        Some(signs) if is_base && has_figure && !signs.is_empty() && is_power(last, text) => {
            Raised::Signs(signs)
        }
        _ => Raised::Plain,
    }
}

/// Tells whether what stands raised is a power and no ending: a lone `n` is one
/// after a number only.
fn is_power(last: char, text: &str) -> bool {
    !text.chars().all(|c| c == 'n') || last.is_ascii_digit() || matches!(last, ')' | 'x')
}

/// Tells whether a text can be the number of a note: `1`, `[12]`, `1, 2`.
fn is_note_number(text: &str) -> bool {
    let inner = text.trim_matches(['[', ']', '(', ')']);
    let is_digits = |part: &str| {
        (1..=3).contains(&part.trim().len())
            && part.trim().bytes().all(|byte| byte.is_ascii_digit())
    };
    !inner.is_empty() && inner.split([',', '-', '–']).all(is_digits)
}

/// Tells whether the mark of a note would stand after `before`.
fn is_noted(before: &str, last: char) -> bool {
    let n_letters = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
    n_letters > MAX_UNIT_CHARS
        || matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '»' | '”' | '"' | '…' | '’')
        || (last == ')'
            && before
                .chars()
                .rev()
                .skip(1)
                .take_while(|c| *c != '(')
                .filter(|c| c.is_alphabetic())
                .count()
                > MAX_UNIT_CHARS)
}

fn is_sign(c: char) -> bool {
    matches!(c, '⁰'..='ⁿ' | '₀'..='₎' | '¹' | '²' | '³')
}

fn sign(c: char, rise: Rise) -> Option<char> {
    const UP: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const DOWN: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let of = |up: char, down: char| Some(if rise == Rise::Up { up } else { down });
    match c {
        '0'..='9' => {
            let digit = c as usize - '0' as usize;
            of(UP[digit], DOWN[digit])
        }
        '+' => of('⁺', '₊'),
        '-' | '−' | '–' | '\u{2010}' | '\u{2011}' => of('⁻', '₋'),
        '=' => of('⁼', '₌'),
        '(' => of('⁽', '₍'),
        ')' => of('⁾', '₎'),
        'n' => of('ⁿ', 'ₙ'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, text: &str, rise: Rise, expected: &str) {
        let found = match read(before, text, rise) {
            Raised::Plain => format!("{before}{text}"),
            Raised::Signs(signs) => format!("{before}{signs}"),
            Raised::NoteMark => before.to_owned(),
        };
        assert_eq!(expected, found);
    }

    #[test]
    fn powers_units_and_formulas_keep_their_sense() {
        for (before, text, expected) in [
            ("Il y a 10", "6", "Il y a 10⁶"),
            ("2 km", "2", "2 km²"),
            ("10", "-6", "10⁻⁶"),
            ("m·s", "−1", "m·s⁻¹"),
            ("2", "n", "2ⁿ"),
            ("(a + b)", "2", "(a + b)²"),
            ("Ca", "2+", "Ca²⁺"),
            ("en 1912", "3", "en 1912³"),
        ] {
            check(before, text, Rise::Up, expected);
        }
        check("H", "2", Rise::Down, "H₂");
        check("SO₄", "2-", Rise::Up, "SO₄²⁻");
    }

    #[test]
    fn endings_of_words_stay_letters() {
        for (before, text, expected) in [
            ("le 1", "er", "le 1er"),
            ("M", "me", "Mme"),
            ("20", "th", "20th"),
            ("", "2", "2"),
            ("le XX", "e", "le XXe"),
            ("M", "n", "Mn"),
        ] {
            check(before, text, Rise::Up, expected);
        }
    }

    #[test]
    fn marks_of_notes_are_left_out() {
        for (before, text) in [
            ("Il dort.", "1"),
            ("le phare", "12"),
            ("dit-il »", "[3]"),
            ("(en latin)", "2"),
            ("les faits", "1,2"),
        ] {
            check(before, text, Rise::Up, before);
        }
    }
}
