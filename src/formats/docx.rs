//! Bilingual tables of Word: a row a pair, as agencies send them to revisers.
//!
//! Written are the columns that a person works with (id, the two texts, status,
//! comment); the header is repeated on each page, and each text has its
//! language, so that Word checks its spelling. Read is the first table that has
//! a header for both texts, whoever made it; what stands around it (a title, a
//! note to the reviser) is not the bitext. The text of a cell is that of the
//! finished document: insertions are in it, deletions are not.
//!
//! The rest of a pair (score, ids, carried columns) has no place here. `convert
//! REVIEWED.docx --into BITEXT` puts what was reviewed back into a file that
//! has it.

use super::outlet::Buffer;
use super::records::Records;
use super::xml::is_allowed;
use super::{BitextFiles, BitextFormat, Head, Losses, Options, Outlet, PairReader, PairWriter};
use super::{metadata_finding, properties};
use crate::archive::Archive;
use crate::bitext::{Bitext, Pair};
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::table::{self, Cells};
use roxmltree::{Document, Node};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The part that holds the text.
const MAIN: &str = "word/document.xml";

/// How many rows of a table may stand above its header. By hand: a title, and
/// what a tool says of its file.
const MAX_ROWS_ABOVE: usize = 10;

pub(super) struct Docx;

impl BitextFormat for Docx {
    fn reader<'a>(
        &self,
        input: &'a BitextFiles,
        head: &mut Head,
    ) -> Result<Box<dyn PairReader + 'a>> {
        let file = input.name();
        let mut archive = Archive::open(input.bytes(), file, "DOCX file")?;
        let xml = archive.bytes(MAIN)?;
        let place = || Place::file(format!("{file}: entry {MAIN}"));
        let broken = |cause: &dyn std::fmt::Display| {
            Error::input(format!("this part is not XML that can be read: {cause}"))
                .at(place())
                .hint("open it in Word and save it anew")
        };
        let xml = String::from_utf8(xml).map_err(|cause| broken(&cause))?;
        let document = Document::parse(&xml).map_err(|cause| broken(&cause))?;
        let tables: Vec<Vec<Cells>> =
            descendants(document.root(), "tbl").map(rows).filter(|rows| !rows.is_empty()).collect();
        let rows = bilingual(tables, head).ok_or_else(|| {
            let (src, tgt) = head.bitext.langs.tags();
            Error::input(format!("no table of this document has columns for `{src}` and `{tgt}`"))
                .at(Place::file(file))
                .hint(format!(
                    "call the columns `{src}` and `{tgt}`; a text is aligned by `enregard align`"
                ))
        })?;
        Ok(Box::new(Records::new(file, rows.into_iter(), head)?))
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        let codes = options.codes(bitext);
        let (src, tgt) = bitext.langs.tags();
        let mut body = String::new();
        let header = ["ID", src, tgt, "Status", "Comment"].map(str::to_owned);
        write_row(&mut body, &header, &codes, true);
        Box::new(Writer {
            out: out.main(),
            codes,
            body,
            losses: Losses::default(),
            findings: metadata_finding(bitext, "docx").into_iter().collect(),
        })
    }
}

/// Returns the elements of that local name below a node.
fn descendants<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// Returns the rows of a table, without those of tables inside it. Their number
/// is the line that messages name.
fn rows(table: Node<'_, '_>) -> Vec<Cells> {
    let is_own =
        |node: &Node<'_, '_>, name: &str| nearest(*node, name).is_some_and(|own| own == table);
    let of_table = descendants(table, "tr").filter(|row| is_own(row, "tbl"));
    let cells = |row: Node<'_, '_>| -> Vec<String> {
        let own = descendants(row, "tc").filter(|cell| is_own(cell, "tbl"));
        own.flat_map(|cell| {
            std::iter::once(cell_text(cell)).chain(vec![String::new(); n_spanned(cell)])
        })
        .collect()
    };
    (1..).zip(of_table).map(|(line, row)| Cells { line, cells: cells(row) }).collect()
}

/// Returns the closest element of that name around a node.
fn nearest<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.ancestors().skip(1).find(|node| node.tag_name().name() == name)
}

/// How many further columns a cell may reach over. Word has no more than 63.
const MAX_SPANNED: usize = 62;

/// Returns over how many further columns a cell reaches.
fn n_spanned(cell: Node<'_, '_>) -> usize {
    let span = descendants(cell, "gridSpan").next();
    let value = span.and_then(|span| {
        span.attributes().find(|known| known.name() == "val")?.value().parse::<usize>().ok()
    });
    value.unwrap_or(1).saturating_sub(1).min(MAX_SPANNED)
}

/// Returns the text of a cell, a line a paragraph.
fn cell_text(cell: Node<'_, '_>) -> String {
    let own = descendants(cell, "p").filter(|p| nearest(*p, "tc").is_some_and(|own| own == cell));
    own.map(paragraph_text).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

fn paragraph_text(paragraph: Node<'_, '_>) -> String {
    let is_gone = |node: &Node<'_, '_>| {
        node.ancestors().any(|node| matches!(node.tag_name().name(), "del" | "moveFrom"))
    };
    let mut text = String::new();
    for node in paragraph.descendants().filter(|node| !is_gone(node)) {
        match node.tag_name().name() {
            "t" => text.push_str(node.text().unwrap_or_default()),
            "tab" if nearest(node, "r").is_some() => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('\u{2011}'),
            _ => {}
        }
    }
    text
}

/// Returns the rows of the first table with a header for both texts, from that
/// header on; of a document with one table, all of it, whatever its header.
fn bilingual(mut tables: Vec<Vec<Cells>>, head: &Head) -> Option<Vec<Cells>> {
    let header_of = |rows: &Vec<Cells>| {
        rows.iter().take(MAX_ROWS_ABOVE).position(|row| {
            let columns = table::text_columns(&row.cells, &head.bitext.langs);
            columns.src.is_some() && columns.tgt.is_some()
        })
    };
    let found = (0..tables.len()).find_map(|at| Some((at, header_of(&tables[at])?)));
    match found {
        Some((at, header)) => Some(tables.swap_remove(at).split_off(header)),
        None if tables.len() == 1 => tables.pop(),
        None => None,
    }
}

struct Writer {
    out: Buffer,
    codes: (String, String),
    body: String,
    losses: Losses,
    findings: Vec<Finding>,
}

impl PairWriter for Writer {
    fn pair(&mut self, pair: &Pair) {
        let status = pair.status.name().to_owned();
        let cells =
            [pair.id.clone(), pair.src.clone(), pair.tgt.clone(), status, pair.comment.clone()];
        write_row(&mut self.body, &cells, &self.codes, false);
        self.losses.count("scores", pair.score.is_some());
        self.losses.count("reviewers", !pair.reviewer.is_empty());
        self.losses.count("findings", !pair.findings.is_empty());
        self.losses.count("carried cells", pair.carried.iter().any(|cell| !cell.is_empty()));
        self.losses.count("ids of segments", !pair.src_ids.is_empty() || !pair.tgt_ids.is_empty());
        properties::count_structure(&mut self.losses, pair);
    }

    fn finish(mut self: Box<Self>) -> Vec<Finding> {
        let bytes = archive(&self.body).expect("a vector takes all bytes");
        self.out.write_all(&bytes).expect("a buffer takes all bytes");
        self.findings.extend(self.losses.findings("docx"));
        self.findings
    }
}

/// The widths of the columns in twentieths of a point, on a landscape page. By
/// hand.
const WIDTHS: [u32; 5] = [1_100, 5_200, 5_200, 1_200, 2_200];

fn write_row(body: &mut String, cells: &[String; 5], codes: &(String, String), is_header: bool) {
    let languages = ["", &codes.0, &codes.1, "", ""];
    let (repeated, bold) =
        if is_header { ("<w:trPr><w:tblHeader/></w:trPr>", "<w:b/>") } else { ("", "") };
    // Writing to a string cannot fail.
    let _ = write!(body, "<w:tr>{repeated}");
    for ((cell, width), lang) in cells.iter().zip(WIDTHS).zip(languages) {
        let lang =
            if lang.is_empty() { String::new() } else { format!("<w:lang w:val=\"{lang}\"/>") };
        let _ = write!(
            body,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:rPr>{bold}{lang}</w:rPr>{}</w:r></w:p></w:tc>",
            run(cell)
        );
    }
    body.push_str("</w:tr>\n");
}

/// Returns a text as the content of a run.
fn run(text: &str) -> String {
    let mut out = String::from("<w:t xml:space=\"preserve\">");
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' => out.push_str("</w:t><w:br/><w:t xml:space=\"preserve\">"),
            '\t' => out.push_str("</w:t><w:tab/><w:t xml:space=\"preserve\">"),
            c if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
    out + "</w:t>"
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

fn archive(body: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let document = document(body);
    for (name, content) in
        [("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS), (MAIN, &document)]
    {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn document(body: &str) -> String {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let border = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")
    };
    let borders: String = sides.into_iter().map(border).collect();
    let columns: Vec<String> =
        WIDTHS.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let grid = columns.concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
         <w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>\n{body}</w:tbl><w:p/>\
         <w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"850\" w:right=\"850\" w:bottom=\"850\" w:left=\"850\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{example, languages};
    use super::super::{Dialect, Format, read, write};
    use super::*;

    /// Returns a document with this body.
    fn docx(body: &str) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(MAIN, SimpleFileOptions::default()).unwrap();
        let xml = format!("<w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>");
        archive.write_all(xml.as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    fn row(cells: &[&str]) -> String {
        let cell = |cell: &&str| format!("<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    }

    #[test]
    fn a_table_gives_back_what_a_reviser_works_with() {
        let bytes = write(&example(), Format::Docx, Dialect::Standard).bytes;
        assert_eq!(Some(Format::Docx), Format::by_content(&bytes));
        let read = read(&bytes, "a.docx", Format::Docx, &languages()).unwrap().bitext;
        for (given, read) in example().pairs.iter().zip(&read.pairs) {
            let shown = |pair: &Pair| {
                let Pair { id, src, tgt, status, comment, .. } = pair.clone();
                (id, src, tgt, status, comment)
            };
            assert_eq!(shown(given), shown(read));
        }
        assert_eq!(example().pairs.len(), read.pairs.len());
    }

    #[test]
    fn the_table_of_an_agency_is_found_among_others() {
        let other = format!("<w:tbl>{}</w:tbl>", row(&["Client", "Compagnie du Nord"]));
        let revised = "<w:tr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p><w:r><w:t>La mer</w:t><w:br/><w:t>monte.</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p><w:del><w:r><w:delText>x</w:delText><w:t>The lake</w:t></w:r></w:del>\
            <w:ins><w:r><w:t>The sea</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> rises.</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p/></w:tc></w:tr>";
        let table = format!(
            "<w:tbl>{}{}{revised}</w:tbl>",
            row(&["Notice", "", "", ""]),
            row(&["ID", "Source (FR)", "Target (EN)", "Comment"])
        );
        let bytes = docx(&format!("{other}<w:p/>{table}"));
        let pairs = read(&bytes, "a.docx", Format::Docx, &languages()).unwrap().bitext.pairs;
        let shown: Vec<_> = pairs.iter().map(|pair| (&*pair.id, &*pair.src, &*pair.tgt)).collect();
        assert_eq!(vec![("7", "La mer\nmonte.", "The sea rises.")], shown);
    }

    #[test]
    fn a_document_without_such_a_table_is_refused_with_what_to_do() {
        let bytes = docx("<w:p><w:r><w:t>Il pleut.</w:t></w:r></w:p>");
        let error = read(&bytes, "a.docx", Format::Docx, &languages()).unwrap_err();
        let message = "a.docx: no table of this document has columns for `fr` and `en`";
        assert_eq!(message, error.to_string());
        assert!(error.hint_text().is_some());
        for len in (0..bytes.len()).step_by(64) {
            assert!(read(&bytes[..len], "a.docx", Format::Docx, &languages()).is_err());
        }
    }
}
