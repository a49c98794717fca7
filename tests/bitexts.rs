//! Every command that reads a bitext reads every format, from a file and from stdin.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{Workplace, corpus};

/// A format, the file that is named, and how its texts are named from stdin.
struct Kind {
    format: &'static str,
    file: &'static str,
    /// What must be said when it comes from stdin.
    beside: &'static str,
    /// Whether it is one file that tells what it is.
    from_stdin: bool,
}

const fn kind(format: &'static str, file: &'static str) -> Kind {
    Kind { format, file, beside: "", from_stdin: true }
}

/// Every format that is read.
fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        kind("csv", "b.csv"),
        kind("csv", "b.csv.gz"),
        kind("tsv", "b.tsv"),
        kind("xlsx", "b.xlsx"),
        kind("jsonl", "b.jsonl"),
        kind("tmx", "b.tmx"),
        kind("tmx", "b.tmx.gz"),
        kind("xliff", "b.xlf"),
        kind("xliff2", "b.xlf2"),
        kind("xliff2", "two.xlf"),
        kind("po", "b.po"),
        kind("docx", "b.docx"),
        Kind { from_stdin: false, ..kind("moses", "b.moses") },
        Kind { beside: " --src b.fr --tgt b.en", ..kind("ladder", "b.ladder") },
        Kind { beside: " --src o.fr.xml --tgt o.en.xml", ..kind("opus", "o.xml") },
        Kind { beside: " --src i.fr.xml --tgt i.en.xml", ..kind("intertext", "i.xml") },
    ];
    if cfg!(feature = "parquet") {
        kinds.push(kind("parquet", "b.parquet"));
    }
    kinds
}

/// A folder with one bitext in every format.
fn workplace() -> Workplace {
    let workplace = Workplace::new();
    let (fr, en) = (corpus("le-phare.fr.txt"), corpus("le-phare.en.csv"));
    workplace.stdout(&format!("align {fr} {en} -o all.jsonl"));
    // Two formats have no pairs with one side.
    let both =
        |line: &&str| !line.contains("\"bead\":\"1:0\"") && !line.contains("\"bead\":\"0:1\"");
    let lines: Vec<String> = workplace
        .text("all.jsonl")
        .lines()
        .filter(both)
        .filter(|line| line.contains("\"bead\":\"1:1\""))
        .map(str::to_owned)
        .collect();
    workplace.write("b.jsonl", lines.join("\n") + "\n");
    for Kind { format, file, .. } in kinds() {
        if file != "b.jsonl" {
            workplace.stdout(&format!("convert b.jsonl --format {format} -o {file}"));
        }
    }
    workplace
}

/// Runs a command on a bitext from stdin.
fn from_stdin(workplace: &Workplace, args: &str, kind: &Kind) -> std::process::Output {
    let args = format!("{args}{}", kind.beside);
    workplace.enregard(&args).write_stdin(workplace.bytes(kind.file)).output().unwrap()
}

fn n_pairs(workplace: &Workplace) -> usize {
    workplace.text("b.jsonl").lines().count()
}

/// What a command must print of the bitext, and on which stream.
struct Reading {
    args: &'static str,
    /// What stands on stdout or stderr if all pairs were read; `N` is their
    /// number.
    expected: &'static str,
    codes: &'static [i32],
}

/// The commands; `B` is the bitext.
const READINGS: [Reading; 7] = [
    Reading { args: "convert B --format jsonl", expected: "N pairs, ", codes: &[0] },
    Reading { args: "check B --fail-on never", expected: "N pairs: ", codes: &[0] },
    Reading { args: "report B", expected: "N pairs: ", codes: &[0] },
    Reading {
        args: "eval b.jsonl B",
        expected: "strict        1.0000  1.0000  1.0000",
        codes: &[0],
    },
    Reading { args: "diff b.csv B --stat", expected: "pairs of B N", codes: &[0] },
    Reading { args: "merge b.csv B", expected: "N pairs; taken from", codes: &[0, 4] },
    Reading { args: "train B -o m.model", expected: "N pairs -> ", codes: &[0] },
];

#[test]
fn every_command_reads_every_format() {
    let workplace = workplace();
    let n = n_pairs(&workplace).to_string();
    let mut wrong = Vec::new();
    for Reading { args, expected, codes } in READINGS {
        for kind in kinds() {
            let mut outputs =
                vec![("file", workplace.enregard(&args.replace('B', kind.file)).output().unwrap())];
            if kind.from_stdin {
                outputs.push(("stdin", from_stdin(&workplace, &args.replace('B', "-"), &kind)));
            }
            for (how, output) in outputs {
                let said = String::from_utf8_lossy(&output.stdout).into_owned()
                    + &String::from_utf8_lossy(&output.stderr);
                let expected = expected.replace('N', &n);
                let is_right = codes.contains(&output.status.code().unwrap_or(-1))
                    && squeezed(&said).contains(&squeezed(&expected));
                if !is_right {
                    let last = String::from_utf8_lossy(&output.stderr).into_owned();
                    wrong.push(format!("{args}: {} from {how}: {}", kind.file, last.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
