use super::super::tests::{rows_with_ids, segments, shown};
use super::*;
use proptest::prelude::*;

fn src() -> Vec<Segment> {
    segments(&[&["Titre"], &["Il pleut.", "Je lis."], &["Fin."]])
}

/// Pairs rows of these ids with `p1.s1 p2.s1 p2.s2 p3.s1` and checks the links.
#[track_caller]
fn check(ids: &[&str], expected: &str) -> Vec<String> {
    let matching = by_id(&src(), &rows_with_ids(ids), "t.csv").unwrap();
    assert_eq!(expected, shown(&matching.complete()));
    matching.findings.iter().map(ToString::to_string).collect()
}

#[test]
fn rows_in_any_order_go_to_their_segments() {
    let findings = check(&["p3.s1", "P2.S2", "p1.s1", " p2.s1"], "0..1=2 1..2=3 2..3=1 3..4=0");
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_row_may_translate_a_paragraph() {
    check(&["p2", "p1.s1", "p3"], "0..1=1 1..3=0 3..4=2");
    check(&["p2.s2", "p2", "p1", "p3"], "0..1=2 1..3=0,1 3..4=3");
}

#[test]
fn ids_that_follow_each_other_name_a_run() {
    check(&["p3.s1", "p2.s1 p2.s2", "p1.s1"], "0..1=2 1..3=1 3..4=0");
    check(&["p1 p2.s1", "p2.s2 p1.s1", "p3.s1"], "0..2=0 2..2=1 2..3= 3..4=2");
}

#[test]
fn numbers_count_the_segments() {
    check(&["2", "1", "3", "4"], "0..1=1 1..2=0 2..3=2 3..4=3");
}

#[test]
fn rows_with_one_id_are_joined_and_said() {
    let findings = check(&["p1", "p2", "p3.s1", "p3.s1"], "0..1=0 1..3=1 3..4=2,3");
    assert_eq!(
        vec!["warning: t.csv:5: the id `p3.s1` is that of line 4 too; the rows are joined [id]"],
        findings
    );
}

#[test]
fn omissions_and_unknown_ids_are_kept_and_said() {
    let findings = check(&["p1.s1", "x", "p3.s1", ""], "0..1=0 1..1=1 1..2= 2..3= 3..4=2 4..4=3");
    assert_eq!(
        vec![
            "warning: t.csv:3: the id `x` names no segment; the row has no source [id]",
            "warning: t.csv:5: the row has no id, and so no source [id]",
            "warning: t.csv: no row for 2 of 4 segments: p2.s1, p2.s2 [id]",
        ],
        findings
    );
}

#[test]
fn ids_of_something_else_are_refused() {
    let refusal = |ids: &[&str]| by_id(&src(), &rows_with_ids(ids), "t.csv").unwrap_err();
    assert_eq!(
        "t.csv:2: no id names a segment: the first is `A-12`, not `p1.s1`",
        refusal(&["A-12", "B-1"]).to_string()
    );
    assert_eq!("t.csv: the table has no ids", refusal(&["", ""]).to_string());
}

#[test]
fn a_number_is_no_name_of_ours() {
    let matches = |ids: &[&str]| ids_match(&src(), &rows_with_ids(ids));
    assert!(matches(&["p1.s1", "p2", "p3"]));
    assert!(!matches(&["2", "1", "4", "3"]));
    assert!(!matches(&["p1.s1", "x", "y"]));
    assert!(!matches(&[]));
}

proptest! {
    #[test]
    fn the_order_of_the_rows_does_not_count(
        order in Just((0..4).collect::<Vec<usize>>()).prop_shuffle()
    ) {
        let ids = ["p1.s1", "p2.s1", "p2.s2", "p3.s1"];
        let shuffled: Vec<&str> = order.iter().map(|at| ids[*at]).collect();
        let matching = by_id(&src(), &rows_with_ids(&shuffled), "t.csv").unwrap();
        let found: Vec<usize> = matching.links.iter().map(|link| order[link.rows[0]]).collect();
        prop_assert_eq!(found, vec![0, 1, 2, 3]);
    }

    #[test]
    fn every_segment_and_row_is_kept_once(ids in prop::collection::vec("(p[1-4](\\.s[12])?|[0-5x])", 0..8)) {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        if let Ok(matching) = by_id(&src(), &rows_with_ids(&ids), "t.csv") {
            let complete = matching.complete();
            let segments: Vec<usize> = complete.iter().flat_map(|link| link.src.clone()).collect();
            let mut rows: Vec<usize> = complete.iter().flat_map(|link| link.rows.clone()).collect();
            rows.sort_unstable();
            prop_assert_eq!(segments, (0..4).collect::<Vec<_>>());
            prop_assert_eq!(rows, (0..ids.len()).collect::<Vec<_>>());
        }
    }
}
