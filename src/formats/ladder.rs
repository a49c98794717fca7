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
//! probabilities, vecalign's are costs.

use super::Written;
use crate::bead::Alignment;
use crate::bitext::Pair;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
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

/// Writes the ladder of pairs, which have shapes but no positions. Source
/// segments are counted in the order of the pairs. Target segments may stand in
/// another order, which their ids tell (`r2.s1` comes before `r10.s1`); without
/// ids they are counted too.
pub(super) fn write_pairs(pairs: &[Pair]) -> Written {
    let has_ids = |pair: &Pair| pair.tgt_ids.len() == pair.shape.tgt;
    let ranks = pairs.iter().all(has_ids).then(|| ranks(pairs));
    let (mut n_src, mut n_tgt) = (0, 0);
    let rungs = pairs.iter().map(|pair| {
        let src = n_src..n_src + pair.shape.src;
        let counted = n_tgt..n_tgt + pair.shape.tgt;
        (n_src, n_tgt) = (src.end, counted.end);
        let ranked = |ranks: &BTreeMap<_, usize>| {
            pair.tgt_ids.iter().map(|id| ranks[&natural_key(id)]).collect()
        };
        let tgt = ranks.as_ref().map_or_else(|| counted.collect(), ranked);
        Rung { src: src.collect(), tgt, score: pair.score }
    });
    let message = "a ladder holds positions and scores, nothing else";
    Written { bytes: lines(rungs), findings: vec![Finding::info("format", message)] }
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
type Piece<'a> = (&'a str, u64);

/// Returns the position of each target id in the order of the translation.
fn ranks(pairs: &[Pair]) -> BTreeMap<Vec<Piece<'_>>, usize> {
    let ids = pairs.iter().flat_map(|pair| &pair.tgt_ids);
    let mut ranks: BTreeMap<_, usize> = ids.map(|id| (natural_key(id), 0)).collect();
    for (position, rank) in ranks.values_mut().enumerate() {
        *rank = position;
    }
    ranks
}

/// Returns a key that puts `r2` before `r10`.
fn natural_key(id: &str) -> Vec<Piece<'_>> {
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
/// A line is no rung, which the message says with its number.
pub fn read(bytes: &[u8], file: &str) -> Result<Vec<Rung>> {
    let text = Text::decode(bytes, file)?;
    (1..)
        .zip(text.content.lines())
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
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
    Error::input(format!("`{shown}` is no rung of a ladder"))
        .at(Place::file(file).line(number))
        .hint("a rung is `[0]:[0, 1]`, with a score behind it or not")
}

#[cfg(test)]
mod tests {
    #[test]
    fn positions_are_those_of_the_translation_even_if_an_id_stands_twice() {
        let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<String>>();
        let pair = |tgt: &[&str]| Pair {
            shape: crate::bead::Shape { src: 1, tgt: tgt.len() },
            tgt_ids: ids(tgt),
            ..Pair::default()
        };
        let pairs = [pair(&["b"]), pair(&["a", "c"]), pair(&[]), pair(&["a"])];
        let ladder = write_in_order(&pairs, &ids(&["a", "b", "c", "a"]));
        assert_eq!("[0]:[1]\n[1]:[0, 2]\n[2]:[]\n[3]:[3]\n", String::from_utf8(ladder).unwrap());
    }

    use super::super::tests::example;
    use super::*;
    use crate::bead::{Bead, ScoredBead};

    #[track_caller]
    fn check(content: &str, expected: &[Rung]) {
        assert_eq!(Ok(expected.to_vec()), read(content.as_bytes(), "a.ladder"));
    }

    fn rung(src: &[usize], tgt: &[usize], score: Option<f64>) -> Rung {
        Rung { src: src.to_vec(), tgt: tgt.to_vec(), score }
    }

    #[test]
    fn an_alignment_is_one_rung_a_bead() {
        let scored = |src, tgt, score| ScoredBead { bead: Bead::new(src, tgt).unwrap(), score };
        let beads = vec![scored(0..1, 0..2, 0.973_12), scored(1..2, 2..2, 1.0)];
        let written = write(&Alignment::new(beads, 2, 2).unwrap());
        assert_eq!("[0]:[0, 1]:0.9731\n[1]:[]:1.0000\n", String::from_utf8(written).unwrap());
    }

    #[test]
    fn the_ladder_of_pairs_has_the_target_in_its_own_order() {
        let written = write_pairs(&example().pairs);
        let expected = "[0]:[1, 2]:0.9731\n[1]:[0]\n[2]:[]\n";
        assert_eq!(expected, String::from_utf8(written.bytes).unwrap());
    }

    #[test]
    fn pairs_without_ids_are_counted() {
        let without_ids = |pair| Pair { tgt_ids: Vec::new(), ..pair };
        let pairs: Vec<Pair> = example().pairs.into_iter().map(without_ids).collect();
        let expected = "[0]:[0, 1]:0.9731\n[1]:[2]\n[2]:[]\n";
        assert_eq!(expected, String::from_utf8(write_pairs(&pairs).bytes).unwrap());
    }

    #[test]
    fn ladders_are_read_with_and_without_scores() {
        check(
            "[0]:[0, 1]:0.37\n\n[1,3] : []\r\n# gold\n[]:[2]:-1e-3\n",
            &[
                rung(&[0], &[0, 1], Some(0.37)),
                rung(&[1, 3], &[], None),
                rung(&[], &[2], Some(-0.001)),
            ],
        );
    }

    #[test]
    fn a_line_that_is_no_rung_is_refused_with_its_number() {
        for line in ["0:1", "[0]", "[0]:[x]", "[0]:[1]:high", "[0]:[1]:1:2", "[-1]:[0]"] {
            let error = read(format!("[0]:[0]\n{line}\n").as_bytes(), "a.ladder").unwrap_err();
            assert_eq!(format!("a.ladder:2: `{line}` is no rung of a ladder"), error.to_string());
        }
    }

    #[test]
    fn ids_are_ordered_by_their_numbers() {
        let mut ids = ["r10.s1", "r2.s10", "r2.s9"];
        ids.sort_by_key(|id| natural_key(id).into_iter().map(|(_, n)| n).collect::<Vec<_>>());
        assert_eq!(["r2.s9", "r2.s10", "r10.s1"], ids);
    }
}
