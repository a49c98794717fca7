//! What of a bitext lacks a translation, and translations that come back.
//!
//! ```text
//! bitext ─ missing ─► a sheet: key, source, context, what the memory has ─┐
//!                                                                    a translator
//! bitext ◄─ take ─── by key and source text, whatever became of the order ┘
//! ```
//!
//! A row is taken if its key names a pair that still lacks a translation and whose
//! source is the one that was sent out; what is not taken is told, with why. No
//! pair but those named is touched.
//!
//! The memory is searched by the rarest words of the source and compared by all
//! of them, in order. That a translation fits is not known here: a match is an
//! offer to a person.

mod memory;

pub use memory::{Memory, Offer};

use super::links::words;
use crate::bitext::{Bitext, Pair, Status};
use crate::pairing::bare;
use crate::segment::Segmenter;
use rustc_hash::FxHashMap;

/// What a sheet says of a pair without a translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Names the pair.
    pub key: String,
    /// The source before it, and after it.
    pub before: String,
    /// Its source.
    pub src: String,
    /// See `before`.
    pub after: String,
    /// What the memory has for it.
    pub offer: Option<Offer>,
}

/// A row of a sheet that came back.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Filled {
    /// The line of the sheet.
    pub line: u64,
    /// Names the pair.
    pub key: String,
    /// Its source, if the sheet has it still.
    pub src: Option<String>,
    /// The translation; may be blank.
    pub tgt: String,
    /// What the translator says.
    pub comment: String,
}

/// A row that was not taken, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotTaken {
    /// The line of the sheet.
    pub line: u64,
    /// Its key.
    pub key: String,
    /// Why, as the end of a sentence.
    pub why: &'static str,
}

/// What came of taking a sheet back.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The bitext with the translations.
    pub bitext: Bitext,
    /// The positions of the pairs that got one.
    pub pairs: Vec<usize>,
    /// The rows that say something and were not taken.
    pub not_taken: Vec<NotTaken>,
    /// How many rows named a pair of the bitext by its key and its source.
    pub n_known: usize,
}

/// Tells whether a pair has a source and no translation: it is blank, says that it
/// is to be made, or is the source once more where there are words to translate.
#[must_use]
pub fn lacks_translation(pair: &Pair) -> bool {
    !pair.src.trim().is_empty() && (says_nothing(&pair.tgt) || is_copy(pair))
}

/// So many words in small letters are a sentence that somebody could translate; a
/// name or a number is the same in both languages. By hand.
const MIN_SMALL_WORDS: usize = 3;

fn is_copy(pair: &Pair) -> bool {
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    pair.src.trim() == pair.tgt.trim()
        && words(&pair.src).filter(is_small).count() >= MIN_SMALL_WORDS
}

/// What people write where a translation is still to come, in small letters.
const PLACEHOLDERS: [&str; 16] = [
    "todo", "tbd", "tba", "tk", "n/a", "n.a.", "na", "xxx", "???", "??", "-", "–", "—", "...", "…",
    "fixme",
];

/// What such a note in brackets says. By hand.
const IN_BRACKETS: [&str; 8] = [
    "à traduire",
    "a traduire",
    "to be translated",
    "to translate",
    "untranslated",
    "non traduit",
    "translation missing",
    "traduction manquante",
];

/// Tells whether a translation only says that there is none.
#[must_use]
pub fn says_nothing(tgt: &str) -> bool {
    let text = tgt.trim().to_lowercase();
    let inner =
        text.trim_matches(['[', ']', '(', ')', '<', '>', '{', '}', '*', ' ', '.', ':', '!']);
    text.is_empty()
        || PLACEHOLDERS.contains(&text.as_str())
        || PLACEHOLDERS[..8].contains(&inner)
        || IN_BRACKETS.contains(&inner)
}

/// Returns a key for each pair: its id, numbered where several have the same.
#[must_use]
pub fn keys(bitext: &Bitext) -> Vec<String> {
    let mut n_seen: FxHashMap<&str, usize> = FxHashMap::default();
    let key = |pair: &'_ Pair, n: usize| {
        if n == 1 { pair.id.clone() } else { format!("{}#{n}", pair.id) }
    };
    let mut keys = Vec::with_capacity(bitext.pairs.len());
    for pair in &bitext.pairs {
        let n = n_seen.entry(pair.id.as_str()).or_insert(0);
        *n += 1;
        keys.push(key(pair, *n));
    }
    keys
}

/// Returns what lacks a translation, in the order of the bitext.
#[must_use]
pub fn missing(bitext: &Bitext, memory: &Memory) -> Vec<Gap> {
    let keys = keys(bitext);
    let pairs = &bitext.pairs;
    let source = |mut places: Box<dyn Iterator<Item = usize>>| {
        let near = places.find(|at| !pairs[*at].src.trim().is_empty());
        near.map(|at| pairs[at].src.clone()).unwrap_or_default()
    };
    let gap = |(at, pair): (usize, &Pair)| Gap {
        key: keys[at].clone(),
        before: source(Box::new((0..at).rev())),
        src: pair.src.clone(),
        after: source(Box::new(at + 1..pairs.len())),
        offer: memory.best(&pair.src),
    };
    pairs.iter().enumerate().filter(|(_, pair)| lacks_translation(pair)).map(gap).collect()
}

/// Takes translations into a bitext, cut by the segmenter of its target.
#[must_use]
pub fn take(bitext: &Bitext, rows: &[Filled], segmenter: &Segmenter) -> Taken {
    let keys = keys(bitext);
    let at_key: FxHashMap<&str, usize> =
        keys.iter().enumerate().map(|(at, key)| (key.as_str(), at)).collect();
    let mut taken =
        Taken { bitext: bitext.clone(), pairs: Vec::new(), not_taken: Vec::new(), n_known: 0 };
    for row in rows {
        match place(bitext, &taken, &at_key, row) {
            Ok(at) => {
                taken.n_known += 1;
                if !says_nothing(&row.tgt) {
                    fill(&mut taken.bitext.pairs[at], &keys[at], row, segmenter);
                    taken.pairs.push(at);
                }
            }
            Err(why) => {
                taken.n_known += usize::from(why != UNKNOWN && why != OTHER_SOURCE);
                if !says_nothing(&row.tgt) {
                    taken.not_taken.push(NotTaken { line: row.line, key: row.key.clone(), why });
                }
            }
        }
    }
    taken.pairs.sort_unstable();
    taken
}

const UNKNOWN: &str = "no pair has this key";
const OTHER_SOURCE: &str = "the source of this pair is another";
const TRANSLATED: &str = "the pair has a translation by now";
const TWICE: &str = "another row of the sheet has this key and another translation";
const NO_SOURCE: &str = "the pair has no source";

/// Returns which pair a row is for.
fn place(
    bitext: &Bitext,
    taken: &Taken,
    at_key: &FxHashMap<&str, usize>,
    row: &Filled,
) -> Result<usize, &'static str> {
    let at = *at_key.get(row.key.trim()).ok_or(UNKNOWN)?;
    let (pair, now) = (&bitext.pairs[at], &taken.bitext.pairs[at]);
    if pair.src.trim().is_empty() {
        return Err(NO_SOURCE);
    }
    if row.src.as_ref().is_some_and(|src| bare(src) != bare(&pair.src)) {
        return Err(OTHER_SOURCE);
    }
    match (lacks_translation(pair), lacks_translation(now)) {
        (true, true) => Ok(at),
        _ if bare(&now.tgt) == bare(&row.tgt) => Ok(at),
        (true, false) => Err(TWICE),
        _ => Err(TRANSLATED),
    }
}

/// Gives a pair its translation. Who decided on the pair without one has not
/// decided on this.
fn fill(pair: &mut Pair, key: &str, row: &Filled, segmenter: &Segmenter) {
    let text = row.tgt.trim();
    if bare(&pair.tgt) == bare(text) {
        return;
    }
    let segments = segmenter.segment_cell(text, key, 1);
    let texts: Vec<&str> = segments.iter().map(|segment| segment.text.as_str()).collect();
    pair.tgt = texts.join(" ");
    pair.tgt_ids = segments.iter().map(|segment| segment.id.clone()).collect();
    pair.shape.tgt = segments.len();
    let ends = texts.iter().scan(0, |end, text| {
        *end += text.len() + 1;
        Some(*end)
    });
    pair.tgt_breaks = ends.take(texts.len().saturating_sub(1)).collect();
    (pair.score, pair.status) = (None, Status::Auto);
    let comment = row.comment.trim();
    if !comment.is_empty() && !pair.comment.contains(comment) {
        if !pair.comment.is_empty() {
            pair.comment.push('\n');
        }
        pair.comment.push_str(comment);
    }
}

#[cfg(test)]
mod tests;
