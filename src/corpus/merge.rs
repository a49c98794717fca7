//! Makes one bitext of two reviews, by what stood before them if that is known.
//!
//! ```text
//! base ─┬─ A ─┐
//!       └─ B ─┴─► merged, and what both changed otherwise
//! ```
//!
//! Regions of all three are compared. Where the beads are the same, fields are
//! taken one by one (see `reconcile`). Where one side changed the beads, its
//! beads are taken; if the other decided or edited something there, or has
//! other beads of its own, that is a conflict, A's pairs stay and B's are
//! told. A region is always taken whole, so that the beads of the outcome still
//! cover both texts. Without a base, a region that people touched beats one
//! that nobody did.
//!
//! Pairs stand in the order of the side that moved some.

mod columns;
mod order;
mod said;

use super::links::links;
use super::reconcile::{Clash, Names, Reconciled, reconcile};
use super::regions::{Node, Region, regions};
use super::{Change, Counts};
use crate::bitext::{Bitext, Pair, Status};
use columns::{columns, squared};
use order::{Key, kept_order, keys, moved};
use said::Said;
use std::ops::Range;

/// The field of a conflict about which segments are paired.
const BEADS: &str = "beads";
/// The field of a conflict about the order of the pairs.
const ORDER: &str = "order";

/// The versions, as regions number them.
const A: usize = 0;
const B: usize = 1;
const BASE: usize = 2;

/// Something that both sides changed, each otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The id of the pair in A, or in B if A does not have it.
    pub pair: String,
    /// The positions of its pairs in the merged bitext; empty, at its place, if
    /// A took it out.
    pub at: Range<usize>,
    /// What the column is called, `beads` if segments are paired otherwise,
    /// `order` if pairs stand in another order, `metadata` and its name.
    pub field: String,
    /// The value before, if that is known.
    pub base: Option<String>,
    /// The value of A, which stays.
    pub a: String,
    /// The value of B.
    pub b: String,
    /// The pairs of B that are not in the merged bitext.
    pub pairs_of_b: Vec<Pair>,
}

/// One bitext made of two.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The bitext; where there is a conflict, it has the value of A.
    pub bitext: Bitext,
    /// What a person must decide, in the order of the bitext.
    pub conflicts: Vec<Conflict>,
    /// In how many pairs or regions something was taken from B.
    pub taken_from_b: Counts,
}

/// Makes one bitext of A and B, which were made from `base`.
#[must_use]
pub fn merge(base: Option<&Bitext>, a: &Bitext, b: &Bitext) -> Merged {
    let columns = columns(base, a, b);
    let squared = |bitext: &Bitext| squared(bitext, &columns);
    let versions = [squared(a), squared(b), base.map(squared).unwrap_or_default()];
    let names = Names { src: a.langs.src.to_string(), tgt: a.langs.tgt.to_string(), columns };
    let mut merger = Merger::new(&versions, names);
    for region in 0..merger.regions.len() {
        merger.region(region);
    }
    merger.order_conflict();
    let metadata = merger.metadata(base, a, b);
    let (pairs, conflicts) = (merger.pairs, merger.conflicts);
    let carried_headers = merger.names.columns.into_iter().map(|column| column.header).collect();
    let bitext = Bitext { metadata, carried_headers, pairs: Vec::new(), ..a.clone() };
    settled(bitext, pairs, conflicts, merger.taken)
}

/// A pair of the outcome, with its region and its place.
struct Placed {
    key: Key,
    region: usize,
    pair: Pair,
}

/// A conflict whose place in the outcome is not known yet.
struct Open {
    key: Key,
    region: Option<usize>,
    conflict: Conflict,
}

struct Merger<'a> {
    versions: &'a [Vec<Pair>; 3],
    names: Names,
    regions: Vec<Region<3>>,
    /// For each pair of the base, the pair of A and of B that is the same bead.
    same: [Vec<Option<usize>>; 2],
    /// The place of each pair of A and of B.
    keys: [Vec<Key>; 2],
    /// Whether each of A and B moved something.
    moved: [Vec<usize>; 2],
    pairs: Vec<Placed>,
    conflicts: Vec<Open>,
    taken: Counts,
}

impl<'a> Merger<'a> {
    fn new(versions: &'a [Vec<Pair>; 3], names: Names) -> Merger<'a> {
        let mut ends = Vec::new();
        let same = [A, B].map(|version| linked_with_base(versions, version, &mut ends));
        link_new(versions, &mut ends);
        let n_pairs = [A, B, BASE].map(|version| versions[version].len());
        let regions = regions(n_pairs, ends.into_iter());
        let moved = [A, B].map(|version| moved(&regions, BASE, version));
        let kept = kept_order(&regions, &same, &moved);
        let keys = keys(&regions, n_pairs, kept);
        let (pairs, conflicts, taken) = (Vec::new(), Vec::new(), Counts::new());
        Merger { versions, names, regions, same, keys, moved, pairs, conflicts, taken }
    }

    fn pair(&self, version: usize, at: usize) -> &'a Pair {
        &self.versions[version][at]
    }

    fn pairs_of(&self, region: usize, version: usize) -> Vec<&'a Pair> {
        let places = &self.regions[region].pairs[version];
        places.iter().map(|at| self.pair(version, *at)).collect()
    }

    /// Takes a region whole from one side, or its only pair from both.
    fn region(&mut self, region: usize) {
        let [a, b, base] = self.regions[region].pairs.clone();
        let (is_same_a, is_same_b) =
            (self.has_beads_of_base(region, A), self.has_beads_of_base(region, B));
        match (a.as_slice(), b.as_slice(), base.as_slice()) {
            ([], [], _) => {}
            ([a], [b], [base]) if is_same_a && is_same_b => {
                self.reconcile(region, Some(*base), *a, *b);
            }
            ([a], [b], []) => self.reconcile(region, None, *a, *b),
            (_, [], []) => self.take(region, A),
            ([], _, []) => self.take(region, B),
            (_, _, []) => self.choose_touched(region),
            _ if is_same_a => self.take_structure(region, B, A),
            _ if is_same_b => self.take_structure(region, A, B),
            _ => self.choose_changed(region),
        }
    }

    /// Tells whether a version has the beads of the base in a region.
    fn has_beads_of_base(&self, region: usize, version: usize) -> bool {
        let pairs = &self.regions[region].pairs;
        let is_same = |at: &usize| self.same[version][*at].is_some();
        pairs[BASE].len() == pairs[version].len() && pairs[BASE].iter().all(is_same)
    }

    fn reconcile(&mut self, region: usize, base: Option<usize>, a: usize, b: usize) {
        let base = base.map(|at| self.pair(BASE, at));
        let Reconciled { pair, clashes, taken } =
            reconcile(base, self.pair(A, a), self.pair(B, b), &self.names);
        for change in taken {
            self.count(change);
        }
        let key = self.keys[A][a].min(self.keys[B][b]);
        for Clash { field, base, a, b } in clashes {
            let conflict = Conflict {
                pair: pair.id.clone(),
                at: 0..0,
                field,
                base,
                a,
                b,
                pairs_of_b: Vec::new(),
            };
            self.conflicts.push(Open { key, region: Some(region), conflict });
        }
        self.pairs.push(Placed { key, region, pair });
    }

    /// Takes the pairs of a region from one version.
    fn take(&mut self, region: usize, version: usize) {
        for at in self.regions[region].pairs[version].clone() {
            let (key, pair) = (self.keys[version][at], self.pair(version, at).clone());
            self.pairs.push(Placed { key, region, pair });
        }
        if version == B {
            let pairs = &self.regions[region].pairs;
            self.count(match (pairs[A].len(), pairs[B].len()) {
                (0, _) => Change::Added,
                (_, 0) => Change::Removed,
                (1, _) => Change::Split,
                (_, 1) => Change::Merged,
                _ => Change::Retargeted,
            });
        }
    }

    /// Without a base: takes what people touched, if one side only did.
    fn choose_touched(&mut self, region: usize) {
        let touched = |version| self.pairs_of(region, version).into_iter().any(is_touched);
        match (touched(A), touched(B)) {
            (false, true) => self.take(region, B),
            (true, false) => self.take(region, A),
            _ => self.choose_changed(region),
        }
    }

    /// Both sides have other beads than the base. They may be the same.
    fn choose_changed(&mut self, region: usize) {
        let (a, b) = (self.pairs_of(region, A), self.pairs_of(region, B));
        let is_same = |(a, b): (&&Pair, &&Pair)| {
            let has_ids = !a.src_ids.is_empty() || !a.tgt_ids.is_empty();
            let has_same_ids = (&a.src_ids, &a.tgt_ids) == (&b.src_ids, &b.tgt_ids);
            has_ids && has_same_ids || (&a.src, &a.tgt) == (&b.src, &b.tgt)
        };
        if a.len() == b.len() && a.iter().zip(&b).all(is_same) {
            let [of_a, of_b, _] = self.regions[region].pairs.clone();
            for (a, b) in of_a.into_iter().zip(of_b) {
                self.reconcile(region, None, a, b);
            }
            return;
        }
        self.beads_conflict(region);
        self.take(region, A);
    }

    /// Takes the beads of the side that changed them, with what the other said
    /// meanwhile. If the other did more than talk, that is a conflict.
    fn take_structure(&mut self, region: usize, changed: usize, other: usize) {
        let base = self.regions[region].pairs[BASE].clone();
        let mut said = Vec::new();
        let mut did_more = false;
        for at in base {
            let Some(of_other) = self.same[other][at] else { continue };
            let (before, after) = (self.pair(BASE, at), self.pair(other, of_other));
            did_more |= (&before.src, &before.tgt, before.status, &before.carried)
                != (&after.src, &after.tgt, after.status, &after.carried);
            said.extend(Said::between(before, after));
        }
        let has_place = !self.regions[region].pairs[changed].is_empty();
        if did_more || !said.is_empty() && !has_place {
            self.beads_conflict(region);
            return self.take(region, A);
        }
        let first = self.pairs.len();
        self.take(region, changed);
        for said in said {
            said.put(&mut self.pairs[first..]);
            if other == B {
                self.count(Change::Comment);
            }
        }
    }

    fn beads_conflict(&mut self, region: usize) {
        let [a, b, base] = [A, B, BASE].map(|version| self.pairs_of(region, version));
        let [of_a, of_b, _] = &self.regions[region].pairs;
        let key = of_a.first().map(|at| self.keys[A][*at]);
        let key = key.or_else(|| of_b.first().map(|at| self.keys[B][*at])).unwrap_or_default();
        let conflict = Conflict {
            pair: a.first().or(b.first()).map(|pair| pair.id.clone()).unwrap_or_default(),
            at: 0..0,
            field: BEADS.to_owned(),
            base: (!base.is_empty()).then(|| shown(&base)),
            a: shown(&a),
            b: shown(&b),
            pairs_of_b: b.into_iter().cloned().collect(),
        };
        self.conflicts.push(Open { key, region: Some(region), conflict });
    }

    /// Both sides moved pairs, and not to the same places.
    fn order_conflict(&mut self) {
        let between = moved(&self.regions, A, B);
        let (Some(first), false) =
            (between.first(), self.moved[A].is_empty() || self.moved[B].is_empty())
        else {
            return;
        };
        let at = self.regions[*first].pairs[A][0];
        let ids = |regions: &[usize], version: usize| {
            let firsts =
                regions.iter().filter_map(|region| self.regions[*region].pairs[version].first());
            firsts.map(|at| self.pair(version, *at).id.as_str()).collect::<Vec<_>>().join(" ")
        };
        let conflict = Conflict {
            pair: self.pair(A, at).id.clone(),
            at: 0..0,
            field: ORDER.to_owned(),
            base: None,
            a: format!("moved: {}", ids(&self.moved[A], A)),
            b: format!("moved: {}", ids(&self.moved[B], B)),
            pairs_of_b: Vec::new(),
        };
        self.conflicts.push(Open { key: self.keys[A][at], region: Some(*first), conflict });
    }

    fn count(&mut self, change: Change) {
        *self.taken.entry(change).or_insert(0) += 1;
    }

    /// Returns what is known of the document by A, with what B changed or added.
    fn metadata(&mut self, base: Option<&Bitext>, a: &Bitext, b: &Bitext) -> Vec<(String, String)> {
        let base: &[_] = base.map_or(&[], |base| base.metadata.as_slice());
        if a.metadata == base {
            return b.metadata.clone();
        }
        let value = |entries: &[(String, String)], name: &str| {
            entries.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        };
        let mut metadata = a.metadata.clone();
        for (name, of_b) in b.metadata.iter().filter(|entry| !base.contains(entry)) {
            match metadata.iter_mut().find(|(known, _)| known == name) {
                None => metadata.push((name.clone(), of_b.clone())),
                Some((_, of_a)) if value(base, name).as_ref() == Some(of_a) => {
                    of_a.clone_from(of_b);
                }
                Some((_, of_a)) if of_a != of_b => {
                    let conflict = Conflict {
                        pair: String::new(),
                        at: 0..0,
                        field: format!("metadata {name}"),
                        base: value(base, name),
                        a: of_a.clone(),
                        b: of_b.clone(),
                        pairs_of_b: Vec::new(),
                    };
                    self.conflicts.push(Open { key: (0, 0), region: None, conflict });
                }
                Some(_) => {}
            }
        }
        metadata
    }
}

/// Tells whether a person decided or said something.
fn is_touched(pair: &Pair) -> bool {
    pair.status != Status::Auto || !pair.comment.is_empty() || pair.dismissals().next().is_some()
}

/// Links a version with the base. Returns for each pair of the base the one
/// that is the same bead.
fn linked_with_base(
    versions: &[Vec<Pair>; 3],
    version: usize,
    ends: &mut Vec<(Node, Node)>,
) -> Vec<Option<usize>> {
    let pairs = |version: usize| versions[version].iter().collect::<Vec<&Pair>>();
    let links = links(&pairs(BASE), &pairs(version));
    let node = |version, at| Node { version, at };
    let of_two = links.pairs().map(|(base, at)| (node(0, base), node(1, at)));
    let mut same = vec![None; versions[BASE].len()];
    for region in regions([versions[BASE].len(), versions[version].len()], of_two) {
        if let Some((base, at)) = region.same_bead() {
            same[base] = Some(at);
        }
    }
    ends.extend(links.pairs().map(|(base, at)| (node(version, at), node(BASE, base))));
    same
}

/// Links what A and B have and the base does not.
fn link_new(versions: &[Vec<Pair>; 3], ends: &mut Vec<(Node, Node)>) {
    let mut is_known = [A, B].map(|version| vec![false; versions[version].len()]);
    for (node, _) in ends.iter() {
        is_known[node.version][node.at] = true;
    }
    let new = |version: usize| -> Vec<usize> {
        (0..versions[version].len()).filter(|at| !is_known[version][*at]).collect()
    };
    let (of_a, of_b) = (new(A), new(B));
    let pairs = |version: usize, places: &[usize]| {
        places.iter().map(|at| &versions[version][*at]).collect::<Vec<&Pair>>()
    };
    let links = links(&pairs(A, &of_a), &pairs(B, &of_b));
    let node = |version, at| Node { version, at };
    ends.extend(links.pairs().map(|(a, b)| (node(A, of_a[a]), node(B, of_b[b]))));
}

/// Puts pairs and conflicts in their order and says where conflicts are.
fn settled(bitext: Bitext, mut pairs: Vec<Placed>, mut open: Vec<Open>, taken: Counts) -> Merged {
    pairs.sort_by_key(|placed| placed.key);
    open.sort_by_key(|open| open.key);
    let mut places: std::collections::BTreeMap<usize, Range<usize>> =
        std::collections::BTreeMap::new();
    for (at, placed) in pairs.iter().enumerate() {
        let range = places.entry(placed.region).or_insert(at..at);
        range.end = at + 1;
    }
    let conflicts = open.into_iter().map(|Open { key, region, conflict }| {
        let before = pairs.partition_point(|placed| placed.key < key);
        let at = region.and_then(|region| places.get(&region).cloned()).unwrap_or(before..before);
        Conflict { at, ..conflict }
    });
    let conflicts = conflicts.collect();
    let pairs = pairs.into_iter().map(|placed| placed.pair).collect();
    Merged { bitext: Bitext { pairs, ..bitext }, conflicts, taken_from_b: taken }
}

/// Returns pairs as lines of their id, their shape and their texts.
fn shown(pairs: &[&Pair]) -> String {
    let line = |pair: &&Pair| format!("{} ({}): {} | {}", pair.id, pair.shape, pair.src, pair.tgt);
    pairs.iter().map(line).collect::<Vec<_>>().join("\n")
}
