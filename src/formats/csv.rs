//! The bitext CSV: RFC 4180 in UTF-8 with line feeds, or what Excel wants.
//!
//! It is read by the reader of translation tables, which knows what
//! spreadsheets do to a file: byte order marks, other delimiters, line ends and
//! encodings. A saved spreadsheet is read as well.

use super::records;
use super::{Dialect, Format, Languages, Loaded, Written, metadata_finding};
use crate::bitext::Bitext;
use crate::error::Result;
use crate::finding::Finding;
use crate::table::{self, Options};

const MARK: &str = "\u{feff}";

/// Excel takes a cell that starts with one of these for a formula.
const FORMULA_STARTS: [char; 4] = ['=', '+', '-', '@'];

pub(super) fn write(bitext: &Bitext, dialect: Dialect) -> Written {
    let (mark, delimiter) = match dialect {
        Dialect::Standard => ("", b','),
        Dialect::Excel => (MARK, b';'),
    };
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).from_writer(mark.as_bytes().to_vec());
    let header = records::header(bitext);
    let rows = bitext.pairs.iter().map(|pair| records::cells(pair).collect::<Vec<_>>());
    for row in std::iter::once(header.clone()).chain(rows) {
        writer.write_record(&row).expect("a vector takes all bytes and rows are of one width");
    }
    let bytes = writer.into_inner().expect("a vector takes all bytes");
    let mut findings: Vec<Finding> = metadata_finding(bitext, Format::Csv).into_iter().collect();
    findings.extend(records::renamed_finding(bitext, &header));
    findings.extend(formula_finding(bitext).filter(|_| dialect == Dialect::Excel));
    Written { bytes, findings }
}

fn formula_finding(bitext: &Bitext) -> Option<Finding> {
    let is_formula = |text: &&String| text.starts_with(FORMULA_STARTS);
    let texts = bitext.pairs.iter().flat_map(|pair| [&pair.src, &pair.tgt]);
    let n_formulas = texts.filter(is_formula).count();
    let message = format!(
        "texts that Excel may take for a formula because of their first character: {n_formulas}"
    );
    (n_formulas > 0).then(|| Finding::warning("format", message))
}

pub(super) fn read(bytes: &[u8], file: &str, languages: &Languages) -> Result<Loaded> {
    let options = Options::new(languages.src.clone(), languages.tgt.clone());
    let grid = table::grid(bytes, file, &options)?;
    let mut loaded = records::read(&grid.rows, file, languages)?;
    loaded.findings.splice(0..0, grid.findings);
    Ok(loaded)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bitext, example, languages};
    use super::*;
    use crate::bitext::Pair;

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
        check_refusal("fr,en,score\na,b,high\n", "b.csv:2:score: `high` is no score");
        check_refusal("fr,en,status\na,b,ok\n", "b.csv:2:status: `ok` is no status");
        check_refusal("fr,en,bead\na,b,one\n", "b.csv:2:bead: `one` is no bead");
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
    fn formulas_are_said_to_those_who_use_excel() {
        let pair = Pair { src: "- Oui.".into(), tgt: "- Yes.".into(), ..Pair::default() };
        assert_eq!(1, write(&bitext(vec![pair.clone()]), Dialect::Excel).findings.len());
        assert!(write(&bitext(vec![pair]), Dialect::Standard).findings.is_empty());
    }
}
