//! Places: the page counts in UTF-16 code units, as JavaScript does; everything
//! behind the server counts bytes.

use std::ops::Range;

/// Returns the byte at which a UTF-16 code unit stands; the end if the text is
/// shorter.
pub(super) fn byte_of(text: &str, unit: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        if units >= unit {
            return at;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// Returns how many UTF-16 code units stand before a byte.
pub(super) fn unit_of(text: &str, byte: usize) -> usize {
    let before = text.char_indices().take_while(|(at, _)| *at < byte);
    before.map(|(_, c)| c.len_utf16()).sum()
}

/// Returns a span of bytes in UTF-16 code units.
pub(in super::super) fn units(text: &str, span: &Range<usize>) -> [usize; 2] {
    [unit_of(text, span.start), unit_of(text, span.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_page_counts_them() {
        let text = "é𝕏 a";
        assert_eq!([0, 2, 6, 7, 8], [0, 1, 3, 4, 9].map(|unit| byte_of(text, unit)));
        assert_eq!([0, 1, 3, 4, 5], [0, 2, 6, 7, 8].map(|byte| unit_of(text, byte)));
        // The middle of a pair of surrogates is the character after it.
        assert_eq!(6, byte_of(text, 2));
    }
}
