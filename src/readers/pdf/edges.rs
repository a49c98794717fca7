//! Finds what repeats at the edges of pages: running heads and page numbers.
//!
//! A line that stands at the edge of several pages is a head, whatever figures it
//! holds. One that stands where others have theirs, apart from the text, is one too,
//! for heads change with the chapter. Large letters open a chapter and are text.

use super::lines::{Line, Page};
use rustc_hash::{FxHashMap, FxHashSet};

/// How much of the height of a page, at either edge, can hold running heads.
const EDGE_SHARE: f64 = 0.13;

/// How many lines at either edge of a page can be running heads. By hand.
const N_EDGE_LINES: usize = 3;

/// A line at the edge of this many pages is a running head.
const MIN_REPEATS: usize = 3;

/// More than this many times the space of lines parts a head from the text. By hand.
const APART_SHARE: f64 = 1.4;

/// What is usual in the running text of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usual {
    /// The size of the letters.
    pub(super) size: f64,
    /// The distance of two lines, in sizes.
    pub(super) leading: f64,
}

/// Letters this much larger than those of the text are of a heading.
const HEADING_SCALE: f64 = 1.12;

impl Usual {
    /// Tells whether a line is large enough to be a heading.
    pub(super) fn is_large(&self, line: &Line) -> bool {
        line.size > HEADING_SCALE * self.size && line.text.chars().any(char::is_alphabetic)
    }
}

/// Returns the lines, by page and position, that are running heads or page
/// numbers. Large letters at the top of a page open a chapter.
pub(super) fn running_heads(pages: &[Page], usual: &Usual) -> FxHashSet<(usize, usize)> {
    let mut places: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
    let mut heads = FxHashSet::default();
    for (number, page) in pages.iter().enumerate() {
        let is_text = |idx: &usize| !usual.is_large(&page.lines[*idx]);
        for idx in edge_lines(page).into_iter().filter(is_text) {
            let text = &page.lines[idx].text;
            if is_page_number(text) {
                heads.insert((number, idx));
            }
            let shape: String =
                text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
            places.entry(shape).or_default().push((number, idx));
        }
    }
    for places in places.into_values() {
        let n_pages = places.iter().map(|(page, _)| page).collect::<FxHashSet<_>>().len();
        if n_pages >= MIN_REPEATS {
            heads.extend(places);
        }
    }
    heads.extend(at_the_place_of_heads(pages, usual, &heads));
    heads
}

/// Returns the lines that stand where other pages have their running heads, apart
/// from the text: heads that change with the chapter.
fn at_the_place_of_heads(
    pages: &[Page],
    usual: &Usual,
    heads: &FxHashSet<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let mut n_heads: FxHashMap<i64, usize> = FxHashMap::default();
    for (number, idx) in heads {
        *n_heads.entry(height(&pages[*number].lines[*idx])).or_default() += 1;
    }
    let is_place = |line: &Line| {
        let at = height(line);
        (at - 1..=at + 1).filter_map(|at| n_heads.get(&at)).sum::<usize>() >= MIN_REPEATS
    };
    let mut found = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for idx in edge_lines(page) {
            let line = &page.lines[idx];
            let is_known = heads.contains(&(number, idx));
            if !is_known && !usual.is_large(line) && is_place(line) && is_apart(page, idx, usual) {
                found.push((number, idx));
            }
        }
    }
    found
}

/// Returns the height at which a line stands, in steps of two points.
#[allow(
    clippy::cast_possible_truncation,
    reason = "places on a page are small, and casts saturate"
)]
fn height(line: &Line) -> i64 {
    (line.base / 2.0).round() as i64
}

/// Tells whether more than the space between lines parts a line from the text.
fn is_apart(page: &Page, idx: usize, usual: &Usual) -> bool {
    let line = &page.lines[idx];
    let needed = APART_SHARE * usual.leading.max(1.0) * usual.size;
    let is_top = line.base < page.height / 2.0;
    let others = page.lines.iter().enumerate().filter(|(other, _)| *other != idx);
    others
        .map(|(_, other)| if is_top { other.base - line.base } else { line.base - other.base })
        .filter(|gap| *gap > 0.5 * usual.size)
        .all(|gap| gap >= needed)
}

fn edge_lines(page: &Page) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..page.lines.len()).collect();
    by_height.sort_by(|a, b| page.lines[*a].base.total_cmp(&page.lines[*b].base));
    let depth = EDGE_SHARE * page.height;
    let is_edge = |idx: &usize| {
        let base = page.lines[*idx].base;
        base < depth || base > page.height - depth
    };
    let bottom = by_height.iter().rev().take(N_EDGE_LINES);
    let mut edge: Vec<usize> =
        by_height.iter().take(N_EDGE_LINES).chain(bottom).copied().filter(is_edge).collect();
    edge.sort_unstable();
    edge.dedup();
    edge
}

/// Tells whether a line is a page number: `12`, `- 12 -`, `xii`, `Page 3/10`.
fn is_page_number(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.len() <= 5 && word.chars().all(|c| c.is_ascii_digit());
    let is_roman = |word: &&str| word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    let is_label = |word: &&str| matches!(*word, "page" | "p" | "sur" | "of");
    match words.as_slice() {
        [one] => is_number(one) || is_roman(one),
        [] => false,
        several => {
            several.len() <= 4
                && is_label(&several[0])
                && several.iter().all(|word| is_number(word) || is_label(word))
        }
    }
}
