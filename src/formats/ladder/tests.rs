#[test]
fn positions_are_those_of_the_translation_even_if_an_id_stands_twice() {
    let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<String>>();
    let pair = |tgt: &[&str]| Pair {
        shape: crate::bead::Shape { src: 1, tgt: tgt.len() },
        tgt_ids: ids(tgt),
        ..Pair::default()
    };
    let pairs = [pair(&["b"]), pair(&["a", "c"]), pair(&[]), pair(&["a"])];
    let ladder = write_in_order(&pairs, &ids(&["a", "b", "c", "a"]));
    assert_eq!("[0]:[1]\n[1]:[0, 2]\n[2]:[]\n[3]:[3]\n", String::from_utf8(ladder).unwrap());
}

use super::super::tests::{bitext, example, file, languages};
use super::super::{Dialect, Format, Written, read_files};
use super::*;
use crate::bead::{Bead, ScoredBead};

fn write_pairs(pairs: &[Pair]) -> Written {
    super::super::write(&bitext(pairs.to_vec()), Format::Ladder, Dialect::Standard)
}

fn load(ladder: &str) -> Result<Bitext> {
    let files = vec![
        file(Role::Main, "a.ladder", ladder),
        file(Role::Src, "a.fr", "Il pleut.\nJe lis.\n"),
        file(Role::Tgt, "a.en", "I read.\nA lot.\nIt rains.\n"),
    ];
    Ok(read_files(&BitextFiles::new(files, Format::Ladder)?, &languages())?.bitext)
}

#[test]
fn with_its_texts_a_ladder_is_a_bitext() {
    let pairs = load("[0]:[2]:0.9\n[1]:[0, 1]\n").unwrap().pairs;
    assert_eq!(
        ("Il pleut.", "It rains.", Some(0.9)),
        (&*pairs[0].src, &*pairs[0].tgt, pairs[0].score)
    );
    assert_eq!(vec!["I read.", "A lot."], pairs[1].tgt_segments());
    assert_eq!(
        ("s2", vec!["s1".to_owned(), "s2".to_owned()]),
        (&*pairs[1].id, pairs[1].tgt_ids.clone())
    );
    let error = load("[0]:[2]\n[2]:[0]\n").unwrap_err();
    assert_eq!("a.ladder:2: there is no segment 2 in `fr`, of 2 lines", error.to_string());
}

#[track_caller]
fn check(content: &str, expected: &[Rung]) {
    assert_eq!(Ok(expected.to_vec()), read(content.as_bytes(), "a.ladder"));
}

fn rung(src: &[usize], tgt: &[usize], score: Option<f64>) -> Rung {
    Rung { src: src.to_vec(), tgt: tgt.to_vec(), score }
}

#[test]
fn an_alignment_is_one_rung_a_bead() {
    let scored = |src, tgt, score| ScoredBead { bead: Bead::new(src, tgt).unwrap(), score };
    let beads = vec![scored(0..1, 0..2, 0.973_12), scored(1..2, 2..2, 1.0)];
    let written = write(&Alignment::new(beads, 2, 2).unwrap());
    assert_eq!("[0]:[0, 1]:0.9731\n[1]:[]:1.0000\n", String::from_utf8(written).unwrap());
}

#[test]
fn the_ladder_of_pairs_has_the_target_in_its_own_order() {
    let written = write_pairs(&example().pairs);
    let expected = "[0]:[1, 2]:0.9731\n[1]:[0]\n[2]:[]\n";
    assert_eq!(expected, String::from_utf8(written.bytes).unwrap());
}

#[test]
fn pairs_without_ids_are_counted() {
    let without_ids = |pair| Pair { tgt_ids: Vec::new(), ..pair };
    let pairs: Vec<Pair> = example().pairs.into_iter().map(without_ids).collect();
    let expected = "[0]:[0, 1]:0.9731\n[1]:[2]\n[2]:[]\n";
    assert_eq!(expected, String::from_utf8(write_pairs(&pairs).bytes).unwrap());
}

#[test]
fn ladders_are_read_with_and_without_scores() {
    check(
        "[0]:[0, 1]:0.37\n\n[1,3] : []\r\n# gold\n[]:[2]:-1e-3\n",
        &[rung(&[0], &[0, 1], Some(0.37)), rung(&[1, 3], &[], None), rung(&[], &[2], Some(-0.001))],
    );
}

#[test]
fn a_line_that_is_no_rung_is_refused_with_its_number() {
    for line in ["0:1", "[0]", "[0]:[x]", "[0]:[1]:high", "[0]:[1]:1:2", "[-1]:[0]"] {
        let error = read(format!("[0]:[0]\n{line}\n").as_bytes(), "a.ladder").unwrap_err();
        assert_eq!(format!("a.ladder:2: `{line}` is not a rung of a ladder"), error.to_string());
    }
}

#[test]
fn ids_are_ordered_by_their_numbers() {
    let mut ids = ["r10.s1", "r2.s10", "r2.s9"];
    ids.sort_by_key(|id| natural_key(id).into_iter().map(|(_, n)| n).collect::<Vec<_>>());
    assert_eq!(["r2.s9", "r2.s10", "r10.s1"], ids);
}
