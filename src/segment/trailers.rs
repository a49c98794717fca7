//! Measures what is set after a stop, or stands for one, without being part of the
//! text's grammar: the numbers of notes, smileys, emoji, rows of signs.

use super::chars::{is_blank, is_bullet, is_closing_bracket};

/// Returns the length of the calls of notes that stand right after a stop and
/// before white space: `¹²`, `[12]`, `(3)`, `[@b]`, `12`, `11 12`.
///
/// Digits alone may be those of a number, so they are a call after a word only, which
/// `before`, the text up to the stop, tells.
pub(super) fn call_len(rest: &str, before: &str) -> usize {
    if rest.starts_with(is_blank) {
        return 0;
    }
    let mut len = signs_len(rest);
    let takes_digits = len == 0 && may_call_in_digits(before);
    loop {
        let rest = &rest[len..];
        let digits = || digits_len(rest).filter(|_| takes_digits);
        match bracketed_len(rest).or_else(digits) {
            Some(next) => len += next,
            None => break,
        }
    }
    if rest[len..].chars().next().is_none_or(is_blank) { len } else { signs_len(rest) }
}

/// Returns the length of the calls in square brackets that a space parts from the stop,
/// as encyclopedias have them when they are copied: `en ville. [12] [13] Le`.
pub(super) fn spaced_calls_len(rest: &str) -> usize {
    let mut len = 0;
    while let Some(inner) = rest[len..].strip_prefix(' ').filter(|inner| inner.starts_with('[')) {
        let Some(call) = bracketed_len(inner) else { break };
        let is_parted = inner[call..].chars().next().is_none_or(|c| is_blank(c) || c == '[');
        if !is_parted || !is_spaced_call(&inner[1..call - 1]) {
            break;
        }
        len += 1 + call;
    }
    len
}

/// Tells whether square brackets that stand alone hold a number, or what editors of an
/// encyclopedia miss: `[citation needed]`, `[réf. nécessaire]`.
fn is_spaced_call(inner: &str) -> bool {
    let is_number = inner.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b' ' | b'-'));
    is_number || ["needed", "nécessaire", "nécessaires"].iter().any(|end| inner.ends_with(end))
}

/// Returns the length of the signs that are nothing but calls.
fn signs_len(rest: &str) -> usize {
    let is_sign = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡');
    rest.find(|c| !is_sign(c)).unwrap_or(rest.len())
}

/// Tells whether digits right after the stop can be a call: `en ville.12`, not `3.12`.
fn may_call_in_digits(before: &str) -> bool {
    let mut before = before.chars().rev();
    match before.next() {
        // `l'OTAN.12`, but not `la partie VII.1`.
        Some(c) if c.is_uppercase() => {
            let is_roman = |c: char| "IVXLCDM".contains(c);
            before.next().is_some_and(|last| last.is_alphabetic() && !is_roman(last))
        }
        Some(c) => {
            c.is_lowercase() || is_closing_bracket(c) || matches!(c, '%' | '€' | '$' | '»' | '”')
        }
        None => false,
    }
}

/// The longest call: `[@montgomery-smith2020, p. 33-35]`. By hand.
const MAX_CALL_BYTES: usize = 48;

/// Returns the length of a call in brackets: `[12]`, `[2–4, 7]`, `[note 3]`, `[@b]`, `(3)`.
fn bracketed_len(rest: &str) -> Option<usize> {
    let (close, is_call): (_, fn(&str) -> bool) = match rest.as_bytes().first()? {
        b'[' => (']', is_bracketed_call),
        b'(' => (')', is_short_call),
        _ => return None,
    };
    let is_end = |byte: &u8| matches!(byte, b']' | b')' | b'[' | b'(' | b'\n');
    let end = 1 + rest.as_bytes()[1..].iter().take(MAX_CALL_BYTES).position(is_end)?;
    (rest[end..].starts_with(close) && is_call(&rest[1..end])).then_some(end + 1)
}

/// Tells whether square brackets hold a call, and no dots that stand for words.
fn is_bracketed_call(inner: &str) -> bool {
    let is_sign = |c: char| matches!(c, '@' | '^' | '*' | '†');
    match inner.chars().next() {
        Some(c) if is_sign(c) || c.is_numeric() => true,
        Some(c) if c.is_lowercase() => !inner.contains(['!', '?', '…', ':']),
        // `[Smith 1999]`, but not `[Il sort.]`.
        Some(c) => c.is_alphabetic() && inner.ends_with(|c: char| c.is_ascii_digit()),
        None => false,
    }
}

/// Tells whether round brackets hold a number, a letter or a star, and nothing else.
fn is_short_call(inner: &str) -> bool {
    let parts = || inner.split([',', ' ', '-', '–']).filter(|part| !part.is_empty());
    let is_number = |part: &str| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = |part: &str| part.len() == 1 && !part.contains(char::is_uppercase);
    parts().next().is_some() && parts().all(|part| is_number(part) || is_letter(part))
}

/// Returns the length of one or two digits, and of what parts them from those before.
fn digits_len(rest: &str) -> Option<usize> {
    let inner = rest.trim_start_matches([' ', ',']);
    let lead = rest.len() - inner.len();
    let n_digits = inner.bytes().take(3).take_while(u8::is_ascii_digit).count();
    (lead <= 2 && (1..=2).contains(&n_digits)).then_some(lead + n_digits)
}

/// Returns the length of a smiley or of emoji, the white space before included.
pub(super) fn smiley_len(rest: &str) -> usize {
    let inner = rest.trim_start_matches(is_blank);
    let lead = rest.len() - inner.len();
    let emoji = inner.find(|c| !is_emoji(c)).unwrap_or(inner.len());
    if emoji > 0 {
        return lead + emoji;
    }
    if !matches!(
        inner.as_bytes(),
        [b':' | b';' | b'=' | b'x' | b'X' | b'^' | b'<' | b'>' | b'(', ..]
    ) {
        return 0;
    }
    let is_whole = |face: &&&str| inner[face.len()..].chars().next().is_none_or(is_blank);
    let mut faces = SMILEYS.iter().filter(|face| inner.starts_with(**face));
    faces.find(is_whole).map_or(0, |face| lead + face.len())
}

/// Returns the length of the smiley, of the emoji or of the row of signs (`=====`)
/// that a text ends in.
pub(super) fn ornament_before(text: &str) -> Option<usize> {
    let last = text.chars().next_back()?;
    if last.is_alphanumeric() && !matches!(last, 'D' | 'P' | 'O' | '3') || last == ',' {
        return None;
    }
    if is_emoji(last) {
        return Some(last.len_utf8());
    }
    let n_row = text.bytes().rev().take_while(|b| char::from(*b) == last).count();
    if n_row >= MIN_ROW && matches!(last, '=' | '_' | '*' | '-' | '~') {
        return Some(n_row);
    }
    if !matches!(last, ')' | '(' | 'D' | 'P' | 'O' | '/' | '_' | '3' | ':' | '^') {
        return None;
    }
    let is_parted = |face: &&str| text[..text.len() - face.len()].ends_with(is_blank);
    let face = SMILEYS.into_iter().filter(|face| text.ends_with(face)).find(is_parted);
    face.map(str::len)
}

/// Returns the length of the long dash that a text ends in, if it follows a word and a space.
pub(super) fn spaced_dash_len(text: &str) -> Option<usize> {
    let dash = ["—", "–", "--"].into_iter().find(|dash| text.ends_with(dash))?;
    let before = &text[..text.len() - dash.len()];
    let said = before.trim_end_matches(is_blank);
    let is_word = said.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    (is_word && said.len() < before.len()).then_some(dash.len())
}

/// Fewer equal signs are not a row that is drawn across a mail.
const MIN_ROW: usize = 5;

/// Faces of ASCII; they stand for a stop as often as after one.
const SMILEYS: [&str; 26] = [
    ":)", ":-)", ":'(", ":(", ":-(", ";)", ";-)", "=)", "=(", ":D", ":-D", ";D", ":P", ":-P", ";P",
    ":/", ":-/", ":O", "xD", "XD", "^_^", "<3", ">:(", "(:", "^^", "o_O",
];

fn is_emoji(c: char) -> bool {
    !is_bullet(c)
        && matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{200d}')
}
