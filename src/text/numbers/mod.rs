//! Reads the values that a text states: numbers, dates, times, amounts, units.
//!
//! ```text
//! "le 14 juillet à 22h00"      14   July   22:00 (or 22 hours)
//! "two billion euros"          2e9 EUR
//! ```
//!
//! A [`Value`] is a span and what it may mean, its [`Reading`]s: `10.000` in
//! French is ten thousand or ten, `22 heures` a time or a duration. Two values
//! agree when two of their readings do ([`Value::agrees`]), so that notation,
//! separators and word order never matter and units are converted.
//!
//! What the words of a language mean stands in `fr.txt` and `en.txt`, and what
//! must agree or differ in `cases.txt`: plain files that anybody can extend. How
//! a language builds numbers and times, which lists cannot say, is its `Grammar`:
//! `french`, `english`, or `other`, which states what digits state.
//!
//! Dates are read as their parts, since a translation may drop one (`last
//! July`). The module does not know which values matter or what faces what.

#![allow(clippy::float_cmp, reason = "amounts are compared as they were read")]

mod amounts;
mod compound;
mod dates;
mod digits;
mod english;
mod french;
mod grammar;
mod names;
mod other;
mod pieces;
mod read;
mod reader;
mod roman;
mod spelled;
mod times;
mod value;

pub use read::values;
pub use value::{Agreement, Notation, Quantity, Reading, Unit, Value};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn read(text: &str, lang: &str) -> Vec<Value> {
        values(text, &Lang::parse(lang).unwrap())
    }

    /// Tells whether every value that is not soft has one that agrees.
    fn agree(src: &[Value], tgt: &[Value]) -> bool {
        let is_met = |value: &Value, others: &[Value]| {
            value.notation == Notation::Soft
                || others.iter().any(|other| value.agrees(other) == Agreement::Same)
        };
        src.iter().all(|value| is_met(value, tgt)) && tgt.iter().all(|value| is_met(value, src))
    }

    #[test]
    fn the_table_of_cases_holds() {
        let mut wrong = Vec::new();
        for line in include_str!("cases.txt").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split(" --- ").collect();
            let (src, tgt) = (read(cells[0], "fr"), read(cells[1], "en"));
            if agree(&src, &tgt) != (cells[2] == "agree") {
                wrong.push(format!("{line}\n  {src:?}\n  {tgt:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn values_have_the_spans_of_what_states_them() {
        let text = "Il paie 3,5 millions d'euros le 14 juillet.";
        let spans: Vec<&str> =
            read(text, "fr").iter().map(|value| &text[value.span.clone()]).collect();
        assert_eq!(vec!["3,5 millions d'euros", "14", "juillet"], spans);
    }

    #[test]
    fn articles_and_acronyms_are_no_roman_numerals() {
        for text in ["Le chat", "Ce livre", "un CD", "M. Dupont", "La Ligue"] {
            let firm = read(text, "fr").into_iter().filter(|value| value.notation < Notation::Soft);
            assert_eq!(0, firm.count(), "{text}");
        }
    }

    #[test]
    fn other_languages_have_their_digits() {
        assert_eq!(1, read("42 Bücher", "de").len());
    }

    #[test]
    fn the_habits_of_french_and_english_are_theirs_alone() {
        let first = |text: &str, lang: &str| read(text, lang)[0].readings.clone();
        let is_clock =
            |reading: &Reading| matches!(reading.quantity, Quantity::Clock | Quantity::Clock12);
        assert!(first("22 heures", "fr").iter().any(is_clock));
        assert!(!first("22 heures", "de").iter().any(is_clock));
        assert_eq!(2, first("15 jours", "fr").len());
        assert_eq!(1, first("15 jours", "de").len());
        assert_eq!(0, read("une heure du matin, half past ten", "de").len());
        assert_eq!(3.5, first("3,5", "de")[0].amount);
    }
}
