//! The files that a bitext is read from: one, or several that belong together.

use super::Format;
use crate::error::{Error, Place, Result};
use crate::finding::Finding;
use crate::text::Text;

/// What a file is to a bitext.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// The file that a user names: pairs, or links between two texts.
    Main,
    /// The text of the source.
    Src,
    /// The text of the translation.
    Tgt,
    /// The ids of the pairs, one a line (Moses).
    Ids,
    /// The scores of the pairs, one a line (Moses).
    Scores,
    /// What is known of the document (the description beside a CSV).
    Metadata,
}

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// What it is.
    pub role: Role,
    /// What messages call it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The files of a bitext; those of text formats are decoded.
#[derive(Debug)]
pub struct Input {
    format: Format,
    files: Vec<(Role, String, Content)>,
    findings: Vec<Finding>,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

impl Input {
    /// Takes files that are of a format.
    ///
    /// # Errors
    ///
    /// A file of a text format holds no text.
    pub fn new(files: Vec<InputFile>, format: Format) -> Result<Input> {
        let mut input = Input { format, files: Vec::new(), findings: Vec::new() };
        for InputFile { role, name, bytes } in files {
            let content = if is_packed(&bytes) {
                Content::Bytes(bytes)
            } else {
                let text = decode(bytes, &name)?;
                input.findings.extend(text.findings);
                Content::Text(text.content)
            };
            input.files.push((role, name, content));
        }
        Ok(input)
    }

    /// Returns the format.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Tells whether there is a file of that role.
    #[must_use]
    pub fn has(&self, wanted: Role) -> bool {
        self.files.iter().any(|(role, ..)| *role == wanted)
    }

    /// Returns what messages call the bitext: its main file, or the source.
    #[must_use]
    pub fn name(&self) -> &str {
        self.files.first().map_or("", |(_, name, _)| name)
    }

    /// Returns what had to be guessed or repaired to get at the texts.
    pub(super) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the bytes of the main file, decoded if they are text.
    pub(super) fn bytes(&self) -> &[u8] {
        match self.files.iter().find(|(role, ..)| *role == Role::Main) {
            Some((_, _, Content::Text(text))) => text.as_bytes(),
            Some((_, _, Content::Bytes(bytes))) => bytes,
            None => &[],
        }
    }

    /// Returns the name and the text of a file, if it is there.
    ///
    /// # Errors
    ///
    /// The file is an archive.
    pub(super) fn text(&self, wanted: Role) -> Result<Option<(&str, &str)>> {
        match self.files.iter().find(|(role, ..)| *role == wanted) {
            Some((_, name, Content::Text(text))) => Ok(Some((name, text))),
            Some((_, name, Content::Bytes(_))) => {
                Err(Error::input(format!("this is an archive, not {}", self.format.name()))
                    .at(Place::file(name))
                    .hint("unpack it, or say what it is: --from xlsx"))
            }
            None => Ok(None),
        }
    }

    /// Returns the name and the text of the main file.
    ///
    /// # Errors
    ///
    /// There is none, or it is an archive.
    pub(super) fn main(&self) -> Result<(&str, &str)> {
        self.needed(Role::Main, "the file itself")
    }

    /// Returns the name and the text of a file that must be there.
    ///
    /// # Errors
    ///
    /// It is not there, or is an archive.
    pub(super) fn needed(&self, role: Role, what: &str) -> Result<(&str, &str)> {
        self.text(role)?.ok_or_else(|| {
            let name = self.format.name();
            Error::usage(format!("{name} is more than one file, and {what} is missing"))
                .at(Place::file(self.name()))
                .hint("name the texts: --src FILE --tgt FILE")
        })
    }
}

/// How archives (XLSX, ODS, XLS) and Parquet files start.
const PACKED: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"];

fn is_packed(bytes: &[u8]) -> bool {
    PACKED.iter().any(|magic| bytes.starts_with(magic))
}

/// How many bytes of a file its format is told from.
const SAMPLE_LEN: usize = 1024;

/// Returns the text of a file. XML may declare its encoding.
fn decode(bytes: Vec<u8>, name: &str) -> Result<Text> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE_LEN)]);
    let declared = head.strip_prefix("<?xml").and_then(|rest| {
        let value = rest.split("?>").next()?.split("encoding").nth(1)?;
        value.split(['"', '\'']).nth(1).map(str::to_owned)
    });
    let encoding = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match encoding.filter(|encoding| encoding.is_single_byte() || !encoding.is_ascii_compatible()) {
        Some(encoding) if encoding.is_ascii_compatible() => {
            Ok(Text::from_string(encoding.decode_without_bom_handling(&bytes).0.into_owned()))
        }
        _ => Text::decode_owned(bytes, name),
    }
}

/// Returns the format that some bytes seem to be of.
pub(super) fn format_of(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PAR1") {
        return Format::by_name("parquet").ok();
    }
    if is_packed(bytes) {
        return Some(Format::Xlsx);
    }
    let sample = Text::decode(&bytes[..bytes.len().min(SAMPLE_LEN)], "").ok()?.content;
    let sample = sample.trim_start();
    let has = |what: &str| sample.contains(what);
    match sample.as_bytes().first()? {
        b'<' if has("<tmx") => Some(Format::Tmx),
        b'<' if has("<xliff") && (has("version=\"2") || has("document:2")) => Some(Format::Xliff2),
        b'<' if has("<xliff") => Some(Format::Xliff),
        b'<' if has("<cesAlign") => Some(Format::Opus),
        b'<' if has("<linkGrp") => Some(Format::Intertext),
        b'{' => Some(Format::Jsonl),
        b'[' if has("]:[") => Some(Format::Ladder),
        _ if has("msgid ") => Some(Format::Po),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_how_files_start() {
        for (content, expected) in [
            ("<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">", Some("tmx")),
            ("<xliff version=\"1.2\">", Some("xliff")),
            (
                "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version='2.0'>",
                Some("xliff2"),
            ),
            ("<cesAlign version=\"1.0\">", Some("opus")),
            ("<linkGrp toDoc=\"a\">", Some("intertext")),
            ("\n{\"fr\":", Some("jsonl")),
            ("[0]:[0, 1]", Some("ladder")),
            ("# x\nmsgid \"\"", Some("po")),
            ("fr,en\n", None),
        ] {
            assert_eq!(expected, format_of(content.as_bytes()).map(Format::name), "{content}");
        }
        let utf16: Vec<u8> = "\u{feff}<tmx>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Some(Format::Tmx), format_of(&utf16));
    }

    #[test]
    fn xml_may_declare_its_encoding() {
        let bytes = b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>\xb3</a>".to_vec();
        let main = InputFile { role: Role::Main, name: "a.tmx".into(), bytes };
        let input = Input::new(vec![main], Format::Tmx).unwrap();
        assert!(input.main().unwrap().1.ends_with("<a>ł</a>"));
    }
}
