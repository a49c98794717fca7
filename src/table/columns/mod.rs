//! Chooses which column of a table is the translation, the id, the source.
//!
//! Names decide (see `names`), and a name that the user gives decides first.
//! The shape of the cells helps only where there is nothing to choose from: one
//! column of text, or one column besides the id. Everything else is refused
//! with the headers that there are, because a wrong column gives a wrong bitext
//! that looks like a right one.

mod header;
mod said;
#[cfg(test)]
mod tests;

use super::Options;
use super::delimited::Cells;
use super::names::{Fit, Names, fold, id_fit};
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::lang::{Lang, LangPair};
pub(super) use header::{MAX_TITLE_ROWS, label};
use header::{common_width, header_labels, header_row, numbered, title_finding};
use said::{closest, english_name, quoted};

/// Cells with at least this many words on average are text, not marks such as
/// `ok` or `p3.s2`. By hand.
const MIN_MEAN_WORDS: f64 = 2.0;

/// Without a header, a column is of ids if this share of its cells look like
/// ids. By hand: room for a few rows that lost theirs.
const MIN_ID_SHARE: f64 = 0.9;

/// What the columns of a table are.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Columns {
    /// What each column is called: its header, or `column 3`.
    pub labels: Vec<String>,
    /// How many rows stand before the first one that is a row of the table:
    /// the header, and titles above it.
    pub n_head_rows: usize,
    /// The column of translations.
    pub tgt: usize,
    /// The column of ids.
    pub id: Option<usize>,
    /// The column of source texts.
    pub src: Option<usize>,
    /// What a person should know of the choice.
    pub findings: Vec<Finding>,
}

/// Chooses among the columns of `rows`, of which there is at least one.
///
/// # Errors
///
/// No column can be told to be the translation, or one that the user names
/// does not exist.
pub(super) fn choose(rows: &[Cells], file: &str, options: &Options) -> Result<Columns> {
    let chooser = Chooser::new(rows, file, options);
    if chooser.has_header() && chooser.body.is_empty() {
        return Err(Error::input("the table has a header but no rows")
            .at(Place::file(file))
            .hint("if the first row is a translation, pass --no-header"));
    }
    let id_wanted = chooser.wanted(options.id_column.as_deref(), "id-column")?;
    let (tgt, mut findings) = match chooser.wanted(options.column.as_deref(), "column")? {
        Some(tgt) => (tgt, Vec::new()),
        None => chooser.tgt(id_wanted)?,
    };
    findings.extend(title_finding(rows, chooser.n_head_rows, file));
    let id = id_wanted.or_else(|| chooser.id(tgt));
    let src = chooser.src().filter(|src| *src != tgt && Some(*src) != id);
    let Chooser { labels, n_head_rows, .. } = chooser;
    Ok(Columns { labels, n_head_rows, tgt, id, src, findings })
}

/// Where the texts of the two languages stand.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TextColumns {
    /// The column of source texts, if one is named better than all others.
    pub src: Option<usize>,
    /// The column of translations, if one is named better than all others.
    pub tgt: Option<usize>,
}

/// Finds the texts of two languages by their headers alone.
#[must_use]
pub fn text_columns(header: &[String], langs: &LangPair) -> TextColumns {
    let names = Names::new(langs);
    let only = |columns: Vec<usize>| match columns.as_slice() {
        [column] => Some(*column),
        _ => None,
    };
    let src = only(best(header, |label| names.src_fit(label)));
    let tgt = only(best(header, |label| names.tgt_fit(label)));
    TextColumns { src, tgt }
}

/// Returns the columns whose headers fit best.
fn best(header: &[String], fit: impl Fn(&str) -> Option<Fit>) -> Vec<usize> {
    let fits: Vec<Option<Fit>> = header.iter().map(|label| fit(label)).collect();
    let best = fits.iter().flatten().min();
    (0..fits.len()).filter(|column| best.is_some() && fits[*column].as_ref() == best).collect()
}

struct Chooser<'a> {
    file: &'a str,
    options: &'a Options,
    names: Names,
    n_head_rows: usize,
    labels: Vec<String>,
    body: &'a [Cells],
}

impl<'a> Chooser<'a> {
    fn new(rows: &'a [Cells], file: &'a str, options: &'a Options) -> Chooser<'a> {
        let names = Names::new(&options.langs);
        let header = header_row(rows, &names, options);
        let n_head_rows = header.map_or(0, |header| header + 1).min(rows.len());
        let labels = match rows[..n_head_rows].last() {
            Some(header) => header_labels(&header.cells),
            None => numbered(common_width(rows)),
        };
        let body = &rows[n_head_rows..];
        Chooser { file, options, names, n_head_rows, labels, body }
    }

    fn has_header(&self) -> bool {
        self.n_head_rows > 0
    }

    /// Returns the column that the user names, by header or by number.
    fn wanted(&self, name: Option<&str>, flag: &str) -> Result<Option<usize>> {
        let Some(name) = name else { return Ok(None) };
        let by_name = || self.labels.iter().position(|label| fold(label) == fold(name));
        let by_number = || {
            let number = name.trim().parse::<usize>().ok()?;
            (1..=self.labels.len()).contains(&number).then(|| number - 1)
        };
        let exact = self.labels.iter().position(|label| label.trim() == name.trim());
        if let Some(column) = exact.or_else(by_name).or_else(by_number) {
            return Ok(Some(column));
        }
        let hint = match closest(name, &self.labels) {
            Some(label) => format!("did you mean --{flag} {}?", quoted(label)),
            None => format!("give one of these, or a number from 1 to {}", self.labels.len()),
        };
        let message = format!("no column is called `{name}`; {}", self.what_there_is());
        Err(Error::usage(message).at(Place::file(self.file)).hint(hint))
    }

    /// Finds the column of translations by its name, else by there being no
    /// other.
    fn tgt(&self, id: Option<usize>) -> Result<(usize, Vec<Finding>)> {
        match self.best(|label| self.names.tgt_fit(label)).as_slice() {
            [tgt] => Ok((*tgt, Vec::new())),
            [] => self.only_text_column(id).ok_or_else(|| self.no_translation(id)),
            several => Err(self.ambiguous(several)),
        }
    }

    fn id(&self, tgt: usize) -> Option<usize> {
        if self.has_header() {
            let named = || self.best(id_fit).into_iter().find(|id| *id != tgt);
            return self.bitext_ids().or_else(named);
        }
        (0..self.labels.len()).find(|column| *column != tgt && self.looks_like_ids(*column))
    }

    /// Returns the column that says which segments a row of a bitext of ours
    /// holds. Its `id` is that of the first only.
    fn bitext_ids(&self) -> Option<usize> {
        let ids_of = |lang: &Lang| {
            let name = format!("{lang}_ids");
            self.labels.iter().position(|label| *label == name)
        };
        ids_of(&self.options.langs.tgt).and_then(|_| ids_of(&self.options.langs.src))
    }

    /// Returns the column of source texts, if one is named better than all
    /// others.
    fn src(&self) -> Option<usize> {
        match self.best(|label| self.names.src_fit(label)).as_slice() {
            [src] => Some(*src),
            _ => None,
        }
    }

    /// Returns the columns whose headers fit best; none without a header.
    fn best(&self, fit: impl Fn(&str) -> Option<Fit>) -> Vec<usize> {
        if self.has_header() { best(&self.labels, fit) } else { Vec::new() }
    }

    /// Returns the one column that can be the translation although no header
    /// says so. Beside a column of source texts there is none.
    fn only_text_column(&self, id: Option<usize>) -> Option<(usize, Vec<Finding>)> {
        if !self.has_header() {
            let is_other = |column| !self.is_blank(column) && !self.looks_like_ids(column);
            let is_lone = |column: usize| self.labels.len() == 1 || self.is_prose(column);
            return Some((self.only(is_other).or_else(|| self.only(is_lone))?, Vec::new()));
        }
        if !self.best(|label| self.names.src_fit(label)).is_empty() {
            return None;
        }
        let is_id = |column| Some(column) == id || id_fit(&self.labels[column]).is_some();
        let tgt = self.only(|column| !is_id(column) && !self.is_blank(column))?;
        let message = format!(
            "the column `{}` is taken as {} because there is no other; --column names another",
            self.labels[tgt],
            english_name(&self.options.langs.tgt)
        );
        let finding = Finding::warning("table", message).at(Place::file(self.file));
        self.is_prose(tgt).then(|| (tgt, vec![finding]))
    }

    fn only(&self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut fitting = (0..self.labels.len()).filter(|column| fits(*column));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.body.iter().filter_map(move |row| row.cells.get(column));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn is_blank(&self, column: usize) -> bool {
        self.cells(column).next().is_none()
    }

    fn is_prose(&self, column: usize) -> bool {
        let n_words: usize = self.cells(column).map(|cell| cell.split_whitespace().count()).sum();
        n_words > 0 && n_words as f64 >= MIN_MEAN_WORDS * self.cells(column).count() as f64
    }

    fn looks_like_ids(&self, column: usize) -> bool {
        let n_ids = self.cells(column).filter(|cell| looks_like_id(cell)).count();
        n_ids > 0 && n_ids as f64 >= MIN_ID_SHARE * self.body.len() as f64
    }
}

/// Tells whether a cell can be an id: a digit and no white space.
pub(super) fn looks_like_id(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_whitespace)
}
