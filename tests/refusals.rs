//! What goes wrong at the command line, and what is said then: the file, the
//! line where there is one, and what to type next. Nothing is left half done.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{EN, FR, Workplace, corpus, enregard};
use predicates::prelude::*;
use predicates::str::contains;
use std::time::Duration;

/// A budget for inputs that are large but not unreasonable.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a PNG starts.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// Checks that a command is refused with an exit code, a message that starts
/// so, and a hint; and that it prints and writes nothing.
#[track_caller]
fn check(workplace: &Workplace, args: &str, code: i32, message: &str) {
    let names = workplace.names();
    let assert = workplace.enregard(args).assert().code(code).stdout("");
    let stderr = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(stderr.contains(&format!("error: {message}")), "{args}\n{stderr}");
    assert!(stderr.contains("\nhint: "), "{args}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{args}\n{stderr}");
    assert_eq!(names, workplace.names(), "{args}");
}

#[test]
fn command_lines_that_make_no_sense_are_usage_errors() {
    let workplace = Workplace::new();
    let cases = [
        ("aling fr.txt en.csv", "unrecognized subcommand 'aling'"),
        ("align fr.txt", "the following required arguments"),
        ("align fr.txt en.csv more.csv", "unexpected argument 'more.csv'"),
        ("align fr.txt en.csv --colum 2", "unexpected argument '--colum'"),
        ("align fr.txt en.csv --by luck", "invalid value 'luck'"),
        ("align fr.txt en.csv --format doc", "invalid value 'doc'"),
        ("align fr.txt en.csv -o out.pages", "out.pages: the extension names no format"),
        ("align fr.txt en.csv -o out.tmx --excel", "--excel is a way to write csv"),
        ("align fr.txt en.csv --delimiter ;;", "invalid value ';;'"),
        ("align fr.txt en.csv --threads few", "invalid value 'few'"),
        ("align fr.txt en.csv --src-lang klingon", "invalid value 'klingon'"),
        (
            "align fr.txt en.csv --column nom",
            "en.csv: no column is called `nom`; the header has: N°, English, Note",
        ),
        ("align fr.txt en.csv --id-column 7", "en.csv: no column is called `7`"),
        ("align fr.txt en.csv -o en.csv", "en.csv: the output is one of the inputs"),
        (
            "align fr.txt fr.txt --by id",
            "fr.txt: the translation has to be a table with a column of ids",
        ),
        (
            "align fr.txt en.csv --by memory",
            "en.csv: the translation has to be a table with a column of the source",
        ),
        ("align fr.txt en.csv --evidence", "csv has no place for evidence"),
        ("align - -", "the source and the translation cannot both be stdin"),
        ("align --documents x.jsonl fr.txt", "the argument '--documents <FILE>' cannot be used"),
        ("align --documents x.jsonl --excel", "the argument '--documents <FILE>' cannot be used"),
        ("segment fr.txt --format xml", "invalid value 'xml'"),
        ("segment fr.txt -o fr.txt", "fr.txt: the output is one of the inputs"),
        ("eval - -", "the gold and the alignment cannot both be stdin"),
        ("train en.csv", "the following required arguments"),
        ("completions tcsh", "invalid value 'tcsh'"),
        ("man nothing", "`nothing` is not a command"),
    ];
    for (args, message) in cases {
        check(&workplace, args, 2, message);
    }
    assert_eq!((FR, EN), (&*workplace.text("fr.txt"), &*workplace.text("en.csv")));
}

#[test]
fn no_arguments_get_the_help() {
    let command: [&str; 0] = [];
    enregard(&command).assert().code(2).stdout("").stderr(contains("Usage: enregard"));
}

#[test]
fn inputs_that_cannot_be_read_are_named() {
    let workplace = Workplace::new();
    workplace.write("empty", "");
    workplace.write("blank.txt", "\u{feff} \n\n");
    workplace.write("empty.csv", "");
    workplace.write("blank.csv", "\n ;;\n");
    workplace.write("photo.png", [PNG, &[0, 1, 2, 3, 255].repeat(500)].concat());
    workplace.write("tiny.png", PNG);
    workplace.write("photo.csv", workplace.bytes("photo.png"));
    workplace.write("photo.xlsx", workplace.bytes("photo.png"));
    workplace.write("word.docx", b"PK\x03\x04 something else");
    workplace.write("broken.xlsx", b"PK\x03\x04 something else");
    workplace.write("broken.gz", b"\x1f\x8b\x08\0 something else");
    workplace.write("bad.tsv", "Oui.\tYes.\nNon.\n");
    std::fs::create_dir(workplace.path("folder")).unwrap();
    let cases = [
        ("align nowhere.txt en.csv", "nowhere.txt: there is no such file"),
        ("align fr.txt nowhere.csv", "nowhere.csv: there is no such file"),
        ("align empty en.csv", "empty: the file is empty"),
        ("align fr.txt empty.csv", "empty.csv: the file is empty"),
        ("align blank.txt en.csv", "blank.txt: the file is blank"),
        ("align fr.txt blank.txt", "blank.txt: the file is blank"),
        ("align fr.txt blank.csv", "blank.csv: the file is empty"),
        ("align folder en.csv", "folder: this is a folder"),
        ("align fr.txt folder", "folder: this is a folder"),
        ("align photo.png en.csv", "photo.png: this is not text but binary data"),
        ("align tiny.png en.csv", "tiny.png: this is not text but binary data"),
        ("align fr.txt photo.csv", "photo.csv: this is not text but binary data"),
        ("align fr.txt photo.xlsx", "photo.xlsx: this is not text but binary data"),
        (
            "align fr.txt word.docx",
            "word.docx: this is not a valid DOCX file, or only a part of one",
        ),
        ("align fr.txt broken.xlsx", "broken.xlsx: this is not a valid spreadsheet"),
        ("align fr.txt broken.gz", "broken.gz: the gzip data is damaged"),
        ("align --documents nowhere.jsonl", "nowhere.jsonl: there is no such file"),
        ("align --documents folder", "folder: this is a folder"),
        ("align fr.txt en.csv --model nowhere", "nowhere: there is no such file"),
        ("align fr.txt en.csv --model fr.txt", "fr.txt: this is not a model"),
        ("model info --model photo.png", "photo.png: this is not a model"),
        ("segment nowhere.txt", "nowhere.txt: there is no such file"),
        ("segment photo.png", "photo.png: this is not text"),
        ("segment fr.txt --abbreviations nowhere", "nowhere: there is no such file"),
        ("eval nowhere.csv en.csv", "nowhere.csv: there is no such file"),
        ("eval empty en.csv", "empty: the file is empty"),
        ("eval en.csv en.csv", "en.csv:1: no column holds the texts of `fr`"),
        ("train nowhere -o model", "nowhere: there is no such file"),
        ("train empty -o model", "empty: the file is empty"),
        ("train bad.tsv -o model", "bad.tsv:2: this row has 1 cell"),
    ];
    for (args, message) in cases {
        check(&workplace, args, 3, message);
    }
}

#[test]
fn tables_that_cannot_be_right_are_refused_with_what_to_type() {
    let cases = [
        ("fr,nom\nOui.,x\nNon.,y\n", "no column looks like English text; the header has: fr, nom"),
        ("id,en\n", "the table has a header but no rows"),
        ("id,en\n1,\n2, \n", "every cell of the text is blank"),
        ("Alpha beta,Gamma delta\nIota kappa,Lambda mu\n", "no column looks like English text"),
    ];
    let workplace = Workplace::new();
    for (content, message) in cases {
        workplace.write("bad.csv", content);
        check(&workplace, "align fr.txt bad.csv", 3, &format!("bad.csv: {message}"));
    }
    workplace.write("bad.csv", "id,en\n1,Yes.\n2,\"No.\n3,So.\n");
    check(
        &workplace,
        "align fr.txt bad.csv",
        3,
        "bad.csv:3: a quote opens here and is never closed",
    );
}

#[test]
fn bitexts_that_say_nonsense_are_refused_with_the_line() {
    let cases = [
        (
            "bad.csv",
            "id,fr,en,score\n1,a,b,0.5\n2,a,b,much\n",
            "bad.csv:3:score: `much` is not a score",
        ),
        ("bad.csv", "id,fr,en,status\n1,a,b,ok\n", "bad.csv:2:status: `ok` is not a status"),
        ("bad.csv", "fr,en,bead\na,b,1x1\n", "bad.csv:2:bead: `1x1` is not a bead"),
        (
            "bad.jsonl",
            "{\"fr\":\"a\",\"en\":\"b\"}\n[]\n",
            "bad.jsonl:2: this line is not a JSON object",
        ),
        ("bad.jsonl", "{\"fr\":\"a\"}\n", "bad.jsonl:1: this line has no text in `en`"),
        (
            "bad.jsonl",
            "{\"fr\":\"a\",\"en\":\"b\",\"score\":[]}\n",
            "bad.jsonl:1:score: this should be a number",
        ),
        ("bad.ladder", "[0]:[0]\n[1]:[x]\n", "bad.ladder:2: `[1]:[x]` is not a rung"),
        ("bad.tsv", "id\tfr\ten\n1\ta\tb\tc\n", "bad.tsv:2: the row has 4 cells"),
    ];
    let workplace = Workplace::new();
    for (name, content, message) in cases {
        workplace.write(name, content);
        check(&workplace, &format!("eval {name} {name}"), 3, message);
    }
}

#[test]
fn what_cannot_be_compared_is_not() {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o a.csv");
    workplace.write("other.txt", "Autre chose.\n");
    check(&workplace, "eval a.csv fr.txt", 2, "one file has beads and the other has segments");
    check(&workplace, "eval fr.txt other.txt", 3, "other.txt: these are not the segments");
}

#[test]
fn outputs_that_cannot_be_written_are_named_before_the_work() {
    let workplace = Workplace::new();
    std::fs::create_dir(workplace.path("folder")).unwrap();
    workplace.write("pairs.tsv", "la\tthe\n");
    for command in
        ["align fr.txt en.csv", "segment fr.txt", "train pairs.tsv", "align --documents fr.txt"]
    {
        let message = "nowhere/out.csv: the folder of this file does not exist";
        check(&workplace, &format!("{command} -o nowhere/out.csv"), 3, message);
        check(&workplace, &format!("{command} -o folder"), 3, "folder: this is a folder");
    }
    // Not even the input is read.
    check(&workplace, "align nowhere.txt en.csv -o nowhere/out.csv", 3, "nowhere/out.csv: ");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let workplace = Workplace::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_enregard"))
        .args(["align", "fr.txt", "en.csv"])
        .current_dir(workplace.path(""))
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(Some(3), output.status.code());
    assert!(String::from_utf8_lossy(&output.stderr).contains("hint: is the disk full?"));
    check(
        &workplace,
        "align fr.txt en.csv -o /dev/full",
        3,
        "/dev/full: this file cannot be written",
    );
}

#[test]
fn a_file_that_was_there_stays_whole_when_the_work_fails() {
    let workplace = Workplace::new();
    workplace.write("out.csv", "reviewed for days\n");
    workplace.write("bad.csv", "id,en\n1,\"Yes.\n");
    for args in ["align fr.txt bad.csv", "align fr.txt nowhere.csv", "segment nowhere.txt"] {
        workplace.enregard(&format!("{args} -o out.csv")).assert().code(3);
        assert_eq!("reviewed for days\n", workplace.text("out.csv"));
    }
}

#[test]
fn what_people_have_reviewed_is_replaced_only_by_force() {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o a.csv");
    workplace.stdout("align fr.txt en.csv -o a.csv");
    let reviewed = workplace.text("a.csv").replacen(",auto,", ",accepted,", 1);
    workplace.write("a.csv", &reviewed);
    check(&workplace, "align fr.txt en.csv -o a.csv", 4, "a.csv: people have reviewed this file");
    assert_eq!(reviewed, workplace.text("a.csv"));
    workplace.stdout("align fr.txt en.csv -o a.csv --force");
    assert!(!workplace.text("a.csv").contains("accepted"));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_stays_as_private_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let workplace = Workplace::new();
    workplace.write("out.csv", "old");
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(workplace.path("out.csv"), private).unwrap();
    workplace.stdout("align fr.txt en.csv -o out.csv");
    let mode = std::fs::metadata(workplace.path("out.csv")).unwrap().permissions().mode();
    assert_eq!(0o600, mode & 0o777);
}

#[test]
fn swapped_files_are_told_apart() {
    let workplace = Workplace::new();
    workplace.write("list.csv", "id,en\n1,Alpha\n2,Beta\n");
    let message = "list.csv: no column looks like French text";
    check(&workplace, "align list.csv fr.txt", 3, message);
    let order =
        contains("hint: the source comes first, then the table: `enregard align fr.txt list.csv`");
    workplace.enregard("align list.csv fr.txt").assert().stderr(order);

    workplace.write(
        "long.fr",
        "La gardienne alluma la lampe, et elle regarda par la fenêtre. \
        Il neigeait depuis trois jours dans la vallée, mais elle ne se plaignait pas de son sort.",
    );
    workplace.write(
        "long.en",
        "The keeper lit the lamp, and she looked out of the window. It had \
        been snowing for three days in the valley, but she did not complain of what she had.",
    );
    let message = "long.en: the source seems to be `en` and the translation `fr`";
    check(&workplace, "align long.en long.fr --src-lang fr", 2, message);
    workplace
        .enregard("align long.en long.fr")
        .assert()
        .success()
        .stderr(contains("aligned from English to French"))
        .stderr(contains("2 en segments, 2 fr segments -> 2 pairs"));
    workplace
        .enregard("align long.en long.fr --src-lang en --tgt-lang fr")
        .assert()
        .success()
        .stderr(contains("2 en segments, 2 fr segments -> 2 pairs"));
}

#[test]
fn doubtful_inputs_are_warned_about_and_the_work_goes_on() {
    let workplace = Workplace::new();
    let mut damaged = EN.replace(",a", ",été à Noël, déjà").into_bytes();
    damaged.insert(21, b'\xff');
    workplace.write("damaged.csv", damaged);
    workplace.write(
        "ragged.csv",
        "N°,English,Note\n1,The keeper lit the lamp.\n\
        2,It had been snowing, for three days.,x\n3,The sea was rising.,y,,\n",
    );
    let (fr, other, foreign) = (
        corpus("le-phare.fr.txt"),
        corpus("marche-couvert.en.csv"),
        corpus("marche-couvert.fr.txt"),
    );
    let cases = [
        (
            "align fr.txt damaged.csv".to_owned(),
            "warning: damaged.csv:2: 1 byte sequence not valid in UTF-8",
        ),
        ("align fr.txt ragged.csv".to_owned(), "warning: ragged.csv:2: the row has fewer cells"),
        ("align fr.txt ragged.csv".to_owned(), "warning: ragged.csv:3: the row has more cells"),
        (format!("align {fr} {fr}"), "this seems to be `fr`, and is taken for `en` [language]"),
        (format!("align {fr} {foreign}"), "this does not seem to translate the source"),
        (format!("align {fr} {other} --by id"), "names no segment; the row has no source"),
    ];
    for (args, warning) in cases {
        let printed = predicate::str::is_empty().not();
        workplace.enregard(&args).assert().success().stdout(printed).stderr(contains(warning));
        workplace.enregard(&format!("{args} --quiet")).assert().success().stderr("");
    }
}

#[test]
fn a_line_of_ten_megabytes_is_taken_as_it_is() {
    let workplace = Workplace::new();
    let line = "a".repeat(10_000_000);
    workplace.write("line.txt", &line);
    workplace.write("line.csv", format!("id,en\n1,{line}\n"));
    workplace.write("words.txt", "lampe mer neige ".repeat(600_000));
    for sides in
        ["line.txt line.txt", "line.txt line.csv", "fr.txt line.csv", "words.txt words.txt"]
    {
        for flag in ["", "--segmented"] {
            let args = format!("align {sides} {flag} --format ladder -o out.ladder --quiet");
            workplace.enregard(&args).timeout(PATIENCE).assert().success();
        }
    }
}
