//! Recognizes the pairs of a part of a bitext, and completes the part with the pairs that it lacks.
//!
//! People send a part of a bitext and get it back, often without the segments' ids. Merged as it is,
//! such a part would delete everything that was not sent. So each of its pairs is first found in the
//! whole, from the strongest evidence down; a pair that is found is not looked at again:
//!
//! 1. The ids of segments, where the texts are alike or all ids of the pair are the same.
//! 2. The id of the pair, where a text is the same or alike: ids alone may be mere row numbers.
//! 3. Both texts; then one text, if it is long enough or stands once in what is left.
//! 4. Texts that make one together: a pair that was split or merged where nobody knows the segments.
//!
//! What is left of the part is new, and what is left of the whole was not sent. A part that was
//! rewritten on both sides and has no ids is taken for a new pair: nothing is lost by that.

use super::links::{Share, are_alike, spaced, words};
use crate::bitext::{Bitext, Pair};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A text is known again by itself only if it has as many words, or stands once. By hand: shorter ones
/// (`Oui.`) stand in many places.
const MIN_WORDS: usize = 3;

/// At least this part of the pairs must be known by a text, else it is a part of another bitext. By hand:
/// people add pairs of their own, but not nine for each that they were given.
const LEAST_KNOWN: f64 = 0.1;

/// Pairs between two that are found, among which a split or merged one is looked for. By hand: each pair
/// of the gap is compared with each.
const MAX_GAP: usize = 500;

/// Pairs that one is made of, or is split into. By hand: beads hold up to six segments a side.
const MAX_RUN: usize = 6;

/// A part of a bitext, with the pairs that it holds.
#[derive(Clone, Debug)]
#[allow(clippy::struct_field_names, reason = "a part and its whole")]
pub struct Part<'a> {
    part: &'a Bitext,
    whole: &'a Bitext,
    /// For each pair of the whole, the last pair of the part that it is in.
    homes: Vec<Option<usize>>,
    /// For each pair of the part, the last pair of the whole that it is.
    found: Vec<Option<usize>>,
    /// How many pairs of the part have a text of the whole.
    n_known: usize,
}

impl<'a> Part<'a> {
    /// Finds the pairs of a part in the whole.
    #[must_use]
    pub fn new(part: &'a Bitext, whole: &'a Bitext) -> Part<'a> {
        let mut search = Search::new(part, whole);
        search.by_segments();
        search.by_pair_id();
        for key in [Key::Both, Key::Src, Key::Tgt] {
            search.by_text(key);
        }
        search.by_joining();
        let n_known = (0..part.pairs.len()).filter(|at| search.is_known[*at]).count();
        Part { part, whole, homes: search.homes, found: search.found, n_known }
    }

    /// Tells whether it is a part of this bitext and not of another. A part without pairs is of any.
    #[must_use]
    pub fn is_of_the_whole(&self) -> bool {
        let n_pairs = self.part.pairs.len();
        n_pairs == 0 || self.n_known > 0 && self.n_known as f64 >= LEAST_KNOWN * n_pairs as f64
    }

    /// Returns how many pairs of the whole are not in the part.
    #[must_use]
    pub fn n_missing(&self) -> usize {
        self.homes.iter().filter(|home| home.is_none()).count()
    }

    /// Returns the part with the pairs that it lacks, each behind the pair that it stands behind in the
    /// whole. Decisions, comments and dismissals are those of the whole if the part has none at all: then it
    /// was written without these columns. A pair that is one of the whole has the segments of that one.
    #[must_use]
    pub fn completed(&self) -> Bitext {
        let headers = &self.part.carried_headers;
        let mut missing: Vec<Vec<Pair>> = vec![Vec::new(); self.part.pairs.len() + 1];
        let mut place = 0;
        for (pair, home) in self.whole.pairs.iter().zip(&self.homes) {
            match home {
                Some(at) => place = at + 1,
                None => missing[place].push(with_columns(pair, self.whole, headers)),
            }
        }
        let last = missing.pop().unwrap_or_default();
        let pairs = missing.into_iter().zip(self.with_what_is_unsaid());
        let pairs = pairs.flat_map(|(before, pair)| before.into_iter().chain([pair]));
        Bitext { pairs: pairs.chain(last).collect(), ..self.part.clone() }
    }

    /// Returns the pairs of the part, with what none of them says.
    fn with_what_is_unsaid(&self) -> Vec<Pair> {
        let pairs = &self.part.pairs;
        let has = |says: fn(&Pair) -> bool| pairs.iter().any(says);
        let has_decisions =
            has(|pair| pair.status != crate::bitext::Status::Auto || !pair.reviewer.is_empty());
        let has_comments = has(|pair| !pair.comment.is_empty());
        let has_findings = has(|pair| !pair.findings.is_empty());
        let same = self.same();
        let completed = |(at, pair): (usize, &Pair)| {
            let mut pair = pair.clone();
            let Some(old) = same[at] else { return pair };
            with_segments_of(&mut pair, old);
            if !has_decisions {
                pair.status = old.status;
                pair.reviewer.clone_from(&old.reviewer);
                pair.updated.clone_from(&old.updated);
            }
            if !has_comments {
                pair.comment.clone_from(&old.comment);
            }
            if !has_findings {
                pair.findings.clone_from(&old.findings);
            }
            pair
        };
        pairs.iter().enumerate().map(completed).collect()
    }

    /// Returns, for each pair of the part, the pair of the whole that it is, if it is one and nothing else is.
    fn same(&self) -> Vec<Option<&'a Pair>> {
        let mut n_wholes = vec![0; self.found.len()];
        let mut n_parts = vec![0; self.homes.len()];
        self.homes.iter().flatten().for_each(|part| n_wholes[*part] += 1);
        self.found.iter().flatten().for_each(|whole| n_parts[*whole] += 1);
        let same = |(part, whole): (usize, &Option<usize>)| {
            let whole = whole.filter(|whole| n_wholes[part] == 1 && n_parts[*whole] == 1)?;
            Some(&self.whole.pairs[whole])
        };
        self.found.iter().enumerate().map(same).collect()
    }
}

/// Gives a pair the id of the one that it is, and its segments where only one of the two says which they are:
/// where a table has no ids, those that a reader gives are mere row numbers.
fn with_segments_of(pair: &mut Pair, old: &Pair) {
    pair.id.clone_from(&old.id);
    if pair.src_ids.is_empty() != old.src_ids.is_empty() {
        pair.src_ids.clone_from(&old.src_ids);
        pair.shape.src = old.shape.src;
    }
    if pair.tgt_ids.is_empty() != old.tgt_ids.is_empty() {
        pair.tgt_ids.clone_from(&old.tgt_ids);
        pair.shape.tgt = old.shape.tgt;
    }
    if pair.src == old.src {
        pair.src_breaks.clone_from(&old.src_breaks);
    }
    if pair.tgt == old.tgt {
        pair.tgt_breaks.clone_from(&old.tgt_breaks);
    }
}

/// Which texts are to be the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Key {
    Both,
    Src,
    Tgt,
}

/// The two texts of a pair, with single spaces.
#[derive(Debug)]
struct Texts {
    src: String,
    tgt: String,
}

impl Texts {
    fn of(pair: &Pair) -> Texts {
        Texts { src: spaced(&pair.src), tgt: spaced(&pair.tgt) }
    }

    fn key(&self, key: Key) -> Option<String> {
        match key {
            Key::Both => Some(format!("{}\t{}", self.src, self.tgt)),
            Key::Src => (!self.src.is_empty()).then(|| self.src.clone()),
            Key::Tgt => (!self.tgt.is_empty()).then(|| self.tgt.clone()),
        }
    }

    fn sides(&self) -> [&str; 2] {
        [&self.src, &self.tgt]
    }

    /// Tells whether both sides are the same, or one that says enough to be known by.
    fn shares_a_text(&self, other: &Texts) -> bool {
        (&self.src, &self.tgt) == (&other.src, &other.tgt) || self.shares_a_long_text(other)
    }

    /// Tells whether one side is the same and says enough to be known by.
    fn shares_a_long_text(&self, other: &Texts) -> bool {
        let is_same = |(a, b): (&str, &str)| a == b && words(a).count() >= MIN_WORDS;
        self.sides().into_iter().zip(other.sides()).any(is_same)
    }

    fn is_alike(&self, other: &Texts) -> bool {
        let whole = Share { n_segments: 1, of: 1 };
        let both = |(a, b): (&str, &str)| !a.is_empty() && !b.is_empty() && are_alike(a, b, whole);
        self.sides().into_iter().zip(other.sides()).any(both)
    }

    /// Tells whether a side holds the same side of the other, or the other way round.
    fn holds_or_is_held(&self, other: &Texts) -> bool {
        let holds = |(a, b): (&str, &str)| {
            let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
            words(short).count() >= MIN_WORDS && long.contains(short)
        };
        self.sides().into_iter().zip(other.sides()).any(holds)
    }
}

/// The search for the pairs of a part in the whole.
struct Search<'a> {
    part: &'a [Pair],
    whole: &'a [Pair],
    of_part: Vec<Texts>,
    of_whole: Vec<Texts>,
    homes: Vec<Option<usize>>,
    /// For each pair of the part, the last pair of the whole that it is.
    found: Vec<Option<usize>>,
    is_known: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(part: &'a Bitext, whole: &'a Bitext) -> Search<'a> {
        let (part, whole) = (part.pairs.as_slice(), whole.pairs.as_slice());
        Search {
            part,
            whole,
            of_part: part.iter().map(Texts::of).collect(),
            of_whole: whole.iter().map(Texts::of).collect(),
            homes: vec![None; whole.len()],
            found: vec![None; part.len()],
            is_known: vec![false; part.len()],
        }
    }

    fn put(&mut self, whole: usize, part: usize) {
        self.homes[whole] = self.homes[whole].max(Some(part));
        self.found[part] = self.found[part].max(Some(whole));
        self.is_known[part] |= self.of_whole[whole].shares_a_text(&self.of_part[part])
            || self.of_whole[whole].holds_or_is_held(&self.of_part[part]);
    }

    /// Finds pairs by the ids of their segments.
    fn by_segments(&mut self) {
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, pair) in self.part.iter().enumerate() {
            for segment in segments(pair) {
                places.entry(segment).or_default().push(at);
            }
        }
        let mut found = Vec::new();
        for (whole, pair) in self.whole.iter().enumerate() {
            for part in segments(pair).filter_map(|segment| places.get(&segment)).flatten() {
                let other = &self.part[*part];
                let has_same_ids =
                    (&pair.src_ids, &pair.tgt_ids) == (&other.src_ids, &other.tgt_ids);
                let (ours, theirs) = (&self.of_whole[whole], &self.of_part[*part]);
                if has_same_ids || ours.is_alike(theirs) || ours.holds_or_is_held(theirs) {
                    found.push((whole, *part));
                }
            }
        }
        for (whole, part) in found {
            self.put(whole, part);
        }
    }

    /// Finds pairs by their ids, which must stand once on either side.
    fn by_pair_id(&mut self) {
        let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, pair) in self.part.iter().enumerate() {
            places.entry(&pair.id).or_default().push(at);
        }
        let mut n_whole: FxHashMap<&str, usize> = FxHashMap::default();
        for pair in self.whole {
            *n_whole.entry(&pair.id).or_default() += 1;
        }
        for (whole, pair) in self.whole.iter().enumerate() {
            let Some([part]) = places.get(pair.id.as_str()).map(Vec::as_slice) else { continue };
            let is_alone = n_whole[pair.id.as_str()] == 1 && !pair.id.is_empty();
            let is_free = self.homes[whole].is_none() && self.found[*part].is_none();
            let (ours, theirs) = (&self.of_whole[whole], &self.of_part[*part]);
            // Where a table has no ids its reader counts the rows, and a short text may stand there by chance.
            let is_row_number = pair.id == (part + 1).to_string();
            let has_text = || {
                let is_same = |(a, b): (&str, &str)| !a.is_empty() && a == b;
                let is_one_the_same = ours.sides().into_iter().zip(theirs.sides()).any(is_same);
                let is_enough = !is_row_number && (is_one_the_same || ours.is_alike(theirs));
                is_enough || ours.shares_a_long_text(theirs)
            };
            if is_alone && is_free && has_text() {
                self.put(whole, *part);
            }
        }
    }

    /// Finds pairs by a text; of several the first behind the pair that was found last.
    fn by_text(&mut self, key: Key) {
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for whole in (0..self.whole.len()).filter(|whole| self.homes[*whole].is_none()) {
            if let Some(text) = self.of_whole[whole].key(key) {
                places.entry(text).or_default().push(whole);
            }
        }
        let mut last = 0;
        for part in 0..self.part.len() {
            if let Some(at) = self.found[part] {
                last = at;
                continue;
            }
            let Some(text) = self.of_part[part].key(key) else { continue };
            let Some(known) = places.get_mut(&text) else { continue };
            let says_enough = key == Key::Both || words(&text).count() >= MIN_WORDS;
            if known.is_empty() || !(says_enough || known.len() == 1) {
                continue;
            }
            let at = known.iter().position(|whole| *whole >= last).unwrap_or(0);
            last = known.remove(at);
            self.put(last, part);
        }
    }

    /// Finds pairs that were split or merged: the texts of a run on one side make a text on the other. Only
    /// between the neighbors that are found.
    fn by_joining(&mut self) {
        for part in 0..self.part.len() {
            if self.found[part].is_some() {
                continue;
            }
            let gap = self.gap(part);
            if gap.len() > MAX_GAP {
                continue;
            }
            let merged = gap.clone().find_map(|whole| {
                let run = whole..(whole + MAX_RUN).min(gap.end);
                let run = run.take_while(|at| self.homes[*at].is_none());
                joining(&self.of_part[part], &self.of_whole, run)
            });
            let split = || {
                let run = part..(part + MAX_RUN).min(self.part.len());
                let run = run.take_while(|at| self.found[*at].is_none());
                gap.clone().filter(|whole| self.homes[*whole].is_none()).find_map(|whole| {
                    Some((whole, joining(&self.of_whole[whole], &self.of_part, run.clone())?))
                })
            };
            if let Some(run) = merged {
                run.for_each(|whole| self.put(whole, part));
            } else if let Some((whole, run)) = split() {
                run.for_each(|part| self.put(whole, part));
            }
        }
    }

    /// Returns the pairs of the whole between those that the neighbors of a pair of the part are.
    fn gap(&self, part: usize) -> Range<usize> {
        let before = self.found[..part].iter().rev().find_map(|at| *at);
        let after = self.found[part..].iter().find_map(|at| *at);
        let start = before.map_or(0, |at| at + 1);
        start..after.unwrap_or(self.whole.len()).max(start)
    }
}

/// Returns the run at the start of `run` whose texts, joined, are one of the two texts.
fn joining(
    text: &Texts,
    texts: &[Texts],
    run: impl Iterator<Item = usize>,
) -> Option<Range<usize>> {
    let mut joined = Texts { src: String::new(), tgt: String::new() };
    let mut start = None;
    for at in run {
        let start = *start.get_or_insert(at);
        for (so_far, more) in [(&mut joined.src, &texts[at].src), (&mut joined.tgt, &texts[at].tgt)]
        {
            if !so_far.is_empty() && !more.is_empty() {
                so_far.push(' ');
            }
            so_far.push_str(more);
        }
        if at > start && text.shares_a_text(&joined) {
            return Some(start..at + 1);
        }
    }
    None
}

/// Returns names of the segments of both sides.
fn segments(pair: &Pair) -> impl Iterator<Item = String> {
    let src = pair.src_ids.iter().map(|id| format!("src {id}"));
    src.chain(pair.tgt_ids.iter().map(|id| format!("tgt {id}")))
}

/// Returns a pair of a bitext with its carried cells under other headers.
fn with_columns(pair: &Pair, bitext: &Bitext, headers: &[String]) -> Pair {
    let cell = |header: &String| {
        let at = bitext.carried_headers.iter().position(|known| known == header);
        at.and_then(|at| pair.carried.get(at).cloned()).unwrap_or_default()
    };
    Pair { carried: headers.iter().map(cell).collect(), ..pair.clone() }
}
