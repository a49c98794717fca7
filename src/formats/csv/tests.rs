use super::super::tests::{bitext, example, languages};
use super::super::{Format, Loaded, Written};
use super::*;
use crate::bitext::Pair;

fn read(bytes: &[u8], file: &str, languages: &crate::lang::LangPair) -> Result<Loaded> {
    super::super::read(bytes, file, Format::Csv, languages)
}

fn write(bitext: &Bitext, dialect: Dialect) -> Written {
    super::super::write(bitext, Format::Csv, dialect)
}

/// Checks the pairs of a file, written as `id shape src = tgt score status`.
#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) -> Loaded {
    let loaded = read(bytes, "b.csv", &languages()).unwrap();
    let shown = |pair: &Pair| {
        let score = pair.score.map(|score| format!(" {score}")).unwrap_or_default();
        let Pair { id, shape, src, tgt, status, .. } = pair;
        format!("{id} {shape} {src} = {tgt}{score} {}", status.name())
    };
    assert_eq!(expected, loaded.bitext.pairs.iter().map(shown).collect::<Vec<_>>());
    loaded
}

#[track_caller]
fn check_refusal(content: &str, message: &str) {
    let error = read(content.as_bytes(), "b.csv", &languages()).unwrap_err();
    assert_eq!(message, error.to_string());
    assert!(error.hint_text().is_some());
}

const EXPECTED: [&str; 3] = [
    "p1.s1 1:2 Il dit : « Oui », puis s'en va. = He says \"Yes\". He leaves. 0.9731 accepted",
    "p1.s2 1:1 Il pleut. = It rains. auto",
    "p2.s1 1:0 Fin. =  auto",
];

#[test]
fn a_bitext_is_one_row_a_bead() {
    let written = String::from_utf8(write(&example(), Dialect::Standard).bytes).unwrap();
    assert_eq!(
        "id,bead,fr,en,fr_ids,en_ids,score,status,findings,reviewer,updated,comment,Remarque\n\
         p1.s1,1:2,\"Il dit : « Oui », puis s'en va.\",\"He says \"\"Yes\"\". He leaves.\",\
         p1.s1,r2.s1 r2.s2,0.9731,accepted,length quotes,Zoé,2026-11-23T10:00:00Z,\
         R&D < tout,note 1\n\
         p1.s2,1:1,Il pleut.,It rains.,p1.s2,r1.s1,,auto,,,,,\n\
         p2.s1,1:0,Fin.,,p2.s1,,,auto,,,,,\n",
        written
    );
    check(written.as_bytes(), &EXPECTED);
}

#[test]
fn excel_gets_a_mark_and_semicolons() {
    let written = write(&example(), Dialect::Excel);
    assert!(written.bytes.starts_with("\u{feff}id;bead;fr;en;".as_bytes()));
    check(&written.bytes, &EXPECTED);
}

#[test]
fn what_excel_saved_in_an_old_encoding_is_read() {
    let content = "id;bead;fr;en;score;status\r\n\
                   p1.s1;01:02;\"Été ; oui.\";Summer.;0,97;Accepted\r\n\
                   p1.s2;1:0;Fin.;;;\r\n";
    let expected = ["p1.s1 1:2 Été ; oui. = Summer. 0.97 accepted", "p1.s2 1:0 Fin. =  auto"];
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(content);
    check(&windows, &expected);
    let utf16: Vec<u8> =
        format!("\u{feff}{content}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, &expected);
    check(content.replace(";01:02;", ";01:02:00;").as_bytes(), &expected);
}

#[test]
fn two_columns_of_texts_are_a_bitext() {
    check(
        b"en,fr\nIt rains.,Il pleut.\n,Fin.\n",
        &["r1 1:1 Il pleut. = It rains. auto", "r2 1:0 Fin. =  auto"],
    );
    let loaded = check(
        "Texte français;Note;Traduction anglaise\nFin.;x;End.\n".as_bytes(),
        &["r1 1:1 Fin. = End. auto"],
    );
    assert_eq!(vec!["Note"], loaded.bitext.carried_headers);
}

#[test]
fn wrong_cells_are_refused_with_their_place() {
    check_refusal("fr,en,score\na,b,high\n", "b.csv:2:score: `high` is not a score");
    check_refusal("fr,en,status\na,b,ok\n", "b.csv:2:status: `ok` is not a status");
    check_refusal("fr,en,bead\na,b,one\n", "b.csv:2:bead: `one` is not a bead");
    check_refusal("fr,en\na,b\na,b,c\n", "b.csv:3: the row has 3 cells, but the header has 2");
}

#[test]
fn a_file_without_one_of_the_texts_is_refused_with_its_headers() {
    check_refusal(
        "id,fr,note\n1,Fin.,x\n",
        "b.csv:1: no column holds the texts of `en`; the header has: id, fr, note",
    );
}

#[test]
fn two_pairs_with_one_id_are_said() {
    let loaded = check(b"id,fr,en\nx,a,b\nx,c,d\n", &["x 1:1 a = b auto", "x 1:1 c = d auto"]);
    assert_eq!(
        "warning: b.csv:3: the id `x` is that of line 2 too [id]",
        loaded.findings[0].to_string()
    );
}

#[test]
fn a_carried_column_with_one_of_our_names_is_renamed() {
    let pair = Pair { id: "p1.s1".into(), carried: vec!["final".into()], ..Pair::default() };
    let bitext =
        crate::bitext::Bitext { carried_headers: vec!["Status".into()], ..bitext(vec![pair]) };
    let written = write(&bitext, Dialect::Standard);
    assert!(written.findings[0].message.ends_with("`Status` as `Status (table)`"));
    let read = read(&written.bytes, "b.csv", &languages()).unwrap().bitext;
    assert_eq!(
        (vec!["Status (table)".to_owned()], "final"),
        (read.carried_headers, &*read.pairs[0].carried[0])
    );
}

#[test]
fn columns_of_one_name_are_counted_and_the_message_stays_short() {
    let carried_headers = vec![String::new(); 700];
    let pair = Pair { carried: vec![String::new(); 700], ..Pair::default() };
    let bitext = crate::bitext::Bitext { carried_headers, ..bitext(vec![pair]) };
    let written = write(&bitext, Dialect::Standard);
    let header = written.bytes.split(|byte| *byte == b'\n').next().unwrap();
    let header = str::from_utf8(header).unwrap();
    assert!(header.ends_with(", (table 697), (table 698), (table 699)"), "{header}");
    let message = &written.findings[0].message;
    let expected = "`` as ` (table)`, `` as ` (table 2)`, `` as ` (table 3)`, `` as ` (table 4)`, \
                    `` as ` (table 5)`, and 694 more";
    assert!(message.ends_with(expected), "{message}");
}

#[test]
fn formulas_are_said_and_written_as_they_are() {
    let dialogue = Pair { src: "- Oui.".into(), tgt: "-Yes.".into(), ..Pair::default() };
    let formula = Pair { src: "Un.".into(), comment: "=1+1".into(), ..Pair::default() };
    for dialect in [Dialect::Standard, Dialect::Excel] {
        assert!(write(&bitext(vec![dialogue.clone()]), dialect).findings.is_empty());
        let written = write(&bitext(vec![dialogue.clone(), formula.clone()]), dialect);
        assert!(written.findings[0].message.ends_with("file: 1"));
        assert!(String::from_utf8_lossy(&written.bytes).contains("=1+1"));
    }
}
