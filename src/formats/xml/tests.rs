use super::*;
use crate::error::Result;
use crate::formats::outlet::Outlet;
use proptest::prelude::*;

fn nodes(text: &str) -> Result<Vec<Node>> {
    let mut reader = XmlReader::new("a.xml", text);
    let mut nodes = Vec::new();
    loop {
        match reader.next_node()? {
            Node::Eof => return Ok(nodes),
            node => nodes.push(node),
        }
    }
}

#[track_caller]
fn check_refusal(text: &str, expected: &str) {
    let error = nodes(text).unwrap_err();
    assert!(error.to_string().starts_with(expected), "{error}");
    assert!(error.hint_text().is_some());
}

#[test]
fn entities_of_the_file_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    check_refusal(bomb, "a.xml:1: this file defines entities");
    check_refusal("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a/>", "a.xml:1: ");
    check_refusal("<a>\n&b;</a>", "a.xml:2: the entity `&b;` is not one of XML itself");
    assert!(nodes("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><a/>").is_ok());
}

#[test]
fn what_is_not_well_formed_is_refused_with_its_line() {
    check_refusal("<a>\n<b>\n</a>", "a.xml:3: this is not well-formed XML");
    check_refusal("<a>\n<b></b>", "a.xml:2: the file ends inside `<a>`");
    check_refusal("<a b=1/>", "a.xml:1: this is not well-formed XML");
    check_refusal("Il pleut.", "a.xml: this is not XML");
}

#[test]
fn names_are_local_and_lines_are_counted() {
    let nodes = nodes("<a>\n <x:b y:c='1\n2'/></a>").unwrap();
    let Node::Start(element) = &nodes[2] else { panic!("{nodes:?}") };
    assert_eq!(("b", 2, Some("1 2")), (&*element.name, element.line, element.attribute("c")));
}

proptest! {
    #[test]
    fn every_allowed_character_comes_back(text in "[\\PC\r\n\t <>&\"']{0,20}(]]>)?") {
        let outlet = Outlet::default();
        let mut writer = XmlWriter::new(outlet.main());
        writer.element("a", &[("b", &text)], &text);
        prop_assert_eq!(None, writer.finish());
        let bytes = outlet.take().remove(0).bytes;
        let content = String::from_utf8(bytes).unwrap();
        let mut reader = XmlReader::new("a.xml", &content);
        let element = loop {
            if let Node::Start(element) = reader.next_node().unwrap() {
                break element;
            }
        };
        prop_assert_eq!(Some(&*text), element.attribute("b"));
        prop_assert_eq!(&text, &reader.plain_text().unwrap());
    }
}
