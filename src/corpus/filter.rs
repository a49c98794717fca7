//! Rules that take pairs out of a corpus.
//!
//! ```toml
//! min-probability = 0.5
//! max-ratio = 3.0
//! drop-matching = ['^\d+$']
//! ```
//!
//! A pair is held to every rule, so that it is known what each takes, and what it
//! takes alone; it is dropped if any does.

use super::twins::normalized;
use crate::bitext::{Pair, Status};
use crate::error::{Error, Place, Result};
use crate::lang::LangPair;
use crate::text::language;
use crate::text::lean::Lean;
use regex::Regex;
use serde::Deserialize;

/// Under so many characters a ratio says nothing. By hand.
const MIN_FOR_RATIO: usize = 20;

/// Under so many characters a language cannot be told. By hand.
const MIN_FOR_LANGUAGE: usize = 40;

/// The rules, as a file or the command line gives them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a rule")]
pub struct Rules {
    /// Drop pairs that are less probable.
    pub min_probability: Option<f64>,
    /// Drop pairs one side of which is so many times as long.
    pub max_ratio: Option<f64>,
    /// Drop pairs with fewer characters on a side.
    pub min_chars: Option<usize>,
    /// Drop pairs with more.
    pub max_chars: Option<usize>,
    /// Drop pairs with one side only.
    pub one_sided: bool,
    /// Drop pairs whose sides say the same.
    pub identical: bool,
    /// Drop pairs without a letter on a side.
    pub no_letters: bool,
    /// Drop pairs a side of which is in another language.
    pub language: bool,
    /// Drop pairs that people found wrong.
    pub rejected: bool,
    /// Drop pairs in which these checks found something; `*` is any.
    pub findings: Vec<String>,
    /// Drop pairs a side of which matches.
    pub drop_matching: Vec<String>,
    /// Drop pairs no side of which matches any.
    pub keep_matching: Vec<String>,
    /// Drop pairs whose cell in a carried column is a smaller number.
    pub min_score: Vec<MinScore>,
}

/// A quality score from outside, and how high it is to be.
#[derive(Clone, Debug, Deserialize)]
pub struct MinScore {
    /// The column.
    pub name: String,
    /// The least value that stays.
    pub value: f64,
}

/// One rule, ready to be asked.
#[derive(Debug)]
pub struct Rule {
    /// What it is called, as in the file.
    pub name: String,
    test: Test,
}

#[derive(Debug)]
enum Test {
    MinProbability(f64),
    MaxRatio(f64),
    MinChars(usize),
    MaxChars(usize),
    OneSided,
    Identical,
    NoLetters,
    Language,
    Rejected,
    Finding(String),
    Matches(Regex),
    MatchesNone(Vec<Regex>),
    MinScore(Option<usize>, f64),
}

impl Rules {
    /// Reads rules. `file` names them in messages.
    ///
    /// # Errors
    ///
    /// They are not TOML, or there is no such rule.
    pub fn read(text: &str, file: &str) -> Result<Rules> {
        toml::from_str(text).map_err(|cause| {
            let at = cause.span().map_or(0, |span| span.start.min(text.len()));
            let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u64;
            Error::input(format!("these are not rules: {}", cause.message()))
                .at(Place::file(file).line(line))
                .hint("a rule is a line such as `min-probability = 0.5`; filter --help has them")
        })
    }

    /// Makes the rules ready. `headers` are those of the carried columns.
    ///
    /// # Errors
    ///
    /// An expression is not one, or there is no such column.
    pub fn ready(&self, headers: &[String]) -> Result<Vec<Rule>> {
        let mut rules = Vec::new();
        let mut add = |name: String, test: Option<Test>| {
            rules.extend(test.map(|test| Rule { name, test }));
        };
        let flag = |is: bool, test: Test| is.then_some(test);
        let named = |name: &str| name.to_owned();
        add(named("min-probability"), self.min_probability.map(Test::MinProbability));
        add(named("max-ratio"), self.max_ratio.map(Test::MaxRatio));
        add(named("min-chars"), self.min_chars.map(Test::MinChars));
        add(named("max-chars"), self.max_chars.map(Test::MaxChars));
        add(named("one-sided"), flag(self.one_sided, Test::OneSided));
        add(named("identical"), flag(self.identical, Test::Identical));
        add(named("no-letters"), flag(self.no_letters, Test::NoLetters));
        add(named("language"), flag(self.language, Test::Language));
        add(named("rejected"), flag(self.rejected, Test::Rejected));
        for check in &self.findings {
            add(format!("findings {check}"), Some(Test::Finding(check.clone())));
        }
        for pattern in &self.drop_matching {
            add(format!("drop-matching {pattern}"), Some(Test::Matches(expression(pattern)?)));
        }
        if !self.keep_matching.is_empty() {
            let all: Result<_> =
                self.keep_matching.iter().map(|pattern| expression(pattern)).collect();
            add(named("keep-matching"), Some(Test::MatchesNone(all?)));
        }
        for MinScore { name, value } in &self.min_score {
            let at = headers.iter().position(|header| header == name);
            if at.is_none() {
                let known = headers.join(", ");
                return Err(Error::usage(format!(
                    "no column is called `{name}`; there are: {known}"
                ))
                .hint("bring scores in with `enregard import-scores`, or name a column"));
            }
            add(format!("min-score {name}"), Some(Test::MinScore(at, *value)));
        }
        Ok(rules)
    }
}

impl Rule {
    /// Tells whether the rule takes the pair out.
    #[must_use]
    pub fn takes(&self, pair: &Pair, langs: &LangPair) -> bool {
        let (src, tgt) = (pair.src.trim(), pair.tgt.trim());
        let sides = [src, tgt];
        let lengths = [src.chars().count(), tgt.chars().count()];
        match &self.test {
            Test::MinProbability(least) => pair.score.is_some_and(|score| score < *least),
            Test::MaxRatio(most) => {
                let [short, long] = [lengths[0].min(lengths[1]), lengths[0].max(lengths[1])];
                short > 0 && long >= MIN_FOR_RATIO && long as f64 > most * short as f64
            }
            Test::MinChars(least) => lengths.iter().any(|len| len < least),
            Test::MaxChars(most) => lengths.iter().any(|len| len > most),
            Test::OneSided => src.is_empty() != tgt.is_empty(),
            Test::Identical => !src.is_empty() && normalized(src) == normalized(tgt),
            Test::NoLetters => sides.iter().any(|text| !text.contains(char::is_alphabetic)),
            Test::Language => {
                is_foreign(src, &langs.src)
                    || is_foreign(tgt, &langs.tgt)
                    || Lean::of(src, langs).is_tgt()
                    || Lean::of(tgt, langs).is_src()
            }
            Test::Rejected => pair.status == Status::Rejected,
            Test::Finding(check) => {
                pair.findings.iter().any(|found| check == "*" || found == check)
            }
            Test::Matches(pattern) => sides.iter().any(|text| pattern.is_match(text)),
            Test::MatchesNone(patterns) => {
                !patterns.iter().any(|pattern| sides.iter().any(|text| pattern.is_match(text)))
            }
            Test::MinScore(at, least) => {
                let cell = at
                    .and_then(|at| pair.carried.get(at))
                    .map(|cell| cell.trim().replace(',', "."));
                cell.and_then(|cell| cell.parse::<f64>().ok()).is_some_and(|value| value < *least)
            }
        }
    }
}

fn is_foreign(text: &str, lang: &crate::lang::Lang) -> bool {
    text.chars().count() >= MIN_FOR_LANGUAGE
        && language::guess(text).is_some_and(|guess| guess.lang != *lang)
}

fn expression(pattern: &str) -> Result<Regex> {
    Regex::new(pattern).map_err(|cause| {
        let text = cause.to_string();
        let reason =
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Error::usage(format!("`{pattern}` is not a regular expression: {reason}"))
            .hint("put `\\` before . * + ? ( ) [ ] to take them as they are")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rules: &str, src: &str, tgt: &str, expected: bool) {
        let rules = Rules::read(rules, "r.toml").unwrap().ready(&["qe".to_owned()]).unwrap();
        let pair = Pair {
            src: src.into(),
            tgt: tgt.into(),
            score: Some(0.5),
            findings: vec!["num.value".into()],
            carried: vec!["0,4".into()],
            ..Pair::default()
        };
        assert_eq!(expected, rules[0].takes(&pair, &LangPair::FR_EN), "{src} | {tgt}");
    }

    #[test]
    fn each_rule_takes_what_it_says() {
        check("min-probability = 0.6", "a", "b", true);
        check("min-probability = 0.5", "a", "b", false);
        check("max-ratio = 3.0", "Un phare.", "A lighthouse that stands far out in the sea.", true);
        check("max-ratio = 3.0", "Oui.", "Yes, I do.", false);
        check("min-chars = 3", "ab", "abcd", true);
        check("one-sided = true", "ab", " ", true);
        check("identical = true", "Menu !", "menu", true);
        check("no-letters = true", "12", "12", true);
        check("findings = ['*']", "a", "b", true);
        check("findings = ['names']", "a", "b", false);
        check(r"drop-matching = ['^\d+$']", "12", "twelve", true);
        check("keep-matching = ['mer']", "La mer.", "The sea.", false);
        check("min-score = [{ name = 'qe', value = 0.5 }]", "a", "b", true);
        let english = "This is the text of a page that nobody has ever translated.";
        check("language = true", english, english, true);
        check(
            "language = true",
            "Ceci est le texte d’une page que personne n’a traduite.",
            english,
            false,
        );
    }

    #[test]
    fn a_rule_that_there_is_not_is_refused_with_its_line() {
        let error = Rules::read("one-sided = true\nmin-probabilty = 1\n", "r.toml").unwrap_err();
        assert!(error.to_string().starts_with("r.toml:2: "), "{error}");
    }
}
