//! Finds control characters.
//!
//! They come from broken conversions, show as nothing or as boxes, and many formats
//! refuse them.
//!
//! It leaves alone line breaks and tabs. U+0080 to U+009F are quotation marks of
//! Windows-1252 that were never decoded; they show as nothing and get a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "control",
    severity: Severity::Warning,
    mqm: "character-encoding",
    about: "a control character",
    about_fr: "un caractère de commande",
    cases: include_str!("control.cases"),
    source: include_str!("control.rs"),
};

pub(super) const FINDS: Finds = Finds::InAnyPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    for side in [Side::Src, Side::Tgt] {
        let mut chars = context.view.side(side).text.char_indices();
        let control = chars.find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        let Some((at, c)) = control else { continue };
        let message = format!("a control character, U+{:04X}", u32::from(c));
        let is_c1 = u32::from(c) >= 0x80;
        let severity = if is_c1 { Severity::Info } else { Severity::Warning };
        let finding = Finding::new(Id::Control, side, at..at + c.len_utf8(), message);
        findings.push(finding.of_severity(severity));
    }
}
