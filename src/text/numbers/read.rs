//! Finds values among the pieces of a text, from left to right.
//!
//! At each piece the readers are tried in a fixed order, the most particular
//! first (a numeric date before a time, a time before a number); the first that
//! succeeds takes its pieces. Then units that stand once for several values
//! (`5 à 6 %`, `between $2 and 3 million`) are handed to the others.
//!
//! What is read stands in a file each: `dates`, `times`, `digits`, `spelled` for
//! numbers in words, `roman`, `amounts` for what they count and `compound` for what
//! is measured in two units.

use super::amounts::share_units;
use super::compound::join_parts;
use super::dates::complete_years;
use super::names::{Meaning, Names};
use super::pieces::{Kind, Piece, pieces};
use super::times::soften_all_day;
use super::{Notation, Quantity, Reading, Value};
use crate::lang::Lang;

/// No name in the data has more pieces (`kilomètres à l'heure`).
const MAX_NAME_PIECES: usize = 5;

pub(super) const THOUSAND: f64 = 1e3;

/// Returns the values of a text in the order in which they stand.
#[must_use]
pub fn values(text: &str, lang: &Lang) -> Vec<Value> {
    let reader = Reader { text, pieces: pieces(text), names: Names::of(lang) };
    let mut values = Vec::new();
    let mut at = 0;
    while at < reader.pieces.len() {
        match reader.value_at(at) {
            Some((found, next)) => {
                values.extend(found);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    let mut values = join_parts(text, values);
    share_units(text, &mut values);
    complete_years(text, &mut values);
    soften_all_day(text, &mut values);
    values
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) pieces: Vec<Piece<'t>>,
    pub(super) names: &'static Names,
}

pub(super) type Found = Option<(Vec<Value>, usize)>;

pub(super) fn plain(amount: f64) -> Reading {
    Reading { amount, quantity: Quantity::Plain }
}

pub(super) fn of(amount: f64, quantity: Quantity) -> Reading {
    Reading { amount, quantity }
}

impl Reader<'_> {
    pub(super) fn value_at(&self, at: usize) -> Found {
        match self.pieces[at].kind {
            Kind::Digits => self
                .date(at)
                .or_else(|| self.clock(at))
                .or_else(|| self.feet_and_inches(at))
                .or_else(|| self.fraction(at)),
            Kind::Word => self.named(at).or_else(|| self.roman(at)),
            Kind::Sign => self.vulgar_fraction(at),
        }
        .or_else(|| self.money_first(at))
        .or_else(|| self.counted(at, None))
        .or_else(|| self.soft(at))
    }

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

    /// Reads months, weekdays, ranks, fractions, approximations and decades.
    pub(super) fn named(&self, at: usize) -> Found {
        let piece = &self.pieces[at];
        let lower = piece.text.to_lowercase();
        let is_capital = piece.text.starts_with(char::is_uppercase);
        let one = |readings, notation, is_rough, next| {
            Some((vec![Value { is_rough, ..self.value(at, next, readings, notation) }], next))
        };
        if let Some((reading, next)) = self.time_past(at) {
            return one(vec![reading], Notation::Words, false, next);
        }
        if let Some((reading, next)) = self.one_oclock(at) {
            return one(vec![reading], Notation::Words, false, next);
        }
        if let Some((reading, next)) = self.half_of_a_scale(at) {
            return one(vec![reading], Notation::Words, false, next);
        }
        if let Some((reading, next)) = self.one_percent(at) {
            return one(vec![reading], Notation::Words, false, next);
        }
        if let Some((rank, next)) = self.long_ordinal(at) {
            return one(vec![plain(rank)], Notation::Words, false, next);
        }
        if let Some((year, next)) = self.year_in_words(at) {
            return one(vec![plain(year)], Notation::Words, false, next);
        }
        if let Some((rank, next)) = self.compound_ordinal(at) {
            return one(vec![plain(rank)], Notation::Words, false, next);
        }
        for meaning in self.names.meanings(&lower) {
            match meaning {
                Meaning::Named(Quantity::Month, _) if !self.is_month(at, is_capital) => {}
                Meaning::Named(quantity, number) => {
                    let mut readings = vec![of(*number, quantity.clone())];
                    // The night before a day and that after it are both called its night.
                    if *quantity == Quantity::Weekday && self.is_of_a_night(at) {
                        let before = if *number == 1.0 { 7.0 } else { number - 1.0 };
                        readings.push(of(before, Quantity::Weekday));
                    }
                    return one(readings, Notation::Name, false, at + 1);
                }
                Meaning::Ordinal(rank) => {
                    return one(vec![plain(*rank)], Self::rank_notation(*rank), false, at + 1);
                }
                Meaning::Fraction(part) => {
                    return one(
                        vec![plain(*part), of(*part * 100.0, Quantity::Percent)],
                        Notation::Soft,
                        false,
                        at + 1,
                    );
                }
                Meaning::Approx(about) => {
                    return one(vec![plain(*about)], Notation::Soft, true, at + 1);
                }
                Meaning::Decade(last_two) => {
                    return one(
                        vec![of(*last_two, Quantity::Decade)],
                        Notation::Soft,
                        false,
                        at + 1,
                    );
                }
                Meaning::Clock(minutes) => {
                    return one(
                        vec![of(*minutes, Quantity::Clock)],
                        self.noon_notation(at),
                        false,
                        at + 1,
                    );
                }
                _ => {}
            }
        }
        None
    }

    /// Tells whether a weekday follows `dans la nuit de`, `la nuit du … au`.
    fn is_of_a_night(&self, at: usize) -> bool {
        self.names.has_decimal_comma
            && (at.saturating_sub(5)..at).any(|before| self.pieces[before].is_word(&["nuit"]))
    }

    /// `first` says more than a rank too often to be missed.
    pub(super) fn rank_notation(rank: f64) -> Notation {
        if rank <= 3.0 { Notation::Soft } else { Notation::Words }
    }

    pub(super) fn soft(&self, at: usize) -> Found {
        let lower = self.pieces[at].text.to_lowercase();
        let amount = self.names.meanings(&lower).iter().find_map(|meaning| match meaning {
            Meaning::Soft(amount) => Some(*amount),
            _ => None,
        })?;
        // `within a day` is `en 24 heures`; `a one-day visit`.
        let is_hyphen = self.piece(at + 1).is_some_and(|piece| piece.is_sign("-"));
        let hyphen = usize::from(is_hyphen && self.is_glued(at + 1));
        let counted = self.quantity(at + 1 + hyphen).filter(|_| amount == 1.0);
        let counted = counted.filter(|(quantity, _)| matches!(quantity, Quantity::Measure(_)));
        // `un an et demi` is `eighteen months`.
        let half = counted.as_ref().and_then(|(_, end)| self.and_half(*end));
        let (part, next) = half.unwrap_or((0.0, at + 1));
        let counted = counted.map(|(quantity, _)| of(amount + part, quantity));
        let readings = std::iter::once(plain(amount + part)).chain(counted).collect();
        Some((vec![self.value(at, next, readings, Notation::Soft)], next))
    }

    /// Returns the unit that the language calls by one of two names.
    pub(super) fn unit(&self, french: &str, english: &str) -> Option<Quantity> {
        let name = if self.names.has_decimal_comma { french } else { english };
        self.names.meanings(name).iter().find_map(|meaning| match meaning {
            Meaning::Counted(quantity) => Some(quantity.clone()),
            _ => None,
        })
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
        let last = (at + MAX_NAME_PIECES).min(self.pieces.len());
        (at + 1..=last).rev().find_map(|next| {
            let span = self.pieces[at].span.start..self.pieces[next - 1].span.end;
            let name = name_of(&self.text[span]);
            self.names.meanings(&name).iter().find_map(&choose).map(|found| (found, next))
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
