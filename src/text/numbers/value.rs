//! Holds what a text states: values, what they may mean, and when two agree.
//!
//! Nothing here reads text. Amounts are compared as they were read, with a
//! tolerance where a unit was converted or a number is only about right.

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
