//! Writes a plain table for people to fill in: CSV, or a spreadsheet.
//!
//! Not a bitext: columns of the caller's choice, every cell a string, so that no
//! text becomes a formula, a number or a date. What comes back is read like any
//! table ([`crate::table`]).

use crate::error::{Error, Result};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// A column of a worksheet.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Its header.
    pub header: &'a str,
    /// How wide it is, in characters.
    pub width: f64,
    /// Whether it is to be filled in.
    pub is_input: bool,
}

/// What Excel holds in a cell, in UTF-16.
const MAX_CELL: usize = 32_767;

/// The color of the cells that are to be filled in: a light yellow.
const INPUT_COLOR: u32 = 0x00FF_F8DC;

/// Returns a table as CSV; for Excel with a byte order mark, and `;` between cells.
#[must_use]
pub fn csv(columns: &[Column], rows: &[Vec<String>], for_excel: bool) -> Vec<u8> {
    let delimiter = if for_excel { b';' } else { b',' };
    let mut out = if for_excel { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(columns.iter().map(|column| column.header));
    for row in rows {
        let _ = writer.write_record(row);
    }
    out.extend(writer.into_inner().unwrap_or_default());
    out
}

/// Returns a table as a spreadsheet whose header stays in view.
///
/// # Errors
///
/// There are more rows than a sheet holds.
pub fn xlsx(name: &str, columns: &[Column], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    made(name, columns, rows).map_err(|cause| {
        Error::input(format!("the spreadsheet cannot be made: {cause}"))
            .hint("write CSV instead: -o todo.csv")
    })
}

fn made(
    name: &str,
    columns: &[Column],
    rows: &[Vec<String>],
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A clock would make the same table another file.
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&time));
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let input = wrapped.clone().set_background_color(INPUT_COLOR);
    for (at, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, column.header, &bold)?;
        sheet.set_column_width(at, column.width)?;
    }
    for (line, row) in (1..).zip(rows) {
        for ((at, cell), column) in (0..).zip(row).zip(columns) {
            let format = if column.is_input { &input } else { &wrapped };
            if cell.is_empty() {
                sheet.write_blank(line, at, format)?;
            } else {
                sheet.write_string_with_format(line, at, fitting(cell), format)?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// Returns as much of a text as a cell holds, without what XML cannot say.
fn fitting(text: &str) -> String {
    let mut n_units = 0;
    let fits = |c: &char| {
        n_units += c.len_utf16();
        n_units <= MAX_CELL
    };
    let is_sayable = |c: &char| !c.is_control() || matches!(c, '\t' | '\n');
    text.chars().filter(is_sayable).take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    const COLUMNS: [Column; 2] = [
        Column { header: "key", width: 10.0, is_input: false },
        Column { header: "en", width: 60.0, is_input: true },
    ];

    #[test]
    fn what_is_written_is_read_back() {
        let cells = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let rows = [cells(&["p1.s1", "=1+1; \"oui\",\nnon"]), cells(&["2-1", ""])];
        let read: Vec<Vec<String>> =
            table::sheets(&xlsx("todo", &COLUMNS, &rows).unwrap(), "t.xlsx")
                .unwrap()
                .remove(0)
                .1
                .into_iter()
                .map(|row| row.cells)
                .collect();
        assert_eq!(cells(&["key", "en"]), read[0]);
        assert_eq!((rows[0].clone(), "2-1"), (read[1].clone(), read[2][0].as_str()));
        let csv = String::from_utf8(csv(&COLUMNS, &rows, true)).unwrap();
        assert!(csv.starts_with("\u{feff}key;en\n"), "{csv}");
    }

    #[test]
    fn the_same_table_is_the_same_file() {
        let rows = [vec!["a".to_owned(), "b".to_owned()]];
        assert_eq!(xlsx("todo", &COLUMNS, &rows).unwrap(), xlsx("todo", &COLUMNS, &rows).unwrap());
    }
}
