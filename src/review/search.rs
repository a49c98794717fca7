//! Finds what a person types into the search field, as people type.
//!
//! On a keyboard there is one apostrophe, one quotation mark and one space, and accents are work. So texts
//! and what is searched are folded before they are compared: `l'escalier` finds `l’escalier`, `racine ?`
//! finds one before a narrow no-break space, `grand-pere` finds `grand-père`, `coeur` finds `cœur`. The page
//! folds in the same way to mark what was found (`assets/texts/folding.js`).
//!
//! Case counts, and everything else with it, if the person says so; and there are regular expressions.

use regex::{Regex, RegexBuilder};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is searched.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// A text, folded.
    Folded(String),
    /// A regular expression, or a text that is meant as it is typed.
    Regex(Regex),
}

impl Pattern {
    /// Returns the pattern that a person typed; none if nothing was typed.
    ///
    /// # Errors
    ///
    /// The regular expression is not one; the message says why.
    pub fn new(text: &str, is_regex: bool, is_exact: bool) -> Result<Option<Pattern>, String> {
        let folded = fold(text).text;
        Ok(match (text, is_regex, is_exact) {
            ("", _, _) => None,
            // Of `?` alone something is left, of a soft hyphen nothing is.
            (_, false, false) if !folded.trim().is_empty() => Some(Pattern::Folded(folded)),
            (_, false, _) => Some(Pattern::Regex(built(&regex::escape(text), true)?)),
            (_, true, _) => Some(Pattern::Regex(built(text, is_exact)?)),
        })
    }

    /// Tells whether a text has it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        match self {
            Pattern::Folded(folded) => fold(text).text.contains(folded),
            Pattern::Regex(regex) => regex.is_match(text),
        }
    }

    /// Returns where a text has it, in bytes, from left to right.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        match self {
            Pattern::Folded(wanted) => {
                let folded = fold(text);
                let found = folded.text.match_indices(wanted.as_str());
                found.map(|(at, _)| folded.place(at, wanted.len())).collect()
            }
            Pattern::Regex(regex) => {
                regex.find_iter(text).map(|found| found.range()).filter(|r| !r.is_empty()).collect()
            }
        }
    }

    /// Returns a text with something else in these places; groups of a regular expression are `$1`.
    #[must_use]
    pub fn replaced(&self, text: &str, with: &str) -> String {
        match self {
            Pattern::Regex(regex) => regex.replace_all(text, with).into_owned(),
            Pattern::Folded(_) => {
                let mut replaced = String::with_capacity(text.len());
                let mut last = 0;
                for place in self.places(text) {
                    replaced.push_str(&text[last..place.start]);
                    replaced.push_str(with);
                    last = place.end;
                }
                replaced.push_str(&text[last..]);
                replaced
            }
        }
    }
}

fn built(text: &str, is_case_sensitive: bool) -> Result<Regex, String> {
    let pattern = RegexBuilder::new(text).case_insensitive(!is_case_sensitive).build();
    pattern.map_err(|cause| not_regular(&cause))
}

/// Says in a line what is wrong with a regular expression: the crate draws it.
fn not_regular(cause: &regex::Error) -> String {
    let said = match cause {
        regex::Error::CompiledTooBig(_) => "the expression is too big".to_owned(),
        cause => cause.to_string(),
    };
    let last = said.lines().last().unwrap_or_default();
    format!("this is not a regular expression: {}", last.strip_prefix("error: ").unwrap_or(last))
}

/// A folded text, with the place in the original of each of its bytes.
#[derive(Clone, Debug, Default)]
struct Folded {
    text: String,
    /// Where the character begins that each byte was made of.
    starts: Vec<usize>,
    /// Where it ends.
    ends: Vec<usize>,
}

impl Folded {
    fn push(&mut self, text: &str, start: usize, end: usize) {
        self.text.push_str(text);
        self.starts.resize(self.text.len(), start);
        self.ends.resize(self.text.len(), end);
    }

    fn pop_space(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
            self.starts.truncate(self.text.len());
            self.ends.truncate(self.text.len());
        }
    }

    /// What belongs to the last character, as a combining mark does.
    fn stretch(&mut self, end: usize) {
        if let Some(last) = self.ends.last_mut() {
            *last = end;
        }
    }

    fn place(&self, at: usize, len: usize) -> Range<usize> {
        self.starts[at]..self.ends[at + len - 1]
    }
}

fn fold(text: &str) -> Folded {
    let mut folded = Folded::default();
    let mut is_after_opening = false;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let was_after_opening = std::mem::take(&mut is_after_opening);
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => folded.stretch(end),
            c if is_combining_mark(c) => folded.stretch(end),
            c if c.is_whitespace() => {
                is_after_opening = was_after_opening;
                if !was_after_opening && !folded.text.ends_with(' ') {
                    folded.push(" ", start, end);
                }
            }
            '’' | '‘' | 'ʼ' | '′' | '´' | '`' => folded.push("'", start, end),
            '“' | '”' | '„' | '″' => folded.push("\"", start, end),
            '«' => {
                folded.push("\"", start, end);
                is_after_opening = true;
            }
            '»' => {
                folded.pop_space();
                folded.push("\"", start, end);
            }
            '?' | '!' | ':' | ';' => {
                folded.pop_space();
                folded.push(c.encode_utf8(&mut [0; 4]), start, end);
            }
            '‐' | '‑' | '–' | '—' => folded.push("-", start, end),
            '…' => folded.push("...", start, end),
            'œ' | 'Œ' => folded.push("oe", start, end),
            'æ' | 'Æ' => folded.push("ae", start, end),
            c => {
                let base = c.nfd().filter(|c| !is_combining_mark(*c));
                let base: String = base.flat_map(char::to_lowercase).collect();
                folded.push(&base, start, end);
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what is found of what was typed; `[…]` are the places.
    #[track_caller]
    fn check(typed: &str, marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let pattern = Pattern::new(typed, false, false).unwrap().unwrap();
        let mut shown = text.clone();
        for place in pattern.places(&text).into_iter().rev() {
            shown.insert(place.end, ']');
            shown.insert(place.start, '[');
        }
        assert_eq!(marked, shown, "{typed}");
        assert_eq!(marked.contains('['), pattern.is_in(&text), "{typed}");
    }

    #[test]
    fn what_a_keyboard_has_finds_what_a_printer_has() {
        check("l'escalier", "dans [l’escalier].");
        check("racine ?", "tu prends [racine\u{202f}?] cria");
        check("racine?", "tu prends [racine ?] cria");
        check("grand-pere", "son [grand-père]");
        check("GRAND\u{2011}PÈRE", "son [grand-pe\u{300}re]");
        check("coeur", "un [cœur] et un [Cœur]");
        check("\"la cuisiniere\"", "rire, [« la cuisinière »].");
        check("ordinateur ! cela", "Un [ordinateur\u{a0}! Cela] faisait");
        check("non...", "[Non…] [non...]");
        check("oui", "non");
    }

    #[test]
    fn exact_and_regular_are_as_they_are_typed() {
        let is_in = |typed: &str, is_regex, is_exact, text: &str| {
            Pattern::new(typed, is_regex, is_exact).unwrap().unwrap().is_in(text)
        };
        assert!(!is_in("l'escalier", false, true, "l’escalier"));
        assert!(
            is_in("L’e", false, true, "L’escalier") && !is_in("l’e", false, true, "L’escalier")
        );
        assert!(
            is_in("^l.e", true, false, "L’escalier") && !is_in("^l.e", true, true, "L’escalier")
        );
        assert!(Pattern::new("(", true, false).is_err());
        assert!(Pattern::new("", false, false).unwrap().is_none());
    }

    #[test]
    fn what_is_found_is_replaced_and_nothing_else() {
        let replaced = |typed: &str, is_regex, with: &str, text: &str| {
            Pattern::new(typed, is_regex, false).unwrap().unwrap().replaced(text, with)
        };
        assert_eq!("Le phare, le phare.", replaced("leger", false, "phare", "Le léger, le Léger."));
        assert_eq!("12 mai", replaced(r"(\w+) (\d+)", true, "$2 $1", "mai 12"));
    }
}
