//! Measures the checks: false alarms on good pairs, recall on planted errors.
//!
//! The bitext given is taken to be good, so every pair flagged is counted as a
//! false alarm; in real texts some of them are true, which the figures cannot
//! know. Then errors of each kind are planted ([`plant`]) in one pair of ten,
//! leaving their neighbors whole, and a planted error is found if its pair gets
//! a finding of severity warning or more that it did not have before.

pub mod negation;
pub mod plant;

use crate::bitext::{Bitext, Pair};
use crate::check::{Finding, Id, Options, check};
use crate::model::Model;
use crate::notice::Severity;
use plant::{Kind, Planter};
use rustc_hash::FxHashSet;

/// One pair of so many gets an error.
const SPACING: usize = 10;

/// How often something was, of how many times that it could be.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Share {
    /// How often.
    pub n: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Returns the share in percent; 0 of nothing.
    #[must_use]
    pub fn percent(self) -> f64 {
        if self.of == 0 { 0.0 } else { 100.0 * self.n as f64 / self.of as f64 }
    }
}

/// What a bitext says of the checks.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Pairs with a finding of severity warning or more.
    pub flagged: Share,
    /// Pairs with an error.
    pub errors: Share,
    /// The same as `flagged`, check by check.
    pub by_check: Vec<(Id, Share)>,
    /// Planted errors found, kind by kind.
    pub found: Vec<(Kind, Share)>,
    /// The pairs whose planted error was not found.
    pub missed: Vec<(Kind, Pair)>,
}

/// Measures the checks on a bitext. The same seed plants the same errors.
#[must_use]
pub fn measure(bitext: &Bitext, model: &Model, options: &Options, seed: u64) -> Report {
    let clean = check(bitext, model, options);
    let n_pairs = bitext.pairs.len();
    let share = |wanted: &dyn Fn(&Finding) -> bool| {
        let pairs: FxHashSet<usize> =
            clean.iter().filter(|finding| wanted(finding)).map(|finding| finding.pair).collect();
        Share { n: pairs.len(), of: n_pairs }
    };
    let of_check = |id: Id| share(&|finding| finding.check == id && is_flag(finding));
    let by_check = Id::ALL.iter().map(|id| (*id, of_check(*id))).collect();
    let mut report = Report {
        flagged: share(&is_flag),
        errors: share(&|finding| finding.severity == Severity::Error),
        by_check,
        ..Report::default()
    };
    for kind in Kind::ALL.iter().copied() {
        let planted = planted(bitext, kind, seed);
        let missed = missed(&planted, &check(&planted.bitext, model, options), &clean);
        let of = planted.places.len();
        report.found.push((kind, Share { n: of - missed.len(), of }));
        report.missed.extend(missed.into_iter().map(|pair| (kind, pair)));
    }
    report
}

fn is_flag(finding: &Finding) -> bool {
    finding.severity >= Severity::Warning
}

/// Returns the pairs with a planted error and no finding but those of the `clean` bitext.
fn missed(planted: &Planted, findings: &[Finding], clean: &[Finding]) -> Vec<Pair> {
    let seen = |finding: &Finding| (finding.pair, finding.check, finding.message.clone());
    let was: FxHashSet<_> = clean.iter().filter(|finding| is_flag(finding)).map(seen).collect();
    let is_new = |finding: &&Finding| is_flag(finding) && !was.contains(&seen(finding));
    let found: FxHashSet<usize> =
        findings.iter().filter(is_new).map(|finding| finding.pair).collect();
    let missed = planted.places.iter().filter(|place| !found.contains(place));
    missed.map(|place| planted.bitext.pairs[*place].clone()).collect()
}

/// A bitext with errors and where they are.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The bitext.
    pub bitext: Bitext,
    /// The positions of the pairs that have an error.
    pub places: Vec<usize>,
}

/// Plants errors of a kind in one pair of ten, where that can be done.
#[must_use]
pub fn planted(bitext: &Bitext, kind: Kind, seed: u64) -> Planted {
    let hand = Planter::new(seed, &bitext.pairs);
    let is_french = bitext.langs.tgt.tag() == "fr";
    let mut hand = if is_french { hand.into_french() } else { hand };
    let mut planted = Planted { bitext: bitext.clone(), places: Vec::new() };
    let mut last = None::<usize>;
    for idx in 0..bitext.pairs.len() {
        if last.is_some_and(|last| idx < last + SPACING) {
            continue;
        }
        if let Some(pair) = hand.plant(kind, idx) {
            planted.bitext.pairs[idx] = Pair { ..pair };
            planted.places.push(idx);
            last = Some(idx);
        }
    }
    planted
}
