//! Tells cells that say that there is no translation from those that are one.
//!
//! `TODO`, `[à traduire]`, `N/A`, `???`, a lone dash or ellipsis, and the errors
//! of spreadsheets stand where a translation is to come. The list is in
//! `blank.txt`. A cell that says the same in the source is a translation: `N/A`
//! of `N/A`, `…` of `…`.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::parse(include_str!("blank.txt")));

/// Tells whether a cell says that its translation is to come.
#[must_use]
pub fn is_placeholder(cell: &str) -> bool {
    let cell = cell.trim();
    let inner = inside_brackets(cell);
    let text = fold(inner.unwrap_or(cell));
    if text.is_empty() {
        return is_lone_mark(inner.unwrap_or(cell).trim());
    }
    let is_listed = |list: &[String]| list.contains(&text);
    is_listed(&LISTS.anywhere) || (is_in_square_brackets(cell) && is_listed(&LISTS.in_brackets))
}

/// Tells whether brackets that no text has enclose a cell; round ones may be text.
fn is_in_square_brackets(cell: &str) -> bool {
    inside_brackets(cell).is_some() && !cell.starts_with('(')
}

/// Returns what stands between the brackets that enclose a cell.
fn inside_brackets(cell: &str) -> Option<&str> {
    const PAIRS: [(&str, &str); 6] =
        [("[[", "]]"), ("{{", "}}"), ("<", ">"), ("[", "]"), ("{", "}"), ("(", ")")];
    let inside = |(open, close): &(&str, &str)| cell.strip_prefix(*open)?.strip_suffix(*close);
    PAIRS.iter().find_map(inside)
}

/// Returns the words of a cell in small letters, without accents and marks; `/`
/// and `#` are kept, because `n/a` and `#ref` are words.
fn fold(cell: &str) -> String {
    let plain: String = cell
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() || matches!(c, '/' | '#') { c } else { ' ' })
        .collect();
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_alphanumeric) { text } else { String::new() }
}

/// The longest run of dashes that is not a line across the page.
const MAX_DASHES: usize = 2;

/// Tells whether a cell without letters is one that people leave where nothing is:
/// a dash, an ellipsis, question marks.
fn is_lone_mark(cell: &str) -> bool {
    let is_of = |marks: &str| cell.chars().all(|c| marks.contains(c) || c.is_whitespace());
    let n = cell.chars().filter(|c| !c.is_whitespace()).count();
    match n {
        0 => false,
        n => (is_of("-–—_") && n <= MAX_DASHES) || is_of("….") || is_of("?"),
    }
}

/// What `blank.txt` says.
#[derive(Debug, Default)]
struct Lists {
    anywhere: Vec<String>,
    in_brackets: Vec<String>,
}

impl Lists {
    fn parse(data: &str) -> Lists {
        let mut lists = Lists::default();
        let mut is_in_brackets = false;
        for line in data.lines().map(str::trim) {
            match line {
                "[in brackets]" => is_in_brackets = true,
                "[anywhere]" => is_in_brackets = false,
                _ if line.is_empty() || line == "#" || line.starts_with("# ") => {}
                _ if is_in_brackets => lists.in_brackets.push(fold(line)),
                _ => lists.anywhere.push(fold(line)),
            }
        }
        lists
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_where_nothing_is_yet() {
        for cell in [
            "TODO",
            "todo",
            "To do",
            "TBD",
            "N/A",
            "n/a",
            "???",
            "??",
            "-",
            "–",
            "—",
            "…",
            "...",
            "[à traduire]",
            "[A TRADUIRE]",
            "à traduire",
            "[to be translated]",
            "To be translated",
            "(to be translated)",
            "<to translate>",
            "[missing]",
            "[TODO]",
            "TODO!",
            "TBD.",
            "xxx",
            "#N/A",
            "#REF!",
            "#NAME?",
            "{{todo}}",
            "[…]",
            "[...]",
            "Non traduit",
            "à faire",
        ] {
            assert!(is_placeholder(cell), "{cell}");
        }
    }

    #[test]
    fn translations_are_not_placeholders() {
        for cell in [
            "",
            " ",
            "OK",
            "No.",
            "To do what?",
            "Missing",
            "Pending",
            "* * *",
            "---",
            "!",
            "#",
            "What is to be translated?",
            "Na",
            "12",
            "1/2",
            "[sic]",
            "(none)",
            "A",
            "«",
            "/",
            "The TODO list",
            "Null",
            "X",
        ] {
            assert!(!is_placeholder(cell), "{cell}");
        }
    }
}
