//! Compares the values of the two sides: numbers, dates, times, units.
//!
//! Values of both sides are matched once each, firm ones first. A value that is
//! left over on one side while one of its kind is left over on the other became
//! that other; one that is left over alone is missing or extra. Repetition is no
//! error: what agrees with a value that has its match is let be.

use super::finding::{Finding, Side};
use super::view::{SideView, View};
use crate::finding::Severity;
use crate::text::numbers::{Agreement, Notation, Quantity, Reading, Value};
use std::ops::Range;

/// Each value may be compared with each of the other side as long as that is no
/// more than this. By hand: 700 values facing 700, half a second; a pair of
/// sentences has some dozens.
const MAX_COMPARISONS: usize = 500_000;

/// Reports the values that do not face each other. Those of whole books in one
/// cell are not compared, which is said.
pub(super) fn find(view: &View, findings: &mut Vec<Finding>) {
    let (n_src, n_tgt) = (view.src.values.len(), view.tgt.values.len());
    if n_src.saturating_mul(n_tgt) > MAX_COMPARISONS {
        let message =
            format!("too many numbers to compare ({n_src} facing {n_tgt}): split the pair");
        findings.push(Finding::new("num.value", Side::Src, 0..0, message));
        return;
    }
    let matching = Matching::of(&view.src.values, &view.tgt.values);
    for (src, tgt) in &matching.other_units {
        findings.extend(other_unit(view, &view.src.values[*src], &view.tgt.values[*tgt]));
    }
    let mut missing = matching.left_over(Side::Src, view);
    let mut extra = matching.left_over(Side::Tgt, view);
    for how in [Alike::Notation, Alike::Kind, Alike::Number] {
        missing.retain(|src| {
            let a = &view.src.values[*src];
            let Some(at) = extra.iter().position(|tgt| how.holds(a, &view.tgt.values[*tgt])) else {
                return true;
            };
            let tgt = extra.remove(at);
            findings.push(became(view, a, &view.tgt.values[tgt]));
            false
        });
    }
    // `le 4 et le 5` that became `4 and 4`: one is missing, one stands twice.
    let (mut again_src, mut again_tgt) =
        (matching.repeated(Side::Src, view), matching.repeated(Side::Tgt, view));
    let is_alike = |src: usize, tgt: usize| {
        Alike::Notation.holds(&view.src.values[src], &view.tgt.values[tgt])
    };
    missing.retain(|src| {
        let Some(at) = again_tgt.iter().position(|tgt| is_alike(*src, *tgt)) else { return true };
        let tgt = again_tgt.remove(at);
        findings.push(became(view, &view.src.values[*src], &view.tgt.values[tgt]));
        false
    });
    extra.retain(|tgt| {
        let Some(at) = again_src.iter().position(|src| is_alike(*src, *tgt)) else { return true };
        let src = again_src.remove(at);
        findings.push(became(view, &view.src.values[src], &view.tgt.values[*tgt]));
        false
    });
    findings.extend(scale_words(view));
    findings
        .extend(missing.iter().map(|idx| one_sided(&view.src, &view.src.values[*idx], Side::Src)));
    findings
        .extend(extra.iter().map(|idx| one_sided(&view.tgt, &view.tgt.values[*idx], Side::Tgt)));
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
        };
        (0..values.len()).filter(is_left).collect()
    }
}

/// `millions` and `milliards` that no number stands before: `des milliards de
/// dollars` that became `millions of dollars`.
const SCALE_WORDS: [(&[&str], &[&str]); 2] = [
    (&["million", "millions"], &["million", "millions"]),
    (&["milliard", "milliards"], &["billion", "billions"]),
];

/// Reports a scale without a number that became another one.
fn scale_words(view: &View) -> Option<Finding> {
    let bare = |side: &SideView, forms: &[&str]| -> Vec<Range<usize>> {
        let is_bare = |span: &Range<usize>| {
            let is_counted = |value: &Value| {
                let is_over = value.span.start < span.end && span.start < value.span.end;
                is_over && value.notation < Notation::Soft
            };
            !side.values.iter().any(is_counted)
        };
        let words = side.words.iter().filter(|word| forms.contains(&word.form.as_str()));
        words.map(|word| word.span.clone()).filter(is_bare).collect()
    };
    let of = |scale: usize| {
        let (src, tgt) = SCALE_WORDS[scale];
        (bare(&view.src, src), bare(&view.tgt, tgt))
    };
    let (millions, billions) = (of(0), of(1));
    let (lost, new) = if millions.0.len() > millions.1.len() && billions.0.len() < billions.1.len()
    {
        (&millions.0, &billions.1)
    } else if millions.0.len() < millions.1.len() && billions.0.len() > billions.1.len() {
        (&billions.0, &millions.1)
    } else {
        return None;
    };
    let (src, tgt) = (lost.first()?.clone(), new.first()?.clone());
    let message =
        format!("`{}` became `{}`", &view.src.text[src.clone()], &view.tgt.text[tgt.clone()]);
    Some(Finding::new("num.scale", Side::Tgt, tgt, message).facing(src))
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

fn other_unit(view: &View, src: &Value, tgt: &Value) -> Option<Finding> {
    let is_percent = |value: &Value| value.readings[0].quantity == Quantity::Percent;
    let is_money = |value: &Value| matches!(value.readings[0].quantity, Quantity::Money(_));
    let check = match (is_percent(src), is_percent(tgt)) {
        (true, false) | (false, true) if is_money(src) || is_money(tgt) => return None,
        (true, false) => "percent",
        // The sign may stand once for several numbers of the source.
        (false, true) if !view.src.values.iter().any(is_percent) => "percent",
        (false, true) => return None,
        _ if is_money(src) && is_money(tgt) => "currency",
        _ if share_dimension(src, tgt) => "unit",
        _ => return None,
    };
    let message = format!("`{}` became `{}`", written(&view.src, src), written(&view.tgt, tgt));
    Some(Finding::new(check, Side::Tgt, tgt.span.clone(), message).facing(src.span.clone()))
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

fn became(view: &View, src: &Value, tgt: &Value) -> Finding {
    let (a, b) = (src.readings[0].amount, tgt.readings[0].amount);
    let (src_text, tgt_text) = (written(&view.src, src), written(&view.tgt, tgt));
    let ratio = if a == 0.0 || b == 0.0 { 0.0 } else { (a / b).max(b / a) };
    let is_scale = [1e3, 1e6, 1e9].iter().any(|scale| (ratio / scale - 1.0).abs() < 1e-6);
    // `1,5 million` and `1.5 billion` are each as their language writes it.
    let is_rewritten = number(src_text).replace(',', ".") == number(tgt_text);
    let keeps_format = digits(src_text) == digits(tgt_text)
        && has_separator(src_text)
        && !(is_scale && is_rewritten);
    let check = match kind(src) {
        "month" | "weekday" => "date",
        "time" => "time",
        _ if keeps_format && is_of_other_unit(src, tgt) => "unit",
        _ if keeps_format => "num.format",
        _ if is_scale => "num.scale",
        _ => "num.value",
    };
    let message = format!("`{src_text}` became `{tgt_text}`");
    let finding = Finding::new(check, Side::Tgt, tgt.span.clone(), message);
    // `1,400 light years` facing `1,400`: as likely the source that is wrong (most of
    // what the news flagged, November 2026).
    let is_foreign_source = check == "num.format" && has_group_comma(src_text);
    let severity = if is_foreign_source { Severity::Info } else { finding.severity };
    finding.facing(src.span.clone()).of_severity(severity)
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

/// Tells whether three digits and no more follow a lone comma, as English groups them.
fn has_group_comma(text: &str) -> bool {
    let Some((before, after)) = text.split_once(',') else { return false };
    let n_after = after.chars().take_while(char::is_ascii_digit).count();
    before.ends_with(|c: char| c.is_ascii_digit()) && n_after == 3
}

fn one_sided(side: &SideView, value: &Value, at: Side) -> Finding {
    let check = if at == Side::Src { "num.missing" } else { "num.extra" };
    let text = written(side, value);
    let message = match at {
        Side::Src => format!("`{text}` has no counterpart in the translation"),
        Side::Tgt => format!("`{text}` has no counterpart in the source"),
    };
    // Good translators add bare numbers and years (.3 % of the news, November 2026)
    // and write lone digits in ways that no table knows. One that they leave out is
    // most often missed by the reader too.
    let is_counted = matches!(
        value.readings[0].quantity,
        Quantity::Measure(_) | Quantity::Percent | Quantity::Money(_)
    );
    let is_telling = match value.notation {
        Notation::Digits => is_counted || (at == Side::Src && digits(text).len() >= 2),
        // The weekday of a date is left out too often.
        Notation::Name => kind(value) == "month" && has_digit_beside(side.text, value),
        _ => false,
    };
    let severity = if is_telling { Severity::Warning } else { Severity::Info };
    Finding::new(check, at, value.span.clone(), message).of_severity(severity)
}

fn written<'t>(side: &SideView<'t>, value: &Value) -> &'t str {
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

#[cfg(test)]
mod tests {
    use crate::bitext::{Bitext, Pair};
    use crate::check::{Options, check};
    use crate::finding::Severity;
    use crate::lang::LangPair;
    use crate::model::builtin;

    /// Checks which checks warn of the pair.
    #[track_caller]
    fn check_pair(src: &str, tgt: &str, expected: &[&str]) {
        let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
        let pairs = vec![Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() }];
        let bitext =
            Bitext { langs: LangPair::FR_EN, metadata: vec![], carried_headers: vec![], pairs };
        let findings = check(&bitext, &model, &Options::default());
        let warns = findings.iter().filter(|finding| finding.severity > Severity::Info);
        let found: Vec<&str> = warns.map(|finding| finding.check).collect();
        assert_eq!(expected, found, "{src} / {tgt}");
    }

    #[test]
    fn a_wrong_number_is_called_what_it_is() {
        let src = "Le réseau coûte 1,5 million d'euros.";
        check_pair(src, "The network costs 1.5 billion euros.", &["num.scale"]);
        check_pair(src, "The network costs 1,5 million euros.", &[]);
        check_pair("Il a 12 000 clients.", "It has 12.000 customers.", &["num.format"]);
        check_pair("Il pèse 2,172 kilogrammes.", "It weighs 2,172 pounds.", &["unit"]);
        check_pair("Il attend deux mois et demi.", "He waits for two months.", &["num.value"]);
    }

    #[test]
    fn a_book_of_numbers_in_one_cell_is_said_to_be_too_much() {
        let (src, tgt) = ("5 km 30 kg, ".repeat(5_000), "5 km 31 kg, ".repeat(5_000));
        let start = std::time::Instant::now();
        check_pair(&src, &tgt, &["num.value"]);
        assert!(start.elapsed() < std::time::Duration::from_secs(20));
    }

    #[test]
    fn a_sign_may_stand_once_for_several_percentages() {
        check_pair("Il passe de 3,6 à 4,1 pour cent.", "It goes from 3.6% to 4.1 percent.", &[]);
    }
}
