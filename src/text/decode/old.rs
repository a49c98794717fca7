//! Tells texts of DOS and of old Macs from those of Windows.
//!
//! Nothing in the bytes says which they are, and the guesser of the web does
//! not know them: `été` of DOS would come out as `‚t‚`, of a Mac as `Žtq`, in
//! silence. But small letters with accents stand behind other letters, and the
//! three have them in different places. Where Windows has quotes, dashes and the
//! like, which stand behind letters too, nothing is told.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// Bytes 0x80 to 0xFF of code page 850; 437 has the small letters in the same
/// places, and box-drawing lines for some capitals.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The small letters by which they are told apart: those of French and German.
const LETTERS: &str = "àâäæçéèêëîïôöœùûüß";

/// Bytes that are marks of Windows which stand behind letters: `„ … ‹ ‘ ’ “ ” • – — ™ ›`.
const MARKS: [u8; 12] = [0x84, 0x85, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9b];

/// Fewer letters than this tell nothing. By hand: one may be a low quote or a
/// dash of Windows.
const MIN_LETTERS: usize = 2;

/// There have to be so many times as many letters as Windows would have. By
/// hand: on real texts it has none, or nearly all.
const MARGIN: usize = 4;

/// Returns the text and the name of its encoding, if it is one of DOS or of an
/// old Mac.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, &'static str)> {
    let mac: Vec<char> = (0x80..=0xff_u8).map(|byte| char_of(byte, MACINTOSH)).collect();
    let dos: Vec<char> = CP850.chars().collect();
    let windows: Vec<char> = (0x80..=0xff_u8).map(|byte| char_of(byte, WINDOWS_1252)).collect();
    let tables = [(&dos, "IBM850"), (&mac, "macintosh")];
    let n_signs = |table: &[char]| n_letters(bytes, table) + n_apostrophes(bytes, table);
    let scored = tables.map(|(table, name)| (n_signs(table), table, name));
    let (n, table, name) = scored.into_iter().max_by_key(|(n, ..)| *n)?;
    let is_clear = n >= MIN_LETTERS && n >= MARGIN * n_letters(bytes, &windows);
    is_clear.then(|| (bytes.iter().map(|byte| mapped(*byte, table)).collect(), name))
}

fn char_of(byte: u8, encoding: &'static encoding_rs::Encoding) -> char {
    encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}')
}

fn mapped(byte: u8, table: &[char]) -> char {
    if byte.is_ascii() { char::from(byte) } else { table[usize::from(byte - 0x80)] }
}

/// Counts the bytes that are small letters with accents behind a letter of ASCII.
fn n_letters(bytes: &[u8], table: &[char]) -> usize {
    let is_letter = |two: &&[u8]| {
        two[0].is_ascii_alphabetic()
            && !two[1].is_ascii()
            && !MARKS.contains(&two[1])
            && LETTERS.contains(mapped(two[1], table))
    };
    bytes.windows(2).filter(is_letter).count()
}

/// Counts the apostrophes between letters of ASCII, of which English has more than accents;
/// for Windows the same byte is a capital amid small letters.
fn n_apostrophes(bytes: &[u8], table: &[char]) -> usize {
    let is_apostrophe = |three: &&[u8]| {
        three[0].is_ascii_alphabetic()
            && three[2].is_ascii_lowercase()
            && !MARKS.contains(&three[1])
            && !three[1].is_ascii()
            && mapped(three[1], table) == '’'
    };
    bytes.windows(3).filter(is_apostrophe).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "Où est l'été ? À Noël, ça gèle déjà, dit la forêt.";

    fn encode(text: &str, table: &[char]) -> Vec<u8> {
        let byte = |c: char| match table.iter().position(|known| *known == c) {
            Some(at) => u8::try_from(at + 0x80).unwrap(),
            None => u8::try_from(c).unwrap(),
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn texts_of_dos_and_of_macs_are_read() {
        let dos: Vec<char> = CP850.chars().collect();
        let mac: Vec<char> = (0x80..=0xff_u8).map(|byte| char_of(byte, MACINTOSH)).collect();
        assert_eq!(128, dos.len());
        assert_eq!(Some((FRENCH.to_owned(), "IBM850")), decode(&encode(FRENCH, &dos)));
        assert_eq!(Some((FRENCH.to_owned(), "macintosh")), decode(&encode(FRENCH, &mac)));
    }

    #[test]
    fn an_english_text_of_a_mac_is_told_by_its_apostrophes() {
        let (text, name) = decode(b"It\xd5s late, and we don\xd5t sleep\xc9").unwrap();
        assert_eq!(("It’s late, and we don’t sleep…", "macintosh"), (text.as_str(), name));
        assert_eq!(None, decode(b"S\xd5S, k\xd5ik"));
    }

    #[test]
    fn texts_of_windows_stay_what_they_are() {
        for text in [
            FRENCH,
            "Il a été là.",
            "“Yes”—he said… ‘no’—“I don’t”",
            "Škoda™, Škoda",
            "„Ja“",
            "Œuvre, cœur",
            "50 €",
        ] {
            assert_eq!(None, decode(&WINDOWS_1252.encode(text).0), "{text}");
        }
        let (russian, ..) = encoding_rs::WINDOWS_1251.encode("Идёт дождь, я читаю. OK");
        assert_eq!(None, decode(&russian));
        let (polish, ..) =
            encoding_rs::WINDOWS_1250.encode("Pada deszcz, więc czytam książkę. Źdźbło");
        assert_eq!(None, decode(&polish));
    }
}
