//! Compares what the two sides deny.
//!
//! A negation is counted where the grammar shows one (`ne … pas`, `n't`); what
//! denies by its meaning (`without`, `fail`, `unlikely`) explains one of the
//! other side but is never missed. `ne … que` is `only`, and `ne` alone may be
//! empty, so both only explain.

use super::finding::{Finding, Side};
use super::view::{SideView, View, Word};
use super::words::side_of;
use crate::finding::Severity;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

const DATA: &str = include_str!("data/negation.txt");

/// How far `pas` may stand behind its `ne`, in words.
const REACH: usize = 7;

#[derive(Debug, Default)]
struct Words {
    lists: FxHashMap<(&'static str, &'static str), FxHashSet<&'static str>>,
    starts: FxHashMap<&'static str, Vec<&'static str>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in DATA.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let (Some(lang), Some(kind)) = (fields.next(), fields.next()) else { continue };
        for field in fields {
            match field.strip_suffix('*') {
                Some(start) => words.starts.entry(lang).or_default().push(start),
                None => _ = words.lists.entry((lang, kind)).or_default().insert(field),
            }
        }
    }
    words
});

impl Words {
    fn has(&self, lang: &str, kind: &str, word: &str) -> bool {
        self.lists.iter().any(|((l, k), words)| *l == lang && *k == kind && words.contains(word))
    }

    fn explains(&self, lang: &str, word: &str) -> bool {
        let starts = self.starts.get(lang).map_or(&[][..], Vec::as_slice);
        self.has(lang, "meaning", word) || starts.iter().any(|start| word.starts_with(start))
    }
}

/// What one side denies.
#[derive(Debug, Default)]
struct Denials {
    /// Where the grammar shows a negation.
    shown: Vec<Range<usize>>,
    /// The words that each one denies, as far as can be told.
    denied: Vec<Vec<usize>>,
    /// How many words deny by their meaning.
    n_meant: usize,
}

/// Reports a negation that one side has and the other has not.
pub(super) fn find(view: &View, findings: &mut Vec<Finding>) {
    let (src, tgt) = (denials(&view.src), denials(&view.tgt));
    let (Some(src), Some(tgt)) = (src, tgt) else { return };
    for (side, more, less) in [(Side::Src, &src, &tgt), (Side::Tgt, &tgt, &src)] {
        if more.shown.len() <= less.shown.len() + less.n_meant {
            continue;
        }
        let this = side_of(view, side);
        let linked =
            more.denied.iter().position(|words| words.iter().any(|at| this.words[*at].link > 0.1));
        let at = linked.unwrap_or(0);
        let severity = if linked.is_some() { Severity::Warning } else { Severity::Info };
        let span = more.shown[at].clone();
        let message = match side {
            Side::Src => {
                format!("`{}` seems to be denied in the source only", &this.text[span.clone()])
            }
            Side::Tgt => {
                format!("`{}` seems to be denied in the translation only", &this.text[span.clone()])
            }
        };
        findings.push(Finding::new("negation", side, span, message).of_severity(severity));
    }
}

fn denials(side: &SideView) -> Option<Denials> {
    match side.lang.tag() {
        "fr" => Some(french(&side.words)),
        "en" => Some(english(&side.words)),
        _ => None,
    }
}

fn french(words: &[Word]) -> Denials {
    let mut denials = Denials::default();
    let mut ne: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        let form = word.form.as_str();
        match form {
            "ne" | "n'" => {
                denials.n_meant += usize::from(ne.is_some());
                ne = Some(at);
            }
            _ if WORDS.has("fr", "particle", form) => match ne.take() {
                Some(from) if at - from <= REACH => {
                    denials.shown.push(words[from].span.start..word.span.end);
                    denials.denied.push(
                        (from + 1..at)
                            .chain(at + 1..(at + 4).min(words.len()))
                            .filter(|idx| words[*idx].is_content)
                            .collect(),
                    );
                }
                _ => denials.n_meant += 1,
            },
            _ if WORDS.explains("fr", form) => denials.n_meant += 1,
            _ => {}
        }
    }
    denials.n_meant += usize::from(ne.is_some());
    denials
}

fn english(words: &[Word]) -> Denials {
    let mut denials = Denials::default();
    for (at, word) in words.iter().enumerate() {
        let form = word.form.as_str();
        let is_clitic = form == "t"
            && at > 0
            && WORDS.has("en", "auxiliary", &words[at - 1].form)
            && words[at - 1].span.end < word.span.start;
        if is_clitic || WORDS.has("en", "particle", form) {
            let from = if is_clitic { at - 1 } else { at };
            denials.shown.push(words[from].span.start..word.span.end);
            denials.denied.push(
                (at.saturating_sub(2)..(at + 5).min(words.len()))
                    .filter(|idx| words[*idx].is_content)
                    .collect(),
            );
        } else if WORDS.explains("en", form) {
            denials.n_meant += 1;
        }
    }
    denials
}
