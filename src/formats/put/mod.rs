//! Puts a review back into the file that it was made from.
//!
//! ```text
//! agency.sdlxliff ─convert─► review.csv ─people─► review.csv ─convert --into agency.sdlxliff─► back.sdlxliff
//! ```
//!
//! Only what a reviser changed is changed: the targets that read otherwise, the
//! states that differ, and comments, which are added. All other bytes of the
//! file stay as they are, so that the tool it came from takes it back. Codes
//! inside a text come back in their places (see `inline`).
//!
//! A reviewed pair belongs to the unit of the same id and the same source; if
//! there is none, to the one unit that has its source. What belongs nowhere is
//! counted and said, and so is what nobody may change: a locked unit.

mod splice;

pub(super) use splice::{attribute_name, with_attribute};

pub(super) use splice::Original;

use splice::Edit;

use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use rustc_hash::FxHashMap;

/// A file with a review in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PutBack {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many targets were changed.
    pub n_targets: usize,
    /// How many states were.
    pub n_states: usize,
    /// How many comments were added.
    pub n_comments: usize,
    /// What could not be put back.
    pub findings: Vec<Notice>,
}

/// What is done to a file.
#[derive(Debug)]
pub(super) struct Work<'a> {
    review: &'a Bitext,
    by_id: FxHashMap<&'a str, usize>,
    /// Pairs by their source; none if several have it.
    by_src: FxHashMap<String, Option<usize>>,
    is_used: Vec<bool>,
    /// Which reviewed pair each pair of the file has, by its id.
    found: FxHashMap<String, usize>,
    edits: Vec<Edit>,
    n_targets: usize,
    n_states: usize,
    n_comments: usize,
    n_locked: usize,
    n_unmatched: usize,
    findings: Vec<Notice>,
}

/// What a reviser changed of a pair.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Changes {
    /// The new text of the target.
    pub tgt: Option<String>,
    pub status: Option<Status>,
    /// A comment that the file does not have yet.
    pub comment: Option<String>,
    pub reviewer: String,
    pub updated: String,
}

impl<'a> Work<'a> {
    pub(super) fn new(review: &'a Bitext) -> Work<'a> {
        let mut by_id = FxHashMap::default();
        let mut by_src = FxHashMap::default();
        for (at, pair) in review.pairs.iter().enumerate() {
            by_id.entry(pair.id.as_str()).or_insert(at);
            by_src.entry(spaced(&pair.src)).and_modify(|known| *known = None).or_insert(Some(at));
        }
        Work {
            review,
            by_id,
            by_src,
            is_used: vec![false; review.pairs.len()],
            found: FxHashMap::default(),
            edits: Vec::new(),
            n_targets: 0,
            n_states: 0,
            n_comments: 0,
            n_locked: 0,
            n_unmatched: 0,
            findings: Vec::new(),
        }
    }

    /// Returns what was changed of a pair that the file has; none if that is
    /// nothing, or it may not be changed.
    pub(super) fn changes(&mut self, pair: &Pair, is_locked: bool) -> Option<Changes> {
        let Some(at) = self.find(pair) else {
            self.n_unmatched += 1;
            return None;
        };
        self.is_used[at] = true;
        self.found.insert(pair.id.clone(), at);
        let new = &self.review.pairs[at];
        let changes = Changes {
            tgt: (!is_same_text(&pair.tgt, &new.tgt)).then(|| new.tgt.clone()),
            status: (new.status != pair.status).then_some(new.status),
            comment: new_comment(&pair.comment, &new.comment),
            reviewer: new.reviewer.clone(),
            updated: new.updated.clone(),
        };
        let is_changed =
            changes.tgt.is_some() || changes.status.is_some() || changes.comment.is_some();
        if is_changed && is_locked {
            self.n_locked += 1;
            return None;
        }
        self.n_targets += usize::from(changes.tgt.is_some());
        self.n_states += usize::from(changes.status.is_some());
        self.n_comments += usize::from(changes.comment.is_some());
        is_changed.then_some(changes)
    }

    /// Tells whether the review has a pair of the file.
    pub(super) fn knows(&self, pair: &Pair) -> bool {
        self.find(pair).is_some()
    }

    fn find(&self, pair: &Pair) -> Option<usize> {
        let src = spaced(&pair.src);
        let by_id = self.by_id.get(pair.id.as_str()).copied();
        let by_id = by_id.filter(|at| spaced(&self.review.pairs[*at].src) == src);
        by_id.or_else(|| self.by_src.get(&src).copied().flatten().filter(|at| !self.is_used[*at]))
    }

    /// Returns the reviewed text of a pair of the file, if it has any.
    pub(super) fn text_of(&self, pair: &Pair) -> Option<String> {
        let new = &self.review.pairs[*self.found.get(&pair.id)?];
        (!new.tgt.trim().is_empty()).then(|| new.tgt.clone())
    }

    /// Returns the reviewed status of a pair of the file.
    pub(super) fn status_of(&self, pair: &Pair) -> Option<Status> {
        self.found.get(&pair.id).map(|at| self.review.pairs[*at].status)
    }

    /// Replaces a stretch of the file.
    pub(super) fn edit(&mut self, range: std::ops::Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit { range, text: text.into() });
    }

    /// Adds what should be said.
    pub(super) fn say(&mut self, finding: Notice) {
        self.findings.push(finding);
    }

    pub(super) fn finish(mut self, original: &Original, file: &str) -> Result<PutBack> {
        let n_left = self.is_used.iter().filter(|is_used| !**is_used).count();
        if 2 * n_left > self.is_used.len() {
            return Err(Error::input(
                "this is not the file that was reviewed: most of its pairs are not here",
            )
            .at(Place::file(file))
            .hint("name the file that the review was converted from"));
        }
        for (n, what) in [
            (n_left, "reviewed pairs that the file does not have, left out"),
            (self.n_unmatched, "units that were not reviewed, left as they are"),
            (self.n_locked, "locked units that were changed in the review, left as they are"),
        ] {
            if n > 0 {
                self.findings.push(Notice::warning("format", format!("{what}: {n}")));
            }
        }
        Ok(PutBack {
            bytes: original.with(&mut self.edits),
            n_targets: self.n_targets,
            n_states: self.n_states,
            n_comments: self.n_comments,
            findings: self.findings,
        })
    }
}

/// Returns a text with a space for all white space: some formats have other line
/// ends than others.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether a text came back as it was. Formats on the way may have other
/// line ends, or none inside a text.
fn is_same_text(old: &str, new: &str) -> bool {
    let unix = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    unix(old) == unix(new) || super::tsv::on_one_line(old) == *new
}

/// Returns what a comment says that the file does not.
fn new_comment(old: &str, new: &str) -> Option<String> {
    let new = new.trim();
    let added = new.strip_prefix(old.trim()).unwrap_or(new).trim();
    let is_known = added.is_empty() || spaced(old).contains(&spaced(added));
    (!is_known).then(|| added.to_owned())
}
