//! Finds runs of pairs whose translations are all one or a few rows off.
//!
//! One sentence too many shifts all that follow, and 271 errors say less than one that
//! names the run and what to type. Pairs that are misaligned and near each other are a
//! run; how far it is shifted is what makes most of its words fit. The findings of its
//! pairs are taken back.
//!
//! It leaves alone fewer than four such pairs, and runs that no shift explains: theirs
//! stay as they are.

use super::misaligned::fit;
use super::{Id, Rule};
use crate::bitext::Pair;
use crate::check::context::Whole;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::notice::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "misaligned.block",
    severity: Severity::Error,
    mqm: "mistranslation",
    about: "a run of pairs is shifted against its translations",
    about_fr: "une suite de paires est décalée par rapport à ses traductions",
    cases: include_str!("misaligned_block.cases"),
    source: include_str!("misaligned_block.rs"),
};

pub(super) const FINDS: Finds = Finds::AfterPairs(find);

/// A run of fewer flagged pairs is told pair by pair. By hand.
const MIN_FLAGGED: usize = 4;

/// Pairs of a run that are not flagged (short ones, refrains) stand in rows of at most
/// so many. By hand.
const MAX_GAP: usize = 3;

/// How far a run may be shifted.
const MAX_SHIFT: isize = 3;

/// Of the pairs that a shift can be tried on, so many in a hundred must fit better.
const MIN_PERCENT: usize = 60;

fn find(whole: &Whole, findings: &mut Vec<Finding>) {
    for run in runs(findings) {
        let Some(shift) = shift(whole, &run) else { continue };
        findings.retain(|finding| finding.check != Id::Misaligned || !run.contains(&finding.pair));
        findings.push(whole.seal(block(whole, &run, shift), run.start));
    }
}

/// Returns the runs of misaligned pairs.
fn runs(findings: &[Finding]) -> Vec<Range<usize>> {
    let is_flag =
        |finding: &&Finding| finding.check == Id::Misaligned && finding.severity > Severity::Info;
    let mut flagged: Vec<usize> =
        findings.iter().filter(is_flag).map(|finding| finding.pair).collect();
    flagged.sort_unstable();
    flagged.dedup();
    let near = flagged.chunk_by(|before, after| after - before <= MAX_GAP + 1);
    let runs = near.filter(|run| run.len() >= MIN_FLAGGED);
    runs.map(|run| run[0]..run[run.len() - 1] + 1).collect()
}

/// Returns by how many pairs the translations of a run stand too late (above 0) or too
/// early, if that explains it.
fn shift(whole: &Whole, run: &Range<usize>) -> Option<isize> {
    let gains = (-MAX_SHIFT..=MAX_SHIFT).filter(|shift| *shift != 0).map(|shift| {
        let better: Vec<bool> =
            run.clone().filter_map(|idx| is_better(whole, idx, shift)).collect();
        (better.iter().filter(|is_better| **is_better).count(), better.len(), shift)
    });
    let (n_better, n_tried, shift) = gains.max_by_key(|(n, _, shift)| (*n, -shift.abs()))?;
    (n_tried > 0 && n_better * 100 >= n_tried * MIN_PERCENT).then_some(shift)
}

/// Tells whether the source of a pair fits the translation that stands so far behind
/// it better than its own.
fn is_better(whole: &Whole, idx: usize, shift: isize) -> Option<bool> {
    let other = idx.checked_add_signed(shift).filter(|at| *at < whole.bitext.pairs.len())?;
    let fit_with = |tgt: &str| {
        let (src, tgt) = (whole.pair(idx).src.clone(), tgt.to_owned());
        let pair = Pair { src, tgt, ..Pair::default() };
        fit(&whole.index.view(&pair, &whole.bitext.langs))
    };
    Some(fit_with(&whole.pair(other).tgt) > fit_with(&whole.pair(idx).tgt))
}

fn block(whole: &Whole, run: &Range<usize>, shift: isize) -> Finding {
    let (first, last) = (&whole.pair(run.start).id, &whole.pair(run.end - 1).id);
    let n = shift.unsigned_abs();
    let message = format!("the pairs `{first}` to `{last}` seem to be shifted by {n}");
    let span = 0..whole.pair(run.start).tgt.len();
    let remedy = format!("enregard realign BITEXT --from {first} --to {last}");
    Finding::new(Id::MisalignedBlock, Side::Tgt, span, message).suggest(remedy)
}
