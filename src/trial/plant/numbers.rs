//! Makes numbers, scales, units, dates and times of day wrong.

use super::{Planter, runs};
use crate::bitext::Pair;
use std::ops::Range;

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(super) const SCALES: [(&str, &str); 6] = [
    (" million", " billion"),
    (" billion", " million"),
    (" thousand", " million"),
    (" trillion", " billion"),
    (" bn", " m"),
    (" millions", " billions"),
];
pub(super) const UNITS: [(&str, &str); 16] = [
    (" km", " miles"),
    (" kilometers", " miles"),
    (" kilometres", " miles"),
    (" miles", " kilometers"),
    (" meters", " feet"),
    (" metres", " feet"),
    (" kg", " pounds"),
    (" kilograms", " pounds"),
    (" hours", " days"),
    (" days", " weeks"),
    (" weeks", " months"),
    (" months", " years"),
    (" minutes", " hours"),
    (" years", " months"),
    (" tonnes", " kilograms"),
    (" tons", " kilograms"),
];
/// The same for French texts.
const MONTHS_OF_FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
pub(super) const SCALES_OF_FRENCH: [(&str, &str); 4] = [
    (" millions", " milliards"),
    (" milliards", " millions"),
    (" million", " milliard"),
    (" milliard", " million"),
];
pub(super) const UNITS_OF_FRENCH: [(&str, &str); 11] = [
    (" km", " miles"),
    (" kilomètres", " miles"),
    (" mètres", " pieds"),
    (" kg", " livres"),
    (" heures", " jours"),
    (" jours", " semaines"),
    (" semaines", " mois"),
    (" mois", " ans"),
    (" ans", " mois"),
    (" minutes", " heures"),
    (" tonnes", " kilogrammes"),
];

/// Times of day in French, in English, and wrong in English, for pairs that have none.
pub(super) const CLOCKS: [(&str, &str, &str); 12] = [
    ("à 15h40", "at 3:40 p.m.", "at 4:40 p.m."),
    ("à 9 h 15", "at 9:15 a.m.", "at 9:15 p.m."),
    ("à 22h30", "at 10.30 pm", "at 10.30 am"),
    ("à 18 heures", "at 6 p.m.", "at 8 p.m."),
    ("à 7h du matin", "at 7 a.m.", "at 5 a.m."),
    ("à dix heures et demie", "at half past ten", "at half past nine"),
    ("à midi", "at noon", "at midnight"),
    ("à 20h05", "at 20:05", "at 20:50"),
    ("à huit heures du soir", "at eight in the evening", "at six in the evening"),
    ("à une heure du matin", "at 1 a.m.", "at 1 p.m."),
    ("vers 16 heures", "around 1600 hours", "around 1800 hours"),
    ("à cinq heures moins le quart", "at a quarter to five", "at a quarter past five"),
];

impl Planter<'_> {
    pub(super) fn other_digit(&mut self, text: &str, may: impl Fn(&str) -> bool) -> Option<String> {
        let runs: Vec<Range<usize>> = runs(text, |c| c.is_ascii_digit())
            .into_iter()
            .filter(|run| may(&text[run.clone()]) && !text[..run.start].ends_with("&#"))
            .collect();
        let run = self.choose(&runs)?;
        let is_year = run.len() == 4;
        let at =
            if is_year { run.start + 2 + self.below(2) } else { run.start + self.below(run.len()) };
        let old = text.as_bytes()[at] - b'0';
        let step = u8::try_from(1 + self.below(8)).unwrap_or(1);
        let mut new = (old + step) % 10;
        if new == 0 && at == run.start {
            new = if old == 9 { 8 } else { 9 };
        }
        Some(format!("{}{new}{}", &text[..at], &text[at + 1..]))
    }

    pub(super) fn replaced(&mut self, text: &str, table: &[(&str, &str)]) -> Option<String> {
        let after_digit = |at: usize, len: usize| {
            let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
            before && !text[at + len..].starts_with(|c: char| c.is_alphanumeric())
        };
        let hits: Vec<(usize, usize, &str)> = table
            .iter()
            .flat_map(|(from, to)| {
                text.match_indices(from).map(move |(at, _)| (at, from.len(), *to))
            })
            .filter(|(at, len, _)| after_digit(*at, *len))
            .collect();
        let (at, len, to) = self.choose(&hits)?;
        Some(format!("{}{to}{}", &text[..at], &text[at + len..]))
    }

    pub(super) fn other_date(&mut self, text: &str) -> Option<String> {
        let months = if self.is_french { MONTHS_OF_FRENCH } else { MONTHS };
        let hits: Vec<(usize, &str)> = months
            .iter()
            .flat_map(|month| text.match_indices(month).map(|(at, _)| (at, *month)))
            .filter(|(at, month)| {
                let (before, after) = (&text[..*at], &text[at + month.len()..]);
                before.trim_end().ends_with(|c: char| c.is_ascii_digit())
                    || after.trim_start().starts_with(|c: char| c.is_ascii_digit())
            })
            .collect();
        let (at, month) = self.choose(&hits)?;
        let others: Vec<&str> = months.into_iter().filter(|other| *other != month).collect();
        let other = self.choose(&others)?;
        Some(format!("{}{other}{}", &text[..at], &text[at + month.len()..]))
    }

    pub(super) fn other_time(&mut self, text: &str) -> Option<String> {
        for (from, to) in
            [(" p.m.", " a.m."), (" a.m.", " p.m."), (" pm", " am"), (" am ", " pm "), ("pm", "am")]
        {
            let is_time = |at: &usize| text[..*at].ends_with(|c: char| c.is_ascii_digit());
            if let Some(at) = text.find(from).filter(is_time) {
                return Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]));
            }
        }
        let times: Vec<usize> = text
            .match_indices(':')
            .map(|(at, _)| at)
            .filter(|at| {
                let (before, after) = (&text.as_bytes()[..*at], &text.as_bytes()[at + 1..]);
                let n_hour = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
                let n_minute = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
                // `120:108` is a score, `2:04:26` lasted so long.
                let is_longer = after.get(2) == Some(&b':')
                    || before.get(before.len().wrapping_sub(n_hour + 1)) == Some(&b':');
                matches!(n_hour, 1 | 2) && n_minute == 2 && after[0] < b'6' && !is_longer
            })
            .collect();
        let at = self.choose(&times)?;
        let digit = text.as_bytes()[at - 1];
        let other = if digit == b'9' { '8' } else { char::from(digit + 1) };
        Some(format!("{}{other}{}", &text[..at - 1], &text[at..]))
    }

    /// Puts a time of day into both sides, and another one into the English.
    pub(super) fn with_other_time(&mut self, pair: &Pair) -> Pair {
        let (french, _, wrong) = CLOCKS[self.below(CLOCKS.len())];
        let (of_src, of_tgt) = if self.is_french { (wrong, french) } else { (french, wrong) };
        let put = |text: &str, time: &str| {
            let end =
                text.trim_end().trim_end_matches(['.', '!', '?', '…', '"', '”', '»', ' ']).len();
            format!("{} {time}{}", &text[..end], &text[end..])
        };
        Pair { src: put(&pair.src, of_src), tgt: put(&pair.tgt, of_tgt), ..pair.clone() }
    }
}

/// Takes the sign off the first percentage that has one of its own.
pub(super) fn without_percent(text: &str) -> Option<String> {
    for sign in ["%", " percent", " per cent", " pour cent"] {
        let is_sign = |at: &usize| {
            let after = &text[at + sign.len()..];
            !after.starts_with(char::is_alphabetic) && !shares_its_sign(after, sign)
        };
        if let Some(at) = text.match_indices(sign).map(|(at, _)| at).find(is_sign) {
            return Some(format!("{}{}", text[..at].trim_end(), &text[at + sign.len()..]));
        }
    }
    None
}

/// Tells whether a range goes on behind a percentage, whose sign says enough:
/// `from 43% to 8%` and `from 43 to 8%` are the same.
fn shares_its_sign(after: &str, sign: &str) -> bool {
    let rest = after.trim_start();
    let joins = ["to ", "and ", "or ", "-", "–", ", "];
    let Some(rest) = joins.iter().find_map(|join| rest.strip_prefix(join)) else { return false };
    let rest = rest.trim_start_matches(['-', '+', '~']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    number.len() < rest.len() && number.trim_start().starts_with(sign.trim_start())
}
