//! Joins two tables by the keys that both have.
//!
//! ```text
//! btn.ok      Valider          msg.hi   Hello everyone. Come in.
//! msg.hi      Bonjour. Entrez. btn.ok   OK
//! ```
//!
//! A key may look like anything and stand anywhere in the other table. Keys are
//! compared as they stand; if more of them meet without capitals, leading zeros and
//! what numbers are dressed in (`#1`, `n° 1`, `1.`), then so. Rows of one key that
//! follow each other are one cell. What stands several times in both tables is
//! joined in order.
//!
//! Whether the keys mean the same thing in both tables is not known here: the words
//! must tell.

use super::{Link, Matching};
use crate::error::Place;
use crate::notice::Notice;
use crate::segment::Segment;
use crate::table::Row;
use rustc_hash::FxHashMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// At least this share of the keys of the smaller table must be in the other one.
/// By hand: a catalogue may be translated in part, but a translation has few keys
/// of its own.
const MIN_SHARED: f64 = 0.5;

/// How many keys a message names.
const MAX_LISTED: usize = 5;

/// Two tables joined by their keys.
#[derive(Clone, Debug)]
pub struct Keyed {
    /// The runs of segments of a key and its rows.
    pub matching: Matching,
    /// How many keys both tables have.
    pub n_shared: usize,
}

/// Joins the segments of a table with the rows of another by key; `None` if too few
/// keys are in both. The paragraph of a segment is the number of its row. `file`
/// names the translation in messages.
#[must_use]
pub fn by_key(src: &[Segment], src_rows: &[Row], rows: &[Row], file: &str) -> Option<Keyed> {
    let exact = Keys::new(src_rows, rows, plain);
    let loose = Keys::new(src_rows, rows, bare);
    let keys = if loose.n_shared > exact.n_shared { loose } else { exact };
    let smaller = keys.src.len().min(keys.tgt.len());
    if keys.n_shared == 0 || (keys.n_shared as f64) < MIN_SHARED * smaller as f64 {
        return None;
    }
    let links = keys.links(src);
    let mut matching = Matching::new(links, src.len(), rows.len(), Vec::new());
    matching.findings = keys.findings(src_rows, rows, file);
    Some(Keyed { matching, n_shared: keys.n_shared })
}

/// Where the rows of each key stand: one run for rows that follow each other.
type Runs = FxHashMap<String, Vec<Range<usize>>>;

struct Keys {
    src: Runs,
    tgt: Runs,
    n_shared: usize,
}

impl Keys {
    fn new(src: &[Row], tgt: &[Row], form: impl Fn(&str) -> String) -> Keys {
        let (src, tgt) = (runs(src, &form), runs(tgt, &form));
        let n_shared = src.keys().filter(|key| tgt.contains_key(*key)).count();
        Keys { src, tgt, n_shared }
    }

    fn links(&self, src: &[Segment]) -> Vec<Link> {
        let segments = |rows: &Range<usize>| {
            let before = |row: usize| src.partition_point(|segment| segment.paragraph <= row);
            before(rows.start)..before(rows.end)
        };
        let mut links = Vec::new();
        for (key, src_runs) in &self.src {
            let Some(tgt_runs) = self.tgt.get(key) else { continue };
            let is_one_by_one = src_runs.len() == tgt_runs.len();
            for (nth, src_run) in src_runs.iter().enumerate() {
                let rows: Vec<usize> = if is_one_by_one {
                    tgt_runs[nth].clone().collect()
                } else if nth == 0 {
                    tgt_runs.iter().cloned().flatten().collect()
                } else {
                    Vec::new()
                };
                let src = segments(src_run);
                if !src.is_empty() && !rows.is_empty() {
                    links.push(Link { src, rows });
                }
            }
        }
        links
    }

    fn findings(&self, src: &[Row], tgt: &[Row], file: &str) -> Vec<Notice> {
        let missing = keys_not_in(src, &self.src, &self.tgt);
        let unknown = keys_not_in(tgt, &self.tgt, &self.src);
        let mut repeated: Vec<String> = self
            .src
            .iter()
            .filter(|(key, runs)| {
                self.tgt.get(*key).is_some_and(|others| others.len() != runs.len())
            })
            .map(|(key, _)| key.clone())
            .collect();
        repeated.sort_unstable();
        [
            (missing, "the translation has no row for"),
            (unknown, "the source has no row for"),
            (repeated, "the two tables do not have as many rows for"),
        ]
        .into_iter()
        .filter(|(keys, _)| !keys.is_empty())
        .map(|(keys, what)| {
            let message = format!("{what} {}", listed(keys));
            Notice::warning("id", message).at(Place::file(file))
        })
        .collect()
    }
}

/// Returns the keys of the rows, in their order, that the other table lacks.
fn keys_not_in(rows: &[Row], own: &Runs, others: &Runs) -> Vec<String> {
    let mut starts: Vec<(usize, &String)> = own
        .iter()
        .filter(|(key, _)| !others.contains_key(*key))
        .filter_map(|(key, runs)| Some((runs.first()?.start, key)))
        .collect();
    starts.sort_unstable();
    let shown = |(row, key): (usize, &String)| rows[row].id.clone().unwrap_or_else(|| key.clone());
    starts.into_iter().map(shown).collect()
}

fn listed(mut keys: Vec<String>) -> String {
    let n_keys = keys.len();
    keys.truncate(MAX_LISTED);
    let names: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    let plural = if n_keys == 1 { "" } else { "s" };
    let more = if n_keys > MAX_LISTED { ", …" } else { "" };
    format!("{n_keys} key{plural}: {}{more}", names.join(", "))
}

fn runs(rows: &[Row], form: impl Fn(&str) -> String) -> Runs {
    let mut runs = Runs::default();
    for (at, row) in rows.iter().enumerate() {
        let Some(key) = row.id.as_deref().map(&form).filter(|key| !key.is_empty()) else {
            continue;
        };
        let of_key = runs.entry(key).or_default();
        match of_key.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => of_key.push(at..at + 1),
        }
    }
    runs
}

/// Returns a key as it stands.
fn plain(key: &str) -> String {
    key.trim().nfc().collect()
}

/// Returns a key without capitals and without what a number is dressed in.
fn bare(key: &str) -> String {
    let key: String =
        key.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let key = key.trim_matches(|c: char| !c.is_alphanumeric());
    let number = ["nº", "n°", "no.", "no", "nr.", "nr", "num.", "n"]
        .iter()
        .find_map(|dress| key.strip_prefix(dress))
        .map_or(key, |rest| rest.trim_start_matches(['.', '°', '-', '_']));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let Some(number) = is_number.then(|| number.trim_start_matches('0')) else {
        return key.to_owned();
    };
    if number.is_empty() { "0".to_owned() } else { number.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{rows_with_ids, segments, shown};
    use super::*;

    /// Joins rows of these keys, each a segment of the source, and checks the links.
    #[track_caller]
    fn check(src: &[&str], tgt: &[&str], expected: &str) -> Vec<String> {
        let texts: Vec<&[&str]> = src.iter().map(|_| &["x"][..]).collect();
        let keyed = by_key(&segments(&texts), &rows_with_ids(src), &rows_with_ids(tgt), "t.csv");
        let matching = keyed.map(|keyed| keyed.matching).unwrap_or_default();
        assert_eq!(expected, shown(&matching.complete()));
        matching.findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn keys_may_look_like_anything_and_stand_anywhere() {
        for keys in [
            ["btn.ok", "msg-12", "2.1"],
            ["s1", "s2", "s3"],
            ["#1", "#2", "#3"],
            ["n° 1", "n° 2", "n° 3"],
            ["0", "1", "2"],
            ["é", "à", "ç"],
        ] {
            let [a, b, c] = keys;
            assert!(check(&keys, &[c, a, b], "0..1=1 1..2=2 2..3=0").is_empty());
        }
    }

    #[test]
    fn a_number_is_the_same_however_it_is_dressed() {
        check(&["1", "2", "03"], &["#2", "n° 1", "3."], "0..1=1 1..2=0 2..3=2");
        check(&["Btn.OK", "b"], &["btn.ok", "B"], "0..1=0 1..2=1");
    }

    #[test]
    fn what_one_side_lacks_stands_alone_and_is_said() {
        let findings = check(&["k1", "k2", "k3"], &["k3", "x", "k1"], "0..1=2 1..2= 2..3=0 3..3=1");
        assert_eq!(
            vec![
                "warning: t.csv: the translation has no row for 1 key: `k2` [id]",
                "warning: t.csv: the source has no row for 1 key: `x` [id]",
            ],
            findings
        );
    }

    #[test]
    fn rows_of_one_key_are_one_cell_and_repeated_keys_go_in_order() {
        check(&["a", "b"], &["b", "a", "a"], "0..1=1,2 1..2=0");
        check(&["a", "b", "a"], &["a", "b", "a"], "0..1=0 1..2=1 2..3=2");
        let findings = check(&["a", "b", "a"], &["a", "b"], "0..1=0 1..2=1 2..3=");
        assert_eq!(1, findings.len(), "{findings:?}");
    }

    #[test]
    fn tables_with_few_keys_in_common_are_not_joined() {
        check(&["a", "b", "c"], &["x", "y", "c"], "");
        check(&["", ""], &["", ""], "");
    }
}
