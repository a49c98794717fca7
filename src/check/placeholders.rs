//! Reads the places of a text that a program fills in.
//!
//! ```text
//! %s %d %2$s %(name)s %1 %n     printf, Python, Qt
//! {0} {name} {0:d} ${name}      Java, C#, Python, shells
//! {{name}} {% url %} %{name}    templates
//! $HOME %PATH% @count           variables
//! ```
//!
//! Texts of programs have percentages and braces of other kinds too: `50 % des`,
//! `100%`, `{a, b}` are not places.

use std::ops::Range;

/// How a place says what it takes.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Filled {
    /// By its turn: `%s`.
    InTurn,
    /// By a name or a number: `{name}`, `%1$s`, which may move and stand again.
    ByName,
}

/// A place that a program fills in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placeholder<'t> {
    pub(super) span: Range<usize>,
    pub(super) text: &'t str,
    pub(super) filled: Filled,
}

impl Placeholder<'_> {
    /// Returns what must be equal on both sides: widths and blanks may differ.
    pub(super) fn key(&self) -> String {
        match self.filled {
            Filled::InTurn => format!("%{}", self.text.chars().next_back().unwrap_or_default()),
            Filled::ByName => self.text.chars().filter(|c| !c.is_whitespace()).collect(),
        }
    }
}

/// Letters that end a place of printf.
const CONVERSIONS: &str = "sdiufFxXcCeEgGpoaA@";

/// Money that is written like a variable.
const CURRENCIES: [&str; 8] = ["US", "CA", "CAN", "AU", "NZ", "HK", "SG", "A"];

/// Returns the places of a text, in order.
pub(super) fn placeholders(text: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (before, rest) = text.split_at(at);
        let place = match c {
            '%' => percent(before, rest),
            '{' => braces(rest).map(|len| (len, Filled::ByName)),
            '$' => dollar(before, rest).map(|len| (len, Filled::ByName)),
            '#' if rest.starts_with("#{") => {
                braces(&rest[1..]).map(|len| (len + 1, Filled::ByName))
            }
            _ => None,
        };
        match place {
            Some((len, filled)) => {
                found.push(Placeholder { span: at..at + len, text: &rest[..len], filled });
                at += len;
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// Reads what starts with a percent sign.
fn percent(before: &str, rest: &str) -> Option<(usize, Filled)> {
    if rest.starts_with("%%") {
        return None;
    }
    if let Some(len) = rest.strip_prefix('%').and_then(braces) {
        return Some((len + 1, Filled::ByName));
    }
    // `100%`, `%20` of an address.
    let is_after_digit = before.ends_with(|c: char| c.is_ascii_digit());
    printf(rest)
        .filter(|(len, _)| !is_after_digit || *len > 2)
        .or_else(|| numbered(before, rest))
        .or_else(|| variable_of_windows(rest))
}

/// Reads `%s`, `%5.2f`, `%2$s`, `%(name)s`.
fn printf(rest: &str) -> Option<(usize, Filled)> {
    let after = &rest[1..];
    let name_len = if after.starts_with('(') { after.find(')')? + 1 } else { 0 };
    let inside = &after[name_len..];
    let spec_len = inside.find(|c: char| !(c.is_ascii_digit() || "$.-+#*'lhzjtL".contains(c)))?;
    let conversion = inside[spec_len..].chars().next().filter(|c| CONVERSIONS.contains(*c))?;
    let end = 1 + name_len + spec_len + conversion.len_utf8();
    let is_word = rest[end..].starts_with(|c: char| c.is_alphanumeric());
    let is_named = name_len > 0 || inside[..spec_len].contains('$');
    (!is_word).then_some((end, if is_named { Filled::ByName } else { Filled::InTurn }))
}

/// Reads `%1`, `%L2` and `%n` of Qt.
fn numbered(before: &str, rest: &str) -> Option<(usize, Filled)> {
    let after = rest[1..].strip_prefix('L').unwrap_or(&rest[1..]);
    let n_digits = after.chars().take_while(char::is_ascii_digit).count();
    let len = rest.len() - after.len() + if after.starts_with('n') { 1 } else { n_digits };
    let is_alone = !rest[len.min(rest.len())..].starts_with(|c: char| c.is_alphanumeric())
        && !before.ends_with(|c: char| c.is_alphanumeric() || "/=&?._-".contains(c));
    let is_number = after.starts_with('n') || (1..=2).contains(&n_digits);
    (is_alone && is_number).then_some((len, Filled::ByName))
}

/// Reads `%PATH%`.
fn variable_of_windows(rest: &str) -> Option<(usize, Filled)> {
    let len = rest[1..].find('%')?;
    let is_name = len > 1
        && rest[1..=len].chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    is_name.then_some((len + 2, Filled::ByName))
}

/// Returns the length of `{name}`, `{{ name }}`, `{% tag %}` at the start of `rest`.
fn braces(rest: &str) -> Option<usize> {
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        if let Some(inside) = rest.strip_prefix(open) {
            let len = inside.find(close)?;
            let is_short = !inside[..len].contains(['{', '}', '\n']) && len < 80;
            return is_short.then_some(len + 4);
        }
    }
    let inside = rest.strip_prefix('{')?;
    let len = inside.find('}')?;
    let name = &inside[..len];
    let is_name = (1..40).contains(&len)
        && name.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || "_.:!-[]%#@".contains(c));
    is_name.then_some(len + 2)
}

/// Returns the length of `${name}` and `$name`.
fn dollar(before: &str, rest: &str) -> Option<usize> {
    let after = &rest[1..];
    if after.starts_with('{') {
        return braces(after).map(|len| len + 1);
    }
    let name_len =
        after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
    let name = &after[..name_len];
    let is_variable = name_len > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && !CURRENCIES.contains(&name)
        && !before.ends_with(|c: char| c.is_alphanumeric());
    is_variable.then_some(1 + name_len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = placeholders(text).iter().map(|place| place.text).collect();
        assert_eq!(expected, found, "{text}");
    }

    #[test]
    fn places_are_read_in_every_notation() {
        check("%s, %d, %5.2f, %2$s, %(n)d, %@", &["%s", "%d", "%5.2f", "%2$s", "%(n)d", "%@"]);
        check("Page %1 de %2 (%n)", &["%1", "%2", "%n"]);
        check("{0}, {nom}, {0:d}, ${nom}, #{nom}", &["{0}", "{nom}", "{0:d}", "${nom}", "#{nom}"]);
        check("{{nom}}, {{ nom }}, {% url %}", &["{{nom}}", "{{ nom }}", "{% url %}"]);
        check("$HOME, %PATH%, %{nom}", &["$HOME", "%PATH%", "%{nom}"]);
    }

    #[test]
    fn percentages_money_and_sets_are_no_places() {
        check("50 % des 100 %, 5% d'un", &[]);
        check("50 %, 20 $, $20, 5 $US", &[]);
        check("l'ensemble {a, b}, {}, 100%%", &[]);
        check("https://a.org/x%20y", &[]);
    }
}
