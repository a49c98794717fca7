//! Bitexts: pairs of texts with where they come from and what people said of them.

mod assemble;
mod dismissal;

pub use assemble::Sides;
pub use dismissal::Dismissal;

use crate::bead::Shape;
use crate::lang::Lang;
use std::collections::BTreeMap;

/// What a person has decided about a pair.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Status {
    /// Nobody has looked yet.
    #[default]
    Auto,
    /// Found right.
    Accepted,
    /// Corrected.
    Edited,
    /// Found wrong.
    Rejected,
}

impl Status {
    /// Returns the name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Auto => "auto",
            Status::Accepted => "accepted",
            Status::Edited => "edited",
            Status::Rejected => "rejected",
        }
    }

    /// Returns the status of that name; blank means [`Status::Auto`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Status> {
        match name.trim() {
            "" | "auto" => Some(Status::Auto),
            "accepted" => Some(Status::Accepted),
            "edited" => Some(Status::Edited),
            "rejected" => Some(Status::Rejected),
            _ => None,
        }
    }
}

/// A bead with its two texts and what is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pair {
    /// The id of the first source segment; for a pair without source, the
    /// target language and the id of the first target segment (`en.r4.s1`).
    pub id: String,
    /// How many segments each side holds.
    pub shape: Shape,
    /// The source segments joined by a space; empty if there are none.
    pub src: String,
    /// The target segments joined by a space; empty if there are none.
    pub tgt: String,
    /// The ids of the source segments.
    pub src_ids: Vec<String>,
    /// The ids of the target segments.
    pub tgt_ids: Vec<String>,
    /// The probability that the pair is right, from 0 to 1; none if nobody
    /// computed it.
    pub score: Option<f64>,
    /// What a person decided.
    pub status: Status,
    /// The names of the checks that found something, and what people dismissed
    /// (see [`Dismissal`]).
    pub findings: Vec<String>,
    /// Who decided.
    pub reviewer: String,
    /// When, in ISO 8601.
    pub updated: String,
    /// What people say about the pair.
    pub comment: String,
    /// The cells carried along from the translation table, one for each of the
    /// bitext's carried headers.
    pub carried: Vec<String>,
}

/// A bilingual text: pairs in the order of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Bitext {
    /// The language of the source.
    pub src_lang: Lang,
    /// The language of the target.
    pub tgt_lang: Lang,
    /// What is known of the document (`date`: `2020-11`), in reading order.
    pub metadata: Vec<(String, String)>,
    /// The headers of the carried columns.
    pub carried_headers: Vec<String>,
    /// The pairs.
    pub pairs: Vec<Pair>,
}

impl Bitext {
    /// Returns how many pairs there are of each shape.
    #[must_use]
    pub fn counts_by_shape(&self) -> BTreeMap<Shape, usize> {
        let mut counts = BTreeMap::new();
        for pair in &self.pairs {
            *counts.entry(pair.shape).or_insert(0) += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_by_shape() {
        let pair = |src, tgt| Pair { shape: Shape { src, tgt }, ..Pair::default() };
        let bitext = Bitext {
            src_lang: Lang::parse("fr").unwrap(),
            tgt_lang: Lang::parse("en").unwrap(),
            metadata: Vec::new(),
            carried_headers: Vec::new(),
            pairs: vec![pair(1, 1), pair(1, 0), pair(1, 1)],
        };
        let counts: Vec<String> =
            bitext.counts_by_shape().iter().map(|(shape, n)| format!("{shape} {n}")).collect();
        assert_eq!(vec!["1:0 1", "1:1 2"], counts);
    }

    #[test]
    fn statuses_are_read_as_they_are_written() {
        for status in [Status::Auto, Status::Accepted, Status::Edited, Status::Rejected] {
            assert_eq!(Some(status), Status::parse(status.name()));
        }
        assert_eq!((Some(Status::Auto), None), (Status::parse(" "), Status::parse("ok")));
    }
}
