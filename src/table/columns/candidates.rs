//! Ranks the columns that may hold the texts of one side.
//!
//! The language of the cells outranks a header that names a role (`Source`,
//! `Target`, `Original`): people export from either side. A header that names
//! the language is believed unless the cells are clearly in the other one. Where
//! several columns are in the language, what is revised goes before what is a
//! draft, a full column before a sparse one, the better name before the worse;
//! the choice is said. Remarks are never texts, whatever their language.

use super::Chooser;
use super::said::quoted;
use crate::bead::Side;
use crate::error::Place;
use crate::lang::Lang;
use crate::notice::Notice;
use crate::table::names::{Fit, is_note, revision};
use std::cmp::Reverse;

/// A column with less than this share of the cells of the fullest one is sparse:
/// it holds corrections, not the text. By hand.
const MIN_SHARE: f64 = 0.9;

/// A column that may be the one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub column: usize,
    /// How well its header fits; none if its cells alone speak for it.
    fit: Option<Fit>,
    /// Whether its cells are clearly in the language.
    is_certain: bool,
    /// More than 0 for a revised text, less for a draft.
    revision: i32,
    is_sparse: bool,
}

impl Candidate {
    /// The smaller, the better. A revision or a draft counts among names of the
    /// same weight: one that says nothing of the language must be certain.
    fn rank(&self) -> impl Ord + use<> {
        (self.is_sparse, Reverse(self.revision), self.fit.is_none(), self.fit, self.column)
    }
}

impl Chooser<'_> {
    /// Returns the columns that may hold the translation, the best first.
    pub(super) fn candidates(&self, id: Option<usize>) -> Vec<Candidate> {
        let columns = (0..self.labels.len()).filter(|column| Some(*column) != id);
        let mut all: Vec<Candidate> =
            columns.filter_map(|column| self.candidate(column, Side::Tgt, true)).collect();
        if all.iter().any(|candidate| candidate.fit.is_some()) {
            all.retain(|candidate| candidate.fit.is_some() || candidate.revision != 0);
        }
        let fullest = all.iter().map(|candidate| self.contents[candidate.column].n_filled).max();
        let min_filled = MIN_SHARE * fullest.unwrap_or(0) as f64;
        for candidate in &mut all {
            let n_filled = self.contents[candidate.column].n_filled as f64;
            let is_named = candidate.fit.is_some_and(Fit::names_language);
            candidate.is_sparse = n_filled < min_filled && !(is_named && candidate.revision == 0);
        }
        all.sort_by_key(Candidate::rank);
        all
    }

    /// Returns what speaks for a column as the text of a side, if anything does. A
    /// header that names the other language is heeded, unless it is known to be wrong.
    fn candidate(&self, column: usize, side: Side, heeds_names: bool) -> Option<Candidate> {
        let (label, content) = (&self.labels[column], &self.contents[column]);
        let fit = self.fit(column, side);
        let is_certain = content.side() == Some(side);
        let is_other = content.side() == Some(side.other());
        let names_other =
            || heeds_names && self.fit(column, side.other()).is_some_and(Fit::names_language);
        let may_be = match fit {
            Some(_) => !is_other,
            None => {
                let is_marked = self.has_header() && is_note(label);
                let is_text = content.is_prose() || self.has_header();
                is_certain && is_text && !is_marked && !names_other() && !self.is_id(column)
            }
        };
        let revision = if self.has_header() { revision(label) } else { 0 };
        may_be.then_some(Candidate { column, fit, is_certain, revision, is_sparse: false })
    }

    /// Returns how well a header fits a side; none without a header.
    pub(super) fn fit(&self, column: usize, side: Side) -> Option<Fit> {
        let label = self.labels.get(column).filter(|_| self.has_header())?;
        match side {
            Side::Src => self.names.src_fit(label),
            Side::Tgt => self.names.tgt_fit(label),
        }
    }

    /// Returns the column of translations where no header agrees with its cells:
    /// the only one that is clearly in the language, else one that is said to be.
    pub(super) fn against_the_header(&self) -> Option<usize> {
        let is_text = |column: usize| !self.is_id(column) && !is_note(&self.labels[column]);
        let is_certain = |column: usize| self.contents[column].side() == Some(Side::Tgt);
        let is_named = |column: usize| self.fit(column, Side::Tgt).is_some_and(Fit::names_language);
        self.only(|column| is_text(column) && is_certain(column)).or_else(|| self.only(is_named))
    }

    /// Says which columns there were to choose from, if there were several.
    pub(super) fn choice(&self, candidates: &[Candidate]) -> Option<Notice> {
        let best = candidates.first()?;
        let is_rival = |candidate: &&Candidate| {
            candidate.is_certain || (candidate.fit.is_some() && candidate.fit == best.fit)
        };
        let rivals: Vec<&Candidate> = candidates.iter().filter(is_rival).collect();
        let is_told = rivals.len() > 1 && rivals.iter().any(|rival| rival.column == best.column);
        let mut columns: Vec<usize> = rivals.iter().map(|rival| rival.column).collect();
        columns.sort_unstable();
        let names: Vec<String> =
            columns.iter().map(|column| format!("`{}`", self.labels[*column])).collect();
        let other = columns.iter().find(|column| **column != best.column)?;
        let message = format!(
            "{} columns look like {} text: {}; `{}` is taken, and --column {} takes another",
            columns.len(),
            self.options.langs.tgt.english_name(),
            names.join(", "),
            self.labels[best.column],
            self.as_argument(*other),
        );
        is_told.then(|| Notice::warning("table", message).at(Place::file(self.file)))
    }

    /// Returns the column of source texts that goes with the translation.
    pub(super) fn src(&self, tgt: Option<usize>) -> Option<usize> {
        let is_swapped = |tgt| self.fit(tgt, Side::Src).is_some_and(Fit::names_language);
        let heeds_names = !tgt.is_some_and(is_swapped);
        let all: Vec<Candidate> = (0..self.labels.len())
            .filter(|column| Some(*column) != tgt)
            .filter_map(|column| self.candidate(column, Side::Src, heeds_names))
            .collect();
        let best = all.iter().filter_map(|candidate| candidate.fit).min();
        let named: Vec<&Candidate> =
            all.iter().filter(|candidate| best.is_some() && candidate.fit == best).collect();
        let may_translate = |candidate: &&Candidate| {
            let content = &self.contents[candidate.column];
            tgt.is_some_and(|tgt| content.may_translate(&self.contents[tgt]))
        };
        let certain = || {
            let mut all = all.iter().filter(may_translate);
            all.next().filter(|_| all.next().is_none())
        };
        match named.as_slice() {
            [only] => Some(only.column),
            [] => certain().map(|candidate| candidate.column),
            _ => None,
        }
    }

    /// Says that headers and cells tell of different languages.
    pub(super) fn swapped(&self, tgt: usize, src: Option<usize>) -> Option<Notice> {
        let says_other = |column: usize, side: Side| {
            self.fit(column, side).is_none() && self.fit(column, side.other()).is_some()
        };
        let langs = &self.options.langs;
        let held = |column: usize, lang: &Lang| {
            format!("`{}` holds {}", self.labels[column], lang.english_name())
        };
        let mut told = Vec::new();
        told.extend(says_other(tgt, Side::Tgt).then(|| held(tgt, &langs.tgt)));
        let src = src.filter(|src| says_other(*src, Side::Src));
        told.extend(src.map(|src| held(src, &langs.src)));
        let message = format!("{}, whatever the header says", told.join(" and "));
        let finding = Notice::warning("table", message).at(Place::file(self.file));
        (!told.is_empty()).then_some(finding)
    }

    /// Returns a column as it is typed after `--column`.
    pub(super) fn as_argument(&self, column: usize) -> String {
        if self.has_header() { quoted(&self.labels[column]) } else { (column + 1).to_string() }
    }
}
