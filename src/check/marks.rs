//! Compares the marks in which the two sides end.

use super::finding::{Finding, Side};
use super::rules::Id;
use super::view::View;
use std::ops::Range;

/// Two ends that differ.
#[derive(Clone, Debug)]
pub(super) struct Ends {
    src: char,
    tgt: char,
    /// The last character of the target.
    span: Range<usize>,
}

impl Ends {
    /// Returns the marks in which the sides of a pair end, if they differ.
    pub(super) fn of(view: &View) -> Option<Ends> {
        let (src, tgt) = (final_mark(view.src.text)?, final_mark(view.tgt.text)?);
        let text = view.tgt.text.trim_end();
        let start = text.char_indices().next_back().map_or(0, |(at, _)| at);
        (src != tgt).then_some(Ends { src, tgt, span: start..text.len() })
    }

    pub(super) fn is_question(&self) -> bool {
        self.src == '?' || self.tgt == '?'
    }

    pub(super) fn finding(self, check: Id) -> Finding {
        let name =
            |mark: char| if mark == ' ' { "no mark".to_owned() } else { format!("`{mark}`") };
        let (src, tgt) = (name(self.src), name(self.tgt));
        let message = format!("the source ends in {src}, the translation in {tgt}");
        Finding::new(check, Side::Tgt, self.span, message)
    }
}

/// Returns the class of the mark in which a text ends; a blank if it is a letter.
fn final_mark(text: &str) -> Option<char> {
    let inner = text.trim_end_matches(|c: char| c.is_whitespace() || "\"”»’')]".contains(c));
    let last = inner.chars().next_back()?;
    Some(match last {
        '…' => '.',
        '.' | '?' | '!' | ':' | ';' | ',' => last,
        _ => ' ',
    })
}
