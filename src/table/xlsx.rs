//! Reads spreadsheets: XLSX, XLS, XLSB and ODS.
//!
//! All sheets are read; which one holds the texts is for `workbook` to say.
//! Numbers are given as they look without a format (`3`, not `3.0`), because ids
//! are often stored as numbers.
//!
//! The parser is a foreign one, so that it works behind the door of
//! [`guard`](crate::guard), and gives cells one by one where it can.

mod sparse;

use super::delimited::Cells;
use crate::archive::{self, Archive};
use crate::error::{Error, Place, Result};
use crate::guard::{self, Parser};
use calamine::{Data, ExcelDateTime, Range, Reader, SheetType, SheetVisible, Sheets, XlsxError};
use serde::{Deserialize, Serialize};
use sparse::Sparse;
use std::io::Cursor;

/// How zip archives (XLSX, XLSB, ODS) and OLE containers (XLS) start.
const MAGICS: [&[u8]; 2] = [b"PK\x03\x04", archive::OLE_MAGIC];

/// No spreadsheet of texts unpacks to more than this many bytes. By hand: a
/// million pairs take a quarter of it.
const MAX_UNPACKED: u64 = 2 << 30;

/// An archive over this size that unpacks to more than so many times its own
/// is a trap. By hand: texts are packed to a tenth, blank tables to a
/// hundredth.
const MAX_RATIO: (u64, u64) = (64 << 20, 200);

/// A sheet as rows.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Sheet {
    /// What it is called.
    pub name: String,
    /// The rows; their lines are the numbers that the spreadsheet shows.
    pub rows: Vec<Cells>,
    /// Whether people see it when they open the file.
    pub is_visible: bool,
    /// The names of the other sheets that hold text, once this one is chosen.
    pub others: Vec<String>,
}

impl Sheet {
    /// Tells whether any cell has ink.
    pub(super) fn has_text(&self) -> bool {
        self.rows.iter().any(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()))
    }

    /// Returns how much text there is.
    pub(super) fn n_bytes(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.cells).map(String::len).sum()
    }
}

/// Tells whether bytes look like a spreadsheet, or another packed document.
pub(super) fn is_spreadsheet(bytes: &[u8]) -> bool {
    MAGICS.iter().any(|magic| bytes.starts_with(magic))
}

/// Reads all sheets, blank and hidden ones too.
///
/// # Errors
///
/// The bytes are not a spreadsheet, or unpack beyond all measure.
pub(super) fn sheets(bytes: &[u8], file: &str) -> Result<Vec<Sheet>> {
    if let Some((what, hint)) = archive::foreign(bytes) {
        let message = format!("this is {what}, not a spreadsheet");
        return Err(Error::input(message).at(Place::file(file)).hint(hint));
    }
    let parser =
        if bytes.starts_with(archive::OLE_MAGIC) { Parser::Xls } else { Parser::Spreadsheet };
    guard::read(parser, bytes, file, parse)
}

/// Reads all sheets without the protection of a door.
pub(super) fn parse(bytes: &[u8], file: &str) -> Result<Vec<Sheet>> {
    let unreadable = || {
        Error::input("this is not a spreadsheet that can be read")
            .at(Place::file(file))
            .hint("open it in a spreadsheet program and save it as XLSX or CSV")
    };
    if !bytes.starts_with(archive::OLE_MAGIC) {
        let max_by_ratio = MAX_RATIO.0.max(MAX_RATIO.1 * bytes.len() as u64);
        Archive::open(bytes, file, "spreadsheet")?.check(MAX_UNPACKED.min(max_by_ratio))?;
    }
    let mut book =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut sheets = Vec::new();
    for calamine::Sheet { name, typ, visible } in book.sheets_metadata().to_vec() {
        if typ != SheetType::WorkSheet {
            continue;
        }
        let rows = rows_of(&mut book, &name, file)?;
        let is_visible = visible == SheetVisible::Visible;
        sheets.push(Sheet { name, rows, is_visible, others: Vec::new() });
    }
    Ok(sheets)
}

/// Returns the rows of a sheet. Cells come one by one where the parser gives
/// them so; else it has made a grid of them, up to a limit of its own.
fn rows_of(book: &mut Sheets<Cursor<&[u8]>>, name: &str, file: &str) -> Result<Vec<Cells>> {
    let unreadable = |cause: &dyn std::fmt::Display| {
        Error::input(format!("the sheet `{name}` cannot be read: {cause}"))
            .at(Place::file(file))
            .hint("open the file in a spreadsheet program and save it as CSV")
    };
    let mut sparse = Sparse::new(file, name);
    match book {
        Sheets::Xlsx(book) => {
            let mut cells = match book.worksheet_cells_reader(name) {
                // A sheet that is a diagram has no cells.
                Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
                cells => cells.map_err(|cause| unreadable(&cause))?,
            };
            while let Some(found) = cells.next_cell().map_err(|cause| unreadable(&cause))? {
                sparse.push(found.get_position(), cell(&Data::from(found.get_value().clone())))?;
            }
            sparse.into_rows()
        }
        Sheets::Xlsb(book) => {
            let mut cells =
                book.worksheet_cells_reader(name).map_err(|cause| unreadable(&cause))?;
            while let Some(found) = cells.next_cell().map_err(|cause| unreadable(&cause))? {
                sparse.push(found.get_position(), cell(&Data::from(found.get_value().clone())))?;
            }
            sparse.into_rows()
        }
        book => {
            let range = book.worksheet_range(name).map_err(|cause| unreadable(&cause))?;
            collect(&range, sparse)
        }
    }
}

/// Returns the rows of a grid.
fn collect(range: &Range<Data>, mut sparse: Sparse<'_>) -> Result<Vec<Cells>> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let at = |first: u32, offset: usize| {
            first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
        };
        sparse.push((at(top, row), at(left, column)), cell(data))?;
    }
    sparse.into_rows()
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::DateTime(time) => date_or_time(time),
        Data::String(text) => unescaped(text),
        other => other.to_string(),
    }
}

/// Returns a text with the characters that XLSX writes as `_x0007_` because XML
/// has none (ECMA-376, part 1, 22.9.2.19). Line ends that Excel keeps as
/// `_x000D_` and a line feed become a line feed.
fn unescaped(text: &str) -> String {
    let text = text.replace("_x000D_\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let digits = rest.get(at + 2..at + 6);
        let is_closed = rest.as_bytes().get(at + 6) == Some(&b'_');
        let code =
            digits.filter(|_| is_closed).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        out.push_str(&rest[..at]);
        if let Some(c) = code.and_then(char::from_u32) {
            out.push(c);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out
}

/// Returns a date, or the time of day that spreadsheets make of `1:2`.
fn date_or_time(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
    let is_time = (0.0..1.0).contains(&time.as_f64());
    if is_time { format!("{hour}:{minute}") } else { format!("{year:04}-{month:02}-{day:02}") }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::fmt::Write;

    /// Packs files into a zip archive without compression, as far as readers
    /// of spreadsheets look.
    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let (mut archive, mut directory) = (Vec::new(), Vec::<u8>::new());
        for (name, content) in files {
            let offset = u32::try_from(archive.len()).unwrap();
            let mut crc = flate2::Crc::new();
            crc.update(content.as_bytes());
            let len = u32::try_from(content.len()).unwrap().to_le_bytes();
            let name_len = u16::try_from(name.len()).unwrap().to_le_bytes();
            let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
            common.extend(crc.sum().to_le_bytes());
            common.extend([len, len].concat());
            common.extend(name_len);
            common.extend([0, 0]);
            archive.extend(b"PK\x03\x04".iter().chain(&common).chain(name.as_bytes()));
            archive.extend(content.as_bytes());
            directory.extend(b"PK\x01\x02\x14\0".iter().chain(&common).chain(&[0; 10]));
            directory.extend(offset.to_le_bytes().iter().chain(name.as_bytes()));
        }
        let n_files = u16::try_from(files.len()).unwrap().to_le_bytes();
        let start = u32::try_from(archive.len()).unwrap().to_le_bytes();
        let len = u32::try_from(directory.len()).unwrap().to_le_bytes();
        archive.extend(directory);
        archive.extend(b"PK\x05\x06\0\0\0\0".iter().chain(&n_files).chain(&n_files));
        archive.extend(len.iter().chain(&start).chain(&[0, 0]));
        archive
    }

    /// Returns an XLSX file of one blank sheet and one with these rows, which
    /// start on the sheet's second line. Cells that are numbers are stored so.
    pub(in crate::table) fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
        let mut data = String::new();
        for (line, cells) in (2..).zip(rows) {
            write!(data, "<row r=\"{line}\">").unwrap();
            for (column, cell) in ('A'..).zip(*cells) {
                let cell = match cell.parse::<f64>() {
                    Ok(_) => format!("<c r=\"{column}{line}\"><v>{cell}</v></c>"),
                    Err(_) => format!(
                        "<c r=\"{column}{line}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
                    ),
                };
                data.push_str(&cell);
            }
            data.push_str("</row>");
        }
        let sheet = |data: &str| {
            format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                 <sheetData>{data}</sheetData></worksheet>"
            )
        };
        zip(&[
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELATIONS),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", SHEET_RELATIONS),
            ("xl/worksheets/sheet1.xml", &sheet("")),
            ("xl/worksheets/sheet2.xml", &sheet(&data)),
        ])
    }

    const CONTENT_TYPES: &str = "<Types \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    const RELATIONS: &str = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
        Id=\"rId1\" Target=\"xl/workbook.xml\" Type=\"http://schemas.openxmlformats.org/\
        officeDocument/2006/relationships/officeDocument\"/></Relationships>";
    const WORKBOOK: &str = "<workbook \
        xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
        <sheet name=\"Vide\" sheetId=\"1\" r:id=\"rId1\"/>\
        <sheet name=\"Traduction\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>";
    const SHEET_RELATIONS: &str = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\" Type=\"http://schemas.\
        openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>\
        <Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\" Type=\"http://schemas.\
        openxmlformats.org/officeDocument/2006/relationships/worksheet\"/></Relationships>";

    const ODS: &str = "<office:document-content \
        xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
        <office:spreadsheet><table:table table:name=\"Feuille1\"><table:table-row>\
        <table:table-cell office:value-type=\"string\"><text:p>en</text:p></table:table-cell>\
        </table:table-row><table:table-row>\
        <table:table-cell office:value-type=\"string\"><text:p>It rains.</text:p>\
        </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>\
        </office:document-content>";

    #[track_caller]
    fn check(bytes: &[u8], name: &str, expected: &[&str]) {
        assert!(is_spreadsheet(bytes));
        let sheets = sheets(bytes, "a.xlsx").unwrap();
        let sheet = sheets.iter().find(|sheet| sheet.has_text()).unwrap();
        let shown: Vec<String> = sheet
            .rows
            .iter()
            .map(|row| format!("{}: {}", row.line, row.cells.join(" | ")))
            .collect();
        assert_eq!(
            (name, expected),
            (sheet.name.as_str(), &shown.iter().map(String::as_str).collect::<Vec<_>>()[..])
        );
    }

    #[test]
    fn the_first_sheet_with_text_is_read_with_the_lines_it_shows() {
        let rows: [&[&str]; 4] =
            [&["N°", "Anglais"], &["1", "It rains."], &["", " "], &["2.5", "So."]];
        let expected = ["2: N° | Anglais", "3: 1 | It rains.", "4:  | ", "5: 2.5 | So."];
        check(&xlsx(&rows), "Traduction", &expected);
    }

    #[test]
    fn spreadsheets_of_libreoffice_are_read_too() {
        let mimetype = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        let bytes =
            zip(&[mimetype, ("META-INF/manifest.xml", "<manifest/>"), ("content.xml", ODS)]);
        check(&bytes, "Feuille1", &["1: en", "2: It rains."]);
    }

    #[test]
    fn characters_that_xml_lacks_are_read_as_excel_writes_them() {
        for (written, read) in [
            ("a_x0007_b", "a\u{7}b"),
            ("a_x000D_\nb", "a\nb"),
            ("_x005F_x0007_", "_x0007_"),
            ("_xyz_ _x00", "_xyz_ _x00"),
        ] {
            assert_eq!(read, unescaped(written));
        }
    }

    #[test]
    fn an_archive_that_unpacks_to_too_much_is_refused() {
        use std::io::Write as _;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
        for _ in 0..70 {
            archive.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let error = sheets(&bytes, "a.xlsx").unwrap_err();
        assert!(error.to_string().contains("xl/workbook.xml: this unpacks to more"), "{error}");
    }

    #[test]
    fn another_archive_is_refused_with_a_hint() {
        let error = sheets(&zip(&[("word/document.xml", "<w/>")]), "a.docx").unwrap_err();
        assert_eq!("a.docx: this is a document of Word, not a spreadsheet", error.to_string());
        assert!(error.hint_text().is_some());
    }
}
