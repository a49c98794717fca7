//! The command line as its users meet it: what they type, and what comes back.
//!
//! `tests/refusals.rs` has what goes wrong.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{CORPUS, EN, FR, Workplace, columns, corpus, enregard, file};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use predicates::prelude::*;
use predicates::str::contains;
use std::io::{Read, Write};

/// The beads of `fr.txt` and `en.csv`.
const PAIRS: [&str; 3] = [
    "La gardienne alluma la lampe. | The keeper lit the lamp.",
    "Il neigeait depuis trois jours. | It had been snowing for three days.",
    "La mer montait vers les rochers noirs. | The sea was rising to the black rocks.",
];

/// Aligns and checks the pairs of a CSV on stdout.
#[track_caller]
fn check(workplace: &Workplace, args: &str, expected: &[&str]) -> String {
    let csv = workplace.stdout(args);
    assert_eq!(expected, columns(&csv, &["fr", "en"]), "{args}");
    csv
}

fn gzip(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_text_and_a_table_give_a_bitext() {
    let workplace = Workplace::new();
    let csv = check(&workplace, "align fr.txt en.csv", &PAIRS);
    let header = "id,bead,fr,en,fr_ids,en_ids,score,status,findings,reviewer,updated,comment";
    assert_eq!(Some(format!("{header},N°,Note").as_str()), csv.lines().next());
    assert_eq!(
        vec!["p1.s1 | 1:1 | p1.s1 | r1.s1 | a", "p1.s2 | 1:1 | p1.s2 | r2.s1 | b"],
        columns(&csv, &["id", "bead", "fr_ids", "en_ids", "Note"])[..2]
    );
}

#[test]
fn the_summary_goes_to_stderr_and_quiet_silences_it() {
    let workplace = Workplace::new();
    let said = "3 fr segments, 3 en rows -> 3 pairs (3 1:1); 0 to look at\n";
    workplace.enregard("align fr.txt en.csv").assert().stderr(said);
    workplace.enregard("align fr.txt en.csv --quiet").assert().success().stderr("");
    workplace.enregard("align fr.txt en.csv -v").assert().stderr(contains("en `English`"));
}

#[test]
fn extension_and_format_choose_what_is_written() {
    let workplace = Workplace::new();
    let starts = [
        ("csv", "id,bead,fr,en,"),
        ("tsv", "id\tbead\tfr\ten\t"),
        ("jsonl", "{\"id\":\"p1.s1\",\"bead\":\"1:1\",\"translation\":{\"fr\":"),
        ("ladder", "[0]:[0]:"),
        ("tmx", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
    ];
    for (format, start) in starts {
        let printed = workplace.stdout(&format!("align fr.txt en.csv --format {format}"));
        assert!(printed.starts_with(start), "{format}: {printed}");
        workplace.stdout(&format!("align fr.txt en.csv -o out.{format}"));
        assert_eq!(printed, workplace.text(&format!("out.{format}")));
    }
    workplace.stdout("align fr.txt en.csv -o wrong.csv --format ladder");
    assert!(workplace.text("wrong.csv").starts_with("[0]:[0]:"));
    assert_eq!(
        workplace.stdout("align fr.txt en.csv"),
        workplace.stdout("align fr.txt en.csv -o -")
    );
}

#[test]
fn either_side_may_be_stdin() {
    let workplace = Workplace::new();
    let expected = workplace.stdout("align fr.txt en.csv");
    for (args, stdin) in [("align - en.csv", FR), ("align fr.txt -", EN)] {
        workplace.enregard(args).write_stdin(stdin).assert().success().stdout(expected.clone());
    }
    let text = "The keeper lit the lamp. It had been snowing for three days.";
    let output = workplace.enregard("align fr.txt -").write_stdin(text).assert().success();
    assert!(String::from_utf8_lossy(&output.get_output().stdout).contains(",p1.s2,p1.s2,"));
}

#[test]
fn gzip_is_read_and_written() {
    let workplace = Workplace::new();
    workplace.write("fr.txt.gz", gzip(FR));
    workplace.write("en.csv.gz", gzip(EN));
    workplace.stdout("align fr.txt.gz en.csv.gz -o out.csv.gz");
    let mut text = String::new();
    GzDecoder::new(workplace.bytes("out.csv.gz").as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(workplace.stdout("align fr.txt en.csv"), text);
    workplace.enregard("eval out.csv.gz out.csv.gz").assert().success();
}

#[test]
fn segmented_takes_lines_and_rows_as_they_stand() {
    let workplace = Workplace::new();
    workplace.write("lines.fr", "Un. Deux.\n\nTrois.\n");
    workplace.write("lines.en", "One. Two.\n\nThree.\n");
    workplace.write("rows.csv", "en,fr\nOne. Two.,Un. Deux.\n,\nThree.,Trois.\n");
    let positions = |args: &str| {
        let ladder = workplace.stdout(&format!("align --segmented --format ladder {args}"));
        let rung = |line: &str| line.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
        ladder.lines().map(rung).collect::<Vec<_>>().join(" ")
    };
    let expected = "[0]:[0] [1]:[1] [2]:[2]";
    for sides in ["lines.fr lines.en", "lines.fr rows.csv", "rows.csv rows.csv"] {
        assert_eq!(expected, positions(&format!("{sides} --by order")), "{sides}");
    }
    assert_eq!(expected, positions("lines.fr lines.en"));
    assert!(positions("lines.fr rows.csv").contains("[2]:[2]"));
}

#[test]
fn ids_pair_rows_in_any_order() {
    let workplace = Workplace::new();
    workplace.write("ids.csv", "id,en\np2.s1,Sea.\np1.s2,Snow.\np1.s1,Lamp.\n");
    let expected = [
        "La gardienne alluma la lampe. | Lamp.",
        "Il neigeait depuis trois jours. | Snow.",
        "La mer montait vers les rochers noirs. | Sea.",
    ];
    check(&workplace, "align fr.txt ids.csv", &expected);
    check(&workplace, "align fr.txt ids.csv --by id", &expected);
    let by_order = check(
        &workplace,
        "align fr.txt ids.csv --by order",
        &[
            "La gardienne alluma la lampe. | Sea.",
            "Il neigeait depuis trois jours. | Snow.",
            "La mer montait vers les rochers noirs. | Lamp.",
        ],
    );
    assert!(by_order.contains(",1:1,"));
}

#[test]
fn a_table_with_both_languages_is_a_memory() {
    let workplace = Workplace::new();
    workplace.write(
        "memory.csv",
        "Français,English\nIl neigeait depuis trois jours.,Snow!\n\
         La mer montait vers les rochers noirs.,Sea!\n",
    );
    for by in ["auto", "memory"] {
        check(
            &workplace,
            &format!("align fr.txt memory.csv --by {by}"),
            &[
                "La gardienne alluma la lampe. | ",
                "Il neigeait depuis trois jours. | Snow!",
                "La mer montait vers les rochers noirs. | Sea!",
            ],
        );
    }
}

#[test]
fn a_bitext_as_translation_keeps_its_pairs() {
    for name in CORPUS {
        let (text, gold) = (corpus(&format!("{name}.fr.txt")), corpus(&format!("{name}.gold.csv")));
        let pairs = |csv: &str| columns(csv, &["fr", "en"]);
        let expected = std::fs::read_to_string(&gold).unwrap();
        for by in ["auto", "id", "memory"] {
            let output = enregard(&["align", &text, &gold, "--by", by]).assert().success();
            let csv = String::from_utf8(output.get_output().stdout.clone()).unwrap();
            let mut expected = pairs(&expected);
            let mut found = pairs(&csv);
            expected.sort();
            found.sort();
            assert_eq!(expected, found, "{name} --by {by}");
        }
    }
}

#[test]
fn a_word_table_of_both_languages_is_a_translation() {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o b.docx");
    check(&workplace, "align fr.txt b.docx", &PAIRS);
}

#[test]
fn the_source_may_be_a_table() {
    let workplace = Workplace::new();
    workplace.write(
        "fr.csv",
        "Texte français;Note\nLa gardienne alluma la lampe.;x\n\
        Il neigeait depuis trois jours.;y\nLa mer montait vers les rochers noirs.;z\n",
    );
    let csv = check(&workplace, "align fr.csv en.csv", &PAIRS);
    assert_eq!("r1.s1 | r1.s1", columns(&csv, &["fr_ids", "en_ids"])[0]);
}

#[test]
fn the_columns_can_be_named() {
    let workplace = Workplace::new();
    workplace.write("two.csv", "N°,B,C\nx,The keeper lit the lamp.,Lampe.\n\
        y,It had been snowing for three days.,Neige.\nz,The sea was rising to the black rocks.,Mer.\n");
    for args in ["--column B", "--column b", "--column 2", "--column B --id-column N° --by auto"] {
        check(&workplace, &format!("align fr.txt two.csv {args}"), &PAIRS);
    }
    workplace.write(
        "bare.csv",
        "1~The keeper lit the lamp.\n\
        2~It had been snowing for three days.\n3~The sea was rising to the black rocks.\n",
    );
    check(&workplace, "align fr.txt bare.csv --no-header --delimiter ~", &PAIRS);
    check(&workplace, "align fr.txt bare.csv --delimiter ~ --column 2", &PAIRS);
}

#[test]
fn other_columns_are_carried_along() {
    let workplace = Workplace::new();
    workplace.write(
        "joined.csv",
        "en,Note,score\nThe keeper lit,a,9\nthe lamp.,b,9\n\
        It had been snowing for three days.,c,\nThe sea was rising to the black rocks.,,\n",
    );
    let csv = workplace.stdout("align fr.txt joined.csv");
    assert_eq!("1:2 | a | b | 9", columns(&csv, &["bead", "Note", "score (table)"])[0]);
}

#[test]
fn excel_gets_its_csv_and_it_is_read_back() {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o plain.csv");
    workplace.stdout("align fr.txt en.csv --excel -o excel.csv");
    let excel = workplace.text("excel.csv");
    assert!(excel.starts_with("\u{feff}id;bead;fr;en;"), "{excel}");
    // As Excel saves it again: Windows-1252, CRLF, `1:1` as a time, a decimal comma.
    let saved = excel.trim_start_matches('\u{feff}').replace('\n', "\r\n");
    let saved = saved.replace(";1:1;", ";01:01:00;").replace(";0.", ";0,");
    let (saved, _, _) = encoding_rs::WINDOWS_1252.encode(&saved);
    workplace.write("saved.csv", &saved);
    for other in ["excel.csv", "saved.csv"] {
        let table = workplace.stdout(&format!("eval plain.csv {other}"));
        assert!(table.contains("strict        1.0000  1.0000  1.0000"), "{other}: {table}");
    }
}

#[test]
fn metadata_goes_beside_a_csv_file_and_nowhere_else() {
    let workplace = Workplace::new();
    workplace.write("dated.txt", format!(" date 2020-11 {FR}"));
    let csv = check(&workplace, "align dated.txt en.csv", &PAIRS);
    assert!(!csv.contains("2020"));
    for out in ["out.jsonl", "out.tmx", "out.tsv", "out.csv"] {
        workplace.stdout(&format!("align dated.txt en.csv -o {out}"));
    }
    workplace.stdout("align fr.txt en.csv -o undated.csv");
    let sidecars: Vec<String> =
        workplace.names().into_iter().filter(|name| name.contains("metadata")).collect();
    assert_eq!(vec!["out.csv-metadata.json"], sidecars);
    assert!(workplace.text("out.csv-metadata.json").contains("\"dc:date\": \"2020-11\""));
    assert!(workplace.text("out.jsonl").contains("\"metadata\":{\"date\":\"2020-11\"}"));
}

#[test]
fn tables_are_read_as_programs_save_them() {
    let workplace = Workplace::new();
    let lamp = ["1", "The keeper lit the \"lamp\"."];
    let rows = [lamp, ["2", "It had been snowing for three days."]];
    let quoted = |delimiter: &str, end: &str| {
        let cell = |cell: &str| {
            if cell.contains('"') {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.into()
            }
        };
        let row = |row: &[&str; 2]| row.map(cell).join(delimiter) + end;
        format!("N°{delimiter}Texte anglais{end}{}", rows.iter().map(row).collect::<String>())
    };
    let utf16 = |text: &str| {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()
    };
    let plain = rows.map(|row| row.join("\t") + "\r\n").concat();
    workplace.write("excel-unicode.txt", utf16(&quoted("\t", "\r\n")));
    workplace.write("excel-unicode.csv", utf16(&quoted("\t", "\r\n")));
    workplace.write("sheets.tsv", format!("N°\tTexte anglais\r\n{plain}"));
    workplace.write("sheets.csv", quoted(",", "\r\n"));
    workplace.write("libreoffice.csv", quoted(";", "\n"));
    workplace.write("mac.csv", quoted(";", "\r"));
    workplace.write("fr.txt", "La gardienne alluma la « lampe ». Il neigeait depuis trois jours.");
    let expected = [
        "La gardienne alluma la « lampe ». | The keeper lit the \"lamp\".",
        "Il neigeait depuis trois jours. | It had been snowing for three days.",
    ];
    for table in workplace.names().iter().filter(|name| *name != "fr.txt" && *name != "en.csv") {
        check(&workplace, &format!("align fr.txt {table}"), &expected);
    }
}

#[test]
fn a_spreadsheet_is_a_table() {
    let workplace = Workplace::new();
    std::fs::copy(file("tests/data/spreadsheet.xlsx"), workplace.path("en.xlsx")).unwrap();
    workplace.write(
        "fr.txt",
        "La dernière veille\n\nLe vent s’était levé un peu avant la nuit. Il était sept heures.\n\n\
         « Oui », dit-il. Puis il partit.\n",
    );
    let csv = workplace.stdout("align fr.txt en.xlsx");
    assert_eq!(
        vec![
            "La dernière veille | The Last Watch | ",
            "Le vent s’était levé un peu avant la nuit. | The wind had risen a little before nightfall. | à voir",
            "Il était sept heures. | It was seven o’clock. | 2026-11-03",
            "« Oui », dit-il. | “Yes,” he said. | ",
        ],
        columns(&csv, &["fr", "en", "Remarque"])[..4]
    );
    let said = workplace.enregard("align fr.txt en.xlsx").assert().get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&said).contains("only the sheet `Traduction` is read"));
}

#[test]
fn documents_are_answered_in_order_and_bad_lines_with_an_error() {
    let workplace = Workplace::new();
    let requests = [
        r#"{"id":1,"src":"Il pleut. Je lis.","tgt":"It rains. I read."}"#,
        "not json",
        "",
        r#"{"id":"b","src":["Il pleut. Je lis."],"tgt":["It rains. I read."]}"#,
        r#"{"id":"c","src":["x"],"tgt":5}"#,
        r#"{"id":"d","src":"Oui."}"#,
        "[1]",
        r#"{"src":"","tgt":""}"#,
        r#"{"id":"z","src":"Il pleut.","tgt":"It rains."}"#,
    ];
    let expected = [
        r#"{"id":1,"pairs":[{"bead":"1:1","src":"Il pleut.","tgt":"It rains.""#,
        r#"{"line":2,"error":"this is not valid JSON: expected ident at column 2"}"#,
        r#"{"id":"b","pairs":[{"bead":"1:1","src":"Il pleut. Je lis.","tgt":"It rains. I read.""#,
        r#"{"id":"c","line":5,"error":"`tgt` is to be a string or a list of strings"}"#,
        r#"{"id":"d","line":6,"error":"there is no `tgt`"}"#,
        r#"{"line":7,"error":"expected an object with `src` and `tgt`"}"#,
        r#"{"id":null,"pairs":[]}"#,
        r#"{"id":"z","pairs":[{"bead":"1:1""#,
    ];
    let input = requests.join("\n") + "\n";
    workplace.write("requests.jsonl", &input);
    workplace.write("requests.jsonl.gz", gzip(&input));
    // The exit code says that some lines failed.
    let stdout = |args: &str| {
        let output = workplace.enregard(args).assert().code(1).get_output().stdout.clone();
        String::from_utf8(output).unwrap()
    };
    let printed = stdout("align --documents requests.jsonl");
    assert_eq!(expected.len(), printed.lines().count());
    for (start, line) in expected.iter().zip(printed.lines()) {
        assert!(line.starts_with(start), "{line}");
    }
    assert_eq!(printed, stdout("align --documents requests.jsonl.gz"));
    stdout("align --documents requests.jsonl -o answers.jsonl");
    assert_eq!(printed, workplace.text("answers.jsonl"));
    workplace
        .enregard("align --documents -")
        .write_stdin(input)
        .assert()
        .code(1)
        .stdout(printed)
        .stderr("9 lines; 4 with an error\n");
}

#[test]
fn evidence_says_which_words_translate_which_and_what_else_a_pair_might_have_been() {
    let workplace = Workplace::new();
    let [text, table] = ["fr.txt", "en.csv"]
        .map(|end| format!("{}/corpus/le-phare.{end}", env!("CARGO_MANIFEST_DIR")));
    workplace.stdout(&format!("align {text} {table} --evidence -o bitext.jsonl"));
    let content = workplace.text("bitext.jsonl");
    let pairs: Vec<serde_json::Value> =
        content.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let word = |pair: &serde_json::Value, link: &serde_json::Value, side: &str, lang: &str| {
        let at = |idx: usize| usize::try_from(link[side][idx].as_u64().unwrap()).unwrap();
        pair["translation"][lang].as_str().unwrap()[at(0)..at(1)].to_owned()
    };
    let links = pairs.iter().flat_map(|pair| {
        let links = pair["evidence"]["links"].as_array().unwrap().iter();
        links.map(move |link| (word(pair, link, "src", "fr"), word(pair, link, "tgt", "en")))
    });
    let links: Vec<(String, String)> = links.collect();
    assert!(links.contains(&("vent".into(), "wind".into())), "{links:?}");
    let runners_up =
        pairs.iter().map(|pair| &pair["evidence"]["runner_up"]).filter(|bead| !bead.is_null());
    let scores: Vec<f64> = runners_up.map(|bead| bead["score"].as_f64().unwrap()).collect();
    assert!(!scores.is_empty() && scores.iter().all(|score| *score > 0.0 && *score <= 1.0));
    assert_eq!(content, workplace.stdout("convert bitext.jsonl --format jsonl"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let workplace = Workplace::new();
    let request = |n: usize| {
        let (src, tgt) =
            (FR.replace('\n', " "), "The keeper lit the lamp. It rained. The sea rose.");
        format!("{{\"id\":{n},\"src\":{src:?},\"tgt\":{tgt:?}}}\n")
    };
    workplace.write("many.jsonl", (0..600).map(request).collect::<String>());
    let (text, table) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    for args in ["align --documents many.jsonl".to_owned(), format!("align {text} {table}")] {
        let [one, eight] = ["1", "8"].map(|n| workplace.stdout(&format!("{args} --threads {n}")));
        assert_eq!(one, eight, "{args}");
    }
}

#[test]
fn segments_are_printed_in_every_form() {
    let workplace = Workplace::new();
    let starts = [
        ("text", "La gardienne alluma la lampe.\nIl neigeait"),
        ("csv", "id,start,end,paragraph,kind,text\np1.s1,0,30,1,sentence,La gardienne"),
        ("jsonl", "{\"id\":\"p1.s1\",\"start\":0,\"end\":30,\"paragraph\":1,\"kind\":"),
    ];
    for (format, start) in starts {
        let printed = workplace.stdout(&format!("segment fr.txt --format {format}"));
        assert!(printed.starts_with(start), "{format}: {printed}");
    }
    assert!(workplace.stdout("segment fr.txt --explain").contains("cut"));
}

#[test]
fn segments_given_back_as_ids_find_their_places() {
    let workplace = Workplace::new();
    workplace.stdout("segment fr.txt -o ids.csv");
    let table = workplace.text("ids.csv").replacen("text", "en", 1);
    workplace.write("ids.csv", table.replace("Il neigeait depuis trois jours.", "Snow."));
    let csv = workplace.stdout("align fr.txt ids.csv");
    assert_eq!("p1.s2 | Snow.", columns(&csv, &["fr_ids", "en"])[1]);
}

#[test]
fn eval_compares_what_can_be_compared() {
    let workplace = Workplace::new();
    for out in ["a.csv", "a.tsv", "a.jsonl", "a.ladder"] {
        workplace.stdout(&format!("align fr.txt en.csv -o {out}"));
    }
    let bare = columns(&workplace.text("a.csv"), &["fr", "en"]).join("\n").replace(" | ", ";");
    workplace.write("bare.csv", format!("fr;en\n{bare}\n"));
    workplace.write("a.segments", "Un. Deux.\nTrois.\n");
    workplace.write("b.segments", "Un.\nDeux. Trois.\n");
    let cases = [
        ("a.csv", "a.csv", "strict        1.0000  1.0000  1.0000           3/3"),
        ("a.csv", "a.tsv", "strict        1.0000  1.0000  1.0000           3/3"),
        ("a.jsonl", "a.tsv", "strict        1.0000  1.0000  1.0000           3/3"),
        ("a.csv", "a.ladder", "strict        1.0000  1.0000  1.0000           3/3"),
        ("a.csv", "bare.csv", "strict        1.0000  1.0000  1.0000           3/3"),
        ("a.ladder", "a.ladder", "lax           1.0000  1.0000  1.0000           3/3"),
        ("a.segments", "a.segments", "boundaries    1.0000  1.0000  1.0000           1/1"),
        ("a.segments", "b.segments", "boundaries    0.0000  0.0000  0.0000           0/1"),
    ];
    for (gold, test, row) in cases {
        let table = workplace.stdout(&format!("eval {gold} {test}"));
        assert!(table.contains(row), "{gold} {test}\n{table}");
    }
}

#[test]
fn another_text_than_that_of_the_gold_is_refused() {
    let [gold, test] = ["le-phare.gold.csv", "lettre-atelier.gold.csv"].map(corpus);
    let message = "they share hardly a segment";
    enregard(&["eval", &gold, &test]).assert().code(3).stderr(contains(message));
}

#[test]
fn a_model_can_be_trained_and_used() {
    let workplace = Workplace::new();
    let pairs = "la lampe\tthe lamp\nla mer\tthe sea\nla lampe noire\tthe black lamp\n\
                 la mer noire\tthe black sea\n";
    workplace.write("pairs.tsv", pairs.repeat(5));
    workplace
        .enregard("train pairs.tsv -o small.model --provenance mine")
        .assert()
        .success()
        .stdout("")
        .stderr(contains("20 pairs -> 4 by 4 words"));
    workplace
        .enregard("model info --model small.model")
        .assert()
        .success()
        .stdout(contains("languages     fr to en\n").and(contains("origin        mine\n")));
    check(&workplace, "align fr.txt en.csv --model small.model", &PAIRS);
    workplace
        .enregard("align --src-lang en --tgt-lang fr --model small.model en.csv fr.txt")
        .assert()
        .success();
    workplace
        .enregard("align --src-lang de --model small.model fr.txt en.csv")
        .assert()
        .code(2)
        .stderr(contains("small.model: this model is for `fr` and `en`").and(contains("hint: ")));
}

#[test]
fn the_model_in_use_says_what_it_is() {
    enregard(&["model", "info"]).assert().success().stdout(contains("languages     fr to en\n"));
    let unknown = ["model", "info", "--src-lang", "de"];
    enregard(&unknown).assert().success().stdout(contains("origin        no model\n"));
}

#[test]
fn shells_get_completions_and_readers_a_manual() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        enregard(&["completions", shell]).assert().success().stdout(contains("enregard"));
    }
    enregard(&["man"]).assert().success().stdout(contains(".TH enregard 1"));
    enregard(&["man", "align"]).assert().success().stdout(contains("segmented"));
}

#[test]
fn every_command_explains_itself() {
    for command in
        ["align", "convert", "segment", "check", "report", "eval", "train", "completions", "man"]
    {
        let help = enregard(&[command, "--help"]).assert().success().get_output().stdout.clone();
        let help = String::from_utf8(help).unwrap();
        assert!(help.contains("Examples:\n  "), "{command}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{command}");
    }
    enregard(&["--help"]).assert().success().stdout(contains("Exit codes: 0 done,"));
    enregard(&["--version"]).assert().success().stdout(contains("enregard 0."));
}

#[test]
fn colors_are_for_terminals_and_those_who_ask() {
    let workplace = Workplace::new();
    let color = contains("\u{1b}[");
    let run = || workplace.enregard("align nowhere.txt en.csv");
    run().assert().stderr(color.clone().not());
    run().env("CLICOLOR_FORCE", "1").assert().stderr(color.clone());
    run().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").assert().stderr(color.clone().not());
    run().args(["--color", "always"]).env("NO_COLOR", "1").assert().stderr(color);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let workplace = Workplace::new();
    let request = "{\"src\":\"Il pleut.\",\"tgt\":\"It rains.\"}\n";
    workplace.write("many.jsonl", request.repeat(3000));
    for args in ["align --documents many.jsonl", "align --quiet fr.txt en.csv", "man", "--help"] {
        let script = "{ \"$0\" $1 2>err; echo $? >status; } | head -n 1 >/dev/null";
        let status = std::process::Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_enregard"), args])
            .current_dir(workplace.path(""))
            .status()
            .unwrap();
        assert!(status.success());
        assert_eq!(("0\n", ""), (&*workplace.text("status"), &*workplace.text("err")), "{args}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_written_to_and_links_are_followed() {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o /dev/null");
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    workplace.write("real.csv", "old");
    std::os::unix::fs::symlink("real.csv", workplace.path("link.csv")).unwrap();
    workplace.stdout("align fr.txt en.csv -o link.csv");
    assert!(workplace.path("link.csv").is_symlink());
    assert!(workplace.text("real.csv").starts_with("id,bead"));
}
