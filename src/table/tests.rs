//! Whole tables, from bytes to rows.

use super::square::SURPLUS;
use super::*;
use proptest::prelude::*;

fn options() -> Options {
    Options::new(LangPair::FR_EN)
}

/// Reads a table and checks its rows, written as `line: id | fr | en | carried`.
#[track_caller]
fn check(bytes: &[u8], expected: &[&str]) -> Table {
    let table = read(bytes, "t.csv", &options()).unwrap();
    let shown: Vec<String> = table.rows.iter().map(shown).collect();
    assert_eq!(expected, shown);
    table
}

fn shown(row: &Row) -> String {
    let given = [row.id.as_deref(), row.src.as_deref(), Some(&row.tgt)];
    let carried = row.carried.iter().map(String::as_str);
    let cells: Vec<&str> = given.into_iter().flatten().chain(carried).collect();
    format!("{}: {}", row.line, cells.join(" | "))
}

#[track_caller]
fn check_refusal(bytes: &[u8], message: &str) {
    let error = read(bytes, "t.csv", &options()).unwrap_err();
    assert_eq!(message, error.to_string());
}

fn messages(table: &Table) -> Vec<String> {
    table.findings.iter().map(ToString::to_string).collect()
}

#[test]
fn what_excel_saves_in_france_is_read_and_said() {
    let content = "N°;Texte anglais;Remarque\r\n1;It rains.;à voir\r\n\r\n2;\"I read; \
                   \nso.\";\r\n3;;omis\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(content);
    let table =
        check(&bytes, &["2: 1 | It rains. | à voir", "4: 2 | I read; \nso. | ", "6: 3 |  | omis"]);
    assert_eq!(vec!["Remarque"], table.carried_headers);
    let said = "info: t.csv: columns: id `N°`, en `Texte anglais`, carried `Remarque`; \
                delimiter `;`, windows-1252, 3 rows [table]";
    assert!(messages(&table).contains(&said.to_owned()), "{:#?}", table.findings);
}

#[test]
fn encodings_and_delimiters_give_the_same_rows() {
    let expected = ["2: 1 | Été. | Summer.", "3: 2 | Noël. | Christmas."];
    let table = |delimiter: &str| {
        ["id,fr,en", "1,Été.,Summer.", "2,Noël.,Christmas."].join("\n").replace(',', delimiter)
    };
    for delimiter in [",", ";", "\t", "|"] {
        check(table(delimiter).as_bytes(), &expected);
    }
    let utf16: Vec<u8> =
        format!("\u{feff}{}", table("\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, &expected);
    check(format!("\u{feff}{}", table(";")).as_bytes(), &expected);
}

#[test]
fn the_line_that_declares_a_delimiter_is_no_row() {
    check(b"sep=;\r\nid;en\r\n1;It rains, hard.\r\n", &["3: 1 | It rains, hard."]);
}

#[test]
fn one_sentence_a_line_is_a_table() {
    let table =
        check(b"It rains, hard.\n\nI read; so.\n", &["1: It rains, hard.", "3: I read; so."]);
    assert!(table.findings[0].message.ends_with("one column, UTF-8, no header, 2 rows"));
}

#[test]
fn blank_rows_keep_the_positions_of_the_others_if_asked() {
    let options = Options { keeps_blank_rows: true, ..options() };
    let table = read(b"\nen,note\n,\nOne.,1\n\n , \nTwo.,2\n,\n", "t.csv", &options).unwrap();
    let shown: Vec<String> = table.rows.iter().map(shown).collect();
    assert_eq!(vec!["4: One. | 1", "5:  | ", "6:  | ", "7: Two. | 2"], shown);
}

#[test]
fn dialogue_keeps_its_quotes() {
    let table = check(
        b"\"Yes\", he said.\n\"No.\"\n\"So\", she said.\n",
        &["1: \"Yes\", he said.", "2: \"No.\"", "3: \"So\", she said."],
    );
    assert!(table.findings[0].message.starts_with("quotes are read as part of the text"));
}

#[test]
fn spreadsheets_are_read_like_csv() {
    let rows: [&[&str]; 3] =
        [&["N°", "Anglais", "Note"], &["1", "It rains.", ""], &["2", "So.", "x"]];
    let table = check(&xlsx::tests::xlsx(&rows), &["3: 1 | It rains. | ", "4: 2 | So. | x"]);
    assert!(table.findings[0].message.ends_with("sheet `Traduction`, 2 rows"));
}

#[test]
fn ragged_rows_lose_nothing() {
    let table = check(
        b"id,en,note\n1,It rains, hard.,x\n2,So.\n3,Yes,no,x,y\n",
        &["2: 1 | It rains, hard. | x | ", "3: 2 | So. |  | ", "4: 3 | Yes | no | x,y"],
    );
    assert_eq!(vec!["note", SURPLUS], table.carried_headers);
    let lines: Vec<_> =
        table.findings.iter().filter_map(|finding| finding.place.as_ref()?.line).collect();
    assert_eq!(vec![3, 2, 4], lines);
}

#[test]
fn what_is_drawn_or_said_again_is_no_row() {
    check(b"| id | en |\n|---|:-:|\n| 1 | It rains. |\n", &["3: 1 | It rains."]);
    let table =
        check(b"id;en\n1;It rains.\nId ;EN\n2;I read.\n", &["2: 1 | It rains.", "4: 2 | I read."]);
    let said = "warning: t.csv:3: rows that are the header once more, left out: 1 [table]";
    assert!(messages(&table).contains(&said.to_owned()), "{:#?}", table.findings);
    check(b"id;en\n1;---\n2;en\n", &["2: 1 | ---", "3: 2 | en"]);
}

#[test]
fn quotes_behind_backslashes_are_those_of_a_database() {
    let content = "id,en\n1,\"He said: \\\"Yes, I do.\\\"\"\n2,\"a \\\\ b\"\n";
    check(content.as_bytes(), &["2: 1 | He said: \"Yes, I do.\"", "3: 2 | a \\ b"]);
    check(b"id,en\n1,\"C:\\\"\n2,b\n", &["2: 1 | C:\\", "3: 2 | b"]);
}

#[test]
fn a_quote_that_is_never_closed_is_an_error_with_its_line() {
    check_refusal(
        b"id,en\n1,\"Yes.\"\n2,\"It rains.\n3,So.\n",
        "t.csv:3: a quote opens here and is never closed",
    );
}

#[test]
fn nothing_is_no_table() {
    for bytes in [&b""[..], b"\n\n", b";;\n", b"\xef\xbb\xbf", b" \r\n"] {
        check_refusal(bytes, "t.csv: the file is empty");
    }
    check_refusal(b"id;en\n", "t.csv: the table has a header but no rows");
}

#[test]
fn the_user_has_the_last_word() {
    let options = Options {
        header: Some(false),
        delimiter: Some(b','),
        column: Some("2".into()),
        id_column: Some("1".into()),
        ..options()
    };
    let table = read(b"en,fr\n", "t.csv", &options).unwrap();
    assert_eq!(vec!["1: en | fr"], table.rows.iter().map(shown).collect::<Vec<_>>());
}

#[test]
fn a_line_of_ten_megabytes_is_read() {
    let text = "It rains. ".repeat(1 << 20);
    let table = read(format!("id;en\n1;{text}").as_bytes(), "t.csv", &options()).unwrap();
    assert_eq!(text.trim_end().len(), table.rows[0].tgt.len());
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes, "t.csv", &options());
    }

    #[test]
    fn no_text_makes_it_panic(content in "(en|id|fr|sep=|[a-z;,|\t\"\r\n \u{0}é]){0,40}") {
        let _ = read(content.as_bytes(), "t.csv", &options());
    }
}
