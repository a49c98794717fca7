//! Reads the tags of a text: `<a href="x.html">`, `</b>`, `<br/>`.
//!
//! Not everything between angle brackets is markup: `usage: cp <fichier>` names what
//! a person types, and is translated. A tag is one if its name is known from HTML or
//! from formats of translation, if it closes, or if it has attributes.

use std::ops::Range;

/// Names that are markup wherever they stand. From HTML and, at the end, XLIFF, TMX,
/// `DocBook` and Qt, by hand.
const NAMES: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "b",
    "bdo",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "nobr",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "bpt",
    "ept",
    "ph",
    "it",
    "hi",
    "g",
    "x",
    "bx",
    "ex",
    "mrk",
    "pc",
    "sc",
    "ec",
    "command",
    "filename",
    "guilabel",
    "guimenu",
    "literal",
    "emphasis",
    "link",
    "ulink",
    "xref",
    "application",
    "option",
    "markup",
    "html",
    "qt",
    "nobr",
    "title",
];

/// Names of codes that have a number behind them.
const NUMBERED: &[&str] = &["g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "pc", "mrk"];

/// Elements that have no end.
const VOID: &[&str] =
    &["br", "hr", "img", "input", "wbr", "x", "ph", "bx", "ex", "xref", "sc", "ec"];

/// Attributes that are read by people and translated.
const SPOKEN: &[&str] = &[
    "title",
    "alt",
    "placeholder",
    "summary",
    "label",
    "content",
    "lang",
    "xml:lang",
    "hreflang",
    "aria-label",
    "value",
];

/// What a tag does.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Role {
    Opens,
    Closes,
    /// `<br>`, `<x/>`.
    Stands,
}

/// A tag with its place.
#[derive(Clone, Debug)]
pub(super) struct Tag<'t> {
    pub(super) span: Range<usize>,
    pub(super) role: Role,
    /// In lower case.
    pub(super) name: String,
    /// Attributes that must stay as they are, in order.
    pub(super) attributes: Vec<(&'t str, &'t str)>,
}

impl Tag<'_> {
    /// Returns what must be equal for two tags to be the same, attributes aside.
    pub(super) fn key(&self) -> (Role, &str) {
        (self.role, &self.name)
    }
}

/// Returns the tags of a text in order.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        match tag(text, start) {
            Some(tag) => {
                at = tag.span.end;
                tags.push(tag);
            }
            None => at = start + 1,
        }
    }
    tags
}

fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let inner_len = end_of(&text[start + 1..])?;
    let span = start..start + inner_len + 2;
    let inner = &text[start + 1..span.end - 1];
    let (is_end, rest) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
    let (is_empty, rest) = rest.strip_suffix('/').map_or((false, rest), |rest| (true, rest));
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-:_".contains(c);
    let name_len = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
    let (name, attributes) = rest.split_at(name_len);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    if !attributes.is_empty() && !attributes.starts_with(char::is_whitespace) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let attributes = self::attributes(attributes)?;
    // Translators' tools number the codes of a text: `<g1>`.
    let kind = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_known = NAMES.contains(&lower.as_str())
        || NUMBERED.contains(&kind)
        || is_end
        || is_empty
        || !attributes.is_empty();
    let role = if is_end {
        Role::Closes
    } else if is_empty || VOID.contains(&lower.as_str()) {
        Role::Stands
    } else {
        Role::Opens
    };
    let attributes = attributes.into_iter().filter(|(name, _)| !SPOKEN.contains(name)).collect();
    is_known.then_some(Tag { span, role, name: lower, attributes })
}

/// Returns where the `>` of a tag stands behind its `<`, marks in quotes left aside.
fn end_of(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') if rest[..at].ends_with('=') => quote = Some(c),
            (None, '>') => return Some(at),
            (None, '<') => return None,
            _ => {}
        }
    }
    None
}

/// Returns the attributes of a tag; none if what stands there is something else, as
/// in `a <b and c> d`.
fn attributes(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let name_len = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_len);
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            // `<option selected>`; `<b or not>` is something else.
            if found.is_empty() {
                return None;
            }
            rest = after.trim_start();
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote)?,
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        found.push((name, value));
        rest = after.trim_start();
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_what_a_person_types() {
        let names = |text: &str| -> Vec<String> {
            let all = tags(text);
            all.iter().map(|tag| text[tag.span.clone()].to_owned()).collect()
        };
        assert_eq!(vec!["<a href=\"x>y\">", "</a>"], names("Voir <a href=\"x>y\">ici</a>."));
        assert_eq!(vec!["<br/>", "<BR>"], names("un<br/>deux<BR>"));
        assert_eq!(Vec::<String>::new(), names("cp <fichier> <cible>, 3 < 4 > 2, a <b and c> d"));
        assert_eq!(vec!["<foo:bar x='1'>"], names("<foo:bar x='1'>"));
    }

    #[test]
    fn what_people_read_is_no_attribute_to_keep() {
        let text = "<img src=a.png alt='Un phare'>";
        assert_eq!(vec![("src", "a.png")], tags(text)[0].attributes);
    }
}
