//! Says what single characters do at the edges of segments.
//!
//! Everything else in this folder asks here and nowhere else, so that a
//! no-break space or an invisible character means the same in every rule.

/// Tells whether a character is as if it were not there: soft hyphens,
/// zero-width spaces and joiners, byte order marks in the middle of a text, and
/// the NUL bytes of damaged files.
#[inline]
pub(super) fn is_transparent(c: char) -> bool {
    matches!(c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Tells whether a character leaves no ink. No-break spaces are spaces here.
#[inline]
pub(super) fn is_blank(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' ' | '\t'..='\r' | '\0');
    }
    c.is_whitespace() || is_transparent(c)
}

/// Tells whether a character is a letter, for those of French and English without
/// a look at the tables of Unicode.
#[inline]
pub(super) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        // The latter are dashes, quotation marks, spaces and dots.
        '\0'..='\u{a9}' | '\u{2000}'..='\u{206f}' => false,
        'À'..='ɏ' => !matches!(c, '×' | '÷'),
        _ => c.is_alphabetic(),
    }
}

/// Tells whether a character ends a line.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Tells whether a character can end a sentence.
#[inline]
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
        || matches!(c, '‼' | '⁇' | '⁈' | '⁉' | '؟')
        || is_wide_stop(c)
}

/// Tells whether a character ends a sentence in scripts that put no space
/// after it.
pub(super) fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '।' | '॥')
}

/// Tells whether a character closes what was opened before, when it stands
/// right after a stop.
#[inline]
pub(super) fn is_closer(c: char) -> bool {
    is_closing_bracket(c) || is_closing_quote(c) || matches!(c, '"' | '\'' | '’' | '*' | '_')
}

/// Tells whether a character closes a bracket.
pub(super) fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}

/// Tells whether a character can only close a quotation.
pub(super) fn is_closing_quote(c: char) -> bool {
    matches!(c, '»' | '›' | '”' | '」' | '』')
}

/// Tells whether a character can open a quotation.
pub(super) fn is_opening_quote(c: char) -> bool {
    matches!(c, '«' | '‹' | '“' | '„' | '‚' | '‟' | '‘' | '`' | '"' | '\'' | '’' | '「' | '『')
}

/// Tells whether a mark that opens quotations in French and English closes them in
/// other languages: `„Oui.“`, `‚Oui.‘`, `»Oui.«`.
pub(super) fn is_turned_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹')
}

/// Tells whether a character opens a bracket.
pub(super) fn is_opening_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

/// More signs than this before a word are an ornament.
pub(super) const MAX_OPENING: usize = 12;

/// Tells whether a character can stand before the first word of a sentence.
#[inline]
pub(super) fn is_opener(c: char) -> bool {
    is_opening_quote(c) || is_opening_bracket(c) || matches!(c, '¿' | '¡' | '*' | '_' | '#')
}

/// Tells whether a character is a dash that can open a turn of a dialogue.
#[inline]
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '-')
}

/// Tells whether a character is the mark of a list item and nothing else.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '◦'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '‣'
            | '⁃'
            | '·'
            | '➢'
            | '➤'
            | '►'
            | '✓'
            | '✔'
    )
}

/// Returns the length of the plain tag that a text opens with, as in `<em>` and
/// `</i>`; 0 if there is none.
pub(super) fn tag_len(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('<') else { return 0 };
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let n_name = name.bytes().take(MAX_TAG).take_while(u8::is_ascii_alphanumeric).count();
    let is_tag =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name[n_name..].starts_with('>');
    if is_tag { text.len() - name.len() + n_name + 1 } else { 0 }
}

/// The tags that stand in texts have short names: `strong`. By hand.
const MAX_TAG: usize = 8;

/// Tells whether a character, after a stop and a space, shows that the sentence
/// goes on.
#[inline]
pub(super) fn is_joining(c: char) -> bool {
    matches!(c, ',' | ';' | ':') || is_closing_bracket(c) || is_closing_quote(c)
}

/// Returns the position of the first character at or after `from` that leaves
/// ink, or `limit`.
#[inline]
pub(super) fn skip_blank(text: &str, from: usize, limit: usize) -> usize {
    let rest = &text[from..limit];
    rest.find(|c| !is_blank(c)).map_or(limit, |offset| from + offset)
}

/// Returns the position after the last character before `to` that leaves ink,
/// or `start`.
#[inline]
pub(super) fn skip_blank_back(text: &str, start: usize, to: usize) -> usize {
    start + text[start..to].trim_end_matches(is_blank).len()
}

/// Returns the character at `at`, if the text goes so far.
#[inline]
pub(super) fn char_at(text: &str, at: usize, limit: usize) -> Option<char> {
    text[at..limit].chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_letters_are_those_of_unicode() {
        for c in '\0'..='\u{3000}' {
            assert_eq!(c.is_alphabetic(), is_letter(c), "{c:?}");
            assert_eq!(c.is_whitespace() || is_transparent(c), is_blank(c), "{c:?}");
        }
    }
}
