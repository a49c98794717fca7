//! The numbers and times of English: `two hundred and five`, `half past ten`, `$80m`.

use super::grammar::{Grammar, Signs};
use super::names::{Meaning, Names};
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::parse(include_str!("en.txt")));

/// English.
#[derive(Debug)]
pub(super) struct English;

impl Grammar for English {
    fn names(&self) -> &'static Names {
        &NAMES
    }

    fn signs(&self) -> Signs {
        Signs { group: ",", point: "." }
    }

    fn borrows_english_signs(&self) -> bool {
        false
    }

    fn has_capital_months(&self) -> bool {
        true
    }

    fn has_long_clock(&self) -> bool {
        false
    }

    fn has_dotted_clock(&self) -> bool {
        true
    }

    fn has_letter_million(&self) -> bool {
        true
    }

    fn counts_from_the_hour(&self) -> bool {
        true
    }

    fn ends_ranks_in_first(&self) -> bool {
        true
    }

    fn says_years_by_the_century(&self) -> bool {
        true
    }

    /// `two hundred and five`, not `two and three`.
    fn joins_after(&self, meaning: &Meaning) -> bool {
        matches!(meaning, Meaning::Hundred | Meaning::Scale(_))
    }
}
