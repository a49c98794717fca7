//! What somebody said of a pair while the other changed its beads: comments and dismissals.

use super::Placed;
use crate::bitext::{Dismissal, Pair};
use crate::corpus::reconcile::joined_comments;

/// What a person said of a pair, and did no more.
pub(super) struct Said<'a> {
    of: &'a Pair,
    comment: Option<&'a str>,
    dismissals: Vec<&'a String>,
}

impl<'a> Said<'a> {
    pub(super) fn between(before: &Pair, after: &'a Pair) -> Option<Said<'a>> {
        let is_new =
            |word: &&String| Dismissal::parse(word).is_some() && !before.findings.contains(word);
        let dismissals: Vec<_> = after.findings.iter().filter(is_new).collect();
        let comment = (after.comment != before.comment && !after.comment.is_empty())
            .then_some(after.comment.as_str());
        let is_something = comment.is_some() || !dismissals.is_empty();
        is_something.then_some(Said { of: after, comment, dismissals })
    }

    /// Says it of the pair that holds a segment of the old one, else of the
    /// first.
    pub(super) fn put(&self, pairs: &mut [Placed]) {
        let has_segment = |placed: &Placed| {
            let Pair { src_ids, tgt_ids, .. } = &placed.pair;
            self.of.src_ids.iter().any(|id| src_ids.contains(id))
                || self.of.tgt_ids.iter().any(|id| tgt_ids.contains(id))
        };
        let at = pairs.iter().position(has_segment).unwrap_or(0);
        let Some(Placed { pair, .. }) = pairs.get_mut(at) else { return };
        if let Some(comment) = self.comment {
            pair.comment = if pair.comment.is_empty() {
                comment.to_owned()
            } else {
                joined_comments("", &pair.comment, comment)
            };
        }
        for word in &self.dismissals {
            if !pair.findings.contains(word) {
                pair.findings.push((*word).clone());
            }
        }
    }
}
