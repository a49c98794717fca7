//! Says what elements are, by the names that vocabularies of texts share.
//!
//! TEI, `DocBook`, Mallard and DITA name alike what is alike (`p`, `para`), and where
//! one name means two things its parent tells them apart: `title` of a table is a
//! caption. Names that stand here for one vocabulary do no harm in the others.

use super::super::raised::Rise;
use super::super::reading::Why;
use super::super::xml::attribute;
use crate::text::BlockKind;
use roxmltree::Node;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// A block; of the kind of its surroundings if it has none.
    Block(Option<BlockKind>),
    /// A block that makes the headings in it one level deeper.
    Section,
    Heading,
    /// Metadata of which only the title is text.
    Title,
    Inline,
    Raised(Rise),
    Quote,
    /// Names in a row, between which a program draws this mark.
    Sequence(&'static str),
    /// A line of verse or of an address.
    Lines,
    Note,
    Break,
    Space,
    /// Text that is not read.
    Skip(Why),
    /// Nothing that a reader sees as text.
    Nothing,
}

/// Returns what an element is by its name; none if the name says nothing.
pub(super) fn role(node: Node) -> Option<Role> {
    let name = node.tag_name().name();
    let parent = node.parent().map_or("", |parent| parent.tag_name().name());
    Some(match name {
        "title" | "head" | "titlePart" | "docTitle" | "bridgehead" => heading(parent),
        "subtitle" | "refentrytitle" if parent != "citerefentry" => Role::Heading,
        "section" | "sect1" | "sect2" | "sect3" | "sect4" | "sect5" | "simplesect" | "chapter"
        | "part" | "book" | "article" | "preface" | "appendix" | "div" | "div1" | "div2"
        | "div3" | "div4" | "topic" | "concept" | "task" | "reference" | "page" | "refentry"
        | "refsect1" | "refsect2" | "refsection" | "refsynopsisdiv" | "glossary" | "glossdiv" => {
            Role::Section
        }
        "p" | "para" | "simpara" | "formalpara" | "ab" | "shortdesc" | "cmd" => Role::Block(None),
        "info" if parent == "step" => Role::Block(None),
        // The title of a document is text, wherever its header puts it.
        _ if is_metadata(node) && holds_title(node) => Role::Title,
        "listitem" | "item" | "li" | "sli" | "step" | "substep" | "steps" | "dt" | "dd"
        | "member" | "callout" | "answer" | "question" => Role::Block(Some(BlockKind::ListItem)),
        "term" if matches!(parent, "varlistentry" | "item" | "glossentry") => {
            Role::Block(Some(BlockKind::ListItem))
        }
        "glossterm" if parent == "glossentry" => Role::Block(Some(BlockKind::ListItem)),
        "label" if matches!(parent, "list" | "item" | "question" | "answer") => {
            Role::Block(Some(BlockKind::ListItem))
        }
        "td" | "th" | "entry" | "cell" | "stentry" => Role::Block(Some(BlockKind::Cell)),
        "caption" => Role::Block(Some(BlockKind::Caption)),
        // A block of advice in most; in TEI, and in the midst of text, a footnote.
        "note" if is_amid_text(node) || attribute(node, "place").is_some() => Role::Note,
        "blockquote" | "epigraph" | "sp" | "speech" | "speaker" | "stage" | "salute" | "signed"
        | "byline" | "dateline" | "opener" | "closer" | "trailer" | "lg" | "address" | "list"
        | "table" | "row" | "figure" | "itemizedlist" | "orderedlist" | "variablelist"
        | "terms" | "steps-informal" | "warning" | "caution" | "tip" | "important"
        | "literallayout" | "note" => Role::Block(None),
        "footnote" | "fn" => Role::Note,
        "l" | "line"
            if matches!(parent, "lg" | "address" | "sp" | "div" | "stanza" | "poem" | "q") =>
        {
            Role::Lines
        }
        "addrLine" | "street" => Role::Lines,
        "lb" if attribute(node, "break") == Some("no") => Role::Nothing,
        "lb" | "pb" | "cb" | "tab" => Role::Space,
        "br" | "sbr" => Role::Break,
        "superscript" | "sup" => Role::Raised(Rise::Up),
        "subscript" | "sub" => Role::Raised(Rise::Down),
        "hi" | "emph" | "seg" => match attribute(node, "rend") {
            Some("sup" | "superscript" | "super") => Role::Raised(Rise::Up),
            Some("sub" | "subscript") => Role::Raised(Rise::Down),
            _ => Role::Inline,
        },
        "quote" if is_amid_text(node) && attribute(node, "rend").is_none() && is_docbook(node) => {
            Role::Quote
        }
        "emphasis" | "phrase" | "link" | "ulink" | "xref" | "gui" | "app" | "key" | "em"
        | "strong" | "b" | "i" | "u" | "tt" | "ref" | "guilabel" | "guibutton" | "guimenu"
        | "guimenuitem" | "guisubmenu" | "command" | "filename" | "uicontrol" | "ph"
        | "foreign" | "persName" | "placeName" | "name" | "date" | "supplied" | "corr" | "reg"
        | "expan" | "citetitle" | "span" => Role::Inline,
        "menuchoice" | "guiseq" | "menucascade" => Role::Sequence(" → "),
        "keycombo" | "keyseq" => Role::Sequence("+"),
        "programlisting" | "screen" | "synopsis" | "funcsynopsis" | "cmdsynopsis" | "codeblock"
        | "msgblock" | "programlistingco" | "screenco" | "classsynopsis" | "eg" | "egXML" => {
            Role::Skip(Why::Code)
        }
        // Of Mallard: code that stands alone is a block.
        "code" if !is_amid_text(node) && node.text().is_some_and(|text| text.contains('\n')) => {
            Role::Skip(Why::Code)
        }
        "toc" | "lot" | "index" | "links" | "tocchap" | "related-links" | "reltable" => {
            Role::Skip(Why::Contents)
        }
        "indexterm" | "primary" | "secondary" | "index-term" | "alt" | "textobject"
        | "titleabbrev" | "anchor" | "remark" | "draft-comment" | "comment" | "gap" | "figDesc"
        | "shortcut" | "rdg" | "del" | "data" | "fallback" => Role::Nothing,
        "sic" | "orig" | "abbr" if parent == "choice" => Role::Nothing,
        "fw" => Role::Skip(Why::RunningHeads),
        _ if is_metadata(node) => Role::Skip(Why::Metadata),
        _ => return None,
    })
}

/// A title under what it is the title of.
fn heading(parent: &str) -> Role {
    match parent {
        "figure" | "table" | "example" | "equation" | "media" | "listing" | "fig"
        | "simpletable" => Role::Block(Some(BlockKind::Caption)),
        "titleStmt" | "monogr" | "analytic" | "series" | "bibl" | "biblStruct" | "links"
        | "biblioentry" => Role::Inline,
        _ => Role::Heading,
    }
}

/// Headers of documents. The `info` of `DocBook` holds the title, which is text.
fn is_metadata(node: Node) -> bool {
    let parent = node.parent().map_or("", |parent| parent.tag_name().name());
    let is_of_step = matches!(parent, "step" | "substep");
    !is_of_step
        && matches!(
            node.tag_name().name(),
            "teiHeader"
                | "prolog"
                | "bookinfo"
                | "articleinfo"
                | "chapterinfo"
                | "sectioninfo"
                | "refentryinfo"
                | "setinfo"
                | "refmeta"
                | "metadata"
                | "sourceDesc"
                | "facsimile"
                | "info"
        )
}

/// Tells whether a header of `DocBook` holds the title of what it heads.
fn holds_title(header: Node) -> bool {
    header.tag_name().name().ends_with("info")
        && header.children().any(|child| child.tag_name().name() == "title")
        && header.tag_name().namespace().is_none_or(|space| space.contains("docbook"))
}

/// How many siblings on either side tell whether a node stands in running text.
const N_SIBLINGS: usize = 4;

fn is_amid_text(node: Node) -> bool {
    let is_ink = |sibling: Node| {
        sibling.is_text() && sibling.text().is_some_and(|text| !text.trim().is_empty())
    };
    node.prev_siblings().skip(1).take(N_SIBLINGS).any(is_ink)
        || node.next_siblings().skip(1).take(N_SIBLINGS).any(is_ink)
}

fn is_docbook(node: Node) -> bool {
    let root = node.document().root_element();
    root.tag_name().namespace().is_none_or(|space| space.contains("docbook"))
        && !matches!(root.tag_name().name(), "TEI" | "TEI.2" | "teiCorpus")
}
