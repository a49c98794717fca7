//! Tells what is neither a text nor a table, whatever it is called.
//!
//! A download that asks to sign in is saved as a web page called `en.csv`; an
//! array of JSON is text to the eye. Aligned as texts they give nonsense with
//! exit code 0, so that they are refused with what to do. HTML that is called
//! HTML is read; whether it asks to sign in is for a person to see.

use serde::de::IgnoredAny;

/// Tells what a file is that is called a text or a table and is none, and what
/// to do about it. The extension is in small letters.
pub(super) fn detect(bytes: &[u8], extension: &str) -> Option<(&'static str, &'static str)> {
    if matches!(extension, "fodt" | "fods") {
        return Some((
            "a flat OpenDocument file",
            "open it in LibreOffice and save it as `.odt` or `.ods`",
        ));
    }
    let is_table = matches!(extension, "csv" | "tsv" | "tab" | "jsonl" | "ndjson");
    if !is_table && !matches!(extension, "" | "txt" | "text" | "json" | "log") {
        return None;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    if (is_table || extension == "txt") && is_page(text) {
        return Some((
            "a web page",
            "if the site asked to sign in, download the file again; a page that is the text is named `.html`",
        ));
    }
    let is_one_value = || serde_json::from_slice::<IgnoredAny>(text).is_ok();
    let is_array = text.starts_with(b"[") && text.ends_with(b"]");
    let is_object = text.starts_with(b"{") && text.ends_with(b"}") && text.contains(&b'\n');
    // A list of numbers in brackets is a mark of a note, not JSON.
    let holds_texts = memchr::memchr(b'"', text).is_some();
    ((is_array || is_object) && holds_texts && is_one_value()).then_some((
        "one value of JSON, not a text or JSON lines",
        "make lines of it, e.g., `jq -c '.[]' FILE`, with a field for each language",
    ))
}

/// Tells whether a file opens as a whole page does: with its type and a tag, since
/// a text may speak of the type.
fn is_page(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(2048)]).to_lowercase();
    let tags = ["<html", "<head", "<body", "<title", "<meta"];
    let opens = |tag: &&str| head.starts_with(tag);
    head.starts_with("<!doctype html") && tags.iter().any(|tag| head.contains(tag))
        || ["<html", "<head", "<body"].iter().any(opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, extension: &str, expected: Option<&str>) {
        let found = detect(text.as_bytes(), extension).map(|(what, _)| what);
        assert_eq!(expected.is_some(), found.is_some(), "{text}");
        assert!(found.unwrap_or_default().contains(expected.unwrap_or_default()), "{found:?}");
    }

    #[test]
    fn pages_that_are_called_tables_or_texts_are_known() {
        let page = "<!DOCTYPE html>\n<html><body><form>Sign in</form></body></html>";
        for extension in ["csv", "tsv", "txt", "jsonl"] {
            check(page, extension, Some("a web page"));
        }
        check(page, "html", None);
        check("<!DOCTYPE html> is how pages open.", "txt", None);
    }

    #[test]
    fn flat_documents_are_known() {
        check("<?xml version=\"1.0\"?><office:document/>", "fodt", Some("flat"));
    }

    #[test]
    fn json_that_is_no_lines_is_known() {
        check("[{\"fr\": \"Oui.\", \"en\": \"Yes.\"}]", "json", Some("JSON"));
        check("\u{feff}[\"Oui.\",\n\"Non.\"]\n", "txt", Some("JSON"));
        check("{\n \"fr\": \"Oui.\"\n}", "", Some("JSON"));
        for lines in
            ["{\"fr\": \"Oui.\"}\n{\"fr\": \"Non.\"}", "{\"fr\": \"Oui.\"}", "[1]", "[Note]"]
        {
            check(lines, "", None);
        }
    }
}
