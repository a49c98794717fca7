//! Finds character references that were left in the text, or escaped twice.
//!
//! `&#39;` for an apostrophe and `&eacute;` for `é` are for browsers; where the source
//! has the character itself they come from a tool in between, and readers see them.
//! `&amp;eacute;` was escaped twice, and no browser shows what is meant.
//!
//! It leaves alone references where the source has references or tags too: the text is
//! HTML. In a French translation it leaves alone those of French spacing (`&nbsp;:`).

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::entities::{Entity, entities};
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::markup::tags;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "entity",
    severity: Severity::Warning,
    mqm: "character-encoding",
    about: "a character reference was left in the text, or escaped twice",
    about_fr: "une entité est restée dans le texte, ou a été échappée deux fois",
    cases: include_str!("entity.cases"),
    source: include_str!("entity.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// References that French typography needs and English does not.
const OF_FRENCH: &str = "\u{a0}\u{202f}\u{2009}«»’";

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    if !view.tgt.text.contains('&') {
        return;
    }
    let (src, tgt) = (entities(view.src.text), entities(view.tgt.text));
    let is_html = !src.is_empty() || !tags(view.src.text).is_empty();
    let is_french = view.tgt.lang.tag() == "fr";
    let is_wrong = |entity: &&Entity| {
        if entity.is_double {
            return !src.iter().any(|other| other.is_double);
        }
        let is_of_french = entity.character.is_some_and(|c| OF_FRENCH.contains(c));
        // `&` is what both languages write with it, as in `AT&amp;T`.
        let is_let_be = is_html || is_french && is_of_french;
        !is_let_be && entity.character.is_some()
    };
    let Some(entity) = tgt.iter().find(is_wrong) else { return };
    let message = if entity.is_double {
        format!("`{}` was escaped twice", entity.text)
    } else {
        format!("`{}` is a character reference, which the source does not use", entity.text)
    };
    let finding = Finding::new(Id::Entity, Side::Tgt, entity.span.clone(), message);
    findings.push(match entity.character {
        Some(character) => finding.replace_with(character),
        None => finding,
    });
}
