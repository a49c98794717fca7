//! Names the places where a segment may end: runs of stops with what closes
//! after them.
//!
//! ```text
//! Il a dit : « Je pars. » Puis il est sorti.
//!                     ^^^^^^               a run: its stops and its closers
//!                          `- next         where the next segment would start
//! ```

/// What kind of stop a run is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Stops {
    /// One full stop, which may belong to an abbreviation.
    Period,
    /// Two dots or more, `…`, or the dash of speech that is cut short.
    Ellipsis,
    /// At least one question or exclamation mark.
    Mark,
    /// A stop of a script that writes no spaces.
    Wide,
    /// A semicolon before a capital.
    Semicolon,
    /// No stop, but a capital follows.
    Missing,
    /// No stop, but a smiley or a row of signs, and a capital follows.
    Ornament,
    /// The comma or dash of a short opening, before a capital.
    Comma,
    /// No stop, but the date and clock of a mail begin or end here.
    Stamp,
}

impl Stops {
    /// Tells whether no stop is there but something else stands for one.
    pub(super) fn is_missing(self) -> bool {
        use Stops::{Comma, Missing, Ornament, Semicolon, Stamp};
        matches!(self, Semicolon | Missing | Ornament | Comma | Stamp)
    }
}

/// A quotation, a bracket, both or neither.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Enclosure {
    pub(super) quote: bool,
    pub(super) bracket: bool,
}

impl Enclosure {
    /// Tells whether there is one.
    pub(super) fn is_some(self) -> bool {
        self.quote || self.bracket
    }
}

/// A place where a segment may end.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The first byte of the stops.
    pub(super) start: usize,
    /// The byte after the stops and what closes after them.
    pub(super) end: usize,
    /// The first byte of ink after that.
    pub(super) next: usize,
    pub(super) stops: Stops,
    /// What closes after the stops.
    pub(super) closes: Enclosure,
    /// What opened not far before and has not closed where the stops stand.
    pub(super) inside: Enclosure,
    /// Whether the stops stand inside a bracket that opened in the middle of a
    /// sentence and closes further on.
    pub(super) is_bracketed: bool,
}

impl Candidate {
    /// Tells whether no white space parts what follows from the stops.
    pub(super) fn is_glued(&self) -> bool {
        self.next == self.end
    }
}
