//! Holds the code to its layers.
//!
//! A module names lower layers only, never a sibling of its own layer, and no
//! two files name each other in a circle. The layers are those of the table in
//! `src/lib.rs`, and of nothing else. A broken rule is named with its line; the
//! last tests plant violations and see them found.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod code;
mod planted;
mod rules;

use code::Crate;
use std::path::Path;
use std::sync::LazyLock;

/// The crate, parsed once.
fn tree() -> &'static Crate {
    static TREE: LazyLock<Crate> =
        LazyLock::new(|| Crate::read(Path::new(env!("CARGO_MANIFEST_DIR"))));
    &TREE
}

#[track_caller]
fn holds(broken: &[String]) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    holds(&rules::without_layer(tree(), &rules::layers(tree())));
}

#[test]
fn imports_go_down_only() {
    holds(&rules::upward(tree(), &rules::layers(tree())));
}

#[test]
fn no_two_files_name_each_other_in_a_circle() {
    holds(&rules::circles(tree()));
}

#[test]
fn modules_do_not_know_what_they_need_not() {
    holds(&rules::too_curious(tree()));
}

#[test]
fn only_the_command_line_prints() {
    holds(&rules::printing(tree()));
}

#[test]
fn nothing_is_named_after_a_language_pair_but_data() {
    holds(&rules::named_after_a_language(tree()));
}

#[test]
fn every_file_opens_with_what_it_does() {
    holds(&rules::without_head(tree()));
}
