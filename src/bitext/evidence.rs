//! What the alignment knows of a pair beside its probability: which words
//! translate which, and what else the pair might have been.
//!
//! Only who asks for it gets it (`enregard align --evidence`): the links of a
//! pair take more room than its texts. It speaks of the texts as they were
//! aligned, and is out of date once somebody edits them.

use crate::align::WordLink;
use serde::{Deserialize, Serialize};

/// The evidence for one pair.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Evidence {
    /// The most probable of the beads that would take some of its segments; none
    /// if the pair is hardly in doubt, or nobody searched.
    pub runner_up: Option<RunnerUp>,
    /// Words that translate each other, in the order of the source.
    pub links: Vec<Link>,
}

/// What a pair might have been.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RunnerUp {
    /// The ids of its source segments.
    pub src_ids: Vec<String>,
    /// The ids of its target segments.
    pub tgt_ids: Vec<String>,
    /// Its probability, from 0 to 1.
    pub score: f64,
}

/// A word of the source and a word of the target that translate each other.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Link {
    /// The first byte of the source word in the pair's text, and the byte after
    /// its last.
    pub src: (usize, usize),
    /// The same for the target word.
    pub tgt: (usize, usize),
    /// How sure it is, above 0 to 1.
    pub strength: f64,
}

/// Strengths are kept to this many parts: what is finer is noise.
const STRENGTH_PARTS: f64 = 100.0;

impl From<&WordLink> for Link {
    fn from(link: &WordLink) -> Link {
        Link {
            src: (link.src.start, link.src.end),
            tgt: (link.tgt.start, link.tgt.end),
            strength: (f64::from(link.strength) * STRENGTH_PARTS).round() / STRENGTH_PARTS,
        }
    }
}
