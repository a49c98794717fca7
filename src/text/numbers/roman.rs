//! Reads Roman numerals: centuries, monarchs, chapters.

use super::pieces::Kind;
use super::reader::{Found, Reader, plain};
use super::value::Notation;

/// Roman numerals up to this stand for centuries, monarchs and chapters;
/// larger ones are acronyms (`CD`, `MC`). By hand.
const MAX_ROMAN: f64 = 39.0;

impl Reader<'_> {
    /// Reads `XIX` of `XIXe siècle`, `Louis XIV`.
    pub(super) fn roman(&self, at: usize) -> Found {
        let text = self.pieces[at].text;
        let (digits, is_ordinal) = match text.find(|c: char| !"IVXLCDM".contains(c)) {
            None => (text, false),
            Some(0) => return None,
            Some(end)
                if ["e", "er", "ème", "ième", "è", "th", "o", "re"].contains(&&text[end..]) =>
            {
                (&text[..end], true)
            }
            Some(_) => return None,
        };
        if is_ordinal && digits.len() == 1 && !"IVX".contains(digits) {
            return None;
        }
        let amount = roman(digits)?;
        let after_name = at > 0
            && self.pieces[at - 1].kind == Kind::Word
            && self.pieces[at - 1].text.starts_with(char::is_uppercase)
            && self.pieces[at - 1].text.len() > 1;
        let single = digits.len() == 1;
        let is_century = self
            .piece(at + 1)
            .is_some_and(|piece| piece.is_word(&["siècle", "siècles", "e", "ème"]));
        let is_roman = if is_ordinal || is_century {
            !(single && ["Le", "Ce", "De", "Me", "Le", "Ce", "Mo", "Do"].contains(&text))
        } else {
            amount <= MAX_ROMAN
                && (after_name && "IVX".contains(&digits[..1]) || !single && digits.len() > 1)
        };
        let is_article = matches!(text, "I" | "C" | "L" | "D" | "M") && !after_name || text == "I";
        let has_mark = self.piece(at + 1).is_some_and(|piece| piece.is_sign(".'’")) && single;
        if !is_roman || is_article || has_mark {
            return None;
        }
        let notation = if is_ordinal || is_century {
            Notation::Digits
        } else if single {
            Notation::Soft
        } else {
            Notation::Words
        };
        Some((vec![self.value(at, at + 1, vec![plain(amount)], notation)], at + 1))
    }
}

/// Returns the number that canonical Roman digits say.
fn roman(digits: &str) -> Option<f64> {
    const STEPS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut rest, mut number) = (digits, 0u32);
    let mut canonical = String::new();
    for (letters, value) in STEPS {
        while let Some(after) = rest.strip_prefix(letters) {
            rest = after;
            number += value;
            canonical.push_str(letters);
        }
    }
    let mut left = number;
    let mut written = String::new();
    for (letters, value) in STEPS {
        while left >= value {
            written.push_str(letters);
            left -= value;
        }
    }
    (rest.is_empty() && number > 0 && written == digits).then(|| f64::from(number))
}
