//! Reads reStructuredText.
//!
//! ```text
//! Titre           underlined (and overlined): a heading; which mark is which level
//! =====           the text itself says by the order in which it uses them
//!
//! .. note::       a directive; what it holds is read, if it is text
//! ```
//!
//! Literal blocks, code, tables of contents and other files are not text.

mod inline;
mod table;

use super::builder::{Builder, not_included};
use super::reading::Why;
use super::{Document, Options};
use crate::error::Result;
use crate::text::{BlockKind, Text};

/// Reads a document. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    let lines: Vec<&str> = text.content.lines().map(str::trim_end).collect();
    let mut reader = Reader { keeps_code: options.all, ..Reader::default() };
    reader.blocks(&lines);
    let mut document = reader.builder.finish(reader.metadata);
    document.text.findings = text.findings;
    document.text.findings.extend(not_included(reader.n_included, file));
    Ok(document)
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    metadata: Vec<(String, String)>,
    keeps_code: bool,
    n_included: usize,
    /// The marks of headings, with whether they stand above too, by level.
    marks: Vec<(char, bool)>,
    /// What the next paragraph is, if its surroundings say it.
    kind: BlockKind,
    depth: usize,
}

/// Blocks nested deeper are passed over. By hand: lists in lists reach 6.
const MAX_DEPTH: usize = 40;

/// Directives whose content is text.
const TEXTS: [&str; 32] = [
    "note",
    "warning",
    "tip",
    "important",
    "caution",
    "attention",
    "danger",
    "error",
    "hint",
    "admonition",
    "seealso",
    "topic",
    "sidebar",
    "epigraph",
    "highlights",
    "pull-quote",
    "compound",
    "container",
    "rubric",
    "figure",
    "table",
    "list-table",
    "versionadded",
    "versionchanged",
    "deprecated",
    "centered",
    "glossary",
    "class",
    "function",
    "method",
    "only",
    "line-block",
];

/// Directives of which the argument is text too.
const TITLED: [&str; 9] = [
    "admonition",
    "topic",
    "sidebar",
    "rubric",
    "table",
    "list-table",
    "centered",
    "note",
    "warning",
];

impl Reader {
    fn blocks(&mut self, lines: &[&str]) {
        if self.depth == MAX_DEPTH {
            return self.builder.leave_out(Why::Code, &lines.join(" "));
        }
        self.depth += 1;
        let mut at = 0;
        while at < lines.len() {
            at += self.block(&lines[at..], at == 0).max(1);
        }
        self.depth -= 1;
        self.builder.close();
    }

    /// Reads the first block of the lines and returns how many it has.
    fn block(&mut self, lines: &[&str], is_first: bool) -> usize {
        let line = lines[0];
        if line.is_empty() {
            self.open(BlockKind::Paragraph);
            return 1;
        }
        if let Some(n) = self.heading(lines) {
            return n;
        }
        if is_rule(line) {
            self.builder.leave_out(Why::Drawings, line);
            return 1;
        }
        if let Some(rest) =
            line.strip_prefix("..").filter(|rest| rest.is_empty() || rest.starts_with(' '))
        {
            return self.explicit(rest.trim_start(), lines);
        }
        if line.starts_with(">>> ") {
            let len = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
            return self.code(&lines[..len]);
        }
        if let Some(n) = self.table(lines) {
            return n;
        }
        if let Some((name, value)) = field(line) {
            return self.field(name, value, lines, is_first);
        }
        if let Some(indent) = item(line) {
            return self.nested(indent, BlockKind::ListItem, lines);
        }
        if line.starts_with("| ") || line == "|" {
            return self.line_block(lines);
        }
        if line.starts_with(' ') {
            let indent = indent_of(line);
            let len = len_indented(lines, 1);
            let inner: Vec<&str> = lines[..len]
                .iter()
                .map(|line| line.get(indent..).unwrap_or(line.trim_start()))
                .collect();
            self.blocks(&inner);
            return len;
        }
        self.paragraph(lines)
    }

    fn paragraph(&mut self, lines: &[&str]) -> usize {
        let goes_on =
            |line: &&&str| !line.is_empty() && !line.starts_with(' ') && !line.starts_with(".. ");
        let len = 1 + lines[1..].iter().take_while(goes_on).count();
        // A term stands over its indented definition.
        if lines.get(1).is_some_and(|line| line.starts_with(' ')) && !lines[0].starts_with(' ') {
            self.open(BlockKind::ListItem);
        }
        let text = lines[..len].join(" ");
        let is_literal = text.ends_with("::");
        let text = text
            .strip_suffix(" ::")
            .or_else(|| text.strip_suffix(':').filter(|_| is_literal))
            .unwrap_or(&text);
        if text != ":" {
            self.inline(text);
        }
        self.open(BlockKind::Paragraph);
        if !is_literal {
            return len;
        }
        let rest = &lines[len..];
        let n_code = len_indented(rest, 1);
        len + self.code(&rest[..n_code])
    }

    fn heading(&mut self, lines: &[&str]) -> Option<usize> {
        let is_over =
            is_rule(lines[0]) && lines.len() > 2 && lines[2] == lines[0] && !lines[1].is_empty();
        let (title, rule, n) = match lines {
            [rule, title, _, ..] if is_over => (*title, *rule, 3),
            [title, rule, ..] if is_rule(rule) && !title.starts_with(' ') && !is_rule(title) => {
                (*title, *rule, 2)
            }
            _ => return None,
        };
        let mark = rule.chars().next()?;
        if rule.chars().count() + 1 < title.trim().chars().count()
            || !title.chars().any(char::is_alphanumeric)
        {
            return None;
        }
        let known = self.marks.iter().position(|known| *known == (mark, is_over));
        let level = known.unwrap_or_else(|| {
            self.marks.push((mark, is_over));
            self.marks.len() - 1
        });
        self.open(BlockKind::Heading(u8::try_from(level + 1).unwrap_or(6).min(6)));
        self.inline(title.trim());
        self.open(BlockKind::Paragraph);
        Some(n)
    }

    /// Reads what opens with `..`: a directive, a note, a target or a comment.
    fn explicit(&mut self, rest: &str, lines: &[&str]) -> usize {
        let len = 1 + len_indented(&lines[1..], 1);
        let body = &lines[1..len];
        if let Some((label, text)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            if !label.contains(' ') {
                self.open(BlockKind::Note);
                self.inline(text);
                self.kind = BlockKind::Note;
                self.nested_lines(body);
                self.kind = BlockKind::Paragraph;
            }
            return len;
        }
        let Some((name, argument)) = rest.split_once("::") else { return len };
        let name = name.rsplit(['|', ' ', ':']).find(|part| !part.is_empty()).unwrap_or_default();
        let options = body.iter().take_while(|line| line.trim_start().starts_with(':')).count();
        let content = &body[options..];
        match name {
            "include" => self.n_included += 1,
            "contents" | "toctree" | "index" | "sectnum" => {
                self.builder.leave_out(Why::Contents, &body.join(" "));
            }
            name if TEXTS.contains(&name) => {
                self.open(BlockKind::Paragraph);
                let argument = argument.trim();
                if TITLED.contains(&name) || name.starts_with("version") || name == "deprecated" {
                    self.inline(argument);
                }
                self.open(if name == "figure" { BlockKind::Caption } else { BlockKind::Paragraph });
                self.nested_lines(content);
                self.open(BlockKind::Paragraph);
            }
            _ => {
                self.builder.leave_out(Why::Code, &content.join(" "));
            }
        }
        len
    }

    fn nested_lines(&mut self, lines: &[&str]) {
        let indent = lines
            .iter()
            .filter(|line| !line.is_empty())
            .map(|line| indent_of(line))
            .min()
            .unwrap_or(0);
        let inner: Vec<&str> =
            lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
        self.blocks(&inner);
    }

    /// Reads an item: its first line without its mark, and what is indented below.
    fn nested(&mut self, indent: usize, kind: BlockKind, lines: &[&str]) -> usize {
        let len = 1 + len_indented(&lines[1..], indent.min(2));
        let mut inner: Vec<&str> = vec![lines[0].get(indent..).unwrap_or_default()];
        inner.extend(
            lines[1..len].iter().map(|line| line.get(indent..).unwrap_or(line.trim_start())),
        );
        self.open(kind);
        self.blocks(&inner);
        self.open(BlockKind::Paragraph);
        len
    }

    fn field(&mut self, name: &str, value: &str, lines: &[&str], is_first: bool) -> usize {
        let len = 1 + len_indented(&lines[1..], 1);
        let key = match name.to_lowercase().as_str() {
            "author" | "auteur" => "author",
            "date" => "date",
            "lang" | "language" => "language",
            _ => "",
        };
        if !key.is_empty() {
            self.metadata.push((key.to_owned(), value.to_owned()));
        }
        if is_first || !key.is_empty() || value.is_empty() && len == 1 {
            self.builder.leave_out(Why::Metadata, &lines[..len].join(" "));
        } else {
            self.open(BlockKind::ListItem);
            self.inline(value);
            self.nested_lines(&lines[1..len]);
        }
        len
    }

    fn line_block(&mut self, lines: &[&str]) -> usize {
        let len = lines.iter().take_while(|line| line.starts_with('|')).count();
        for (idx, line) in lines[..len].iter().enumerate() {
            if idx > 0 {
                self.builder.push_break();
            }
            self.inline(line[1..].trim());
        }
        len
    }

    fn code(&mut self, lines: &[&str]) -> usize {
        self.open(BlockKind::Paragraph);
        if self.keeps_code {
            self.builder.push_lines(&lines.join("\n"));
            self.open(BlockKind::Paragraph);
        } else {
            self.builder.leave_out(Why::Code, &lines.join("\n"));
        }
        lines.len()
    }

    fn open(&mut self, kind: BlockKind) {
        let kind = if kind == BlockKind::Paragraph { self.kind } else { kind };
        self.builder.open(kind);
    }
}

/// Tells whether a line is a row of one mark.
fn is_rule(line: &str) -> bool {
    let Some(mark) = line.chars().next().filter(char::is_ascii_punctuation) else { return false };
    line.len() > 2 && line.chars().all(|c| c == mark) && line != "..." && line != "::"
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns how many lines at the start are blank or indented, blank ones at the end
/// not counted.
fn len_indented(lines: &[&str], indent: usize) -> usize {
    let is_inside = |line: &&&str| line.is_empty() || indent_of(line) >= indent;
    let len = lines.iter().take_while(is_inside).count();
    len - lines[..len].iter().rev().take_while(|line| line.is_empty()).count()
}

/// Returns the name and value of `:name: value`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_field = !name.is_empty()
        && !name.starts_with(' ')
        && !name.contains('`')
        && (value.is_empty() || value.starts_with(' '));
    is_field.then(|| (name, value.trim()))
}

/// Returns how far the text of an item is indented.
fn item(line: &str) -> Option<usize> {
    let label = line.split(' ').next()?;
    let rest = &line[label.len()..];
    let is_bullet = matches!(label, "*" | "-" | "+" | "•");
    let inner = label.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_number = label.ends_with(['.', ')'])
        && (inner == "#"
            || (!inner.is_empty() && inner.len() < 4 && inner.chars().all(|c| c.is_ascii_digit())));
    let n_spaces = rest.len() - rest.trim_start_matches(' ').len();
    ((is_bullet || is_number) && n_spaces > 0).then(|| label.len() + n_spaces)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) -> Document {
        let document = read(text.as_bytes(), "a.rst", Options::default()).unwrap();
        assert_eq!(expected, shown(&document));
        document
    }

    #[test]
    fn blocks() {
        let document = check(
            "========\nLe phare\n========\n\n:Author: J. D.\n\nLa veille\n---------\n\nIl *pleut* sur\nle **port**::\n\n    ls -l\n\n- du pain\n\n  frais\n- du vin\n\n\
             1. un\n\n.. note:: Attention.\n\n.. code-block:: sh\n\n   ls\n\n.. [1] Une note.\n.. _la: http://a.org\n.. commentaire\n\nterme\n   Sa définition.\n\n| Un vers,\n| un autre.\n\n\
             +----+------+\n| An | Nom  |\n+====+======+\n| 1  | Un   |\n|    | deux |\n+----+------+\n\n===  ===\na    b\n===  ===\n1    x y\n===  ===\n\nFin\n---\n",
            &[
                "h1 Le phare",
                "h2 La veille",
                "p Il pleut sur le port:",
                "li du pain",
                "p frais",
                "li du vin",
                "li un",
                "p Attention.",
                "note Une note.",
                "li terme",
                "p Sa définition.",
                "p Un vers,\nun autre.",
                "td An",
                "td Nom",
                "td 1",
                "td Un deux",
                "td a",
                "td b",
                "td 1",
                "td x y",
                "h2 Fin",
            ],
        );
        assert_eq!(vec![("author".to_owned(), "J. D.".to_owned())], document.metadata);
    }

    #[test]
    fn running_text() {
        check(
            "Voir `le site <http://a.org>`_, :ref:`plus bas <a>`, ``ls *``, phare_ [1]_ et 10\\ :sup:`6` fois : 2 * 3, snake_case.",
            &["p Voir le site, plus bas, ls *, phare et 10⁶ fois : 2 * 3, snake_case."],
        );
    }
}
