//! Writes several translations side by side: as a table, as a page, as TEI.
//!
//! Of each translation a row has its words, the ids of its pairs, what people decided
//! of them, what they say, and what the checks found, so that one sees who got a
//! number right. Pairs of one translation in one row stand on lines of their own.

mod html;
mod table;
mod tei;

use crate::check::Finding;
use crate::corpus::{Collation, Row};
use crate::french::Tongue;
use crate::lang::LangPair;
use crate::notice::Severity;

/// Translations of one text, to be written.
#[derive(Clone, Copy, Debug)]
pub struct Collated<'a> {
    /// What the source is called.
    pub title: &'a str,
    /// What each translation is called; no two alike.
    pub names: &'a [String],
    /// The translations.
    pub collation: &'a Collation<'a>,
    /// The findings of each translation, in the order of its pairs.
    pub findings: &'a [Vec<Finding>],
    /// The languages.
    pub langs: &'a LangPair,
    /// In which language a page speaks.
    pub tongue: Tongue,
}

impl<'a> Collated<'a> {
    /// Returns the page.
    #[must_use]
    pub fn html(&self) -> String {
        html::write(self)
    }

    /// Returns the header of the wide table.
    #[must_use]
    pub fn header(&self) -> Vec<String> {
        table::header(self)
    }

    /// Returns its rows, one a block.
    #[must_use]
    pub fn rows(&self) -> Vec<Vec<String>> {
        self.collation.rows.iter().map(|row| table::of_row(self, row)).collect()
    }

    /// Returns a document of TEI.
    #[must_use]
    pub fn tei(&self) -> String {
        tei::write(self)
    }

    /// Returns what the checks say of a translation in a row, notes left out.
    fn found(&self, row: &Row, version: usize) -> Vec<&'a Finding> {
        let all = &self.findings[version];
        let of_pair = |at: &usize| {
            let from = all.partition_point(|finding| finding.pair < *at);
            let to = all.partition_point(|finding| finding.pair <= *at);
            &all[from..to]
        };
        let counts = |finding: &&Finding| finding.is_open() && finding.severity > Severity::Info;
        row.pairs[version].iter().flat_map(of_pair).filter(counts).collect()
    }
}
