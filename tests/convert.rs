//! `enregard convert` as its users meet it.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{Workplace, columns, corpus};
use predicates::str::contains;

/// A folder with `bitext.jsonl`, an alignment that has beads of all shapes.
fn workplace() -> Workplace {
    let workplace = Workplace::new();
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    workplace.stdout(&format!("align {fr} {en} -o bitext.jsonl"));
    workplace
}

#[test]
fn two_way_formats_give_back_the_bitext() {
    let workplace = workplace();
    let names: &[&str] = &[
        "a.tmx",
        "a.xlf",
        "a.xlf2",
        "a.po",
        "a.jsonl.gz",
        if cfg!(feature = "parquet") { "a.parquet" } else { "a.ndjson" },
    ];
    for name in names {
        workplace.stdout(&format!("convert bitext.jsonl -o {name} --include-unaligned"));
        workplace.stdout(&format!("convert {name} -o back.jsonl"));
        assert_eq!(workplace.text("bitext.jsonl"), workplace.text("back.jsonl"), "{name}");
    }
    workplace.stdout("convert bitext.jsonl -o a.csv");
    for name in ["a.xlsx", "a.tsv", "excel.csv"] {
        let excel = if name == "excel.csv" { " --excel" } else { "" };
        workplace.stdout(&format!("convert a.csv -o {name}{excel}"));
        workplace.stdout(&format!("convert {name} -o back.csv"));
        assert_eq!(workplace.text("a.csv"), workplace.text("back.csv"), "{name}");
    }
}

#[test]
fn a_pair_of_files_is_a_bitext() {
    let workplace = workplace();
    workplace.stdout("convert bitext.jsonl -o novel.moses");
    let names = workplace.names();
    for name in ["novel.fr", "novel.en", "novel.ids", "novel.scores"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    assert!(!names.contains(&"novel.moses".to_owned()));
    let n_lines = |name: &str| workplace.text(name).lines().count();
    assert_eq!(n_lines("novel.fr"), n_lines("novel.en"));
    let csv = workplace.stdout("convert novel.fr novel.en");
    assert_eq!(csv, workplace.stdout("convert novel.en novel.fr"));
    assert_eq!(csv, workplace.stdout("convert novel.moses"));
    let known = ["id", "bead", "fr", "en", "fr_ids", "en_ids", "score"];
    let before = columns(&workplace.stdout("convert bitext.jsonl"), &known);
    let both =
        before.into_iter().filter(|row| !row.contains(" | 1:0 | ") && !row.contains(" | 0:1 | "));
    assert_eq!(both.collect::<Vec<_>>(), columns(&csv, &known));
}

#[test]
fn links_find_their_texts() {
    let workplace = workplace();
    let known = ["id", "bead", "fr", "en", "fr_ids", "en_ids"];
    let before = columns(&workplace.stdout("convert bitext.jsonl"), &known);
    for dialect in ["opus", "intertext"] {
        workplace.stdout(&format!("convert bitext.jsonl --format {dialect} -o {dialect}.xml"));
        let back = workplace.stdout(&format!("convert {dialect}.xml"));
        assert_eq!(before, columns(&back, &known), "{dialect}");
        let args = format!("convert {dialect}.xml --src {dialect}.fr.xml --tgt {dialect}.en.xml");
        assert_eq!(back, workplace.stdout(&args));
    }
}

#[test]
fn segments_of_a_csv_are_found_again_where_links_need_them() {
    let workplace = workplace();
    workplace.stdout("convert bitext.jsonl -o a.csv");
    workplace.stdout("convert bitext.jsonl --format opus -o direct.xml");
    workplace.stdout("convert a.csv --format opus -o again.xml");
    let kinds = |text: String| text.replace(" type=\"heading\"", "");
    assert_eq!(kinds(workplace.text("direct.fr.xml")), kinds(workplace.text("again.fr.xml")));
}

#[test]
fn a_ladder_with_its_texts_is_a_bitext() {
    let workplace = Workplace::new();
    workplace.write("a.fr", "Il neige.\nLa mer monte.\n");
    workplace.write("a.en", "It snows.\nThe sea\nrises.\n");
    workplace.write("a.ladder", "[0]:[0]:0.9\n[1]:[1, 2]:0.8\n");
    let expected =
        ["s1 | Il neige. | It snows. | 0.9", "s2 | La mer monte. | The sea rises. | 0.8"];
    for args in ["", " --src a.fr --tgt a.en"] {
        let csv = workplace.stdout(&format!("convert a.ladder{args}"));
        assert_eq!(expected.to_vec(), columns(&csv, &["id", "fr", "en", "score"]));
    }
    let back = workplace.stdout("convert a.ladder --format ladder");
    assert_eq!("[0]:[0]:0.9000\n[1]:[1, 2]:0.8000\n", back);
}

#[test]
fn stdin_and_stdout_are_told_by_their_content() {
    let workplace = workplace();
    let tmx = workplace.stdout("convert bitext.jsonl --format tmx --include-unaligned");
    let utf16: Vec<u8> =
        format!("\u{feff}{tmx}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let expected = workplace.text("bitext.jsonl");
    for bytes in [tmx.into_bytes(), utf16] {
        let output =
            workplace.enregard("convert - --format jsonl").write_stdin(bytes).output().unwrap();
        assert_eq!(expected, String::from_utf8(output.stdout).unwrap());
    }
    let csv = workplace.stdout("convert bitext.jsonl");
    let output = workplace.enregard("convert -").write_stdin(csv.clone()).output().unwrap();
    assert_eq!(csv, String::from_utf8(output.stdout).unwrap());
}

#[test]
fn what_is_known_of_the_document_stands_beside_its_csv_and_comes_back() {
    let workplace = Workplace::new();
    workplace.write("dated.txt", format!(" date 2020-11 {}", common::FR));
    workplace.stdout("align dated.txt en.csv -o a.csv");
    assert!(workplace.text("a.csv-metadata.json").contains("2020-11"));
    let jsonl = workplace.stdout("convert a.csv --format jsonl");
    assert!(jsonl.contains("\"metadata\":{\"date\":\"2020-11\"}"), "{jsonl}");
    // The description of an older run must not stay behind; others' may.
    workplace.stdout("align fr.txt en.csv -o a.csv");
    assert!(!workplace.names().contains(&"a.csv-metadata.json".to_owned()));
    workplace.write("a.csv-metadata.json", "{\"url\": \"a.csv\", \"tableSchema\": {}}");
    workplace.stdout("align fr.txt en.csv -o a.csv");
    assert!(workplace.names().contains(&"a.csv-metadata.json".to_owned()));
}

/// Checks that a command fails with this code and says this on stderr.
#[track_caller]
fn check_refusal(workplace: &Workplace, args: &str, code: i32, message: &'static str) {
    let assert = workplace.enregard(args).assert().code(code);
    assert.stderr(contains(message)).stderr(contains("hint: "));
}

#[test]
fn what_cannot_be_converted_is_refused_with_what_to_do() {
    let workplace = workplace();
    check_refusal(&workplace, "convert bitext.jsonl --format moses", 2, "moses is several files");
    check_refusal(
        &workplace,
        "convert fr.txt -o a.tmx",
        2,
        "it cannot be told which format this is",
    );
    check_refusal(
        &workplace,
        "convert bitext.jsonl -o a.pages",
        2,
        "the extension names no format",
    );
    check_refusal(
        &workplace,
        "convert nothing.csv -o a.tmx",
        3,
        "nothing.csv: there is no such file",
    );
    check_refusal(
        &workplace,
        "convert fr.txt en.csv -o a.tmx",
        2,
        "two files are a bitext only if",
    );
    check_refusal(
        &workplace,
        "convert bitext.jsonl -o bitext.jsonl",
        2,
        "the output is one of the inputs",
    );
    check_refusal(
        &workplace,
        "convert bitext.jsonl --lang-codes de,en -o a.tmx",
        2,
        "are not codes of",
    );
    check_refusal(
        &workplace,
        "convert bitext.jsonl --excel -o a.tmx",
        2,
        "--excel is a way to write csv",
    );
    workplace.write("x.fr", "Oui.\n");
    workplace.write("x.en", "Yes.\n");
    check_refusal(
        &workplace,
        "convert x.fr x.en -o x.moses",
        2,
        "x.fr: the output is one of the inputs",
    );
    assert_eq!("Oui.\n", workplace.text("x.fr"));
    workplace.write("x.ladder", "[0]:[0]\n");
    workplace.write("a.ladder", "[0]:[0]\n");
    check_refusal(&workplace, "convert a.ladder", 2, "the text of the source is missing");
}

#[test]
fn bombs_and_external_entities_are_refused_with_their_place() {
    let workplace = Workplace::new();
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx [<!ENTITY a \"aaaaaaaaaa\">\
                <!ENTITY b \"&a;&a;&a;&a;\">]>\n<tmx><body>&b;</body></tmx>";
    workplace.write("bomb.tmx", bomb);
    check_refusal(&workplace, "convert bomb.tmx", 3, "bomb.tmx:2: this file defines entities");
    let external = "<!DOCTYPE xliff [<!ENTITY x SYSTEM \"fr.txt\">]>\n<xliff>&x;</xliff>";
    workplace.write("external.xlf", external);
    check_refusal(
        &workplace,
        "convert external.xlf",
        3,
        "external.xlf:1: this file defines entities",
    );
    workplace.write("bomb.xlsx", zip_of_blanks("xl/worksheets/sheet1.xml", 70));
    check_refusal(
        &workplace,
        "convert bomb.xlsx",
        3,
        "bomb.xlsx: entry xl/worksheets/sheet1.xml: this unpacks to more",
    );
    // Links may not name files elsewhere.
    workplace.write(
        "links.xml",
        "<cesAlign><linkGrp fromDoc=\"/etc/en/x.xml\" toDoc=\"../fr.txt\"/></cesAlign>",
    );
    check_refusal(&workplace, "convert links.xml", 2, "the text of the source is missing");
}

fn zip_of_blanks(name: &str, n_megabytes: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..n_megabytes {
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_people_have_reviewed_is_not_replaced_unasked() {
    let workplace = workplace();
    workplace.stdout("convert bitext.jsonl -o a.xlsx");
    workplace.stdout("convert bitext.jsonl -o a.xlsx");
    let line = workplace.text("bitext.jsonl").replacen(
        "\"status\":\"auto\"",
        "\"status\":\"accepted\"",
        1,
    );
    workplace.write("reviewed.jsonl", line);
    for name in ["a.xlsx", "a.tmx", "a.xlf", "a.po"] {
        workplace.stdout(&format!("convert reviewed.jsonl -o {name}"));
        let args = format!("convert bitext.jsonl -o {name}");
        check_refusal(&workplace, &args, 4, "people have reviewed this file: pairs decided: 1");
        workplace.stdout(&format!("{args} --force"));
    }
}

#[test]
fn formats_for_readers_have_all_texts() {
    let workplace = workplace();
    for name in ["a.html", "a.md", "a.tei.xml"] {
        workplace.stdout(&format!("convert bitext.jsonl -o {name}"));
        let content = workplace.text(name);
        for cell in columns(&workplace.stdout("convert bitext.jsonl"), &["en"]) {
            let first = cell.split(['\'', '"', '.', '’']).next().unwrap();
            assert!(content.contains(first), "{name}: {first}");
        }
    }
}

#[test]
fn a_bitext_aligned_again_does_not_carry_its_old_columns() {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o a.csv");
    let before = workplace.text("a.csv");
    workplace.stdout("align fr.txt a.csv -o b.csv");
    let header = |csv: &str| csv.lines().next().unwrap().to_owned();
    assert_eq!(header(&before), header(&workplace.text("b.csv")));
    workplace.write("said.csv", before.replacen(",auto,,,,,", ",auto,,,,vu,", 1));
    let again = workplace.stdout("align fr.txt said.csv");
    // What a person said stays with its pair.
    assert_eq!(header(&before), header(&again));
    assert!(again.contains(",vu,"), "{again}");
}
