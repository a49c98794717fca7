//! Writes findings for people, programs and build servers.
//!
//! | format | for |
//! |---|---|
//! | `text` | a terminal: the pair, with carets under what is meant |
//! | `json`, `jsonl` | programs: all findings as one value, or one a line |
//! | `sarif` | code hosts: SARIF 2.1.0 |
//! | `junit` | build servers: a test case a pair |
//! | `html` | a browser, also without network: statistics, findings, the bitext facing |
//!
//! One file a format. A [`Sheet`] is what they all write: a bitext, its
//! findings and where its pairs stand in the file. Nothing here fails.

pub mod baseline;
mod collated;
mod html;
mod json;
mod junit;
mod portable;
mod sarif;
mod text;
mod versions;

pub use collated::Collated;
pub use portable::{Portable, Returned};
pub use versions::Versions;

use crate::bitext::{Bitext, Pair};
use crate::check::{Finding, Side};
use crate::error::{Error, Result};
use crate::french::Tongue;
use crate::notice::Severity;
use std::ops::Range;

/// A format of findings.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// One JSON value.
    Json,
    /// One JSON value a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML.
    Junit,
    /// A page.
    Html,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Format; 6] =
        [Format::Text, Format::Json, Format::Jsonl, Format::Sarif, Format::Junit, Format::Html];

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Html => "html",
        }
    }

    /// Returns the format of a name.
    ///
    /// # Errors
    ///
    /// There is no such format; the message lists those there are.
    pub fn by_name(name: &str) -> Result<Format> {
        let lower = name.trim().to_lowercase();
        Format::ALL.into_iter().find(|format| format.name() == lower).ok_or_else(|| {
            let names = Format::ALL.map(Format::name).join(", ");
            Error::usage(format!("`{name}` is not a format of findings; there are: {names}"))
                .hint("--format text is what people read")
        })
    }
}

/// What is written.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The name of the bitext's file.
    pub file: &'a str,
    /// The bitext.
    pub bitext: &'a Bitext,
    /// Its findings, in order.
    pub findings: &'a [Finding],
    /// The line on which each pair starts; empty if the format has no lines.
    pub lines: &'a [u64],
    /// The least severity that a terminal shows.
    pub shown: Severity,
    /// Whether to color text for a terminal.
    pub has_color: bool,
    /// In which language a page speaks.
    pub tongue: Tongue,
}

impl<'a> Sheet<'a> {
    /// Returns the file in a format.
    #[must_use]
    pub fn write(&self, format: Format) -> Vec<u8> {
        match format {
            Format::Text => text::write(self),
            Format::Json => json::write(self),
            Format::Jsonl => json::write_lines(self),
            Format::Sarif => sarif::write(self),
            Format::Junit => junit::write(self),
            Format::Html => html::write(self),
        }
        .into_bytes()
    }

    fn pair(&self, finding: &Finding) -> &'a Pair {
        &self.bitext.pairs[finding.pair]
    }

    fn line(&self, finding: &Finding) -> Option<u64> {
        self.lines.get(finding.pair).copied()
    }

    fn text(&self, finding: &Finding, side: Side) -> &'a str {
        match side {
            Side::Src => &self.pair(finding).src,
            Side::Tgt => &self.pair(finding).tgt,
        }
    }

    /// Returns how many findings count, by severity: errors, warnings, notes.
    fn counts(&self) -> [usize; 3] {
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
            let counts = |finding: &&Finding| finding.is_open() && finding.severity == severity;
            self.findings.iter().filter(counts).count()
        })
    }
}

/// Returns a span of bytes as one of characters.
fn in_chars(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].chars().count();
    start..start + text[span.clone()].chars().count()
}

/// Returns a text for XML: markup escaped, characters that XML lacks replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Id;
    use crate::lang::LangPair;

    fn sheet_of(write: impl FnOnce(&Sheet)) {
        let pair = |id: &str, src: &str, tgt: &str| Pair {
            id: id.into(),
            src: src.into(),
            tgt: tgt.into(),
            ..Pair::default()
        };
        let bitext = Bitext {
            langs: LangPair::FR_EN,
            metadata: Vec::new(),
            carried_headers: Vec::new(),
            pairs: vec![pair("r1", "Été <12>.", "Summer <21>."), pair("r2", "Oui.", "Yes.\u{1}")],
        };
        let mut findings =
            vec![
                Finding::new(Id::NumValue, Side::Tgt, 8..10, "`12` became `21`")
                    .facing(7..9)
                    .sealed(0, "Été <12>.", "Summer <21>."),
                Finding::new(Id::Control, Side::Tgt, 4..5, "a control character, U+0001").sealed(
                    1,
                    "Oui.",
                    "Yes.\u{1}",
                ),
            ];
        findings[1].dismissed = Some("vu".into());
        write(&Sheet {
            file: "b.csv",
            bitext: &bitext,
            findings: &findings,
            lines: &[2, 3],
            shown: Severity::Warning,
            has_color: false,
            tongue: Tongue::English,
        });
    }

    #[test]
    fn a_terminal_gets_carets_under_what_is_meant() {
        sheet_of(|sheet| {
            let text = String::from_utf8(sheet.write(Format::Text)).unwrap();
            let expected = "warning: b.csv:2: r1: `12` became `21` [num.value]\n    \
                            fr  Été <12>.\n             ^^\n    en  Summer <21>.\n                ^^\n";
            assert!(text.starts_with(expected), "{text}");
            assert!(!text.contains("control"), "what was dismissed is not shown: {text}");
        });
    }

    #[test]
    fn programs_get_both_kinds_of_places() {
        sheet_of(|sheet| {
            let lines = String::from_utf8(sheet.write(Format::Jsonl)).unwrap();
            let first: serde_json::Value =
                serde_json::from_str(lines.lines().next().unwrap()).unwrap();
            assert_eq!(
                ("r1", 8, 10, 8, 10, 2),
                (
                    first["pair"].as_str().unwrap(),
                    first["start"].as_u64().unwrap(),
                    first["end"].as_u64().unwrap(),
                    first["char_start"].as_u64().unwrap(),
                    first["char_end"].as_u64().unwrap(),
                    first["line"].as_u64().unwrap(),
                )
            );
            let second: serde_json::Value =
                serde_json::from_str(lines.lines().nth(1).unwrap()).unwrap();
            assert_eq!(Some("vu"), second["dismissed"].as_str());
        });
    }

    #[test]
    fn markup_in_a_text_is_no_markup_of_ours() {
        sheet_of(|sheet| {
            for format in [Format::Junit, Format::Html] {
                let text = String::from_utf8(sheet.write(format)).unwrap();
                assert!(!text.contains("<12>") && !text.contains('\u{1}'), "{format:?}");
            }
        });
    }

    #[test]
    fn names_are_read_as_they_are_listed() {
        for format in Format::ALL {
            assert_eq!(Ok(format), Format::by_name(format.name()));
        }
        assert!(Format::by_name("pdf").is_err());
    }
}
