//! `enregard update`, `missing`, `realign`, and `align` with a bitext, as their users
//! meet them.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{Workplace, columns, corpus};
use predicates::str::contains;

const OURS: [&str; 5] = ["fr", "en", "status", "reviewer", "comment"];

/// A folder with `old.csv`, a reviewed bitext of `fr.txt`, which has a sentence in
/// front of it now, one rewritten and one less.
fn workplace() -> Workplace {
    let workplace = Workplace::new();
    workplace.stdout("align fr.txt en.csv -o aligned.csv");
    let csv = workplace.text("aligned.csv");
    let reviewed = csv.lines().map(|line| {
        let line = line.replace(",auto,", ",accepted,");
        match line.rsplit_once(",,,,,") {
            Some((head, note)) => format!("{head},num.value!0f:vu,Zoé,2026-11-02,ici,{note}"),
            None => line,
        }
    });
    workplace.write("old.csv", reviewed.collect::<Vec<_>>().join("\n") + "\n");
    workplace.write(
        "new.txt",
        "Chapitre premier.\n\nLa gardienne alluma la lampe. Il neigeait depuis quatre jours.\n",
    );
    workplace
}

#[test]
fn a_new_version_keeps_decisions_and_shows_what_changed() {
    let workplace = workplace();
    let before = workplace.bytes("old.csv");
    let mut command = workplace.enregard("update old.csv new.txt -o v2.csv --format text");
    let output = command.assert().success().get_output().clone();
    let (report, said) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(said.contains("1 kept, 1 changed, 1 new, 1 gone"), "{said}");
    assert!(
        said.contains("p2.s2: edited, was accepted: Il neigeait depuis [-trois-]{+quatre+} jours."),
        "{said}"
    );
    assert!(said.contains("decisions: 3 before, 1 stay"), "{said}");
    assert!(
        said.contains("warning: nothing is left of 1 pairs; they are kept in v2.orphans.csv"),
        "{said}"
    );
    assert!(report.contains("depuis [-trois-]{+quatre+} jours"), "{report}");
    let v2 = workplace.text("v2.csv");
    assert_eq!(
        vec![
            "Chapitre premier. |  | auto |  | ",
            "La gardienne alluma la lampe. | The keeper lit the lamp. | accepted | Zoé | ici",
            "Il neigeait depuis quatre jours. | It had been snowing for three days. | auto | Zoé | ici",
        ],
        columns(&v2, &OURS)
    );
    assert_eq!(
        vec![
            " |  | ",
            "a | num.value!0f:vu | ",
            "b | text.changed num.value!0f:vu | Il neigeait depuis trois jours."
        ],
        columns(&v2, &["Note", "findings", "fr_before"])
    );
    let orphans = columns(&workplace.text("v2.orphans.csv"), &OURS);
    assert_eq!(
        vec![
            "La mer montait vers les rochers noirs. | The sea was rising to the black rocks. | accepted | Zoé | ici"
        ],
        orphans
    );
    assert_eq!(before, workplace.bytes("old.csv"));
}

#[test]
fn orphans_and_reports_go_where_they_are_sent() {
    let workplace = workplace();
    workplace.stdout(
        "update old.csv new.txt -o v2.csv --orphans gone.tsv --report changes.html --lang en",
    );
    assert!(workplace.names().contains(&"gone.tsv".to_owned()));
    assert!(!workplace.names().iter().any(|name| name.contains("orphans")));
    let page = workplace.text("changes.html");
    assert!(page.contains("<b>1</b> kept") && page.contains("<del>trois</del>"), "{page}");
    let json =
        workplace.stdout("update old.csv new.txt -o v3.csv --orphans gone2.csv --format json");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let counts =
        ["kept", "changed", "new", "gone"].map(|name| json["counts"][name].as_u64().unwrap());
    assert_eq!([1, 1, 1, 1], counts);
}

#[test]
fn nothing_is_dropped_where_there_is_no_place_for_it() {
    let workplace = workplace();
    workplace
        .enregard("update - new.txt -o -")
        .write_stdin(workplace.bytes("old.csv"))
        .assert()
        .code(4)
        .stdout("")
        .stderr(contains("--orphans"));
    workplace
        .enregard("update old.csv new.txt -o -")
        .assert()
        .success()
        .stderr(contains("kept in old.orphans.csv"));
    workplace.stdout("update old.csv new.txt -o - --orphans gone.csv");
    workplace.write(
        "other.txt",
        "Le marché ouvre à sept heures.\n\nOn y vend du poisson et des fleurs.\n",
    );
    workplace
        .enregard("update old.csv other.txt -o v2.csv")
        .assert()
        .code(3)
        .stderr(contains("not a version of the `fr` text"));
    workplace.enregard("update old.csv new.txt -o old.csv").assert().code(2);
    workplace.enregard("update old.csv new.txt -o v2.csv").assert().success();
    workplace
        .enregard("update old.csv new.txt -o v2.csv")
        .assert()
        .code(4)
        .stderr(contains("--force"));
}

#[test]
fn both_texts_may_be_new() {
    let workplace = workplace();
    workplace.write("new.csv", "English,Note\nChapter one.,x\nThe keeper lit the lamp.,\nIt had been snowing for four days.,z\n");
    workplace.enregard("update old.csv new.txt new.csv -o v2.csv").assert().success();
    let v2 = workplace.text("v2.csv");
    assert_eq!(
        vec![
            "Chapitre premier. | Chapter one. | auto |  | ",
            "La gardienne alluma la lampe. | The keeper lit the lamp. | accepted | Zoé | ici",
            "Il neigeait depuis quatre jours. | It had been snowing for four days. | auto | Zoé | ici",
        ],
        columns(&v2, &OURS)
    );
    assert_eq!(
        vec!["x | ", "a | ", "b | It had been snowing for three days."],
        columns(&v2, &["Note", "en_before"])
    );
}

#[test]
fn a_changed_text_is_a_finding_until_somebody_decides() {
    let workplace = workplace();
    workplace.stdout("update old.csv new.txt -o v2.csv");
    let check =
        |name: &str| workplace.stdout(&format!("check {name} --format jsonl --fail-on never"));
    assert!(check("v2.csv").contains("the text was `Il neigeait depuis trois jours.`"));
    workplace.write(
        "v3.csv",
        workplace.text("v2.csv").replace(",auto,text.changed", ",accepted,text.changed"),
    );
    assert!(!check("v3.csv").contains("the text was"));
}

#[test]
fn aligning_with_a_bitext_brings_it_up_to_the_text() {
    let workplace = workplace();
    let mut command = workplace.enregard("align new.txt old.csv");
    let output = command.assert().success().get_output().clone();
    let csv = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        vec![
            "Chapitre premier. |  | auto",
            "La gardienne alluma la lampe. | The keeper lit the lamp. | accepted",
            "Il neigeait depuis quatre jours. | It had been snowing for three days. | auto",
            " | The sea was rising to the black rocks. | auto",
        ],
        columns(&csv, &["fr", "en", "status"])
    );
    assert!(!csv.contains("(table)"), "{csv}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("1 pairs kept, 2 changed, 1 new, 0 gone; 1 of 3 decisions stay"),
        "{said}"
    );
    assert_eq!(workplace.text("old.csv"), workplace.stdout("align fr.txt old.csv"));
}

#[test]
fn a_reviewed_bitext_keeps_its_decisions_whatever_its_format() {
    let workplace = workplace();
    for name in ["old.xlsx", "old.jsonl", "old.tmx", "old.xlf", "old.po", "old.parquet"] {
        workplace.stdout(&format!("convert old.csv -o {name}"));
        for command in [format!("align new.txt {name}"), format!("update {name} new.txt")] {
            let csv = workplace.stdout(&format!("{command} --quiet"));
            let kept = "La gardienne alluma la lampe. | The keeper lit the lamp. | accepted | Zoé";
            let rows = columns(&csv, &["fr", "en", "status", "reviewer"]);
            assert!(rows.iter().any(|row| row == kept), "{command}\n{csv}");
            assert!(!csv.contains("(table)"), "{command}\n{csv}");
        }
    }
}

#[test]
fn a_reviewed_bitext_of_another_text_is_refused_in_every_format() {
    let workplace = workplace();
    let (fr, before) = (corpus("le-phare.fr.txt"), workplace.bytes("old.csv"));
    for name in ["old.csv", "old.jsonl", "old.tmx", "old.po"] {
        if name != "old.csv" {
            workplace.stdout(&format!("convert old.csv -o {name}"));
        }
        workplace
            .enregard(&format!("align {fr} {name} -o out.csv"))
            .assert()
            .code(3)
            .stderr(contains("a reviewed bitext of another text"));
        assert!(!workplace.names().contains(&"out.csv".to_owned()));
    }
    assert_eq!(before, workplace.bytes("old.csv"));
}

#[test]
fn a_chapter_takes_its_pairs_from_the_bitext_of_the_book() {
    let workplace = Workplace::new();
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    workplace.stdout(&format!("align {fr} {en} -o book.csv"));
    workplace.write("book.csv", workplace.text("book.csv").replace(",auto,", ",accepted,"));
    workplace.write("chapter.txt", "La dernière veille\n\nPersonne ne sait cela.\n");
    let csv = workplace.stdout("align chapter.txt book.csv --quiet");
    let rows = columns(&csv, &["fr", "en", "status"]);
    assert!(rows.contains(&"La dernière veille | The Last Watch | accepted".to_owned()), "{csv}");
}

#[test]
fn what_is_missing_goes_out_as_a_sheet_and_comes_back_by_key() {
    let workplace = workplace();
    workplace.stdout("update old.csv new.txt -o v2.csv");
    workplace
        .enregard("missing v2.csv -o todo.csv")
        .assert()
        .success()
        .stderr(contains("1 of 3 pairs without a translation"));
    let rows =
        columns(&workplace.text("todo.csv"), &["key", "before", "fr", "en", "after", "memory_en"]);
    assert_eq!(vec!["p1.s1 |  | Chapitre premier. |  | La gardienne alluma la lampe. | "], rows);
    workplace
        .write("back.csv", "Merci !,,\nen,key,comment\nChapter one.,p1.s1,vu\nNobody.,p9.s9,\n");
    let mut command = workplace.enregard("missing --take back.csv v2.csv -o v3.csv");
    command
        .assert()
        .success()
        .stderr(contains("back.csv:4: `p9.s9` is not taken: no pair has this key"))
        .stderr(contains("1 translations taken, 1 not; 0 pairs still without"));
    let (v2, v3) = (workplace.text("v2.csv"), workplace.text("v3.csv"));
    let filled = columns(&v3, &["en", "en_ids", "bead", "comment"]);
    assert_eq!("Chapter one. | p1.s1.s1 | 1:1 | vu", filled[0]);
    assert_eq!(v2.lines().skip(2).collect::<Vec<_>>(), v3.lines().skip(2).collect::<Vec<_>>());
}

#[test]
fn a_spreadsheet_comes_back_too_and_one_that_fits_nothing_is_refused() {
    let workplace = workplace();
    workplace.stdout("update old.csv new.txt -o v2.csv");
    workplace.stdout("missing v2.csv --memory old.csv -o todo.xlsx");
    workplace
        .enregard("missing --take todo.xlsx v2.csv -o v3.csv")
        .assert()
        .success()
        .stderr(contains("0 translations taken"));
    assert_eq!(workplace.text("v2.csv"), workplace.text("v3.csv"));
    workplace
        .enregard("missing --take todo.xlsx aligned.csv -o v4.csv")
        .assert()
        .code(3)
        .stderr(contains("nothing was written"));
    assert!(!workplace.names().contains(&"v4.csv".to_owned()));
    workplace
        .enregard("missing --take en.csv v2.csv -o v4.csv")
        .assert()
        .code(3)
        .stderr(contains("`key`"));
}

/// A bitext whose second and third pair were mixed up.
const MIXED: &str = "id,bead,fr,en,fr_ids,en_ids,score,status,findings,reviewer,updated,comment,Note\n\
    p1.s1,1:1,La gardienne alluma la lampe.,The keeper lit the lamp.,p1.s1,r1.s1,0.99,accepted,,Zoé,,,a\n\
    p1.s2,1:2,Il neigeait depuis trois jours.,It had been snowing for three days. The sea was rising to the black rocks.,p1.s2,r2.s1 r3.s1,0.4,auto,num.value!0f:vu,,,ici,b\n\
    p2.s1,1:0,La mer montait vers les rochers noirs.,,p2.s1,,0.4,auto,,,,là,c\n";

#[test]
fn a_stretch_is_aligned_again_and_keeps_what_was_said() {
    let workplace = Workplace::new();
    workplace.write("mixed.csv", MIXED);
    let csv = workplace.stdout("realign mixed.csv --from p1.s2 --to p2.s1");
    assert_eq!(
        vec![
            "The keeper lit the lamp. | accepted |  |  | a",
            "It had been snowing for three days. | auto | num.value!0f:vu | ici | b",
            "The sea was rising to the black rocks. | auto |  | là | c",
        ],
        columns(&csv, &["en", "status", "findings", "comment", "Note"])
    );
    assert_eq!(MIXED, workplace.stdout("realign mixed.csv --from p1.s1 --to p1.s1"));
    workplace
        .enregard("realign mixed.csv --from p9")
        .assert()
        .code(2)
        .stderr(contains("from `p1.s1` to `p2.s1`"));
    workplace.enregard("realign mixed.csv --from p2.s1 --to p1.s1").assert().code(2);
}

#[test]
fn merging_a_part_takes_nothing_out() {
    let workplace = Workplace::new();
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    workplace.stdout(&format!("align {fr} {en} -o whole.csv"));
    let bare = |rows: &mut dyn Iterator<Item = String>| {
        "id,fr,en\n".to_owned() + &rows.collect::<Vec<_>>().join("\n") + "\n"
    };
    let quoted = columns(&workplace.text("whole.csv"), &["id", "fr", "en"]);
    let quoted: Vec<String> = quoted
        .iter()
        .map(|row| {
            row.split(" | ")
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                .collect::<Vec<_>>()
                .join(",")
        })
        .collect();
    workplace.write("bare.csv", bare(&mut quoted.iter().cloned()));
    workplace
        .write("part.csv", bare(&mut quoted[20..30].iter().map(|row| row.replace("The", "Thy"))));
    let merged = workplace.stdout("merge bare.csv part.csv --base bare.csv");
    assert_eq!(quoted.len() + 1, merged.lines().count());
    let changed = workplace.text("bare.csv");
    assert_eq!(
        merged,
        workplace.stdout("merge part.csv bare.csv --base bare.csv"),
        "whichever of the two is the part"
    );
    let texts = |csv: &str| columns(csv, &["id", "fr", "en"]);
    for (at, (before, after)) in texts(&changed).iter().zip(&texts(&merged)).enumerate() {
        assert_eq!((20..30).contains(&at) && before.contains("The"), before != after, "{before}");
    }
}
