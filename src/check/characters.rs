//! Finds characters damaged on the way: wrong encodings and control characters.

use super::finding::{Finding, Side};
use super::view::View;
use crate::finding::Severity;

/// The beginnings of UTF-8 that was read as Windows-1252 or Latin-1: `Ã©` for
/// `é`, `â€™` for `’`.
const MOJIBAKE: [&str; 12] =
    ["Ã©", "Ã¨", "Ãª", "Ã§", "Ã´", "Ã®", "Ã»", "Ã¢", "â€™", "â€œ", "â€“", "Â«"];

/// Reports damaged characters on both sides.
pub(super) fn find(view: &View, findings: &mut Vec<Finding>) {
    for (side, text) in [(Side::Src, view.src.text), (Side::Tgt, view.tgt.text)] {
        if let Some(at) = text.find('\u{fffd}') {
            let span = at..at + '\u{fffd}'.len_utf8();
            findings.push(Finding::new(
                "encoding",
                side,
                span,
                "a character was lost when the text was decoded",
            ));
        }
        let damaged = MOJIBAKE.iter().filter_map(|wrong| Some((text.find(wrong)?, *wrong))).min();
        if let Some((at, wrong)) = damaged {
            let finding = Finding::new(
                "encoding",
                side,
                at..at + wrong.len(),
                format!("`{wrong}` is UTF-8 read as another encoding"),
            );
            findings.push(finding.suggest(repaired(wrong)));
        }
        let control =
            text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        if let Some((at, c)) = control {
            let message = format!("a control character, U+{:04X}", u32::from(c));
            // U+0080 to U+009F are quotation marks of Windows-1252, which show as nothing.
            let is_c1 = u32::from(c) >= 0x80;
            let severity = if is_c1 { Severity::Info } else { Severity::Warning };
            let finding = Finding::new("control", side, at..at + c.len_utf8(), message);
            findings.push(finding.of_severity(severity));
        }
    }
}

/// Returns what the damaged characters were.
fn repaired(wrong: &str) -> String {
    let (bytes, _, has_failed) = encoding_rs::WINDOWS_1252.encode(wrong);
    let text = String::from_utf8(bytes.into_owned()).unwrap_or_default();
    if has_failed { String::new() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_repaired() {
        for (wrong, right) in [("Ã©", "é"), ("â€™", "’"), ("Â«", "«")] {
            assert_eq!(right, repaired(wrong));
        }
    }
}
