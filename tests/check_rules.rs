//! Holds every rule to its examples, and the pages of the checks to their rules.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use enregard::bitext::{Bitext, Pair};
use enregard::check::cases::{self, Case};
use enregard::check::{
    Checker, Checklist, Finding, Glossary, Id, Options, Profile, Side, false_alarms, page,
};
use enregard::french;
use enregard::lang::LangPair;
use enregard::model::{Model, builtin};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Set, it makes the test write the pages instead of comparing them.
const WRITE: &str = "ENREGARD_WRITE_DOCS";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks")
}

/// Returns the list of all pages.
fn contents() -> String {
    let mut contents = String::from(
        "# The checks\n\nWritten from `src/check/rules/` by \
         `ENREGARD_WRITE_DOCS=1 cargo test --test check_rules`; do not edit.\n\n\
         | check | severity | flagged of 1,000 good pairs | it says that |\n|---|---|---|---|\n",
    );
    for id in Id::ALL {
        let rule = id.rule();
        let rate = false_alarms(*id).map_or_else(|| "-".to_owned(), |rate| format!("{rate:.1}"));
        contents +=
            &format!("| [{id}]({id}.md) | {} | {rate} | {} |\n", rule.severity.name(), rule.about);
    }
    contents
}

fn pages() -> Vec<(String, String)> {
    let page = |id: &Id| (format!("{id}.md"), page(*id));
    let contents = ("README.md".to_owned(), contents());
    Id::ALL.iter().map(page).chain([contents]).collect()
}

#[test]
fn the_pages_of_the_checks_are_as_their_rules_say() {
    let pages = pages();
    if std::env::var_os(WRITE).is_some() {
        fs::create_dir_all(folder()).unwrap();
        for (name, page) in &pages {
            fs::write(folder().join(name), page).unwrap();
        }
    }
    for (name, page) in &pages {
        let kept = fs::read_to_string(folder().join(name)).unwrap_or_default();
        let hint = format!("docs/checks/{name} is stale: {WRITE}=1 cargo test --test check_rules");
        assert!(kept == *page, "{hint}");
    }
}

#[test]
fn there_is_no_page_without_a_check() {
    let known: BTreeSet<String> = pages().into_iter().map(|(name, _)| name).collect();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name), "docs/checks/{name} is of no check");
    }
}

#[test]
fn every_rule_says_what_it_leaves_alone_and_gives_examples() {
    for id in Id::ALL {
        let page = page(*id);
        assert!(page.contains("leaves alone"), "{id}");
        assert!(page.matches("\n| ").count() > 1, "{id} has no examples");
    }
}

static MODEL: LazyLock<Model> = LazyLock::new(|| builtin::for_pair(&LangPair::FR_EN).unwrap());
static REVERSED: LazyLock<Model> = LazyLock::new(|| MODEL.clone().reversed());
static PLAIN: LazyLock<Options> = LazyLock::new(Options::default);
/// Making a checker takes longer than checking some pairs.
static FORTH: LazyLock<Checker> = LazyLock::new(|| Checker::new(&MODEL, &PLAIN));
static BACK: LazyLock<Checker> = LazyLock::new(|| Checker::new(&REVERSED, &PLAIN));

/// Returns a text with its `{U+00A0}` as characters.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split("{U+");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').expect("`{U+` is closed");
        out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).unwrap());
        out += rest;
    }
    out
}

fn bitext(case: &Case) -> Bitext {
    let langs = if case.is_reversed { LangPair::FR_EN.reversed() } else { LangPair::FR_EN };
    let pair = |(at, example): (usize, &cases::Example)| {
        let (fr, en) = (unescaped(example.french), unescaped(example.english));
        let (src, tgt) = if case.is_reversed { (en, fr) } else { (fr, en) };
        let src_ids = if case.is_bead { vec![format!("s{at}")] } else { Vec::new() };
        let carried = case.before.map(str::to_owned).into_iter().collect();
        Pair { id: format!("r{}", at + 1), src, tgt, src_ids, carried, ..Pair::default() }
    };
    let pairs = case.pairs.iter().enumerate().map(pair).collect();
    let carried_headers = case.before.map(|_| "fr_before".to_owned()).into_iter().collect();
    Bitext { langs, metadata: Vec::new(), carried_headers, pairs }
}

fn findings(case: &Case) -> (Bitext, Vec<Finding>) {
    let bitext = bitext(case);
    let mut options = Options::default();
    if !case.glossary.is_empty() {
        let table = format!("fr,en\n{}\n", case.glossary.join("\n"));
        options.glossary = Glossary::parse(table.as_bytes(), "glossary", &bitext.langs).unwrap();
    }
    if !case.checklist.is_empty() {
        let rules = format!("rule = [{}]", case.checklist.join(", "));
        options.checklist = Checklist::parse(&rules, "checklist").unwrap();
    }
    if let Some(name) = case.profile {
        options.profile = Profile::by_name(name).unwrap();
    }
    let has_options =
        case.profile.is_some() || !case.glossary.is_empty() || !case.checklist.is_empty();
    let findings = match (has_options, case.is_reversed) {
        (true, _) => Checker::new(&MODEL, &options).bitext(&bitext),
        (false, false) => FORTH.bitext(&bitext),
        (false, true) => BACK.bitext(&bitext),
    };
    (bitext, findings)
}

/// Returns what a rule says of a pair, as examples write it: the worst first.
fn said(id: Id, idx: usize, bitext: &Bitext, findings: &[Finding], wants_text: bool) -> String {
    let Some(finding) = findings.iter().find(|finding| finding.check == id && finding.pair == idx)
    else {
        return "none".to_owned();
    };
    let pair = &bitext.pairs[idx];
    let text = if finding.side == Side::Src { &pair.src } else { &pair.tgt };
    let severity = finding.severity.name();
    if wants_text {
        format!("{severity} `{}`", &text[finding.span.clone()])
    } else {
        severity.to_owned()
    }
}

#[test]
fn every_rule_says_what_its_examples_expect() {
    let mut wrong = Vec::new();
    for id in Id::ALL {
        for case in cases::parse(id.rule().cases) {
            let (bitext, findings) = findings(&case);
            for (idx, example) in case.pairs.iter().enumerate() {
                let expected = unescaped(example.expected);
                let got = said(*id, idx, &bitext, &findings, expected.contains('`'));
                if got != expected {
                    let (fr, en) = (example.french, example.english);
                    wrong.push(format!("{id}: {fr} --- {en}\n  expected {expected}, got {got}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tests would notice a rule whose call is taken out, or that always speaks.
#[test]
fn every_rule_has_an_example_that_it_finds_and_one_that_it_leaves_alone() {
    for id in Id::ALL {
        let cases = cases::parse(id.rule().cases);
        let has = |is_quiet: bool| {
            let mut all = cases.iter().flat_map(|case| &case.pairs);
            all.any(|example| (example.expected == "none") == is_quiet)
        };
        assert!(has(false) && has(true), "{id} lacks one");
    }
}

#[test]
fn no_line_of_the_examples_is_lost() {
    for id in Id::ALL {
        let text = id.rule().cases;
        let is_example =
            |line: &&str| !line.is_empty() && !line.starts_with('#') && !line.starts_with("@ ");
        let n_read: usize = cases::parse(text).iter().map(|case| case.pairs.len()).sum();
        assert_eq!(text.lines().filter(is_example).count(), n_read, "{id}");
    }
}

#[test]
fn a_file_is_named_after_its_rule_and_no_two_rules_have_one_name() {
    for (at, id) in Id::ALL.iter().enumerate() {
        assert_eq!(id.file(), id.name().replace(['.', '-'], "_"));
        assert_eq!(Some(*id), Id::by_name(id.name()));
        assert!(Id::ALL[..at].iter().all(|other| other.name() != id.name()), "{id}");
    }
}

/// Rules of a checklist speak the language of who wrote them.
#[test]
fn whatever_a_rule_says_of_its_examples_is_known_in_french() {
    for id in Id::ALL.iter().filter(|id| **id != Id::Checklist) {
        for case in cases::parse(id.rule().cases) {
            for finding in findings(&case).1.iter().filter(|finding| finding.check == *id) {
                let message = &finding.message;
                let is_known = french::of(message).is_some();
                assert!(is_known, "src/french/phrases.txt lacks what `{id}` says: {message}");
            }
        }
    }
}
