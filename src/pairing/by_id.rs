//! Pairs rows with the segments that their ids name.
//!
//! An id is that of a segment (`p3.s2`), that of a paragraph (`p3`: the row
//! translates all of it) or the number of a segment, counting from 1. Several
//! ids of segments that follow each other (`p3.s2 p3.s3`) name a run, as in a
//! bitext. Rows may stand in any order; rows with one id are joined in the order
//! of the table.

use super::{Link, Matching};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use crate::segment::Segment;
use crate::table::Row;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// Ids are taken as such, without being asked, if this share of the rows has
/// one that names a segment. By hand: room for a few rows added by hand; lower,
/// and tables whose keys mean something else are taken.
const MIN_KNOWN_SHARE: f64 = 0.9;

/// How many findings of one sort are listed. By hand: enough to see a pattern.
const MAX_LISTED: usize = 5;

/// Tells whether nearly all ids of a table name segments or paragraphs as ours do:
/// `p3.s2`, `p3`. Numbers are nobody's (see `numbers`).
#[must_use]
pub fn ids_match(src: &[Segment], rows: &[Row]) -> bool {
    if rows.is_empty() {
        return false;
    }
    let names = Names::of(src);
    let n_known = rows.iter().filter_map(|row| names.run(row.id.as_deref()?)).count();
    n_known as f64 >= MIN_KNOWN_SHARE * rows.len() as f64
}

/// Pairs each segment with the rows whose ids name it. `file` names the table
/// in messages.
///
/// # Errors
///
/// No row has an id, or none of the ids names a segment.
pub fn by_id(src: &[Segment], rows: &[Row], file: &str) -> Result<Matching> {
    let names = Names::of(src);
    let run = |id: &str| {
        let numbered = || number(id).filter(|n| (1..=src.len()).contains(n)).map(|n| n - 1..n);
        names.run(id).or_else(numbered)
    };
    let runs: Vec<Option<Range<usize>>> =
        rows.iter().map(|row| row.id.as_deref().and_then(run)).collect();
    if runs.iter().all(Option::is_none) && !rows.is_empty() {
        return Err(no_id_is_known(src, rows, file));
    }
    Ok(numbering(src, rows, &runs, links(&runs), file))
}

/// Returns the matching of links, and what is odd about the ids that gave them.
pub(super) fn numbering(
    src: &[Segment],
    rows: &[Row],
    runs: &[Option<Range<usize>>],
    links: Vec<Link>,
    file: &str,
) -> Matching {
    let mut findings = repeated(rows, runs, file);
    findings.extend(unknown(rows, runs, file));
    let matching = Matching::new(links, src.len(), rows.len(), findings);
    with_omissions(matching, src, file)
}

/// Which runs of segments ids name.
struct Names<'a> {
    segments: FxHashMap<&'a str, usize>,
    paragraphs: FxHashMap<usize, Range<usize>>,
}

impl<'a> Names<'a> {
    fn of(src: &'a [Segment]) -> Names<'a> {
        let segments = src.iter().enumerate().map(|(at, segment)| (segment.id.as_str(), at));
        let mut paragraphs: FxHashMap<usize, Range<usize>> = FxHashMap::default();
        for (at, segment) in src.iter().enumerate() {
            paragraphs.entry(segment.paragraph).or_insert(at..at).end = at + 1;
        }
        Names { segments: segments.collect(), paragraphs }
    }

    /// Returns the segments that one id names, or several in their order.
    fn run(&self, ids: &str) -> Option<Range<usize>> {
        let mut runs = ids.split_whitespace().map(|id| self.run_of_one(id));
        let first = runs.next()??;
        runs.try_fold(first, |run, next| {
            let next = next?;
            (next.start == run.end).then_some(run.start..next.end)
        })
    }

    fn run_of_one(&self, id: &str) -> Option<Range<usize>> {
        let lower = || self.segments.get(id.to_lowercase().as_str());
        if let Some(at) = self.segments.get(id).or_else(lower) {
            return Some(*at..at + 1);
        }
        self.paragraphs.get(&number(id.strip_prefix(['p', 'P'])?)?).cloned()
    }
}

/// Returns the whole number that an id is.
fn number(id: &str) -> Option<usize> {
    let id = id.trim();
    id.bytes().all(|byte| byte.is_ascii_digit()).then(|| id.parse().ok())?
}

/// Joins the rows of one run, and those of a paragraph and of its segments.
pub(super) fn links(runs: &[Option<Range<usize>>]) -> Vec<Link> {
    let mut rows_by_run: BTreeMap<(usize, std::cmp::Reverse<usize>), Vec<usize>> = BTreeMap::new();
    for (row, run) in runs.iter().enumerate() {
        if let Some(run) = run {
            rows_by_run.entry((run.start, std::cmp::Reverse(run.end))).or_default().push(row);
        }
    }
    let mut links: Vec<Link> = Vec::new();
    for ((start, std::cmp::Reverse(end)), rows) in rows_by_run {
        match links.last_mut().filter(|last| start < last.src.end) {
            Some(last) => {
                last.rows.extend(rows);
                last.rows.sort_unstable();
            }
            None => links.push(Link { src: start..end, rows }),
        }
    }
    links
}

fn repeated(rows: &[Row], runs: &[Option<Range<usize>>], file: &str) -> Vec<Notice> {
    let mut first_line: FxHashMap<&Range<usize>, u64> = FxHashMap::default();
    let mut findings = Vec::new();
    for (row, run) in rows.iter().zip(runs) {
        let (Some(id), Some(run)) = (&row.id, run) else { continue };
        let line = *first_line.entry(run).or_insert(row.line);
        if line != row.line {
            let message = format!("the id `{id}` is that of line {line} too; the rows are joined");
            findings.push(Notice::warning("id", message).at(Place::file(file).line(row.line)));
        }
    }
    shortened(findings)
}

fn unknown(rows: &[Row], runs: &[Option<Range<usize>>], file: &str) -> Vec<Notice> {
    let unknown = rows.iter().zip(runs).filter(|(_, run)| run.is_none());
    let findings = unknown.map(|(row, _)| {
        let message = match &row.id {
            Some(id) => format!("the id `{id}` names no segment; the row has no source"),
            None => "the row has no id, and so no source".to_owned(),
        };
        Notice::warning("id", message).at(Place::file(file).line(row.line))
    });
    shortened(findings.collect())
}

/// Keeps the first findings of a sort and counts the others.
fn shortened(mut findings: Vec<Notice>) -> Vec<Notice> {
    let n_others = findings.len().saturating_sub(MAX_LISTED);
    findings.truncate(MAX_LISTED);
    if n_others > 0 {
        findings.push(Notice::warning("id", format!("the same in {n_others} more rows")));
    }
    findings
}

fn with_omissions(mut matching: Matching, src: &[Segment], file: &str) -> Matching {
    let omitted: Vec<&str> =
        matching.unknown_src.iter().cloned().flatten().map(|at| src[at].id.as_str()).collect();
    if omitted.is_empty() {
        return matching;
    }
    let shown = omitted.iter().take(MAX_LISTED).copied().collect::<Vec<_>>().join(", ");
    let more = if omitted.len() > MAX_LISTED { ", …" } else { "" };
    let message = format!("no row for {} of {} segments: {shown}{more}", omitted.len(), src.len());
    matching.findings.push(Notice::warning("id", message).at(Place::file(file)));
    matching
}

fn no_id_is_known(src: &[Segment], rows: &[Row], file: &str) -> Error {
    let wanted = src.first().map_or("p1.s1", |segment| &segment.id);
    let error = match rows.iter().find_map(|row| Some((row.line, row.id.as_deref()?))) {
        Some((line, id)) => {
            let message = format!("no id names a segment: the first is `{id}`, not `{wanted}`");
            Error::input(message).at(Place::file(file).line(line))
        }
        None => Error::input("the table has no ids").at(Place::file(file)),
    };
    error.hint("name the column of ids with --id-column, or let the texts decide: --by auto")
}

#[cfg(test)]
mod tests;
