//! Chooses which column of a table is the translation, the id, the source.
//!
//! Names decide (see `names`), and a name that the user gives decides first.
//! The shape of the cells helps only where there is nothing to choose from: one
//! column of text, or one column besides the id. Everything else is refused
//! with the headers that there are, because a wrong column gives a wrong bitext
//! that looks like a right one.

use super::Options;
use super::delimited::Cells;
use super::names::{Fit, Names, fold, id_fit};
use super::square;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::lang::{Lang, LangPair};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

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

/// How many rows of title may stand above the header. By hand.
pub(super) const MAX_TITLE_ROWS: usize = 5;

/// Returns where the header stands. Above it, rows with one cell are titles. A
/// row of words that nobody knows is a header if it stands over a column of
/// ids and is none itself.
fn header_row(rows: &[Cells], names: &Names, options: &Options) -> Option<usize> {
    let wanted = [&options.column, &options.id_column];
    let is_wanted = |cell: &String| {
        let is_cell = |name: &&String| !fold(name).is_empty() && fold(name) == fold(cell);
        wanted.into_iter().flatten().any(|name| is_cell(&name))
    };
    let is_header = |row: &Cells| names.is_header(&row.cells) || row.cells.iter().any(is_wanted);
    let is_title = |row: &&Cells| n_filled(row) == 1;
    let n_titles = rows.iter().take(MAX_TITLE_ROWS).take_while(is_title).count();
    match options.header {
        Some(true) => Some(0),
        Some(false) => None,
        None if rows.first().is_some_and(is_header) => Some(0),
        None => {
            let titled = rows.get(n_titles).filter(|row| n_filled(row) > 1 && is_header(row));
            titled.map(|_| n_titles).or_else(|| heads_ids(rows).then_some(0))
        }
    }
}

/// Fewer rows below a header are no column. By hand.
const MIN_ROWS_UNDER_HEADER: usize = 3;

/// Tells whether the first row is one of short words of which one stands over a
/// column of ids: `Réf;Texto` over `1;…`, `2;…`.
fn heads_ids(rows: &[Cells]) -> bool {
    let Some((head, body)) =
        rows.split_first().filter(|(_, body)| body.len() >= MIN_ROWS_UNDER_HEADER)
    else {
        return false;
    };
    let is_name = |cell: &String| {
        cell.chars().any(char::is_alphabetic) && cell.split_whitespace().count() <= MAX_NAME_WORDS
    };
    let is_over_ids = |column: usize| {
        !looks_like_id(&head.cells[column])
            && body.iter().all(|row| row.cells.get(column).is_some_and(|cell| looks_like_id(cell)))
    };
    head.cells.len() > 1 && head.cells.iter().all(is_name) && (0..head.cells.len()).any(is_over_ids)
}

/// Headers have at most so many words. By hand.
const MAX_NAME_WORDS: usize = 4;

fn n_filled(row: &Cells) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn title_finding(rows: &[Cells], n_head_rows: usize, file: &str) -> Option<Finding> {
    let titles = &rows[..n_head_rows.saturating_sub(1)];
    let texts: Vec<String> =
        titles.iter().map(|row| shortened(row.cells.concat().trim())).collect();
    let message = format!("left out above the header: {}", texts.join(" | "));
    titles
        .first()
        .map(|row| Finding::warning("table", message).at(Place::file(file).line(row.line)))
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

    fn no_translation(&self, id: Option<usize>) -> Error {
        let language = english_name(&self.options.langs.tgt);
        let message = format!("no column looks like {language} text; {}", self.what_there_is());
        Error::input(message).at(Place::file(self.file)).hint(self.hint_for_column(id))
    }

    fn hint_for_column(&self, id: Option<usize>) -> String {
        if let Some(src) = self.src() {
            return format!(
                "`{}` is {}: give the table of translations, or name the column with --column",
                self.labels[src],
                english_name(&self.options.langs.src)
            );
        }
        let free = || (0..self.labels.len()).rev().filter(|column| Some(*column) != id);
        let likeliest = free().find(|column| self.is_prose(*column)).or_else(|| free().next());
        format!("name it: --column {}", self.as_argument(likeliest.unwrap_or(0)))
    }

    fn ambiguous(&self, columns: &[usize]) -> Error {
        let labels: Vec<String> =
            columns.iter().map(|column| format!("`{}`", self.labels[*column])).collect();
        let message = format!(
            "{} columns look like {} text: {}",
            columns.len(),
            english_name(&self.options.langs.tgt),
            labels.join(", ")
        );
        let hint = format!("name the right one: --column {}", self.as_argument(columns[0]));
        Error::input(message).at(Place::file(self.file)).hint(hint)
    }

    /// Says what the user can choose from.
    fn what_there_is(&self) -> String {
        let first = self.body.first().map_or(&[][..], |row| &row.cells);
        let (lead, cells, separator) = if self.has_header() {
            ("the header has", &self.labels[..], ", ")
        } else {
            ("there is no header, and the first row is", first, " | ")
        };
        let shown: Vec<String> =
            cells.iter().take(MAX_SHOWN_CELLS).map(|cell| shortened(cell)).collect();
        let more = if cells.len() > MAX_SHOWN_CELLS { " …" } else { "" };
        format!("{lead}: {}{more}", shown.join(separator))
    }

    fn as_argument(&self, column: usize) -> String {
        if self.has_header() { quoted(&self.labels[column]) } else { (column + 1).to_string() }
    }
}

/// Tells whether a cell can be an id: a digit and no white space.
pub(super) fn looks_like_id(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_whitespace)
}

/// Returns the headers, blank ones by number and repeated ones told apart.
fn header_labels(header: &[String]) -> Vec<String> {
    let mut used: FxHashSet<String> = FxHashSet::default();
    let mut labels = Vec::with_capacity(header.len());
    for (column, cell) in header.iter().enumerate() {
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut name = if cell.is_empty() { label(column) } else { cell };
        if !used.insert(name.clone()) {
            name = format!("{name} (column {})", column + 1);
            used.insert(name.clone());
        }
        labels.push(name);
    }
    labels
}

fn numbered(width: usize) -> Vec<String> {
    (0..width).map(label).collect()
}

/// Returns what a column without a header is called.
pub(super) fn label(column: usize) -> String {
    format!("column {}", column + 1)
}

/// Returns how many cells most rows have. If more rows agree when cells that go
/// on after a space are counted with the one before, that is the answer: the
/// delimiter stands in prose too.
fn common_width(rows: &[Cells]) -> usize {
    let joined_width = |row: &Cells| row.cells.len() - square::n_continued(&row.cells);
    let plain = commonest(rows.iter().map(|row| row.cells.len()));
    let joined = commonest(rows.iter().map(joined_width));
    if joined.count > plain.count { joined.value } else { plain.value }
}

struct Commonest {
    value: usize,
    count: usize,
}

/// Returns the commonest value; the largest in a tie, and 1 of none.
fn commonest(values: impl Iterator<Item = usize>) -> Commonest {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let best = counts.into_iter().max_by_key(|(_, count)| *count);
    best.map_or(Commonest { value: 1, count: 0 }, |(value, count)| Commonest { value, count })
}

/// Returns the name of a language in English, as in `no column looks like
/// English text`.
fn english_name(lang: &Lang) -> String {
    let names = lang.names();
    let name = names.iter().find(|name| name.len() > 3).unwrap_or(&names[0]);
    let mut letters = name.chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase);
    capital.chain(letters).collect()
}

fn quoted(label: &str) -> String {
    if label.contains(char::is_whitespace) { format!("\"{label}\"") } else { label.to_owned() }
}

/// How many characters of a cell a message shows.
const SHOWN_CHARS: usize = 24;

/// How many cells a message shows.
const MAX_SHOWN_CELLS: usize = 20;

fn shortened(cell: &str) -> String {
    let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match cell.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell,
    }
}

/// Returns the label that a name may be a slip for: at most a third of its
/// letters differ.
fn closest<'a>(name: &str, labels: &'a [String]) -> Option<&'a String> {
    let name = fold(name);
    let distance = |label: &&String| edit_distance(&name, &fold(label));
    labels.iter().min_by_key(distance).filter(|label| distance(label) * 3 <= name.chars().count())
}

/// Returns how many letters must change to get from one word to the other
/// (Levenshtein 1966).
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options::new(LangPair::FR_EN)
    }

    /// Returns rows from cells parted by ` | `; what has another space before
    /// it goes on.
    fn rows(rows: &[&str]) -> Vec<Cells> {
        let cell =
            |cell: &str| cell.trim_end().strip_prefix(' ').unwrap_or(cell.trim_end()).to_owned();
        let cells = |row: &str| row.split('|').map(cell).collect();
        (1..).zip(rows).map(|(line, row)| Cells { line, cells: cells(row) }).collect()
    }

    /// Checks the choice, written as the labels of en, id and fr.
    #[track_caller]
    fn check(table: &[&str], options: &Options, expected: &str) {
        let columns = choose(&rows(table), "a.csv", options).unwrap();
        let label = |column: Option<usize>| column.map_or("-", |column| &columns.labels[column]);
        let shown = [Some(columns.tgt), columns.id, columns.src].map(label).join(", ");
        assert_eq!(expected, shown);
    }

    #[track_caller]
    fn check_refusal(table: &[&str], options: &Options, message: &str, hint: &str) {
        let error = choose(&rows(table), "a.csv", options).unwrap_err();
        assert_eq!((message, Some(hint)), (error.to_string().as_str(), error.hint_text()));
    }

    #[test]
    fn names_decide_in_any_order() {
        check(
            &["Remarque | Texte anglais | N° | Original", "x | It rains. | 1 | Il pleut."],
            &options(),
            "Texte anglais, N°, Original",
        );
        check(&["en | translation", "It rains. | x"], &options(), "en, -, -");
        check(&["num | id | en", "1 | p1 | It rains."], &options(), "en, id, -");
        check(
            &["id | fr | en | fr_ids | en_ids", "p1.s1 | Il. Tu. | He, you. | p1.s1 p1.s2 | r1.s1"],
            &options(),
            "en, fr_ids, fr",
        );
    }

    #[test]
    fn a_column_may_be_named_loosely_or_by_number() {
        let named = |name: &str| Options { column: Some(name.into()), ..options() };
        let table = ["id | Texte révisé | en", "1 | It rains. | It rain."];
        check(&table, &named("texte_REVISE"), "Texte révisé, id, -");
        check(&table, &named("2"), "Texte révisé, id, -");
        check(&["7 | It rains. | x"], &named("2"), "column 2, column 1, -");
    }

    #[test]
    fn a_name_that_is_a_cell_of_the_first_row_makes_it_a_header() {
        let named = Options { column: Some("Révision".into()), ..options() };
        let columns = choose(&rows(&["Révision | x", "It rains. | y"]), "a.csv", &named).unwrap();
        assert_eq!(1, columns.n_head_rows);
    }

    #[test]
    fn unknown_words_over_ids_are_a_header() {
        let named = Options { column: Some("2".into()), ..options() };
        let head = |table: &[&str]| choose(&rows(table), "a.csv", &named).unwrap().n_head_rows;
        assert_eq!(1, head(&["Réf | Texto", "1 | It rains.", "2 | I read.", "3 | It is late."]));
        assert_eq!(0, head(&["0 | Yes.", "1 | It rains.", "2 | I read.", "3 | It is late."]));
        assert_eq!(0, head(&["a | Yes.", "b | It rains.", "c | I read.", "d | It is late."]));
    }

    #[test]
    fn a_name_that_is_no_column_gets_the_nearest() {
        let named = |name: &str| Options { column: Some(name.into()), ..options() };
        let table = ["id | texte anglais", "1 | It rains."];
        let message = |name| {
            format!("a.csv: no column is called `{name}`; the header has: id, texte anglais")
        };
        check_refusal(
            &table,
            &named("texte_anglai"),
            &message("texte_anglai"),
            "did you mean --column \"texte anglais\"?",
        );
        check_refusal(
            &table,
            &named("9"),
            &message("9"),
            "give one of these, or a number from 1 to 2",
        );
    }

    #[test]
    fn a_table_without_english_is_refused_with_its_headers() {
        let table = ["id | texte | statut", "1 | Il pleut fort. | ok"];
        check_refusal(
            &table,
            &options(),
            "a.csv: no column looks like English text; the header has: id, texte, statut",
            "name it: --column texte",
        );
    }

    #[test]
    fn a_french_table_is_never_taken_as_the_translation() {
        check_refusal(
            &["id | Texte français | note", "1 | Il pleut fort. | ok"],
            &options(),
            "a.csv: no column looks like English text; the header has: id, Texte français, note",
            "`Texte français` is French: give the table of translations, or name the column with --column",
        );
        assert!(choose(&rows(&["fr", "Il pleut fort."]), "a.csv", &options()).is_err());
    }

    #[test]
    fn two_english_columns_are_not_chosen_between() {
        check_refusal(
            &["en-GB | en-US", "Colour here. | Color here."],
            &options(),
            "a.csv: 2 columns look like English text: `en-GB`, `en-US`",
            "name the right one: --column en-GB",
        );
    }

    #[test]
    fn the_only_column_beside_the_ids_is_taken_with_a_warning() {
        let columns = choose(&rows(&["id | texte", "1 | It rains."]), "a.csv", &options()).unwrap();
        assert_eq!((1, Some(0), 1), (columns.tgt, columns.id, columns.findings.len()));
    }

    #[test]
    fn without_a_header_the_only_column_of_text_is_taken() {
        check(&["Yes.", "No."], &options(), "column 1, -, -");
        check(
            &["p1.s1 | It rains. | ok", "p1.s2 | I read. | ok"],
            &options(),
            "column 2, column 1, -",
        );
        check(
            &["1 | It rains.", "2 | I read.|  a lot.", "3 | So"],
            &options(),
            "column 2, column 1, -",
        );
        check_refusal(
            &["1 | Il pleut fort. | It is raining hard today."],
            &options(),
            "a.csv: no column looks like English text; there is no header, and the first row is: \
             1 | Il pleut fort. | It is raining hard today…",
            "name it: --column 3",
        );
    }

    #[test]
    fn titles_above_the_header_are_left_out_and_said() {
        let table = ["Traductions | ", "N° | Anglais", "1 | It rains."];
        let columns = choose(&rows(&table), "a.csv", &options()).unwrap();
        assert_eq!((2, 1), (columns.n_head_rows, columns.tgt));
        assert_eq!(
            "warning: a.csv:1: left out above the header: Traductions [table]",
            columns.findings[0].to_string()
        );
    }

    #[test]
    fn a_header_alone_is_no_table() {
        let error = choose(&rows(&["id | en"]), "a.csv", &options()).unwrap_err();
        assert_eq!("a.csv: the table has a header but no rows", error.to_string());
    }

    #[test]
    fn repeated_and_blank_headers_are_told_apart() {
        let header: Vec<String> = ["en", "note", "", "note"].map(String::from).into();
        assert_eq!(vec!["en", "note", "column 3", "note (column 4)"], header_labels(&header));
    }
}
