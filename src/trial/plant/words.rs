//! Leaves out and puts in clauses, words, marks, and changes names.

use super::{Planter, numbers, runs};
use std::ops::Range;

/// Clauses of fewer words are not whole clauses. By hand.
const MIN_CLAUSE_WORDS: usize = 5;

const NAMES: [&str; 10] = [
    "Johnson",
    "Dubois",
    "Henderson",
    "Okafor",
    "Manchester",
    "Larsson",
    "Toulouse",
    "Petrov",
    "Ramirez",
    "Whitfield",
];
const ACRONYMS: [&str; 6] = ["IMF", "WHO", "BBC", "OPEC", "NASA", "UNESCO"];

impl Planter<'_> {
    pub(super) fn neighbor(&mut self, idx: usize) -> Option<String> {
        let neighbor = if idx + 1 < self.pairs.len() { idx + 1 } else { idx.checked_sub(1)? };
        let other = &self.pairs[neighbor];
        let is_same = other.src == self.pairs[idx].src
            || other.tgt == self.pairs[idx].tgt
            || other.tgt.trim().is_empty();
        (!is_same).then(|| other.tgt.clone())
    }

    pub(super) fn without_one(&mut self, text: &str, marks: &[char]) -> Option<String> {
        let hits: Vec<(usize, char)> =
            text.char_indices().filter(|(_, c)| marks.contains(c)).collect();
        let (at, mark) = self.choose(&hits)?;
        Some(format!("{}{}", &text[..at], &text[at + mark.len_utf8()..]))
    }

    pub(super) fn doubled_word(&mut self, text: &str) -> Option<String> {
        let words: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                text[run.clone()].chars().all(char::is_lowercase)
                    && text[run.end..].starts_with(' ')
                    && run.len() > 1
            })
            .collect();
        let word = self.choose(&words)?;
        Some(format!("{} {}", &text[..word.end], &text[word.start..]))
    }

    pub(super) fn doubled_space(&mut self, text: &str) -> Option<String> {
        let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let at = self.choose(&spaces)?;
        Some(format!("{} {}", &text[..at], &text[at..]))
    }

    /// Cuts what stands between two commas, or between a comma and the end.
    pub(super) fn without_clause(&mut self, text: &str) -> Option<String> {
        let clauses = clauses(text);
        let clause = self.choose(&clauses)?;
        Some(format!("{}{}", &text[..clause.start], &text[clause.end..]))
    }

    /// Puts a clause of another pair, far away, behind a comma of this one.
    pub(super) fn with_clause(&mut self, idx: usize) -> Option<String> {
        let text = &self.pairs[idx].tgt;
        let n = self.pairs.len();
        let start = (idx + n / 2) % n;
        let clause = (0..n.min(50)).find_map(|step| {
            let other = &self.pairs[(start + step) % n].tgt;
            let clause = clauses(other).into_iter().next()?;
            Some(other[clause].trim_end_matches(['.', '!', '?']).to_owned())
        })?;
        let at = text.find(',').unwrap_or(text.trim_end_matches(['.', '!', '?']).len());
        Some(format!("{}{clause}{}", &text[..at], &text[at..]))
    }

    /// Replaces a name that both sides spell alike at its start.
    pub(super) fn other_name(&mut self, src: &str, text: &str) -> Option<String> {
        let names: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                let word = &text[run.clone()];
                let before = text[..run.start].trim_end();
                let is_inside = before.ends_with(|c: char| c.is_lowercase() || c == ',');
                let start: String = word.chars().take(3).collect();
                let is_shared = runs(src, char::is_alphabetic)
                    .iter()
                    .any(|run| src[run.clone()].starts_with(&start));
                let is_other = numbers::MONTHS.contains(&word)
                    || NAMES.contains(&word)
                    || word.ends_with("day");
                is_inside
                    && is_shared
                    && !is_other
                    && word.len() > 3
                    && word.starts_with(char::is_uppercase)
                    && word.chars().skip(1).all(char::is_lowercase)
                    && text[run.end..].starts_with([' ', ',', '.'])
                    && !text[run.end..].trim_start().starts_with(char::is_uppercase)
            })
            .collect();
        let name = self.choose(&names)?;
        let other = self.choose(&NAMES)?;
        Some(format!("{}{other}{}", &text[..name.start], &text[name.end..]))
    }

    pub(super) fn other_acronym(&mut self, text: &str) -> Option<String> {
        let acronyms: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                run.len() >= 2
                    && run.len() <= 6
                    && text[run.clone()].chars().all(|c| c.is_ascii_uppercase() && c != 'I')
            })
            .collect();
        let acronym = self.choose(&acronyms)?;
        let others: Vec<&str> =
            ACRONYMS.into_iter().filter(|other| *other != &text[acronym.clone()]).collect();
        let other = self.choose(&others)?;
        Some(format!("{}{other}{}", &text[..acronym.start], &text[acronym.end..]))
    }
}

/// Returns the clauses that can be cut: from a comma to before the next one or
/// to before the final mark.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let end = text.trim_end().trim_end_matches(['.', '!', '?', '"', '”', '»', ' ']).len();
    let is_comma = |at: &usize| text[at + 1..].starts_with(' ');
    let commas: Vec<usize> =
        text.match_indices(',').map(|(at, _)| at).filter(is_comma).chain([end]).collect();
    let pairs = commas.windows(2).map(|pair| pair[0]..pair[1]);
    let is_clause = |clause: &Range<usize>| {
        clause.start < clause.end
            && text[clause.clone()].split_whitespace().count() > MIN_CLAUSE_WORDS
    };
    pairs.filter(is_clause).collect()
}
