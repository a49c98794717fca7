//! Finds what is wrong in a bitext, quietly enough to be left on.
//!
//! ```text
//! Pair ─view─► words with links, values ─┬─ num.value ─┐
//!                                        ├─ omission   ├─► findings ─► sealed
//!                                        ├─ name …     ┘
//! Bitext ────────────────────────────────┴─ consistency.src …
//! ```
//!
//! One file a check, in `rules/`. A rule is given a pair with its words, links and
//! values (`context.rs`) and reports what it saw; [`check`] runs them all, on all
//! cores, in the order of the bitext. A check that is often wrong gives its finding
//! a lower severity, or asks for a second witness; the rates of [`false_alarms`] are
//! measured.
//!
//! Checks that need words of a language hold French and English ones, and say
//! nothing of other languages. The module knows no files and no formats.

mod addresses;
pub mod cases;
mod checklist;
mod context;
mod entities;
mod exonyms;
mod explain;
mod finding;
mod finds;
mod fix;
mod glossary;
mod kept;
mod keys;
mod likeness;
mod marks;
mod markup;
mod messages;
mod misspelled;
mod mojibake;
pub mod negation;
mod placeholders;
mod profiles;
mod renderings;
mod rules;
mod runs;
mod tongues;
mod unmatched;
mod values;
pub mod view;

pub use checklist::Checklist;
pub use explain::{false_alarms, page};
pub use finding::{Finding, Side, fingerprint};
pub use fix::Fixed;
pub use glossary::Glossary;
pub use profiles::Profile;
pub use rules::{Id, Rule};

use crate::bitext::Bitext;
use crate::model::Model;
use crate::notice::Severity;
use context::{Context, Whole};
use finds::Finds;
use rayon::prelude::*;
use tongues::Tongues;
use values::Mismatches;
use view::Index;

/// What to check beyond what is always checked.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The checks to leave out.
    pub skipped: Vec<Id>,
    /// The terms to hold the bitext to.
    pub glossary: Glossary,
    /// The user's own rules.
    pub checklist: Checklist,
    /// How much each check matters.
    pub profile: Profile,
}

/// A pair with one of these is wrong as a whole: what else is odd in it follows.
const GROSS: [Id; 4] = [Id::Empty, Id::Misaligned, Id::Untranslated, Id::Language];

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
/// use enregard::check::{Checker, Facts, Id, Options};
/// use enregard::lang::LangPair;
/// use enregard::model::builtin;
///
/// let (model, options) = (builtin::for_pair(&LangPair::FR_EN).unwrap(), Options::default());
/// let checker = Checker::new(&model, &options);
/// let (src, tgt) = ("Il pleut depuis 12 jours.".into(), "It has rained for 21 days.".into());
/// let pair = Pair { src, tgt, ..Pair::default() };
/// let langs = LangPair::FR_EN;
/// let bitext = Bitext { langs, metadata: vec![], carried_headers: vec![], pairs: vec![pair] };
/// let findings = checker.pair(&bitext, 0, &Facts::of(&bitext));
/// assert_eq!(Id::NumValue, findings[0].check);
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
    habits: rules::acronym::Habits,
    spacing: rules::punctuation_space::Spacing,
    spellings: misspelled::Spellings,
}

impl Facts {
    /// Returns the facts of a bitext, in one look at its texts.
    #[must_use]
    pub fn of(bitext: &Bitext) -> Facts {
        Facts {
            habits: rules::acronym::Habits::of(bitext),
            spacing: rules::punctuation_space::Spacing::of(bitext),
            spellings: misspelled::Spellings::of(bitext),
        }
    }
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
        let whole = Whole { bitext, index: &self.index };
        for id in self.wanted() {
            match *id.finds() {
                Finds::InBitext(find) => findings.extend(find(&whole)),
                Finds::AfterPairs(find) => find(&whole, &mut findings),
                _ => {}
            }
        }
        self.finish(bitext, &mut findings);
        findings
    }

    /// Returns the findings of the pair at `idx`, as [`Checker::bitext`] would,
    /// but for those that compare all pairs ([`Id::compares_all_pairs`]); none if there
    /// is no such pair. Of the rest of the bitext only the nearest pairs are read.
    #[must_use]
    pub fn pair(&self, bitext: &Bitext, idx: usize, facts: &Facts) -> Vec<Finding> {
        if idx >= bitext.pairs.len() {
            return Vec::new();
        }
        let mut findings = self.check_pair(bitext, idx, facts);
        self.finish(bitext, &mut findings);
        findings
    }

    fn wanted(&self) -> impl Iterator<Item = Id> {
        let is_wanted =
            |id: &Id| !self.options.skipped.contains(id) && !self.options.profile.leaves_out(*id);
        Id::ALL.iter().copied().filter(is_wanted)
    }

    fn check_pair(&self, bitext: &Bitext, idx: usize, facts: &Facts) -> Vec<Finding> {
        let pair = &bitext.pairs[idx];
        let view = self.index.view(pair, &bitext.langs);
        let knows = |word: &str, side: Side| self.index.knows(word, side);
        let mut findings = self.find(&Context {
            view: &view,
            idx,
            bitext,
            index: &self.index,
            tongues: &Tongues::new(view.src.lang, view.tgt.lang, &knows),
            mismatches: &Mismatches::of(&view),
            facts,
            options: self.options,
            length_ratio: self.length_ratio,
        });
        let is_gross =
            |finding: &Finding| GROSS.contains(&finding.check) && finding.severity > Severity::Info;
        if findings.iter().any(is_gross) {
            findings.retain(is_gross);
        }
        findings.into_iter().map(|finding| finding.sealed(idx, &pair.src, &pair.tgt)).collect()
    }

    fn find(&self, context: &Context) -> Vec<Finding> {
        let mut findings = Vec::new();
        let has_both = !context.is_blank(Side::Src) && !context.is_blank(Side::Tgt);
        for id in self.wanted() {
            match *id.finds() {
                Finds::InAnyPair(find) => find(context, &mut findings),
                Finds::InPair(find) if has_both => find(context, &mut findings),
                Finds::InWords(find) if has_both && self.index.knows_words() => {
                    find(context, &mut findings);
                }
                _ => {}
            }
        }
        findings
    }

    /// Gives findings their severities, sorts them, and marks those that people have
    /// dismissed.
    fn finish(&self, bitext: &Bitext, findings: &mut [Finding]) {
        for finding in findings.iter_mut() {
            self.options.profile.apply(finding);
        }
        findings.sort_by(|a, b| a.order().cmp(&b.order()));
        for finding in findings {
            let mut known = bitext.pairs[finding.pair].dismissals();
            let dismissal = known.find(|known| finding.is_named_by(known));
            finding.dismissed = dismissal.map(|dismissal| dismissal.reason);
        }
    }
}
