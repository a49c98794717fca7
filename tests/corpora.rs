//! From two folders to a corpus, as users meet it; and every command of its guide.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{CORPUS, EN, FR, Workplace, columns, corpus, file};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// A folder with `fr/` and `en/`, the texts of `corpus/` and one without a partner.
fn workplace() -> Workplace {
    let workplace = Workplace::new();
    for folder in ["fr", "en", "en/notes", "fr/notes"] {
        std::fs::create_dir_all(workplace.path(folder)).unwrap();
    }
    for name in CORPUS {
        std::fs::copy(corpus(&format!("{name}.fr.txt")), workplace.path(&format!("fr/{name}.txt")))
            .unwrap();
        std::fs::copy(corpus(&format!("{name}.en.csv")), workplace.path(&format!("en/{name}.csv")))
            .unwrap();
    }
    workplace.write("fr/notes/x.fr.txt", FR);
    workplace.write("en/notes/x.en.csv", EN);
    workplace.write("fr/seul.txt", FR);
    workplace
}

/// Returns the files of a folder and what they hold.
fn tree(workplace: &Workplace, folder: &str) -> Vec<(String, Vec<u8>)> {
    let root = workplace.path(folder);
    let mut left = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                files.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn two_folders_become_a_corpus_and_what_has_no_partner_is_said() {
    let workplace = workplace();
    let done = workplace.enregard("batch fr en -o corpus --title Contes").assert().success();
    done.stderr(contains("seul.txt has no partner"))
        .stderr(contains("5 documents -> "))
        .stderr(contains("files without a partner: 1"))
        .stdout(contains("document"));
    let manifest = workplace.text("corpus/corpus.toml");
    assert!(manifest.starts_with("title = \"Contes\"\nlanguages = [\"fr\", \"en\"]"), "{manifest}");
    assert!(!manifest.contains("licence") && manifest.contains("id = \"notes/x\""), "{manifest}");
    assert_eq!(3, columns(&workplace.text("corpus/bitexts/notes/x.csv"), &["fr"]).len());
}

#[test]
fn a_corpus_is_the_same_for_any_number_of_threads() {
    let workplace = workplace();
    workplace.stdout("batch fr en -o one --threads 1");
    workplace.stdout("batch fr en -o eight --threads 8");
    assert_eq!(tree(&workplace, "one"), tree(&workplace, "eight"));
}

#[test]
fn a_batch_goes_on_where_it_was_stopped_and_does_again_what_has_changed() {
    let workplace = workplace();
    workplace.stdout("batch fr en -o corpus");
    let whole = tree(&workplace, "corpus");
    workplace.enregard("batch fr en -o corpus").assert().code(4).stderr(contains("--resume"));

    // As after kill -9: a bitext is missing, and the last line of the state is torn.
    std::fs::remove_file(workplace.path("corpus/bitexts/le-phare.csv")).unwrap();
    let state = workplace.text("corpus/batch.jsonl");
    workplace.write("corpus/batch.jsonl", &state[..state.len() - 30]);
    let again = workplace.enregard("batch fr en -o corpus --resume").assert().success();
    again.stderr(contains("; 3 as they were"));
    assert_eq!(whole, tree(&workplace, "corpus"));

    workplace.write("en/notes/x.en.csv", EN.replace("black", "dark"));
    let again = workplace.enregard("batch fr en -o corpus --resume").assert().success();
    again.stderr(contains("; 4 as they were"));
    assert!(workplace.text("corpus/bitexts/notes/x.csv").contains("dark rocks"));
}

#[test]
fn what_people_have_reviewed_is_not_replaced() {
    let workplace = workplace();
    workplace.stdout("batch fr en -o corpus");
    let path = "corpus/bitexts/notes/x.csv";
    let reviewed = workplace.text(path).replacen(",auto,", ",accepted,", 1);
    workplace.write(path, &reviewed);
    workplace.write("en/notes/x.en.csv", EN.replace("black", "dark"));
    let again = workplace.enregard("batch fr en -o corpus --resume").assert().code(1);
    again.stderr(contains("people have reviewed this file"));
    assert_eq!(reviewed, workplace.text(path));
}

#[test]
fn a_bad_document_is_counted_and_the_others_are_done() {
    let workplace = workplace();
    workplace.write("fr/notes/x.fr.txt", "");
    let done = workplace.enregard("batch fr en -o corpus").assert().code(1);
    done.stderr(contains("notes/x failed: ").and(contains("the file is empty")))
        .stderr(contains("4 documents -> ").and(contains("; 1 failed")))
        .stdout(contains("failed  notes/x"));
    assert!(workplace.text("corpus/corpus.toml").contains("error = "));
    let joined = workplace.enregard("join corpus").assert().success();
    joined.stderr(contains("documents without a bitext: 1"));
}

#[test]
fn sheets_and_manifests_name_documents_and_what_is_known_of_them() {
    let workplace = workplace();
    workplace.write(
        "list.csv",
        "id,source,translation,author\nphare,fr/le-phare.txt,en/le-phare.csv,Zoé\n",
    );
    workplace.stdout("batch list.csv -o sheet --licence CC-BY-4.0");
    let manifest = workplace.text("sheet/corpus.toml");
    assert!(
        manifest.contains("author = \"Zoé\"") && manifest.contains("licence = \"CC-BY-4.0\""),
        "{manifest}"
    );

    workplace.write(
        "list.toml",
        "title = \"T\"\n[[document]]\nid = \"a\"\nsource = \"fr/nowhere.txt\"\ntranslation = \"en/le-phare.csv\"\n\
         [[document]]\nid = \"b\"\nsource = \"fr/le-phare.txt\"\ntranslation = \"en/le-phare.csv\"\n",
    );
    let done = workplace.enregard("batch list.toml -o manifest").assert().code(1);
    done.stderr(contains("fr/nowhere.txt: there is no such file"));
    workplace.write("twins.csv", "id,source,translation\na,x,y\na,z,w\n");
    workplace
        .enregard("batch twins.csv -o x")
        .assert()
        .code(3)
        .stderr(contains("two documents have the id `a`"));
}

#[test]
fn documents_that_are_swapped_or_unrelated_come_first() {
    let workplace = workplace();
    std::fs::create_dir(workplace.path("two")).unwrap();
    let copy = |from: &str, to: &str| std::fs::copy(corpus(from), workplace.path(to)).unwrap();
    copy("le-phare.fr.txt", "two/a.fr.txt");
    copy("haut-karabakh.en.csv", "two/a.en.csv");
    copy("le-phare.fr.txt", "two/b.en.txt");
    copy("le-phare.en.csv", "two/b.fr.csv");
    copy("le-phare.fr.txt", "two/c.fr.txt");
    copy("le-phare.en.csv", "two/c.en.csv");
    let table = workplace.stdout("batch two -o corpus");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert!(rows[0].contains("a  (unrelated"), "{table}");
    assert!(rows[1].contains("b  (swapped)"), "{table}");
    assert_eq!(workplace.text("corpus/bitexts/b.csv"), workplace.text("corpus/bitexts/c.csv"));
}

#[test]
fn aligning_two_folders_leads_to_batch() {
    let refusal = workplace().enregard("align fr en").assert().code(3);
    refusal.stderr(contains("hint: ").and(contains("enregard batch fr en -o CORPUS")));
}

/// A process holds the pipe open and waits for each answer.
#[test]
fn a_document_is_answered_before_the_next_is_sent() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_enregard"))
        .args(["align", "--documents", "-", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(
            stdin,
            r#"{{"id":{id},"url":"u{id}","x":{{"y":[1]}},"src":"Il pleut.","tgt":"It rains."}}"#
        )
        .unwrap();
        stdin.flush().unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let start = format!(r#"{{"id":{id},"url":"u{id}","x":{{"y":[1]}},"pairs":["#);
        assert!(answer.starts_with(&start), "{answer}");
    }
    writeln!(stdin, r#"{{"id":3,"licence":"x"}}"#).unwrap();
    drop(stdin);
    let mut answer = String::new();
    answers.read_line(&mut answer).unwrap();
    assert!(answer.starts_with(r#"{"id":3,"licence":"x","line":4,"error":"#), "{answer}");
    assert_eq!(Some(1), child.wait().unwrap().code());
}

#[test]
fn the_answers_are_a_bitext_of_documents() {
    let workplace = Workplace::new();
    workplace.write(
        "in.jsonl",
        "{\"id\":\"a\",\"url\":\"u\",\"src\":\"Il pleut. Je lis.\",\"tgt\":\"It rains. I read.\"}\n\
         {\"id\":\"bad\"}\n{\"id\":\"b\",\"src\":\"Il pleut.\",\"tgt\":\"It rains.\"}\n",
    );
    workplace.enregard("align --documents in.jsonl -o out.jsonl").assert().code(1);
    let read = workplace.enregard("convert out.jsonl -o out.csv").assert().success();
    read.stderr(contains("could not be aligned"));
    let rows = columns(&workplace.text("out.csv"), &["id", "fr", "en", "document", "url"]);
    assert_eq!(
        vec![
            "a:p1.s1 | Il pleut. | It rains. | a | u",
            "a:p1.s2 | Je lis. | I read. | a | u",
            "b:p1.s1 | Il pleut. | It rains. | b | "
        ],
        rows
    );
    workplace.enregard("check out.jsonl --fail-on never").assert().success();
    workplace.stdout("split out.jsonl --by document -o corpus");
    assert_eq!(vec!["p1.s1", "p1.s2"], columns(&workplace.text("corpus/bitexts/a.csv"), &["id"]));
}

#[test]
fn a_corpus_is_the_same_after_join_and_split_in_every_format() {
    let workplace = workplace();
    workplace.write("list.csv", "id,source,translation,author\nphare,fr/le-phare.txt,en/le-phare.csv,Zoé\nx,fr/notes/x.fr.txt,en/notes/x.en.csv,\n");
    workplace.stdout("batch list.csv -o corpus");
    let texts = |folder: &str| {
        ["phare", "x"].map(|id| {
            columns(
                &workplace.text(&format!("{folder}/bitexts/{id}.csv")),
                &["id", "fr", "en", "fr_ids"],
            )
        })
    };
    for ending in ["csv", "jsonl", "tmx", "xlf", "xlsx", "parquet"] {
        workplace.stdout(&format!("join corpus -o all.{ending}"));
        workplace.stdout(&format!("split all.{ending} --by document -o {ending}"));
        assert_eq!(texts("corpus"), texts(ending), "{ending}");
        assert!(
            workplace.text(&format!("{ending}/corpus.toml")).contains("author = \"Zoé\""),
            "{ending}"
        );
    }
    let ids = columns(&workplace.text("all.csv"), &["document", "id"]);
    assert!(ids.iter().all(|row| {
        row.split_once(" | ").is_some_and(|(doc, id)| id.starts_with(&format!("{doc}:")))
    }));
}

#[test]
fn a_filter_keeps_and_drops_every_pair_once_in_their_order() {
    let workplace = Workplace::new();
    workplace.write("b.csv", "id,fr,en,score\n1,Oui.,Yes.,0.9\n2,Menu,Menu,0.9\n3,Non.,,0.9\n4,Il pleut.,It rains.,0.1\n");
    let done = workplace
        .enregard("filter b.csv --identical --one-sided --min-probability .5 -o good.csv --dropped bad.csv")
        .assert()
        .success();
    done.stderr(
        contains("one-sided: 1 taken, 1 by this rule alone")
            .and(contains("4 pairs: 1 kept, 3 dropped")),
    );
    assert_eq!(vec!["1"], columns(&workplace.text("good.csv"), &["id"]));
    assert_eq!(vec!["2", "3", "4"], columns(&workplace.text("bad.csv"), &["id"]));
    workplace.write("r.toml", "identical = true\n");
    workplace
        .enregard("filter b.csv --rules r.toml --dry-run")
        .assert()
        .success()
        .stderr(contains("3 kept, 1 dropped"));
    workplace
        .enregard("filter b.csv --min-score qe=1 --dry-run")
        .assert()
        .code(2)
        .stderr(contains("no column is called `qe`"));
}

#[test]
fn duplicates_are_dropped_and_the_first_stays() {
    let workplace = Workplace::new();
    workplace.write("b.csv", "id,fr,en\n1,Oui.,Yes.\n2,oui !,yes!\n3,Non.,No.\n");
    workplace.stdout("dedupe b.csv -o once.csv --dropped twice.csv");
    assert_eq!(vec!["1", "3"], columns(&workplace.text("once.csv"), &["id"]));
    assert_eq!(vec!["2"], columns(&workplace.text("twice.csv"), &["id"]));
    workplace
        .enregard("dedupe b.csv --by exact -o all.csv")
        .assert()
        .success()
        .stderr(contains("3 kept"));
}

#[test]
fn a_sample_is_blind_and_tells_the_accuracy_when_it_comes_back() {
    let workplace = workplace();
    workplace.stdout("batch fr en -o corpus");
    workplace.stdout("sample 20 corpus --strata --seed 3 -o a.csv");
    workplace.stdout("sample 20 corpus --strata --seed 3 -o b.csv");
    let sheet = workplace.text("a.csv");
    assert_eq!(sheet, workplace.text("b.csv"));
    assert!(sheet.starts_with("id,fr,en,right,remark\n"), "{sheet}");
    workplace.write("a.csv", sheet.replace(",,\n", ",oui,\n"));
    let told = workplace.stdout("sample a.csv corpus");
    let whole = told.lines().last().unwrap();
    assert!(whole.starts_with("the corpus") && whole.contains("1.000"), "{told}");
    workplace.write("c.csv", sheet.replacen(",,\n", ",peut-être,\n", 1));
    workplace
        .enregard("sample c.csv corpus")
        .assert()
        .code(3)
        .stderr(contains("is not a judgement"));
}

#[test]
fn parts_share_no_pair_and_hold_every_document_once() {
    let workplace = workplace();
    // A document that repeats another must go where that goes.
    std::fs::copy(workplace.path("fr/le-phare.txt"), workplace.path("fr/copie.txt")).unwrap();
    std::fs::copy(workplace.path("en/le-phare.csv"), workplace.path("en/copie.csv")).unwrap();
    workplace.stdout("batch fr en -o corpus");
    workplace.stdout("split corpus --train .6 --test .4 --seed 2 -o parts");
    let documents = |name: &str| -> std::collections::BTreeSet<String> {
        columns(&workplace.text(name), &["document"]).into_iter().collect()
    };
    let (train, test) = (documents("parts/train.csv"), documents("parts/test.csv"));
    assert_eq!((6, true), (train.len() + test.len(), train.is_disjoint(&test)));
    assert_eq!(train.contains("copie"), train.contains("le-phare"));
    workplace
        .enregard("split corpus --train .9 --test .2 -o x")
        .assert()
        .code(2)
        .stderr(contains("not 1"));
}

#[test]
fn words_are_found_with_what_stands_for_them() {
    let workplace = Workplace::new();
    workplace.write(
        "b.csv",
        "id,fr,en\n1,Le gardien alluma la lampe.,The keeper lit the lamp.\n2,Il neige.,It snows.\n",
    );
    let found = workplace.stdout("grep lampe b.csv");
    assert!(found.contains("[lampe]") && found.contains("«lamp»"), "{found}");
    let rows = columns(
        &workplace.stdout("grep lamp* b.csv --side tgt --format csv"),
        &["id", "match", "counterpart"],
    );
    assert_eq!(vec!["1 | lamp | Le gardien alluma la «lampe»."], rows);
    workplace.enregard("grep baleine b.csv").assert().code(1);
    workplace.enregard("grep lampe b.csv --side src --not keeper").assert().code(1);
    workplace
        .enregard("grep --regex a( b.csv")
        .assert()
        .code(2)
        .stderr(contains("is not a regular expression"));
    assert!(workplace.stdout("grep lampe b.csv --format html").contains("<mark>lamp</mark>"));
}

#[test]
fn figures_are_a_table_an_object_or_a_page() {
    let workplace = workplace();
    workplace.stdout("batch fr en -o corpus");
    let stats: serde_json::Value =
        serde_json::from_str(&workplace.stdout("stats corpus --json")).unwrap();
    assert_eq!(5, stats["documents"].as_u64().unwrap());
    assert!(workplace.stdout("stats corpus").contains("fr: vocabulary"));
    let both = workplace.stdout("stats corpus --beside corpus/bitexts/le-phare.csv");
    assert!(both.lines().next().unwrap().ends_with(" 1"), "{both}");
    let page = workplace.stdout("stats corpus --format html");
    assert!(page.contains("<svg") && !page.contains("<script"));
}

/// Returns the commands of the guide: lines that start with `$ ` in console blocks.
fn commands(document: &str) -> Vec<String> {
    let mut is_console = false;
    let mut commands = Vec::new();
    for line in document.lines() {
        if let Some(language) = line.strip_prefix("```") {
            is_console = language == "console";
        } else if let (true, Some(command)) = (is_console, line.strip_prefix("$ ")) {
            commands.push(command.to_owned());
        }
    }
    commands
}

#[test]
fn every_command_of_the_guide_works() {
    let workplace = workplace();
    let guide = std::fs::read_to_string(file("docs/corpora.md")).unwrap();
    let commands = commands(&guide);
    assert!(commands.len() >= 10, "{} commands", commands.len());
    let binary = std::path::PathBuf::from(env!("CARGO_BIN_EXE_enregard"));
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for command in commands {
        let output = Command::new("sh")
            .args(["-c", &command])
            .env("PATH", &path)
            .current_dir(workplace.path("."))
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
