//! Reads the user's own rules: pairs of regular expressions, as agencies keep them.
//!
//! ```toml
//! [[rule]]
//! name = "vous-you"
//! src = '\bvous\b'          # the source must match …
//! not_tgt = '\byou(r|rs)?\b' # … and the translation must not
//! message = "no form of address"
//! severity = "warning"      # error, warning (the default) or info
//! ```
//!
//! A rule has at least one of `src` and `tgt`; `not_src` and `not_tgt` hold it
//! back. It is reported on what `tgt` matches, else on what `src` does.

use super::finding::Side;
use super::view::View;
use crate::error::{Error, Place, Result};
use crate::finding::Severity;
use regex::Regex;
use serde::Deserialize;
use std::ops::Range;

/// The user's rules.
#[derive(Clone, Debug, Default)]
pub struct Checklist {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    name: String,
    src: Option<Regex>,
    tgt: Option<Regex>,
    not_src: Option<Regex>,
    not_tgt: Option<Regex>,
    message: Option<String>,
    suggestion: String,
    severity: Severity,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    src: Option<String>,
    tgt: Option<String>,
    not_src: Option<String>,
    not_tgt: Option<String>,
    message: Option<String>,
    #[serde(default)]
    suggestion: String,
    severity: Option<String>,
}

impl Checklist {
    /// Reads a checklist. `file` names it in messages.
    ///
    /// # Errors
    ///
    /// It is no TOML of that form, or one of its expressions is none.
    pub fn parse(text: &str, file: &str) -> Result<Checklist> {
        let written: File = toml::from_str(text).map_err(|cause| {
            let line = cause.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Error::input(cause.message().to_owned()).at(Place::file(file).line(line as u64)).hint(
                "a rule is `[[rule]]` with name, src, tgt, not_src, not_tgt, message, severity",
            )
        })?;
        let rules =
            written.rule.into_iter().map(|rule| rule.compiled(file)).collect::<Result<_>>()?;
        Ok(Checklist { rules })
    }

    /// Returns the rules that hold in a pair, each with where.
    pub(super) fn held<'r>(&'r self, view: &View) -> Vec<Held<'r>> {
        self.rules.iter().filter_map(|rule| rule.held(view.src.text, view.tgt.text)).collect()
    }
}

/// A rule that holds in a pair.
#[derive(Debug)]
pub(super) struct Held<'r> {
    rule: &'r Rule,
    /// Where it holds.
    pub(super) side: Side,
    pub(super) span: Range<usize>,
}

impl Held<'_> {
    pub(super) fn message(&self) -> String {
        let name = &self.rule.name;
        match &self.rule.message {
            Some(message) => format!("{message} ({name})"),
            None => format!("the rule `{name}` holds"),
        }
    }

    pub(super) fn suggestion(&self) -> &str {
        &self.rule.suggestion
    }

    pub(super) fn severity(&self) -> Severity {
        self.rule.severity
    }
}

impl Rule {
    fn held(&self, src: &str, tgt: &str) -> Option<Held<'_>> {
        let is_held_back =
            |regex: &Option<Regex>, text| regex.as_ref().is_some_and(|regex| regex.is_match(text));
        let (in_src, in_tgt) = (
            self.src.as_ref().map(|regex| regex.find(src)),
            self.tgt.as_ref().map(|regex| regex.find(tgt)),
        );
        if in_src == Some(None)
            || in_tgt == Some(None)
            || is_held_back(&self.not_src, src)
            || is_held_back(&self.not_tgt, tgt)
        {
            return None;
        }
        let (side, found) = match (in_tgt.flatten(), in_src.flatten()) {
            (Some(found), _) => (Side::Tgt, found.range()),
            (None, found) => (Side::Src, found?.range()),
        };
        Some(Held { rule: self, side, span: found })
    }
}

impl Written {
    fn compiled(self, file: &str) -> Result<Rule> {
        let wrong = |what: String, hint: &str| {
            Err(Error::input(format!("the rule `{}`: {what}", self.name))
                .at(Place::file(file))
                .hint(hint))
        };
        if self.src.is_none() && self.tgt.is_none() {
            return wrong("it has neither src nor tgt".to_owned(), "give it one of them");
        }
        let severity = match self.severity.as_deref() {
            None | Some("warning") => Severity::Warning,
            Some("error") => Severity::Error,
            Some("info") => Severity::Info,
            Some(other) => {
                return wrong(format!("`{other}` is no severity"), "error, warning or info");
            }
        };
        let compile = |expression: &Option<String>| match expression {
            None => Ok(None),
            Some(expression) => Regex::new(expression).map(Some).map_err(|cause| {
                Error::input(format!(
                    "the rule `{}`: {}",
                    self.name,
                    cause.to_string().lines().last().unwrap_or_default()
                ))
                .at(Place::file(file))
                .hint("write expressions in single quotes, as in '\\bvous\\b'")
            }),
        };
        Ok(Rule {
            src: compile(&self.src)?,
            tgt: compile(&self.tgt)?,
            not_src: compile(&self.not_src)?,
            not_tgt: compile(&self.not_tgt)?,
            name: self.name,
            message: self.message,
            suggestion: self.suggestion,
            severity,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_rule_is_refused_with_its_place() {
        for (text, message) in [
            ("[[rule]]\nname = 'a'\n", "c.toml: the rule `a`: it has neither src nor tgt"),
            ("[[rule]]\nname = 'a'\nsrc = '('\n", "c.toml: the rule `a`: error: unclosed group"),
            ("[[rule]]\nname = 'a'\nsource = 'x'\n", "c.toml:3: unknown field `source`"),
        ] {
            let error = Checklist::parse(text, "c.toml").unwrap_err();
            assert!(error.to_string().starts_with(message), "{error}");
            assert!(error.hint_text().is_some());
        }
    }
}
