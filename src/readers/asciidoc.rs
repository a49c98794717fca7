//! Reads `AsciiDoc`.
//!
//! Headings of both forms, paragraphs, lists, labels, tables, admonitions, quotes and
//! footnotes are read; listings, literal and pass-through blocks are code. Attributes
//! that the file sets are replaced. Nothing is included from other files, which is
//! said.

use super::builder::{Builder, not_included};
use super::raised::Rise;
use super::reading::Why;
use super::{Document, Options, near};
use crate::error::Result;
use crate::text::{BlockKind, Text};
use rustc_hash::FxHashMap;

/// Reads a document. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    let lines: Vec<&str> = text.content.lines().map(str::trim_end).collect();
    let mut reader = Reader { keeps_code: options.all, ..Reader::default() };
    let mut at = 0;
    while at < lines.len() {
        at += reader.lines(&lines[at..]);
    }
    reader.follow();
    let mut document = reader.builder.finish(reader.metadata);
    document.text.findings = text.findings;
    document.text.findings.extend(not_included(reader.n_included, file));
    Ok(document)
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    metadata: Vec<(String, String)>,
    attributes: FxHashMap<String, String>,
    keeps_code: bool,
    n_included: usize,
    /// Notes that follow the block.
    notes: Vec<String>,
    /// The line that closes the table being read.
    table: Option<String>,
    /// Whether the next block is code, by the attributes before it.
    is_code_next: bool,
    /// Whether the lines of the next block are lines, as in verse.
    is_verse_next: bool,
}

impl Reader {
    /// Reads the first lines and returns how many.
    fn lines(&mut self, lines: &[&str]) -> usize {
        let line = lines[0];
        if let Some(end) = self.table.clone() {
            if line == end {
                self.table = None;
                self.open(BlockKind::Paragraph);
            } else {
                self.row(line);
            }
            return 1;
        }
        if let Some(n) = self.fenced(lines) {
            return n;
        }
        if let Some((kind, title)) = underlined(lines) {
            self.heading(kind, title);
            return 2;
        }
        self.line(line);
        1
    }

    /// Reads a block between two equal lines, if it is code or a comment; marks of
    /// other blocks are dropped.
    fn fenced(&mut self, lines: &[&str]) -> Option<usize> {
        let line = lines[0];
        let is_row = |c: char, min| line.len() >= min && line.chars().all(|other| other == c);
        let is_code = is_row('-', 4) || is_row('.', 4) || is_row('+', 4) || line.starts_with("```");
        let is_comment = is_row('/', 4);
        if is_code || is_comment {
            let end = if line.starts_with("```") { "```" } else { line };
            let len = lines[1..].iter().position(|other| *other == end).unwrap_or(lines.len() - 1);
            let body = &lines[1..=len];
            self.open(BlockKind::Paragraph);
            if is_code && self.keeps_code {
                self.builder.push_lines(&body.join("\n"));
                self.open(BlockKind::Paragraph);
            } else if is_code {
                self.builder.leave_out(Why::Code, &body.join("\n"));
            }
            self.is_code_next = false;
            return Some(lines.len().min(len + 2));
        }
        if matches!(line, "|===" | ",===" | ":===" | "!===") {
            self.table = Some(line.to_owned());
            self.open(BlockKind::Cell);
            return Some(1);
        }
        let is_mark = is_row('=', 4)
            || is_row('*', 4)
            || is_row('_', 4)
            || line == "--"
            || line == "'''"
            || line == "<<<";
        is_mark.then(|| {
            self.open(BlockKind::Paragraph);
            1
        })
    }

    fn line(&mut self, line: &str) {
        if line.is_empty() || line == "+" {
            self.open(BlockKind::Paragraph);
            self.is_code_next = false;
            self.is_verse_next = false;
        } else if line.starts_with("//") || is_condition(line) {
        } else if line.starts_with("include::") {
            self.n_included += 1;
        } else if let Some((name, value)) = attribute(line) {
            self.attribute(name, value);
        } else if line.starts_with('[') && line.ends_with(']') && !line.starts_with("[[[") {
            self.is_code_next = [
                "[source",
                "[listing",
                "[literal",
                "[latexmath",
                "[stem",
                "[graphviz",
                "[plantuml",
            ]
            .iter()
            .any(|opening| line.starts_with(opening));
            self.is_verse_next = line.starts_with("[verse");
        } else if let Some((level, title)) = heading(line) {
            self.heading(BlockKind::Heading(level), title);
        } else if line.starts_with("image::") || line.starts_with("video::") || line == "toc::[]" {
            self.open(BlockKind::Paragraph);
        } else if let Some(title) =
            line.strip_prefix('.').filter(|rest| rest.starts_with(char::is_alphanumeric))
        {
            self.open(BlockKind::Caption);
            self.inline(title);
            self.open(BlockKind::Paragraph);
        } else if self.is_code_next && !self.keeps_code {
            self.builder.leave_out(Why::Code, line);
        } else {
            self.text(line);
        }
    }

    fn text(&mut self, line: &str) {
        let is_fresh = self.builder.so_far().is_empty();
        let is_literal =
            line.starts_with(' ') && is_fresh && item(line).is_none() && label(line).is_none();
        if is_literal && !self.keeps_code {
            self.is_code_next = true;
            self.builder.leave_out(Why::Code, line);
            return;
        }
        if let Some(rest) = item(line) {
            self.open(BlockKind::ListItem);
            self.inline(rest);
        } else if let Some((term, rest)) = label(line) {
            self.open(BlockKind::ListItem);
            self.inline(term);
            self.open(BlockKind::Paragraph);
            self.inline(rest);
        } else {
            let line = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "]
                .iter()
                .find_map(|name| line.strip_prefix(name))
                .unwrap_or(line);
            if self.is_verse_next && !is_fresh {
                self.builder.push_break();
            }
            self.builder.push(" ");
            self.inline(line.strip_suffix(" +").unwrap_or(line));
            if line.ends_with(" +") {
                self.builder.push_break();
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let key = match name {
            "author" => "author",
            "lang" => "language",
            "revdate" | "docdate" => "date",
            _ => "",
        };
        if !key.is_empty() && !value.is_empty() {
            self.metadata.push((key.to_owned(), value.to_owned()));
        }
        self.attributes.insert(name.to_owned(), value.to_owned());
    }

    fn heading(&mut self, kind: BlockKind, title: &str) {
        if kind == BlockKind::Heading(1) && self.metadata.iter().all(|(key, _)| key != "title") {
            self.metadata.push(("title".to_owned(), title.to_owned()));
        }
        self.open(kind);
        self.inline(title);
        self.open(BlockKind::Paragraph);
    }

    /// Reads cells: each opens with `|`, before which its format may stand.
    fn row(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        for (idx, cell) in line.split('|').enumerate() {
            let is_format = |text: &str| {
                text.len() < 8
                    && !text.chars().all(|c| c.is_ascii_digit())
                    && text.chars().all(|c| c.is_ascii_digit() || ".+*<^>adehlmsv".contains(c))
            };
            let words = cell.trim_end();
            let last = words.rsplit(' ').next().unwrap_or_default();
            let is_last = line.split('|').count() == idx + 1;
            let cell = if !is_last && !last.is_empty() && is_format(last) {
                &words[..words.len() - last.len()]
            } else {
                cell
            };
            if idx > 0 {
                self.open(BlockKind::Cell);
            }
            self.builder.push(" ");
            self.inline(cell);
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.builder.close();
        self.follow();
        self.builder.open(kind);
    }

    fn follow(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.builder.open(BlockKind::Note);
            self.inline(&note);
            self.builder.close();
        }
    }

    /// Adds running text without its marks.
    fn inline(&mut self, text: &str) {
        let text = self.with_attributes(text);
        let (mut rest, mut from) = (text.as_str(), 0);
        while let Some(len) = rest[from..].find(['*', '_', '`', '#', '^', '~', '<', '[', '+', '\\'])
        {
            let (before, after) = rest.split_at(from + len);
            if is_in_address(before) && !after.starts_with('[') {
                from += len + 1;
                continue;
            }
            let at = std::mem::take(&mut from) + len;
            let macro_at = macro_start(before, after);
            self.builder.push(&before[..macro_at.unwrap_or(at)]);
            rest = match macro_at {
                Some(start) => self.macro_call(&before[start..], after),
                None => self.mark(before, after),
            };
        }
        self.builder.push(rest);
    }

    fn with_attributes(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let name_len = near(&rest[at + 1..]).find('}').unwrap_or(0);
            let name = &rest[at + 1..at + 1 + name_len];
            let value = match name {
                "nbsp" => Some("\u{a0}"),
                "apos" => Some("'"),
                "empty" | "zwsp" => Some(""),
                "amp" => Some("&"),
                "lt" => Some("<"),
                "gt" => Some(">"),
                name => self.attributes.get(name).map(String::as_str),
            };
            if let Some(value) = value.filter(|_| name_len > 0) {
                out.push_str(value);
                rest = &rest[at + name_len + 2..];
            } else {
                out.push('{');
                rest = &rest[at + 1..];
            }
        }
        out.push_str(rest);
        out
    }

    /// Reads a mark that opens `after`, and returns what follows it.
    fn mark<'t>(&mut self, before: &str, after: &'t str) -> &'t str {
        let c = after.chars().next().unwrap_or_default();
        let rest = &after[c.len_utf8()..];
        match c {
            '\\' => rest,
            '<' if rest.starts_with('<') => match near(rest).find(">>") {
                Some(len) => {
                    let shown = rest[1..len].split_once(',').map_or("", |(_, shown)| shown);
                    self.builder.push(shown.trim());
                    &rest[len + 2..]
                }
                None => rest,
            },
            '[' if rest.starts_with('[') => {
                near(rest).find("]]").map_or(rest, |len| &rest[len + 2..])
            }
            // The role of a marked text: `[.small]#text#`.
            '[' if rest.starts_with(['.', '#']) && near(rest).contains("]#") => {
                near(rest).find(']').map_or(rest, |len| &rest[len + 1..])
            }
            '^' | '~' => {
                let len = near(rest).find(c).filter(|len| *len > 0 && !rest[..*len].contains(' '));
                if let Some(len) = len {
                    let rise = if c == '^' { Rise::Up } else { Rise::Down };
                    self.builder.push_raised(&rest[..len], rise);
                    &rest[len + 1..]
                } else {
                    self.builder.push(&after[..1]);
                    rest
                }
            }
            '*' | '_' | '`' | '#' | '+' if is_mark(before, after, c) => rest.trim_start_matches(c),
            _ => {
                self.builder.push(&after[..c.len_utf8()]);
                rest
            }
        }
    }

    /// Reads `name:target[text]`, of which `after` is the bracket and what follows.
    fn macro_call<'t>(&mut self, head: &str, after: &'t str) -> &'t str {
        let Some(len) = near(after).find(']') else {
            self.builder.push(head);
            self.builder.push("[");
            return &after[1..];
        };
        let (inner, rest) = (&after[1..len], &after[len + 1..]);
        let (name, target) = head.split_once(':').unwrap_or((head, ""));
        match name {
            "footnote" | "footnoteref" => self.notes.push(inner.to_owned()),
            "image" | "icon" | "anchor" | "indexterm" | "indexterm2" => {}
            "link" | "http" | "https" | "ftp" | "mailto" | "xref" | "linkgit" | "menu"
                if inner.is_empty() =>
            {
                let shown = if matches!(name, "link" | "xref" | "mailto") { target } else { head };
                self.builder.push(shown);
            }
            "linkgit" => self.builder.push(&format!("{target}({inner})")),
            "menu" => self.builder.push(&format!("{target} → {}", inner.replace('>', "→"))),
            _ => {
                let shown = inner.split(",window=").next().unwrap_or(inner);
                self.builder.push(shown.trim_end_matches('^').trim_matches('"'));
            }
        }
        rest
    }
}

/// Addresses are not longer, in bytes.
const MAX_ADDRESS: usize = 2_000;

/// Tells whether a text ends in the midst of an address of the web.
fn is_in_address(text: &str) -> bool {
    let start = text.rfind(char::is_whitespace).unwrap_or(0);
    text.len() - start < MAX_ADDRESS && text[start..].contains("://")
}

/// Tells whether a mark of a font stands at the edge of a word.
fn is_mark(before: &str, after: &str, c: char) -> bool {
    let doubled = after[1..].starts_with(c);
    let left = before.chars().next_back();
    let right = after.trim_start_matches(c).chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        '#' if !doubled => is_space(left) && is_word(right) && near(&after[1..]).contains('#'),
        '+' if !doubled => {
            !is_space(left) ^ is_word(right) && !left.is_some_and(|c| c.is_ascii_digit())
        }
        _ => {
            let is_inside = is_word(left) && is_word(right);
            doubled || !(is_inside || is_space(left) && is_space(right))
        }
    }
}

/// Returns where the name of a macro starts, if `after` opens its bracket.
fn macro_start(before: &str, after: &str) -> Option<usize> {
    const NAMES: [&str; 18] = [
        "footnote:",
        "footnoteref:",
        "link:",
        "http:",
        "https:",
        "ftp:",
        "mailto:",
        "xref:",
        "image:",
        "icon:",
        "kbd:",
        "btn:",
        "menu:",
        "pass:",
        "anchor:",
        "indexterm:",
        "linkgit:",
        "indexterm2:",
    ];
    if !after.starts_with('[') {
        return None;
    }
    let start = before
        .rfind(|c: char| c.is_whitespace() || "(«\"“".contains(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    let name = NAMES.iter().filter_map(|name| word.find(name)).min()?;
    Some(start + name)
}

fn is_condition(line: &str) -> bool {
    ["ifdef::", "ifndef::", "ifeval::", "endif::"].iter().any(|name| line.starts_with(name))
}

/// Returns the name and value of `:name: value`.
fn attribute(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-!".contains(c));
    (is_name && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches(['=', '#']);
    let level = line.len() - rest.len();
    let title = rest.strip_prefix(' ')?;
    let title = title.trim_end_matches('=').trim();
    ((1..=6).contains(&level) && !title.is_empty())
        .then(|| (u8::try_from(level).unwrap_or(6), title))
}

/// Returns a heading that the second line underlines, in nearly its length.
fn underlined<'t>(lines: &[&'t str]) -> Option<(BlockKind, &'t str)> {
    let [title, line, ..] = lines else { return None };
    let mark = line.chars().next()?;
    let level = ['=', '-', '~', '^', '+'].iter().position(|known| *known == mark)?;
    let n_marks = line.chars().count();
    let is_row = n_marks > 3 && line.chars().all(|c| c == mark);
    let is_title =
        title.chars().any(char::is_alphanumeric) && !title.starts_with(['[', '.', ' ', '|']);
    let is_close = title.chars().count().abs_diff(n_marks) <= 3;
    (is_row && is_title && is_close)
        .then(|| (BlockKind::Heading(u8::try_from(level + 1).unwrap_or(6)), *title))
}

/// Returns the text of an item of a list.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let marks = line.len() - line.trim_start_matches(['*', '.', '-']).len();
    let rest = &line[marks..];
    let is_marked = (1..=5).contains(&marks) && (!line.starts_with('-') || marks == 1);
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < line.len() && line.len() - number.len() < 4;
    let text = if is_marked {
        rest.strip_prefix(' ')?
    } else if is_numbered {
        number.strip_prefix(". ")?
    } else if line.starts_with('<') {
        line.split_once("> ")
            .filter(|(mark, _)| mark[1..].chars().all(|c| c.is_ascii_digit() || c == '.'))?
            .1
    } else {
        return None;
    };
    let text = text.trim_start();
    Some(["[ ] ", "[x] ", "[*] "].iter().find_map(|box_| text.strip_prefix(box_)).unwrap_or(text))
}

/// Returns the term and the text of `term:: text`.
fn label(line: &str) -> Option<(&str, &str)> {
    let at = line.find("::")?;
    let rest = line[at..].trim_start_matches(':');
    let term = line[..at].trim();
    let is_label =
        (rest.is_empty() || rest.starts_with(' ')) && !term.is_empty() && !term.contains("http");
    is_label.then(|| (term, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) -> Document {
        let document = read(text.as_bytes(), "a.adoc", Options::default()).unwrap();
        assert_eq!(expected, shown(&document));
        document
    }

    #[test]
    fn blocks() {
        let document = check(
            "= Le phare\n:author: J. D.\n:app: Lampe\n\n[[a]]\n== La veille\n// rien\nIl *pleut* sur\nle _port_ de {app}.\n\n* du pain\n** du `vin`\n. un\n\n\
             [source,sh]\n----\nls\n----\n\nterme:: Sa définition.\n\nNOTE: Attention.\n\n.Le tableau\n|===\n|An |Nombre\n\n2+|1900 |mille\n|===\n\nLa suite\n--------\n\n ls -l\n\n____\nUne citation.\n____\n",
            &[
                "h1 Le phare",
                "h2 La veille",
                "p Il pleut sur le port de Lampe.",
                "li du pain",
                "li du vin",
                "li un",
                "li terme",
                "p Sa définition.",
                "p Attention.",
                "caption Le tableau",
                "td An",
                "td Nombre",
                "td 1900",
                "td mille",
                "h2 La suite",
                "p Une citation.",
            ],
        );
        assert_eq!(1, document.reading.left_out.len());
    }

    #[test]
    fn running_text() {
        check(
            "Voir https://a.org/b_c[le site], <<a,plus bas>>footnote:[Une *note*.] et 10^6^ H~2~O, snake_case, 2 * 3, **g**ras, link:a.html[ici].",
            &[
                "p Voir le site, plus bas et 10⁶ H₂O, snake_case, 2 * 3, gras, ici.",
                "note Une note.",
            ],
        );
    }
}
