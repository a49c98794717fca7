//! Takes the document type off a text in XML, and replaces its entities.
//!
//! The parser must see no document type: entities that hold entities can make
//! gigabytes of a kilobyte, and others name files. What a document of `DocBook` needs
//! of it are names for characters and for its product; those are plain texts.

use super::super::html::with_entities;
use crate::error::{Error, Place, Result};
use rustc_hash::FxHashMap;

/// Longer entities are not names. By hand.
const MAX_VALUE: usize = 1_000;

/// Replacing entities may make a text at most so much longer.
const MAX_GROWTH: usize = 4 << 20;

/// Returns the text without its document type and with its entities replaced; the
/// lines stay the same.
///
/// # Errors
///
/// The entities make too much of it.
pub(super) fn without_doctype(text: &str, place: &Place) -> Result<String> {
    let (declared, text) = match doctype(text) {
        Some((start, end)) => {
            let breaks: String = text[start..end].chars().filter(|c| *c == '\n').collect();
            (declared(&text[start..end]), format!("{}{breaks}{}", &text[..start], &text[end..]))
        }
        None => (FxHashMap::default(), text.to_owned()),
    };
    replaced(&text, &declared).ok_or_else(|| {
        Error::input("the entities of this XML make more than 4 MB of it")
            .at(place.clone())
            .hint("no document needs that: do not trust this file")
    })
}

/// Returns where the document type stands, if there is one before the root.
fn doctype(text: &str) -> Option<(usize, usize)> {
    let start = text.find("<!DOCTYPE")?;
    let mut is_in_subset = false;
    let mut at = start;
    while let Some(len) = text[at..].find(['"', '\'', '<', '[', ']', '>']) {
        at += len;
        match text.as_bytes()[at] {
            quote @ (b'"' | b'\'') => {
                at += 1 + text[at + 1..].find(char::from(quote))?;
            }
            b'<' if text[at..].starts_with("<!--") => at += 2 + text[at..].find("-->")?,
            b'[' => is_in_subset = true,
            b']' => is_in_subset = false,
            b'>' if !is_in_subset => return Some((start, at + 1)),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns the entities that are declared as plain text.
fn declared(doctype: &str) -> FxHashMap<&str, &str> {
    let declaration = |rest: &'_ str| -> Option<(usize, usize, usize, usize)> {
        let body = rest.trim_start();
        let name_at = rest.len() - body.len();
        let name_len = body.find(char::is_whitespace)?;
        let value = body[name_len..].trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value_at = rest.len() - value.len() + 1;
        let len = rest[value_at..].find(quote)?;
        (len <= MAX_VALUE).then_some((name_at, name_at + name_len, value_at, value_at + len))
    };
    let mut entities = FxHashMap::default();
    for piece in doctype.split("<!ENTITY").skip(1) {
        if let Some((name, name_end, value, value_end)) = declaration(piece)
            && !piece[value..value_end].contains(['<', '&', '%'])
        {
            entities.entry(&piece[name..name_end]).or_insert(&piece[value..value_end]);
        }
    }
    entities
}

/// Replaces `&name;`; none if the text grows too much. The five of XML are left to
/// the parser, and unknown names are text.
fn replaced(text: &str, declared: &FxHashMap<&str, &str>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut of_html: FxHashMap<&str, Option<String>> = FxHashMap::default();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let len = rest
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"_.-:".contains(byte))
            .count();
        let name = &rest[..len];
        let is_reference = len > 0 && rest[len..].starts_with(';');
        match declared.get(name) {
            _ if rest.starts_with('#') => out.push('&'),
            _ if is_reference && matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") => {
                out.push('&');
            }
            Some(value) if is_reference => {
                out.push_str(value);
                rest = &rest[len + 1..];
            }
            None if is_reference => {
                match of_html.entry(name).or_insert_with(|| value_in_html(name)) {
                    Some(value) => {
                        out.push_str(value);
                        rest = &rest[len + 1..];
                    }
                    None => out.push_str("&amp;"),
                }
            }
            _ => out.push_str("&amp;"),
        }
        if out.len() > text.len() + MAX_GROWTH {
            return None;
        }
    }
    out.push_str(rest);
    Some(out)
}

fn value_in_html(name: &str) -> Option<String> {
    let value = with_entities(&format!("&{name};"));
    (!value.contains(['&', '<'])).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        assert_eq!(expected, without_doctype(xml, &Place::file("a.xml")).unwrap());
    }

    #[test]
    fn entities_of_the_file_and_of_html_are_replaced() {
        check(
            "<!DOCTYPE book PUBLIC \"-//x\" \"x.dtd\" [\n<!-- ] -->\n<!ENTITY app \"Le phare\">\n<!ENTITY f SYSTEM \"/etc/passwd\">]>\n<p>&app;&nbsp;: &eacute;&amp;&#233; &f; a & b</p>",
            "\n\n\n\n<p>Le phare\u{a0}: é&amp;&#233; &amp;f; a &amp; b</p>",
        );
    }

    #[test]
    fn bombs_are_refused_or_do_not_go_off() {
        let laughs = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        check(laughs, "<a>&amp;y;</a>");
        let value = "a".repeat(1_000);
        let bomb = format!("<!DOCTYPE a [<!ENTITY x \"{value}\">]><a>{}</a>", "&x;".repeat(10_000));
        let error = without_doctype(&bomb, &Place::file("a.xml")).unwrap_err();
        assert_eq!("a.xml: the entities of this XML make more than 4 MB of it", error.to_string());
    }
}
