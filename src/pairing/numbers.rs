//! Reads what the numbers of a translator may count.
//!
//! `12`, `#12`, `n° 12` may be the twelfth segment or the twelfth paragraph, from 1
//! or from 0; `6.2` and `p6.s2` the second segment of the sixth paragraph. Or they
//! count something of the translator's own, and only their order says anything.
//! Which of these it is cannot be told from the numbers: all readings are given, and
//! the words decide.

use super::Matching;
use super::by_id::{links, numbering};
use crate::segment::Segment;
use crate::table::Row;
use std::ops::Range;

/// This share of the rows must have a number. By hand: room for a few that lost
/// theirs.
const MIN_NUMBERED: f64 = 0.9;

/// A way to read the numbers of a table.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What they count, for people.
    pub what: &'static str,
    /// What each row then translates.
    pub matching: Matching,
}

/// Returns the ways to read the ids of a table as numbers of segments. `file` names
/// the table in messages.
#[must_use]
pub fn readings(src: &[Segment], rows: &[Row], file: &str) -> Vec<Reading> {
    let Some(numbers) = numbers(rows) else { return Vec::new() };
    let first = |at: usize| numbers.iter().flatten().filter_map(|parts| parts.get(at)).min();
    let base = usize::from(first(0) != Some(&0));
    let n_parts = numbers.iter().flatten().map(Vec::len).max().unwrap_or(0);
    let paragraphs = paragraphs(src);
    let segment = |parts: &Vec<usize>| {
        let at = parts[0].checked_sub(base)?;
        (at < src.len()).then(|| at..at + 1)
    };
    let paragraph = |parts: &Vec<usize>| paragraphs.get(parts[0].checked_sub(base)?).cloned();
    let inner_base = usize::from(first(1) != Some(&0));
    let inside = |parts: &Vec<usize>| {
        let run = paragraph(parts)?;
        let at = run.start + parts.get(1)?.checked_sub(inner_base)?;
        (at < run.end).then(|| at..at + 1)
    };
    let reading = |what, run: &dyn Fn(&Vec<usize>) -> Option<Range<usize>>| {
        let runs: Vec<Option<Range<usize>>> =
            numbers.iter().map(|parts| parts.as_ref().and_then(run)).collect();
        let is_read = runs.iter().flatten().count() as f64 >= MIN_NUMBERED * rows.len() as f64;
        let matching = || numbering(src, rows, &runs, links(&runs), file);
        is_read.then(|| Reading { what, matching: matching() })
    };
    let found = match n_parts {
        1 => [reading("segments", &segment), reading("paragraphs", &paragraph)],
        2 => [reading("paragraphs and segments", &inside), None],
        _ => [None, None],
    };
    found.into_iter().flatten().collect()
}

/// Returns the order of the rows by their numbers; `None` if they have none, or
/// stand in it already. Rows without a number stay behind the one before them.
#[must_use]
pub fn natural_order(rows: &[Row]) -> Option<Vec<usize>> {
    let numbers = numbers(rows)?;
    let mut last = Vec::new();
    let mut keys = Vec::with_capacity(rows.len());
    for parts in numbers {
        last = parts.unwrap_or(last);
        keys.push(last.clone());
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
    (!order.is_sorted()).then_some(order)
}

/// Returns the numbers in the id of each row, if nearly all have some of one form.
fn numbers(rows: &[Row]) -> Option<Vec<Option<Vec<usize>>>> {
    let parts = |row: &Row| row.id.as_deref().map(parts).filter(|parts| !parts.is_empty());
    let numbers: Vec<Option<Vec<usize>>> = rows.iter().map(parts).collect();
    let n_numbered = numbers.iter().flatten().count();
    let is_enough = n_numbered > 0 && n_numbered as f64 >= MIN_NUMBERED * rows.len() as f64;
    is_enough.then_some(numbers)
}

/// Returns the numbers in an id; a single letter behind a number counts as one:
/// `12b`.
fn parts(id: &str) -> Vec<usize> {
    let mut parts = Vec::new();
    let mut rest = id.trim();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let len = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        parts.extend(rest[start..start + len].parse::<usize>());
        rest = &rest[start + len..];
    }
    if let [letter] = rest.as_bytes()
        && letter.is_ascii_alphabetic()
        && !parts.is_empty()
    {
        parts.push(usize::from(letter.to_ascii_lowercase() - b'a') + 1);
    }
    parts
}

/// Returns the segments of each paragraph.
fn paragraphs(src: &[Segment]) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (at, segment) in src.iter().enumerate() {
        let is_new = at == 0 || src[at - 1].paragraph != segment.paragraph;
        match paragraphs.last_mut().filter(|_| !is_new) {
            Some(last) => last.end = at + 1,
            None => paragraphs.push(at..at + 1),
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::super::tests::{rows_with_ids, segments, shown};
    use super::*;

    /// Reads ids against `p1.s1 p2.s1 p2.s2 p3.s1`.
    #[track_caller]
    fn check(ids: &[&str], expected: &[&str]) {
        let src = segments(&[&["Titre"], &["Il pleut.", "Je lis."], &["Fin."]]);
        let found: Vec<String> = readings(&src, &rows_with_ids(ids), "t.csv")
            .iter()
            .map(|reading| format!("{}: {}", reading.what, shown(&reading.matching.links)))
            .collect();
        assert_eq!(expected, found);
    }

    #[test]
    fn numbers_count_segments_or_paragraphs_from_one_or_zero() {
        check(&["2", "1", "4", "3"], &["segments: 0..1=1 1..2=0 2..3=3 3..4=2"]);
        check(&["#1", "#0", "#3", "#2"], &["segments: 0..1=1 1..2=0 2..3=3 3..4=2"]);
        check(
            &["n° 3", "n° 1", "n° 2"],
            &["segments: 0..1=1 1..2=2 2..3=0", "paragraphs: 0..1=1 1..3=2 3..4=0"],
        );
    }

    #[test]
    fn two_numbers_are_a_paragraph_and_a_segment() {
        let expected = ["paragraphs and segments: 0..1=2 1..2=0 2..3=1 3..4=3"];
        check(&["2.1", "2.2", "1.1", "3.1"], &expected);
        check(&["P2-S1", "P2-S2", "P1-S1", "P3-S1"], &expected);
        check(&["2a", "2b", "1a", "3a"], &expected);
        check(&["1.0", "1.1", "0.0", "2.0"], &expected);
    }

    #[test]
    fn what_is_no_number_of_the_text_has_no_reading() {
        check(&["17", "23", "40"], &[]);
        check(&["a", "b"], &[]);
        check(&["1.2.3"], &[]);
        check(&[], &[]);
    }

    #[test]
    fn the_order_of_the_numbers_is_natural() {
        let order = |ids: &[&str]| natural_order(&rows_with_ids(ids));
        assert_eq!(Some(vec![1, 2, 0]), order(&["10", "2", "9"]));
        assert_eq!(Some(vec![1, 2, 0]), order(&["2b", "1", "2a"]));
        assert_eq!(None, order(&["1", "2", "10"]));
        assert_eq!(None, order(&["b", "a"]));
    }
}
