//! Chooses which column of a table is the translation, the id, the source.
//!
//! A name that the user gives decides first, then what the cells and the header
//! say together (see `candidates`). The shape of the cells helps only where there
//! is nothing to choose from: one column of text, or one column besides the id.
//! Everything else is refused with the headers that there are, because a wrong
//! column gives a wrong bitext that looks like a right one.

mod candidates;
mod content;
mod header;
mod said;
#[cfg(test)]
mod tests;

use super::Options;
use super::delimited::Cells;
use super::names::{Fit, Names, fold, id_fit};
use crate::bead::Side;
use crate::error::{Error, Place, Result};
use crate::lang::{Lang, LangPair};
use crate::notice::Notice;
use content::Content;
pub(super) use header::{MAX_TITLE_ROWS, drop_repeats, label};
use header::{common_width, header_labels, header_row, numbered, title_finding};
use said::{closest, quoted};
pub(super) use said::{closest as closest_name, quoted as as_typed};

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
    /// Whether a header names the language of the translations.
    pub is_named: bool,
    /// Whether the cells themselves are clearly in the language.
    pub is_certain: bool,
    /// What a person should know of the choice.
    pub findings: Vec<Notice>,
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
    let src = chooser.src(Some(tgt)).filter(|src| Some(*src) != id);
    if options.column.is_none() {
        findings.extend(chooser.swapped(tgt, src));
    }
    let is_certain = chooser.contents[tgt].side() == Some(Side::Tgt);
    let is_named = chooser.fit(tgt, Side::Tgt).is_some_and(Fit::names_language);
    let Chooser { labels, n_head_rows, .. } = chooser;
    Ok(Columns { labels, n_head_rows, tgt, id, src, is_named, is_certain, findings })
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
    contents: Vec<Content>,
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
        let content = |column| Content::of(body, column, &options.langs);
        let contents = (0..labels.len()).map(content).collect();
        Chooser { file, options, names, n_head_rows, labels, contents, body }
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

    /// Finds the column of translations by its name and its cells, else by there
    /// being no other.
    fn tgt(&self, id: Option<usize>) -> Result<(usize, Vec<Notice>)> {
        let candidates = self.candidates(id);
        if let Some(best) = candidates.first() {
            return Ok((best.column, self.choice(&candidates).into_iter().collect()));
        }
        if let Some(tgt) = self.against_the_header() {
            return Ok((tgt, Vec::new()));
        }
        self.only_text_column(id).ok_or_else(|| self.no_translation(id))
    }

    fn id(&self, tgt: usize) -> Option<usize> {
        let is_free = |column: &usize| *column != tgt && !self.contents[*column].is_running_text();
        if self.has_header() {
            let named = || best(&self.labels, id_fit).into_iter().find(is_free);
            return self.bitext_ids().or_else(named).or_else(|| self.unnamed_ids(tgt));
        }
        (0..self.labels.len())
            .find(|column| *column != tgt && self.contents[*column].looks_like_ids())
            .or_else(|| self.unnamed_ids(tgt).filter(|id| self.contents[*id].are_sure_keys()))
    }

    /// Returns the first column if nothing names it and each of its cells is a key
    /// of its own: `btn.ok`, `msg-12`.
    fn unnamed_ids(&self, tgt: usize) -> Option<usize> {
        (tgt != 0 && self.contents[0].are_keys() && self.fit(0, Side::Src).is_none()).then_some(0)
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

    fn is_id(&self, column: usize) -> bool {
        let content = &self.contents[column];
        let is_named = self.has_header() && id_fit(&self.labels[column]).is_some();
        content.looks_like_ids() || (is_named && !content.is_running_text())
    }

    /// Returns the one column that can be the translation although no header
    /// says so. Beside a column of source texts there is none, nor is a column
    /// that is clearly in the other language.
    fn only_text_column(&self, id: Option<usize>) -> Option<(usize, Vec<Notice>)> {
        let is_other = |column: usize| self.contents[column].side() == Some(Side::Src);
        let is_prose = |column: usize| self.contents[column].is_prose();
        if !self.has_header() {
            let is_used = |column: usize| {
                let content = &self.contents[column];
                !content.is_blank() && !content.looks_like_ids()
            };
            let is_lone = |column: usize| self.labels.len() == 1 || is_prose(column);
            let tgt = self.only(is_used).or_else(|| self.only(is_lone))?;
            return Some((tgt, Vec::new()));
        }
        if !best(&self.labels, |label| self.names.src_fit(label)).is_empty() {
            return None;
        }
        let is_id = |column| Some(column) == id || id_fit(&self.labels[column]).is_some();
        let tgt = self.only(|column| !is_id(column) && !self.contents[column].is_blank())?;
        let message = format!(
            "the column `{}` is taken as {} because there is no other; --column names another",
            self.labels[tgt],
            self.options.langs.tgt.english_name()
        );
        let finding = Notice::warning("table", message).at(Place::file(self.file));
        (is_prose(tgt) && !is_other(tgt)).then(|| (tgt, vec![finding]))
    }

    fn only(&self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut fitting = (0..self.labels.len()).filter(|column| fits(*column));
        fitting.next().filter(|_| fitting.next().is_none())
    }
}

/// Tells whether a cell can be an id: a digit and no white space.
pub(super) fn looks_like_id(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_whitespace)
}
