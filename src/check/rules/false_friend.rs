//! Finds words that may have been translated by their false friends.
//!
//! `actuellement` is `currently`, not `actually`. The list stands in
//! `src/check/data/false-friends.txt`.
//!
//! It leaves alone words of which only one side has its half. Many pairs are right now
//! and then, so that this never says more than that a person may look.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use std::sync::LazyLock;

pub(super) const RULE: Rule = Rule {
    id: "false-friend",
    severity: Severity::Info,
    mqm: "mistranslation",
    about: "a word was translated by its false friend",
    about_fr: "un mot est traduit par son faux ami",
    cases: include_str!("false_friend.cases"),
    source: include_str!("false_friend.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

struct FalseFriend {
    french: &'static str,
    english: &'static str,
    means: String,
}

/// The list, from `../data/false-friends.txt`: `FRENCH ENGLISH what it means`.
static LIST: LazyLock<Vec<FalseFriend>> = LazyLock::new(|| {
    let lines =
        include_str!("../data/false-friends.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.splitn(3, ' ');
            Some(FalseFriend {
                french: fields.next()?,
                english: fields.next()?,
                means: fields.next()?.to_owned(),
            })
        })
        .collect()
});

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    if !view.goes("fr", "en") {
        return;
    }
    for friend in LIST.iter() {
        let Some(src) = view.src.words.iter().find(|word| word.form == friend.french) else {
            continue;
        };
        let Some(tgt) = view.tgt.words.iter().find(|word| word.form == friend.english) else {
            continue;
        };
        let message = format!("`{}` is rarely `{}`", friend.french, friend.english);
        let finding = Finding::new(Id::FalseFriend, Side::Tgt, tgt.span.clone(), message);
        findings.push(finding.facing(src.span.clone()).suggest(&friend.means));
    }
}
