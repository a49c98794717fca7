//! Finds words of the translation that stand twice.
//!
//! `the the` is what an edit leaves behind, and no reader's eye stops at it.
//!
//! It leaves alone what good English doubles (`had had`, `that that is`, `very very`),
//! names (`Bora Bora`), and words that the source doubles too.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::{View, Word};
use crate::notice::Severity;
use crate::text::language::is_function_word;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "doubled",
    severity: Severity::Warning,
    mqm: "duplication",
    about: "a word stands twice",
    about_fr: "un mot figure deux fois",
    cases: include_str!("doubled.cases"),
    source: include_str!("doubled.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// Words that stand twice in good English: `had had`, and what is
/// repeated for emphasis or as a sound. By hand.
const MAY_DOUBLE: &[&str] = &[
    "had", "very", "no", "yes", "so", "ha", "many", "long", "bye", "never", "now", "oh", "well",
    "far", "much", "really", "hey", "ho", "ah", "la", "bla", "blah", "knock", "please", "come",
    "there", "more", "hear", "tut", "quick", "etc",
];

/// The same of good French: `nous nous sommes vus`, `il a fait faire faire`. By hand.
const MAY_DOUBLE_IN_FRENCH: &[&str] = &[
    "nous",
    "vous",
    "très",
    "non",
    "oui",
    "tout",
    "bien",
    "loin",
    "vite",
    "plus",
    "encore",
    "jamais",
    "ah",
    "oh",
    "ha",
    "hé",
    "bla",
    "si",
    "faire",
    "petit",
    "doucement",
    "peu",
    "bon",
    "mais",
    "tiens",
    "allons",
    "etc",
    "ho",
    "là",
    "pin",
    "pan",
    "toc",
    "chut",
    "merci",
    "voyons",
];

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    let (src, tgt) = (doubled(view, Side::Src), doubled(view, Side::Tgt));
    let emphasis = src.iter().any(|(form, _)| !is_function_word(form, view.src.lang));
    for (form, span) in tgt {
        let may_double =
            if view.tgt.lang.tag() == "fr" { MAY_DOUBLE_IN_FRENCH } else { MAY_DOUBLE };
        let may = may_double.contains(&form.as_str())
            || is_kept_beside_its_translation(context, &form)
            || form == "that" && is_before_a_verb(&view.tgt.text[span.end..])
            || emphasis && !is_function_word(&form, view.tgt.lang);
        if !may {
            let message = format!("`{form}` stands twice");
            let finding = Finding::new(Id::Doubled, Side::Tgt, span, message);
            let once = view.tgt.text[finding.span.clone()].split_whitespace().next();
            let once = once.unwrap_or_default();
            // `that that other name` is good English, if rare.
            findings.push(if form == "that" {
                finding.suggest(once).of_severity(Severity::Info)
            } else {
                finding.replace_with(once)
            });
        }
    }
}

/// Tells whether the source has the word as it is, and its language does not: the name
/// of something, beside which its translation stands (`the webhook webhook`).
fn is_kept_beside_its_translation(context: &Context, form: &str) -> bool {
    let has = context.view.src.words.iter().any(|word| word.form == form);
    has && !context.knows(form, Side::Src)
}

/// Tells whether a verb follows, whose subject the second `that` is: `I think that
/// that is so`.
fn is_before_a_verb(rest: &str) -> bool {
    const VERBS: [&str; 16] = [
        "is", "was", "will", "would", "can", "could", "has", "had", "should", "may", "might",
        "must", "does", "did", "means", "makes",
    ];
    let next = rest.split_whitespace().next().unwrap_or("");
    VERBS.contains(&next.trim_end_matches([',', '.', ';']))
}

/// Returns the words of a side that follow themselves with only white space
/// between.
fn doubled(view: &View, side: Side) -> Vec<(String, Range<usize>)> {
    let this = view.side(side);
    let is_twice = |pair: &&[Word]| {
        let gap = &this.text[pair[0].span.end..pair[1].span.start];
        // `peut-être être`, `the the-`
        let is_compound = this.text[pair[1].span.end..].starts_with('-')
            || this.text[..pair[0].span.start].ends_with('-');
        // `le serveur FTP ftp`
        let is_loud = |word: &Word| {
            let written = &this.text[word.span.clone()];
            written.chars().nth(1).is_some_and(char::is_uppercase)
        };
        let is_name = is_compound
            || pair[0].is_capital && pair[1].is_capital
            || is_loud(&pair[0]) != is_loud(&pair[1]);
        let is_word = pair[0].form.chars().count() > 1 || pair[0].form == "a";
        pair[0].form == pair[1].form
            && !gap.is_empty()
            && gap.chars().all(char::is_whitespace)
            && !is_name
            && is_word
    };
    let found = this.words.windows(2).filter(is_twice);
    found.map(|pair| (pair[0].form.clone(), pair[0].span.start..pair[1].span.end)).collect()
}
