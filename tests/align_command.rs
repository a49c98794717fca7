//! `enregard align` and `eval` as their users meet them: streams, exit codes,
//! formats, and what bad input gets.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::path::{Path, PathBuf};

const FRENCH: &str = " date 2020-11 Le gardien alluma la lampe. Personne ne répondit.\n\n\
    La mer montait vers les rochers noirs. Elle lisait une vieille lettre.\n";

const ENGLISH: &str = "English,Note\nThe keeper lit the lamp.,a\nNobody answered.,b\n\
    The sea was rising to the black rocks.,\nShe was reading an old letter.,c\n";

/// A folder with a text and its translation.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        desk.put("a.txt", FRENCH);
        desk.put("a.csv", ENGLISH);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn get(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the program in the folder with arguments parted by spaces.
    fn run(&self, args: &str) -> assert_cmd::assert::Assert {
        self.command(args).assert()
    }

    fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_enregard"));
        command.current_dir(self.folder.path()).args(args.split_whitespace());
        command
    }

    /// Checks that a run is refused with an exit code, a message and a hint,
    /// and that nothing is written to stdout.
    #[track_caller]
    fn check_refusal(&self, args: &str, code: i32, message: &str) {
        self.run(args)
            .code(code)
            .stdout("")
            .stderr(contains(message).and(contains("hint: ")).and(contains("panicked").not()));
    }

    /// Checks that a run goes on and warns.
    #[track_caller]
    fn check_warning(&self, args: &str, message: &str) {
        self.run(args).success().stderr(contains("warning: ").and(contains(message)));
    }
}

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)
}

#[test]
fn a_text_and_its_table_give_the_bitext_of_the_contract() {
    let head = "id,bead,fr,en,fr_ids,en_ids,score,status,findings,reviewer,updated,comment,Note\n\
        p1.s1,1:1,Le gardien alluma la lampe.,The keeper lit the lamp.,p1.s1,r1.s1,";
    Desk::new()
        .run("align a.txt a.csv")
        .success()
        .stdout(predicate::str::starts_with(head))
        .stderr("4 fr segments, 4 en rows -> 4 pairs (4 1:1); 0 to look at\n");
}

#[test]
fn quiet_says_nothing_and_verbose_says_what_was_detected() {
    Desk::new().run("align a.txt a.csv --quiet").success().stderr("");
    Desk::new().run("align a.txt a.csv -v").stderr(contains("columns: en `English`"));
}

#[test]
fn the_extension_of_the_output_chooses_the_format() {
    let desk = Desk::new();
    for (name, start) in [
        ("o.csv", "id,bead,fr,en,"),
        ("o.tsv", "id\tbead\tfr\ten\t"),
        ("o.jsonl", "{\"id\":\"p1.s1\""),
        ("o.ladder", "[0]:[0]:"),
        ("o.tmx", "<?xml"),
    ] {
        desk.run(&format!("align a.txt a.csv -o {name}")).success().stdout("");
        assert!(desk.get(name).starts_with(start), "{name}: {}", desk.get(name));
    }
}

#[test]
fn metadata_goes_beside_the_csv_and_into_json_lines() {
    let desk = Desk::new();
    desk.run("align a.txt a.csv -o o.csv").success();
    assert!(desk.get("o.csv-metadata.json").contains("2020-11"));
    assert!(!desk.get("o.csv").contains("2020-11"));
    desk.run("align a.txt a.csv --format jsonl").stdout(contains("\"date\":\"2020-11\""));
}

#[test]
fn dash_is_stdin_on_either_side_and_gzip_is_transparent() {
    let desk = Desk::new();
    let plain = desk.run("align a.txt a.csv").get_output().stdout.clone();
    desk.command("align - a.csv").write_stdin(FRENCH).assert().stdout(plain.clone());
    desk.command("align a.txt -").write_stdin(ENGLISH).assert().stdout(plain.clone());
    desk.run("align a.txt a.csv -o o.csv.gz").success();
    assert_eq!([0x1f, 0x8b], std::fs::read(desk.path("o.csv.gz")).unwrap()[..2]);
    desk.run("eval o.csv.gz o.csv.gz").success().stdout(contains("strict        1.0000"));
}

#[test]
fn segments_taken_as_they_stand_keep_their_positions() {
    let desk = Desk::new();
    desk.put("a.fr", "Il pleut. Il neige.\n\nLe roi mourut.\n");
    desk.put("a.en", "It rains. It snows.\n\nThe king died.\n");
    let ladder =
        desk.run("align --segmented a.fr a.en --format ladder").get_output().stdout.clone();
    let beads: Vec<String> = String::from_utf8(ladder)
        .unwrap()
        .lines()
        .map(|line| line.rsplit_once(':').unwrap().0.to_owned())
        .collect();
    assert_eq!(["[0]:[0]", "[1]:[1]", "[2]:[2]"], beads[..]);
}

#[test]
fn rows_are_paired_by_id_by_memory_and_by_order() {
    let desk = Desk::new();
    let ids = "id,en\np2.s1,The sea was rising.\np1.s1,The keeper lit it.\np1.s2,Nobody.\n";
    desk.put("ids.csv", ids);
    desk.run("align a.txt ids.csv --format ladder")
        .success()
        .stdout("[0]:[1]\n[1]:[2]\n[2]:[0]\n[3]:[]\n");
    desk.put("memory.csv", "fr,en\nPersonne ne répondit.,Not a soul replied.\n");
    desk.run("align a.txt memory.csv --by memory --format jsonl")
        .success()
        .stdout(contains("{\"fr\":\"Personne ne répondit.\",\"en\":\"Not a soul replied.\"}"));
    desk.run("align a.txt a.csv --by order --format ladder")
        .stdout("[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n");
    desk.check_refusal("align a.txt a.csv --by id", 3, "a.csv");
    desk.check_refusal("align a.txt a.csv --by memory", 2, "a.csv");
}

#[test]
fn a_column_is_named_or_numbered() {
    let desk = Desk::new();
    desk.put("two.csv", "first,second\nok,The keeper lit the lamp.\nok,Nobody answered.\n");
    for column in ["second", "2"] {
        let args = format!("align a.txt two.csv --column {column}");
        desk.run(&args).success().stdout(contains("The keeper lit the lamp."));
    }
    desk.check_refusal("align a.txt two.csv --column third", 2, "third");
    desk.put("bare.csv", "The keeper lit the lamp.\nNobody answered.\n");
    desk.run("align a.txt bare.csv --no-header").stderr(contains("2 en rows"));
}

#[test]
fn excel_gets_a_byte_order_mark_and_semicolons() {
    let desk = Desk::new();
    desk.run("align a.txt a.csv --excel -o o.csv").success();
    assert!(desk.get("o.csv").starts_with("\u{feff}id;bead;fr;en;"));
    desk.run("eval o.csv o.csv").success().stdout(contains("1.0000"));
}

#[test]
fn documents_are_aligned_a_line_at_a_time_in_order() {
    let lines = "{\"id\":\"x\",\"src\":\"Il pleut. Je lis.\",\"tgt\":\"It rains. I read.\"}\n\
        not json\n\
        {\"id\":7,\"src\":[\"Il pleut.\",\"Fin.\"],\"tgt\":[\"It rains.\"]}\n\
        {\"id\":8,\"src\":3,\"tgt\":\"x\"}\n";
    let output = Desk::new().command("align --documents -").write_stdin(lines).assert().success();
    let stdout = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let answers: Vec<serde_json::Value> =
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(4, answers.len());
    assert_eq!(
        ("x", "1:1"),
        (answers[0]["id"].as_str().unwrap(), answers[0]["pairs"][0]["bead"].as_str().unwrap())
    );
    assert!(answers[1]["error"].is_string() && answers[1]["line"] == 2);
    assert_eq!(7, answers[2]["id"]);
    assert!(answers[3]["error"].is_string() && answers[3]["id"] == 8);
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let desk = Desk::new();
    let (src, tgt) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    let run = |n: &str| {
        let mut command = desk.command("align --threads");
        command.arg(n).arg(&src).arg(&tgt).assert().success().get_output().stdout.clone()
    };
    assert_eq!(run("1"), run("8"));
}

#[test]
fn files_that_cannot_be_read_are_refused_with_their_place() {
    let desk = Desk::new();
    desk.put("empty.csv", "");
    desk.put("binary.csv", (0..=255).cycle().take(4000).collect::<Vec<u8>>());
    desk.put("french.csv", "id,fr\n1,Il pleut encore ici.\n2,Personne ne vient.\n");
    desk.put("open.csv", "en\n\"It rains.\nNobody comes.\n");
    for (args, message) in [
        ("align none.txt a.csv", "none.txt: there is no such file"),
        ("align . a.csv", ".: this is a folder"),
        ("align a.txt empty.csv", "empty.csv: the file is empty"),
        ("align a.txt binary.csv", "binary.csv: this is no text"),
        ("align a.txt french.csv", "french.csv: no column looks like English text"),
        ("align a.txt open.csv", "open.csv:2: a quote opens here"),
        ("align a.txt a.csv -o none/o.csv", "none/o.csv"),
        ("align a.txt a.csv --model a.txt", "a.txt: this is no model of enregard"),
    ] {
        desk.check_refusal(args, 3, message);
    }
}

#[test]
fn what_cannot_be_meant_is_refused_as_usage() {
    let desk = Desk::new();
    desk.check_refusal("align - -", 2, "cannot both be stdin");
    desk.run("align a.txt a.csv --format docx").code(2).stderr(contains("csv, tsv, jsonl"));
    desk.run("align a.txt").code(2).stderr(contains("TRANSLATION"));
}

#[test]
fn ugly_text_is_aligned_with_a_warning() {
    let desk = Desk::new();
    desk.put("damaged.txt", [FRENCH.repeat(9).as_bytes(), b"\xff\n"].concat());
    desk.put("ragged.csv", format!("{ENGLISH}One more.,x,y,z\n"));
    let french = corpus("le-phare.fr.txt");
    desk.check_warning("align damaged.txt a.csv", "damaged.txt:28: 1 byte sequence not valid");
    desk.check_warning("align a.txt ragged.csv", "ragged.csv:6: the row has more cells");
    desk.command("align")
        .args([&french, &french])
        .assert()
        .success()
        .stderr(contains("this seems to be `fr`, and is taken for `en`"));
    desk.command("align")
        .args([&french, &corpus("haut-karabakh.en.csv")])
        .assert()
        .success()
        .stderr(contains("does not seem to translate the source"));
}

#[test]
fn a_failure_leaves_the_old_output_whole() {
    let desk = Desk::new();
    desk.put("o.csv", "precious\n");
    desk.check_refusal("align none.txt a.csv -o o.csv", 3, "none.txt");
    assert_eq!("precious\n", desk.get("o.csv"));
    desk.run("align a.txt a.csv -o o.csv").success();
    let left =
        std::fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| !name.starts_with('.')), "{left:?}");
}

#[test]
fn a_line_of_ten_megabytes_is_aligned() {
    let desk = Desk::new();
    desk.put("long.txt", "a".repeat(10_000_000));
    desk.put("long.csv", format!("en\n{}\n", "b".repeat(10_000_000)));
    desk.run("align long.txt long.csv --format ladder").success().stdout(contains("[0]:[0]"));
}

#[test]
fn a_trained_model_serves_its_languages_and_no_others() {
    let desk = Desk::new();
    let pairs = "der Hund bellt\tle chien aboie\n".repeat(5);
    desk.put("pairs.tsv", pairs);
    let langs = "--src-lang de --tgt-lang fr";
    desk.run(&format!("train {langs} pairs.tsv -o m.model")).success();
    desk.run(&format!("model info {langs} --model m.model")).stdout(contains("de to fr"));
    desk.check_refusal("align a.txt a.csv --model m.model", 2, "this model is for `de` and `fr`");
    desk.put("bad.tsv", "no tab here\n");
    desk.check_refusal("train bad.tsv -o n.model", 3, "bad.tsv:1: this line has no tab");
}

#[test]
fn gold_is_compared_by_ids_positions_or_boundaries() {
    let desk = Desk::new();
    desk.put("gold.ladder", "[0]:[0]\n[1]:[1, 2]\n[2]:[]\n");
    desk.put("test.ladder", "[0]:[0]:0.9\n[1]:[1]:0.5\n[]:[2]:0.5\n[2]:[]:0.5\n");
    desk.run("eval gold.ladder test.ladder")
        .success()
        .stdout(contains("strict        0.5000").and(contains("0:1")));
    desk.put("gold.txt", "Il pleut.\nIl neige.\n");
    desk.put("test.txt", "Il pleut. Il neige.\n");
    desk.run("eval gold.txt test.txt")
        .success()
        .stdout(contains("boundaries").and(contains("0/1")));
    desk.put("other.txt", "Autre chose.\n");
    desk.check_refusal("eval gold.txt other.txt", 3, "not the segments of the same text");
    desk.check_refusal("eval gold.txt gold.ladder", 2, "one file has beads");
}

#[test]
fn completions_and_man_pages_are_printed() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        desk.run(&format!("completions {shell}")).success().stdout(contains("enregard"));
    }
    desk.run("man").success().stdout(contains(".TH"));
    desk.run("man align").success().stdout(contains("TRANSLATION"));
    desk.check_refusal("man nothing", 2, "`nothing` is no command");
}
