//! Reads translation tables: whatever a translator's spreadsheet saves.
//!
//! ```text
//! bytes ─delimited, xlsx or json_lines─► rows of cells ─columns─► which is what ─square─► Table
//! ```
//!
//! CSV and its kin, XLSX, ODS and JSON lines; with a header or without; rows that are
//! sentences, paragraphs or blank. What was detected is said in a finding and
//! can be overridden by [`Options`]. Cells are given as they stand, with white
//! space around them taken off.
//!
//! What a table means (which row translates which segment) is not known here.

mod columns;
mod delimited;
mod json_lines;
mod names;
mod sniff;
mod square;
mod xlsx;

use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::lang::LangPair;
use crate::text::Text;
use columns::Columns;
pub use columns::{TextColumns, text_columns};
pub use delimited::Cells;
use delimited::{Cutter, Quotes, survey};
use names::Names;
use square::{Frame, Ragged, SURPLUS, warnings};

/// A table of translations as rows, in the order of the file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Table {
    /// The rows that hold any text, and blank ones if they are wanted.
    pub rows: Vec<Row>,
    /// The headers of the columns that are carried along, in file order.
    pub carried_headers: Vec<String>,
    /// The header of the id column.
    pub id_header: Option<String>,
    /// What was detected and what is odd.
    pub findings: Vec<Finding>,
}

impl Table {
    /// Returns how many rows hold a translation; none if the table is blank.
    #[must_use]
    pub fn n_translations(&self) -> Option<usize> {
        let has_text = |row: &&Row| !row.tgt.trim().is_empty();
        (!self.rows.is_empty()).then(|| self.rows.iter().filter(has_text).count())
    }

    /// Puts blank rows where they stood; those at the two ends move nothing.
    fn insert_blank_rows(&mut self, lines: &[u64]) {
        let (Some(first), Some(last)) = (self.rows.first(), self.rows.last()) else { return };
        let blank = Row {
            src: first.src.as_ref().map(|_| String::new()),
            carried: vec![String::new(); self.carried_headers.len()],
            ..Row::default()
        };
        let inside = first.line..last.line;
        let lines = lines.iter().filter(|line| inside.contains(line));
        self.rows.extend(lines.map(|line| Row { line: *line, ..blank.clone() }));
        self.rows.sort_by_key(|row| row.line);
    }

    /// Returns the table without the carried columns that are not wanted, of
    /// which the header and the cells are looked at.
    #[must_use]
    pub fn with_carried(mut self, is_wanted: impl Fn(&str, &[&str]) -> bool) -> Table {
        for column in (0..self.carried_headers.len()).rev() {
            let cells: Vec<&str> = self.rows.iter().map(|row| &*row.carried[column]).collect();
            if !is_wanted(&self.carried_headers[column], &cells) {
                self.carried_headers.remove(column);
                self.rows.iter_mut().for_each(|row| _ = row.carried.remove(column));
            }
        }
        self
    }

    /// Returns the table with its ids carried along as the first column, for
    /// ids that turn out to be no key but a running number or a translator's
    /// own.
    #[must_use]
    pub fn with_carried_ids(mut self) -> Table {
        let Some(header) = self.id_header.take() else { return self };
        self.carried_headers.insert(0, header);
        for row in &mut self.rows {
            row.carried.insert(0, row.id.take().unwrap_or_default());
        }
        self
    }
}

/// One row.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Row {
    /// The line of the file on which the row starts, counting from 1.
    pub line: u64,
    /// The value of the id column.
    pub id: Option<String>,
    /// The source text, if the table has it.
    pub src: Option<String>,
    /// The translation; may be blank.
    pub tgt: String,
    /// The other cells, one for each of the table's carried headers.
    pub carried: Vec<String>,
}

/// What the user says of a table; what is `None` is detected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Options {
    /// The languages.
    pub langs: LangPair,
    /// The column of translations: a header, or a number counting from 1.
    pub column: Option<String>,
    /// The column of ids: a header, or a number counting from 1.
    pub id_column: Option<String>,
    /// Whether the first row is a header.
    pub header: Option<bool>,
    /// What delimits the cells: an ASCII character.
    pub delimiter: Option<u8>,
    /// Whether blank rows between others are rows, so that positions are kept.
    pub keeps_blank_rows: bool,
}

impl Options {
    /// Returns the options that detect everything.
    #[must_use]
    pub fn new(langs: LangPair) -> Options {
        Options {
            langs,
            column: None,
            id_column: None,
            header: None,
            delimiter: None,
            keeps_blank_rows: false,
        }
    }
}

/// The cells of a file before anybody asks what they mean.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Grid {
    /// The rows that hold any text, a header included.
    pub rows: Vec<Cells>,
    /// The lines of the other rows.
    pub blank_lines: Vec<u64>,
    /// What delimits the cells; none in a spreadsheet or a single column.
    pub delimiter: Option<char>,
    /// Whether the first row is a header, if the format says it.
    pub header: Option<bool>,
    /// How the file is made, for people: ``delimiter `;`, windows-1252``.
    pub made: String,
    /// What was repaired and what is odd.
    pub findings: Vec<Finding>,
}

/// Reads a table of translations. `file` names it in messages.
///
/// # Errors
///
/// The bytes are no table, it is empty, or no column can be told to be the
/// translation; the message lists the columns that there are.
pub fn read(bytes: &[u8], file: &str, options: &Options) -> Result<Table> {
    let mut grid = grid(bytes, file, options)?;
    let options = &Options { header: options.header.or(grid.header), ..options.clone() };
    let columns = columns::choose(&grid.rows, file, options)?;
    let rows = grid.rows.split_off(columns.n_head_rows);
    let blank_lines = std::mem::take(&mut grid.blank_lines);
    let mut table = assemble(rows, grid, columns, file, options);
    if options.keeps_blank_rows {
        table.insert_blank_rows(&blank_lines);
    }
    Ok(table)
}

/// Tells whether the first row of some bytes is a header that names a column of
/// translations, so that they are a table and not a text; if a delimiter is
/// given, only with that one.
#[must_use]
pub fn names_translation(bytes: &[u8], delimiter: Option<char>, options: &Options) -> bool {
    // Only a quote that closes further on makes the first lines other than they look.
    let grid = grid(head(bytes), "", options).or_else(|_| grid(bytes, "", options));
    let Ok(grid) = grid else { return false };
    if delimiter.is_some() && grid.delimiter != delimiter {
        return false;
    }
    let header = grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    text_columns(header, &options.langs).tgt.is_some()
}

/// How many bytes of a file are read for its header. By hand: some hundred rows.
const HEAD_LEN: usize = 1 << 16;

/// Returns the lines that open a file.
fn head(bytes: &[u8]) -> &[u8] {
    let head = &bytes[..bytes.len().min(HEAD_LEN)];
    match memchr::memrchr(b'\n', head) {
        Some(end) if head.len() < bytes.len() => &head[..=end],
        _ => head,
    }
}

/// Reads the cells of a file.
///
/// # Errors
///
/// The bytes are no table or hold nothing, or a quote is never closed.
pub fn grid(bytes: &[u8], file: &str, options: &Options) -> Result<Grid> {
    let mut grid = if xlsx::is_spreadsheet(bytes) {
        sheet_grid(bytes, file)?
    } else {
        text_grid(Text::decode(bytes, file)?, file, options)?
    };
    let is_blank = |row: &Cells| !row.cells.iter().any(|cell| has_text(cell));
    grid.blank_lines = grid.rows.iter().filter(|row| is_blank(row)).map(|row| row.line).collect();
    grid.rows.retain(|row| !is_blank(row));
    if grid.rows.is_empty() {
        return Err(Error::input("the file is empty")
            .at(Place::file(file))
            .hint("check that it was saved, or name another file"));
    }
    Ok(grid)
}

/// Reads all sheets of a spreadsheet that hold text, each with its name.
///
/// # Errors
///
/// The bytes are no spreadsheet.
pub fn sheets(bytes: &[u8], file: &str) -> Result<Vec<(String, Vec<Cells>)>> {
    xlsx::sheets(bytes, file)
}

/// Tells whether a cell says anything; delimiters alone, which a spreadsheet
/// writes for blank rows, do not.
#[must_use]
pub fn has_text(cell: &str) -> bool {
    cell.contains(|c: char| !c.is_whitespace() && !matches!(c, ',' | ';' | '|'))
}

fn sheet_grid(bytes: &[u8], file: &str) -> Result<Grid> {
    let sheet = xlsx::read(bytes, file)?;
    let mut grid = Grid { rows: sheet.rows, ..Grid::default() };
    grid.made = format!("sheet `{}`", sheet.name);
    if !sheet.others.is_empty() {
        let message =
            format!("only the sheet `{}` is read; not {}", sheet.name, listed(&sheet.others));
        grid.findings.push(Finding::warning("table", message).at(Place::file(file)));
    }
    Ok(grid)
}

fn text_grid(text: Text, file: &str, options: &Options) -> Result<Grid> {
    let is_json = json_lines::is_json_lines(&text.content) || file_says_json_lines(file);
    if options.delimiter.is_some() || !is_json {
        return delimited_grid(text, file, options);
    }
    let made = format!("JSON lines, {}", text.encoding.name);
    let rows = json_lines::read(&text.content, file)?;
    Ok(Grid { rows, header: Some(true), made, findings: text.findings, ..Grid::default() })
}

/// Tells whether a file is named like JSON lines.
fn file_says_json_lines(file: &str) -> bool {
    let name = file.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".jsonl", ".ndjson"].iter().any(|extension| name.ends_with(extension))
}

fn delimited_grid(text: Text, file: &str, options: &Options) -> Result<Grid> {
    let rows = rows(&text.content, file, options)?;
    let delimiter = rows.delimiter.map(char::from);
    let made = format!("{}, {}", delimiter_name(delimiter), text.encoding.name);
    let mut findings = text.findings;
    findings.extend(rows.findings.iter().cloned());
    Ok(Grid { rows: rows.collect(), delimiter, made, findings, ..Grid::default() })
}

/// The rows of delimited text, blank ones included, one at a time.
#[derive(Debug)]
pub struct Rows<'a> {
    /// What was repaired and what is odd.
    pub findings: Vec<Finding>,
    delimiter: Option<u8>,
    cutter: Cutter<'a>,
}

impl Iterator for Rows<'_> {
    type Item = Cells;

    fn next(&mut self) -> Option<Cells> {
        self.cutter.next()
    }
}

/// Reads delimited text a row at a time. What quotes mean is known from the
/// whole of it, so that it is read through once before the first row is given.
///
/// # Errors
///
/// A quote is never closed.
pub fn rows<'a>(content: &'a str, file: &str, options: &Options) -> Result<Rows<'a>> {
    let names = Names::new(&options.langs);
    let declared = sniff::declared(content);
    let content = &content[declared.len..];
    let first_line = 1 + u64::from(declared.len > 0);
    let delimiter =
        options.delimiter.or(declared.delimiter).or_else(|| sniff::delimiter(content, &names));
    let mut findings = Vec::new();
    let (mut quotes, mut met) =
        (Quotes::Enclose, survey(content, first_line, delimiter, Quotes::Enclose));
    if met.stray_lines.len() > met.n_quoted {
        quotes = Quotes::AreText;
        met = survey(content, first_line, delimiter, quotes);
        let message = "quotes are read as part of the text, because they enclose no cells";
        findings.push(Finding::info("table", message).at(Place::file(file)));
    } else if let Some(line) = met.unclosed_line {
        return Err(Error::input("a quote opens here and is never closed")
            .at(Place::file(file).line(line))
            .hint("close it at the end of its cell, or double it if it is part of the text"));
    }
    let stray = "a quote opens here but does not enclose the cell; it is read as part of the text";
    findings.extend(warnings(file, &met.stray_lines, stray));
    let cutter = Cutter::new(content, first_line, delimiter, quotes);
    Ok(Rows { findings, delimiter, cutter })
}

fn delimiter_name(delimiter: Option<char>) -> String {
    match delimiter {
        Some('\t') => "delimiter tab".to_owned(),
        Some(delimiter) => format!("delimiter `{delimiter}`"),
        None => "one column".to_owned(),
    }
}

fn assemble(
    rows: Vec<Cells>,
    grid: Grid,
    columns: Columns,
    file: &str,
    options: &Options,
) -> Table {
    let carried = carried_columns(&rows, &columns);
    let delimiter = grid.delimiter.unwrap_or(' ');
    let frame = Frame { width: columns.labels.len(), tgt: columns.tgt, delimiter };
    let (mut ragged, mut surplus) = (Ragged::default(), Vec::new());
    let mut table = Table { rows: Vec::with_capacity(rows.len()), ..Table::default() };
    for (row_idx, mut row) in rows.into_iter().enumerate() {
        if let Some(cells) = frame.square(&mut row, &mut ragged) {
            surplus.push((row_idx, cells));
        }
        table.rows.push(make_row(&row, &columns, &carried));
    }
    table.carried_headers = carried.iter().map(|column| columns.labels[*column].clone()).collect();
    table.id_header = columns.id.map(|column| columns.labels[column].clone());
    carry_surplus(&mut table, surplus);
    table.findings = grid.findings;
    table.findings.push(summary(&table, &columns, &grid.made, options).at(Place::file(file)));
    table.findings.extend(columns.findings);
    table.findings.extend(ragged.findings(file));
    table
}

/// Returns the columns that are neither translation nor id nor source, but for
/// those without header and text.
fn carried_columns(rows: &[Cells], columns: &Columns) -> Vec<usize> {
    let is_used =
        |column| column == columns.tgt || columns.id == Some(column) || columns.src == Some(column);
    let has_header = |column: usize| columns.labels[column] != columns::label(column);
    let has_text = |column: usize| {
        rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| !cell.trim().is_empty()))
    };
    (0..columns.labels.len())
        .filter(|column| !is_used(*column) && (has_header(*column) || has_text(*column)))
        .collect()
}

fn make_row(row: &Cells, columns: &Columns, carried: &[usize]) -> Row {
    let cell = |column: usize| row.cells[column].trim().to_owned();
    Row {
        line: row.line,
        id: columns.id.map(cell).filter(|id| !id.is_empty()),
        src: columns.src.map(cell),
        tgt: cell(columns.tgt),
        carried: carried.iter().map(|column| cell(*column)).collect(),
    }
}

fn carry_surplus(table: &mut Table, surplus: Vec<(usize, String)>) {
    if surplus.is_empty() {
        return;
    }
    table.carried_headers.push(SURPLUS.to_owned());
    table.rows.iter_mut().for_each(|row| row.carried.push(String::new()));
    for (row_idx, cells) in surplus {
        if let Some(last) = table.rows[row_idx].carried.last_mut() {
            *last = cells;
        }
    }
}

/// Says what was detected, so that a person sees at a glance whether it is so.
fn summary(table: &Table, columns: &Columns, made: &str, options: &Options) -> Finding {
    let named = |role: &str, column: usize| format!("{role} `{}`", columns.labels[column]);
    let mut roles: Vec<String> = columns.id.map(|id| named("id", id)).into_iter().collect();
    roles.extend(columns.src.map(|src| named(options.langs.src.tag(), src)));
    roles.push(named(options.langs.tgt.tag(), columns.tgt));
    if !table.carried_headers.is_empty() {
        roles.push(format!("carried {}", listed(&table.carried_headers)));
    }
    let header = if columns.n_head_rows > 0 { "" } else { ", no header" };
    let n_rows = table.rows.len();
    let plural = if n_rows == 1 { "" } else { "s" };
    let message = format!("columns: {}; {made}{header}, {n_rows} row{plural}", roles.join(", "));
    Finding::info("table", message)
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn options() -> Options {
        Options::new(LangPair::FR_EN)
    }

    /// Reads a table and checks its rows, written as `line: id | fr | en | carried`.
    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) -> Table {
        let table = read(bytes, "t.csv", &options()).unwrap();
        let shown: Vec<String> = table.rows.iter().map(shown).collect();
        assert_eq!(expected, shown);
        table
    }

    fn shown(row: &Row) -> String {
        let given = [row.id.as_deref(), row.src.as_deref(), Some(&row.tgt)];
        let carried = row.carried.iter().map(String::as_str);
        let cells: Vec<&str> = given.into_iter().flatten().chain(carried).collect();
        format!("{}: {}", row.line, cells.join(" | "))
    }

    #[track_caller]
    fn check_refusal(bytes: &[u8], message: &str) {
        let error = read(bytes, "t.csv", &options()).unwrap_err();
        assert_eq!(message, error.to_string());
    }

    fn messages(table: &Table) -> Vec<String> {
        table.findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_excel_saves_in_france_is_read_and_said() {
        let content = "N°;Texte anglais;Remarque\r\n1;It rains.;à voir\r\n\r\n2;\"I read; \
                       \nso.\";\r\n3;;omis\r\n";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(content);
        let table = check(
            &bytes,
            &["2: 1 | It rains. | à voir", "4: 2 | I read; \nso. | ", "6: 3 |  | omis"],
        );
        assert_eq!(vec!["Remarque"], table.carried_headers);
        let said = "info: t.csv: columns: id `N°`, en `Texte anglais`, carried `Remarque`; \
                    delimiter `;`, windows-1252, 3 rows [table]";
        assert!(messages(&table).contains(&said.to_owned()), "{:#?}", table.findings);
    }

    #[test]
    fn encodings_and_delimiters_give_the_same_rows() {
        let expected = ["2: 1 | Été. | Summer.", "3: 2 | Noël. | Christmas."];
        let table = |delimiter: &str| {
            ["id,fr,en", "1,Été.,Summer.", "2,Noël.,Christmas."].join("\n").replace(',', delimiter)
        };
        for delimiter in [",", ";", "\t", "|"] {
            check(table(delimiter).as_bytes(), &expected);
        }
        let utf16: Vec<u8> =
            format!("\u{feff}{}", table("\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, &expected);
        check(format!("\u{feff}{}", table(";")).as_bytes(), &expected);
    }

    #[test]
    fn the_line_that_declares_a_delimiter_is_no_row() {
        check(b"sep=;\r\nid;en\r\n1;It rains, hard.\r\n", &["3: 1 | It rains, hard."]);
    }

    #[test]
    fn one_sentence_a_line_is_a_table() {
        let table =
            check(b"It rains, hard.\n\nI read; so.\n", &["1: It rains, hard.", "3: I read; so."]);
        assert!(table.findings[0].message.ends_with("one column, UTF-8, no header, 2 rows"));
    }

    #[test]
    fn blank_rows_keep_the_positions_of_the_others_if_asked() {
        let options = Options { keeps_blank_rows: true, ..options() };
        let table = read(b"\nen,note\n,\nOne.,1\n\n , \nTwo.,2\n,\n", "t.csv", &options).unwrap();
        let shown: Vec<String> = table.rows.iter().map(shown).collect();
        assert_eq!(vec!["4: One. | 1", "5:  | ", "6:  | ", "7: Two. | 2"], shown);
    }

    #[test]
    fn dialogue_keeps_its_quotes() {
        let table = check(
            b"\"Yes\", he said.\n\"No.\"\n\"So\", she said.\n",
            &["1: \"Yes\", he said.", "2: \"No.\"", "3: \"So\", she said."],
        );
        assert!(table.findings[0].message.starts_with("quotes are read as part of the text"));
    }

    #[test]
    fn spreadsheets_are_read_like_csv() {
        let rows: [&[&str]; 3] =
            [&["N°", "Anglais", "Note"], &["1", "It rains.", ""], &["2", "So.", "x"]];
        let table = check(&xlsx::tests::xlsx(&rows), &["3: 1 | It rains. | ", "4: 2 | So. | x"]);
        assert!(table.findings[0].message.ends_with("sheet `Traduction`, 2 rows"));
    }

    #[test]
    fn ragged_rows_lose_nothing() {
        let table = check(
            b"id,en,note\n1,It rains, hard.,x\n2,So.\n3,Yes,no,x,y\n",
            &["2: 1 | It rains, hard. | x | ", "3: 2 | So. |  | ", "4: 3 | Yes | no | x,y"],
        );
        assert_eq!(vec!["note", SURPLUS], table.carried_headers);
        let lines: Vec<_> =
            table.findings.iter().filter_map(|finding| finding.place.as_ref()?.line).collect();
        assert_eq!(vec![3, 2, 4], lines);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_an_error_with_its_line() {
        check_refusal(
            b"id,en\n1,\"Yes.\"\n2,\"It rains.\n3,So.\n",
            "t.csv:3: a quote opens here and is never closed",
        );
    }

    #[test]
    fn nothing_is_no_table() {
        for bytes in [&b""[..], b"\n\n", b";;\n", b"\xef\xbb\xbf", b" \r\n"] {
            check_refusal(bytes, "t.csv: the file is empty");
        }
        check_refusal(b"id;en\n", "t.csv: the table has a header but no rows");
    }

    #[test]
    fn the_user_has_the_last_word() {
        let options = Options {
            header: Some(false),
            delimiter: Some(b','),
            column: Some("2".into()),
            id_column: Some("1".into()),
            ..options()
        };
        let table = read(b"en,fr\n", "t.csv", &options).unwrap();
        assert_eq!(vec!["1: en | fr"], table.rows.iter().map(shown).collect::<Vec<_>>());
    }

    #[test]
    fn a_line_of_ten_megabytes_is_read() {
        let text = "It rains. ".repeat(1 << 20);
        let table = read(format!("id;en\n1;{text}").as_bytes(), "t.csv", &options()).unwrap();
        assert_eq!(text.trim_end().len(), table.rows[0].tgt.len());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, "t.csv", &options());
        }

        #[test]
        fn no_text_makes_it_panic(content in "(en|id|fr|sep=|[a-z;,|\t\"\r\n \u{0}é]){0,40}") {
            let _ = read(content.as_bytes(), "t.csv", &options());
        }
    }
}
