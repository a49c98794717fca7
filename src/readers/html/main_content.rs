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

use super::elements::{has_type, is_block, is_hidden};
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::node::Element;
use scraper::{Html, Node};

/// Shorter blocks are no prose but labels. By hand: a line and a half.
const MIN_PROSE_CHARS: usize = 80;

/// The main content holds this share of the prose, in tenths. By hand; with less
/// the first or last section of a long page can get lost.
const MAIN_TENTHS: usize = 9;

/// A list with this many links and hardly any other text is a menu. By hand.
const MIN_MENU_LINKS: usize = 3;

/// Elements that are not the content of the page they stand on.
const ASIDE: [&str; 6] = ["nav", "aside", "footer", "form", "menu", "search"];

/// The same, as roles.
const ASIDE_ROLES: [&str; 9] = [
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "dialog",
    "alertdialog",
    "alert",
    "menu",
];

/// Words of ids and classes of what is no content, as site builders use them.
const ASIDE_WORDS: [&str; 34] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "commentaires",
    "consent",
    "cookie",
    "cookies",
    "footer",
    "gdpr",
    "rgpd",
    "masthead",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pagination",
    "paywall",
    "popup",
    "promo",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "sponsored",
    "subscribe",
    "toc",
    "toolbar",
];

/// What is read of a page.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// The nodes to read, in order.
    pub(super) roots: Vec<NodeId>,
    left_out: FxHashSet<NodeId>,
}

impl Selection {
    /// Returns everything that a page shows.
    pub(super) fn all(page: &Html) -> Selection {
        Selection { roots: vec![page.tree.root().id()], left_out: FxHashSet::default() }
    }

    /// Returns a chapter of a book but for its tables of contents.
    pub(super) fn chapter(page: &Html) -> Selection {
        let is_index = |element: &Element| {
            element.name() == "nav"
                || has_type(element, &["toc", "cover", "landmarks", "page-list", "lot", "loi"])
        };
        let left_out =
            elements(page).filter(|(_, element)| is_index(element)).map(|(node, _)| node.id());
        Selection { left_out: left_out.collect(), ..Selection::all(page) }
    }

    /// Returns the main content of a page; all of it if it has no prose.
    pub(super) fn main(page: &Html) -> Selection {
        let whole = Measures::take(page, &FxHashSet::default());
        let left_out: FxHashSet<NodeId> = elements(page)
            .filter(|(node, element)| is_aside(*node, element, &whole))
            .map(|(node, _)| node.id())
            .collect();
        let measures = Measures::take(page, &left_out);
        if measures.total == 0 {
            return Selection { left_out, ..Selection::all(page) };
        }
        let main = measures.innermost(page);
        let roots = title_before(page, main, &left_out).into_iter().chain([main]).collect();
        Selection { roots, left_out }
    }

    /// Tells whether a node is not to be read.
    pub(super) fn leaves_out(&self, node: NodeId) -> bool {
        self.left_out.contains(&node) && !self.roots.contains(&node)
    }
}

fn elements(page: &Html) -> impl Iterator<Item = (NodeRef<'_, Node>, &Element)> {
    page.tree.nodes().filter_map(|node| Some((node, node.value().as_element()?)))
}

/// Tells whether an element is marked as no content, and is none.
fn is_aside(node: NodeRef<Node>, element: &Element, whole: &Measures) -> bool {
    let measure = whole.of(node.id());
    if matches!(element.name(), "html" | "body" | "main" | "article")
        || 2 * measure.n_prose > whole.total
    {
        return false;
    }
    let parent = node.parent().and_then(|parent| parent.value().as_element()).map(Element::name);
    let is_named = match element.name() {
        // The source of a quotation, and the notes of an article.
        "footer" => parent != Some("blockquote"),
        "aside" => !has_type(element, &["footnote", "endnote", "footnotes", "endnotes"]),
        "header" => parent == Some("body") && measure.n_prose == 0 && !holds_title(node),
        name => ASIDE.contains(&name),
    };
    is_named
        || element.attr("role").is_some_and(|role| ASIDE_ROLES.contains(&role))
        || (is_block(element.name()) && has_aside_word(element))
        || (matches!(element.name(), "ul" | "ol" | "dl") && measure.is_menu())
}

fn holds_title(node: NodeRef<Node>) -> bool {
    node.descendants()
        .any(|inner| inner.value().as_element().is_some_and(|inner| inner.name() == "h1"))
}

fn has_aside_word(element: &Element) -> bool {
    let names = [element.attr("id"), element.attr("class")];
    let mut words =
        names.into_iter().flatten().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    words.any(|word| ASIDE_WORDS.contains(&word.to_ascii_lowercase().as_str()))
}

/// Returns the one title of a page, if it stands before its main content.
fn title_before(page: &Html, main: NodeId, left_out: &FxHashSet<NodeId>) -> Option<NodeId> {
    let mut titles =
        elements(page).filter(|(_, element)| element.name() == "h1" && !is_hidden(element));
    let (title, _) = titles.next()?;
    let is_outside =
        title.ancestors().all(|outer| outer.id() != main && !left_out.contains(&outer.id()));
    (titles.next().is_none() && is_outside).then(|| title.id())
}

/// What an element holds, everything below it included.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_field_names, reason = "all are counts, and say so")]
struct Measure {
    /// Characters of prose.
    n_prose: usize,
    n_chars: usize,
    n_link_chars: usize,
    n_links: usize,
}

impl Measure {
    fn add(&mut self, other: Measure) {
        self.n_prose += other.n_prose;
        self.n_chars += other.n_chars;
        self.n_link_chars += other.n_link_chars;
        self.n_links += other.n_links;
    }

    fn is_menu(&self) -> bool {
        self.n_links >= MIN_MENU_LINKS
            && self.n_prose == 0
            && 10 * self.n_link_chars >= 9 * self.n_chars
    }
}

/// What all elements hold.
#[derive(Debug, Default)]
struct Measures {
    of: FxHashMap<NodeId, Measure>,
    total: usize,
}

/// An element that is being measured.
#[derive(Default)]
struct Frame {
    below: Measure,
    /// The text that stands in this block itself.
    own: Measure,
    is_block: bool,
    is_link: bool,
}

impl Measures {
    fn take(page: &Html, left_out: &FxHashSet<NodeId>) -> Measures {
        let mut measures = Measures::default();
        let mut frames = vec![Frame { is_block: true, ..Frame::default() }];
        let (mut blocks, mut n_links, mut skipped) = (vec![0], 0_usize, None);
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => match node.value() {
                    Node::Text(text) => {
                        let n_chars = text.chars().filter(|c| !c.is_whitespace()).count();
                        let block = blocks.last().copied().unwrap_or_default();
                        frames[block].own.n_chars += n_chars;
                        frames[block].own.n_link_chars += if n_links > 0 { n_chars } else { 0 };
                    }
                    Node::Element(element)
                        if is_hidden(element) || left_out.contains(&node.id()) =>
                    {
                        skipped = Some(node.id());
                    }
                    Node::Element(element) => {
                        let frame = Frame {
                            is_block: is_block(element.name()),
                            is_link: element.name() == "a",
                            ..Frame::default()
                        };
                        n_links += usize::from(frame.is_link);
                        blocks.extend(frame.is_block.then_some(frames.len()));
                        frames.push(frame);
                    }
                    _ => {}
                },
                Edge::Close(node) if skipped.is_none() && node.value().is_element() => {
                    let Some(frame) = frames.pop() else { continue };
                    n_links -= usize::from(frame.is_link);
                    if frame.is_block {
                        blocks.pop();
                    }
                    let measure = frame.whole();
                    measures.of.insert(node.id(), measure);
                    if let Some(outer) = frames.last_mut() {
                        outer.below.add(measure);
                    }
                }
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                _ => {}
            }
        }
        measures.total = frames.first().map_or(0, |frame| frame.below.n_prose);
        measures
    }

    fn of(&self, node: NodeId) -> Measure {
        self.of.get(&node).copied().unwrap_or_default()
    }

    /// Returns the innermost element with nearly all of the prose.
    fn innermost(&self, page: &Html) -> NodeId {
        let mut main = page.tree.root();
        let holds_most =
            |node: &NodeRef<Node>| 10 * self.of(node.id()).n_prose >= MAIN_TENTHS * self.total;
        while let Some(inner) = main.children().find(holds_most) {
            let name = inner.value().as_element().map_or("", Element::name);
            // A paragraph or an item alone is no content: its list is.
            if !matches!(
                name,
                "html"
                    | "body"
                    | "main"
                    | "article"
                    | "div"
                    | "section"
                    | "td"
                    | "table"
                    | "tbody"
                    | "tr"
                    | "center"
                    | "form"
            ) {
                break;
            }
            main = inner;
            if matches!(name, "main" | "article") {
                break;
            }
        }
        main.id()
    }
}

impl Frame {
    fn whole(&self) -> Measure {
        let mut measure = self.own;
        measure.n_links += usize::from(self.is_link);
        let is_prose =
            measure.n_chars >= MIN_PROSE_CHARS && 2 * measure.n_link_chars < measure.n_chars;
        if self.is_block && is_prose {
            measure.n_prose = measure.n_chars;
        }
        measure.add(self.below);
        measure
    }
}
