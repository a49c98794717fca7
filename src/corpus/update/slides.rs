//! Tells which of several equal texts is gone.
//!
//! Of two `Oui.` in a row one is taken out: the texts cannot say which, and the
//! translations may (`Yes.`, `Indeed.`). With a new translation, the one stays
//! whose translation stays. Without, both are unsure if they are translated
//! otherwise, and no decision is kept on a guess.
//!
//! ```text
//! old   A  Oui  Oui  B        the block that is gone can be slid over its
//! new   A  Oui       B        neighbors as long as the texts are the same
//! ```

use super::blocks::OldSide;
use super::matching::Match;
use crate::bitext::Pair;
use crate::pairing::bare;
use rustc_hash::{FxHashMap, FxHashSet};

/// Gives matches of the source to the twin whose translation is found too.
/// Returns the positions of the pairs of which nobody can tell.
pub(super) fn settle(
    sides: &[OldSide; 2],
    of_src: &mut [Match],
    of_tgt: Option<&[Match]>,
    old: &[Pair],
) -> FxHashSet<usize> {
    let [src, tgt] = sides;
    let mut match_of: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, found) in of_src.iter().enumerate() {
        match_of.entry(found.old).or_default().push(at);
    }
    let known_tgt: Option<FxHashSet<usize>> =
        of_tgt.map(|found| found.iter().map(|one| tgt.pairs[one.old]).collect());
    let mut unsure = FxHashSet::default();
    for (gone, twin) in twins(src, &match_of) {
        let (of_gone, of_twin) = (src.pairs[gone], src.pairs[twin]);
        let Some(at) = match_of.get(&twin).filter(|found| found.len() == 1).map(|found| found[0])
        else {
            continue;
        };
        if match_of.contains_key(&gone) || bare(&old[of_gone].tgt) == bare(&old[of_twin].tgt) {
            continue;
        }
        match &known_tgt {
            Some(known) if known.contains(&of_gone) && !known.contains(&of_twin) => {
                of_src[at].old = gone;
                let found = match_of.remove(&twin).unwrap_or_default();
                match_of.insert(gone, found);
            }
            Some(known) if known.contains(&of_twin) && !known.contains(&of_gone) => {}
            _ => _ = unsure.insert(of_twin),
        }
    }
    of_src.sort_unstable();
    unsure
}

/// Returns texts that are gone, each with the ones that are the same and might
/// be gone in its stead, the nearest first.
fn twins(side: &OldSide, match_of: &FxHashMap<usize, Vec<usize>>) -> Vec<(usize, usize)> {
    let texts: Vec<String> = side.texts.iter().map(|text| bare(text)).collect();
    let n = texts.len();
    let mut twins = Vec::new();
    let mut start = 0;
    while start < n {
        if match_of.contains_key(&start) {
            start += 1;
            continue;
        }
        let end = (start..n).find(|at| match_of.contains_key(at)).unwrap_or(n);
        let len = end - start;
        let forward = (end..n).take_while(|at| texts[*at] == texts[at - len]);
        let back = (0..start).rev().take_while(|at| texts[*at] == texts[at + len]);
        let gone = |at: usize| start + (at + len * n - start) % len;
        twins.extend(forward.chain(back).map(|at| (gone(at), at)));
        start = end;
    }
    twins
}
