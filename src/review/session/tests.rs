use super::*;
use crate::bitext::{Pair, Status};
use crate::check::Side;
use crate::formats::{self, Dialect, Format};
use crate::lang::LangPair;
use crate::review::edit::Edit;
use std::path::PathBuf;
use std::sync::LazyLock;

mod damage;
mod drafts;
mod parts;

static MODEL: LazyLock<Arc<Model>> =
    LazyLock::new(|| Arc::new(crate::model::builtin::for_pair(&LangPair::FR_EN).unwrap()));

/// A bitext file without anything around it.
struct PlainFile(PathBuf);

impl BitextFile for PlainFile {
    fn name(&self) -> String {
        "x.csv".to_owned()
    }

    fn read(&self) -> Result<(Bitext, Stamp)> {
        let bytes = std::fs::read(&self.0).unwrap();
        let languages = LangPair::FR_EN;
        let bitext = formats::read(&bytes, "x.csv", Format::Csv, &languages)?.bitext;
        Ok((bitext, Stamp::of(&bytes)))
    }

    fn stamp(&self) -> Option<Stamp> {
        std::fs::read(&self.0).ok().map(|bytes| Stamp::of(&bytes))
    }

    fn write(&self, bitext: &Bitext) -> Result<Stamp> {
        let bytes = formats::write(bitext, Format::Csv, Dialect::Standard).bytes;
        std::fs::write(&self.0, &bytes).unwrap();
        Ok(Stamp::of(&bytes))
    }
}

const CSV: &str =
    "id,bead,fr,en,fr_ids,en_ids,score,status,findings,reviewer,updated,comment,translator
p1.s1,1:1,Il pleut.,It rains.,p1.s1,r1.s1,0.9731,auto,,,,,J. D.
p1.s2,1:1,Je lis une lettre.,I read a letter.,p1.s2,r1.s2,0.5,auto,,,,,J. D.
p2.s1,1:0,La mer monte.,,p2.s1,,0.4,auto,,,,à voir,
en.r2.s1,0:1,,The sea rises.,,r2.s1,0.4,auto,,,,,J. D.
";

/// A folder with a bitext under review.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        std::fs::write(desk.csv(), CSV).unwrap();
        desk
    }

    fn csv(&self) -> PathBuf {
        self.0.path().join("x.csv")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.csv()).unwrap()
    }

    fn open(&self) -> Session {
        let store = self.0.path().join("x.review.db");
        let file = Box::new(PlainFile(self.csv()));
        Session::open(file, &store, &LangPair::FR_EN, Arc::clone(&MODEL)).unwrap()
    }
}

fn accept(key: u64) -> Edit {
    Edit::Status { keys: vec![key], status: Status::Accepted }
}

fn statuses(session: &Session) -> String {
    session.rows().all().iter().map(|row| &row.status.name()[..1]).collect()
}

/// A file that its other writer changes again as soon as it was read.
struct BusyFile(PlainFile);

impl BitextFile for BusyFile {
    fn name(&self) -> String {
        self.0.name()
    }

    fn read(&self) -> Result<(Bitext, Stamp)> {
        let read = self.0.read();
        let text = std::fs::read_to_string(&self.0.0).unwrap();
        std::fs::write(&self.0.0, text.replace("It pours.", "It is pouring.")).unwrap();
        read
    }

    fn stamp(&self) -> Option<Stamp> {
        self.0.stamp()
    }

    fn write(&self, bitext: &Bitext) -> Result<Stamp> {
        self.0.write(bitext)
    }
}

#[test]
fn a_file_that_changes_again_while_both_are_merged_is_not_written_over() {
    let desk = Desk::new();
    let store = desk.0.path().join("x.review.db");
    let file = Box::new(BusyFile(PlainFile(desk.csv())));
    let mut session = Session::open(file, &store, &LangPair::FR_EN, Arc::clone(&MODEL)).unwrap();
    session.edit("Zoé", &accept(2), &[]).unwrap();
    std::fs::write(desk.csv(), CSV.replace("It rains.", "It pours.")).unwrap();
    assert!(matches!(session.take("Zoé", Take::Both), Err(Failure::Outside)));
    assert!(desk.text().contains("It is pouring.") && session.is_changed_outside());
    let (_, conflicts) = session.take("Zoé", Take::Both).unwrap();
    assert!(desk.text().contains("It is pouring.") && desk.text().contains("accepted"));
    assert!(conflicts.is_empty());
}

#[test]
fn what_was_edited_is_there_in_the_next_process_without_any_save() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.edit("Zoé", &accept(1), &[(1, 0)]).unwrap();
    session.edit("Zoé", &Edit::Merge(3), &[]).unwrap();
    // As if killed: nothing is written back.
    drop(session);
    assert_eq!(CSV, desk.text());
    let session = desk.open();
    assert_eq!(("aae", 2, true), (&*statuses(&session), session.seq(), session.is_dirty()));
    assert_eq!("The sea rises.", session.rows().all()[2].text(Side::Tgt));
}

#[test]
fn a_bitext_that_nobody_touched_is_written_back_as_it_was() {
    let desk = Desk::new();
    let mut session = desk.open();
    assert!(!session.save().unwrap());
    session.edit("Zoé", &Edit::Flag(1, true), &[]).unwrap();
    session.edit("Zoé", &Edit::Flag(1, false), &[]).unwrap();
    assert!(session.save().unwrap());
    assert_eq!(CSV, desk.text());
}

#[test]
fn undo_and_redo_are_without_limit_and_each_reviewers_own() {
    let desk = Desk::new();
    let mut session = desk.open();
    for (who, key) in [("Ana", 1), ("Zoé", 2), ("Ana", 3), ("Zoé", 4)] {
        session.edit(who, &accept(key), &[]).unwrap();
    }
    session.undo("Zoé").unwrap();
    session.undo("Zoé").unwrap();
    assert!(matches!(session.undo("Zoé"), Err(Failure::Refused(_))));
    assert_eq!("acceptedautoacceptedauto", names(&session));
    drop(session);
    // The order of what can be undone outlives the process.
    let mut session = desk.open();
    session.redo("Zoé").unwrap();
    assert_eq!("acceptedacceptedacceptedauto", names(&session));
    session.undo("Zoé").unwrap();
    session.redo("Zoé").unwrap();
    session.redo("Zoé").unwrap();
    assert_eq!("accepted".repeat(4), names(&session));
    assert_eq!((Some("accept".to_owned()), None), session.next_undo_redo("Zoé").unwrap());
}

fn names(session: &Session) -> String {
    session.rows().all().iter().map(|row| row.status.name()).collect()
}

#[test]
fn an_edit_of_what_somebody_else_has_changed_is_refused_with_the_name() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.edit("Ana", &accept(1), &[(1, 0)]).unwrap();
    let outcome = session.edit("Zoé", &accept(1), &[(1, 0)]);
    assert!(matches!(outcome, Err(Failure::Stale { keys, who }) if keys == [1] && who == "Ana"));
    session.edit("Zoé", &Edit::Merge(1), &[(1, 1), (2, 0)]).unwrap();
    // Ana's edit has no row any more that it could be undone in.
    assert!(matches!(session.undo("Ana"), Err(Failure::Stale { .. })));
}

#[test]
fn a_file_that_was_changed_outside_is_not_written_over() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.edit("Zoé", &accept(1), &[]).unwrap();
    let theirs = CSV.replace("I read a letter.", "I'm reading a letter.");
    std::fs::write(desk.csv(), &theirs).unwrap();
    assert!(matches!(session.save(), Err(Failure::Outside)));
    assert_eq!(theirs, desk.text());
    let differences = session.outside().unwrap();
    assert_eq!(1, differences.len());
    assert_eq!(["tgt"], differences[0].fields[..]);
    session.take("Zoé", Take::Both).unwrap();
    let text = desk.text();
    assert!(text.contains("I'm reading") && text.contains("accepted"), "{text}");
    assert!(!session.save().unwrap());
}

#[test]
fn of_two_versions_either_can_be_taken_and_undone() {
    for (take, is_ours) in [(Take::Ours, true), (Take::Theirs, false)] {
        let desk = Desk::new();
        let mut session = desk.open();
        session.edit("Zoé", &accept(1), &[]).unwrap();
        std::fs::write(desk.csv(), CSV.replace("It rains.", "It pours.")).unwrap();
        session.take("Zoé", take).unwrap();
        assert_eq!(is_ours, desk.text().contains("accepted"));
        assert_eq!(!is_ours, desk.text().contains("It pours."));
        assert!(!session.is_dirty() && !session.is_changed_outside());
        if take == Take::Theirs {
            session.undo("Zoé").unwrap();
            assert_eq!(Status::Accepted, session.rows().all()[0].status);
        }
    }
}

#[test]
fn a_file_that_is_changed_between_two_reviews_is_noticed() {
    let desk = Desk::new();
    desk.open().edit("Zoé", &accept(1), &[]).unwrap();
    std::fs::write(desk.csv(), CSV.replace("It rains.", "It pours.")).unwrap();
    assert!(desk.open().is_changed_outside());
    // The same bitext in other bytes is not a change.
    std::fs::write(desk.csv(), CSV.replace('\n', "\r\n")).unwrap();
    assert!(!desk.open().is_changed_outside());
}

#[test]
fn a_copy_from_a_colleague_is_merged() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.remember_export().unwrap();
    let mut copy = session.bitext();
    copy.pairs[1].tgt = "I am reading a letter.".into();
    copy.pairs[1].comment = "mieux".into();
    session.edit("Zoé", &accept(1), &[]).unwrap();
    session.edit("Zoé", &Edit::Bookmark(2, true), &[]).unwrap();
    let (applied, conflicts) = session.import("Zoé", &copy).unwrap();
    assert!(conflicts.is_empty(), "{conflicts:?}");
    assert_eq!([2], applied.touched[..]);
    let row = session.rows().get(2).unwrap();
    assert_eq!("I am reading a letter.", row.text(Side::Tgt));
    assert!(row.bookmarked && row.remarks[0].text == "mieux");
    assert_eq!(Status::Accepted, session.rows().get(1).unwrap().status);
    session.undo("Zoé").unwrap();
    assert_eq!("I read a letter.", session.rows().get(2).unwrap().text(Side::Tgt));
}

#[test]
fn an_old_copy_takes_nothing_back_and_a_partial_one_takes_nothing_away() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.remember_export().unwrap();
    let mut copy = session.bitext();
    copy.pairs[1].tgt = "I am reading a letter.".into();
    copy.pairs.remove(2);
    copy.pairs.remove(0);
    // Others work on, and a second copy is given away.
    session.edit("Zoé", &accept(1), &[]).unwrap();
    session.edit("Zoé", &accept(3), &[]).unwrap();
    session.remember_export().unwrap();
    let (applied, conflicts) = session.import("Ana", &copy).unwrap();
    assert!(conflicts.is_empty(), "{conflicts:?}");
    assert_eq!([2], applied.touched[..]);
    assert_eq!("I am reading a letter.", session.rows().get(2).unwrap().text(Side::Tgt));
    assert_eq!("acceptedautoacceptedauto", names(&session));
    assert_eq!("J. D.", session.bitext().pairs[0].carried[0]);
}

#[test]
fn a_copy_of_another_bitext_is_refused() {
    let desk = Desk::new();
    let mut session = desk.open();
    let mut other = session.bitext();
    for (at, pair) in other.pairs.iter_mut().enumerate() {
        (pair.src, pair.tgt) = (format!("Rien de tel {at}."), format!("None of it {at}."));
    }
    assert!(matches!(session.import("Ana", &other), Err(Failure::Refused(_))));
    assert_eq!(0, session.seq());
}

#[test]
fn realigning_keeps_what_people_decided_and_said() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.edit("Zoé", &accept(1), &[]).unwrap();
    let work = session.realignment(&Stretch::default());
    let rows = work.run();
    session.finish_realignment("Zoé", work.seq(), &rows).unwrap();
    let shown: Vec<String> = session
        .bitext()
        .pairs
        .iter()
        .map(|Pair { src, tgt, comment, .. }| format!("{src} = {tgt} ({comment})"))
        .collect();
    assert_eq!(
        [
            "Il pleut. = It rains. ()",
            "Je lis une lettre. = I read a letter. ()",
            "La mer monte. = The sea rises. (à voir)"
        ],
        shown[..]
    );
    assert_eq!((1, 2), (session.rows().all()[0].key, session.rows().all()[1].key));
    assert_eq!("J. D.", session.bitext().pairs[2].carried[0]);
    // Prepared before somebody else's edit it is not put in place.
    session.edit("Ana", &accept(2), &[]).unwrap();
    assert!(session.finish_realignment("Zoé", work.seq(), &rows).is_err());
    session.undo("Zoé").unwrap();
    assert_eq!(4, session.rows().all().len());
}

#[test]
fn another_bitext_of_the_same_name_has_no_share_in_the_review() {
    struct Other(PlainFile);
    impl BitextFile for Other {
        fn name(&self) -> String {
            "x.tsv".to_owned()
        }
        fn read(&self) -> Result<(Bitext, Stamp)> {
            self.0.read()
        }
        fn stamp(&self) -> Option<Stamp> {
            self.0.stamp()
        }
        fn write(&self, bitext: &Bitext) -> Result<Stamp> {
            self.0.write(bitext)
        }
    }
    let desk = Desk::new();
    drop(desk.open());
    let store = desk.0.path().join("x.review.db");
    let other = Box::new(Other(PlainFile(desk.csv())));
    let error = Session::open(other, &store, &LangPair::FR_EN, Arc::clone(&MODEL)).unwrap_err();
    assert_eq!(crate::error::Kind::Conflict, error.kind());
}

#[test]
fn counts_tell_how_far_the_review_is_and_how_good_the_translation() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.edit("Zoé", &accept(2), &[]).unwrap();
    session.edit("Ana", &Edit::AcceptTo(1), &[]).unwrap();
    let span = crate::review::row::Span { side: Side::Tgt, start: 0, end: 2, quote: "It".into() };
    let (category, severity) = ("accuracy/omission".to_owned(), "major".to_owned());
    let mark = Edit::Mark { key: 1, span, category, severity, note: String::new() };
    session.edit("Ana", &mark, &[]).unwrap();
    let progress = session.progress(0.8);
    assert_eq!((4, 2, 2), (progress.pairs, progress.accepted, progress.auto));
    assert_eq!(
        (9, 6, 3, 2),
        (progress.words, progress.words_done, progress.doubtful, progress.doubtful_left)
    );
    let tallies = session.tallies().unwrap();
    let told: Vec<_> =
        tallies.iter().map(|t| (&*t.who, t.accepted, t.bulk, t.marks, t.words)).collect();
    assert_eq!([("Ana", 0, 1, 1, 0), ("Zoé", 1, 0, 0, 4)], told[..]);
    let card = session.scorecard();
    assert_eq!((9, 5), (card.whole.words, card.whole.points));
    assert!((card.whole.per_1000 - 5000.0 / 9.0).abs() < 1e-9);
}
