//! Turns bytes into text and remembers how.
//!
//! The order of belief: a byte order mark, then valid UTF-8, then the shape of
//! UTF-16 without a mark (every other byte is NUL), then UTF-8 with a few
//! damaged bytes, then the encodings of DOS and old Macs, then a single-byte
//! encoding guessed from its letters.
//! A text is never refused for its encoding; what had to be guessed or
//! repaired is said in a finding. Bytes that are not text at all (an image, an
//! archive) are refused, because a page of replacement characters helps nobody.
//!
//! A byte order mark is taken off; everything else stays as it is, line ends
//! included.

mod old;

use crate::error::{Error, Place, Result};
use crate::notice::Notice;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a text was stored.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Encoding {
    /// The name of the encoding, as the WHATWG spells it.
    pub name: &'static str,
    /// How many bytes of byte order mark stood before the text.
    pub mark_len: usize,
}

/// A text with its provenance.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text, without its byte order mark and otherwise untouched.
    pub content: String,
    /// How it was stored.
    pub encoding: Encoding,
    /// What had to be guessed or repaired.
    pub findings: Vec<Notice>,
}

/// More control characters than this share of the bytes mean that a file is no
/// text. By hand: text files have none, images and archives over 0.1.
const MAX_CONTROL_SHARE: f64 = 0.02;

/// More damaged sequences than this share of the non-ASCII ones mean that a
/// file is not UTF-8 at all but a single-byte encoding. By hand: well-formed
/// sequences are rare by chance (in Windows-1252 `É` before a no-break space is
/// one), so that one of them outweighs one bad byte.
const MAX_DAMAGED_SHARE: f64 = 0.5;

impl Text {
    /// Returns `content` as a text that was stored as UTF-8.
    #[must_use]
    pub fn from_string(content: String) -> Text {
        let encoding = Encoding { name: "UTF-8", mark_len: 0 };
        Text { content, encoding, findings: Vec::new() }
    }

    /// Returns the text that `bytes` hold. `file` names them in messages.
    ///
    /// # Errors
    ///
    /// The bytes are not text: an archive, an image, a program.
    pub fn decode(bytes: &[u8], file: &str) -> Result<Text> {
        let text = decode_by_mark(bytes)
            .or_else(|| decode_utf8(bytes))
            .or_else(|| decode_utf16(bytes, file))
            .unwrap_or_else(|| decode_damaged(bytes, file));
        if is_binary(&text.content) {
            return Err(Error::input("this is not text but binary data")
                .at(Place::file(file))
                .hint("give a plain text, or a CSV, TSV or XLSX table of translations"));
        }
        Ok(text)
    }

    /// Returns the text that `bytes` hold, as [`Text::decode`] does, but does not
    /// copy what is UTF-8 without a mark.
    ///
    /// # Errors
    ///
    /// The bytes are not text.
    pub fn decode_owned(bytes: Vec<u8>, file: &str) -> Result<Text> {
        let is_marked = encoding_rs::Encoding::for_bom(&bytes).is_some();
        if is_marked || looks_utf16(&bytes) {
            return Text::decode(&bytes, file);
        }
        match String::from_utf8(bytes) {
            Ok(content) if !is_binary(&content) => Ok(Text::from_string(content)),
            Ok(content) => Text::decode(content.as_bytes(), file),
            Err(error) => Text::decode(error.as_bytes(), file),
        }
    }

    /// Returns the text that `bytes` hold, whose format declares an encoding by
    /// its `label`. A byte order mark and valid UTF-8 are believed first.
    ///
    /// # Errors
    ///
    /// The bytes are not text.
    pub fn decode_declared(bytes: &[u8], label: &str, file: &str) -> Result<Text> {
        let declared = encoding_rs::Encoding::for_label(label.as_bytes());
        let text = decode_by_mark(bytes).or_else(|| decode_utf8(bytes));
        match (text, declared.filter(|encoding| *encoding != encoding_rs::UTF_8)) {
            (Some(text), _) => Ok(text),
            (None, None) => Text::decode(bytes, file),
            (None, Some(encoding)) => {
                let (content, _) = encoding.decode_without_bom_handling(bytes);
                let mut text = Text::from_string(content.into_owned());
                text.encoding = Encoding { name: encoding.name(), mark_len: 0 };
                Ok(text)
            }
        }
    }
}

fn decode_by_mark(bytes: &[u8]) -> Option<Text> {
    let (encoding, mark_len) = encoding_rs::Encoding::for_bom(bytes)?;
    let (content, _) = encoding.decode_without_bom_handling(&bytes[mark_len..]);
    let mut text = Text::from_string(content.into_owned());
    text.encoding = Encoding { name: encoding.name(), mark_len };
    Some(text)
}

fn decode_utf8(bytes: &[u8]) -> Option<Text> {
    std::str::from_utf8(bytes)
        .ok()
        .filter(|_| !looks_utf16(bytes))
        .map(|content| Text::from_string(content.to_owned()))
}

/// Tells whether nearly every other byte is NUL, as in Latin text in UTF-16.
fn looks_utf16(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    sample.len() >= 4 && 3 * nul_count(sample, 0).max(nul_count(sample, 1)) >= sample.len()
}

fn nul_count(sample: &[u8], parity: usize) -> usize {
    sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count()
}

fn decode_utf16(bytes: &[u8], file: &str) -> Option<Text> {
    if !looks_utf16(bytes) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let big_endian = nul_count(sample, 0) > nul_count(sample, 1);
    let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
    let (content, _) = encoding.decode_without_bom_handling(bytes);
    Some(guessed(content.into_owned(), encoding.name(), file))
}

fn guessed(content: String, name: &'static str, file: &str) -> Text {
    let message = format!("read as {name}, which is a guess");
    Text {
        content,
        encoding: Encoding { name, mark_len: 0 },
        findings: vec![Notice::info("encoding", message).at(Place::file(file))],
    }
}

fn decode_damaged(bytes: &[u8], file: &str) -> Text {
    let damage = Utf8Damage::of(bytes);
    let tried = damage.n_valid + damage.n_damaged;
    if damage.n_damaged as f64 <= MAX_DAMAGED_SHARE * tried as f64 {
        return repaired(bytes, &damage, file);
    }
    if let Some((content, name)) = old::decode(bytes) {
        let message = format!("read as {name}, an encoding of DOS or old Macs, which is a guess");
        let finding = Notice::warning("encoding", message).at(Place::file(file));
        return Text { content, encoding: Encoding { name, mark_len: 0 }, findings: vec![finding] };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    let encoding = if guess.is_single_byte() { guess } else { WINDOWS_1252 };
    let (content, _) = encoding.decode_without_bom_handling(bytes);
    guessed(content.into_owned(), encoding.name(), file)
}

fn repaired(bytes: &[u8], damage: &Utf8Damage, file: &str) -> Text {
    let plural = if damage.n_damaged == 1 { "" } else { "s" };
    let message = format!(
        "{} byte sequence{plural} not valid in UTF-8, read as U+FFFD; the first is here",
        damage.n_damaged
    );
    let place = Place::file(file).line(damage.first_line);
    let mut text = Text::from_string(String::from_utf8_lossy(bytes).into_owned());
    text.findings.push(Notice::warning("encoding", message).at(place));
    text
}

/// How far bytes are from UTF-8.
struct Utf8Damage {
    /// Non-ASCII characters that are well formed.
    n_valid: usize,
    /// Sequences that are not.
    n_damaged: usize,
    /// The line of the first damaged one, counting from 1.
    first_line: u64,
}

impl Utf8Damage {
    fn of(bytes: &[u8]) -> Utf8Damage {
        let mut damage = Utf8Damage { n_valid: 0, n_damaged: 0, first_line: 1 };
        for chunk in bytes.utf8_chunks() {
            damage.n_valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            if damage.n_damaged == 0 {
                damage.first_line +=
                    memchr::memchr_iter(b'\n', chunk.valid().as_bytes()).count() as u64;
            }
            damage.n_damaged += usize::from(!chunk.invalid().is_empty());
        }
        damage
    }
}

/// Tells whether a text holds more control characters than text does. NUL
/// alone is let pass in small numbers: damaged files have some.
fn is_binary(content: &str) -> bool {
    let is_control =
        |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
    let n_control = content.chars().take(65_536).filter(is_control).count();
    n_control as f64 > MAX_CONTROL_SHARE * content.len().min(65_536) as f64 + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "Où est l’été ?\nÀ Noël, ça gèle déjà.";

    fn check(bytes: &[u8], expected: &str, encoding: &str) {
        let text = Text::decode(bytes, "a.txt").unwrap();
        assert_eq!((expected, encoding), (text.content.as_str(), text.encoding.name));
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn bytes_that_are_given_away_are_decoded_the_same() {
        for bytes in [&b"\xef\xbb\xbf\xc3\xa9"[..], b"\xc3\xa9", b"\xe9t\xe9", b"\xff\xfea\0"] {
            let (owned, copied) =
                (Text::decode_owned(bytes.to_vec(), "a"), Text::decode(bytes, "a"));
            assert_eq!(copied.unwrap().content, owned.unwrap().content);
        }
        assert!(Text::decode_owned(vec![0, 1, 2, 3], "a").is_err());
    }

    #[test]
    fn common_encodings_give_the_same_text() {
        let (windows, _, _) = WINDOWS_1252.encode(FRENCH);
        check(FRENCH.as_bytes(), FRENCH, "UTF-8");
        check(&windows, FRENCH, "windows-1252");
        check(&utf16(FRENCH, u16::to_le_bytes), FRENCH, "UTF-16LE");
        check(&utf16(FRENCH, u16::to_be_bytes), FRENCH, "UTF-16BE");
        check(format!("\u{feff}{FRENCH}").as_bytes(), FRENCH, "UTF-8");
        check(&utf16(&format!("\u{feff}{FRENCH}"), u16::to_le_bytes), FRENCH, "UTF-16LE");
    }

    #[test]
    fn one_bad_byte_is_repaired_and_said_with_its_line() {
        let mut bytes = FRENCH.as_bytes().to_vec();
        bytes.push(0xff);
        let text = Text::decode(&bytes, "a.txt").unwrap();
        assert_eq!(format!("{FRENCH}\u{fffd}"), text.content);
        assert_eq!(Some(2), text.findings[0].place.as_ref().unwrap().line);
    }

    #[test]
    fn one_accent_outweighs_one_bad_byte() {
        check(b"Il a \xc3\xa9t\xe9.", "Il a ét\u{fffd}.", "UTF-8");
        check(b"Il a \xe9t\xe9.", "Il a été.", "windows-1252");
    }

    #[test]
    fn an_image_is_no_text() {
        let bytes: Vec<u8> = (0..=255).cycle().take(5000).collect();
        let error = Text::decode(&bytes, "photo.png").unwrap_err();
        assert_eq!("photo.png: this is not text but binary data", error.to_string());
        assert!(error.hint_text().is_some());
    }

    #[test]
    fn a_stray_nul_is_still_text() {
        check(b"Il pleut.\0 Encore.", "Il pleut.\0 Encore.", "UTF-8");
    }

    #[test]
    fn nothing_is_an_empty_text() {
        check(b"", "", "UTF-8");
    }
}
