//! Knows French acronyms and their English forms, from `data/acronyms.txt`.

use super::view::SideView;
use crate::text::words::fold_accents;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static ACRONYMS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("data/acronyms.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.split_whitespace();
            Some((fields.next()?, fields.collect()))
        })
        .collect()
});

/// Returns the English forms of a French acronym; none if the list lacks it.
pub(super) fn english(french: &str) -> &'static [&'static str] {
    ACRONYMS.get(french).map_or(&[], Vec::as_slice)
}

/// English acronyms for what French usually writes out. By hand on the news.
const COMMON: &[&str] = &[
    "US", "USA", "UK", "UN", "EU", "MP", "TV", "CEO", "PM", "MEP", "GDP", "GMT", "AD", "BC", "CE",
    "BCE", "AM", "OK", "PC", "DC", "LA", "NY", "II", "CFO", "HIV", "AIDS", "IT", "ID", "CD", "DVD",
    "FBI", "CIA", "NATO", "WWII", "USD", "EUR", "GBP", "CHF", "JPY", "CZK", "HUF", "PLN", "CAD",
    "AUD", "VAT", "IMF", "ECB", "GM", "VP", "HR", "PR", "NGO", "SUV", "ICU", "ER", "FM", "DJ",
    "VIP", "JR", "SR", "DR",
];

/// Tells whether English writes an acronym where French often has words.
pub(super) fn is_common(english: &str) -> bool {
    COMMON.contains(&english)
}

/// Tells whether an acronym of one side can be that of the other: the same, one
/// that the list gives, or the same letters in another order (`OTAN`, `NATO`).
pub(super) fn agree(french: &str, other: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (french, other) = (&*fold_accents(french), &*fold_accents(other));
    french == other
        || english(french).contains(&other)
        || french.len() == other.len() && french.len() > 2 && letters(french) == letters(other)
}

/// Tells whether words of the side start with the letters of an acronym, in
/// order, or the list's English form stands there in words or lower case.
pub(super) fn is_spelled_out(acronym: &str, side: &SideView) -> bool {
    let wanted: Vec<char> = acronym.to_lowercase().chars().collect();
    let words: Vec<&str> = side.words.iter().map(|word| word.form.as_str()).collect();
    let lower = acronym.to_lowercase();
    if words.iter().any(|word| {
        *word == lower || english(acronym).iter().any(|form| form.eq_ignore_ascii_case(word))
    }) {
        return true;
    }
    if wanted.len() < 3 {
        return false;
    }
    let content: Vec<char> = side
        .words
        .iter()
        .filter(|word| word.is_content)
        .filter_map(|word| word.form.chars().next())
        .collect();
    let (mut a, mut b) = (wanted, Vec::new());
    a.sort_unstable();
    content.windows(a.len()).any(|window| {
        b.clear();
        b.extend_from_slice(window);
        b.sort_unstable();
        a == b
    })
}
