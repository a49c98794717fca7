//! Finds terms that are not translated as the glossary says.
//!
//! The glossary is the user's (`--glossary`): a table with a column a language, or TBX.
//! `*` stands for any end of a word and `|` between alternatives; a plural counts as the
//! same word.
//!
//! It leaves alone terms inside longer ones (`pomme` in `pomme de terre`), and terms
//! without a translation in the glossary.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "term",
    severity: Severity::Warning,
    mqm: "terminology",
    about: "a term is not translated as the glossary says",
    about_fr: "un terme n’est pas traduit comme le dit le glossaire",
    cases: include_str!("term.cases"),
    source: include_str!("term.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    for term in context.options.glossary.met(view) {
        if !term.is_translated(&view.tgt) {
            let (text, written) = (&view.src.text[term.span.clone()], term.written());
            let message = format!("`{text}` is not translated as `{written}`");
            let finding = Finding::new(Id::Term, Side::Src, term.span.clone(), message);
            findings.push(finding.suggest(written));
        }
    }
}
