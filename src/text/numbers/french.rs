//! The numbers and times of French: `vingt et un`, `22 h 30`, `dix heures et quart`.

use super::grammar::{Grammar, Half, Minutes};
use super::names::{Meaning, Names};
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::parse(include_str!("fr.txt")));

/// French.
#[derive(Debug)]
pub(super) struct French;

impl Grammar for French {
    fn names(&self) -> &'static Names {
        &NAMES
    }

    fn calls_times_hours(&self) -> bool {
        true
    }

    /// As French from Spanish has it.
    fn mixes_words_and_digits(&self) -> bool {
        true
    }

    /// `vingt et un`, not `deux et trois`.
    fn joins_after(&self, meaning: &Meaning) -> bool {
        matches!(meaning, Meaning::Cardinal(value) if (20.0..=80.0).contains(value))
    }

    /// `quinze jours` are two weeks, `huit jours` one: French counts both ends.
    fn days_that_are_weeks(&self, days: f64) -> Option<f64> {
        [8.0, 15.0].contains(&days).then_some(days - 1.0)
    }

    fn half_of_day(&self, words: &[&str]) -> Option<Half> {
        match words {
            ["du", "soir", ..] | ["de", "l", "'" | "’", "après", ..] => Some(Half::Afternoon),
            ["du", "matin", ..] => Some(Half::Morning),
            _ => None,
        }
    }

    fn is_one_hour(&self, [first, second]: [&str; 2]) -> bool {
        first.eq_ignore_ascii_case("une") && second.eq_ignore_ascii_case("heure")
    }

    /// `et demie`, `moins le quart`, `vingt`.
    fn minutes_behind(&self, words: [&str; 3]) -> Minutes {
        match words {
            ["et", "demie" | "demi", _] => Minutes::Said(30.0, 2),
            ["et", "quart", _] => Minutes::Said(15.0, 2),
            ["moins", "le", "quart"] => Minutes::Said(-15.0, 3),
            ["moins", ..] => Minutes::Counted(-1.0, 1),
            _ => Minutes::Counted(1.0, 0),
        }
    }
}
