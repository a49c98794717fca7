//! The carried columns of the outcome, and pairs with a cell for each.

use crate::bitext::{Bitext, Pair};
use crate::corpus::reconcile::Column;

/// Returns the columns of the outcome: those of A, or of B if A has those of the
/// base, and then what else the other has.
pub(super) fn columns(base: Option<&Bitext>, a: &Bitext, b: &Bitext) -> Vec<Column> {
    let has = |bitext: &Bitext, header: &String| bitext.carried_headers.contains(header);
    let is_as_before = base.is_some_and(|base| base.carried_headers == a.carried_headers);
    let (first, then) = if is_as_before { (b, a) } else { (a, b) };
    let others = then.carried_headers.iter().filter(|header| !has(first, header));
    let headers = first.carried_headers.iter().chain(others);
    headers
        .map(|header| Column {
            header: header.clone(),
            in_base: base.is_some_and(|base| has(base, header)),
            in_a: has(a, header),
            in_b: has(b, header),
        })
        .collect()
}

/// Returns the pairs of a version with a cell for each column of the outcome.
pub(super) fn squared(bitext: &Bitext, columns: &[Column]) -> Vec<Pair> {
    let place =
        |column: &Column| bitext.carried_headers.iter().position(|header| *header == column.header);
    let places: Vec<Option<usize>> = columns.iter().map(place).collect();
    let squared = |pair: &Pair| {
        let cell = |place: &Option<usize>| place.and_then(|at| pair.carried.get(at).cloned());
        Pair {
            carried: places.iter().map(|at| cell(at).unwrap_or_default()).collect(),
            ..pair.clone()
        }
    };
    bitext.pairs.iter().map(squared).collect()
}
