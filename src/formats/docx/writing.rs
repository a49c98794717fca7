//! Writes a bilingual table of Word.

use super::MAIN;
use crate::bitext::{Bitext, Pair};
use crate::formats::outlet::Buffer;
use crate::formats::xml::is_allowed;
use crate::formats::{Losses, Options, Outlet, PairWriter, metadata_finding, properties};
use crate::notice::Notice;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) fn writer(bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
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

struct Writer {
    out: Buffer,
    codes: (String, String),
    body: String,
    losses: Losses,
    findings: Vec<Notice>,
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

    fn finish(mut self: Box<Self>) -> Vec<Notice> {
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
            run(cell, "w:")
        );
    }
    body.push_str("</w:tr>\n");
}

/// Returns a text as the content of a run, in elements with that prefix.
pub(super) fn run(text: &str, prefix: &str) -> String {
    let (open, close) = (format!("<{prefix}t xml:space=\"preserve\">"), format!("</{prefix}t>"));
    let mut out = open.clone();
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' => out.push_str(&format!("{close}<{prefix}br/>{open}")),
            '\t' => out.push_str(&format!("{close}<{prefix}tab/>{open}")),
            c if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
    out + &close
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
