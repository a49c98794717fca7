//! A spreadsheet to review in, and back.
//!
//! The sheet `bitext` has the columns of the CSV, every cell a string so that
//! no text becomes a formula, a number or a time of day; its header stays in
//! view, texts wrap, and the status is chosen from a list. What is known of the
//! document, and which pairs are headings or verse, stands on the sheet
//! `document`. Line ends in a cell become line feeds, as Excel has them.

use super::fields;
use super::outlet::Buffer;
use super::records::{self, Records};
use super::{
    BitextFiles, BitextFormat, Head, Losses, Options, Outlet, PairReader, PairWriter, properties,
};
use crate::bitext::{Bitext, Pair, Status};
use crate::error::{Place, Result};
use crate::guard::caught;
use crate::notice::{Notice, Severity};
use crate::segment::Kind;
use crate::table::{self, Cells};
use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign};
use rust_xlsxwriter::{Workbook, Worksheet};
use rustc_hash::FxHashMap;

const DOCUMENT: &str = "document";

/// What Excel holds: characters in a cell (in UTF-16), rows in a sheet.
const MAX_CELL: usize = 32_767;
const MAX_ROWS: u32 = 1_048_576;

/// The width of a column of texts, and of the others, in characters. By hand.
const TEXT_WIDTH: f64 = 60.0;
const OTHER_WIDTH: f64 = 14.0;

pub(super) struct Xlsx;

impl BitextFormat for Xlsx {
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        let file = input.name();
        let mut sheets = table::sheets(input.bytes(), file)?;
        let document = sheets.iter().position(|(name, _)| name == DOCUMENT);
        let document = document.filter(|_| sheets.len() > 1).map(|at| sheets.remove(at).1);
        let kinds = document.map(|rows| read_document(&rows, head)).unwrap_or_default();
        let mut sheets = sheets.into_iter();
        let rows = sheets.next().map(|(_, rows)| rows).unwrap_or_default();
        for (name, _) in sheets {
            let message = format!("only the first sheet is read; not `{name}`");
            head.findings.push(Notice::warning("table", message).at(Place::file(file)));
        }
        let has_text = |row: &Cells| row.cells.iter().any(|cell| table::has_text(cell));
        let rows = rows.into_iter().skip_while(move |row| !has_text(row));
        Ok(Box::new(Reader { records: Records::new(file, rows, head)?, kinds }))
    }

    fn writer(&self, bitext: &Bitext, _: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let header = fields::header(bitext);
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
        let mut workbook = Workbook::new();
        // A clock would make the same bitext another file.
        if let Ok(time) = ExcelDateTime::from_ymd(2000, 1, 1) {
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&time));
        }
        // Rows go to a passing file while they are made; without one, to memory.
        if workbook.add_worksheet_with_constant_memory().is_err() {
            workbook.add_worksheet();
        }
        if let Ok(sheet) = workbook.worksheet_from_index(0) {
            set_up(sheet, &header);
        }
        Box::new(Writer {
            out: out.main(),
            workbook,
            wrapped,
            broken: None,
            n_rows: 1,
            n_cut: 0,
            n_too_many: 0,
            kinds: Vec::new(),
            findings: fields::renamed_finding(bitext, &header).into_iter().collect(),
            metadata: bitext.metadata.clone(),
            losses: Losses::default(),
        })
    }
}

/// Sets what a reviewer needs: a header that stays, wide columns of texts, a
/// list of statuses. Nothing of it can fail on a sheet that is new.
fn set_up(sheet: &mut Worksheet, header: &[String]) {
    let _ = sheet.set_name("bitext");
    let _ = sheet.set_freeze_panes(1, 0);
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    for (column, name) in (0..).zip(header) {
        let _ = sheet.write_string_with_format(0, column, fitting(name), &bold);
        let is_text = (2..4).contains(&column);
        let _ = sheet.set_column_width(column, if is_text { TEXT_WIDTH } else { OTHER_WIDTH });
        if name == "status" {
            let names = [Status::Auto, Status::Accepted, Status::Edited, Status::Rejected];
            let names = names.map(Status::name);
            if let Ok(list) = DataValidation::new().allow_list_strings(&names) {
                let _ = sheet.add_data_validation(1, column, MAX_ROWS - 1, column, &list);
            }
        }
    }
}

struct Writer {
    out: Buffer,
    workbook: Workbook,
    wrapped: Format,
    /// Why no more can be written: the foreign writer panics when the disk is full
    /// that holds the sheet while it grows.
    broken: Option<String>,
    n_rows: u32,
    n_cut: usize,
    n_too_many: usize,
    kinds: Vec<(String, Kind)>,
    findings: Vec<Notice>,
    metadata: Vec<(String, String)>,
    losses: Losses,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        if self.broken.is_some() {
            return;
        }
        if self.n_rows >= MAX_ROWS {
            self.n_too_many += 1;
            return;
        }
        let written = caught(|| self.row(pair));
        self.broken = written.err();
        self.n_rows += 1;
        if pair.kind != Kind::default() {
            self.kinds.push((pair.id.clone(), pair.kind));
        }
        let n_breaks = pair.src_breaks.len() + pair.tgt_breaks.len();
        self.losses.count("where segments start in beads of several", n_breaks > 0);
    }

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
        if !self.metadata.is_empty() || !self.kinds.is_empty() {
            self.write_document();
        }
        let (workbook, out) = (&mut self.workbook, self.out.clone());
        let saved = caught(|| workbook.save_to_writer(out).map_err(|cause| cause.to_string()));
        if let Err(cause) = saved.and_then(|saved| saved) {
            self.broken.get_or_insert(cause);
        }
        if let Some(cause) = &self.broken {
            let message = format!("the spreadsheet cannot be written: {cause}");
            let finding = Notice::warning("format", message);
            self.findings.push(Notice { severity: Severity::Error, ..finding });
        }
        for (n, what) in [
            (self.n_cut, "texts that are longer than a cell may be, cut"),
            (self.n_too_many, "pairs over the number of rows that a sheet has, left out"),
        ] {
            if n > 0 {
                self.findings.push(Notice::warning("format", format!("{what}: {n}")));
            }
        }
        self.findings.extend(self.losses.findings("xlsx"));
        self.findings
    }
}

impl Writer {
    fn row(&mut self, pair: &Pair) {
        let Ok(sheet) = self.workbook.worksheet_from_index(0) else { return };
        for (column, cell) in (0..).zip(records::cells(pair)) {
            let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
            let text = fitting(&cell);
            self.n_cut += usize::from(text.len() < cell.len());
            // The text fits, and so does the row.
            let _ = sheet.write_string_with_format(self.n_rows, column, text, &self.wrapped);
        }
    }

    fn write_document(&mut self) {
        let sheet = self.workbook.add_worksheet();
        let _ = sheet.set_name(DOCUMENT);
        let _ = sheet.set_column_width(1, OTHER_WIDTH);
        let _ = sheet.set_column_width(2, TEXT_WIDTH);
        let known = self.metadata.iter().map(|(name, value)| ["metadata", name, value]);
        let kinds = self.kinds.iter().map(|(id, kind)| ["kind", id, kind.name()]);
        let rows = std::iter::once(["what", "name", "value"]).chain(known).chain(kinds);
        for (row, cells) in (0..MAX_ROWS).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
                let _ = sheet.write_string(row, column, fitting(&cell));
            }
        }
    }
}

/// Returns as much of a text as a cell may hold.
fn fitting(text: &str) -> &str {
    let mut n_units = 0;
    for (at, c) in text.char_indices() {
        n_units += c.len_utf16();
        if n_units > MAX_CELL {
            return &text[..at];
        }
    }
    text
}

struct Reader<'a, I> {
    records: Records<'a, I>,
    kinds: FxHashMap<String, Kind>,
}

impl<I: Iterator<Item = Cells>> PairReader for Reader<'_, I> {
    fn next_pair(&mut self, head: &mut Head) -> Result<Option<Pair>> {
        let mut pair = self.records.next_pair(head)?;
        if let Some(pair) = &mut pair {
            pair.kind = self.kinds.get(&pair.id).copied().unwrap_or_default();
        }
        Ok(pair)
    }
}

/// Reads the sheet `document`.
fn read_document(rows: &[Cells], head: &mut Head) -> FxHashMap<String, Kind> {
    let mut kinds = FxHashMap::default();
    head.bitext.metadata.clear();
    for row in rows {
        let cell = |at: usize| row.cells.get(at).cloned().unwrap_or_default();
        match cell(0).as_str() {
            "metadata" => head.bitext.metadata.push((cell(1), cell(2))),
            "kind" => _ = kinds.insert(cell(1), properties::kind(&cell(2))),
            _ => {}
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, languages};
    use super::super::{Dialect, Format, read, write};
    use super::*;

    #[test]
    fn a_spreadsheet_gives_back_what_it_was_given() {
        let written = write(&example(), Format::Xlsx, Dialect::Standard);
        let loaded = read(&written.bytes, "a.xlsx", Format::Xlsx, &languages()).unwrap();
        let mut expected = example();
        expected.pairs.iter_mut().for_each(|pair| pair.tgt_breaks.clear());
        assert_eq!(expected, loaded.bitext);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    }

    #[test]
    fn the_same_bitext_gives_the_same_bytes() {
        let bytes = || write(&example(), Format::Xlsx, Dialect::Standard).bytes;
        assert_eq!(bytes(), bytes());
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_said() {
        let mut bitext = example();
        bitext.pairs[1].src = "é𝕏".repeat(20_000);
        let written = write(&bitext, Format::Xlsx, Dialect::Standard);
        assert!(
            written
                .findings
                .iter()
                .any(|f| f.message == "texts that are longer than a cell may be, cut: 1")
        );
        assert_eq!("é".len() + "𝕏".len(), fitting("é𝕏").len());
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        let error = read(b"fr,en\n", "a.xlsx", Format::Xlsx, &languages()).unwrap_err();
        assert!(
            error.to_string().starts_with("a.xlsx: this is not a valid spreadsheet"),
            "{error}"
        );
    }
}
