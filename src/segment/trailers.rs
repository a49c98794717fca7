//! Measures what is set after a stop, or stands for one, without being part of the
//! text's grammar: the numbers of notes, smileys, emoji, rows of signs.

use super::chars::{is_blank, is_bullet};

/// Returns the length of the numbers of notes that stand right after a stop and
/// before white space: `¹²`, `[12]`, `12`, `11 12`.
pub(super) fn reference_len(rest: &str) -> usize {
    let is_superscript = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    let superscripts = rest.find(|c| !is_superscript(c)).unwrap_or(rest.len());
    if superscripts > 0 || rest.starts_with(is_blank) {
        return superscripts;
    }
    let mut len = 0;
    while let Some(next) = one_reference_len(&rest[len..]) {
        len += next;
    }
    if rest[len..].starts_with(is_blank) { len } else { 0 }
}

fn one_reference_len(rest: &str) -> Option<usize> {
    let inner = rest.trim_start_matches([' ', ',', '[']);
    let lead = rest.len() - inner.len();
    let n_digits = inner.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let close = usize::from(inner[n_digits..].starts_with(']'));
    (lead <= 2 && (1..=2).contains(&n_digits)).then_some(lead + n_digits + close)
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

/// Fewer equal signs are no row that is drawn across a mail.
const MIN_ROW: usize = 5;

/// Faces of ASCII; they stand for a stop as often as after one.
const SMILEYS: [&str; 24] = [
    ":)", ":-)", ":'(", ":(", ":-(", ";)", ";-)", "=)", "=(", ":D", ":-D", ";D", ":P", ":-P", ";P",
    ":/", ":-/", ":O", "xD", "XD", "^_^", "<3", ">:(", "(:",
];

fn is_emoji(c: char) -> bool {
    !is_bullet(c)
        && matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{200d}')
}
