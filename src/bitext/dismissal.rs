//! Remembers which findings people have dismissed, and why.
//!
//! A dismissal is one word of a pair's `findings`:
//! `num.value!9f3a…:approximate%20in%20the%20source`. It names the check, the
//! fingerprint of what the check saw, and the reason. It holds for as long as
//! the check sees the same: a changed text has another fingerprint.

use super::Pair;
use std::fmt;
use std::fmt::Write as _;

/// A finding that a person found to be none.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Dismissal {
    /// The name of the check.
    pub check: String,
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// Why; may be empty.
    pub reason: String,
}

impl Dismissal {
    /// Returns the dismissal that a word of `findings` says; none if it is the
    /// name of a finding that still stands.
    #[must_use]
    pub fn parse(word: &str) -> Option<Dismissal> {
        let (check, rest) = word.split_once('!')?;
        let (fingerprint, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let is_named = !check.is_empty() && !fingerprint.is_empty();
        is_named.then(|| Dismissal {
            check: check.to_owned(),
            fingerprint: fingerprint.to_owned(),
            reason: decoded(reason),
        })
    }
}

/// Formats as one word without white space.
impl fmt::Display for Dismissal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}:{}", self.check, self.fingerprint, encoded(&self.reason))
    }
}

impl Pair {
    /// Returns the dismissals of this pair, in order.
    pub fn dismissals(&self) -> impl Iterator<Item = Dismissal> {
        self.findings.iter().filter_map(|word| Dismissal::parse(word))
    }

    /// Remembers a dismissal, in place of an older one of the same finding and of
    /// the finding's name.
    pub fn dismiss(&mut self, dismissal: &Dismissal) {
        let is_older = |word: &String| {
            Dismissal::parse(word).is_some_and(|known| known.fingerprint == dismissal.fingerprint)
        };
        self.findings.retain(|word| !is_older(word));
        self.findings.push(dismissal.to_string());
    }

    /// Forgets the dismissal of a fingerprint; tells whether there was one.
    pub fn reopen(&mut self, fingerprint: &str) -> bool {
        let n_before = self.findings.len();
        let is_that = |word: &String| {
            Dismissal::parse(word).is_some_and(|known| known.fingerprint == fingerprint)
        };
        self.findings.retain(|word| !is_that(word));
        self.findings.len() < n_before
    }

    /// Sets the names of the findings that stand, keeping the dismissals.
    pub fn set_open_findings(&mut self, names: impl IntoIterator<Item = String>) {
        self.findings.retain(|word| Dismissal::parse(word).is_some());
        let mut open: Vec<String> = names.into_iter().collect();
        open.sort();
        open.dedup();
        self.findings.splice(0..0, open);
    }
}

/// Escapes what would part the word, byte by byte as in a URL.
fn encoded(reason: &str) -> String {
    let mut word = String::with_capacity(reason.len());
    for c in reason.chars() {
        if c.is_whitespace() || c.is_control() || matches!(c, '%' | ',' | ';' | '"') {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(word, "%{byte:02X}");
            }
        } else {
            word.push(c);
        }
    }
    word
}

fn decoded(word: &str) -> String {
    let bytes = word.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%')
            .then(|| word.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(escaped.unwrap_or(bytes[at]));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_dismissal_takes_the_place_of_an_older_one_and_can_be_taken_back() {
        let mut pair = Pair { findings: vec!["length".into()], ..Pair::default() };
        let dismissal = |reason: &str| Dismissal {
            check: "date".into(),
            fingerprint: "0f".into(),
            reason: reason.into(),
        };
        pair.dismiss(&dismissal("vu"));
        pair.dismiss(&dismissal("vu deux fois"));
        assert_eq!(vec!["length", "date!0f:vu%20deux%20fois"], pair.findings);
        pair.set_open_findings(["quotes".to_owned()]);
        assert_eq!(vec!["quotes", "date!0f:vu%20deux%20fois"], pair.findings);
        assert_eq!((true, false), (pair.reopen("0f"), pair.reopen("0f")));
    }

    #[test]
    fn a_name_alone_is_no_dismissal() {
        for word in ["length", "", "!x", "date!"] {
            assert_eq!(None, Dismissal::parse(word));
        }
    }

    proptest! {
        #[test]
        fn reasons_come_back_as_they_were_and_are_one_word(reason in any::<String>()) {
            let dismissal = Dismissal { check: "date".into(), fingerprint: "0f".into(), reason };
            let word = dismissal.to_string();
            prop_assert!(!word.contains(char::is_whitespace));
            prop_assert_eq!(Some(dismissal), Dismissal::parse(&word));
        }
    }
}
