//! Finds tags that were lost, added, changed or put in a wrong order.
//!
//! A `</b>` too little breaks the page for all that follows, and an address in an
//! attribute is not to be translated. One finding a pair says what is missing or too
//! much; tags that are all there and do not close what they open are another.
//!
//! Codes of translators' tools do not stand in the texts of a pair: those that a file
//! lacks or has too many are named by the column `codes`, which reading it has made.
//!
//! It leaves alone the order of tags that nest as they should, attributes that people
//! read (`alt`, `title`), addresses that were localized, and `<file>` in a usage line,
//! which is translated.

use super::{Id, Rule};
use crate::bitext::CODES;
use crate::check::addresses::neutral;
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::markup::{Role, Tag, tags};
use crate::check::unmatched::{listed, unmatched};
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "tag",
    severity: Severity::Warning,
    mqm: "markup",
    about: "a tag was lost, added, changed or moved",
    about_fr: "une balise a été perdue, ajoutée, modifiée ou déplacée",
    cases: include_str!("tag.cases"),
    source: include_str!("tag.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(codes(context));
    let (src_text, tgt_text) = (context.view.src.text, context.view.tgt.text);
    if !src_text.contains('<') && !tgt_text.contains('<') {
        return;
    }
    let (src, tgt) = (tags(src_text), tags(tgt_text));
    let lone = unmatched(&src, &tgt, Tag::key);
    let texts = |all: &[Tag], lone: &[usize], text: &str| -> Vec<String> {
        lone.iter().map(|at| text[all[*at].span.clone()].to_owned()).collect()
    };
    let (missing, extra) =
        (listed(&texts(&src, &lone.src, src_text)), listed(&texts(&tgt, &lone.tgt, tgt_text)));
    let finding = match (lone.src.first(), lone.tgt.first()) {
        (Some(from), Some(to)) => {
            let message = format!("{missing} became {extra}");
            let finding = Finding::new(Id::Tag, Side::Tgt, tgt[*to].span.clone(), message);
            Some(finding.facing(src[*from].span.clone()))
        }
        (Some(from), None) => {
            let message = format!("not in the translation: {missing}");
            Some(Finding::new(Id::Tag, Side::Src, src[*from].span.clone(), message))
        }
        (None, Some(to)) => {
            let message = format!("not in the source: {extra}");
            Some(Finding::new(Id::Tag, Side::Tgt, tgt[*to].span.clone(), message))
        }
        (None, None) => None,
    };
    if let Some(finding) = finding {
        findings.push(finding);
        return;
    }
    match misnested(&tgt).filter(|_| misnested(&src).is_none()) {
        Some(at) => {
            let span = tgt[at].span.clone();
            let message = format!("`{}` closes what is not open", &tgt_text[span.clone()]);
            findings.push(Finding::new(Id::Tag, Side::Tgt, span, message));
        }
        None => findings.extend(changed_attribute(&src, &tgt, src_text, tgt_text)),
    }
}

/// Returns a finding of the codes that the pair's file has on one side only.
fn codes(context: &Context) -> Option<Finding> {
    let column = context.bitext.carried_headers.iter().position(|header| header == CODES)?;
    let codes = context.view.pair.carried.get(column).filter(|codes| !codes.trim().is_empty())?;
    let message = format!("inline codes lost (-) or added (+): {codes}");
    Some(Finding::new(Id::Tag, Side::Tgt, context.whole(Side::Tgt), message))
}

/// Returns the first tag that closes another one than the last that was opened.
fn misnested(tags: &[Tag]) -> Option<usize> {
    let mut open: Vec<&str> = Vec::new();
    tags.iter().position(|tag| match tag.role {
        Role::Opens => {
            open.push(&tag.name);
            false
        }
        Role::Closes => open.pop() != Some(&tag.name),
        Role::Stands => false,
    })
}

/// Returns a finding of the first tag whose attributes no tag of the source has.
fn changed_attribute(src: &[Tag], tgt: &[Tag], src_text: &str, tgt_text: &str) -> Option<Finding> {
    let lone = unmatched(src, tgt, |tag| {
        let attributes = tag.attributes.iter().map(|(name, value)| (*name, neutral(value)));
        (tag.key(), attributes.collect::<Vec<_>>())
    });
    let (from, to) = (&src[*lone.src.first()?], &tgt[*lone.tgt.first()?]);
    let (a, b) = (&src_text[from.span.clone()], &tgt_text[to.span.clone()]);
    let finding = Finding::new(Id::Tag, Side::Tgt, to.span.clone(), format!("`{a}` became `{b}`"));
    Some(finding.facing(from.span.clone()).suggest(a))
}
