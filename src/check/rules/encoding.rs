//! Finds characters damaged by a wrong encoding.
//!
//! `Ã©` for `é` and `â€™` for an apostrophe are UTF-8 that a program read as
//! Windows-1252 (`src/check/mojibake.rs` says how they are told); U+FFFD is a character
//! that is lost for good. The damage was done before the text came here, and spreads with
//! every copy.
//!
//! It leaves alone the same characters where they are right (`Â` in capitals).

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::mojibake;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "encoding",
    severity: Severity::Error,
    mqm: "character-encoding",
    about: "characters damaged by a wrong encoding",
    about_fr: "des caractères abîmés par un mauvais codage",
    cases: include_str!("encoding.cases"),
    source: include_str!("encoding.rs"),
};

pub(super) const FINDS: Finds = Finds::InAnyPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    for side in [Side::Src, Side::Tgt] {
        let text = context.view.side(side).text;
        if let Some(at) = text.find('\u{fffd}') {
            let span = at..at + '\u{fffd}'.len_utf8();
            let message = "a character was lost when the text was decoded";
            findings.push(Finding::new(Id::Encoding, side, span, message));
        }
        if let Some(damage) = mojibake::first(text) {
            let message =
                format!("`{}` is UTF-8 read as another encoding", &text[damage.span.clone()]);
            let finding = Finding::new(Id::Encoding, side, damage.span, message);
            let is_known = !damage.was.is_empty();
            findings.push(if is_known { finding.replace_with(damage.was) } else { finding });
        }
    }
}
