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
use super::english::English;
use super::french::French;
use super::grammar::Grammar;
use super::names::{Class, Meaning};
use super::other::Other;
use super::pieces::{Kind, pieces};
use super::reader::{Found, Reader, of, plain};
use super::times::soften_all_day;
use super::value::{Notation, Quantity, Value};
use crate::lang::{self, Lang};

/// Returns the values of a text in the order in which they stand.
#[must_use]
pub fn values(text: &str, lang: &Lang) -> Vec<Value> {
    let reader = Reader { text, pieces: pieces(text), grammar: grammar_of(lang) };
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

fn grammar_of(lang: &Lang) -> &'static dyn Grammar {
    match lang.grammar() {
        lang::Grammar::French => &French,
        lang::Grammar::English => &English,
        lang::Grammar::Other => &Other,
    }
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

    /// Reads months, weekdays, ranks, fractions, approximations and decades.
    pub(super) fn named(&self, at: usize) -> Found {
        let piece = &self.pieces[at];
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
        for meaning in self.meanings(piece.text) {
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
        (at.saturating_sub(5)..at).any(|before| self.is_in(before, Class::Night))
    }

    /// `first` says more than a rank too often to be missed.
    pub(super) fn rank_notation(rank: f64) -> Notation {
        if rank <= 3.0 { Notation::Soft } else { Notation::Words }
    }

    pub(super) fn soft(&self, at: usize) -> Found {
        let amount =
            self.meanings(self.pieces[at].text).iter().find_map(|meaning| match meaning {
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
}
