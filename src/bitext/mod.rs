//! Bitexts: pairs of texts with where they come from and what people said of them.

mod assemble;
mod breaks;
mod dismissal;
mod evidence;

pub use assemble::Sides;
pub use breaks::Breaks;
pub use dismissal::Dismissal;
pub use evidence::{Evidence, Link, RunnerUp};

use crate::bead::Shape;
use crate::lang::LangPair;
use crate::segment::Kind;
use std::collections::BTreeMap;

/// The carried column that holds `flag` and `bookmark`.
pub const FLAG: &str = "review_flag";

/// The carried column that holds the threads, as JSON, where a plain comment
/// would lose something.
pub const THREAD: &str = "review_thread";

/// The carried column that holds the marks, as JSON.
pub const MQM: &str = "review_mqm";

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
    /// The bytes of `src` at which its second and further segments start; none
    /// if there is one segment, or nobody knows.
    pub src_breaks: Vec<usize>,
    /// The same for `tgt`.
    pub tgt_breaks: Vec<usize>,
    /// What the first segment is.
    pub kind: Kind,
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
    /// What the alignment rests on, if somebody asked for it.
    pub evidence: Option<Box<Evidence>>,
}

impl Pair {
    /// Returns the texts of the source segments; the whole text as one if it is
    /// not known where they start.
    #[must_use]
    pub fn src_segments(&self) -> Vec<&str> {
        pieces(&self.src, &self.src_breaks)
    }

    /// Returns the texts of the target segments in the same way.
    #[must_use]
    pub fn tgt_segments(&self) -> Vec<&str> {
        pieces(&self.tgt, &self.tgt_breaks)
    }
}

/// Returns the pieces of a text that start at `breaks`, without the space
/// before each. Breaks that do not fit the text, because somebody has edited
/// it, count for nothing.
fn pieces<'t>(text: &'t str, breaks: &[usize]) -> Vec<&'t str> {
    let mut pieces = Vec::with_capacity(breaks.len() + 1);
    let mut start = 0;
    for at in breaks {
        let piece = (start < *at).then(|| text.get(start..*at)).flatten();
        let Some(piece) = piece.and_then(|piece| piece.strip_suffix(' ')) else {
            return vec![text];
        };
        pieces.push(piece);
        start = *at;
    }
    pieces.push(&text[start..]);
    pieces
}

/// A bilingual text: pairs in the order of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Bitext {
    /// The languages.
    pub langs: LangPair,
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
    fn a_text_is_cut_where_its_segments_start() {
        let segments = |breaks: &[usize]| {
            let pair =
                Pair { src: "É. Ah.".into(), src_breaks: breaks.to_vec(), ..Pair::default() };
            pair.src_segments().join("|")
        };
        assert_eq!("É.|Ah.", segments(&[4]));
        for breaks in [&[][..], &[1], &[3], &[40], &[4, 4], &[4, 2]] {
            assert_eq!("É. Ah.", segments(breaks), "{breaks:?}");
        }
    }

    #[test]
    fn pairs_are_counted_by_shape() {
        let pair = |src, tgt| Pair { shape: Shape { src, tgt }, ..Pair::default() };
        let bitext = Bitext {
            langs: LangPair::FR_EN,
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
