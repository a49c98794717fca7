use super::super::tests::shown;
use super::*;
use crate::archive::tests::zipped;

const RELATIONS: &str = r#"<Relationships xmlns="r">
  <Relationship Id="1" Type="http://x/officeDocument" Target="word/document.xml"/>
  <Relationship Id="2" Type="http://x/metadata/core-properties" Target="/docProps/core.xml"/>
</Relationships>"#;

const PARTS: &str = r#"<Relationships xmlns="r">
  <Relationship Id="1" Type="http://x/styles" Target="styles.xml"/>
  <Relationship Id="2" Type="http://x/footnotes" Target="footnotes.xml"/>
</Relationships>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w">
  <w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
  <w:style w:styleId="Partie"><w:name w:val="Partie"/><w:basedOn w:val="Titre1"/></w:style>
  <w:style w:styleId="Niveau"><w:name w:val="Mon style"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
  <w:style w:styleId="Puces"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
  <w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
  <w:style w:styleId="Lgende"><w:name w:val="caption"/></w:style>
  <w:style w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>
</w:styles>"#;

const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w">
  <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
  <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Voir plus bas.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"#;

/// Returns a document with this body.
fn docx(body: &str) -> Vec<u8> {
    let document =
        format!("<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>\n{body}</w:body></w:document>");
    zipped(&[
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/document.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/footnotes.xml", FOOTNOTES),
        (
            "docProps/core.xml",
            "<c xmlns:dc=\"dc\"><dc:title>Le phare</dc:title><dc:creator>J. D.</dc:creator></c>",
        ),
    ])
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(expected, shown(&read(&docx(body), "a.docx", Options::default()).unwrap()));
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn headings_are_known_in_any_language_of_word() {
    let body = ["Titre1", "Partie", "Niveau", "Puces", "Lgende", "TM1", "Ring", "Inconnu"]
        .map(|style| styled(style, style));
    check(
        &body.concat(),
        &[
            "h1 Titre1",
            "h1 Partie",
            "h3 Niveau",
            "li Puces",
            "caption Lgende",
            "p Ring",
            "p Inconnu",
        ],
    );
}

#[test]
fn insertions_are_text_and_deletions_are_not() {
    check(
        r#"<w:p><w:r><w:t xml:space="preserve">Il </w:t></w:r><w:del w:id="1"><w:r><w:delText>neige</w:delText></w:r></w:del>
        <w:ins w:id="2"><w:r><w:t>pleut</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>Je </w:t></w:r></w:p>
        <w:p><w:r><w:t>lis.</w:t></w:r></w:p>"#,
        &["p Il pleut.", "p Je lis."],
    );
}

#[test]
fn notes_follow_their_paragraph_and_leave_no_mark() {
    check(
        r#"<w:p><w:r><w:t>Le phare</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> tourne.</w:t></w:r></w:p>
        <w:p><w:r><w:t>Fin.</w:t></w:r></w:p>"#,
        &["p Le phare tourne.", "note Voir plus bas.", "p Fin."],
    );
}

#[test]
fn instructions_of_fields_and_tables_of_contents_are_no_text() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let body = format!(
        "<w:p>{}<w:r><w:t xml:space=\"preserve\"> et </w:t></w:r>{}</w:p><w:p>{}</w:p>\
         <w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>12</w:t></w:r></w:fldSimple>\
         <w:hyperlink><w:r><w:t>un lien</w:t></w:r></w:hyperlink></w:p>",
        field(" HYPERLINK \"http://x\" ", "ici"),
        field(" REF a ", "3"),
        field(" TOC \\o ", "Chapitre 1"),
    );
    check(&body, &["p ici et 3", "p un lien"]);
}

#[test]
fn the_page_that_a_sentence_names_is_text_and_that_of_a_table_of_contents_is_not() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let field = |name: &str, inner: &str| {
        let name = format!("<w:r><w:instrText>{name}</w:instrText></w:r>");
        format!("{}{name}{}{inner}{}", mark("begin"), mark("separate"), mark("end"))
    };
    let page = |name: &str| field(name, &run("12"));
    let contents = field(" TOC ", &format!("{}{}", run("Chapitre 1 "), page(" PAGEREF _x ")));
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{contents}</w:p><w:p>{}{}</w:p>",
        run("Voir page "),
        page(" PAGEREF _x "),
        run("."),
        page(" NUMPAGES "),
        run(" pages"),
    );
    check(&body, &["p Voir page 12.", "p 12 pages"]);
}

#[test]
fn signs_of_picture_fonts_are_text() {
    check(
        r#"<w:p><w:r><w:t xml:space="preserve">Dose </w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t xml:space="preserve"> 5 mg</w:t></w:r></w:p>"#,
        &["p Dose ≥ 5 mg"],
    );
}

#[test]
fn hidden_text_tabs_breaks_and_hyphens() {
    check(
        r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>a</w:t><w:tab/><w:t>b</w:t>
        <w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e&#173;f</w:t><w:br w:type="page"/></w:r></w:p>"#,
        &["p a b\nc-def"],
    );
}

#[test]
fn tables_lists_and_boxes_keep_their_parts() {
    check(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>du pain</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Puces"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>sans puce</w:t></w:r></w:p>
        <w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>An</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1900</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:t>Avant</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent></mc:Choice>
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> après</w:t></w:r></w:p>"#,
        &["li du pain", "p sans puce", "td An", "td 1900", "p Avant après", "p Encadré"],
    );
}

#[test]
fn raised_and_lowered_figures_stay_telling() {
    let run = |place: &str, text: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val=\"{place}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p><w:r><w:t>10</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> km</w:t></w:r>{}<w:r><w:t>, H</w:t></w:r>{}<w:r><w:t>O, 1</w:t></w:r>{}\
         <w:r><w:t xml:space=\"preserve\"> mai.</w:t></w:r>{}</w:p>",
        run("superscript", "6"),
        run("superscript", "2"),
        run("subscript", "2"),
        run("superscript", "er"),
        run("superscript", "12"),
    );
    check(&body, &["p 10⁶ km², H₂O, 1er mai."]);
}

#[test]
fn the_core_properties_are_metadata() {
    let document =
        read(&docx("<w:p><w:r><w:t>Oui.</w:t></w:r></w:p>"), "a.docx", Options::default()).unwrap();
    let expected = [("title", "Le phare"), ("author", "J. D.")];
    assert_eq!(
        expected.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
        document.metadata
    );
}

#[test]
fn bad_xml_is_refused_with_entry_and_line() {
    let error = read(&docx("<w:p><w:r></w:p>"), "a.docx", Options::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("a.docx: entry word/document.xml:2: expected well-formed XML"),
        "{error}"
    );
}

#[test]
fn all_brings_back_contents() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>\
         <w:sdtContent><w:p><w:pPr><w:pStyle w:val=\"TM1\"/></w:pPr>{}<w:r><w:instrText> TOC </w:instrText></w:r>{}\
         <w:r><w:t>Chapitre 1</w:t></w:r>{}</w:p></w:sdtContent></w:sdt>{}",
        field("begin"),
        field("separate"),
        field("end"),
        styled("Partie", "Chapitre 1")
    );
    check(&body, &["h1 Chapitre 1"]);
    let all = read(&docx(&body), "a.docx", Options { all: true }).unwrap();
    assert_eq!(vec!["p Chapitre 1", "h1 Chapitre 1"], shown(&all));
}
