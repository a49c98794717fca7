//! Knows what words and signs say of values, from a language's data file.

use super::pieces::pieces;
use super::value::{Quantity, Unit};
use rustc_hash::FxHashMap;

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
    /// What it does beside a number or a month.
    Beside(Class),
}

/// What a word does beside a number, named in the data as `word CLASS`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Class {
    /// It stands between a number and what it counts: `20 dernières années`.
    Adjective,
    /// It counts one before a larger word: `a hundred`, `un million`.
    One,
    /// It joins a large number to what it counts: `trois millions de`.
    Of,
    /// It stands before a month that is another word too: `in May`.
    BeforeMonth,
    /// A month that is one only beside a number or after such a word.
    DoubtfulMonth,
    /// A month that is one only beside a number.
    MonthBesideNumber,
    /// A month that is one only beside a number and with its full stop.
    DottedMonth,
    /// It stands before a decade: `les années 90`.
    Decade,
    /// It stands before noon or midnight as a time: `à midi`.
    BeforeNoon,
    /// The parts of something that a number before them counts: `deux tiers`.
    Parts,
    /// It is of two days: `la nuit de lundi à mardi`.
    Night,
    /// It says that digits before it are a time: `22 h`, `22 heures`.
    Hour,
    /// It says that four digits before it are a time: `1530 hours`.
    MilitaryHour,
}

const CLASSES: [(&str, Class); 13] = [
    ("adjective", Class::Adjective),
    ("one", Class::One),
    ("of", Class::Of),
    ("before-month", Class::BeforeMonth),
    ("doubtful-month", Class::DoubtfulMonth),
    ("month-beside-number", Class::MonthBesideNumber),
    ("dotted-month", Class::DottedMonth),
    ("decade", Class::Decade),
    ("before-noon", Class::BeforeNoon),
    ("parts", Class::Parts),
    ("night", Class::Night),
    ("hour", Class::Hour),
    ("military-hour", Class::MilitaryHour),
];

/// The names of one language.
#[derive(Debug, Default)]
pub(super) struct Names {
    meanings: FxHashMap<String, Vec<Meaning>>,
    /// How many pieces the longest name has that begins with a piece; most words begin
    /// none, so that nobody has to look for theirs.
    starts: FxHashMap<String, usize>,
    /// The units, by the names that all languages have in common.
    units: FxHashMap<&'static str, &'static Unit>,
}

impl Names {
    /// Returns what a name means, in lower case, its words parted by spaces.
    pub(super) fn meanings(&self, name: &str) -> &[Meaning] {
        self.meanings.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns how many pieces a name that begins with a piece, in lower case, has at
    /// most; 0 if none does.
    pub(super) fn most_pieces(&self, first: &str) -> usize {
        self.starts.get(first).copied().unwrap_or(0)
    }

    /// Tells whether a word is of a class, whatever its case.
    pub(super) fn is_in(&self, word: &str, class: Class) -> bool {
        let meanings = self.meanings(&word.to_lowercase());
        meanings.iter().any(|meaning| matches!(meaning, Meaning::Beside(of) if *of == class))
    }

    /// Returns a unit by the name that all languages have in common (`hour`).
    pub(super) fn unit(&self, name: &str) -> Option<&'static Unit> {
        self.units.get(name).copied()
    }

    /// Reads a data file; a line that is not understood says nothing, which a test
    /// does not let pass.
    pub(super) fn parse(file: &'static str) -> Names {
        let mut names = Names::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let (Some(kind), Some(value)) = (fields.next(), fields.next()) else { continue };
            let Some(meaning) = meaning(kind, value) else { continue };
            if let Meaning::Counted(Quantity::Measure(unit)) = meaning {
                names.units.insert(unit.name, unit);
            }
            for name in fields {
                let name = name.replace('_', " ").to_lowercase();
                let pieces = pieces(&name);
                if let Some(first) = pieces.first() {
                    let most = names.starts.entry(first.text.to_owned()).or_default();
                    *most = pieces.len().max(*most);
                }
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
        "word" => Meaning::Beside(CLASSES.iter().find(|class| class.0 == value)?.1),
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
