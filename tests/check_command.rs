//! `enregard check` and `enregard report` through the binary.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::Workplace;
use predicates::prelude::*;

const BITEXT: &str = "fr,en\n\
    La lampe brûle depuis 12 jours.,The lamp has been burning for 21 days.\n\
    La gardienne descendit l'escalier.,The keeper went down the stairs.\n\
    La mer monte vers les rochers noirs.,\n";

/// A bitext with a wrong number and a hole.
fn workplace() -> Workplace {
    let workplace = Workplace::new();
    workplace.write("b.csv", BITEXT);
    workplace
}

/// Returns what `check` says as JSON lines.
fn findings(workplace: &Workplace, args: &str) -> Vec<serde_json::Value> {
    let output =
        workplace.enregard(&format!("check b.csv --format jsonl {args}")).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_plain_table_gets_ids_lines_and_spans() {
    let workplace = workplace();
    let found = findings(&workplace, "");
    let shown: Vec<String> = found
        .iter()
        .map(|finding| {
            format!(
                "{} {} {} {}",
                finding["pair"], finding["line"], finding["check"], finding["text"]
            )
        })
        .collect();
    assert_eq!(vec!["\"r1\" 2 \"num.value\" \"21 days\"", "\"r3\" 4 \"empty\" \"\""], shown);
}

#[test]
fn the_exit_code_follows_fail_on() {
    let workplace = workplace();
    for (args, code) in [
        ("", 1),
        ("--fail-on never", 0),
        ("--fail-on warning --skip empty", 1),
        ("--skip empty", 0),
    ] {
        workplace.enregard(&format!("check b.csv {args}")).assert().code(code);
    }
    workplace
        .enregard("check b.csv --skip nothing")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("hint:"));
    workplace.enregard("check none.csv").assert().code(3);
}

#[test]
fn a_dismissal_is_remembered_and_expires_with_the_text() {
    let workplace = workplace();
    let print = findings(&workplace, "")[0]["fingerprint"].as_str().unwrap().to_owned();
    let dismiss = format!("check b.csv --dismiss {print} --reason vu");
    workplace.enregard(&format!("{dismiss} --dry-run")).assert().success();
    assert_eq!(BITEXT, workplace.text("b.csv"), "a dry run writes nothing");
    workplace.enregard(&dismiss).assert().success();
    assert_eq!("vu", findings(&workplace, "")[0]["dismissed"]);
    workplace.write("b.csv", workplace.text("b.csv").replace("21 days", "22 days"));
    assert!(findings(&workplace, "")[0]["dismissed"].is_null(), "the text is another one");
}

#[test]
fn what_is_in_the_baseline_does_not_fail() {
    let workplace = workplace();
    workplace.enregard("check b.csv --write-baseline known.txt").assert().code(1);
    workplace.enregard("check b.csv --baseline known.txt --fail-on warning").assert().success();
    workplace.write("b.csv", BITEXT.replace("12 jours", "14 jours"));
    workplace.enregard("check b.csv --baseline known.txt --fail-on warning").assert().code(1);
}

#[test]
fn the_findings_column_is_written_in_place() {
    let workplace = workplace();
    workplace.enregard("check b.csv --write --fail-on never").assert().success();
    let columns = common::columns(&workplace.text("b.csv"), &["id", "findings"]);
    assert_eq!(vec!["r1 | num.value", "r2 | ", "r3 | empty"], columns);
}

#[test]
fn glossaries_and_checklists_are_held_to() {
    let workplace = workplace();
    workplace.write("terms.csv", "fr,en\ngardien*,warden|guard|!keeper\n");
    workplace.write(
        "house.toml",
        "[[rule]]\nname = 'stairs'\ntgt = '\\bstairs\\b'\nmessage = 'say staircase'\n",
    );
    let found = findings(&workplace, "--glossary terms.csv --checklist house.toml");
    let checks: Vec<&str> =
        found.iter().filter(|f| f["pair"] == "r2").map(|f| f["check"].as_str().unwrap()).collect();
    assert_eq!(vec!["checklist", "term", "term.forbidden"], checks);
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let file = common::corpus("le-phare.gold.csv");
    let run = |threads: &str| {
        common::enregard(&["check", &file, "--format", "json", "--threads", threads])
            .output()
            .unwrap()
            .stdout
    };
    assert_eq!(run("1"), run("8"));
}

#[test]
fn the_list_names_every_check() {
    let list = Workplace::new().stdout("check --list");
    for name in ["num.value", "omission", "misaligned", "brackets", "checklist"] {
        assert!(list.contains(name), "{name}");
    }
}

#[test]
fn a_check_is_explained_and_an_unknown_one_is_refused() {
    let page = Workplace::new().stdout("check --explain num.scale");
    for part in ["# num.scale", "Un million", "It leaves alone", "1,5 million"] {
        assert!(page.contains(part), "{part}");
    }
    let refused = Workplace::new().enregard("check --explain num.scales").assert().code(2);
    refused.stderr(predicate::str::contains("there is no check `num.scales`"));
}

#[test]
fn what_is_certain_is_shown_as_a_diff_and_mended_when_asked() {
    let workplace = Workplace::new();
    let table = "id,fr,en\n1,Il voit la mer.,He sees the the sea.\n2,Il a 12 ans.,He is 21.\n";
    workplace.write("b.csv", table);
    let diff = workplace.stdout("check b.csv --fix");
    assert_eq!("@@ b.csv: 1 [doubled] @@\n-He sees the the sea.\n+He sees the sea.\n", diff);
    assert_eq!(table, workplace.text("b.csv"), "a diff writes nothing");
    workplace.enregard("check b.csv --fix --write --dry-run").assert().success();
    assert_eq!(table, workplace.text("b.csv"), "nor does a dry run");
    workplace.enregard("check b.csv --fix --write").assert().success();
    let columns = common::columns(&workplace.text("b.csv"), &["fr", "en"]);
    assert_eq!(vec!["Il voit la mer. | He sees the sea.", "Il a 12 ans. | He is 21."], columns);
    assert_eq!("", workplace.stdout("check b.csv --fix"), "nothing certain is left");
}

#[test]
fn a_profile_says_how_much_a_check_matters() {
    let workplace = Workplace::new();
    workplace.write("b.csv", "fr,en\nLe fichier %s est vide.,The file is empty.\n");
    workplace.write("house.toml", "[house]\nplaceholder = 'off'\n");
    for (args, code) in [
        ("--profile general", 0),
        ("--profile software", 1),
        ("", 1),
        ("--profile house.toml --fail-on warning", 0),
        ("--profile hous", 2),
    ] {
        workplace.enregard(&format!("check b.csv {args}")).assert().code(code);
    }
    let said = workplace.enregard("check b.csv").output().unwrap().stderr;
    assert!(String::from_utf8(said).unwrap().contains("profile: software"), "a guess is said");
}

#[test]
fn a_shifted_run_is_one_finding_with_its_remedy() {
    let workplace = Workplace::new();
    let french = [
        "Le chat noir dort sur la vieille chaise.",
        "Le ministre a signé hier le nouveau traité.",
        "La pluie tombe sur le toit de l'église.",
        "Les enfants chantent dans le jardin de l'école.",
        "Le fermier vend ses pommes au marché.",
        "La rivière traverse la grande forêt.",
    ];
    let english = [
        "The minister signed the new treaty yesterday.",
        "The rain falls on the roof of the church.",
        "The children sing in the school garden.",
        "The farmer sells his apples at the market.",
        "The river crosses the big forest.",
        "The black cat is sleeping on the old chair.",
    ];
    let rows: String = french.iter().zip(english).map(|(fr, en)| format!("{fr},{en}\n")).collect();
    workplace.write("b.csv", format!("fr,en\n{rows}"));
    let found = findings(&workplace, "");
    let checks: Vec<&str> = found.iter().map(|f| f["check"].as_str().unwrap()).collect();
    assert_eq!(vec!["misaligned.block"], checks);
    assert!(found[0]["suggestion"].as_str().unwrap().contains("realign BITEXT --from r1 --to r"));
}

#[test]
fn reports_are_whole_pages_and_junit_is_xml() {
    let workplace = workplace();
    workplace.enregard("report b.csv -o page.html").assert().success();
    let page = workplace.text("page.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("<mark class=\"warning\""));
    assert!(!page.contains("http"), "the page needs no network");
    workplace.enregard("check b.csv -o junit.xml --fail-on never").assert().success();
    let xml = workplace.text("junit.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
}

/// Returns the findings of `b.csv` that are of a check.
fn of_check(workplace: &Workplace, check: &str) -> Vec<serde_json::Value> {
    findings(workplace, "-v").into_iter().filter(|finding| finding["check"] == check).collect()
}

#[test]
fn a_dismissal_survives_alignment_and_expires_with_the_text() {
    let workplace = Workplace::new();
    workplace
        .write("fr.txt", "La lampe brûle depuis 12 jours.\nLa gardienne descend l'escalier.\n");
    workplace.write(
        "en.csv",
        "en\nThe lamp has been burning for 21 days.\nThe keeper is going down the stairs.\n",
    );
    workplace.enregard("align fr.txt en.csv -o b.csv").assert().success();
    let print = of_check(&workplace, "num.value")[0]["fingerprint"].as_str().unwrap().to_owned();
    workplace.enregard(&format!("check b.csv --dismiss {print} --reason vu")).assert().success();
    workplace.enregard("align fr.txt b.csv -o again.csv").assert().success();
    workplace.write("b.csv", workplace.text("again.csv"));
    assert_eq!("vu", of_check(&workplace, "num.value")[0]["dismissed"], "it survives");
    workplace.write("fr.txt", workplace.text("fr.txt").replace("12 jours", "13 jours"));
    workplace.enregard("align fr.txt b.csv -o again.csv").assert().success();
    workplace.write("b.csv", workplace.text("again.csv"));
    assert!(of_check(&workplace, "num.value")[0]["dismissed"].is_null(), "it has expired");
}

#[test]
fn every_format_of_bitext_can_be_checked() {
    let workplace = workplace();
    let expected = ["num.value 21 days"];
    let first_two: Vec<&str> = BITEXT.lines().take(3).collect();
    workplace.write("two.csv", first_two.join("\n"));
    for name in ["b.tmx", "b.xlf", "b.xlsx", "b.po", "b.tsv", "b.jsonl", "b.csv.gz"] {
        workplace.enregard(&format!("convert two.csv -o {name}")).assert().success();
        let output = workplace.enregard(&format!("check {name} --format jsonl")).output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let found: Vec<String> = lines
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .map(|finding| {
                format!(
                    "{} {}",
                    finding["check"].as_str().unwrap(),
                    finding["text"].as_str().unwrap()
                )
            })
            .collect();
        assert_eq!(expected.as_slice(), found, "{name}");
    }
}

#[test]
fn aligning_a_reviewed_bitext_keeps_what_was_dismissed() {
    let workplace = Workplace::new();
    workplace.enregard("align fr.txt en.csv -o b.csv").assert().success();
    let word = "num.value!00ff:vu";
    let marked = workplace.text("b.csv").replacen(",auto,,", &format!(",auto,{word},"), 1);
    workplace.write("b.csv", &marked);
    let again = workplace.stdout("align fr.txt b.csv");
    assert!(common::columns(&again, &["findings"]).contains(&word.to_owned()), "{again}");
}
