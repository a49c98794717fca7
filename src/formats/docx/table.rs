//! Finds the bilingual table of a Word document, and the texts of its cells.

use super::words;
use crate::error::{Error, Place, Result};
use crate::formats::Head;
use crate::lang::LangPair;
use crate::notice::Notice;
use crate::table::{self, Cells};
use roxmltree::{Document, Node};
use std::ops::Range;

/// How many rows of a table may stand above its header. By hand: a title, and
/// what a tool says of its file.
const MAX_ROWS_ABOVE: usize = 10;

/// How many further columns a cell may reach over. Word has no more than 63.
const MAX_SPANNED: usize = 62;

/// A row of a table. Where a cell reaches over further columns there is none.
pub(super) struct Row<'d, 'x> {
    /// Its number in the table, which messages name as the line.
    pub line: u64,
    pub cells: Vec<Option<Node<'d, 'x>>>,
}

impl Row<'_, '_> {
    fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.map(cell_text).unwrap_or_default()).collect()
    }
}

/// A table with a column for each of two texts, from its header on.
pub(super) struct WordTable<'d, 'x> {
    pub rows: Vec<Row<'d, 'x>>,
}

impl<'d, 'x> WordTable<'d, 'x> {
    /// Returns the first table with a header for both texts; of a document with one table,
    /// that one, whatever its header.
    ///
    /// # Errors
    ///
    /// There is none.
    pub(super) fn find(
        document: &'d Document<'x>,
        file: &str,
        head: &Head,
    ) -> Result<WordTable<'d, 'x>> {
        let tables = descendants(document.root(), "tbl").map(rows);
        let mut tables: Vec<Vec<Row<'_, '_>>> = tables.filter(|rows| !rows.is_empty()).collect();
        let header_of = |rows: &Vec<Row<'_, '_>>| header_of(rows, &head.bitext.langs);
        let found = (0..tables.len()).find_map(|at| Some((at, header_of(&tables[at])?)));
        let rows = match found {
            Some((at, header)) => Some(tables.swap_remove(at).split_off(header)),
            None if tables.len() == 1 => tables.pop(),
            None => None,
        };
        rows.map(|rows| WordTable { rows }).ok_or_else(|| {
            let (src, tgt) = head.bitext.langs.tags();
            Error::input(format!("no table of this document has columns for `{src}` and `{tgt}`"))
                .at(Place::file(file))
                .hint(format!(
                    "call the columns `{src}` and `{tgt}`; a text is aligned by `enregard align`"
                ))
        })
    }

    /// Returns the texts of the rows, with the columns and the statuses of tools called as
    /// ours are.
    pub(super) fn records(&self, head: &mut Head) -> Vec<Cells> {
        let record = |row: &Row<'_, '_>| Cells { line: row.line, cells: row.texts() };
        let mut records: Vec<Cells> = self.rows.iter().map(record).collect();
        let Some((header, below)) = records.split_first_mut() else { return records };
        words::call_as_ours(&mut header.cells);
        let is_status = |cell: &String| cell.trim().eq_ignore_ascii_case(words::STATUS);
        let Some(column) = header.cells.iter().position(is_status) else { return records };
        let mut unknown: Vec<String> = Vec::new();
        for cell in below.iter_mut().filter_map(|row| row.cells.get_mut(column)) {
            let status = words::status(cell);
            if status.is_none() && !unknown.contains(cell) {
                unknown.push(cell.clone());
            }
            status.map_or("", |status| status.name()).clone_into(cell);
        }
        if !unknown.is_empty() {
            let message =
                format!("statuses that are not known, read as auto: {}", unknown.join(", "));
            head.findings.push(Notice::warning("format", message));
        }
        records
    }
}

/// Returns which row of a table is a header that names both texts.
fn header_of(rows: &[Row<'_, '_>], langs: &LangPair) -> Option<usize> {
    rows.iter().take(MAX_ROWS_ABOVE).position(|row| {
        let columns = table::text_columns(&row.texts(), langs);
        columns.src.is_some() && columns.tgt.is_some()
    })
}

/// Tells whether a document is a bilingual table: one with a header for both texts holds
/// more of its text than stands around it.
pub(super) fn is_bilingual(document: &Document<'_>, langs: &LangPair) -> bool {
    let n_chars = |node: Node<'_, '_>| -> usize {
        descendants(node, "t").filter_map(|text| text.text()).map(str::len).sum()
    };
    let has_header = |table: &Node<'_, '_>| header_of(&rows(*table), langs).is_some();
    let table = descendants(document.root(), "tbl").find(has_header);
    table.is_some_and(|table| 2 * n_chars(table) > n_chars(document.root()))
}

/// Returns the elements of that local name below a node.
pub(super) fn descendants<'d, 'x>(
    node: Node<'d, 'x>,
    name: &'static str,
) -> impl Iterator<Item = Node<'d, 'x>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// Returns the rows of a table, without those of tables inside it.
fn rows<'d, 'x>(table: Node<'d, 'x>) -> Vec<Row<'d, 'x>> {
    let is_own =
        |node: &Node<'_, '_>, name: &str| nearest(*node, name).is_some_and(|own| own == table);
    let of_table = descendants(table, "tr").filter(|row| is_own(row, "tbl"));
    let cells = |row: Node<'d, 'x>| -> Vec<Option<Node<'d, 'x>>> {
        let own = descendants(row, "tc").filter(|cell| is_own(cell, "tbl"));
        own.flat_map(|cell| std::iter::once(Some(cell)).chain(vec![None; n_spanned(cell)]))
            .collect()
    };
    (1..).zip(of_table).map(|(line, row)| Row { line, cells: cells(row) }).collect()
}

/// Returns the closest element of that name around a node.
fn nearest<'d, 'x>(node: Node<'d, 'x>, name: &str) -> Option<Node<'d, 'x>> {
    node.ancestors().skip(1).find(|node| node.tag_name().name() == name)
}

/// Returns over how many further columns a cell reaches.
fn n_spanned(cell: Node<'_, '_>) -> usize {
    let span = descendants(cell, "gridSpan").next();
    let value = span.and_then(|span| {
        span.attributes().find(|known| known.name() == "val")?.value().parse::<usize>().ok()
    });
    value.unwrap_or(1).saturating_sub(1).min(MAX_SPANNED)
}

/// Returns the paragraphs of a cell, without those of tables inside it.
pub(super) fn paragraphs<'d, 'x>(cell: Node<'d, 'x>) -> impl Iterator<Item = Node<'d, 'x>> {
    descendants(cell, "p").filter(move |p| nearest(*p, "tc").is_some_and(|own| own == cell))
}

/// Returns the text of a cell, a line a paragraph.
pub(super) fn cell_text(cell: Node<'_, '_>) -> String {
    paragraphs(cell).map(paragraph_text).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

fn paragraph_text(paragraph: Node<'_, '_>) -> String {
    pieces(paragraph).into_iter().map(|piece| piece.text).collect()
}

/// An element that holds or stands for text.
pub(super) struct Piece<'d> {
    pub range: Range<usize>,
    pub text: &'d str,
}

/// Returns the pieces of a paragraph in order.
pub(super) fn pieces<'d>(paragraph: Node<'d, '_>) -> Vec<Piece<'d>> {
    let is_gone = |node: &Node<'_, '_>| {
        node.ancestors().any(|node| matches!(node.tag_name().name(), "del" | "moveFrom"))
    };
    let text = |node: Node<'d, '_>| match node.tag_name().name() {
        "t" => Some(node.text().unwrap_or_default()),
        "tab" if nearest(node, "r").is_some() => Some("\t"),
        "br" | "cr" => Some("\n"),
        "noBreakHyphen" => Some("\u{2011}"),
        _ => None,
    };
    let all = paragraph.descendants().filter(|node| !is_gone(node));
    all.filter_map(|node| Some(Piece { range: node.range(), text: text(node)? })).collect()
}
