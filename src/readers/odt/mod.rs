//! Reads ODT, the files of `LibreOffice` Writer.
//!
//! The text is the one that a reader of the finished document has: deletions,
//! comments, hidden text, tables of contents and running heads are left out. A
//! note follows the paragraph that refers to it, and so does the text of a
//! frame, which is where captions stand.

use super::builder::Builder;
use super::raised::Rise;
use super::reading::Why;
use super::xml::{attribute, child, parse, text};
use super::{Document, Options};
use crate::archive::Archive;
use crate::error::Result;
use crate::text::BlockKind;
use roxmltree::Node;
use rustc_hash::FxHashMap;

/// Reads a document. `file` names it in messages.
///
/// # Errors
///
/// A part is missing, damaged, no XML or too large.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let mut archive = Archive::open(bytes, file, "ODT file")?;
    let mut styles = Styles::default();
    if archive.has("styles.xml") {
        parse(&mut archive, "styles.xml", |root| styles.add(root))?;
    }
    let metadata = if archive.has("meta.xml") {
        parse(&mut archive, "meta.xml", metadata)?
    } else {
        Vec::new()
    };
    let builder = parse(&mut archive, "content.xml", |root| {
        styles.add(root);
        let mut walker = Walker {
            styles: &styles,
            builder: Builder::default(),
            later: Vec::new(),
            rise: None,
            keeps_contents: options.all,
        };
        let body = child(root, "body").unwrap_or(root);
        walker.blocks(body, BlockKind::Paragraph);
        walker.builder
    })?;
    Ok(builder.finish(metadata))
}

fn metadata(root: Node) -> Vec<(String, String)> {
    let names = [
        ("title", "title"),
        ("initial-creator", "author"),
        ("creator", "author"),
        ("language", "language"),
        ("creation-date", "date"),
    ];
    let mut metadata: Vec<(String, String)> = Vec::new();
    let Some(meta) = child(root, "meta") else { return metadata };
    for (element, key) in names {
        let value = child(meta, element).map(text).unwrap_or_default();
        if !value.is_empty() && metadata.iter().all(|(known, _)| known != key) {
            metadata.push((key.to_owned(), value));
        }
    }
    metadata
}

/// What the styles say of paragraphs and spans, by family and name.
#[derive(Debug, Default)]
struct Styles(FxHashMap<(String, String), Style>);

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    is_hidden: bool,
    /// Whether it raises or lowers text; none if it says nothing.
    rise: Option<Rise>,
}

/// Styles are based on others; a longer chain is a ring. By hand.
const MAX_CHAIN: usize = 16;

impl Styles {
    fn add(&mut self, root: Node) {
        for node in root.descendants().filter(|node| node.tag_name().name() == "style") {
            let (Some(name), Some(family)) = (attribute(node, "name"), attribute(node, "family"))
            else {
                continue;
            };
            let properties = child(node, "text-properties");
            let style = Style {
                parent: attribute(node, "parent-style-name").map(str::to_owned),
                is_hidden: properties
                    .is_some_and(|node| attribute(node, "display") == Some("none")),
                rise: properties.and_then(|node| attribute(node, "text-position")).map(rise),
            };
            self.0.insert((family.to_owned(), name.to_owned()), style);
        }
    }

    /// Returns the names of the style of a node and of those it is based on.
    fn chain(&self, node: Node, family: &str) -> Vec<String> {
        let first = attribute(node, "style-name").map(str::to_owned);
        let parent = |name: &String| self.0.get(&(family.to_owned(), name.clone()))?.parent.clone();
        std::iter::successors(first, parent).take(MAX_CHAIN).collect()
    }

    fn is_hidden(&self, node: Node, family: &str) -> bool {
        let style = |name: String| self.0.get(&(family.to_owned(), name));
        self.chain(node, family).into_iter().filter_map(style).any(|style| style.is_hidden)
    }

    fn rise(&self, span: Node) -> Option<Rise> {
        let style = |name: String| self.0.get(&("text".to_owned(), name));
        self.chain(span, "text").into_iter().filter_map(style).find_map(|style| style.rise)
    }

    fn kind(&self, paragraph: Node) -> Option<BlockKind> {
        let by_name = |name: &String| match name.as_str() {
            "Title" => Some(BlockKind::Heading(1)),
            "Subtitle" => Some(BlockKind::Heading(2)),
            "Caption" => Some(BlockKind::Caption),
            _ => None,
        };
        self.chain(paragraph, "paragraph").iter().find_map(by_name)
    }
}

/// Returns whether a position such as `super 58%`, `-33% 58%` is above or below
/// the line.
fn rise(position: &str) -> Rise {
    let first = position.split_whitespace().next().unwrap_or_default();
    match (first, first.trim_end_matches('%').parse::<f64>()) {
        ("super", _) => Rise::Up,
        ("sub", _) => Rise::Down,
        (_, Ok(share)) if share > 0.0 => Rise::Up,
        (_, Ok(share)) if share < 0.0 => Rise::Down,
        _ => Rise::Level,
    }
}

/// Walks through paragraphs and spans.
struct Walker<'s, 'a, 'i> {
    styles: &'s Styles,
    builder: Builder,
    /// Notes and frames that follow the paragraph, and what their text is.
    later: Vec<(Node<'a, 'i>, BlockKind)>,
    /// Whether the span is raised or lowered.
    rise: Option<Rise>,
    /// Whether indexes are read.
    keeps_contents: bool,
}

impl<'a, 'i> Walker<'_, 'a, 'i> {
    /// Reads the paragraphs, lists and tables below a node. `usual` is what a
    /// paragraph is there.
    fn blocks(&mut self, node: Node<'a, 'i>, usual: BlockKind) {
        let mut usual = usual;
        for inner in node.children().filter(Node::is_element) {
            match inner.tag_name().name() {
                "p" => {
                    let had = self.builder.n_blocks();
                    self.paragraph(inner, self.styles.kind(inner).unwrap_or(usual));
                    if usual == BlockKind::ListItem && self.builder.n_blocks() > had {
                        usual = BlockKind::Paragraph;
                    }
                }
                "h" => self.paragraph(inner, BlockKind::Heading(level(inner))),
                "list-item" => self.blocks(inner, BlockKind::ListItem),
                "list-header" => self.blocks(inner, BlockKind::Paragraph),
                "table-cell" => self.blocks(inner, BlockKind::Cell),
                "section" if attribute(inner, "display") == Some("none") => {}
                "table-of-content" | "illustration-index" | "table-index" | "object-index"
                | "user-index" | "alphabetical-index"
                    if !self.keeps_contents =>
                {
                    self.builder.leave_out(Why::Contents, &text(inner));
                }
                // The patterns of an index are not its text.
                name if name.ends_with("-source") => {}
                "tracked-changes" | "forms" | "annotation" | "covered-table-cell"
                | "sequence-decls" | "variable-decls" | "user-field-decls" => {}
                _ => self.blocks(inner, usual),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'i>, kind: BlockKind) {
        if self.styles.is_hidden(node, "paragraph") {
            return;
        }
        self.builder.open(kind);
        self.spans(node);
        self.builder.close();
        for (node, kind) in std::mem::take(&mut self.later) {
            self.blocks(node, kind);
        }
    }

    /// Reads the text below a node.
    fn spans(&mut self, node: Node<'a, 'i>) {
        for inner in node.children() {
            if inner.is_text() {
                let text = inner.text().unwrap_or_default();
                match self.rise {
                    Some(rise) => self.builder.push_raised(text, rise),
                    None => self.builder.push(text),
                }
                continue;
            }
            match inner.tag_name().name() {
                "s" | "tab" => self.builder.push(" "),
                "line-break" => self.builder.push_break(),
                "note" => {
                    let body = child(inner, "note-body");
                    self.later.extend(body.map(|body| (body, BlockKind::Note)));
                }
                "text-box" => self.later.push((inner, BlockKind::Paragraph)),
                "span" if self.styles.is_hidden(inner, "text") => {}
                "span" => {
                    let outer = self.rise;
                    self.rise = self.styles.rise(inner).or(outer);
                    self.spans(inner);
                    self.rise = outer;
                }
                "annotation" | "title" | "desc" | "ruby-text" | "page-number" | "hidden-text"
                | "tracked-changes" | "object" => {}
                _ => self.spans(inner),
            }
        }
    }
}

fn level(heading: Node) -> u8 {
    attribute(heading, "outline-level").and_then(|level| level.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests;
