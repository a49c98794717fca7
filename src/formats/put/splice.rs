//! Changes a file in places, and nothing else of it.
//!
//! A file is decoded, edited and encoded again. It must come back byte for byte
//! when nothing is edited, or it is not touched at all: what cannot be promised
//! for a file is refused.

use crate::error::{Error, Place, Result};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::ops::Range;

/// A file as text, with what is needed to write it back.
#[derive(Debug)]
pub(in crate::formats) struct Original {
    /// The text without its byte order mark.
    pub text: String,
    encoding: &'static Encoding,
    mark: Vec<u8>,
}

impl Original {
    /// Takes the bytes of a file. `declared` is the encoding that it names.
    ///
    /// # Errors
    ///
    /// It cannot be written back as it is.
    pub(in crate::formats) fn new(
        bytes: &[u8],
        declared: Option<&str>,
        file: &str,
    ) -> Result<Original> {
        let (encoding, mark_len) = Encoding::for_bom(bytes).unwrap_or_else(|| {
            let is_utf8 = std::str::from_utf8(bytes).is_ok();
            let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
            (if is_utf8 { UTF_8 } else { declared.unwrap_or(UTF_8) }, 0)
        });
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark_len..]);
        let mark = bytes[..mark_len].to_vec();
        let original = Original { text: text.into_owned(), encoding, mark };
        if original.encoded(&original.text) == bytes {
            return Ok(original);
        }
        Err(Error::input(format!(
            "this file is not clean {}, and would not come back whole",
            encoding.name()
        ))
        .at(Place::file(file))
        .hint("save it as UTF-8 with the program that made it"))
    }

    /// Returns the bytes of the file with these edits, none of which overlap.
    /// Characters that its encoding lacks are written by their numbers, as XML
    /// has them.
    pub(in crate::formats) fn with(&self, edits: &mut [Edit]) -> Vec<u8> {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(self.text.len());
        let mut done = 0;
        for Edit { range, text: new } in edits.iter() {
            debug_assert!(range.start >= done, "edits do not overlap");
            text.push_str(&self.text[done..range.start.max(done)]);
            text.push_str(new);
            done = range.end.max(done);
        }
        text.push_str(&self.text[done..]);
        self.encoded(&text)
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        let mut bytes = self.mark.clone();
        match self.encoding {
            encoding if encoding == UTF_16LE => {
                bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            }
            encoding if encoding == UTF_16BE => {
                bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
            }
            encoding => bytes.extend_from_slice(&encoding.encode(text).0),
        }
        bytes
    }
}

/// A stretch of a text and what takes its place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::formats) struct Edit {
    pub range: Range<usize>,
    pub text: String,
}

/// Returns a start tag with an attribute set to that value, or without it.
/// `tag` is the whole tag, `<target state="new">`; the rest of it stays.
pub(in crate::formats) fn with_attribute(tag: &str, name: &str, value: Option<&str>) -> String {
    let value = value.map(escaped);
    if let Some((whole, inside)) = find_attribute(tag, name) {
        return match value {
            Some(value) => format!("{}{value}{}", &tag[..inside.start], &tag[inside.end..]),
            None => format!("{}{}", &tag[..whole.start], &tag[whole.end..]),
        };
    }
    let Some(value) = value else { return tag.to_owned() };
    let end = tag.trim_end_matches('>').trim_end_matches('/').trim_end().len();
    format!("{} {name}=\"{value}\"{}", &tag[..end], &tag[end..])
}

/// Returns how an attribute of that local name is called in a tag: `mq:status`.
pub(in crate::formats) fn attribute_name<'a>(tag: &'a str, local: &str) -> Option<&'a str> {
    let mut at = tag.find(char::is_whitespace)?;
    loop {
        let rest = &tag[at..];
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let end = start + tag[start..].find(|c: char| c == '=' || c == '>' || c.is_whitespace())?;
        let name = &tag[start..end];
        if name.rsplit(':').next() == Some(local) {
            return Some(name);
        }
        let quote_at = end + tag[end..].find(['"', '\''])?;
        let quote = char::from(tag.as_bytes()[quote_at]);
        at = quote_at + 1 + tag[quote_at + 1..].find(quote)? + 1;
    }
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Returns where an attribute stands in a tag, with the white space before it,
/// and where its value does.
fn find_attribute(tag: &str, name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let bytes = tag.as_bytes();
    let mut at = tag.find(|c: char| c.is_whitespace())?;
    loop {
        let start = at;
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        let key_len = tag[at..].find(|c: char| c == '=' || c == '>' || c.is_whitespace())?;
        let key = &tag[at..at + key_len];
        at += key_len;
        let quote_at = at + tag[at..].find(['"', '\'', '>'])?;
        let quote = bytes[quote_at];
        if quote == b'>' {
            return None;
        }
        let value = quote_at + 1;
        let len = tag[value..].find(char::from(quote))?;
        at = value + len + 1;
        if key == name {
            return Some((start..at, value..value + len));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_attribute(tag: &str, value: Option<&str>, expected: &str) {
        assert_eq!(expected, with_attribute(tag, "state", value));
    }

    #[test]
    fn an_attribute_is_set_and_the_rest_of_its_tag_stays() {
        check_attribute("<target>", Some("final"), "<target state=\"final\">");
        check_attribute("<target />", Some("final"), "<target state=\"final\" />");
        check_attribute("<target/>", Some("a\"b"), "<target state=\"a&quot;b\"/>");
        check_attribute(
            "<t x='>'\n state = 'new' y=\"1\">",
            Some("z"),
            "<t x='>'\n state = 'z' y=\"1\">",
        );
        check_attribute("<t my:state='1' state=\"new\">", None, "<t my:state='1'>");
        check_attribute("<t xstate='1'>", None, "<t xstate='1'>");
    }

    #[test]
    fn every_encoding_comes_back() {
        let text = "<a>Été</a>";
        let utf16 = |bytes: Vec<u8>| bytes;
        let le: Vec<u8> =
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> =
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let marked = format!("\u{feff}{text}").into_bytes();
        for bytes in [text.as_bytes().to_vec(), marked, utf16(le), utf16(be), latin] {
            let original = Original::new(&bytes, Some("windows-1252"), "a.xml").unwrap();
            assert_eq!(text, original.text);
            assert_eq!(bytes, original.with(&mut []));
        }
        assert!(Original::new(b"<a>\xff</a>", None, "a.xml").is_err());
    }

    #[test]
    fn edits_take_the_place_of_what_stood_there() {
        let original = Original::new("a é c".as_bytes(), None, "a").unwrap();
        let edit = |range, text: &str| Edit { range, text: text.to_owned() };
        let bytes = original.with(&mut [edit(5..6, "C"), edit(0..0, "<"), edit(0..1, "A")]);
        assert_eq!("<A é C", String::from_utf8(bytes).unwrap());
    }
}
