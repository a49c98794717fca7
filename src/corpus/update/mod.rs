//! Brings a bitext up to a new version of its text: every decision stays with its
//! pair, and only what is new is aligned.
//!
//! ```text
//! old pairs ─┬─ segments ─┐
//!            │            ├─ matching ─► blocks ─► beads ─► heirs ─► new pairs
//! new text ──┴─ segments ─┘                 (what is between is aligned)  └► gone
//! ```
//!
//! Segments are matched by their texts and by nothing else: ids name places in a
//! version, and another version has other places (put one sentence in front, and
//! every `p1.s2` is another). See `matching` for the evidence, `beads` for what
//! becomes a pair, `heirs` for what is handed on.
//!
//! What it does not know: files, and who asks. A text that has nothing in common
//! with the old one is updated like any other; [`Updated::share_found`] tells.

mod beads;
mod blocks;
mod heirs;
mod matching;
mod slides;

#[cfg(test)]
mod tests;

use super::regions::longest_increasing;
use super::{Change, Diff, Difference, FieldChange};
use crate::bitext::{Bitext, Breaks, Pair, Status};
use crate::model::Model;
use crate::segment::Segment;
use crate::table::Table;
use crate::text::Distinct;
use beads::{Bead, Plan};
use heirs::{Columns, Maker};
use matching::Match;

/// The word in the findings of a pair whose text is another than the one that was
/// decided on.
pub const CHANGED: &str = "text.changed";

/// What is brought up to date, and with what.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The bitext of the old version.
    pub old: &'a Bitext,
    /// The segments of the new source.
    pub src: &'a [Segment],
    /// The new translation; none if the old one serves.
    pub tgt: Option<NewTranslation<'a>>,
    /// Whether pairs whose source is gone stay, without a source, where they were.
    pub keeps_gone: bool,
}

/// A new translation.
#[derive(Clone, Copy, Debug)]
pub struct NewTranslation<'a> {
    /// Its segments.
    pub segments: &'a [Segment],
    /// The table that they stood in; a default one if it was a text.
    pub table: &'a Table,
}

/// What became of old pairs in the new version.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Fate {
    /// The pair is as it was.
    Kept,
    /// It is as it was, in another place.
    Moved,
    /// A text of it changed.
    Edited,
    /// Several pairs became one.
    Merged,
    /// Its source is cut into more segments now, and changed.
    Split,
    /// Nothing of it was there before.
    New,
}

/// A pair of the new version and the old ones that it takes the place of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Heir {
    /// The positions of the old pairs.
    pub old: Vec<usize>,
    /// What became of them.
    pub fate: Fate,
}

/// A bitext of the new version.
#[derive(Clone, Debug)]
pub struct Updated {
    /// The pairs of the new version.
    pub bitext: Bitext,
    /// Whose place each of its pairs takes, in their order.
    pub heirs: Vec<Heir>,
    /// The positions of the old pairs of which nothing is left.
    pub gone: Vec<usize>,
    /// Of which share of the old source segments the new version has something.
    pub share_found: f64,
}

/// How many pairs stayed, changed, came and went, and what became of decisions.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    /// New pairs that are as they were.
    pub kept: usize,
    /// Those of them that stand elsewhere.
    pub moved: usize,
    /// New pairs a text of which changed, or that were joined.
    pub changed: usize,
    /// New pairs of which nothing was there before.
    pub new: usize,
    /// Old pairs of which nothing is left.
    pub gone: usize,
    /// Old pairs on which somebody had decided, and how many of them are
    /// decided still.
    pub decided: usize,
    /// See `decided`.
    pub still_decided: usize,
}

/// Brings a bitext up to a new version of its text.
#[must_use]
pub fn update(task: &Task, model: &Model) -> Updated {
    let Task { old, src, tgt, keeps_gone } = *task;
    let breaks = Breaks::new(&old.langs);
    let sides = blocks::old_sides(&old.pairs, &breaks);
    let mut of_src = blocks::matches_of(&sides[0], src);
    let share_found = sides[0].share_found(&of_src);
    let of_tgt = tgt.map(|new| blocks::matches_of(&sides[1], new.segments)).unwrap_or_default();
    let unsure = slides::settle(&sides, &mut of_src, tgt.map(|_| of_tgt.as_slice()), &old.pairs);
    let n_new = [src.len(), tgt.map_or(0, |new| new.segments.len())];
    let found: [&[Match]; 2] = [&of_src, &of_tgt];
    let blocks = blocks::blocks(old.pairs.len(), &sides, found, n_new);
    let Plan { beads, gone } = match tgt {
        None => beads::with_old_translation(&blocks, &old.pairs, src.len(), keeps_gone),
        Some(new) => beads::with_new_translation(&blocks, &old.pairs, src, new.segments, model),
    };
    let columns = Columns::of(task);
    let maker = Maker { task, columns: &columns, unsure: &unsure };
    let (pairs, heirs) = made(&maker, &beads);
    let metadata = old.metadata.clone();
    let bitext = Bitext {
        langs: old.langs.clone(),
        metadata,
        carried_headers: columns.headers.clone(),
        pairs,
    };
    Updated { bitext: without_blank(bitext, &columns, old), heirs, gone, share_found }
}

fn made(maker: &Maker, beads: &[Bead]) -> (Vec<Pair>, Vec<Heir>) {
    let (mut pairs, mut heirs) = (Vec::with_capacity(beads.len()), Vec::with_capacity(beads.len()));
    for bead in beads {
        let (pair, fate) = maker.pair(bead);
        pairs.push(pair);
        heirs.push(Heir { old: bead.old.clone(), fate });
    }
    let kept: Vec<usize> = (0..heirs.len()).filter(|at| heirs[*at].fate == Fate::Kept).collect();
    let places: Vec<usize> = kept.iter().map(|at| heirs[*at].old[0]).collect();
    for (at, stays) in kept.into_iter().zip(longest_increasing(&places)) {
        if !stays {
            heirs[at].fate = Fate::Moved;
        }
    }
    number_apart(&mut pairs);
    (pairs, heirs)
}

/// Gives pairs ids that no other has: a translation that lost its source has
/// that of its own segments, which another may have too.
fn number_apart(pairs: &mut [Pair]) {
    let mut ids = Distinct::default();
    for pair in pairs {
        pair.id = ids.name(&pair.id);
    }
}

/// Takes the columns for old wordings out that nobody needs.
fn without_blank(mut bitext: Bitext, columns: &Columns, old: &Bitext) -> Bitext {
    for column in columns.before.into_iter().rev() {
        let is_old = column < old.carried_headers.len();
        if !is_old && bitext.pairs.iter().all(|pair| pair.carried[column].is_empty()) {
            bitext.carried_headers.remove(column);
            bitext.pairs.iter_mut().for_each(|pair| _ = pair.carried.remove(column));
        }
    }
    bitext
}

impl Updated {
    /// Returns how many pairs stayed, changed, came and went.
    #[must_use]
    pub fn tally(&self, old: &Bitext) -> Tally {
        let mut tally = Tally { gone: self.gone.len(), ..Tally::default() };
        for (pair, heir) in self.bitext.pairs.iter().zip(&self.heirs) {
            match heir.fate {
                Fate::Kept => tally.kept += 1,
                Fate::Moved => (tally.kept, tally.moved) = (tally.kept + 1, tally.moved + 1),
                Fate::Edited | Fate::Merged | Fate::Split => tally.changed += 1,
                Fate::New => tally.new += 1,
            }
            let is_decided = |at: &&usize| old.pairs[**at].status != Status::Auto;
            if pair.status != Status::Auto {
                tally.still_decided += heir.old.iter().filter(is_decided).count();
            }
        }
        tally.decided = old.pairs.iter().filter(|pair| pair.status != Status::Auto).count();
        tally
    }

    /// Returns the pairs of which nothing is left.
    #[must_use]
    pub fn orphans(&self, old: &Bitext) -> Bitext {
        let pairs = self.gone.iter().map(|at| old.pairs[*at].clone()).collect();
        Bitext { pairs, ..old.clone() }
    }

    /// Returns what changed, as a difference of the two bitexts: what stayed in
    /// its place is none.
    #[must_use]
    pub fn diff(&self, old: &Bitext) -> Diff {
        let mut diff = Diff::default();
        let mut gone = self.gone.iter().copied().peekable();
        let mut place = 0;
        for (at, heir) in self.heirs.iter().enumerate() {
            let first = heir.old.first().copied();
            if heir.fate != Fate::Moved {
                place = first.map_or(place, |first| place.max(first));
            }
            while let Some(lost) = gone.next_if(|lost| *lost < place) {
                diff.differences.push(removed(lost, at));
            }
            let of_old = match (first, heir.old.last()) {
                (Some(first), Some(last)) if last - first + 1 == heir.old.len() => first..last + 1,
                (Some(first), _) => first..first + 1,
                _ => place..place,
            };
            let (change, fields) = match heir.fate {
                Fate::Kept => {
                    diff.n_same += 1;
                    continue;
                }
                Fate::Moved => (Change::Moved, Vec::new()),
                Fate::Merged => (Change::Merged, Vec::new()),
                Fate::New => (Change::Added, Vec::new()),
                Fate::Edited | Fate::Split => {
                    (Change::Edited, self.fields(&old.pairs[of_old.start], at))
                }
            };
            diff.differences.push(Difference { change, a: of_old, b: at..at + 1, fields });
        }
        let n = self.bitext.pairs.len();
        diff.differences.extend(gone.map(|lost| removed(lost, n)));
        diff
    }

    fn fields(&self, old: &Pair, at: usize) -> Vec<FieldChange> {
        let new = &self.bitext.pairs[at];
        let (src, tgt) = self.bitext.langs.tags();
        let status = (old.status.name(), new.status.name());
        let fields = [
            (src, old.src.as_str(), new.src.as_str()),
            (tgt, &old.tgt, &new.tgt),
            ("status", status.0, status.1),
        ];
        let changed = fields.into_iter().filter(|(_, before, after)| before != after);
        let change = |(field, before, after): (&str, &str, &str)| FieldChange {
            field: field.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        changed.map(change).collect()
    }
}

fn removed(lost: usize, at: usize) -> Difference {
    Difference { change: Change::Removed, a: lost..lost + 1, b: at..at, fields: Vec::new() }
}
