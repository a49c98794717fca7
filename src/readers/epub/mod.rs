//! Reads EPUB, electronic books.
//!
//! ```text
//! META-INF/container.xml ─► the package ─spine─► chapters in order ─html─► blocks
//! ```
//!
//! The chapters are read in the order of the spine, without the cover and the
//! tables of contents. What the book calls so is a chapter like any other if it
//! holds text: books of one file name a place in it as their cover. Books that are
//! encrypted are refused, not decrypted. A file that the spine names again is not
//! read again: the standard forbids it, and a short spine could ask for any length.

use super::builder::Builder;
use super::html;
use super::xml::{attribute, child, children, parse, part, text};
use super::{Document, Options};
use crate::archive::Archive;
use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use roxmltree::Node;
use rustc_hash::{FxHashMap, FxHashSet};

/// Reads a book. `file` names it in messages.
///
/// # Errors
///
/// A part is missing, damaged, no XML, too large or encrypted.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let mut archive = Archive::open(bytes, file, "EPUB book")?;
    let package = package_entry(&mut archive)?;
    let package = parse(&mut archive, &package, |root| Package::read(root, &package))?;
    refuse_encrypted(&mut archive, &package)?;
    let mut builder = Builder::default();
    let (mut chapters, mut missing) = (Vec::new(), Vec::new());
    for chapter in &package.chapters {
        match held(&archive, &chapter.entry) {
            Some(entry) => chapters.push((entry, chapter.is_index)),
            None => missing.push(chapter.entry.as_str()),
        }
    }
    if chapters.is_empty() {
        return Err(Error::input("the book names no chapter that it holds")
            .at(Place::file(file))
            .hint("open it in an e-book editor such as Sigil or Calibre and save it anew"));
    }
    for (entry, is_index) in chapters {
        let text = with_closed_tags(&part(&mut archive, &entry)?);
        html::refuse_deep(&text, &archive.place(&entry))?;
        html::push_chapter(&text, is_index, options, &mut builder);
    }
    let mut document = builder.finish(package.metadata);
    document.text.findings.extend(missing_finding(&missing, file));
    Ok(document)
}

/// Returns the name under which an archive holds an entry; some tools write it in other
/// capitals than the book does.
fn held(archive: &Archive, entry: &str) -> Option<String> {
    if archive.has(entry) {
        return Some(entry.to_owned());
    }
    archive.names().into_iter().find(|name| name.to_lowercase() == entry.to_lowercase())
}

fn missing_finding(missing: &[&str], file: &str) -> Option<Notice> {
    let first = missing.first()?;
    let n = missing.len();
    let message = format!("chapters that the book names and does not hold: {n}, e.g., `{first}`");
    Some(Notice::warning("document", message).at(Place::file(file)))
}

fn package_entry(archive: &mut Archive) -> Result<String> {
    let entry = "META-INF/container.xml";
    let path = parse(archive, entry, |root| {
        let is_package = |node: &Node| node.tag_name().name() == "rootfile";
        let package = root.descendants().find(is_package);
        package.and_then(|node| attribute(node, "full-path")).map(str::to_owned)
    })?;
    path.ok_or_else(|| {
        Error::input("expected a `rootfile` that names the package of the book")
            .at(archive.place(entry))
            .hint("open it in an e-book editor such as Sigil or Calibre and save it anew")
    })
}

/// What the package says of the book.
#[derive(Debug, Default)]
struct Package {
    metadata: Vec<(String, String)>,
    /// The chapters in reading order.
    chapters: Vec<Chapter>,
}

/// A file of the spine.
#[derive(Debug)]
struct Chapter {
    entry: String,
    /// Whether the book calls it its cover or its table of contents.
    is_index: bool,
}

impl Package {
    fn read(root: Node, entry: &str) -> Package {
        let folder = entry.rsplit_once('/').map_or("", |(folder, _)| folder);
        let items: FxHashMap<&str, Node> = child(root, "manifest")
            .into_iter()
            .flat_map(|manifest| children(manifest, "item"))
            .filter_map(|item| Some((attribute(item, "id")?, item)))
            .collect();
        let indexes: FxHashSet<String> = child(root, "guide")
            .into_iter()
            .flat_map(|guide| children(guide, "reference"))
            .filter(|node| matches!(attribute(*node, "type"), Some("cover" | "toc")))
            .filter_map(|node| attribute(node, "href").map(|href| entry_of(folder, href)))
            .collect();
        let chapter = |item: Node| {
            let is_page = attribute(item, "media-type").is_some_and(|kind| kind.contains("html"));
            let is_nav = attribute(item, "properties")
                .is_some_and(|all| all.split(' ').any(|one| one == "nav"));
            let entry = entry_of(folder, attribute(item, "href")?);
            let is_index = is_nav || indexes.contains(&entry);
            is_page.then_some(Chapter { entry, is_index })
        };
        let spine = child(root, "spine").into_iter().flat_map(|spine| children(spine, "itemref"));
        let chapters = spine.filter_map(|node| chapter(*items.get(attribute(node, "idref")?)?));
        let mut seen = FxHashSet::default();
        let chapters = chapters.filter(|chapter| seen.insert(chapter.entry.clone())).collect();
        Package { chapters, metadata: metadata(root) }
    }
}

fn metadata(root: Node) -> Vec<(String, String)> {
    let names =
        [("title", "title"), ("creator", "author"), ("language", "language"), ("date", "date")];
    let Some(node) = child(root, "metadata") else { return Vec::new() };
    let value = |(element, key): (&'static str, &str)| {
        let value = text(child(node, element)?);
        (!value.is_empty()).then(|| (key.to_owned(), value))
    };
    names.into_iter().filter_map(value).collect()
}

/// Returns the entry that a reference from `folder` means: `../a%20b.xhtml#c`.
fn entry_of(folder: &str, href: &str) -> String {
    let path = decoded(href.split('#').next().unwrap_or(href));
    let joined = if let Some(absolute) = path.strip_prefix('/') {
        absolute.to_owned()
    } else {
        format!("{folder}/{path}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns a reference with its percent signs decoded.
fn decoded(href: &str) -> String {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) if *byte == b'%' => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn refuse_encrypted(archive: &mut Archive, package: &Package) -> Result<()> {
    let entry = "META-INF/encryption.xml";
    if !archive.has(entry) {
        return Ok(());
    }
    let encrypted: FxHashSet<String> = parse(archive, entry, |root| {
        let references =
            root.descendants().filter(|node| node.tag_name().name() == "CipherReference");
        references.filter_map(|node| attribute(node, "URI").map(|uri| entry_of("", uri))).collect()
    })?;
    // Fonts are often encrypted, and are no concern of ours.
    let is_encrypted = |chapter: &&Chapter| encrypted.contains(&chapter.entry);
    match package.chapters.iter().find(is_encrypted) {
        None => Ok(()),
        Some(chapter) => Err(Error::input("this chapter is encrypted: the book is protected")
            .at(archive.place(&chapter.entry))
            .hint("ask the publisher for a book without protection")),
    }
}

/// Elements of HTML that have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Returns XHTML as HTML: `<title/>`, which to an HTML parser opens an element
/// that swallows the rest of the chapter, becomes `<title></title>`.
fn with_closed_tags(xhtml: &str) -> String {
    let mut html = String::with_capacity(xhtml.len());
    let mut rest = xhtml;
    while let Some(end) = rest.find("/>") {
        let start = rest[..end].rfind('<').unwrap_or(end);
        let tag = &rest[(start + 1).min(end)..end];
        let name: &str = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>');
        if is_tag && !VOID.contains(&name.to_ascii_lowercase().as_str()) {
            html.push_str(&rest[..end]);
            html.push_str("></");
            html.push_str(name);
            html.push('>');
        } else {
            html.push_str(&rest[..end + 2]);
        }
        rest = &rest[end + 2..];
    }
    html.push_str(rest);
    html
}

#[cfg(test)]
mod tests;
