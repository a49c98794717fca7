use super::*;
use crate::archive::tests::zipped;
use crate::bitext::{Pair, Status};
use crate::formats::put_back;
use crate::formats::tests::{example, languages};
use crate::formats::{Dialect, Format, read, write};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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

/// A table of Trados for external review, in a document with another part.
fn agency(target: &str, status: &str, comment: &str) -> Vec<u8> {
    let cell = |paragraphs: &str| format!("<w:tc><w:tcPr/>{paragraphs}</w:tc>");
    let plain = |text: &str| cell(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"));
    let header = ["Segment ID", "Segment status", "Source segment", "Target segment", "Comment"];
    let cells = [plain("7"), plain(status), plain("La mer monte."), cell(target), cell(comment)];
    let second =
        [plain("8"), plain("Draft (0%)"), plain("On attend."), cell("<w:p/>"), cell("<w:p/>")];
    let body = format!(
        "<w:p><w:r><w:t>Notice &amp; plan</w:t></w:r></w:p><w:tbl>{}<w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        row(&header),
        cells.concat(),
        second.concat()
    );
    let xml = format!("<w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>");
    zipped(&[("word/styles.xml", "<w:styles/>"), (MAIN, &xml), ("z.bin", "\u{1}")])
}

const SEA: &str = "<w:p><w:pPr/><w:r><w:t>The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>sea</w:t></w:r><w:r><w:t xml:space=\"preserve\"> rises.</w:t></w:r></w:p>";

/// Reviews that table, and checks its text.
#[track_caller]
fn check_review(edit: impl Fn(&mut Pair), target: &str, status: &str, comment: &str) {
    let given = agency(SEA, "Translated (100%)", "<w:p/>");
    let mut review = read(&given, "a.docx", Format::Docx, &languages()).unwrap().bitext;
    edit(&mut review.pairs[0]);
    let put = put_back(&given, "a.docx", Format::Docx, &review, &languages()).unwrap();
    let part = |bytes: &[u8], name: &str| {
        String::from_utf8(Archive::open(bytes, "", "").unwrap().bytes(name).unwrap()).unwrap()
    };
    let wanted = agency(target, status, comment);
    assert_eq!(part(&wanted, MAIN), part(&put.bytes, MAIN));
    for name in ["word/styles.xml", "z.bin"] {
        assert_eq!(part(&given, name), part(&put.bytes, name));
    }
}

#[test]
fn the_table_of_an_agency_says_its_statuses_in_the_words_of_its_tool() {
    let given = agency(SEA, "Translation Approved", "<w:p><w:r><w:t>vu</w:t></w:r></w:p>");
    let pairs = read(&given, "a.docx", Format::Docx, &languages()).unwrap().bitext.pairs;
    let Pair { id, src, tgt, status, comment, .. } = &pairs[0];
    assert_eq!(("7", "La mer monte.", "The sea rises."), (&**id, &**src, &**tgt));
    assert_eq!((Status::Accepted, "vu"), (*status, &**comment));
    assert_eq!(Status::Auto, pairs[1].status);
    let odd = agency(SEA, "chez Luc", "<w:p/>");
    let loaded = read(&odd, "a.docx", Format::Docx, &languages()).unwrap();
    let said = "statuses that are not known, read as auto: chez Luc";
    assert_eq!(said, loaded.findings[0].message);
}

#[test]
fn a_review_goes_back_into_the_table_and_leaves_its_layout() {
    check_review(|_| {}, SEA, "Translated (100%)", "<w:p/>");
    check_review(
        |pair| pair.tgt = "The sea is <rising>.".into(),
        &SEA.replace(" rises.", " is &lt;rising&gt;."),
        "Translated (100%)",
        "<w:p/>",
    );
    let calm = |pair: &mut Pair| pair.tgt = "The calm lake rises.".into();
    let target = SEA.replace(">sea<", " xml:space=\"preserve\">calm lake<");
    check_review(calm, &target, "Translated (100%)", "<w:p/>");
    let decided = |pair: &mut Pair| {
        pair.status = Status::Accepted;
        pair.comment = "bien\nvu".into();
    };
    let text = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
    let comment = format!("<w:p><w:r>{}<w:br/>{}</w:r></w:p>", text("bien"), text("vu"));
    let status = "Translated (100%)";
    let approved = agency(SEA, status, &comment);
    let mut review = read(&approved, "a.docx", Format::Docx, &languages()).unwrap().bitext;
    decided(&mut review.pairs[0]);
    let given = agency(SEA, status, "<w:p/>");
    let put = put_back(&given, "a.docx", Format::Docx, &review, &languages()).unwrap();
    let again = read(&put.bytes, "a.docx", Format::Docx, &languages()).unwrap().bitext;
    assert_eq!((Status::Accepted, "bien\nvu"), (again.pairs[0].status, &*again.pairs[0].comment));
    assert_eq!((0, 1, 1), (put.n_targets, put.n_states, put.n_comments));
}

#[test]
fn a_review_that_changes_nothing_gives_back_the_very_archive() {
    let given = agency(SEA, "Translated (100%)", "<w:p/>");
    let review = read(&given, "a.docx", Format::Docx, &languages()).unwrap().bitext;
    let put = put_back(&given, "a.docx", Format::Docx, &review, &languages()).unwrap();
    assert!(given == put.bytes);
}

#[test]
fn a_first_translation_and_one_of_more_lines_find_their_place() {
    let given = agency("<w:p><w:r><w:t>The sea</w:t></w:r></w:p><w:p/>", "", "<w:p/>");
    let mut review = read(&given, "a.docx", Format::Docx, &languages()).unwrap().bitext;
    review.pairs[0].tgt = "The sea\nrises\tand falls.".into();
    review.pairs[1].tgt = "We wait.".into();
    let put = put_back(&given, "a.docx", Format::Docx, &review, &languages()).unwrap();
    let again = read(&put.bytes, "a.docx", Format::Docx, &languages()).unwrap().bitext;
    let texts: Vec<&str> = again.pairs.iter().map(|pair| &*pair.tgt).collect();
    assert_eq!(vec!["The sea\nrises\tand falls.", "We wait."], texts);
}

#[test]
fn a_document_is_bilingual_if_most_of_it_is_a_table_of_both_languages() {
    let table = |header: &[&str]| {
        format!("<w:tbl>{}{}</w:tbl>", row(header), row(&["Il pleut.", "It rains."]))
    };
    let letter = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "Il pleut. ".repeat(20));
    let named = table(&["Français", "English"]);
    for (expected, body) in [
        (true, named.clone()),
        (true, format!("<w:p><w:r><w:t>Lettre</w:t></w:r></w:p>{named}")),
        (false, format!("{letter}{named}")),
        (false, table(&["Nom", "Rôle"])),
        (false, letter),
    ] {
        assert_eq!(expected, is_bilingual_document(&docx(&body), &languages()), "{body}");
    }
    assert!(!is_bilingual_document(b"PK", &languages()));
}
