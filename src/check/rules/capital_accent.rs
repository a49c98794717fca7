//! Finds French capitals without their accents: `Etat` for `État`.
//!
//! The Académie and every code of typography ask for accents on capitals; keyboards lack
//! them, so that they are the commonest slip of a French text. A word is reported if the
//! lexicon has it with an accent on its first letter.
//!
//! It leaves alone words of two letters, texts in capitals, acronyms, and
//! words that the source has too.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::Word;
use crate::notice::Severity;

pub(super) const RULE: Rule = Rule {
    id: "capital.accent",
    severity: Severity::Info,
    mqm: "typography",
    about: "a French capital lacks its accent",
    about_fr: "une capitale n’a pas son accent",
    cases: include_str!("capital_accent.cases"),
    source: include_str!("capital_accent.rs"),
};

pub(super) const FINDS: Finds = Finds::InWords(find);

/// The accented word must be so many times as common. By hand: Europarl, of which the
/// lexicon is made, has `Etats` nearly as often as `États`; `élle` is not a word at all.
const TIMES: f32 = 0.2;

/// Shorter words are too often something else (`A`, `Ca`).
const MIN_LEN: usize = 3;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    if view.tgt.lang.tag() != "fr" {
        return;
    }
    let is_candidate = |word: &&Word| {
        let written = &view.tgt.text[word.span.clone()];
        let is_loud = written.chars().nth(1).is_none_or(char::is_uppercase);
        word.is_capital && !is_loud && word.form.chars().count() >= MIN_LEN
    };
    for word in view.tgt.words.iter().filter(is_candidate) {
        let is_of_source = view.src.words.iter().any(|other| other.form == word.form);
        let Some(accented) = accented(context, &word.form).filter(|_| !is_of_source) else {
            continue;
        };
        let written = &view.tgt.text[word.span.clone()];
        let right: String = accented
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .chain(written.chars().skip(1))
            .collect();
        let message = format!("`{written}` is written `{right}`");
        let finding = Finding::new(Id::CapitalAccent, Side::Tgt, word.span.clone(), message);
        findings.push(finding.suggest(right));
    }
}

/// Returns the form with an accent on its first letter, if that is what the word is.
fn accented(context: &Context, form: &str) -> Option<String> {
    let mut chars = form.chars();
    let firsts: &[char] = match chars.next()? {
        'e' => &['é', 'ê', 'è'],
        'a' => &['â', 'à'],
        'c' => &['ç'],
        'i' => &['î'],
        'o' => &['ô'],
        _ => return None,
    };
    let rest = chars.as_str();
    let own = context.index.frequency(form, Side::Tgt);
    firsts.iter().map(|first| format!("{first}{rest}")).find(|accented| {
        let theirs = context.index.frequency(accented, Side::Tgt);
        theirs > 0.0 && theirs > TIMES * own
    })
}
