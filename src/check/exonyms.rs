//! Knows places and peoples that have another name in English, from
//! `data/exonyms.txt`.

use crate::text::words::fold_accents;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static EXONYMS: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut exonyms: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let lines = include_str!("data/exonyms.txt").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let mut forms = line.split_whitespace().map(|form| fold_accents(&form.to_lowercase()));
        let Some(french) = forms.next() else { continue };
        for english in forms {
            exonyms.entry(english.clone()).or_default().push(french.clone());
            exonyms.entry(french.clone()).or_default().push(english);
        }
    }
    exonyms
});

/// Tells whether a word is a name of the list, in either language.
pub(super) fn is_listed(form: &str) -> bool {
    EXONYMS.contains_key(&fold_accents(form))
}

/// Returns the other names of a form without accents.
pub(super) fn others(form: &str) -> &'static [String] {
    EXONYMS.get(form).map_or(&[], Vec::as_slice)
}

/// Tells whether two forms without accents name the same.
pub(super) fn agree(one: &str, other: &str) -> bool {
    EXONYMS.get(one).is_some_and(|others| others.iter().any(|form| form == other))
}
