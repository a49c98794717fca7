//! Weighs what the rules leave open: whether a word with a capital opens a
//! sentence although no stop stands before it.
//!
//! ```text
//! keep the lens cap on │ Create a new layer    ordinary word, small letter after
//! the report of the │ Commission on trade      no: `Commission` is often a name
//! ```
//!
//! A linear model: every feature of the words around is hashed to a cell of a
//! table of small numbers, and their sum is the score. So it needs no list of
//! features, takes 32 KB a language, and gives the same answer on every machine.
//! What it learns is mostly which words have a capital inside sentences, and
//! which cannot stand before an end. `train::residue` makes the tables from
//! texts with one sentence a line; `model/README.md` says which.
//!
//! What it does not know: anything further away than two words.

use super::candidates::{Candidate, Stops};
use super::chars::{is_blank, is_closer, is_stop};
use super::gap::Gap;
use super::lexicon::{Group, Lexicon};
use super::scanner::Scanner;
use super::shape::Shape;
use super::titles::may_end_title;
use crate::lang::{Grammar, Lang};

/// How many features a place has.
pub(super) const N_FEATURES: usize = 16;

/// How many cells a table has. Twice as many gain nothing (EWT, November 2026).
pub const N_CELLS: usize = 1 << 14;

/// How many bytes the set of ordinary words has. Of the words that are not among
/// them it takes one in a hundred for one (20,000 words, two bits a word).
pub const N_SET_BYTES: usize = 1 << 15;

/// The cells of a place's features.
pub type Features = [u16; N_FEATURES];

/// What was learnt of a language: the weights of the cells, then the set of the
/// ordinary words, which have no capital inside sentences.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    weights: &'a [u8],
    ordinary: &'a [u8],
}

const FRENCH: &[u8; N_CELLS + N_SET_BYTES] = include_bytes!("data/fr.residue");
const ENGLISH: &[u8; N_CELLS + N_SET_BYTES] = include_bytes!("data/en.residue");

impl<'a> Table<'a> {
    /// Returns the table of a language, if there is one.
    pub(super) fn of(lang: &Lang) -> Option<Table<'static>> {
        match lang.grammar() {
            Grammar::French => Some(Table::new(FRENCH)),
            Grammar::English => Some(Table::new(ENGLISH)),
            Grammar::Other => None,
        }
    }

    /// Returns the table that `N_CELLS + N_SET_BYTES` bytes hold.
    ///
    /// # Panics
    ///
    /// There are fewer bytes.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Table<'a> {
        let (weights, ordinary) = bytes.split_at(N_CELLS);
        Table { weights, ordinary }
    }

    /// Returns how much speaks for a new sentence, in sixteenths of a logit.
    pub(super) fn score(self, features: &Features) -> i32 {
        let weight = |cell: &u16| i32::from(self.weights[usize::from(*cell)].cast_signed());
        features.iter().map(weight).sum()
    }

    /// Tells whether a word has, as far as is known, no capital inside sentences.
    pub(super) fn is_ordinary(self, word: &str) -> bool {
        bits_of(word).into_iter().all(|bit| self.ordinary[bit / 8] & (1 << (bit % 8)) != 0)
    }
}

/// Returns the bits of a word in the set of the ordinary words.
#[must_use]
pub fn bits_of(text: &str) -> [usize; 2] {
    let hash = mix(word(text));
    [46, 28].map(|shift| below(hash >> shift, 8 * N_SET_BYTES))
}

/// Returns a number below `limit`, the same on machines of any word size.
#[allow(clippy::cast_possible_truncation, reason = "the rest is below a usize")]
fn below(number: u64, limit: usize) -> usize {
    (number % limit as u64) as usize
}

/// Returns the features of a place.
pub(super) fn features(gap: &Gap, n_bytes: usize, lexicon: &Lexicon) -> Features {
    let Gap { run, left, right } = gap;
    let words = [left.previous(), left.word, right.word, right.second()];
    let [before, mut last, first, second] = words.map(Look::at);
    last.form += if left.shape == Shape::Closed { 16 } else { 0 };
    let follows = right.follows() as u64;
    let length = u64::from((n_bytes / 4 + 1).ilog2());
    let opens = u64::from(left.opens) + 2 * u64::from(left.previous_opens());
    let inside = u64::from(run.inside.quote) + 2 * u64::from(run.inside.bracket);
    let (first_class, last_class) = (class(lexicon, right.word), class(lexicon, left.word));
    let mut hashes = Hashes::default();
    hashes.push(&[0]);
    hashes.push(&[first.word, first.form]);
    hashes.push(&[first.suffix, first.form]);
    hashes.push(&[first.word, second.word]);
    hashes.push(&[second.word, first.form, follows]);
    hashes.push(&[first.form, second.form, follows, last.form]);
    hashes.push(&[last.word]);
    hashes.push(&[last.suffix, last.form]);
    hashes.push(&[before.word, last.word]);
    hashes.push(&[last.word, first.word]);
    hashes.push(&[before.form, last.form, first.form]);
    hashes.push(&[length, last.form]);
    hashes.push(&[opens, first.form]);
    hashes.push(&[first_class, last_class, first.form, second.form]);
    hashes.push(&[last.form, second.word]);
    hashes.push(&[inside]);
    hashes.cells
}

/// What is seen of a word: hashes of the word and of its last three letters, and
/// its form as a small number.
#[derive(Clone, Copy, Debug)]
struct Look {
    word: u64,
    suffix: u64,
    form: u64,
}

impl Look {
    fn at(text: &str) -> Look {
        Look { word: word(text), suffix: hash_of(text.chars().rev().take(3)), form: form(text) }
    }
}

/// Fills the cells one by one.
#[derive(Debug, Default)]
struct Hashes {
    cells: Features,
    n: usize,
}

impl Hashes {
    fn push(&mut self, parts: &[u64]) {
        let seed = self.n as u64 + 1;
        let hash = parts.iter().fold(seed, |hash, part| mix(hash ^ part));
        // The high bits are the best mixed; there are 14 of them.
        self.cells[self.n] = (mix(hash) >> 50) as u16;
        self.n += 1;
    }
}

/// The multiplier of Knuth's linear congruential generator MMIX, and a fold.
fn mix(hash: u64) -> u64 {
    let hash = hash.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    hash ^ (hash >> 29)
}

/// Returns the hash of a word, whatever its case.
fn word(word: &str) -> u64 {
    hash_of(word.chars())
}

fn hash_of(chars: impl Iterator<Item = char>) -> u64 {
    let lower = chars.flat_map(|c| {
        let c = if c == '’' { '\'' } else { c };
        c.to_lowercase()
    });
    lower.fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Returns what a word looks like, as a small number.
fn form(word: &str) -> u64 {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return 0 };
    let (mut n_upper, mut n_lower, mut n_other) = (0, 0, 0);
    for c in letters {
        n_upper += u32::from(c.is_uppercase());
        n_lower += u32::from(c.is_lowercase());
        n_other += u32::from(!c.is_alphabetic() && !matches!(c, '\'' | '’' | '-'));
    }
    match first {
        _ if word.contains("://") || word.starts_with("www.") => 8,
        _ if first.is_numeric() => 1,
        _ if n_other > 0 => 2,
        _ if first.is_lowercase() => 3,
        _ if first.is_uppercase() && n_lower + n_upper == 0 => 4,
        _ if first.is_uppercase() && n_upper == 0 => 5,
        _ if first.is_uppercase() && n_lower == 0 => 6,
        _ => 7,
    }
}

fn class(lexicon: &Lexicon, word: &str) -> u64 {
    let groups = lexicon.groups(word);
    u64::from(groups.has(Group::Starter))
        + 2 * u64::from(groups.has(Group::NameToo))
        + 4 * u64::from(groups.has(Group::BeforeTitle))
        + 8 * u64::from(groups.has(Group::Title))
}

/// A place to learn from.
#[derive(Clone, Debug)]
pub struct Example {
    /// The cells of its features.
    pub features: Features,
    /// Whether a sentence opens there.
    pub opens: bool,
}

/// Returns what consecutive sentences teach when they are joined without their
/// stops: every capital after a space is a place, and the joins are the ends.
#[must_use]
pub fn examples(lang: &Lang, table: Table, sentences: &[&str]) -> Vec<Example> {
    let lexicon = Lexicon::new(lang, &[]);
    let mut text = String::new();
    let mut joins = Vec::new();
    for sentence in sentences {
        joins.push(text.len());
        text.push_str(sentence.trim_end_matches(|c| is_blank(c) || is_stop(c) || is_closer(c)));
        text.push(' ');
    }
    let runs = Scanner::new(&text, 0, text.len()).with_capitals();
    let is_place = |run: &Candidate| run.stops == Stops::Missing && is_open(run);
    let places = runs.filter(is_place).filter_map(|run| {
        let start = joins[joins.partition_point(|join| *join <= run.start) - 1];
        let gap = Gap::read(&text, &run, start, text.len(), lexicon.elides);
        let may_be_end = may_end_title(&gap.left, &lexicon) && may_open(&gap, table);
        may_be_end.then(|| Example {
            features: features(&gap, run.start - start, &lexicon),
            opens: joins.binary_search(&run.next).is_ok(),
        })
    });
    places.collect()
}

/// Tells whether a sentence may open at a place: not inside a quotation or a bracket
/// of a sentence.
pub(super) fn is_open(run: &Candidate) -> bool {
    !run.is_bracketed && !run.inside.quote
}

/// Tells whether the next word is one that may be weighed: an ordinary word of more
/// than one letter, so no name, and neither `I` nor `A`, with a small letter after
/// it. A number that ends nothing counts: `the 58th Day`, `500 Euros`.
pub(super) fn may_open(gap: &Gap, table: Table) -> bool {
    let Gap { left, right, .. } = gap;
    let is_plain = right.word.chars().nth(1).is_some_and(|c| !c.is_uppercase())
        && !right.word.starts_with("I'")
        && !right.word.starts_with("I’");
    let counts = left.shape == Shape::Number && left.word.len() < 4;
    is_plain
        && !counts
        && right.second().starts_with(char::is_lowercase)
        && table.is_ordinary(right.word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(tag: &str, text: &str) -> Option<i32> {
        let lang = Lang::parse(tag).unwrap();
        let lexicon = Lexicon::new(&lang, &[]);
        let table = Table::of(&lang).unwrap();
        let run = Scanner::new(text, 0, text.len()).with_capitals().next()?;
        let gap = Gap::read(text, &run, 0, text.len(), lexicon.elides);
        may_open(&gap, table).then(|| table.score(&features(&gap, run.start, &lexicon)))
    }

    #[test]
    fn an_ordinary_word_with_a_capital_weighs_for_a_sentence() {
        assert!(weigh("en", "keep the lens cap on Create a new layer").unwrap() > 0);
        assert!(weigh("fr", "le mode d'emploi Prenez le flacon au frais").unwrap() > 0);
    }

    #[test]
    fn names_are_not_weighed() {
        assert_eq!(None, weigh("en", "the report of the Commission on trade"));
        assert_eq!(None, weigh("en", "they said that Paris is far"));
        assert_eq!(None, weigh("fr", "le rapport de la Commission sur le commerce"));
        assert_eq!(None, weigh("en", "the last time I saw him"));
    }

    #[test]
    fn only_joins_open_sentences_in_what_is_learnt_from() {
        let lang = Lang::EN;
        let sentences = ["Keep it cold.", "Shake the bottle in March!", "Call a doctor."];
        let learnt = examples(&lang, Table::of(&lang).unwrap(), &sentences);
        assert_eq!(vec![true, true], learnt.iter().map(|one| one.opens).collect::<Vec<_>>());
    }

    #[test]
    fn a_table_is_below_64_kilobytes() {
        assert!(FRENCH.len() < 64 << 10 && ENGLISH.len() < 64 << 10);
    }
}
