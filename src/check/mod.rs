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
mod misspelled;
mod names;
mod names_kept;
pub mod negation;
mod neighbors;
mod numbers;
mod spaces;
mod versions;
pub mod view;
mod words;

pub use checklist::Checklist;
pub use finding::{Finding, Side, fingerprint};
pub use glossary::Glossary;

use crate::bitext::Bitext;
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
    Checker::new(model, options).bitext(bitext)
}

/// Checks one bitext after another, or one pair after each edit, without
/// preparing the model anew.
///
/// Making one takes some 50 ms; a pair then takes less than one.
///
/// ```
/// use enregard::bitext::{Bitext, Pair};
/// use enregard::check::{Checker, Facts, Options};
/// use enregard::lang::LangPair;
/// use enregard::model::builtin;
///
/// let langs = LangPair::FR_EN;
/// let (model, options) = (builtin::for_pair(&langs).unwrap(), Options::default());
/// let checker = Checker::new(&model, &options);
/// let (src, tgt) = ("Il pleut depuis 12 jours.".into(), "It has rained for 21 days.".into());
/// let pair = Pair { src, tgt, ..Pair::default() };
/// let bitext =
///     Bitext { langs, metadata: vec![], carried_headers: vec![], pairs: vec![pair] };
/// let findings = checker.pair(&bitext, 0, &Facts::of(&bitext));
/// assert_eq!("num.value", findings[0].check);
/// ```
#[derive(Debug)]
pub struct Checker<'a> {
    index: Index<'a>,
    options: &'a Options,
    length_ratio: f32,
}

/// What a bitext as a whole says of each of its pairs: which acronyms face each
/// other more than once. Facts that are a little old do no harm.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    habits: acronyms::Habits,
    spellings: misspelled::Spellings,
}

impl Facts {
    /// Returns the facts of a bitext, in one look at its texts.
    #[must_use]
    pub fn of(bitext: &Bitext) -> Facts {
        Facts { habits: acronyms::Habits::of(bitext), spellings: misspelled::Spellings::of(bitext) }
    }
}

/// The checks that compare all pairs of a bitext.
const OF_BITEXT: [&str; 3] = ["consistency.src", "consistency.tgt", "name.consistency"];

/// Tells whether a check compares all pairs, so that [`Checker::pair`] leaves it out.
#[must_use]
pub fn compares_all_pairs(check: &str) -> bool {
    OF_BITEXT.contains(&check)
}

impl<'a> Checker<'a> {
    /// Returns a checker that holds bitexts to the options by what the model knows.
    #[must_use]
    pub fn new(model: &'a Model, options: &'a Options) -> Checker<'a> {
        Checker { index: Index::new(model), options, length_ratio: model.length_ratio }
    }

    /// Returns the findings of a bitext, in the order of its pairs.
    #[must_use]
    pub fn bitext(&self, bitext: &Bitext) -> Vec<Finding> {
        let facts = Facts::of(bitext);
        let of_pairs: Vec<Vec<Finding>> = (0..bitext.pairs.len())
            .into_par_iter()
            .map(|idx| self.check_pair(bitext, idx, &facts))
            .collect();
        let mut findings: Vec<Finding> = of_pairs.into_iter().flatten().collect();
        let of_bitext =
            consistency::find(bitext).into_iter().chain(names_kept::find(bitext, &self.index));
        findings.extend(of_bitext.filter(|finding| !self.skips(finding)));
        finish(bitext, &mut findings);
        findings
    }

    /// Returns the findings of the pair at `idx`, as [`Checker::bitext`] would,
    /// but for those that compare all pairs (`consistency.src`, `consistency.tgt`
    /// and `name.consistency`); none if there is no such pair. Of the rest of the
    /// bitext only the nearest pairs are read.
    #[must_use]
    pub fn pair(&self, bitext: &Bitext, idx: usize, facts: &Facts) -> Vec<Finding> {
        if idx >= bitext.pairs.len() {
            return Vec::new();
        }
        let mut findings = self.check_pair(bitext, idx, facts);
        finish(bitext, &mut findings);
        findings
    }

    fn skips(&self, finding: &Finding) -> bool {
        self.options.skipped.iter().any(|name| name == finding.check)
    }

    fn check_pair(&self, bitext: &Bitext, idx: usize, facts: &Facts) -> Vec<Finding> {
        let pair = &bitext.pairs[idx];
        let view = self.index.view(pair, &bitext.langs);
        let mut findings = self.find(bitext, idx, &view, facts);
        findings.retain(|finding| !self.skips(finding));
        let is_gross =
            |finding: &Finding| GROSS.contains(&finding.check) && finding.severity > Severity::Info;
        if findings.iter().any(is_gross) {
            findings.retain(is_gross);
        }
        findings.into_iter().map(|finding| finding.sealed(idx, &pair.src, &pair.tgt)).collect()
    }

    fn find(&self, bitext: &Bitext, idx: usize, view: &View, facts: &Facts) -> Vec<Finding> {
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
        acronyms::find(view, &facts.habits, &mut findings);
        falsefriends::find(view, &mut findings);
        self.options.glossary.find(view, &mut findings);
        self.options.checklist.find(view, &mut findings);
        if self.index.knows_words() {
            language::find_partial(view, &tongues, &mut findings);
            neighbors::find(view, idx, bitext, &self.index, &mut findings);
            names::find(view, &mut findings);
            misspelled::find(view, &facts.spellings, &mut findings);
            negation::find(view, &knows, &mut findings);
            words::find(view, self.length_ratio, &mut findings);
        }
        findings.extend(versions::find(bitext, idx));
        findings
    }
}

/// Sorts findings and marks those that people have dismissed.
fn finish(bitext: &Bitext, findings: &mut [Finding]) {
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    for finding in findings {
        let mut known = bitext.pairs[finding.pair].dismissals();
        let dismissal = known
            .find(|known| known.fingerprint == finding.fingerprint && known.check == finding.check);
        finding.dismissed = dismissal.map(|dismissal| dismissal.reason);
    }
}
