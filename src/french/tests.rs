//! Looks up in the phrases whatever the source says to people.

use super::*;
use regex::{Captures, Regex};
use std::path::{Path, PathBuf};

#[test]
fn every_phrase_has_as_many_places_in_both_languages() {
    for Phrase { english, french } in PHRASES.iter() {
        assert_eq!(english.len(), french.len(), "{english:?}");
    }
    assert!(PHRASES.len() > 100);
}

#[test]
fn no_line_of_the_phrases_is_lost_and_none_stands_twice() {
    let is_phrase = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let lines: Vec<&str> = include_str!("phrases.txt").lines().filter(is_phrase).collect();
    assert_eq!(2 * PHRASES.len(), lines.len());
    for (at, line) in lines.iter().step_by(2).enumerate() {
        assert!(!lines[2 * at + 2..].iter().step_by(2).any(|other| other == line), "{line}");
    }
}

#[test]
fn what_stands_in_the_places_is_taken_over_and_translated_only_without_quotes() {
    let said = of("the source ends in no mark, the translation in `?`").unwrap();
    assert_eq!("la source finit par aucun signe, la traduction par `?`", said);
    assert_eq!("`no mark` est devenu `é{}`", of("`no mark` became `é{}`").unwrap());
    assert_eq!(None, of("`48` became"));
    assert_eq!("une phrase", or_as_it_is("une phrase"));
}

/// Returns the Rust files under some folders, and some files, without their tests.
fn sources(paths: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut left: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
    let mut sources = Vec::new();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(path).unwrap();
            sources.push(source.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned());
        }
    }
    sources
}

/// Returns the sentences that follow something in sources, as they are said: with `x` in their places.
/// Those that end in a place for another phrase are left out: the tests of the checks make them.
fn said_after(start: &str, sources: &[String]) -> Vec<String> {
    let literal = r#"(?s)(?:START)\s*(format!\(\s*)?"((?:[^"\\]|\\.)+)""#.replace("START", start);
    let literal = Regex::new(&literal).unwrap();
    let wrapped = Regex::new(r"\\\n\s*").unwrap();
    let place = Regex::new(r"\{\w*(?::\w+)?\}").unwrap();
    let takes_phrase = Regex::new(r"(?:`|not in) \{\w*\}$").unwrap();
    let said = |found: Captures| {
        let text = wrapped.replace_all(&found[2], "").replace(r#"\""#, "\"");
        match found.get(1) {
            Some(_) => place.replace_all(&text, "x").replace("{{", "{").replace("}}", "}"),
            None => text,
        }
    };
    let of_source = |source: &String| -> Vec<String> {
        let found = literal.captures_iter(source);
        found.filter(|found| !takes_phrase.is_match(&found[2])).map(said).collect()
    };
    sources.iter().flat_map(of_source).collect()
}

/// Checks that what follows `start` in some sources is known, and that there are as many as there were.
#[track_caller]
fn must_be_known(start: &str, paths: &[&str], at_least: usize) {
    let all = said_after(start, &sources(paths));
    assert!(all.len() >= at_least, "the pattern finds {} messages only: {all:#?}", all.len());
    let unknown: Vec<&String> = all.iter().filter(|said| of(said).is_none()).collect();
    assert!(unknown.is_empty(), "src/french/phrases.txt lacks: {unknown:#?}");
}

#[test]
fn whatever_is_refused_on_the_page_is_refused_in_french_too() {
    let start = r"(?:Senseless|Failure::Refused|Refused::asked|ok_or|Err|[Rr]efused(?:::new)?\(\s*StatusCode::\w+,|session,)\(?|let (?:why|message) =";
    must_be_known(start, &["review"], 25);
}

#[test]
fn whatever_a_check_finds_is_found_in_french_too() {
    let checks: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/check"))
        .unwrap()
        .map(|entry| format!("check/{}", entry.unwrap().file_name().display()))
        // Rules and glossaries that cannot be read are errors of the command line.
        .filter(|path| !path.ends_with("checklist.rs") && !path.ends_with("profiles.rs"))
        .collect();
    let checks: Vec<&str> = checks.iter().map(String::as_str).collect();
    must_be_known("message =", &checks, 15);
    must_be_known(r#"Finding::new\(\s*(?:Id::\w+|check),[^;"]*?,"#, &checks, 3);
}

#[test]
fn whatever_readers_and_the_log_refuse_is_refused_in_french_too() {
    let paths =
        ["formats", "table/mod.rs", "table/xlsx.rs", "text/decode.rs", "archive.rs", "review"];
    must_be_known(r"Error::(?:input|usage|conflict)\(", &paths, 50);
    must_be_known(r"\.hint\(|let hint =", &paths, 40);
}

/// The crate says these; a pattern a line, as people type them.
#[test]
fn whatever_is_wrong_with_a_regular_expression_is_said_in_french() {
    let wrong = r"(
)
[a
[z-a]
*
a{
a{x}
a{2,1}
a\
\y
(?z)
(?=a)
(?<=a)
\1
\p{Xyz}
\p{sc=Xyz}
\p{
(?-)
(?ii)
(?--i)
(?i
(?P<a>b)(?P<a>c)
(?P<>a)
(?P<a!>b)
(?P<a
\x{}
\x{110000}
\xzz
[\d-a]
[\b]
\b{
\b{x}
\b{start
(?-u)\xff
\x{
(?R)a$
a{99999}{99999}";
    for pattern in wrong.lines() {
        let Err(cause) = Regex::new(pattern) else { continue };
        let said = cause.to_string();
        let last = said.lines().last().unwrap();
        let reason = last.strip_prefix("error: ").unwrap_or(last);
        let is_known = of(reason).is_some() || matches!(cause, regex::Error::CompiledTooBig(_));
        assert!(is_known, "src/french/phrases.txt lacks what is wrong with `{pattern}`: {reason}");
    }
}
