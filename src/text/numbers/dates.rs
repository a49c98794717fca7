//! Reads dates: numeric ones, months, decades, years that are cut short.

use super::names::Class;
use super::pieces::Kind;
use super::reader::{Count, Found, Reader, of, plain};
use super::value::{Notation, Quantity, Reading, Value};
use std::ops::Range;

impl Reader<'_> {
    /// Reads `03/04/2024`, `2024-04-03`, `3.4.2024` as three values.
    pub(super) fn date(&self, at: usize) -> Found {
        let sign =
            self.piece(at + 1).filter(|piece| piece.is_sign("/-.") && self.is_glued(at + 1))?;
        let is_date =
            self.piece(at + 3)?.text == sign.text && (2..5).all(|n| self.is_glued(at + n));
        let parts = [self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?];
        let is_small = |part: (f64, usize)| part.1 <= 2 && (1.0..=31.0).contains(&part.0);
        let (years, days): (Vec<usize>, Vec<usize>) = (0..3).partition(|idx| parts[*idx].1 == 4);
        if !is_date
            || years.len() != 1
            || years[0] == 1
            || !days.iter().all(|idx| is_small(parts[*idx]))
        {
            return None;
        }
        let part = |idx: usize| {
            let mut readings = vec![plain(parts[idx].0)];
            if parts[idx].0 <= 12.0 {
                readings.push(of(parts[idx].0, Quantity::Month));
            }
            self.value(at + 2 * idx, at + 2 * idx + 1, readings, Notation::Digits)
        };
        Some(((0..3).map(part).collect(), at + 5))
    }

    /// `May`, `March`, `mars` and `sept` are other words too: a month has a
    /// capital in English, and those stand beside a number or `in`.
    pub(super) fn is_month(&self, at: usize, is_capital: bool) -> bool {
        if self.grammar.has_capital_months() && !is_capital {
            return false;
        }
        let is_digits = |at: usize| self.piece(at).is_some_and(|piece| piece.kind == Kind::Digits);
        let is_dotted = self.piece(at + 1).is_some_and(|piece| piece.is_sign("."));
        let is_beside = at > 0 && is_digits(at - 1)
            || is_digits(at + 1)
            || is_dotted && is_digits(at + 2)
            || at > 1 && is_digits(at - 2);
        // `mai 68`, `May '68`.
        let is_quote = self.piece(at + 1).is_some_and(|piece| piece.is_sign("'’"));
        let is_beside = is_beside || is_quote && is_digits(at + 2);
        let is_dated = at > 0 && self.is_in(at - 1, Class::BeforeMonth);
        if self.is_in(at, Class::DottedMonth) {
            return is_beside && is_dotted;
        }
        if self.is_in(at, Class::MonthBesideNumber) {
            return is_beside;
        }
        let is_holiday = || self.piece(at + 1).is_some_and(|next| next.is_word(&["Day"]));
        !self.is_in(at, Class::DoubtfulMonth) || is_beside || is_dated || is_holiday()
    }

    /// Reads the decade of `années 90` and `1990s`.
    pub(super) fn decade(&self, at: usize, count: &Count) -> Option<Reading> {
        let is_named = at > 0 && self.is_in(at - 1, Class::Decade);
        let piece = self.piece(count.next);
        let has_s = piece.is_some_and(|piece| piece.text == "s") && self.is_glued(count.next)
            || piece.is_some_and(|piece| piece.is_sign("'’"))
                && self.piece(count.next + 1).is_some_and(|piece| piece.text == "s");
        let amount = count.amounts[0];
        let is_decade = (is_named || has_s) && amount.rem_euclid(10.0) == 0.0 && amount < 2100.0;
        is_decade.then(|| of(amount.rem_euclid(100.0), Quantity::Decade))
    }
}

/// Reads `14` of `2013-14`, `99` of `5/99` and `’08` as years.
pub(super) fn complete_years(text: &str, values: &mut [Value]) {
    for idx in 0..values.len() {
        let Range { start, end } = values[idx].span;
        let before = text[..start].chars().next_back();
        if end - start != 2 || values[idx].notation != Notation::Digits {
            continue;
        }
        let century = match before {
            Some('-' | '–' | '/') if idx > 0 && values[idx - 1].span.end + 3 >= start => {
                let year = values[idx - 1].readings[0].amount;
                let century =
                    (1000.0..2100.0).contains(&year).then(|| year - year.rem_euclid(100.0));
                century.or_else(|| {
                    (before == Some('/')).then(|| century_of(values[idx].readings[0].amount))
                })
            }
            Some('.') if is_after_day_and_month(&text[..start]) => {
                Some(century_of(values[idx].readings[0].amount))
            }
            // `mai 68`; `mai 12` may be a day.
            Some(' ')
                if idx > 0
                    && is_month(&values[idx - 1])
                    && values[idx - 1].span.end + 1 == start =>
            {
                Some(century_of(values[idx].readings[0].amount))
                    .filter(|_| values[idx].readings[0].amount > 31.0)
            }
            Some(' ') if is_after_year_word(&text[..start]) => {
                Some(century_of(values[idx].readings[0].amount))
            }
            Some('\'' | '’') => Some(century_of(values[idx].readings[0].amount)),
            _ => None,
        };
        if let Some(century) = century {
            let amount = century + values[idx].readings[0].amount;
            values[idx].readings.push(plain(amount));
        }
    }
}

fn is_month(value: &Value) -> bool {
    value.readings[0].quantity == Quantity::Month
}

/// Tells whether a text ends in `31.12.`.
fn is_after_day_and_month(text: &str) -> bool {
    let mut parts = text.rsplit('.').skip(1);
    let (month, day) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let day = day.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    let is_short = |part: &str| (1..=2).contains(&part.len());
    is_short(month) && month.bytes().all(|byte| byte.is_ascii_digit()) && is_short(day)
}

/// Tells whether a text ends in a word that years follow: `l'accord de 58`, `en 98`.
fn is_after_year_word(text: &str) -> bool {
    let word = text.trim_end().rsplit([' ', '\'', '’']).next().unwrap_or("");
    ["de", "en", "année", "an", "depuis", "fin", "début", "in", "of", "since", "year"]
        .contains(&word)
}

/// Returns the century that the last two digits of a year leave out.
fn century_of(last_two: f64) -> f64 {
    if last_two < 40.0 { 2000.0 } else { 1900.0 }
}
