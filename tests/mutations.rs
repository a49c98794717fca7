//! Feeds every reader with files that are nearly right.
//!
//! Bytes by chance hardly get past the first lines of a parser. So real files
//! are changed where it hurts: members of zip archives are unpacked, changed and
//! packed again, tags and numbers of XML and JSON are doubled, nested, swapped
//! and blown up, numbers of PDF objects point elsewhere, lengths lie. Nothing may
//! panic, and nothing may take long. What foreign parsers read goes through the
//! binary, whose door is what is tried.
//!
//! A run takes two seconds; `ENREGARD_FUZZ_SECONDS=3600 cargo test --test
//! mutations` takes an hour, and `ENREGARD_FUZZ_SEED` starts elsewhere. The case
//! that fails is written to the temporary folder.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use enregard::bitext::Bitext;
use enregard::formats::{self, Dialect, Format};
use enregard::lang::LangPair;
use enregard::{readers, table};
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// No file of some kilobytes may take longer, unoptimized and with other work.
const PATIENCE: Duration = Duration::from_secs(20);

/// A small generator (xorshift64*): the same cases on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Returns a number below `n`; 0 of nothing.
    fn below(&mut self, n: usize) -> usize {
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

fn mutate(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = repacked(bytes, chance).unwrap_or_else(|| bytes.to_vec());
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

/// What parses the bytes of a kind of file.
type Parse = Box<dyn Fn(&[u8])>;

/// A parser, and the files that it starts from.
struct Target {
    name: String,
    seeds: Vec<Vec<u8>>,
    parse: Parse,
}

fn bitext() -> Bitext {
    let gold = std::fs::read(common::file("corpus/le-phare.gold.csv")).unwrap();
    let mut bitext = formats::read(&gold, "a.csv", Format::Csv, &LangPair::FR_EN).unwrap().bitext;
    bitext.pairs.truncate(6);
    bitext
}

fn targets() -> Vec<Target> {
    let bitext = bitext();
    let mut targets: Vec<Target> = Format::all()
        .map(|format| {
            let written = formats::write(&bitext, format, Dialect::Standard);
            let others = written.others.into_iter().map(|file| file.bytes);
            let is_foreign = matches!(format.name(), "xlsx" | "parquet");
            Target {
                name: format!("formats::{}", format.name()),
                seeds: std::iter::once(written.bytes).chain(others).collect(),
                parse: if is_foreign {
                    by_binary("convert", format.name())
                } else {
                    Box::new(move |bytes| {
                        drop(formats::read(bytes, "a", format, &LangPair::FR_EN));
                    })
                },
            }
        })
        .collect();
    let documents = documents();
    for format in readers::Format::ALL {
        targets.push(Target {
            name: format!("readers::{format:?}"),
            seeds: documents.clone(),
            parse: if format == readers::Format::Pdf {
                by_binary("segment", "pdf")
            } else {
                Box::new(move |bytes| {
                    drop(readers::read(bytes, "a", format, readers::Options::default()));
                })
            },
        });
    }
    let tables = ["csv", "tsv", "jsonl"].map(|name| {
        formats::write(&bitext, Format::by_name(name).unwrap(), Dialect::Standard).bytes
    });
    targets.push(Target {
        name: "table".into(),
        seeds: tables.to_vec(),
        parse: Box::new(|bytes| {
            drop(table::read(bytes, "a", &table::Options::new(LangPair::FR_EN)));
        }),
    });
    targets
}

/// Returns a parser that is a run of the binary on a file; it must end by itself.
fn by_binary(command: &'static str, extension: &'static str) -> Parse {
    let folder = tempfile::tempdir().unwrap();
    Box::new(move |bytes| {
        let path = folder.path().join(format!("a.{extension}"));
        std::fs::write(&path, bytes).unwrap();
        let mut run = common::enregard(&[command, path.to_str().unwrap()]);
        let output = run.env("ENREGARD_PARSER_SECONDS", "5").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let is_fine = matches!(output.status.code(), Some(0 | 2 | 3)) && !said.contains("panicked");
        assert!(is_fine, "{:?}: {said}", output.status);
    })
}

/// Returns the documents that the tests keep, and a book of ours.
fn documents() -> Vec<Vec<u8>> {
    let mut documents = vec![formats::write(&bitext(), Format::Epub, Dialect::Standard).bytes];
    let mut folders = vec![common::file("tests/data")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if entry.metadata().is_ok_and(|about| about.len() < 200_000) {
                documents.push(std::fs::read(path).unwrap());
            }
        }
    }
    documents.push(b"<html><body><main><p>Il pleut.<table><tr><td>x</table></main>".to_vec());
    documents.push(b"1\n00:00:01,000 --> 00:00:02,000\n<i>Oui.</i>\n".to_vec());
    documents
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

#[test]
fn no_file_that_is_nearly_right_makes_a_reader_panic_or_hang() {
    let budget = Duration::from_secs(number("ENREGARD_FUZZ_SECONDS", 2));
    let mut chance = Chance(number("ENREGARD_FUZZ_SEED", 0x9e37_79b9_7f4a_7c15) | 1);
    let targets = targets();
    let (start, mut n_cases) = (Instant::now(), 0_u64);
    enregard::guard::quiet_panics();
    while start.elapsed() < budget {
        for target in &targets {
            let seed = &target.seeds[chance.below(target.seeds.len())];
            let bytes = mutate(seed, &mut chance);
            let began = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| (target.parse)(&bytes)));
            let is_fine = outcome.is_ok() && began.elapsed() < PATIENCE;
            if !is_fine {
                let path = std::env::temp_dir().join("enregard-mutation");
                std::fs::write(&path, &bytes).unwrap();
                panic!("{}: {:?}, {}", target.name, began.elapsed(), path.display());
            }
            n_cases += 1;
        }
    }
    println!("{n_cases} cases, none of which stopped a reader");
}
