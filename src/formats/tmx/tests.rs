use crate::bitext::Pair;
use crate::error::Result;
use crate::formats::tests::{bitext, example, languages};
use crate::formats::{Dialect, Format, Loaded, read, write};

#[test]
fn a_pair_is_a_unit_with_its_properties() {
    let written = write(&example(), Format::Tmx, Dialect::Standard);
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="enregard" creationtoolversion="VERSION" segtype="sentence" o-tmf="enregard" adminlang="en" srclang="fr" datatype="plaintext">
    <prop type="x-date">2020-11</prop>
    <prop type="x-column">Remarque</prop>
  </header>
  <body>
    <tu tuid="p1.s1">
      <note>R&amp;D &lt; tout</note>
      <prop type="x-bead">1:2</prop>
      <prop type="x-score">0.9731</prop>
      <prop type="x-status">accepted</prop>
      <prop type="x-fr-ids">p1.s1</prop>
      <prop type="x-en-ids">r2.s1 r2.s2</prop>
      <prop type="x-en-breaks">15 25</prop>
      <prop type="x-kind">heading</prop>
      <prop type="x-findings">length quotes</prop>
      <prop type="x-reviewer">Zoé</prop>
      <prop type="x-updated">2026-11-23T10:00:00Z</prop>
      <prop type="x-Remarque">note 1</prop>
      <tuv xml:lang="fr">
        <seg>Il dit : « Oui », puis s'en va.</seg>
      </tuv>
      <tuv xml:lang="en">
        <seg>He says "Yes". He leaves.</seg>
      </tuv>
    </tu>
    <tu tuid="p1.s2">
      <prop type="x-bead">1:1</prop>
      <prop type="x-status">auto</prop>
      <prop type="x-fr-ids">p1.s2</prop>
      <prop type="x-en-ids">r1.s1</prop>
      <tuv xml:lang="fr">
        <seg>Il pleut.</seg>
      </tuv>
      <tuv xml:lang="en">
        <seg>It rains.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"#;
    let expected = expected.replace("VERSION", env!("CARGO_PKG_VERSION"));
    assert_eq!(expected, String::from_utf8(written.bytes).unwrap());
    assert_eq!(
        "warning: pairs without a source or a translation, left out: 1 [format]",
        written.findings[0].to_string()
    );
}

#[test]
fn what_xml_forbids_is_left_out_and_counted() {
    let pair = Pair { src: "a\u{b}b\u{0}\u{ffff}c".into(), tgt: "😀".into(), ..Pair::default() };
    let written = write(&bitext(vec![pair]), Format::Tmx, Dialect::Standard);
    assert!(String::from_utf8(written.bytes).unwrap().contains("<seg>abc</seg>"));
    assert!(written.findings[0].message.ends_with("left out: 3"));
}

fn load(content: &str) -> Result<Loaded> {
    read(content.as_bytes(), "a.tmx", Format::Tmx, &languages())
}

#[test]
fn the_memories_of_other_tools_are_read() {
    let content = "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
            <tmx version=\"1.1\"><header creationtool=\"memoQ\" srclang=\"*all*\"/><body>\n\
            <tu changeid=\"Zoé\" changedate=\"20261124T120000Z\"><note>vu</note>\
            <prop type=\"project\">P7</prop>\
            <tuv xml:lang=\"DE-DE\"><seg>Ja.</seg></tuv>\
            <tuv lang=\"FR-CA\"><prop type=\"x\">y</prop><seg>\n  <bpt i=\"1\">&lt;b></bpt>Oui<ept i=\"1\"/>, <hi>toi</hi>.\n</seg></tuv>\
            <tuv xml:lang=\"en-US\"><seg>Yes, you.</seg></tuv>\
            <tuv xml:lang=\"en-GB\"><seg>Aye, you.</seg></tuv></tu>\n\
            <tu><tuv xml:lang=\"de\"><seg>Nein.</seg></tuv></tu>\
            <tu><tuv xml:lang=\"fr\"><seg>Seul.</seg></tuv></tu></body></tmx>";
    let loaded = load(content).unwrap();
    let pairs = &loaded.bitext.pairs;
    assert_eq!(("Oui, toi.", "Yes, you."), (&*pairs[0].src, &*pairs[0].tgt));
    assert_eq!(("Zoé", "vu", "r1"), (&*pairs[0].reviewer, &*pairs[0].comment, &*pairs[0].id));
    assert_eq!(vec!["project", "codes"], loaded.bitext.carried_headers);
    assert!(pairs[0].carried[1].starts_with("-<bpt i=\"1\">"));
    assert_eq!(
        ("Seul.", "", "1:0"),
        (&*pairs[1].src, &*pairs[1].tgt, &*pairs[1].shape.to_string())
    );
    let said: Vec<String> = loaded.findings.iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(
        vec![
            "pairs whose inline codes are not those of the source: 1",
            "codes inside texts, left out: 2",
            "further variants in one language, left out: 1",
            "units in other languages, left out: 1",
        ],
        said
    );
}

#[test]
fn control_characters_that_a_tool_wrote_by_their_numbers_are_kept() {
    let unit = "<tmx><body><tu><tuv xml:lang='fr'><seg>A&#x1F;b</seg></tuv>\
                <tuv xml:lang='en'><seg>c</seg></tuv></tu></body></tmx>";
    assert_eq!("A\u{1f}b", load(unit).unwrap().bitext.pairs[0].src);
}

#[track_caller]
fn check_refusal(content: &str, expected: &str) {
    let error = load(content).unwrap_err();
    assert_eq!(expected, error.to_string());
    assert!(error.hint_text().is_some());
}

#[test]
fn what_is_no_memory_of_these_languages_is_refused() {
    let unit = |inside: &str| format!("<tmx><body>\n<tu>{inside}</tu></body></tmx>");
    check_refusal(
        &unit("<tuv xml:lang=\"de\"><seg>x</seg></tuv>"),
        "a.tmx:1: no unit is in `fr` or `en`; the file has: de",
    );
    check_refusal(
        &unit("<tuv><seg>x</seg></tuv>"),
        "a.tmx:2: this `<tuv>` does not say its language",
    );
    check_refusal(
        &unit("<prop type=\"x-score\">good</prop>"),
        "a.tmx:2:score: `good` is not a score",
    );
    check_refusal("<html><body/></html>", "a.tmx:1: this is not TMX: it starts with `<html>`");
}
