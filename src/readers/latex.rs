//! Reads LaTeX.
//!
//! Headings, paragraphs, items, cells, captions and footnotes are read; commands are
//! dropped and what stands in their braces is text, but for those whose argument is a
//! name or a length (`\label`, `\vspace`). Listings and displayed formulas are code;
//! formulas in the line stay as they are written. Macros are not run, and no other
//! file is read, which is said.

use super::builder::{Builder, not_included};
use super::raised::Rise;
use super::reading::Why;
use super::{Document, Options, near};
use crate::error::Result;
use crate::text::{BlockKind, Text};
use unicode_normalization::UnicodeNormalization as _;

/// Reads a document. `file` names it in messages.
///
/// # Errors
///
/// The bytes are not text.
pub(super) fn read(bytes: &[u8], file: &str, options: Options) -> Result<Document> {
    let text = Text::decode(bytes, file)?;
    let mut reader = Reader { keeps_code: options.all, ..Reader::default() };
    // A heading before it says that the file is a chapter, and that it shows a document.
    let is_preamble = |at: &usize| {
        let before = &text.content[..*at];
        !["\\chapter{", "\\section{", "\\subsection{"].iter().any(|name| before.contains(name))
    };
    let body = match outside_code(&text.content, BEGIN).filter(is_preamble) {
        Some(at) => {
            reader.preamble(&text.content[..at]);
            let rest = &text.content[at + BEGIN.len()..];
            &rest[..outside_code(rest, END).unwrap_or(rest.len())]
        }
        None => &text.content,
    };
    reader.read(body);
    reader.follow();
    let mut document = reader.builder.finish(reader.metadata);
    document.text.findings = text.findings;
    document.text.findings.extend(not_included(reader.n_included, file));
    Ok(document)
}

const BEGIN: &str = "\\begin{document}";
const END: &str = "\\end{document}";

/// Returns where a command stands first, but in comments and listings: a chapter about LaTeX
/// shows whole documents in those.
fn outside_code(text: &str, command: &str) -> Option<usize> {
    let mut listing: Option<String> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        if let Some(end) = &listing {
            listing = (!line.contains(end.as_str())).then(|| end.clone());
            continue;
        }
        let shown = without_comment(line);
        if let Some(found) = shown.find(command) {
            return Some(at + found);
        }
        if !shown.contains("\\begin{") {
            continue;
        }
        let names = CODE.iter().flat_map(|name| [(*name).to_owned(), format!("{name}*")]);
        let mut ends = names
            .filter(|name| shown.contains(&format!("\\begin{{{name}}}")))
            .map(|name| format!("\\end{{{name}}}"));
        listing = ends.find(|end| !shown.contains(end.as_str()));
    }
    None
}

/// Returns a line up to a `%` that is not written as `\%`.
fn without_comment(line: &str) -> &str {
    let is_comment = |(at, _): &(usize, &str)| {
        let n_slashes = line[..*at].len() - line[..*at].trim_end_matches('\\').len();
        n_slashes.is_multiple_of(2)
    };
    line.match_indices('%').find(is_comment).map_or(line, |(at, _)| &line[..at])
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    metadata: Vec<(String, String)>,
    title: String,
    keeps_code: bool,
    n_included: usize,
    /// Notes that follow the block.
    notes: Vec<String>,
    /// What paragraphs are by the environments around them, the innermost last.
    contexts: Vec<(String, BlockKind)>,
    /// Whether a note is being read: it has no notes of its own.
    is_note: bool,
    /// How deep in arguments that are read on their own.
    depth: usize,
}

/// Arguments nested deeper are passed over. By hand: a caption in a footnote is 2.
const MAX_DEPTH: usize = 40;

/// Environments that are not text.
const CODE: [&str; 22] = [
    "verbatim",
    "Verbatim",
    "lstlisting",
    "minted",
    "alltt",
    "equation",
    "align",
    "displaymath",
    "math",
    "eqnarray",
    "gather",
    "multline",
    "tikzpicture",
    "filecontents",
    "comment",
    "array",
    "pspicture",
    "forest",
    "algorithm",
    "algorithmic",
    "thebibliography",
    "picture",
];

/// Commands whose arguments are names and lengths, and how many they have.
const SILENT: [(&str, usize); 62] = [
    ("label", 1),
    ("ref", 1),
    ("pageref", 1),
    ("eqref", 1),
    ("autoref", 1),
    ("cref", 1),
    ("Cref", 1),
    ("nameref", 1),
    ("cite", 1),
    ("citep", 1),
    ("citet", 1),
    ("citeauthor", 1),
    ("parencite", 1),
    ("textcite", 1),
    ("footcite", 1),
    ("autocite", 1),
    ("nocite", 1),
    ("index", 1),
    ("glossary", 1),
    ("vspace", 1),
    ("hspace", 1),
    ("includegraphics", 1),
    ("usepackage", 1),
    ("documentclass", 1),
    ("bibliography", 1),
    ("bibliographystyle", 1),
    ("pagestyle", 1),
    ("thispagestyle", 1),
    ("setcounter", 2),
    ("addtocounter", 2),
    ("setlength", 2),
    ("addtolength", 2),
    ("newcommand", 2),
    ("renewcommand", 2),
    ("providecommand", 2),
    ("newenvironment", 3),
    ("renewenvironment", 3),
    ("hypersetup", 1),
    ("pagenumbering", 1),
    ("selectlanguage", 1),
    ("fontsize", 2),
    ("color", 1),
    ("definecolor", 3),
    ("linespread", 1),
    ("markboth", 2),
    ("markright", 1),
    ("addcontentsline", 3),
    ("hyphenation", 1),
    ("rule", 2),
    ("graphicspath", 1),
    ("newtheorem", 2),
    ("DeclareMathOperator", 2),
    ("setmainfont", 1),
    ("geometry", 1),
    ("phantom", 1),
    ("hypertarget", 1),
    ("printbibliography", 0),
    ("addbibresource", 1),
    ("theoremstyle", 1),
    ("enlargethispage", 1),
    ("vskip", 0),
    ("cmidrule", 1),
];

/// Commands of which the first argument is not text, and the second is.
const SECOND: [&str; 7] =
    ["href", "textcolor", "colorbox", "foreignlanguage", "hyperref", "raisebox", "parbox"];

/// Commands that print a sign.
const SIGNS: [(&str, &str); 34] = [
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textellipsis", "…"),
    ("og", "« "),
    ("fg", " »"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("aa", "å"),
    ("o", "ø"),
    ("O", "Ø"),
    ("ss", "ß"),
    ("i", "ı"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textbackslash", "\\"),
    ("textasciitilde", "~"),
    ("textquotesingle", "'"),
    ("euro", "€"),
    ("texteuro", "€"),
    ("textdegree", "°"),
    ("degres", "°"),
    ("no", "no"),
    ("primo", "1o"),
    ("pounds", "£"),
    ("copyright", "©"),
    ("dag", "†"),
    ("S", "§"),
    ("quad", " "),
];

impl Reader {
    fn preamble(&mut self, text: &str) {
        for (command, key) in [("\\title", "title"), ("\\author", "author"), ("\\date", "date")] {
            let Some(at) = find_command(text, command) else { continue };
            let (value, _) = argument(&text[at + command.len()..]);
            let value = plain(value);
            if key == "title" {
                self.title.clone_from(&value);
            }
            if !value.is_empty() && !value.contains("\\today") {
                self.metadata.push((key.to_owned(), value));
            }
        }
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) =
            rest.find(['\\', '%', '{', '}', '~', '$', '\n', '`', '\'', '-', '&', '<', '>', '"'])
        {
            self.builder.push(&rest[..at]);
            rest = self.special(&rest[at..]);
        }
        self.builder.push(rest);
    }

    /// Reads the special character that opens `rest`, and returns what follows.
    fn special<'t>(&mut self, rest: &'t str) -> &'t str {
        let tail = &rest[1..];
        match rest.as_bytes()[0] {
            b'%' => {
                tail.find('\n').map_or("", |end| tail[end + 1..].trim_start_matches([' ', '\t']))
            }
            b'\\' => self.command(tail),
            b'~' => self.literal("\u{a0}", tail),
            b'\n' => {
                let next = tail.trim_start_matches([' ', '\t', '\r']);
                if next.starts_with('\n') {
                    self.open_inherited();
                }
                self.builder.push(" ");
                next
            }
            b'$' => self.formula(rest),
            b'&' if self.is_in("tabular") => {
                self.open(BlockKind::Cell);
                tail
            }
            _ => {
                const LIGATURES: [(&str, &str); 10] = [
                    ("---", "—"),
                    ("--", "–"),
                    ("``", "“"),
                    ("''", "”"),
                    ("<<", "«"),
                    (">>", "»"),
                    ("`", "‘"),
                    ("'", "’"),
                    ("\"`", "„"),
                    ("\"'", "“"),
                ];
                match LIGATURES.iter().find(|(mark, _)| rest.starts_with(mark)) {
                    Some((mark, sign)) => self.literal(sign, &rest[mark.len()..]),
                    None if matches!(rest.as_bytes()[0], b'{' | b'}') => tail,
                    None => self.literal(&rest[..1], tail),
                }
            }
        }
    }

    fn literal<'t>(&mut self, sign: &str, tail: &'t str) -> &'t str {
        self.builder.push(sign);
        tail
    }

    /// Reads a formula in the line as it is written; a displayed one is code.
    fn formula<'t>(&mut self, rest: &'t str) -> &'t str {
        let fence = if rest.starts_with("$$") { "$$" } else { "$" };
        let inner = &rest[fence.len()..];
        let len = inner.find(fence).unwrap_or(inner.len());
        let after = inner.get(len + fence.len()..).unwrap_or_default();
        if fence == "$$" {
            self.code(&inner[..len]);
        } else if let Some((base, power)) =
            inner[..len].split_once('^').filter(|(base, _)| !base.contains('\\'))
        {
            self.builder.push(base);
            let power = power.trim();
            self.builder.push_raised(power.trim_matches(['{', '}']), Rise::Up);
        } else {
            self.builder.push(&inner[..len].replace(['{', '}', '\n'], ""));
        }
        after
    }

    fn command<'t>(&mut self, tail: &'t str) -> &'t str {
        let name_len = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
        if name_len == 0 {
            return self.sign(tail);
        }
        let name = &tail[..name_len];
        let rest = tail[name_len..].strip_prefix('*').unwrap_or(&tail[name_len..]);
        if let Some(level) = level(name) {
            let (title, after) = argument(without_option(rest));
            self.open(BlockKind::Heading(level));
            self.nested(title);
            self.open_inherited();
            return after;
        }
        if name == "c" && rest.trim_start().starts_with(['{', 'c', 'C', 's', 'S']) {
            return self.accented(rest.trim_start(), '\u{327}');
        }
        if let Some(after) = self.structure(name, rest) {
            return after;
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            let closed = rest.strip_prefix("{}");
            let after = closed.unwrap_or_else(|| rest.trim_start_matches([' ', '\t']));
            return self.literal(sign, after);
        }
        if let Some((_, n)) = SILENT.iter().find(|(known, _)| *known == name) {
            let mut after = rest;
            for _ in 0..*n {
                after = skip_argument(without_option(after));
            }
            return without_option(after);
        }
        if SECOND.contains(&name) {
            return skip_argument(without_option(rest));
        }
        // Others: the command goes, and what is in its braces stays.
        let after = without_option(rest);
        if after.starts_with('{') { after } else { rest.trim_start_matches([' ', '\t']) }
    }

    /// Reads a command that makes blocks.
    fn structure<'t>(&mut self, name: &str, rest: &'t str) -> Option<&'t str> {
        Some(match name {
            "begin" => self.begin(rest),
            "end" => {
                let (environment, after) = argument(rest);
                if let Some(at) = self.contexts.iter().rposition(|(open, _)| open == environment) {
                    self.contexts.truncate(at);
                }
                self.open_inherited();
                after
            }
            "item" => {
                self.open(BlockKind::ListItem);
                let label = rest.trim_start();
                match label
                    .strip_prefix('[')
                    .and_then(|inner| Some((inner, near(inner).find(']')?)))
                {
                    Some((inner, len)) => {
                        let (label, after) = (&inner[..len], &inner[len + 1..]);
                        self.nested(label);
                        if label.chars().any(char::is_alphanumeric) {
                            self.open(BlockKind::ListItem);
                        }
                        after
                    }
                    None => rest,
                }
            }
            "footnote" | "footnotetext" | "thanks" | "marginpar" => {
                let (note, after) = argument(without_option(rest));
                if self.is_note {
                    self.nested(note);
                } else {
                    self.notes.push(note.to_owned());
                }
                after
            }
            "caption" | "captionof" => {
                let (caption, after) = argument(without_option(rest));
                self.open(BlockKind::Caption);
                self.nested(caption);
                self.open_inherited();
                after
            }
            "maketitle" => {
                let title = std::mem::take(&mut self.title);
                self.open(BlockKind::Heading(1));
                self.builder.push(&title);
                self.open_inherited();
                rest
            }
            "title" | "author" | "date" => skip_argument(rest),
            "par" | "newpage" | "clearpage" | "bigskip" | "medskip" | "smallskip" | "hline"
            | "toprule" | "midrule" | "bottomrule" => {
                self.open_inherited();
                rest
            }
            "newline" | "linebreak" => {
                self.builder.push_break();
                rest
            }
            "input" | "include" | "subfile" => {
                self.n_included += 1;
                skip_argument(rest)
            }
            "url" | "path" | "nolinkurl" => {
                let (url, after) = argument(rest);
                self.builder.push(url);
                after
            }
            "verb" | "lstinline" => {
                let quote = rest.chars().next()?;
                let inner = &rest[quote.len_utf8()..];
                let len = near(inner).find(quote)?;
                self.builder.push(&inner[..len]);
                &inner[len + quote.len_utf8()..]
            }
            "textsuperscript" | "up" | "ieme" | "textsubscript" if rest.starts_with('{') => {
                let (raised, after) = argument(rest);
                let rise = if name == "textsubscript" { Rise::Down } else { Rise::Up };
                self.builder.push_raised(raised, rise);
                after
            }
            "enquote" => {
                let (inner, after) = argument(rest);
                self.builder.push("“");
                self.nested(inner);
                self.builder.push("”");
                after
            }
            "multicolumn" => skip_argument(skip_argument(rest)),
            "tableofcontents" | "listoffigures" | "listoftables" | "printindex" => rest,
            _ => return None,
        })
    }

    fn begin<'t>(&mut self, rest: &'t str) -> &'t str {
        let (environment, after) = argument(rest);
        let name = environment.trim_end_matches('*');
        if CODE.contains(&name) {
            let end = format!("\\end{{{environment}}}");
            let len = after.find(&end).unwrap_or(after.len());
            self.code(&after[..len]);
            return after.get(len + end.len()..).unwrap_or_default();
        }
        let kind = match name {
            "tabular" | "tabularx" | "longtable" | "tabulary" => BlockKind::Cell,
            _ => self.contexts.last().map_or(BlockKind::Paragraph, |(_, kind)| *kind),
        };
        self.contexts.push((environment.to_owned(), kind));
        self.open_inherited();
        let mut after = without_option(after);
        let n_arguments = match name {
            "tabular" | "longtable" | "minipage" | "multicols" | "adjustwidth" | "wrapfigure" => 1,
            "tabularx" | "tabulary" => 2,
            _ => 0,
        };
        for _ in 0..n_arguments {
            after = skip_argument(after);
        }
        after
    }

    /// Reads a command of one sign: an accent, a line break, an escape.
    fn sign<'t>(&mut self, tail: &'t str) -> &'t str {
        let Some(c) = tail.chars().next() else { return "" };
        let rest = &tail[c.len_utf8()..];
        let accent = match c {
            '\'' => '\u{301}',
            '`' => '\u{300}',
            '^' => '\u{302}',
            '"' => '\u{308}',
            '~' => '\u{303}',
            '\\' => {
                if self.is_in("tabular") || self.is_in("longtable") {
                    self.open(BlockKind::Cell);
                } else {
                    self.builder.push_break();
                }
                return without_option(rest.strip_prefix('*').unwrap_or(rest));
            }
            '[' | '(' => {
                let end = if c == '[' { "\\]" } else { "\\)" };
                let len = rest.find(end).unwrap_or(rest.len());
                if c == '[' {
                    self.code(&rest[..len]);
                } else {
                    self.builder.push(&rest[..len]);
                }
                return rest.get(len + 2..).unwrap_or_default();
            }
            ' ' | '\n' => return self.literal(" ", rest),
            ',' | ';' | ':' => return self.literal("\u{202f}", rest),
            '/' | '-' | '!' | '@' | ']' | ')' => return rest,
            _ => return self.literal(&tail[..c.len_utf8()], rest),
        };
        self.accented(rest, accent)
    }

    fn accented<'t>(&mut self, rest: &'t str, accent: char) -> &'t str {
        let (letter, after) = letter(rest);
        let text: String =
            letter.chars().take(1).chain([accent]).chain(letter.chars().skip(1)).nfc().collect();
        self.builder.push(&text);
        after
    }

    fn code(&mut self, text: &str) {
        if self.keeps_code {
            self.open(BlockKind::Paragraph);
            self.builder.push_lines(text);
        } else {
            self.builder.leave_out(Why::Code, text);
        }
        self.builder.push(" ");
    }

    /// Reads the text of an argument; deeper ones are read with it.
    fn nested(&mut self, text: &str) {
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            self.read(text);
            self.depth -= 1;
        } else {
            self.builder.leave_out(Why::Code, text);
        }
    }

    fn is_in(&self, environment: &str) -> bool {
        self.contexts
            .last()
            .is_some_and(|(open, kind)| open.starts_with(environment) || *kind == BlockKind::Cell)
    }

    fn open_inherited(&mut self) {
        let kind = self.contexts.last().map_or(BlockKind::Paragraph, |(_, kind)| *kind);
        self.open(kind);
    }

    fn open(&mut self, kind: BlockKind) {
        self.builder.close();
        self.follow();
        self.builder.open(kind);
    }

    fn follow(&mut self) {
        if self.is_note {
            return;
        }
        self.is_note = true;
        for note in std::mem::take(&mut self.notes) {
            self.builder.open(BlockKind::Note);
            self.read(&note);
            self.builder.close();
        }
        self.is_note = false;
    }
}

fn level(name: &str) -> Option<u8> {
    Some(match name {
        "part" | "chapter" => 1,
        "section" => 2,
        "subsection" => 3,
        "subsubsection" => 4,
        "paragraph" | "subparagraph" => 5,
        _ => return None,
    })
}

/// Returns the argument in braces that opens `text`, and what follows it.
fn argument(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let Some(inner) = text.strip_prefix('{') else {
        let len = text.chars().next().map_or(0, char::len_utf8);
        return text.split_at(len);
    };
    let mut depth = 1_usize;
    let mut is_escaped = false;
    for (at, byte) in near(inner).bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'{' => depth += 1,
            b'}' if depth == 1 => return (&inner[..at], &inner[at + 1..]),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    // A brace that nobody closes: the line is the argument.
    inner.split_at(inner.find('\n').unwrap_or(inner.len()))
}

fn skip_argument(text: &str) -> &str {
    if text.trim_start().starts_with('{') { argument(text).1 } else { text }
}

fn without_option(text: &str) -> &str {
    match text.strip_prefix('[').map(|inner| (inner, near(inner).find(']'))) {
        Some((inner, Some(len))) if !inner[..len].contains("\n\n") => &inner[len + 1..],
        _ => text,
    }
}

/// Returns the letter that an accent is for: `e`, `{e}`, `{\i}`, `\i`.
fn letter(text: &str) -> (&str, &str) {
    let (inner, after) = argument(text);
    match (inner, after.strip_prefix('i')) {
        ("\\", Some(after)) => ("i", after),
        ("\\i" | "\\i ", _) => ("i", after),
        _ => (inner, after),
    }
}

fn find_command(text: &str, command: &str) -> Option<usize> {
    text.match_indices(command).map(|(at, _)| at).find(|at| {
        text[at + command.len()..].starts_with(['{', '[', ' '])
            && !text[..*at].rsplit('\n').next().is_some_and(|line| line.contains('%'))
    })
}

/// Returns the text of an argument on one line.
fn plain(text: &str) -> String {
    let mut reader = Reader { is_note: true, ..Reader::default() };
    reader.read(text);
    reader.builder.finish(Vec::new()).text.content.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) -> Document {
        let document = read(text.as_bytes(), "a.tex", Options::default()).unwrap();
        assert_eq!(expected, shown(&document));
        document
    }

    #[test]
    fn a_document_that_a_chapter_shows_is_not_the_chapter() {
        check(
            "\\chapter{Un}\nIl pleut.\n\\begin{lstlisting}\n\\begin{document}\nx\n\\end{document}\n\\end{lstlisting}\n\nFin.\n",
            &["h1 Un", "p Il pleut.", "p Fin."],
        );
        check(
            "\\chapter{Un}\nIl pleut.\n\\begin{own}\n\\begin{document}\nOui.\n\\end{own}\n",
            &["h1 Un", "p Il pleut.", "p Oui."],
        );
        check(
            "\\documentclass{a}\n% \\begin{document}\n\\begin{document}\nOui.\n\\begin{verbatim}\n\\end{document}\n\\end{verbatim}\nNon.\n\\end{document}\nx",
            &["p Oui. Non."],
        );
    }

    #[test]
    fn blocks() {
        let document = check(
            "\\documentclass[12pt]{article}\n\\usepackage[T1]{fontenc}\n\\title{Le \\emph{phare}}\n\\author{J. D.}\n\\begin{document}\n\\maketitle\n\\section{La veille}\\label{a}\n\
             Il \\textbf{pleut} sur % rien\nle port\\footnote{Une note, \\emph{brève}.}.\n\nPuis \\verb|ls|.\n\\begin{itemize}\n\\item du pain\n\\item[--] du vin\n\\end{itemize}\n\
             \\begin{verbatim}\nls\n\\end{verbatim}\n\\begin{figure}\n\\includegraphics[width=3cm]{a.png}\n\\caption{Le port}\n\\end{figure}\n\
             \\begin{tabular}{ll}\n\\hline\nAn & Nom \\\\\n1900 & mille \\\\\n\\end{tabular}\n\\input{suite}\n\\end{document}\nrien",
            &[
                "h1 Le phare",
                "h2 La veille",
                "p Il pleut sur le port.",
                "note Une note, brève.",
                "p Puis ls.",
                "li du pain",
                "li – du vin",
                "caption Le port",
                "td An",
                "td Nom",
                "td 1900",
                "td mille",
            ],
        );
        assert_eq!(1, document.text.findings.len());
        assert_eq!(("author".to_owned(), "J. D.".to_owned()), document.metadata[1]);
    }

    #[test]
    fn signs_and_accents() {
        check(
            "L'\\'et\\'e, \\^ile, gar\\c{c}on, {\\oe}uf~: \\og oui\\fg{} ``non'' 10$^6$ 50\\,\\% --- \\textcolor{red}{rouge} \\unknown{mot}.",
            &["p L’été, île, garçon, œuf\u{a0}: « oui » “non” 10⁶ 50\u{202f}% — rouge mot."],
        );
    }
}
