//! XLIFF 1.2 and 2.x, in which translators' tools exchange work, and the dialects
//! of Trados, memoQ and Phrase.
//!
//! Written is one unit with one segment a pair, whatever its shape. What people
//! decided stands where each version and tool wants it (see `states`).
//!
//! The rest is a context group in 1.2 and the metadata module in 2.1. Unit ids
//! must be unique, and in 2.1 name tokens: where ours are not, they stand beside
//! those. Codes inside the texts of others are kept apart (see `inline`); 2.1 writes
//! characters that XML forbids as `<cp>`.

mod putting;
mod reading;
mod states;
#[cfg(test)]
mod tests;
mod writing;

pub(super) use putting::put_back;

use super::{BitextFiles, BitextFormat, Head, Options, Outlet, PairReader, PairWriter};
use crate::bitext::Bitext;
use crate::error::Result;

const TOOL: &str = "enregard";
/// The name of a property that holds the id, if that of the unit is another.
const ID: &str = "id";
const STATUS: &str = "status";

/// Which of the two versions.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Version {
    V1,
    V2,
}

pub(super) struct Xliff12;
pub(super) struct Xliff21;

impl BitextFormat for Xliff12 {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        reading::reader(input)
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        writing::writer(Version::V1, bitext, options, out)
    }
}

impl BitextFormat for Xliff21 {
    fn reader<'a>(&self, input: &'a BitextFiles, _: &mut Head) -> Result<Box<dyn PairReader + 'a>> {
        reading::reader(input)
    }

    fn writer(&self, bitext: &Bitext, options: &Options, out: &Outlet) -> Box<dyn PairWriter> {
        writing::writer(Version::V2, bitext, options, out)
    }
}
