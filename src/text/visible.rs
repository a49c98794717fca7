//! Makes text of others safe to show on a terminal.
//!
//! A terminal obeys what it is shown: escape sequences move the cursor, change
//! what was printed, set the title or answer as if the user had typed; marks of
//! writing direction let a text read as another. Names of files, headers,
//! rules, XML and cells may hold both, so that they are shown as what they are:
//! `\u{1b}`. Letters of every script stay, and so do tabs and line feeds.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns a text with what a terminal would obey written as `\u{…}`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |c| c == '\n' || c == '\t')
}

/// Returns a text as [`visible`] does, and on one line: a message with line
/// feeds could pretend to be several.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    shown(text, |c| c == '\t')
}

fn shown(text: &str, is_kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_shown = |c: char| is_kept(c) || !is_obeyed(c);
    if text.chars().all(is_shown) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if is_shown(c) => out.push(c),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            // Writing to a string cannot fail.
            c => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
        }
    }
    Cow::Owned(out)
}

/// Tells whether a terminal does something else with a character than show it:
/// controls of ASCII and Latin-1, line and paragraph separators, and the marks,
/// embeddings, overrides and isolates of writing direction (UAX #9).
#[must_use]
pub fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(expected, visible_line(text));
    }

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        check("\u{1b}[2Jbad", "\\u{1b}[2Jbad");
        check("a\u{9b}31m", "a\\u{9b}31m");
        check("a\nhint: b\r", "a\\nhint: b\\r");
        check("gpj.\u{202e}exe", "gpj.\\u{202e}exe");
        check("\u{2066}\u{7f}\u{7}", "\\u{2066}\\u{7f}\\u{7}");
    }

    #[test]
    fn letters_of_every_script_stay() {
        for text in ["« Où ? »\u{a0}: l’été", "שלום", "ab\tc", "👩‍👩‍👧", "e\u{301}"]
        {
            assert!(matches!(visible_line(text), Cow::Borrowed(_)), "{text}");
        }
        assert_eq!("a\nb", visible("a\nb"));
    }
}
