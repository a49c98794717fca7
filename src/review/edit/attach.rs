//! Attaches segments to a pair at any distance: those of one side go from the pair where
//! they stand to another one.
//!
//! A translator moved a sentence; so the order of the segments of that side may change,
//! which no other edit does. Segments that come from above stand before those of the pair,
//! those from below behind them. What was said of their words goes with them; a pair that
//! has no side left is taken out, and what was said of it goes along, too.

use super::structure::{change_hands, joined_rows};
use super::{Editor, Outcome, Refusal, spans};
use crate::check::Side;
use crate::review::change::Change;
use crate::review::row::{Piece, Row, joined};
use crate::review::rows::Rows;
use std::ops::Range;

/// What goes where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attach {
    /// The row in which the segments stand.
    pub(super) key: u64,
    pub(super) side: Side,
    /// Which segment; none for all of the side.
    pub(super) segment: Option<usize>,
    /// The row to which they go.
    pub(super) to: u64,
}

pub(super) fn attach(rows: &Rows, asked: &Attach, editor: &Editor) -> Outcome {
    let Attach { key, side, segment, to } = *asked;
    let place = |key: u64| rows.position(key).ok_or(Refusal::Gone(key));
    let (from_at, to_at) = (place(key)?, place(to)?);
    let (from, goal) = (&rows.all()[from_at], &rows.all()[to_at]);
    if from_at == to_at {
        return Err(Refusal::Senseless("it stands in this pair already"));
    }
    let n = from.side(side).len();
    let which = segment.map_or(0..n, |at| at..at + 1);
    if which.is_empty() || which.end > n {
        return Err(Refusal::Senseless("this side has no segment to move"));
    }
    let (mut left, mut got) = (from.clone(), goal.clone());
    let moved: Vec<Piece> = left.side_mut(side).drain(which.clone()).collect();
    let is_from_above = from_at < to_at;
    let start = if is_from_above { 0 } else { got.side(side).len() };
    got.side_mut(side).splice(start..start, moved);
    spans::follow(&mut got, side, &goal.text(side));
    carry_notes(from, &mut left, &mut got, side, &which, is_from_above);
    change_hands(&mut got, editor);
    if left.src.is_empty() && left.tgt.is_empty() {
        return Ok(without(rows, from_at, to_at, &left, &got));
    }
    change_hands(&mut left, editor);
    Ok(Change::of_row(goal, &got).into_iter().chain(Change::of_row(from, &left)).collect())
}

/// Takes what was said of the words that moved along with them.
fn carry_notes(
    from: &Row,
    left: &mut Row,
    got: &mut Row,
    side: Side,
    which: &Range<usize>,
    is_from_above: bool,
) {
    let pieces = from.side(side);
    let before = joined(&pieces[..which.start]).len();
    let start = before + usize::from(before > 0);
    let end = start + joined(&pieces[which.clone()]).len();
    let text = got.text(side);
    let new_start = if is_from_above { 0 } else { text.len() - (end - start) };
    let base = got.fresh_number();
    let is_moved = |of: Side, span: &Range<usize>| {
        of == side && start <= span.start && span.end <= end && !span.is_empty()
    };
    let (gone, stays) = std::mem::take(&mut left.remarks).into_iter().partition(|remark| {
        remark.span.as_ref().is_some_and(|span| is_moved(span.side, &(span.start..span.end)))
    });
    left.remarks = stays;
    for mut remark in renumbered(&gone, base) {
        if let Some(span) = &mut remark.span {
            (span.start, span.end) = (span.start - start + new_start, span.end - start + new_start);
        }
        got.remarks.push(remark);
    }
    let (gone, stays): (Vec<_>, Vec<_>) = std::mem::take(&mut left.marks)
        .into_iter()
        .partition(|mark| is_moved(mark.span.side, &(mark.span.start..mark.span.end)));
    left.marks = stays;
    for mut mark in gone {
        mark.id += base;
        mark.span.start = mark.span.start - start + new_start;
        mark.span.end = mark.span.end - start + new_start;
        got.marks.push(mark);
    }
    spans::follow(left, side, &from.text(side));
}

/// Returns remarks with numbers of another row. One whose question stays behind
/// answers nothing there.
fn renumbered(
    remarks: &[crate::review::row::Remark],
    base: u64,
) -> Vec<crate::review::row::Remark> {
    let known: Vec<u64> = remarks.iter().map(|remark| remark.id).collect();
    let renumber = |remark: &crate::review::row::Remark| {
        let mut remark = remark.renumbered(base);
        remark.reply_to = remark.reply_to.filter(|id| known.contains(&(id - base)));
        remark
    };
    remarks.iter().map(renumber).collect()
}

/// Returns the changes that give a row what it got, and take out the one that has
/// nothing left.
fn without(rows: &Rows, from_at: usize, to_at: usize, left: &Row, got: &Row) -> Vec<Change> {
    let all = rows.all();
    let (from, goal) = (&all[from_at], &all[to_at]);
    // Of what was said only what is about no words is left; the row has no texts.
    let got = Row { key: got.key, ..joined_rows(got, left) };
    if from_at.abs_diff(to_at) == 1 {
        let first = from_at.min(to_at);
        let before = all[first..first + 2].to_vec();
        return vec![Change::Splice { before, after: vec![got] }];
    }
    // A run must not be empty: the neighbor goes along as it is.
    let (before, neighbor) = match all.get(from_at + 1) {
        Some(next) => (vec![from.clone(), next.clone()], next.clone()),
        None => (vec![all[from_at - 1].clone(), from.clone()], all[from_at - 1].clone()),
    };
    let taken_out = Change::Splice { before, after: vec![neighbor] };
    Change::of_row(goal, &got).into_iter().chain([taken_out]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangPair;
    use crate::model::Model;
    use crate::review::change::inverse;
    use crate::review::row::{Remark, Span};

    fn piece(text: &str) -> Piece {
        Piece { ids: vec![text.to_lowercase()], n: 1, text: text.to_owned() }
    }

    /// Rows are `A B=a b`; segments are words.
    fn rows(said: &[&str]) -> Rows {
        let side = |texts: &str| texts.split_whitespace().map(piece).collect::<Vec<_>>();
        let row = |(key, said): (u64, &&str)| {
            let (src, tgt) = said.split_once('=').unwrap();
            Row { key, id: format!("r{key}"), src: side(src), tgt: side(tgt), ..Row::default() }
        };
        Rows::new((1..).zip(said).map(row).collect(), 100)
    }

    fn shown(rows: &Rows) -> Vec<String> {
        let side = |pieces: &[Piece]| joined(pieces);
        rows.all().iter().map(|row| format!("{}={}", side(&row.src), side(&row.tgt))).collect()
    }

    #[track_caller]
    fn check(before: &[&str], asked: &Attach, after: &[&str]) {
        let model = Model::unknown(LangPair::FR_EN);
        let editor = Editor { who: "Anna", now: "now", tgt_tag: "en", model: &model };
        let mut rows = rows(before);
        let changes = attach(&rows, asked, &editor).unwrap();
        rows.apply(&changes, 1).unwrap();
        assert_eq!(after, shown(&rows));
        rows.apply(&inverse(&changes), 2).unwrap();
        assert_eq!(before, shown(&rows), "undone");
    }

    fn tgt(key: u64, segment: Option<usize>, to: u64) -> Attach {
        Attach { key, side: Side::Tgt, segment, to }
    }

    #[test]
    fn a_segment_goes_to_a_pair_at_any_distance() {
        let four = ["A=a x", "B=b", "C=c", "D="];
        check(&four, &tgt(1, Some(1), 4), &["A=a", "B=b", "C=c", "D=x"]);
        check(&four, &tgt(1, None, 4), &["A=", "B=b", "C=c", "D=a x"]);
        check(&four, &tgt(1, Some(0), 3), &["A=x", "B=b", "C=a c", "D="]);
        check(&four, &tgt(3, Some(0), 1), &["A=a x c", "B=b", "C=", "D="]);
    }

    #[test]
    fn a_pair_that_has_no_side_left_is_taken_out() {
        check(&["A=", "B=b", "=a", "C=c"], &tgt(3, None, 1), &["A=a", "B=b", "C=c"]);
        check(&["A=", "=a", "B=b"], &tgt(2, None, 1), &["A=a", "B=b"]);
        check(&["A=", "B=b", "=a"], &tgt(3, None, 1), &["A=a", "B=b"]);
        check(&["=a", "B=b", "A="], &tgt(1, None, 3), &["B=b", "A=a"]);
    }

    #[test]
    fn what_was_said_of_the_words_goes_with_them() {
        let model = Model::unknown(LangPair::FR_EN);
        let editor = Editor { who: "Anna", now: "now", tgt_tag: "en", model: &model };
        let mut all = rows(&["A=a xy", "B=b", "C=c"]).all().to_vec();
        let span = Span { side: Side::Tgt, start: 2, end: 4, quote: "xy".into() };
        all[0].remarks.push(Remark {
            id: 1,
            who: "Luc".into(),
            at: "now".into(),
            span: Some(span),
            text: "?".into(),
            reply_to: None,
            resolved: false,
        });
        let mut rows = Rows::new(all, 100);
        let changes = attach(&rows, &tgt(1, Some(1), 3), &editor).unwrap();
        rows.apply(&changes, 1).unwrap();
        let remark = &rows.get(3).unwrap().remarks[0];
        let span = remark.span.as_ref().unwrap();
        assert_eq!((0, 2), (span.start, span.end));
        assert!(rows.get(1).unwrap().remarks.is_empty());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let model = Model::unknown(LangPair::FR_EN);
        let editor = Editor { who: "Anna", now: "now", tgt_tag: "en", model: &model };
        let rows = rows(&["A=a", "B="]);
        let refused = |asked: Attach| attach(&rows, &asked, &editor).unwrap_err();
        assert_eq!(Refusal::Senseless("it stands in this pair already"), refused(tgt(1, None, 1)));
        let nothing = Refusal::Senseless("this side has no segment to move");
        assert_eq!(nothing, refused(tgt(2, None, 1)));
        assert_eq!(nothing, refused(tgt(1, Some(3), 2)));
        assert_eq!(Refusal::Gone(9), refused(tgt(9, None, 1)));
    }
}
