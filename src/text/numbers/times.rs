//! Reads times of day: `22h30`, `10:30 p.m.`, `dix heures du soir`, `2 o'clock`.

use super::grammar::{Half, Minutes};
use super::names::Class;
use super::pieces::Kind;
use super::reader::{Count, Found, Reader, of};
use super::value::{Notation, Quantity, Reading, Value};

/// Minutes that people say in words before or after an hour.
const FEW_MINUTES: [f64; 11] = [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0];

impl Reader<'_> {
    /// Reads `22h30`, `22 heures`, `10:30 p.m.`, `10 a.m.`, `2 o'clock`.
    pub(super) fn clock(&self, at: usize) -> Found {
        let (hour, n_digits) = self.digits(at)?;
        if n_digits == 4 {
            return self.military(at, hour);
        }
        if n_digits > 2 || hour > 24.0 {
            return None;
        }
        let is_glued_h =
            self.is_glued(at + 1) && self.is_glued(at + 2) && self.digits(at + 2).is_some();
        let is_glued_h =
            is_glued_h && self.piece(at + 1).is_some_and(|piece| piece.is_word(&["h"]));
        if is_glued_h || self.is_in(at + 1, Class::Hour) {
            let minutes = self.digits(at + 2).filter(|(minute, n)| *n == 2 && *minute < 60.0);
            let next = at + 2 + usize::from(minutes.is_some());
            let minute = minutes.map_or(0.0, |(minute, _)| minute);
            let half = self.half_of_day(next);
            let mut readings = vec![Self::clock_reading(hour, minute, half)];
            // `1h30` lasts 1.5 hours.
            readings.extend(self.hours(hour + minute / 60.0));
            // `10 heures et demie`, `8 heures moins le quart`.
            if let Some((part, next)) = self.minutes_in_words(next).filter(|_| minutes.is_none()) {
                readings = vec![Self::clock_reading(hour, part, self.half_of_day(next))];
                readings.extend(self.hours(hour + part / 60.0));
                return Some((vec![self.value(at, next, readings, Notation::Digits)], next));
            }
            return Some((vec![self.value(at, next, readings, Notation::Digits)], next));
        }
        let minutes =
            self.piece(at + 1).filter(|piece| piece.is_sign(":.") && self.is_glued(at + 1));
        let minutes = minutes.filter(|_| self.is_glued(at + 2)).and_then(|sign| {
            let (minute, n) = self.digits(at + 2)?;
            (n == 2 && minute < 60.0).then_some((minute, sign.text == ":"))
        });
        let next = at + 1 + if minutes.is_some() { 2 } else { 0 };
        let minute = minutes.map_or(0.0, |(minute, _)| minute);
        if let Some((half, next)) = self.meridiem(next) {
            let reading = Self::clock_reading(hour, minute, Some(half));
            return Some((vec![self.value(at, next, vec![reading], Notation::Digits)], next));
        }
        if let (Some((minute, false)), false) = (minutes, !self.grammar.has_dotted_clock()) {
            let (values, next) = self.counted(at, None)?;
            let readings = [
                of(hour * 60.0 + minute, Quantity::Clock),
                of(hour * 60.0 + minute, Quantity::Clock12),
            ];
            let with_time = |value: Value| Value {
                readings: [value.readings, readings.to_vec()].concat(),
                ..value
            };
            return Some((values.into_iter().map(with_time).collect(), next));
        }
        if let Some((_, true)) = minutes {
            // A longer ratio or time of a race is not a time of day.
            let is_longer =
                self.piece(next).is_some_and(|piece| piece.is_sign(":")) && self.is_glued(next);
            let is_inside = at > 0 && self.pieces[at - 1].is_sign(":.");
            let is_time = !is_longer && !is_inside;
            let reading =
                if hour > 12.0 || self.grammar.has_long_clock() || (n_digits == 2 && hour < 10.0) {
                    of(hour * 60.0 + minute, Quantity::Clock)
                } else {
                    of(hour * 60.0 + minute, Quantity::Clock12)
                };
            return is_time
                .then(|| (vec![self.value(at, next, vec![reading], Notation::Digits)], next));
        }
        None
    }

    /// Reads `1530 hours`, which may be many hours.
    fn military(&self, at: usize, digits: f64) -> Found {
        let (hour, minute) = ((digits / 100.0).floor(), digits.rem_euclid(100.0));
        let is_time = hour < 24.0 && minute < 60.0 && self.is_in(at + 1, Class::MilitaryHour);
        let reading = of(hour * 60.0 + minute, Quantity::Clock);
        let readings = std::iter::once(reading).chain(self.hours(digits)).collect();
        is_time.then(|| (vec![self.value(at, at + 2, readings, Notation::Digits)], at + 2))
    }

    /// Reads `une heure du matin`; without the half of the day it lasts an hour.
    pub(super) fn one_oclock(&self, at: usize) -> Option<(Reading, usize)> {
        let words = [self.pieces[at].text, self.piece(at + 1)?.text];
        let is_hour = self.grammar.is_one_hour(words);
        let half = self.half_of_day(at + 2).filter(|_| is_hour)?;
        Some((Self::clock_reading(1.0, 0.0, Some(half)), at + 2))
    }

    pub(super) fn clock_reading(hour: f64, minute: f64, half: Option<Half>) -> Reading {
        let minutes = match half {
            Some(Half::Afternoon) if hour < 12.0 => (hour + 12.0) * 60.0 + minute,
            // `17.40 am` contradicts itself: what is written is the morning.
            Some(Half::Morning) if hour >= 12.0 => (hour - 12.0) * 60.0 + minute,
            _ => hour.rem_euclid(24.0) * 60.0 + minute,
        };
        of(minutes, Quantity::Clock)
    }

    pub(super) fn hours(&self, amount: f64) -> Option<Reading> {
        self.unit("hour").map(|hour| of(amount, hour))
    }

    /// Reads `du soir`, `de l'après-midi`, `du matin` after a time.
    pub(super) fn half_of_day(&self, at: usize) -> Option<Half> {
        let words: Vec<&str> =
            (at..at + 5).filter_map(|at| self.piece(at)).map(|piece| piece.text).collect();
        self.grammar.half_of_day(&words)
    }

    /// Reads the minutes behind an hour: `et demie`, `moins le quart`, `vingt`.
    pub(super) fn minutes_in_words(&self, at: usize) -> Option<(f64, usize)> {
        let word = |at: usize| self.piece(at).map_or("", |piece| piece.text);
        let few = |at: usize| {
            let count = self.piece(at).filter(|piece| piece.kind == Kind::Word)?;
            let count = (count.text != "un").then(|| self.count_in_words(at)).flatten()?;
            let is_few = FEW_MINUTES.contains(&count.amounts[0]) && !count.has_scale;
            is_few.then_some((count.amounts[0], count.next))
        };
        match self.grammar.minutes_behind([word(at), word(at + 1), word(at + 2)]) {
            Minutes::Said(minutes, n_pieces) => Some((minutes, at + n_pieces)),
            Minutes::Counted(sign, n_pieces) => {
                few(at + n_pieces).map(|(minutes, next)| (sign * minutes, next))
            }
            Minutes::None => None,
        }
    }

    /// The time of an hour in words: `du soir` may follow, and the half of the day
    /// is open where it does not.
    pub(super) fn clock_in_words(&self, hour: f64, minutes: f64, end: usize) -> Reading {
        match self.half_of_day(end) {
            Some(half) => Self::clock_reading(hour, minutes, Some(half)),
            None if hour > 12.0 => Self::clock_reading(hour, minutes, None),
            None => of(hour * 60.0 + minutes, Quantity::Clock12),
        }
    }

    /// Reads `half past ten`, `half-past ten`, `a quarter to nine`, `twenty past six`,
    /// `twenty minutes before seven`.
    pub(super) fn time_past(&self, at: usize) -> Option<(Reading, usize)> {
        if !self.grammar.counts_from_the_hour() {
            return None;
        }
        let article = usize::from(self.piece(at)?.is_word(&["a"]));
        let first = self.piece(at + article).filter(|piece| piece.kind == Kind::Word)?;
        let (minutes, next) = match first.text.to_lowercase().as_str() {
            "half" if article == 0 => (30.0, at + 1 + self.hyphen(at + 1)),
            "quarter" => (15.0, at + article + 1),
            _ if article == 0 => {
                let count = self.count_in_words(at)?;
                (count.amounts[0], count.next)
            }
            _ => return None,
        };
        let is_quarter = minutes == 15.0;
        let next = next + usize::from(self.piece(next)?.is_word(&["minutes"]));
        let sign = match self.piece(next)?.text {
            "past" if is_quarter || minutes == 30.0 || FEW_MINUTES.contains(&minutes) => 1.0,
            "past" | "after" if self.is_after_minutes(next) => 1.0,
            // `from ten to five` is a range.
            "to" | "before" if is_quarter || self.is_after_minutes(next) => -1.0,
            _ => return None,
        };
        let hour = match self.piece(next + 1)?.kind {
            Kind::Digits => self.digits(next + 1).map(|(hour, _)| (hour, next + 2)),
            Kind::Word => self.hour_word(next + 1),
            Kind::Sign => None,
        };
        let (hour, end) = hour.filter(|(hour, _)| (1.0..=12.0).contains(hour))?;
        let reading = match self.meridiem(end) {
            Some((half, end)) => {
                return Some((Self::clock_reading(hour, sign * minutes, Some(half)), end));
            }
            None => of(hour * 60.0 + sign * minutes, Quantity::Clock12),
        };
        Some((reading, end))
    }

    /// Returns how many hyphens stand at a place.
    fn hyphen(&self, at: usize) -> usize {
        usize::from(self.piece(at).is_some_and(|piece| piece.is_sign("-‐‑")))
    }

    fn is_after_minutes(&self, at: usize) -> bool {
        at > 0 && self.pieces[at - 1].is_word(&["minutes"])
    }

    fn hour_word(&self, at: usize) -> Option<(f64, usize)> {
        if self.pieces[at].is_word(&["one"]) {
            return Some((1.0, at + 1));
        }
        let count = self.count_in_words(at)?;
        Some((count.amounts[0], count.next))
    }

    /// `midi` may be the south or a meal, `à midi` is a time.
    pub(super) fn noon_notation(&self, at: usize) -> Notation {
        let is_time = at > 0 && self.is_in(at - 1, Class::BeforeNoon);
        if is_time { Notation::Words } else { Notation::Soft }
    }

    /// Reads `a.m.`, `pm`; also `o'clock` as what leaves the half open.
    pub(super) fn meridiem(&self, at: usize) -> Option<(Half, usize)> {
        let half = |text: &str| match text.to_ascii_lowercase().as_str() {
            "am" | "a" => Some(Half::Morning),
            "pm" | "p" => Some(Half::Afternoon),
            _ => None,
        };
        let piece = self.piece(at).filter(|piece| piece.kind == Kind::Word)?;
        let found = half(piece.text)?;
        if piece.text.len() == 2 {
            return Some((found, at + 1));
        }
        let is_dotted = self.piece(at + 1)?.is_sign(".") && self.piece(at + 2)?.is_word(&["m"]);
        let has_stop = self.piece(at + 3).is_some_and(|piece| piece.is_sign("."));
        is_dotted.then_some((found, at + 3 + usize::from(has_stop)))
    }

    /// `dix heures` may be ten in the morning or in the evening.
    pub(super) fn time_in_words(
        &self,
        count: &Count,
        quantity: &Quantity,
        end: usize,
    ) -> Option<Reading> {
        let is_hours = matches!(quantity, Quantity::Measure(unit) if unit.name == "hour");
        let is_time = is_hours && self.grammar.calls_times_hours() && count.amounts[0] <= 24.0;
        is_time.then(|| match self.half_of_day(end) {
            Some(half) => Self::clock_reading(count.amounts[0], 0.0, Some(half)),
            None => of(count.amounts[0] * 60.0, Quantity::Clock12),
        })
    }

    pub(super) fn is_oclock(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.is_word(&["o"]))
            && self.piece(at + 1).is_some_and(|piece| piece.is_sign("'’"))
            && self.piece(at + 2).is_some_and(|piece| piece.is_word(&["clock"]))
    }
}

/// Makes soft what says `all the time`: `24 heures sur 24`, `7 jours sur 7`, `24/7`, `24
/// hours a day`. The other language may say it without a number.
pub(super) fn soften_all_day(text: &str, values: &mut [Value]) {
    let is = |value: &Value, amount: f64| {
        value
            .readings
            .iter()
            .any(|reading| reading.amount == amount || reading.amount == amount * 60.0)
    };
    for idx in 0..values.len() {
        let amount = [24.0, 7.0].into_iter().find(|amount| is(&values[idx], *amount));
        let Some(amount) = amount else { continue };
        let rest = &text[values[idx].span.end..];
        let (per, all) = if amount == 24.0 { ("day", 7.0) } else { ("week", 24.0) };
        let is_english = ["a", "per"].iter().any(|word| {
            let after = rest.trim_start().strip_prefix(word);
            after.is_some_and(|after| after.trim_start().starts_with(per))
        });
        if is_english {
            values[idx].notation = Notation::Soft;
        }
        let Some(next) = values.get(idx + 1) else { continue };
        let gap = text.get(values[idx].span.end..next.span.start).unwrap_or_default().trim();
        let is_same = is(next, amount) && matches!(gap, "sur" | "/" | "h/" | "h sur" | "j/");
        let is_always = amount == 24.0 && is(next, all) && matches!(gap, "/" | "-");
        if is_same || is_always {
            values[idx].notation = Notation::Soft;
            values[idx + 1].notation = Notation::Soft;
        }
    }
}
