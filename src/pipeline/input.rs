//! One side of a job, whatever it was read from.

use super::mixed;
use crate::bead::Side;
use crate::error::Place;
use crate::lang::{Lang, LangPair};
use crate::notice::Notice;
use crate::readers::{Document, Reading};
use crate::segment::{self, Decision, Segment, Segmenter};
use crate::table::{Row, Table};
use crate::text::lean::Lean;
use crate::text::{Text, language};
use rustc_hash::{FxHashMap, FxHashSet};

/// One side as it was read.
#[derive(Clone, Debug)]
pub enum Input {
    /// Running text, to be segmented.
    Document(Document),
    /// Text that has one segment a line, taken as it stands.
    Lines(Text),
    /// A table whose cells are to be segmented.
    Table(Table),
    /// A table that has one segment a row, taken as it stands.
    Rows(Table),
    /// Segments, taken as they stand.
    Segments(Vec<String>),
}

/// How many bytes of a side its language is told from. By hand: some pages.
const SAMPLE_LEN: usize = 20_000;

/// Rows that hold so many segments on average are paragraphs. By hand: some rows of a table
/// of sentences hold two.
const LEAST_PER_ROW: f32 = 1.5;

impl Input {
    /// Cuts the side into segments.
    #[must_use]
    pub fn segments(&self, lang: &Lang) -> Vec<Segment> {
        match self {
            Input::Document(_) | Input::Table(_) => {
                self.segments_by(&Segmenter::new(lang, segment::Options::default()))
            }
            _ => self.as_they_stand(),
        }
    }

    /// Cuts the side with a segmenter; segments that are taken as they stand
    /// stay whole.
    #[must_use]
    pub fn segments_by(&self, segmenter: &Segmenter) -> Vec<Segment> {
        match self {
            Input::Document(Document { text, body, blocks, .. }) if blocks.is_empty() => {
                segmenter.segment(&text.content, body.clone())
            }
            Input::Document(Document { text, blocks, .. }) => {
                segmenter.segment_blocks(&text.content, blocks)
            }
            Input::Table(table) => {
                let cut = |(number, row): (usize, &Row)| {
                    segmenter.segment_cell(&row.tgt, &row_id(number, row), number)
                };
                distinct((1..).zip(&table.rows).flat_map(cut).collect())
            }
            _ => self.as_they_stand(),
        }
    }

    /// Returns what was decided at each place where a segment might end; in a
    /// table, positions count from the start of their cell.
    #[must_use]
    pub fn explain_by(&self, segmenter: &Segmenter) -> Vec<Decision> {
        match self {
            Input::Document(Document { text, body, blocks, .. }) if blocks.is_empty() => {
                segmenter.explain(&text.content, body.clone())
            }
            Input::Document(Document { text, blocks, .. }) => {
                segmenter.explain_blocks(&text.content, blocks)
            }
            Input::Table(table) => {
                let explain = |row: &Row| segmenter.explain(&row.tgt, 0..row.tgt.len());
                table.rows.iter().flat_map(explain).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the number of the paragraph of each of its segments; nothing if nobody
    /// knows, as of lines and of rows that are one segment each.
    #[must_use]
    pub fn paragraphs(&self, segments: &[Segment]) -> Vec<usize> {
        let knows = match self {
            Input::Document(_) => true,
            Input::Table(table) => {
                let n_rows = table.n_translations().unwrap_or(0);
                segments.len() as f32 >= LEAST_PER_ROW * n_rows as f32
            }
            Input::Lines(_) | Input::Rows(_) | Input::Segments(_) => false,
        };
        if !knows {
            return Vec::new();
        }
        segments.iter().map(|segment| segment.paragraph).collect()
    }

    fn as_they_stand(&self) -> Vec<Segment> {
        let whole =
            |(number, text): (usize, &String)| segment::whole(text, format!("s{number}"), number);
        let whole_row =
            |(number, row): (usize, &Row)| segment::whole(&row.tgt, row_id(number, row), number);
        match self {
            Input::Document(_) => Vec::new(),
            Input::Lines(text) => segment::from_lines(&text.content),
            Input::Table(table) | Input::Rows(table) => {
                distinct((1..).zip(&table.rows).map(whole_row).collect())
            }
            Input::Segments(texts) => (1..).zip(texts).map(whole).collect(),
        }
    }

    /// Returns how many bytes of its file stand before the text, as far as the
    /// positions of segments are those of the file.
    #[must_use]
    pub fn offset(&self) -> usize {
        match self {
            // Only of UTF-8 are the bytes in memory those of the file.
            Input::Document(Document { text, .. }) | Input::Lines(text)
                if text.encoding.name == "UTF-8" =>
            {
                text.encoding.mark_len
            }
            _ => 0,
        }
    }

    /// Returns the table, or none if there is no table.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        match self {
            Input::Table(table) | Input::Rows(table) => Some(table),
            _ => None,
        }
    }

    /// Returns the table, or a blank one.
    #[must_use]
    pub fn into_table(self) -> Table {
        match self {
            Input::Table(table) | Input::Rows(table) => table,
            _ => Table::default(),
        }
    }

    /// Returns the side as a table that has one segment a row.
    #[must_use]
    pub fn into_rows(self, lang: &Lang) -> Input {
        let row = |segment: Segment| Row { tgt: segment.text, ..Row::default() };
        match self {
            Input::Table(table) | Input::Rows(table) => Input::Rows(table),
            text => {
                let rows = text.segments(lang).into_iter().map(row).collect();
                Input::Rows(Table { rows, ..Table::default() })
            }
        }
    }

    /// Returns the table with its ids carried along like any other column.
    #[must_use]
    pub fn with_carried_ids(self) -> Input {
        match self {
            Input::Table(table) => Input::Table(table.with_carried_ids()),
            Input::Rows(table) => Input::Rows(table.with_carried_ids()),
            text => text,
        }
    }

    /// Returns the table with its rows in another order.
    #[must_use]
    pub fn with_rows_in(self, order: &[usize]) -> Input {
        match self {
            Input::Table(table) => Input::Table(table.with_rows_in(order)),
            Input::Rows(table) => Input::Rows(table.with_rows_in(order)),
            text => text,
        }
    }

    /// Returns what the document says of itself.
    #[must_use]
    pub fn into_metadata(self) -> Vec<(String, String)> {
        match self {
            Input::Document(document) => document.metadata,
            _ => Vec::new(),
        }
    }

    /// Returns what is odd about the side, which should be in `lang`.
    #[must_use]
    pub fn findings(&self, lang: &Lang, name: &str) -> Vec<Notice> {
        let mut findings = match self {
            Input::Document(Document { text, .. }) | Input::Lines(text) => text.findings.clone(),
            Input::Table(table) | Input::Rows(table) => table.findings.clone(),
            Input::Segments(_) => Vec::new(),
        };
        findings.extend(self.reading().and_then(|reading| reading.finding(name)));
        let sample = self.sample();
        findings.extend(foreign(&sample, lang, name));
        if matches!(self, Input::Document(_) | Input::Lines(_)) {
            findings.extend(mixed::finding(&sample, lang, name));
        }
        findings
    }

    /// Returns what was read of the document, if there is one.
    #[must_use]
    pub fn reading(&self) -> Option<&Reading> {
        match self {
            Input::Document(document) => Some(&document.reading),
            _ => None,
        }
    }

    /// Returns the language that the side seems to be in.
    #[must_use]
    pub fn seems_to_be(&self) -> Option<Lang> {
        language::guess(&self.sample()).map(|guess| guess.lang)
    }

    /// Returns which of two languages the side is clearly in; little text is enough.
    #[must_use]
    pub fn side_of(&self, langs: &LangPair) -> Option<Side> {
        let lean = Lean::of(&self.sample(), langs);
        let is_other =
            self.seems_to_be().is_some_and(|lang| lang != langs.src && lang != langs.tgt);
        match lean {
            _ if is_other => None,
            lean if lean.is_src() => Some(Side::Src),
            lean if lean.is_tgt() => Some(Side::Tgt),
            _ => None,
        }
    }

    /// Returns enough of the side to tell its language.
    fn sample(&self) -> String {
        match self {
            Input::Document(Document { text, body, .. }) => {
                joined(text.content[body.clone()].lines())
            }
            Input::Lines(text) => joined(text.content.lines()),
            Input::Table(table) | Input::Rows(table) => {
                joined(table.rows.iter().map(|row| row.tgt.as_str()))
            }
            Input::Segments(texts) => joined(texts.iter().map(String::as_str)),
        }
    }
}

/// Returns the id of a row: its own, of several of ours the first, or its number in
/// the file. Ids are listed with white space between them, so that a key has none.
fn row_id(number: usize, row: &Row) -> String {
    let number = if row.number > 0 { row.number } else { number };
    let words: Vec<&str> = row.id.as_deref().unwrap_or_default().split_whitespace().collect();
    match words.as_slice() {
        [] => format!("r{number}"),
        [first, ..] if words.iter().all(|word| is_of_ours(word)) => (*first).to_owned(),
        words => words.join("_"),
    }
}

/// Tells whether a word looks like an id that we gave: `p3`, `p3.s2`, `s7`.
fn is_of_ours(id: &str) -> bool {
    id.split('.').all(|piece| {
        let digits = piece.strip_prefix(['p', 's', 'r']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Returns segments of which no two have the same id: a key that stands in several
/// rows goes on counting.
fn distinct(mut segments: Vec<Segment>) -> Vec<Segment> {
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut n_seen: FxHashMap<String, usize> = FxHashMap::default();
    for segment in &mut segments {
        while !taken.insert(segment.id.clone()) {
            let (key, first) = match segment.id.rsplit_once(".s") {
                Some((key, number)) => (format!("{key}.s"), number.parse().unwrap_or(1)),
                None => (format!("{}.s", segment.id), 1),
            };
            let n = n_seen.entry(key.clone()).or_insert(first);
            *n += 1;
            segment.id = format!("{key}{n}");
        }
    }
    segments
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut sample = String::new();
    for text in texts {
        sample.push_str(text);
        sample.push('\n');
        if sample.len() > SAMPLE_LEN {
            break;
        }
    }
    sample
}

/// Says that a text is in another language than it should be.
fn foreign(text: &str, lang: &Lang, name: &str) -> Option<Notice> {
    let guess = language::guess(text).filter(|guess| guess.lang != *lang)?;
    let message = format!("this seems to be `{}`, and is taken for `{lang}`", guess.lang);
    Some(Notice::warning("language", message).at(Place::file(name)))
}
