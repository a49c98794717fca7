//! Reads what is copied and never translated: URLs, e-mail addresses, paths, file
//! names, options of commands, handles, hashtags.

use std::ops::Range;

/// What must be the same on both sides.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sort {
    /// A URL, an e-mail address, a path, an option, a handle.
    Fixed,
    /// A hashtag or a file's name, which is translated now and then.
    Loose,
}

/// A piece of text that is copied, with its place.
#[derive(Clone, Debug)]
pub(super) struct Address<'t> {
    pub(super) span: Range<usize>,
    pub(super) text: &'t str,
    pub(super) sort: Sort,
}

/// What stands around an address and is not part of it.
const OPENING: &str = "([{«\"“'‘<*_`,;=";
const CLOSING: &str = "([{«»\"“”'‘’)}],;:.!?<>…*_`⋅";

/// Endings of files' names that are not words. By hand.
const ENDINGS: &[&str] = &[
    "txt", "conf", "cfg", "ini", "html", "htm", "xml", "json", "yaml", "yml", "toml", "csv", "tsv",
    "py", "sh", "js", "css", "php", "java", "cpp", "rs", "exe", "dll", "so", "deb", "rpm", "zip",
    "gz", "tar", "pdf", "png", "jpg", "jpeg", "gif", "svg", "doc", "docx", "xls", "xlsx", "odt",
    "mp3", "ogg", "log", "sql", "tex", "md", "iso", "bak", "tmp", "lock", "desktop", "service",
];

/// Returns what two addresses that are the same have in common: URLs may be localized,
/// `fr.` becomes `en.`, `/fr/` becomes `/en/`.
pub(super) fn neutral(address: &str) -> String {
    address
        .to_lowercase()
        .replace("fr.", "en.")
        .replace("/fr", "/en")
        .replace(".fr", ".en")
        .replace("=fr", "=en")
        .replace("https:", "http:")
        .replace("www.", "")
}

/// Returns the addresses of a text, in order.
pub(super) fn addresses(text: &str) -> Vec<Address<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        // What a link of Markdown shows is text: `[ici](https://a.org)`.
        let n_shown = token.rfind("](").map_or(0, |shown| shown + 2);
        let target = &token[n_shown..];
        let start = at + token.len() - target.trim_start_matches(|c| OPENING.contains(c)).len();
        at += token.len();
        let inner = text[start.min(at)..at].trim_end();
        let inner = inner.trim_end_matches(|c| CLOSING.contains(c));
        if let Some(sort) = sort(inner) {
            found.push(Address { span: start..start + inner.len(), text: inner, sort });
        }
    }
    found
}

fn sort(token: &str) -> Option<Sort> {
    if is_url(token) || is_mail(token) || is_path(token) || is_option(token) || is_handle(token) {
        return Some(Sort::Fixed);
    }
    (is_hashtag(token) || is_file_name(token)).then_some(Sort::Loose)
}

fn is_url(token: &str) -> bool {
    let starts = ["http://", "https://", "www.", "ftp://"];
    starts.iter().any(|start| token.starts_with(start)) && token.len() > 8
}

fn is_mail(token: &str) -> bool {
    token.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c))
    })
}

fn is_of_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-+~@".contains(c)
}

/// Reads `C:\temp\a.txt`, `\\server\share`, `/usr/bin`, `~/x`, `./x`.
fn is_path(token: &str) -> bool {
    let drive = token.as_bytes();
    let is_windows = drive.len() > 3 && drive[0].is_ascii_alphabetic() && &drive[1..3] == b":\\"
        || token.starts_with("\\\\") && token.len() > 4;
    let rest = token.strip_prefix('~').or(token.strip_prefix('.')).unwrap_or(token);
    let parts: Vec<&str> = rest.split('/').collect();
    let is_relative = rest.len() < token.len();
    let is_unix = rest.starts_with('/')
        && !rest.starts_with("//")
        && rest.len() > 1
        && (parts.len() > 2 || is_relative)
        && parts.iter().all(|part| part.chars().all(is_of_path))
        && (is_relative || parts.iter().any(|part| part.len() > 1));
    is_windows || is_unix
}

/// Words that go on after a dash, and name no option.
const JOINING: [&str; 16] = [
    "that", "which", "who", "and", "but", "the", "que", "qui", "et", "mais", "le", "la", "les",
    "ou", "a", "an",
];

/// Reads `--verbose` and `--color=`.
fn is_option(token: &str) -> bool {
    let Some(name) = token.strip_prefix("--") else { return false };
    // A dash of two hyphens: `an arrest --that has to …`.
    if JOINING.contains(&name) {
        return false;
    }
    let name = name.split('=').next().unwrap_or_default();
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

fn is_name(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_handle(token: &str) -> bool {
    token.strip_prefix('@').is_some_and(is_name)
}

fn is_hashtag(token: &str) -> bool {
    token.strip_prefix('#').is_some_and(|name| {
        name.chars().count() > 2
            && name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

fn is_file_name(token: &str) -> bool {
    token.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty() && ENDINGS.contains(&ending) && name.chars().all(is_of_path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_told_from_words() {
        let text = "Écrire à a.b@c.fr, voir (https://fr.wikipedia.org/wiki/X) : C:\\temp\\a.txt, \
                    /usr/bin et ~/x, « --force », @marie, #phare, notes.txt et/ou 3/4, a--b, n°#1.";
        let found = addresses(text);
        let texts: Vec<&str> = found.iter().map(|address| address.text).collect();
        let expected = [
            "a.b@c.fr",
            "https://fr.wikipedia.org/wiki/X",
            "C:\\temp\\a.txt",
            "/usr/bin",
            "~/x",
            "--force",
            "@marie",
            "#phare",
            "notes.txt",
        ];
        assert_eq!(expected.as_slice(), texts);
        for address in found {
            assert_eq!(address.text, &text[address.span]);
        }
    }

    #[test]
    fn the_target_of_a_markdown_link_is_an_address() {
        let found = addresses("Voir [ce lien](https://a.org/x), [ici](b) et [1](2).");
        let texts: Vec<&str> = found.iter().map(|address| address.text).collect();
        assert_eq!(vec!["https://a.org/x"], texts);
    }

    #[test]
    fn a_localized_address_is_the_same() {
        assert_eq!(neutral("https://fr.wikipedia.org/"), neutral("https://en.wikipedia.org/"));
        assert_ne!(neutral("https://a.org/x1"), neutral("https://a.org/x2"));
    }
}
