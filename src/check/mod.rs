//! Finds what is wrong in a bitext, quietly enough to be left on.
//!
//! ```text
//! Pair ─view─► words with links, values ─┬─ numbers ─┐
//!                                        ├─ words    ├─► findings ─► sealed
//!                                        ├─ names …  ┘
//! Bitext ────────────────────────────────┴─ neighbors
//! ```
//!
//! One file a check. A check sees a [`View`] of the pair and reports what it
//! saw; [`check`] runs them all, on all cores, in the order of the bitext. A
//! check that is often wrong gives its finding a lower severity, or asks for a
//! second witness; the rates in [`catalog`] are measured.
//!
//! Checks that need words of a language hold French and English ones, and say
//! nothing of other languages. The module knows no files and no formats.

mod acronyms;
pub mod catalog;
mod characters;
mod checklist;
mod consistency;
mod exonyms;
mod falsefriends;
mod finding;
mod glossary;
mod identifiers;
mod language;
mod marks;
mod names;
mod names_kept;
mod negation;
mod neighbors;
mod numbers;
mod spaces;
pub mod view;
mod words;

pub use checklist::Checklist;
pub use finding::{Finding, Side, fingerprint};
pub use glossary::Glossary;

use crate::bitext::{Bitext, Pair};
use crate::finding::Severity;
use crate::model::Model;
use language::Tongues;
use rayon::prelude::*;
use view::{Index, View};

/// What to check beyond what is always checked.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The checks to leave out, by name.
    pub skipped: Vec<String>,
    /// The terms to hold the bitext to.
    pub glossary: Glossary,
    /// The user's own rules.
    pub checklist: Checklist,
}

/// A pair with one of these is wrong as a whole: what else is odd in it follows.
const GROSS: [&str; 4] = ["empty", "misaligned", "untranslated", "language"];

/// Returns the findings of a bitext, in the order of its pairs.
#[must_use]
pub fn check(bitext: &Bitext, model: &Model, options: &Options) -> Vec<Finding> {
    let index = Index::new(model);
    let job = Job { bitext, index: &index, options, length_ratio: model.length_ratio };
    let of_pairs: Vec<Vec<Finding>> =
        bitext.pairs.par_iter().enumerate().map(|(idx, pair)| job.check_pair(idx, pair)).collect();
    let mut findings: Vec<Finding> = of_pairs.into_iter().flatten().collect();
    let of_bitext = consistency::find(bitext).into_iter().chain(names_kept::find(bitext, &index));
    findings.extend(
        of_bitext.filter(|finding| !options.skipped.iter().any(|name| name == finding.check)),
    );
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    dismiss(bitext, &mut findings);
    findings
}

/// Marks the findings that people have dismissed.
fn dismiss(bitext: &Bitext, findings: &mut [Finding]) {
    for finding in findings {
        let mut known = bitext.pairs[finding.pair].dismissals();
        let dismissal = known
            .find(|known| known.fingerprint == finding.fingerprint && known.check == finding.check);
        finding.dismissed = dismissal.map(|dismissal| dismissal.reason);
    }
}

struct Job<'a> {
    bitext: &'a Bitext,
    index: &'a Index<'a>,
    options: &'a Options,
    length_ratio: f32,
}

impl Job<'_> {
    fn check_pair(&self, idx: usize, pair: &Pair) -> Vec<Finding> {
        let view = self.index.view(pair, &self.bitext.src_lang, &self.bitext.tgt_lang);
        let mut findings = self.find(idx, &view);
        findings.retain(|finding| !self.options.skipped.iter().any(|name| name == finding.check));
        let is_gross =
            |finding: &Finding| GROSS.contains(&finding.check) && finding.severity > Severity::Info;
        if findings.iter().any(is_gross) {
            findings.retain(is_gross);
        }
        findings.into_iter().map(|finding| finding.sealed(idx, &pair.src, &pair.tgt)).collect()
    }

    fn find(&self, idx: usize, view: &View) -> Vec<Finding> {
        let mut findings = Vec::new();
        characters::find(view, &mut findings);
        language::find_empty(view, &mut findings);
        if view.src.text.trim().is_empty() || view.tgt.text.trim().is_empty() {
            return findings;
        }
        let knows = |word: &str, side: Side| self.index.knows(word, side);
        let tongues = Tongues::new(view.src.lang, view.tgt.lang, &knows);
        language::find_untranslated(view, &tongues, &mut findings);
        numbers::find(view, &mut findings);
        identifiers::find(view, &mut findings);
        marks::find_brackets(view, &mut findings);
        marks::find_quotes(view, &mut findings);
        marks::find_final(view, &mut findings);
        marks::find_french_spacing(view, &mut findings);
        spaces::find_doubled(view, &mut findings);
        spaces::find_spaces(view, &mut findings);
        names::find_acronyms(view, &mut findings);
        negation::find(view, &mut findings);
        falsefriends::find(view, &mut findings);
        self.options.glossary.find(view, &mut findings);
        self.options.checklist.find(view, &mut findings);
        if self.index.knows_words() {
            language::find_partial(view, &tongues, &mut findings);
            neighbors::find(view, idx, self.bitext, self.index, &mut findings);
            names::find(view, &mut findings);
            words::find(view, self.length_ratio, &mut findings);
        }
        findings
    }
}
