//! Reads XML that holds text: TEI, `DocBook`, Mallard, DITA, and vocabularies that
//! this does not know.
//!
//! ```text
//! <para>Tapez <command>ls</command>.</para>     mixed content: a block, and inline inside
//! <section><title>…</title><para>…</para>       only elements: blocks inside
//! ```
//!
//! An element is running text if, wherever it stands, it mostly stands among text;
//! others are blocks. Names that the four vocabularies share say what a block is
//! (`names`); where no name is known it is a paragraph. Metadata, code and tables of
//! contents are left out and counted.
//!
//! Document types are not read: entities that the file itself declares as plain text
//! are replaced, those of HTML too, others stay as they are written.

mod entities;
mod names;

use super::builder::Builder;
use super::raised::Rise;
use super::reading::Why;
use super::xml::{attribute, text, with_root};
use super::{Document, Options};
use crate::error::{Error, Place, Result};
use crate::text::{BlockKind, Text};
use names::Role;
use roxmltree::Node;
use rustc_hash::FxHashMap;

/// Reads a document. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text or no well-formed XML, or hold what is not a document.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    let place = Place::file(file);
    let plain = entities::without_doctype(&text.content, &place)?;
    let mut document = with_root(&plain, &place, |root| {
        refuse_foreign(root, &place)?;
        let mut walker = Walker {
            inline: inline_names(root),
            builder: Builder::default(),
            contexts: Vec::new(),
            level: 0,
            notes: Vec::new(),
            rise: None,
            keeps_all: options.all,
        };
        walker.element(root);
        walker.follow();
        Ok(walker.builder.finish(metadata(root)))
    })??;
    document.text.findings = text.findings;
    Ok(document)
}

/// Refuses XML that is known and is not a document.
fn refuse_foreign(root: Node, place: &Place) -> Result<()> {
    let (what, hint) = match root.tag_name().name() {
        "xliff" | "tmx" => (
            "a bitext",
            "`enregard convert` and `enregard check` read it; `align` wants the two texts",
        ),
        "document" | "package" | "wordDocument" | "Workbook" => {
            ("the XML of an office program", "open it there and save it as DOCX, ODT or XLSX")
        }
        "svg" => ("a drawing", "export its text from the program that made it"),
        "map" | "bookmap"
            if attribute(root, "class").is_none_or(|class| class.contains("map/")) =>
        {
            ("a DITA map, which only names topics", "name the files of the topics one by one")
        }
        _ => return Ok(()),
    };
    Err(Error::input(format!("this is {what}, which is not read")).at(place.clone()).hint(hint))
}

/// Returns the names that stand among text more often than not.
fn inline_names<'a>(root: Node<'a, '_>) -> FxHashMap<&'a str, bool> {
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for parent in root.descendants().filter(Node::is_element) {
        let has_text = parent.children().any(|child| is_ink(child));
        for child in parent.children().filter(Node::is_element) {
            let (n_mixed, n_all) = counts.entry(child.tag_name().name()).or_default();
            *n_mixed += usize::from(has_text);
            *n_all += 1;
        }
    }
    counts.into_iter().map(|(name, (n_mixed, n_all))| (name, 2 * n_mixed > n_all)).collect()
}

fn is_ink(node: Node) -> bool {
    node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty())
}

fn metadata(root: Node) -> Vec<(String, String)> {
    let mut metadata = Vec::new();
    if let Some(lang) = root.attributes().find(|attribute| attribute.name() == "lang") {
        metadata.push(("language".to_owned(), lang.value().to_owned()));
    }
    for (names, key) in [(["title", "title"], "title"), (["author", "creator"], "author")] {
        let found = root.descendants().find(|node| names.contains(&node.tag_name().name()));
        if let Some(value) = found.map(text).filter(|value| !value.is_empty()) {
            metadata.push((key.to_owned(), value));
        }
    }
    metadata
}

struct Walker<'a, 'i> {
    inline: FxHashMap<&'a str, bool>,
    builder: Builder,
    /// What text is by the blocks around it, and how many blocks there were when
    /// each opened; the innermost last.
    contexts: Vec<(BlockKind, usize)>,
    /// How many sections are open.
    level: u8,
    /// Notes that follow the block.
    notes: Vec<Node<'a, 'i>>,
    rise: Option<Rise>,
    keeps_all: bool,
}

impl<'a, 'i> Walker<'a, 'i> {
    fn element(&mut self, node: Node<'a, 'i>) {
        match self.role(node) {
            Role::Skip(why) if !self.keeps_all || why == Why::Metadata => {
                self.builder.leave_out(why, &text(node));
            }
            Role::Nothing => {}
            Role::Note => self.notes.push(node),
            Role::Break => self.builder.push_break(),
            Role::Space => self.builder.push(" "),
            Role::Inline => self.inline(node),
            Role::Raised(rise) => {
                let outer = self.rise.replace(rise);
                self.inline(node);
                self.rise = outer;
            }
            Role::Quote => {
                self.builder.push("\"");
                self.inline(node);
                self.builder.push("\"");
            }
            Role::Sequence(mark) => self.sequence(node, mark),
            Role::Lines => self.lines(node),
            Role::Section => {
                self.level = self.level.saturating_add(1);
                self.block(node, None);
                self.level -= 1;
            }
            Role::Title => {
                for child in node.children().filter(Node::is_element) {
                    match child.tag_name().name() {
                        "title" | "subtitle" => self.element(child),
                        _ => self.builder.leave_out(Why::Metadata, &text(child)),
                    }
                }
            }
            Role::Heading => {
                let level = self.level.clamp(1, 6);
                self.block(node, Some(BlockKind::Heading(level)));
            }
            Role::Block(kind) => self.block(node, kind),
            Role::Skip(_) => self.block(node, None),
        }
    }

    fn role(&self, node: Node) -> Role {
        let name = node.tag_name().name();
        let is_inline = self.inline.get(name).copied().unwrap_or(false);
        names::role(node).unwrap_or(if is_inline { Role::Inline } else { Role::Block(None) })
    }

    /// Reads what is below a node.
    fn inline(&mut self, node: Node<'a, 'i>) {
        for child in node.children() {
            if child.is_text() {
                let text = child.text().unwrap_or_default();
                match self.rise {
                    Some(rise) => self.builder.push_raised(text, rise),
                    None => self.builder.push(text),
                }
            } else if child.is_element() {
                self.element(child);
            }
        }
    }

    fn block(&mut self, node: Node<'a, 'i>, kind: Option<BlockKind>) {
        let kind = kind.unwrap_or_else(|| self.inherited());
        self.builder.open(kind);
        self.contexts.push((kind, self.builder.n_blocks()));
        self.inline(node);
        self.builder.close();
        self.contexts.pop();
        if !self.contexts.iter().any(|(kind, _)| *kind == BlockKind::Note) {
            self.follow();
        }
        let outer = self.inherited();
        self.builder.open(outer);
    }

    /// Reads lines of verse or of an address: each is a line.
    fn lines(&mut self, node: Node<'a, 'i>) {
        if !self.builder.so_far().is_empty() {
            self.builder.push_break();
        }
        self.inline(node);
    }

    /// Reads names of menus or keys, with a mark between.
    fn sequence(&mut self, node: Node<'a, 'i>, mark: &str) {
        for (idx, child) in node.children().filter(Node::is_element).enumerate() {
            if names::role(child).is_some_and(|role| matches!(role, Role::Nothing)) {
                continue;
            }
            if idx > 0 {
                self.builder.push(mark);
            }
            self.inline(child);
        }
    }

    /// Reads the notes that the last block refers to.
    fn follow(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.block(note, Some(BlockKind::Note));
        }
    }

    /// Returns what text is that no block of its own names. The second paragraph
    /// of an item is not an item.
    fn inherited(&self) -> BlockKind {
        match self.contexts.last() {
            Some((BlockKind::ListItem, n_blocks)) if self.builder.n_blocks() > *n_blocks => {
                BlockKind::Paragraph
            }
            Some((kind, _)) => *kind,
            None => BlockKind::Paragraph,
        }
    }
}

#[cfg(test)]
mod tests;
