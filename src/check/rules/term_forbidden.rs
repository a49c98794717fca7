//! Finds words that the glossary forbids for a term.
//!
//! A translation with `!` before it in the user's glossary is one that the house does not
//! want.
//!
//! It leaves alone the same word where the term does not stand in the source.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "term.forbidden",
    severity: Severity::Warning,
    mqm: "terminology",
    about: "a word that the glossary forbids",
    about_fr: "un mot que le glossaire interdit",
    cases: include_str!("term_forbidden.cases"),
    source: include_str!("term_forbidden.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    for term in context.options.glossary.met(view) {
        let Some(bad) = term.forbidden(&view.tgt) else { continue };
        let (text, word) = (&view.src.text[term.span.clone()], &view.tgt.text[bad.clone()]);
        let message = format!("the glossary forbids `{word}` for `{text}`");
        let finding = Finding::new(Id::TermForbidden, Side::Tgt, bad, message);
        findings.push(finding.facing(term.span.clone()).suggest(term.written()));
    }
}
