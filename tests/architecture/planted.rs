//! Plants violations in a small crate and sees each found.

use crate::code::Crate;
use crate::rules;
use std::fs;
use std::path::Path;

const LIB: &str = "//! | 0 | [`low`] |\n//! | 1 | [`side`], [`align`] |\n//! | 2 | [`high`], [`cli`] |\n\
                   pub mod low; pub mod side; pub mod align; pub mod high; pub mod cli;\n";

/// Returns the crate whose file `name` has `text`, all others being innocent.
fn planted(name: &str, text: &str) -> (Crate, tempfile::TempDir) {
    let root = tempfile::tempdir().unwrap();
    let innocent = "//! Nothing.\n";
    let files = [
        ("src/lib.rs", LIB),
        ("src/low.rs", innocent),
        ("src/side.rs", innocent),
        ("src/high.rs", innocent),
        ("src/cli.rs", innocent),
        ("src/align/mod.rs", "//! Aligns.\nmod search; mod words; pub use words::Grid;\n"),
        ("src/align/search.rs", innocent),
        ("src/align/words.rs", "//! Words.\npub struct Grid;\n"),
    ];
    for (file, content) in files.into_iter().chain([(name, text)]) {
        let path = root.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    (Crate::read(root.path()), root)
}

/// Plants `text` and returns all that the rules say.
fn said(name: &str, text: &str) -> String {
    let (tree, root) = planted(name, text);
    let layers =
        rules::layers_of(&fs::read_to_string(Path::new(root.path()).join("src/lib.rs")).unwrap());
    let broken = [
        rules::without_layer(&tree, &layers),
        rules::upward(&tree, &layers),
        rules::circles(&tree),
        rules::too_curious(&tree),
        rules::printing(&tree),
        rules::without_head(&tree),
    ];
    broken.concat().join("\n")
}

#[test]
fn innocent_code_breaks_no_rule() {
    assert_eq!("", said("src/high.rs", "//! High.\nuse crate::{low, side};\n"));
}

#[test]
fn planted_violations_are_found() {
    let cases = [
        ("src/low.rs", "//! Low.\nuse crate::{side, low};\n", "src/low.rs:2: `low` names `side`"),
        ("src/side.rs", "//! Side.\nuse crate::align::Grid;\n", "`side` names `align`"),
        (
            "src/side.rs",
            "//! Side.\nfn f() { crate::high::g(); }\n",
            "src/side.rs:2: `side` names `high`",
        ),
        (
            "src/low.rs",
            "//! Low.\n#[cfg(test)]\nuse crate::high;\nfn f() {}\nuse crate::cli;\n",
            "src/low.rs:5: `low` names `cli`",
        ),
        (
            "src/align/search.rs",
            "//! Search.\nuse super::words;\n",
            "src/align/search.rs:2: `crate::align::words`, but",
        ),
        (
            "src/align/search.rs",
            "//! Search.\nuse super::Grid;\nuse std::{fs, time};\n",
            "src/align/search.rs:3: `std::fs`, but src/align knows no files",
        ),
        ("src/align/words.rs", "//! Words.\nuse super::search::f;\npub struct Grid;\n", ""),
        ("src/low.rs", "//! Low.\nfn f() { println!(\"x\"); }\n", "src/low.rs:2 prints"),
        ("src/low.rs", "fn f() {}\n", "src/low.rs has no head comment"),
    ];
    for (name, text, expected) in cases {
        let found = said(name, text);
        assert!(found.contains(expected), "{name} {text:?}: {found}");
        assert_eq!(expected.is_empty(), found.is_empty(), "{name} {text:?}: {found}");
    }
}

#[test]
fn test_modules_and_only_they_are_left_out() {
    let text = "//! Low.\n#[cfg(test)]\nmod tests { use crate::high; fn f() { println!(); } }\n";
    assert_eq!("", said("src/low.rs", text));
}

#[test]
fn a_circle_of_files_is_found_through_re_exports_and_groups() {
    let circle = "//! Search.\nuse super::{words::Grid};\n";
    let (_, root) = planted("src/align/search.rs", circle);
    fs::write(
        root.path().join("src/align/words.rs"),
        "//! Words.\nuse super::search::f;\npub struct Grid;\n",
    )
    .unwrap();
    let found = rules::circles(&Crate::read(root.path())).join("\n");
    assert!(found.contains("src/align/search.rs:2 names src/align/words.rs"), "{found}");
    assert!(found.contains("src/align/words.rs:2 names src/align/search.rs"), "{found}");
}

#[test]
fn a_module_that_the_table_lacks_is_named() {
    let lib = LIB.replace("[`side`], ", "");
    assert!(said("src/lib.rs", &lib).contains("`side` is in no layer"));
}
