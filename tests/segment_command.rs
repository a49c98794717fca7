//! `enregard segment` as its users meet it: streams, exit codes, forms.

use assert_cmd::Command;
use predicates::prelude::*;

fn segment() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enregard"));
    command.arg("segment");
    command
}

/// Checks what a text on stdin gives on stdout.
#[track_caller]
fn check(args: &[&str], text: &str, expected: &str) {
    segment().arg("-").args(args).write_stdin(text).assert().success().stdout(expected.to_owned());
}

#[test]
fn one_segment_a_line() {
    check(&[], " date 2020-11 Il pleut. Elle\nlit.\n", "Il pleut.\nElle lit.\n");
}

#[test]
fn positions_are_those_of_the_file() {
    check(
        &["--format", "jsonl"],
        "\u{feff}date 2020 Il pleut.",
        "{\"id\":\"p1.s1\",\"start\":13,\"end\":22,\"paragraph\":1,\"kind\":\"sentence\",\
         \"text\":\"Il pleut.\"}\n",
    );
}

#[test]
fn the_extension_of_the_output_chooses_the_form() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("segments.csv");
    segment().arg("-").arg("-o").arg(&out).write_stdin("Un. Deux.").assert().success().stdout("");
    assert_eq!(
        "id,start,end,paragraph,kind,text\n\
         p1.s1,0,4,1,sentence,Un.\n\
         p1.s2,4,9,1,sentence,Deux.\n",
        std::fs::read_to_string(&out).unwrap(),
    );
}

#[test]
fn explain_names_the_rule_of_every_place() {
    segment()
        .args(["-", "--explain"])
        .write_stdin("M. Dupont lit. Il part.")
        .assert()
        .success()
        .stdout(predicate::str::contains("a title stays with the name that follows"))
        .stdout(predicate::str::contains("a capital follows"));
}

#[test]
fn an_empty_file_is_refused_with_a_hint() {
    segment()
        .arg("-")
        .write_stdin("")
        .assert()
        .code(3)
        .stderr("error: stdin: the file is empty\nhint: check that the text was saved, or name another file\n");
}

#[test]
fn a_missing_file_is_refused_with_a_hint() {
    segment().arg("nowhere.txt").assert().code(3).stderr(predicate::str::contains("hint: "));
}

#[test]
fn a_blank_text_is_refused_as_a_blank_document_is() {
    segment()
        .arg("-")
        .write_stdin(" \n\n")
        .assert()
        .code(3)
        .stderr(predicate::str::contains("stdin: the file is blank"));
}

#[test]
fn english_given_as_french_is_warned_about() {
    let text = "Two days after the declaration was signed, the minister said that he did not \
                want to move away from France on this matter.";
    segment()
        .arg("-")
        .write_stdin(text)
        .assert()
        .success()
        .stderr(predicate::str::contains("[language]"));
    segment().args(["-", "--lang", "en"]).write_stdin(text).assert().success().stderr("");
    segment().args(["-", "--src-lang", "en"]).write_stdin(text).assert().success().stderr("");
}

#[test]
fn a_file_of_abbreviations_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.txt");
    std::fs::write(&list, "# Les nôtres.\nét.\n").unwrap();
    let arg = list.to_str().unwrap();
    check(&["--abbreviations", arg], "Au 3e ét. Porte bleue.", "Au 3e ét. Porte bleue.\n");
}

#[test]
fn options_reach_the_rules() {
    check(&["--quotes", "keep"], "« Un. Deux. » Il part.", "« Un. Deux. »\nIl part.\n");
    check(&["--bias", "-1"], "Il se tut… Le vent soufflait.", "Il se tut… Le vent soufflait.\n");
    check(
        &["--headings", "off", "--format", "csv"],
        "Titre\n\nFin.",
        "id,start,end,paragraph,kind,text\np1.s1,0,7,1,sentence,Titre\np2.s1,7,11,2,sentence,Fin.\n",
    );
}

#[test]
fn an_unknown_form_is_a_usage_error() {
    segment().args(["-", "--format", "xml"]).write_stdin("Un.").assert().code(2);
}
