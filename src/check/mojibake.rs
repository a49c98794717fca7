//! Finds text that was read in another encoding than it was written in, and mends it.
//!
//! UTF-8 read as Windows-1252 turns each character beyond ASCII into two or three that
//! rarely stand together: `é` into `Ã©`, `’` into `â€™`, a no-break space into `Â` and
//! itself. A run of them is read back to bytes, and the bytes as UTF-8; where that
//! gives a character that French and English have, the run was damaged. So the forms
//! need no list, and a text that was damaged twice is found as well.
//!
//! It knows the commonest forms of Mac Roman and of DOS, which it cannot mend. It does
//! not know text that lost its characters (`caf?`).

use std::ops::Range;

/// A damaged run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Damage {
    pub(super) span: Range<usize>,
    /// What it was; empty if that is not known.
    pub(super) was: String,
}

/// The characters of Windows-1252 from 0x80 to 0x9F; a blank where it has none.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// `é` and others in UTF-8, read as Mac Roman; apostrophes and quotation marks too.
const OF_MAC: [&str; 12] =
    ["√©", "√®", "√™", "√†", "√ß", "√¥", "√Æ", "√¢", "√ª", "‚Äô", "‚Äú", "‚Äì"];

/// The same, read as code pages 437 and 850.
const OF_DOS: [&str; 8] = ["├⌐", "├¿", "├á", "├º", "├®", "├¬", "├┤", "ÔÇÖ"];

/// Returns the first damaged run of a text.
pub(super) fn first(text: &str) -> Option<Damage> {
    let of_windows = text.char_indices().find_map(|(at, _)| damage_at(text, at));
    let listed = OF_MAC.iter().chain(&OF_DOS).filter_map(|form| {
        text.find(form).map(|at| Damage { span: at..at + form.len(), was: String::new() })
    });
    listed.chain(of_windows).min_by_key(|damage| damage.span.start)
}

fn damage_at(text: &str, at: usize) -> Option<Damage> {
    let rest = &text[at..];
    if let Some((len, c)) = character(rest) {
        let is_likely = is_of_french_or_english(c);
        return is_likely.then(|| Damage { span: at..at + len, was: c.to_string() });
    }
    // A no-break space or `à` whose second half became a space or was trimmed.
    let c = rest.chars().next().filter(|c| matches!(c, 'Â' | 'Ã'))?;
    let is_letter = |c: char| c.is_alphabetic();
    let is_alone = !text[..at].ends_with(char::is_uppercase)
        && !rest[c.len_utf8()..].starts_with(is_letter)
        && (text[..at].ends_with(|c: char| !c.is_whitespace()) || c == 'Ã' || at > 0);
    let is_alone =
        is_alone && !text[..at].ends_with(['«', '"', '“', '‘', '\'', '’', '`', '(', '/']);
    let was = if c == 'Â' { "\u{a0}" } else { "à" };
    is_alone.then(|| Damage { span: at..at + c.len_utf8(), was: was.to_owned() })
}

/// Reads a character of UTF-8 from characters that stand for its bytes.
fn character(text: &str) -> Option<(usize, char)> {
    let mut chars = text.char_indices();
    let lead = byte(chars.next()?.1)?;
    let n_bytes = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = vec![lead];
    let mut len = 0;
    for _ in 1..n_bytes {
        let (at, c) = chars.next()?;
        bytes.push(byte(c).filter(|byte| (0x80..0xc0).contains(byte))?);
        len = at + c.len_utf8();
    }
    let c = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((len, c))
}

/// Returns the byte that a character is in Windows-1252; what that lacks is as in
/// Latin-1.
fn byte(c: char) -> Option<u8> {
    let code = u32::from(c);
    if let Ok(byte) = u8::try_from(code) {
        return (byte >= 0x80).then_some(byte);
    }
    let at = WINDOWS.chars().position(|other| other == c && c != ' ')?;
    u8::try_from(0x80 + at).ok()
}

fn is_of_french_or_english(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'..='\u{ff}'
            | 'Œ' | 'œ' | 'Ÿ' | 'Š' | 'š' | 'Ž' | 'ž'
            | '\u{2009}'..='\u{203a}'
            | '€' | '™' | '−' | '→' | '≤' | '≥' | 'ﬁ' | 'ﬂ' | '\u{feff}' | '\u{fffd}'
            | '\u{1f300}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = first(text);
        let found = found.as_ref().map(|damage| (&text[damage.span.clone()], damage.was.as_str()));
        assert_eq!(expected, found, "{text}");
    }

    #[test]
    fn damage_is_read_back() {
        check("un cafÃ© noir", Some(("Ã©", "é")));
        check("lâ€™ami", Some(("â€™", "’")));
        check("Â« oui »", Some(("Â«", "«")));
        check("12 â‚¬", Some(("â‚¬", "€")));
        check("12 €Â", Some(("Â", "\u{a0}")));
        check("12Â €", Some(("Â", "\u{a0}")));
        check("voilÃ  tout", Some(("Ã", "à")));
        check("voilÃ\u{a0} tout", Some(("Ã\u{a0}", "à")));
        check("â€\u{9c}yes", Some(("â€\u{9c}", "“")));
        check("cafÃƒÂ©", Some(("Ãƒ", "Ã")));
        check("caf√© noir", Some(("√©", "")));
        check("Ã‰tat, Å“uvre", Some(("Ã‰", "É")));
        check("Å“uvre", Some(("Å“", "œ")));
    }

    #[test]
    fn what_is_right_is_let_be() {
        for text in
            ["THÉÂTRE, Âge, âge", "LIBERTÉ\u{a0}!", "“10 Å”", "São Paulo", "à l’âge", "Îles, l’Â »"]
        {
            check(text, None);
        }
    }
}
