//! Says of a pair that comes from a text that is only nearly its source: how near it
//! is, and which words differ.

use crate::bitext::Pair;
use crate::error::Place;
use crate::notice::Notice;
use crate::pairing::Near;
use crate::pairing::fuzzy::Change;
use crate::segment::Segment;
use crate::table::Table;

/// A near match is never so probable that nobody needs to look at it: under
/// `pipeline::DOUBTFUL`.
const MAX_SCORE: f64 = 0.79;

/// How many findings of near matches are given each on its own.
const MAX_LISTED: usize = 5;

/// Writes into the pairs what their source was in the memory, and says it.
pub(super) fn tell(
    near: &[Near],
    pairs: &mut [Pair],
    src: &[Segment],
    table: &Table,
    name: &str,
) -> Vec<Notice> {
    let mut findings = Vec::new();
    for near in near {
        let id = &src[near.segment].id;
        let Some(pair) = pairs.iter_mut().find(|pair| pair.src_ids.contains(id)) else { continue };
        if pair.tgt.is_empty() {
            continue;
        }
        pair.score = Some(pair.score.unwrap_or(1.0).min(near.score).min(MAX_SCORE));
        let what = differing(&near.changes);
        let said =
            format!("the source of this translation is {:.0} % alike: {what}", 100.0 * near.score);
        if !pair.comment.is_empty() {
            pair.comment.push(' ');
        }
        pair.comment.push_str(&said);
        if findings.len() < MAX_LISTED {
            let line = table.rows.get(near.row).map(|row| row.line).filter(|line| *line > 0);
            let place = Place::file(name);
            let place = line.map_or(place.clone(), |line| place.line(line));
            findings.push(Notice::warning("memory", format!("{id}: {said}")).at(place));
        }
    }
    findings
}

/// Says which words stand for which.
fn differing(changes: &[Change]) -> String {
    let change = |Change { from, to }: &Change| match (from.is_empty(), to.is_empty()) {
        (true, _) => format!("`{to}` is new"),
        (_, true) => format!("`{from}` is gone"),
        _ => format!("`{from}` is `{to}` now"),
    };
    changes.iter().map(change).collect::<Vec<_>>().join(", ")
}
