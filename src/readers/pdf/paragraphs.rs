//! Joins the lines of pages to paragraphs and headings.
//!
//! Paragraphs are told as a reader tells them: by space before them, an indent,
//! a last line that is not full, a mark of a list. A paragraph may go on in the
//! next column or on the next page. Words that were hyphenated are joined, with
//! their hyphen if the text writes them so elsewhere.
//!
//! Headings are told by their size alone: what kind of bold a font is, files
//! hide well.

use super::super::builder::Builder;
use super::lines::{Line, Page};
use crate::text::BlockKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Lines further apart than this many times the usual are not of one paragraph.
/// By hand: half a line of space shows.
const PARAGRAPH_GAP: f64 = 1.3;

/// A line that starts this many sizes further right than the one before opens a
/// paragraph. Books indent by one or more.
const INDENT: f64 = 0.8;

/// A line that ends this many sizes before the edge of the column is not full.
const SHORT_LINE: f64 = 3.0;

/// Letters this much larger than those of the text are of a heading.
const HEADING_SCALE: f64 = 1.12;

/// Headings have at most so many lines. By hand.
const MAX_HEADING_LINES: usize = 4;

/// How much of the height of a page, at either edge, can hold running heads.
const EDGE_SHARE: f64 = 0.13;

/// How many lines at either edge of a page can be running heads. By hand.
const N_EDGE_LINES: usize = 3;

/// A line at the edge of this many pages is a running head.
const MIN_REPEATS: usize = 3;

/// Adds the blocks of the pages.
pub(super) fn push(pages: &[Page], builder: &mut Builder) {
    let heads = running_heads(pages);
    let measures = Measures::take(pages);
    let lines: Vec<&Line> = pages
        .iter()
        .enumerate()
        .flat_map(|(number, page)| {
            let heads = &heads;
            let keep = move |(idx, _): &(usize, &Line)| !heads.contains(&(number, *idx));
            page.lines.iter().enumerate().filter(keep).map(|(_, line)| line)
        })
        .collect();
    let words = Words::collect(&lines);
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        let len = 1 + rest.windows(2).take_while(|pair| measures.goes_on(pair[0], pair[1])).count();
        let (paragraph, after) = rest.split_at(len);
        builder.open(measures.kind(paragraph));
        builder.push(&words.joined(paragraph));
        builder.close();
        rest = after;
    }
}

/// What is usual in the document.
#[derive(Debug, Default)]
struct Measures {
    /// The size of the letters of running text.
    size: f64,
    /// The distance of two lines of it, in sizes.
    leading: f64,
    /// The sizes of headings, the largest first, in tenths of a point.
    heading_sizes: Vec<i64>,
    /// Where the lines of running text end at most, by where they start, in
    /// points. Columns and quotations have edges of their own.
    edges: FxHashMap<i64, f64>,
}

impl Measures {
    fn take(pages: &[Page]) -> Measures {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let size = weighted_mode(lines().map(|line| (tenths(line.size), line.text.len())));
        let mut measures = Measures { size: size as f64 / 10.0, ..Measures::default() };
        let is_text = |line: &Line| (tenths(line.size) - size).abs() <= 5;
        let distances = pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| {
            let distance = (pair[1].base - pair[0].base) / pair[0].size.max(1.0);
            let is_usual = is_text(&pair[0]) && is_text(&pair[1]) && (0.8..2.5).contains(&distance);
            is_usual.then(|| ((distance * 20.0).round() as i64, 1))
        });
        measures.leading = (weighted_mode(distances) as f64 / 20.0).max(1.0);
        let mut sizes: Vec<i64> =
            lines().filter(|line| measures.is_large(line)).map(|line| tenths(line.size)).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes.dedup_by(|a, b| (*a - *b).abs() <= 5);
        measures.heading_sizes = sizes;
        for line in lines().filter(|line| is_text(line)) {
            let edge = measures.edges.entry(line.left.round() as i64).or_default();
            *edge = edge.max(line.right);
        }
        measures
    }

    fn is_large(&self, line: &Line) -> bool {
        line.size > HEADING_SCALE * self.size && line.text.chars().any(char::is_alphabetic)
    }

    fn kind(&self, lines: &[&Line]) -> BlockKind {
        let Some(first) = lines.first() else { return BlockKind::Paragraph };
        if self.is_large(first)
            && lines.len() <= MAX_HEADING_LINES
            && first.text.chars().count() > 1
        {
            let size = tenths(first.size);
            let larger = self.heading_sizes.iter().filter(|other| **other > size + 5).count();
            return BlockKind::Heading(u8::try_from(larger + 1).unwrap_or(6).min(6));
        }
        if opens_item(&first.text) { BlockKind::ListItem } else { BlockKind::Paragraph }
    }

    /// Tells whether two lines that follow each other are of one paragraph.
    fn goes_on(&self, before: &Line, line: &Line) -> bool {
        let scale = before.size.max(1.0);
        if (before.size - line.size).abs() > 0.1 * scale || opens_item(&line.text) {
            return false;
        }
        let distance = (line.base - before.base) / scale;
        let goes_small = line.text.starts_with(char::is_lowercase);
        let ends = ends_sentence(&before.text);
        if distance < -0.5 || distance > 8.0 {
            // The next column or page.
            return self.is_full(before) && (goes_small || !ends);
        }
        if distance < 0.5 {
            // The next cell of a table, or a word set apart.
            return goes_small && !ends;
        }
        let is_far = distance > PARAGRAPH_GAP * self.leading.max(1.0);
        let is_indented = line.left - before.left > INDENT * scale && !opens_item(&before.text);
        let is_short = !self.is_full(before);
        if is_far || (is_indented && ends) {
            return false;
        }
        !(is_short && (ends || !goes_small) && !self.is_large(before))
    }

    /// Tells whether a line reaches the edge of its column, as far as is known.
    fn is_full(&self, line: &Line) -> bool {
        // Indented first lines start elsewhere, but end at the same edge.
        let start = line.left.round() as i64;
        let reach = (3.0 * line.size) as i64;
        let edges = (start - reach..=start + 2).filter_map(|left| self.edges.get(&left));
        let edge = edges.copied().fold(f64::NEG_INFINITY, f64::max);
        line.right + SHORT_LINE * line.size >= edge
    }
}

fn tenths(size: f64) -> i64 {
    (10.0 * size).round() as i64
}

/// Returns the value with the greatest weight; of several the smallest.
fn weighted_mode(values: impl Iterator<Item = (i64, usize)>) -> i64 {
    let mut weights: FxHashMap<i64, usize> = FxHashMap::default();
    for (value, weight) in values {
        *weights.entry(value).or_default() += weight;
    }
    let best =
        weights.into_iter().max_by_key(|(value, weight)| (*weight, std::cmp::Reverse(*value)));
    best.map_or(0, |(value, _)| value)
}

fn opens_item(text: &str) -> bool {
    let mut chars = text.chars();
    let is_mark = matches!(
        chars.next(),
        Some('•' | '◦' | '▪' | '●' | '○' | '■' | '‣' | '–' | '—' | '-' | '\u{f0b7}')
    );
    is_mark && chars.next().is_some_and(char::is_whitespace)
}

fn ends_sentence(text: &str) -> bool {
    let is_trail = |c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | ')' | '’');
    text.trim_end_matches(is_trail).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Returns the lines, by page and position, that are running heads or page
/// numbers.
fn running_heads(pages: &[Page]) -> FxHashSet<(usize, usize)> {
    let mut places: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
    let mut heads = FxHashSet::default();
    for (number, page) in pages.iter().enumerate() {
        for idx in edge_lines(page) {
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
    heads
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

/// The words of the document that stand inside lines.
#[derive(Debug, Default)]
struct Words(FxHashSet<String>);

/// What follows the hyphen of an inverted verb or of a compound, and was not cut
/// off by hyphenation: `dit-il`, `celui-ci`.
const AFTER_HYPHEN: [&str; 20] = [
    "il", "elle", "on", "je", "tu", "nous", "vous", "ils", "elles", "ce", "moi", "toi", "lui",
    "leur", "ci", "là", "même", "mêmes", "t", "être",
];

impl Words {
    fn collect(lines: &[&Line]) -> Words {
        let mut words = Words::default();
        for line in lines {
            let mut inner: Vec<&str> = line.text.split_whitespace().collect();
            inner.pop();
            words.0.extend(inner.iter().map(|word| bare(word)).filter(|word| !word.is_empty()));
        }
        words
    }

    fn joined(&self, lines: &[&Line]) -> String {
        let mut text = String::new();
        for line in lines {
            let head = text.strip_suffix(['-', '\u{2010}', '\u{ad}']).map(str::len);
            let is_cut = |at: usize| {
                text[..at].ends_with(char::is_alphabetic)
                    && line.text.starts_with(char::is_lowercase)
            };
            match head.filter(|at| is_cut(*at)) {
                Some(at) if !self.has_hyphen(&text[..at], &line.text) => text.truncate(at),
                Some(_) => {}
                None if text.is_empty() => {}
                None => text.push(' '),
            }
            text.push_str(&line.text);
        }
        text
    }

    /// Tells whether the hyphen between two parts of a word belongs to it.
    fn has_hyphen(&self, head: &str, tail: &str) -> bool {
        let head = bare(head.rsplit(char::is_whitespace).next().unwrap_or_default());
        let tail = bare(tail.split_whitespace().next().unwrap_or_default());
        if self.0.contains(&format!("{head}{tail}")) {
            return false;
        }
        let first = tail.split('-').next().unwrap_or_default();
        self.0.contains(&format!("{head}-{tail}")) || AFTER_HYPHEN.contains(&first)
    }
}

/// Returns a word in small letters, without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
