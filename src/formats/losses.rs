//! Counts what a format has no place for, so that nothing is lost in silence.

use crate::bitext::{Bitext, Pair, Status};
use crate::notice::Notice;

/// What a format has no place for, counted while pairs pass.
#[derive(Clone, Debug, Default)]
pub(super) struct Losses(Vec<(&'static str, usize)>);

impl Losses {
    /// Counts something that is lost, if it is.
    pub(super) fn count(&mut self, what: &'static str, is_lost: bool) {
        if is_lost {
            self.add(what, 1);
        }
    }

    pub(super) fn add(&mut self, what: &'static str, n: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += n,
            None if n > 0 => self.0.push((what, n)),
            None => {}
        }
    }

    /// Says what was lost.
    pub(super) fn findings(self, format: &str) -> Vec<Notice> {
        let said = |(what, n)| format!("{format} has no place for {what}: {n}");
        self.0.into_iter().map(|loss| Notice::info("format", said(loss))).collect()
    }

    /// Counts what people and programs say of a pair besides its two texts.
    pub(super) fn annotations(&mut self, pair: &Pair) {
        self.count("statuses", pair.status != Status::Auto);
        self.count("comments", !pair.comment.is_empty());
        self.count("reviewers", !pair.reviewer.is_empty());
        self.count("findings", !pair.findings.is_empty());
        self.count("carried cells", pair.carried.iter().any(|cell| !cell.is_empty()));
    }
}

/// Says that a format has no place for what is known of the document.
pub(super) fn metadata_finding(bitext: &Bitext, format: &str) -> Option<Notice> {
    let names: Vec<&str> = bitext.metadata.iter().map(|(name, _)| name.as_str()).collect();
    let message = format!("{format} has no place for metadata: {}", names.join(", "));
    (!names.is_empty()).then(|| Notice::info("format", message))
}
