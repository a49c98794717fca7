//! Checks that no bytes make a reader of bitexts panic, and that what was read can
//! be put back into its file.
//!
//! The first byte chooses the format; the rest is the file. Start from the files of
//! `tests/data/tools/`, each with a byte before it.

#![no_main]

use enregard::formats::{Format, put_back, read};
use enregard::lang::LangPair;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let _ = Format::by_content(bytes);
    let formats: Vec<Format> = Format::all().collect();
    let format = formats[usize::from(*choice) % formats.len()];
    let Ok(loaded) = read(bytes, "a", format, &LangPair::FR_EN) else { return };
    // A review that changes nothing gives back the very bytes.
    if let Ok(put) = put_back(bytes, "a", format, &loaded.bitext, &LangPair::FR_EN) {
        assert_eq!(bytes, put.bytes);
    }
    let mut edited = loaded.bitext;
    for pair in &mut edited.pairs {
        pair.tgt.push_str(" x");
    }
    let _ = put_back(bytes, "a", format, &edited, &LangPair::FR_EN);
});
