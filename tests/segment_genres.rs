//! Texts of many genres, in `tests/data/genres`, against what they should be cut into.
//!
//! A file is a text, a line `---`, then a segment a line: its kind, a colon, its
//! words. `NAME.LANG.txt` is added by putting it there. The texts are our own.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use enregard::lang::Lang;
use enregard::segment::{Options, Segmenter};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/genres");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn segments(lang: &Lang, text: &str) -> String {
    let segmenter = Segmenter::new(lang, Options::default());
    let mut out = String::new();
    for segment in segmenter.segment(text, 0..text.len()) {
        writeln!(out, "{}: {}", segment.kind.name(), segment.text).unwrap();
    }
    out
}

#[test]
fn every_genre_is_cut_as_its_file_says() {
    let files = files();
    assert!(files.len() >= 12, "the files are there");
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let lang = Lang::parse(name.split('.').nth(1).unwrap()).unwrap();
        let file = fs::read_to_string(&path).unwrap();
        let (text, expected) = file.split_once("\n---\n").unwrap();
        assert_eq!(expected, segments(&lang, text), "{name}");
    }
}

#[test]
fn line_ends_and_invisible_signs_change_no_boundary() {
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let lang = Lang::parse(name.split('.').nth(1).unwrap()).unwrap();
        let file = fs::read_to_string(&path).unwrap();
        let text = file.split_once("\n---\n").unwrap().0;
        let n_segments = segments(&lang, text).lines().count();
        let disguises: [(&str, &str); 4] =
            [("\n", "\r\n"), (" ", "\u{a0}"), (". ", ".\u{200b} "), ("e ", "e\u{ad} ")];
        for (from, to) in disguises {
            let changed = text.replace(from, to);
            assert_eq!(n_segments, segments(&lang, &changed).lines().count(), "{name}: {to:?}");
        }
    }
}
