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
use crate::notice::Severity;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::ops::Range;

/// How many bytes an expression may take when it is compiled. Matching takes time
/// by the length of the text times that. By hand: `(?:a{0,200}){0,200}` is refused
/// and a few dozen words of any script fit.
const MAX_SIZE: usize = 512 << 10;

/// How many bytes of a text are held to the rules. By hand: ten pages, more than
/// any pair of sentences has.
const MAX_TEXT: usize = 32 << 10;

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
    /// It is not TOML of that form, or one of its expressions is none.
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
        let (src, tgt) = (head(view.src.text), head(view.tgt.text));
        self.rules.iter().filter_map(|rule| rule.held(src, tgt)).collect()
    }

    /// Says that a pair is too long to be held to the rules whole.
    pub(super) fn left_out(&self, view: &View) -> Option<String> {
        let is_long = view.src.text.len().max(view.tgt.text.len()) > MAX_TEXT;
        let message = || format!("only the first {} kB were held to your rules", MAX_TEXT >> 10);
        (is_long && !self.rules.is_empty()).then(message)
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

/// Returns as much of a text as rules see.
fn head(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns why an expression is none.
fn said(cause: &regex::Error) -> String {
    match cause {
        regex::Error::CompiledTooBig(_) => {
            "the expression is too large: it repeats what is repeated already".to_owned()
        }
        cause => cause.to_string().lines().last().unwrap_or_default().to_owned(),
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
                return wrong(format!("`{other}` is not a severity"), "error, warning or info");
            }
        };
        let compile = |expression: &Option<String>| match expression {
            None => Ok(None),
            Some(expression) => {
                let compiled = RegexBuilder::new(expression).size_limit(MAX_SIZE).build();
                compiled.map(Some).map_err(|cause| {
                    Error::input(format!("the rule `{}`: {}", self.name, said(&cause)))
                        .at(Place::file(file))
                        .hint("write expressions in single quotes, as in '\\bvous\\b'")
                })
            }
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
            (
                "[[rule]]\nname = 'a'\nsrc = '(?:a{0,200}){0,200}b'\n",
                "c.toml: the rule `a`: the expression is too large",
            ),
            ("[[rule]]\nname = 'a'\nsource = 'x'\n", "c.toml:3: unknown field `source`"),
        ] {
            let error = Checklist::parse(text, "c.toml").unwrap_err();
            assert!(error.to_string().starts_with(message), "{error}");
            assert!(error.hint_text().is_some());
        }
    }
}
