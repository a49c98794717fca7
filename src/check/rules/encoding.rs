//! Finds characters damaged by a wrong encoding.
//!
//! `Ã©` for `é` and `â€™` for an apostrophe are UTF-8 that a program read as
//! Windows-1252; U+FFFD is a character that is lost for good. The damage was done before
//! the text came here, and spreads with every copy.
//!
//! It leaves alone the same characters where they are right (`Â` in capitals).

use super::{Finds, Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "encoding",
    severity: Severity::Error,
    mqm: "character-encoding",
    about: "characters damaged by a wrong encoding",
    about_fr: "des caractères abîmés par un mauvais codage",
    cases: include_str!("encoding.cases"),
    source: include_str!("encoding.rs"),
    finds: Finds::InAnyPair(find),
};

/// The beginnings of UTF-8 that was read as Windows-1252 or Latin-1: `Ã©` for
/// `é`, `â€™` for `’`.
const MOJIBAKE: [&str; 12] =
    ["Ã©", "Ã¨", "Ãª", "Ã§", "Ã´", "Ã®", "Ã»", "Ã¢", "â€™", "â€œ", "â€“", "Â«"];

fn find(context: &Context, findings: &mut Vec<Finding>) {
    for side in [Side::Src, Side::Tgt] {
        let text = context.view.side(side).text;
        if let Some(at) = text.find('\u{fffd}') {
            let span = at..at + '\u{fffd}'.len_utf8();
            let message = "a character was lost when the text was decoded";
            findings.push(Finding::new(Id::Encoding, side, span, message));
        }
        let damaged = MOJIBAKE.iter().filter_map(|wrong| Some((text.find(wrong)?, *wrong))).min();
        if let Some((at, wrong)) = damaged {
            let message = format!("`{wrong}` is UTF-8 read as another encoding");
            let finding = Finding::new(Id::Encoding, side, at..at + wrong.len(), message);
            findings.push(finding.suggest(repaired(wrong)));
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
