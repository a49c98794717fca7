//! The files that mutations and fuzzers start from: those that the tests keep, and
//! what the writers write.

use super::claims::{HISTORY, a_log};
use super::common;
use enregard::bitext::Bitext;
use enregard::formats::{self, Dialect, Format};
use enregard::lang::LangPair;
use enregard::model::{builtin, format as models};
use std::path::PathBuf;

/// So many seeds of a claim are tried as they are: others are tried by the tests of
/// their readers.
pub const MAX_REPLAYED: usize = 60;

/// Larger files teach no more, and are slow.
const MAX_LEN: u64 = 60_000;

/// A bitext of some pairs.
pub fn bitext() -> Bitext {
    let gold = std::fs::read(common::file("corpus/le-phare.gold.csv")).unwrap();
    let mut bitext = formats::read(&gold, "a.csv", Format::Csv, &LangPair::FR_EN).unwrap().bitext;
    bitext.pairs.truncate(6);
    bitext
}

/// Returns the files under a folder of the repository, in order.
fn files(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut folders, mut found) = (vec![common::file(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if entry.metadata().is_ok_and(|about| about.len() < MAX_LEN) {
                let bytes = std::fs::read(&path).unwrap();
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

/// Returns the documents that the tests keep, and a book of ours.
pub fn documents() -> Vec<Vec<u8>> {
    let mut documents = vec![formats::write(&bitext(), Format::Epub, Dialect::Standard).bytes];
    let kept = ["genres", "markup", "pages", "tools"].map(|name| format!("tests/data/{name}"));
    documents.extend(kept.iter().flat_map(|folder| files(folder)).map(|(_, bytes)| bytes));
    for name in ["docx", "epub", "html", "odt", "pdf"] {
        documents.push(
            std::fs::read(common::file(&format!("tests/data/lettre-atelier.{name}"))).unwrap(),
        );
    }
    documents.push(b"<html><body><main><p>Il pleut.<table><tr><td>x</table></main>".to_vec());
    documents.push(b"1\n00:00:01,000 --> 00:00:02,000\n<i>Oui.</i>\n".to_vec());
    documents
}

/// Returns what once broke a claim.
pub fn that_broke(claim: &str) -> Vec<Vec<u8>> {
    files(&format!("tests/data/broke/{claim}")).into_iter().map(|(_, bytes)| bytes).collect()
}

/// Returns what a claim starts from.
pub fn of_claim(claim: &str) -> Vec<Vec<u8>> {
    match claim {
        "segment" => texts(0).into_iter().chain(texts(1)).collect(),
        "readers" => with_every_choice(&documents(), enregard::readers::Format::ALL.len()),
        "tables" => {
            ["csv", "tsv", "jsonl", "xlsx"].map(written).into_iter().chain(deliveries()).collect()
        }
        "bitexts" => bitexts(),
        "checks" | "align" => pairs(),
        "settings" => settings(),
        "review" => vec![HISTORY.as_bytes().to_vec()],
        "log" => vec![a_log()],
        _ => unreachable!("there is no claim {claim}"),
    }
}

fn written(name: &str) -> Vec<u8> {
    formats::write(&bitext(), Format::by_name(name).unwrap(), Dialect::Standard).bytes
}

/// Returns the tables of the deliveries, which stand in their cases.
fn deliveries() -> Vec<Vec<u8>> {
    files("tests/deliveries").into_iter().map(|(_, bytes)| bytes).collect()
}

fn texts(choice: u8) -> Vec<Vec<u8>> {
    files("tests/data/genres")
        .into_iter()
        .map(|(_, bytes)| [vec![choice], bytes].concat())
        .collect()
}

/// Returns each file once, with a choice that goes round.
fn with_every_choice(files: &[Vec<u8>], n_choices: usize) -> Vec<Vec<u8>> {
    let choice = |idx: usize| u8::try_from(idx % n_choices).unwrap();
    files
        .iter()
        .enumerate()
        .map(|(idx, bytes)| [vec![choice(idx)], bytes.clone()].concat())
        .collect()
}

/// Returns a file of every format, after the byte that chooses it.
fn bitexts() -> Vec<Vec<u8>> {
    let formats: Vec<Format> = Format::all().collect();
    let chosen = |format: &Format, bytes: Vec<u8>| {
        let at = formats.iter().position(|other| other == format).unwrap();
        [vec![u8::try_from(at).unwrap()], bytes].concat()
    };
    let ours = formats
        .iter()
        .map(|format| chosen(format, formats::write(&bitext(), *format, Dialect::Standard).bytes));
    let theirs = files("tests/data/tools").into_iter().filter_map(|(path, bytes)| {
        let format = Format::by_extension(&path).or_else(|| Format::by_content(&bytes))?;
        Some(chosen(&format, bytes))
    });
    ours.chain(theirs).collect()
}

fn pairs() -> Vec<Vec<u8>> {
    let pairs = bitext().pairs.into_iter().map(|pair| (pair.src, pair.tgt));
    let odd: [(&str, &str); 4] = [
        (
            "Il a 12,5 km² et {0} <b>chats</b> à 3 h 30.",
            "He has 12.5 km² and {1} <b>cats</i> at 3:30 p.m.",
        ),
        ("« Non », dit M. Roy. Le 3 mars 1848…", "\"No,\" said Mr. Roy. On March 3, 1849..."),
        ("— Quatre-vingt-dix-sept millions ?", "Ninety-eight billion?"),
        ("1. Un\n2. Deux\n\nTrois &amp; quatre", "1. One\n2. Two\n\nThree &amp; four"),
    ];
    let odd = odd.map(|(src, tgt)| (src.to_owned(), tgt.to_owned()));
    let joined = |(src, tgt): (String, String)| format!("{src}\0{tgt}").into_bytes();
    pairs.chain(odd).map(joined).collect()
}

fn settings() -> Vec<Vec<u8>> {
    let model = models::write(&builtin::for_pair(&LangPair::FR_EN).unwrap());
    // A few words are model enough.
    let model = if model.len() as u64 > MAX_LEN { b"enregard".to_vec() } else { model };
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    let header = format!("{header:117}\n");
    let mut npy = b"\x93NUMPY\x01\0".to_vec();
    npy.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
    npy.extend(header.as_bytes());
    npy.extend([0; 24]);
    let checklist = "[[rule]]\nname = \"a\"\nsrc = \"chats?\"\nnot_tgt = \"(?i)cats?\"\nmessage = \"m\"\nseverity = \"error\"\n";
    let glossary = "fr,en,forbidden\nchat,cat,kitty\nchien,dog,\n";
    let profile = "name = \"x\"\nskip = [\"num.value\"]\n";
    let baseline = "# one\n0123456789abcdef 1\n";
    let all: [&[u8]; 6] = [
        &model,
        &npy,
        checklist.as_bytes(),
        profile.as_bytes(),
        glossary.as_bytes(),
        baseline.as_bytes(),
    ];
    (0..).zip(all).map(|(choice, bytes)| [&[choice], bytes].concat()).collect()
}
