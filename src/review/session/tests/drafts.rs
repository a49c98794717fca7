//! Text that was typed and not saved.

use super::*;
use crate::review::store::Draft;

fn draft(who: &str, key: u64, text: &str) -> Draft {
    let (who, text, at) = (who.to_owned(), text.to_owned(), String::new());
    Draft { who, key, side: Side::Tgt, text, version: 0, is_aside: false, at }
}

#[test]
fn a_draft_survives_a_kill_and_is_named_until_it_is_saved() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.set_draft(draft("Zoé", 2, "I am reading")).unwrap();
    session.set_draft(Draft { is_aside: true, ..draft("Zoé", 1, "It pours") }).unwrap();
    drop(session);
    let mut session = desk.open();
    assert_eq!(2, session.drafts_of("Zoé").unwrap().len());
    assert!(session.drafts_of("Ana").unwrap().is_empty());
    assert_eq!(["p1.s2 (en, Zoé)"], session.open_draft_places()[..]);
    let segments = vec!["I am reading a letter.".to_owned()];
    let text = Edit::Text { key: 2, side: Side::Tgt, segments };
    session.edit("Zoé", &text, &[(2, 0)]).unwrap();
    assert!(session.open_draft_places().is_empty());
    assert_eq!(1, session.drafts_of("Zoé").unwrap().len());
}

#[cfg(unix)]
#[test]
fn a_log_that_is_deleted_while_it_is_open_is_put_back_at_the_next_edit() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.edit("Zoé", &accept(1), &[]).unwrap();
    let log = desk.0.path().join("x.review.db");
    std::fs::remove_file(&log).unwrap();
    session.edit("Zoé", &accept(2), &[]).unwrap();
    assert!(session.take_restored() && !session.take_restored());
    drop(session);
    let session = desk.open();
    assert_eq!((2, "acceptedacceptedautoauto"), (session.seq(), &*names(&session)));
}

#[cfg(unix)]
#[test]
fn what_takes_the_place_of_a_log_is_not_written_over() {
    let desk = Desk::new();
    let mut session = desk.open();
    let log = desk.0.path().join("x.review.db");
    std::fs::remove_file(&log).unwrap();
    std::fs::write(&log, "theirs").unwrap();
    let outcome = session.edit("Zoé", &accept(2), &[]);
    assert!(matches!(outcome, Err(Failure::Broken(_))));
    assert_eq!("autoautoautoauto", names(&session));
    assert_eq!("theirs", std::fs::read_to_string(&log).unwrap());
}
