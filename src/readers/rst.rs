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

use super::builder::{Builder, not_included};
use super::raised::Rise;
use super::reading::Why;
use super::{Document, Options, near};
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

    /// Reads a table that is drawn: `+---+---+`, or `===  ===`.
    fn table(&mut self, lines: &[&str]) -> Option<usize> {
        let is_grid = lines[0].starts_with("+-") && lines[0].chars().all(|c| "+-=".contains(c));
        let is_simple = lines[0].starts_with("==")
            && lines[0].contains(' ')
            && lines[0].chars().all(|c| "= ".contains(c));
        if !is_grid && !is_simple {
            return None;
        }
        let len = if is_grid {
            lines.iter().take_while(|line| line.starts_with(['+', '|'])).count()
        } else {
            let last = lines.iter().enumerate().skip(1).filter(|(_, line)| **line == lines[0]);
            last.map(|(idx, _)| idx + 1).take(2).last()?
        };
        let edges: Vec<usize> = edges(lines[0], is_grid);
        let mut cells: Vec<String> = vec![String::new(); edges.len()];
        for line in &lines[1..len] {
            let is_border = line.chars().all(|c| "+-=| ".contains(c)) && line.contains(['-', '=']);
            let opens_row = is_simple && !line.starts_with(' ');
            if is_border || opens_row {
                self.row(&mut cells);
            }
            if !is_border {
                for (cell, column) in cells.iter_mut().zip(columns(line, &edges)) {
                    cell.push(' ');
                    cell.push_str(column.trim_matches(['|', ' ']));
                }
            }
        }
        self.row(&mut cells);
        self.open(BlockKind::Paragraph);
        Some(len)
    }

    fn row(&mut self, cells: &mut [String]) {
        for cell in cells {
            self.open(BlockKind::Cell);
            let text = std::mem::take(cell);
            self.inline(&text);
        }
    }

    fn open(&mut self, kind: BlockKind) {
        let kind = if kind == BlockKind::Paragraph { self.kind } else { kind };
        self.builder.open(kind);
    }

    /// Adds running text without its marks.
    fn inline(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['*', '`', '|', '[', ':', '\\', '_']) {
            let (before, after) = rest.split_at(at);
            self.builder.push(before);
            rest = self.mark(before, after);
        }
        self.builder.push(rest);
        self.builder.push(" ");
    }

    /// Reads a mark that opens `after`, and returns what follows it.
    fn mark<'t>(&mut self, before: &str, after: &'t str) -> &'t str {
        if let Some(rest) = after.strip_prefix('\\') {
            let len = rest.chars().next().map_or(0, char::len_utf8);
            self.builder.push(rest[..len].trim_start());
            return &rest[len..];
        }
        if let Some(rest) = after.strip_prefix("``") {
            let len = rest.find("``").unwrap_or(rest.len());
            self.builder.push(&rest[..len]);
            return rest.get(len + 2..).unwrap_or_default();
        }
        if let Some((role, rest)) = role(after) {
            let len = rest.find('`').unwrap_or(rest.len());
            let shown = without_target(&rest[..len]);
            match role {
                "sup" | "superscript" => self.builder.push_raised(shown, Rise::Up),
                "sub" | "subscript" => self.builder.push_raised(shown, Rise::Down),
                "index" => {}
                _ => self.builder.push(shown.trim_start_matches(['~', '!'])),
            }
            return rest.get(len + 1..).unwrap_or_default();
        }
        if let Some(rest) = after.strip_prefix('`') {
            let len = rest.find('`').unwrap_or(rest.len());
            self.builder.push(without_target(&rest[..len]));
            return rest.get(len + 1..).unwrap_or_default().trim_start_matches('_');
        }
        if after.starts_with('[')
            && let Some(len) = near(&after[1..]).find("]_")
            && !after[1..=len].contains([' ', '['])
        {
            self.builder.leave_out(Why::Marks, &after[1..=len]);
            return &after[len + 3..];
        }
        let c = after.chars().next().unwrap_or_default();
        let rest = &after[1..];
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_edge = |before: &str, rest: &str| {
            let is_inside = is_word(before.chars().next_back()) && is_word(rest.chars().next());
            let is_apart = before.ends_with(' ') && rest.starts_with(' ');
            !is_inside && !is_apart
        };
        match c {
            '*' => {
                let rest_after = after.trim_start_matches('*');
                if !is_edge(before, rest_after) {
                    self.builder.push(&after[..after.len() - rest_after.len()]);
                }
                rest_after
            }
            // The end of a reference of one word: `phare_`.
            '_' if is_word(before.chars().next_back()) && !is_word(rest.chars().next()) => {
                rest.trim_start_matches('_')
            }
            '|' if before.is_empty() || before.ends_with(' ') => rest,
            '|' if rest.is_empty() || rest.starts_with([' ', '.', ',']) => rest,
            _ => {
                self.builder.push(&after[..1]);
                rest
            }
        }
    }
}

/// Returns the name of a role and the text from its backquote on.
fn role(after: &str) -> Option<(&str, &str)> {
    let rest = after.strip_prefix(':')?;
    let at = near(rest).find(":`")?;
    let name = &rest[..at];
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_+.:".contains(c));
    is_name.then(|| (name, &rest[at + 2..]))
}

/// Returns the text of `text <target>`.
fn without_target(text: &str) -> &str {
    match text.split_once('<') {
        Some((shown, _)) if text.ends_with('>') && !shown.trim().is_empty() => shown.trim_end(),
        _ => text,
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

/// Returns where the columns of a table start, in characters.
fn edges(border: &str, is_grid: bool) -> Vec<usize> {
    let chars: Vec<char> = border.chars().collect();
    let opens = |idx: usize| {
        if is_grid {
            chars[idx] == '+' && idx + 1 < chars.len()
        } else {
            chars[idx] == '=' && (idx == 0 || chars[idx - 1] == ' ')
        }
    };
    (0..chars.len()).filter(|idx| opens(*idx)).collect()
}

/// Returns what stands in each column of a line, in one pass: a table may have
/// 20,000 columns.
fn columns<'l>(line: &'l str, edges: &[usize]) -> Vec<&'l str> {
    let mut starts = Vec::with_capacity(edges.len() + 1);
    for (n, (at, _)) in line.char_indices().enumerate() {
        if edges.get(starts.len()) == Some(&n) {
            starts.push(at);
        }
    }
    starts.resize(edges.len() + 1, line.len());
    starts.windows(2).map(|ends| &line[ends[0]..ends[1]]).collect()
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
