//! Decodes a page by what it says of its own encoding.
//!
//! A byte order mark decides, then valid UTF-8, then the declaration: pages
//! that were saved anew are UTF-8 more often than they declare it, and bytes
//! that are valid UTF-8 by chance hardly exist. Without a declaration the
//! encoding is guessed as that of any text.

use crate::error::Result;
use crate::text::Text;

/// Browsers look for a declaration in this many bytes; editors put long
/// comments before it, so we look further.
const HEAD_LEN: usize = 4096;

/// Decodes a page. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text.
pub(super) fn decode(bytes: &[u8], file: &str) -> Result<Text> {
    match declared(bytes) {
        Some(label) => Text::decode_declared(bytes, &label, file),
        None => Text::decode(bytes, file),
    }
}

/// Returns the label of the encoding in `charset="…"` or `encoding="…"`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_LEN)]).to_lowercase();
    let value_of = |name: &str| {
        let (_, rest) = head.split_once(name)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
        Some(rest.chars().take_while(|c| is_part(*c)).collect::<String>())
    };
    value_of("charset").or_else(|| value_of("encoding")).filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, bytes: &[u8], expected: &str) {
        let page = [head.as_bytes(), bytes].concat();
        let text = decode(&page, "a.html").unwrap();
        assert_eq!(expected, &text.content[head.len()..]);
    }

    #[test]
    fn a_declared_encoding_is_used() {
        check("<meta charset=\"ISO-8859-15\">", b"\xa4 \xe9t\xe9", "€ été");
        check("<meta content='text/html; charset=windows-1251'>", b"\xcf\xf0", "Пр");
        check("<?xml version='1.0' encoding='iso-8859-1'?>", b"\xe9t\xe9", "été");
    }

    #[test]
    fn utf_8_is_believed_before_the_declaration() {
        check("<meta charset=\"iso-8859-1\">", "été".as_bytes(), "été");
    }

    #[test]
    fn an_unknown_label_is_no_reason_to_refuse() {
        check(
            "<meta charset=\"klingon\">",
            b"C'est l'\xe9t\xe9 \xe0 No\xebl.",
            "C'est l'été à Noël.",
        );
    }
}
