//! Pairs rows with segments by the source text that stands beside the
//! translation.
//!
//! Texts are compared without what typing changes: white space, zero-width
//! characters, the shape of apostrophes, quotes and dashes. Capitals and
//! accents count. First, a row may hold one segment or several that follow each
//! other in a paragraph, the longest run that fits; then, a segment may hold
//! several rows that follow each other, the shortest run that fits.
//!
//! A text that stands several times takes its rows in order; when it stands
//! more often than it has rows, the last of them is used again, as a memory is.
//!
//! White space is left out, not collapsed: French puts a space before `?` or
//! not, and no two sentences differ in spaces alone.

use super::fuzzy::{Change, Index, changes};
use super::{Link, Matching};
use crate::error::Place;
use crate::notice::Notice;
use crate::segment::Segment;
use crate::table::Row;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The longest run of segments in a row, and of rows in a segment. By hand:
/// cells with more sentences than this are paragraphs, which ids or the aligner
/// serve better; the work grows with it.
const MAX_RUN: usize = 6;

/// Pairs segments with the rows whose source text is theirs. What no row says
/// stays unknown. `file` names the table in messages.
#[must_use]
pub fn by_memory(src: &[Segment], rows: &[Row], file: &str) -> Matching {
    let mut matcher = Matcher {
        src: src.iter().map(|segment| bare(&segment.text)).collect(),
        rows: rows.iter().map(|row| row.src.as_deref().map(bare).unwrap_or_default()).collect(),
        is_src_used: vec![false; src.len()],
        is_row_used: vec![false; rows.len()],
        links: Vec::new(),
        n_reused: 0,
    };
    matcher.match_rows(src);
    matcher.match_runs_of_rows(src);
    let findings = reuse_finding(matcher.n_reused, file);
    Matching::new(matcher.links, src.len(), rows.len(), findings.into_iter().collect())
}

/// A segment whose text is only nearly that of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The position of the segment.
    pub segment: usize,
    /// The position of the row.
    pub row: usize,
    /// The share of the words that are the same.
    pub score: f64,
    /// The words that differ, first those of the row.
    pub changes: Vec<Change>,
}

/// Texts that are less alike say different things. By hand: one word of four.
const MIN_LIKENESS: f64 = 0.75;

/// Links the segments that are still unknown with the rows whose source text is
/// nearly theirs. A row of this text's own translation is used once; that of a memory
/// as often as it fits.
#[must_use]
pub fn nearly(src: &[Segment], rows: &[Row], matching: &mut Matching, once: bool) -> Vec<Near> {
    let unknown: Vec<usize> = matching.unknown_src.iter().cloned().flatten().collect();
    let free: FxHashSet<usize> = matching.unknown_rows.iter().copied().collect();
    let is_free = |row: usize| !once || free.contains(&row);
    let texts: Vec<&str> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| row.src.as_deref().filter(|_| is_free(at)).unwrap_or_default())
        .collect();
    if unknown.is_empty() || texts.iter().all(|text| text.is_empty()) {
        return Vec::new();
    }
    let index = Index::new(texts.iter().copied());
    let mut near: Vec<Near> = Vec::new();
    let mut used = FxHashSet::default();
    for segment in unknown {
        let Some(best) = index.best(&src[segment].text, MIN_LIKENESS) else { continue };
        if !used.insert(best.at) && once {
            continue;
        }
        let changes = changes(texts[best.at], &src[segment].text);
        near.push(Near { segment, row: best.at, score: best.score, changes });
    }
    let mut links = std::mem::take(&mut matching.links);
    links.extend(
        near.iter().map(|near| Link { src: near.segment..near.segment + 1, rows: vec![near.row] }),
    );
    let findings = std::mem::take(&mut matching.findings);
    *matching = Matching::new(links, src.len(), rows.len(), findings);
    near
}

fn reuse_finding(n_reused: usize, file: &str) -> Option<Notice> {
    let message = format!("rows used again for texts that stand several times: {n_reused}");
    (n_reused > 0).then(|| Notice::info("memory", message).at(Place::file(file)))
}

struct Matcher {
    /// The texts of both sides as they are compared; blank ones match nothing.
    src: Vec<String>,
    rows: Vec<String>,
    is_src_used: Vec<bool>,
    is_row_used: Vec<bool>,
    links: Vec<Link>,
    n_reused: usize,
}

/// The rows of one text, taken in order; the last one is never used up.
#[derive(Default)]
struct Supply {
    rows: Vec<usize>,
    n_taken: usize,
}

impl Matcher {
    /// Links each row with the segment or the run of segments that is its text.
    fn match_rows(&mut self, segments: &[Segment]) {
        let mut supplies: FxHashMap<String, Supply> = FxHashMap::default();
        for (row, text) in self.rows.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            supplies.entry(text.clone()).or_default().rows.push(row);
        }
        let mut at = 0;
        while at < self.src.len() {
            at = match self.longest_run(at, segments, &supplies) {
                Some(run) => {
                    let text = self.src[run.clone()].concat();
                    if let Some(supply) = supplies.get_mut(&text) {
                        self.take(run.clone(), supply);
                    }
                    run.end
                }
                None => at + 1,
            };
        }
    }

    fn longest_run(
        &self,
        start: usize,
        segments: &[Segment],
        supplies: &FxHashMap<String, Supply>,
    ) -> Option<Range<usize>> {
        let mut text = String::new();
        let mut longest = None;
        for at in start..self.src.len().min(start + MAX_RUN) {
            if segments[at].paragraph != segments[start].paragraph {
                break;
            }
            text.push_str(&self.src[at]);
            if supplies.contains_key(&text) {
                longest = Some(start..at + 1);
            }
        }
        longest
    }

    fn take(&mut self, src: Range<usize>, supply: &mut Supply) {
        let row = supply.rows[supply.n_taken.min(supply.rows.len() - 1)];
        self.n_reused += usize::from(supply.n_taken >= supply.rows.len());
        supply.n_taken += 1;
        self.link(src, vec![row]);
    }

    /// Links each segment that is still unknown with the run of rows that is
    /// its text.
    fn match_runs_of_rows(&mut self, segments: &[Segment]) {
        let mut unknown: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for at in (0..segments.len()).rev().filter(|at| !self.is_src_used[*at]) {
            unknown.entry(self.src[at].clone()).or_default().push(at);
        }
        let mut row = 0;
        while row < self.rows.len() {
            let run = self.shortest_run_of_rows(row, &unknown);
            let text = run.clone().map(|run| self.rows[run].concat());
            let found = text.and_then(|text| unknown.get_mut(&text)?.pop());
            row = match (run, found) {
                (Some(run), Some(at)) => {
                    self.link(at..at + 1, run.clone().collect());
                    run.end
                }
                _ => row + 1,
            };
        }
    }

    fn shortest_run_of_rows(
        &self,
        start: usize,
        unknown: &FxHashMap<String, Vec<usize>>,
    ) -> Option<Range<usize>> {
        let is_free = |row: &usize| !self.is_row_used[*row] && !self.rows[*row].is_empty();
        let mut text = String::new();
        for row in (start..self.rows.len().min(start + MAX_RUN)).take_while(is_free) {
            text.push_str(&self.rows[row]);
            if unknown.get(&text).is_some_and(|left| !left.is_empty()) {
                return Some(start..row + 1);
            }
        }
        None
    }

    fn link(&mut self, src: Range<usize>, rows: Vec<usize>) {
        self.is_src_used[src.clone()].fill(true);
        for row in &rows {
            self.is_row_used[*row] = true;
        }
        self.links.push(Link { src, rows });
    }
}

/// Returns a text without what typing changes: white space, the shapes of marks.
#[must_use]
pub fn bare(text: &str) -> String {
    text.nfc().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(plain).collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{0}')
}

/// Returns the plain form of an apostrophe, a quote, a dash.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' | '`' => '\'',
        '«' | '»' | '“' | '”' | '„' | '‟' | '″' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{segments, shown};
    use super::*;
    use proptest::prelude::*;

    fn rows(texts: &[&str]) -> Vec<Row> {
        let row = |(line, text): (u64, &&str)| Row {
            line,
            src: Some((*text).to_owned()),
            ..Row::default()
        };
        (2..).zip(texts).map(row).collect()
    }

    #[track_caller]
    fn check(paragraphs: &[&[&str]], texts: &[&str], expected: &str) -> Matching {
        let matching = by_memory(&segments(paragraphs), &rows(texts), "t.csv");
        assert_eq!(expected, shown(&matching.links));
        matching
    }

    #[test]
    fn rows_in_any_order_find_their_segments() {
        let matching = check(
            &[&["Il pleut.", "Je lis."], &["Fin."]],
            &["Fin.", "Autre chose.", "Il pleut."],
            "0..1=2 2..3=0",
        );
        assert_eq!("0..1=2 1..2= 2..3=0 3..3=1", shown(&matching.complete()));
    }

    #[test]
    fn typing_does_not_count_but_capitals_and_accents_do() {
        check(
            &[&["«\u{a0}L’été\u{202f}!\u{a0}»", "Cote"]],
            &["\" L'e\u{301}te\u{301}  ! \"", "Côte", "cote"],
            "0..1=0",
        );
    }

    #[test]
    fn a_row_may_hold_several_segments_of_a_paragraph() {
        check(
            &[&["Oui.", "Je lis.", "Oui."], &["Fin."]],
            &["Oui. Je lis.", "Oui."],
            "0..2=0 2..3=1",
        );
        check(&[&["Oui."], &["Fin."]], &["Oui. Fin."], "");
    }

    #[test]
    fn a_segment_may_hold_several_rows() {
        check(
            &[&["Il pleut ; je lis.", "Fin."]],
            &["Il pleut ;", "je lis.", "Fin."],
            "0..1=0,1 1..2=2",
        );
    }

    #[test]
    fn repeated_texts_take_their_rows_in_order_and_the_last_again() {
        let matching = check(
            &[&["Oui.", "Non.", "Oui.", "Oui."]],
            &["Oui.", "Non.", "Oui."],
            "0..1=0 1..2=1 2..3=2 3..4=2",
        );
        assert_eq!(1, matching.findings.len());
    }

    #[test]
    fn blank_texts_match_nothing() {
        check(&[&["", "\u{200b}"]], &["", " "], "");
    }

    proptest! {
        #[test]
        fn the_order_of_the_rows_does_not_count(
            order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle()
        ) {
            let texts = ["Un.", "Deux. Trois.", "Quatre.", "Cinq.", "Six."];
            let shuffled: Vec<&str> = order.iter().map(|at| texts[*at]).collect();
            let src = segments(&[&["Un.", "Deux.", "Trois.", "Quatre."], &["Cinq.", "Six."]]);
            let matching = by_memory(&src, &rows(&shuffled), "t.csv");
            let found: Vec<usize> = matching.links.iter().map(|link| order[link.rows[0]]).collect();
            prop_assert_eq!(found, vec![0, 1, 2, 3, 4]);
        }

        #[test]
        fn links_never_overlap(
            src in prop::collection::vec("[ab]{0,2}", 0..8),
            texts in prop::collection::vec("[ab]{0,4}", 0..8),
        ) {
            let src: Vec<&str> = src.iter().map(String::as_str).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let matching = by_memory(&segments(&[&src]), &rows(&texts), "t.csv");
            prop_assert!(matching.links.windows(2).all(|two| two[0].src.end <= two[1].src.start));
            let complete = matching.complete();
            prop_assert_eq!(complete.iter().map(|link| link.src.len()).sum::<usize>(), src.len());
        }
    }
}
