//! Forty bilingual pages in the shapes of real sites: what is read is the article,
//! all of it, and the same on both sides.
//!
//! `tests/data/pages` has two texts of our own, `*.txt`, and twenty shapes, `*.html`.
//! A line of a text is `French|English`: `#` is the title, `##` a heading, `>` the
//! lead, `-` an item. The first line of a shape says how it wraps a paragraph, a
//! heading, an item and a section; in the rest, `[oui|yes]` are the words around the
//! article. The shapes are written by hand after what generators of manuals, wikis,
//! newspapers and administrations make.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::file;
use enregard::readers::{Document, Format, Options, read};
use std::path::PathBuf;

fn data(extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(file("tests/data/pages")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|known| known == extension));
    paths.sort();
    paths
}

/// Returns one language of `French|English`.
fn side(line: &str, is_english: bool) -> &str {
    let (french, english) = line.split_once('|').unwrap_or((line, line));
    if is_english { english } else { french }
}

/// Returns a shape with the words around the article in one language.
fn localized(shape: &str, is_english: bool) -> String {
    let mut page = String::new();
    let mut rest = shape;
    while let Some(at) = rest.find('[') {
        page.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        let end = inner.find(']').unwrap();
        page.push_str(side(&inner[..end], is_english));
        rest = &inner[end + 1..];
    }
    page + rest
}

/// Returns a page and the lines of its article.
fn page(shape: &str, text: &str, is_english: bool) -> (String, Vec<String>) {
    let shape = localized(shape, is_english);
    let (wraps, page) = shape.split_once('\n').unwrap();
    let wraps: Vec<&str> = wraps.split('\t').collect();
    let (mut title, mut lead, mut sections) = (String::new(), String::new(), String::new());
    let (mut section, mut items) = (String::new(), String::new());
    let mut article = Vec::new();
    let wrap = |idx: usize, text: &str| wraps[idx].replace('%', text);
    for line in text.lines() {
        let (mark, line) = match line.split_once(' ') {
            Some((mark @ ("#" | "##" | ">" | "-"), line)) => (mark, line),
            _ => ("", line),
        };
        let line = side(line, is_english);
        if mark != "-" && !items.is_empty() {
            section.push_str(&format!("<ul>{}</ul>", std::mem::take(&mut items)));
        }
        match mark {
            "#" => title = line.to_owned(),
            ">" => lead = wrap(0, line),
            "##" => {
                if !section.is_empty() {
                    sections.push_str(&wrap(3, &std::mem::take(&mut section)));
                }
                section.push_str(&wrap(1, line));
            }
            "-" => items.push_str(&wrap(2, line)),
            _ => section.push_str(&wrap(0, line)),
        }
        article.push(line.to_owned());
    }
    sections.push_str(&wrap(3, &section));
    let page =
        page.replace("{title}", &title).replace("{lead}", &lead).replace("{sections}", &sections);
    (page, article)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Returns how many of the first words the second lack.
fn n_missing(these: &[String], those: &[String]) -> usize {
    let mut left = those.to_vec();
    let mut missing = 0;
    for word in these {
        match left.iter().position(|other| other == word) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => missing += 1,
        }
    }
    missing
}

fn read_page(page: &str) -> Document {
    read(page.as_bytes(), "page.html", Format::Html, Options::default()).unwrap()
}

/// Words around the article that may be read with it, in a hundred of its own.
const MAX_EXTRA: usize = 8;

#[test]
fn the_article_is_read_whole_and_alike_in_both_languages() {
    let mut wrong = Vec::new();
    let mut n_pairs = 0;
    for shape_path in data("html") {
        let name = shape_path.file_stem().unwrap().to_str().unwrap().to_owned();
        let shape = std::fs::read_to_string(&shape_path).unwrap();
        for text_path in data("txt") {
            let text = std::fs::read_to_string(&text_path).unwrap();
            n_pairs += 1;
            let mut n_blocks = Vec::new();
            for is_english in [false, true] {
                let (page, article) = page(&shape, &text, is_english);
                let document = read_page(&page);
                let (article, found) = (words(&article.join("\n")), words(&document.text.content));
                let lost = n_missing(&article, &found);
                let extra = n_missing(&found, &article);
                if lost > 0 || 100 * extra > MAX_EXTRA * article.len() {
                    wrong.push(format!(
                        "{name}: {lost} words lost, {extra} more\n{}",
                        document.text.content
                    ));
                }
                n_blocks.push(document.blocks.len());
            }
            if n_blocks[0] != n_blocks[1] {
                wrong.push(format!("{name}: {n_blocks:?} blocks"));
            }
        }
    }
    assert_eq!(40, n_pairs);
    assert!(wrong.is_empty(), "{} are read wrongly:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn what_is_left_out_is_counted_and_all_reads_it() {
    for shape_path in data("html") {
        let shape = std::fs::read_to_string(&shape_path).unwrap();
        let text = std::fs::read_to_string(&data("txt")[0]).unwrap();
        let (page, _) = page(&shape, &text, false);
        let document = read_page(&page);
        let all = read(page.as_bytes(), "page.html", Format::Html, Options { all: true }).unwrap();
        let n_seen = document.reading.n_read + document.reading.n_left_out();
        let marks = all.reading.n_left_out();
        assert_eq!(all.reading.n_read + marks, n_seen, "{}", shape_path.display());
    }
}
