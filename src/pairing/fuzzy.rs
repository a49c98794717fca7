//! Finds texts that are nearly the same, and says in which words they differ.
//!
//! Two texts are as similar as the words that need not change to get from one to
//! the other (Levenshtein 1966, over words), white space, capitals and marks aside.
//! Only texts that share a rare word are compared, so that a memory of a million
//! sentences is searched in the time of a few.

use rustc_hash::FxHashMap;

/// How many of the rarest words of a text are looked up. By hand: texts that are
/// nearly the same share most of theirs.
const MAX_PROBES: usize = 6;

/// A word that stands in more texts than this leads nowhere.
const MAX_POSTINGS: usize = 2_000;

/// A text that is nearly the same as another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similar {
    /// Its position in the index.
    pub at: usize,
    /// The share of the words that are the same, from 0 to 1.
    pub score: f64,
}

/// Texts by their words.
#[derive(Debug, Default)]
pub struct Index {
    numbers: FxHashMap<String, u32>,
    texts: Vec<Vec<u32>>,
    postings: Vec<Vec<u32>>,
}

impl Index {
    /// Returns the index of some texts.
    #[must_use]
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Index {
        let mut index = Index::default();
        for text in texts {
            let at = u32::try_from(index.texts.len()).unwrap_or(u32::MAX);
            let mut numbers = Vec::new();
            for word in words(text) {
                let next = u32::try_from(index.postings.len()).unwrap_or(u32::MAX);
                let number = *index.numbers.entry(word).or_insert(next);
                if number == next {
                    index.postings.push(Vec::new());
                }
                let posting = &mut index.postings[number as usize];
                if posting.last() != Some(&at) {
                    posting.push(at);
                }
                numbers.push(number);
            }
            index.texts.push(numbers);
        }
        index
    }

    /// Returns the text most like this one, if it is at least `min_score` like it;
    /// the first of equals.
    #[must_use]
    pub fn best(&self, text: &str, min_score: f64) -> Option<Similar> {
        // Words that no text has get numbers that no text has.
        let unknown = u32::MAX;
        let words: Vec<u32> =
            words(text).map(|word| self.numbers.get(&word).copied().unwrap_or(unknown)).collect();
        let mut probes: Vec<u32> =
            words.iter().copied().filter(|number| *number != unknown).collect();
        probes.sort_by_key(|number| (self.postings[*number as usize].len(), *number));
        probes.dedup();
        let mut candidates: Vec<u32> = probes
            .iter()
            .take(MAX_PROBES)
            .map(|number| &self.postings[*number as usize])
            .filter(|posting| posting.len() <= MAX_POSTINGS)
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut best: Option<Similar> = None;
        for at in candidates {
            let score = similarity(&words, &self.texts[at as usize]);
            if score >= min_score && best.is_none_or(|best| score > best.score) {
                best = Some(Similar { at: at as usize, score });
            }
        }
        best
    }
}

/// Returns how similar two texts are, from 0 to 1.
#[must_use]
pub fn similar(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<String>, Vec<String>) = (words(a).collect(), words(b).collect());
    similarity(&a, &b)
}

/// Words that stand in one text in the place of words in another; either may be
/// blank.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// The words of the first text.
    pub from: String,
    /// The words of the second.
    pub to: String,
}

/// Returns in which words two texts differ, in their order.
#[must_use]
pub fn changes(from: &str, to: &str) -> Vec<Change> {
    let (a, b): (Vec<String>, Vec<String>) = (words(from).collect(), words(to).collect());
    let table = distances(&a, &b);
    let (mut i, mut j) = (a.len(), b.len());
    let mut changes: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    let mut is_open = false;
    while i > 0 || j > 0 {
        let at = |i: usize, j: usize| table[i * (b.len() + 1) + j];
        if i > 0 && j > 0 && a[i - 1] == b[j - 1] && at(i, j) == at(i - 1, j - 1) {
            (i, j, is_open) = (i - 1, j - 1, false);
            continue;
        }
        if !is_open {
            changes.push((Vec::new(), Vec::new()));
            is_open = true;
        }
        let Some((from, to)) = changes.last_mut() else { break };
        if i > 0 && j > 0 && at(i, j) == at(i - 1, j - 1) + 1 {
            from.push(&a[i - 1]);
            to.push(&b[j - 1]);
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && at(i, j) == at(i - 1, j) + 1 {
            from.push(&a[i - 1]);
            i -= 1;
        } else {
            to.push(&b[j - 1]);
            j -= 1;
        }
    }
    let joined = |words: Vec<&str>| words.into_iter().rev().collect::<Vec<_>>().join(" ");
    let change = |(from, to)| Change { from: joined(from), to: joined(to) };
    changes.into_iter().rev().map(change).collect()
}

fn similarity<T: PartialEq>(a: &[T], b: &[T]) -> f64 {
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    let table = distances(a, b);
    let distance = table.last().copied().unwrap_or(0);
    1.0 - distance as f64 / longest as f64
}

/// Returns how many words must change from each start of `a` to each start of `b`,
/// row by row.
fn distances<T: PartialEq>(a: &[T], b: &[T]) -> Vec<usize> {
    let width = b.len() + 1;
    let mut table: Vec<usize> = (0..=b.len()).collect();
    table.resize((a.len() + 1) * width, 0);
    for (i, x) in a.iter().enumerate() {
        table[(i + 1) * width] = table[i * width] + 1;
        for (j, y) in b.iter().enumerate() {
            let diagonal = table[i * width + j] + usize::from(x != y);
            let up = table[i * width + j + 1] + 1;
            let left = table[(i + 1) * width + j] + 1;
            table[(i + 1) * width + j + 1] = diagonal.min(up).min(left);
        }
    }
    table
}

/// Returns the words of a text in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_text_is_found_with_its_score() {
        let index = Index::new(["Il pleut depuis deux jours.", "Je lis un livre.", "Il pleut."]);
        let best = index.best("Il pleut depuis trois jours !", 0.7).unwrap();
        assert_eq!((0, "0.80"), (best.at, format!("{:.2}", best.score).as_str()));
        assert_eq!(Some(Similar { at: 1, score: 1.0 }), index.best("je lis, un livre", 0.7));
        assert_eq!(None, index.best("Tout autre chose.", 0.7));
        assert_eq!(None, index.best("", 0.7));
    }

    #[test]
    fn the_words_that_differ_are_said() {
        let shown = |from, to| {
            let change = |change: &Change| format!("{}>{}", change.from, change.to);
            changes(from, to).iter().map(change).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            "deux>trois",
            shown("Il pleut depuis deux jours.", "Il pleut depuis trois jours")
        );
        assert_eq!(">encore", shown("Il pleut.", "Il pleut encore."));
        assert_eq!("a>b d>", shown("a c d", "b c"));
        assert_eq!("", shown("Il pleut !", "il pleut"));
    }

    #[test]
    fn similarity_is_the_share_of_words_that_stay() {
        assert!((similar("a b c d", "a b x d") - 0.75).abs() < 1e-9);
        assert!((similar("", "") - 1.0).abs() < 1e-9);
    }
}
