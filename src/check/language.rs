//! Finds what is not translated: blank sides, copies, other languages, leftovers.
//!
//! A word speaks for a language if that language's lexicon or its list of
//! commonest words has it and the other's has not. Names speak for none.

use super::finding::{Finding, Side, whole};
use super::view::{SideView, View, Word};
use crate::finding::Severity;
use crate::lang::Apostrophe;
use crate::lang::Lang;
use crate::text::language::is_function_word;
use crate::text::words::{is_mark, words};

/// A text speaks another language with at least so many words of it, and this
/// many times as many as of its own. By hand on the news and on planted copies.
const MIN_FOREIGN: usize = 3;
const FOREIGN_LEAD: usize = 3;

/// A copy of so many words in lower case is no name or heading.
const MIN_COPIED: usize = 4;

/// Tells which words belong to one language only.
pub(super) struct Tongues<'a> {
    src: &'a Lang,
    tgt: &'a Lang,
    knows: &'a dyn Fn(&str, Side) -> bool,
}

impl<'a> Tongues<'a> {
    pub(super) fn new(
        src: &'a Lang,
        tgt: &'a Lang,
        knows: &'a dyn Fn(&str, Side) -> bool,
    ) -> Tongues<'a> {
        Tongues { src, tgt, knows }
    }

    /// Tells whether a word is one of a side's language and not of the other's.
    fn speaks(&self, form: &str, side: Side) -> bool {
        let (own, other) = match side {
            Side::Src => (self.src, self.tgt),
            Side::Tgt => (self.tgt, self.src),
        };
        if form.chars().count() < 2
            || is_function_word(form, other)
            || (self.knows)(form, side.other())
        {
            return false;
        }
        is_function_word(form, own) || (self.knows)(form, side)
    }
}

/// Reports a blank side. A pair that people or the aligner left one-sided is an
/// omission or an addition; in a plain table it is a hole.
pub(super) fn find_empty(view: &View, findings: &mut Vec<Finding>) {
    let is_blank = |side: &SideView| side.text.trim().is_empty();
    let is_bead = !view.pair.src_ids.is_empty() || !view.pair.tgt_ids.is_empty();
    let finding = match (is_blank(&view.src), is_blank(&view.tgt)) {
        (false, true) if is_bead => {
            Finding::new("omission", Side::Src, whole(view, Side::Src), "this has no translation")
        }
        (true, false) if is_bead => {
            Finding::new("addition", Side::Tgt, whole(view, Side::Tgt), "this translates nothing")
        }
        (false, true) => Finding::new("empty", Side::Tgt, 0..0, "the translation is blank"),
        (true, false) => Finding::new("empty", Side::Src, 0..0, "the source is blank"),
        _ => return,
    };
    findings.push(finding);
}

/// Reports a translation that is the source, or in the source's language.
pub(super) fn find_untranslated(view: &View, tongues: &Tongues, findings: &mut Vec<Finding>) {
    if view.src.lang == view.tgt.lang || view.tgt.text.trim().is_empty() {
        return;
    }
    let span = whole(view, Side::Tgt);
    if is_copy(view.src.text, view.tgt.text) {
        let n_lower = view.tgt.words.iter().filter(|word| !word.is_capital).count();
        let is_surely_foreign =
            view.tgt.words.iter().any(|word| {
                tongues.speaks(&word_form(word, view.src.text, view.src.lang), Side::Src)
            });
        let is_native = view.tgt.words.iter().any(|word| tongues.speaks(&word.form, Side::Tgt));
        let severity = match (is_surely_foreign, is_native) {
            (true, _) => Severity::Error,
            (false, false) if n_lower >= MIN_COPIED => Severity::Error,
            (false, false) if n_lower >= 1 && view.tgt.words.len() >= 2 => Severity::Warning,
            _ => Severity::Info,
        };
        if !view.tgt.words.is_empty() {
            findings.push(
                Finding::new("untranslated", Side::Tgt, span, "the translation is the source")
                    .of_severity(severity),
            );
        }
        return;
    }
    for side in [Side::Tgt, Side::Src] {
        let this = if side == Side::Tgt { &view.tgt } else { &view.src };
        let count =
            |of: Side| this.words.iter().filter(|word| tongues.speaks(&word.form, of)).count();
        let (foreign, own) = (count(side.other()), count(side));
        if foreign >= MIN_FOREIGN && foreign >= FOREIGN_LEAD * own.max(1) {
            let other = if side == Side::Tgt { view.src.lang } else { view.tgt.lang };
            let message = format!("this seems to be `{other}`");
            findings.push(Finding::new("language", side, whole(view, side), message));
        }
    }
}

/// The target's words are cut the English way; those of a copy are French.
fn word_form(word: &Word, text: &str, lang: &Lang) -> String {
    let piece = text.get(word.span.clone()).unwrap_or_default();
    words(piece, lang.apostrophe()).into_iter().next().unwrap_or_default()
}

fn is_copy(src: &str, tgt: &str) -> bool {
    let form = |text: &str| {
        words(text, Apostrophe::Joins).into_iter().filter(|word| !is_mark(word)).collect::<Vec<_>>()
    };
    form(src) == form(tgt)
}

/// Reports words of the source's language that follow each other in the
/// translation and are no name and no quotation.
pub(super) fn find_partial(view: &View, tongues: &Tongues, findings: &mut Vec<Finding>) {
    let words = &view.tgt.words;
    let is_left = |word: &Word| !word.is_capital && tongues.speaks(&word.form, Side::Src);
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
                findings.push(Finding::new("partial", Side::Tgt, span, message));
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
