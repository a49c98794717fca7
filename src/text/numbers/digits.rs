//! Reads numbers in digits, with the marks that group and part them, and fractions.

use super::grammar::Signs;
use super::pieces::Kind;
use super::reader::{Count, Found, Reader, THOUSAND, plain};
use super::value::Notation;

impl Reader<'_> {
    pub(super) fn count_in_digits(&self, at: usize) -> Option<Count> {
        let (amounts, next) = self.grouped(at)?;
        let suffix =
            self.piece(next).filter(|_| self.is_glued(next)).map_or("", |piece| piece.text);
        let suffix = suffix.to_lowercase();
        let is_ordinal =
            ["er", "re", "ère", "e", "es", "è", "ème", "ième", "st", "nd", "rd", "th", "o"]
                .contains(&suffix.as_str());
        let amounts = self.with_bare_decimals(at, next, amounts);
        let is_decimal = Self::is_decimal(&amounts);
        let next = next + usize::from(is_ordinal && !is_decimal);
        let is_ordinal = is_ordinal && !is_decimal;
        // `MP3`, `O2`: part of a name, which a translation may drop.
        let is_code = self.is_glued(at) && self.pieces[at - 1].kind == Kind::Word;
        let (amounts, next) = self.with_vulgar_fraction(amounts, next);
        Some(Count {
            amounts,
            next,
            notation: if is_code { Notation::Words } else { Notation::Digits },
            is_rough: false,
            is_ordinal,
            has_scale: false,
        })
    }

    /// Reads `,08` and `.08`, whose zero is left out: they may be eight, too.
    fn with_bare_decimals(&self, at: usize, next: usize, mut amounts: Vec<f64>) -> Vec<f64> {
        let point = self.grammar.signs().point;
        let is_marked = at > 0 && self.is_glued(at) && self.pieces[at - 1].text == point;
        let is_after = at > 1 && self.is_glued(at - 1);
        let is_bare = is_marked && !is_after && next == at + 1;
        let decimals = format!("0.{}", self.pieces[at].text).parse().ok().filter(|_| is_bare);
        if let Some(decimals) = decimals {
            amounts.insert(0, decimals);
        }
        amounts
    }

    pub(super) fn is_decimal(amounts: &[f64]) -> bool {
        amounts[0].fract() != 0.0
    }

    /// Reads digits with the marks that group and part them.
    pub(super) fn grouped(&self, at: usize) -> Option<(Vec<f64>, usize)> {
        let (first, n_first) = self.digits(at)?;
        let Signs { group, point } = self.grammar.signs();
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
            .filter(|_| self.grammar.borrows_english_signs())
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
            let is_inside = at > 1
                && self.pieces[at - 1].text == mark
                && self.is_glued(at)
                && self.is_glued(at - 1)
                && self.pieces[at - 2].kind == Kind::Digits;
            if goes_on || is_inside || (mark == group && decimals.text.len() == 3) {
                break;
            }
            let parsed = format!("{amount}.{}", decimals.text).parse::<f64>().ok()?;
            // English style in a French text: `£480,000`, `5,000`.
            let is_round = decimals.text == "000" || at > 0 && self.pieces[at - 1].is_sign("$£€");
            let is_foreign = self.grammar.borrows_english_signs()
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
    pub(super) fn group(&self, at: usize, mark: &str) -> Option<(f64, usize)> {
        let piece = self.piece(at)?;
        if piece.kind == Kind::Digits {
            let gap = &self.text[self.pieces[at - 1].span.end..piece.span.start];
            let is_space = matches!(
                gap,
                " " | "\u{a0}" | "\u{202f}" | "\u{2009}" | "&#160;" | "&nbsp;" | "&#8239;"
            );
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

    /// Reads `3/4` and other fractions below one of single digits.
    pub(super) fn fraction(&self, at: usize) -> Found {
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

    /// Reads `2 ½`.
    fn with_vulgar_fraction(&self, amounts: Vec<f64>, next: usize) -> (Vec<f64>, usize) {
        let part = self.piece(next).and_then(|piece| vulgar(piece.text));
        let is_whole = amounts.iter().all(|amount| amount.fract() == 0.0);
        match part.filter(|_| is_whole) {
            Some(part) => (amounts.into_iter().map(|amount| amount + part).collect(), next + 1),
            None => (amounts, next),
        }
    }

    pub(super) fn vulgar_fraction(&self, at: usize) -> Found {
        let amount = vulgar(self.pieces[at].text)?;
        Some((vec![self.value(at, at + 1, vec![plain(amount)], Notation::Words)], at + 1))
    }
}

/// Returns what a fraction in one character is.
fn vulgar(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "⅛" => 0.125,
        _ => return None,
    })
}
