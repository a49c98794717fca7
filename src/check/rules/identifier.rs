//! Finds what must stay as it is and did not: URLs, e-mail addresses, placeholders.
//!
//! A link that lost a letter leads nowhere, and a program that misses a placeholder
//! crashes.
//!
//! It leaves alone addresses that were localized (`fr.` for `en.`, `/fr/` for `/en/`).

use super::{Finds, Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::finding::Severity;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "identifier",
    severity: Severity::Warning,
    mqm: "markup",
    about: "a URL, address, code or placeholder differs",
    about_fr: "une URL, une adresse, un code ou une variable diffère",
    cases: include_str!("identifier.cases"),
    source: include_str!("identifier.rs"),
    finds: Finds::InPair(find),
};

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let view = context.view;
    let (src, tgt) = (identifiers(view.src.text), identifiers(view.tgt.text));
    let is_in = |text: &str, all: &[(Range<usize>, &str)], whole: &str| {
        all.iter().any(|(_, other)| is_same(other, text)) || whole.contains(text)
    };
    for (side, these, those, other) in
        [(Side::Src, &src, &tgt, view.tgt.text), (Side::Tgt, &tgt, &src, view.src.text)]
    {
        let lost = these.iter().filter(|(_, text)| !is_in(text, those, other));
        for (span, text) in lost {
            let where_ = if side == Side::Src { "the translation" } else { "the source" };
            findings.push(Finding::new(
                Id::Identifier,
                side,
                span.clone(),
                format!("`{text}` is not in {where_}"),
            ));
        }
    }
}

/// URLs may be localized: `fr.` becomes `en.`, `/fr/` becomes `/en/`.
fn is_same(a: &str, b: &str) -> bool {
    let neutral = |text: &str| {
        text.to_lowercase()
            .replace("fr.", "en.")
            .replace("/fr", "/en")
            .replace(".fr", ".en")
            .replace("=fr", "=en")
            .replace("https:", "http:")
            .replace("www.", "")
    };
    a == b || neutral(a) == neutral(b)
}

fn identifiers(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split(char::is_whitespace) {
        let start =
            at + token.len() - token.trim_start_matches(|c: char| "([«\"“'‘<".contains(c)).len();
        let inner = token.trim_matches(|c: char| "([«»\"“”'‘’)],;:.!?<>…".contains(c));
        if is_address(inner) {
            found.push((start..start + inner.len(), inner));
        }
        at += token.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found.extend(placeholders(text));
    found
}

fn is_address(token: &str) -> bool {
    let is_url = token.starts_with("http://")
        || token.starts_with("https://")
        || token.starts_with("www.")
        || token.starts_with("ftp://");
    let is_mail = token.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c))
    });
    is_url && token.len() > 8 || is_mail
}

/// Returns `%s`, `%(name)s`, `{name}`, `${name}` and the like.
fn placeholders(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let len = match c {
            '%' => percent_len(rest),
            '{' => rest.find('}').map(|end| end + 1).filter(|len| {
                let name = &rest[1..len - 1];
                *len > 2
                    && *len < 40
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.".contains(c))
            }),
            _ => None,
        };
        if let Some(len) = len {
            found.push((at..at + len, &rest[..len]));
        }
    }
    found
}

/// Returns the length of a printf placeholder at the start of `rest`.
fn percent_len(rest: &str) -> Option<usize> {
    let after = &rest[1..];
    let skipped = if after.starts_with('(') { after.find(')')? + 1 } else { 0 };
    let digits =
        after[skipped..].chars().take_while(|c| c.is_ascii_digit() || "$.-l".contains(*c)).count();
    let end = skipped + digits;
    let conversion = after[end..].chars().next().filter(|c| "sdifuxc".contains(*c))?;
    let is_word = after[end + 1..].chars().next().is_some_and(char::is_alphanumeric);
    (!is_word).then_some(1 + end + conversion.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_placeholders_are_found() {
        let text = "Écrire à a.b@c.fr, voir (https://fr.wikipedia.org/wiki/X) : %s, %(n)d, {nom}, 5 % des 100 %.";
        let texts: Vec<&str> = identifiers(text).into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            vec!["a.b@c.fr", "https://fr.wikipedia.org/wiki/X", "%s", "%(n)d", "{nom}"],
            texts
        );
        for (span, found) in identifiers(text) {
            assert_eq!(found, &text[span]);
        }
    }

    #[test]
    fn a_localized_address_is_the_same() {
        assert!(is_same("https://fr.wikipedia.org/", "https://en.wikipedia.org/"));
        assert!(!is_same("https://a.org/x1", "https://a.org/x2"));
    }
}
