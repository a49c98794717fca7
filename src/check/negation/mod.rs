//! Compares what the two sides deny.
//!
//! ```text
//! Il n'a pas signé le traité, sans le dire.     marks: ne … pas, sans
//! He did not sign the treaty, silently.         marks: not
//!   sans has no counterpart ─ clues ─► silently is unlinked, near: no error
//! ```
//!
//! The negations of both sides are paired by place, firm ones first. One that is
//! left alone is weighed by its clues; where they speak clearly for an error it
//! is reported. On half of the pairs whose translation has another number of
//! negations nothing is wrong, so that counting alone would be no check.

mod clues;
mod marks;
mod only;

pub use clues::Clue;

use super::finding::Side;
use super::view::{SideView, View, place};
use clues::{Lone, clues, evidence, negative_prefix};
use marks::{Mark, denies_by_meaning, marks};
pub(super) use only::limit;
use std::ops::Range;

/// How far from its place a soft mark may answer, in words. By hand.
const SOFT_REACH: f32 = 6.0;

/// Returns the clues of each negation of a side that has no counterpart: what
/// `trial::negation` learns the weights from.
#[must_use]
pub fn lone_clues<'v>(
    view: &'v View,
    side: Side,
    knows: &dyn Fn(&str, Side) -> bool,
) -> Vec<Vec<Clue<'v>>> {
    let lone = lone(view).into_iter().filter(|lone| lone.side == side);
    lone.map(|lone| clues(view, &lone, knows)).collect()
}

/// A negation that nothing on the other side answers, and how much speaks for an error.
pub(super) struct Weighed {
    pub(super) side: Side,
    /// The bytes of its side's text.
    pub(super) span: Range<usize>,
    /// In nats.
    pub(super) evidence: f32,
    /// A word of the other side denies by its prefix or its meaning.
    pub(super) is_denied_otherwise: bool,
    /// Nothing else in the pair denies or asks, and what it denies is translated.
    pub(super) is_bare: bool,
}

/// A text of fewer words is an answer or a heading (`Why not?`). By hand.
const MIN_WORDS: usize = 5;

/// Tells whether a lone negation is all that denies in its pair and stands beside a word
/// that is translated. Of the negations that good translators drop or put in few are so:
/// they have been said otherwise.
fn is_bare(view: &View, lone: &Lone, clues: &[Clue]) -> bool {
    const DENIERS: [&str; 4] = ["denier-near", "denier-far", "prefix-near", "prefix-far"];
    let is_only = lone.n_met == 0 && lone.n_alike == 1 && lone.distance.is_none();
    let is_linked = clues.iter().any(|clue| matches!(clue, ("denied-link", "1" | "2")));
    let asks = [&view.src, &view.tgt].iter().any(|side| side.text.contains('?'));
    is_only
        && lone.mark.is_firm
        && is_linked
        && !asks
        && clues.iter().all(|(kind, _)| !DENIERS.contains(kind))
        && view.side(lone.side).words.len() >= MIN_WORDS
}

/// Returns the side that a side would be if French were the source.
pub(super) fn role(view: &View, side: Side) -> Side {
    if view.side(side).lang.tag() == "fr" { Side::Src } else { Side::Tgt }
}

/// How far from its expected place a word may deny what a negation does, in words. In a
/// text of fewer words any place is near. By hand.
const REACH_OF_DENIAL: f32 = 8.0;

/// Tells whether a word of the other side denies otherwise, and translates nothing that
/// denies on this one: `introuvable` for `not found`, `impossible` for `cannot`.
fn is_denied_otherwise(view: &View, lone: &Lone, knows: &dyn Fn(&str, Side) -> bool) -> bool {
    let (this, other) = (view.side(lone.side), view.side(lone.side.other()));
    let denies = |form: &str, of: &SideView, side: Side| {
        denies_by_meaning(form, of.lang.tag())
            || ["impossible", "sans", "without", "sauf", "unless", "non"].contains(&form)
            || negative_prefix(form, of, side, knows).is_some()
    };
    other.words.iter().enumerate().any(|(at, word)| {
        let is_near = (at as f32 - lone.place).abs() <= REACH_OF_DENIAL;
        let partner = word.partner.and_then(|at| this.words.get(at));
        let is_answered = partner.is_some_and(|partner| denies(&partner.form, this, lone.side));
        is_near && !is_answered && denies(&word.form, other, lone.side.other())
    })
}

/// Returns the negations that nothing answers, with their weight.
pub(super) fn weighed(view: &View, knows: &dyn Fn(&str, Side) -> bool) -> Vec<Weighed> {
    let weigh = |lone: Lone| {
        let words = &view.side(lone.side).words[lone.mark.words.clone()];
        let (first, last) = (words.first()?.span.start, words.last()?.span.end);
        let clues = clues(view, &lone, knows);
        Some(Weighed {
            side: lone.side,
            span: first..last,
            evidence: evidence(role(view, lone.side), &clues),
            is_denied_otherwise: is_denied_otherwise(view, &lone, knows),
            is_bare: is_bare(view, &lone, &clues),
        })
    };
    lone(view).into_iter().filter_map(weigh).collect()
}

/// Returns the negations of both sides that nothing answers. A soft one of the
/// translation (`without`) and a `pas` that may be a step only answer.
fn lone<'v>(view: &'v View) -> Vec<Lone<'v>> {
    let (Some(src), Some(tgt)) = (marks(&view.src), marks(&view.tgt)) else { return Vec::new() };
    let places = Places {
        src: src
            .iter()
            .map(|mark| place(&view.src.words, &mark.words, view.tgt.words.len()))
            .collect(),
        tgt: tgt
            .iter()
            .map(|mark| place(&view.tgt.words, &mark.words, view.src.words.len()))
            .collect(),
    };
    let met = Met::of(&src, &tgt, &places);
    let mut lone = Vec::new();
    for (side, these, those, places, is_met) in [
        (Side::Src, &src, &tgt, &places.src, &met.src),
        (Side::Tgt, &tgt, &src, &places.tgt, &met.tgt),
    ] {
        let n_met = is_met.iter().filter(|is_met| **is_met).count();
        for (idx, mark) in these.iter().enumerate().filter(|(idx, _)| !is_met[*idx]) {
            if !mark.is_firm && (role(view, side) == Side::Tgt || mark.kind == "pas") {
                continue;
            }
            let distances =
                those.iter().map(|other| (places[idx] - other.words.start as f32).abs());
            lone.push(Lone {
                side,
                mark: mark.clone(),
                place: places[idx],
                n_met,
                n_alike: these.len() - n_met,
                distance: distances.reduce(f32::min),
            });
        }
    }
    lone
}

/// Where the counterparts of the marks would stand.
struct Places {
    src: Vec<f32>,
    tgt: Vec<f32>,
}

/// Which marks have a counterpart.
struct Met {
    src: Vec<bool>,
    tgt: Vec<bool>,
}

impl Met {
    fn of(src: &[Mark], tgt: &[Mark], places: &Places) -> Met {
        let mut met = Met { src: vec![false; src.len()], tgt: vec![false; tgt.len()] };
        met.pair(src, tgt, places, f32::INFINITY, |a, b| a.is_firm && b.is_firm);
        met.pair(src, tgt, places, SOFT_REACH, |_, b| b.is_firm);
        met.pair(src, tgt, places, SOFT_REACH, |a, _| a.is_firm);
        met.pair(src, tgt, places, SOFT_REACH, |_, _| true);
        met
    }

    /// Pairs the marks that are left and may face each other, the nearest first.
    fn pair(
        &mut self,
        src: &[Mark],
        tgt: &[Mark],
        places: &Places,
        reach: f32,
        may: impl Fn(&Mark, &Mark) -> bool,
    ) {
        let mut near: Vec<(f32, usize, usize)> = Vec::new();
        for (a, of_src) in src.iter().enumerate().filter(|(a, _)| !self.src[*a]) {
            for (b, of_tgt) in tgt.iter().enumerate().filter(|(b, _)| !self.tgt[*b]) {
                let there = (places.src[a] - of_tgt.words.start as f32).abs();
                let back = (places.tgt[b] - of_src.words.start as f32).abs();
                if may(of_src, of_tgt) && there.min(back) <= reach {
                    near.push((there.min(back), a, b));
                }
            }
        }
        near.sort_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for (_, a, b) in near {
            if !self.src[a] && !self.tgt[b] {
                (self.src[a], self.tgt[b]) = (true, true);
            }
        }
    }
}
