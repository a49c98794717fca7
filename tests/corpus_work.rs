//! `enregard diff`, `enregard merge` and `enregard collate` as their users meet them.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{Workplace, columns, corpus};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, is_empty};

/// A folder with `sent.csv`, what a session aligned, and two reviews of it:
/// `zoe.csv` and `luc.csv`.
fn workplace() -> Workplace {
    let workplace = Workplace::new();
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    workplace.stdout(&format!("align {fr} {en} -o sent.csv"));
    let edited = |edits: &[(&str, &str, &str)]| {
        let sent = workplace.text("sent.csv");
        let mut reader = csv::Reader::from_reader(sent.as_bytes());
        let headers = reader.headers().unwrap().clone();
        let place = |name: &str| headers.iter().position(|header| header == name).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&headers).unwrap();
        for record in reader.records() {
            let record = record.unwrap();
            let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
            for (_, column, value) in edits.iter().filter(|(id, ..)| record[place("id")] == **id) {
                (*value).clone_into(&mut cells[place(column)]);
            }
            writer.write_record(&cells).unwrap();
        }
        writer.into_inner().unwrap()
    };
    let zoe = edited(&[
        ("p1.s1", "status", "accepted"),
        ("p1.s1", "reviewer", "Zoé"),
        ("p2.s1", "en", "The wind had risen shortly before nightfall."),
        ("p2.s1", "status", "edited"),
        ("p2.s3", "comment", "vu"),
        ("p8.s1", "status", "accepted"),
    ]);
    let luc = edited(&[
        ("p1.s1", "status", "accepted"),
        ("p1.s1", "reviewer", "Luc"),
        ("p2.s3", "comment", "à revoir"),
        ("p8.s1", "status", "rejected"),
        ("p11.s1", "status", "accepted"),
    ]);
    workplace.write("zoe.csv", zoe);
    workplace.write("luc.csv", luc);
    workplace
}

#[test]
fn a_diff_is_a_page_with_the_agreement_and_what_differs_side_by_side() {
    let workplace = workplace();
    workplace.write(
        "luc.csv",
        workplace.text("luc.csv").replace("à revoir", "<script>alert(1)</script>"),
    );
    let page = workplace.stdout("diff zoe.csv luc.csv --format html");
    let (head, rows) = page.split_once("<tbody>").unwrap();
    assert!(head.contains("<b>2</b> status") && page.contains("kappa"), "{head}");
    let edited = rows.split("<tr class=\"pair\">").find(|row| row.contains(">p2.s1<")).unwrap();
    let cells: Vec<&str> = edited.split("<td data-version=").collect();
    assert!(
        cells[1].starts_with("\"zoe.csv\">") && cells[1].contains("<del>shortly</del>"),
        "{edited}"
    );
    assert!(cells[2].contains("<ins>a little</ins>") && !cells[2].contains("shortly"), "{edited}");
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script") && !page.contains("http"));
    let same = workplace.stdout("diff zoe.csv zoe.csv --format html");
    assert!(same.contains("No difference."), "{same}");
}

#[test]
fn the_page_of_a_diff_speaks_the_language_that_is_asked_for_or_that_of_the_locale() {
    let workplace = workplace();
    let page = |args: &str, locale: &str| {
        let mut command = workplace.enregard(&format!("diff zoe.csv luc.csv --format html {args}"));
        let output = command.env("LANG", locale).assert().success().get_output().stdout.clone();
        String::from_utf8(output).unwrap()
    };
    let french = page("", "fr_FR.UTF-8");
    for said in [
        "<html lang=\"fr\">",
        "zoe.csv et luc.csv",
        "<b>2</b> décisions",
        "accord observé 0,",
        "précision",
    ] {
        assert!(french.contains(said), "{said}: {french}");
    }
    assert!(page("--lang en", "fr_FR.UTF-8").contains("zoe.csv and luc.csv"));
    assert!(page("--lang fr", "C").contains("zoe.csv et luc.csv"));
    assert!(page("", "de_DE.UTF-8").contains("<html lang=\"en\">"));
}

#[test]
fn a_diff_shows_both_texts_and_the_words_that_changed() {
    let workplace = workplace();
    let text = workplace.stdout("diff sent.csv zoe.csv");
    let expected = "p2.s1: edited\n    fr  Le vent s’était levé un peu avant la nuit.\n    \
                    en  The wind had risen [-a little-]{+shortly+} before nightfall.\n    \
                    status: auto -> edited\n\n";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("    comment: (blank) -> vu\n"), "{text}");
    let colored = workplace.stdout("diff sent.csv zoe.csv --color always");
    assert!(colored.contains("\u{1b}[31ma little\u{1b}[0m\u{1b}[32mshortly\u{1b}[0m"), "{colored}");
    let mut command = workplace.enregard("diff sent.csv zoe.csv");
    command.env("NO_COLOR", "1").assert().success().stdout(contains("\u{1b}").not());
}

#[test]
fn figures_are_told_alone_when_asked_for() {
    let workplace = workplace();
    let stat = workplace.stdout("diff sent.csv zoe.csv --stat");
    let row = |name: &str| stat.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert_eq!(
        ("2", "1"),
        (
            row("status").split_whitespace().last().unwrap(),
            row("edited").split_whitespace().last().unwrap()
        )
    );
    let agreement = workplace.stdout("diff zoe.csv luc.csv --agreement");
    assert!(agreement.contains("A accepts             1          1\n"), "{agreement}");
    assert!(agreement.contains("kappa            0.0000\n"), "{agreement}");
    assert!(agreement.contains("beads         1.0000  1.0000  1.0000 "), "{agreement}");
}

#[test]
fn machines_get_one_difference_a_line_or_one_object() {
    let workplace = workplace();
    let lines = workplace.stdout("diff sent.csv zoe.csv --format jsonl");
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let changes: Vec<&str> = lines.iter().map(|line| line["change"].as_str().unwrap()).collect();
    assert_eq!(vec!["status", "edited", "comment", "status"], changes);
    assert_eq!("p2.s1", lines[1]["b"][0]["id"]);
    assert_eq!("en", lines[1]["fields"][0]["field"]);
    let whole = workplace.stdout("diff sent.csv zoe.csv --format json");
    let whole: serde_json::Value = serde_json::from_str(&whole).unwrap();
    assert_eq!(
        (4, 2),
        (
            whole["differences"].as_array().unwrap().len(),
            whole["counts"]["status"].as_u64().unwrap()
        )
    );
    assert!(whole["agreement"]["kappa"].is_null());
}

#[test]
fn other_formats_of_one_bitext_do_not_differ() {
    let workplace = workplace();
    for name in ["a.xlsx", "a.jsonl", "a.tmx --include-unaligned", "a.xlf", "a.tsv"] {
        workplace.stdout(&format!("convert zoe.csv -o {name}"));
        let name = name.split(' ').next().unwrap();
        assert_eq!("", workplace.stdout(&format!("diff zoe.csv {name}")), "{name}");
    }
    let code = |args: &str| workplace.enregard(args).output().unwrap().status.code();
    assert_eq!(Some(0), code("diff zoe.csv a.xlsx --exit-code"));
    assert_eq!(Some(1), code("diff zoe.csv luc.csv --exit-code"));
    assert_eq!(Some(0), code("diff zoe.csv luc.csv"));
}

/// The gold pairs two sentences with none that the aligner joined; ids and
/// texts tell alike.
#[test]
fn an_alignment_is_compared_with_another_with_and_without_ids() {
    let workplace = workplace();
    let gold = corpus("le-phare.gold.csv");
    let by_id = workplace.stdout(&format!("diff {gold} sent.csv --stat"));
    let sent = workplace.text("sent.csv");
    let rows = columns(&sent, &["fr", "en"]);
    let mut bare = csv::Writer::from_writer(Vec::new());
    bare.write_record(["fr", "en"]).unwrap();
    for row in &rows {
        let (fr, en) = row.split_once(" | ").unwrap();
        bare.write_record([fr, en]).unwrap();
    }
    workplace.write("bare.csv", bare.into_inner().unwrap());
    assert_eq!(by_id, workplace.stdout(&format!("diff {gold} bare.csv --stat")));
    assert!(
        by_id.lines().any(|line| line.starts_with("merged") && line.ends_with(" 1")),
        "{by_id}"
    );
}

#[test]
fn ladders_are_compared_by_position_without_their_texts() {
    let workplace = Workplace::new();
    workplace.write("a.ladder", "[0]:[0]:0.9\n[1]:[1]\n[2]:[2]\n");
    workplace.write("b.ladder", "[0]:[0]:0.8\n[1, 2]:[1, 2]\n");
    let text = workplace.stdout("diff a.ladder b.ladder");
    assert!(text.starts_with("s2 + s3 -> s2: merged\n  - s2 (1:1): s2 | s2\n"), "{text}");
    workplace.write("b.csv", "fr,en\nUn.,One.\n");
    let refusal = workplace.enregard("diff a.ladder b.csv").assert().code(2);
    refusal.stderr(contains("no texts")).stderr(contains("--src FILE --tgt FILE"));
    let refusal = workplace.enregard("merge a.ladder b.ladder").assert().code(2);
    refusal.stderr(contains("no texts")).stderr(contains("enregard convert"));
}

#[test]
fn bitexts_of_other_texts_are_refused() {
    let workplace = workplace();
    let other = corpus("haut-karabakh.gold.csv");
    for args in [
        format!("diff sent.csv {other}"),
        format!("merge sent.csv {other}"),
        format!("merge sent.csv zoe.csv --base {other}"),
    ] {
        let refusal = workplace.enregard(&args).assert().code(3);
        refusal
            .stdout(is_empty())
            .stderr(contains("share hardly a pair"))
            .stderr(contains("hint: "));
    }
    for args in ["diff - -", "merge - - -o x.csv"] {
        workplace.enregard(args).assert().code(2).stderr(contains("only one of the bitexts"));
    }
}

#[test]
fn decisions_of_two_reviewers_come_together() {
    let workplace = workplace();
    for base in ["", " --base sent.csv"] {
        let args = format!("merge zoe.csv luc.csv{base} -o both.csv --conflicts c.jsonl --force");
        let failed = workplace.enregard(&args).assert().code(4);
        failed
            .stderr(contains("conflict: p8.s1: status"))
            .stderr(contains("zoe.csv: accepted"))
            .stderr(contains("luc.csv: rejected"))
            .stderr(contains("hint: decide them in the output"));
        let rows = columns(&workplace.text("both.csv"), &["id", "status", "comment"]);
        for row in [
            "p1.s1 | accepted | ",
            "p2.s1 | edited | ",
            "p2.s3 | auto | vu\nà revoir",
            "p8.s1 | accepted | ",
            "p11.s1 | accepted | ",
        ] {
            assert!(rows.contains(&row.to_owned()), "{row}: {rows:?}");
        }
        let conflicts = workplace.text("c.jsonl");
        let conflict: serde_json::Value = serde_json::from_str(conflicts.trim()).unwrap();
        assert_eq!(
            ("p8.s1", "status"),
            (conflict["pair"].as_str().unwrap(), conflict["field"].as_str().unwrap())
        );
    }
}

#[test]
fn a_preferred_side_decides_conflicts() {
    let workplace = workplace();
    for (side, status) in [("a", "accepted"), ("b", "rejected")] {
        workplace.stdout(&format!(
            "merge zoe.csv luc.csv --base sent.csv --prefer {side} -o {side}.xlsx"
        ));
        let csv = workplace.stdout(&format!("convert {side}.xlsx"));
        assert!(columns(&csv, &["id", "status"]).contains(&format!("p8.s1 | {status}")));
    }
}

#[test]
fn a_merge_replaces_no_work_of_people() {
    let workplace = workplace();
    let before = workplace.text("zoe.csv");
    let refusal = workplace.enregard("merge zoe.csv luc.csv -o zoe.csv").assert().code(2);
    refusal.stderr(contains("the output is one of the inputs"));
    workplace.write("other.csv", &before);
    let refusal = workplace.enregard("merge zoe.csv luc.csv -o other.csv").assert().code(4);
    refusal.stderr(contains("people have reviewed this file"));
    assert_eq!((before.clone(), before), (workplace.text("zoe.csv"), workplace.text("other.csv")));
    let refusal = workplace.enregard("merge zoe.csv luc.csv -o x.csv --conflicts x.csv").assert();
    refusal.code(2).stderr(contains("one place"));
}

/// The round trip of a colleague who works in a spreadsheet: a translation
/// edited there, a row joined to the one above.
#[test]
fn a_spreadsheet_that_came_back_is_merged() {
    let workplace = workplace();
    workplace.stdout("convert luc.csv -o luc.xlsx");
    let merged = workplace.stdout("merge sent.csv luc.xlsx --base sent.csv --format csv");
    let known =
        ["id", "bead", "fr", "en", "fr_ids", "en_ids", "score", "status", "reviewer", "comment"];
    assert_eq!(columns(&workplace.text("luc.csv"), &known), columns(&merged, &known));
}

/// A page that was sent comes back with the base that it was made of.
#[test]
fn a_review_that_was_sent_back_is_merged_with_its_base() {
    let workplace = workplace();
    let base = workplace.stdout("convert sent.csv --format jsonl");
    let review = workplace.stdout("convert luc.csv --format jsonl");
    let returned =
        serde_json::json!({ "format": "enregard review", "base": base, "review": review });
    workplace.write("luc.review.json", returned.to_string());
    let known = ["id", "en", "status", "reviewer", "comment"];
    let merged = workplace.stdout("merge sent.csv luc.review.json");
    assert_eq!(columns(&workplace.text("luc.csv"), &known), columns(&merged, &known));
    workplace.write("cut.json", &returned.to_string()[..200]);
    let refusal = workplace.enregard("merge sent.csv cut.json").assert().code(3);
    refusal.stderr(contains("cut.json: this review that was sent back is damaged"));
}

#[test]
fn translations_of_one_text_stand_side_by_side() {
    let workplace = workplace();
    let fr = corpus("le-phare.fr.txt");
    let wide = workplace.stdout(&format!("collate {fr} zoe.csv luc.csv sent.csv"));
    let header = wide.lines().next().unwrap();
    assert!(
        header.starts_with("fr_ids,fr,zoe,zoe_ids,zoe_status,zoe_findings,zoe_comment,luc,"),
        "{header}"
    );
    let rows =
        columns(&wide, &["fr_ids", "zoe_status", "luc_status", "sent_status", "luc_comment"]);
    assert!(rows.contains(&"p8.s1 | accepted | rejected | auto | ".to_owned()), "{rows:?}");
    assert!(rows.iter().any(|row| row.ends_with("auto | à revoir")), "{rows:?}");
    let wording = columns(&wide, &["fr_ids", "zoe", "luc"]);
    let edited = "p2.s1 | The wind had risen shortly before nightfall. | ";
    assert!(wording.iter().any(|row| row.starts_with(edited)), "{wording:?}");
    assert_eq!(wide, workplace.stdout("collate zoe.csv zoe.csv luc.csv sent.csv"), "of a bitext");
}

#[test]
fn a_collation_is_a_table_a_page_or_an_edition() {
    let workplace = workplace();
    let fr = corpus("le-phare.fr.txt");
    for out in ["wide.csv", "wide.xlsx", "wide.html", "wide.xml"] {
        workplace
            .stdout(&format!("collate {fr} zoe.csv luc.csv -o {out} --names Zoé,Luc --lang fr"));
    }
    let page = workplace.text("wide.html");
    for part in ["<html lang=\"fr\">", "Différences de mots", "Leur proximité", "<ins>", "Zoé"] {
        assert!(page.to_lowercase().contains(&part.to_lowercase()), "{part}");
    }
    assert!(!page.contains("<script"), "it runs nothing");
    let edition = workplace.text("wide.xml");
    assert_eq!(2, edition.matches("<linkGrp type=\"translation\"").count());
    let refusals = [
        (format!("collate {fr} zoe.csv luc.csv -o wide.pdf"), "there are: csv, xlsx, html, tei"),
        (format!("collate {fr} zoe.csv luc.csv --names Zoé"), "1 names for 2 translations"),
        (
            format!("collate {} zoe.csv", corpus("haut-karabakh.fr.txt")),
            "not a translation of the source",
        ),
    ];
    for (args, said) in refusals {
        workplace.enregard(&args).assert().code(2).stderr(contains(said));
    }
}
