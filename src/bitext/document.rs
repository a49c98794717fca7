//! Pairs of several documents in one bitext.
//!
//! The document of a pair stands in a carried column, for which every format with
//! data has a place, and before its ids: `DOC:p3.s2`. So ids stay apart, and can be
//! taken apart again.

use super::Pair;

/// The carried column of the document.
pub const DOCUMENT: &str = "document";

/// What stands before the names of columns that tell of the document.
pub const DOCUMENT_FACT: &str = "document.";

impl Pair {
    /// Puts the document before every id.
    pub fn qualify(&mut self, document: &str) {
        let prefix = prefix(document);
        for id in self.ids_mut() {
            *id = format!("{prefix}{id}");
        }
    }

    /// Takes the document away from every id.
    pub fn unqualify(&mut self, document: &str) {
        let prefix = prefix(document);
        for id in self.ids_mut() {
            if let Some(plain) = id.strip_prefix(&prefix).filter(|plain| !plain.is_empty()) {
                *id = plain.to_owned();
            }
        }
    }

    fn ids_mut(&mut self) -> impl Iterator<Item = &mut String> {
        std::iter::once(&mut self.id).chain(&mut self.src_ids).chain(&mut self.tgt_ids)
    }
}

/// Returns what stands before ids. Lists of ids are parted by spaces.
fn prefix(document: &str) -> String {
    format!("{}:", document.replace(char::is_whitespace, "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_after_both_ways() {
        let pair = Pair {
            id: "p1.s1".into(),
            src_ids: vec!["p1.s1".into(), "p1.s2".into()],
            tgt_ids: vec!["r1.s1".into()],
            ..Pair::default()
        };
        let mut both = pair.clone();
        both.qualify("le phare");
        assert_eq!(("le_phare:p1.s1", "le_phare:p1.s2"), (&*both.id, &*both.src_ids[1]));
        both.unqualify("le phare");
        assert_eq!(pair, both);
        both.unqualify("p1");
        assert_eq!(pair, both);
    }
}
