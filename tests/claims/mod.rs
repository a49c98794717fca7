//! What holds for any bytes: one function a parser, which panics if it does not.
//!
//! The same claims are tried by `fuzz/` (any bytes, led by what the code covers), by
//! `tests/mutations.rs` (real files, changed where it hurts) and by the seeds
//! and the finds of both, in `tests/data/seeds`. Where a claim has a choice (a
//! format, a language) the first byte makes it.
//!
//! The door of `enregard::guard` is not here: there is no program to run as a
//! child, so foreign parsers work on a thread. `tests/trust.rs` tries the door.

#![allow(clippy::unwrap_used, reason = "a panic is how a claim fails")]
#![allow(dead_code, reason = "each user tries a part")]

mod desk;

use enregard::bitext::{Bitext, Pair};
use enregard::check::{Checklist, Glossary, Options, Profile, Side};
use enregard::formats::{self, Format, put_back};
use enregard::lang::{Lang, LangPair};
use enregard::model::{Model, builtin, format as models, vectors::Vectors};
use enregard::segment::Segmenter;
use enregard::{readers, report, table};
use std::sync::{Arc, LazyLock};

pub use desk::{HISTORY, a_log, log, review};

/// A claim, by its name.
pub type Claim = fn(&[u8]);

/// All claims.
pub const ALL: [(&str, Claim); 9] = [
    ("segment", segment),
    ("readers", readers),
    ("tables", tables),
    ("bitexts", bitexts),
    ("checks", checks),
    ("align", align),
    ("settings", settings),
    ("review", review),
    ("log", log),
];

static MODEL: LazyLock<Arc<Model>> =
    LazyLock::new(|| Arc::new(builtin::for_pair(&LangPair::FR_EN).unwrap()));

/// The spans of segments tile any text, and no ink is lost.
pub fn segment(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else { return };
    let tag = ["fr", "en", "el"][usize::from(choice % 3)];
    let text = String::from_utf8_lossy(bytes);
    let segmenter =
        Segmenter::new(&Lang::parse(tag).unwrap(), enregard::segment::Options::default());
    let segments = segmenter.segment(&text, 0..text.len());
    let mut at = 0;
    for segment in &segments {
        assert_eq!(at, segment.span.start);
        assert!(segment.span.end > at && !segment.text.is_empty());
        at = segment.span.end;
    }
    assert!(segments.is_empty() || at == text.len());
}

/// Blocks of any document lie in its text, in order.
pub fn readers(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else { return };
    let _ = readers::detect(bytes, "");
    let format = readers::Format::ALL[usize::from(*choice) % readers::Format::ALL.len()];
    let options = readers::Options { all: choice & 128 != 0 };
    let Ok(document) = readers::read(bytes, "a", format, options) else { return };
    let mut at = document.body.start;
    for block in &document.blocks {
        assert!(block.span.start >= at && block.span.end > block.span.start);
        assert!(document.text.content.get(block.span.clone()).is_some());
        at = block.span.end;
    }
    assert!(at <= document.text.content.len());
}

/// No bytes make the reader of translation tables panic.
pub fn tables(data: &[u8]) {
    let _ = table::read(data, "a", &table::Options::new(LangPair::FR_EN));
}

/// What was read as a bitext can be put back into its file: unchanged it gives the
/// very bytes; and it can be written in every format.
pub fn bitexts(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else { return };
    let _ = Format::by_content(bytes);
    let formats: Vec<Format> = Format::all().collect();
    let format = formats[usize::from(*choice) % formats.len()];
    let Ok(loaded) = formats::read(bytes, "a", format, &LangPair::FR_EN) else { return };
    if let Ok(put) = put_back(bytes, "a", format, &loaded.bitext, &LangPair::FR_EN) {
        assert_eq!(bytes, put.bytes);
    }
    let mut edited = loaded.bitext;
    for pair in &mut edited.pairs {
        pair.tgt.push_str(" x");
    }
    let _ = put_back(bytes, "a", format, &edited, &LangPair::FR_EN);
    let other = formats[usize::from(*choice) / formats.len() % formats.len()];
    let _ = formats::write(&edited, other, formats::Dialect::Standard);
}

/// Findings of any two texts lie in them; a NUL parts the texts.
pub fn checks(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some((src, tgt)) = text.split_once('\0') else { return };
    for finding in enregard::check::check(&pair(src, tgt), &MODEL, &Options::default()) {
        let text = if finding.side == Side::Src { src } else { tgt };
        assert!(text.get(finding.span.clone()).is_some(), "{finding:?}");
    }
}

fn pair(src: &str, tgt: &str) -> Bitext {
    let pairs = vec![Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() }];
    Bitext { langs: LangPair::FR_EN, metadata: vec![], carried_headers: vec![], pairs }
}

/// What a user sets (models, vectors, checklists, glossaries, profiles, baselines) is
/// read or refused; what was read can be used.
pub fn settings(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let bitext = pair("Il a 12 chats, m. Roy.", "He has 13 cats, Mr. Roy.");
    let mut options = Options::default();
    match choice % 6 {
        0 => drop(models::read(bytes, "a").map(enregard::model::Model::reversed)),
        1 => drop(Vectors::from_npy(bytes, "a")),
        2 => options.checklist = Checklist::parse(&text, "a").unwrap_or_default(),
        3 => options.profile = Profile::parse(&text, "a").unwrap_or_default(),
        4 => {
            let glossary = Glossary::parse(bytes, "a", &LangPair::FR_EN);
            options.glossary = glossary.unwrap_or_default();
        }
        _ => {
            let mut findings = enregard::check::check(&bitext, &MODEL, &options);
            report::baseline::mark(&text, &mut findings);
        }
    }
    let _ = enregard::check::check(&bitext, &MODEL, &options);
}

/// Whatever two texts say, their pairs hold the segments of both, each once.
pub fn align(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some((src, tgt)) = text.split_once('\0') else { return };
    let bitext = enregard::align(src, tgt);
    for (text, lang, is_src) in [(src, Lang::FR, true), (tgt, Lang::EN, false)] {
        let segments = enregard::segment(text, &lang);
        let wanted = letters(segments.iter().map(|segment| segment.text.as_ref()));
        let side = |pair: &'_ Pair| if is_src { pair.src.clone() } else { pair.tgt.clone() };
        let found: Vec<String> = bitext.pairs.iter().map(side).collect();
        assert_eq!(wanted, letters(found.iter().map(String::as_str)));
    }
}

/// Returns all that is no space, sorted: blocks that moved are paired out of order.
fn letters<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<char> {
    let mut all: Vec<char> = texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    all.sort_unstable();
    all
}
