//! Finds rows: those that fit a filter, and the next one of a kind.

use super::row::Row;
use super::search::Pattern;
use crate::bitext::Status;
use crate::check::{Finding, Side};
use crate::notice::Severity;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The findings of all rows that have any, by key.
pub type Findings = FxHashMap<u64, Vec<Finding>>;

/// What a person may look for.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Anything.
    #[default]
    #[serde(rename = "")]
    Any,
    /// Probability below the doubtful one.
    Doubtful,
    /// An open finding, warning or worse.
    Finding,
    /// Not one segment on either side.
    Not11,
    /// Nobody has decided.
    Undecided,
    /// Not translated yet, and nobody has decided that it stays so.
    Todo,
    /// Flagged.
    Flagged,
    /// Bookmarked.
    #[serde(alias = "bookmarks")]
    Bookmarked,
    /// With a remark that is not resolved.
    #[serde(alias = "remarks")]
    Remark,
    /// With an error marked.
    #[serde(alias = "marks")]
    Mark,
    /// Decided together with others.
    Bulk,
}

/// A filter as the page says it. Everything that is said must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// The id of a pair, or of one of its segments.
    pub id: String,
    /// The statuses to show; all if there is none.
    pub status: Vec<String>,
    /// The name of a check, or `any`.
    pub check: String,
    /// `1:2`, or `not 1:1`.
    pub shape: String,
    /// A text, or a regular expression.
    pub text: String,
    /// Whether `text` is a regular expression.
    pub regex: bool,
    /// Whether a text is meant as it is typed, and capitals matter.
    pub case: bool,
    /// `src`, `tgt`, or both.
    pub side: String,
    /// The probability under which pairs are shown.
    pub below: Option<f64>,
    /// The probability that pairs must at least have.
    pub least: Option<f64>,
    /// Only pairs without an open warning or error.
    pub clean: bool,
    /// A kind of pair.
    pub only: Kind,
}

/// A filter that is ready for use.
#[derive(Debug)]
pub struct Sieve<'a> {
    filter: &'a Filter,
    pattern: Option<Pattern>,
    findings: &'a Findings,
    doubtful: f64,
}

impl Filter {
    /// Returns the filter ready for use.
    ///
    /// # Errors
    ///
    /// The regular expression is none, as said.
    pub fn sieve<'a>(&'a self, findings: &'a Findings, doubtful: f64) -> Result<Sieve<'a>, String> {
        let pattern = Pattern::new(&self.text, self.regex, self.case)?;
        Ok(Sieve { filter: self, pattern, findings, doubtful })
    }
}

impl Sieve<'_> {
    /// Tells whether a row passes.
    #[must_use]
    pub fn passes(&self, row: &Row) -> bool {
        let Filter { id, status, check, shape, below, only, .. } = self.filter;
        (status.is_empty() || status.iter().any(|name| name == row.status.name()))
            && (id.is_empty() || has_id(row, id))
            && below.is_none_or(|below| row.score.is_some_and(|score| score < below))
            && self.filter.least.is_none_or(|least| row.score.is_some_and(|score| score >= least))
            && !(self.filter.clean && is_of_kind(row, Kind::Finding, self.findings, self.doubtful))
            && self.has_shape(row, shape)
            && (check.is_empty() || self.has_finding(row, check))
            && is_of_kind(row, *only, self.findings, self.doubtful)
            && self.has_text(row)
    }

    fn has_shape(&self, row: &Row, shape: &str) -> bool {
        match shape {
            "" => true,
            "not 1:1" => is_of_kind(row, Kind::Not11, self.findings, self.doubtful),
            shape => row.shape().to_string() == shape,
        }
    }

    fn has_finding(&self, row: &Row, check: &str) -> bool {
        let fits = |finding: &Finding| {
            finding.is_open()
                && if check == "any" {
                    finding.severity > Severity::Info
                } else {
                    finding.check.name() == check
                }
        };
        self.findings.get(&row.key).is_some_and(|found| found.iter().any(fits))
    }

    fn has_text(&self, row: &Row) -> bool {
        let Some(pattern) = &self.pattern else { return true };
        let has = |side: Side| {
            let is_wanted = !matches!(self.filter.side.as_str(), "src" | "tgt")
                || self.filter.side == side.name();
            is_wanted && pattern.is_in(&row.text(side))
        };
        has(Side::Src) || has(Side::Tgt) || row.remarks.iter().any(|r| pattern.is_in(&r.text))
    }
}

fn has_id(row: &Row, id: &str) -> bool {
    let mut ids = row.src.iter().chain(&row.tgt).flat_map(|piece| &piece.ids);
    row.id == id || ids.any(|known| known == id)
}

/// Tells whether a row is of a kind.
#[must_use]
pub fn is_of_kind(row: &Row, kind: Kind, findings: &Findings, doubtful: f64) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Doubtful => row.score.is_some_and(|score| score < doubtful),
        Kind::Finding => findings.get(&row.key).is_some_and(|found| {
            found.iter().any(|finding| finding.is_open() && finding.severity > Severity::Info)
        }),
        Kind::Not11 => (row.shape().src, row.shape().tgt) != (1, 1),
        Kind::Undecided => row.status == Status::Auto,
        Kind::Todo => row.is_todo(),
        Kind::Flagged => row.flagged,
        Kind::Bookmarked => row.bookmarked,
        Kind::Remark => row.remarks.iter().any(|remark| !remark.resolved),
        Kind::Mark => !row.marks.is_empty(),
        Kind::Bulk => row.bulk,
    }
}

/// Returns the next row of a kind that a filter shows after (or before) a
/// position, going round. Doubtful ones that somebody has decided on are doubtful
/// no more.
#[must_use]
pub fn next<'r>(
    rows: &'r [Row],
    from: Option<usize>,
    is_forward: bool,
    kind: Kind,
    sieve: &Sieve,
) -> Option<&'r Row> {
    let n = rows.len();
    let steps = (0..n).map(|step| match (from, is_forward) {
        (Some(from), true) => (from + 1 + step) % n,
        (Some(from), false) => (from + n + n - 1 - step) % n,
        (None, true) => step,
        (None, false) => n - 1 - step,
    });
    let fits = |row: &&Row| {
        is_of_kind(row, kind, sieve.findings, sieve.doubtful)
            && !(kind == Kind::Doubtful && row.is_decided())
            && sieve.passes(row)
    };
    steps.map(|at| &rows[at]).find(fits)
}

#[cfg(test)]
mod tests {
    use super::super::row::Piece;
    use super::*;

    fn rows() -> Vec<Row> {
        let row = |key: u64, src: &str, tgt: &str, score: f64, status| {
            let piece = |text: &str| Piece { ids: Vec::new(), n: 1, text: text.to_owned() };
            let (src, tgt) = (vec![piece(src)], vec![piece(tgt); tgt.len().min(1)]);
            Row { key, src, tgt, score: Some(score), status, ..Row::default() }
        };
        vec![
            row(1, "Il pleut.", "It rains.", 0.99, Status::Auto),
            row(2, "L'été.", "", 0.4, Status::Auto),
            row(3, "Fin.", "The END.", 0.5, Status::Accepted),
        ]
    }

    /// Checks which rows a filter lets pass.
    #[track_caller]
    fn check(expected: &[u64], filter: &Filter) {
        let (rows, findings) = (rows(), Findings::default());
        let sieve = filter.sieve(&findings, 0.8).unwrap();
        let keys: Vec<u64> =
            rows.iter().filter(|row| sieve.passes(row)).map(|row| row.key).collect();
        assert_eq!(expected, keys, "{filter:?}");
    }

    #[test]
    fn all_that_a_filter_says_must_hold() {
        let filter = Filter::default;
        check(&[1, 2, 3], &filter());
        check(&[3], &Filter { text: "end".into(), ..filter() });
        check(&[], &Filter { text: "end".into(), case: true, ..filter() });
        check(&[2], &Filter { text: "l'ete".into(), ..filter() });
        check(&[1], &Filter { least: Some(0.9), ..filter() });
        check(&[], &Filter { text: ".*".into(), ..filter() });
        check(&[1, 3], &Filter { text: r"^\w+\s?\w*\.$".into(), regex: true, ..filter() });
        check(
            &[3],
            &Filter {
                text: "i".into(),
                side: "src".into(),
                status: vec!["accepted".into()],
                ..filter()
            },
        );
        check(&[2], &Filter { shape: "not 1:1".into(), ..filter() });
        check(&[2], &Filter { shape: "1:0".into(), ..filter() });
        check(&[2, 3], &Filter { only: Kind::Doubtful, ..filter() });
        check(&[2], &Filter { below: Some(0.5), ..filter() });
        let bad = Filter { text: "(".into(), regex: true, ..filter() };
        assert!(bad.sieve(&Findings::default(), 0.8).is_err());
    }

    #[test]
    fn the_next_doubtful_pair_is_one_that_nobody_has_decided_on() {
        let (rows, findings, all) = (rows(), Findings::default(), Filter::default());
        let sieve = all.sieve(&findings, 0.8).unwrap();
        let next = |from, is_forward| {
            next(&rows, from, is_forward, Kind::Doubtful, &sieve).map(|row| row.key)
        };
        assert_eq!(
            [Some(2); 4],
            [next(None, true), next(Some(1), true), next(Some(0), false), next(None, false)]
        );
    }

    #[test]
    fn the_next_pair_is_one_that_the_filter_shows() {
        let (rows, findings) = (rows(), Findings::default());
        let end = Filter { text: "end".into(), ..Filter::default() };
        let sieve = end.sieve(&findings, 0.8).unwrap();
        let next = |kind| next(&rows, Some(0), true, kind, &sieve).map(|row| row.key);
        assert_eq!((Some(3), None), (next(Kind::Any), next(Kind::Undecided)));
    }
}
