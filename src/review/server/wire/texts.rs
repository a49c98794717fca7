//! What is said of words of a row: remarks, marks and findings with their places.

use super::units::{unit_of, units};
use crate::check::{Finding, Side};
use crate::french;
use crate::review::row::{Mark, Remark, Row, Span};
use serde_json::{Value, json};

/// The texts of a row, in which spans are counted.
pub(super) struct Texts {
    pub(super) src: String,
    pub(super) tgt: String,
}

impl Texts {
    pub(super) fn of(row: &Row) -> Texts {
        Texts { src: row.text(Side::Src), tgt: row.text(Side::Tgt) }
    }

    fn side(&self, side: Side) -> &str {
        match side {
            Side::Src => &self.src,
            Side::Tgt => &self.tgt,
        }
    }

    fn span(&self, span: &Span) -> (usize, usize) {
        let text = self.side(span.side);
        (unit_of(text, span.start), unit_of(text, span.end))
    }

    pub(super) fn remark(&self, remark: &Remark) -> Value {
        let place = remark.span.as_ref().map(|span| (span, self.span(span)));
        json!({
            "id": remark.id, "who": remark.who, "at": remark.at, "text": remark.text,
            "side": place.map(|(span, _)| span.side.name()),
            "start": place.map_or(0, |(_, (start, _))| start),
            "end": place.map_or(0, |(_, (_, end))| end),
            "quote": place.map_or("", |(span, _)| &span.quote),
            "reply_to": remark.reply_to, "resolved": remark.resolved,
        })
    }

    pub(super) fn mark(&self, mark: &Mark) -> Value {
        let (start, end) = self.span(&mark.span);
        json!({
            "id": mark.id, "who": mark.who, "side": mark.span.side.name(), "start": start,
            "end": end, "quote": mark.span.quote, "category": mark.category,
            "severity": mark.severity, "note": mark.note,
        })
    }

    pub(super) fn finding(&self, finding: &Finding) -> Value {
        let [start, end] = units(self.side(finding.side), &finding.span);
        let other = self.side(finding.side.other());
        json!({
            "check": finding.check, "severity": finding.severity.name(),
            "side": finding.side.name(), "start": start, "end": end,
            "counterpart": finding.counterpart.as_ref().map(|span| units(other, span)),
            "message": finding.message, "message_fr": french::or_as_it_is(&finding.message),
            "suggestion": finding.suggestion, "compares": finding.check.compares_all_pairs(),
            "fingerprint": finding.fingerprint, "dismissed": finding.dismissed,
        })
    }
}
