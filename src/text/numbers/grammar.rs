//! Says what a language does with numbers and times that word lists cannot say.
//!
//! A [`Grammar`] is a language: its word lists (`fr.txt`, `en.txt`) and the few
//! habits that a list cannot hold, such as `half past ten` or `quinze jours` for two
//! weeks. What is not said of a language is not read in it. A new language is a data
//! file and a file like `french.rs`.

use super::names::{Meaning, Names};
use std::fmt::Debug;

/// The half of a day that a time is in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// The signs inside a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    /// Parts groups of thousands.
    pub(super) group: &'static str,
    /// Opens the decimals.
    pub(super) point: &'static str,
}

/// What stands behind an hour in words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Minutes {
    /// So many minutes, in so many pieces: `et quart`.
    Said(f64, usize),
    /// A number follows after so many pieces, to be added or (-1) taken off.
    Counted(f64, usize),
    /// Nothing of the kind.
    None,
}

/// A language as far as numbers go.
pub(super) trait Grammar: Debug + Sync {
    /// Returns the word lists.
    fn names(&self) -> &'static Names;

    /// Returns the signs inside a number. Most languages have the comma.
    fn signs(&self) -> Signs {
        Signs { group: ".", point: "," }
    }

    /// Tells whether the signs are often those of English all the same:
    /// `£480,000`, `1.234` in a French text.
    fn borrows_english_signs(&self) -> bool {
        true
    }

    /// Tells whether months and weekdays have a capital, and are other words
    /// without one.
    fn has_capital_months(&self) -> bool {
        false
    }

    /// Tells whether the clock has 24 hours, so that `10:30` is in the morning.
    fn has_long_clock(&self) -> bool {
        true
    }

    /// Tells whether `10.30` may be a time.
    fn has_dotted_clock(&self) -> bool {
        false
    }

    /// Tells whether the `m` of `80m` may be millions without money before it.
    fn has_letter_million(&self) -> bool {
        false
    }

    /// Tells whether `half past ten` and `a quarter to nine` are times.
    fn counts_from_the_hour(&self) -> bool {
        false
    }

    /// Tells whether hours that are counted may be a time: `dix heures`.
    fn calls_times_hours(&self) -> bool {
        false
    }

    /// Tells whether a scale in words goes on in digits: `5 mille 352`.
    fn mixes_words_and_digits(&self) -> bool {
        false
    }

    /// Tells whether a number word may be joined to the next by a word (`et`, `and`).
    fn joins_after(&self, _meaning: &Meaning) -> bool {
        false
    }

    /// Tells whether a rank may end in a first: `hundred and first`.
    fn ends_ranks_in_first(&self) -> bool {
        false
    }

    /// Tells whether years are said in two halves: `nineteen fourteen`.
    fn says_years_by_the_century(&self) -> bool {
        false
    }

    /// Returns the other number that so many days may mean.
    fn days_that_are_weeks(&self, _days: f64) -> Option<f64> {
        None
    }

    /// Returns the half of the day that the words behind a time say.
    fn half_of_day(&self, _words: &[&str]) -> Option<Half> {
        None
    }

    /// Tells whether two words are one hour of the clock: `une heure`.
    fn is_one_hour(&self, _words: [&str; 2]) -> bool {
        false
    }

    /// Returns the minutes that the words behind an hour say.
    fn minutes_behind(&self, _words: [&str; 3]) -> Minutes {
        Minutes::None
    }
}
