//! Finds the segments of an older version of a text in a newer one.
//!
//! The evidence is used from the strongest down; what is linked is not looked at
//! again:
//!
//! 1. The same text in the same order. What stands once on both sides counts
//!    first (Bram Cohen's patience diff), so that a paragraph that moved does not
//!    take the `Oui.` of another with it.
//! 2. The same text elsewhere: if it is left once in each version, or is long and
//!    left as often in both; then what stands beside it.
//! 3. The same words cut otherwise: segments that follow each other say together
//!    what others say together.
//! 4. Between what is linked, texts that share most of their words: edited,
//!    joined or parted.
//! 5. Such texts elsewhere: edited and moved.
//!
//! Texts are the same if they differ in white space and the shapes of marks at
//! most. Nothing is known here of pairs, ids or translations.

use crate::corpus::links::{alike_elsewhere, same_elsewhere, words};
use crate::pairing::bare;
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::ops::Range;

/// A text is found again elsewhere by its words alone, or with a twin, only if
/// it has as many. By hand, as in `links`: shorter ones stand in many places.
const MIN_WORDS_ELSEWHERE: usize = 3;

/// The most segments that are joined to be compared. By hand: nobody cuts a
/// sentence into more, and the work grows with it.
const MAX_RUN: usize = 6;

/// By so many letters runs that may be the same text find each other.
const HEAD_LETTERS: usize = 4;

/// A segment of the old version with one of the new that has its words.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Match {
    pub old: usize,
    pub new: usize,
}

/// The segments of one version.
struct Version {
    /// The texts as they are compared.
    bare: Vec<String>,
    /// Their words, in small letters.
    words: Vec<Vec<String>>,
    is_linked: Vec<bool>,
}

/// A stretch that only one version has, and where it stands in the other.
struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

struct Matcher {
    old: Version,
    new: Version,
    matches: Vec<Match>,
}

/// Links the segments of two versions of a text, in the order of the old one.
pub(super) fn matches(old: &[&str], new: &[&str]) -> Vec<Match> {
    let mut matcher =
        Matcher { old: Version::new(old), new: Version::new(new), matches: Vec::new() };
    let gaps = matcher.link_same_in_order();
    matcher.link_same_elsewhere();
    matcher.link_beside();
    matcher.link_cut_otherwise(&gaps);
    for gap in &gaps {
        matcher.link_edited(gap);
    }
    matcher.link_edited_elsewhere();
    matcher.matches.sort_unstable();
    matcher.matches
}

impl Version {
    fn new(texts: &[&str]) -> Version {
        let lower = |text: &&str| {
            let text = text.to_lowercase();
            words(&text).map(str::to_owned).collect()
        };
        let bare: Vec<String> = texts.iter().map(|text| bare(text)).collect();
        // What has no text is like nothing.
        let is_linked = bare.iter().map(String::is_empty).collect();
        Version { bare, words: texts.iter().map(lower).collect(), is_linked }
    }

    fn is_open(&self, at: usize) -> bool {
        self.is_linked.get(at).is_some_and(|is_linked| !is_linked)
    }

    fn open(&self) -> impl Iterator<Item = usize> {
        (0..self.bare.len()).filter(|at| !self.is_linked[*at])
    }

    /// Returns the texts that are not linked and long enough to be known again.
    fn long_open(&self) -> Vec<usize> {
        self.open().filter(|at| self.words[*at].len() >= MIN_WORDS_ELSEWHERE).collect()
    }

    /// Returns how often each text stands among those that are not linked.
    fn counts(&self) -> FxHashMap<&str, usize> {
        let mut counts = FxHashMap::default();
        for at in self.open() {
            *counts.entry(self.bare[at].as_str()).or_insert(0) += 1;
        }
        counts
    }
}

impl Matcher {
    fn link(&mut self, old: usize, new: usize) {
        self.old.is_linked[old] = true;
        self.new.is_linked[new] = true;
        self.matches.push(Match { old, new });
    }

    fn link_same_in_order(&mut self) -> Vec<Gap> {
        let (old, new) = (self.old.bare.clone(), self.new.bare.clone());
        let mut gaps = Vec::new();
        for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                for step in 0..len {
                    if self.old.is_open(old_index + step) {
                        self.link(old_index + step, new_index + step);
                    }
                }
            } else {
                gaps.push(Gap { old: op.old_range(), new: op.new_range() });
            }
        }
        joined(gaps)
    }

    fn link_same_elsewhere(&mut self) {
        let (of_old, of_new) = (self.old.counts(), self.new.counts());
        let stands_once = |text: &str| of_old.get(text) == Some(&1) && of_new.get(text) == Some(&1);
        let wanted = |version: &Version| -> Vec<(usize, String)> {
            let is_long = |at: &usize| version.words[*at].len() >= MIN_WORDS_ELSEWHERE;
            let known = version.open().filter(|at| is_long(at) || stands_once(&version.bare[*at]));
            known.map(|at| (at, version.bare[at].clone())).collect()
        };
        for (old, new) in same_elsewhere(wanted(&self.old), wanted(&self.new)) {
            self.link(old, new);
        }
    }

    /// Links short texts that went with the longer one beside them.
    fn link_beside(&mut self) {
        let known = self.matches.clone();
        for Match { old, new } in known {
            for back in [false, true] {
                let (mut old, mut new) = (old, new);
                while let Some((next_old, next_new)) = beside(old, new, back) {
                    let is_open = self.old.is_open(next_old) && self.new.is_open(next_new);
                    if !is_open || self.old.bare[next_old] != self.new.bare[next_new] {
                        break;
                    }
                    self.link(next_old, next_new);
                    (old, new) = (next_old, next_new);
                }
            }
        }
    }

    /// Links runs of segments that are the same text when they are joined.
    fn link_cut_otherwise(&mut self, gaps: &[Gap]) {
        let mut starts: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for new in self.new.open() {
            starts.entry(head(&self.new.bare[new])).or_default().push(new);
        }
        for old in 0..self.old.bare.len() {
            let candidates = starts.get(&head(&self.old.bare[old])).cloned().unwrap_or_default();
            let run = candidates.into_iter().find_map(|new| self.same_run(old, new, gaps));
            for (old, new) in run.unwrap_or_default() {
                self.link(old, new);
            }
        }
    }

    /// Returns the links of the shortest runs from here on that are one text.
    fn same_run(&self, old: usize, new: usize, gaps: &[Gap]) -> Option<Vec<(usize, usize)>> {
        let (mut of_old, mut of_new) = (Run::new(old), Run::new(new));
        loop {
            let is_behind = of_old.len <= of_new.len;
            let (run, version) =
                if is_behind { (&mut of_old, &self.old) } else { (&mut of_new, &self.new) };
            run.extend(version)?;
            let texts = (of_old.text(&self.old), of_new.text(&self.new));
            let n_common = texts.0.len().min(texts.1.len());
            if texts.0.as_bytes()[..n_common] != texts.1.as_bytes()[..n_common] {
                return None;
            }
            if texts.0 == texts.1 {
                break;
            }
        }
        let is_here = gaps.iter().any(|gap| gap.old.contains(&old) && gap.new.contains(&new));
        let n_words: usize = of_old.places().map(|at| self.old.words[at].len()).sum();
        (is_here || n_words >= MIN_WORDS_ELSEWHERE).then(|| overlapping(self, &of_old, &of_new))
    }

    /// Links texts of a gap that share most of their words, in order.
    fn link_edited(&mut self, gap: &Gap) {
        let words_of = |version: &Version, run: &Range<usize>| -> Vec<(usize, String)> {
            let open = run.clone().filter(|at| version.is_open(*at));
            let of_text = |at: usize| version.words[at].iter().map(move |word| (at, word.clone()));
            open.flat_map(of_text).collect()
        };
        let (old, new) = (words_of(&self.old, &gap.old), words_of(&self.new, &gap.new));
        let plain = |words: &[(usize, String)]| -> Vec<String> {
            words.iter().map(|(_, word)| word.clone()).collect()
        };
        let mut n_common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for op in capture_diff_slices(Algorithm::Myers, &plain(&old), &plain(&new)) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                for step in 0..len {
                    let places = (old[old_index + step].0, new[new_index + step].0);
                    *n_common.entry(places).or_insert(0) += 1;
                }
            }
        }
        for (old, new) in self.alike(&n_common) {
            self.link(old, new);
        }
    }

    /// Returns which texts are the same but for an edit: they share more than
    /// half of the words of the longer one; or one is a part of the other, whose
    /// rest may be in its neighbors.
    fn alike(&self, n_common: &BTreeMap<(usize, usize), usize>) -> Vec<(usize, usize)> {
        let lens = |old: usize, new: usize| (self.old.words[old].len(), self.new.words[new].len());
        let is_edited = |(old, new): (usize, usize), n: usize| {
            let (n_old, n_new) = lens(old, new);
            2 * n > n_old.max(n_new)
        };
        let is_part = |(old, new): (usize, usize), n: usize| {
            let (n_old, n_new) = lens(old, new);
            4 * n > 3 * n_old.min(n_new)
        };
        let mut alike: Vec<(usize, usize)> = Vec::new();
        for (places, n) in n_common {
            let is_long_part = is_part(*places, *n) && *n >= MIN_WORDS_ELSEWHERE;
            if is_edited(*places, *n) || is_long_part {
                alike.push(*places);
            }
        }
        // A short half goes with the other half.
        let is_beside = |(old, new): (usize, usize)| {
            alike.iter().any(|(a, b)| {
                (*a == old && b.abs_diff(new) == 1) || (*b == new && a.abs_diff(old) == 1)
            })
        };
        let halves: Vec<(usize, usize)> = n_common
            .iter()
            .filter(|(places, n)| {
                let (n_old, n_new) = lens(places.0, places.1);
                **n == n_old.min(n_new) && !alike.contains(places) && is_beside(**places)
            })
            .map(|(places, _)| *places)
            .collect();
        alike.extend(halves);
        alike
    }

    fn link_edited_elsewhere(&mut self) {
        let texts = |version: &Version| -> Vec<(usize, String)> {
            let long = version.long_open().into_iter();
            long.map(|at| (at, version.words[at].join(" "))).collect()
        };
        for (old, new) in alike_elsewhere(&texts(&self.old), &texts(&self.new)) {
            self.link(old, new);
        }
    }
}

/// Joins gaps between which nothing stands.
fn joined(gaps: Vec<Gap>) -> Vec<Gap> {
    let mut joined: Vec<Gap> = Vec::with_capacity(gaps.len());
    for gap in gaps {
        match joined.last_mut() {
            Some(last) if last.old.end == gap.old.start && last.new.end == gap.new.start => {
                (last.old.end, last.new.end) = (gap.old.end, gap.new.end);
            }
            _ => joined.push(gap),
        }
    }
    joined
}

fn beside(old: usize, new: usize, back: bool) -> Option<(usize, usize)> {
    if back { old.checked_sub(1).zip(new.checked_sub(1)) } else { Some((old + 1, new + 1)) }
}

fn head(text: &str) -> String {
    text.chars().take(HEAD_LETTERS).collect()
}

/// Segments that follow each other.
struct Run {
    start: usize,
    n: usize,
    /// The bytes of their joined text.
    len: usize,
}

impl Run {
    fn new(start: usize) -> Run {
        Run { start, n: 0, len: 0 }
    }

    /// Takes the next segment in, if it is open and the run is short.
    fn extend(&mut self, version: &Version) -> Option<()> {
        let at = self.start + self.n;
        if self.n == MAX_RUN || !version.is_open(at) {
            return None;
        }
        self.n += 1;
        self.len += version.bare[at].len();
        Some(())
    }

    fn places(&self) -> Range<usize> {
        self.start..self.start + self.n
    }

    fn text(&self, version: &Version) -> String {
        version.bare[self.places()].concat()
    }
}

/// Returns which segments of two runs of one text have letters in common.
fn overlapping(matcher: &Matcher, of_old: &Run, of_new: &Run) -> Vec<(usize, usize)> {
    let spans = |run: &Run, version: &Version| -> Vec<(usize, Range<usize>)> {
        let mut end = 0;
        let span = |at: usize| {
            let start = end;
            end += version.bare[at].len();
            (at, start..end)
        };
        run.places().map(span).collect()
    };
    let of_new = spans(of_new, &matcher.new);
    let mut links = Vec::new();
    for (old, a) in spans(of_old, &matcher.old) {
        let shared = of_new.iter().filter(|(_, b)| a.start < b.end && b.start < a.end);
        links.extend(shared.map(|(new, _)| (old, *new)));
    }
    links
}

#[cfg(test)]
mod tests;
