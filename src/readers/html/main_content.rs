//! Chooses the main content of a page.
//!
//! Prose is what pages are read for: blocks of some length that are not links.
//! Of the elements that hold nearly all of the prose the innermost is the main
//! content, but never a part of an `article` or `main`, whose opening lines
//! belong to it. What the author or custom marks as no content (`nav`,
//! `footer`, `class="cookie-banner"`, lists of nothing but links) is left out,
//! unless it holds most of the prose: then the mark is wrong.
//!
//! This is less clever than the ports of Mozilla's Readability, on purpose. They
//! are tuned to show a page nicely and leave out headings and short paragraphs
//! that a translator has translated; and two languages of one page must be cut
//! alike.
//!
//! It errs by keeping too much: an aligner can skip what one side lacks.

use super::super::reading::{Why, n_ink};
use super::elements::{has_type, is_block, is_hidden};
use super::measure::Measures;
use super::surroundings::{aside_word, asides, elements, is_heading};
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::node::Element;
use scraper::{Html, Node};

/// The main content holds this share of the prose, in tenths. By hand; with less
/// the first or last section of a long page can get lost.
const MAIN_TENTHS: usize = 9;

/// What is read of a page: all but what is left out.
#[derive(Debug, Default)]
pub(super) struct Selection {
    left_out: FxHashMap<NodeId, Why>,
}

impl Selection {
    /// Returns everything that a page shows.
    pub(super) fn all() -> Selection {
        Selection::default()
    }

    /// Returns a chapter of a book but for its tables of contents.
    pub(super) fn chapter(page: &Html) -> Selection {
        let is_index = |node: NodeRef<Node>, element: &Element| {
            let types = ["toc", "cover", "landmarks", "page-list", "lot", "loi"];
            (element.name() == "nav" || has_type(element, &types)) && !holds_prose(node)
        };
        let left_out = elements(page)
            .filter(|(node, element)| is_index(*node, element))
            .map(|(node, _)| (node.id(), Why::Contents));
        Selection { left_out: left_out.collect() }
    }

    /// Returns the main content of a page; all of it if it has no prose.
    pub(super) fn main(page: &Html) -> Selection {
        let whole = Measures::take(page, &FxHashMap::default());
        let mut left_out = asides(page, &whole);
        let measures = Measures::take(page, &left_out);
        if measures.total == 0 {
            return Selection { left_out };
        }
        let main = container(&measures, page, &left_out);
        let title = title_before(page, main, &left_out);
        left_out.retain(|node, _| *node != main);
        readmit(page, main, &whole, &mut left_out);
        leave_out_around(page, main, title, &mut left_out);
        Selection { left_out }
    }

    /// Returns why a node is not to be read; none if it is.
    pub(super) fn why_not(&self, node: NodeId) -> Option<Why> {
        self.left_out.get(&node).copied()
    }
}

/// Tells whether what is below a node is text, and not a title page or a table of
/// contents: some of it are sentences, and most of it are not links.
pub(super) fn holds_prose(node: NodeRef<Node>) -> bool {
    let (mut n_chars, mut n_link_chars, mut n_links, mut has_sentence) = (0, 0, 0, false);
    let mut block = String::new();
    for edge in node.traverse() {
        match edge {
            Edge::Open(inner) => match inner.value() {
                Node::Text(text) => {
                    let n_ink = n_ink(text);
                    n_chars += n_ink;
                    n_link_chars += if n_links > 0 { n_ink } else { 0 };
                    block.push_str(text);
                }
                Node::Element(element) if element.name() == "a" => n_links += 1,
                Node::Element(element) if is_block(element.name()) => block.clear(),
                _ => {}
            },
            Edge::Close(inner) => match inner.value().as_element() {
                Some(element) if element.name() == "a" => n_links -= 1,
                Some(element) if is_block(element.name()) => {
                    has_sentence |= is_sentence(&block);
                    block.clear();
                }
                _ => {}
            },
        }
    }
    has_sentence && 2 * n_link_chars < n_chars
}

/// A text of fewer words is a title, whatever stop it has. By hand.
const MIN_SENTENCE_WORDS: usize = 4;

fn is_sentence(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['»', '”', '"', ')', ' ', '\u{a0}', '\u{202f}']);
    text.ends_with(['.', '!', '?', '…', ':'])
        && text.split_whitespace().count() >= MIN_SENTENCE_WORDS
}

/// Reads again what is called a sidebar and stands amid the text: manuals call
/// boxes so that belong to it. Boxes of links stay out.
fn readmit(page: &Html, main: NodeId, whole: &Measures, left_out: &mut FxHashMap<NodeId, Why>) {
    let Some(main) = page.tree.get(main) else { return };
    for node in main.descendants().skip(1) {
        let Some(element) = node.value().as_element() else { continue };
        let is_weak = aside_word(element) == Some("sidebar")
            || (element.name() == "aside" && aside_word(element).is_none());
        let measure = whole.of(node.id());
        let is_prose = measure.n_prose > 0 && 4 * measure.n_link_chars < measure.n_chars;
        let is_prose_too = |sibling: NodeRef<Node>| whole.of(sibling.id()).n_prose > 0;
        // An `aside` is mostly no part of the text that it stands beside.
        let is_amid = || {
            node.prev_siblings().any(is_prose_too)
                && (element.name() != "aside" || node.next_siblings().any(is_prose_too))
        };
        if is_weak && is_prose && is_amid() {
            left_out.remove(&node.id());
        }
    }
}

/// Leaves out everything but the main content and the title.
fn leave_out_around(
    page: &Html,
    main: NodeId,
    title: Option<NodeId>,
    left_out: &mut FxHashMap<NodeId, Why>,
) {
    let kept: Vec<NodeRef<Node>> =
        [Some(main), title].into_iter().flatten().filter_map(|id| page.tree.get(id)).collect();
    let mut on_the_way: FxHashSet<NodeId> = FxHashSet::default();
    for node in &kept {
        on_the_way.extend(node.ancestors().map(|outer| outer.id()));
    }
    let outers: Vec<NodeId> = on_the_way.iter().copied().filter(|id| *id != main).collect();
    for outer in outers.into_iter().filter_map(|id| page.tree.get(id)) {
        for child in outer.children() {
            let is_kept =
                on_the_way.contains(&child.id()) || kept.iter().any(|kept| kept.id() == child.id());
            if !is_kept {
                left_out.entry(child.id()).or_insert(Why::Surroundings);
            }
        }
    }
}

/// Returns the one title of a page, if it stands before its main content.
fn title_before(page: &Html, main: NodeId, left_out: &FxHashMap<NodeId, Why>) -> Option<NodeId> {
    let mut titles =
        elements(page).filter(|(_, element)| element.name() == "h1" && !is_hidden(element));
    let (title, _) = titles.next()?;
    let is_outside =
        title.ancestors().all(|outer| outer.id() != main && !left_out.contains_key(&outer.id()));
    (titles.next().is_none() && is_outside).then(|| title.id())
}

/// Elements that can be the main content.
const CONTAINERS: [&str; 12] = [
    "html", "body", "main", "article", "div", "section", "td", "table", "tbody", "tr", "center",
    "form",
];

/// Returns the main content: the innermost element with nearly all of the
/// prose, or the one around it if its siblings are sections like it.
fn container(measures: &Measures, page: &Html, left_out: &FxHashMap<NodeId, Why>) -> NodeId {
    let mut main = page.tree.root();
    let holds_most =
        |node: &NodeRef<Node>| 10 * measures.of(node.id()).n_prose >= MAIN_TENTHS * measures.total;
    while let Some(inner) = main.children().find(holds_most) {
        let name = inner.value().as_element().map_or("", Element::name);
        // A paragraph or an item alone is not content: its list is.
        if !CONTAINERS.contains(&name) {
            break;
        }
        main = inner;
        if matches!(name, "main" | "article") {
            return main.id();
        }
    }
    let (mut best, mut via) = (main, main);
    for outer in main.ancestors().take_while(|outer| outer.parent().is_some()) {
        let is_content = |child: NodeRef<Node>| {
            child.id() != via.id()
                && !left_out.contains_key(&child.id())
                && is_section(measures, child, via)
        };
        if outer.children().any(is_content) {
            best = outer;
        }
        via = outer;
    }
    best.id()
}

/// Tells whether an element is more of the content that `main` holds: it opens
/// like it, or is a block of text.
fn is_section(measures: &Measures, node: NodeRef<Node>, main: NodeRef<Node>) -> bool {
    let (Some(element), Some(main)) = (node.value().as_element(), main.value().as_element()) else {
        return false;
    };
    let measure = measures.of(node.id());
    let is_text = measure.n_chars > 0 && 2 * measure.n_link_chars <= measure.n_chars;
    let is_alike = element.name() == main.name() && element.attr("class") == main.attr("class");
    let is_flow =
        is_heading(node) || matches!(element.name(), "p" | "blockquote" | "pre" | "figure");
    is_text && (is_alike || is_flow || node.children().any(is_heading))
}
