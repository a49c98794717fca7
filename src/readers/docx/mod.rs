//! Reads DOCX, the files of Word since 2007.
//!
//! ```text
//! _rels/.rels ─► word/document.xml ─its rels─► styles, footnotes, endnotes
//! ```
//!
//! The text is the one that a reader of the finished document has: insertions
//! are in it, deletions are not; nor is hidden text, a table of contents, an
//! instruction of a field, a comment, a running head. A note follows the
//! paragraph that refers to it, and so does the text of a box that is anchored
//! there.
//!
//! Headings are known by the outline level of their style or by its name, which
//! Word stores in English whatever language it speaks.
//!
//! Names of elements are compared without their namespace: the transitional and
//! the strict form of the standard differ in nothing else here.

mod symbols;

use super::builder::Builder;
use super::raised::Rise;
use super::reading::Why;
use super::xml::{attribute, child, children, parse, text};
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
    let mut archive = Archive::open(bytes, file, "DOCX file")?;
    let parts = relations(&mut archive, "")?;
    let main = parts.get("officeDocument").map_or("word/document.xml", String::as_str).to_owned();
    let beside = relations(&mut archive, &main)?;
    let styles = match beside.get("styles").filter(|entry| archive.has(entry)) {
        Some(entry) => parse(&mut archive, entry, Styles::read)?,
        None => Styles::default(),
    };
    let mut notes = Notes::default();
    for kind in ["footnotes", "endnotes"] {
        if let Some(entry) = beside.get(kind).filter(|entry| archive.has(entry)) {
            let found = parse(&mut archive, entry, |root| read_notes(root, &styles))?;
            notes.extend(found.into_iter().map(|(id, note)| (format!("{kind} {id}"), note)));
        }
    }
    let metadata = match parts.get("core-properties").filter(|entry| archive.has(entry)) {
        Some(entry) => parse(&mut archive, entry, metadata)?,
        None => Vec::new(),
    };
    let builder = parse(&mut archive, &main, |root| {
        let mut walker = Walker::new(&styles, &notes);
        walker.keeps_contents = options.all;
        walker.blocks(root);
        walker.builder
    })?;
    Ok(builder.finish(metadata))
}

/// Returns what a part refers to: the last word of each relation's type, and the
/// entry. `part` is blank for the archive as a whole.
fn relations(archive: &mut Archive, part: &str) -> Result<FxHashMap<String, String>> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let entry = format!("{folder}/_rels/{name}.rels");
    let entry = entry.trim_start_matches('/');
    if !archive.has(entry) {
        return Ok(FxHashMap::default());
    }
    parse(archive, entry, |root| {
        let relation = |node: Node| {
            let kind = attribute(node, "Type")?.rsplit('/').next()?.to_owned();
            let target = attribute(node, "Target")?;
            let entry = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}/{target}").trim_start_matches('/').to_owned(),
            };
            Some((kind, entry))
        };
        children(root, "Relationship").filter_map(relation).collect()
    })
}

fn metadata(root: Node) -> Vec<(String, String)> {
    let names =
        [("title", "title"), ("creator", "author"), ("language", "language"), ("created", "date")];
    let value = |(element, key): (&'static str, &str)| {
        let value = text(child(root, element)?);
        (!value.is_empty()).then(|| (key.to_owned(), value))
    };
    names.into_iter().filter_map(value).collect()
}

/// What the styles say of paragraphs and runs.
#[derive(Debug, Default)]
struct Styles(FxHashMap<String, Style>);

#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    role: Option<Role>,
    is_hidden: bool,
    /// Whether it raises or lowers text; none if it says nothing.
    rise: Option<Rise>,
}

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Role {
    Block(BlockKind),
    /// A line of a table of contents.
    Contents,
}

/// Styles are based on others; a longer chain is a ring. Word allows eleven.
const MAX_CHAIN: usize = 12;

impl Styles {
    fn read(root: Node) -> Styles {
        let style = |node: Node| Some((attribute(node, "styleId")?.to_owned(), Style::read(node)));
        Styles(children(root, "style").filter_map(style).collect())
    }

    /// Returns the style of this id and those it is based on.
    fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = &'a Style> {
        let first = id.and_then(|id| self.0.get(id));
        let parent = |style: &&'a Style| self.0.get(style.parent.as_deref()?);
        std::iter::successors(first, parent).take(MAX_CHAIN)
    }

    fn role(&self, id: Option<&str>) -> Option<Role> {
        self.chain(id).find_map(|style| style.role)
    }

    fn is_hidden(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|style| style.is_hidden)
    }

    fn rise(&self, id: Option<&str>) -> Option<Rise> {
        self.chain(id).find_map(|style| style.rise)
    }
}

impl Style {
    fn read(node: Node) -> Style {
        let name = child(node, "name").and_then(value).unwrap_or_default().to_lowercase();
        let properties = child(node, "pPr");
        let level = properties.and_then(outline_level);
        let is_list = properties.and_then(|properties| child(properties, "numPr")).is_some();
        let listed = is_list.then_some(Role::Block(BlockKind::ListItem));
        Style {
            parent: child(node, "basedOn").and_then(value).map(str::to_owned),
            role: by_name(&name).or(level).or(listed),
            is_hidden: child(node, "rPr").is_some_and(is_hidden),
            rise: child(node, "rPr").and_then(rise),
        }
    }
}

fn by_name(name: &str) -> Option<Role> {
    if name.starts_with("toc ") || matches!(name, "table of figures" | "index heading") {
        return Some(Role::Contents);
    }
    let heading = name.strip_prefix("heading").or_else(|| name.strip_prefix("titre"));
    let level =
        heading.and_then(|rest| rest.trim().parse().ok()).filter(|level| (1..10).contains(level));
    let kind = match (level, name) {
        (Some(level), _) => BlockKind::Heading(level),
        (None, "title" | "titre") => BlockKind::Heading(1),
        (None, "subtitle" | "sous-titre") => BlockKind::Heading(2),
        (None, "caption" | "légende") => BlockKind::Caption,
        _ => return None,
    };
    Some(Role::Block(kind))
}

/// Returns the heading that the outline level of some properties makes; level 9
/// is that of running text.
fn outline_level(properties: Node) -> Option<Role> {
    let level: u8 = child(properties, "outlineLvl").and_then(value)?.parse().ok()?;
    (level < 9).then_some(Role::Block(BlockKind::Heading(level + 1)))
}

fn value<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    attribute(node, "val")
}

/// Tells whether a property is there and not turned off.
fn is_on(properties: Node, name: &'static str) -> bool {
    let off = |node: Node| matches!(value(node), Some("0" | "false" | "off"));
    child(properties, name).is_some_and(|node| !off(node))
}

fn is_hidden(properties: Node) -> bool {
    is_on(properties, "vanish") || is_on(properties, "webHidden")
}

/// Returns whether some properties raise or lower text; none if they say nothing.
fn rise(properties: Node) -> Option<Rise> {
    Some(match child(properties, "vertAlign").and_then(value)? {
        "superscript" => Rise::Up,
        "subscript" => Rise::Down,
        _ => Rise::Level,
    })
}

/// The paragraphs of notes, by kind and id.
type Notes = FxHashMap<String, Vec<String>>;

fn read_notes(root: Node, styles: &Styles) -> Notes {
    let mut notes = Notes::default();
    let is_note = |node: &Node| {
        node.is_element() && attribute(*node, "type").is_none_or(|kind| kind == "normal")
    };
    for node in root.children().filter(is_note) {
        let blank = Notes::default();
        let mut walker = Walker::new(styles, &blank);
        walker.blocks(node);
        let document = walker.builder.finish(Vec::new());
        let paragraph =
            |block: &crate::text::Block| document.text.content[block.span.clone()].to_owned();
        let paragraphs = document.blocks.iter().map(paragraph).collect();
        notes.insert(attribute(node, "id").unwrap_or_default().to_owned(), paragraphs);
    }
    notes
}

/// Walks through paragraphs and runs.
struct Walker<'s, 'a, 'i> {
    styles: &'s Styles,
    notes: &'s Notes,
    builder: Builder,
    /// The fields that are open, the innermost last.
    fields: Vec<Field>,
    /// What follows the paragraph: ids of notes, and boxes.
    note_ids: Vec<String>,
    boxes: Vec<Node<'a, 'i>>,
    /// Whether the paragraph is in a table.
    is_in_cell: bool,
    /// Whether tables of contents are read.
    keeps_contents: bool,
    /// Whether the end of the last paragraph was deleted.
    goes_on: bool,
    /// Whether the run is raised or lowered.
    rise: Option<Rise>,
}

/// A field: what computes it, and whether its result has begun.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    has_result: bool,
}

impl Field {
    fn name(&self) -> &str {
        self.instruction.split_whitespace().next().unwrap_or_default()
    }

    fn is_contents(&self) -> bool {
        matches!(self.name(), "TOC" | "INDEX")
    }

    /// Tells whether what stands in the field is not text. The page that it names is: `voir
    /// page 12`, but not where a table of contents has it.
    fn is_silent(&self, is_in_contents: bool, keeps_contents: bool) -> bool {
        !self.has_result
            || (self.is_contents() && !keeps_contents)
            || (is_in_contents && self.name() == "PAGEREF")
            || matches!(self.name(), "PAGE" | "XE" | "TC")
    }
}

impl<'s, 'a, 'i> Walker<'s, 'a, 'i> {
    fn new(styles: &'s Styles, notes: &'s Notes) -> Walker<'s, 'a, 'i> {
        Walker {
            styles,
            notes,
            builder: Builder::default(),
            fields: Vec::new(),
            note_ids: Vec::new(),
            boxes: Vec::new(),
            is_in_cell: false,
            keeps_contents: false,
            goes_on: false,
            rise: None,
        }
    }

    /// Reads the paragraphs and tables below a node.
    fn blocks(&mut self, node: Node<'a, 'i>) {
        for inner in node.children().filter(Node::is_element) {
            match inner.tag_name().name() {
                "p" => self.paragraph(inner),
                "tc" => {
                    let outer = std::mem::replace(&mut self.is_in_cell, true);
                    self.blocks(inner);
                    self.is_in_cell = outer;
                }
                "sdt" if is_contents(inner) && !self.keeps_contents => {
                    self.builder.leave_out(Why::Contents, &shown(inner));
                }
                "del" | "moveFrom" | "sectPr" | "tblPr" | "trPr" | "tcPr" | "sdtPr" => {}
                "tr" if child(inner, "trPr").is_some_and(|row| child(row, "del").is_some()) => {}
                "AlternateContent" => self.alternatives(inner, Self::blocks),
                _ => self.blocks(inner),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'i>) {
        let properties = child(node, "pPr");
        let role = properties.and_then(|properties| self.role(properties));
        if role == Some(Role::Contents) && !self.keeps_contents {
            // Its fields count all the same: a table of contents is one.
            let builder = std::mem::take(&mut self.builder);
            self.runs(node);
            self.builder = builder;
            self.builder.leave_out(Why::Contents, &shown(node));
            return;
        }
        let usual = if self.is_in_cell { BlockKind::Cell } else { BlockKind::Paragraph };
        if !self.goes_on {
            self.builder.open(if let Some(Role::Block(kind)) = role { kind } else { usual });
        }
        self.runs(node);
        let mark = properties.and_then(|properties| child(properties, "rPr"));
        self.goes_on = mark
            .is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some());
        if !self.goes_on {
            self.builder.close();
            self.follow();
        }
    }

    fn role(&self, properties: Node) -> Option<Role> {
        let style = child(properties, "pStyle").and_then(value);
        let by_style = self.styles.role(style);
        let list = child(properties, "numPr")
            .map(|list| child(list, "numId").and_then(value).is_some_and(|id| id != "0"));
        let item = Role::Block(BlockKind::ListItem);
        match (outline_level(properties).or(by_style), list) {
            (Some(role), Some(false)) if role == item => None,
            (None, Some(true)) => Some(item),
            (role, _) => role,
        }
    }

    /// Adds the notes and boxes that the paragraph refers to.
    fn follow(&mut self) {
        for id in std::mem::take(&mut self.note_ids) {
            for paragraph in self.notes.get(&id).into_iter().flatten() {
                self.builder.open(BlockKind::Note);
                self.builder.push_lines(paragraph);
            }
        }
        for node in std::mem::take(&mut self.boxes) {
            self.blocks(node);
        }
        self.builder.close();
    }

    /// Reads the runs below a node.
    fn runs(&mut self, node: Node<'a, 'i>) {
        for inner in node.children().filter(Node::is_element) {
            match inner.tag_name().name() {
                "r" if self.is_hidden_run(inner) => self.field_marks(inner),
                "del" | "moveFrom" | "pPr" | "rPr" | "delText" | "rt" | "sdtPr" | "object" => {}
                "AlternateContent" => self.alternatives(inner, Self::runs),
                "txbxContent" => self.boxes.push(inner),
                "fldSimple" => self.simple_field(inner),
                "fldChar" => self.field_mark(inner),
                "instrText" => self.instruction(inner),
                _ if self.is_silent() => self.runs(inner),
                "r" => {
                    let outer = self.rise;
                    self.rise = self.rise_of(inner).or(outer);
                    self.runs(inner);
                    self.rise = outer;
                }
                // Of formulas.
                name @ ("sup" | "sub") => {
                    let rise = if name == "sup" { Rise::Up } else { Rise::Down };
                    let outer = self.rise.replace(rise);
                    self.runs(inner);
                    self.rise = outer;
                }
                "t" => self.text(inner.text().unwrap_or_default()),
                "tab" | "ptab" => self.builder.push(" "),
                "br" if matches!(attribute(inner, "type"), Some("page" | "column")) => {
                    self.builder.push(" ");
                }
                "br" | "cr" => self.builder.push_break(),
                "noBreakHyphen" => self.builder.push("-"),
                "sym" => self.text(&symbol(inner).map(String::from).unwrap_or_default()),
                "footnoteReference" => self.note("footnotes", inner),
                "endnoteReference" => self.note("endnotes", inner),
                _ => self.runs(inner),
            }
        }
    }

    fn text(&mut self, text: &str) {
        match self.rise {
            Some(rise) => self.builder.push_raised(text, rise),
            None => self.builder.push(text),
        }
    }

    fn rise_of(&self, run: Node) -> Option<Rise> {
        let properties = child(run, "rPr")?;
        let by_style = || self.styles.rise(child(properties, "rStyle").and_then(value));
        rise(properties).or_else(by_style)
    }

    fn note(&mut self, kind: &str, node: Node) {
        self.note_ids.extend(attribute(node, "id").map(|id| format!("{kind} {id}")));
    }

    fn is_hidden_run(&self, run: Node) -> bool {
        let Some(properties) = child(run, "rPr") else { return false };
        let style = child(properties, "rStyle").and_then(value);
        is_hidden(properties) || self.styles.is_hidden(style)
    }

    /// Reads what a hidden run says of fields, and nothing else.
    fn field_marks(&mut self, run: Node) {
        children(run, "fldChar").for_each(|mark| self.field_mark(mark));
        children(run, "instrText").for_each(|instruction| self.instruction(instruction));
    }

    fn field_mark(&mut self, node: Node) {
        match attribute(node, "fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn is_silent(&self) -> bool {
        let is_in_contents = self.fields.iter().any(Field::is_contents);
        self.fields.iter().any(|field| field.is_silent(is_in_contents, self.keeps_contents))
    }

    fn instruction(&mut self, node: Node) {
        if let Some(field) = self.fields.last_mut() {
            field.instruction.push_str(node.text().unwrap_or_default());
        }
    }

    fn simple_field(&mut self, node: Node<'a, 'i>) {
        let instruction = attribute(node, "instr").unwrap_or_default().to_owned();
        self.fields.push(Field { instruction, has_result: true });
        self.runs(node);
        self.fields.pop();
    }

    /// Reads the first of several forms of the same drawing that this knows.
    fn alternatives(&mut self, node: Node<'a, 'i>, read: fn(&mut Self, Node<'a, 'i>)) {
        let holds_text =
            |form: &Node| form.descendants().any(|inner| inner.tag_name().name() == "t");
        let form = node.children().filter(Node::is_element).find(holds_text);
        if let Some(form) = form {
            read(self, form);
        }
    }
}

/// Returns the character that a sign of a font of pictures stands for, if it is known.
fn symbol(node: Node) -> Option<char> {
    symbols::character(attribute(node, "font")?, attribute(node, "char")?)
}

/// Returns the text below a node without what computes its fields.
fn shown(node: Node) -> String {
    let texts = node.descendants().filter(|inner| inner.tag_name().name() == "t");
    texts.filter_map(|inner| inner.text()).collect()
}

/// Tells whether a control holds a table of contents.
fn is_contents(control: Node) -> bool {
    let gallery = |node: Node| {
        node.tag_name().name() == "docPartGallery"
            && value(node).is_some_and(|name| name.contains("Contents"))
    };
    child(control, "sdtPr").is_some_and(|properties| properties.descendants().any(gallery))
}

#[cfg(test)]
mod tests;
