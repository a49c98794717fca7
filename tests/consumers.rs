//! The formats as other people's tools read them.
//!
//! A test whose tool is not installed says so and passes; `.ci/run` installs
//! what it can. Python tools are looked for in `target/consumers` first. The
//! snippets under `tests/consumers/` print the texts that a tool finds, which
//! must be those that went in.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::tools::{check_success, omegat, omegat_project, python, run};
use common::{Workplace, corpus, file};
use std::path::PathBuf;
use std::process::Command;

/// Texts of one side and the other.
type Pairs = Vec<[String; 2]>;

/// A folder with a bitext, `bitext.jsonl`, that has beads of several segments,
/// omissions, markup, quotes and astral letters, and all that people decide.
fn workplace() -> Workplace {
    let workplace = Workplace::new();
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    workplace.stdout(&format!("align {fr} {en} -o aligned.jsonl"));
    let mut lines = workplace.text("aligned.jsonl");
    lines.push_str(NASTY);
    workplace.write("bitext.jsonl", lines);
    workplace
}

const NASTY: &str = r#"{"id":"p90.s1","bead":"1:2","translation":{"fr":"« A < B & C » ]]> 𝕏","en":"\"A < B & C\" ]]> 𝕏. So."},"fr_ids":["p90.s1"],"en_ids":["r90.s1","r90.s2"],"en_segments":["\"A < B & C\" ]]> 𝕏.","So."],"kind":"heading","score":0.5,"status":"rejected","findings":["length"],"reviewer":"Zoé","updated":"2026-11-24","comment":"à revoir | ici"}
{"id":"p91.s1","bead":"1:1","translation":{"fr":"- Oui, dit-il ; =1+1","en":"@Yes, שלום"},"fr_ids":["p91.s1"],"en_ids":["r91.s1"],"score":null,"status":"accepted","findings":[],"reviewer":"","updated":"","comment":""}
"#;

/// Returns the pairs of the bitext; if `both`, those that have both sides.
fn expected(workplace: &Workplace, both: bool) -> Pairs {
    let pair = |line: &str| -> [String; 2] {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        ["fr", "en"].map(|lang| value["translation"][lang].as_str().unwrap().to_owned())
    };
    let pairs = workplace.text("bitext.jsonl").lines().map(pair).collect::<Pairs>();
    pairs.into_iter().filter(|pair| !both || pair.iter().all(|text| !text.is_empty())).collect()
}

/// Writes the bitext in another format and returns the path.
fn convert(workplace: &Workplace, args: &str, name: &str) -> PathBuf {
    workplace.stdout(&format!("convert bitext.jsonl {args} -o {name}"));
    workplace.path(name)
}

/// Checks that a snippet prints these pairs as JSON.
#[track_caller]
fn check(snippet: &str, args: &[&std::ffi::OsStr], expected: &Pairs) {
    let Some(output) = python(snippet, args) else { return };
    check_success(&output);
    let printed = String::from_utf8(output.stdout).unwrap();
    let found: Pairs = serde_json::from_str(printed.lines().last().unwrap()).unwrap();
    assert_eq!(*expected, found, "{snippet}");
}

#[test]
fn translate_toolkit_reads_our_units() {
    let workplace = workplace();
    let both = expected(&workplace, true);
    check("units.py", &[convert(&workplace, "", "a.tmx").as_os_str()], &both);
    check(
        "units.py",
        &[convert(&workplace, "--lang-codes fr-FR,en-GB", "b.tmx").as_os_str()],
        &both,
    );
    let all = expected(&workplace, false);
    for name in ["a.xlf", "a.xlf2", "a.po"] {
        check("units.py", &[convert(&workplace, "", name).as_os_str()], &all);
    }
}

#[test]
fn xmllint_finds_tmx_as_the_rules_want_it() {
    let workplace = workplace();
    let tmx = convert(&workplace, "", "a.tmx");
    let dtd = file("tests/consumers/tmx.dtd");
    let mut command = Command::new("xmllint");
    let Some(output) = run(command.args(["--noout", "--dtdvalid"]).arg(dtd).arg(tmx)) else {
        return;
    };
    check_success(&output);
}

#[test]
fn xmllint_finds_every_xml_well_formed() {
    let workplace = workplace();
    for (args, names) in [
        ("", &["a.tmx"][..]),
        ("", &["a.xlf"]),
        ("", &["a.xlf2"]),
        ("", &["a.tei.xml"]),
        ("--format opus", &["o.xml", "o.fr.xml", "o.en.xml"]),
        ("--format intertext", &["i.xml", "i.fr.xml", "i.en.xml"]),
    ] {
        convert(&workplace, args, names[0]);
        for name in names {
            let mut command = Command::new("xmllint");
            let command = command.args(["--noout", "--nonet"]).arg(workplace.path(name));
            let Some(output) = run(command) else { return };
            check_success(&output);
        }
    }
}

#[test]
fn xml_tmx_reads_our_units() {
    let workplace = workplace();
    let tmx = convert(&workplace, "", "a.tmx");
    let mut command = Command::new("perl");
    let Some(output) = run(command.arg(file("tests/consumers/memory.pl")).arg(tmx)) else { return };
    if String::from_utf8_lossy(&output.stderr).contains("Can't locate XML/TMX") {
        eprintln!("skipped: XML::TMX is not installed");
        return;
    }
    check_success(&output);
    let lines: Vec<String> =
        expected(&workplace, true).iter().map(|[fr, en]| format!("{fr}\t{en}")).collect();
    let printed = String::from_utf8(output.stdout).unwrap();
    // It leaves entities as they stand in the file.
    let printed = printed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    assert_eq!(lines, printed.lines().collect::<Vec<_>>());
}

#[test]
fn omegat_translates_with_our_memory() {
    let workplace = workplace();
    omegat_project(&workplace);
    convert(&workplace, "", "project/tm/auto/a.tmx");
    // One segment: OmegaT has its own sentences.
    let pairs = expected(&workplace, true);
    let [fr, en] = pairs.iter().find(|[fr, _]| fr.matches('.').count() == 1).unwrap();
    workplace.write("project/source/a.txt", format!("{fr}\n"));
    let Some(output) = omegat(&workplace) else { return };
    check_success(&output);
    assert_eq!(format!("{en}\n"), workplace.text("project/target/a.txt").replace("\r\n", "\n"));
}

#[test]
fn msgfmt_compiles_our_catalog() {
    let workplace = workplace();
    let po = convert(&workplace, "", "a.po");
    let mut command = Command::new("msgfmt");
    let Some(output) = run(command.args(["-c", "-o", "/dev/null"]).arg(po)) else { return };
    check_success(&output);
}

#[test]
fn opus_read_reads_our_links() {
    let workplace = workplace();
    let links = convert(&workplace, "--format opus", "o.xml");
    let texts = ["o.fr.xml", "o.en.xml"].map(|name| workplace.path(name));
    let args = [links.as_os_str(), texts[0].as_os_str(), texts[1].as_os_str()];
    check("opus.py", &args, &expected(&workplace, true));
}

#[test]
fn pyarrow_and_datasets_load_our_columns() {
    let workplace = workplace();
    let all = expected(&workplace, false);
    let jsonl = convert(&workplace, "", "out.jsonl");
    check("dataset.py", &[jsonl.as_os_str()], &all);
    if cfg!(feature = "parquet") {
        let parquet = convert(&workplace, "", "a.parquet");
        check("columns.py", &[parquet.as_os_str()], &all);
        check("dataset.py", &[parquet.as_os_str()], &all);
    }
}

#[test]
fn openpyxl_reads_our_sheet_and_we_read_what_it_saves() {
    let workplace = workplace();
    let xlsx = convert(&workplace, "", "a.xlsx");
    let saved = workplace.path("saved.xlsx");
    check("sheet.py", &[xlsx.as_os_str(), saved.as_os_str()], &expected(&workplace, false));
    if saved.is_file() {
        let back = workplace.stdout("convert saved.xlsx --format csv");
        let second = common::columns(&back, &["id", "status", "comment"]).remove(0);
        assert!(second.ends_with(" | accepted | vu par openpyxl"), "{second}");
    }
}

#[test]
fn a_sheet_saved_by_libreoffice_comes_back_whole() {
    let workplace = workplace();
    let xlsx = convert(&workplace, "", "a.xlsx");
    let mut command = Command::new("soffice");
    let command = command.args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]);
    let command = command.env("HOME", workplace.path("home"));
    let Some(output) = run(command.arg("--outdir").arg(workplace.path("saved")).arg(&xlsx)) else {
        return;
    };
    check_success(&output);
    let before = workplace.stdout("convert a.xlsx --format csv");
    assert_eq!(before, workplace.stdout("convert saved/a.xlsx --format csv"));
}

#[test]
fn epubcheck_finds_nothing_in_our_book() {
    let jar = "/usr/share/java/epubcheck.jar";
    if !std::path::Path::new(jar).is_file() {
        eprintln!("skipped: epubcheck is not installed");
        return;
    }
    let workplace = workplace();
    let epub = convert(&workplace, "", "a.epub");
    let mut command = Command::new("java");
    let Some(output) = run(command.args(["-jar", jar, "--failonwarnings"]).arg(epub)) else {
        return;
    };
    check_success(&output);
}

#[test]
fn frictionless_finds_our_tables_valid() {
    let workplace = workplace();
    let all = expected(&workplace, false);
    let csv = convert(&workplace, "", "a.csv");
    check("table.py", &[csv.as_os_str()], &all);
    let csv = convert(&workplace, "--excel", "e.csv");
    check("table.py", &[csv.as_os_str(), ";".as_ref()], &all);
}

#[test]
fn jing_finds_our_tei_as_its_grammar_wants_it() {
    let workplace = workplace();
    let tei = convert(&workplace, "", "a.tei.xml");
    let mut command = Command::new("jing");
    let Some(output) = run(command.arg("-c").arg(file("tests/consumers/tei.rnc")).arg(tei)) else {
        return;
    };
    check_success(&output);
}

/// A bitext with a wrong number, a hole and a note that was dismissed.
fn checked() -> Workplace {
    let workplace = Workplace::new();
    workplace.write(
        "c.csv",
        "fr,en\n\
         La lampe brûle depuis 12 jours & <nuits>.,The lamp has burned for 21 days & <nights>.\n\
         La mer monte vers les rochers noirs.,\n\
         Le gardien ne dort pas la nuit.,The keeper sleeps at night.\n",
    );
    workplace
}

#[test]
fn readers_of_sarif_find_our_findings() {
    let workplace = checked();
    let jsonl = workplace.enregard("check c.csv --format jsonl -v").output().unwrap().stdout;
    let jsonl = String::from_utf8(jsonl).unwrap();
    let found = |line: &str| -> [String; 2] {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        [text("check"), format!("{}: {}", text("pair"), text("message"))]
    };
    let expected: Pairs = jsonl.lines().map(found).collect();
    assert!(expected.len() >= 3, "{jsonl}");
    workplace.enregard("check c.csv --fail-on never -o c.sarif").assert().success();
    check("findings.py", &[workplace.path("c.sarif").as_os_str()], &expected);
}

#[test]
fn junitparser_finds_our_failures() {
    let workplace = checked();
    workplace.enregard("check c.csv --fail-on never -o c.xml").assert().success();
    let path = workplace.path("c.xml");
    let Some(output) = python("test_report.py", &[path.as_os_str()]) else { return };
    check_success(&output);
    let failed: Pairs = serde_json::from_slice(&output.stdout).unwrap();
    let checks: Vec<&str> = failed.iter().map(|[check, _]| check.as_str()).collect();
    assert_eq!(vec!["num.value", "empty", "negation"], checks);
}
