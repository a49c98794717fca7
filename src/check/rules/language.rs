//! Finds sides that are in the language of the other side.
//!
//! A word speaks for a language if its lexicon or its list of commonest words has it and
//! the other's has not; a text with three such words of the wrong language for each of its
//! own is in the wrong one.
//!
//! It leaves alone names, which speak for no language, copies (`untranslated`), and third
//! languages, which it does not know.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "language",
    severity: Severity::Error,
    mqm: "untranslated",
    about: "a side is in another language",
    about_fr: "un côté est dans une autre langue",
    cases: include_str!("language.cases"),
    source: include_str!("language.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// A text speaks another language with at least so many words of it, and this
/// many times as many as of its own. By hand on the news and on planted copies.
const MIN_FOREIGN: usize = 3;
const FOREIGN_LEAD: usize = 3;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    if view.src.lang == view.tgt.lang || view.is_copy() {
        return;
    }
    for side in [Side::Tgt, Side::Src] {
        let words = &view.side(side).words;
        let count =
            |of: Side| words.iter().filter(|word| context.tongues.speaks(&word.form, of)).count();
        let (foreign, own) = (count(side.other()), count(side));
        if foreign >= MIN_FOREIGN && foreign >= FOREIGN_LEAD * own.max(1) {
            let message = format!("this seems to be `{}`", view.side(side.other()).lang);
            findings.push(Finding::new(Id::Language, side, context.whole(side), message));
        }
    }
}
