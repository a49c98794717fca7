//! Reads the values that a text states: numbers, dates, times, amounts, units.
//!
//! ```text
//! "le 14 juillet à 22h00"      14   July   22:00 (or 22 hours)
//! "two billion euros"          2e9 EUR
//! ```
//!
//! A [`Value`] is a span and what it may mean, its [`Reading`]s: `10.000` in
//! French is ten thousand or ten, `22 heures` a time or a duration. Two values
//! agree when two of their readings do ([`Value::agrees`]), so that notation,
//! separators and word order never matter and units are converted.
//!
//! What the words of a language mean stands in `fr.txt` and `en.txt`, and what
//! must agree or differ in `cases.txt`: plain files that anybody can extend. A
//! text in another language has the values that its digits state.
//!
//! Dates are read as their parts, since a translation may drop one (`last
//! July`). The module does not know which values matter or what faces what.

#![allow(clippy::float_cmp, reason = "amounts are compared as they were read")]

mod amounts;
mod compound;
mod dates;
mod digits;
mod names;
mod pieces;
mod read;
mod roman;
mod spelled;
mod times;

pub use read::values;

use std::ops::Range;

/// What an amount counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// Nothing that is said.
    Plain,
    /// Hundredths.
    Percent,
    /// Money, by its code (`EUR`).
    Money(&'static str),
    /// A unit of measure.
    Measure(&'static Unit),
    /// A month of the year, from 1.
    Month,
    /// A day of the week, Monday is 1.
    Weekday,
    /// A time of day in minutes on a clock of 24 hours.
    Clock,
    /// The same on a clock of 12 hours: morning or evening is not said.
    Clock12,
    /// A decade, by its last two digits.
    Decade,
}

/// A unit of measure.
#[derive(Debug, PartialEq)]
pub struct Unit {
    /// What it measures (`length`).
    pub dimension: &'static str,
    /// How much of the dimension's base unit it is.
    pub factor: f64,
    /// Its name in both languages.
    pub name: &'static str,
}

/// One thing that a value may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// How much, with any `million` multiplied in.
    pub amount: f64,
    /// Of what.
    pub quantity: Quantity,
}

/// How a value is written, the most binding first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Notation {
    /// With digits, or as a Roman numeral.
    Digits,
    /// The name of a month or a weekday.
    Name,
    /// In words.
    Words,
    /// In a word that may mean something else (`a`, `second`, `noon`): it can
    /// explain a value of the other side and is never missed itself.
    Soft,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The bytes of the text that state it.
    pub span: Range<usize>,
    /// What it may mean, the likeliest first; never empty.
    pub readings: Vec<Reading>,
    /// How it is written.
    pub notation: Notation,
    /// It says `about`: `une dizaine`.
    pub is_rough: bool,
}

/// How two values compare.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Agreement {
    /// They say different things.
    None,
    /// The same number of something else: 10 km and 10 miles, 12 % and 12.
    OtherUnit,
    /// The same.
    Same,
}

/// Conversions are rounded. By hand: 10 km is 6 miles (3 % off), two weeks are
/// `quinze jours` (7 % off).
const CONVERSION_TOLERANCE: f64 = 0.08;

/// `une dizaine` may be nine or twelve. By hand.
const ROUGH_TOLERANCE: f64 = 0.25;

const MINUTES_OF_HALF_A_DAY: f64 = 720.0;

impl Value {
    /// Tells how this value compares with one of the other language.
    #[must_use]
    pub fn agrees(&self, other: &Value) -> Agreement {
        // The third month can be a 3; no word but its name says it.
        let is_named = |value: &Value| value.notation == Notation::Name;
        let is_worded = |value: &Value| value.notation > Notation::Name;
        if is_named(self) && is_worded(other) || is_worded(self) && is_named(other) {
            return Agreement::None;
        }
        let is_rough = self.is_rough || other.is_rough;
        // `a` and `one` are no `1 p.m.`.
        let is_word = |value: &Value, reading: &Reading| {
            value.notation == Notation::Soft && reading.quantity == Quantity::Plain
        };
        let is_time =
            |reading: &Reading| matches!(reading.quantity, Quantity::Clock | Quantity::Clock12);
        let pairs = self.readings.iter().flat_map(|a| other.readings.iter().map(move |b| (a, b)));
        let pairs = pairs
            .filter(|(a, b)| !(is_word(self, a) && is_time(b) || is_word(other, b) && is_time(a)));
        pairs.map(|(a, b)| a.agrees(b, is_rough)).max().unwrap_or(Agreement::None)
    }
}

impl Reading {
    fn agrees(&self, other: &Reading, is_rough: bool) -> Agreement {
        use Quantity::{Clock, Clock12, Decade, Measure, Money, Month, Percent, Plain, Weekday};
        let (a, b) = (self.amount, other.amount);
        let tolerance = if is_rough { ROUGH_TOLERANCE } else { 1e-6 };
        let is_close =
            |a: f64, b: f64, tolerance: f64| (a - b).abs() <= tolerance * a.abs().max(b.abs());
        let same_if = |is_same: bool| if is_same { Agreement::Same } else { Agreement::None };
        match (&self.quantity, &other.quantity) {
            (Clock, Clock) | (Month, Month | Plain) | (Plain, Month) | (Weekday, Weekday) => {
                same_if(a == b)
            }
            (Clock | Clock12, Clock | Clock12) => {
                same_if((a - b).rem_euclid(MINUTES_OF_HALF_A_DAY) == 0.0)
            }
            (Clock | Clock12, Plain) => same_if((a / 60.0 - b).rem_euclid(12.0) == 0.0),
            (Plain, Clock | Clock12) => other.agrees(self, is_rough),
            (Decade, Decade | Plain) | (Plain, Decade) => {
                same_if(a.rem_euclid(100.0) == b.rem_euclid(100.0))
            }
            (Month | Weekday | Clock | Clock12 | Decade, _)
            | (_, Month | Weekday | Clock | Clock12 | Decade) => Agreement::None,
            (Measure(x), Measure(y)) if x.name != y.name => {
                let is_converted = x.dimension == y.dimension
                    && is_close(converted(a, x), converted(b, y), CONVERSION_TOLERANCE);
                if is_converted {
                    Agreement::Same
                } else {
                    other_unit_if(is_close(a, b, tolerance))
                }
            }
            (x, y) if is_close(a, b, tolerance) => {
                // A `franc` may be that of any country; English says which.
                let is_unsaid = |quantity: &Quantity, other: &Quantity| match quantity {
                    Plain => *other != Percent,
                    Money("FRF") => *other == Money("CHF"),
                    _ => false,
                };
                if x == y || is_unsaid(x, y) || is_unsaid(y, x) {
                    Agreement::Same
                } else {
                    Agreement::OtherUnit
                }
            }
            _ => Agreement::None,
        }
    }
}

fn other_unit_if(is_close: bool) -> Agreement {
    if is_close { Agreement::OtherUnit } else { Agreement::None }
}

/// Returns an amount in the base unit of its dimension.
fn converted(amount: f64, unit: &Unit) -> f64 {
    if unit.name == "°F" { (amount - 32.0) / 1.8 } else { amount * unit.factor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn read(text: &str, lang: &str) -> Vec<Value> {
        values(text, &Lang::parse(lang).unwrap())
    }

    /// Tells whether every value that is not soft has one that agrees.
    fn agree(src: &[Value], tgt: &[Value]) -> bool {
        let is_met = |value: &Value, others: &[Value]| {
            value.notation == Notation::Soft
                || others.iter().any(|other| value.agrees(other) == Agreement::Same)
        };
        src.iter().all(|value| is_met(value, tgt)) && tgt.iter().all(|value| is_met(value, src))
    }

    #[test]
    fn the_table_of_cases_holds() {
        let mut wrong = Vec::new();
        for line in include_str!("cases.txt").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split(" --- ").collect();
            let (src, tgt) = (read(cells[0], "fr"), read(cells[1], "en"));
            if agree(&src, &tgt) != (cells[2] == "agree") {
                wrong.push(format!("{line}\n  {src:?}\n  {tgt:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn values_have_the_spans_of_what_states_them() {
        let text = "Il paie 3,5 millions d'euros le 14 juillet.";
        let spans: Vec<&str> =
            read(text, "fr").iter().map(|value| &text[value.span.clone()]).collect();
        assert_eq!(vec!["3,5 millions d'euros", "14", "juillet"], spans);
    }

    #[test]
    fn articles_and_acronyms_are_no_roman_numerals() {
        for text in ["Le chat", "Ce livre", "un CD", "M. Dupont", "La Ligue"] {
            let firm = read(text, "fr").into_iter().filter(|value| value.notation < Notation::Soft);
            assert_eq!(0, firm.count(), "{text}");
        }
    }

    #[test]
    fn other_languages_have_their_digits() {
        assert_eq!(1, read("42 Bücher", "de").len());
    }
}
