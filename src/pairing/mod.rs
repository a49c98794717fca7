//! Pairs source segments with the rows that are known to translate them.
//!
//! A table may say itself what its rows translate: by ids ([`by_id()`]), by keys
//! that the source has too ([`by_key`]), by numbers ([`readings`]), by the source
//! text beside the translation ([`by_memory`]), or by being in the same order, row
//! for segment ([`by_order`]). Each gives a [`Matching`]. Rows may
//! stand in any order, which an alignment cannot express; the part of a
//! matching that is in order gives the aligner beads to keep
//! ([`Matching::locked`]).
//!
//! Nothing is guessed here from what the texts mean. The translations are whole
//! rows: how they are cut into segments is not known either.

mod by_id;
pub mod fuzzy;
mod keys;
mod memory;
mod numbers;
mod order;

pub use by_id::{by_id, ids_match};
pub use keys::{Keyed, by_key};
pub use memory::{Near, bare, by_memory, nearly};
pub use numbers::{Reading, natural_order, readings};
pub use order::by_order;

use crate::bead::Bead;
use crate::notice::Notice;
use std::ops::Range;

/// A run of source segments and the rows that translate it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// The positions of the source segments.
    pub src: Range<usize>,
    /// The positions of the rows, in the order in which their texts follow each
    /// other.
    pub rows: Vec<usize>,
}

/// Which rows translate which source segments, as far as is known.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Matching {
    /// What is known, in the order of the source. Runs do not overlap, and
    /// every link has both sides.
    pub links: Vec<Link>,
    /// The runs of source segments of which nothing is known.
    pub unknown_src: Vec<Range<usize>>,
    /// The rows of which nothing is known, in the order of the table.
    pub unknown_rows: Vec<usize>,
    /// What is odd.
    pub findings: Vec<Notice>,
}

impl Matching {
    /// Returns a matching of `links`, in any order, and what they leave unknown
    /// of `n_src` segments and `n_rows` rows.
    fn new(mut links: Vec<Link>, n_src: usize, n_rows: usize, findings: Vec<Notice>) -> Matching {
        links.sort_by_key(|link| link.src.start);
        let mut is_known = vec![false; n_rows];
        for row in links.iter().flat_map(|link| &link.rows) {
            is_known[*row] = true;
        }
        let unknown_rows = (0..n_rows).filter(|row| !is_known[*row]).collect();
        let ends = std::iter::once(0).chain(links.iter().map(|link| link.src.end));
        let starts = links.iter().map(|link| link.src.start).chain([n_src]);
        let gaps = ends.zip(starts).map(|(end, start)| end..start);
        let unknown_src = gaps.filter(|gap| !gap.is_empty()).collect();
        Matching { links, unknown_src, unknown_rows, findings }
    }

    /// Returns links that hold every segment and every row, for a table that
    /// needs no aligner: what is unknown stands alone. A source segment without
    /// a row is a link of its own; a row without source follows the link that
    /// has the row before it.
    #[must_use]
    pub fn complete(&self) -> Vec<Link> {
        let mut links = self.links.clone();
        let alone = |segment| Link { src: segment..segment + 1, rows: Vec::new() };
        links.extend(self.unknown_src.iter().cloned().flatten().map(alone));
        links.sort_by_key(|link| link.src.start);
        let mut at_row = std::collections::BTreeMap::new();
        for (link_idx, link) in links.iter().enumerate() {
            at_row.extend(link.rows.iter().map(|row| (*row, link_idx + 1)));
        }
        let mut placed: Vec<(usize, usize)> = Vec::new();
        for row in &self.unknown_rows {
            let before = at_row.range(..row).next_back().map_or(0, |(_, link_idx)| *link_idx);
            placed.push((before, *row));
        }
        placed.sort_unstable();
        insert_alone(links, &placed)
    }

    /// Returns how many segments are known.
    #[must_use]
    pub fn n_known_src(&self) -> usize {
        self.links.iter().map(|link| link.src.len()).sum()
    }

    /// Returns the matching without the rows of which nothing is known: those of a
    /// memory are none of this text's.
    #[must_use]
    pub fn without_unknown_rows(mut self) -> Matching {
        self.unknown_rows.clear();
        self
    }

    /// Returns the beads of the links whose rows follow each other, in the order of
    /// the source. They may cross.
    #[must_use]
    pub fn beads(&self, segments_of_row: &[Range<usize>]) -> Vec<Bead> {
        self.links.iter().filter_map(|link| bead(link, segments_of_row)).collect()
    }

    /// Returns the beads that an alignment may take as given: links whose rows
    /// stand in the order of the source. `segments_of_row` says which target
    /// segments each row became. Where rows cross, the larger number of links
    /// that agree with each other is kept.
    #[must_use]
    pub fn locked(&self, segments_of_row: &[Range<usize>]) -> Vec<Bead> {
        longest_in_order(&self.beads(segments_of_row))
    }
}

/// Puts each row, as a link without source, behind as many links as it says.
fn insert_alone(links: Vec<Link>, placed: &[(usize, usize)]) -> Vec<Link> {
    let mut complete = Vec::with_capacity(links.len() + placed.len());
    let mut placed = placed.iter().peekable();
    let mut src_end = 0;
    for (link_idx, link) in links.into_iter().map(Some).chain([None]).enumerate() {
        while let Some((_, row)) = placed.next_if(|(before, _)| *before == link_idx) {
            complete.push(Link { src: src_end..src_end, rows: vec![*row] });
        }
        if let Some(link) = link {
            src_end = link.src.end;
            complete.push(link);
        }
    }
    complete
}

/// Returns the bead of a link whose rows follow each other, blank rows aside.
fn bead(link: &Link, segments_of_row: &[Range<usize>]) -> Option<Bead> {
    let mut runs = link.rows.iter().filter_map(|row| segments_of_row.get(*row));
    let first = runs.next()?.clone();
    let join = |joined: Range<usize>, next: &Range<usize>| {
        let follows = next.start == joined.end;
        (next.is_empty() || follows).then(|| joined.start..joined.end.max(next.end))
    };
    let tgt = runs.try_fold(first, |joined, next| {
        if joined.is_empty() { Some(next.clone()) } else { join(joined, next) }
    })?;
    Bead::new(link.src.clone(), tgt)
}

/// Returns the most beads, sorted by source, whose target runs are in order
/// (Fredman 1975: the longest increasing subsequence by binary search).
fn longest_in_order(beads: &[Bead]) -> Vec<Bead> {
    // `ends[n]` is the bead that ends the best chain of `n + 1` beads: the one
    // whose target run ends first.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(beads.len());
    for (bead_idx, bead) in beads.iter().enumerate() {
        let tgt = bead.tgt();
        let fits = |end: &usize| beads[*end].tgt().end <= tgt.start;
        let n_before = ends.partition_point(fits);
        before.push(n_before.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(n_before) {
            Some(end) if beads[*end].tgt().end > tgt.end => *end = bead_idx,
            Some(_) => {}
            None => ends.push(bead_idx),
        }
    }
    let mut chain: Vec<Bead> = std::iter::successors(ends.last().copied(), |last| before[*last])
        .map(|bead_idx| beads[bead_idx].clone())
        .collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segment;
    use crate::table::Row;

    /// Returns segments from texts, one paragraph an inner list.
    pub(in crate::pairing) fn segments(paragraphs: &[&[&str]]) -> Vec<Segment> {
        let mut segments = Vec::new();
        for (paragraph, texts) in (1..).zip(paragraphs) {
            for (n, text) in (1..).zip(*texts) {
                segments.push(Segment {
                    id: format!("p{paragraph}.s{n}"),
                    span: 0..0,
                    paragraph,
                    kind: crate::segment::Kind::Sentence,
                    text: (*text).to_owned(),
                });
            }
        }
        segments
    }

    /// Returns rows from their ids, on the lines from 2.
    pub(in crate::pairing) fn rows_with_ids(ids: &[&str]) -> Vec<Row> {
        let id = |id: &str| Some(id.to_owned()).filter(|id| !id.is_empty());
        let row = |(line, given): (u64, &&str)| Row { line, id: id(given), ..Row::default() };
        (2..).zip(ids).map(row).collect()
    }

    /// Writes links as `0..2=3,4`.
    pub(in crate::pairing) fn shown(links: &[Link]) -> String {
        let rows = |link: &Link| link.rows.iter().map(ToString::to_string).collect::<Vec<_>>();
        let shown = |link: &Link| format!("{:?}={}", link.src, rows(link).join(","));
        links.iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    fn link(src: Range<usize>, rows: &[usize]) -> Link {
        Link { src, rows: rows.to_vec() }
    }

    fn matching(links: Vec<Link>, n_src: usize, n_rows: usize) -> Matching {
        Matching::new(links, n_src, n_rows, Vec::new())
    }

    #[test]
    fn what_no_link_holds_is_unknown() {
        let matching = matching(vec![link(3..4, &[0]), link(1..2, &[3])], 6, 4);
        assert_eq!("1..2=3 3..4=0", shown(&matching.links));
        assert_eq!(vec![0..1, 2..3, 4..6], matching.unknown_src);
        assert_eq!(vec![1, 2], matching.unknown_rows);
    }

    #[test]
    fn complete_links_hold_every_segment_and_row_once() {
        let matching = matching(vec![link(1..2, &[2]), link(2..4, &[0])], 5, 4);
        let complete = matching.complete();
        assert_eq!("0..1= 1..2=2 2..2=3 2..4=0 4..4=1 4..5=", shown(&complete));
        assert_eq!("0..0=0", shown(&super::Matching::new(vec![], 0, 1, vec![]).complete()));
    }

    #[test]
    fn locked_beads_are_the_most_links_in_order() {
        let links = vec![link(0..1, &[2]), link(1..2, &[0]), link(2..3, &[1]), link(3..4, &[3])];
        let segments_of_row = [0..1, 1..3, 3..4, 4..4];
        let locked = matching(links, 4, 4).locked(&segments_of_row);
        let expected = [(1..2, 0..1), (2..3, 1..3), (3..4, 4..4)]
            .map(|(src, tgt)| Bead::new(src, tgt).unwrap());
        assert_eq!(expected.to_vec(), locked);
    }

    #[test]
    fn rows_with_others_between_them_make_no_bead() {
        let segments_of_row = [0..1, 1..2, 2..3];
        assert!(matching(vec![link(0..1, &[0, 2])], 1, 3).locked(&segments_of_row).is_empty());
        assert_eq!(1, matching(vec![link(0..1, &[0, 1])], 1, 3).locked(&segments_of_row).len());
    }
}
