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
const ASIDE_WORDS: [&str; 47] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "ariane",
    "breadcrumb",
    "breadcrumbs",
    "commentaires",
    "comments",
    "consent",
    "cookie",
    "cookiebar",
    "cookies",
    "crumbs",
    "didomi",
    "footer",
    "gdpr",
    "masthead",
    "menu",
    "modal",
    "navigation",
    "newsletter",
    "onetrust",
    "outbrain",
    "pager",
    "pagination",
    "paywall",
    "popup",
    "promo",
    "recirc",
    "reco",
    "recommended",
    "related",
    "rgpd",
    "share",
    "sharebar",
    "sharing",
    "sidebar",
    "social",
    "socials",
    "sponsored",
    "subscribe",
    "taboola",
    "tarteaucitron",
    "toc",
    "toolbar",
    "trending",
];

/// What stands beside `nav` in words of classes: `navheader`, `docnav`.
const NAV_PARTS: [&str; 22] = [
    "", "bar", "header", "footer", "links", "box", "list", "menu", "top", "bottom", "doc", "site",
    "main", "sub", "page", "side", "foot", "head", "global", "tabs", "left", "right",
];

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
        let main = measures.container(page, &left_out);
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
/// contents: some of it are sentences, and most of it are no links.
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

fn elements(page: &Html) -> impl Iterator<Item = (NodeRef<'_, Node>, &Element)> {
    page.tree.nodes().filter_map(|node| Some((node, node.value().as_element()?)))
}

/// Returns what is marked as no content of the page, and what looks like none.
fn asides(page: &Html, whole: &Measures) -> FxHashMap<NodeId, Why> {
    let mut left_out: FxHashMap<NodeId, Why> = elements(page)
        .filter_map(|(node, element)| Some((node.id(), why_aside(node, element, whole)?)))
        .collect();
    // The heading over a menu goes with it.
    let is_gone = |node: NodeRef<Node>, left_out: &FxHashMap<NodeId, Why>| {
        left_out.get(&node.id()).is_some_and(|why| *why != Why::Contents)
    };
    for (node, element) in elements(page) {
        if matches!(element.name(), "h2" | "h3" | "h4" | "h5" | "h6") {
            let mut next = node.next_siblings().filter(|next| next.value().is_element());
            let goes = next.next().is_some_and(|next| is_gone(next, &left_out))
                && next.next().is_none_or(|next| is_gone(next, &left_out) || is_heading(next));
            if goes {
                left_out.insert(node.id(), Why::Surroundings);
            }
        }
    }
    left_out
}

/// Tells whether a node is the heading of a section. The title of the page, which
/// may stand apart from its content, is none.
fn is_heading(node: NodeRef<Node>) -> bool {
    let name = node.value().as_element().map_or("", Element::name);
    matches!(name, "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Returns why an element is no content of its page; none if it is.
fn why_aside(node: NodeRef<Node>, element: &Element, whole: &Measures) -> Option<Why> {
    let measure = whole.of(node.id());
    if matches!(element.name(), "html" | "body" | "main" | "article")
        || 2 * measure.n_prose > whole.total
    {
        return None;
    }
    let parent = node.parent().and_then(|parent| parent.value().as_element()).map(Element::name);
    let is_named = match element.name() {
        // The source of a quotation, and the notes of an article.
        "footer" => parent != Some("blockquote"),
        "aside" => !has_type(element, &["footnote", "endnote", "footnotes", "endnotes"]),
        "header" => parent == Some("body") && measure.n_prose == 0 && !holds_title(node),
        name => ASIDE.contains(&name),
    };
    let has_role = element.attr("role").is_some_and(|role| ASIDE_ROLES.contains(&role));
    let word = is_block(element.name()).then(|| aside_word(element)).flatten();
    if let Some(word) = word {
        return Some(match word {
            "toc" => Why::Contents,
            _ if is_menu_word(word) => Why::Menu,
            _ => Why::Surroundings,
        });
    }
    if is_named || has_role {
        return Some(if element.name() == "nav" { Why::Menu } else { Why::Surroundings });
    }
    let is_list = matches!(element.name(), "ul" | "ol" | "dl");
    if is_list && measure.is_menu() || is_edit_link(node, element) || is_trail(node, measure) {
        return Some(Why::Menu);
    }
    (is_teaser(node, measure) || is_consent(node, element, measure)).then_some(Why::Surroundings)
}

fn holds_title(node: NodeRef<Node>) -> bool {
    node.descendants()
        .any(|inner| inner.value().as_element().is_some_and(|inner| inner.name() == "h1"))
}

/// Returns the word of an id or a class that says that an element is no content.
fn aside_word(element: &Element) -> Option<&'static str> {
    let names = [element.attr("id"), element.attr("class")];
    let mut words =
        names.into_iter().flatten().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    words.find_map(|word| {
        let word = word.to_ascii_lowercase();
        if is_nav_word(&word) {
            return Some("nav");
        }
        ASIDE_WORDS.iter().copied().find(|known| *known == word)
    })
}

/// `navheader`, `navfooter`, `navlinks`, `docnav`.
fn is_nav_word(word: &str) -> bool {
    let rest = word.strip_prefix("nav").or_else(|| word.strip_suffix("nav"));
    rest.is_some_and(|rest| NAV_PARTS.contains(&rest))
}

fn is_menu_word(word: &str) -> bool {
    matches!(
        word,
        "nav"
            | "navigation"
            | "menu"
            | "breadcrumb"
            | "breadcrumbs"
            | "crumbs"
            | "ariane"
            | "pagination"
            | "pager"
            | "toolbar"
    )
}

/// Longer texts are no labels of links or boxes.
const MAX_LABEL_CHARS: usize = 400;

/// What opens a box with links to other articles.
const TEASERS: [&str; 22] = [
    "lire aussi",
    "à lire aussi",
    "lire également",
    "à lire également",
    "voir aussi :",
    "à voir aussi",
    "sur le même sujet",
    "dans la même rubrique",
    "nos autres articles",
    "articles liés",
    "lire la suite",
    "read also",
    "also read",
    "read more",
    "read next",
    "related articles",
    "related stories",
    "more on this",
    "you may also like",
    "see also:",
    "more from",
    "recommended",
];

/// Tells whether an element is a short box that only points to other articles.
fn is_teaser(node: NodeRef<Node>, measure: Measure) -> bool {
    let is_short = measure.n_chars <= MAX_LABEL_CHARS;
    let is_box = node.value().as_element().is_some_and(|element| is_block(element.name()));
    is_box && is_short && measure.n_links > 0 && 2 * measure.n_link_chars >= measure.n_chars && {
        let text = text_of(node).trim_start().to_lowercase();
        TEASERS.iter().any(|opening| text.starts_with(opening))
    }
}

/// Tells whether an element is a bar that asks to accept cookies.
fn is_consent(node: NodeRef<Node>, element: &Element, measure: Measure) -> bool {
    let is_box = matches!(element.name(), "div" | "section" | "dialog" | "form");
    let is_short = measure.n_chars > 0 && measure.n_chars <= 2 * MAX_LABEL_CHARS;
    let asks = |inner: NodeRef<Node>| {
        let inner_element = inner.value().as_element();
        inner_element.is_some_and(|element| matches!(element.name(), "button" | "a" | "input")) && {
            let label = text_of(inner).trim().to_lowercase();
            ["accept", "j’accepte", "j'accepte", "refuser", "reject", "ok", "got it", "compris"]
                .iter()
                .any(|word| label.starts_with(word))
        }
    };
    is_box
        && is_short
        && text_of(node).to_lowercase().contains("cookie")
        && node.descendants().any(asks)
}

/// Tells whether an element is a link by which the page itself is changed.
fn is_edit_link(node: NodeRef<Node>, element: &Element) -> bool {
    const LABELS: [&str; 14] = [
        "edit on ",
        "edit this page",
        "edit source",
        "modifier cette page",
        "modifier sur ",
        "modifier le code",
        "view page source",
        "view source",
        "show source",
        "voir la source",
        "report a bug",
        "signaler un ",
        "suggest an edit",
        "improve this page",
    ];
    element.name() == "a" && {
        let label = text_of(node).trim().to_lowercase();
        label.len() <= 4 * MAX_TRAIL_PART && LABELS.iter().any(|opening| label.starts_with(opening))
    }
}

/// The parts of a trail are titles. By hand, in characters.
const MAX_TRAIL_PART: usize = 40;

/// Tells whether an element shows the way to the page: links with arrows between.
fn is_trail(node: NodeRef<Node>, measure: Measure) -> bool {
    let is_box = node
        .value()
        .as_element()
        .is_some_and(|element| matches!(element.name(), "div" | "p" | "ul" | "ol" | "span"));
    if !is_box
        || measure.n_links < 2
        || measure.n_chars > MAX_LABEL_CHARS / 2
        || measure.n_prose > 0
    {
        return false;
    }
    let text = text_of(node);
    let parts: Vec<&str> = text.split(['›', '»', '>', '→', '/', '❯', '▸']).collect();
    let is_title =
        |part: &&str| !part.trim().is_empty() && part.chars().count() <= 2 * MAX_TRAIL_PART;
    parts.len() > measure.n_links.min(3) - 1
        && parts.len() >= 3
        && parts.iter().all(|part| is_title(&part))
        && 2 * measure.n_link_chars >= measure.n_chars
        && !text.trim().ends_with(['.', '!', '?'])
}

/// Returns the text below a node as far as labels go.
fn text_of(node: NodeRef<Node>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        if let Some(inner) = inner.value().as_text() {
            text.push_str(inner);
        }
        if text.len() > 8 * MAX_LABEL_CHARS {
            break;
        }
    }
    text
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
    fn take(page: &Html, left_out: &FxHashMap<NodeId, Why>) -> Measures {
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
                        if is_hidden(element) || left_out.contains_key(&node.id()) =>
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

    /// Returns the main content: the innermost element with nearly all of the
    /// prose, or the one around it if its siblings are sections like it.
    fn container(&self, page: &Html, left_out: &FxHashMap<NodeId, Why>) -> NodeId {
        let mut main = page.tree.root();
        let holds_most =
            |node: &NodeRef<Node>| 10 * self.of(node.id()).n_prose >= MAIN_TENTHS * self.total;
        while let Some(inner) = main.children().find(holds_most) {
            let name = inner.value().as_element().map_or("", Element::name);
            // A paragraph or an item alone is no content: its list is.
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
                    && self.is_section(child, via)
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
    fn is_section(&self, node: NodeRef<Node>, main: NodeRef<Node>) -> bool {
        let (Some(element), Some(main)) = (node.value().as_element(), main.value().as_element())
        else {
            return false;
        };
        let measure = self.of(node.id());
        let is_text = measure.n_chars > 0 && 2 * measure.n_link_chars <= measure.n_chars;
        let is_alike = element.name() == main.name() && element.attr("class") == main.attr("class");
        let is_flow =
            is_heading(node) || matches!(element.name(), "p" | "blockquote" | "pre" | "figure");
        is_text && (is_alike || is_flow || node.children().any(is_heading))
    }
}

/// Elements that can be the main content.
const CONTAINERS: [&str; 12] = [
    "html", "body", "main", "article", "div", "section", "td", "table", "tbody", "tr", "center",
    "form",
];

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
