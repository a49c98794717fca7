//! Reads what numbers count: scales, money, units, and units that stand once for
//! several numbers.

use super::names::{Class, Meaning};
use super::pieces::Kind;
use super::reader::{Count, Found, Reader, THOUSAND, of, plain};
use super::value::{Notation, Quantity, Reading, Value};

fn is_clock(reading: &Reading) -> bool {
    matches!(reading.quantity, Quantity::Clock | Quantity::Clock12)
}

fn is_time(readings: &[Reading]) -> bool {
    readings.iter().any(is_clock)
}

impl Reader<'_> {
    /// Reads `$20`, `US$ 3.5 million`, `€2bn`.
    pub(super) fn money_first(&self, at: usize) -> Found {
        let (quantity, next) = self.quantity(at)?;
        let is_money =
            matches!(quantity, Quantity::Money(_)) && self.piece(next)?.kind == Kind::Digits;
        let is_sign = self.pieces[next - 1].kind == Kind::Sign || self.pieces[at].text.len() == 3;
        if !is_money || !is_sign {
            return None;
        }
        let (mut values, end) = self.counted(next, Some(&quantity))?;
        if let Some(first) = values.first_mut() {
            first.span.start = self.pieces[at].span.start;
        }
        Some((values, end))
    }

    /// Reads a number with what it counts.
    pub(super) fn counted(&self, at: usize, money: Option<&Quantity>) -> Found {
        let count = self.count(at)?;
        let mut next = count.next;
        let mut readings: Vec<Reading> = Vec::new();
        let hyphen = usize::from(
            self.piece(next).is_some_and(|piece| piece.is_sign("-")) && self.is_glued(next),
        );
        let of_ = if count.has_scale && self.is_in(next, Class::Of) {
            1 + usize::from(self.piece(next + 1).is_some_and(|p| p.is_sign("'’")))
        } else {
            0
        };
        if let Some(quantity) = money {
            readings.extend(count.amounts.iter().map(|amount| of(*amount, quantity.clone())));
        } else if let Some((quantity, end)) = self
            .quantity(next + hyphen.max(of_).max(self.adjective(next)))
            .filter(|_| !count.is_ordinal)
        {
            readings.extend(count.amounts.iter().map(|amount| of(*amount, quantity.clone())));
            readings.extend(self.time_in_words(&count, &quantity, end));
            next = end;
            // `dix heures et quart`, `sept ans et demi`.
            let minutes = self.minutes_in_words(end).filter(|_| is_time(&readings));
            if let Some((minutes, end)) = minutes {
                let hour = count.amounts[0];
                readings.retain(|reading| !is_clock(reading));
                for reading in &mut readings {
                    reading.amount += minutes / 60.0;
                }
                readings.insert(0, self.clock_in_words(hour, minutes, end));
                next = end;
            } else if let Some((half, end)) = self.and_half(end) {
                for reading in &mut readings {
                    reading.amount += half;
                }
                next = end;
            }
        } else {
            // `deux fois et demie`.
            let half = self.piece(next).filter(|piece| piece.is_word(&["fois"]));
            let half = half.and_then(|_| self.and_half(next + 1));
            let part = half.map_or(0.0, |(part, _)| part);
            next = half.map_or(next, |(_, end)| end);
            readings.extend(count.amounts.iter().map(|amount| plain(*amount + part)));
        }
        if self.is_oclock(next) {
            readings.push(of(count.amounts[0] * 60.0, Quantity::Clock12));
            next += 3;
        } else if count.notation == Notation::Words
            && let Some((half, end)) = self.meridiem(next)
        {
            readings = vec![Self::clock_reading(count.amounts[0], 0.0, Some(half))];
            next = end;
        }
        if let Some(million) = self.letter_million(count.next, money.is_some()) {
            let quantity = money.cloned().unwrap_or(Quantity::Plain);
            readings.insert(0, of(count.amounts[0] * million, quantity));
            next = next.max(count.next + 1);
        }
        readings.extend(self.fortnight(&readings));
        readings.extend(self.decade(at, &count));
        readings.extend(self.otherwise(&count));
        let value =
            Value { is_rough: count.is_rough, ..self.value(at, next, readings, count.notation) };
        Some((vec![value], next))
    }

    /// Reads `half a million`, `un demi-million`.
    pub(super) fn half_of_a_scale(&self, at: usize) -> Option<(Reading, usize)> {
        let piece = &self.pieces[at];
        let joint = self.piece(at + 1)?;
        let is_half = piece.is_word(&["half"]) && joint.is_word(&["a"])
            || piece.is_word(&["demi", "half"]) && joint.is_sign("-");
        if !is_half {
            return None;
        }
        let (scale, next) = self.scale(at + 2)?;
        Some((plain(0.5 * scale), next))
    }

    /// Reads `un pour cent`, `one percent`: an article that counts.
    pub(super) fn one_percent(&self, at: usize) -> Option<(Reading, usize)> {
        let is_one = self.pieces[at].is_word(&["un", "one"]);
        let (quantity, next) = self.quantity(at + 1).filter(|_| is_one)?;
        (quantity == Quantity::Percent).then(|| (of(1.0, quantity), next))
    }

    /// Reads days that are a way to say weeks: `quinze jours`.
    fn fortnight(&self, readings: &[Reading]) -> Option<Reading> {
        let Reading { amount, quantity } = readings.first()?;
        let is_days = matches!(quantity, Quantity::Measure(unit) if unit.name == "day");
        let days = self.grammar.days_that_are_weeks(*amount).filter(|_| is_days)?;
        Some(of(days, quantity.clone()))
    }

    /// Reads the `8es de finale`, which the last sixteen play, and the `milles`
    /// that are thousands.
    pub(super) fn otherwise(&self, count: &Count) -> Option<Reading> {
        let is = |at: usize, words: &[&str]| self.piece(at).is_some_and(|p| p.is_word(words));
        let is_round = is(count.next, &["de"]) && is(count.next + 1, &["finale"]);
        if count.is_ordinal && is_round {
            return Some(plain(2.0 * count.amounts[0]));
        }
        is(count.next, &["milles"]).then(|| plain(THOUSAND * count.amounts[0]))
    }

    /// Returns how many adjectives stand before the unit: `20 dernières années`.
    pub(super) fn adjective(&self, at: usize) -> usize {
        usize::from(self.is_in(at, Class::Adjective))
    }

    /// `£80m` is millions, `80m` may be.
    pub(super) fn letter_million(&self, at: usize, is_money: bool) -> Option<f64> {
        let piece = self.piece(at).filter(|piece| piece.is_word(&["m"]) && self.is_glued(at))?;
        let may_be = self.grammar.has_letter_million() || is_money;
        (may_be && piece.text != "M").then_some(1e6)
    }

    /// Reads a number in digits or words, with `million` and the like.
    pub(super) fn count(&self, at: usize) -> Option<Count> {
        let mut count = match self.pieces[at].kind {
            Kind::Digits => self.count_in_digits(at)?,
            Kind::Word => self.count_in_words(at)?,
            Kind::Sign => return None,
        };
        while let Some((scale, next)) = self
            .scale_after(count.next)
            .or_else(|| self.scale(count.next + self.adjective(count.next)))
            .filter(|_| !count.is_ordinal)
        {
            for amount in &mut count.amounts {
                *amount *= scale;
            }
            count.has_scale = true;
            count.next = next;
            // `5 mille 352`
            let rest = self.digits(next).filter(|(_, n)| *n == 3 && scale == THOUSAND);
            if let Some((rest, _)) = rest.filter(|_| self.grammar.mixes_words_and_digits()) {
                count.amounts.iter_mut().for_each(|amount| *amount += rest);
                count.next += 1;
            }
        }
        if let Some((half, next)) = self.and_half(count.next) {
            let unit = if count.has_scale { scale_below(count.amounts[0]) } else { 1.0 };
            count.amounts.iter_mut().for_each(|amount| *amount += half * unit);
            count.next = next;
            // `three and a half million`.
            if let Some((scale, next)) = self.scale(next).filter(|_| !count.has_scale) {
                count.amounts.iter_mut().for_each(|amount| *amount *= scale);
                count.has_scale = true;
                count.next = next;
            }
        }
        Some(count)
    }

    /// Reads a scale that may be joined by a hyphen: `150-million-crown`.
    pub(super) fn scale_after(&self, at: usize) -> Option<(f64, usize)> {
        let is_hyphen = self.piece(at).is_some_and(|piece| piece.is_sign("-")) && self.is_glued(at);
        self.scale(at + usize::from(is_hyphen && self.is_glued(at + 1)))
    }

    pub(super) fn scale(&self, at: usize) -> Option<(f64, usize)> {
        let piece = self.piece(at)?;
        let scale = |name: &str| {
            self.meanings(name).iter().find_map(|meaning| match meaning {
                Meaning::Scale(scale) => Some(*scale),
                _ => None,
            })
        };
        // `1,5 M€`, `3 Md€`, `20m`: letters that are units elsewhere.
        let is_before_money = self.piece(at + 1).is_some_and(|piece| piece.is_sign("€$£"));
        match piece.text {
            "M" if is_before_money => Some((1e6, at + 1)),
            "Md" | "G" if is_before_money => Some((1e9, at + 1)),
            // `Sept` in French is a number and nothing else multiplies by it.
            text => {
                let lower = text.to_lowercase();
                let is_letter = lower.len() == 1 && !(is_before_money || self.is_glued(at));
                scale(&lower).filter(|_| !is_letter).map(|scale| (scale, at + 1))
            }
        }
    }

    /// Reads `et demi`, `and a half`.
    pub(super) fn and_half(&self, at: usize) -> Option<(f64, usize)> {
        let skipped = match (self.piece(at)?.text, self.piece(at + 1)?.text) {
            ("et", _) => 1,
            ("and", "a") => 2,
            _ => return None,
        };
        let word = self.piece(at + skipped).filter(|piece| piece.kind == Kind::Word)?;
        let fraction = self.meanings(word.text).iter().find_map(|meaning| match meaning {
            Meaning::Fraction(part) if *part == 0.5 => Some(*part),
            _ => None,
        });
        fraction.map(|half| (half, at + skipped + 1))
    }
}

/// Returns the largest scale that an amount is at least once.
fn scale_below(amount: f64) -> f64 {
    [1e12, 1e9, 1e6, THOUSAND].into_iter().find(|scale| amount >= *scale).unwrap_or(1.0)
}

/// Hands units and scales to the values that share them: in `5 à 6 %` both are
/// percentages, in `2 à 3 millions` both are millions.
pub(super) fn share_units(text: &str, values: &mut [Value]) {
    for idx in (1..values.len()).rev() {
        let gap = &text[values[idx - 1].span.end..values[idx].span.start];
        let is_list = matches!(
            gap.trim(),
            "à" | "a"
                | "et"
                | "ou"
                | "-"
                | "–"
                | "—"
                | "to"
                | "and"
                | "or"
                | ","
                | "/"
                | ", et"
                | ", and"
        );
        if !is_list {
            continue;
        }
        let (before, after) = values.split_at_mut(idx);
        let (first, last) = (&mut before[idx - 1], &after[0]);
        let Some(unshared) = first.readings.first().cloned() else { continue };
        if unshared.quantity == Quantity::Plain || matches!(unshared.quantity, Quantity::Money(_)) {
            for reading in &last.readings {
                let scale =
                    if unshared.amount < THOUSAND { scale_below(reading.amount) } else { 1.0 };
                let quantity = match reading.quantity {
                    Quantity::Clock | Quantity::Clock12 if unshared.amount <= 24.0 => {
                        first.readings.push(of(unshared.amount * 60.0, Quantity::Clock12));
                        continue;
                    }
                    Quantity::Plain
                    | Quantity::Percent
                    | Quantity::Money(_)
                    | Quantity::Measure(_) => reading.quantity.clone(),
                    _ => continue,
                };
                if scale > 1.0 {
                    first.readings.push(of(unshared.amount * scale, quantity));
                } else if quantity != Quantity::Plain {
                    first.readings.push(of(unshared.amount, quantity));
                }
            }
        }
    }
}
