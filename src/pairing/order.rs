//! Pairs the first row with the first segment, the second with the second.
//!
//! For tables made from our own list of segments, or `--segmented` input that
//! is known to be parallel. Nothing is looked at but positions.

use super::{Link, Matching};
use crate::error::Place;
use crate::notice::Notice;
use crate::segment::Segment;
use crate::table::Row;

/// Pairs rows with segments one by one. What one side has more than the other
/// stays unknown, which is said. `file` names the table in messages.
#[must_use]
pub fn by_order(src: &[Segment], rows: &[Row], file: &str) -> Matching {
    let n_pairs = src.len().min(rows.len());
    let links = (0..n_pairs).map(|at| Link { src: at..at + 1, rows: vec![at] }).collect();
    let mut findings = Vec::new();
    if src.len() != rows.len() {
        let message = format!(
            "{} rows for {} segments: what is paired by order is likely wrong",
            rows.len(),
            src.len()
        );
        let place = Place::file(file);
        let place = rows.get(n_pairs).map_or(place.clone(), |row| place.line(row.line));
        findings.push(Notice::warning("order", message).at(place));
    }
    Matching::new(links, src.len(), rows.len(), findings)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{rows_with_ids, segments, shown};
    use super::*;

    #[track_caller]
    fn check(n_rows: usize, expected: &str) -> Vec<String> {
        let src = segments(&[&["Titre", "Il pleut."]]);
        let matching = by_order(&src, &rows_with_ids(&vec![""; n_rows]), "t.csv");
        assert_eq!(expected, shown(&matching.complete()));
        matching.findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn as_many_rows_as_segments_are_paired_one_by_one() {
        assert!(check(2, "0..1=0 1..2=1").is_empty());
    }

    #[test]
    fn another_number_of_rows_is_said_at_the_first_that_is_too_many() {
        let said = "warning: t.csv:4: 3 rows for 2 segments: what is paired by order is likely \
                    wrong [order]";
        assert_eq!(vec![said], check(3, "0..1=0 1..2=1 2..2=2"));
        assert_eq!(1, check(1, "0..1=0 1..2=").len());
    }
}
