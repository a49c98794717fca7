//! Tables as people send them, and what becomes of each.
//!
//! A case is a file of `tests/deliveries/`: what a person sent, the command, the
//! pairs that are right, and what must be said. Parts open with a line of `---`:
//!
//! ```text
//! a cover sheet in front of the translation
//! --- file en.xlsx
//! === Cover
//! Project | The mill
//! === Text
//! N° | English
//! 1 | The Mill
//! --- run
//! align {fr} en.xlsx
//! --- pairs
//! Le moulin | The Mill
//! --- says
//! only the sheet `Text` is read
//! --- never says
//! error
//! ```
//!
//! `{fr}` and `{en}` stand for the text of `tests/deliveries/mill.fr` and its
//! translation, and `(the mill)` among the pairs for all of them as they should be.
//! A spreadsheet is written from its cells; a sheet whose name ends in `(hidden)` is.
//! The last test prints the table of all cases: run it with `--nocapture`.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{Workplace, columns, file};
use std::path::PathBuf;

/// One case as its file has it.
#[derive(Debug, Default)]
struct Case {
    name: String,
    what: String,
    files: Vec<(String, String)>,
    run: String,
    pairs: Option<Vec<String>>,
    code: i32,
    says: Vec<String>,
    never_says: Vec<String>,
}

/// What came of a case.
struct Result {
    said: String,
    faults: Vec<String>,
}

fn folder() -> PathBuf {
    file("tests/deliveries")
}

fn cases() -> Vec<Case> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ext| ext == "case")).collect();
    paths.sort();
    paths.iter().map(|path| parse(path)).collect()
}

fn parse(path: &std::path::Path) -> Case {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut case = Case { name, ..Case::default() };
    let mut parts = text.split("\n--- ");
    parts.next().unwrap().trim().clone_into(&mut case.what);
    for part in parts {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let lines = || body.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
        match head.split_once(' ') {
            Some(("file", name)) => case.files.push((name.to_owned(), format!("{body}\n"))),
            Some(("never", "says")) => case.never_says = lines(),
            Some(("exit", code)) => case.code = code.parse().unwrap(),
            None if head == "run" => body.trim().clone_into(&mut case.run),
            None if head == "pairs" => case.pairs = Some(lines()),
            None if head == "says" => case.says = lines(),
            _ => panic!("{}: what is `{head}`?", case.name),
        }
    }
    case
}

/// Returns what a part of a case stands for.
fn expanded(text: &str) -> String {
    let mut text = text.to_owned();
    for (sign, name) in [("{fr}", "mill.fr"), ("{en}", "mill.en")] {
        if text.contains(sign) {
            text = text.replace(sign, &std::fs::read_to_string(folder().join(name)).unwrap());
        }
    }
    text
}

fn mill() -> Vec<String> {
    let pairs = std::fs::read_to_string(folder().join("mill.pairs")).unwrap();
    pairs.lines().map(str::to_owned).collect()
}

fn bytes(name: &str, content: &str) -> Vec<u8> {
    let (name, encoding) = name.split_once(' ').unwrap_or((name, "utf-8"));
    if name.ends_with(".xlsx") {
        return spreadsheet(content);
    }
    match encoding {
        "windows-1252" => encoding_rs::WINDOWS_1252.encode(content).0.into_owned(),
        "utf-16" => {
            format!("\u{feff}{content}").encode_utf16().flat_map(u16::to_le_bytes).collect()
        }
        "crlf" => format!("\u{feff}{}", content.replace('\n', "\r\n")).into_bytes(),
        _ => content.as_bytes().to_vec(),
    }
}

/// Writes a spreadsheet whose cells are parted by ` | `.
fn spreadsheet(content: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut is_active = false;
    for sheet in content.split("=== ").skip(1) {
        let (name, rows) = sheet.split_once('\n').unwrap_or((sheet, ""));
        let page = book.add_worksheet();
        let visible = name.strip_suffix(" (hidden)");
        page.set_name(visible.unwrap_or(name)).unwrap();
        // The active sheet is never hidden, and without a word it is the first.
        if visible.is_some() {
            page.set_hidden(true);
        } else if !is_active {
            page.set_active(true);
            is_active = true;
        }
        for (line, row) in (0..).zip(rows.lines()) {
            for (column, cell) in (0..).zip(row.split(" | ")) {
                match cell.parse::<f64>() {
                    Ok(number) => page.write_number(line, column, number).unwrap(),
                    Err(_) => page.write_string(line, column, cell.trim()).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn run(case: &Case) -> Result {
    let workplace = Workplace::new();
    for (name, content) in [("{fr}", "mill.fr"), ("{en}", "mill.en")] {
        let path = name.trim_matches(['{', '}']);
        workplace.write(&format!("mill.{path}.txt"), expanded(name));
        assert!(folder().join(content).is_file());
    }
    for (name, content) in &case.files {
        let plain = name.split(' ').next().unwrap();
        workplace.write(plain, bytes(name, &expanded(content)));
    }
    let args = case.run.replace("{fr}", "mill.fr.txt").replace("{en}", "mill.en.txt");
    let output = workplace.enregard(&args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut faults = Vec::new();
    if output.status.code() != Some(case.code) {
        faults.push(format!("exit code {:?}", output.status.code()));
    }
    if let Some(expected) = &case.pairs {
        let stdout = String::from_utf8(output.stdout).unwrap();
        let sides = if args.contains("--tgt-lang fr") || stdout.starts_with("id,bead,en") {
            ["en", "fr"]
        } else {
            ["fr", "en"]
        };
        let names: Vec<&str> = sides.into_iter().chain(extra(expected)).collect();
        let found = if stdout.is_empty() { Vec::new() } else { columns(&stdout, &names) };
        let expected = wanted(expected);
        if found != expected {
            faults.push(format!(
                "wanted\n  {}\ncame\n  {}",
                expected.join("\n  "),
                found.join("\n  ")
            ));
        }
    }
    let missing = case.says.iter().filter(|line| !said.contains(line.as_str()));
    faults.extend(missing.map(|line| format!("does not say `{line}`")));
    let unwanted = case.never_says.iter().filter(|line| said.contains(line.as_str()));
    faults.extend(unwanted.map(|line| format!("says `{line}`")));
    Result { said, faults }
}

/// Returns the columns that a case wants to see beside the texts.
fn extra(expected: &[String]) -> Vec<&str> {
    let first = expected.first().and_then(|line| line.strip_prefix("columns: "));
    first.map(|names| names.split(", ").collect()).unwrap_or_default()
}

fn wanted(expected: &[String]) -> Vec<String> {
    let lines = expected.iter().filter(|line| !line.starts_with("columns: "));
    lines.flat_map(|line| if line == "(the mill)" { mill() } else { vec![line.clone()] }).collect()
}

#[test]
fn deliveries_are_paired_as_they_should_be() {
    let mut faults = Vec::new();
    for case in cases() {
        let result = run(&case);
        let list = result.faults.join("\n");
        if !list.is_empty() {
            faults.push(format!("{} ({})\n{list}\nsaid:\n{}", case.name, case.what, result.said));
        }
    }
    assert!(faults.is_empty(), "{} cases fail\n\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn the_table_of_deliveries() {
    let cases = cases();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    for case in &cases {
        let result = run(case);
        let verdict = if result.faults.is_empty() { "right" } else { "WRONG" };
        let said =
            result.said.lines().filter(|line| line.starts_with("warning") || line.contains(" -> "));
        println!(
            "| {} | {} | {} | {verdict} |",
            case.name,
            case.what,
            said.collect::<Vec<_>>().join("<br>")
        );
    }
}
