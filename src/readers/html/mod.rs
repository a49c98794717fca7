//! Reads web pages, and the chapters of electronic books, which are web pages.
//!
//! ```text
//! bytes ─charset─► text ─html5ever─► tree ─main_content─► what to read ─walk─► blocks
//! ```
//!
//! The parser is that of the HTML standard, so that malformed pages read as in
//! a browser. What a browser does not show (scripts, hidden elements) is never
//! read; what surrounds the article (see `main_content`) is read with
//! [`Options::all`] only. Marks of footnotes are dropped, because in running
//! text `mot12` is not a word.
//!
//! Trees can be as deep as the page is long, so nothing here recurses.

mod attributes;
mod charset;
mod elements;
mod main_content;
mod measure;
mod surroundings;

use super::builder::Builder;
use super::raised::Rise;
use super::reading::Why;
use super::{Document, Options};
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use crate::text::BlockKind;
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use elements::{block_kind, is_block, is_hidden, is_note, is_note_mark, rise};
use main_content::{Selection, holds_prose};
use scraper::{Html, Node};

/// Reads a page. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let text = charset::decode(bytes, file)?;
    refuse_deep(&text.content, &Place::file(file))?;
    let page = Html::parse_document(&attributes::limited(&text.content));
    let selection = if options.all { Selection::all() } else { Selection::main(&page) };
    let mut builder = Builder::default();
    walk(&page, &selection, &mut builder);
    let mut document = builder.finish(metadata(&page));
    document.text.findings = text.findings;
    document.text.findings.extend(sign_in(&page).map(|finding| finding.at(Place::file(file))));
    Ok(document)
}

/// Warns of a page that asks for a password: a site may have saved that in place of
/// the text.
fn sign_in(page: &Html) -> Option<Notice> {
    let is_asking = |node: &Node| {
        let input = node.as_element().filter(|element| element.name() == "input");
        input
            .and_then(|element| element.attr("type"))
            .is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
    };
    page.tree.values().any(is_asking).then(|| {
        let message = "this page asks for a password: is it the text, or a page to sign in?";
        Notice::warning("document", message)
    })
}

/// Deeper pages are refused: the parser of the standard looks through all open
/// elements for each tag, and a megabyte of `<div>` would take it a minute. Pages
/// whose author forgot to close fonts reach some hundreds.
const MAX_DEPTH: usize = 5_000;

/// Elements that never hold others, or that the next of their kind closes.
const CLOSED_BY_THEMSELVES: [&str; 24] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "td", "th", "tr", "track", "tbody", "thead", "wbr",
];

/// Elements of drawings that are closed as in XML (`<path/>`), by the thousand.
const STROKES: [&str; 12] = [
    "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "use", "stop", "image",
    "animate", "set",
];

/// Refuses a page that is nested deeper than any page is.
///
/// # Errors
///
/// It is.
pub(super) fn refuse_deep(text: &str, place: &Place) -> Result<()> {
    let (mut depth, mut n_drawings) = (0_usize, 0_usize);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let tag = &text[at + 1..];
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        let name = name_of(tag);
        let is_stroke = n_drawings > 0 && is_one_of(name, &STROKES);
        if name.is_empty() || is_stroke || is_one_of(name, &CLOSED_BY_THEMSELVES) {
            continue;
        }
        let is_drawing = usize::from(name.eq_ignore_ascii_case("svg"));
        if closes {
            (depth, n_drawings) = (depth.saturating_sub(1), n_drawings.saturating_sub(is_drawing));
        } else {
            (depth, n_drawings) = (depth + 1, n_drawings + is_drawing);
        }
        if depth > MAX_DEPTH {
            let message = format!("elements are nested more than {MAX_DEPTH} deep");
            return Err(Error::input(message)
                .at(place.clone())
                .hint("no page is like this: open it in a browser and save its text"));
        }
    }
    Ok(())
}

/// Returns the name that a tag opens with; blank if it is none.
fn name_of(tag: &str) -> &str {
    let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic());
    let len = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if is_tag { &tag[..len] } else { "" }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| name.eq_ignore_ascii_case(one))
}

/// Adds the blocks of a chapter of a book, all of it that is shown. One that the
/// book calls an index is left out, unless it holds text.
pub(super) fn push_chapter(text: &str, is_index: bool, options: Options, builder: &mut Builder) {
    let page = Html::parse_document(&attributes::limited(text));
    if is_index && !options.all && !holds_prose(page.tree.root()) {
        builder.leave_out(Why::Contents, &shown_text(page.tree.root()));
        return;
    }
    let selection = if options.all { Selection::all() } else { Selection::chapter(&page) };
    walk(&page, &selection, builder);
    builder.close();
}

/// Adds the blocks of a piece of HTML.
pub(super) fn push_fragment(text: &str, builder: &mut Builder) {
    let page = Html::parse_fragment(&attributes::limited(text));
    walk(&page, &Selection::all(), builder);
}

/// Returns the text below a node that a browser would show.
fn shown_text(root: NodeRef<Node>) -> String {
    let mut text = String::new();
    let mut skipped = None;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) if skipped.is_none() => match node.value() {
                Node::Text(inner) => text.push_str(inner),
                Node::Element(element) if is_hidden(element) => skipped = Some(node.id()),
                Node::Element(element) if is_block(element.name()) => text.push(' '),
                _ => {}
            },
            Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
            _ => {}
        }
    }
    text
}

/// Returns a text with its entities as what they stand for; its tags, if any, are
/// text.
pub(super) fn with_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let escaped = text.replace('<', "&lt;");
    let page = Html::parse_fragment(&escaped);
    let texts = page.tree.nodes().filter_map(|node| node.value().as_text());
    texts.map(|text| &**text).collect()
}

/// An element that is being walked through, if it opened a block.
struct Context {
    node: NodeId,
    kind: BlockKind,
    /// How many blocks there were when it opened.
    n_blocks: usize,
}

fn walk(page: &Html, selection: &Selection, builder: &mut Builder) {
    let mut walker =
        Walker { contexts: Vec::new(), skipped: None, n_pre: 0, rises: Vec::new(), builder };
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) if walker.skipped.is_none() => walker.open(node, selection),
            Edge::Close(node) if walker.skipped.is_none() => walker.close(node),
            Edge::Close(node) if walker.skipped == Some(node.id()) => walker.skipped = None,
            _ => {}
        }
    }
}

struct Walker<'a> {
    contexts: Vec<Context>,
    /// The element whose content is passed over.
    skipped: Option<NodeId>,
    n_pre: usize,
    /// The elements that raise or lower their text, the innermost last.
    rises: Vec<(NodeId, Rise)>,
    builder: &'a mut Builder,
}

impl Walker<'_> {
    fn open(&mut self, node: NodeRef<Node>, selection: &Selection) {
        if let (Some(why), Node::Text(text)) = (selection.why_not(node.id()), node.value()) {
            return self.builder.leave_out(why, text);
        }
        let element = match node.value() {
            Node::Text(text) if self.n_pre > 0 => return self.builder.push_lines(text),
            Node::Text(text) => {
                return match self.rises.last() {
                    Some((_, rise)) => self.builder.push_raised(text, *rise),
                    None => self.builder.push(text),
                };
            }
            Node::Element(element) => element,
            _ => return,
        };
        let why = selection.why_not(node.id());
        let why = why.or_else(|| is_note_mark(node).then_some(Why::Marks));
        let is_hidden = is_hidden(element);
        if let Some(why) = why.filter(|_| !is_hidden) {
            self.builder.leave_out(why, &shown_text(node));
        }
        if is_hidden || why.is_some() {
            self.skipped = Some(node.id());
            // What is left out still parts the words around it, if it is a block.
            if is_block(element.name()) {
                self.reopen();
            }
            return;
        }
        match element.name() {
            "br" => self.builder.push_break(),
            "q" => self.builder.push("\""),
            "pre" => self.n_pre += 1,
            _ => self.rises.extend(rise(element).map(|rise| (node.id(), rise))),
        }
        if is_block(element.name()) {
            let own =
                if is_note(element) { Some(BlockKind::Note) } else { block_kind(element.name()) };
            let kind = own.unwrap_or_else(|| self.inherited());
            let n_blocks = self.builder.n_blocks();
            self.builder.open(kind);
            self.contexts.push(Context { node: node.id(), kind, n_blocks });
        }
    }

    fn close(&mut self, node: NodeRef<Node>) {
        let Node::Element(element) = node.value() else { return };
        match element.name() {
            "q" => self.builder.push("\""),
            "pre" => self.n_pre -= 1,
            _ if self.rises.last().is_some_and(|(raised, _)| *raised == node.id()) => {
                self.rises.pop();
            }
            _ => {}
        }
        if self.contexts.last().is_some_and(|context| context.node == node.id()) {
            // Closed first: only then it is known whether an item has had its text.
            self.builder.close();
            self.contexts.pop();
            self.reopen();
        }
    }

    fn reopen(&mut self) {
        self.builder.close();
        let kind = self.inherited();
        self.builder.open(kind);
    }

    /// Returns what text is that stands in no further block. The second
    /// paragraph of an item is not an item.
    fn inherited(&self) -> BlockKind {
        match self.contexts.last() {
            Some(Context { kind: BlockKind::ListItem, n_blocks, .. })
                if self.builder.n_blocks() > *n_blocks =>
            {
                BlockKind::Paragraph
            }
            Some(context) => context.kind,
            None => BlockKind::Paragraph,
        }
    }
}

/// Returns what the head of a page says of it.
fn metadata(page: &Html) -> Vec<(String, String)> {
    let mut metadata = Vec::new();
    let mut add = |key: &str, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && metadata.iter().all(|(known, _)| known != key) {
            metadata.push((key.to_owned(), value));
        }
    };
    let elements = page.tree.nodes().filter_map(|node| Some((node, node.value().as_element()?)));
    for (node, element) in elements {
        match element.name() {
            "html" => add(
                "language",
                element.attr("lang").or(element.attr("xml:lang")).unwrap_or_default(),
            ),
            "title" => add(
                "title",
                &node
                    .children()
                    .filter_map(|child| child.value().as_text())
                    .map(|text| &**text)
                    .collect::<String>(),
            ),
            "meta" => {
                let content = element.attr("content").unwrap_or_default();
                let name = element.attr("name").or(element.attr("property")).unwrap_or_default();
                match name.to_lowercase().as_str() {
                    "author" | "dc.creator" => add("author", content),
                    "date" | "dc.date" | "article:published_time" => add("date", content),
                    _ => {}
                }
            }
            "body" => break,
            _ => {}
        }
    }
    metadata
}

#[cfg(test)]
mod tests;
