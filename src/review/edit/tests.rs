use super::*;
use crate::lang::LangPair;
use crate::model::builtin;
use crate::review::change::inverse;
use crate::review::row::{Extras, Piece};
use proptest::prelude::*;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| builtin::for_pair(&LangPair::FR_EN).unwrap());

fn editor() -> Editor<'static> {
    Editor { who: "Zoé", now: "2026-11-25T00:00:00Z", tgt_tag: "en", model: &MODEL }
}

/// Returns rows written as `src|src = tgt|tgt`; ids count up, `s1` and `t1`.
fn rows(lines: &[&str]) -> Rows {
    let (mut n_src, mut n_tgt) = (0, 0);
    let mut side = |text: &str, letter: char| -> Vec<Piece> {
        let n = if letter == 's' { &mut n_src } else { &mut n_tgt };
        let piece = |text: &str| {
            *n += 1;
            Piece { ids: vec![format!("{letter}{n}")], n: 1, text: text.trim().to_owned() }
        };
        text.split('|').filter(|text| !text.trim().is_empty()).map(piece).collect()
    };
    let mut row = |(key, line): (u64, &&str)| {
        let (src, tgt) = line.split_once('=').unwrap();
        let (src, tgt) = (side(src, 's'), side(tgt, 't'));
        let id = src.first().or(tgt.first()).unwrap().ids[0].clone();
        Row { key, id, src, tgt, score: Some(0.9), ..Row::default() }
    };
    Rows::new((1..).zip(lines).map(&mut row).collect(), 1)
}

/// Returns rows as they are written, with the ids of their segments.
fn shown(rows: &Rows) -> Vec<String> {
    let side = |pieces: &[Piece]| {
        let piece = |piece: &Piece| format!("{}:{}", piece.ids.join("+"), piece.text);
        pieces.iter().map(piece).collect::<Vec<_>>().join("|")
    };
    rows.all().iter().map(|row| format!("{} = {}", side(&row.src), side(&row.tgt))).collect()
}

/// Checks what becomes of rows, and that it can be undone.
#[track_caller]
fn check(lines: &[&str], edit: &Edit, expected: &[&str]) {
    let mut rows = rows(lines);
    let before = rows.all().to_vec();
    let changes = edit.changes(&rows, &editor()).unwrap();
    rows.apply(&changes, 1).unwrap();
    assert_eq!(expected, shown(&rows), "{edit:?}");
    rows.apply(&inverse(&changes), 2).unwrap();
    let after: Vec<Row> = rows.all().iter().map(|row| Row { version: 0, ..row.clone() }).collect();
    assert_eq!(before, after, "{edit:?} undone");
}

#[track_caller]
fn refused(lines: &[&str], edit: &Edit) {
    assert!(edit.changes(&rows(lines), &editor()).is_err(), "{edit:?}");
}

#[test]
fn pairs_merge_with_the_next_and_with_the_one_before() {
    let lines = ["a = x", "b = ", "c = z"];
    let merged = ["s1:a|s2:b = t1:x", "s3:c = t2:z"];
    check(&lines, &Edit::Merge(1), &merged);
    check(&lines, &Edit::MergeBack(2), &merged);
    refused(&lines, &Edit::Merge(3));
    refused(&lines, &Edit::MergeBack(1));
    refused(&lines, &Edit::Merge(9));
}

#[test]
fn a_pair_is_split_between_segments_or_inside_one() {
    let lines = ["Il pleut.|Je lis. = It rains.|I read."];
    let split = |side, at| Edit::Split { key: 1, side, at };
    let halves = ["s1:Il pleut. = t1:It rains.", "s2:Je lis. = t2:I read."];
    check(&lines, &split(Side::Src, 9), &halves);
    check(&lines, &split(Side::Src, 10), &halves);
    check(&lines, &split(Side::Tgt, 10), &halves);
    check(
        &["Il pleut, je lis. = It rains.|I read."],
        &split(Side::Src, 10),
        &["s1:Il pleut, = t1:It rains.", "s1b:je lis. = t2:I read."],
    );
    check(&["un deux = x"], &split(Side::Src, 3), &["s1:un = t1:x", "s1b:deux = "]);
    refused(&["un deux = x"], &split(Side::Src, 0));
    refused(&["un deux = x"], &split(Side::Src, 99));
}

#[test]
fn segments_move_to_the_neighbors() {
    let lines = ["a|b = x", "c = y|z"];
    check(&lines, &Edit::MoveDown(1, Side::Src), &["s1:a = t1:x", "s2:b|s3:c = t2:y|t3:z"]);
    check(&lines, &Edit::MoveUp(2, Side::Tgt), &["s1:a|s2:b = t1:x|t2:y", "s3:c = t3:z"]);
    check(&lines, &Edit::MoveUp(1, Side::Src), &["s1:a = ", "s2:b = t1:x", "s3:c = t2:y|t3:z"]);
    check(&lines, &Edit::MoveDown(2, Side::Tgt), &["s1:a|s2:b = t1:x", "s3:c = t2:y", " = t3:z"]);
    // A pair that has nothing left is not a pair any more.
    check(&["a = ", "b = y"], &Edit::MoveDown(1, Side::Src), &["s1:a|s2:b = t1:y"]);
    refused(&["a = "], &Edit::MoveDown(1, Side::Src));
    refused(&["a = "], &Edit::MoveDown(1, Side::Tgt));
}

#[test]
fn the_sides_of_a_pair_can_be_parted() {
    check(&["a|b = x"], &Edit::Unlink(1), &["s1:a|s2:b = ", " = t1:x"]);
    refused(&["a = "], &Edit::Unlink(1));
}

#[test]
fn segments_that_stay_keep_their_ids_when_a_side_is_rewritten() {
    let text = |segments: &[&str]| Edit::Text {
        key: 1,
        side: Side::Tgt,
        segments: segments.iter().map(|text| (*text).to_owned()).collect(),
    };
    let lines = ["a = x|y|z"];
    check(&lines, &text(&["x", "Y", "z"]), &["s1:a = t1:x|t2:Y|t3:z"]);
    check(&lines, &text(&["x", "y1", "y2", "z"]), &["s1:a = t1:x|t2:y1|t2b:y2|t3:z"]);
    check(&lines, &text(&["x", "y z"]), &["s1:a = t1:x|t2+t3:y z"]);
    check(&lines, &text(&["", " "]), &["s1:a = t1+t2+t3:"]);
    check(&lines, &text(&["x", "y", "z"]), &["s1:a = t1:x|t2:y|t3:z"]);
    check(&["a = "], &text(&["neu"]), &["s1:a = s1b:neu"]);
    refused(&[" = x"], &text(&[]));
}

#[test]
fn a_decision_is_signed_and_one_made_in_bulk_says_so() {
    let mut rows = rows(&["a = x", "b = y", "c = z"]);
    let mut apply = |edit: &Edit| {
        let changes = edit.changes(&rows, &editor()).unwrap();
        rows.apply(&changes, 1).unwrap();
        rows.all()
            .iter()
            .map(|row| format!("{}{}{}", row.status.name(), row.reviewer, row.bulk))
            .collect::<Vec<_>>()
    };
    let (auto, one, bulk) = ("autofalse", "rejectedZoéfalse", "acceptedZoétrue");
    let reject = Edit::Status { keys: vec![1], status: Status::Rejected };
    assert_eq!([one, auto, auto], apply(&reject)[..]);
    assert_eq!([one, bulk, auto], apply(&Edit::AcceptTo(2))[..]);
    let above = Edit::AcceptAbove { probability: 0.9, except: Vec::new() };
    assert_eq!([one, bulk, bulk], apply(&above)[..]);
    let back = Edit::Status { keys: vec![1], status: Status::Auto };
    assert_eq!([auto, bulk, bulk], apply(&back)[..]);
}

#[test]
fn what_people_said_goes_with_the_words_that_it_is_about() {
    let mut rows = rows(&["Il pleut.|Je lis. = It rains.|I read.", "c = z"]);
    let span = Span { side: Side::Tgt, start: 10, end: 16, quote: "I read".into() };
    let edits = [
        Edit::Remark { key: 1, text: "ici".into(), span: Some(span.clone()), reply_to: None },
        Edit::Mark {
            key: 1,
            span,
            category: "other".into(),
            severity: "minor".into(),
            note: String::new(),
        },
        Edit::Split { key: 1, side: Side::Tgt, at: 10 },
        Edit::Merge(1),
    ];
    let mut places = Vec::new();
    for edit in &edits {
        rows.apply(&edit.changes(&rows, &editor()).unwrap(), 1).unwrap();
        for row in rows.all() {
            for span in row
                .remarks
                .iter()
                .filter_map(|r| r.span.as_ref())
                .chain(row.marks.iter().map(|m| &m.span))
            {
                assert_eq!(Some("I read"), row.text(Side::Tgt).get(span.start..span.end));
                places.push(row.text(Side::Tgt));
            }
        }
    }
    assert_eq!(["I read.", "I read."], places[3..5]);
}

#[test]
fn a_dismissal_is_written_as_the_checks_read_it() {
    let mut rows = rows(&["a = x"]);
    let dismiss = Edit::Dismiss {
        key: 1,
        check: "date".into(),
        fingerprint: "0f".into(),
        reason: " vu ".into(),
    };
    rows.apply(&dismiss.changes(&rows, &editor()).unwrap(), 1).unwrap();
    assert_eq!(["date!0f:vu"], rows.all()[0].findings[..]);
    let reopen = Edit::Reopen(1, "0f".into());
    rows.apply(&reopen.changes(&rows, &editor()).unwrap(), 1).unwrap();
    assert!(rows.all()[0].findings.is_empty());
}

fn an_edit() -> impl Strategy<Value = Edit> {
    let side = prop_oneof![Just(Side::Src), Just(Side::Tgt)];
    (0..7, 1_u64..9, side, 0_usize..6).prop_map(|(what, key, side, at)| match what {
        0 => Edit::Merge(key),
        1 => Edit::Split { key, side, at },
        2 => Edit::MoveDown(key, side),
        3 => Edit::MoveUp(key, side),
        4 => Edit::Unlink(key),
        5 => Edit::Text { key, side, segments: vec!["é".into(); at.min(3)] },
        _ => Edit::MergeBack(key),
    })
}

proptest! {
    #[test]
    fn whatever_is_done_no_segment_is_lost_or_moved_past_another_and_all_is_undone(
        edits in prop::collection::vec(an_edit(), 1..12),
    ) {
        let mut rows = rows(&["a é|b = x", "c = y|z", "d = ", " = w", "e = v"]);
        let before = rows.all().to_vec();
        let mut log = Vec::new();
        for edit in edits {
            let is_text = matches!(edit, Edit::Text { .. });
            let texts = |rows: &Rows| [Side::Src, Side::Tgt].map(|side| {
                let texts: Vec<String> =
                    rows.all().iter().flat_map(|row| row.side(side).iter().map(|p| p.text.clone())).collect();
                texts.join(" ").replace(' ', "")
            });
            let was = texts(&rows);
            let Ok(changes) = edit.changes(&rows, &editor()) else { continue };
            rows.apply(&changes, 1).unwrap();
            prop_assert!(is_text || was == texts(&rows), "{edit:?}");
            for row in rows.all() {
                prop_assert!(!row.src.is_empty() || !row.tgt.is_empty());
                let pair = row.to_pair(&Extras::default());
                let again = Row::of_pair(row.key, pair.clone(), &Extras::default());
                prop_assert_eq!(pair, again.to_pair(&Extras::default()));
            }
            let mut ids: Vec<&String> = rows.all().iter().flat_map(|row| row.src.iter().chain(&row.tgt)).flat_map(|p| &p.ids).collect();
            let n = ids.len();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(n, ids.len(), "an id stands twice");
            log.push(changes);
        }
        for changes in log.iter().rev() {
            rows.apply(&inverse(changes), 2).unwrap();
        }
        let after: Vec<Row> = rows.all().iter().map(|row| Row { version: 0, ..row.clone() }).collect();
        prop_assert_eq!(before, after);
    }
}

#[test]
fn a_column_is_shifted_up_to_what_was_accepted_and_nothing_is_lost() {
    let shift = |is_down| Edit::ShiftColumn { key: 1, side: Side::Tgt, is_down };
    let lines = ["a = x", "b = y", "c = z"];
    check(&lines, &shift(true), &["s1:a = ", "s2:b = t1:x", "s3:c = t2:y|t3:z"]);
    check(&lines, &shift(false), &["s1:a = t1:x|t2:y", "s2:b = t3:z", "s3:c = "]);
    check(&["a = x", " = y"], &shift(false), &["s1:a = t1:x|t2:y"]);
    check(&[" = x", "b = y"], &shift(true), &["s1:b = t1:x|t2:y"]);
    refused(&["a = x"], &shift(true));
    let mut rows = rows(&lines);
    let accept = Edit::Status { keys: vec![3], status: Status::Accepted };
    let changes = accept.changes(&rows, &editor()).unwrap();
    rows.apply(&changes, 1).unwrap();
    let changes = shift(true).changes(&rows, &editor()).unwrap();
    rows.apply(&changes, 2).unwrap();
    assert_eq!(["s1:a = ", "s2:b = t1:x|t2:y", "s3:c = t3:z"], shown(&rows)[..]);
}

#[test]
fn both_sides_of_many_pairs_are_rewritten_at_once() {
    let rewrite = |key, side, text: &str| Rewrite { key, side, segments: vec![text.to_owned()] };
    let edit = Edit::Replace(vec![
        rewrite(1, Side::Src, "A"),
        rewrite(1, Side::Tgt, "X"),
        rewrite(2, Side::Tgt, "Y"),
    ]);
    check(&["a = x", "b = y"], &edit, &["s1:A = t1:X", "s2:b = t2:Y"]);
}

#[test]
fn an_edited_pair_that_is_accepted_is_still_known_to_be_edited() {
    let mut rows = rows(&["a = x"]);
    let text = Edit::Text { key: 1, side: Side::Tgt, segments: vec!["z".to_owned()] };
    for edit in [text, Edit::Status { keys: vec![1], status: Status::Accepted }] {
        let changes = edit.changes(&rows, &editor()).unwrap();
        rows.apply(&changes, 1).unwrap();
    }
    let row = &rows.all()[0];
    assert!(row.status == Status::Accepted && row.was_edited);
    let headers = &mut Vec::new();
    let extras = Extras::make(headers, std::slice::from_ref(row));
    let pair = row.to_pair(&extras);
    assert!(Row::of_pair(1, pair, &extras).was_edited);
}
