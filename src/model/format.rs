//! Stores a model in a file and reads it back.
//!
//! A file is a magic string, a version byte and a gzip stream (whose checksum
//! catches damage). Inside stand, each kind of value together so that it
//! packs well: the tags, the provenance, the length ratio, the two
//! vocabularies (front-coded: how much a word shares with the one before it,
//! and the rest), the entries of each row as differences of frequency rank,
//! and one byte a level pair. Numbers are LEB128. The same model always gives
//! the same bytes.
//!
//! Reading checks every number: a damaged or foreign file is refused by name
//! and never panics.

use super::Model;
use super::lexicon::{Entry, Lexicon, N_LEVELS, Vocabulary};
use crate::error::{Error, Place, Result};
use crate::lang::{Lang, LangPair};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

const MAGIC: &[u8] = b"enregard model\n";
const VERSION: u8 = 1;

/// A model unpacks to less than this; more is a damaged or hostile file.
const MAX_UNPACKED_BYTES: u64 = 1 << 30;

/// Returns the bytes of the file that holds `model`.
#[must_use]
pub fn write(model: &Model) -> Vec<u8> {
    let mut packed = Vec::new();
    write_string(&mut packed, model.langs.src.tag());
    write_string(&mut packed, model.langs.tgt.tag());
    write_string(&mut packed, &model.provenance);
    packed.extend(model.length_ratio.to_le_bytes());
    write_vocabulary(&mut packed, &model.lexicon.src);
    write_vocabulary(&mut packed, &model.lexicon.tgt);
    write_rows(&mut packed, &model.lexicon);
    let mut encoder = GzEncoder::new([MAGIC, &[VERSION]].concat(), Compression::best());
    encoder.write_all(&packed).expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// Returns the model that `bytes` hold. `file` names them in messages.
///
/// # Errors
///
/// The bytes are not a model, a model of another version, or damaged.
pub fn read(bytes: &[u8], file: &str) -> Result<Model> {
    let refuse = |message: String| {
        Err(Error::input(message)
            .at(Place::file(file))
            .hint("make a model with `enregard train BITEXT -o MODEL`"))
    };
    let Some((version, packed)) = bytes.strip_prefix(MAGIC).and_then(<[u8]>::split_first) else {
        return refuse("this is not a model of enregard".to_owned());
    };
    if *version != VERSION {
        return refuse(format!("a model of format {version}; this program reads {VERSION}"));
    }
    let mut unpacked = Vec::new();
    let outcome = GzDecoder::new(packed).take(MAX_UNPACKED_BYTES).read_to_end(&mut unpacked);
    match outcome.ok().and_then(|_| Reader { rest: &unpacked }.model()) {
        Some(model) => Ok(model),
        None => refuse("this model is damaged".to_owned()),
    }
}

fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(low_bits(number) | 0x80);
        number >>= 7;
    }
    out.push(low_bits(number));
}

fn low_bits(number: usize) -> u8 {
    u8::try_from(number & 0x7f).expect("seven bits fit a byte")
}

fn write_string(out: &mut Vec<u8>, text: &str) {
    write_number(out, text.len());
    out.extend(text.as_bytes());
}

fn write_vocabulary(out: &mut Vec<u8>, vocabulary: &Vocabulary) {
    let n = vocabulary.len();
    write_number(out, n);
    let mut lengths = Vec::new();
    let mut suffixes: Vec<u8> = Vec::new();
    let mut previous = "";
    for word in (0..n).map(|idx| vocabulary.word(idx)) {
        let shared = shared_prefix(previous, word);
        write_number(&mut lengths, shared);
        write_number(&mut lengths, word.len() - shared);
        suffixes.extend(&word.as_bytes()[shared..]);
        previous = word;
    }
    out.extend(lengths);
    out.extend(suffixes);
    out.extend((0..n).map(|idx| vocabulary.rarity(idx)));
}

/// Returns how many bytes two words share from the start, in whole characters.
fn shared_prefix(a: &str, b: &str) -> usize {
    let n_same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    n_same.map(|(c, _)| c.len_utf8()).sum()
}

fn write_rows(out: &mut Vec<u8>, lexicon: &Lexicon) {
    let rank_of = ranks(&lexicon.tgt);
    let mut levels = Vec::new();
    for idx in 0..lexicon.src.len() {
        let mut row: Vec<(usize, Entry)> =
            lexicon.row(idx).iter().map(|entry| (rank_of[entry.tgt as usize], *entry)).collect();
        row.sort_by_key(|(rank, _)| *rank);
        write_number(out, row.len());
        let mut next = 0;
        for (rank, entry) in row {
            write_number(out, rank - next);
            next = rank + 1;
            levels.push(entry.forward * N_LEVELS + entry.backward);
        }
    }
    out.extend(levels);
}

/// Returns the frequency rank of each word, from 0 for the most common.
fn ranks(vocabulary: &Vocabulary) -> Vec<usize> {
    let mut ranks = vec![0; vocabulary.len()];
    for (rank, position) in vocabulary.by_frequency().into_iter().enumerate() {
        ranks[position as usize] = rank;
    }
    ranks
}

/// Takes values off the front of a slice; `None` when they are not there.
struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn model(mut self) -> Option<Model> {
        let src_lang = Lang::parse(self.string()?)?;
        let tgt_lang = Lang::parse(self.string()?)?;
        let provenance = self.string()?.to_owned();
        let length_ratio = f32::from_le_bytes(self.bytes(4)?.try_into().ok()?);
        let lexicon = self.lexicon()?;
        let is_sane = length_ratio.is_finite() && length_ratio > 0.0 && self.rest.is_empty();
        let langs = LangPair::new(src_lang, tgt_lang);
        is_sane.then_some(Model { langs, length_ratio, provenance, lexicon })
    }

    fn bytes(&mut self, n: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.bytes(1)?[0];
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Reads a count of things that take at least a byte each.
    fn count(&mut self) -> Option<usize> {
        self.number().filter(|n| *n <= self.rest.len())
    }

    fn string(&mut self) -> Option<&'b str> {
        let n = self.count()?;
        std::str::from_utf8(self.bytes(n)?).ok()
    }

    fn vocabulary(&mut self) -> Option<Vocabulary> {
        let n = self.count()?;
        let mut lengths = Vec::with_capacity(n);
        for _ in 0..n {
            lengths.push((self.number()?, self.number()?));
        }
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(n));
        let mut start = 0usize;
        for (shared, n_more) in lengths {
            let end = text.len();
            let shared = start.checked_add(shared).filter(|shared| *shared <= end)?;
            if !text.is_char_boundary(shared) {
                return None;
            }
            text.extend_from_within(start..shared);
            text.push_str(std::str::from_utf8(self.bytes(n_more)?).ok()?);
            ends.push(u32::try_from(text.len()).ok()?);
            start = end;
        }
        Vocabulary::from_text(text, ends, self.bytes(n)?.to_vec())
    }

    fn lexicon(&mut self) -> Option<Lexicon> {
        let (src, tgt) = (self.vocabulary()?, self.vocabulary()?);
        let by_frequency = tgt.by_frequency();
        let (mut lengths, mut entries) = (Vec::with_capacity(src.len()), Vec::new());
        for _ in 0..src.len() {
            let n = self.count()?;
            lengths.push(n);
            self.row(n, &by_frequency, &mut entries)?;
        }
        let levels = self.bytes(entries.len())?;
        for (entry, byte) in entries.iter_mut().zip(levels) {
            (entry.forward, entry.backward) = (byte / N_LEVELS, byte % N_LEVELS);
        }
        Some(Lexicon::from_entries(src, tgt, &lengths, entries))
    }

    /// Reads the target words of a row; their levels stand elsewhere.
    fn row(&mut self, n: usize, by_frequency: &[u32], entries: &mut Vec<Entry>) -> Option<()> {
        let mut next = 0usize;
        for _ in 0..n {
            let rank = next.checked_add(self.number()?)?;
            let tgt = *by_frequency.get(rank)?;
            entries.push(Entry { tgt, forward: 0, backward: 0 });
            next = rank + 1;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let src = Vocabulary::new(&["chat", "chats", "été"], vec![50, 60, 40]).unwrap();
        let tgt = Vocabulary::new(&["been", "cat", "summer"], vec![30, 50, 70]).unwrap();
        let entry = |tgt, forward, backward| Entry { tgt, forward, backward };
        let rows = [vec![entry(1, 0, 3)], vec![], vec![entry(0, 2, 15), entry(2, 4, 1)]];
        Model {
            langs: LangPair::FR_EN,
            length_ratio: 0.93,
            provenance: "three words".to_owned(),
            lexicon: Lexicon::new(src, tgt, &rows),
        }
    }

    #[test]
    fn a_model_comes_back_as_it_went_in() {
        let back = read(&write(&model()), "a.model").unwrap();
        assert_eq!(model().lexicon, back.lexicon);
        assert_eq!(("three words", 0.93), (back.provenance.as_str(), back.length_ratio));
    }

    #[test]
    fn a_foreign_file_is_refused_by_name() {
        let error = read(b"id,fr,en\n", "a.csv").unwrap_err();
        assert_eq!("a.csv: this is not a model of enregard", error.to_string());
    }

    #[test]
    fn a_model_of_another_version_is_refused() {
        let mut bytes = write(&model());
        bytes[MAGIC.len()] = 9;
        let error = read(&bytes, "a.model").unwrap_err().to_string();
        assert_eq!("a.model: a model of format 9; this program reads 1", error);
    }

    #[test]
    fn damage_anywhere_is_refused_without_panic() {
        let bytes = write(&model());
        for idx in MAGIC.len() + 1 + 10..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[idx] ^= 0x55;
            assert!(read(&damaged, "a.model").is_err(), "byte {idx}");
            assert!(read(&bytes[..idx], "a.model").is_err(), "cut at {idx}");
        }
    }
}
