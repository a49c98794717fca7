//! Changes files where it hurts: by the structure of zip archives, of XML and JSON,
//! of PDF objects and of database pages, and by bytes.

use std::io::{Cursor, Read, Write};

/// A small generator (xorshift64*): the same cases on every machine.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Returns a number below `n`; 0 of nothing.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % n.max(1)
    }

    fn one_of<'a>(&mut self, all: &[&'a [u8]]) -> &'a [u8] {
        all[self.below(all.len())]
    }

    /// Returns a stretch of at most `n` bytes of something that is so long.
    fn stretch(&mut self, len: usize, n: usize) -> std::ops::Range<usize> {
        let start = self.below(len);
        let n_bytes = self.below(n) + 1;
        start..(start + n_bytes).min(len)
    }
}

/// What parsers stumble over.
const SPITE: [&[u8]; 24] = [
    b"0",
    b"-1",
    b"65536",
    b"4294967295",
    b"9999999999999999999999",
    b"1e308",
    b"NaN",
    b"\0",
    b"\xff\xfe",
    b"\xf0\x9f",
    b"<",
    b"</",
    b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b \"&b;\">]>",
    b"&#x0;",
    b"\"",
    b"'",
    b"]",
    b"}",
    b"endobj",
    b"stream",
    b"\n\n\n",
    b"\r",
    b"\xef\xbb\xbf",
];

/// Returns a file with some changes.
pub fn mutate(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = repacked(bytes, chance).unwrap_or_else(|| bytes.to_vec());
    if bytes.starts_with(DATABASE) && chance.below(4) > 0 {
        (0..=chance.below(3)).for_each(|_| change_page(&mut bytes, chance));
        return bytes;
    }
    for _ in 0..=chance.below(4) {
        let len = bytes.len();
        match chance.below(9) {
            0 if len > 0 => bytes[chance.below(len)] = u8::try_from(chance.below(256)).unwrap(),
            1 if len > 0 => {
                let at = chance.below(len);
                bytes[at] ^= 1 << chance.below(8);
            }
            2 => drop(bytes.drain(chance.stretch(len, 64))),
            3 => {
                let copied = bytes[chance.stretch(len, 200)].to_vec();
                let at = chance.below(len);
                bytes.splice(at..at, copied.repeat(1 + chance.below(4)));
            }
            4 => {
                let at = chance.below(len);
                bytes.splice(at..at, chance.one_of(&SPITE).to_vec());
            }
            5 => replace_number(&mut bytes, chance),
            6 => double_tag(&mut bytes, chance),
            7 => bytes.truncate(chance.below(len)),
            _ => {
                let (a, b) = (chance.stretch(len, 40), chance.stretch(len, 40));
                let copied = bytes[a].to_vec();
                bytes.splice(b, copied);
            }
        }
    }
    bytes
}

/// Puts another number in the place of one: references, lengths, counts.
fn replace_number(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let starts: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()))
        .collect();
    if starts.is_empty() {
        return;
    }
    let start = starts[chance.below(starts.len())];
    let len = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = match chance.below(3) {
        0 => chance.one_of(&SPITE[..5]).to_vec(),
        1 => chance.below(40).to_string().into_bytes(),
        _ => chance.next().to_string().into_bytes(),
    };
    bytes.splice(start..start + len, number);
}

/// Nests a tag, a list or an object many times in itself.
fn double_tag(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let opens: Vec<usize> = (0..bytes.len()).filter(|at| b"<[{(".contains(&bytes[*at])).collect();
    if opens.is_empty() {
        return;
    }
    let start = opens[chance.below(opens.len())];
    let end = bytes[start..].iter().position(|byte| b">]})".contains(byte));
    let piece = bytes[start..=start + end.unwrap_or(0)].to_vec();
    bytes.splice(start..start, piece.repeat(1 + chance.below(2_000)));
}

/// Returns a zip archive of which one member is changed, or nothing if it is none.
fn repacked(bytes: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    // The archive itself is a file too.
    if chance.below(4) == 0 || archive.is_empty() {
        return None;
    }
    let chosen = chance.below(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for idx in 0..archive.len() {
        let mut member = archive.by_index(idx).ok()?;
        let name = member.name().ok()?.into_owned();
        let mut content = Vec::new();
        member.read_to_end(&mut content).ok()?;
        if idx == chosen {
            content = mutate(&content, chance);
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// How databases of `SQLite` begin.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// Changes a page of a database where its structure stands: the head of the file,
/// the head of the page (kind, first free block, number of cells, where they begin,
/// the right child), the places of cells, or what a cell says of its own length;
/// or puts one page in the place of another.
fn change_page(bytes: &mut [u8], chance: &mut Chance) {
    let len = usize::from(u16::from_be_bytes([bytes[16], bytes[17]])).max(512);
    let n_pages = bytes.len() / len;
    if n_pages == 0 {
        return;
    }
    let page = chance.below(n_pages) * len;
    // The head of the file stands before that of the first page.
    let head = page + if page == 0 { 100 } else { 0 };
    let odd = [0, 1, 0x7f, 0x80, 0xff, u8::try_from(chance.below(256)).unwrap()];
    let byte = odd[chance.below(odd.len())];
    match chance.below(6) {
        0 => bytes[16 + chance.below(84)] = byte,
        1 => bytes[head + chance.below(12)] = byte,
        2 => bytes[head + 8 + chance.below(16)] = byte,
        3 | 4 => {
            let at = head + 8 + 2 * chance.below(4);
            let cell = usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]])) % len;
            bytes[(page + cell + chance.below(12)).min(page + len - 1)] = byte;
        }
        _ => {
            let other = chance.below(n_pages) * len;
            bytes.copy_within(other..other + len, page);
        }
    }
}
