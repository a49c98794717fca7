//! Tells how much alike two words are, and which words are acronyms.

use super::view::SideView;

/// Names that agree in this share of their letters are spelled otherwise, not
/// other names (`Poutine`, `Putin`). By hand on the news.
const ALIKE: f64 = 0.5;

/// The same for names with other first letters (`Eltsine`, `Yeltsin`; not `Edison`,
/// `Johnson`). By hand on the tuning half of the news, November 2026.
const ALIKE_BUT_FIRST: f64 = 0.6;

/// Tells whether two forms without accents are spellings of one name.
pub(super) fn is_alike(name: &str, other: &str) -> bool {
    let has_first = name.chars().next() == other.chars().next();
    likeness(name, other) >= if has_first { ALIKE } else { ALIKE_BUT_FIRST }
}

/// Returns the share of letters that two words have in common, in order.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    if longest == 0 || a.len().min(b.len()) * 10 < longest * 5 {
        return 0.0;
    }
    let mut row = vec![0usize; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()] as f64 / longest as f64
}

/// Tells whether a word is written in capitals only and is not a Roman numeral and
/// no currency, which `numbers` compares.
pub(super) fn is_acronym(written: &str) -> bool {
    let letters = written.strip_suffix('s').unwrap_or(written);
    let n = letters.chars().count();
    (2..=7).contains(&n)
        && letters.chars().all(char::is_uppercase)
        && !letters.chars().all(|c| "IVXLC".contains(c))
        && !["EUR", "GBP", "USD", "CHF", "CZK", "HUF", "CAD", "AUD", "JPY"].contains(&letters)
}

/// Tells whether most of a side is in capitals.
pub(super) fn is_shouted(side: &SideView) -> bool {
    let n_upper = side.text.chars().filter(|c| c.is_uppercase()).count();
    let n_letters = side.text.chars().filter(|c| c.is_alphabetic()).count();
    n_upper * 2 > n_letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_are_alike_and_other_names_are_not() {
        for (a, b) in [
            ("poutine", "putin"),
            ("eltsine", "yeltsin"),
            ("moscou", "moscow"),
            ("brejnev", "brezhnev"),
        ] {
            assert!(likeness(a, b) >= ALIKE, "{a} {b} {}", likeness(a, b));
        }
        for (a, b) in [("merkel", "johnson"), ("obama", "clinton"), ("paris", "london")] {
            assert!(likeness(a, b) < ALIKE, "{a} {b} {}", likeness(a, b));
        }
    }
}
