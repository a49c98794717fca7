//! Finds numbers that became a thousand, a million or a billion times as much.
//!
//! French `milliard` is English `billion`, and French `billion` is English `trillion`: the
//! classic slip. Numbers are compared by value; a scale without a number (`des milliards
//! de dollars`) is compared by its words.
//!
//! It leaves alone scales that both sides state otherwise (`1 500 millions`, `1.5
//! billion`).

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::values::What;
use crate::check::view::{SideView, View};
use crate::notice::Severity;
use crate::text::numbers::{Notation, Value};
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "num.scale",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a million became a billion, or the like",
    about_fr: "un million est devenu un milliard, ou un écart de ce genre",
    cases: include_str!("num_scale.cases"),
    source: include_str!("num_scale.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    findings.extend(context.changed(Id::NumScale, What::Scale));
    findings.extend(scale_words(context.view));
}

/// `millions` and `milliards` that no number stands before: `des milliards de
/// dollars` that became `millions of dollars`.
const SCALE_WORDS: [(&[&str], &[&str]); 2] = [
    (&["million", "millions"], &["million", "millions"]),
    (&["milliard", "milliards"], &["billion", "billions"]),
];

/// Reports a scale without a number that became another one.
fn scale_words(view: &View) -> Option<Finding> {
    let bare = |side: &SideView, forms: &[&str]| -> Vec<Range<usize>> {
        let is_bare = |span: &Range<usize>| {
            let is_counted = |value: &Value| {
                let is_over = value.span.start < span.end && span.start < value.span.end;
                is_over && value.notation < Notation::Soft
            };
            !side.values.iter().any(is_counted)
        };
        let words = side.words.iter().filter(|word| forms.contains(&word.form.as_str()));
        words.map(|word| word.span.clone()).filter(is_bare).collect()
    };
    let of = |scale: usize| {
        let (src, tgt) = SCALE_WORDS[scale];
        (bare(&view.src, src), bare(&view.tgt, tgt))
    };
    let (millions, billions) = (of(0), of(1));
    let (lost, new) = if millions.0.len() > millions.1.len() && billions.0.len() < billions.1.len()
    {
        (&millions.0, &billions.1)
    } else if millions.0.len() < millions.1.len() && billions.0.len() > billions.1.len() {
        (&billions.0, &millions.1)
    } else {
        return None;
    };
    let (src, tgt) = (lost.first()?.clone(), new.first()?.clone());
    let message =
        format!("`{}` became `{}`", &view.src.text[src.clone()], &view.tgt.text[tgt.clone()]);
    Some(Finding::new(Id::NumScale, Side::Tgt, tgt, message).facing(src))
}
