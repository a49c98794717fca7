//! Finds texts that are others than those on which people decided.
//!
//! `enregard update` brings a bitext up to a new version of its text. A pair whose
//! text changed goes back to `auto`, and the wording that was decided on is carried
//! in a column `fr_before` or `en_before`. Here it is shown.
//!
//! It leaves alone pairs that somebody has decided on again, and texts that are what
//! they were before.

use super::{Id, Rule};
use crate::bitext::Status;
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "text.changed",
    severity: Severity::Warning,
    mqm: "other",
    about: "the text is another than the one that was last looked at",
    about_fr: "le texte n'est plus celui qui a été relu",
    cases: include_str!("text_changed.cases"),
    source: include_str!("text_changed.rs"),
};

pub(super) const FINDS: Finds = Finds::InAnyPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (bitext, pair) = (context.bitext, &context.bitext.pairs[context.idx]);
    if pair.status != Status::Auto {
        return;
    }
    let (src, tgt) = bitext.langs.tags();
    for (side, lang, text) in [(Side::Src, src, &pair.src), (Side::Tgt, tgt, &pair.tgt)] {
        let header = format!("{lang}_before");
        let at = bitext.carried_headers.iter().position(|known| *known == header);
        let before = at.and_then(|at| pair.carried.get(at));
        if let Some(before) = before.filter(|before| !before.is_empty() && *before != text) {
            let message = format!("the text was `{before}` when it was last looked at");
            findings.push(Finding::new(Id::TextChanged, side, 0..text.len(), message));
        }
    }
}
