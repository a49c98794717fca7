//! Says what the elements of HTML are: blocks, headings, hidden, marks of notes.

use super::super::raised::Rise;
use crate::text::BlockKind;
use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

/// Elements that browsers show as blocks. Others are running text.
const BLOCKS: [&str; 47] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "tr",
    "ul",
];

/// Elements that show nothing, or nothing that is text.
const SILENT: [&str; 24] = [
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "title",
    "svg",
    "canvas",
    "audio",
    "video",
    "iframe",
    "object",
    "embed",
    "select",
    "datalist",
    "option",
    "button",
    "input",
    "textarea",
    "rt",
    "rp",
    "annotation",
    "annotation-xml",
    "map",
];

/// Classes of text that only screen readers speak, and of the links by which a
/// wiki is edited.
const UNSEEN: [&str; 7] = [
    "sr-only",
    "visually-hidden",
    "screen-reader-text",
    "screen-reader-only",
    "mw-editsection",
    "mw-jump-link",
    "mw-cite-backlink",
];

/// Tells whether an element is a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Returns what the text of a block element is; none if its surroundings say it.
pub(super) fn block_kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading(name.as_bytes()[1] - b'0'),
        "li" | "dd" | "dt" => BlockKind::ListItem,
        "td" | "th" => BlockKind::Cell,
        "caption" | "figcaption" => BlockKind::Caption,
        "table" | "ul" | "ol" | "dl" | "body" => BlockKind::Paragraph,
        _ => return None,
    })
}

/// Returns whether an element raises or lowers its text.
pub(super) fn rise(element: &Element) -> Option<Rise> {
    let style = || element.attr("style").unwrap_or_default().to_ascii_lowercase();
    match element.name() {
        "sup" => Some(Rise::Up),
        "sub" => Some(Rise::Down),
        "span" if style().contains("vertical-align") => {
            let style: String = style().split_whitespace().collect();
            let is = |name: &str| style.contains(&format!("vertical-align:{name}"));
            if is("super") { Some(Rise::Up) } else { is("sub").then_some(Rise::Down) }
        }
        _ => None,
    }
}

/// Tells whether an element is never shown.
pub(super) fn is_hidden(element: &Element) -> bool {
    let style = || {
        let style: String = element.attr("style").unwrap_or_default().split_whitespace().collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    SILENT.contains(&element.name())
        || element.attr("hidden").is_some()
        || has_class(element, &UNSEEN)
        || (element.attr("aria-hidden") == Some("true") && !is_block(element.name()))
        || (element.name() == "dialog" && element.attr("open").is_none())
        || style()
}

pub(super) fn has_class(element: &Element, names: &[&str]) -> bool {
    let classes = element.attr("class").unwrap_or_default();
    classes.split_ascii_whitespace().any(|class| names.contains(&class))
}

/// Tells whether an element is of one of the types that EPUB (`epub:type`) and
/// ARIA (`role="doc-…"`) name.
pub(super) fn has_type(element: &Element, types: &[&str]) -> bool {
    let of_book = element.attr("epub:type").unwrap_or_default().split_ascii_whitespace();
    let role = element.attr("role").unwrap_or_default();
    of_book.chain(role.strip_prefix("doc-")).any(|kind| types.contains(&kind))
}

/// Tells whether an element is a footnote or an endnote.
pub(super) fn is_note(element: &Element) -> bool {
    has_type(element, &["footnote", "endnote", "rearnote"])
}

/// Longer texts are not marks of notes: `[12]`, `(note 3)`.
const MAX_MARK_CHARS: usize = 9;

/// Tells whether a node is the mark of a note, a link back from one, or the
/// number of a printed page.
pub(super) fn is_note_mark(node: NodeRef<Node>) -> bool {
    let Node::Element(element) = node.value() else { return false };
    if has_type(element, &["noteref", "backlink", "pagebreak"]) {
        return true;
    }
    let is_mark = match element.name() {
        "a" => links_to_note(element) || (links_inside(element) && is_back_sign(node)),
        "sup" => node.descendants().take(8).any(|inner| {
            inner
                .value()
                .as_element()
                .is_some_and(|inner| inner.name() == "a" && links_inside(inner))
        }),
        _ => return false,
    };
    is_mark && short_text(node).is_some_and(|text| looks_like_mark(&text))
}

fn links_inside(element: &Element) -> bool {
    element.attr("href").is_some_and(|href| href.contains('#'))
}

fn links_to_note(element: &Element) -> bool {
    let target =
        element.attr("href").and_then(|href| href.split_once('#')).map(|(_, id)| id.to_lowercase());
    let is_note = |id: &str| {
        ["note", "fn", "ftn", "cite", "ref", "bpn", "nb"].iter().any(|name| id.contains(name))
    };
    target.is_some_and(|id| is_note(&id))
        || (links_inside(element)
            && element.attr("class").is_some_and(|class| class.to_lowercase().contains("note")))
}

/// Tells whether a node shows nothing but the sign of a way back: `↩`.
fn is_back_sign(node: NodeRef<Node>) -> bool {
    let is_sign = |c: char| matches!(c, '↩' | '↑' | '⏎' | '↵' | '\u{fe0e}');
    short_text(node).is_some_and(|text| !text.is_empty() && text.chars().all(is_sign))
}

/// Returns the text below a node if it is short.
fn short_text(node: NodeRef<Node>) -> Option<String> {
    let mut text = String::new();
    for inner in node.descendants() {
        if let Some(inner) = inner.value().as_text() {
            text.push_str(inner);
        }
        if text.len() > 4 * MAX_MARK_CHARS {
            return None;
        }
    }
    Some(text.trim().to_owned())
}

/// Tells whether a text can be the mark of a note: `12`, `[a]`, `*`, `↩`.
fn looks_like_mark(text: &str) -> bool {
    let inner = text.trim_matches(['[', ']', '(', ')', '.', '\u{fe0e}', ' ']);
    let inner = inner.strip_prefix("note").unwrap_or(inner).trim();
    let is_number = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit());
    let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphanumeric);
    let is_roman = !inner.is_empty() && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let is_sign = inner
        .chars()
        .all(|c| matches!(c, '*' | '†' | '‡' | '§' | '↩' | '↑' | '^' | '⏎' | '¹' | '²' | '³'));
    text.chars().count() <= MAX_MARK_CHARS && (is_number || is_letter || is_roman || is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_blocks_is_sorted() {
        assert!(BLOCKS.is_sorted());
    }

    #[test]
    fn marks_are_short_signs() {
        for mark in ["1", "[12]", "(3)", "*", "†", "↩", "a", "iv", "[note 3]"] {
            assert!(looks_like_mark(mark), "{mark}");
        }
        for text in ["er", "voir", "Chapitre 1", "1789-1799"] {
            assert!(!looks_like_mark(text), "{text}");
        }
    }
}
