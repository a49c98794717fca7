use crate::bitext::Status;
use crate::error::Result;
use crate::formats::tests::{example, languages};
use crate::formats::{Dialect, Format, Loaded, read, write};

#[test]
fn a_unit_of_12_has_its_state_on_the_target() {
    let written =
        String::from_utf8(write(&example(), Format::Xliff, Dialect::Standard).bytes).unwrap();
    let unit = "    <trans-unit id=\"p1.s1\" xml:space=\"preserve\" approved=\"yes\">
        <source>Il dit : « Oui », puis s'en va.</source>
        <target state=\"signed-off\">He says \"Yes\". He leaves.</target>
        <context-group name=\"enregard\" purpose=\"information\">
          <context context-type=\"x-bead\">1:2</context>
          <context context-type=\"x-score\">0.9731</context>\n";
    assert!(written.contains(unit), "{written}");
    assert!(written.contains("<note from=\"date\">2020-11</note>"));
}

#[test]
fn a_unit_of_21_has_its_state_on_the_segment() {
    let written =
        String::from_utf8(write(&example(), Format::Xliff2, Dialect::Standard).bytes).unwrap();
    let segment = "      <notes>
        <note>R&amp;D &lt; tout</note>
      </notes>
      <segment state=\"reviewed\">
        <source>Il dit : « Oui », puis s'en va.</source>
        <target>He says \"Yes\". He leaves.</target>
      </segment>\n";
    assert!(written.contains(segment), "{written}");
}

fn load(content: &str) -> Result<Loaded> {
    read(content.as_bytes(), "a.xlf", Format::Xliff, &languages())
}

#[test]
fn the_work_of_other_tools_is_read() {
    let content = "<xliff version='1.2'><file source-language='fr-CA' target-language='en-US'><body>\
            <group><trans-unit id='7'><source>Un <g id='1'>mot</g><x id='2'/>.</source>\
            <seg-source><mrk mtype='seg'>no</mrk></seg-source>\
            <target state='needs-review-translation'>A <g id='1'>word</g>.</target>\
            <alt-trans><source>x</source><target>y</target></alt-trans>\
            <note from='Zoé'>vu</note></trans-unit></group></body></file></xliff>";
    let loaded = load(content).unwrap();
    let pair = &loaded.bitext.pairs[0];
    assert_eq!(("7", "Un mot.", "A word."), (&*pair.id, &*pair.src, &*pair.tgt));
    assert_eq!((Status::Rejected, "vu"), (pair.status, &*pair.comment));
    let said: Vec<&str> = loaded.findings.iter().map(|said| said.message.as_str()).collect();
    let lost = "inline codes differ: the translation lacks 1 of the source";
    assert_eq!(vec![lost, "codes inside texts, left out: 1"], said);
}

#[test]
fn every_segment_of_a_unit_of_21_is_a_pair() {
    let content = "<xliff version='2.0' srcLang='fr' trgLang='en'><file id='f'><unit id='u1'>\
            <segment id='s1'><source>Oui.</source><target>Yes.</target></segment><ignorable><source> </source></ignorable>\
            <segment id='s2' state='final'><source>N<cp hex='0007'/>on.</source></segment></unit></file></xliff>";
    let pairs = load(content).unwrap().bitext.pairs;
    assert_eq!(("u1", "Oui.", Status::Auto), (&*pairs[0].id, &*pairs[0].src, pairs[0].status));
    assert_eq!(
        ("u1.s2", "N\u{7}on.", Status::Accepted),
        (&*pairs[1].id, &*pairs[1].src, pairs[1].status)
    );
}

#[track_caller]
fn check_refusal(content: &str, expected: &str) {
    let error = load(content).unwrap_err();
    assert_eq!(expected, error.to_string());
    assert!(error.hint_text().is_some());
}

#[test]
fn other_languages_and_other_documents_are_refused() {
    check_refusal(
        "<xliff>\n<file source-language='de' target-language='en'/></xliff>",
        "a.xlf:2: `source-language` is `de`, not `fr`",
    );
    check_refusal("<tmx/>", "a.xlf:1: this is not XLIFF: it starts with `<tmx>`");
}
