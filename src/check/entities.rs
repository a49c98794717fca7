//! Reads the character references of a text: `&eacute;`, `&#39;`, `&amp;`.

use crate::text::words::entity_len;
use std::ops::Range;

/// A character reference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entity<'t> {
    pub(super) span: Range<usize>,
    pub(super) text: &'t str,
    /// The character that it stands for, if it is one that is known.
    pub(super) character: Option<char>,
    /// It was escaped twice: `&amp;eacute;`.
    pub(super) is_double: bool,
}

/// Names and their characters. From HTML 4, those that texts in French and English
/// have; others are found and have no suggestion.
const NAMED: &str = "amp& lt< gt> quot\" apos' nbsp\u{a0} laquo« raquo» lsquo‘ rsquo’ ldquo“ rdquo” \
    ndash– mdash— hellip… eacuteé egraveè ecircê eumlë agraveà acircâ ccedilç ocircô icircî iumlï \
    ugraveù ucircû uumlü ouml\u{f6} auml\u{e4} oeligœ aeligæ EacuteÉ EgraveÈ EcircÊ AgraveÀ AcircÂ \
    CcedilÇ OcircÔ IcircÎ OEligŒ euro€ pound£ copy© reg® trade™ deg° times× middot· bull• \
    thinsp\u{2009} sect§ para¶ frac12½ rarr→ larr← szligß ntildeñ aacuteá oacuteó iacuteí uacuteú";

/// Returns the character references of a text, in order.
pub(super) fn entities(text: &str) -> Vec<Entity<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('&').map(|found| at + found) {
        let Some(len) = entity_len(&text[start..]) else {
            at = start + 1;
            continue;
        };
        let again = double_len(&text[start..], len);
        let span = start..start + again.unwrap_or(len);
        let written = &text[span.clone()];
        at = span.end;
        found.push(Entity {
            character: character(if again.is_some() { &written[len - 1..] } else { written }),
            text: written,
            span,
            is_double: again.is_some(),
        });
    }
    found
}

/// Returns the length of `&amp;eacute;` if it is one.
fn double_len(rest: &str, len: usize) -> Option<usize> {
    if !matches!(&rest[..len], "&amp;" | "&#38;") {
        return None;
    }
    let again = format!("&{}", rest[len..].split_inclusive(';').next()?);
    entity_len(&again).filter(|whole| *whole == again.len()).map(|whole| len + whole - 1)
}

/// Returns what a reference stands for; its first character may be any.
fn character(reference: &str) -> Option<char> {
    let name = reference.get(1..)?.strip_suffix(';')?;
    if let Some(code) = name.strip_prefix('#') {
        let hex = code.strip_prefix(['x', 'X']);
        let code = match hex {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        return char::from_u32(code);
    }
    let mut names = NAMED.split(' ');
    let known = names
        .find(|known| known.strip_prefix(name).is_some_and(|rest| rest.chars().count() == 1))?;
    known.chars().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_their_characters() {
        let read = |text: &str| -> Vec<(Option<char>, bool)> {
            entities(text).iter().map(|entity| (entity.character, entity.is_double)).collect()
        };
        assert_eq!(vec![(Some('\''), false), (Some('é'), false)], read("Anne&#39;s caf&eacute;"));
        assert_eq!(vec![(Some('é'), true)], read("caf&amp;eacute;"));
        assert_eq!(vec![(Some('&'), false)], read("un &amp; deux"));
        assert_eq!(vec![(Some('’'), false)], read("l&#x2019;ami"));
        assert!(read("A & B; C&D").is_empty());
    }
}
