use super::super::tests::shown;
use super::*;
use crate::archive::tests::zipped;

const CONTAINER: &str =
    r#"<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>"#;

const PACKAGE: &str = r#"<package xmlns="p" xmlns:dc="dc"><metadata><dc:title>Le phare</dc:title><dc:language>fr</dc:language></metadata>
<manifest>
  <item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
  <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
  <item id="two" href="text/c%202.xhtml" media-type="application/xhtml+xml"/>
  <item id="one" href="text/c1.xhtml" media-type="application/xhtml+xml"/>
  <item id="css" href="a.css" media-type="text/css"/>
</manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="lost"/></spine>
<guide><reference type="cover" href="cover.xhtml#top"/></guide></package>"#;

fn book(one: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let parts = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/a.opf", PACKAGE),
        ("OEBPS/cover.xhtml", "<p>Couverture</p>"),
        ("OEBPS/nav.xhtml", "<nav><ol><li>Un</li></ol></nav>"),
        ("OEBPS/text/c1.xhtml", one),
        ("OEBPS/text/c 2.xhtml", "<p>Fin.</p>"),
    ];
    zipped(&[&parts, more].concat())
}

#[track_caller]
fn check(one: &str, expected: &[&str]) {
    assert_eq!(expected, shown(&read(&book(one, &[]), "a.epub", Options::default()).unwrap()));
}

#[test]
fn chapters_come_in_the_order_of_the_spine_without_cover_and_nav() {
    check("<h1>Un</h1><p>Il pleut.</p>", &["h1 Un", "p Il pleut.", "p Fin."]);
}

#[test]
fn a_chapter_that_the_spine_names_again_is_read_once() {
    let again = PACKAGE.replace("<itemref idref=\"lost\"/>", &"<itemref idref=\"one\"/>".repeat(9));
    let other = again.replace(
        "<item id=\"css\" href=\"a.css\" media-type=\"text/css\"/>",
        "<item id=\"lost\" href=\"./text/c1.xhtml\" media-type=\"application/xhtml+xml\"/>",
    );
    for package in [again, other.replace("</spine>", "<itemref idref=\"lost\"/></spine>")] {
        let parts = [
            ("META-INF/container.xml", CONTAINER),
            ("OEBPS/a.opf", &package),
            ("OEBPS/text/c1.xhtml", "<p>Il pleut.</p>"),
            ("OEBPS/text/c 2.xhtml", "<p>Fin.</p>"),
        ];
        let document = read(&zipped(&parts), "a.epub", Options::default()).unwrap();
        assert_eq!(["p Il pleut.", "p Fin."], *shown(&document));
    }
}

#[test]
fn tags_closed_as_in_xml_swallow_nothing() {
    check(
        "<?xml version=\"1.0\"?><html xmlns=\"x\"><head><title/><script src=\"a.js\"/></head><body><p><a id=\"p1\"/>Il<br/>pleut <i/>fort.</p></body></html>",
        &["p Il\npleut fort.", "p Fin."],
    );
}

#[test]
fn marks_of_notes_and_page_numbers_are_dropped_and_notes_are_kept() {
    check(
        "<p>Le phare<a epub:type=\"noteref\" href=\"#n1\">1</a> <span epub:type=\"pagebreak\">12</span>tourne.</p>\
         <aside epub:type=\"footnote\" id=\"n1\"><p><a href=\"#ref1\">1</a> Voir plus bas.</p></aside>\
         <section epub:type=\"toc\"><p>Table</p></section>",
        &["p Le phare tourne.", "note Voir plus bas.", "p Fin."],
    );
}

#[test]
fn protected_books_are_refused_and_protected_fonts_are_not() {
    let reference = |uri: &str| {
        format!(
            "<e><EncryptedData><CipherData><CipherReference URI=\"{uri}\"/></CipherData></EncryptedData></e>"
        )
    };
    let with = |uri: &str| book("<p>Oui.</p>", &[("META-INF/encryption.xml", &reference(uri))]);
    assert!(read(&with("OEBPS/a.otf"), "a.epub", Options::default()).is_ok());
    let error = read(&with("OEBPS/text/c1.xhtml"), "a.epub", Options::default()).unwrap_err();
    assert_eq!(
        "a.epub: entry OEBPS/text/c1.xhtml: this chapter is encrypted: the book is protected",
        error.to_string()
    );
}

#[test]
fn references_are_resolved() {
    for (href, entry) in [
        ("a.xhtml", "OEBPS/a.xhtml"),
        ("../b%C3%A9.xhtml#x", "bé.xhtml"),
        ("/c", "c"),
        ("./d%", "OEBPS/d%"),
        ("../../../e", "e"),
    ] {
        assert_eq!(entry, entry_of("OEBPS", href));
    }
}

#[test]
fn all_brings_back_cover_and_contents() {
    let all = read(&book("<p>Il pleut.</p>", &[]), "a.epub", Options { all: true }).unwrap();
    assert_eq!(vec!["p Couverture", "li Un", "p Il pleut.", "p Fin."], shown(&all));
}
