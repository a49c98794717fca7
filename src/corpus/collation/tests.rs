//! Claims on translations side by side.

use super::*;
use crate::lang::LangPair;
use crate::segment::Kind;

fn source(texts: &[&str]) -> Vec<Segment> {
    let segment = |(at, text): (usize, &&str)| Segment {
        id: format!("p{}.s1", at + 1),
        span: 0..0,
        paragraph: at + 1,
        kind: Kind::default(),
        text: (*text).to_owned(),
    };
    texts.iter().enumerate().map(segment).collect()
}

/// Pairs are `ids|source|target`.
fn version(pairs: &[&str]) -> Bitext {
    let pair = |line: &&str| {
        let [ids, src, tgt] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let ids: Vec<String> = ids.split_whitespace().map(str::to_owned).collect();
        let id = ids.first().cloned().unwrap_or_else(|| "en.r9".into());
        Pair { id, src: src.into(), tgt: tgt.into(), src_ids: ids, ..Pair::default() }
    };
    Bitext {
        langs: LangPair::FR_EN,
        metadata: Vec::new(),
        carried_headers: Vec::new(),
        pairs: pairs.iter().map(pair).collect(),
    }
}

#[track_caller]
fn check(src: &[Segment], versions: &[&Bitext], expected: &str) {
    let collation = Collation::new(src, versions.to_vec());
    let shown =
        |places: &Vec<usize>| places.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    let row = |row: &Row| {
        let columns = std::iter::once(&row.src).chain(&row.pairs).map(shown);
        columns.collect::<Vec<_>>().join(":")
    };
    let rows: Vec<String> = collation.rows.iter().map(row).collect();
    assert_eq!(expected, rows.join(" "));
}

#[test]
fn a_row_is_the_smallest_block_that_no_translation_cuts() {
    let src = source(&["Il pleut.", "Je lis un livre.", "Tu dors.", "Fin."]);
    let a = version(&[
        "p1.s1|Il pleut.|It rains.",
        "p2.s1 p3.s1|Je lis un livre. Tu dors.|I read a book while you sleep.",
        "p4.s1|Fin.|The end.",
    ]);
    let b = version(&[
        "p1.s1 p2.s1|Il pleut. Je lis un livre.|Rain; I read.",
        "p3.s1|Tu dors.|You sleep.",
        "p4.s1|Fin.|End.",
    ]);
    check(&src, &[&a], "0:0 1,2:1 3:2");
    check(&src, &[&a, &b], "0,1,2:0,1:0,1 3:2:2");
    check(&src, &[&b, &a, &b], "0,1,2:0,1:0,1:0,1 3:2:2:2");
}

#[test]
fn rows_are_found_by_texts_where_ids_are_of_another_program() {
    let src = source(&["Il pleut.", "Je lis un livre.", "Tu dors."]);
    let b = version(&["7|Il pleut.|Rain.", "9|Je lis un livre. Tu dors.|I read, you sleep."]);
    check(&src, &[&b], "0:0 1,2:1");
}

#[test]
fn what_the_source_lacks_and_what_a_translation_lacks_stay_visible() {
    let src = source(&["Il pleut.", "Je lis un livre."]);
    let a =
        version(&["p1.s1|Il pleut.|It rains.", "||Translator's note.", "p2.s1|Je lis un livre.|"]);
    let b = version(&["p1.s1|Il pleut.|Rain."]);
    check(&src, &[&a, &b], "0:0:0 :1: 1:2:");
    let collation = Collation::new(&src, vec![&a, &b]);
    assert_eq!((0, true), (collation.n_strange(0), collation.is_of_source(1)));
    let other =
        version(&["p1.s1|Le chat noir dort sur la table.|x", "p2.s1|Rien de tout cela ici.|y"]);
    let collation = Collation::new(&src, vec![&other]);
    assert_eq!((2, false), (collation.n_strange(0), collation.is_of_source(0)));
}

#[test]
fn likeness_counts_rows_words_and_decisions() {
    let src = source(&["Il pleut.", "Je lis un livre.", "Fin."]);
    let mut a = version(&[
        "p1.s1|Il pleut.|It rains.",
        "p2.s1|Je lis un livre.|I read a book.",
        "p3.s1|Fin.|",
    ]);
    let mut b = version(&[
        "p1.s1|Il pleut.|It rains.",
        "p2.s1|Je lis un livre.|I read one book.",
        "p3.s1|Fin.|End.",
    ]);
    for at in 0..2 {
        a.pairs[at].status = Status::Accepted;
    }
    b.pairs[0].status = Status::Edited;
    b.pairs[1].status = Status::Rejected;
    let likeness = Collation::new(&src, vec![&a, &b]).likeness(0, 1);
    let expected = Likeness { n_rows: 2, n_same: 1, n_common: 10, n_words: 12, decided: (1, 2) };
    assert_eq!(expected, likeness);
}
