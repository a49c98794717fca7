//! Copies that hold a part of the bitext, or none of it.

use super::*;
use proptest::prelude::*;

/// Pairs of a story, in which a short text stands three times.
const STORY: [(&str, &str); 9] = [
    ("La dernière veille", "The Last Watch"),
    ("Le vent s’était levé un peu avant la nuit.", "The wind had risen a little before nightfall."),
    ("— Oui.", "“Yes.”"),
    (
        "Il avait cinquante-huit ans et une mauvaise hanche.",
        "He was fifty-eight and had a bad hip.",
    ),
    ("— Oui.", "“Yes.”"),
    ("Elle portait une lampe de poche et le chat.", "She was carrying a torch and the cat."),
    ("Il sourit.", "He smiled."),
    ("— Oui.", "“Yes.”"),
    ("Tous les enfants trouvaient une marche de trop.", "Every child found one step too many."),
];

/// What a bitext knows of its pairs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Ids {
    Segments,
    Pairs,
    None,
}

fn csv(rows: impl Iterator<Item = (usize, (String, String))>, ids: Ids) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header: &[&str] = match ids {
        Ids::Segments => &["id", "bead", "fr", "en", "fr_ids", "en_ids"],
        Ids::Pairs => &["id", "fr", "en"],
        Ids::None => &["fr", "en"],
    };
    table.write_record(header).unwrap();
    for (at, (fr, en)) in rows {
        let (id, other) = (format!("p{at}.s1"), format!("r{at}.s1"));
        let record: &[&str] = match ids {
            Ids::Segments => &[&id, "1:1", &fr, &en, &id, &other],
            Ids::Pairs => &[&id, &fr, &en],
            Ids::None => &[&fr, &en],
        };
        table.write_record(record).unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

fn story() -> impl Iterator<Item = (usize, (String, String))> {
    (1..).zip(STORY.map(|(fr, en)| (fr.to_owned(), en.to_owned())))
}

fn read(text: &str) -> Bitext {
    formats::read(text.as_bytes(), "x.csv", Format::Csv, &LangPair::FR_EN).unwrap().bitext
}

fn review(ids: Ids) -> (Desk, Session) {
    let desk = Desk(tempfile::tempdir().unwrap());
    std::fs::write(desk.csv(), csv(story(), ids)).unwrap();
    let session = desk.open();
    (desk, session)
}

fn shown(session: &Session) -> Vec<(u64, String, String, &'static str)> {
    let rows = session.rows().all().iter();
    rows.map(|row| (row.key, row.text(Side::Src), row.text(Side::Tgt), row.status.name())).collect()
}

#[test]
fn a_part_without_ids_deletes_nothing_and_doubles_nothing() {
    for of_review in [Ids::Segments, Ids::Pairs, Ids::None] {
        for of_copy in [Ids::Segments, Ids::Pairs, Ids::None] {
            let (_desk, mut session) = review(of_review);
            session.edit("Zoé", &accept(4), &[]).unwrap();
            session.edit("Zoé", &Edit::Flag(9, true), &[]).unwrap();
            let before = shown(&session);
            let part = story().filter(|(at, _)| [2, 6, 9].contains(at));
            let part = part.map(|(at, (fr, en))| (at, (fr, en.replace("torch", "lamp"))));
            let (applied, conflicts) = session.import("Ana", &read(&csv(part, of_copy))).unwrap();
            assert_eq!([6], applied.touched[..], "{of_review:?} {of_copy:?}");
            assert!(conflicts.is_empty());
            let mut expected = before;
            expected[5].2 = "She was carrying a lamp and the cat.".to_owned();
            assert_eq!(expected, shown(&session), "{of_review:?} {of_copy:?}");
            assert!(session.rows().get(9).unwrap().flagged);
        }
    }
}

#[test]
fn a_decision_that_was_saved_is_not_undone_by_a_copy_without_a_status() {
    let (_desk, mut session) = review(Ids::Pairs);
    session.edit("Zoé", &accept(2), &[]).unwrap();
    session.save().unwrap();
    let part = story().filter(|(at, _)| *at < 4);
    let (applied, _) = session.import("Ana", &read(&csv(part, Ids::Pairs))).unwrap();
    assert!(applied.touched.is_empty());
    assert_eq!(Status::Accepted, session.rows().get(2).unwrap().status);
}

#[test]
fn a_file_whose_texts_are_not_known_is_refused_whatever_its_ids() {
    let others = || {
        let texts = ["Bonjour tout le monde.", "Il pleut.", "Un autre texte que voici."];
        (1..).zip(texts.map(|fr| (fr.to_owned(), format!("= {fr}"))))
    };
    for of_review in [Ids::Segments, Ids::Pairs, Ids::None] {
        for of_copy in [Ids::Segments, Ids::Pairs, Ids::None] {
            let (_desk, mut session) = review(of_review);
            let before = shown(&session);
            let outcome = session.import("Ana", &read(&csv(others(), of_copy)));
            assert!(matches!(outcome, Err(Failure::Refused(_))), "{of_review:?} {of_copy:?}");
            assert_eq!(before, shown(&session));
        }
    }
}

#[test]
fn pairs_that_were_merged_or_split_in_a_part_take_the_place_of_theirs() {
    let (_desk, mut session) = review(Ids::Pairs);
    let joined = |at: usize| {
        let (a, b) = (STORY[at], STORY[at + 1]);
        (format!("{} {}", a.0, b.0), format!("{} {}", a.1, b.1))
    };
    let part = [(1, joined(0)), (6, (STORY[5].0.to_owned(), STORY[5].1.to_owned()))];
    session.import("Ana", &read(&csv(part.into_iter(), Ids::None))).unwrap();
    let texts: Vec<String> = shown(&session).into_iter().map(|row| row.1).collect();
    let expected: Vec<String> = std::iter::once(joined(0).0)
        .chain(STORY[2..].iter().map(|(fr, _)| (*fr).to_owned()))
        .collect();
    assert_eq!(expected, texts);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_part_changes_only_its_own_rows(
        chosen in prop::collection::btree_set(0_usize..STORY.len(), 1..STORY.len()),
        edited in prop::collection::btree_set(0_usize..STORY.len(), 0..4),
        decided in prop::collection::btree_set(0_usize..STORY.len(), 0..4),
        has_segments: bool,
        copy_has_segments: bool,
    ) {
        let of = |has: bool| if has { Ids::Segments } else { Ids::Pairs };
        let (_desk, mut session) = review(of(has_segments));
        for at in &decided {
            session.edit("Zoé", &accept(*at as u64 + 1), &[]).unwrap();
        }
        let before = shown(&session);
        let edit = |(at, (fr, en)): (usize, (String, String))| {
            let en = if edited.contains(&(at - 1)) { format!("{en} Indeed.") } else { en };
            (at, (fr, en))
        };
        let part = || story().filter(|(at, _)| chosen.contains(&(at - 1))).map(edit);
        let outcome = session.import("Ana", &read(&csv(part(), of(copy_has_segments))));
        // A part of which no text is long enough to be known is not one that anybody sends.
        prop_assume!(outcome.is_ok());
        let mut expected = before;
        for (at, (_, en)) in part() {
            expected[at - 1].2 = en;
        }
        prop_assert_eq!(expected, shown(&session));
        session.undo("Ana").ok();
        prop_assert_eq!(STORY.len(), session.rows().all().len());
    }
}
