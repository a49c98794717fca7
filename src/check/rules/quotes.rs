//! Finds quotation marks without a partner, or on one side only.
//!
//! A mark without a partner is most often a slip. Translators add and drop quotation
//! marks for good reasons, so that this never says more than that a person may look.
//!
//! It leaves alone which marks are used, and single marks, which may be apostrophes.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "quotes",
    severity: Severity::Info,
    mqm: "punctuation",
    about: "a quotation mark stands alone or on one side only",
    about_fr: "un guillemet est seul, ou d’un seul côté",
    cases: include_str!("quotes.cases"),
    source: include_str!("quotes.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

const MARKS: [char; 6] = ['"', '“', '”', '«', '»', '„'];

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (context.view.src.text, context.view.tgt.text);
    let (n_src, n_tgt) = (count(src, &MARKS), count(tgt, &MARKS));
    if n_tgt % 2 == 1 && n_src.is_multiple_of(2) {
        let message = "a quotation mark has no partner";
        findings.push(Finding::new(Id::Quotes, Side::Tgt, first(tgt), message));
    } else if (n_src == 0) != (n_tgt == 0) && count(tgt, &['\'', '‘']) < 2 {
        let (side, text) = if n_src > 0 { (Side::Src, src) } else { (Side::Tgt, tgt) };
        let message = "only one side has quotation marks";
        findings.push(Finding::new(Id::Quotes, side, first(text), message));
    }
}

/// Returns where the first mark stands.
fn first(text: &str) -> Range<usize> {
    let Some(at) = text.find(MARKS) else { return 0..0 };
    at..at + text[at..].chars().next().map_or(1, char::len_utf8)
}

fn count(text: &str, marks: &[char]) -> usize {
    text.chars().filter(|c| marks.contains(c)).count()
}
