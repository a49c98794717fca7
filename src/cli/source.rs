//! Reads one side, whatever it is: a document, a plain text or a table.

use super::io::{display_name, is_dash, read_bytes};
use crate::error::{Error, Place, Result};
use crate::formats;
use crate::lang::LangPair;
use crate::pipeline::Input;
use crate::readers::{self, Detected, Format};
use crate::table;
use crate::text::Text;
use clap::{Args, ValueEnum};
use std::path::Path;

/// The format of an input, for users.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum InputFormat {
    /// Plain text, in any encoding
    Txt,
    /// Markdown
    #[value(alias = "md")]
    Markdown,
    /// A web page
    #[value(alias = "xhtml", alias = "htm")]
    Html,
    /// Word since 2007
    Docx,
    /// `LibreOffice` Writer
    Odt,
    /// An electronic book
    Epub,
    /// Subtitles
    Srt,
    /// Subtitles of the web
    Vtt,
    /// The text layer of a PDF
    Pdf,
    /// XML that holds text: TEI, `DocBook`, Mallard, DITA and others
    #[value(alias = "tei", alias = "docbook", alias = "mallard", alias = "dita")]
    Xml,
    /// A man page
    #[value(alias = "roff", alias = "mdoc")]
    Man,
    /// `AsciiDoc`
    #[value(alias = "adoc")]
    Asciidoc,
    /// reStructuredText
    Rst,
    /// LaTeX
    #[value(alias = "tex")]
    Latex,
    /// CSV, TSV, XLSX, ODS or JSON lines
    #[value(alias = "csv", alias = "tsv", alias = "xlsx", alias = "ods", alias = "jsonl")]
    Table,
}

impl InputFormat {
    fn detected(self) -> Detected {
        Detected::Document(match self {
            InputFormat::Txt => Format::Txt,
            InputFormat::Markdown => Format::Markdown,
            InputFormat::Html => Format::Html,
            InputFormat::Docx => Format::Docx,
            InputFormat::Odt => Format::Odt,
            InputFormat::Epub => Format::Epub,
            InputFormat::Srt | InputFormat::Vtt => Format::Subtitles,
            InputFormat::Pdf => Format::Pdf,
            InputFormat::Xml => Format::Xml,
            InputFormat::Man => Format::Man,
            InputFormat::Asciidoc => Format::AsciiDoc,
            InputFormat::Rst => Format::Rst,
            InputFormat::Latex => Format::Latex,
            InputFormat::Table => return Detected::Table,
        })
    }
}

/// What the user says of a table.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Columns {
    /// The column of the text: its header, or its number from 1
    #[arg(long, value_name = "NAME|N")]
    pub(super) column: Option<String>,
    /// The column of ids
    #[arg(long, value_name = "NAME|N")]
    pub(super) id_column: Option<String>,
    /// The first row of the table is a header, though its words say nothing
    #[arg(long, conflicts_with = "no_header")]
    pub(super) header: bool,
    /// The first row of the table is not a header
    #[arg(long)]
    pub(super) no_header: bool,
    /// The sheet of a spreadsheet: its name, or its number among those that can be seen
    #[arg(long, value_name = "NAME|N")]
    pub(super) sheet: Option<String>,
    /// What parts the cells: a character, or `tab`
    #[arg(long, value_name = "CHAR", value_parser = parse_delimiter)]
    pub(super) delimiter: Option<u8>,
}

fn parse_delimiter(text: &str) -> std::result::Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() => Ok(*byte),
        _ => Err("expected one character such as `;`, or `tab`".to_owned()),
    }
}

impl Columns {
    /// Tells whether the user speaks of columns, and so of a table.
    pub(super) fn are_given(&self) -> bool {
        self.column.is_some()
            || self.id_column.is_some()
            || self.header
            || self.no_header
            || self.delimiter.is_some()
            || self.sheet.is_some()
    }

    /// Returns how to read a table of texts in the second language, beside which
    /// there may be texts in the first.
    pub(super) fn options(&self, langs: LangPair) -> table::Options {
        let header = self.header.then_some(true).or(self.no_header.then_some(false));
        table::Options {
            column: self.column.clone(),
            id_column: self.id_column.clone(),
            header,
            delimiter: self.delimiter,
            sheet: self.sheet.clone(),
            ..table::Options::new(langs)
        }
    }
}

/// How to read a side.
#[derive(Clone, Debug)]
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    /// What the user says it is.
    pub(super) format: Option<InputFormat>,
    pub(super) document: readers::Options,
    pub(super) table: table::Options,
    /// Whether lines, rows and paragraphs are segments.
    pub(super) segmented: bool,
}

impl Source<'_> {
    /// Reads the side.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not what it should be, or holds no text.
    pub(super) fn read(&self) -> Result<Input> {
        self.read_from(read_bytes(self.path)?)
    }

    /// Reads the side from what its file holds.
    ///
    /// # Errors
    ///
    /// It is not what it should be, or holds no text.
    pub(super) fn read_from(&self, bytes: Vec<u8>) -> Result<Input> {
        let name = display_name(self.path);
        if bytes.is_empty() {
            return Err(no_text("the file is empty", &name));
        }
        if let Some(format) = self.bitext_format(&bytes) {
            return self.bitext(&bytes, &name, format);
        }
        match self.detect(&bytes) {
            Detected::Table => self.table(&bytes, &name),
            Detected::Document(format) if format != Format::Txt => {
                let document = readers::read(&bytes, &name, format, self.document)?;
                let text = |block: &crate::text::Block| {
                    document.text.content[block.span.clone()].to_owned()
                };
                Ok(if self.segmented {
                    Input::Segments(document.blocks.iter().map(text).collect())
                } else {
                    Input::Document(document)
                })
            }
            Detected::Unreadable { what, hint } => {
                Err(Error::input(format!("this is {what}, which is not read"))
                    .at(Place::file(name))
                    .hint(hint))
            }
            Detected::Document(_) | Detected::Text => self.text(bytes, &name),
        }
    }

    /// Tells what the file is: by what the user says, else by its bytes and its
    /// extension. A plain text that opens with a header which names the language
    /// is a table; in a file named like a text that header must be parted by
    /// tabs, as in what Excel calls Unicode text.
    fn detect(&self, bytes: &[u8]) -> Detected {
        if let Some(format) = self.format {
            return format.detected();
        }
        let extension = extension(self.path);
        let detected = readers::detect(bytes, &extension);
        let delimiter = (!extension.is_empty()).then_some('\t');
        match detected {
            Detected::Text if table::names_translation(bytes, delimiter, &self.table) => {
                Detected::Table
            }
            detected => detected,
        }
    }

    /// Returns the format of a side that is a file of a translation tool, and so a
    /// table of both languages.
    fn bitext_format(&self, bytes: &[u8]) -> Option<formats::Format> {
        use formats::Format as Bitext;
        if self.format.is_some() {
            return None;
        }
        if readers::detect(bytes, "") == Detected::Document(Format::Docx) {
            let is_table = formats::is_bilingual_document(bytes, &self.table.langs);
            return is_table.then_some(Bitext::Docx);
        }
        Bitext::by_content(bytes).filter(|format| {
            let is_catalog = || {
                bytes.starts_with(b"msgid \"")
                    || memchr::memmem::find(bytes, b"\nmsgid \"").is_some()
            };
            matches!(format, Bitext::Tmx | Bitext::Xliff | Bitext::Xliff2)
                || *format == Bitext::Po && is_catalog()
                || format.name() == "parquet"
        })
    }

    /// Reads a bitext as a table of its two languages.
    fn bitext(&self, bytes: &[u8], name: &str, format: formats::Format) -> Result<Input> {
        let loaded = formats::read(bytes, name, format, &self.table.langs)?;
        let mut lines = loaded.lines.into_iter();
        let row = |(number, pair): (u64, crate::bitext::Pair)| table::Row {
            line: lines.next().unwrap_or(number),
            src: Some(pair.src),
            tgt: pair.tgt,
            note: pair.comment,
            carried: pair.carried,
            ..table::Row::default()
        };
        let carried_headers = loaded.bitext.carried_headers;
        let rows: Vec<table::Row> = (1..).zip(loaded.bitext.pairs).map(row).collect();
        if rows.iter().all(|row| row.tgt.trim().is_empty()) {
            return Err(no_text("no pair has a translation", name));
        }
        let findings = loaded.findings;
        let table = table::Table { rows, carried_headers, findings, id_header: None };
        Ok(if self.segmented { Input::Rows(table) } else { Input::Table(table) })
    }

    fn table(&self, bytes: &[u8], name: &str) -> Result<Input> {
        let table = table::read(bytes, name, &self.table)?;
        if table.n_translations().unwrap_or(0) == 0 {
            return Err(Error::input("every cell of the text is blank")
                .at(Place::file(name))
                .hint("name another column with --column"));
        }
        Ok(if self.segmented { Input::Rows(table) } else { Input::Table(table) })
    }

    fn text(&self, bytes: Vec<u8>, name: &str) -> Result<Input> {
        let text = Text::decode_owned(bytes, name)?;
        if text.content.trim().is_empty() {
            return Err(no_text("the file is blank", name));
        }
        Ok(if self.segmented {
            Input::Lines(text)
        } else {
            Input::Document(readers::read_text(text, self.document))
        })
    }
}

fn no_text(message: &str, name: &str) -> Error {
    Error::input(message)
        .at(Place::file(name))
        .hint("check that the text was saved, or name another file")
}

/// Tells whether a path is named like a table.
pub(super) fn is_named_like_table(path: &Path) -> bool {
    !is_dash(path) && readers::detect(b"", &extension(path)) == Detected::Table
}

/// Returns the extension of a file in small letters, that of what `.gz` packs;
/// blank for stdin.
fn extension(path: &Path) -> String {
    if is_dash(path) {
        return String::new();
    }
    let name = path.to_string_lossy().to_lowercase();
    let name = Path::new(name.strip_suffix(".gz").unwrap_or(&name));
    name.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default()
}
