//! Ladders: alignments as positions, in vecalign's notation.
//!
//! One rung a line, positions from 0, an empty list for an empty side, then a
//! score if there is one. Gold files have none, and rungs that skip segments.
//!
//! ```text
//! [0]:[0, 1]:0.9731
//! [1]:[]:0.8120
//! ```
//!
//! Whether a score is good when high is not said by a ladder: ours are
//! probabilities, vecalign's are costs. With the two texts that it aligns, one
//! segment a line, a ladder is a bitext.

use super::outlet::Buffer;
use super::{
    BitextFiles, BitextFormat, Head, Losses, Options, Outlet, PairReader, PairWriter, Role,
};
use crate::bead::{Alignment, Shape};
use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use crate::notice::Notice;
use crate::text::Text;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;

/// One line of a ladder: segments that translate each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rung {
    /// The positions of the source segments.
    pub src: Vec<usize>,
    /// The positions of the target segments.
    pub tgt: Vec<usize>,
    /// The score, whatever it means to the program that wrote it.
    pub score: Option<f64>,
}

/// Formats as `[0]:[0, 1]:0.9731`.
impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}:{:?}", self.src, self.tgt)?;
        self.score.map_or(Ok(()), |score| write!(f, ":{score:.4}"))
    }
}

/// Writes an alignment.
#[must_use]
pub fn write(alignment: &Alignment) -> Vec<u8> {
    let rungs = alignment.beads().iter().map(|scored| Rung {
        src: scored.bead.src().collect(),
        tgt: scored.bead.tgt().collect(),
        score: Some(scored.score),
    });
    lines(rungs)
}

fn lines(rungs: impl Iterator<Item = Rung>) -> Vec<u8> {
    rungs.flat_map(|rung| format!("{rung}\n").into_bytes()).collect()
}

pub(super) struct Ladder;

impl BitextFormat for Ladder {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        let (file, text) = input.main()?;
        Ok(Box::new(Reader {
            file,
            lines: (1..).zip(text.lines()),
            src: input.needed(Role::Src, "the text of the source")?.1.lines().collect(),
            tgt: input.needed(Role::Tgt, "the text of the translation")?.1.lines().collect(),
            n_costs: 0,
        }))
    }

    fn writer(&self, _: &Bitext, _: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        Box::new(Writer { out: out.main(), beads: Vec::new(), losses: Losses::default() })
    }
}

/// Writes the ladder of pairs, which have shapes but no positions. Source
/// segments are counted in the order of the pairs. Target segments may stand in
/// another order, which their ids tell (`r2.s1` comes before `r10.s1`); without
/// ids they are counted too.
struct Writer {
    out: Buffer,
    beads: Vec<KnownBead>,
    losses: Losses,
}

/// What a ladder keeps of a pair until all ids are known.
struct KnownBead {
    shape: Shape,
    tgt_ids: Vec<String>,
    score: Option<f64>,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let Pair { shape, tgt_ids, score, .. } = pair;
        self.beads.push(KnownBead { shape: *shape, tgt_ids: tgt_ids.clone(), score: *score });
        self.losses.annotations(pair);
    }

    fn finish(self: Box<Self>) -> Vec<Notice> {
        let has_ids = |bead: &KnownBead| bead.tgt_ids.len() == bead.shape.tgt;
        let ranks = self.beads.iter().all(has_ids).then(|| ranks(&self.beads));
        let (mut n_src, mut n_tgt) = (0, 0);
        for bead in &self.beads {
            let src = n_src..n_src + bead.shape.src;
            let counted = n_tgt..n_tgt + bead.shape.tgt;
            (n_src, n_tgt) = (src.end, counted.end);
            let ranked = |ranks: &BTreeMap<_, usize>| {
                bead.tgt_ids.iter().map(|id| ranks[&natural_key(id)]).collect()
            };
            let tgt = ranks.as_ref().map_or_else(|| counted.collect(), ranked);
            self.out.push(&format!("{}\n", Rung { src: src.collect(), tgt, score: bead.score }));
        }
        let message = "a ladder holds positions and scores; it is read back with the two texts";
        let mut findings = vec![Notice::info("format", message)];
        findings.extend(self.losses.findings("a ladder"));
        findings
    }
}

/// Reads the pairs that the rungs make of two texts.
struct Reader<'a, I> {
    file: &'a str,
    lines: I,
    src: Vec<&'a str>,
    tgt: Vec<&'a str>,
    n_costs: usize,
}

impl<'a, I: Iterator<Item = (u64, &'a str)>> PairReader for Reader<'a, I> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        let Some((number, line)) = self.lines.find(|(_, line)| is_rung(line)) else {
            if self.n_costs > 0 {
                let message =
                    format!("scores that are not probabilities, left out: {}", self.n_costs);
                head.findings.push(Notice::warning("format", message).at(Place::file(self.file)));
            }
            return Ok(None);
        };
        let rung = parse(line).ok_or_else(|| no_rung(line, number, self.file))?;
        let is_probability = |score: &f64| (0.0..=1.0).contains(score);
        self.n_costs += usize::from(rung.score.is_some_and(|score| !is_probability(&score)));
        let place = || Place::file(self.file).line(number);
        let side = |positions: &[usize], lines: &[&str], lang: &str| {
            joined(positions, lines).map_err(|position| {
                let n_lines = lines.len();
                Error::input(format!(
                    "there is no segment {position} in `{lang}`, of {n_lines} lines"
                ))
                .at(place())
                .hint("give the very texts that were aligned, one segment a line")
            })
        };
        let (src_lang, tgt_lang) = (head.bitext.langs.src.tag(), head.bitext.langs.tgt.tag());
        let (src, src_breaks) = side(&rung.src, &self.src, src_lang)?;
        let (tgt, tgt_breaks) = side(&rung.tgt, &self.tgt, tgt_lang)?;
        let ids = |positions: &[usize]| -> Vec<String> {
            positions.iter().map(|position| format!("s{}", position + 1)).collect()
        };
        let (src_ids, tgt_ids) = (ids(&rung.src), ids(&rung.tgt));
        let of_tgt = || tgt_ids.first().map(|id| format!("{tgt_lang}.{id}"));
        Ok(Some(Pair {
            id: src_ids.first().cloned().or_else(of_tgt).unwrap_or_default(),
            shape: Shape { src: src_ids.len(), tgt: tgt_ids.len() },
            score: rung.score.filter(is_probability),
            src,
            tgt,
            src_ids,
            tgt_ids,
            src_breaks,
            tgt_breaks,
            ..Pair::default()
        }))
    }
}

/// Reads a ladder without the texts that it is about: pairs with ids and no
/// texts, which can be compared with those of another ladder.
///
/// # Errors
///
/// A line is not a rung, which the message says with its number.
pub fn without_texts(input: &BitextFiles, languages: &LangPair) -> Result<Bitext> {
    let (file, text) = input.main()?;
    let ids = |positions: &[usize]| -> Vec<String> {
        positions.iter().map(|position| format!("s{}", position + 1)).collect()
    };
    let pair = |rung: Rung| {
        let (src_ids, tgt_ids) = (ids(&rung.src), ids(&rung.tgt));
        let of_tgt = || tgt_ids.first().map(|id| format!("{}.{id}", languages.tgt));
        Pair {
            id: src_ids.first().cloned().or_else(of_tgt).unwrap_or_default(),
            shape: Shape { src: src_ids.len(), tgt: tgt_ids.len() },
            src_ids,
            tgt_ids,
            ..Pair::default()
        }
    };
    let pairs = read(text.as_bytes(), file)?.into_iter().map(pair).collect();
    Ok(Bitext { pairs, ..Head::new(languages).bitext })
}

/// Joins lines by a space. Returns where the second and further ones start, or
/// the first position that there is not.
fn joined(positions: &[usize], lines: &[&str]) -> std::result::Result<(String, Vec<usize>), usize> {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for (n, position) in positions.iter().enumerate() {
        if n > 0 {
            text.push(' ');
            breaks.push(text.len());
        }
        text.push_str(lines.get(*position).ok_or(*position)?);
    }
    Ok((text, breaks))
}

fn is_rung(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

/// Writes the ladder of pairs whose translation has its segments in the order
/// of `tgt_ids`. An id may stand twice; its first pair has the first place.
#[must_use]
pub fn write_in_order(pairs: &[Pair], tgt_ids: &[String]) -> Vec<u8> {
    let mut places: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (position, id) in tgt_ids.iter().enumerate() {
        places.entry(id).or_default().push_back(position);
    }
    let mut n_src = 0;
    let rungs = pairs.iter().map(|pair| {
        let src = n_src..n_src + pair.shape.src;
        n_src = src.end;
        let mut place = |id: &String| places.get_mut(id.as_str())?.pop_front();
        let tgt = pair.tgt_ids.iter().filter_map(&mut place).collect();
        Rung { src: src.collect(), tgt, score: pair.score }
    });
    lines(rungs)
}

/// A piece of an id: letters and the number behind them.
pub(super) type Piece<'a> = (&'a str, u64);

/// Returns the position of each target id in the order of the translation.
fn ranks(beads: &[KnownBead]) -> BTreeMap<Vec<Piece<'_>>, usize> {
    let ids = beads.iter().flat_map(|bead| &bead.tgt_ids);
    let mut ranks: BTreeMap<_, usize> = ids.map(|id| (natural_key(id), 0)).collect();
    for (position, rank) in ranks.values_mut().enumerate() {
        *rank = position;
    }
    ranks
}

/// Returns a key that puts `r2` before `r10`.
pub(super) fn natural_key(id: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let digits_at = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (letters, tail) = rest.split_at(digits_at);
        let n_digits = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, tail) = tail.split_at(n_digits);
        pieces.push((letters, digits.parse().unwrap_or(u64::MAX)));
        rest = tail;
    }
    pieces
}

/// Reads a ladder. Blank lines and lines that start with `#` are skipped.
///
/// # Errors
///
/// A line is not a rung, which the message says with its number.
pub fn read(bytes: &[u8], file: &str) -> Result<Vec<Rung>> {
    let text = Text::decode(bytes, file)?;
    (1..)
        .zip(text.content.lines())
        .filter(|(_, line)| is_rung(line))
        .map(|(number, line)| parse(line).ok_or_else(|| no_rung(line, number, file)))
        .collect()
}

fn parse(line: &str) -> Option<Rung> {
    let mut parts = line.split(':').map(str::trim);
    let (src, tgt) = (positions(parts.next()?)?, positions(parts.next()?)?);
    let score = parts.next().map(|score| score.parse().ok());
    let is_whole = parts.next().is_none() && score != Some(None);
    is_whole.then(|| Rung { src, tgt, score: score.flatten() })
}

fn positions(list: &str) -> Option<Vec<usize>> {
    let inside = list.strip_prefix('[')?.strip_suffix(']')?.trim();
    if inside.is_empty() {
        return Some(Vec::new());
    }
    inside.split(',').map(|position| position.trim().parse().ok()).collect()
}

fn no_rung(line: &str, number: u64, file: &str) -> Error {
    let shown: String = line.chars().take(40).collect();
    Error::input(format!("`{shown}` is not a rung of a ladder"))
        .at(Place::file(file).line(number))
        .hint("a rung is `[0]:[0, 1]`, with a score behind it or not")
}

#[cfg(test)]
mod tests;
