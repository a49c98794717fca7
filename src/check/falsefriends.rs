//! Shows words that may have been translated by their false friends.
//!
//! `actuellement` is `currently`, not `actually`. Many are right now and then,
//! so this never says more than that a person may want to look.

use super::finding::{Finding, Side};
use super::view::View;
use std::sync::LazyLock;

struct FalseFriend {
    french: &'static str,
    english: &'static str,
    means: String,
}

/// The list, from `data/false-friends.txt`: `FRENCH ENGLISH what it means`.
static LIST: LazyLock<Vec<FalseFriend>> = LazyLock::new(|| {
    let lines =
        include_str!("data/false-friends.txt").lines().filter(|line| !line.starts_with('#'));
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

/// Reports false friends that face each other.
pub(super) fn find(view: &View, findings: &mut Vec<Finding>) {
    if view.src.lang.tag() != "fr" || view.tgt.lang.tag() != "en" {
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
        let finding = Finding::new("false-friend", Side::Tgt, tgt.span.clone(), message);
        findings.push(finding.facing(src.span.clone()).suggest(&friend.means));
    }
}
