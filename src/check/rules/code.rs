//! Finds code that was translated or lost: what stands in backticks.
//!
//! Documentation marks code by backticks; a name of a function or a flag that was
//! translated does not work.
//!
//! It leaves alone spans of words, which may be examples to be translated, code that
//! stands in the translation without its backticks, and quotation marks made of
//! backticks.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "code",
    severity: Severity::Warning,
    mqm: "markup",
    about: "code in backticks was changed or lost",
    about_fr: "du code entre accents graves a été modifié ou perdu",
    cases: include_str!("code.cases"),
    source: include_str!("code.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (context.view.src.text, context.view.tgt.text);
    for span in spans(src) {
        let code = &src[span.clone()];
        if looks_like_code(code) && !tgt.contains(code) {
            let message = format!("the code `{code}` is not in the translation");
            findings.push(Finding::new(Id::Code, Side::Src, span, message));
        }
    }
}

/// Returns what stands between runs of as many backticks.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('`').map(|found| at + found) {
        let n = text[start..].bytes().take_while(|byte| *byte == b'`').count();
        let open = start + n;
        let marks = &text[start..open];
        match text[open..].find(marks).map(|found| open + found) {
            Some(close) => {
                spans.push(open..close);
                at = close + n;
            }
            None => at = open,
        }
    }
    spans
}

fn looks_like_code(text: &str) -> bool {
    let has_sign = text
        .contains(|c: char| "_(){}[]<>/\\=$:;#@|&*%+".contains(c) || c.is_ascii_digit())
        || text.trim().starts_with('-')
        || text.contains('.') && !text.contains(' ');
    let is_camel =
        text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    !text.trim().is_empty() && text.is_ascii() && (has_sign || is_camel)
}
