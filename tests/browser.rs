//! The review page in a real browser: what people do, from end to end.
//!
//! The claims stand in `tests/browser/*.py`, a file for each theme, and drive
//! Chromium through Playwright. Where Python, Playwright or Chromium is not
//! installed a test says so and passes; `.ci/run` installs them.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::file;
use std::process::Command;

/// Tries all claims of a file; prints those that do not hold.
#[track_caller]
fn check(claims: &str) {
    let python = file("target/consumers/bin/python");
    let mut command = Command::new(&python);
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(file("tests/browser/run.py"));
    let Ok(output) = command.args([env!("CARGO_BIN_EXE_enregard"), claims]).output() else {
        eprintln!("skipped: {} is not there", python.display());
        return;
    };
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (said(&output.stdout), said(&output.stderr));
    println!("{stdout}");
    if stderr.contains("ModuleNotFoundError") || stderr.starts_with("skipped") {
        eprintln!("skipped: {}", stderr.lines().last().unwrap_or_default());
        return;
    }
    assert!(output.status.success(), "{stdout}{stderr}");
}

#[test]
fn a_bitext_is_decided_by_keyboard() {
    check("deciding");
}

#[test]
fn texts_and_bounds_are_edited_by_keyboard() {
    check("editing");
}

#[test]
fn remarks_marks_and_dismissals_are_kept() {
    check("noting");
}

#[test]
fn several_people_lose_nothing() {
    check("together");
}

#[test]
fn hostile_bitexts_are_only_text() {
    check("safety");
}

#[test]
fn the_page_is_for_everybody() {
    check("looks");
}

#[test]
fn the_parts_of_the_page_keep_their_promises() {
    check("parts");
}

#[test]
fn nobody_is_left_out() {
    check("access");
}

#[test]
fn files_come_and_go() {
    check("exchange");
}

#[test]
fn fifty_thousand_pairs_are_no_burden() {
    check("size");
}

#[test]
fn text_that_is_not_saved_is_not_lost() {
    check("drafting");
}

#[test]
fn keys_act_on_the_pair_that_was_meant() {
    check("hasty");
}

#[test]
fn many_pairs_are_put_right_at_once() {
    check("repairing");
}
