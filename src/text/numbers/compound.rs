//! Reads one amount that is measured in two units: `5 feet 11 inches`, `6'7"`,
//! `2 hours and 40 minutes`, `1 tonne 500 kg`, `1 m 60`.
//!
//! The whole is said in the larger unit, so that `2 hours 40 minutes` is what
//! `2h40` is. It does not know `five and a half feet two`.

use super::reader::{Found, Reader, of};
use super::value::{Notation, Quantity, Reading, Unit, Value};

/// What is measured in two units; degrees are not.
const DIMENSIONS: [&str; 3] = ["length", "mass", "time"];

const INCHES_IN_A_FOOT: f64 = 12.0;

impl Reader<'_> {
    /// Reads `6'7"` and `5′11`.
    pub(super) fn feet_and_inches(&self, at: usize) -> Found {
        let (feet, _) = self.digits(at)?;
        let mark = self.piece(at + 1).filter(|piece| piece.is_sign("'’′"))?;
        let (inches, _) = self.digits(at + 2).filter(|(inches, _)| *inches < INCHES_IN_A_FOOT)?;
        let is_closed = self.piece(at + 3).is_some_and(|piece| piece.is_sign("\"”″"));
        let is_glued = (at + 1..at + 3 + usize::from(is_closed)).all(|piece| self.is_glued(piece));
        if !is_glued || !(is_closed || mark.text == "′") {
            return None;
        }
        let foot = self.unit("foot")?;
        let next = at + 3 + usize::from(is_closed);
        let reading = of(feet + inches / INCHES_IN_A_FOOT, foot);
        Some((vec![self.value(at, next, vec![reading], Notation::Digits)], next))
    }
}

/// Makes one value of two that follow each other and measure one thing.
pub(super) fn join_parts(text: &str, values: Vec<Value>) -> Vec<Value> {
    let mut joined: Vec<Value> = Vec::with_capacity(values.len());
    for part in values {
        let whole = joined.last().and_then(|whole| whole_of(text, whole, &part));
        match (whole, joined.last_mut()) {
            (Some(whole), Some(last)) => *last = whole,
            _ => joined.push(part),
        }
    }
    joined
}

fn whole_of(text: &str, first: &Value, second: &Value) -> Option<Value> {
    let gap = text.get(first.span.end..second.span.start)?.trim();
    let (amount, unit) = first.readings.iter().find_map(measure)?;
    let may_join = match gap {
        "" | "-" => true,
        // `once a day, two hours long` is not a length of time.
        "," => unit.dimension == "time" && first.notation < Notation::Soft,
        "et" | "and" => second.readings.iter().any(|reading| measure(reading).is_some()),
        _ => false,
    };
    let part = part_in(unit, gap, second)
        .filter(|part| may_join && DIMENSIONS.contains(&unit.dimension) && *part < 1.0)?;
    let at_clock = first.readings.iter().filter(|reading| {
        unit.name == "hour" && matches!(reading.quantity, Quantity::Clock | Quantity::Clock12)
    });
    let mut readings: Vec<Reading> = at_clock
        .map(|reading| of(reading.amount + part * 60.0, reading.quantity.clone()))
        .collect();
    readings.push(of(amount + part, Quantity::Measure(unit)));
    Some(Value {
        span: first.span.start..second.span.end,
        readings,
        notation: first.notation.min(second.notation),
        is_rough: first.is_rough || second.is_rough,
    })
}

fn measure(reading: &Reading) -> Option<(f64, &'static Unit)> {
    match reading.quantity {
        Quantity::Measure(unit) => Some((reading.amount, unit)),
        _ => None,
    }
}

/// Returns what the second value adds, in the unit of the first. Behind feet a bare
/// number is inches, behind meters one of two digits is hundredths (`1 m 60`).
fn part_in(unit: &Unit, gap: &str, second: &Value) -> Option<f64> {
    let is_smaller = |other: &Unit| other.dimension == unit.dimension && other.factor < unit.factor;
    let measured = second.readings.iter().filter_map(measure);
    let part = measured
        .filter(|(_, other)| is_smaller(other))
        .map(|(amount, other)| amount * other.factor / unit.factor)
        .next();
    let first = &second.readings[0];
    let is_bare = first.quantity == Quantity::Plain && second.notation < Notation::Soft;
    let bare = match unit.name {
        "foot" if matches!(gap, "" | "-") => Some(first.amount / INCHES_IN_A_FOOT),
        "m" if gap.is_empty() && second.span.len() == 2 => Some(first.amount / 100.0),
        _ => None,
    };
    part.or(bare.filter(|_| is_bare))
}
