//! Finds words in a row of the source that nothing in the translation renders.
//!
//! Every content word speaks for or against its having been left out, by how well the
//! best word of the other side translates it; the length of the translation speaks too
//! (`src/check/runs.rs`). Half of a sentence that is gone is seen well, three words are
//! not.
//!
//! It leaves alone single words, which are rendered in too many ways. A pair that the
//! aligner left without a translation is an omission as a whole.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::runs::unanswered;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "omission",
    severity: Severity::Warning,
    mqm: "omission",
    about: "words in a row of the source have no counterpart",
    about_fr: "des mots de suite de la source n’ont pas d’équivalent",
    cases: include_str!("omission.cases"),
    source: include_str!("omission.rs"),
};

pub(super) const FINDS: Finds = Finds::InAnyPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    if context.is_blank(Side::Src) {
        return;
    }
    if !context.is_blank(Side::Tgt) {
        let says = |text: &str| format!("`{text}` seems to have no translation");
        findings.extend(unanswered(context, Id::Omission, Side::Src, says));
    } else if context.is_bead() {
        let whole = context.whole(Side::Src);
        findings.push(Finding::new(Id::Omission, Side::Src, whole, "this has no translation"));
    }
}
