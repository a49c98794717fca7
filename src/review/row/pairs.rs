//! Rows out of pairs, and pairs out of rows.
//!
//! A bitext file has columns for the status, the reviewer and a comment. Flags,
//! bookmarks, threads and marks travel in carried columns of their own
//! ([`FLAG`], [`THREAD`], [`MQM`]), which every format keeps. A cell of such a
//! column that is not ours, because somebody wrote into it, stays as it is.

use super::{Piece, Remark, Row};
use crate::bitext::Pair;
pub use crate::bitext::{FLAG, MQM, THREAD};
use crate::check::Side;
use serde::Serialize;

impl Row {
    /// Returns the row of a pair. The columns that hold what a review knows
    /// (`extras`: where [`FLAG`], [`THREAD`] and [`MQM`] stand among the carried
    /// ones) are read and left empty.
    #[must_use]
    pub fn of_pair(key: u64, pair: Pair, extras: &Extras) -> Row {
        let src = pieces(&pair.src_segments(), &pair.src_ids, pair.shape.src);
        let tgt = pieces(&pair.tgt_segments(), &pair.tgt_ids, pair.shape.tgt);
        let mut carried = pair.carried;
        let flags = taken(&mut carried, extras.flag, read_flags).unwrap_or_default();
        let remarks = taken(&mut carried, extras.thread, read_json::<Vec<Remark>>);
        let remarks = remarks.filter(|remarks| plain(remarks) == pair.comment);
        let marks = taken(&mut carried, extras.mqm, read_json).unwrap_or_default();
        Row {
            key,
            version: 0,
            id: pair.id,
            kind: pair.kind,
            src,
            tgt,
            score: pair.score,
            status: pair.status,
            bulk: flags.contains(&"bulk"),
            was_edited: flags.contains(&"edited"),
            reviewer: pair.reviewer,
            updated: pair.updated,
            flagged: flags.contains(&"flag"),
            bookmarked: flags.contains(&"bookmark"),
            remarks: remarks.unwrap_or_else(|| remarks_of_comment(&pair.comment)),
            marks,
            findings: pair.findings,
            carried,
        }
    }

    /// Returns the pair of this row; what only a review knows goes into the
    /// columns that `extras` names, which the caller has made.
    #[must_use]
    pub fn to_pair(&self, extras: &Extras) -> Pair {
        let mut carried = self.carried.clone();
        let mut put = |column: Option<usize>, value: String| {
            if let Some(at) = column.filter(|_| !value.is_empty()) {
                carried.resize(carried.len().max(at + 1), String::new());
                carried[at] = value;
            }
        };
        put(extras.flag, self.flags());
        put(extras.thread, if self.needs_thread() { json(&self.remarks) } else { String::new() });
        put(extras.mqm, if self.marks.is_empty() { String::new() } else { json(&self.marks) });
        Pair {
            id: self.id.clone(),
            shape: self.shape(),
            src: self.text(Side::Src),
            tgt: self.text(Side::Tgt),
            src_ids: ids(&self.src),
            tgt_ids: ids(&self.tgt),
            src_breaks: breaks(&self.src),
            tgt_breaks: breaks(&self.tgt),
            kind: self.kind,
            score: self.score,
            status: self.status,
            findings: self.findings.clone(),
            reviewer: self.reviewer.clone(),
            updated: self.updated.clone(),
            comment: plain(&self.remarks),
            carried,
            evidence: None,
        }
    }

    fn flags(&self) -> String {
        let set = FLAGS.iter().zip([self.flagged, self.bookmarked, self.bulk, self.was_edited]);
        let set: Vec<&str> = set.filter(|(_, on)| *on).map(|(word, _)| *word).collect();
        set.join(" ")
    }

    /// Tells whether the comment column alone would lose something.
    fn needs_thread(&self) -> bool {
        remarks_of_comment(&plain(&self.remarks)) != self.remarks
    }
}

/// The words of the column [`FLAG`].
const FLAGS: [&str; 4] = ["flag", "bookmark", "bulk", "edited"];

/// Takes what a cell says out of it. What is not ours, because the column is
/// somebody else's or was edited by hand, stays in the cell.
fn taken<T>(
    carried: &mut [String],
    column: Option<usize>,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let cell = carried.get_mut(column?)?;
    let value = read(cell)?;
    cell.clear();
    Some(value)
}

fn read_flags(cell: &str) -> Option<Vec<&'static str>> {
    cell.split_whitespace().map(|word| FLAGS.into_iter().find(|known| *known == word)).collect()
}

fn read_json<T: serde::de::DeserializeOwned>(cell: &str) -> Option<T> {
    serde_json::from_str(cell).ok()
}

/// Where the columns of a review stand among the carried ones.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Extras {
    /// [`FLAG`].
    pub flag: Option<usize>,
    /// [`THREAD`].
    pub thread: Option<usize>,
    /// [`MQM`].
    pub mqm: Option<usize>,
}

impl Extras {
    /// Returns where the columns stand.
    #[must_use]
    pub fn find(headers: &[String]) -> Extras {
        let at = |name: &str| headers.iter().position(|header| header == name);
        Extras { flag: at(FLAG), thread: at(THREAD), mqm: at(MQM) }
    }

    /// Adds the columns that some row needs and returns where they stand.
    pub fn make(headers: &mut Vec<String>, rows: &[Row]) -> Extras {
        let mut need = |name: &str, is_needed: bool| {
            if is_needed && !headers.iter().any(|header| header == name) {
                headers.push(name.to_owned());
            }
        };
        need(FLAG, rows.iter().any(|row| !row.flags().is_empty()));
        need(THREAD, rows.iter().any(Row::needs_thread));
        need(MQM, rows.iter().any(|row| !row.marks.is_empty()));
        Extras::find(headers)
    }
}

/// Returns the pieces of a side. Where the segments cannot be told apart they
/// are one piece.
fn pieces(segments: &[&str], ids: &[String], n: usize) -> Vec<Piece> {
    let is_told_apart = segments.len() == n && (ids.len() == n || ids.is_empty());
    if n == 0 && segments.iter().all(|text| text.is_empty()) {
        return Vec::new();
    }
    if !is_told_apart {
        let text = segments.join(" ");
        return vec![Piece { ids: ids.to_vec(), n: n.max(1), text }];
    }
    let piece = |(at, text): (usize, &&str)| Piece {
        ids: ids.get(at).cloned().into_iter().collect(),
        n: 1,
        text: (*text).to_owned(),
    };
    segments.iter().enumerate().map(piece).collect()
}

/// Returns where, in the joined text, the second and further segments start;
/// none if the joined text cannot say it.
fn breaks(pieces: &[Piece]) -> Vec<usize> {
    if pieces.iter().any(|piece| piece.n != 1 || piece.text.is_empty()) {
        return Vec::new();
    }
    let ends = pieces.iter().scan(0, |end, piece| {
        *end += piece.text.len() + 1;
        Some(*end)
    });
    let mut starts: Vec<usize> = ends.collect();
    starts.pop();
    starts
}

fn ids(pieces: &[Piece]) -> Vec<String> {
    pieces.iter().flat_map(|piece| piece.ids.iter().cloned()).collect()
}

/// Returns the comment that says what a thread says: a remark a line, its author
/// before it, what is resolved left out.
fn plain(remarks: &[Remark]) -> String {
    let line = |remark: &Remark| match remark.who.as_str() {
        "" => remark.text.clone(),
        who => format!("{who}: {}", remark.text),
    };
    let open = remarks.iter().filter(|remark| !remark.resolved);
    open.map(line).collect::<Vec<_>>().join("\n")
}

fn remarks_of_comment(comment: &str) -> Vec<Remark> {
    if comment.trim().is_empty() {
        return Vec::new();
    }
    let (who, at) = (String::new(), String::new());
    let text = comment.to_owned();
    vec![Remark { id: 1, who, at, span: None, text, reply_to: None, resolved: false }]
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("rows are plain data")
}

#[cfg(test)]
mod tests {
    use super::super::{Mark, Span};
    use super::*;
    use crate::bead::Shape;

    fn pair() -> Pair {
        Pair {
            id: "p1.s1".into(),
            shape: Shape { src: 1, tgt: 2 },
            src: "Il pleut, je lis.".into(),
            tgt: "It rains. I read.".into(),
            src_ids: vec!["p1.s1".into()],
            tgt_ids: vec!["r1.s1".into(), "r1.s2".into()],
            tgt_breaks: vec![10],
            score: Some(0.9731),
            comment: "à revoir".into(),
            findings: vec!["date!0f:vu".into()],
            carried: vec!["J. D.".into()],
            ..Pair::default()
        }
    }

    #[test]
    fn a_row_that_nobody_touched_is_its_pair() {
        let unknown = Pair { tgt_breaks: Vec::new(), ..pair() };
        let one_sided = Pair {
            shape: Shape { src: 1, tgt: 0 },
            tgt: String::new(),
            tgt_ids: Vec::new(),
            tgt_breaks: Vec::new(),
            ..pair()
        };
        let bare = Pair {
            shape: Shape { src: 1, tgt: 1 },
            src: "a".into(),
            tgt: String::new(),
            ..Pair::default()
        };
        for pair in [pair(), unknown, one_sided, bare] {
            let row = Row::of_pair(1, pair.clone(), &Extras::default());
            assert_eq!(pair, row.to_pair(&Extras::default()));
            let stored: Row = serde_json::from_str(&json(&row)).unwrap();
            assert_eq!(row, stored);
        }
    }

    #[test]
    fn what_only_a_review_knows_travels_in_carried_columns() {
        let mut row = Row::of_pair(1, pair(), &Extras::default());
        let span = Span { side: Side::Tgt, start: 0, end: 2, quote: "It".into() };
        (row.flagged, row.bulk) = (true, true);
        row.remarks.push(Remark {
            id: 2,
            who: "Zoé".into(),
            at: "2026-11-25T00:00:00Z".into(),
            span: Some(span.clone()),
            text: "oui".into(),
            reply_to: Some(1),
            resolved: false,
        });
        row.marks.push(Mark {
            id: 3,
            who: "Zoé".into(),
            span,
            category: "accuracy/omission".into(),
            severity: "major".into(),
            note: String::new(),
        });
        let mut headers = vec!["translator".to_owned()];
        let extras = Extras::make(&mut headers, std::slice::from_ref(&row));
        assert_eq!(["translator", FLAG, THREAD, MQM], headers[..]);
        let pair = row.to_pair(&extras);
        assert_eq!("à revoir\nZoé: oui", pair.comment);
        let mut back = Row::of_pair(1, pair, &Extras::find(&headers));
        back.carried.truncate(1);
        assert_eq!(row, back);
    }

    #[test]
    fn what_is_not_ours_in_these_columns_stays_there() {
        let headers = [FLAG, THREAD, MQM].map(str::to_owned);
        let carried = ["drapeau", "[1, 2", "{}"].map(str::to_owned).to_vec();
        let pair = Pair { carried, ..pair() };
        let extras = Extras::find(&headers);
        assert_eq!(pair, Row::of_pair(1, pair.clone(), &extras).to_pair(&extras));
    }

    #[test]
    fn a_comment_edited_elsewhere_wins_over_the_thread() {
        let mut row = Row::of_pair(1, pair(), &Extras::default());
        row.remarks[0].who = "Ana".into();
        let mut headers = Vec::new();
        let extras = Extras::make(&mut headers, std::slice::from_ref(&row));
        let pair = Pair { comment: "tout autre".into(), ..row.to_pair(&extras) };
        let back = Row::of_pair(1, pair, &extras);
        assert_eq!(("tout autre", 1), (back.remarks[0].text.as_str(), back.remarks.len()));
    }
}
