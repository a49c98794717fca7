//! Turns pairs into the columns of the bitext CSV, and rows back into pairs.
//!
//! When read, columns (`fields`) may stand in any order and all but the two texts
//! may be missing; columns that are not ours are carried.

use super::columns::{self, SAMPLE_ROWS};
use super::fields::{FIELDS, Field, is_same_header};
use super::{Head, PairReader};
use crate::bead::Shape;
use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use crate::notice::Notice;
use crate::table::{self, Cells};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// Returns the cells of a pair.
pub(super) fn cells(pair: &Pair) -> impl Iterator<Item = String> {
    FIELDS.into_iter().map(|field| field.cell(pair)).chain(pair.carried.iter().cloned())
}

/// Reads pairs from rows of which the first is the header.
pub(super) struct Records<'a, I> {
    file: &'a str,
    layout: Layout,
    /// The rows that the layout was told from, then the others.
    rows: std::iter::Chain<std::vec::IntoIter<Cells>, I>,
    n_rows: usize,
    /// The line of the row that was read last.
    line: u64,
    /// On which line each id stands first, by its hash.
    lines: FxHashMap<u64, u64>,
}

impl<'a, I: Iterator<Item = Cells>> Records<'a, I> {
    /// Reads the header, or does without.
    ///
    /// # Errors
    ///
    /// There are no rows, or it cannot be told which columns hold the texts.
    pub(super) fn new(file: &'a str, mut rows: I, head: &mut Head) -> Result<Records<'a, I>> {
        let mut first: Vec<Cells> = rows.by_ref().take(SAMPLE_ROWS).collect();
        let Some(header) = first.first() else {
            return Err(Error::input("the file is empty")
                .at(Place::file(file))
                .hint("check that it was saved, or name another file"));
        };
        table::refuse_wide(header.cells.len(), file)?;
        let layout = match Layout::of(header.cells.clone(), file, &head.bitext) {
            Ok(layout) => {
                let (layout, finding) = layout.by_language(&first, &head.bitext.langs);
                head.findings.extend(finding.map(|finding| finding.at(Place::file(file))));
                first.remove(0);
                layout
            }
            Err(error) => {
                let found = columns::by_content(&first, &head.bitext.langs).ok_or(error)?;
                head.findings.extend(found.finding.clone().map(|said| said.at(Place::file(file))));
                let header = found.has_header.then(|| first.remove(0).cells);
                Layout::by_content(&found, header, &first)
            }
        };
        let carried = layout.carried.iter().map(|column| layout.header[*column].clone());
        head.bitext.carried_headers = carried.collect();
        let rows = first.into_iter().chain(rows);
        Ok(Records { file, layout, rows, n_rows: 0, line: 0, lines: FxHashMap::default() })
    }
}

impl<I: Iterator<Item = Cells>> PairReader for Records<'_, I> {
    /// # Errors
    ///
    /// A cell does not say what its column says.
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        let has_text = |row: &Cells| row.cells.iter().any(|cell| table::has_text(cell));
        let Some(row) = self.rows.find(has_text) else { return Ok(None) };
        self.n_rows += 1;
        self.line = row.line;
        let pair = self.layout.pair(&row, self.n_rows, self.file)?;
        head.findings.extend(self.repeated_id(&pair, row.line));
        Ok(Some(pair))
    }

    fn line(&self) -> Option<u64> {
        Some(self.line)
    }
}

impl<I> Records<'_, I> {
    /// Returns the columns that a review changes: translation, status, comment.
    pub(super) fn reviewed_columns(&self) -> [Option<usize>; 3] {
        let column = |field: Field| {
            let found = self.layout.fields.iter().find(|(known, _)| *known == field);
            found.map(|(_, column)| *column)
        };
        [column(Field::Tgt), column(Field::Status), column(Field::Comment)]
    }

    /// Ids are what reviews hold on to: two pairs must not share one.
    fn repeated_id(&mut self, pair: &Pair, at: u64) -> Option<Notice> {
        let line = *self.lines.entry(FxBuildHasher.hash_one(&pair.id)).or_insert(at);
        let message = format!("the id `{}` is that of line {line} too", pair.id);
        let place = Place::file(self.file).line(at);
        (line != at).then(|| Notice::warning("id", message).at(place))
    }
}

/// Where the columns of a file stand.
struct Layout {
    header: Vec<String>,
    fields: Vec<(Field, usize)>,
    carried: Vec<usize>,
    /// Whether each row must have the cells of both texts: without a header, a
    /// row that lacks one is not a row of this table.
    needs_both: bool,
}

impl Layout {
    fn of(header: Vec<String>, file: &str, bitext: &Bitext) -> Result<Layout> {
        let (src, tgt) = (bitext.langs.src.tag(), bitext.langs.tgt.tag());
        let position = |field: Field| {
            let name = field.header(src, tgt);
            header.iter().position(|cell| is_same_header(cell, &name))
        };
        let loose = table::text_columns(&header, &bitext.langs);
        let mut fields = Vec::new();
        for field in FIELDS {
            let by_language = match field {
                Field::Src => loose.src,
                Field::Tgt => loose.tgt,
                _ => None,
            };
            match position(field).or(by_language) {
                Some(column) => fields.push((field, column)),
                None if matches!(field, Field::Src | Field::Tgt) => {
                    return Err(no_text(&header, file, &field.header(src, tgt)));
                }
                None => {}
            }
        }
        let is_carried = |column: &usize| fields.iter().all(|(_, used)| used != column);
        let carried = (0..header.len()).filter(is_carried).collect();
        Ok(Layout { header, fields, carried, needs_both: false })
    }

    /// Turns the two texts round if their headers are neutral and the words below
    /// say so.
    fn by_language(mut self, rows: &[Cells], langs: &LangPair) -> (Layout, Option<Notice>) {
        let column = |layout: &Layout, field: Field| {
            layout.fields.iter().position(|(known, _)| *known == field)
        };
        let (Some(src), Some(tgt)) = (column(&self, Field::Src), column(&self, Field::Tgt)) else {
            return (self, None);
        };
        let (src_column, tgt_column) = (self.fields[src].1, self.fields[tgt].1);
        if !columns::are_swapped(rows, src_column, tgt_column, langs) {
            return (self, None);
        }
        (self.fields[src].1, self.fields[tgt].1) = (tgt_column, src_column);
        let label = |column: usize| self.header[column].trim().to_owned();
        let message = format!(
            "`{}` is in {} and `{}` in {}: the columns are read by their language",
            label(src_column),
            langs.tgt,
            label(tgt_column),
            langs.src
        );
        (self, Some(Notice::warning("language", message)))
    }

    /// Returns the layout of a table whose header names no language, or that has
    /// none.
    fn by_content(
        found: &columns::TextsByContent,
        header: Option<Vec<String>>,
        rows: &[Cells],
    ) -> Layout {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let header = header
            .unwrap_or_else(|| (1..=width).map(|number| format!("column {number}")).collect());
        let mut fields = vec![(Field::Src, found.src), (Field::Tgt, found.tgt)];
        fields.extend(found.id.map(|id| (Field::Id, id)));
        let is_carried = |column: &usize| fields.iter().all(|(_, used)| used != column);
        let carried = (0..header.len()).filter(is_carried).collect();
        Layout { header, fields, carried, needs_both: true }
    }

    fn pair(&self, row: &Cells, row_number: usize, file: &str) -> Result<Pair> {
        let n_cells =
            row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if n_cells > self.header.len() {
            let n_headers = self.header.len();
            let message = format!("the row has {n_cells} cells, but the header has {n_headers}");
            return Err(Error::input(message)
                .at(Place::file(file).line(row.line))
                .hint("enclose a text that holds the delimiter in double quotes"));
        }
        let lacks = |(field, column): &(Field, usize)| {
            matches!(field, Field::Src | Field::Tgt) && *column >= row.cells.len()
        };
        if self.needs_both && self.fields.iter().any(lacks) {
            let message = format!("this row has {n_cells} cell, and lacks one of the two texts");
            return Err(Error::input(message)
                .at(Place::file(file).line(row.line))
                .hint("one pair a line: source, tab, translation"));
        }
        let cell = |column: usize| row.cells.get(column).map_or("", String::as_str);
        let mut pair = Pair::default();
        let mut shape = None;
        for (field, column) in &self.fields {
            let place = || Place::file(file).line(row.line).column(&self.header[*column]);
            match field {
                Field::Bead => {
                    shape = parse_shape(cell(*column)).map_err(|error| error.at(place()))?;
                }
                field => {
                    set(&mut pair, *field, cell(*column)).map_err(|error| error.at(place()))?;
                }
            }
        }
        pair.shape = shape.unwrap_or_else(|| shape_of(&pair));
        if pair.id.is_empty() {
            pair.id = format!("r{row_number}");
        }
        pair.carried = self.carried.iter().map(|column| cell(*column).to_owned()).collect();
        Ok(pair)
    }
}

fn set(pair: &mut Pair, field: Field, cell: &str) -> Result<()> {
    let words = || cell.split_whitespace().map(str::to_owned).collect();
    match field {
        Field::Id => cell.trim().clone_into(&mut pair.id),
        Field::Bead => {}
        Field::Src => cell.clone_into(&mut pair.src),
        Field::Tgt => cell.clone_into(&mut pair.tgt),
        Field::SrcIds => pair.src_ids = words(),
        Field::TgtIds => pair.tgt_ids = words(),
        Field::Score => pair.score = parse_score(cell)?,
        Field::Status => pair.status = parse_status(cell)?,
        Field::Findings => pair.findings = words(),
        Field::Reviewer => cell.clone_into(&mut pair.reviewer),
        Field::Updated => cell.clone_into(&mut pair.updated),
        Field::Comment => cell.clone_into(&mut pair.comment),
    }
    Ok(())
}

/// Returns the score that a cell holds; French spreadsheets write `0,97`.
pub(super) fn parse_score(cell: &str) -> Result<Option<f64>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let score = cell.replace(',', ".").parse().ok().filter(|score: &f64| score.is_finite());
    score.map(Some).ok_or_else(|| {
        Error::input(format!("`{cell}` is not a score")).hint("a score is a number, or blank")
    })
}

pub(super) fn parse_status(cell: &str) -> Result<Status> {
    Status::parse(&cell.trim().to_lowercase()).ok_or_else(|| {
        Error::input(format!("`{}` is not a status", cell.trim()))
            .hint("write auto, accepted, edited or rejected, or leave it blank")
    })
}

/// Returns the shape that a cell holds, if it holds any. Spreadsheets take
/// `1:2` for a time of day and save it as `01:02` or `01:02:00`.
pub(super) fn parse_shape(cell: &str) -> Result<Option<Shape>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let is_time = cell.matches(':').count() == 2;
    let shape = cell.strip_suffix(":00").filter(|_| is_time).unwrap_or(cell);
    Shape::parse(shape).map(Some).ok_or_else(|| {
        Error::input(format!("`{cell}` is not a bead"))
            .hint("a bead is written `1:2`, or left blank")
    })
}

/// Returns the shape of a pair that does not say it: its ids are counted, and
/// a text without ids is one segment.
pub(super) fn shape_of(pair: &Pair) -> Shape {
    let count = |ids: &[String], text: &str| {
        if ids.is_empty() { usize::from(!text.trim().is_empty()) } else { ids.len() }
    };
    Shape { src: count(&pair.src_ids, &pair.src), tgt: count(&pair.tgt_ids, &pair.tgt) }
}

fn no_text(header: &[String], file: &str, name: &str) -> Error {
    let headers = header.iter().map(|cell| cell.trim()).collect::<Vec<_>>().join(", ");
    Error::input(format!("no column holds the texts of `{name}`; the header has: {headers}"))
        .at(Place::file(file).line(1))
        .hint(format!("call the column `{name}`, or name the languages: --src-lang, --tgt-lang"))
}
