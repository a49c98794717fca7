//! Logs that are damaged in ways that are still a database, and still JSON.

use super::*;
use proptest::prelude::*;
use rusqlite::Connection;

/// Makes a review with some edits; returns its desk.
fn reviewed() -> Desk {
    let desk = Desk::new();
    let mut session = desk.open();
    session.edit("Zoé", &accept(1), &[]).unwrap();
    session.edit("Zoé", &Edit::Merge(3), &[]).unwrap();
    let remark = Edit::Remark { key: 2, text: "vu".into(), span: None, reply_to: None };
    session.edit("Ana", &remark, &[]).unwrap();
    session.undo("Ana").unwrap();
    desk
}

/// Opens a review and does what a server does; says what it was told.
fn used(desk: &Desk) -> Result<()> {
    let store = desk.0.path().join("x.review.db");
    let file = Box::new(PlainFile(desk.csv()));
    let mut session = Session::open(file, &store, &LangPair::FR_EN, Arc::clone(&MODEL))?;
    session.outside()?;
    let copy = session.bitext();
    let _ = session.import("Ana", &copy);
    let _ = session.edit("Ana", &Edit::Merge(1), &[]);
    for who in ["Ana", "Zoé"] {
        let _ = (session.undo(who), session.redo(who), session.next_undo_redo(who));
    }
    let _ = (session.tallies(), session.scorecard(), session.progress(0.8), session.history(1));
    let _ = session.save();
    Ok(())
}

fn damage(desk: &Desk, command: &str) {
    Connection::open(desk.0.path().join("x.review.db")).unwrap().execute_batch(command).unwrap();
}

#[test]
fn a_damaged_log_is_refused_with_its_name_and_a_way_out() {
    for command in [
        "update log set changes = replace(changes, '\"auto\"', '\"rejected\"') where seq = 1",
        "update log set changes = '[{\"splice\":{\"before\":[],\"after\":[]}}]' where seq = 2",
        "update log set changes = '[{\"set\":{\"key\":1,\"before\":{},\"after\":{\"src\":7}}}]' where seq = 1",
        "update log set changes = '[{\"set\":{\"key\":1,\"before\":{},\"after\":{\"key\":2}}}]' where seq = 1",
        "update log set changes = x'00ff' where seq = 1",
        "update base set row = replace(row, '\"key\":2', '\"key\":1')",
        "update base set row = replace(row, '\"key\":2', '\"key\":18446744073709551615')",
        "update base set row = '{}'",
        "update meta set value = 'nonsense' where name = 'head'",
        "delete from log where seq = 2",
    ] {
        let desk = reviewed();
        damage(&desk, command);
        let error = used(&desk).expect_err(command);
        assert_eq!(crate::error::Kind::Input, error.kind(), "{command}: {error}");
        assert!(error.to_string().contains("x.review.db"), "{command}: {error}");
        assert!(error.hint_text().is_some_and(|hint| hint.contains("mv ")), "{command}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_a_review_panic(
        table in prop::sample::select(vec![("base", "row"), ("log", "changes"), ("meta", "value")]),
        at in 0_usize..2000,
        what in prop::sample::select(vec!["", "0", "9", "\"", "[", "}", "null", "99999999999999999999", "é", ","]),
        n_out in 0_usize..6,
    ) {
        let desk = reviewed();
        let (table, column) = table;
        let which = if table == "meta" { "name = 'head'" } else { "rowid = 1" };
        damage(&desk, &format!(
            "update {table} set {column} = substr({column}, 1, {at} % length({column})) || '{what}' \
             || substr({column}, {at} % length({column}) + 1 + {n_out}) where {which}"
        ));
        let _ = used(&desk);
    }
}
