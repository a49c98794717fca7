//! The files of translators' tools: read segment by segment, revised, and given
//! back with every other byte as it was.
//!
//! The files under `tests/data/tools/` were made for these tests in the shapes
//! that the tools write.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use common::{Workplace, columns, file};

/// Every file of a tool.
const FILES: [&str; 7] = [
    "agency.sdlxliff",
    "agency.mqxliff",
    "agency.mxliff",
    "two-files.xlf",
    "agency.xlf2",
    "memory.tmx",
    "program.po",
];

fn workplace() -> Workplace {
    let workplace = Workplace::new();
    for name in FILES {
        let bytes = std::fs::read(file("tests/data/tools").join(name)).unwrap();
        workplace.write(name, bytes);
    }
    workplace
}

#[track_caller]
fn check_rows(name: &str, expected: &[&str]) {
    let csv = workplace().stdout(&format!("convert {name}"));
    assert_eq!(expected, columns(&csv, &["id", "fr", "en", "status", "comment"]), "{name}");
}

#[test]
fn trados_is_read_segment_by_segment() {
    check_rows(
        "agency.sdlxliff",
        &[
            "1 | Le bateau quitte le port à l'aube. | The ship leaves the harbor at dawn. | edited | nom du bateau ?",
            "2 | Il porte douze hommes. | It carries twelve men. | auto | ",
            "3 | La mer est calme. |  | auto | ",
            "4 | Personne ne parle. |  | auto | ",
            "5 | On attend. |  | auto | ",
            "6 | © Compagnie du Nord | © Compagnie du Nord | accepted | ",
        ],
    );
}

#[test]
fn memoq_and_phrase_say_what_was_decided() {
    check_rows(
        "agency.mqxliff",
        &[
            "1 | Le bateau quitte le port. | The ship leaves the harbor. | edited | ",
            "2 | La mer est calme. | The sea is calm. | auto | à vérifier",
            "3 | On attend. |  | auto | ",
            "4 | Personne ne parle. | No one talk. | rejected | ",
        ],
    );
    check_rows(
        "agency.mxliff",
        &[
            "job:0 | {1}Le bateau{2} quitte le port. | {1}The ship{2} leaves the harbor. | edited | ",
            "job:1 | La mer est calme. | The sea is calm. | auto | ",
            "job:2 | On attend. | We wait. | accepted | ",
        ],
    );
}

#[test]
fn ids_are_unique_over_the_files_of_an_xliff() {
    check_rows(
        "two-files.xlf",
        &[
            "1 | Le bateau quitte le port. | The ship leaves the harbor. | rejected | ",
            "2 | La mer est calme. | The sea is calm. | accepted | titre",
            "f2.1 | On attend. |  | auto | ",
            "f2.2 | Compagnie du Nord | Compagnie du Nord | auto | ",
        ],
    );
    check_rows(
        "agency.xlf2",
        &[
            "u1 | Le bateau quitte le port. | The ship leaves the harbor. | edited | ",
            "u1.s2 | La mer est calme. |  | auto | ",
            "f2.u1 | On attend. | We wait. | auto | vu",
        ],
    );
}

#[test]
fn memories_and_catalogs_are_read_with_contexts_and_plurals() {
    check_rows(
        "memory.tmx",
        &[
            "r1 | Il a trois ans et demi. | He is three and a half. | auto | ",
            "sea | La mer est calme. | The sea is calm. | auto | titre",
            "r3 | On attend. |  | auto | ",
        ],
    );
    check_rows(
        "program.po",
        &[
            "menu | Ouvrir « %s » | Open “%s” | rejected | ",
            "menu.2 | Fermer | Close | auto | ",
            "r3 | %d bateau | %d ship | auto | ",
            "r3[1] | %d bateaux | %d ship | auto | ",
            "r4 | Le port | The port | rejected | ",
        ],
    );
}

#[test]
fn a_review_that_changes_nothing_gives_back_the_very_bytes() {
    let workplace = workplace();
    for name in FILES {
        for review in ["r.csv", "r.xlsx", "r.jsonl", "r.tsv"] {
            workplace.stdout(&format!("convert {name} -o {review} --force"));
            workplace.stdout(&format!("convert {review} --into {name} -o back"));
            assert_eq!(workplace.text(name), workplace.text("back"), "{name} by {review}");
        }
    }
}

/// A reviser's work: which row, its new translation, status and comment.
type Deed = (&'static str, &'static str, &'static str, &'static str);

/// Reviews a file and checks which stretches of it are others in the end.
#[track_caller]
fn check_review(name: &str, deeds: &[Deed], expected: &[(&str, &str)]) {
    let workplace = workplace();
    let csv = workplace.stdout(&format!("convert {name}"));
    workplace.write("review.csv", reviewed(&csv, deeds));
    workplace.stdout(&format!("convert review.csv --into {name} -o back-{name}"));
    let mut wanted = workplace.text(name);
    for (before, after) in expected {
        assert_eq!(1, wanted.matches(before).count(), "{before}");
        wanted = wanted.replacen(before, after, 1);
    }
    let back = workplace.text(&format!("back-{name}"));
    assert_eq!(wanted, back, "{name}");
    // What was given back is read as it was reviewed.
    let again = workplace.stdout(&format!("convert back-{name}"));
    let names = ["id", "en"];
    assert_eq!(columns(&workplace.text("review.csv"), &names), columns(&again, &names), "{name}");
}

fn reviewed(csv: &str, deeds: &[Deed]) -> Vec<u8> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|header| header == name).unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for record in reader.records() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        if let Some((_, text, status, comment)) =
            deeds.iter().find(|(id, ..)| *id == cells[at("id")])
        {
            for (name, value) in [("en", text), ("status", status), ("comment", comment)] {
                if !value.is_empty() {
                    cells[at(name)] = (*value).to_owned();
                }
            }
        }
        writer.write_record(&cells).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn trados_gets_targets_states_and_comments() {
    check_review(
        "agency.sdlxliff",
        &[
            ("1", "The ship leaves port at dawn.", "accepted", ""),
            ("2", "It carries a dozen men.", "edited", ""),
            ("3", "The sea is calm & flat.", "edited", ""),
            ("5", "We wait.", "edited", ""),
        ],
        &[
            ("The ship leaves the harbor at dawn.", "The ship leaves port at dawn."),
            ("id=\"1\" conf=\"Translated\"", "id=\"1\" conf=\"ApprovedTranslation\""),
            ("<g id=\"3\">twelve</g> men.", "<g id=\"3\">a dozen</g> men."),
            ("id=\"2\" conf=\"Draft\"", "id=\"2\" conf=\"Translated\""),
            (
                "<target><mrk mtype=\"seg\" mid=\"3\"/>",
                "<target><mrk mtype=\"seg\" mid=\"3\">The sea is calm &amp; flat.</mrk>",
            ),
            ("<sdl:seg id=\"3\"/>", "<sdl:seg id=\"3\" conf=\"Translated\"/>"),
            (
                "On attend.</mrk></seg-source>",
                "On attend.</mrk></seg-source><target><mrk mtype=\"seg\" mid=\"4\"></mrk><mrk mtype=\"seg\" mid=\"5\">We wait.</mrk></target>",
            ),
            ("<sdl:seg id=\"5\"/>", "<sdl:seg id=\"5\" conf=\"Translated\"/>"),
        ],
    );
}

#[test]
fn a_comment_for_trados_is_defined_in_the_head_and_marked_in_the_target() {
    let workplace = workplace();
    let csv = workplace.stdout("convert agency.sdlxliff");
    workplace.write("review.csv", reviewed(&csv, &[("2", "", "", "combien ?")]));
    workplace.stdout("convert review.csv --into agency.sdlxliff -o back.sdlxliff");
    let again = workplace.stdout("convert back.sdlxliff");
    let comments = columns(&again, &["id", "comment"]);
    assert_eq!(["1 | nom du bateau ?", "2 | combien ?"], comments[..2]);
    assert!(
        workplace
            .text("back.sdlxliff")
            .contains("combien ?</Comment></Comments></cmt-def></cmt-defs>")
    );
}

#[test]
fn memoq_and_phrase_get_what_was_decided_in_their_words() {
    check_review(
        "agency.mqxliff",
        &[
            ("1", "The ship sails from the harbor.", "accepted", ""),
            ("3", "We wait.", "edited", ""),
            ("2", "", "rejected", ""),
        ],
        &[
            ("mq:status=\"ManuallyConfirmed\"", "mq:status=\"Proofread\""),
            ("leaves<ept id=\"1\">{}</ept> the", "sails from<ept id=\"1\">{}</ept> the"),
            ("mq:status=\"NotStarted\"", "mq:status=\"ManuallyConfirmed\""),
            (
                "<target xml:space=\"preserve\" />",
                "<target xml:space=\"preserve\">We wait.</target>",
            ),
            ("id=\"2\" mq:status=\"PartiallyEdited\"", "id=\"2\" mq:status=\"Rejected\""),
        ],
    );
    check_review(
        "agency.mxliff",
        &[("job:0", "", "accepted", ""), ("job:1", "The sea is still.", "edited", "mot")],
        &[
            ("m:confirmed=\"1\"", "m:confirmed=\"2\""),
            ("The sea is calm.", "The sea is still."),
            ("m:confirmed=\"0\"", "m:confirmed=\"2\""),
            ("still.</target>\n        ", "still.</target>\n        <note>mot</note>"),
        ],
    );
}

#[test]
fn xliff_and_its_second_version_get_states() {
    check_review(
        "two-files.xlf",
        &[("1", "", "accepted", ""), ("f2.1", "We wait.", "edited", "")],
        &[
            ("<trans-unit id=\"1\"><source>Le", "<trans-unit id=\"1\" approved=\"yes\"><source>Le"),
            ("needs-review-translation", "signed-off"),
            (
                "On attend.</source>",
                "On attend.</source><target state=\"translated\">We wait.</target>",
            ),
        ],
    );
    check_review(
        "agency.xlf2",
        &[
            ("u1", "", "accepted", ""),
            ("u1.s2", "The sea is calm.", "edited", ""),
            ("f2.u1", "", "", "vu\nbien"),
        ],
        &[
            ("id=\"s1\" state=\"translated\"", "id=\"s1\" state=\"reviewed\""),
            ("<segment id=\"s2\">", "<segment id=\"s2\" state=\"translated\">"),
            ("est calme.</source>", "est calme.</source><target>The sea is calm.</target>"),
            ("<note>vu</note>", "<note>vu</note><note>bien</note>"),
        ],
    );
}

#[test]
fn memories_and_catalogs_get_texts_and_what_they_have_a_place_for() {
    check_review(
        "memory.tmx",
        &[("r1", "He is three and one half.", "", ""), ("sea", "The sea is flat.", "accepted", "")],
        &[
            ("and a <bpt", "and one <bpt"),
            ("The sea is calm.", "The sea is flat."),
            (
                "<note>titre</note>\n      ",
                "<note>titre</note>\n      <prop type=\"x-status\">accepted</prop>",
            ),
        ],
    );
    check_review(
        "program.po",
        &[
            ("menu", "Open %s", "accepted", ""),
            ("r3[1]", "%d ships", "", ""),
            ("r4", "The harbor", "edited", "vu"),
        ],
        &[
            ("#, fuzzy, c-format", "#, c-format"),
            ("Open “%s”", "Open %s"),
            ("msgstr[1] \"\"\n\"%d \"\n\"ship\"", "msgstr[1] \"%d ships\""),
            ("#, fuzzy\nmsgid \"Le", "# vu\nmsgid \"Le"),
            ("The port", "The harbor"),
        ],
    );
}

#[test]
fn what_may_not_be_changed_is_left_and_said() {
    let workplace = workplace();
    let csv = workplace.stdout("convert agency.sdlxliff");
    workplace.write("review.csv", reviewed(&csv, &[("6", "© Northern Company", "edited", "")]));
    let assert = workplace.enregard("convert review.csv --into agency.sdlxliff -o back").assert();
    let said = String::from_utf8_lossy(&assert.success().get_output().stderr).into_owned();
    assert!(
        said.contains("locked units that were changed in the review, left as they are: 1"),
        "{said}"
    );
    assert_eq!(workplace.text("agency.sdlxliff"), workplace.text("back"));
    let assert = workplace.enregard("convert review.csv --into memory.tmx -o back").assert();
    let said = String::from_utf8_lossy(&assert.code(3).get_output().stderr).into_owned();
    assert!(said.contains("this is not the file that was reviewed"), "{said}");
}

#[test]
fn lost_codes_are_said_with_their_line() {
    let workplace = workplace();
    let broken = workplace.text("agency.xlf2").replace("<pc id=\"1\">leaves</pc>", "leaves");
    workplace.write("lost.xlf2", broken);
    let assert = workplace.enregard("check lost.xlf2 --fail-on never").assert().success();
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        said.contains("lost.xlf2:4: inline codes differ: the translation lacks 1 of the source"),
        "{said}"
    );
}

#[test]
fn a_file_that_ends_too_soon_is_refused_with_its_line() {
    let workplace = workplace();
    for name in FILES.iter().filter(|name| !name.ends_with(".po")) {
        let bytes = workplace.bytes(name);
        let ending = name.rsplit('.').next().unwrap();
        for len in (0..bytes.len() - 20).step_by(512).skip(1) {
            let cut = format!("cut.{ending}");
            workplace.write(&cut, &bytes[..len]);
            let output = workplace.enregard(&format!("convert {cut}")).output().unwrap();
            assert_eq!(Some(3), output.status.code(), "{name} after {len} bytes");
        }
    }
}
