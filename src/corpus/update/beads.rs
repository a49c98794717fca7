//! Decides which new segments make a pair, and whose heir it is.
//!
//! ```text
//! old pairs     ■ ■ □ ■ ■       ■ its text stands in the new version, □ it is gone
//!               │ │   │ │
//! new segments  ■ ■ ○ ■ ■ ○     ○ is new
//! ```
//!
//! Without a new translation every pair keeps its own, and what is new has none.
//! With one, pairs both of whose sides are found stay together as beads that the
//! aligner keeps, and only what is between them is aligned. Where a paragraph
//! stands elsewhere on one side only, beads cross, which no alignment can say:
//! those are set aside, and their segments taken out, before the rest is aligned.

use super::blocks::Block;
use crate::align::{Options, align_between};
use crate::bead::{self, ScoredBead};
use crate::bitext::{Pair, Status};
use crate::corpus::regions::longest_increasing;
use crate::model::Model;
use crate::segment::Segment;
use std::ops::Range;

/// Where the text of the target comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Target {
    /// It is that of the old pairs.
    Old,
    /// It is made of these segments of the new translation.
    New(Vec<usize>),
}

/// A pair that is to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bead {
    /// The old pairs that it takes the place of.
    pub old: Vec<usize>,
    /// Its new segments of the source.
    pub src: Vec<usize>,
    pub tgt: Target,
    /// The probability that the aligner gave it.
    pub score: Option<f64>,
}

/// The pairs that are to be, and the old ones that have no heir among them.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub beads: Vec<Bead>,
    pub gone: Vec<usize>,
}

/// Plans pairs that keep their old translations. `keeps_gone` leaves those whose
/// source is gone where they were, without a source.
pub(super) fn with_old_translation(
    blocks: &[Block],
    old: &[Pair],
    n_src: usize,
    keeps_gone: bool,
) -> Plan {
    let mut plan = Plan::default();
    // Behind which new segment each old pair stands.
    let mut place = vec![0; old.len()];
    let mut keyed: Vec<(usize, usize, Bead)> = Vec::new();
    let mut is_used = vec![false; n_src];
    let mut is_free = vec![false; n_src];
    for block in blocks.iter().filter(|block| block.old.is_empty()) {
        block.src.iter().for_each(|at| is_free[*at] = true);
    }
    let has_source = |block: &&Block| !block.old.is_empty() && !block.src.is_empty();
    for block in blocks.iter().filter(has_source) {
        let run = best_run(&block.src, &is_free);
        is_used[run.clone()].fill(true);
        for at in &block.old {
            place[*at] = run.end;
        }
        let src = run.clone().collect();
        keyed.push((
            run.start + 1,
            0,
            Bead { old: block.old.clone(), src, tgt: Target::Old, score: None },
        ));
    }
    let alone = (0..n_src).filter(|at| !is_used[*at]);
    keyed.extend(alone.map(|at| {
        (at + 1, 0, Bead { old: Vec::new(), src: vec![at], tgt: Target::Old, score: None })
    }));
    for block in blocks.iter().filter(|block| !block.old.is_empty() && block.src.is_empty()) {
        for at in block.old.iter().copied() {
            let behind = at.checked_sub(1).map_or(0, |before| place[before]);
            place[at] = behind;
            let stays =
                old[at].src.trim().is_empty() || keeps_gone && !old[at].tgt.trim().is_empty();
            if stays {
                let bead = Bead { old: vec![at], src: Vec::new(), tgt: Target::Old, score: None };
                keyed.push((behind, at + 1, bead));
            } else {
                plan.gone.push(at);
            }
        }
    }
    plan.gone.sort_unstable();
    keyed.sort_by_key(|(behind, at, _)| (*behind, *at));
    plan.beads = keyed.into_iter().map(|(.., bead)| bead).collect();
    plan
}

/// Returns the longest run of new segments of a block. Segments that nothing
/// else has may stand between them: a sentence that was put into a pair.
fn best_run(places: &[usize], is_free: &[bool]) -> Range<usize> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in places {
        match runs.last_mut().filter(|run| is_free[run.end..*at].iter().all(|free| *free)) {
            Some(run) => run.end = at + 1,
            None => runs.push(*at..at + 1),
        }
    }
    runs.into_iter().max_by_key(|run| (run.len(), std::cmp::Reverse(run.start))).unwrap_or(0..0)
}

/// Plans pairs with a new translation: what is found on both sides stays, the
/// rest is aligned between.
pub(super) fn with_new_translation(
    blocks: &[Block],
    old: &[Pair],
    src: &[Segment],
    tgt: &[Segment],
    model: &Model,
) -> Plan {
    let locks = Locks::of(blocks, old, src.len(), tgt.len());
    let mut beads = locks.aligned(src, tgt, model);
    let (mut of_src, mut of_tgt) = (vec![0; src.len()], vec![0; tgt.len()]);
    for (at, bead) in beads.iter().enumerate() {
        bead.src.iter().for_each(|segment| of_src[*segment] = at);
        if let Target::New(run) = &bead.tgt {
            for segment in run {
                of_tgt[*segment] = at;
            }
        }
    }
    let mut gone = Vec::new();
    for block in blocks.iter().filter(|block| !block.old.is_empty()) {
        // The heir has the first segment of the block, on the source if it can be.
        let by_src = block.src.first().map(|at| of_src[*at]);
        match by_src.or_else(|| block.tgt.first().map(|at| of_tgt[*at])) {
            Some(heir) => beads[heir].old.extend(&block.old),
            None => gone.extend(&block.old),
        }
    }
    for bead in &mut beads {
        bead.old.sort_unstable();
    }
    gone.sort_unstable();
    Plan { beads, gone }
}

/// Pairs that stay, as runs of new segments.
#[derive(Clone, Debug)]
struct Lock {
    src: Range<usize>,
    tgt: Range<usize>,
}

/// The pairs that stay: those in order, and those that cross them.
struct Locks {
    in_order: Vec<Lock>,
    crossing: Vec<Lock>,
}

impl Locks {
    fn of(blocks: &[Block], old: &[Pair], n_src: usize, n_tgt: usize) -> Locks {
        let of_pairs = blocks.iter().filter(|block| !block.old.is_empty());
        let mut locks: Vec<Lock> = of_pairs
            .clone()
            .filter_map(|block| Some(Lock { src: run(&block.src)?, tgt: run(&block.tgt)? }))
            .collect();
        locks.sort_by_key(|lock| lock.src.start);
        let places: Vec<usize> = locks.iter().map(|lock| lock.tgt.start).collect();
        let stays = longest_increasing(&places);
        let (mut in_order, mut crossing) = (Vec::new(), Vec::new());
        for (lock, stays) in locks.into_iter().zip(stays) {
            if stays { in_order.push(lock) } else { crossing.push(lock) }
        }
        let (apart, open): (Vec<&Block>, Vec<&Block>) =
            of_pairs.partition(|block| is_decided_to_be_alone(block, old));
        crossing.extend(apart.into_iter().filter_map(alone));
        let mut locks = Locks { in_order, crossing };
        locks.add_one_sided(open.into_iter(), n_src, n_tgt);
        locks
    }

    /// Keeps pairs without a translation where there is none to be had.
    fn add_one_sided<'b>(
        &mut self,
        blocks: impl Iterator<Item = &'b Block>,
        n_src: usize,
        n_tgt: usize,
    ) {
        let mut added = Vec::new();
        for block in blocks {
            let (src, tgt) = (run(&block.src), run(&block.tgt));
            let is_src = block.tgt.is_empty();
            let Some(own) = (if is_src { src } else { tgt.filter(|_| block.src.is_empty()) })
            else {
                continue;
            };
            let place = |lock: &Lock| if is_src { lock.src.start } else { lock.tgt.start };
            let next = self.in_order.partition_point(|lock| place(lock) < own.start);
            let before = next.checked_sub(1).map(|at| &self.in_order[at]);
            let after = self.in_order.get(next);
            let other = |lock: &Lock| if is_src { lock.tgt.clone() } else { lock.src.clone() };
            let from = before.map_or(0, |lock| other(lock).end);
            let to = after.map_or(if is_src { n_tgt } else { n_src }, |lock| other(lock).start);
            if (from..to).all(|at| self.is_crossing(at, !is_src)) {
                let lock = if is_src {
                    Lock { src: own, tgt: from..from }
                } else {
                    Lock { src: from..from, tgt: own }
                };
                added.push((next, lock));
            }
        }
        added.sort_by_key(|(next, lock)| (*next, lock.src.start, lock.tgt.start));
        for (n_before, (next, lock)) in added.into_iter().enumerate() {
            self.in_order.insert(next + n_before, lock);
        }
    }

    fn is_crossing(&self, at: usize, is_src: bool) -> bool {
        self.crossing
            .iter()
            .any(|lock| if is_src { lock.src.contains(&at) } else { lock.tgt.contains(&at) })
    }

    /// Aligns what is between the locks; returns all pairs in the order of the
    /// source.
    fn aligned(&self, src: &[Segment], tgt: &[Segment], model: &Model) -> Vec<Bead> {
        let left = |n: usize, is_src: bool| -> Vec<usize> {
            (0..n).filter(|at| !self.is_crossing(*at, is_src)).collect()
        };
        let (of_src, of_tgt) = (left(src.len(), true), left(tgt.len(), false));
        let moved = |places: &[usize], run: &Range<usize>| {
            let start = places.partition_point(|at| *at < run.start);
            start..start + run.len()
        };
        let locked: Vec<bead::Bead> = self
            .in_order
            .iter()
            .filter_map(|lock| {
                bead::Bead::new(moved(&of_src, &lock.src), moved(&of_tgt, &lock.tgt))
            })
            .collect();
        let texts = |segments: &[Segment], places: &[usize]| -> Vec<String> {
            places.iter().map(|at| segments[*at].text.clone()).collect()
        };
        let (src, tgt) = (texts(src, &of_src), texts(tgt, &of_tgt));
        let alignment = align_between(&src, &tgt, &locked, model, &Options::default());
        let is_locked: rustc_hash::FxHashSet<&bead::Bead> = locked.iter().collect();
        let mut keyed: Vec<(usize, Bead)> = Vec::new();
        for ScoredBead { bead, score } in alignment.beads() {
            // A lock is certain of itself, which is not a probability.
            let score = Some(*score).filter(|_| !is_locked.contains(bead));
            for (src, tgt) in whole_runs(&of_src[bead.src()], &of_tgt[bead.tgt()]) {
                let before = keyed.last().map_or(0, |(key, _)| *key);
                let key = src.first().map_or(before, |first| first + 1);
                keyed.push((key, Bead { old: Vec::new(), src, tgt: Target::New(tgt), score }));
            }
        }
        let set_apart = self.crossing.iter().map(|lock| {
            let (src, tgt) = (lock.src.clone().collect(), Target::New(lock.tgt.clone().collect()));
            let key = if lock.src.is_empty() {
                key_behind(&keyed, lock.tgt.start)
            } else {
                lock.src.start + 1
            };
            (key, Bead { old: Vec::new(), src, tgt, score: None })
        });
        let set_apart: Vec<(usize, Bead)> = set_apart.collect();
        keyed.extend(set_apart);
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, bead)| bead).collect()
    }
}

/// Tells whether somebody has decided that a pair has one side only: no neighbor
/// is to take it.
fn is_decided_to_be_alone(block: &Block, old: &[Pair]) -> bool {
    let is_alone = |pair: &Pair| pair.src.trim().is_empty() != pair.tgt.trim().is_empty();
    let pairs = || block.old.iter().map(|at| &old[*at]);
    block.src.is_empty() != block.tgt.is_empty()
        && pairs().all(|pair| is_alone(pair) && pair.status != Status::Auto)
}

/// Returns the lock of a block with one side.
fn alone(block: &Block) -> Option<Lock> {
    match (run(&block.src), run(&block.tgt)) {
        (Some(src), None) => Some(Lock { src, tgt: 0..0 }),
        (None, Some(tgt)) => Some(Lock { src: 0..0, tgt }),
        _ => None,
    }
}

/// Returns the key of the last bead with a segment of the translation before one.
fn key_behind(keyed: &[(usize, Bead)], tgt: usize) -> usize {
    let is_before = |(_, bead): &&(usize, Bead)| matches!(&bead.tgt, Target::New(run) if run.last().is_some_and(|last| *last < tgt));
    keyed.iter().rev().find(is_before).map_or(0, |(key, _)| *key)
}

/// Returns what the aligner put together as runs of segments that follow each
/// other: what was set apart may stand between them.
fn whole_runs(src: &[usize], tgt: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let runs = |places: &[usize]| -> Vec<Vec<usize>> {
        places.chunk_by(|a, b| a + 1 == *b).map(<[usize]>::to_vec).collect()
    };
    let (of_src, of_tgt) = (runs(src), runs(tgt));
    let n = of_src.len().max(of_tgt.len());
    let nth = |runs: &[Vec<usize>], n: usize| runs.get(n).cloned().unwrap_or_default();
    (0..n).map(|at| (nth(&of_src, at), nth(&of_tgt, at))).collect()
}

/// Returns segments that follow each other as a run; none if they do not, or
/// there are none.
fn run(places: &[usize]) -> Option<Range<usize>> {
    let (first, last) = (*places.first()?, *places.last()?);
    (last - first + 1 == places.len()).then_some(first..last + 1)
}
