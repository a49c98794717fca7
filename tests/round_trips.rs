//! The files of translators' tools there and back: reviewed here, read again by other people's
//! tools.
//!
//! What `OmegaT` and translate-toolkit find in a file that was given back must be what they found
//! before, but for what the reviser changed. A tool that is not installed is skipped.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::tools::{check_success, omegat, omegat_project, python};
use common::{Workplace, columns, file};

/// Each file with a translation in it and what a reviser makes of it.
const FILES: [(&str, &str, &str); 7] = [
    ("agency.sdlxliff", "It carries twelve men.", "It holds twelve men."),
    ("agency.mqxliff", "No one talk.", "No one talks."),
    ("agency.mxliff", "The sea is calm.", "The sea is flat."),
    ("two-files.xlf", "The sea is calm.", "The sea is flat & calm."),
    ("agency.xlf2", "We wait.", "We are waiting."),
    ("memory.tmx", "The sea is calm.", "The sea is <flat>."),
    ("program.po", "The port", "The \"harbor\""),
];

fn workplace() -> Workplace {
    let workplace = Workplace::new();
    for (name, ..) in FILES {
        workplace.write(name, std::fs::read(file("tests/data/tools").join(name)).unwrap());
    }
    workplace
}

/// Writes the review of a file, in which one text is another, and gives it back.
fn review(workplace: &Workplace, name: &str, old: &str, new: &str, back: &str) {
    let csv = workplace.stdout(&format!("convert {name}"));
    let quoted = format!("\"{}\"", new.replace('"', "\"\""));
    assert!(csv.contains(old), "{csv}");
    workplace.write("review.csv", csv.replacen(old, &quoted, 1));
    workplace.stdout(&format!("convert review.csv --into {name} -o {back}"));
}

/// Returns the units that translate-toolkit finds in a file; none without it.
fn units(workplace: &Workplace, name: &str) -> Option<Vec<[String; 2]>> {
    let output = python("units.py", &[workplace.path(name).as_os_str()])?;
    check_success(&output);
    let printed = String::from_utf8(output.stdout).unwrap();
    Some(serde_json::from_str(printed.lines().last().unwrap()).unwrap())
}

#[test]
fn translate_toolkit_finds_the_review_in_every_file_and_all_else_as_it_was() {
    let workplace = workplace();
    for (name, old, new) in FILES {
        let back = format!("back-{name}");
        review(&workplace, name, old, new, &back);
        let (Some(mut before), Some(after)) = (units(&workplace, name), units(&workplace, &back))
        else {
            return;
        };
        let changed = before.iter_mut().find(|[_, tgt]| tgt.contains(old)).unwrap();
        changed[1] = changed[1].replace(old, new);
        let trimmed = |units: Vec<[String; 2]>| -> Vec<[String; 2]> {
            units.into_iter().map(|unit| unit.map(|text| text.trim().to_owned())).collect()
        };
        assert_eq!(trimmed(before), trimmed(after), "{name}");
    }
}

#[test]
fn what_translate_toolkit_translates_is_read_and_given_back() {
    let workplace = workplace();
    for name in ["two-files.xlf", "program.po", "agency.xlf2", "memory.tmx"] {
        let (made, text) = (format!("made-{name}"), "On a traduit 12 > 11 & plus.");
        let args = [workplace.path(name), workplace.path(&made), text.into()];
        let args: Vec<&std::ffi::OsStr> = args.iter().map(|arg| arg.as_os_str()).collect();
        let Some(output) = python("translating.py", &args) else { return };
        check_success(&output);
        let texts = columns(&workplace.stdout(&format!("convert {made}")), &["en"]);
        assert!(texts.iter().any(|found| found == text), "{name}: {texts:?}");
        review(&workplace, &made, text, "We translated.", "back");
        std::fs::copy(workplace.path("back"), workplace.path(&format!("back-{name}"))).unwrap();
        let after = units(&workplace, &format!("back-{name}")).unwrap();
        assert!(after.iter().any(|[_, tgt]| tgt.trim() == "We translated."), "{name}: {after:?}");
    }
}

#[test]
fn omegat_takes_a_file_that_was_given_back_and_we_take_it_from_omegat() {
    let workplace = workplace();
    omegat_project(&workplace);
    let (name, old, new) = FILES[3];
    review(&workplace, name, old, new, "project/source/a.xlf");
    let (name, old, new) = FILES[0];
    review(&workplace, name, old, new, "project/source/b.sdlxliff");
    let Some(output) = omegat(&workplace) else { return };
    check_success(&output);
    let rows = |name: &str| columns(&workplace.stdout(&format!("convert {name}")), &["id", "en"]);
    for name in ["a.xlf", "b.sdlxliff"] {
        let (given, taken) = (format!("project/source/{name}"), format!("project/target/{name}"));
        assert_eq!(rows(&given), rows(&taken), "{name}");
    }
    // And once more: what OmegaT wrote is reviewed and given back.
    let text = "The ship sails from the harbor.";
    review(&workplace, "project/target/a.xlf", "The ship leaves the harbor.", text, "again.xlf");
    assert!(rows("again.xlf").contains(&format!("1 | {text}")));
}
