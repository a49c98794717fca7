//! Merges, splits and moves: which segments stand in which pair.
//!
//! Whatever is done, the segments of both sides stay in their order and none is
//! lost. Rows that only lost or gained segments keep their key; what is new gets
//! a key of its own. A pair whose structure a person has changed is `edited`.

use super::{Editor, Outcome, Refusal, set, sign};
use crate::align::{Options, align};
use crate::bitext::Status;
use crate::check::Side;
use crate::review::change::Change;
use crate::review::row::{Piece, Row};
use crate::review::rows::Rows;

/// Where a segment goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Way {
    Up,
    Down,
}

/// Where a pair is split.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    pub(super) key: u64,
    pub(super) side: Side,
    /// The first byte, in the text of the side, of what goes below.
    pub(super) at: usize,
}

/// Merges a row with the next one. What people said of either is kept.
pub(super) fn merge(rows: &Rows, key: u64, editor: &Editor) -> Outcome {
    let at = rows.position(key).ok_or(Refusal::Gone(key))?;
    let [row, next] = rows.all().get(at..at + 2).unwrap_or_default() else {
        return Err(Refusal::Senseless("this is the last pair"));
    };
    let mut merged = joined_rows(row, next);
    change_hands(&mut merged, editor);
    Ok(vec![Change::Splice { before: vec![row.clone(), next.clone()], after: vec![merged] }])
}

/// Merges a row with the one before it.
pub(super) fn merge_back(rows: &Rows, key: u64, editor: &Editor) -> Outcome {
    let at = rows.position(key).ok_or(Refusal::Gone(key))?;
    let before = at.checked_sub(1).map(|at| rows.all()[at].key);
    merge(rows, before.ok_or(Refusal::Senseless("this is the first pair"))?, editor)
}

fn joined_rows(row: &Row, next: &Row) -> Row {
    let mut merged = row.clone();
    let offsets = [Side::Src, Side::Tgt].map(|side| offset_of_next(row, next, side));
    let offset = |side: Side| offsets[usize::from(side == Side::Tgt)];
    if row.src.is_empty() && !next.src.is_empty() {
        (merged.id, merged.kind) = (next.id.clone(), next.kind);
    }
    merged.src.extend(next.src.iter().cloned());
    merged.tgt.extend(next.tgt.iter().cloned());
    let base = row.fresh_number();
    for mut remark in next.remarks.iter().map(|remark| remark.renumbered(base)) {
        if let Some(span) = &mut remark.span {
            (span.start, span.end) = (span.start + offset(span.side), span.end + offset(span.side));
        }
        merged.remarks.push(remark);
    }
    for mut mark in next.marks.iter().cloned() {
        mark.id += base;
        let by = offset(mark.span.side);
        (mark.span.start, mark.span.end) = (mark.span.start + by, mark.span.end + by);
        merged.marks.push(mark);
    }
    merged.flagged |= next.flagged;
    merged.bookmarked |= next.bookmarked;
    merged.findings.extend(next.findings.iter().cloned());
    for (mine, other) in merged.carried.iter_mut().zip(&next.carried) {
        if mine.is_empty() {
            mine.clone_from(other);
        } else if !other.is_empty() && mine != other {
            mine.push_str(" | ");
            mine.push_str(other);
        }
    }
    merged
}

/// Returns by how much the text of the second row moves when it is joined.
fn offset_of_next(row: &Row, next: &Row, side: Side) -> usize {
    let (len, has_more) = (row.text(side).len(), !next.text(side).is_empty());
    if len > 0 && has_more { len + 1 } else { len }
}

/// Marks a row as corrected by a person; nobody has computed how probable it is.
fn change_hands(row: &mut Row, editor: &Editor) {
    row.status = Status::Edited;
    row.score = None;
    row.bulk = false;
    sign(row, editor);
    rename(row, editor);
}

/// Gives a row the id that its segments ask for, if they have ids.
fn rename(row: &mut Row, editor: &Editor) {
    let first = |pieces: &[Piece]| pieces.iter().flat_map(|piece| &piece.ids).next().cloned();
    let of_tgt = || first(&row.tgt).map(|id| format!("{}.{id}", editor.tgt_tag));
    let is_without_src = row.src.is_empty();
    if let Some(id) = first(&row.src).or_else(|| is_without_src.then(of_tgt).flatten()) {
        row.id = id;
    }
}

/// Splits a row in two. The other side is split where the words say.
pub(super) fn split(rows: &Rows, place: &Split, editor: &Editor) -> Outcome {
    let row = rows.get(place.key).ok_or(Refusal::Gone(place.key))?;
    let (above, below) = cut(row.side(place.side), place.at, rows)
        .ok_or(Refusal::Senseless("nothing would be left on one side of the cut"))?;
    let other = place.side.other();
    let n_above = other_cut(&above, &below, row.side(other), place.side, editor);
    let (mut first, mut second) = (row.clone(), row.clone());
    second.key = rows.next_key();
    (*first.side_mut(place.side), *second.side_mut(place.side)) = (above, below);
    *second.side_mut(other) = first.side_mut(other).split_off(n_above);
    deal_notes(row, &mut first, &mut second);
    Ok(in_two(rows, row, [first, second], editor))
}

/// Lets a row give way to two halves of it, which have ids of their own.
fn in_two(rows: &Rows, row: &Row, mut halves: [Row; 2], editor: &Editor) -> Vec<Change> {
    for half in &mut halves {
        change_hands(half, editor);
    }
    let [first, second] = &mut halves;
    if second.id == first.id {
        second.id = fresh_id(&first.id, |id| rows.all().iter().any(|row| row.id == id));
    }
    vec![Change::Splice { before: vec![row.clone()], after: halves.to_vec() }]
}

/// Cuts pieces at a byte of their joined text; none if nothing would stand on
/// one side. A segment that is cut inside becomes two, the second of which gets
/// a new id.
fn cut(pieces: &[Piece], at: usize, rows: &Rows) -> Option<(Vec<Piece>, Vec<Piece>)> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let mut start = 0;
    for piece in pieces {
        let end = start + piece.text.len();
        if end <= at {
            above.push(piece.clone());
        } else if start >= at {
            below.push(piece.clone());
        } else {
            let (head, tail) = piece.text.split_at_checked(at - start)?;
            let (head, tail) = (head.trim_end(), tail.trim_start());
            if head.is_empty() {
                below.push(piece.clone());
            } else if tail.is_empty() {
                above.push(piece.clone());
            } else {
                let (first, second) = halves(piece, head, tail, rows);
                above.push(first);
                below.push(second);
            }
        }
        start = end + usize::from(!piece.text.is_empty());
    }
    (!above.is_empty() && !below.is_empty()).then_some((above, below))
}

fn halves(piece: &Piece, head: &str, tail: &str, rows: &Rows) -> (Piece, Piece) {
    let (mut ids, mut n) = (piece.ids.clone(), piece.n);
    // Of several segments that nobody could tell apart the last goes below.
    let tail_ids = if ids.len() > 1 {
        n -= 1;
        ids.split_off(ids.len() - 1)
    } else {
        ids.first().map(|id| fresh_after(id, &[], rows)).into_iter().collect()
    };
    let first = Piece { n: n.max(1), ids, text: head.to_owned() };
    (first, Piece { n: 1, ids: tail_ids, text: tail.to_owned() })
}

/// Returns how many segments of the other side stay above: as many as the
/// aligner pairs with the upper part.
fn other_cut(
    above: &[Piece],
    below: &[Piece],
    other: &[Piece],
    side: Side,
    editor: &Editor,
) -> usize {
    if other.len() < 2 {
        return other.len();
    }
    let here: Vec<String> = [above, below].map(crate::review::row::joined).to_vec();
    let there: Vec<String> = other.iter().map(|piece| piece.text.clone()).collect();
    let (src, tgt) = match side {
        Side::Src => (&here, &there),
        Side::Tgt => (&there, &here),
    };
    let aligned = align(src, tgt, editor.model, &Options::default());
    let ends = aligned.alignment.beads().iter().map(|scored| {
        let (src, tgt) = (scored.bead.src().end, scored.bead.tgt().end);
        if side == Side::Src { (src, tgt) } else { (tgt, src) }
    });
    let by_words = ends.filter(|(here, _)| *here == 1).map(|(_, there)| there).next_back();
    by_words.filter(|n| *n > 0).unwrap_or_else(|| by_length(&here, &there))
}

/// Returns how many segments come nearest to the same share of the text.
fn by_length(here: &[String], there: &[String]) -> usize {
    let total = |texts: &[String]| texts.iter().map(String::len).sum::<usize>().max(1) as f64;
    let share = here[0].len() as f64 / total(here);
    let off = |n: &usize| (total(&there[..*n]) / total(there) - share).abs();
    (1..there.len()).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(there.len())
}

/// Deals what people said to the half that it is about; what is about the whole
/// pair stays above.
fn deal_notes(row: &Row, first: &mut Row, second: &mut Row) {
    let len = |side: Side| first.text(side).len();
    let lens = [len(Side::Src), len(Side::Tgt)];
    let goes_below = |span: &crate::review::row::Span| {
        let len = lens[usize::from(span.side == Side::Tgt)];
        (span.start > len || (len == 0 && span.end > 0)).then_some(len + usize::from(len > 0))
    };
    first.remarks.clear();
    first.marks.clear();
    second.remarks.clear();
    second.marks.clear();
    for mut remark in row.remarks.iter().cloned() {
        let by = remark.span.as_ref().and_then(goes_below);
        if let (Some(by), Some(span)) = (by, &mut remark.span) {
            (span.start, span.end) = (span.start - by, span.end.saturating_sub(by));
            second.remarks.push(remark);
        } else {
            first.remarks.push(remark);
        }
    }
    for mut mark in row.marks.iter().cloned() {
        if let Some(by) = goes_below(&mark.span) {
            mark.span.start -= by;
            mark.span.end = mark.span.end.saturating_sub(by);
            second.marks.push(mark);
        } else {
            first.marks.push(mark);
        }
    }
    second.bookmarked = false;
}

/// Moves the first or last segment of a side to the neighbor.
pub(super) fn shift(rows: &Rows, key: u64, side: Side, way: Way, editor: &Editor) -> Outcome {
    let at = rows.position(key).ok_or(Refusal::Gone(key))?;
    let row = &rows.all()[at];
    if row.side(side).is_empty() {
        return Err(Refusal::Senseless("this side has no segment to move"));
    }
    let start = if way == Way::Up { at.checked_sub(1) } else { Some(at) };
    let run = start.and_then(|start| rows.all().get(start..start + 2));
    let Some([upper, lower]) = run else {
        return alone(rows, row, side, way, editor);
    };
    let (mut first, mut second) = (upper.clone(), lower.clone());
    match way {
        Way::Down => {
            let moved = first.side_mut(side).pop();
            second.side_mut(side).splice(0..0, moved);
        }
        Way::Up => {
            let moved = second.side_mut(side).remove(0);
            first.side_mut(side).push(moved);
        }
    }
    // A row whose last segment goes is not a pair any more: what was said of it
    // stays with the segment.
    if first.src.is_empty() && first.tgt.is_empty()
        || second.src.is_empty() && second.tgt.is_empty()
    {
        return merge(rows, upper.key, editor);
    }
    for half in [&mut first, &mut second] {
        change_hands(half, editor);
    }
    Ok(vec![Change::Splice {
        before: vec![upper.clone(), lower.clone()],
        after: vec![first, second],
    }])
}

/// Moves the segments of a side one row further, from a row up to the next one that a person found right; the
/// last of them get those that were there. Nothing is lost, and the segments stay in their order.
pub(super) fn shift_column(
    rows: &Rows,
    key: u64,
    side: Side,
    way: Way,
    editor: &Editor,
) -> Outcome {
    let at = rows.position(key).ok_or(Refusal::Gone(key))?;
    let rest = &rows.all()[at..];
    let n_open = rest.iter().skip(1).take_while(|row| row.status != Status::Accepted).count();
    let before = &rest[..=n_open];
    if n_open == 0 {
        return Err(Refusal::Senseless("there is no pair that it could go to"));
    }
    let mut columns: Vec<Vec<Piece>> = before.iter().map(|row| row.side(side).clone()).collect();
    match way {
        Way::Down => {
            let last = columns.pop().unwrap_or_default();
            columns.insert(0, Vec::new());
            columns[n_open].extend(last);
        }
        Way::Up => {
            let first = columns.remove(0);
            columns[0].splice(0..0, first);
            columns.push(Vec::new());
        }
    }
    let mut after: Vec<Row> = Vec::with_capacity(before.len());
    for (row, column) in before.iter().zip(columns) {
        let mut row = row.clone();
        if *row.side(side) != column {
            *row.side_mut(side) = column;
            change_hands(&mut row, editor);
        }
        after.push(row);
    }
    Ok(without_empty(before, after))
}

/// Returns the change that makes one run of rows of another, without rows that have no side left. What was
/// said of those goes to the row before, or after.
fn without_empty(before: &[Row], after: Vec<Row>) -> Vec<Change> {
    let mut kept: Vec<Row> = Vec::with_capacity(after.len());
    let mut orphans: Vec<Row> = Vec::new();
    for row in after {
        if !row.src.is_empty() || !row.tgt.is_empty() {
            kept.push(row);
        } else if let Some(last) = kept.last_mut() {
            *last = joined_rows(last, &row);
        } else {
            orphans.push(row);
        }
    }
    if let (Some(first), false) = (kept.first_mut(), orphans.is_empty()) {
        for orphan in &orphans {
            *first = joined_rows(first, orphan);
        }
    }
    vec![Change::Splice { before: before.to_vec(), after: kept }]
}

/// Moves a segment out at the start or the end of the bitext, to a new row.
fn alone(rows: &Rows, row: &Row, side: Side, way: Way, editor: &Editor) -> Outcome {
    let mut left = row.clone();
    let moved = match way {
        Way::Down => left.side_mut(side).pop(),
        Way::Up => Some(left.side_mut(side).remove(0)),
    };
    if left.src.is_empty() && left.tgt.is_empty() {
        return Err(Refusal::Senseless("there is no pair that it could go to"));
    }
    let mut new = Row { key: rows.next_key(), kind: row.kind, ..Row::default() };
    new.carried.resize(row.carried.len(), String::new());
    new.side_mut(side).extend(moved);
    change_hands(&mut left, editor);
    change_hands(&mut new, editor);
    if new.id.is_empty() || new.id == left.id {
        new.id = fresh_id(&left.id, |id| rows.all().iter().any(|row| row.id == id));
    }
    let after = if way == Way::Down { vec![left, new] } else { vec![new, left] };
    Ok(vec![Change::Splice { before: vec![row.clone()], after }])
}

/// Parts the sides of a row: `m:n` becomes `m:0` and `0:n`.
pub(super) fn unlink(rows: &Rows, key: u64, editor: &Editor) -> Outcome {
    let row = rows.get(key).ok_or(Refusal::Gone(key))?;
    if row.src.is_empty() || row.tgt.is_empty() {
        return Err(Refusal::Senseless("this pair has one side only"));
    }
    let (mut first, mut second) = (row.clone(), row.clone());
    second.key = rows.next_key();
    second.src.clear();
    first.tgt.clear();
    second.remarks.clear();
    second.findings.clear();
    second.bookmarked = false;
    first.marks.retain(|mark| mark.span.side == Side::Src);
    second.marks.retain(|mark| mark.span.side == Side::Tgt);
    Ok(in_two(rows, row, [first, second], editor))
}

/// Writes other texts for the segments of a side. Segments at either end that
/// stay as they are keep their ids; those between take the ids in order.
pub(super) fn rewrite(
    rows: &Rows,
    key: u64,
    side: Side,
    segments: &[String],
    editor: &Editor,
) -> Outcome {
    let texts: Vec<&str> =
        segments.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let row = rows.get(key).ok_or(Refusal::Gone(key))?;
    if texts.is_empty() && row.text(side.other()).is_empty() {
        return Err(Refusal::Senseless("the pair would be empty on both sides"));
    }
    let old = row.side(side);
    let is_same = |(piece, text): &(&Piece, &&str)| piece.text == **text;
    let head = old.iter().zip(&texts).take_while(is_same).count();
    if head == old.len() && head == texts.len() {
        return Ok(Vec::new());
    }
    let tails = old[head..].iter().rev().zip(texts[head..].iter().rev());
    let tail = tails.take_while(is_same).count();
    let (middle, rest) = (&old[head..old.len() - tail], &texts[head..texts.len() - tail]);
    let new = dealt(middle, rest, rows, row, side);
    let pieces =
        old[..head].iter().cloned().chain(new).chain(old[old.len() - tail..].iter().cloned());
    let pieces = pieces.collect();
    set(rows, key, |row| {
        let before = row.text(side);
        *row.side_mut(side) = pieces;
        super::spans::follow(row, side, &before);
        row.status = Status::Edited;
        row.bulk = false;
        sign(row, editor);
    })
}

/// Gives texts the ids of the pieces that they take the place of.
fn dealt(old: &[Piece], texts: &[&str], rows: &Rows, row: &Row, side: Side) -> Vec<Piece> {
    if old.len() == texts.len() {
        let piece =
            |(piece, text): (&Piece, &&str)| Piece { text: (*text).to_owned(), ..piece.clone() };
        return old.iter().zip(texts).map(piece).collect();
    }
    let mut ids: Vec<String> = old.iter().flat_map(|piece| piece.ids.iter().cloned()).collect();
    if ids.is_empty() && !texts.is_empty() {
        // In a bitext with ids what is written anew has one, too.
        let own = row.side(side).iter().flat_map(|piece| &piece.ids).next_back();
        let other = row.side(side.other()).iter().flat_map(|piece| &piece.ids).next();
        let known = own.or(other.map(|_| &row.id));
        ids.extend(known.map(|id| fresh_after(id, &[], rows)));
    }
    let has_ids = !ids.is_empty();
    if texts.is_empty() {
        // An emptied side keeps its segments: they are still untranslated.
        let n = old.iter().map(|piece| piece.n).sum::<usize>().max(1);
        return vec![Piece { ids, n, text: String::new() }];
    }
    while has_ids && ids.len() < texts.len() {
        let last = ids.last().cloned().unwrap_or_default();
        ids.push(fresh_after(&last, &ids, rows));
    }
    let mut pieces = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        let is_last = at + 1 == texts.len();
        let own: Vec<String> = if !has_ids {
            Vec::new()
        } else if is_last {
            std::mem::take(&mut ids)
        } else {
            vec![ids.remove(0)]
        };
        pieces.push(Piece { n: own.len().max(1), ids: own, text: (*text).to_owned() });
    }
    pieces
}

/// Returns an id for a segment that was part of another: `p3.s2b`.
fn fresh_after(id: &str, taken: &[String], rows: &Rows) -> String {
    let is_taken = |candidate: &str| {
        let mut known =
            rows.all().iter().flat_map(|row| row.src.iter().chain(&row.tgt)).flat_map(|p| &p.ids);
        taken.iter().any(|id| id == candidate) || known.any(|id| id == candidate)
    };
    fresh_id(id, is_taken)
}

/// Returns an id that is not taken: the same with the next free letter, then
/// number.
fn fresh_id(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let stem = if stem.ends_with(|c: char| c.is_ascii_digit()) { stem } else { id };
    let letters = ('b'..='z').map(|letter| format!("{stem}{letter}"));
    let numbers = (2..).map(|n| format!("{stem}-{n}"));
    letters.chain(numbers).find(|id| !is_taken(id)).unwrap_or_default()
}
