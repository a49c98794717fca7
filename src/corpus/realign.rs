//! Aligns a stretch of a bitext again, between pairs that stay.
//!
//! [`plan`] says which pairs stay and what becomes of the segments between them,
//! for whoever holds pairs in a form of its own (the review does); [`realign`]
//! does it on a bitext. A pair that comes out with the same segments stays what it
//! was; what people said of one that is gone goes to the pair that has its first
//! segment now.

use super::notes;
use super::notes::Texts;
use crate::align::{Options, align_between};
use crate::bead::{Bead, Shape};
use crate::bitext::{Bitext, Breaks, Pair, Status};
use crate::model::Model;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// Probabilities are kept to this many parts of one, as in a bitext.
const SCORE_PARTS: f64 = 10_000.0;

/// A pair as the aligner sees it.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The texts of its source segments.
    pub src: Vec<String>,
    /// Those of its target segments.
    pub tgt: Vec<String>,
    /// Whether it stays as it is.
    pub stays: bool,
}

/// A pair that is to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Planned {
    /// The old pair at this position.
    Old(usize),
    /// A pair of these segments, counted over all old pairs.
    New {
        /// Those of the source.
        src: Range<usize>,
        /// Those of the target.
        tgt: Range<usize>,
        /// The probability that it is right.
        score: f64,
    },
}

/// Aligns the segments of pairs again, those aside that stay.
#[must_use]
pub fn plan(units: &[Unit], model: &Model) -> Vec<Planned> {
    let flat = |side: fn(&Unit) -> &Vec<String>| -> Vec<&str> {
        units.iter().flat_map(|unit| side(unit).iter().map(String::as_str)).collect()
    };
    let (mut beads, mut kept) = (Vec::new(), FxHashMap::default());
    let (mut src, mut tgt) = (0, 0);
    for (at, unit) in units.iter().enumerate() {
        let run = (src..src + unit.src.len(), tgt..tgt + unit.tgt.len());
        (src, tgt) = (run.0.end, run.1.end);
        if let Some(bead) = Bead::new(run.0, run.1).filter(|_| unit.stays) {
            kept.insert(bead.clone(), at);
            beads.push(bead);
        }
    }
    let (src, tgt) = (flat(|unit| &unit.src), flat(|unit| &unit.tgt));
    let alignment = align_between(&src, &tgt, &beads, model, &Options::default());
    let planned = alignment.beads().iter().map(|scored| {
        if let Some(at) = kept.get(&scored.bead) {
            return Planned::Old(*at);
        }
        let score = (scored.score * SCORE_PARTS).round() / SCORE_PARTS;
        Planned::New { src: scored.bead.src(), tgt: scored.bead.tgt(), score }
    });
    planned.collect()
}

/// A bitext with a stretch aligned again.
#[derive(Clone, Debug)]
pub struct Realigned {
    /// The bitext.
    pub bitext: Bitext,
    /// How many pairs of the stretch are as they were.
    pub n_same: usize,
    /// How many pairs there are that were not there before.
    pub n_new: usize,
    /// How many old pairs they took the place of.
    pub n_gone: usize,
}

/// Aligns the pairs of a stretch again. Pairs that people accepted or corrected
/// stay, unless `redoes_decided`.
#[must_use]
pub fn realign(
    bitext: &Bitext,
    stretch: &Range<usize>,
    redoes_decided: bool,
    model: &Model,
) -> Realigned {
    let breaks = Breaks::new(&bitext.langs);
    let pieces = Pieces::of(bitext, &breaks);
    let is_kept = |at: usize| {
        let is_decided = matches!(bitext.pairs[at].status, Status::Accepted | Status::Edited);
        !stretch.contains(&at) || is_decided && !redoes_decided
    };
    let units: Vec<Unit> = (0..bitext.pairs.len()).map(|at| pieces.unit(at, is_kept(at))).collect();
    let maker = Maker { bitext, pieces: &pieces };
    let mut homes: [FxHashMap<usize, usize>; 2] = Default::default();
    let mut made: Vec<(Pair, Option<usize>)> = Vec::new();
    for planned in plan(&units, model) {
        made.push(match planned {
            Planned::Old(at) => (bitext.pairs[at].clone(), Some(at)),
            Planned::New { src, tgt, score } => {
                for (home, pieces) in
                    homes.iter_mut().zip([&pieces.src[src.clone()], &pieces.tgt[tgt.clone()]])
                {
                    for piece in pieces {
                        home.entry(piece.pair).or_insert(made.len());
                    }
                }
                maker.pair(&src, &tgt, score)
            }
        });
    }
    let kept: rustc_hash::FxHashSet<usize> = made.iter().filter_map(|(_, old)| *old).collect();
    let gone: Vec<usize> = (0..bitext.pairs.len()).filter(|at| !kept.contains(at)).collect();
    maker.hand_on(&mut made, &gone, &homes);
    let n_new = made.iter().filter(|(_, old)| old.is_none()).count();
    let pairs = made.into_iter().map(|(pair, _)| pair).collect();
    let n_same = stretch.len() - gone.len();
    Realigned { bitext: Bitext { pairs, ..bitext.clone() }, n_same, n_new, n_gone: gone.len() }
}

/// A segment of an old pair; several, if nobody knows where the later ones start.
#[derive(Clone, Debug)]
struct Piece {
    pair: usize,
    text: String,
    ids: Vec<String>,
    n: usize,
}

/// The segments of both sides, in order.
struct Pieces {
    src: Vec<Piece>,
    tgt: Vec<Piece>,
}

impl Pieces {
    fn of(bitext: &Bitext, breaks: &Breaks) -> Pieces {
        let (mut src, mut tgt) = (Vec::new(), Vec::new());
        for (at, pair) in bitext.pairs.iter().enumerate() {
            let mut pair = pair.clone();
            breaks.find(&mut pair);
            src.extend(pieces(at, &pair.src_segments(), &pair.src_ids, pair.shape.src));
            tgt.extend(pieces(at, &pair.tgt_segments(), &pair.tgt_ids, pair.shape.tgt));
        }
        Pieces { src, tgt }
    }

    fn unit(&self, at: usize, stays: bool) -> Unit {
        let texts = |pieces: &[Piece]| -> Vec<String> {
            let start = pieces.partition_point(|piece| piece.pair < at);
            let own = pieces[start..].iter().take_while(|piece| piece.pair == at);
            own.map(|piece| piece.text.clone()).collect()
        };
        Unit { src: texts(&self.src), tgt: texts(&self.tgt), stays }
    }
}

fn pieces(pair: usize, texts: &[&str], ids: &[String], n: usize) -> Vec<Piece> {
    if n == 0 && texts.iter().all(|text| text.is_empty()) {
        return Vec::new();
    }
    if texts.len() != n || !(ids.len() == n || ids.is_empty()) {
        return vec![Piece { pair, text: texts.join(" "), ids: ids.to_vec(), n: n.max(1) }];
    }
    let piece = |(at, text): (usize, &&str)| Piece {
        pair,
        text: (*text).to_owned(),
        ids: ids.get(at).cloned().into_iter().collect(),
        n: 1,
    };
    texts.iter().enumerate().map(piece).collect()
}

/// Makes pairs of the segments of old ones.
struct Maker<'a> {
    bitext: &'a Bitext,
    pieces: &'a Pieces,
}

impl Maker<'_> {
    /// Returns the pair of some segments, and the old one if it is that.
    fn pair(&self, src: &Range<usize>, tgt: &Range<usize>, score: f64) -> (Pair, Option<usize>) {
        let (src, tgt) = (&self.pieces.src[src.clone()], &self.pieces.tgt[tgt.clone()]);
        let first = src.first().or(tgt.first()).map_or(0, |piece| piece.pair);
        let old = &self.bitext.pairs[first];
        let is_of_one = src.iter().chain(tgt).all(|piece| piece.pair == first);
        let n = |pieces: &[Piece]| pieces.iter().map(|piece| piece.n).sum();
        let shape = Shape { src: n(src), tgt: n(tgt) };
        if is_of_one && shape == old.shape {
            let score = old.score.map(|_| score);
            return (Pair { score, ..old.clone() }, Some(first));
        }
        let text = |pieces: &[Piece]| {
            let texts = pieces.iter().map(|piece| piece.text.as_str());
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let ids = |pieces: &[Piece]| -> Vec<String> {
            pieces.iter().flat_map(|piece| piece.ids.iter().cloned()).collect()
        };
        let (src_ids, tgt_ids) = (ids(src), ids(tgt));
        let of_tgt = || tgt_ids.first().map(|id| format!("{}.{id}", self.bitext.langs.tgt));
        let id = if src.is_empty() { of_tgt() } else { src_ids.first().cloned() };
        let pair = Pair {
            id: id.unwrap_or_else(|| old.id.clone()),
            shape,
            src: text(src),
            tgt: text(tgt),
            src_breaks: breaks(src),
            tgt_breaks: breaks(tgt),
            src_ids,
            tgt_ids,
            kind: old.kind,
            score: Some(score),
            carried: vec![String::new(); self.bitext.carried_headers.len()],
            ..Pair::default()
        };
        (pair, None)
    }

    /// Gives what was said of pairs that are gone to those that have their first
    /// segment.
    fn hand_on(
        &self,
        made: &mut [(Pair, Option<usize>)],
        gone: &[usize],
        homes: &[FxHashMap<usize, usize>; 2],
    ) {
        let mut heirs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in gone {
            if let Some(home) = homes[0].get(at).or_else(|| homes[1].get(at)) {
                heirs.entry(*home).or_default().push(*at);
            }
        }
        for (home, old) in heirs {
            let pair = &mut made[home].0;
            let of_old: Vec<&Pair> = old.iter().map(|at| &self.bitext.pairs[*at]).collect();
            let joined = |side: fn(&Pair) -> &String| {
                let texts = of_old.iter().map(|pair| side(pair).as_str());
                texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
            };
            let before = [joined(|pair| &pair.src), joined(|pair| &pair.tgt)];
            let texts = Texts { before: [&before[0], &before[1]], now: [&pair.src, &pair.tgt] };
            let carried = notes::carried(&of_old, &self.bitext.carried_headers, texts);
            pair.comment = notes::comment(&of_old);
            pair.findings = notes::dismissals(&of_old);
            pair.carried = carried;
        }
    }
}

/// Returns where, in the joined text, the second and further segments start; none
/// if the joined text cannot say it.
fn breaks(pieces: &[Piece]) -> Vec<usize> {
    if pieces.iter().any(|piece| piece.n != 1 || piece.text.is_empty()) {
        return Vec::new();
    }
    let ends = pieces.iter().scan(0, |end, piece| {
        *end += piece.text.len() + 1;
        Some(*end)
    });
    let mut starts: Vec<usize> = ends.collect();
    starts.pop();
    starts
}
