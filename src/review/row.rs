//! A row of the review: a pair as a person works on it.
//!
//! A pair of the bitext says what its two texts are; a row also knows its
//! segments one by one, so that they can be moved, and what people said about
//! it. Its key is never given to another row, so that two browsers and the log
//! mean the same row whatever becomes of its neighbors.

mod names;
mod pairs;
mod sound;

pub use pairs::{Extras, FLAG, MQM, THREAD};

use crate::bead::Shape;
use crate::bitext::Status;
use crate::check::Side;
use crate::segment::Kind;
use names::{kind, side, status};
use serde::{Deserialize, Serialize};

/// One segment of a row; several, if nobody knows where the later ones start.
#[derive(Clone, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct Piece {
    /// The ids of the segments; none if the bitext has no ids.
    pub ids: Vec<String>,
    /// How many segments there are.
    pub n: usize,
    /// What they say.
    pub text: String,
}

/// What a person says about a row, or about some words of it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Remark {
    /// Its number in the row.
    pub id: u64,
    /// Who says it; empty if it came with the bitext.
    pub who: String,
    /// When, in ISO 8601.
    pub at: String,
    /// What it is about; none for the whole row.
    pub span: Option<Span>,
    /// What is said.
    pub text: String,
    /// The remark that it answers.
    pub reply_to: Option<u64>,
    /// It has been dealt with.
    pub resolved: bool,
}

impl Remark {
    /// Returns the remark with the number that it has in a row whose own end at
    /// `base`; what answers it does so still.
    #[must_use]
    pub fn renumbered(&self, base: u64) -> Remark {
        let reply_to = self.reply_to.map(|id| id + base);
        Remark { id: self.id + base, reply_to, ..self.clone() }
    }
}

/// Some words of a side.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Span {
    /// The side.
    #[serde(with = "side")]
    pub side: Side,
    /// The first byte of the side's text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The words as they were.
    pub quote: String,
}

/// An error of the translation, in the terms of MQM.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Mark {
    /// Its number in the row.
    pub id: u64,
    /// Who marked it.
    pub who: String,
    /// Where.
    pub span: Span,
    /// What kind of error (`accuracy/omission`).
    pub category: String,
    /// How bad (`minor`, `major`, `critical`).
    pub severity: String,
    /// Why.
    pub note: String,
}

/// A pair under review.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Row {
    /// Names the row; never used again for another.
    pub key: u64,
    /// The number of its last change; not part of what it is.
    #[serde(skip)]
    pub version: u64,
    /// The id of the pair.
    pub id: String,
    /// What the first segment is.
    #[serde(with = "kind")]
    pub kind: Kind,
    /// The source, segment by segment.
    pub src: Vec<Piece>,
    /// The target, segment by segment.
    pub tgt: Vec<Piece>,
    /// The probability that the pair is right.
    pub score: Option<f64>,
    /// What was decided.
    #[serde(with = "status")]
    pub status: Status,
    /// It was decided together with many others.
    pub bulk: bool,
    /// A person has corrected it before it was decided on.
    #[serde(default)]
    pub was_edited: bool,
    /// Who decided.
    pub reviewer: String,
    /// When, in ISO 8601.
    pub updated: String,
    /// Somebody should look again.
    pub flagged: bool,
    /// A place to come back to.
    pub bookmarked: bool,
    /// What people say.
    pub remarks: Vec<Remark>,
    /// Errors of the translation.
    pub marks: Vec<Mark>,
    /// The words of the findings column, dismissals among them.
    pub findings: Vec<String>,
    /// The carried cells.
    pub carried: Vec<String>,
}

impl Row {
    /// Returns how many segments each side holds.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let n = |pieces: &[Piece]| pieces.iter().map(|piece| piece.n).sum();
        Shape { src: n(&self.src), tgt: n(&self.tgt) }
    }

    /// Returns the segments of a side.
    #[must_use]
    pub fn side(&self, side: Side) -> &Vec<Piece> {
        match side {
            Side::Src => &self.src,
            Side::Tgt => &self.tgt,
        }
    }

    /// Returns the segments of a side, to change them.
    pub fn side_mut(&mut self, side: Side) -> &mut Vec<Piece> {
        match side {
            Side::Src => &mut self.src,
            Side::Tgt => &mut self.tgt,
        }
    }

    /// Returns the text of a side: its segments joined by a space.
    #[must_use]
    pub fn text(&self, side: Side) -> String {
        joined(self.side(side))
    }

    /// Tells whether all that is said of words of a side, whose text is `text`,
    /// stands where those words are.
    #[must_use]
    pub fn quotes_stand(&self, side: Side, text: &str) -> bool {
        let of_remarks = self.remarks.iter().filter_map(|remark| remark.span.as_ref());
        let mut spans = of_remarks.chain(self.marks.iter().map(|mark| &mark.span));
        spans.all(|span| {
            span.side != side || text.get(span.start..span.end) == Some(span.quote.as_str())
        })
    }

    /// Tells whether a person has decided.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.status != Status::Auto
    }

    /// Returns a number for the next remark or mark.
    #[must_use]
    pub fn fresh_number(&self) -> u64 {
        let remarks = self.remarks.iter().map(|remark| remark.id);
        remarks.chain(self.marks.iter().map(|mark| mark.id)).max().unwrap_or(0) + 1
    }
}

/// Returns the text of pieces: joined by a space, blank ones left out.
#[must_use]
pub fn joined(pieces: &[Piece]) -> String {
    let texts = pieces.iter().map(|piece| piece.text.as_str());
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}
