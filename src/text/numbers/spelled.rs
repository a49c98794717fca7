//! Reads numbers in words: `deux mille trois cents`, `twenty-first`, `three quarters`.

use super::names::{Class, Meaning};
use super::pieces::Kind;
use super::reader::{Count, Reader, THOUSAND};
use super::value::Notation;

impl Reader<'_> {
    /// Reads a number in words: `deux mille trois cent quatre-vingt-dix`.
    pub(super) fn count_in_words(&self, at: usize) -> Option<Count> {
        let mut sum = Sum::default();
        let mut next = at;
        let mut n_words = 0;
        let starts_with_a = self.is_in(at, Class::One);
        if starts_with_a {
            sum.group = if self.pieces[at].is_word(&["neuf"]) { 9.0 } else { 1.0 };
            next += 1;
        }
        loop {
            let from = next + self.joint(next, n_words);
            let Some(piece) = self.piece(from).filter(|piece| piece.kind == Kind::Word) else {
                break;
            };
            let meanings = self.meanings(piece.text);
            let is_taken =
                meanings.iter().any(|meaning| sum.takes(meaning, starts_with_a && n_words == 0));
            if !is_taken {
                break;
            }
            next = from + 1;
            n_words += 1;
        }
        // `one and a half thousand`
        let is_one = self.pieces[at].is_word(&["one", "un", "une"]);
        if n_words == 0 && is_one && self.and_half(next).is_some() {
            n_words = 1;
        }
        if n_words == 0 {
            return None;
        }
        // `les deux premiers tiers`
        let fraction = self.fraction_word(next + self.adjective(next));
        let amount = sum.total();
        let mut amounts = vec![fraction.map_or(amount, |(part, _)| amount * part)];
        // `three quarters of growth` are three of them.
        amounts.extend(fraction.filter(|(part, _)| *part == 0.25).map(|_| amount));
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
    pub(super) fn joint(&self, at: usize, n_words: usize) -> usize {
        let Some(piece) = self.piece(at).filter(|_| n_words > 0) else { return 0 };
        if piece.is_sign("-‐‑") && self.is_glued(at) {
            let is_et = self.piece(at + 1).is_some_and(|piece| piece.is_word(&["et", "and"]));
            return if is_et { 3 } else { 1 };
        }
        if !piece.is_word(&["et", "and"]) {
            return 0;
        }
        // `vingt et un`, `two hundred and five`; not `two and three`.
        let before = self.meanings(self.pieces[at - 1].text);
        // `les mille et une nuits`
        let is_one = self.piece(at + 1).is_some_and(|piece| piece.is_word(&["un", "une"]));
        let is_open = before.iter().any(|meaning| {
            self.grammar.joins_after(meaning) || is_one && matches!(meaning, Meaning::Scale(_))
        });
        usize::from(is_open)
    }

    /// Reads the fraction of `deux tiers`, `three quarters`.
    pub(super) fn fraction_word(&self, at: usize) -> Option<(f64, usize)> {
        let hyphen = usize::from(self.piece(at).is_some_and(|piece| piece.is_sign("-")));
        let piece = self.piece(at + hyphen).filter(|_| self.is_in(at + hyphen, Class::Parts))?;
        self.meanings(piece.text).iter().find_map(|meaning| match meaning {
            Meaning::Fraction(part) => Some((*part, at + hyphen + 1)),
            _ => None,
        })
    }

    /// Reads a rank that ends a number: `cent quatre-vingtième`, `two hundred and first`.
    pub(super) fn long_ordinal(&self, at: usize) -> Option<(f64, usize)> {
        let mut sum = Sum::default();
        let (mut next, mut n_words) = (at, 0);
        let starts_with_a = self.pieces[at].is_word(&["a", "one"]);
        if starts_with_a {
            (sum.group, next) = (1.0, at + 1);
        }
        loop {
            let joint = self.joint(next, n_words);
            let piece = self.piece(next + joint).filter(|piece| piece.kind == Kind::Word)?;
            if let Some(last) = self.last_of_a_rank(piece.text).filter(|_| n_words > 0) {
                // `vingt troisièmes` are twenty of them.
                let is_joined = joint > 0 || sum.total() >= 100.0;
                return (is_joined && sum.takes(&last, false))
                    .then(|| (sum.total(), next + joint + 1));
            }
            let meanings = self.meanings(piece.text);
            let is_first = starts_with_a && n_words == 0;
            if !meanings.iter().any(|meaning| sum.takes(meaning, is_first)) {
                return None;
            }
            next += joint + 1;
            n_words += 1;
        }
    }

    /// Returns the number that the last word of a rank adds.
    fn last_of_a_rank(&self, word: &str) -> Option<Meaning> {
        let rank = self.meanings(word).iter().find_map(|meaning| match meaning {
            // `les cent premiers` are a hundred.
            Meaning::Ordinal(rank) if *rank > 1.0 || self.grammar.ends_ranks_in_first() => {
                Some(*rank)
            }
            _ => None,
        });
        let rank = rank.or(match word.to_lowercase().as_str() {
            "unième" => Some(1.0),
            "deuxième" => Some(2.0),
            _ => None,
        })?;
        Some(match rank {
            100.0 => Meaning::Hundred,
            THOUSAND => Meaning::Scale(rank),
            _ => Meaning::Cardinal(rank),
        })
    }

    /// Reads a year as English says it: `nineteen fourteen`, `eighteen forty-eight`.
    pub(super) fn year_in_words(&self, at: usize) -> Option<(f64, usize)> {
        if !self.grammar.says_years_by_the_century() {
            return None;
        }
        let century = self.cardinal(at).filter(|value| (13.0..=20.0).contains(value))?;
        let is_close = |at: usize| {
            let gap = &self.text[self.pieces[at - 1].span.end..self.pieces[at].span.start];
            gap == " " || gap.is_empty()
        };
        let hyphen = |at: usize| {
            usize::from(self.piece(at).is_some_and(|p| p.is_sign("-")) && self.is_glued(at))
        };
        let first = at + 1 + hyphen(at + 1);
        let tens = self.cardinal(first).filter(|value| (10.0..100.0).contains(value))?;
        if !is_close(first) {
            return None;
        }
        let last = first + 1 + hyphen(first + 1);
        let unit = self
            .cardinal(last)
            .or_else(|| self.piece(last).filter(|piece| piece.is_word(&["one"])).map(|_| 1.0));
        let unit = unit.filter(|unit| *unit < 10.0 && tens >= 20.0 && is_close(last));
        let year = century * 100.0 + tens + unit.unwrap_or(0.0);
        Some((year, unit.map_or(first, |_| last) + 1))
    }

    fn cardinal(&self, at: usize) -> Option<f64> {
        let piece = self.piece(at).filter(|piece| piece.kind == Kind::Word)?;
        self.meanings(piece.text).iter().find_map(|meaning| match meaning {
            Meaning::Cardinal(value) => Some(*value),
            _ => None,
        })
    }

    /// Reads `twenty-first`, `vingt et unième`.
    pub(super) fn compound_ordinal(&self, at: usize) -> Option<(f64, usize)> {
        let tens =
            self.meanings(self.pieces[at].text).iter().find_map(|meaning| match meaning {
                Meaning::Cardinal(value) if *value >= 20.0 || *value == 10.0 => Some(*value),
                _ => None,
            })?;
        let joint = self.joint(at + 1, 1).max(1);
        let last = self.piece(at + 1 + joint)?.text.to_lowercase();
        let rank = self.meanings(&last).iter().find_map(|meaning| match meaning {
            Meaning::Ordinal(rank) if *rank < 20.0 => Some(*rank),
            _ => None,
        });
        let rank = rank.or(match last.as_str() {
            "unième" => Some(1.0),
            "second" => Some(2.0),
            _ => None,
        })?;
        let is_joined =
            self.piece(at + 1)?.is_sign("-‐‑") || joint > 1 || self.piece(at + 1)?.is_word(&["et"]);
        is_joined.then_some((tens + rank, at + 2 + joint))
    }
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
                    || matches!(last_two, 60.0 | 80.0) && (10.0..20.0).contains(value)
                    || last_two == 10.0 && (7.0..10.0).contains(value);
                self.group += if is_open { *value } else { 0.0 };
                is_open
            }
            Meaning::Soft(value) if *value == 1.0 || *value == 9.0 => {
                // `vingt et un`, `vingt-neuf`, `thirty-one`; `cent un`, `mille neuf`.
                let is_open = !self.is_empty
                    && !after_article
                    && (last_two >= 20.0 && last_two.rem_euclid(10.0) == 0.0
                        || last_two == 10.0 && *value == 9.0
                        || last_two == 0.0 && (self.group > 0.0 || self.has_scale));
                self.group += if is_open { *value } else { 0.0 };
                is_open
            }
            Meaning::Hundred => {
                // `trente cents` are coins.
                let is_open = self.group < 100.0 && (self.group == 0.0 || self.group % 10.0 > 0.0);
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
