//! Says what surrounds the content of a page: menus, boxes, bars, trails.
//!
//! By what the author marks (`nav`, roles), by custom (`class="sidebar"`), and by look:
//! lists of links, trails of links, bars that speak of cookies and have a button. What
//! holds most of the prose of a page is content, whatever it is called.

use super::super::reading::Why;
use super::elements::{has_type, is_block};
use super::measure::{Measure, Measures};
use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashMap;
use scraper::node::Element;
use scraper::{Html, Node};

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

/// Words of ids and classes of what is not content, as site builders use them.
const ASIDE_WORDS: [&str; 50] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "ariane",
    "breadcrumb",
    "breadcrumbs",
    "catlinks",
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
    "pagedetails",
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
    "sitesub",
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

/// Returns the elements of a page.
pub(super) fn elements(page: &Html) -> impl Iterator<Item = (NodeRef<'_, Node>, &Element)> {
    page.tree.nodes().filter_map(|node| Some((node, node.value().as_element()?)))
}

/// Returns what is marked as no content of the page, and what looks like none.
pub(super) fn asides(page: &Html, whole: &Measures) -> FxHashMap<NodeId, Why> {
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
pub(super) fn is_heading(node: NodeRef<Node>) -> bool {
    let name = node.value().as_element().map_or("", Element::name);
    matches!(name, "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Returns why an element is not content of its page; none if it is.
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
    // A cell that holds but links is the menu of a page laid out as a table.
    let is_list = matches!(element.name(), "ul" | "ol" | "dl" | "td");
    if is_list && measure.is_menu() || is_edit_link(node, element) || is_trail(node, measure) {
        return Some(Why::Menu);
    }
    (is_teaser(node, measure) || is_consent(node, element, measure)).then_some(Why::Surroundings)
}

fn holds_title(node: NodeRef<Node>) -> bool {
    node.descendants()
        .any(|inner| inner.value().as_element().is_some_and(|inner| inner.name() == "h1"))
}

/// Returns the word of an id or a class that says that an element is not content.
pub(super) fn aside_word(element: &Element) -> Option<&'static str> {
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

/// Longer texts are not labels of links or boxes.
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
        && parts.iter().all(is_title)
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
