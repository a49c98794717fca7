//! What stands in the same order in two lists, and what stands elsewhere.
//!
//! Things are numbered, so that comparing them is comparing numbers.

use super::Link;
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::hash::Hash;

/// Returns the places of texts that stand in A as often as in B, the first with
/// the first.
pub(in crate::corpus) fn same_elsewhere(
    a: Vec<(usize, String)>,
    b: Vec<(usize, String)>,
) -> Vec<(usize, usize)> {
    let places = |texts: Vec<(usize, String)>| {
        let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, text) in texts {
            places.entry(text).or_default().push(at);
        }
        places
    };
    let (of_a, of_b) = (places(a), places(b));
    let mut same = Vec::new();
    for (text, places) in of_a {
        let others = of_b.get(&text).filter(|others| others.len() == places.len());
        same.extend(
            others.into_iter().flat_map(|others| places.iter().copied().zip(others.clone())),
        );
    }
    same.sort_unstable();
    same
}

/// Returns at which positions each key stands.
pub(super) fn places<K: Eq + Hash>(
    keys: impl Iterator<Item = impl Iterator<Item = K>>,
) -> FxHashMap<K, Vec<usize>> {
    let mut places: FxHashMap<K, Vec<usize>> = FxHashMap::default();
    for (at, keys) in keys.enumerate() {
        for key in keys {
            places.entry(key).or_default().push(at);
        }
    }
    places
}

/// What stands at a place, by number: the same number is the same thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) at: usize,
    number: usize,
}

/// Gives the same number to the same thing.
pub(super) struct Numbers<K> {
    known: FxHashMap<K, usize>,
    n: usize,
}

impl<K> Default for Numbers<K> {
    fn default() -> Self {
        Numbers { known: FxHashMap::default(), n: 0 }
    }
}

impl<K: Eq + Hash> Numbers<K> {
    pub(super) fn of(&mut self, key: K) -> usize {
        let n = &mut self.n;
        *self.known.entry(key).or_insert_with(|| {
            *n += 1;
            *n
        })
    }

    /// Returns a number that nothing else has.
    fn fresh(&mut self) -> usize {
        self.n += 1;
        self.n
    }
}

/// Returns what stands in A and in B: the text, or the link that it has
/// already; what has several links is like nothing else.
pub(super) fn tokens<'l, K: Eq + Hash>(
    links: impl Iterator<Item = &'l Link>,
    places_a: impl Iterator<Item = usize>,
    places_b: impl Iterator<Item = usize>,
    text_a: impl Fn(usize) -> Option<K>,
    text_b: impl Fn(usize) -> Option<K>,
) -> (Vec<Token>, Vec<Token>) {
    let mut numbers = Numbers::default();
    let (mut of_a, mut of_b) = (FxHashMap::default(), FxHashMap::default());
    for link in links {
        if !of_a.contains_key(&link.a) && !of_b.contains_key(&link.b) {
            let number = numbers.fresh();
            of_a.insert(link.a, number);
            of_b.insert(link.b, number);
        }
    }
    let mut token = |at: usize, text: Option<K>, known: &FxHashMap<usize, usize>| {
        let number = match (known.get(&at), text) {
            (_, Some(text)) => numbers.of(text),
            (Some(number), None) => *number,
            (None, None) => numbers.fresh(),
        };
        Token { at, number }
    };
    let a = places_a.map(|at| token(at, text_a(at), &of_a)).collect();
    let b = places_b.map(|at| token(at, text_b(at), &of_b)).collect();
    (a, b)
}

pub(super) fn in_order(a: &[Token], b: &[Token]) -> Vec<DiffOp> {
    let numbers = |tokens: &[Token]| tokens.iter().map(|token| token.number).collect::<Vec<_>>();
    capture_diff_slices(Algorithm::Myers, &numbers(a), &numbers(b))
}
