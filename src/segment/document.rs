//! Measures a text before it is cut: whether it has capitals, what its line
//! breaks mean, how it writes dialogue, which abbreviations are its own.
//!
//! Two passes, both linear. The idea of taking unknown abbreviations from the
//! text itself is that of Kiss and Strunk (2006), much reduced: what stands
//! before a full stop and is often followed by a small letter or a number is
//! one. Measures need evidence; with little of it, they say what is usual.

use super::candidates::Stops;
use super::left::Left;
use super::lexicon::{Groups, Lexicon};
use super::lines::{Ends, Line, Opens};
use super::right::{self, Start};
use super::scanner::Scanner;
use super::shape::Shape;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What a line break means.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum LineMode {
    /// Every line stands on its own.
    #[default]
    Items,
    /// Lines were ended because they were full.
    Wrapped,
}

/// What was measured.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Whether sentences start with capitals.
    pub(super) is_cased: bool,
    /// Whether sentences often start with a small letter although they mostly do not.
    pub(super) is_careless: bool,
    mode: LineMode,
    /// The length of a full line in characters; 0 if no text is wrapped.
    pub(super) width: usize,
    /// Whether lines that open with a short dash are turns of dialogue.
    pub(super) has_dialogue: bool,
    /// The words that this text alone abbreviates.
    abbreviations: FxHashSet<Box<str>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    inside: u32,
    lower: u32,
    all: u32,
}

/// Words that were followed by a stop, with how often that was not an end.
#[derive(Debug, Default)]
struct Tallies(FxHashMap<Box<str>, Tally>);

/// With fewer full stops than this, a text is taken to have capitals: the few
/// small letters may follow abbreviations.
const MIN_STOPS_FOR_CASE: usize = 8;

/// A text has no capitals when more than this share of its sentences start
/// small. Measured in November 2026: transcripts 0.96 to 1.00, edited French
/// 0.000 to 0.023, English mail and reviews 0.06.
const MAX_LOWER_SHARE: f64 = 0.4;

/// A text is careless with at least this share of small starts, and this many of
/// them. Measured in November 2026: English mail and reviews 0.03 and 0.06, manuals
/// of programs 0.017, news 0.003, novels and debates 0.000 to 0.002.
const MIN_CARELESS_SHARE: f64 = 0.025;
const MIN_SMALL_STARTS: usize = 5;

/// A text is wrapped when at least this share of its lines starts small: 0.92 do
/// in French stories wrapped at 72 characters, hardly any where lines are items.
const MIN_WRAPPED_SHARE: f64 = 0.25;

/// When more lines than this end in a stop, they are sentences or paragraphs.
/// Wrapped stories have 0.04, paragraphs on a line nearly all.
const MAX_WRAPPED_STOPS: f64 = 0.6;

/// A block with this many line breaks speaks for itself.
const MIN_BREAKS_OF_BLOCK: usize = 8;

/// Longer words are not abbreviations that only one text knows.
const MAX_ABBREVIATION_CHARS: usize = 6;

impl Document {
    /// Measures `body`.
    pub(super) fn measure(
        text: &str,
        body: &Range<usize>,
        lines: &[Line],
        lexicon: &Lexicon,
    ) -> Document {
        let mut document = Document { is_cased: true, ..Document::default() };
        document.read_stops(text, body, lexicon);
        document.read_lines(text, lines);
        document
    }

    /// Tells whether this text uses a word, which stands before a full stop, as
    /// an abbreviation.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    /// Returns what line breaks mean in a block.
    pub(super) fn mode_of(&self, block: &[Line]) -> LineMode {
        let breaks = Breaks::count(block);
        if breaks.n_all >= MIN_BREAKS_OF_BLOCK { breaks.mode(self.is_cased) } else { self.mode }
    }

    fn read_stops(&mut self, text: &str, body: &Range<usize>, lexicon: &Lexicon) {
        let (mut n_lower, mut n_all) = (0, 0);
        let mut tallies = Tallies::default();
        for run in Scanner::new(text, body.start, body.end) {
            if run.stops != Stops::Period || run.closes.is_some() {
                continue;
            }
            let left = Left::read(&text[body.start..run.start], lexicon.elides);
            if left.shape != Shape::Word || lexicon.groups(left.word) != Groups::default() {
                continue;
            }
            let start = right::start_of(text, run.next, body.end);
            n_all += usize::from(matches!(start, Start::Lower | Start::Upper));
            n_lower += usize::from(start == Start::Lower);
            tallies.add(left.word, start);
        }
        self.is_careless =
            n_lower >= MIN_SMALL_STARTS && n_lower as f64 >= MIN_CARELESS_SHARE * n_all as f64;
        self.is_cased =
            n_all < MIN_STOPS_FOR_CASE || n_lower as f64 <= MAX_LOWER_SHARE * n_all as f64;
        if self.is_cased {
            // A small letter says nothing where sentences open with one.
            self.abbreviations = tallies.abbreviations(!self.is_careless);
        }
    }

    fn read_lines(&mut self, text: &str, lines: &[Line]) {
        let breaks = Breaks::count(lines);
        self.mode = breaks.mode(self.is_cased);
        if self.mode == LineMode::Wrapped {
            self.width = breaks.width;
        }
        let is_short_dash = |line: &&Line| text[line.start..].starts_with(['-', '–']);
        let dashed = lines.iter().filter(|line| line.opens == Opens::Dash).filter(is_short_dash);
        let (mut n_all, mut n_stops) = (0, 0);
        for line in dashed {
            n_all += 1;
            n_stops += usize::from(line.ends == Ends::Stop);
        }
        self.has_dialogue = 2 * n_stops > n_all;
    }
}

impl Tallies {
    fn add(&mut self, word: &str, follows: Start) {
        if word.chars().take(MAX_ABBREVIATION_CHARS + 1).count() > MAX_ABBREVIATION_CHARS {
            return;
        }
        let is_inside = matches!(follows, Start::Lower | Start::Digit | Start::Joining);
        let add = |tally: &mut Tally| {
            tally.all += 1;
            tally.inside += u32::from(is_inside);
            tally.lower += u32::from(follows == Start::Lower);
        };
        match self.0.get_mut(word) {
            Some(tally) => add(tally),
            None => add(self.0.entry(word.into()).or_default()),
        }
    }

    /// Returns the words that were mostly no end.
    fn abbreviations(self, trusts_lower: bool) -> FxHashSet<Box<str>> {
        let is_one = |tally: &Tally| {
            let n_inside = tally.inside - if trusts_lower { 0 } else { tally.lower };
            n_inside >= 2 && 2 * n_inside > tally.all
        };
        self.0.into_iter().filter(|(_, tally)| is_one(tally)).map(|(word, _)| word).collect()
    }
}

/// The line breaks inside blocks, counted.
#[derive(Debug, Default)]
struct Breaks {
    n_all: usize,
    /// Breaks before a small letter.
    n_lower: usize,
    /// Breaks after a stop.
    n_stops: usize,
    /// The length that nine tenths of the lines before a break keep within.
    width: usize,
}

impl Breaks {
    /// Counts, leaving out what opens with a mark: that is not evidence.
    fn count(lines: &[Line]) -> Breaks {
        let mut breaks = Breaks::default();
        let mut lengths = Vec::new();
        for pair in lines.windows(2) {
            let [before, line] = pair else { continue };
            let is_text = matches!(line.opens, Opens::Lower | Opens::Upper | Opens::Other);
            if line.opens_block || !is_text {
                continue;
            }
            breaks.n_all += 1;
            breaks.n_lower += usize::from(line.opens == Opens::Lower);
            breaks.n_stops += usize::from(before.ends == Ends::Stop);
            lengths.push(before.n_chars);
        }
        lengths.sort_unstable();
        breaks.width = lengths.get(9 * lengths.len() / 10).copied().unwrap_or_default();
        breaks
    }

    fn mode(&self, is_cased: bool) -> LineMode {
        let n_all = self.n_all as f64;
        let is_often_lower = !is_cased || self.n_lower as f64 >= MIN_WRAPPED_SHARE * n_all;
        let is_seldom_stopped = (self.n_stops as f64) < MAX_WRAPPED_STOPS * n_all;
        if is_often_lower && is_seldom_stopped { LineMode::Wrapped } else { LineMode::Items }
    }
}
