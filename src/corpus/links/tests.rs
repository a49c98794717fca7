use super::*;
use crate::bead::Shape;

/// Reads pairs written as `ids src | ids tgt`, one a line; `-` for no ids.
fn pairs(lines: &str) -> Vec<Pair> {
    let side = |side: &str| {
        let (ids, text) = side.trim().split_once(' ').unwrap_or((side.trim(), ""));
        let ids = ids.split(',').filter(|id| *id != "-").map(str::to_owned);
        (ids.collect::<Vec<_>>(), text.to_owned())
    };
    let pair = |line: &str| {
        let (src, tgt) = line.split_once('|').unwrap();
        let ((src_ids, src), (tgt_ids, tgt)) = (side(src), side(tgt));
        let shape = Shape { src: src_ids.len(), tgt: tgt_ids.len() };
        Pair { shape, src, tgt, src_ids, tgt_ids, ..Pair::default() }
    };
    lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(pair).collect()
}

/// Expected links are written as `a-b` for each side.
#[track_caller]
fn check(a: &str, b: &str, src: &str, tgt: &str) {
    let (a, b) = (pairs(a), pairs(b));
    let links = links(&a.iter().collect::<Vec<_>>(), &b.iter().collect::<Vec<_>>());
    let shown = |links: &[Link]| {
        let mut shown: Vec<_> = links.iter().map(|link| (link.a, link.b)).collect();
        shown.sort_unstable();
        shown.into_iter().map(|(a, b)| format!("{a}-{b}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!((src, tgt), (&*shown(&links.src), &*shown(&links.tgt)));
}

const PLAIN: &str = "s1 Il neige. | t1 It snows.
                     s2 La mer monte encore. | t2 The sea is still rising.
                     s3 Oui. | t3 Yes.
                     s4 Elle attend la barque de son frère. | t4 She waits for his boat.";

fn without_ids(lines: &str) -> String {
    let words = lines.split_inclusive([' ', '\n']).map(|word| {
        let is_id = matches!(word.as_bytes(), [b's' | b't', b'0'..=b'9' | b',', ..]);
        if is_id { "- " } else { word }
    });
    words.collect()
}

#[test]
fn pairs_are_linked_by_ids_and_without_them_by_their_texts() {
    let expected = "0-0 1-1 2-2 3-3";
    check(PLAIN, PLAIN, expected, expected);
    let bare = without_ids(PLAIN);
    assert!(!bare.contains("s1"));
    check(PLAIN, &bare, expected, expected);
    check(&bare, &bare, expected, expected);
}

/// Two pairs are joined: ids tell, and so do the words.
#[test]
fn joined_pairs_are_linked_with_both_halves() {
    let joined = "s1,s2 Il neige. La mer monte encore. | t1,t2 It snows. The sea is still rising.
                  s3 Oui. | t3 Yes.
                  s4 Elle attend la barque de son frère. | t4 She waits for his boat.";
    let expected = "0-0 1-0 2-1 3-2";
    check(PLAIN, joined, expected, expected);
    check(&without_ids(PLAIN), &without_ids(joined), expected, expected);
}

/// The second text was cut at another place: ids are those of other
/// sentences, which the texts show.
#[test]
fn ids_of_another_segmentation_do_not_mislead() {
    let cut = "s1 Il neige. | t1 It snows.
               s2 La mer | t2 The sea
               s3 monte encore. | t3 is still rising.
               s4 Oui. | t4 Yes.
               s5 Elle attend la barque de son frère. | t5 She waits for his boat.";
    check(PLAIN, cut, "0-0 1-1 1-2 2-3 3-4", "0-0 1-1 1-2 2-3 3-4");
}

#[test]
fn an_edited_text_is_linked_and_so_is_one_that_is_written_anew() {
    let edited = "- Il neige. | - Snow is falling!
                  - La mer monte encore. | - The sea is rising again.
                  - Oui. | - Indeed.
                  - Elle attend la barque de son frère. | - She waits for his boat.";
    check(PLAIN, edited, "0-0 1-1 2-2 3-3", "0-0 1-1 2-2 3-3");
    let anew = "s1 Voici l'hiver. | t1 Winter has come.\ns2 Elle lit. | t2 She reads.";
    let before = "s1 Il neige. | t1 It snows.\ns2 Elle lit. | t2 She reads.";
    check(before, anew, "0-0 1-1", "0-0 1-1");
}

#[test]
fn a_long_text_is_found_again_elsewhere_and_a_short_one_is_not() {
    let moved = "- Elle attend la barque de son frère. | - She waits for his boat.
                 - Il neige. | - It snows.
                 - La mer monte encore. | - The sea is still rising.
                 - Oui. | - Yes.";
    check(PLAIN, moved, "0-1 1-2 2-3 3-0", "0-1 1-2 2-3 3-0");
    let swapped = "- Oui. | - Yes.\n- Il neige. | - It snows.";
    let links = "1-0";
    check("- Il neige encore. | - It is still snowing.\n- Oui. | - Yes.", swapped, links, links);
}

#[test]
fn a_pair_that_was_edited_on_both_sides_and_moved_is_found_again() {
    let moved = "- Elle attend le bateau de son frère. | - She waits for his vessel.
                 - Il neige. | - It snows.
                 - La mer monte encore. | - The sea is still rising.
                 - Oui. | - Yes.";
    check(&without_ids(PLAIN), moved, "0-1 1-2 2-3 3-0", "0-1 1-2 2-3 3-0");
}

#[test]
fn an_id_that_stands_twice_means_two_segments() {
    let twice = "s1 Il neige. | t1 It snows.\ns1 La mer. | t1 The sea.";
    check(twice, twice, "0-0 1-1", "0-0 1-1");
}

#[test]
fn other_texts_with_the_same_ids_have_nothing_in_common() {
    let other = "s1 Le marché ouvre tôt. | t1 Markets open early.
                 s2 On y vend du poisson frais. | t2 Fresh fish is sold.";
    let (a, b) = (pairs(PLAIN), pairs(other));
    let links = links(&a.iter().collect::<Vec<_>>(), &b.iter().collect::<Vec<_>>());
    assert_eq!((0, 0), (links.src.len(), links.tgt.len()));
}

#[test]
fn ladders_without_texts_are_linked_by_ids() {
    check("s1 | t1\ns2 | t2,t3", "s1 | t1,t2\ns2 | t3", "0-0 1-1", "0-0 1-0 1-1");
}
