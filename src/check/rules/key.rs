//! Finds keyboard shortcuts that became other ones.
//!
//! Whoever presses `Ctrl+V` for `Ctrl+C` loses what he wanted to keep. Names of keys
//! are compared by what they are: `Maj+Suppr` is `Shift+Del` (`src/check/data/keys.txt`).
//!
//! It leaves alone single keys, and shortcuts of menus that were localized on purpose
//! are warned of all the same: which is meant only the program knows.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::keys::{Chord, chords};
use crate::check::unmatched::unmatched;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "key",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a keyboard shortcut became another one",
    about_fr: "un raccourci clavier est devenu un autre",
    cases: include_str!("key.cases"),
    source: include_str!("key.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src_text, tgt_text) = (context.view.src.text, context.view.tgt.text);
    let (src, tgt) = (chords(src_text), chords(tgt_text));
    let lone = unmatched(&src, &tgt, |chord: &Chord| &chord.keys);
    for (from, to) in lone.src.iter().zip(&lone.tgt) {
        let (from, to) = (src[*from].span.clone(), tgt[*to].span.clone());
        let message = format!("`{}` became `{}`", &src_text[from.clone()], &tgt_text[to.clone()]);
        findings.push(Finding::new(Id::Key, Side::Tgt, to, message).facing(from));
    }
    for lost in lone.src.iter().skip(lone.tgt.len()) {
        let span = src[*lost].span.clone();
        let message =
            format!("`{}` has no counterpart in the translation", &src_text[span.clone()]);
        findings.push(Finding::new(Id::Key, Side::Src, span, message));
    }
}
