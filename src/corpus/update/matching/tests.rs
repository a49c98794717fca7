//! Tests of what is found again in another version.

use super::*;

/// Texts are told by their places; links are written `old-new`.
#[track_caller]
fn check(old: &[&str], new: &[&str], expected: &str) {
    let shown = matches(old, new).into_iter().map(|found| format!("{}-{}", found.old, found.new));
    assert_eq!(expected, shown.collect::<Vec<_>>().join(" "));
}

const OLD: [&str; 5] = [
    "Le gardien alluma la lampe.",
    "Oui.",
    "Il neigeait depuis trois jours.",
    "La mer montait, et le vent tournait vers le nord.",
    "Oui.",
];

#[test]
fn what_stays_is_found_around_what_is_new_or_gone() {
    check(&OLD, &OLD, "0-0 1-1 2-2 3-3 4-4");
    check(&OLD, &["Titre", OLD[0], OLD[1], OLD[2], OLD[3], OLD[4]], "0-1 1-2 2-3 3-4 4-5");
    check(&OLD, &[OLD[0], OLD[2], OLD[3], OLD[4]], "0-0 2-1 3-2 4-3");
}

#[test]
fn white_space_and_shapes_of_marks_do_not_count() {
    check(&["L’eau « froide »\u{a0}!"], &["L'eau \"froide\" !"], "0-0");
}

#[test]
fn a_moved_block_takes_its_short_texts_with_it() {
    let moved = [OLD[2], OLD[3], OLD[4], OLD[0], OLD[1]];
    check(&OLD, &moved, "0-3 1-4 2-0 3-1 4-2");
}

#[test]
fn a_sentence_is_found_in_its_halves_and_halves_in_their_sentence() {
    let parted = ["La mer montait.", "Et le vent tournait vers le nord."];
    check(&OLD[3..4], &parted, "0-0 0-1");
    check(&parted, &OLD[3..4], "0-0 1-0");
    // The very same words, cut at another place.
    check(&["A b c. D e f."], &["A b c.", "D e f."], "0-0 0-1");
    check(&["A b c.", "D e f."], &["A b c. D e f."], "0-0 1-0");
}

#[test]
fn an_edited_text_is_found_in_its_place_and_elsewhere() {
    let edited = "Il neigeait depuis quatre longs jours.";
    check(&OLD, &[OLD[0], OLD[1], edited, OLD[3], OLD[4]], "0-0 1-1 2-2 3-3 4-4");
    check(&OLD, &[edited, OLD[0], OLD[1], OLD[3], OLD[4]], "0-1 1-2 2-0 3-3 4-4");
}

#[test]
fn a_new_text_in_the_place_of_an_old_one_is_another() {
    let new = "Personne ne répondit à la porte.";
    check(&OLD, &[OLD[0], OLD[1], new, OLD[3], OLD[4]], "0-0 1-1 3-3 4-4");
}
