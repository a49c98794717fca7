//! Reads man pages, written with the macros `man` or `mdoc` of roff.
//!
//! ```text
//! .SH DESCRIPTION            a heading
//! .TP                        an item: its tag, then its text
//! .B \-v
//! Parle \fIplus\fR.          fonts and escapes are dropped
//! ```
//!
//! Macros that a page defines are not run, and what another file holds is not read.
//! Of tables (`.TS`) the cells are read; examples (`.EX`) and pictures are left out.

use super::builder::Builder;
use super::reading::Why;
use super::{Document, Options};
use crate::error::{Error, Place, Result};
use crate::text::{BlockKind, Text};
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization as _;

/// Reads a page. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text, or only name the page to read instead.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    if let Some(other) = text.content.trim_start().strip_prefix(".so ") {
        let other = other.lines().next().unwrap_or_default();
        return Err(Error::input(format!("this man page only refers to `{other}`"))
            .at(Place::file(file))
            .hint("read that file instead"));
    }
    let mut reader = Reader { keeps_code: options.all, ..Reader::default() };
    for line in text.content.lines() {
        reader.line(line);
    }
    let mut document = reader.builder.finish(reader.metadata);
    document.text.findings = text.findings;
    Ok(document)
}

/// Tells whether a text is a man page: a macro names it before its first section.
pub(super) fn looks_like_page(text: &str) -> bool {
    let names_page = |line: &str| line.starts_with(".TH ") || line.starts_with(".Dd ");
    let is_control = |line: &&str| line.starts_with(['.', '\'']) || line.trim().is_empty();
    text.starts_with(".so ")
        || text.lines().take_while(is_control).any(names_page)
        || (text.starts_with(".\\\"") && text.lines().take(400).any(names_page))
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    metadata: Vec<(String, String)>,
    keeps_code: bool,
    /// Whether line breaks count, as between `.nf` and `.fi`.
    is_unfilled: bool,
    /// What is passed over, up to this macro.
    until: Option<(&'static str, Option<Why>)>,
    /// The macro that the page is defining, and those that it has defined and that print
    /// none of their words.
    defining: Option<String>,
    silent: FxHashSet<String>,
    /// Whether the next line is the tag of an item.
    wants_tag: bool,
    /// The macro whose argument stands on the next line.
    wants_argument: Option<BlockKind>,
    /// Whether the cells of a table are being read, and what parts them.
    table: Option<Table>,
    /// How deep in braces that are passed over.
    n_braces: usize,
}

#[derive(Default)]
struct Table {
    has_format: bool,
    separator: Option<char>,
    /// Whether a cell goes on over lines, between `T{` and `T}`.
    is_open: bool,
}

/// Macros that set their words in a font, and whether spaces stay between them.
const FONTS: [(&str, bool); 10] = [
    ("B", true),
    ("I", true),
    ("R", true),
    ("SM", true),
    ("SB", true),
    ("BR", false),
    ("IR", false),
    ("RB", false),
    ("RI", false),
    ("IB", false),
];

impl Reader {
    fn line(&mut self, line: &str) {
        if self.is_passed_over(line) {
            return;
        }
        let control = line.strip_prefix(['.', '\'']);
        match (control, &self.table) {
            (Some(rest), _) if !rest.starts_with('\\') || rest.starts_with("\\\"") => {
                self.control(rest.trim_start());
            }
            (_, Some(_)) => self.row(line),
            _ => self.text(line),
        }
    }

    fn is_passed_over(&mut self, line: &str) -> bool {
        if self.n_braces > 0 {
            self.n_braces += line.matches("\\{").count();
            self.n_braces = self.n_braces.saturating_sub(line.matches("\\}").count());
            return true;
        }
        let Some((end, why)) = self.until else { return false };
        let name = line.strip_prefix(['.', '\'']).and_then(|rest| rest.split_whitespace().next());
        if name == Some(end) {
            self.until = None;
            self.silent.extend(self.defining.take());
        } else if self.defining.is_some() && line.contains("\\$") {
            self.defining = None;
        } else if let Some(why) = why {
            self.builder.leave_out(why, line);
        }
        true
    }

    fn text(&mut self, line: &str) {
        if let Some(kind) = self.wants_argument.take() {
            self.heading(kind, line);
            return;
        }
        if line.trim().is_empty() {
            self.builder.open(BlockKind::Paragraph);
            return;
        }
        let text = plain(line);
        if self.wants_tag {
            self.wants_tag = false;
            self.tag(&text);
            return;
        }
        if self.is_unfilled && !self.builder.so_far().is_empty() {
            self.builder.push_break();
        }
        self.builder.push(" ");
        self.builder.push(text.strip_suffix("\\c").unwrap_or(&text));
    }

    fn control(&mut self, rest: &str) {
        let (name, arguments) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        let words = words(arguments);
        let joined = || words.join(" ");
        match name {
            "TH" | "Dt" => self.title(&words),
            "SH" | "Sh" => self.section(BlockKind::Heading(1), &joined()),
            "SS" | "Ss" => self.section(BlockKind::Heading(2), &joined()),
            "PP" | "P" | "LP" | "Pp" | "HP" | "sp" | "RS" | "RE" | "Bl" | "El" | "Bd" | "Ed" => {
                self.builder.open(BlockKind::Paragraph);
            }
            "TP" | "TQ" => self.wants_tag = true,
            "IP" | "It" => self.item(name, &words),
            "br" => self.builder.push_break(),
            "nf" => self.is_unfilled = true,
            // `Vb`, `Sp` and `IX` (entries of an index) are what Pod::Man defines in pages of Perl's.
            "EX" | "Vb" if self.keeps_code => self.is_unfilled = true,
            "fi" | "EE" | "Ve" => self.is_unfilled = false,
            "EX" => self.pass("EE", Some(Why::Code)),
            "Vb" => self.pass("Ve", Some(Why::Code)),
            "Sp" => self.builder.open(BlockKind::Paragraph),
            "IX" => {}
            "PS" => self.pass("PE", Some(Why::Drawings)),
            "EQ" => self.pass("EN", Some(Why::Code)),
            "de" | "ig" | "de1" | "am" => {
                self.pass(".", None);
                self.defining = words.first().filter(|_| name != "ig").cloned();
            }
            "TS" => {
                self.builder.open(BlockKind::Cell);
                self.table = Some(Table::default());
            }
            "TE" => {
                self.table = None;
                self.builder.open(BlockKind::Paragraph);
            }
            "if" | "ie" | "el" | "while" => self.condition(name, arguments),
            _ if self.silent.contains(name) => {}
            _ => self.inline(name, &words),
        }
    }

    /// Reads words that a macro sets in a font or means something by.
    fn inline(&mut self, name: &str, words: &[String]) {
        if let Some((_, is_spaced)) = FONTS.iter().find(|(font, _)| *font == name) {
            let text = words.join(if *is_spaced { " " } else { "" });
            if words.is_empty() {
                return;
            }
            self.fragment(&text);
        } else if name.chars().next().is_some_and(char::is_uppercase) && name.len() == 2 {
            let text = semantic(name, words);
            if !text.is_empty() {
                self.fragment(&text);
            }
        }
    }

    fn fragment(&mut self, text: &str) {
        self.text(text);
    }

    fn title(&mut self, words: &[String]) {
        if let Some(title) = words.first() {
            self.metadata.push(("title".to_owned(), plain(title)));
        }
        self.builder.leave_out(Why::Metadata, &words.join(" "));
    }

    fn section(&mut self, kind: BlockKind, text: &str) {
        self.is_unfilled = false;
        self.wants_tag = false;
        if text.is_empty() {
            self.wants_argument = Some(kind);
        } else {
            self.heading(kind, text);
        }
    }

    fn heading(&mut self, kind: BlockKind, text: &str) {
        self.builder.open(kind);
        self.builder.push(&plain(text));
        self.builder.open(BlockKind::Paragraph);
    }

    fn item(&mut self, name: &str, words: &[String]) {
        let tag = if name == "It" {
            semantic("It", words)
        } else {
            words.first().cloned().unwrap_or_default()
        };
        let tag = plain(&tag);
        let is_bullet = tag.chars().all(|c| !c.is_alphanumeric()) || is_number(&tag);
        if is_bullet {
            self.builder.open(if tag.is_empty() {
                BlockKind::Paragraph
            } else {
                BlockKind::ListItem
            });
        } else {
            self.tag(&tag);
        }
    }

    fn tag(&mut self, text: &str) {
        self.builder.open(BlockKind::ListItem);
        if text.chars().any(char::is_alphanumeric) {
            self.builder.push(text);
            self.builder.open(BlockKind::Paragraph);
        }
    }

    fn pass(&mut self, end: &'static str, why: Option<Why>) {
        self.until = Some((end, why));
    }

    /// Passes over what a condition guards, but for what is for terminals (`n`).
    fn condition(&mut self, name: &str, arguments: &str) {
        let arguments = arguments.trim_start();
        // A condition in a condition is rare, and read no further.
        let is_read = name != "el"
            && arguments.strip_prefix("n ").is_some_and(|rest| {
                !rest.trim_start().starts_with(['.', '\'']) || !rest.contains("if n")
            });
        let opened = arguments.matches("\\{").count();
        let closed = arguments.matches("\\}").count();
        if is_read && opened == 0 {
            self.line(arguments[2..].trim_start());
        } else {
            self.n_braces += opened.saturating_sub(closed);
        }
    }

    /// Reads a line of a table: its options and formats first, then its rows.
    fn row(&mut self, line: &str) {
        let Some(table) = &mut self.table else { return };
        if !table.has_format {
            if let Some(at) = line.find("tab(") {
                table.separator = line[at + 4..].chars().next();
            }
            table.has_format = line.trim_end().ends_with('.');
            return;
        }
        if line.chars().all(|c| matches!(c, '_' | '=' | '-' | ' ')) {
            return;
        }
        let separator = table.separator.unwrap_or('\t');
        for (idx, cell) in line.split(separator).enumerate() {
            let cell = if let Some(rest) = cell.strip_prefix("T}") {
                table.is_open = false;
                rest
            } else {
                if !table.is_open || idx > 0 {
                    self.builder.open(BlockKind::Cell);
                }
                cell
            };
            let opens = cell.trim_start().starts_with("T{");
            table.is_open |= opens;
            let cell = cell.trim_start().strip_prefix("T{").unwrap_or(cell);
            self.builder.push(" ");
            self.builder.push(&plain(cell));
        }
    }
}

fn is_number(tag: &str) -> bool {
    let inner = tag.trim_matches(|c: char| !c.is_alphanumeric());
    inner.chars().all(|c| c.is_ascii_digit())
        || (inner.chars().count() == 1 && inner.len() < tag.len())
}

/// Returns the arguments of a macro: words, or what stands in quotes.
fn words(arguments: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = arguments.trim_start().chars().peekable();
    while let Some(first) = chars.next() {
        let mut word = String::new();
        if first == '"' {
            while let Some(c) = chars.next() {
                match c {
                    '"' if chars.peek() == Some(&'"') => {
                        chars.next();
                        word.push('"');
                    }
                    '"' => break,
                    c => word.push(c),
                }
            }
        } else {
            let mut next = Some(first);
            while let Some(c) = next.filter(|c| !c.is_whitespace()) {
                word.push(c);
                if c == '\\' {
                    word.extend(chars.next());
                }
                next = chars.next();
            }
        }
        if word.starts_with("\\\"") {
            break;
        }
        words.push(word);
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
    }
    words
}

/// A line of `mdoc` has nine words; those of a longer one call nothing.
const MAX_WORDS: usize = 40;

/// Returns what a macro of `mdoc` prints, its callable words included.
fn semantic(name: &str, words: &[String]) -> String {
    const CALLED: [&str; 22] = [
        "Fl", "Ar", "Cm", "Op", "Pa", "Xr", "Em", "Li", "Sy", "Dq", "Sq", "Pq", "Ql", "Ev", "Va",
        "Fn", "Ft", "Nm", "Ic", "Oo", "Oc", "Ns",
    ];
    let body = || {
        let mut text = String::new();
        let mut rest = words;
        while let Some((word, after)) = rest.split_first() {
            let is_mark = word.len() == 1
                && word.chars().all(|c| matches!(c, '.' | ',' | ':' | ';' | ')' | '?' | '!'));
            let piece = if CALLED.contains(&word.as_str()) && after.len() < MAX_WORDS {
                rest = &[];
                semantic(word, after)
            } else {
                rest = after;
                word.clone()
            };
            if !text.is_empty() && !is_mark {
                text.push(' ');
            }
            text.push_str(&piece);
        }
        text
    };
    match name {
        "Os" | "Dd" | "Bk" | "Ek" | "Sm" | "Rs" | "Re" | "Oo" | "Oc" | "Ns" | "Nd"
            if words.is_empty() =>
        {
            String::new()
        }
        "Os" | "Dd" | "Bk" | "Ek" | "Sm" => String::new(),
        "Fl" => format!("-{}", body()),
        "Op" => format!("[{}]", body()),
        "Dq" | "Ql" | "Qq" => format!("“{}”", body()),
        "Sq" => format!("‘{}’", body()),
        "Pq" => format!("({})", body()),
        "Xr" => match words {
            [page, section, rest @ ..] => format!("{page}({section}){}", rest.join("")),
            _ => words.join(" "),
        },
        "Nd" => format!("— {}", body()),
        _ => body(),
    }
}

/// Letters and signs with a name of two letters.
const SIGNS: [(&str, &str); 46] = [
    ("aq", "'"),
    ("cq", "’"),
    ("oq", "‘"),
    ("lq", "“"),
    ("rq", "”"),
    ("dq", "\""),
    ("em", "—"),
    ("en", "–"),
    ("hy", "-"),
    ("bu", "•"),
    ("co", "©"),
    ("rg", "®"),
    ("tm", "™"),
    ("Fo", "«"),
    ("Fc", "»"),
    ("fo", "‹"),
    ("fc", "›"),
    ("mu", "×"),
    ("+-", "±"),
    ("->", "→"),
    ("<-", "←"),
    (">=", "≥"),
    ("<=", "≤"),
    ("!=", "≠"),
    ("de", "°"),
    ("sc", "§"),
    ("eu", "€"),
    ("ha", "^"),
    ("ti", "~"),
    ("rs", "\\"),
    ("sl", "/"),
    ("ba", "|"),
    ("at", "@"),
    ("sh", "#"),
    ("lB", "["),
    ("rB", "]"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("ss", "ß"),
    ("ga", "`"),
    ("aa", "´"),
    (",c", "ç"),
    (",C", "Ç"),
    ("mi", "−"),
];

/// Returns a line without its escapes.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            '"' | '#' => return out,
            '-' => out.push('-'),
            'e' | '\\' => out.push('\\'),
            '~' | ' ' | '0' => out.push('\u{a0}'),
            '\'' => out.push('´'),
            '(' => out.push_str(&sign(take_chars(&mut rest, 2))),
            '[' => {
                let len = rest.find(']').unwrap_or(rest.len());
                out.push_str(&sign(&rest[..len]));
                rest = rest.get(len + 1..).unwrap_or_default();
            }
            'f' | 'F' | 'm' | 'M' | 'k' | 'n' | 'g' => {
                take_name(&mut rest);
            }
            '*' => out.push_str(match take_name(&mut rest) {
                "lq" => "“",
                "rq" => "”",
                "R" => "®",
                "Tm" => "™",
                _ => "",
            }),
            's' => {
                rest = rest.trim_start_matches(['+', '-']);
                rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            }
            'h' | 'v' | 'w' | 'l' | 'L' | 'D' | 'o' | 'b' | 'X' | 'Z' | 'C' | 'N' | 'R' => {
                take_quoted(&mut rest);
            }
            '.' | '`' => out.push(c),
            'c' => {
                out.push_str("\\c");
                break;
            }
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

fn take_chars<'t>(rest: &mut &'t str, n: usize) -> &'t str {
    let len = rest.chars().take(n).map(char::len_utf8).sum();
    let (taken, left) = rest.split_at(len);
    *rest = left;
    taken
}

/// Takes `X`, `(XX` or `[name]`.
fn take_name<'t>(rest: &mut &'t str) -> &'t str {
    match rest.chars().next() {
        Some('(') => {
            take_chars(rest, 1);
            take_chars(rest, 2)
        }
        Some('[') => {
            let len = rest.find(']').unwrap_or(rest.len());
            let name = &rest[1..len];
            *rest = rest.get(len + 1..).unwrap_or_default();
            name
        }
        _ => take_chars(rest, 1),
    }
}

fn take_quoted(rest: &mut &str) {
    let Some(quote) = rest.chars().next() else { return };
    let inner = &rest[quote.len_utf8()..];
    *rest = inner.find(quote).map_or("", |len| &inner[len + quote.len_utf8()..]);
}

fn sign(name: &str) -> String {
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
        return (*sign).to_owned();
    }
    let code = name.strip_prefix('u').and_then(|hex| u32::from_str_radix(hex, 16).ok());
    if let Some(c) = code.and_then(char::from_u32) {
        return c.to_string();
    }
    let accent = match name.chars().next() {
        Some('\'') => '\u{301}',
        Some('`') => '\u{300}',
        Some('^') => '\u{302}',
        Some(':') => '\u{308}',
        Some('~') => '\u{303}',
        _ => return String::new(),
    };
    name.chars().skip(1).chain([accent]).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let document = read(page.as_bytes(), "a.1", Options::default()).unwrap();
        assert_eq!(expected, shown(&document));
    }

    #[test]
    fn a_page_with_the_macros_of_man() {
        check(
            ".\\\" commentaire\n.ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n.TH LS 1 \"mai 2020\" GNU\n.SH NOM\nls \\- lister\n.SH DESCRIPTION\n.PP\nAffiche l\\(aq\\('etat\n\
             de \\fIfichier\\fR.\n.TP\n.BR \\-a \", \" \\-\\-all\nN'omet rien.\n.IP \\(bu 2\nUn point.\n.EX\n$ ls\n.EE\n.SS \"Voir aussi\"\n.BR dir (1),\n.BR vdir (1)\n",
            &[
                "h1 NOM",
                "p ls - lister",
                "h1 DESCRIPTION",
                "p Affiche l'état de fichier.",
                "li -a, --all",
                "p N'omet rien.",
                "li Un point.",
                "h2 Voir aussi",
                "p dir(1), vdir(1)",
            ],
        );
    }

    #[test]
    fn entries_of_an_index_and_macros_that_print_nothing_are_no_text() {
        check(
            ".de IX\n..\n.de Vb \\\" code\n.nf\n.ne \\\\$1\n..\n.de Zz\n.sp\n..\n.de Yy\n\\\\$1\n..\n.TH LS 1\n\
             .IX Title \"LS 1\"\n.SH NOM\n.IX Header \"NOM\"\nls \\- lister\n.Zz 4\n.Yy tout\n.PP\n.Vb 2\n\\&  ls -l\n.Ve\n.PP\nFin.\n",
            &["h1 NOM", "p ls - lister tout", "p Fin."],
        );
    }

    #[test]
    fn tables_and_mdoc() {
        check(
            ".Dd May 1\n.Dt LS 1\n.Os\n.Sh NAME\n.Nm ls\n.Nd list\n.Sh SYNOPSIS\n.Nm ls\n.Op Fl a\n.TS\ntab(;);\nl l.\nun;deux\n_\nT{\ntrois\nquatre\nT};cinq\n.TE\n",
            &[
                "h1 NAME",
                "p ls — list",
                "h1 SYNOPSIS",
                "p ls [-a]",
                "td un",
                "td deux",
                "td trois quatre",
                "td cinq",
            ],
        );
    }

    #[test]
    fn a_page_is_known_by_its_first_macro() {
        assert!(looks_like_page(".\\\" a\n.\\\" b\n.TH LS 1\n"));
        assert!(!looks_like_page(".TH est un sigle\n".trim_start_matches('.')));
        let error = read(b".so man1/dir.1\n", "a.1", Options::default()).unwrap_err();
        assert_eq!("a.1: this man page only refers to `man1/dir.1`", error.to_string());
    }
}
