//! Parses the XML of a document's parts as a tree.
//!
//! Document type declarations are refused, and with them entity bombs and
//! external entities: no word processor writes them. Trees deeper than any
//! document are refused too, so that a reader may recurse.

use crate::archive::Archive;
use crate::error::{Error, Place, Result};
use crate::text::Text;
use roxmltree::{Node, ParsingOptions};

/// Deeper trees are refused. Tables in tables in text boxes reach 60.
const MAX_DEPTH: usize = 256;

/// Larger trees are refused; it bounds memory at about half a gigabyte. By hand:
/// the largest part that is unpacked has fewer, if it is a document's.
const MAX_NODES: u32 = 6_000_000;

/// The parser compares each attribute of a tag with all the others, so that more
/// than this are refused. By hand: half a second; a text between two tags has
/// fewer signs of equality too.
const MAX_ATTRIBUTES: usize = 20_000;

/// Parses `text`, and lets `read` work on its root element.
///
/// # Errors
///
/// This is not a well-formed XML, or XML with a document type declaration.
pub(super) fn with_root<T>(text: &str, place: &Place, read: impl FnOnce(Node) -> T) -> Result<T> {
    let refusal = |what: String, line: u32| {
        Error::input(what)
            .at(place.clone().line(u64::from(line)))
            .hint("open the file in the program that made it and save it anew")
    };
    if depth_exceeds(text, MAX_DEPTH) {
        return Err(refusal(format!("elements are nested more than {MAX_DEPTH} deep"), 1));
    }
    if has_too_many_attributes(text) {
        let what = format!("a tag has more than {MAX_ATTRIBUTES} attributes");
        return Err(refusal(what, 1));
    }
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let tree = roxmltree::Document::parse_with_options(text, options).map_err(|cause| {
        let message = cause.to_string();
        let what = message.split(" at ").next().unwrap_or(&message).to_owned();
        refusal(format!("expected well-formed XML, but {what}"), cause.pos().row)
    })?;
    Ok(read(tree.root_element()))
}

/// Returns the text of a part of a document.
///
/// # Errors
///
/// There is no such part, it is damaged, too large or no text.
pub(super) fn part(archive: &mut Archive, entry: &str) -> Result<String> {
    let bytes = archive.bytes(entry)?;
    Ok(Text::decode(&bytes, &archive.place(entry).file)?.content)
}

/// Parses a part of a document, and lets `read` work on its root element.
///
/// # Errors
///
/// As for [`part`] and [`with_root`].
pub(super) fn parse<T>(
    archive: &mut Archive,
    entry: &str,
    read: impl FnOnce(Node) -> T,
) -> Result<T> {
    with_root(&part(archive, entry)?, &archive.place(entry), read)
}

/// Tells whether elements are nested deeper than `limit`, roughly: by counting
/// tags. The parser recurses, so this is asked before.
fn depth_exceeds(text: &str, limit: usize) -> bool {
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'<', bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = memchr::memchr(b'>', &bytes[at..]).map_or(at, |end| at + end);
                depth += usize::from(bytes[end.saturating_sub(1)] != b'/');
            }
        }
        if depth > limit {
            return true;
        }
    }
    false
}

/// Tells whether a tag may have more attributes than are compared: by the signs
/// of equality up to the next tag, since `<` stands in no value.
fn has_too_many_attributes(text: &str) -> bool {
    text.split('<').any(|tag| {
        tag.len() > 2 * MAX_ATTRIBUTES
            && memchr::memchr_iter(b'=', tag.as_bytes()).count() > MAX_ATTRIBUTES
    })
}

/// Returns the value of an attribute, whatever its namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Returns the child elements of a name, whatever their namespace.
pub(super) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// Returns the first child element of a name.
pub(super) fn child<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

/// Returns the text below a node, on one line.
pub(super) fn text(node: Node) -> String {
    let texts: String = node
        .descendants()
        .filter_map(|node| if node.is_text() { node.text() } else { None })
        .collect();
    texts.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refusal(xml: &str, expected: &str) {
        let place = Place::file("a.docx: entry word/document.xml");
        let error = with_root(xml, &place, |_| ()).unwrap_err();
        assert_eq!(format!("a.docx: entry word/document.xml:{expected}"), error.to_string());
    }

    #[test]
    fn bad_xml_is_refused_with_its_line() {
        check_refusal(
            "<a>\n<b>\n</a>",
            "3: expected well-formed XML, but expected 'b' tag, not 'a'",
        );
    }

    #[test]
    fn entity_bombs_and_external_entities_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"aaaaaaaa\"><!ENTITY y \"&x;&x;&x;\">]>\n<a>&y;</a>";
        check_refusal(bomb, "1: expected well-formed XML, but XML with DTD detected");
        let external = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n<a/>";
        check_refusal(external, "1: expected well-formed XML, but XML with DTD detected");
    }

    #[test]
    fn a_tag_of_attributes_without_end_is_refused() {
        let attributes =
            (0..30_000).fold(String::new(), |all, n: u32| all + " a" + &n.to_string() + "='>'");
        check_refusal(&format!("<a{attributes}/>"), "1: a tag has more than 20000 attributes");
    }

    #[test]
    fn deep_nesting_is_refused() {
        check_refusal(&"<a>".repeat(100_000), "1: elements are nested more than 256 deep");
    }
}
