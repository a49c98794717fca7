//! Documents as their users give them: real files, damaged files, any bytes.
//!
//! `tests/data/lettre-atelier.*` is `corpus/lettre-atelier.fr.txt` with a note:
//! pandoc 2.17 wrote the EPUB and the HTML, `LibreOffice` 7.4 the rest.
//! `UPDATE_GOLDEN=1 cargo test --test reading` rewrites `tests/golden/`.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{Workplace, columns, corpus, enregard, file};
use enregard::readers::{Detected, Document, Format, Options, detect, read};
use predicates::prelude::*;
use proptest::prelude::*;

const LETTERS: [&str; 5] = ["docx", "odt", "epub", "html", "pdf"];

fn letter(extension: &str) -> String {
    file("tests/data").join(format!("lettre-atelier.{extension}")).to_str().unwrap().to_owned()
}

/// Returns the segments of a letter, written as `id kind: text`.
fn segments(extension: &str) -> String {
    let output = enregard(&["segment", &letter(extension), "--format", "csv"]).assert().success();
    let csv = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let line =
        |record: csv::StringRecord| format!("{} {}: {}\n", &record[0], &record[4], &record[5]);
    reader.records().map(|record| line(record.unwrap())).collect()
}

#[test]
fn segments_are_those_of_the_golden_files() {
    for extension in LETTERS {
        let path = file("tests/golden").join(format!("lettre-atelier.{extension}.txt"));
        let found = segments(extension);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            golden == found,
            "{extension} differs; UPDATE_GOLDEN=1 rewrites it, then read the diff"
        );
    }
}

#[test]
fn word_and_libreoffice_files_of_one_text_read_alike() {
    assert_eq!(segments("docx"), segments("odt"));
}

#[test]
fn every_format_gives_the_sentences_of_the_plain_text() {
    let text = std::fs::read_to_string(corpus("lettre-atelier.fr.txt")).unwrap();
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for extension in LETTERS {
        let sentences = segments(extension);
        let is_known = |line: &&str| {
            let text = line.split_once(": ").unwrap().1;
            plain.contains(text) || ["Le carnet", "Relieur à Uzès de 1961 à 1998."].contains(&text)
        };
        let unknown: Vec<&str> = sentences.lines().filter(|line| !is_known(line)).collect();
        assert!(unknown.is_empty(), "{extension}: {unknown:#?}");
        let n_letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let read: String = sentences.lines().map(|line| line.split_once(": ").unwrap().1).collect();
        assert!(n_letters(&read) >= n_letters(&plain), "{extension} loses text");
    }
}

#[test]
fn the_format_is_told_by_the_bytes_also_on_stdin() {
    for extension in LETTERS {
        let bytes = std::fs::read(letter(extension)).unwrap();
        let output = enregard(&["segment", "-"]).write_stdin(bytes).assert().success();
        let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
        assert!(text.starts_with("Le carnet\n") || extension == "pdf", "{extension}: {text}");
    }
}

#[test]
fn documents_align_with_tables_and_with_each_other() {
    let workplace = Workplace::new();
    workplace.write(
        "fr.html",
        "<h1>La lampe</h1><p>La gardienne alluma la lampe. Il neigeait depuis trois jours.</p>",
    );
    workplace.write(
        "en.md",
        "# The lamp\n\nThe keeper lit the lamp.\n\nIt had been snowing for three days.\n",
    );
    let csv = workplace.stdout("align fr.html en.md");
    assert_eq!(
        vec![
            "La lampe | The lamp",
            "La gardienne alluma la lampe. | The keeper lit the lamp.",
            "Il neigeait depuis trois jours. | It had been snowing for three days."
        ],
        columns(&csv, &["fr", "en"]),
    );
    let args = ["align", &letter("docx"), &corpus("lettre-atelier.en.csv")];
    let output = enregard(&args).assert().success().get_output().clone();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("50 fr segments"), "{said}");
}

#[test]
fn what_a_document_says_of_itself_travels_with_the_bitext() {
    let output =
        enregard(&["align", &letter("odt"), &corpus("lettre-atelier.en.csv"), "--format", "tmx"])
            .assert()
            .success();
    output.stdout(predicate::str::contains("Le carnet"));
}

#[test]
fn a_table_is_segmented_by_its_column_of_the_language() {
    let workplace = Workplace::new();
    workplace.write("t.csv", "id;fr;en\na;Il pleut. Je lis.;It rains.\nb;Tu viens ?;Coming?\n");
    assert_eq!("Il pleut.\nJe lis.\nTu viens ?\n", workplace.stdout("segment t.csv"));
    assert_eq!("It rains.\nComing?\n", workplace.stdout("segment t.csv --lang en"));
    assert_eq!("Il pleut.\nJe lis.\nTu viens ?\n", workplace.stdout("segment t.csv --column 2"));
    workplace.write("t.jsonl", "{\"fr\": \"Il pleut. Je lis.\", \"en\": \"It rains.\"}\n");
    assert_eq!("Il pleut.\nJe lis.\n", workplace.stdout("segment t.jsonl"));
    workplace.write("u.csv", "Réf;Texto\nx;Il pleut fort.\ny;Tu viens ici ?\n");
    assert_eq!(
        "Il pleut fort.\nTu viens ici ?\n",
        workplace.stdout("segment u.csv --column 2 --header")
    );
}

#[test]
fn the_user_may_say_what_a_file_is() {
    let workplace = Workplace::new();
    workplace.write("page.txt", "<p>Il pleut.<br>Je lis.</p>");
    assert_eq!("Il pleut.\nJe lis.\n", workplace.stdout("segment page.txt --from html"));
    workplace.write("page.html", "<nav>Accueil</nav><p>Il pleut.</p>");
    assert_eq!("Il pleut.\n", workplace.stdout("segment page.html"));
    assert_eq!("Accueil\nIl pleut.\n", workplace.stdout("segment page.html --all"));
    workplace.write("page.en.txt", "<p>It rains.</p>");
    let csv = workplace.stdout("align page.html page.en.txt --segmented --tgt-format html");
    assert_eq!(vec!["Il pleut. | It rains."], columns(&csv, &["fr", "en"]));
}

#[test]
fn what_is_not_read_is_refused_with_what_to_do() {
    let workplace = Workplace::new();
    let truncated = std::fs::read(letter("docx")).unwrap();
    workplace.write("a.rtf", "{\\rtf1 Il pleut.}");
    workplace.write("a.docx", &truncated[..truncated.len() / 2]);
    workplace.write("a.epub", "Il pleut.");
    workplace.write("a.pdf", "%PDF-1.4\nrien");
    workplace.write("a.srt", "Il pleut.");
    workplace.write("a.jsonl", "{\"fr\": \"Il pleut.\"}\n{\"fr\": ");
    workplace.write("a.html", "<script>x</script>");
    for (name, message) in [
        ("a.rtf", "a.rtf: this is an RTF file, which is not read"),
        ("a.docx", "a.docx: this is not a valid DOCX file, or only a part of one"),
        ("a.epub", "a.epub: this is not a valid EPUB book, or only a part of one"),
        ("a.pdf", "a.pdf: this is not a PDF, or only a part of one"),
        ("a.srt", "a.srt: expected subtitles"),
        ("a.jsonl", "a.jsonl:2: expected a JSON object"),
        ("a.html", "a.html: this page shows no text"),
    ] {
        let output = workplace.enregard(&format!("segment {name}")).assert().code(3);
        output.stderr(predicate::str::contains(message).and(predicate::str::contains("hint: ")));
    }
}

/// The samples of `tests/data/markup` and what they are.
const MARKUP: [(&str, Format); 5] = [
    ("docbook", Format::Xml),
    ("1", Format::Man),
    ("adoc", Format::AsciiDoc),
    ("rst", Format::Rst),
    ("tex", Format::Latex),
];

fn sample(extension: &str) -> Vec<u8> {
    std::fs::read(file("tests/data/markup").join(format!("phare.{extension}"))).unwrap()
}

#[test]
fn markup_is_known_and_read_without_its_marks() {
    for (extension, format) in MARKUP {
        let bytes = sample(extension);
        assert_eq!(Detected::Document(format), detect(&bytes, extension), "{extension}");
        let document = read(&bytes, "a", format, Options::default()).unwrap();
        let text = &document.text.content;
        assert!(text.contains("Le gardien monte chaque soir à la lampe"), "{extension}: {text}");
        for mark in ["<", ">", "\\", "{", "}", "*", "=", "--nuit\n$", "$", "::", "[", "footnote"] {
            assert!(!text.contains(mark), "{extension}: {mark} in {text}");
        }
        let reading = &document.reading;
        assert!(
            reading.left_out.iter().any(|left_out| left_out.sample.contains("nuit")),
            "{extension}"
        );
    }
}

#[test]
fn markup_that_is_cut_off_anywhere_is_read_or_refused() {
    for (extension, format) in MARKUP {
        let bytes = sample(extension).repeat(30);
        for len in (0..bytes.len()).step_by(1_024).chain(0..600.min(bytes.len())) {
            check_any(&bytes[..len], format);
        }
    }
}

#[test]
fn bombs_of_markup_do_not_go_off() {
    let n = 100_000;
    for (format, bomb) in [
        (Format::Xml, "<a>".repeat(n)),
        (
            Format::Xml,
            format!("<!DOCTYPE a [<!ENTITY x \"{}\">]><a>{}</a>", "a".repeat(900), "&x;".repeat(n)),
        ),
        (Format::Man, format!(".if n {}a", ".if n ".repeat(n))),
        (Format::Man, format!(".Fl {}", "Fl ".repeat(n))),
        (Format::AsciiDoc, "footnote:[".repeat(n)),
        (Format::AsciiDoc, "*_".repeat(n)),
        (Format::Rst, "- ".repeat(n)),
        (Format::Rst, "`".repeat(n)),
        (Format::Latex, "\\section{".repeat(n)),
        (Format::Latex, "\\footnote{".repeat(n)),
        (Format::Latex, "{".repeat(n)),
        (Format::Html, format!("<p>{}", "<sup>1".repeat(4_000))),
    ] {
        let start = std::time::Instant::now();
        check_any(bomb.as_bytes(), format);
        assert!(start.elapsed().as_secs() < 20, "{format:?} {}", &bomb[..20]);
    }
}

/// Reads bytes as a format says, within a time that no test notices, and checks
/// that the blocks lie in the text in order.
fn check_any(bytes: &[u8], format: Format) {
    let Ok(Document { text, body, blocks, .. }) = read(bytes, "a", format, Options::default())
    else {
        return;
    };
    let mut at = body.start;
    for block in &blocks {
        assert!(
            block.span.start >= at
                && block.span.end > block.span.start
                && block.span.end <= body.end
        );
        assert!(!text.content[block.span.clone()].trim().is_empty());
        at = block.span.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = detect(&bytes, "");
        for format in Format::ALL {
            check_any(&bytes, format);
        }
    }

    /// Pieces that readers look for, in any order.
    #[test]
    fn no_pieces_make_a_reader_panic(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40)) {
        let text = pieces.concat();
        for format in Format::ALL {
            check_any(text.as_bytes(), format);
        }
    }

    #[test]
    fn no_damage_to_a_real_file_makes_a_reader_panic(
        which in 0..LETTERS.len(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = std::fs::read(letter(LETTERS[which])).unwrap();
        for (place, byte) in damage {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Detected::Document(format) = detect(&bytes, LETTERS[which]) {
            check_any(&bytes, format);
        }
    }
}

const PIECES: [&str; 60] = [
    "<?xml version='1.0'?>",
    "<para>",
    "</para>",
    "<title>",
    "<!DOCTYPE a [",
    "]>",
    ".SH ",
    ".TP\n",
    ".TS\n",
    "T{\n",
    "\\f[",
    "\\(",
    "|===\n",
    "----\n",
    "====\n",
    "footnote:[",
    "]",
    ".. note::",
    "+--+\n",
    "==  ==\n",
    "\\section{",
    "\\'",
    "}",
    "$",
    "<p>",
    "</p>",
    "<br>",
    "<li>",
    "</ul>",
    "<table>",
    "<td>",
    "<pre>",
    "</pre>",
    "<sup><a href='#fn1'>",
    "1</a></sup>",
    "<q>",
    "</q>",
    "<script>",
    "<div class=nav>",
    "</div>",
    "<h2>",
    "&nbsp;",
    "# ",
    "- ",
    "\n\n",
    "\n",
    "```\n",
    "| a | b |\n|--|--|\n",
    "[^1]",
    "[^1]: ",
    "---\n",
    "00:00:01,000 --> 00:00:02,000\n",
    "00:99 --> \n",
    "WEBVTT\n\n",
    "<v Jeanne>",
    "{\\an8}",
    "date 2020-11 ",
    "Il pleut. ",
    "\u{ad}",
    "é",
];
