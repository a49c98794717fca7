//! Goes about the pieces of a text: what stands at a place and what it counts.
//!
//! The readers (`dates`, `times`, `digits`, `spelled`, `roman`, `amounts`, `compound`)
//! each add to [`Reader`]; this file has what all of them use, and knows none of them.

use super::grammar::Grammar;
use super::names::{Class, Meaning};
use super::pieces::{Kind, Piece};
use super::value::{Notation, Quantity, Reading, Value};

/// No name in the data has more pieces (`kilomètres à l'heure`).
const MAX_NAME_PIECES: usize = 5;

pub(super) const THOUSAND: f64 = 1e3;

/// The pieces of a text in a language, before they are read.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) pieces: Vec<Piece<'t>>,
    pub(super) grammar: &'static dyn Grammar,
}

/// What was read, and the piece after it.
pub(super) type Found = Option<(Vec<Value>, usize)>;

/// A number that has been read, before what it counts is known.
pub(super) struct Count {
    pub(super) amounts: Vec<f64>,
    pub(super) next: usize,
    pub(super) notation: Notation,
    pub(super) is_rough: bool,
    /// `19th`, `1er`.
    pub(super) is_ordinal: bool,
    pub(super) has_scale: bool,
}

pub(super) fn plain(amount: f64) -> Reading {
    Reading { amount, quantity: Quantity::Plain }
}

pub(super) fn of(amount: f64, quantity: Quantity) -> Reading {
    Reading { amount, quantity }
}

impl Reader<'_> {
    pub(super) fn piece(&self, at: usize) -> Option<&Piece<'_>> {
        self.pieces.get(at)
    }

    /// Tells whether nothing stands between a piece and the one before it.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0
            && at < self.pieces.len()
            && self.pieces[at - 1].span.end == self.pieces[at].span.start
    }

    pub(super) fn digits(&self, at: usize) -> Option<(f64, usize)> {
        let piece = self.piece(at).filter(|piece| piece.kind == Kind::Digits)?;
        Some((piece.text.parse().ok()?, piece.text.len()))
    }

    pub(super) fn value(
        &self,
        from: usize,
        next: usize,
        readings: Vec<Reading>,
        notation: Notation,
    ) -> Value {
        let span = self.pieces[from].span.start..self.pieces[next - 1].span.end;
        Value { span, readings, notation, is_rough: false }
    }

    /// Returns what a word means in the language, whatever its case.
    pub(super) fn meanings(&self, word: &str) -> &'static [Meaning] {
        self.grammar.names().meanings(&word.to_lowercase())
    }

    /// Tells whether the piece at `at` is a word of a class.
    pub(super) fn is_in(&self, at: usize, class: Class) -> bool {
        let word = self.piece(at).filter(|piece| piece.kind == Kind::Word);
        word.is_some_and(|word| self.grammar.names().is_in(word.text, class))
    }

    /// Returns a unit of the language by the name that all languages have in common.
    pub(super) fn unit(&self, name: &str) -> Option<Quantity> {
        self.grammar.names().unit(name).map(Quantity::Measure)
    }

    /// Returns what the name at `at` counts, the longest name first.
    pub(super) fn quantity(&self, at: usize) -> Option<(Quantity, usize)> {
        self.longest(at, |meaning| match meaning {
            Meaning::Counted(quantity) => Some(quantity.clone()),
            _ => None,
        })
    }

    pub(super) fn longest<T>(
        &self,
        at: usize,
        choose: impl Fn(&Meaning) -> Option<T>,
    ) -> Option<(T, usize)> {
        let first = name_of(self.piece(at)?.text);
        // A name that ends in a hyphen of the text has a piece more than in the data.
        let most = match self.grammar.names().most_pieces(&first) {
            0 => return None,
            most => (2 * most).min(MAX_NAME_PIECES),
        };
        let last = (at + most).min(self.pieces.len());
        (at + 1..=last).rev().find_map(|next| {
            let span = self.pieces[at].span.start..self.pieces[next - 1].span.end;
            let name = name_of(&self.text[span]);
            self.grammar.names().meanings(&name).iter().find_map(&choose).map(|found| (found, next))
        })
    }
}

/// Returns a name in the form of the data: lower case, spaces single, the marks
/// in it kept.
fn name_of(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '-' => name.push(' '),
            '’' => name.push('\''),
            c => name.extend(c.to_lowercase()),
        }
    }
    name
}
