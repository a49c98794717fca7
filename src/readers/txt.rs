//! Reads a plain text, and the date that may stand before it.
//!
//! Articles taken from a collection open with their metadata on the first line:
//!
//! ```text
//!  date 2020-11 Les délégations française et américaine se rendront à Moscou …
//! ^^^^^^^^^^^^^ metadata: `date`, `2020-11`
//! ```
//!
//! Only the word `date` in small letters with a year, a month or a day in
//! figures is taken for one. `Date limite : 2020` and `date 2020-11, à Moscou`
//! are text.

use super::Document;
use super::reading::{Reading, n_ink};
use crate::text::Text;

/// Returns a text as a document, its leading date as metadata.
#[must_use]
pub fn read(text: Text) -> Document {
    let (metadata, start) = match leading_date(&text.content) {
        Some((date, start)) => (vec![("date".to_owned(), date)], start),
        None => (Vec::new(), 0),
    };
    let body = start..text.content.len();
    let reading = Reading { n_read: n_ink(&text.content[body.clone()]), ..Reading::default() };
    Document { body, blocks: Vec::new(), metadata, text, reading }
}

/// Returns the date that opens the first line, and where the rest starts.
pub(super) fn leading_date(content: &str) -> Option<(String, usize)> {
    let is_margin = |c: char| c == '\u{feff}' || (c.is_whitespace() && !is_line_end(c));
    let rest = content.trim_start_matches(is_margin).strip_prefix("date")?;
    let rest = rest.strip_prefix(is_margin)?.trim_start_matches(is_margin);
    let (date, _) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
    let after = &rest[date.len()..];
    let start = content.len() - after.trim_start().len();
    is_date(date).then(|| (date.to_owned(), start))
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// Tells whether a word is a year, a year and month, or a day: `2020`,
/// `2020-11`, `2020-11-12`.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |part: &str, max| part.parse().is_ok_and(|n: u32| (1..=max).contains(&n));
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    parts.iter().all(|part| is_digits(part))
        && [4, 2, 2].starts_with(&lengths)
        && parts.get(1).is_none_or(|month| within(month, 12))
        && parts.get(2).is_none_or(|day| within(day, 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A blank `date` means that there is none.
    #[track_caller]
    fn check(content: &str, date: &str, body: &str) {
        let document = read(Text::from_string(content.to_owned()));
        let found: Vec<_> =
            document.metadata.iter().map(|(key, value)| (&**key, &**value)).collect();
        let expected = if date.is_empty() { vec![] } else { vec![("date", date)] };
        assert_eq!((expected, body), (found, &document.text.content[document.body]));
    }

    #[test]
    fn a_leading_date_is_metadata() {
        check(" date 2020-11 Les délégations", "2020-11", "Les délégations");
        check("date 2020 Il pleut.", "2020", "Il pleut.");
        check("date 2020-11-12\tIl pleut.", "2020-11-12", "Il pleut.");
    }

    #[test]
    fn the_date_may_have_the_first_line_to_itself() {
        check("\u{feff} date\u{a0}2020-11\r\n\r\nIl pleut.", "2020-11", "Il pleut.");
        check("date 2020-11", "2020-11", "");
    }

    #[test]
    fn what_only_resembles_a_date_is_text() {
        for text in [
            "Date 2020 Il pleut.",
            "date limite 2020",
            "date 2020-13 Il pleut.",
            "date 2020-11, à Moscou",
            "date 20-11 Il pleut.",
            "dater 2020 est facile",
            "\ndate 2020 Il pleut.",
            "La date 2020-11 Les",
            "",
        ] {
            check(text, "", text);
        }
    }
}
