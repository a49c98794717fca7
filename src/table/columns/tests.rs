//! Tables and what their columns are taken for.

use super::*;

fn options() -> Options {
    Options::new(LangPair::FR_EN)
}

/// Returns rows from cells parted by ` | `; what has another space before
/// it goes on.
fn rows(rows: &[&str]) -> Vec<Cells> {
    let cell = |cell: &str| cell.trim_end().strip_prefix(' ').unwrap_or(cell.trim_end()).to_owned();
    let cells = |row: &str| row.split('|').map(cell).collect();
    (1..).zip(rows).map(|(line, row)| Cells { line, cells: cells(row) }).collect()
}

/// Checks the choice, written as the labels of en, id and fr.
#[track_caller]
fn check(table: &[&str], options: &Options, expected: &str) {
    let columns = choose(&rows(table), "a.csv", options).unwrap();
    let label = |column: Option<usize>| column.map_or("-", |column| &columns.labels[column]);
    let shown = [Some(columns.tgt), columns.id, columns.src].map(label).join(", ");
    assert_eq!(expected, shown);
}

#[track_caller]
fn check_refusal(table: &[&str], options: &Options, message: &str, hint: &str) {
    let error = choose(&rows(table), "a.csv", options).unwrap_err();
    assert_eq!((message, Some(hint)), (error.to_string().as_str(), error.hint_text()));
}

#[test]
fn names_decide_in_any_order() {
    check(
        &["Remarque | Texte anglais | N° | Original", "x | It rains. | 1 | Il pleut."],
        &options(),
        "Texte anglais, N°, Original",
    );
    check(&["en | translation", "It rains. | x"], &options(), "en, -, -");
    check(&["num | id | en", "1 | p1 | It rains."], &options(), "en, id, -");
    check(
        &["id | fr | en | fr_ids | en_ids", "p1.s1 | Il. Tu. | He, you. | p1.s1 p1.s2 | r1.s1"],
        &options(),
        "en, fr_ids, fr",
    );
}

#[test]
fn a_column_may_be_named_loosely_or_by_number() {
    let named = |name: &str| Options { column: Some(name.into()), ..options() };
    let table = ["id | Texte révisé | en", "1 | It rains. | It rain."];
    check(&table, &named("texte_REVISE"), "Texte révisé, id, -");
    check(&table, &named("2"), "Texte révisé, id, -");
    check(&["7 | It rains. | x"], &named("2"), "column 2, column 1, -");
}

#[test]
fn a_name_that_is_a_cell_of_the_first_row_makes_it_a_header() {
    let named = Options { column: Some("Révision".into()), ..options() };
    let columns = choose(&rows(&["Révision | x", "It rains. | y"]), "a.csv", &named).unwrap();
    assert_eq!(1, columns.n_head_rows);
}

#[test]
fn unknown_words_over_ids_are_a_header() {
    let named = Options { column: Some("2".into()), ..options() };
    let head = |table: &[&str]| choose(&rows(table), "a.csv", &named).unwrap().n_head_rows;
    assert_eq!(1, head(&["Réf | Texto", "1 | It rains.", "2 | I read.", "3 | It is late."]));
    assert_eq!(0, head(&["0 | Yes.", "1 | It rains.", "2 | I read.", "3 | It is late."]));
    assert_eq!(0, head(&["a | Yes.", "b | It rains.", "c | I read.", "d | It is late."]));
}

#[test]
fn a_name_that_is_no_column_gets_the_nearest() {
    let named = |name: &str| Options { column: Some(name.into()), ..options() };
    let table = ["id | texte anglais", "1 | It rains."];
    let message =
        |name| format!("a.csv: no column is called `{name}`; the header has: id, texte anglais");
    check_refusal(
        &table,
        &named("texte_anglai"),
        &message("texte_anglai"),
        "did you mean --column \"texte anglais\"?",
    );
    check_refusal(&table, &named("9"), &message("9"), "give one of these, or a number from 1 to 2");
}

#[test]
fn a_table_without_english_is_refused_with_its_headers() {
    let table = ["id | texte | statut", "1 | Il pleut fort. | ok"];
    check_refusal(
        &table,
        &options(),
        "a.csv: no column looks like English text; the header has: id, texte, statut",
        "name it: --column texte",
    );
}

#[test]
fn a_french_table_is_never_taken_as_the_translation() {
    check_refusal(
        &["id | Texte français | note", "1 | Il pleut fort. | ok"],
        &options(),
        "a.csv: no column looks like English text; the header has: id, Texte français, note",
        "`Texte français` is French: give the table of translations, or name the column with --column",
    );
    assert!(choose(&rows(&["fr", "Il pleut fort."]), "a.csv", &options()).is_err());
}

/// Checks the choice and what is said of it.
#[track_caller]
fn check_said(table: &[&str], tgt: &str, said: &str) {
    let columns = choose(&rows(table), "a.csv", &options()).unwrap();
    assert_eq!(tgt, columns.labels[columns.tgt]);
    let messages: Vec<&str> = columns.findings.iter().map(|finding| &*finding.message).collect();
    assert_eq!(said, messages.join(" + "));
}

#[test]
fn of_two_english_columns_the_revised_one_is_taken_and_both_are_named() {
    let rows = ["It was raining in the town.", "They were not there."];
    let table = |header: &str| {
        let row = |row: &&str| format!("1 | {row} | {row}");
        [vec![header.to_owned()], rows.iter().map(row).collect()].concat()
    };
    let said = |a: &str, b: &str, other: &str, taken: &str| {
        format!(
            "2 columns look like English text: `{a}`, `{b}`; `{taken}` is taken, and --column \
             {other} takes another"
        )
    };
    for (header, taken, other) in [
        ("id | Draft | Revised", "Revised", "Draft"),
        ("id | Final | MT", "Final", "MT"),
        ("id | Smith | Jones", "Smith", "Jones"),
        ("id | en-GB | en-US", "en-GB", "en-US"),
        ("id | English | English_v2", "English_v2", "English"),
    ] {
        let table = table(header);
        let table: Vec<&str> = table.iter().map(String::as_str).collect();
        let names: Vec<&str> = header.split(" | ").skip(1).collect();
        check_said(&table, taken, &said(names[0], names[1], other, taken));
    }
}

#[test]
fn the_language_of_the_cells_outranks_a_role() {
    let (en, fr) = ("It was raining in the town.", "Il pleuvait sur la ville.");
    let table = |header: &str, first: &str, second: &str| {
        let row = format!("{first} | {second}");
        [header.to_owned(), row.clone(), row]
    };
    for (header, expected) in [
        ("Source | Target", "Source, -, Target"),
        ("Translation | Original", "Translation, -, Original"),
        ("Texte A | Texte B", "Texte A, -, Texte B"),
        ("fr | en", "fr, -, en"),
    ] {
        let table = table(header, en, fr);
        check(&table.each_ref().map(String::as_str), &options(), expected);
    }
}

#[test]
fn remarks_are_no_texts() {
    check(
        &[
            "English | Commentaire",
            "It was raining in the town. | C'est la pluie que nous avons vue hier.",
            "They were not there. | Il faut voir avec le client.",
        ],
        &options(),
        "English, -, -",
    );
}

#[test]
fn a_form_above_the_header_is_left_out() {
    let table = ["Client: | ACME | ", "Date | 2026 | ", "No | Note | English", "1 | | It rains."];
    let columns = choose(&rows(&table), "a.csv", &options()).unwrap();
    assert_eq!((3, 2), (columns.n_head_rows, columns.tgt));
    check(
        &["Oui. | Yes.", "Texte | Text"],
        &Options { column: Some("2".into()), ..options() },
        "column 2, -, -",
    );
}

#[test]
fn the_only_column_beside_the_ids_is_taken_with_a_warning() {
    let columns = choose(&rows(&["id | texte", "1 | It rains."]), "a.csv", &options()).unwrap();
    assert_eq!((1, Some(0), 1), (columns.tgt, columns.id, columns.findings.len()));
}

#[test]
fn without_a_header_the_only_column_of_text_is_taken() {
    check(&["Yes.", "No."], &options(), "column 1, -, -");
    check(&["p1.s1 | It rains. | ok", "p1.s2 | I read. | ok"], &options(), "column 2, column 1, -");
    check(
        &["1 | It rains.", "2 | I read.|  a lot.", "3 | So"],
        &options(),
        "column 2, column 1, -",
    );
    check_refusal(
        &["1 | Bof bof bof. | Ouf ouf ouf ouf ouf ouf ouf."],
        &options(),
        "a.csv: no column looks like English text; there is no header, and the first row is: \
         1 | Bof bof bof. | Ouf ouf ouf ouf ouf ouf …",
        "name it: --column 3",
    );
}

#[test]
fn without_a_header_the_language_of_the_cells_tells_two_columns_of_text_apart() {
    check(&["1 | Il pleut fort. | It is raining hard today."], &options(), "column 3, column 1, -");
}

#[test]
fn titles_above_the_header_are_left_out_and_said() {
    let table = ["Traductions | ", "N° | Anglais", "1 | It rains."];
    let columns = choose(&rows(&table), "a.csv", &options()).unwrap();
    assert_eq!((2, 1), (columns.n_head_rows, columns.tgt));
    assert_eq!(
        "warning: a.csv:1: left out above the header: Traductions [table]",
        columns.findings[0].to_string()
    );
}

#[test]
fn headers_over_groups_of_columns_stand_above_the_header() {
    for groups in ["Segment |  | Remarques", "Texte | | "] {
        let table = [groups, "id | en | note", "1 | It rains. | x", "2 | I read. | "];
        check(&table, &options(), "en, id, -");
    }
    check(&["id | en", "1 | It rains.", "2 | English"], &options(), "en, id, -");
}

#[test]
fn keys_are_ids_without_a_header_too() {
    check(&["btn.ok | Yes, do it.", "msg.2 | It rains."], &options(), "column 2, column 1, -");
    check(
        &["arc-en-ciel | It is a rainbow.", "rendez-vous | It is an appointment."],
        &options(),
        "column 2, -, -",
    );
}

#[test]
fn numbered_columns_are_a_header() {
    check(
        &["Colonne1 | Colonne2", "Le chat dort. | The cat sleeps.", "Il pleut. | It rains."],
        &options(),
        "Colonne2, -, Colonne1",
    );
}

#[test]
fn a_header_alone_is_no_table() {
    let error = choose(&rows(&["id | en"]), "a.csv", &options()).unwrap_err();
    assert_eq!("a.csv: the table has a header but no rows", error.to_string());
}

#[test]
fn repeated_and_blank_headers_are_told_apart() {
    let header: Vec<String> = ["en", "note", "", "note"].map(String::from).into();
    assert_eq!(vec!["en", "note", "column 3", "note (column 4)"], header_labels(&header));
}
