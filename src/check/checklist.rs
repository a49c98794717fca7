//! Runs the user's own rules: pairs of regular expressions, as agencies keep them.
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

use super::finding::{Finding, Side};
use super::view::View;
use crate::error::{Error, Place, Result};
use crate::finding::Severity;
use regex::Regex;
use serde::Deserialize;

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

    /// Reports the pairs in which a rule holds.
    pub(super) fn find(&self, view: &View, findings: &mut Vec<Finding>) {
        let (src, tgt) = (view.src.text, view.tgt.text);
        for rule in &self.rules {
            let is_held = |regex: &Option<Regex>, text| {
                regex.as_ref().is_some_and(|regex| regex.is_match(text))
            };
            let (in_src, in_tgt) = (
                rule.src.as_ref().map(|regex| regex.find(src)),
                rule.tgt.as_ref().map(|regex| regex.find(tgt)),
            );
            if in_src == Some(None)
                || in_tgt == Some(None)
                || is_held(&rule.not_src, src)
                || is_held(&rule.not_tgt, tgt)
            {
                continue;
            }
            let (side, found) = match (in_tgt.flatten(), in_src.flatten()) {
                (Some(found), _) => (Side::Tgt, found.range()),
                (None, Some(found)) => (Side::Src, found.range()),
                (None, None) => continue,
            };
            let message = rule.message.as_ref().map_or_else(
                || format!("the rule `{}` holds", rule.name),
                |message| format!("{message} ({})", rule.name),
            );
            let finding = Finding::new("checklist", side, found, message);
            findings.push(finding.suggest(&rule.suggestion).of_severity(rule.severity));
        }
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
