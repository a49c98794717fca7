//! Says which pairs lack inline codes of their source, or have others.

use super::Head;
use super::inline::Content;
use crate::error::Place;
use crate::finding::Finding;

/// How many pairs are said one by one. By hand: more are no longer read.
const MAX_SAID: usize = 20;

/// The pairs of a file whose codes differ.
#[derive(Debug, Default)]
pub(super) struct LostCodes {
    n: usize,
}

impl LostCodes {
    /// Looks at a pair; one without a side has nothing to compare.
    pub(super) fn see(&mut self, src: &Content, tgt: &Content, place: Place, head: &mut Head) {
        let has_both = !src.text.trim().is_empty() && !tgt.text.trim().is_empty();
        let Some(finding) = codes_finding(src, tgt).filter(|_| has_both) else { return };
        self.n += 1;
        if self.n <= MAX_SAID {
            head.findings.push(finding.at(place));
        }
    }

    /// Counts those that were not said.
    pub(super) fn finding(&self) -> Option<Finding> {
        let n_more = self.n.saturating_sub(MAX_SAID);
        let message = format!("further pairs whose inline codes differ: {n_more}");
        (n_more > 0).then(|| Finding::warning("codes", message))
    }
}

/// Says that the codes of a pair differ.
pub(super) fn codes_finding(src: &Content, tgt: &Content) -> Option<Finding> {
    let (n_lost, n_surplus) = tgt.against(src);
    let mut parts = Vec::new();
    if n_lost > 0 {
        parts.push(format!("the translation lacks {n_lost} of the source"));
    }
    if n_surplus > 0 {
        parts.push(format!("{n_surplus} in the translation are not in the source"));
    }
    let message = format!("inline codes differ: {}", parts.join(", "));
    (n_lost + n_surplus > 0).then(|| Finding::warning("codes", message))
}
