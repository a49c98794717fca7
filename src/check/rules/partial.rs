//! Finds words of the source's language that were left in the translation.
//!
//! Two words in a row that only the source's language has, one of them a word of grammar,
//! are a place that the translator meant to come back to.
//!
//! It leaves alone single words, names, and what stands in quotation marks, brackets or
//! between asterisks: titles and quotations are kept on purpose.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::Word;
use crate::notice::Severity;
use crate::text::language::is_function_word;

pub(super) const RULE: Rule = Rule {
    id: "partial",
    severity: Severity::Warning,
    mqm: "untranslated",
    about: "words of the source language stand in the translation",
    about_fr: "des mots de la langue source figurent dans la traduction",
    cases: include_str!("partial.cases"),
    source: include_str!("partial.rs"),
};

pub(super) const FINDS: Finds = Finds::InWords(find);

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    let words = &view.tgt.words;
    let is_left = |word: &Word| !word.is_capital && context.tongues.speaks(&word.form, Side::Src);
    let mut at = 0;
    while at < words.len() {
        let n = words[at..].iter().take_while(|word| is_left(word)).count();
        let run = &words[at..at + n];
        let is_grammar =
            run.iter().filter(|word| is_function_word(&word.form, view.src.lang)).count();
        let is_inside_name = at > 0
            && words[at - 1].is_capital
            && words.get(at + n).is_some_and(|word| word.is_capital);
        if n >= 2 && is_grammar >= 1 && !is_inside_name {
            let span = run[0].span.start..run[n - 1].span.end;
            if !is_quoted(view.tgt.text, span.start) {
                let message = format!("`{}` is not translated", &view.tgt.text[span.clone()]);
                findings.push(Finding::new(Id::Partial, Side::Tgt, span, message));
            }
        }
        at += n.max(1);
    }
}

/// Tells whether a place lies inside quotation marks, brackets or italics.
fn is_quoted(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let n = |mark: char| before.chars().filter(|c| *c == mark).count();
    n('"') % 2 == 1
        || n('“') > n('”')
        || n('«') > n('»')
        || n('(') > n(')')
        || n('[') > n(']')
        || n('*') % 2 == 1
        || n('‘') > n('’')
}
