//! Finds names that became other ones, or are misspelled.
//!
//! A name that has no counterpart proves little, since names are translated, spelled
//! otherwise and left out. A name that has none facing a name that has none either, at
//! the same place, is another matter: that conjunction is what is reported. A word that
//! nobody knows one letter off a name of the source is misspelled
//! (`src/check/misspelled.rs`).
//!
//! It leaves alone transliterations (`Poutine`, `Putin`), the exonyms of
//! `src/check/data/exonyms.txt`, offices, titles where every word has a capital, and names
//! of peoples.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::exonyms;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::keys;
use crate::check::likeness::{is_acronym, is_alike};
use crate::check::misspelled;
use crate::check::view::{SideView, View, Word, place};
use crate::notice::Severity;
use crate::text::words::fold_accents;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

pub(super) const RULE: Rule = Rule {
    id: "name",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "a name became another one",
    about_fr: "un nom est devenu un autre",
    cases: include_str!("name.cases"),
    source: include_str!("name.rs"),
};

pub(super) const FINDS: Finds = Finds::InWords(find);

/// Words that have a capital now and then and are not names.
static COMMON_CAPITALS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/common-capitals.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// A text of which more words than this share are capitalized is a title.
const TITLE_SHARE: f64 = 0.5;

/// A name stands where the words around it say, give or take so many words. By hand.
const NEAR: f32 = 8.0;

/// A name with less has nothing that translates it.
const STRANGE: f32 = 0.02;

/// A name with this link is translated.
const LINKED: f32 = 0.1;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    misspelled::find(view, &context.facts.spellings, findings);
    if is_title(&view.src) || is_title(&view.tgt) {
        return;
    }
    let mut extra = strangers(&view.tgt, &view.src);
    extra.retain(|at| !is_common(&view.tgt.words[*at].form));
    let mut missing = strangers(&view.src, &view.tgt);
    missing.retain(|at| !is_title_of_office(&view.src.words[*at].form));
    let is_weak = missing.is_empty();
    if is_weak {
        // A name that no lexicon knows, facing a part of a longer name.
        missing = unlinked_capitals(&view.src, &view.tgt);
        extra.retain(|at| {
            let word = &view.tgt.words[*at];
            word.is_kept.is_none() || exonyms::is_listed(&word.form)
        });
    }
    // Those that stand where each other would come first, then the rest in order.
    for must_fit in [true, false] {
        missing.retain(|src| {
            let Some(at) = extra.iter().position(|tgt| !must_fit || fits(view, *src, *tgt)) else {
                return true;
            };
            let tgt = extra.remove(at);
            findings.push(became(view, *src, tgt, must_fit && !is_weak));
            false
        });
    }
}

/// Tells whether a word is an office or a title, in whose place the other side has the name
/// (`Monsieur le Rapporteur`, `Mr Berend`; `Marshal MacMahon`, `le maréchal`).
fn is_title_of_office(form: &str) -> bool {
    const OFFICES: [&str; 18] = [
        "rapporteur",
        "rapporteure",
        "commissaire",
        "président",
        "présidente",
        "ministre",
        "monsieur",
        "madame",
        "prof",
        "professor",
        "professeur",
        "marshal",
        "maréchal",
        "general",
        "général",
        "captain",
        "colonel",
        "sergeant",
    ];
    OFFICES.contains(&form)
}

fn is_common(form: &str) -> bool {
    COMMON_CAPITALS.contains(fold_accents(form).as_str())
}

fn became(view: &View, src: usize, tgt: usize, is_sure: bool) -> Finding {
    let (src, tgt) = (&view.src.words[src], &view.tgt.words[tgt]);
    let (src_text, tgt_text) = (&view.src.text[src.span.clone()], &view.tgt.text[tgt.span.clone()]);
    let message = format!("the name `{src_text}` seems to have become `{tgt_text}`");
    // A town may stand for its country (`Berlin`, `Germany`), which has another name in the
    // other language, but not for another town (`Munich`).
    let is_country = exonyms::is_listed(&tgt.form) && tgt.is_kept != Some(true);
    let is_place = is_country && !exonyms::is_listed(&src.form);
    // `Interprétation des mentions`, `Construction of references`: what opens a sentence
    // is a name only if a list says so.
    let opens = |word: &Word| word.is_initial && word.position.is_some();
    let is_listed = exonyms::is_listed(&src.form) || exonyms::is_listed(&tgt.form);
    let are_words = opens(src) && opens(tgt) && !is_listed;
    let is_sure = is_sure && !is_place && !are_words && !is_of_a_people(&tgt.form);
    let severity = if is_sure { Severity::Warning } else { Severity::Info };
    let finding = Finding::new(Id::Name, Side::Tgt, tgt.span.clone(), message);
    finding.facing(src.span.clone()).of_severity(severity)
}

/// Tells whether a name can have become another: they stand at the same place,
/// and the other part of a longer name (`Steve` of `Steve Jobs`) is still beside it.
fn fits(view: &View, src: usize, tgt: usize) -> bool {
    let (words, others) = (&view.src.words, &view.tgt.words);
    let is_near = |at: f32, other: usize| (at - other as f32).abs() <= NEAR;
    let is_placed = is_near(place(words, &(src..src + 1), others.len()), tgt)
        || is_near(place(others, &(tgt..tgt + 1), words.len()), src);
    let beside = [src.checked_sub(1), Some(src + 1)].into_iter().flatten();
    let rest = beside.filter_map(|at| {
        let word = words.get(at).filter(|word| word.is_capital && word.link >= LINKED)?;
        let between = src.min(at);
        let gap = &view.src.text[words[between].span.end..words[between + 1].span.start];
        word.partner.filter(|_| gap == " ")
    });
    is_placed && rest.into_iter().all(|partner| partner.abs_diff(tgt) <= 2)
}

/// Tells whether an English name is that of a people: `Ecuadorian` for `de l'Équateur`.
fn is_of_a_people(form: &str) -> bool {
    ["ian", "ians", "ean", "eans", "ese", "ish", "can", "cans"]
        .iter()
        .any(|end| form.ends_with(end))
}

/// Tells whether a text is a title, where every word may have a capital. A short
/// sentence may have as many names (`Mrs Lagarde spoke in Munich.`): its other words of
/// content have none.
fn is_title(side: &SideView) -> bool {
    let n_capital = side.words.iter().filter(|word| word.is_capital).count();
    let is_small = |word: &Word| word.is_content && !word.is_capital;
    let is_capitalized = n_capital as f64 > TITLE_SHARE * side.words.len() as f64;
    side.words.len() < 3 || (is_capitalized && !side.words.iter().any(is_small))
}

/// Returns the names of a side that nothing on the other side resembles.
fn strangers(side: &SideView, other: &SideView) -> Vec<usize> {
    let is_stranger = |at: &usize| {
        let word = &side.words[*at];
        let written = &side.text[word.span.clone()];
        is_name(word, written) && word.link < STRANGE && !has_likeness(*at, word, other)
    };
    (0..side.words.len()).filter(is_stranger).collect()
}

/// Returns the words with a capital inside a sentence that have no link: parts of
/// names such as `Chambre des communes`, which may have become another name.
fn unlinked_capitals(side: &SideView, other: &SideView) -> Vec<usize> {
    let is_unlinked = |at: &usize| {
        let word = &side.words[*at];
        let is_short = side.text[word.span.clone()].chars().count() < 4;
        let is_inside = word.is_capital && !word.is_initial && word.is_content && !is_short;
        is_inside && word.link < STRANGE && !has_likeness(*at, word, other)
    };
    (0..side.words.len()).filter(is_unlinked).collect()
}

/// Tells whether a word is surely a name: translated by itself or by an exonym,
/// or unknown and capitalized inside a sentence.
fn is_name(word: &Word, written: &str) -> bool {
    let is_listed = word.is_kept == Some(true) || exonyms::is_listed(&word.form);
    let is_stranger = word.position.is_none() && !word.is_initial;
    // `UNBUNDLED` is a word written loud.
    let is_loud = written.chars().count() > 4 && written.chars().all(char::is_uppercase);
    word.is_capital
        && !is_loud
        && written.chars().count() >= 3
        && !is_acronym(written)
        && word.is_content
        && (is_listed || is_stranger)
}

/// Tells whether a word of the other side is spelled much like the name at `at`
/// and translates nothing else.
fn has_likeness(at: usize, word: &Word, other: &SideView) -> bool {
    let name = fold_accents(&word.form);
    let is_free = |candidate: &&Word| {
        candidate.link < LINKED || candidate.partner.is_none_or(|partner| partner == at)
    };
    other.words.iter().filter(|word| word.is_capital).filter(is_free).any(|candidate| {
        let candidate = fold_accents(&candidate.form);
        let is_abbreviated =
            candidate.len() >= 3 && (name.starts_with(&candidate) || candidate.starts_with(&name));
        is_abbreviated
            || exonyms::agree(&name, &candidate)
            || keys::agree(&name, &candidate)
            || is_alike(&name, &candidate)
    })
}
