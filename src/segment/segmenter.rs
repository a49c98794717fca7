//! Cuts texts of one language: layout first, then every unit by the rules.

use super::cutter::{Cutter, is_careless};
use super::document::Document;
use super::facts::Facts;
use super::kind::Kind;
use super::layout;
use super::lexicon::Lexicon;
use super::lines;
use super::options::Options;
use super::outcome::{Decision, Segment, collect, decision, name, numbered};
use super::place::{Place, Places, place};
use super::residue::Table;
use super::unit::Unit;
use crate::lang::Lang;
use std::ops::Range;

/// Cuts texts of one language into segments.
#[derive(Clone, Debug)]
pub struct Segmenter {
    pub(super) lexicon: Lexicon,
    table: Option<Table<'static>>,
    options: Options,
}

impl Segmenter {
    /// Returns a segmenter for a language. A language without word lists is cut
    /// by punctuation and capitals alone.
    #[must_use]
    pub fn new(lang: &Lang, options: Options) -> Segmenter {
        Segmenter {
            lexicon: Lexicon::new(lang, &options.abbreviations),
            table: Table::of(lang),
            options,
        }
    }

    /// Returns the segments of `body`, the part of `text` that is not metadata.
    ///
    /// Their spans tile `body`; a body without ink has none. Blank lines part
    /// paragraphs.
    ///
    /// # Panics
    ///
    /// `body` does not lie on the characters of `text`.
    #[must_use]
    pub fn segment(&self, text: &str, body: Range<usize>) -> Vec<Segment> {
        collect(text, &body, &self.places(text, &body), name)
    }

    /// Returns the segments of a cell of a table, named after its row.
    ///
    /// The cell may hold line breaks and blank lines; all of its segments are of
    /// paragraph `row`, which counts from 1.
    #[must_use]
    pub fn segment_cell(&self, cell: &str, row_id: &str, row: usize) -> Vec<Segment> {
        let body = 0..cell.len();
        let mut places = self.places(cell, &body);
        for place in &mut places {
            place.paragraph = row;
        }
        collect(cell, &body, &places, |_, number| numbered(format!("{row_id}.s"), number))
    }

    /// Returns what was decided at every place where a segment might end, the
    /// cuts of `segment` among them.
    ///
    /// # Panics
    ///
    /// `body` does not lie on the characters of `text`.
    #[must_use]
    pub fn explain(&self, text: &str, body: Range<usize>) -> Vec<Decision> {
        let places = self.places(text, &body);
        places.iter().skip(1).map(|place| decision(text, &body, place)).collect()
    }

    /// Returns all places in order; the first is where the first segment starts.
    fn places(&self, text: &str, body: &Range<usize>) -> Vec<Place> {
        let lines = lines::lines(text, body);
        let document = Document::measure(text, body, &lines, &self.lexicon);
        let headings = self.options.headings;
        let units = layout::units(text, &lines, &document, &self.lexicon, headings);
        let mut places = Places::default();
        for unit in &units {
            self.push_unit(text, unit, &document, &mut places);
        }
        places.list
    }

    pub(super) fn push_unit(
        &self,
        text: &str,
        unit: &Unit,
        document: &Document,
        places: &mut Places,
    ) {
        let first = places.list.len();
        places.push(place(unit, unit.span.start, unit.rule, true));
        if unit.kind != Kind::Verse {
            let facts = Facts {
                lexicon: &self.lexicon,
                document,
                quotes: self.options.quotes,
                table: self.table,
                is_flattened: false,
                is_shouted: !text[unit.span.clone()].contains(char::is_lowercase),
                is_cased: document.is_cased && !is_careless(text, unit),
            };
            Cutter::new(text, unit, facts, self.options.bias).cut(places);
        }
        // A heading is one segment; what falls in two was a short paragraph.
        let is_whole = places.list[first + 1..].iter().all(|place| !place.is_cut);
        if unit.kind == Kind::Heading && !is_whole {
            for place in &mut places.list[first..] {
                place.kind = Kind::Sentence;
            }
        }
    }
}
