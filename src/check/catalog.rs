//! The list of checks: names, severities, MQM codes, what they say.
//!
//! MQM codes are those of the Multidimensional Quality Metrics, 2015 version
//! (CC BY 4.0), with `locale-convention` for formats. Rates of false alarms are
//! measured by `enregard check --measure` and kept in `data/rates.txt`.

use crate::finding::Severity;
use Severity::{Error, Info, Warning};

/// A check.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its name in every output.
    pub id: &'static str,
    /// The severity that it gives unless the evidence is weaker or stronger.
    pub severity: Severity,
    /// Its code in the Multidimensional Quality Metrics.
    pub mqm: &'static str,
    /// What it says, as a sentence without a final period.
    pub about: &'static str,
}

const fn check(
    id: &'static str,
    severity: Severity,
    mqm: &'static str,
    about: &'static str,
) -> Check {
    Check { id, severity, mqm, about }
}

/// Every check, in the order in which they are listed.
pub const CHECKS: &[Check] = &[
    check("empty", Error, "omission", "one side of the pair is blank"),
    check("omission", Warning, "omission", "words in a row of the source have no counterpart"),
    check("addition", Warning, "addition", "words in a row of the translation have no counterpart"),
    check(
        "misaligned",
        Error,
        "mistranslation",
        "the translation fits a neighboring pair better, or none",
    ),
    check("untranslated", Error, "untranslated", "the translation is the source"),
    check("language", Error, "untranslated", "a side is in another language"),
    check(
        "partial",
        Warning,
        "untranslated",
        "words of the source language stand in the translation",
    ),
    check("num.value", Warning, "mistranslation", "a number became another one"),
    check("num.scale", Warning, "mistranslation", "a million became a billion, or the like"),
    check(
        "num.missing",
        Warning,
        "omission",
        "a number of the source is in no form in the translation",
    ),
    check(
        "num.extra",
        Warning,
        "addition",
        "a number of the translation is in no form in the source",
    ),
    check(
        "num.format",
        Warning,
        "locale-convention",
        "a number keeps the format of the source language",
    ),
    check("percent", Warning, "mistranslation", "a percentage lost its sign, or a number got one"),
    check("currency", Warning, "mistranslation", "an amount is in another currency"),
    check("unit", Warning, "mistranslation", "the same number of another unit"),
    check("date", Warning, "mistranslation", "a month or a weekday became another one"),
    check("time", Warning, "mistranslation", "a time of day became another one"),
    check("negation", Warning, "mistranslation", "a negation was lost or added"),
    check("name", Warning, "mistranslation", "a name became another one"),
    check(
        "name.consistency",
        Info,
        "inconsistency",
        "a name that the translation keeps elsewhere is missing here",
    ),
    check("acronym", Warning, "terminology", "an acronym became another one, or stayed French"),
    check("false-friend", Info, "mistranslation", "a word was translated by its false friend"),
    check("term", Warning, "terminology", "a term is not translated as the glossary says"),
    check("term.forbidden", Warning, "terminology", "a word that the glossary forbids"),
    check(
        "consistency.src",
        Info,
        "inconsistency",
        "the same source is translated otherwise elsewhere",
    ),
    check(
        "consistency.tgt",
        Info,
        "inconsistency",
        "the same translation stands for another source elsewhere",
    ),
    check("checklist", Warning, "other", "a rule of the user's checklist"),
    check("identifier", Warning, "markup", "a URL, address, code or placeholder differs"),
    check("brackets", Warning, "punctuation", "a bracket opens or closes alone"),
    check("quotes", Info, "punctuation", "a quotation mark stands alone or on one side only"),
    check("punctuation.final", Info, "punctuation", "the two sides end in different marks"),
    check("punctuation.question", Info, "punctuation", "a question on one side only"),
    check(
        "punctuation.space",
        Warning,
        "locale-convention",
        "a space before a mark, or French quotation marks, in English",
    ),
    check(
        "text.changed",
        Warning,
        "other",
        "the text is another than the one that was last looked at",
    ),
    check("doubled", Warning, "duplication", "a word stands twice"),
    check(
        "space",
        Warning,
        "whitespace",
        "two spaces, a tab or an invisible character inside the translation",
    ),
    check("encoding", Error, "character-encoding", "characters damaged by a wrong encoding"),
    check("control", Warning, "character-encoding", "a control character"),
];

/// Returns a check by its name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.id == id)
}

/// Returns the severity of a check.
///
/// # Panics
///
/// There is no such check.
#[must_use]
pub fn severity(id: &str) -> Severity {
    by_id(id).expect("checks name themselves as the catalog does").severity
}

/// Returns the false alarms of a check in 1,000 good pairs, as last measured;
/// none if it has not been.
#[must_use]
pub fn false_alarms(id: &str) -> Option<f64> {
    let line = RATES.lines().find(|line| line.split(' ').next() == Some(id))?;
    line.split(' ').nth(1)?.parse().ok()
}

const RATES: &str = include_str!("data/rates.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_its_own_name_and_a_measured_rate() {
        for (at, check) in CHECKS.iter().enumerate() {
            assert!(CHECKS[..at].iter().all(|other| other.id != check.id), "{}", check.id);
        }
    }

    #[test]
    fn what_a_check_looks_for_is_said_in_french_too() {
        for Check { id, about, .. } in CHECKS {
            assert!(
                crate::french::of(about).is_some(),
                "src/french/phrases.txt lacks `{id}`: {about}"
            );
        }
    }

    #[test]
    fn every_rate_is_of_a_check() {
        for line in RATES.lines().filter(|line| !line.starts_with('#')) {
            let id = line.split(' ').next().unwrap();
            assert!(by_id(id).is_some() && false_alarms(id).is_some(), "{line}");
        }
    }
}
