//! Names that no other has.
//!
//! It remembers how far a name was counted: where 100,000 units of a file share an
//! id, counting each from the start would take hours.

use rustc_hash::{FxHashMap, FxHashSet};

/// Gives names of which no two are the same: `menu`, then `menu.2`, `menu.3`.
#[derive(Clone, Debug, Default)]
pub struct Distinct {
    taken: FxHashSet<String>,
    n_of: FxHashMap<String, usize>,
}

impl Distinct {
    /// Tells whether a name was given.
    #[must_use]
    pub fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Returns the name that is wanted, or if it was given the first free number
    /// behind it.
    pub fn name(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let n = self.n_of.entry(wanted.to_owned()).or_insert(1);
        loop {
            *n += 1;
            let name = format!("{wanted}.{n}");
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Distinct;

    #[test]
    fn a_name_that_was_given_is_counted_past_those_that_others_have() {
        let mut names = Distinct::default();
        let given = ["a", "a", "a.3", "a", "a.2", "b", "a"].map(|wanted| names.name(wanted));
        assert_eq!(["a", "a.2", "a.3", "a.4", "a.2.2", "b", "a.5"], given);
        assert!(names.is_taken("a.4") && !names.is_taken("c"));
    }

    #[test]
    fn many_of_one_name_take_one_pass() {
        let mut names = Distinct::default();
        for _ in 1..200_000 {
            names.name("x");
        }
        assert_eq!("x.200000", names.name("x"));
    }
}
