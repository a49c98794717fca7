//! Finds the values that do not face each other: numbers, dates, times, units.
//!
//! Values of both sides are matched once each, firm ones first. A value that is
//! left over on one side while one of its kind is left over on the other became
//! that other; one that is left over alone is missing or extra. Repetition is no
//! error: what agrees with a value that has its match is let be. Which rule reports
//! what is said by [`What`].

use super::finding::{Finding, Side};
use super::kept::is_in_kept_code;
use super::rules::Id;
use super::view::{SideView, View};
use crate::text::numbers::{Agreement, Notation, Quantity, Reading, Value};

/// What is wrong with values.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum What {
    /// A number became another one.
    Value,
    /// It became a thousand, a million times as much, or as little.
    Scale,
    /// It has the same digits, and its separators mean something else.
    Format,
    /// A percentage became a number, or a number a percentage.
    Percent,
    /// An amount is in another currency.
    Currency,
    /// The same number of another unit.
    Unit,
    /// A month or a weekday became another one.
    Date,
    /// A time of day became another one.
    Time,
    /// A value of the source has no counterpart.
    Missing,
    /// A value of the translation has none.
    Extra,
}

/// A value of each side, or of one, by its position, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mismatch {
    what: What,
    src: Option<usize>,
    tgt: Option<usize>,
}

/// The values of a pair that do not face each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Mismatches {
    found: Vec<Mismatch>,
    /// How many values either side has, if that is too many to compare them.
    pub(super) too_many: Option<(usize, usize)>,
}

/// Each value may be compared with each of the other side as long as that is no
/// more than this. By hand: 700 values facing 700, half a second; a pair of
/// sentences has some dozens.
const MAX_COMPARISONS: usize = 500_000;

impl Mismatches {
    /// Compares the values of the two sides.
    pub(super) fn of(view: &View) -> Mismatches {
        let (n_src, n_tgt) = (view.src.values.len(), view.tgt.values.len());
        if n_src.saturating_mul(n_tgt) > MAX_COMPARISONS {
            return Mismatches { too_many: Some((n_src, n_tgt)), ..Mismatches::default() };
        }
        let matching = Matching::of(&view.src.values, &view.tgt.values);
        let mut mismatches = Mismatches::default();
        for (src, tgt) in &matching.other_units {
            if let Some(what) = other_unit(view, &view.src.values[*src], &view.tgt.values[*tgt]) {
                mismatches.add(what, Some(*src), Some(*tgt));
            }
        }
        let mut missing = matching.left_over(Side::Src, view);
        let mut extra = matching.left_over(Side::Tgt, view);
        for how in [Alike::Notation, Alike::Kind, Alike::Number] {
            mismatches.pair(&mut missing, &mut extra, view, how);
        }
        // `le 4 et le 5` that became `4 and 4`: one is missing, one stands twice.
        let (mut again_src, mut again_tgt) =
            (matching.repeated(Side::Src, view), matching.repeated(Side::Tgt, view));
        mismatches.pair(&mut missing, &mut again_tgt, view, Alike::Notation);
        mismatches.pair_extra(&mut extra, &mut again_src, view);
        for src in missing {
            mismatches.add(What::Missing, Some(src), None);
        }
        for tgt in extra {
            mismatches.add(What::Extra, None, Some(tgt));
        }
        mismatches
    }

    fn add(&mut self, what: What, src: Option<usize>, tgt: Option<usize>) {
        self.found.push(Mismatch { what, src, tgt });
    }

    /// Takes out of both lists the values that can have become each other.
    fn pair(&mut self, these: &mut Vec<usize>, those: &mut Vec<usize>, view: &View, how: Alike) {
        let (src_values, tgt_values) = (&view.src.values, &view.tgt.values);
        these.retain(|src| {
            let holds = |tgt: &usize| how.holds(&src_values[*src], &tgt_values[*tgt]);
            let Some(at) = those.iter().position(holds) else { return true };
            let tgt = those.remove(at);
            let what = became(view, &src_values[*src], &tgt_values[tgt]);
            self.add(what, Some(*src), Some(tgt));
            false
        });
    }

    /// The same for values of the translation that repeat one of the source.
    fn pair_extra(&mut self, extra: &mut Vec<usize>, again: &mut Vec<usize>, view: &View) {
        let (src_values, tgt_values) = (&view.src.values, &view.tgt.values);
        extra.retain(|tgt| {
            let holds = |src: &usize| Alike::Notation.holds(&src_values[*src], &tgt_values[*tgt]);
            let Some(at) = again.iter().position(holds) else { return true };
            let src = again.remove(at);
            let what = became(view, &src_values[src], &tgt_values[*tgt]);
            self.add(what, Some(src), Some(*tgt));
            false
        });
    }

    /// Returns the values that stand alone on a side, where `what` says which.
    fn alone(&self, what: What) -> impl Iterator<Item = usize> + '_ {
        let of_kind = self.found.iter().filter(move |mismatch| mismatch.what == what);
        of_kind.filter_map(|mismatch| mismatch.src.or(mismatch.tgt))
    }
}

/// Returns the findings of values that became others in one way.
pub(super) fn changed<'c>(
    view: &'c View,
    mismatches: &'c Mismatches,
    check: Id,
    what: What,
) -> impl Iterator<Item = Finding> + 'c {
    let of_kind = mismatches.found.iter().filter(move |mismatch| mismatch.what == what);
    of_kind.filter_map(move |mismatch| {
        let (src, tgt) = (&view.src.values[mismatch.src?], &view.tgt.values[mismatch.tgt?]);
        let (src_text, tgt_text) = (written(&view.src, src), written(&view.tgt, tgt));
        let message = format!("`{src_text}` became `{tgt_text}`");
        let finding = Finding::new(check, Side::Tgt, tgt.span.clone(), message);
        Some(finding.facing(src.span.clone()))
    })
}

/// Returns the values of a side that have no counterpart.
pub(super) fn alone<'c>(
    view: &'c View,
    mismatches: &'c Mismatches,
    side: Side,
) -> impl Iterator<Item = &'c Value> {
    let what = if side == Side::Src { What::Missing } else { What::Extra };
    mismatches.alone(what).map(move |at| &view.side(side).values[at])
}

/// What faces what.
struct Matching {
    src: Vec<bool>,
    tgt: Vec<bool>,
    other_units: Vec<(usize, usize)>,
}

impl Matching {
    fn of(src: &[Value], tgt: &[Value]) -> Matching {
        let mut matching = Matching {
            src: vec![false; src.len()],
            tgt: vec![false; tgt.len()],
            other_units: Vec::new(),
        };
        let is_firm = |value: &Value| value.notation < Notation::Soft;
        matching.pair(src, tgt, Agreement::Same, |a, b| {
            is_firm(a) && is_firm(b) && a.readings[0].quantity == b.readings[0].quantity
        });
        matching.pair(src, tgt, Agreement::Same, |a, b| is_firm(a) && is_firm(b));
        matching.pair(src, tgt, Agreement::OtherUnit, |a, b| is_firm(a) && is_firm(b));
        matching.pair(src, tgt, Agreement::Same, |a, b| is_firm(a) || is_firm(b));
        matching
    }

    fn pair(
        &mut self,
        src: &[Value],
        tgt: &[Value],
        at: Agreement,
        may: impl Fn(&Value, &Value) -> bool,
    ) {
        for (src_idx, a) in src.iter().enumerate() {
            if self.src[src_idx] {
                continue;
            }
            let fits = |tgt_idx: &usize| {
                !self.tgt[*tgt_idx] && may(a, &tgt[*tgt_idx]) && a.agrees(&tgt[*tgt_idx]) == at
            };
            if let Some(tgt_idx) = (0..tgt.len()).find(fits) {
                (self.src[src_idx], self.tgt[tgt_idx]) = (true, true);
                if at == Agreement::OtherUnit {
                    self.other_units.push((src_idx, tgt_idx));
                }
            }
        }
    }

    /// Returns the values of a side that have no counterpart of their own, but one
    /// that faces another: `4` where `4 and 5` became `4 and 4`.
    fn repeated(&self, side: Side, view: &View) -> Vec<usize> {
        let (values, others, is_matched) = match side {
            Side::Src => (&view.src.values, &view.tgt.values, &self.src),
            Side::Tgt => (&view.tgt.values, &view.src.values, &self.tgt),
        };
        let is_repeated = |idx: &usize| {
            let value = &values[*idx];
            !is_matched[*idx]
                && value.notation < Notation::Soft
                && others.iter().any(|other| value.agrees(other) == Agreement::Same)
        };
        (0..values.len()).filter(is_repeated).collect()
    }

    /// Returns the values of a side that nothing on the other side explains.
    fn left_over(&self, side: Side, view: &View) -> Vec<usize> {
        let (values, others, is_matched) = match side {
            Side::Src => (&view.src.values, &view.tgt.values, &self.src),
            Side::Tgt => (&view.tgt.values, &view.src.values, &self.tgt),
        };
        let is_left = |idx: &usize| {
            let value = &values[*idx];
            !is_matched[*idx]
                && value.notation < Notation::Soft
                && others.iter().all(|other| value.agrees(other) == Agreement::None)
                && !is_in_kept_code(value, side, view)
        };
        (0..values.len()).filter(is_left).collect()
    }
}

/// How much alike values must be to have become each other, the most first.
#[derive(Clone, Copy)]
enum Alike {
    Notation,
    Kind,
    Number,
}

impl Alike {
    fn holds(self, a: &Value, b: &Value) -> bool {
        let (x, y) = (kind(a), kind(b));
        match self {
            Alike::Notation => x == y && a.notation == b.notation,
            Alike::Kind => x == y,
            // `9h` can become a bare `1`; a month cannot.
            Alike::Number => [x, y].iter().all(|kind| matches!(*kind, "number" | "time")),
        }
    }
}

/// Values of one kind can have become each other.
fn kind(value: &Value) -> &'static str {
    match value.readings[0].quantity {
        Quantity::Month => "month",
        Quantity::Weekday => "weekday",
        Quantity::Clock | Quantity::Clock12 => "time",
        _ => "number",
    }
}

fn other_unit(view: &View, src: &Value, tgt: &Value) -> Option<What> {
    let is_percent = |value: &Value| value.readings[0].quantity == Quantity::Percent;
    let is_money = |value: &Value| matches!(value.readings[0].quantity, Quantity::Money(_));
    match (is_percent(src), is_percent(tgt)) {
        (true, false) | (false, true) if is_money(src) || is_money(tgt) => None,
        (true, false) => Some(What::Percent),
        // The sign may stand once for several numbers of the source.
        (false, true) => (!view.src.values.iter().any(is_percent)).then_some(What::Percent),
        _ if is_money(src) && is_money(tgt) => Some(What::Currency),
        _ => share_dimension(src, tgt).then_some(What::Unit),
    }
}

/// Tells whether both values can measure the same thing.
fn share_dimension(src: &Value, tgt: &Value) -> bool {
    let dimensions = |value: &Value| -> Vec<&str> {
        let dimension = |reading: &Reading| match &reading.quantity {
            Quantity::Measure(unit) => Some(unit.dimension),
            _ => None,
        };
        value.readings.iter().filter_map(dimension).collect()
    };
    let of_tgt = dimensions(tgt);
    dimensions(src).iter().any(|dimension| of_tgt.contains(dimension))
}

/// Tells what happened to a value that became another one.
fn became(view: &View, src: &Value, tgt: &Value) -> What {
    let (a, b) = (src.readings[0].amount, tgt.readings[0].amount);
    let (src_text, tgt_text) = (written(&view.src, src), written(&view.tgt, tgt));
    let ratio = if a == 0.0 || b == 0.0 { 0.0 } else { (a / b).max(b / a) };
    let is_scale = [1e3, 1e6, 1e9].iter().any(|scale| (ratio / scale - 1.0).abs() < 1e-6);
    // `1,5 million` and `1.5 billion` are each as their language writes it.
    let is_rewritten = number(src_text).replace(',', ".") == number(tgt_text);
    let keeps_format = digits(src_text) == digits(tgt_text)
        && has_separator(src_text)
        && !(is_scale && is_rewritten);
    match kind(src) {
        "month" | "weekday" => What::Date,
        "time" => What::Time,
        _ if keeps_format && is_of_other_unit(src, tgt) => What::Unit,
        _ if keeps_format => What::Format,
        _ if is_scale => What::Scale,
        _ => What::Value,
    }
}

/// Tells whether a mark or a space stands between two digits.
fn has_separator(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(3).any(|three| {
        three[0].is_ascii_digit()
            && matches!(three[1], ',' | '.' | ' ' | '\u{a0}' | '\u{202f}')
            && three[2].is_ascii_digit()
    })
}

/// Returns the number at the start of a value, with its marks.
fn number(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_mark = |c: char| matches!(c, ',' | '.');
    let end = text.find(|c: char| !c.is_ascii_digit() && !is_mark(c)).unwrap_or(text.len());
    &text[..end]
}

/// Tells whether both values measure the same thing in units that are not the same.
fn is_of_other_unit(src: &Value, tgt: &Value) -> bool {
    src.readings[0].quantity != tgt.readings[0].quantity && share_dimension(src, tgt)
}

/// What is said of a value that stands alone is a warning only where it is telling.
///
/// Good translators add bare numbers and years (.3 % of the news, November 2026) and
/// write lone digits in ways that no table knows. One that they leave out is most
/// often missed by the reader too.
pub(super) fn is_telling(value: &Value, side: Side, view: &View) -> bool {
    let this = view.side(side);
    if is_said_in_words(value, view.side(side.other()).text) {
        return false;
    }
    let is_counted = matches!(
        value.readings[0].quantity,
        Quantity::Measure(_) | Quantity::Percent | Quantity::Money(_)
    );
    match value.notation {
        Notation::Digits => {
            is_counted || (side == Side::Src && digits(written(this, value)).len() >= 2)
        }
        // The weekday of a date is left out too often.
        Notation::Name => kind(value) == "month" && has_digit_beside(this.text, value),
        _ => false,
    }
}

/// Tells whether a value is one that words say: `entièrement` for `100 %`, `un quart
/// d'heure` for `15 minutes`, which is taken for granted where such a word stands.
fn is_said_in_words(value: &Value, other: &str) -> bool {
    let Reading { amount, quantity } = &value.readings[0];
    let is_about = |n: f64| (amount - n).abs() < 1e-6;
    let has = |words: &[&str]| words.iter().any(|word| other.contains(word));
    match quantity {
        Quantity::Percent => is_about(100.0),
        Quantity::Measure(unit) if unit.name == "minute" => {
            let is_quarter = is_about(15.0) || is_about(45.0);
            is_quarter && has(&["quart"]) || is_about(30.0) && has(&["demi", "half"])
        }
        _ => false,
    }
}

pub(super) fn written<'t>(side: &SideView<'t>, value: &Value) -> &'t str {
    &side.text[value.span.clone()]
}

/// Tells whether a month or a weekday is part of a date.
fn has_digit_beside(text: &str, value: &Value) -> bool {
    let before = text[..value.span.start].trim_end_matches([' ', '\u{a0}', ',']);
    let after = text[value.span.end..].trim_start_matches([' ', '\u{a0}', ',']);
    let is_digit = |c: char| c.is_ascii_digit();
    before.ends_with(is_digit) || after.starts_with(is_digit)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
