//! Tells of which format some bytes are, and in which encoding.

use super::Format;
use crate::archive::Archive;
use crate::error::Result;
use crate::text::Text;

/// How archives (XLSX, ODS, XLS) and Parquet files start.
const PACKED: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"];

pub(super) fn is_packed(bytes: &[u8]) -> bool {
    PACKED.iter().any(|magic| bytes.starts_with(magic))
}

/// How many bytes of a file its format is told from.
const SAMPLE_LEN: usize = 1024;

/// Returns the text of a file. XML may declare its encoding.
pub(super) fn decode(bytes: Vec<u8>, name: &str) -> Result<Text> {
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
    if bytes.starts_with(b"PK") {
        let is_word =
            Archive::open(bytes, "", "archive").is_ok_and(|zip| zip.has("word/document.xml"));
        return Some(if is_word { Format::Docx } else { Format::Xlsx });
    }
    if is_packed(bytes) {
        return Some(Format::Xlsx);
    }
    let sample = Text::decode(&bytes[..bytes.len().min(SAMPLE_LEN)], "").ok()?.content;
    let sample = sample.trim_start();
    let has = |what: &str| sample.contains(what);
    match sample.as_bytes().first()? {
        b'<' if has("<tmx") => Some(Format::Tmx),
        b'<' if has("<xliff")
            && (has(" version=\"2") || has(" version='2") || has("document:2")) =>
        {
            Some(Format::Xliff2)
        }
        b'<' if has("<xliff") => Some(Format::Xliff),
        b'<' if has("<cesAlign") => Some(Format::Opus),
        b'<' if has("<linkGrp") => Some(Format::Intertext),
        b'{' => Some(Format::Jsonl),
        b'[' if has("]:[") => Some(Format::Ladder),
        _ if has("msgid ") => Some(Format::Po),
        // In quotes a tab may be a text's own, which the reader of CSV knows.
        _ => sample
            .lines()
            .next()
            .filter(|line| line.contains('\t') && !line.contains('"'))
            .map(|_| Format::Tsv),
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
            ("fr\ten\n", Some("tsv")),
        ] {
            assert_eq!(expected, format_of(content.as_bytes()).map(Format::name), "{content}");
        }
        let utf16: Vec<u8> = "\u{feff}<tmx>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Some(Format::Tmx), format_of(&utf16));
    }

    #[test]
    fn xml_may_declare_its_encoding() {
        let bytes = b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>\xb3</a>".to_vec();
        let main = super::super::BitextFile {
            role: super::super::Role::Main,
            name: "a.tmx".into(),
            bytes,
        };
        let input = super::super::BitextFiles::new(vec![main], Format::Tmx).unwrap();
        assert!(input.main().unwrap().1.ends_with("<a>ł</a>"));
    }
}
