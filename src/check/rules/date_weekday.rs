//! Finds dates whose weekday the calendar does not have.
//!
//! `Monday, July 14, 2015` was a Tuesday: the day, the month, the year or the weekday is
//! wrong, and `date` sees nothing where the other side names no weekday. Dates are read
//! as in `src/text/numbers`, whatever the order of their parts.
//!
//! It leaves alone dates without a year, and years before 1900, when not all countries
//! had one calendar. What the source has wrong too gets a note: the translator was true to
//! it.

use super::{Id, Rule};
use crate::check::context::Context;
use crate::check::finding::{Finding, Side};
use crate::check::finds::Finds;
use crate::check::view::SideView;
use crate::notice::Severity;
use crate::text::numbers::{Quantity, Value};
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    id: "date.weekday",
    severity: Severity::Warning,
    mqm: "mistranslation",
    about: "the weekday and the date do not fit",
    about_fr: "le jour de la semaine et la date ne s’accordent pas",
    cases: include_str!("date_weekday.cases"),
    source: include_str!("date_weekday.rs"),
};

pub(super) const FINDS: Finds = Finds::InPair(find);

/// The years for which a weekday is compared: those of living memory. By hand.
const YEARS: Range<i64> = 1900..2100;

/// Between the parts of one date stand so many characters (`, the `). By hand.
const MAX_GAP: usize = 5;

fn find(context: &Context, findings: &mut Vec<Finding>) {
    let (src, tgt) = (wrong(&context.view.src), wrong(&context.view.tgt));
    for date in &tgt {
        let severity = if src.is_empty() { Severity::Warning } else { Severity::Info };
        let text = &context.view.tgt.text[date.clone()];
        let message = format!("the calendar has no `{text}`");
        let finding = Finding::new(Id::DateWeekday, Side::Tgt, date.clone(), message);
        findings.push(finding.of_severity(severity));
    }
}

/// Returns the dates of a side that have another weekday.
fn wrong(side: &SideView) -> Vec<Range<usize>> {
    let is_joined = |pair: &[Value]| {
        let gap = side.text.get(pair[0].span.end..pair[1].span.start).unwrap_or(".");
        gap.len() <= MAX_GAP && !gap.contains(['.', ';', ':', '(', '\n'])
    };
    let dates = side.values.windows(4).filter(|four| four.windows(2).all(is_joined));
    dates
        .filter_map(|four| {
            let (weekday, [day, month, year]) = parts(four)?;
            let is_right = weekday_of(day, month, year)? == weekday;
            (!is_right).then(|| four[0].span.start..four[3].span.end)
        })
        .collect()
}

/// Returns the weekday and the day, month and year of four values, if they are those.
#[allow(clippy::cast_possible_truncation, reason = "whole numbers under ten thousand")]
fn parts(four: &[Value]) -> Option<(i64, [i64; 3])> {
    let whole = |value: &Value| {
        let amount = value.readings[0].amount;
        (amount.fract() == 0.0 && amount.abs() < 1e4).then_some(amount as i64)
    };
    let is = |at: usize, quantity: &Quantity| four[at].readings[0].quantity == *quantity;
    let (day, month) = match (is(1, &Quantity::Month), is(2, &Quantity::Month)) {
        (true, false) if is(2, &Quantity::Plain) => (2, 1),
        (false, true) if is(1, &Quantity::Plain) => (1, 2),
        _ => return None,
    };
    let is_date = is(0, &Quantity::Weekday) && is(3, &Quantity::Plain);
    let parts = [whole(&four[day])?, whole(&four[month])?, whole(&four[3])?];
    let is_known = YEARS.contains(&parts[2]) && (1..=31).contains(&parts[0]);
    (is_date && is_known).then_some((whole(&four[0])?, parts))
}

/// Returns the weekday of a date, Monday is 1 (Sakamoto 1993); none if there is no such
/// month.
fn weekday_of(day: i64, month: i64, year: i64) -> Option<i64> {
    const SHIFTS: [i64; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let shift = SHIFTS.get(usize::try_from(month - 1).ok()?)?;
    let year = if month < 3 { year - 1 } else { year };
    let from_sunday = (year + year / 4 - year / 100 + year / 400 + shift + day).rem_euclid(7);
    Some(if from_sunday == 0 { 7 } else { from_sunday })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (day, month, year, weekday) in
            [(14, 7, 2015, 2), (1, 1, 2000, 6), (29, 2, 2004, 7), (31, 12, 1999, 5)]
        {
            assert_eq!(Some(weekday), weekday_of(day, month, year), "{day}.{month}.{year}");
        }
        assert_eq!(None, weekday_of(1, 13, 2000));
    }
}
