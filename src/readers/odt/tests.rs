use super::super::tests::shown;
use super::*;
use crate::archive::tests::zipped;

const STYLES: &str = r#"<d xmlns:s="s" xmlns:t="t">
  <s:style s:name="Caption" s:family="paragraph"/>
  <s:style s:name="Illustration" s:family="paragraph" s:parent-style-name="Caption"/>
  <s:style s:name="Ring" s:family="paragraph" s:parent-style-name="Ring"/>
</d>"#;

const META: &str = r#"<d xmlns:m="m" xmlns:dc="dc"><m:meta><dc:title>Le phare</dc:title><dc:creator>A. B.</dc:creator>
  <m:initial-creator>J. D.</m:initial-creator><dc:language>fr-FR</dc:language></m:meta></d>"#;

#[track_caller]
fn check(body: &str, expected: &[&str]) -> Document {
    let content = format!(
        "<d xmlns:t=\"t\" xmlns:s=\"s\" xmlns:b=\"b\" xmlns:o=\"o\" xmlns:w=\"w\"><o:automatic-styles>\
         <s:style s:name=\"P1\" s:family=\"paragraph\" s:parent-style-name=\"Illustration\"/>\
         <s:style s:name=\"T1\" s:family=\"text\"><s:text-properties t:display=\"none\"/></s:style>\
         </o:automatic-styles><o:body><o:text>{body}</o:text></o:body></d>"
    );
    let bytes = zipped(&[("content.xml", &content), ("styles.xml", STYLES), ("meta.xml", META)]);
    let document = read(&bytes, "a.odt", Options::default()).unwrap();
    assert_eq!(expected, shown(&document));
    document
}

#[test]
fn headings_lists_and_cells_keep_their_parts() {
    check(
        r#"<t:p t:style-name="Title">Le phare</t:p><t:h t:outline-level="2">La nuit</t:h>
        <t:list><t:list-item><t:p>du pain</t:p><t:p>frais</t:p><t:list><t:list-item><t:p>de seigle</t:p></t:list-item></t:list></t:list-item></t:list>
        <b:table><b:table-row><b:table-cell><t:p>An</t:p></b:table-cell><b:covered-table-cell><t:p>x</t:p></b:covered-table-cell></b:table-row></b:table>
        <t:p t:style-name="Ring">Fin</t:p>"#,
        &["h1 Le phare", "h2 La nuit", "li du pain", "p frais", "li de seigle", "td An", "p Fin"],
    );
}

#[test]
fn deletions_comments_hidden_text_and_contents_are_left_out() {
    check(
        r#"<t:tracked-changes><t:changed-region><t:deletion><t:p>neige</t:p></t:deletion></t:changed-region></t:tracked-changes>
        <t:table-of-content><t:index-body><t:p>Chapitre 1</t:p></t:index-body></t:table-of-content>
        <t:section t:display="none"><t:p>caché</t:p></t:section>
        <t:p>Il<t:change t:change-id="1"/> <t:span t:style-name="T1">caché</t:span><o:annotation><t:p>Vraiment ?</t:p></o:annotation>pleut.</t:p>"#,
        &["p Il pleut."],
    );
}

#[test]
fn notes_and_captions_follow_their_paragraph() {
    check(
        r#"<t:p>Le phare<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>Voir<t:s t:c="2"/>plus bas.</t:p></t:note-body></t:note> tourne<t:tab/>:<t:line-break/>oui.<w:frame><w:text-box><t:p t:style-name="P1">Figure <t:sequence>1</t:sequence></t:p></w:text-box></w:frame></t:p>"#,
        &["p Le phare tourne :\noui.", "note Voir plus bas.", "caption Figure 1"],
    );
}

#[test]
fn the_first_author_is_the_author() {
    let document = check("<t:p>Oui.</t:p>", &["p Oui."]);
    let expected = [("title", "Le phare"), ("author", "J. D."), ("language", "fr-FR")];
    assert_eq!(
        expected.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
        document.metadata
    );
}

#[test]
fn a_missing_part_is_named() {
    let error = read(&zipped(&[("mimetype", "x")]), "a.odt", Options::default()).unwrap_err();
    assert_eq!("a.odt: the part `content.xml` is missing", error.to_string());
}
