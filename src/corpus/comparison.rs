//! Two bitexts with what links them, from which all figures follow.

use super::links::{Links, links};
use super::regions::{Node, Region, regions};
use crate::bitext::{Bitext, Pair};

/// Bitexts of one text share at least this part of the pairs of the shorter
/// one. By hand: an excerpt shares all of its pairs, heavy editing still links
/// most; of two novels some `Oui.` are the same.
const LEAST_SHARED: f64 = 0.1;

/// Two bitexts, compared.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    pub(super) a: &'a Bitext,
    pub(super) b: &'a Bitext,
    pub(super) links: Links,
    pub(super) regions: Vec<Region<2>>,
}

impl<'a> Comparison<'a> {
    /// Compares two bitexts of one text.
    #[must_use]
    pub fn new(a: &'a Bitext, b: &'a Bitext) -> Comparison<'a> {
        let pairs = |bitext: &'a Bitext| bitext.pairs.iter().collect::<Vec<&Pair>>();
        let links = links(&pairs(a), &pairs(b));
        let node = |version, at| Node { version, at };
        let ends = links.pairs().map(|(a, b)| (node(0, a), node(1, b)));
        let regions = regions([a.pairs.len(), b.pairs.len()], ends);
        Comparison { a, b, links, regions }
    }

    /// Tells whether the two bitexts seem to be of one text; one without pairs
    /// is of any.
    #[must_use]
    pub fn is_of_one_text(&self) -> bool {
        let n_shared = self.regions.iter().filter(|region| region.is_shared()).count();
        let n_shorter = self.a.pairs.len().min(self.b.pairs.len());
        n_shared as f64 >= LEAST_SHARED * n_shorter as f64
    }
}

impl Region<2> {
    /// Tells whether both versions have pairs here.
    pub(super) fn is_shared(&self) -> bool {
        self.pairs.iter().all(|pairs| !pairs.is_empty())
    }

    /// Returns the two pairs that are the same bead, if it is one.
    pub(super) fn same_bead(&self) -> Option<(usize, usize)> {
        match &self.pairs {
            [a, b] if a.len() == 1 && b.len() == 1 => Some((a[0], b[0])),
            _ => None,
        }
    }
}
