//! Makes the pairs of the new version, each with what was said of the old ones.
//!
//! A pair both of whose texts are as they were stays what it was, decision and
//! all. One whose text changed goes back to `auto`; the wording on which people
//! had decided stands in columns of its own (`fr_before`, `en_before`), and the
//! word [`CHANGED`] in its findings.

use super::beads::{Bead, Target};
use super::{CHANGED, Fate, Task};
use crate::bead::Shape;
use crate::bitext::{Pair, Status};
use crate::corpus::links::spaced;
use crate::corpus::notes::{self, Texts};
use crate::pairing::bare;
use crate::segment::Segment;
use rustc_hash::FxHashSet;

/// The carried columns of the new version.
#[derive(Debug)]
pub(super) struct Columns {
    pub headers: Vec<String>,
    /// Where the old wordings of both sides stand.
    pub before: [usize; 2],
    /// Where the columns of the new translation's table stand.
    of_table: Vec<usize>,
}

impl Columns {
    /// Returns the columns of the old bitext, then those of the new translation,
    /// then those for old wordings.
    pub(super) fn of(task: &Task) -> Columns {
        let mut headers = task.old.carried_headers.clone();
        let mut place = |header: &str| {
            let known = headers.iter().position(|known| known == header);
            known.unwrap_or_else(|| {
                headers.push(header.to_owned());
                headers.len() - 1
            })
        };
        let of_new = task.tgt.iter().flat_map(|new| &new.table.carried_headers);
        let of_table = of_new.map(|header| place(header)).collect();
        let (src, tgt) = task.old.langs.tags();
        let before = [src, tgt].map(|lang| place(&format!("{lang}_before")));
        Columns { headers, before, of_table }
    }
}

/// One side of a pair that is to be.
#[derive(Debug, Default)]
struct Half {
    text: String,
    ids: Vec<String>,
    breaks: Vec<usize>,
    n: usize,
}

impl Half {
    fn of_segments(segments: &[&Segment]) -> Half {
        let mut half = Half::default();
        for segment in segments {
            half.add(&segment.text, segment.text.is_empty());
            half.ids.push(segment.id.clone());
            half.n += 1;
        }
        half
    }

    fn of_translations(pairs: &[&Pair]) -> Half {
        let mut half = Half::default();
        for pair in pairs {
            let start = half.add(&pair.tgt, pair.tgt.is_empty());
            half.breaks.extend(pair.tgt_breaks.iter().map(|at| at + start));
            half.ids.extend(pair.tgt_ids.iter().cloned());
            half.n += pair.shape.tgt;
        }
        // Breaks tell all starts or none.
        if half.breaks.len() + 1 != half.n {
            half.breaks.clear();
        }
        half
    }

    /// Puts a text behind what is there; returns where it starts.
    fn add(&mut self, text: &str, is_blank: bool) -> usize {
        if is_blank {
            return self.text.len();
        }
        if !self.text.is_empty() {
            self.text.push(' ');
            self.breaks.push(self.text.len());
        }
        let start = self.text.len();
        self.text.push_str(text);
        start
    }
}

/// Makes pairs of beads.
#[derive(Debug)]
pub(super) struct Maker<'a> {
    pub task: &'a Task<'a>,
    pub columns: &'a Columns,
    /// Old pairs of which a twin is gone, so that nobody knows which it was.
    pub unsure: &'a FxHashSet<usize>,
}

impl Maker<'_> {
    /// Returns the pair of a bead, and what became of the old ones.
    pub(super) fn pair(&self, bead: &Bead) -> (Pair, Fate) {
        let old: Vec<&Pair> = bead.old.iter().map(|at| &self.task.old.pairs[*at]).collect();
        let src: Vec<&Segment> = bead.src.iter().map(|at| &self.task.src[*at]).collect();
        let (src_half, tgt_half) = (Half::of_segments(&src), self.target(bead, &old));
        let bare_pair = Pair {
            id: src.first().map(|segment| segment.id.clone()).unwrap_or_default(),
            shape: Shape { src: src_half.n, tgt: tgt_half.n },
            src: src_half.text,
            tgt: tgt_half.text,
            src_ids: src_half.ids,
            tgt_ids: tgt_half.ids,
            src_breaks: src_half.breaks,
            tgt_breaks: tgt_half.breaks,
            kind: src
                .first()
                .map(|segment| segment.kind)
                .or(old.first().map(|pair| pair.kind))
                .unwrap_or_default(),
            score: bead.score,
            ..Pair::default()
        };
        let pair = Pair { id: self.id(&bare_pair, &old), ..bare_pair };
        let (pair, fate) = self.with_history(pair, bead, &old);
        (self.with_table(pair, bead), fate)
    }

    fn target(&self, bead: &Bead, old: &[&Pair]) -> Half {
        match (&bead.tgt, &self.task.tgt) {
            (Target::New(run), Some(new)) => {
                Half::of_segments(&run.iter().map(|at| &new.segments[*at]).collect::<Vec<_>>())
            }
            _ => Half::of_translations(old),
        }
    }

    fn id(&self, pair: &Pair, old: &[&Pair]) -> String {
        if !pair.id.is_empty() {
            return pair.id.clone();
        }
        let (old, lang) = (old.first(), &self.task.old.langs.tgt);
        let as_before = old.filter(|old| old.src_ids.is_empty() && old.tgt_ids == pair.tgt_ids);
        let of_tgt = || pair.tgt_ids.first().map(|id| format!("{lang}.{id}"));
        let of_old = || old.map(|old| old.id.clone()).unwrap_or_default();
        as_before.map(|old| old.id.clone()).or_else(of_tgt).unwrap_or_else(of_old)
    }

    /// Hands on what was decided and said of the old pairs.
    fn with_history(&self, pair: Pair, bead: &Bead, old: &[&Pair]) -> (Pair, Fate) {
        let Some(first) = old.first() else {
            let carried = vec![String::new(); self.columns.headers.len()];
            return (Pair { carried, ..pair }, Fate::New);
        };
        let before = [joined(old, |pair| &pair.src), joined(old, |pair| &pair.tgt)];
        let texts = Texts { before: [&before[0], &before[1]], now: [&pair.src, &pair.tgt] };
        let is_same = [0, 1].map(|side| is_same(texts.before[side], texts.now[side]));
        let is_unsure = bead.old.iter().any(|at| self.unsure.contains(at));
        let mut carried = notes::carried(old, &self.task.old.carried_headers, texts);
        carried.resize(self.columns.headers.len(), String::new());
        let pair = Pair {
            comment: notes::comment(old),
            reviewer: first.reviewer.clone(),
            updated: first.updated.clone(),
            findings: notes::dismissals(old),
            carried,
            ..pair
        };
        if is_same == [true, true] && !is_unsure {
            let is_agreed = old.iter().all(|pair| pair.status == first.status);
            let status = if is_agreed { first.status } else { Status::Auto };
            let alone = <[&Pair; 1]>::try_from(old).ok();
            let score = alone.map_or(pair.score, |[one]| one.score);
            let findings = alone.map_or(pair.findings, |[one]| one.findings.clone());
            let fate = if alone.is_some() { Fate::Kept } else { Fate::Merged };
            return (Pair { score, status, findings, ..pair }, fate);
        }
        let fate = match (old.len(), first.shape.src, pair.shape.src) {
            (1, before, now) if now > before => Fate::Split,
            (1, ..) => Fate::Edited,
            _ => Fate::Merged,
        };
        (self.told(pair, old, &before, is_same), fate)
    }

    /// Says how a pair read when people decided on it.
    fn told(
        &self,
        mut pair: Pair,
        old: &[&Pair],
        before: &[String; 2],
        is_same: [bool; 2],
    ) -> Pair {
        for side in [0, 1] {
            let cell = &mut pair.carried[self.columns.before[side]];
            // What nobody has decided since is still about the older wording.
            let is_pending = !cell.is_empty() && old.iter().all(|pair| pair.status == Status::Auto);
            if !is_same[side] && !is_pending {
                cell.clone_from(&before[side]);
            }
        }
        pair.findings.insert(0, CHANGED.to_owned());
        pair
    }

    /// Fills the carried cells that the new translation's table has: all of a new
    /// pair, of an old one those that it left blank.
    fn with_table(&self, mut pair: Pair, bead: &Bead) -> Pair {
        let (Target::New(run), Some(new)) = (&bead.tgt, &self.task.tgt) else { return pair };
        let mut rows: Vec<usize> =
            run.iter().map(|at| new.segments[*at].paragraph.wrapping_sub(1)).collect();
        rows.dedup();
        for (column, at) in self.columns.of_table.iter().enumerate() {
            if pair.carried[*at].is_empty() {
                let cells =
                    rows.iter().filter_map(|row| new.table.rows.get(*row)?.carried.get(column));
                let mut values: Vec<&str> =
                    cells.map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                values.dedup();
                pair.carried[*at] = values.join(" | ");
            }
        }
        pair
    }
}

/// Joins one side of old pairs.
fn joined<'p>(old: &[&'p Pair], side: impl Fn(&'p Pair) -> &'p String) -> String {
    let texts = old.iter().map(|pair| side(pair).as_str()).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

/// Tells whether two texts are the same but for white space and the shapes of
/// marks.
fn is_same(before: &str, now: &str) -> bool {
    before == now || spaced(before) == spaced(now) || bare(before) == bare(now)
}
