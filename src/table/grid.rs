//! Cuts a file into rows of cells, whatever it is: delimited text, a spreadsheet
//! or JSON lines.
//!
//! What the cells mean is not known here; `columns` asks that.

use super::Options;
use super::delimited::{Cells, Cutter, Quotes, has_text, survey};
use super::names::Names;
use super::{json_lines, refuse_wide, sniff, square, workbook, xlsx};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use crate::text::Text;

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
    /// The sheets that were not read.
    pub other_sheets: Vec<String>,
    /// How the file is made, for people: ``delimiter `;`, windows-1252``.
    pub made: String,
    /// What was repaired and what is odd.
    pub findings: Vec<Notice>,
}

/// Reads the cells of a file.
///
/// # Errors
///
/// The bytes are not a table or hold nothing, or a quote is never closed.
pub fn grid(bytes: &[u8], file: &str, options: &Options) -> Result<Grid> {
    let mut grid = if xlsx::is_spreadsheet(bytes) {
        sheet_grid(bytes, file, options)?
    } else {
        text_grid(Text::decode(bytes, file)?, file, options)?
    };
    let is_blank = |row: &Cells| !row.cells.iter().any(|cell| has_text(cell));
    grid.blank_lines = grid.rows.iter().filter(|row| is_blank(row)).map(|row| row.line).collect();
    grid.rows.retain(|row| !is_blank(row));
    let Some(first) = grid.rows.first() else {
        return Err(Error::input("the file is empty")
            .at(Place::file(file))
            .hint("check that it was saved, or name another file"));
    };
    refuse_wide(first.cells.len(), file)?;
    Ok(grid)
}

/// Reads all sheets of a spreadsheet that hold text, each with its name. Hidden
/// ones are left out, unless there are no others.
///
/// # Errors
///
/// The bytes are not a spreadsheet.
pub fn sheets(bytes: &[u8], file: &str) -> Result<Vec<(String, Vec<Cells>)>> {
    let mut sheets = xlsx::sheets(bytes, file)?;
    sheets.retain(xlsx::Sheet::has_text);
    if sheets.iter().any(|sheet| sheet.is_visible) {
        sheets.retain(|sheet| sheet.is_visible);
    }
    Ok(sheets.into_iter().map(|sheet| (sheet.name, sheet.rows)).collect())
}

fn sheet_grid(bytes: &[u8], file: &str, options: &Options) -> Result<Grid> {
    let (sheet, findings) = workbook::choose(xlsx::sheets(bytes, file)?, file, options)?;
    let made = format!("sheet `{}`", sheet.name);
    let other_sheets = sheet.others;
    Ok(Grid { rows: sheet.rows, other_sheets, made, findings, ..Grid::default() })
}

fn text_grid(mut text: Text, file: &str, options: &Options) -> Result<Grid> {
    if options.sheet.is_some() {
        let message = "only spreadsheets have sheets: --sheet is not used";
        text.findings.push(Notice::warning("table", message).at(Place::file(file)));
    }
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
    let rows = rows.filter(|row| delimiter != Some('|') || !is_rule(row)).collect();
    Ok(Grid { rows, delimiter, made, findings, ..Grid::default() })
}

/// Tells whether a row is the line that Markdown draws under a header: `|---|:-:|`.
fn is_rule(row: &Cells) -> bool {
    let mut cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let is_line = |cell: &str| {
        let dashes = cell.trim_matches(':');
        cell.len() > 2 && !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    row.cells.len() > 1 && cells.clone().next().is_some() && cells.all(is_line)
}

/// The rows of delimited text, blank ones included, one at a time.
#[derive(Debug)]
pub struct Rows<'a> {
    /// What was repaired and what is odd.
    pub findings: Vec<Notice>,
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
    if met.is_odd() && content.contains("\\\"") {
        let escaped = survey(content, first_line, delimiter, Quotes::Escape);
        if !escaped.is_odd() {
            (quotes, met) = (Quotes::Escape, escaped);
            let message = "quotes inside cells are written `\\\"`";
            findings.push(Notice::info("table", message).at(Place::file(file)));
        }
    }
    if met.stray_lines.len() > met.n_quoted {
        quotes = Quotes::AreText;
        met = survey(content, first_line, delimiter, quotes);
        let message = "quotes are read as part of the text, because they enclose no cells";
        findings.push(Notice::info("table", message).at(Place::file(file)));
    } else if let Some(line) = met.unclosed_line {
        return Err(Error::input("a quote opens here and is never closed")
            .at(Place::file(file).line(line))
            .hint("close it at the end of its cell, or double it if it is part of the text"));
    }
    let stray = "a quote opens here but does not enclose the cell; it is read as part of the text";
    findings.extend(square::warnings(file, &met.stray_lines, stray));
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
