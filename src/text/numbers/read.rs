//! Finds values among the pieces of a text, from left to right.
//!
//! At each piece the readers are tried in a fixed order, the most particular
//! first (a numeric date before a time, a time before a number); the first that
//! succeeds takes its pieces. Then units that stand once for several values
//! (`5 à 6 %`, `between $2 and 3 million`) are handed to the others.

use super::names::{Meaning, Names};
use super::pieces::{Kind, Piece, pieces};
use super::{Notation, Quantity, Reading, Value};
use crate::lang::Lang;
use std::ops::Range;

/// No name in the data has more pieces (`kilomètres à l'heure`).
const MAX_NAME_PIECES: usize = 5;

/// Roman numerals up to this stand for centuries, monarchs and chapters;
/// larger ones are acronyms (`CD`, `MC`). By hand.
const MAX_ROMAN: f64 = 39.0;

const THOUSAND: f64 = 1e3;

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
    share_units(text, &mut values);
    complete_years(text, &mut values);
    values
}

struct Reader<'t> {
    text: &'t str,
    pieces: Vec<Piece<'t>>,
    names: &'static Names,
}

/// A number that has been read, before what it counts is known.
struct Count {
    amounts: Vec<f64>,
    next: usize,
    notation: Notation,
    is_rough: bool,
    /// `19th`, `1er`.
    is_ordinal: bool,
    has_scale: bool,
}

type Found = Option<(Vec<Value>, usize)>;

fn plain(amount: f64) -> Reading {
    Reading { amount, quantity: Quantity::Plain }
}

fn of(amount: f64, quantity: Quantity) -> Reading {
    Reading { amount, quantity }
}

impl Reader<'_> {
    fn value_at(&self, at: usize) -> Found {
        match self.pieces[at].kind {
            Kind::Digits => self.date(at).or_else(|| self.clock(at)).or_else(|| self.fraction(at)),
            Kind::Word => self.named(at).or_else(|| self.roman(at)),
            Kind::Sign => self.vulgar_fraction(at),
        }
        .or_else(|| self.money_first(at))
        .or_else(|| self.counted(at, None))
        .or_else(|| self.soft(at))
    }

    fn piece(&self, at: usize) -> Option<&Piece<'_>> {
        self.pieces.get(at)
    }

    /// Tells whether nothing stands between a piece and the one before it.
    fn is_glued(&self, at: usize) -> bool {
        at > 0
            && at < self.pieces.len()
            && self.pieces[at - 1].span.end == self.pieces[at].span.start
    }

    fn digits(&self, at: usize) -> Option<(f64, usize)> {
        let piece = self.piece(at).filter(|piece| piece.kind == Kind::Digits)?;
        Some((piece.text.parse().ok()?, piece.text.len()))
    }

    fn value(&self, from: usize, next: usize, readings: Vec<Reading>, notation: Notation) -> Value {
        let span = self.pieces[from].span.start..self.pieces[next - 1].span.end;
        Value { span, readings, notation, is_rough: false }
    }

    /// Reads `03/04/2024`, `2024-04-03`, `3.4.2024` as three values.
    fn date(&self, at: usize) -> Found {
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

    /// Reads `22h30`, `22 heures`, `10:30 p.m.`, `10 a.m.`, `2 o'clock`.
    fn clock(&self, at: usize) -> Found {
        let (hour, n_digits) = self.digits(at)?;
        if n_digits > 2 || hour > 24.0 {
            return None;
        }
        let is_glued_h =
            self.is_glued(at + 1) && self.is_glued(at + 2) && self.digits(at + 2).is_some();
        if (self.names.has_decimal_comma || is_glued_h)
            && self.piece(at + 1).is_some_and(|piece| piece.is_word(&["h", "heures", "heure"]))
        {
            let minutes = self.digits(at + 2).filter(|(minute, n)| *n == 2 && *minute < 60.0);
            let next = at + 2 + usize::from(minutes.is_some());
            let minute = minutes.map_or(0.0, |(minute, _)| minute);
            let half = self.half_of_day(next);
            let mut readings = vec![Self::clock_reading(hour, minute, half)];
            readings.extend(minutes.is_none().then(|| self.hours(hour)).flatten());
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
        if let (Some((minute, false)), false) = (minutes, self.names.has_decimal_comma) {
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
            // A longer ratio or time of a race is no time of day.
            let is_longer =
                self.piece(next).is_some_and(|piece| piece.is_sign(":")) && self.is_glued(next);
            let is_inside = at > 0 && self.pieces[at - 1].is_sign(":.");
            let is_time = !is_longer && !is_inside;
            let reading =
                if hour > 12.0 || self.names.has_decimal_comma || (n_digits == 2 && hour < 10.0) {
                    of(hour * 60.0 + minute, Quantity::Clock)
                } else {
                    of(hour * 60.0 + minute, Quantity::Clock12)
                };
            return is_time
                .then(|| (vec![self.value(at, next, vec![reading], Notation::Digits)], next));
        }
        None
    }

    fn clock_reading(hour: f64, minute: f64, half: Option<Half>) -> Reading {
        let minutes = match half {
            Some(Half::Afternoon) if hour < 12.0 => (hour + 12.0) * 60.0 + minute,
            Some(Half::Morning) if hour == 12.0 => minute,
            _ => hour.rem_euclid(24.0) * 60.0 + minute,
        };
        of(minutes, Quantity::Clock)
    }

    fn hours(&self, amount: f64) -> Option<Reading> {
        let unit =
            self.names.meanings(if self.names.has_decimal_comma { "heures" } else { "hours" });
        unit.iter().find_map(|meaning| match meaning {
            Meaning::Counted(quantity) => Some(of(amount, quantity.clone())),
            _ => None,
        })
    }

    /// Reads `du soir`, `de l'après-midi`, `du matin` after a French time.
    fn half_of_day(&self, at: usize) -> Option<Half> {
        let words: Vec<&str> =
            (at..at + 5).filter_map(|at| self.piece(at)).map(|piece| piece.text).collect();
        match words.as_slice() {
            ["du", "soir", ..] | ["de", "l", "'" | "’", "après", ..] => Some(Half::Afternoon),
            ["du", "matin", ..] => Some(Half::Morning),
            _ => None,
        }
    }

    /// Reads `a.m.`, `pm`; also `o'clock` as what leaves the half open.
    fn meridiem(&self, at: usize) -> Option<(Half, usize)> {
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

    /// Reads `3/4` and other fractions below one of single digits.
    fn fraction(&self, at: usize) -> Found {
        let (over, under) = (self.digits(at)?, self.digits(at + 2)?);
        let is_fraction = self.piece(at + 1)?.is_sign("/")
            && self.is_glued(at + 1)
            && self.is_glued(at + 2)
            && over.1 == 1
            && under.1 <= 2
            && over.0 < under.0
            && under.0 <= 10.0
            && over.0 > 0.0;
        let value = || self.value(at, at + 3, vec![plain(over.0 / under.0)], Notation::Soft);
        is_fraction.then(|| (vec![value()], at + 3))
    }

    fn vulgar_fraction(&self, at: usize) -> Found {
        let amount = match self.pieces[at].text {
            "½" => 0.5,
            "¼" => 0.25,
            "¾" => 0.75,
            "⅓" => 1.0 / 3.0,
            "⅔" => 2.0 / 3.0,
            _ => return None,
        };
        Some((vec![self.value(at, at + 1, vec![plain(amount)], Notation::Words)], at + 1))
    }

    /// Reads `$20`, `US$ 3.5 million`, `€2bn`.
    fn money_first(&self, at: usize) -> Found {
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
    fn counted(&self, at: usize, money: Option<&Quantity>) -> Found {
        let count = self.count(at)?;
        let mut next = count.next;
        let mut readings: Vec<Reading> = Vec::new();
        let hyphen = usize::from(
            self.piece(next).is_some_and(|piece| piece.is_sign("-")) && self.is_glued(next),
        );
        let of_ =
            self.piece(next).filter(|piece| count.has_scale && piece.is_word(&["de", "d", "of"]));
        let of_ = of_
            .map_or(0, |_| 1 + usize::from(self.piece(next + 1).is_some_and(|p| p.is_sign("'’"))));
        if let Some(quantity) = money {
            readings.extend(count.amounts.iter().map(|amount| of(*amount, quantity.clone())));
        } else if let Some((quantity, end)) = self
            .quantity(next + hyphen.max(of_).max(self.adjective(next)))
            .filter(|_| !count.is_ordinal)
        {
            readings.extend(count.amounts.iter().map(|amount| of(*amount, quantity.clone())));
            readings.extend(self.time_in_words(&count, &quantity, end));
            next = end;
            // `sept ans et demi`.
            if let Some((half, end)) = self.and_half(end) {
                for reading in &mut readings {
                    reading.amount += half;
                }
                next = end;
            }
        } else {
            readings.extend(count.amounts.iter().map(|amount| plain(*amount)));
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
        readings.extend(self.decade(at, &count));
        let value =
            Value { is_rough: count.is_rough, ..self.value(at, next, readings, count.notation) };
        Some((vec![value], next))
    }

    /// Returns how many adjectives stand before the unit: `20 dernières années`.
    fn adjective(&self, at: usize) -> usize {
        let words = [
            "dernières",
            "derniers",
            "prochains",
            "prochaines",
            "premières",
            "premiers",
            "longues",
            "longs",
            "last",
            "past",
            "next",
            "first",
            "long",
            "more",
            "straight",
            "full",
            "bonnes",
            "petites",
            "additional",
        ];
        usize::from(self.piece(at).is_some_and(|piece| piece.is_word(&words)))
    }

    /// `£80m` is millions, `80m` may be.
    fn letter_million(&self, at: usize, is_money: bool) -> Option<f64> {
        let piece = self.piece(at).filter(|piece| piece.is_word(&["m"]) && self.is_glued(at))?;
        let is_english = !self.names.has_decimal_comma || is_money;
        (is_english && piece.text != "M").then_some(1e6)
    }

    /// `dix heures` may be ten in the morning or in the evening.
    fn time_in_words(&self, count: &Count, quantity: &Quantity, end: usize) -> Option<Reading> {
        let is_hours = matches!(quantity, Quantity::Measure(unit) if unit.name == "hour");
        let is_time = is_hours && self.names.has_decimal_comma && count.amounts[0] <= 24.0;
        is_time.then(|| match self.half_of_day(end) {
            Some(half) => Self::clock_reading(count.amounts[0], 0.0, Some(half)),
            None => of(count.amounts[0] * 60.0, Quantity::Clock12),
        })
    }

    fn is_oclock(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.is_word(&["o"]))
            && self.piece(at + 1).is_some_and(|piece| piece.is_sign("'’"))
            && self.piece(at + 2).is_some_and(|piece| piece.is_word(&["clock"]))
    }

    /// Reads the decade of `années 90` and `1990s`.
    fn decade(&self, at: usize, count: &Count) -> Option<Reading> {
        let is_named = at > 0 && self.pieces[at - 1].is_word(&["années", "decade", "annees"]);
        let piece = self.piece(count.next);
        let has_s = piece.is_some_and(|piece| piece.text == "s") && self.is_glued(count.next)
            || piece.is_some_and(|piece| piece.is_sign("'’"))
                && self.piece(count.next + 1).is_some_and(|piece| piece.text == "s");
        let amount = count.amounts[0];
        let is_decade = (is_named || has_s) && amount.rem_euclid(10.0) == 0.0 && amount < 2100.0;
        is_decade.then(|| of(amount.rem_euclid(100.0), Quantity::Decade))
    }

    /// Returns what the name at `at` counts, the longest name first.
    fn quantity(&self, at: usize) -> Option<(Quantity, usize)> {
        self.longest(at, |meaning| match meaning {
            Meaning::Counted(quantity) => Some(quantity.clone()),
            _ => None,
        })
    }

    fn longest<T>(&self, at: usize, choose: impl Fn(&Meaning) -> Option<T>) -> Option<(T, usize)> {
        let last = (at + MAX_NAME_PIECES).min(self.pieces.len());
        (at + 1..=last).rev().find_map(|next| {
            let span = self.pieces[at].span.start..self.pieces[next - 1].span.end;
            let name = name_of(&self.text[span]);
            self.names.meanings(&name).iter().find_map(&choose).map(|found| (found, next))
        })
    }

    /// Reads a number in digits or words, with `million` and the like.
    fn count(&self, at: usize) -> Option<Count> {
        let mut count = match self.pieces[at].kind {
            Kind::Digits => self.count_in_digits(at)?,
            Kind::Word => self.count_in_words(at)?,
            Kind::Sign => return None,
        };
        while let Some((scale, next)) = self.scale_after(count.next).filter(|_| !count.is_ordinal) {
            for amount in &mut count.amounts {
                *amount *= scale;
            }
            count.has_scale = true;
            count.next = next;
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
    fn scale_after(&self, at: usize) -> Option<(f64, usize)> {
        let is_hyphen = self.piece(at).is_some_and(|piece| piece.is_sign("-")) && self.is_glued(at);
        self.scale(at + usize::from(is_hyphen && self.is_glued(at + 1)))
    }

    fn scale(&self, at: usize) -> Option<(f64, usize)> {
        let piece = self.piece(at)?;
        let scale = |name: &str| {
            self.names.meanings(name).iter().find_map(|meaning| match meaning {
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
    fn and_half(&self, at: usize) -> Option<(f64, usize)> {
        let skipped = match (self.piece(at)?.text, self.piece(at + 1)?.text) {
            ("et", _) => 1,
            ("and", "a") => 2,
            _ => return None,
        };
        let word =
            self.piece(at + skipped).filter(|piece| piece.kind == Kind::Word)?.text.to_lowercase();
        let fraction = self.names.meanings(&word).iter().find_map(|meaning| match meaning {
            Meaning::Fraction(part) if *part == 0.5 => Some(*part),
            _ => None,
        });
        fraction.map(|half| (half, at + skipped + 1))
    }

    fn count_in_digits(&self, at: usize) -> Option<Count> {
        let (amounts, next) = self.grouped(at)?;
        let suffix =
            self.piece(next).filter(|_| self.is_glued(next)).map_or("", |piece| piece.text);
        let suffix = suffix.to_lowercase();
        let is_ordinal = ["er", "re", "ère", "e", "è", "ème", "ième", "st", "nd", "rd", "th", "o"]
            .contains(&suffix.as_str());
        let is_decimal = Self::is_decimal(&amounts);
        let next = next + usize::from(is_ordinal && !is_decimal);
        let is_ordinal = is_ordinal && !is_decimal;
        // `MP3`, `O2`: part of a name, which a translation may drop.
        let is_code = self.is_glued(at) && self.pieces[at - 1].kind == Kind::Word;
        Some(Count {
            amounts,
            next,
            notation: if is_code { Notation::Words } else { Notation::Digits },
            is_rough: false,
            is_ordinal,
            has_scale: false,
        })
    }

    fn is_decimal(amounts: &[f64]) -> bool {
        amounts[0].fract() != 0.0
    }

    /// Reads digits with the marks that group and part them.
    fn grouped(&self, at: usize) -> Option<(Vec<f64>, usize)> {
        let (first, n_first) = self.digits(at)?;
        let (group, point) = if self.names.has_decimal_comma { (".", ",") } else { (",", ".") };
        let (mut amount, mut next) = (first, at + 1);
        if n_first <= 3 && first > 0.0 {
            while let Some((part, end)) = self.group(next, group) {
                amount = amount * THOUSAND + part;
                next = end;
            }
        }
        let n_groups = next - at;
        let by_point = (n_groups > 1 && self.pieces[at + 1].is_sign(group) && next == at + 3)
            .then(|| {
                self.text[self.pieces[at].span.start..self.pieces[next - 1].span.end]
                    .replace(group, ".")
            })
            .filter(|_| self.names.has_decimal_comma)
            .and_then(|text| text.parse::<f64>().ok());
        for mark in [point, group] {
            let is_mark =
                self.piece(next).is_some_and(|piece| piece.text == mark) && self.is_glued(next);
            let decimals = self.piece(next + 1).filter(|_| is_mark && self.is_glued(next + 1));
            let Some(decimals) = decimals.filter(|piece| piece.kind == Kind::Digits) else {
                continue;
            };
            // `1.2.3` is a version, `1,2,3` a list, `49.1(2)` fine.
            let goes_on = self.piece(next + 2).is_some_and(|piece| piece.text == mark)
                && self.is_glued(next + 2)
                && self.piece(next + 3).is_some_and(|piece| piece.kind == Kind::Digits)
                && self.is_glued(next + 3);
            if goes_on || (mark == group && decimals.text.len() == 3) {
                break;
            }
            let parsed = format!("{amount}.{}", decimals.text).parse::<f64>().ok()?;
            // English style in a French text: `£480,000`, `5,000`.
            let is_round = decimals.text == "000" || at > 0 && self.pieces[at - 1].is_sign("$£€");
            let is_foreign = self.names.has_decimal_comma
                && mark == point
                && decimals.text.len() == 3
                && is_round;
            let thousands =
                is_foreign.then(|| format!("{amount}{}", decimals.text).parse().ok()).flatten();
            return Some((std::iter::once(parsed).chain(thousands).collect(), next + 2));
        }
        let mut amounts = vec![amount];
        amounts.extend(by_point);
        Some((amounts, next))
    }

    /// Reads a group of thousands: a mark or a space, then three digits.
    fn group(&self, at: usize, mark: &str) -> Option<(f64, usize)> {
        let piece = self.piece(at)?;
        if piece.kind == Kind::Digits {
            let gap = &self.text[self.pieces[at - 1].span.end..piece.span.start];
            let is_space = matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}");
            return (is_space && piece.text.len() == 3)
                .then(|| self.digits(at))
                .flatten()
                .map(|(part, _)| (part, at + 1));
        }
        let is_mark = piece.text == mark || piece.is_sign("'’");
        let is_glued = self.is_glued(at) && self.is_glued(at + 1);
        let (part, n) = self.digits(at + 1)?;
        (is_mark && is_glued && n == 3).then_some((part, at + 2))
    }

    /// Reads a number in words: `deux mille trois cent quatre-vingt-dix`.
    fn count_in_words(&self, at: usize) -> Option<Count> {
        let mut sum = Sum::default();
        let mut next = at;
        let mut n_words = 0;
        let starts_with_a = self.pieces[at].is_word(&["a", "un", "an", "one", "une", "neuf"]);
        if starts_with_a {
            sum.group = if self.pieces[at].is_word(&["neuf"]) { 9.0 } else { 1.0 };
            next += 1;
        }
        loop {
            let from = next + self.joint(next, n_words);
            let Some(piece) = self.piece(from).filter(|piece| piece.kind == Kind::Word) else {
                break;
            };
            let meanings = self.names.meanings(&piece.text.to_lowercase());
            let is_taken =
                meanings.iter().any(|meaning| sum.takes(meaning, starts_with_a && n_words == 0));
            if !is_taken {
                break;
            }
            next = from + 1;
            n_words += 1;
        }
        if n_words == 0 {
            return None;
        }
        let (amount, fraction) = (sum.total(), self.fraction_word(next));
        let amounts = vec![fraction.map_or(amount, |(part, _)| amount * part)];
        let next = fraction.map_or(next, |(_, next)| next);
        Some(Count {
            amounts,
            next,
            notation: Notation::Words,
            is_rough: false,
            is_ordinal: false,
            has_scale: sum.has_scale,
        })
    }

    /// Returns how many pieces join two number words: a hyphen, `et`, `and`.
    fn joint(&self, at: usize, n_words: usize) -> usize {
        let Some(piece) = self.piece(at).filter(|_| n_words > 0) else { return 0 };
        if piece.is_sign("-‐‑") && self.is_glued(at) {
            let is_et = self.piece(at + 1).is_some_and(|piece| piece.is_word(&["et", "and"]));
            return if is_et { 3 } else { 1 };
        }
        if !piece.is_word(&["et", "and"]) {
            return 0;
        }
        // `vingt et un`, `two hundred and five`; not `two and three`.
        let before = self.pieces[at - 1].text.to_lowercase();
        let is_open = self.names.meanings(&before).iter().any(|meaning| match meaning {
            Meaning::Cardinal(value) => {
                self.names.has_decimal_comma && (20.0..=80.0).contains(value)
            }
            Meaning::Hundred | Meaning::Scale(_) => !self.names.has_decimal_comma,
            _ => false,
        });
        usize::from(is_open)
    }

    /// Reads the fraction of `deux tiers`, `three quarters`.
    fn fraction_word(&self, at: usize) -> Option<(f64, usize)> {
        let hyphen = usize::from(self.piece(at).is_some_and(|piece| piece.is_sign("-")));
        let piece = self.piece(at + hyphen).filter(|piece| piece.kind == Kind::Word)?;
        let parts =
            ["thirds", "quarters", "fifths", "tenths", "tiers", "quarts", "cinquièmes", "dixièmes"];
        if !piece.is_word(&parts) {
            return None;
        }
        self.names.meanings(&piece.text.to_lowercase()).iter().find_map(|meaning| match meaning {
            Meaning::Fraction(part) => Some((*part, at + hyphen + 1)),
            _ => None,
        })
    }

    /// Reads months, weekdays, ranks, fractions, approximations and decades.
    fn named(&self, at: usize) -> Found {
        let piece = &self.pieces[at];
        let lower = piece.text.to_lowercase();
        let is_capital = piece.text.starts_with(char::is_uppercase);
        let one = |readings, notation, is_rough, next| {
            Some((vec![Value { is_rough, ..self.value(at, next, readings, notation) }], next))
        };
        if let Some((rank, next)) = self.compound_ordinal(at) {
            return one(vec![plain(rank)], Notation::Words, false, next);
        }
        for meaning in self.names.meanings(&lower) {
            match meaning {
                Meaning::Named(Quantity::Month, _) if !self.is_month(at, is_capital) => {}
                Meaning::Named(quantity, number) => {
                    let next = at + 1;
                    return one(vec![of(*number, quantity.clone())], Notation::Name, false, next);
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
                        vec![of(*minutes, Quantity::Clock), of(*minutes, Quantity::Clock12)],
                        Notation::Soft,
                        false,
                        at + 1,
                    );
                }
                _ => {}
            }
        }
        None
    }

    /// `first` says more than a rank too often to be missed.
    fn rank_notation(rank: f64) -> Notation {
        if rank <= 3.0 { Notation::Soft } else { Notation::Words }
    }

    /// Reads `twenty-first`, `vingt et unième`.
    fn compound_ordinal(&self, at: usize) -> Option<(f64, usize)> {
        let tens = self.names.meanings(&self.pieces[at].text.to_lowercase()).iter().find_map(
            |meaning| match meaning {
                Meaning::Cardinal(value) if *value >= 20.0 => Some(*value),
                _ => None,
            },
        )?;
        let joint = self.joint(at + 1, 1).max(1);
        let last = self.piece(at + 1 + joint)?.text.to_lowercase();
        let rank = self.names.meanings(&last).iter().find_map(|meaning| match meaning {
            Meaning::Ordinal(rank) if *rank < 20.0 => Some(*rank),
            _ => None,
        });
        let rank = rank.or_else(|| (last == "unième").then_some(1.0))?;
        let is_joined =
            self.piece(at + 1)?.is_sign("-‐‑") || joint > 1 || self.piece(at + 1)?.is_word(&["et"]);
        is_joined.then_some((tens + rank, at + 2 + joint))
    }

    /// `May`, `March`, `mars` and `sept` are other words too: a month has a
    /// capital in English, and those stand beside a number or `in`.
    fn is_month(&self, at: usize, is_capital: bool) -> bool {
        let piece = &self.pieces[at];
        if self.names.has_capital_months && !is_capital {
            return false;
        }
        let is_digits = |at: usize| self.piece(at).is_some_and(|piece| piece.kind == Kind::Digits);
        let is_beside =
            at > 0 && is_digits(at - 1) || is_digits(at + 1) || at > 1 && is_digits(at - 2);
        let is_dated = at > 0
            && self.pieces[at - 1].is_word(&[
                "in", "en", "of", "last", "next", "since", "de", "early", "late", "fin", "début",
                "mid", "until", "by", "er",
            ]);
        match piece.text.to_lowercase().as_str() {
            "sept" => is_beside && self.piece(at + 1).is_some_and(|piece| piece.is_sign(".")),
            "may" if self.piece(at + 1).is_some_and(|piece| piece.is_word(&["Day"])) => true,
            "may" | "march" | "mars" | "mar" | "jan" | "dec" | "déc" => is_beside || is_dated,
            _ => true,
        }
    }

    /// Reads `XIX` of `XIXe siècle`, `Louis XIV`.
    fn roman(&self, at: usize) -> Found {
        let text = self.pieces[at].text;
        let (digits, is_ordinal) = match text.find(|c: char| !"IVXLCDM".contains(c)) {
            None => (text, false),
            Some(0) => return None,
            Some(end)
                if ["e", "er", "ème", "ième", "è", "th", "o", "re"].contains(&&text[end..]) =>
            {
                (&text[..end], true)
            }
            Some(_) => return None,
        };
        if is_ordinal && digits.len() == 1 && !"IVX".contains(digits) {
            return None;
        }
        let amount = roman(digits)?;
        let after_name = at > 0
            && self.pieces[at - 1].kind == Kind::Word
            && self.pieces[at - 1].text.starts_with(char::is_uppercase)
            && self.pieces[at - 1].text.len() > 1;
        let single = digits.len() == 1;
        let is_century = self
            .piece(at + 1)
            .is_some_and(|piece| piece.is_word(&["siècle", "siècles", "e", "ème"]));
        let is_roman = if is_ordinal || is_century {
            !(single && ["Le", "Ce", "De", "Me", "Le", "Ce", "Mo", "Do"].contains(&text))
        } else {
            amount <= MAX_ROMAN
                && (after_name && "IVX".contains(&digits[..1]) || !single && digits.len() > 1)
        };
        let is_article = matches!(text, "I" | "C" | "L" | "D" | "M") && !after_name || text == "I";
        let has_mark = self.piece(at + 1).is_some_and(|piece| piece.is_sign(".'’")) && single;
        if !is_roman || is_article || has_mark {
            return None;
        }
        let notation = if is_ordinal || is_century {
            Notation::Digits
        } else if single {
            Notation::Soft
        } else {
            Notation::Words
        };
        Some((vec![self.value(at, at + 1, vec![plain(amount)], notation)], at + 1))
    }

    fn soft(&self, at: usize) -> Found {
        let lower = self.pieces[at].text.to_lowercase();
        let amount = self.names.meanings(&lower).iter().find_map(|meaning| match meaning {
            Meaning::Soft(amount) => Some(*amount),
            _ => None,
        })?;
        Some((vec![self.value(at, at + 1, vec![plain(amount)], Notation::Soft)], at + 1))
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Half {
    Morning,
    Afternoon,
}

/// A number in words that is being added up.
struct Sum {
    total: f64,
    group: f64,
    last_scale: f64,
    has_scale: bool,
    is_empty: bool,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { total: 0.0, group: 0.0, last_scale: f64::INFINITY, has_scale: false, is_empty: true }
    }
}

impl Sum {
    /// Adds a number word if it can go on from what is there.
    fn takes(&mut self, meaning: &Meaning, after_article: bool) -> bool {
        let last_two = self.group.rem_euclid(100.0);
        let fits = match meaning {
            Meaning::Cardinal(_) if after_article => false,
            Meaning::Cardinal(value) if *value == 20.0 && last_two == 4.0 => {
                self.group += 76.0;
                true
            }
            Meaning::Cardinal(value) => {
                let is_open = self.is_empty
                    || self.group == 0.0
                    || last_two == 0.0
                    || last_two >= 20.0 && last_two.rem_euclid(10.0) == 0.0 && *value < 10.0
                    || matches!(last_two, 60.0 | 80.0) && (10.0..20.0).contains(value);
                self.group += if is_open { *value } else { 0.0 };
                is_open
            }
            Meaning::Soft(value) if *value == 1.0 || *value == 9.0 => {
                // `vingt et un`, `vingt-neuf`, `thirty-one`.
                let is_open = !self.is_empty
                    && !after_article
                    && (last_two >= 20.0 && last_two.rem_euclid(10.0) == 0.0);
                self.group += if is_open { *value } else { 0.0 };
                is_open
            }
            Meaning::Hundred => {
                let is_open = self.group < 100.0;
                self.group = if is_open { self.group.max(1.0) * 100.0 } else { self.group };
                is_open
            }
            Meaning::Scale(scale) => {
                let is_open = *scale < self.last_scale
                    && *scale >= THOUSAND
                    && (!self.is_empty || after_article || *scale == THOUSAND);
                if is_open {
                    self.total += self.group.max(1.0) * scale;
                    self.group = 0.0;
                    self.last_scale = *scale;
                    self.has_scale = true;
                }
                is_open
            }
            _ => false,
        };
        self.is_empty &= !fits;
        fits
    }

    fn total(&self) -> f64 {
        self.total + self.group
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

/// Returns the largest scale that an amount is at least once.
fn scale_below(amount: f64) -> f64 {
    [1e12, 1e9, 1e6, THOUSAND].into_iter().find(|scale| amount >= *scale).unwrap_or(1.0)
}

/// Returns the number that canonical Roman digits say.
fn roman(digits: &str) -> Option<f64> {
    const STEPS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut rest, mut number) = (digits, 0u32);
    let mut canonical = String::new();
    for (letters, value) in STEPS {
        while let Some(after) = rest.strip_prefix(letters) {
            rest = after;
            number += value;
            canonical.push_str(letters);
        }
    }
    let mut left = number;
    let mut written = String::new();
    for (letters, value) in STEPS {
        while left >= value {
            written.push_str(letters);
            left -= value;
        }
    }
    (rest.is_empty() && number > 0 && written == digits).then(|| f64::from(number))
}

/// Hands units and scales to the values that share them: in `5 à 6 %` both are
/// percentages, in `2 à 3 millions` both are millions.
fn share_units(text: &str, values: &mut [Value]) {
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

/// Reads `14` of `2013-14` and `’08` as years.
fn complete_years(text: &str, values: &mut [Value]) {
    for idx in 0..values.len() {
        let Range { start, end } = values[idx].span;
        let before = text[..start].chars().next_back();
        if end - start != 2 || values[idx].notation != Notation::Digits {
            continue;
        }
        let century = match before {
            Some('-' | '–' | '/') if idx > 0 && values[idx - 1].span.end + 3 >= start => {
                let year = values[idx - 1].readings[0].amount;
                (1000.0..2100.0).contains(&year).then(|| year - year.rem_euclid(100.0))
            }
            Some('\'' | '’') => {
                Some(if values[idx].readings[0].amount < 40.0 { 2000.0 } else { 1900.0 })
            }
            _ => None,
        };
        if let Some(century) = century {
            let amount = century + values[idx].readings[0].amount;
            values[idx].readings.push(plain(amount));
        }
    }
}
