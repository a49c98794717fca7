//! Compares two bitexts by what their pairs hold, whatever they call it.
//!
//! Two programs rarely give a segment the same id, and many files have none. The
//! texts themselves say which segments are meant. Three ways, the surest first:
//!
//! 1. Both bitexts hold the very same letters on a side, in the same order. Then
//!    the side is one string, cut wherever either of them cuts it; a pair is the
//!    pieces that it covers, and another segmentation does no harm.
//! 2. Both name their segments alike, and most of the texts under a name agree:
//!    a text that somebody corrected is still the same segment.
//! 3. A text that stands in both is the same segment, wherever it stands; its
//!    second occurrence is the second one in the other. A text that is made of
//!    several of the other bitext is those.
//!
//! Bitexts with next to nothing in common are not compared: every figure of
//! theirs would be made up.

use super::beads::{Link, Report, compare};
use super::boundaries::is_black;
use crate::bitext::{Bitext, Pair};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeSet, VecDeque};

/// Bitexts that share less of the source than this are of two texts. By hand:
/// two translations of one text share all of it, two texts a few short lines.
const MIN_COMMON: f64 = 0.25;

/// Ids are believed if at least this share of the texts under them agree on
/// each side. By hand: a reviewer corrects some, another segmentation moves most.
const MIN_AGREEING: f64 = 0.5;

/// By what two bitexts were compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Basis {
    /// By the ids of their segments.
    Ids,
    /// By their texts.
    Texts,
}

/// Compares two bitexts; none if they are not of one text.
#[must_use]
pub fn compare_bitexts(gold: &Bitext, test: &Bitext) -> Option<(Report, Basis)> {
    let of = |bitext: &Bitext, side: fn(&Pair) -> Segments| -> Vec<Segments> {
        bitext.pairs.iter().map(side).collect()
    };
    let (gold_src, test_src) = (of(gold, src_of), of(test, src_of));
    let (gold_tgt, test_tgt) = (of(gold, tgt_of), of(test, tgt_of));
    if let (Some(src), Some(tgt)) = (by_place(&gold_src, &test_src), by_place(&gold_tgt, &test_tgt))
    {
        return Some((report(src, tgt), Basis::Texts));
    }
    if let (Some(src), Some(tgt)) = (by_ids(&gold_src, &test_src), by_ids(&gold_tgt, &test_tgt)) {
        return Some((report(src, tgt), Basis::Ids));
    }
    let same = same_pairs([&gold_src, &gold_tgt], [&test_src, &test_tgt]);
    let (src, tgt) = (by_text(&gold_src, &test_src, &same), by_text(&gold_tgt, &test_tgt, &same));
    (src.common >= MIN_COMMON).then(|| (report(src, tgt), Basis::Texts))
}

/// The segments of one side of a pair: what is black of them, and their ids.
struct Segments {
    letters: Vec<String>,
    ids: Vec<String>,
}

fn src_of(pair: &Pair) -> Segments {
    segments(&pair.src_segments(), &pair.src_ids)
}

fn tgt_of(pair: &Pair) -> Segments {
    segments(&pair.tgt_segments(), &pair.tgt_ids)
}

fn segments(texts: &[&str], ids: &[String]) -> Segments {
    let black = |text: &&str| text.chars().filter(|c| is_black(*c)).collect::<String>();
    let letters = texts.iter().map(black).filter(|letters| !letters.is_empty()).collect();
    Segments { letters, ids: ids.to_vec() }
}

/// The numbers of the segments of each pair of both bitexts, on one side.
struct Numbered {
    gold: Vec<Vec<usize>>,
    test: Vec<Vec<usize>>,
    /// Which share of the letters stands in both.
    common: f64,
}

fn report(src: Numbered, tgt: Numbered) -> Report {
    let links = |src: Vec<Vec<usize>>, tgt: Vec<Vec<usize>>| -> Vec<Link> {
        src.into_iter().zip(tgt).map(|(src, tgt)| Link { src, tgt }).collect()
    };
    compare(&links(src.gold, tgt.gold), &links(src.test, tgt.test))
}

/// Numbers the pieces of a side of which both have the same letters.
fn by_place(gold: &[Segments], test: &[Segments]) -> Option<Numbered> {
    let all = |side: &[Segments]| -> String {
        side.iter().flat_map(|segments| segments.letters.iter().map(String::as_str)).collect()
    };
    if all(gold) != all(test) {
        return None;
    }
    let mut cuts = BTreeSet::new();
    for side in [gold, test] {
        let mut at = 0;
        for letters in side.iter().flat_map(|segments| &segments.letters) {
            at += letters.len();
            cuts.insert(at);
        }
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let pieces = |side: &[Segments]| -> Vec<Vec<usize>> {
        let mut next = 0;
        let mut at = 0;
        let mut numbers = |segments: &Segments| {
            at += segments.letters.iter().map(String::len).sum::<usize>();
            let first = next;
            while cuts.get(next).is_some_and(|cut| *cut <= at) {
                next += 1;
            }
            (first..next).collect()
        };
        side.iter().map(&mut numbers).collect()
    };
    Some(Numbered { gold: pieces(gold), test: pieces(test), common: 1.0 })
}

/// Numbers the ids of a side, if they mean the same segments.
fn by_ids(gold: &[Segments], test: &[Segments]) -> Option<Numbered> {
    let (known_gold, known_test) = (texts_by_id(gold), texts_by_id(test));
    let shared: Vec<&str> =
        known_gold.keys().filter(|id| known_test.contains_key(*id)).copied().collect();
    let n_fewer = known_gold.len().min(known_test.len());
    if shared.is_empty() || 2 * shared.len() < n_fewer {
        return None;
    }
    let known = |id: &&&str| known_gold[**id].is_some() && known_test[**id].is_some();
    let n_known = shared.iter().filter(known).count();
    let is_same = |id: &&&str| known_gold[**id] == known_test[**id];
    let n_same = shared.iter().filter(known).filter(is_same).count();
    if (n_same as f64) < MIN_AGREEING * n_known as f64 {
        return None;
    }
    let mut numbers = FxHashMap::default();
    let mut number = |segments: &Segments| -> Vec<usize> {
        let mut of = |id: &String| {
            let next = numbers.len();
            *numbers.entry(id.clone()).or_insert(next)
        };
        let mut found: Vec<usize> = segments.ids.iter().map(&mut of).collect();
        found.sort_unstable();
        found
    };
    let gold = gold.iter().map(&mut number).collect();
    let test = test.iter().map(&mut number).collect();
    Some(Numbered { gold, test, common: 1.0 })
}

/// Returns the text of each id; none where a pair does not say which of its
/// words are whose.
fn texts_by_id(side: &[Segments]) -> FxHashMap<&str, Option<&str>> {
    let mut known = FxHashMap::default();
    for Segments { letters, ids } in side {
        for (n, id) in ids.iter().enumerate() {
            let text = (letters.len() == ids.len()).then(|| letters[n].as_str());
            known.entry(id.as_str()).or_insert(text);
        }
    }
    known
}

/// The pairs that stand in both bitexts as they are, by a number that is theirs.
struct Same {
    gold: Vec<Option<usize>>,
    test: Vec<Option<usize>>,
}

/// Finds the pairs with the same two texts. Of a text that stands several times,
/// they say which of its places is meant.
fn same_pairs(gold: [&[Segments]; 2], test: [&[Segments]; 2]) -> Same {
    let key = |[src, tgt]: [&[Segments]; 2], at: usize| {
        (src[at].letters.concat(), tgt[at].letters.concat())
    };
    let mut places: FxHashMap<(String, String), VecDeque<usize>> = FxHashMap::default();
    for at in 0..gold[0].len() {
        places.entry(key(gold, at)).or_default().push_back(at);
    }
    let mut same = Same { gold: vec![None; gold[0].len()], test: vec![None; test[0].len()] };
    for at in 0..test[0].len() {
        let place = places.get_mut(&key(test, at)).and_then(VecDeque::pop_front);
        if let Some(place) = place {
            same.gold[place] = Some(place);
            same.test[at] = Some(place);
        }
    }
    same
}

/// Numbers texts: the same text is the same segment.
fn by_text(gold: &[Segments], test: &[Segments], same: &Same) -> Numbered {
    let (of_gold, of_test) = (Pieces::new(gold), Pieces::new(test));
    let mut numbers: FxHashMap<(String, Nth), usize> = FxHashMap::default();
    let mut number = |side: &[Segments], same: &[Option<usize>], other: &Pieces| {
        let mut n_seen: FxHashMap<String, usize> = FxHashMap::default();
        let mut of = |piece: String, same: Option<usize>| {
            let nth = same.map_or_else(
                || {
                    let n = n_seen.entry(piece.clone()).or_insert(0);
                    *n += 1;
                    Nth::Other(*n)
                },
                Nth::Same,
            );
            let next = numbers.len();
            *numbers.entry((piece, nth)).or_insert(next)
        };
        let mut pair = |(segments, same): (&Segments, &Option<usize>)| -> Vec<usize> {
            let whole = segments.letters.concat();
            let pieces = if other.has(&whole) { vec![whole] } else { other.cut_all(segments) };
            pieces.into_iter().map(|piece| of(piece, *same)).collect()
        };
        side.iter().zip(same).map(&mut pair).collect::<Vec<_>>()
    };
    let gold_numbers = number(gold, &same.gold, &of_test);
    let test_numbers = number(test, &same.test, &of_gold);
    let lens: FxHashMap<usize, usize> =
        numbers.iter().map(|((piece, _), number)| (*number, piece.len())).collect();
    let common = common(&gold_numbers, &test_numbers, &lens);
    Numbered { gold: gold_numbers, test: test_numbers, common }
}

/// Which of the places of a text is meant.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Nth {
    /// That of a pair which both bitexts have.
    Same(usize),
    /// That one, counted among the others.
    Other(usize),
}

/// Returns which share of the shorter bitext stands in the other.
fn common(gold: &[Vec<usize>], test: &[Vec<usize>], lens: &FxHashMap<usize, usize>) -> f64 {
    let set = |side: &[Vec<usize>]| side.iter().flatten().copied().collect::<FxHashSet<_>>();
    let (gold, test) = (set(gold), set(test));
    let len = |numbers: &mut dyn Iterator<Item = &usize>| -> usize {
        numbers.map(|number| lens[number]).sum()
    };
    let shorter = len(&mut gold.iter()).min(len(&mut test.iter()));
    let both = len(&mut gold.intersection(&test));
    if shorter == 0 { 0.0 } else { both as f64 / shorter as f64 }
}

/// How many letters of a text its pieces are looked up by. By hand.
const KEY_LEN: usize = 4;

/// Longer texts are not cut into those of the other bitext: the longest
/// paragraphs of novels are shorter, and looking takes their square.
const MAX_CUT_LEN: usize = 20_000;

/// The texts of one bitext on one side.
struct Pieces {
    texts: FxHashSet<String>,
    /// By their first letters, the longest first.
    by_start: FxHashMap<String, Vec<String>>,
}

impl Pieces {
    fn new(side: &[Segments]) -> Pieces {
        let mut texts = FxHashSet::default();
        for segments in side {
            texts.extend(segments.letters.iter().cloned());
            texts.insert(segments.letters.concat());
        }
        texts.remove("");
        let mut by_start: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for text in &texts {
            by_start.entry(start(text)).or_default().push(text.clone());
        }
        for pieces in by_start.values_mut() {
            pieces.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Pieces { texts, by_start }
    }

    fn has(&self, text: &str) -> bool {
        self.texts.contains(text)
    }

    fn cut_all(&self, segments: &Segments) -> Vec<String> {
        if let Some(pieces) = self.cut(&segments.letters.concat()) {
            return pieces;
        }
        let cut = |letters: &String| self.cut(letters).unwrap_or_else(|| vec![letters.clone()]);
        segments.letters.iter().flat_map(cut).collect()
    }

    /// Returns the texts that make up this one, if there are such.
    fn cut(&self, text: &str) -> Option<Vec<String>> {
        if text.len() > MAX_CUT_LEN {
            return None;
        }
        // The pieces on the way, and where those that led nowhere started.
        let mut pieces: Vec<(usize, usize)> = vec![(0, 0)];
        let mut dead = FxHashSet::default();
        let mut found: Vec<&str> = Vec::new();
        while let Some((at, nth)) = pieces.pop() {
            found.truncate(pieces.len());
            if at == text.len() {
                return (!found.is_empty())
                    .then(|| found.iter().map(|s| (*s).to_owned()).collect());
            }
            let next = self
                .starting(&text[at..])
                .skip(nth)
                .find(|(_, piece)| !dead.contains(&(at + piece.len())));
            match next {
                Some((n, piece)) => {
                    pieces.push((at, n + 1));
                    found.push(piece);
                    pieces.push((at + piece.len(), 0));
                }
                None => _ = dead.insert(at),
            }
        }
        None
    }

    /// Returns the texts that this one starts with, numbered, the longest first.
    fn starting<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        let mut keys: Vec<String> = vec![start(text)];
        // Texts that are shorter than a key have one of their own.
        for len in (1..KEY_LEN).rev() {
            let key: String = text.chars().take(len).collect();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let of_key = |key: String| self.by_start.get(&key).into_iter().flatten();
        let all = keys.into_iter().flat_map(of_key).map(String::as_str);
        all.filter(move |piece| text.starts_with(piece)).enumerate()
    }
}

fn start(text: &str) -> String {
    text.chars().take(KEY_LEN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::Shape;
    use crate::lang::LangPair;

    /// Reads pairs written as `src = tgt`, one a line; `ids src / ids tgt` may
    /// stand before them.
    fn bitext(lines: &str) -> Bitext {
        let ids = |ids: &str| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let pair = |line: &str| {
            let (known, texts) = line.split_once(": ").unwrap_or(("/", line));
            let (src_ids, tgt_ids) = known.split_once('/').unwrap();
            let (src, tgt) = texts.split_once('=').unwrap();
            Pair {
                shape: Shape { src: 1, tgt: 1 },
                src: src.trim().to_owned(),
                tgt: tgt.trim().to_owned(),
                src_ids: ids(src_ids),
                tgt_ids: ids(tgt_ids),
                ..Pair::default()
            }
        };
        let pairs = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(pair);
        let pairs = pairs.collect();
        Bitext { langs: LangPair::FR_EN, metadata: Vec::new(), carried_headers: Vec::new(), pairs }
    }

    /// `expected` is `right/made right/gold basis`; blank if they are refused.
    #[track_caller]
    fn check(gold: &str, test: &str, expected: &str) {
        let shown = compare_bitexts(&bitext(gold), &bitext(test)).map(|(report, basis)| {
            let strict = report.strict;
            format!("{} {} {basis:?}", strict.precision, strict.recall)
        });
        assert_eq!(expected, shown.unwrap_or_default());
    }

    const GOLD: &str = "Un chat. = A cat.\nDeux chiens. = Two dogs.\nTrois ânes. = Three donkeys.";

    #[test]
    fn pairs_without_ids_are_compared_by_their_texts() {
        check(GOLD, GOLD, "3/3 3/3 Texts");
        let swapped = "Un chat. = Two dogs.\nDeux chiens. = A cat.\nTrois ânes. = Three donkeys.";
        check(GOLD, swapped, "1/3 1/3 Texts");
        let sorted = "Trois ânes. = Three donkeys.\nUn chat. = A cat.\nDeux chiens. = Two dogs.";
        check(GOLD, sorted, "3/3 3/3 Texts");
    }

    #[test]
    fn other_ids_are_no_other_pairs() {
        let with = |a: &str, b: &str| {
            let line = |(n, line): (usize, &str)| format!("{a}{n}/{b}{n}: {line}");
            GOLD.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
        };
        check(&with("f", "e"), &with("p", "r"), "3/3 3/3 Texts");
        let corrected = with("f", "e").replace("A cat.", "One cat.");
        check(&with("f", "e"), &corrected, "3/3 3/3 Ids");
    }

    #[test]
    fn pairs_that_are_joined_or_parted_cover_the_same_text() {
        let joined = "Un chat. Deux chiens. = A cat. Two dogs.\nTrois ânes. = Three donkeys.";
        check(GOLD, joined, "1/2 1/3 Texts");
        let moved = "Trois ânes. = Three donkeys.\nUn chat. Deux chiens. = A cat. Two dogs.";
        check(joined, moved, "2/2 2/2 Texts");
        check(GOLD, moved, "1/2 1/3 Texts");
    }

    #[test]
    fn two_texts_are_not_compared() {
        check(GOLD, "Le marché ouvre. = Markets open.\nOn y vend de tout. = They sell all.", "");
        let ids = |lines: &str| {
            let line = |(n, line): (usize, &str)| format!("p{n}/r{n}: {line}");
            lines.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
        };
        let other = "Le marché ouvre. = Markets open.\nOn y vend de tout. = They sell all.";
        check(&ids(GOLD), &ids(other), "");
    }

    #[test]
    fn texts_that_stand_twice_are_counted_in_their_order() {
        let gold = "Oui. = Yes.\nNon. = No.\nOui. = Yes.\nSi. = Yes.";
        check(gold, "Si. = Yes.\nOui. = Yes.\nNon. = No.\nOui. = Yes.", "4/4 4/4 Texts");
    }
}
