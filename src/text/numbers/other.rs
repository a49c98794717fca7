//! The numbers of a language without word lists: what its digits state.

use super::grammar::Grammar;
use super::names::Names;
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(Names::default);

/// Any language that has no file of its own.
#[derive(Debug)]
pub(super) struct Other;

impl Grammar for Other {
    fn names(&self) -> &'static Names {
        &NAMES
    }
}
