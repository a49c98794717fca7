//! Knows what words and signs say of values, from `fr.txt` and `en.txt`.

use super::{Quantity, Unit};
use crate::lang::Lang;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a name says.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// A number word below a hundred.
    Cardinal(f64),
    /// A hundred.
    Hundred,
    /// A thousand, a million….
    Scale(f64),
    /// A rank.
    Ordinal(f64),
    /// A part of one.
    Fraction(f64),
    /// A number, about.
    Approx(f64),
    /// A number that only may be meant.
    Soft(f64),
    /// A decade.
    Decade(f64),
    /// A month or weekday.
    Named(Quantity, f64),
    /// A time of day.
    Clock(f64),
    /// What a number before it (or, for money, after it) counts.
    Counted(Quantity),
}

/// The names of one language.
#[derive(Debug, Default)]
pub(super) struct Names {
    meanings: FxHashMap<String, Vec<Meaning>>,
    /// Months and weekdays are capitalized, and are other words if they are not.
    pub(super) has_capital_months: bool,
    /// Decimals follow a comma.
    pub(super) has_decimal_comma: bool,
}

static FRENCH: LazyLock<Names> =
    LazyLock::new(|| Names { has_decimal_comma: true, ..Names::parse(include_str!("fr.txt")) });
static ENGLISH: LazyLock<Names> =
    LazyLock::new(|| Names { has_capital_months: true, ..Names::parse(include_str!("en.txt")) });
static OTHERS: LazyLock<Names> =
    LazyLock::new(|| Names { has_decimal_comma: true, ..Names::default() });

impl Names {
    /// Returns the names of a language; none for one that has no file.
    pub(super) fn of(lang: &Lang) -> &'static Names {
        match lang.tag() {
            "fr" => &FRENCH,
            "en" => &ENGLISH,
            _ => &OTHERS,
        }
    }

    /// Returns what a name means, in lower case, its words parted by spaces.
    pub(super) fn meanings(&self, name: &str) -> &[Meaning] {
        self.meanings.get(name).map_or(&[], Vec::as_slice)
    }

    fn parse(file: &'static str) -> Names {
        let mut names = Names::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let (Some(kind), Some(value)) = (fields.next(), fields.next()) else { continue };
            let Some(meaning) = meaning(kind, value) else { continue };
            for name in fields {
                let name = name.replace('_', " ").to_lowercase();
                names.meanings.entry(name).or_default().push(meaning.clone());
            }
        }
        names
    }
}

fn meaning(kind: &str, value: &'static str) -> Option<Meaning> {
    let number = value.parse::<f64>().ok();
    Some(match kind {
        "soft" => Meaning::Soft(number?),
        "cardinal" => Meaning::Cardinal(number?),
        "hundred" => Meaning::Hundred,
        "scale" => Meaning::Scale(number?),
        "ordinal" => Meaning::Ordinal(number?),
        "fraction" => Meaning::Fraction(number?),
        "approx" => Meaning::Approx(number?),
        "decade" => Meaning::Decade(number?),
        "month" => Meaning::Named(Quantity::Month, number?),
        "weekday" => Meaning::Named(Quantity::Weekday, number?),
        "clock" => Meaning::Clock(number?),
        "percent" => Meaning::Counted(Quantity::Percent),
        "money" => Meaning::Counted(Quantity::Money(value)),
        "unit" => Meaning::Counted(Quantity::Measure(unit(value)?)),
        // A `vague` plural says nothing that could be compared.
        _ => return None,
    })
}

/// Returns the unit that `DIMENSION:FACTOR:NAME` describes. There is a fixed
/// number of them, which live as long as the program.
fn unit(value: &'static str) -> Option<&'static Unit> {
    let (dimension, rest) = value.split_once(':')?;
    let (factor, name) = rest.split_once(':')?;
    Some(Box::leak(Box::new(Unit { dimension, factor: factor.parse().ok()?, name })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_understood() {
        for file in [include_str!("fr.txt"), include_str!("en.txt")] {
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                let mut fields = line.split_whitespace();
                let (kind, value) = (fields.next().unwrap(), fields.next().unwrap());
                assert!(kind == "vague" || meaning(kind, value).is_some(), "{line}");
                assert!(fields.next().is_some(), "{line} has no name");
            }
        }
    }

    #[test]
    fn both_languages_call_their_units_by_the_same_names() {
        let units = |file: &'static str| {
            let lines =
                file.lines().filter(|line| line.starts_with("unit ") || line.starts_with("money "));
            lines.map(|line| line.split(' ').nth(1).unwrap()).collect::<Vec<_>>()
        };
        let english = units(include_str!("en.txt"));
        for unit in units(include_str!("fr.txt")) {
            assert!(english.contains(&unit), "{unit} is in fr.txt only");
        }
    }
}
