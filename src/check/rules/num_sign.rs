//! Finds numbers that lost or got their minus sign.
//!
//! `-5 °C` and `5 °C` have the same digits, so that `num.value` sees no difference.
//!
//! It leaves alone hyphens and dashes (`2-5`, `- 5 apples`, `F-16`), options that both
//! sides have, and signs that are said in words (`moins cinq`, `minus five`, `below zero`,
//! `a fall of 5 %`). A sign that is lost on a bare number is a note.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::SideView;
use crate::notice::Severity;
use crate::text::numbers::{Agreement, Notation, Quantity, Value};

pub(super) const RULE: Rule = Rule {
    id: "num.sign",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a number lost or got its minus sign",
    about_fr: "un nombre a perdu ou gagné son signe moins",
    cases: include_str!("num_sign.cases"),
    source: include_str!("num_sign.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// Starts of words that say a minus. By hand.
const WORDS: [&str; 28] = [
    "moins", "minus", "negati", "négati", "below", "under", "zero", "zéro", "dessous", "sous",
    "recul", "baiss", "perd", "pert", "chut", "repli", "fell", "fall", "drop", "los", "down",
    "declin", "decreas", "cut", "contract", "cède", "cédé", "slid",
];

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    for value in view.tgt.values.iter().filter(|value| value.notation == Notation::Digits) {
        let faces = |other: &&Value| {
            other.notation == Notation::Digits && value.agrees(other) == Agreement::Same
        };
        let mut facing = view.src.values.iter().filter(faces);
        let n_alike = view.tgt.values.iter().filter(faces).count();
        // A number that stands twice may face either.
        let (Some(other), None, true) = (facing.next(), facing.next(), n_alike <= 1) else {
            continue;
        };
        let (was, is) = (has_minus(&view.src, other), has_minus(&view.tgt, value));
        let says = if was { says_minus(&view.tgt) } else { says_minus(&view.src) };
        if was == is || says {
            continue;
        }
        let text = &view.tgt.text[value.span.clone()];
        let message = if was {
            format!("`{text}` lost its minus sign")
        } else {
            format!("`{text}` has a minus sign, which the source has not")
        };
        let is_bare = value.readings[0].quantity == Quantity::Plain;
        let severity = if is_bare { Severity::Info } else { Severity::Warning };
        let finding = Finding::new(Id::NumSign, Side::Tgt, value.span.clone(), message);
        findings.push(finding.facing(other.span.clone()).of_severity(severity));
    }
}

/// Tells whether a minus stands right before a number and right after nothing.
fn has_minus(side: &SideView, value: &Value) -> bool {
    let before = &side.text[..value.span.start];
    let Some(rest) = ["-", "−", "–"].iter().find_map(|sign| before.strip_suffix(sign)) else {
        return false;
    };
    // At the start of a line it may open a list or a turn of speech.
    let is_after_space = rest.ends_with(|c: char| c.is_whitespace() || "(=<>«:".contains(c));
    let is_range = rest.trim_end().ends_with(|c: char| c.is_ascii_digit());
    is_after_space && !is_range && !rest.trim().is_empty()
}

fn says_minus(side: &SideView) -> bool {
    let says = |form: &str| WORDS.iter().any(|start| form.starts_with(start));
    side.words.iter().any(|word| says(&word.form))
}
