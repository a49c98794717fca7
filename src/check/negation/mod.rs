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

use super::finding::{Finding, Side};
use super::view::{View, place};
use super::words::side_of;
use crate::finding::Severity;
use clues::{Lone, clues, evidence};
use marks::{Mark, marks};

/// Evidence of a warning, in nats, for a negation that stands in the source and
/// for one in the translation. On the tuning half of the news (0.2, 1.5) flag .68 %
/// and find 61 % of the negations taken out of the English and 66 % of those put into
/// it; (0.4, 1.6) flag .54 % and find 58 and 63 %. November 2026.
const ENOUGH: (f32, f32) = (0.3, 1.7);

/// Evidence that deserves no more than a look.
const SOME: f32 = -1.0;

/// How far from its place a soft mark may answer, in words. By hand.
const SOFT_REACH: f32 = 6.0;

/// Reports a negation that one side has and the other has not.
pub(super) fn find(view: &View, knows: &dyn Fn(&str, Side) -> bool, findings: &mut Vec<Finding>) {
    let limit = only::find(view);
    let limited = limit.as_ref().map(|finding| finding.side);
    findings.extend(limit);
    let lone = lone(view);
    for (side, enough) in [(Side::Src, ENOUGH.0), (Side::Tgt, ENOUGH.1)] {
        if limited == Some(side) {
            continue;
        }
        let weighed = lone.iter().filter(|lone| lone.side == side).map(|lone| {
            let clues = clues(view, lone, knows);
            (evidence(side, &clues), lone)
        });
        let likeliest = weighed.max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((evidence, lone)) = likeliest.filter(|(evidence, _)| *evidence > SOME) else {
            continue;
        };
        let severity = if evidence > enough { Severity::Warning } else { Severity::Info };
        let this = side_of(view, side);
        let words = &lone.mark.words;
        let span = this.words[words.start].span.start..this.words[words.end - 1].span.end;
        let text = &this.text[span.clone()];
        let message = match side {
            Side::Src => format!("`{text}`: the source denies what the translation affirms"),
            Side::Tgt => format!("`{text}`: the translation denies what the source affirms"),
        };
        findings.push(Finding::new("negation", side, span, message).of_severity(severity));
    }
}

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
            if !mark.is_firm && (side == Side::Tgt || mark.kind == "pas") {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitext::Pair;
    use crate::check::view::Index;
    use crate::lang::LangPair;
    use crate::model::builtin;

    /// Checks which severities the pair gets, by their names.
    #[track_caller]
    fn check(src: &str, tgt: &str, expected: &[&str]) {
        let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
        let index = Index::new(&model);
        let pair = Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() };
        let mut findings = Vec::new();
        find(
            &index.view(&pair, &LangPair::FR_EN),
            &|word, side| index.knows(word, side),
            &mut findings,
        );
        findings.retain(|finding| finding.severity > Severity::Info);
        let names: Vec<&str> = findings.iter().map(|finding| finding.severity.name()).collect();
        assert_eq!(expected, names, "{src} / {tgt}");
    }

    #[test]
    fn a_lost_and_an_added_negation_are_seen() {
        check("Il n'a pas signé le traité.", "He has signed the treaty.", &["warning"]);
        check("Il a signé le traité.", "He did not sign the treaty.", &["warning"]);
        check("Personne ne connaît la réponse.", "Everybody knows the answer.", &["warning"]);
        check("Le gardien ne dort jamais la nuit.", "The keeper sleeps at night.", &["warning"]);
    }

    #[test]
    fn a_limit_that_lost_or_got_its_negation_is_seen() {
        let src = "Il croît non seulement par habitant, mais même en puissance économique.";
        check(src, "It grows only per head, but even in economic power.", &["warning"]);
        check(src, "It grows not only per head, but even in economic power.", &[]);
        check(src, "It grows per head as well as in economic power.", &[]);
        check(src, "It does not grow per head only, but even in economic power.", &[]);
        check("Ce n'est pas qu'un jeu.", "It is just a game.", &["warning"]);
        check("Ce n'est qu'un jeu.", "It is not just a game.", &["warning"]);
        check("Ce n'est qu'un jeu.", "It is just a game.", &[]);
        check(
            "Il chante, et pas seulement le dimanche.",
            "He sings, on Sundays only.",
            &["warning"],
        );
    }

    #[test]
    fn what_denies_otherwise_is_no_loss() {
        check("Il n'a pas signé le traité.", "He didn't sign the treaty.", &[]);
        check("Il n'a pas réussi à signer.", "He failed to sign.", &[]);
        check("Il ne veut que le traité.", "He only wants the treaty.", &[]);
        check("Non seulement il signe, mais il chante.", "Not only does he sign, he sings.", &[]);
        check("Il est parti sans signer.", "He left without signing.", &[]);
        check("N'importe qui peut signer.", "Anyone can sign.", &[]);
        check("La porte est impossible à ouvrir.", "The door cannot be opened.", &[]);
        check("Qu'il le veuille ou non, il signera.", "Like it or not, he will sign.", &[]);
        check("Au plus dix personnes signent.", "Not more than ten people sign.", &[]);
    }
}
