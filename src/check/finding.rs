//! What a check reports: where, how bad, why, and what exactly it saw.

pub use crate::bead::Side;

use super::rules::Id;
use crate::bitext::Dismissal;
use crate::lang::Apostrophe;
use crate::notice::Severity;
use crate::text::words::{is_mark, words};
use std::ops::Range;

/// One thing that a check saw in a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The position of the pair in the bitext.
    pub pair: usize,
    /// The check that saw it.
    pub check: Id,
    /// How much it matters.
    pub severity: Severity,
    /// The side on which it stands.
    pub side: Side,
    /// The bytes of that side's text.
    pub span: Range<usize>,
    /// The bytes of the other side's text that belong to it, if any.
    pub counterpart: Option<Range<usize>>,
    /// What was seen, as a sentence without a final period.
    pub message: String,
    /// What to write instead; empty if the check cannot know.
    pub suggestion: String,
    /// The suggestion can be taken without a look: it replaces the span.
    pub is_certain: bool,
    /// Names what was seen, and changes when the pair does; 16 hexadecimal
    /// digits. Empty until the finding is sealed.
    pub fingerprint: String,
    /// A person looked and said why it is right as it is.
    pub dismissed: Option<String>,
    /// It stood in the baseline.
    pub is_old: bool,
}

impl Finding {
    /// Returns a finding on a side of a pair, with the severity of its rule.
    #[must_use]
    pub fn new(check: Id, side: Side, span: Range<usize>, message: impl Into<String>) -> Finding {
        Finding {
            pair: 0,
            check,
            severity: check.rule().severity,
            side,
            span,
            counterpart: None,
            message: message.into(),
            suggestion: String::new(),
            is_certain: false,
            fingerprint: String::new(),
            dismissed: None,
            is_old: false,
        }
    }

    /// Returns this finding with another severity.
    #[must_use]
    pub fn of_severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// Returns this finding with what to write instead.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Finding {
        self.suggestion = suggestion.into();
        self
    }

    /// Returns this finding with what to write instead, which is certain.
    #[must_use]
    pub fn replace_with(mut self, suggestion: impl Into<String>) -> Finding {
        self.suggestion = suggestion.into();
        self.is_certain = true;
        self
    }

    /// Returns this finding with its place on the other side.
    #[must_use]
    pub fn facing(mut self, span: Range<usize>) -> Finding {
        self.counterpart = Some(span);
        self
    }

    /// Tells whether a dismissal speaks of it.
    #[must_use]
    pub fn is_named_by(&self, dismissal: &Dismissal) -> bool {
        dismissal.check == self.check.name() && dismissal.fingerprint == self.fingerprint
    }

    /// Tells whether it counts: nobody dismissed it and it is not in the baseline.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.dismissed.is_none() && !self.is_old
    }

    /// Returns what findings are sorted by: pairs in order, the worst first.
    pub(super) fn order(
        &self,
    ) -> (usize, std::cmp::Reverse<Severity>, &'static str, Side, usize, &str) {
        (
            self.pair,
            std::cmp::Reverse(self.severity),
            self.check.name(),
            self.side,
            self.span.start,
            &self.message,
        )
    }

    /// Returns this finding bound to its pair, with its fingerprint.
    #[must_use]
    pub fn sealed(mut self, pair: usize, src: &str, tgt: &str) -> Finding {
        let text = match self.side {
            Side::Src => src,
            Side::Tgt => tgt,
        };
        self.span = on_boundaries(text, self.span);
        self.fingerprint = fingerprint(self.check.name(), src, tgt, &text[self.span.clone()]);
        self.pair = pair;
        self
    }
}

/// Returns a span that lies inside a text and cuts no character.
fn on_boundaries(text: &str, span: Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}

/// Returns the name of what a check saw: a hash of the check, the words and
/// marks of both texts and the matched text. White space and kinds of
/// apostrophe do not count; letters, digits and punctuation do.
#[must_use]
pub fn fingerprint(check: &str, src: &str, tgt: &str, matched: &str) -> String {
    let mut hash = Fnv::new();
    for part in [check, &normalized(src), &normalized(tgt), &normalized(matched)] {
        hash.write(part.as_bytes());
        hash.write(&[0x1f]);
    }
    format!("{:016x}", hash.0)
}

/// Returns a text without the differences that make it no other text.
fn normalized(text: &str) -> String {
    let mut normalized = words(text, Apostrophe::Joins)
        .into_iter()
        .filter(|word| !is_mark(word))
        .collect::<Vec<_>>()
        .join(" ");
    normalized.extend(text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).map(
        |c| match c {
            '’' | 'ʼ' => '\'',
            c => c,
        },
    ));
    normalized
}

/// The FNV-1a hash (Fowler, Noll and Vo): the same on every machine and in
/// every version, which the standard library does not promise.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_lives_through_spaces_and_dies_with_a_letter() {
        let print = |src: &str, tgt: &str| fingerprint("brackets", src, tgt, "(");
        assert_eq!(print("L’eau  (froide", "Cold water"), print("L'eau (froide", "Cold water "));
        assert_ne!(print("L'eau (froide", "Cold water"), print("L'eau (froide", "Cold waters"));
        assert_ne!(print("L'eau (froide", "Cold water"), print("L'eau froide", "Cold water"));
        assert_eq!(16, print("a", "b").len());
    }

    #[test]
    fn a_sealed_span_cuts_no_character() {
        let finding = Finding::new(Id::Brackets, Side::Src, 1..99, "`é` is never closed")
            .sealed(3, "été", "");
        assert_eq!((0..5, 3), (finding.span, finding.pair));
    }
}
