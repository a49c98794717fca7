//! Finds words in a row of the translation that render nothing of the source.
//!
//! The same evidence as for `omission`, with the sides changed: content words without a
//! link, and a translation as long as the added words make it.
//!
//! It leaves alone single words. A pair that the aligner left without a source is an
//! addition as a whole.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::runs::unanswered;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "addition",
    severity: Severity::Warning,
    mqm: "addition",
    about: "words in a row of the translation have no counterpart",
    about_fr: "des mots de suite de la traduction n’ont pas d’équivalent",
    cases: include_str!("addition.cases"),
    source: include_str!("addition.rs"),
};

pub(super) const FINDS: Finds = Finds::InAnyPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    if context.is_blank(Side::Tgt) {
        return;
    }
    if !context.is_blank(Side::Src) {
        let says = |text: &str| format!("`{text}` seems to translate nothing of the source");
        findings.extend(unanswered(context, Id::Addition, Side::Tgt, says));
    } else if context.is_bead() {
        let whole = context.whole(Side::Tgt);
        findings.push(Finding::new(Id::Addition, Side::Tgt, whole, "this translates nothing"));
    }
}
