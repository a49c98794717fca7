//! Says where a rule looks, and by which function.

use super::Id;
use super::context::{Context, Whole};
use super::finding::Finding;

/// Where a rule looks.
#[derive(Debug)]
pub(super) enum Finds {
    /// In every pair, also one with a blank side.
    InAnyPair(fn(&Context, &mut Vec<Finding>)),
    /// In pairs with two texts.
    InPair(fn(&Context, &mut Vec<Finding>)),
    /// In pairs with two texts, if the model knows words.
    InWords(fn(&Context, &mut Vec<Finding>)),
    /// In all pairs compared with each other; the findings are sealed.
    InBitext(fn(&Whole) -> Vec<Finding>),
    /// In what the pairs' own rules found, which it may gather; the findings are sealed.
    AfterPairs(fn(&Whole, &mut Vec<Finding>)),
}

impl Id {
    /// Tells whether it compares all pairs, so that a pair alone is not enough.
    #[must_use]
    pub fn compares_all_pairs(self) -> bool {
        matches!(self.finds(), Finds::InBitext(_) | Finds::AfterPairs(_))
    }
}
