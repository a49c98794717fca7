use super::*;
use crate::bead::Bead;
use crate::pairing::{by_id, by_order};
use crate::segment::Kind;
use crate::table::Row;
use std::ops::Range;

fn segment(id: &str, paragraph: usize, text: &str) -> Segment {
    Segment { id: id.into(), span: 0..0, paragraph, kind: Kind::Sentence, text: text.into() }
}

fn row(id: &str, note: &str) -> Row {
    Row { id: Some(id.into()), carried: vec![note.into()], ..Row::default() }
}

/// The French is three segments; the English is four, of three rows, the
/// last of which is blank.
struct Example {
    src: Vec<Segment>,
    tgt: Vec<Segment>,
    table: Table,
    lang: Lang,
}

fn example() -> Example {
    Example {
        src: vec![
            segment("p1.s1", 1, "Il pleut."),
            segment("p1.s2", 1, "Je lis."),
            segment("p2.s1", 2, "Fin."),
        ],
        tgt: vec![
            segment("r1.s1", 1, "I read."),
            segment("r1.s2", 1, "A lot."),
            segment("r2.s1", 2, "It rains."),
            segment("r2.s2", 2, ""),
        ],
        table: Table {
            rows: vec![row("p1.s2", "x"), row("p1.s1", "y"), row("?", "z")],
            carried_headers: vec!["note".into()],
            ..Table::default()
        },
        lang: Lang::EN,
    }
}

impl Example {
    fn sides(&self) -> Sides<'_> {
        Sides { src: &self.src, tgt: &self.tgt, table: &self.table, tgt_lang: &self.lang }
    }
}

/// Checks pairs, written as `id shape src = tgt [carried]`.
#[track_caller]
fn check(pairs: &[Pair], expected: &[&str]) {
    let shown = |pair: &Pair| {
        let Pair { id, shape, src, tgt, carried, .. } = pair;
        format!("{id} {shape} {src} = {tgt} [{}]", carried.join(","))
    };
    assert_eq!(expected, pairs.iter().map(shown).collect::<Vec<_>>());
}

fn alignment(beads: &[(Range<usize>, Range<usize>)]) -> Alignment {
    let scored = |(src, tgt): &(Range<usize>, Range<usize>)| ScoredBead {
        bead: Bead::new(src.clone(), tgt.clone()).unwrap(),
        score: 2.0 / 3.0,
    };
    Alignment::new(beads.iter().map(scored).collect(), 3, 4).unwrap()
}

#[test]
fn a_bead_becomes_a_pair_with_joined_texts() {
    let alignment = alignment(&[(0..2, 0..3), (2..2, 3..4), (2..3, 4..4)]);
    let pairs = example().sides().pairs_of_alignment(&alignment);
    check(
        &pairs,
        &[
            "p1.s1 2:3 Il pleut. Je lis. = I read. A lot. It rains. [x | y]",
            "en.r2.s2 0:1  =  [y]",
            "p2.s1 1:0 Fin. =  []",
        ],
    );
    assert_eq!(vec!["r1.s1", "r1.s2", "r2.s1"], pairs[0].tgt_ids);
    assert_eq!(Some(0.6667), pairs[0].score);
}

#[test]
fn rows_that_cross_become_pairs_in_the_order_of_the_source() {
    let example = example();
    let matching = by_id(&example.src, &example.table.rows, "t.csv").unwrap();
    check(
        &example.sides().pairs_of_matching(&matching),
        &[
            "p1.s1 1:2 Il pleut. = It rains. [y]",
            "p1.s2 1:2 Je lis. = I read. A lot. [x]",
            "p2.s1 1:0 Fin. =  []",
        ],
    );
}

#[test]
fn a_blank_row_gives_its_note_to_the_segment_it_leaves_out() {
    let example = example();
    let matching = by_order(&example.src, &example.table.rows, "t.csv");
    let pairs = example.sides().pairs_of_matching(&matching);
    assert_eq!((vec!["z".to_owned()], ""), (pairs[2].carried.clone(), pairs[2].tgt.as_str()));
}

#[test]
fn a_translation_that_is_no_table_carries_nothing() {
    let example = Example { table: Table::default(), ..example() };
    let pairs = example.sides().pairs_of_alignment(&alignment(&[(0..3, 0..4)]));
    assert!(pairs[0].carried.is_empty());
}
