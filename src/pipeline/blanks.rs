//! Takes out of a translation what is none: cells that say `TODO`, cells that repeat
//! the source, the notes of a translator.
//!
//! A cell that repeats its source is a translation where both languages write the
//! same: a name, a figure, `Introduction`. It is none if the lexicon knows words of
//! it that the other language does not have.

use super::Input;
use crate::error::Place;
use crate::model::Model;
use crate::model::lexicon::probability_of;
use crate::notice::Notice;
use crate::pairing::bare;
use crate::segment::Segment;
use crate::table::{Row, is_of_marks_alike, is_placeholder, marks};
use crate::text::lean::Lean;
use crate::text::words::each_word;
use rustc_hash::{FxHashMap, FxHashSet};

/// A word that is its own translation less often than this is not one that both
/// languages share. By hand.
const MIN_SHARED: f32 = 0.05;

/// How many lines a message names.
const MAX_LISTED: usize = 5;

/// A translation without what is none of it.
#[derive(Debug)]
pub(super) struct Apart {
    pub translation: Input,
    /// How many cells were taken as blank.
    pub n_blanked: usize,
    pub findings: Vec<Notice>,
}

/// Parts what is not a translation from the cells of a table. Rows that are to be taken
/// as they stand are.
pub(super) fn part(translation: Input, src: &[Segment], model: &Model, name: &str) -> Apart {
    let Input::Table(mut table) = translation else {
        return Apart { translation, n_blanked: 0, findings: Vec::new() };
    };
    let n_notes = table.part_notes();
    let known = Sources::of(src);
    let (mut to_do, mut repeated) = (Vec::new(), Vec::new());
    let cells = table.rows.iter().map(|row| row.tgt.as_str());
    let n_alike = counted(cells.filter(|cell| is_placeholder(cell)));
    for row in &mut table.rows {
        if known.is_to_do(row, &n_alike) {
            to_do.push(Blanked { line: row.line, cell: std::mem::take(&mut row.tgt) });
        } else if known.is_repeated(row) && must_be_translated(&row.tgt, model) {
            repeated.push(Blanked { line: row.line, cell: std::mem::take(&mut row.tgt) });
        }
    }
    let mut findings = Vec::new();
    findings.extend(said(&to_do, "that the translation is still to come", name));
    findings.extend(said(&repeated, "the same as the source", name));
    if n_notes > 0 {
        let message = format!("notes of the translator that went to the comments: {n_notes}");
        findings.push(Notice::info("note", message).at(Place::file(name)));
    }
    let n_blanked = to_do.len() + repeated.len();
    Apart { translation: Input::Table(table), n_blanked, findings }
}

/// A cell that was taken as blank.
struct Blanked {
    line: u64,
    cell: String,
}

fn said(blanked: &[Blanked], what: &str, name: &str) -> Option<Notice> {
    let first = blanked.first()?;
    let lines: Vec<String> =
        blanked.iter().take(MAX_LISTED).map(|blanked| blanked.line.to_string()).collect();
    let more = if blanked.len() > MAX_LISTED { ", …" } else { "" };
    let n = blanked.len();
    let (cells, count, at) = match n {
        1 => ("1 cell says".to_owned(), "counts", "line"),
        n => (format!("{n} cells say"), "count", "lines"),
    };
    let cell: String = first.cell.chars().take(24).collect();
    let message =
        format!("{cells} {what} (`{cell}`) and {count} as blank: {at} {}{more}", lines.join(", "));
    Some(Notice::warning("blank", message).at(Place::file(name).line(first.line)))
}

/// The texts of the source as they are compared.
struct Sources {
    texts: FxHashSet<String>,
    /// How many segments say the same as each of the cells that might say that there is
    /// no translation, by their marks.
    marks: FxHashMap<String, usize>,
}

impl Sources {
    fn of(src: &[Segment]) -> Sources {
        let mut texts: FxHashSet<String> = src.iter().map(|segment| bare(&segment.text)).collect();
        for paragraph in src.chunk_by(|a, b| a.paragraph == b.paragraph) {
            texts.insert(paragraph.iter().map(|segment| bare(&segment.text)).collect());
        }
        let says_little =
            |text: &&str| is_placeholder(text) || !text.contains(char::is_alphanumeric);
        let all = src.iter().map(|segment| segment.text.as_str());
        Sources { texts, marks: counted(all.filter(says_little)) }
    }

    /// Tells whether a cell says that its translation is to come, and the source does
    /// not say the same. Of cells that several rows have, no more are translations
    /// than the source has such texts: `n_alike` has how many there are.
    fn is_to_do(&self, row: &Row, n_alike: &FxHashMap<String, usize>) -> bool {
        is_placeholder(&row.tgt)
            && !match &row.src {
                Some(src) if !src.is_empty() => is_of_marks_alike(src, &row.tgt),
                _ => {
                    let marks = marks(&row.tgt);
                    self.marks.get(&marks).is_some_and(|n| n_alike.get(&marks) <= Some(n))
                }
            }
    }

    fn is_repeated(&self, row: &Row) -> bool {
        let text = bare(&row.tgt);
        !text.is_empty()
            && match &row.src {
                Some(src) if !src.is_empty() => bare(src) == text,
                _ => self.texts.contains(&text),
            }
    }
}

/// Counts texts by their marks.
fn counted<'a>(texts: impl Iterator<Item = &'a str>) -> FxHashMap<String, usize> {
    let mut counts = FxHashMap::default();
    for text in texts {
        *counts.entry(marks(text)).or_default() += 1;
    }
    counts
}

/// Tells whether a text of the source's language would not stand so in a
/// translation.
fn must_be_translated(text: &str, model: &Model) -> bool {
    let lexicon = &model.lexicon;
    if lexicon.src.is_empty() {
        return Lean::of(text, &model.langs).is_src();
    }
    if is_name(text) {
        return false;
    }
    let (mut n_words, mut n_foreign) = (0, 0);
    each_word(text, model.langs.src.apostrophe(), |word| {
        if !word.contains(char::is_alphabetic) {
            return;
        }
        n_words += 1;
        let Some(position) = lexicon.src.position(word) else { return };
        let own = lexicon.tgt.position(word);
        let is_shared = lexicon.row(position).iter().any(|entry| {
            Some(entry.tgt as usize) == own && probability_of(entry.forward) >= MIN_SHARED
        });
        n_foreign += usize::from(!is_shared);
    });
    n_foreign >= 2 || (n_foreign == 1 && n_words == 1)
}

/// Names have at most so many words: `Le Monde`, `Château d'If`.
const MAX_NAME_WORDS: usize = 4;

/// Tells whether a text reads like a name: a few words, all of the longer ones with
/// a capital, and no stop.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capital = |word: &&str| word.chars().count() < 4 || word.contains(char::is_uppercase);
    (2..=MAX_NAME_WORDS).contains(&words.len())
        && words.iter().all(is_capital)
        && !text.ends_with(['.', '!', '?', ':', '…'])
}
