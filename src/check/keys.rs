//! Reads keys and chords: `Ctrl+C`, `Maj+Suppr`, `Échap`, `F5`.
//!
//! The keys that have other names in French stand in `data/keys.txt`.

use crate::text::words::fold_accents;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The one name of each key, by all of its names without accents in lower case.
static KEYS: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/keys.txt").lines().filter(|line| !line.starts_with('#'));
    let mut keys = FxHashMap::default();
    for line in lines {
        let mut names = line.split_whitespace();
        let Some(first) = names.next() else { continue };
        for name in std::iter::once(first).chain(names) {
            keys.insert(fold_accents(&name.replace('_', " ").to_lowercase()), first);
        }
    }
    keys
});

/// Keys that are held while another is pressed.
const MODIFIERS: [&str; 8] = ["ctrl", "alt", "shift", "cmd", "meta", "super", "altgr", "option"];

/// Keys pressed together, with their place.
#[derive(Clone, Debug)]
pub(super) struct Chord {
    pub(super) span: Range<usize>,
    /// The names of the keys, the modifiers in a fixed order.
    pub(super) keys: Vec<String>,
}

/// Tells whether two forms, in lower case without accents, name one key.
pub(super) fn agree(one: &str, other: &str) -> bool {
    KEYS.get(one).is_some_and(|key| KEYS.get(other) == Some(key))
}

fn key(name: &str) -> Option<String> {
    let form = fold_accents(&name.to_lowercase());
    if let Some(known) = KEYS.get(&form) {
        return Some((*known).to_owned());
    }
    let is_function = form.strip_prefix('f').is_some_and(|n| n.parse().is_ok_and(|n: u8| n <= 24));
    (name.chars().count() == 1 && !name.starts_with(char::is_whitespace) || is_function)
        .then_some(form)
}

/// Returns the chords of a text: a modifier, then keys joined by `+` or `-`.
pub(super) fn chords(text: &str) -> Vec<Chord> {
    let mut chords = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive(|c: char| c.is_whitespace() || "()«»\"“”,;<>[]".contains(c))
    {
        let start = at;
        at += token.len();
        let token = token
            .trim_end_matches(|c: char| c.is_whitespace() || "()«»\"“”,;<>[].:!?'’".contains(c));
        let Some(keys) = chord(token) else { continue };
        chords.push(Chord { span: start..start + token.len(), keys });
    }
    chords
}

fn chord(token: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> =
        if token.contains('+') { token.split('+').collect() } else { token.split('-').collect() };
    if parts.len() < 2 {
        return None;
    }
    // `Ctrl++` is the plus key.
    let parts = parts.iter().filter(|part| !part.is_empty());
    let mut keys: Vec<String> = parts.map(|part| key(part)).collect::<Option<_>>()?;
    let is_modifier = |key: &String| MODIFIERS.contains(&key.as_str());
    if !keys.first().is_some_and(is_modifier) {
        return None;
    }
    keys.sort_by_key(|key| (!is_modifier(key), key.clone()));
    Some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_the_same_whatever_the_language() {
        let keys = |text: &str| -> Vec<Vec<String>> {
            chords(text).into_iter().map(|chord| chord.keys).collect()
        };
        assert_eq!(keys("Appuyez sur Ctrl+Maj+Suppr."), keys("Press (Shift+Ctrl+Del)."));
        assert_eq!(keys("Alt-F4"), keys("Alt+F4"));
        assert_ne!(keys("Ctrl+C"), keys("Ctrl+V"));
        assert!(keys("porte-clé, a+b, Fin-de-semaine, contrôle-qualité").is_empty());
        assert!(agree("echap", "esc") && !agree("echap", "tab"));
    }
}
