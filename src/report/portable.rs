//! One file to send: a page on which a colleague reads, accepts, edits and comments, and
//! the JSON that comes back.
//!
//! ```text
//! bitext ─► X.html (page, script, pairs) ─ a person ─► X.review.json ─► enregard merge
//!                    the base travels along ──────────────┘   three-way, field by field
//! ```
//!
//! The page needs no server and no network; its policy forbids both. Pairs stand in it as
//! JSON lines, as `jsonl` writes them, in a block that is data: no text of a bitext
//! becomes markup or script. What comes back holds those lines as they were sent, and as
//! they are now, so that a merge knows what was changed here and what meanwhile at home.

use super::escaped;
use crate::check::Finding;
use crate::error::{Error, Place, Result};
use crate::french::Tongue;
use serde_json::{Value, json};

const STYLE: &str = include_str!("portable/page.css");
const SCRIPT: &str = include_str!("portable/page.js");

/// What a returned file calls itself.
const FORMAT: &str = "enregard review";

/// A bitext, to be sent as a page.
#[derive(Clone, Copy, Debug)]
pub struct Portable<'a> {
    /// What the bitext is called.
    pub name: &'a str,
    /// The tags of the source and the target language.
    pub tags: (&'a str, &'a str),
    /// The pairs, as JSON lines.
    pub lines: &'a str,
    /// What the checks found.
    pub findings: &'a [Finding],
    /// In which language the page speaks.
    pub tongue: Tongue,
}

impl Portable<'_> {
    /// Returns the page.
    #[must_use]
    pub fn html(&self) -> String {
        let (lang, title) = (self.tongue.tag(), escaped(self.name));
        let data = self.data();
        // Known only to this page: a script that somebody put into a text does not run.
        let nonce = nonce(&data);
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; \
             form-action 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · enregard</title>\n<style nonce=\"{nonce}\">\n{STYLE}</style>\n</head>\n<body>\n\
             <header id=\"top\"></header>\n<main id=\"pairs\"></main>\n<p id=\"said\" role=\"status\"></p>\n\
             <noscript>{}</noscript>\n\
             <script type=\"application/json\" id=\"data\">{data}</script>\n\
             <script nonce=\"{nonce}\">\n{SCRIPT}</script>\n</body>\n</html>\n",
            self.tongue.say("This page needs JavaScript, which is part of it; it loads nothing.")
        )
    }

    /// Returns what the page works on, as JSON in which nothing can end its block.
    fn data(&self) -> String {
        let finding = |finding: &Finding| {
            let (severity, message) = (finding.severity.name(), self.tongue.say(&finding.message));
            json!({
                "pair": finding.pair, "severity": severity, "message": message,
                "suggestion": finding.suggestion,
            })
        };
        let open = self.findings.iter().filter(|finding| finding.is_open());
        let data = json!({
            "format": FORMAT, "name": self.name, "src": self.tags.0, "tgt": self.tags.1,
            "base": self.lines, "findings": open.map(finding).collect::<Value>(),
        });
        data.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028")
    }
}

/// Returns a number of the contents: the same bitext makes the same page.
fn nonce(data: &str) -> String {
    let mut crc = flate2::Crc::new();
    crc.update(data.as_bytes());
    format!("{:08x}{:x}", crc.sum(), data.len())
}

/// What a colleague sent back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Returned {
    /// The pairs as they were sent, as JSON lines.
    pub base: String,
    /// As they are now.
    pub review: String,
}

impl Returned {
    /// Returns what a file holds; none if it is no such file.
    ///
    /// # Errors
    ///
    /// It says that it is one, and a part is missing.
    pub fn parse(bytes: &[u8], file: &str) -> Result<Option<Returned>> {
        // A bitext of many megabytes is not parsed to learn that it is none.
        let head = &bytes[..bytes.len().min(HEAD)];
        let says = String::from_utf8_lossy(head);
        if !says.contains(&format!("\"format\":\"{FORMAT}\"")) {
            return Ok(None);
        }
        let broken = || {
            Error::input("this review that was sent back is damaged")
                .at(Place::file(file))
                .hint("ask for the file once more; the page still has it")
        };
        let all: Value = serde_json::from_slice(bytes).map_err(|_| broken())?;
        let part = |name: &str| all[name].as_str().map(str::to_owned).ok_or_else(broken);
        Ok(Some(Returned { base: part("base")?, review: part("review")? }))
    }
}

/// The name of the format stands first in the file.
const HEAD: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_block_of_the_data() {
        let lines = r#"{"id":"p1","translation":{"fr":"</script><b>","en":"<!--"}}"#;
        let portable = Portable {
            name: "</title>.csv",
            tags: ("fr", "en"),
            lines,
            findings: &[],
            tongue: Tongue::English,
        };
        let page = portable.html();
        assert_eq!(2, page.matches("</script>").count(), "{page}");
        assert_eq!(1, page.matches("</title>").count());
        assert!(page.contains(r"\u003c/script>"));
        let data = portable.data();
        let data: Value = serde_json::from_str(&data).unwrap();
        assert_eq!(Some(lines), data["base"].as_str());
    }

    #[test]
    fn what_comes_back_is_told_from_bitexts() {
        let returned = br#"{"format":"enregard review","base":"a","review":"b"}"#;
        let known = Returned { base: "a".into(), review: "b".into() };
        assert_eq!(Ok(Some(known)), Returned::parse(returned, "r.json"));
        assert_eq!(Ok(None), Returned::parse(b"id,fr,en\n1,a,b\n", "b.csv"));
        assert_eq!(Ok(None), Returned::parse("é".repeat(200).as_bytes(), "b.csv"));
        let cut = br#"{"format":"enregard review","base":"a""#;
        assert_eq!(
            "r.json: this review that was sent back is damaged",
            Returned::parse(cut, "r.json").unwrap_err().to_string()
        );
    }
}
