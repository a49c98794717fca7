//! Puts a review back into a bilingual table of Word: the cells of the translation, of the
//! status and of the comment.
//!
//! A cell keeps its layout. Its text stands in pieces, each of which may look otherwise; the
//! words that stayed keep theirs, and words that are new look like those before them (see
//! `inline`). Everything else of the document, and every other entry of the archive, stays
//! byte for byte.
//!
//! A translation that has more or fewer lines than before stands in the first paragraph of
//! its cell.

use super::table::{Row, WordTable, cell_text, descendants, paragraphs, pieces};
use super::words;
use super::writing::run;
use super::{MAIN, main_part, parsed};
use crate::archive;
use crate::bitext::Status;
use crate::error::Result;
use crate::formats::inline::{Code, Content, Sort};
use crate::formats::put::{Changes, Original, PutBack, Work};
use crate::formats::records::Records;
use crate::formats::{Head, PairReader};
use crate::notice::Notice;
use roxmltree::Node;

/// Stands for the end of a piece while words are compared: a character for private use.
const CUT: char = '\u{f_fffd}';

/// Returns the document with what was reviewed.
///
/// # Errors
///
/// It has no bilingual table, or the review is of another file.
pub(in crate::formats) fn put_back(
    bytes: &[u8],
    file: &str,
    head: &mut Head,
    mut work: Work<'_>,
) -> Result<PutBack> {
    let xml = main_part(bytes, file)?;
    let document = parsed(&xml, file)?;
    let table = WordTable::find(&document, file, head)?;
    let mut records = Records::new(file, table.records(head).into_iter(), head)?;
    let [tgt, status, comment] = records.reviewed_columns();
    let mut table =
        Putting { xml: &xml, table: &table, columns: [tgt, status, comment], n_lost: 0 };
    while let Some(pair) = records.next_pair(head)? {
        let line = records.line();
        let Some(changes) = work.changes(&pair, false) else { continue };
        let row = table.table.rows.iter().find(|row| Some(row.line) == line);
        if let Some(row) = row {
            table.put(row, &changes, &mut work);
        }
    }
    let (n_lost, message) = (table.n_lost, "statuses and comments that the table has no cell for");
    if n_lost > 0 {
        work.say(Notice::warning("format", format!("{message}: {n_lost}")));
    }
    let mut put = work.finish(&Original::new(xml.as_bytes(), None, file)?, file)?;
    put.bytes = if put.bytes == xml.as_bytes() {
        bytes.to_vec()
    } else {
        archive::with_entry(bytes, file, MAIN, &put.bytes)?
    };
    Ok(put)
}

struct Putting<'a, 'd, 'x> {
    xml: &'a str,
    table: &'a WordTable<'d, 'x>,
    /// Of the translation, the status and the comment.
    columns: [Option<usize>; 3],
    n_lost: usize,
}

impl<'d, 'x> Putting<'_, 'd, 'x> {
    fn put(&mut self, row: &Row<'d, 'x>, changes: &Changes, work: &mut Work<'_>) {
        let [tgt, status, comment] = self
            .columns
            .map(|column| column.and_then(|column| row.cells.get(column).copied().flatten()));
        if let (Some(cell), Some(new)) = (tgt, &changes.tgt) {
            self.set(cell, new, work);
        }
        match (status, changes.status) {
            (Some(cell), Some(status)) => self.set(cell, self.word_for(status), work),
            (None, Some(_)) => self.n_lost += 1,
            (_, None) => {}
        }
        match (comment, &changes.comment) {
            (Some(cell), Some(comment)) => {
                let old = cell_text(cell);
                let gap = if old.is_empty() { "" } else { "\n" };
                self.set(cell, &format!("{old}{gap}{comment}"), work);
            }
            (None, Some(_)) => self.n_lost += 1,
            (_, None) => {}
        }
    }

    fn word_for(&self, status: Status) -> &'static str {
        let cell = |row: &Row<'d, 'x>| row.cells.get(self.columns[1]?).copied().flatten();
        let cells: Vec<String> =
            self.table.rows.iter().skip(1).filter_map(cell).map(cell_text).collect();
        words::word_for(status, &cells)
    }

    /// Gives a cell another text.
    fn set(&self, cell: Node<'d, 'x>, new: &str, work: &mut Work<'_>) {
        let old = cell_text(cell);
        let all: Vec<Node<'d, 'x>> = paragraphs(cell).collect();
        let mut lines = new.split('\n');
        let is_by_line = old.split('\n').count() == new.split('\n').count();
        for (at, paragraph) in all.into_iter().enumerate() {
            let text: String = pieces(paragraph).iter().map(|piece| piece.text).collect();
            let n_lines = if is_by_line { text.split('\n').count() } else { usize::MAX };
            let own: Vec<&str> = lines.by_ref().take(n_lines).collect();
            if is_by_line || at == 0 || !text.is_empty() {
                self.set_paragraph(paragraph, &own.join("\n"), work);
            }
        }
    }

    fn set_paragraph(&self, paragraph: Node<'d, 'x>, new: &str, work: &mut Work<'_>) {
        let pieces = pieces(paragraph);
        let prefix = self.prefix(paragraph);
        if pieces.is_empty() {
            if !new.is_empty() {
                self.fill(paragraph, new, &prefix, work);
            }
            return;
        }
        let mut old = Content::default();
        for (at, piece) in pieces.iter().enumerate() {
            let raw = CUT.to_string();
            let code = Code::new(Sort::Alone, &raw, String::new());
            if at > 0 {
                old.codes.push(Code { at: old.text.len(), ..code });
            }
            old.text.push_str(piece.text);
        }
        if old.text == new {
            return;
        }
        let cut = old.with_text(&new.replace(CUT, ""), str::to_owned);
        for (piece, part) in pieces.iter().zip(cut.split(CUT)) {
            if piece.text != part {
                work.edit(piece.range.clone(), run(part, &prefix));
            }
        }
    }

    /// Puts a text into a paragraph that has none.
    fn fill(&self, paragraph: Node<'d, 'x>, text: &str, prefix: &str, work: &mut Work<'_>) {
        let range = paragraph.range();
        let raw = &self.xml[range.clone()];
        let look = descendants(paragraph, "rPr").next();
        let look = look.map(|look| self.xml[look.range()].to_owned()).unwrap_or_default();
        let run = format!("<{prefix}r>{look}{}</{prefix}r>", run(text, prefix));
        if raw.ends_with("/>") {
            let open = raw.trim_end_matches('>').trim_end_matches('/').trim_end();
            work.edit(range, format!("{open}>{run}</{prefix}p>"));
        } else {
            let end = range.start + raw.rfind("</").unwrap_or(raw.len());
            work.edit(end..end, run);
        }
    }

    /// Returns the prefix that the names of the document's elements have: `w:`.
    fn prefix(&self, element: Node<'_, '_>) -> String {
        let name = self.xml[element.range()].trim_start_matches('<');
        let name = name.split(|c: char| c.is_whitespace() || "/>".contains(c)).next();
        let prefix = name.and_then(|name| name.rsplit_once(':'));
        prefix.map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default()
    }
}
