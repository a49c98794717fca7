//! Leaves out attributes that are too many for one tag.
//!
//! A parser of HTML compares each attribute of a tag with all before it, which
//! takes half a minute for the 180,000 attributes that fit into a page of a
//! megabyte. No text stands in them, and no page has more than some dozens on
//! a tag, so that those beyond [`MAX_ATTRIBUTES`] are left out before the page
//! is parsed. Tags are found as the standard finds them: not in comments and
//! not in scripts.

use std::borrow::Cow;

/// How many attributes a tag keeps. By hand: ten times what was met.
const MAX_ATTRIBUTES: usize = 1_000;

/// A page of fewer bytes than this cannot hold enough of them to take a tenth of
/// a second.
const SMALL_PAGE: usize = 64 << 10;

/// Elements whose content holds no tags.
const RAW: [&[u8]; 8] =
    [b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes"];

/// Returns a page without the attributes that are too many.
pub(super) fn limited(page: &str) -> Cow<'_, str> {
    if page.len() < SMALL_PAGE {
        return Cow::Borrowed(page);
    }
    let mut scanner = Scanner { bytes: page.as_bytes(), at: 0 };
    let (mut out, mut copied) = (String::new(), 0);
    while let Some((from, to)) = scanner.next_surplus() {
        out.push_str(&page[copied..from]);
        copied = to;
    }
    if copied == 0 {
        return Cow::Borrowed(page);
    }
    out.push_str(&page[copied..]);
    Cow::Owned(out)
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// Returns the next stretch of attributes that are too many.
    fn next_surplus(&mut self) -> Option<(usize, usize)> {
        loop {
            self.at += memchr::memchr(b'<', self.rest())?;
            if self.rest().starts_with(b"<!--") {
                self.at += 4;
                self.skip_past(b"-->");
                continue;
            }
            self.at += 1;
            let is_end = self.rest().first() == Some(&b'/');
            self.at += usize::from(is_end);
            match self.rest().first() {
                Some(byte) if byte.is_ascii_alphabetic() => {}
                Some(b'!' | b'?') => {
                    self.skip_past(b">");
                    continue;
                }
                _ => continue,
            }
            let name = self.take_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>'));
            let name = self.bytes[name.0..name.1].to_ascii_lowercase();
            let surplus = self.attributes();
            if !is_end && RAW.contains(&name.as_slice()) {
                self.skip_raw(&name);
            }
            if surplus.is_some() {
                return surplus;
            }
        }
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// Goes through the attributes of a tag to behind its end. Returns where
    /// those stand that are too many.
    fn attributes(&mut self) -> Option<(usize, usize)> {
        let (mut n_attributes, mut surplus_start) = (0, None);
        loop {
            self.take_while(|byte| is_space(byte) || byte == b'/');
            match self.rest().first() {
                None | Some(b'>') => break,
                Some(_) => {}
            }
            n_attributes += 1;
            if n_attributes > MAX_ATTRIBUTES && surplus_start.is_none() {
                surplus_start = Some(self.at);
            }
            self.attribute();
        }
        let end = self.at;
        self.at += usize::from(end < self.bytes.len());
        surplus_start.map(|start| (start, end))
    }

    fn attribute(&mut self) {
        // A name may open with `=`, which is an error and part of it.
        self.at += 1;
        self.take_while(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        self.take_while(is_space);
        if self.rest().first() != Some(&b'=') {
            return;
        }
        self.at += 1;
        self.take_while(is_space);
        match self.rest().first() {
            Some(quote @ (b'"' | b'\'')) => {
                let quote = *quote;
                self.at += 1;
                self.skip_past(&[quote]);
            }
            _ => drop(self.take_while(|byte| !is_space(byte) && byte != b'>')),
        }
    }

    /// Skips to the end tag of an element without tags.
    fn skip_raw(&mut self, name: &[u8]) {
        while let Some(offset) = memchr::memmem::find(self.rest(), b"</") {
            self.at += offset;
            let after = &self.rest()[2..];
            if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name) {
                return;
            }
            self.at += 2;
        }
        self.at = self.bytes.len();
    }

    fn skip_past(&mut self, end: &[u8]) {
        self.at = memchr::memmem::find(self.rest(), end)
            .map_or(self.bytes.len(), |offset| self.at + offset + end.len());
    }

    fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> (usize, usize) {
        let start = self.at;
        while self.rest().first().is_some_and(|byte| is_wanted(*byte)) {
            self.at += 1;
        }
        (start, self.at)
    }
}

/// Tells what HTML takes for a space.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `n` attributes of every sort.
    fn attributes(n: usize) -> String {
        let attribute = |n: usize| match n % 4 {
            0 => format!(" a{n}"),
            1 => format!(" b{n}='>é'"),
            2 => format!("\n c{n} = \"x > y\""),
            _ => format!(" d{n}=e/"),
        };
        (0..n).map(attribute).collect()
    }

    #[track_caller]
    fn check(page: &str, expected: &str) {
        let padding = format!("<!-- {} -->", "é".repeat(SMALL_PAGE));
        assert_eq!(format!("{padding}{expected}"), limited(&format!("{padding}{page}")));
    }

    #[test]
    fn attributes_beyond_the_limit_are_left_out() {
        let (few, many) = (attributes(MAX_ATTRIBUTES), attributes(MAX_ATTRIBUTES + 500));
        check(&format!("<p{few}>Oui.</p>"), &format!("<p{few}>Oui.</p>"));
        let kept = format!("<p{few} >Oui.</p> <i>Non.</i>");
        check(&format!("<p{many}>Oui.</p> <i>Non.</i>"), &kept);
        check(&format!("a </p{many}> b <p{many}"), &format!("a </p{few} > b <p{few} "));
    }

    #[test]
    fn what_only_looks_like_a_tag_stays() {
        let many = attributes(MAX_ATTRIBUTES + 1);
        for page in [
            format!("<script>if (a <b {many} ) {{}}</script>"),
            format!("<!-- <p {many}> -->"),
            format!("a < b {many} >"),
            format!("<STYLE>a <b {many}</Style>"),
        ] {
            check(&page, &page);
        }
    }
}
