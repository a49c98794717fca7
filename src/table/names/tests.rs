use super::*;

fn names() -> Names {
    Names::new(&LangPair::FR_EN)
}

/// Checks which roles a header may have.
#[track_caller]
fn check(header: &str, roles: &str) {
    let found = [
        names().tgt_fit(header).map(|_| "en"),
        names().src_fit(header).map(|_| "fr"),
        id_fit(header).map(|_| "id"),
    ];
    let found: Vec<&str> = found.into_iter().flatten().collect();
    assert_eq!(roles, found.join(" "), "{header}");
}

#[test]
fn english_columns_are_known_by_many_names() {
    for header in [
        "en",
        "EN",
        "eng",
        "English",
        "anglais",
        "en-GB",
        "en_us",
        "texte_en",
        "text_en",
        "en_text",
        "texteEn",
        "Traduction anglaise",
        "english text",
        "Version en anglais",
        "target",
        "Translation",
        "TRADUCTION",
        "cible",
        "Texte (EN)",
        "Phrase anglaise :",
        "text",
        "English translation, 2nd draft",
        "English (United Kingdom)",
        "Target segment",
        "translation.en",
    ] {
        check(header, "en");
    }
}

#[test]
fn french_columns_are_known_by_many_names() {
    for header in [
        "fr",
        "fr-FR",
        "Français",
        "FRANCAIS",
        "source",
        "Texte source",
        "original",
        "VO",
        "texte en français",
        "Version française",
        "Source text (FR)",
        "French (France)",
        "Phrase source",
    ] {
        check(header, "fr");
    }
}

#[test]
fn id_columns_are_known_by_many_names() {
    for header in [
        "id",
        "ID",
        "N°",
        "nº",
        "No.",
        "№",
        "#",
        "num",
        "Numéro",
        "ligne",
        "Line",
        "row",
        "clé",
        "key",
        "id_segment",
        "Numéro de ligne",
        "segmentId",
    ] {
        check(header, "id");
    }
}

#[test]
fn other_columns_are_carried() {
    for header in [
        "statut",
        "texte",
        "Remarque",
        "translator",
        "lang",
        "en_ids",
        "fr_ids",
        "en notes",
        "English reviewer",
        "score",
        "",
        "—",
        "traduction de l'anglais vers le français",
    ] {
        check(header, "");
    }
}

#[test]
fn a_bare_language_fits_better_than_a_listed_name() {
    let fits = ["en", "texte_en", "translation", "target", "text", "English text, old"]
        .map(|header| names().tgt_fit(header));
    assert!(fits.is_sorted() && fits[0] < fits[1] && fits[2] < fits[3], "{fits:?}");
}

#[test]
fn a_header_has_more_names_than_numbers() {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    assert!(names().is_header(&row(&["N°", "Texte anglais"])));
    assert!(names().is_header(&row(&["N°", "Texte anglais", "2020"])));
    assert!(!names().is_header(&row(&["1", "Source"])));
    assert!(!names().is_header(&row(&["1276", "eng", "Let's try.", "373351", "fra"])));
}

#[test]
fn every_list_of_the_data_file_has_names() {
    let lists = &*LISTS;
    for list in [&lists.id, &lists.translation, &lists.source, &lists.text, &lists.filler]
        .into_iter()
        .chain([&lists.note, &lists.revised, &lists.draft, &lists.beside])
    {
        assert!(!list.is_empty() && list.iter().all(|name| !name.is_empty()));
    }
}
