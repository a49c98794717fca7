//! Checks that no bytes make a reader of bitexts panic.
//!
//! The first byte chooses the format; the rest is the file.

#![no_main]

use enregard::formats::{Format, read};
use enregard::lang::LangPair;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let n_formats = Format::all().count();
    let Some(format) = Format::all().nth(usize::from(*choice) % n_formats) else { return };
    let _ = read(bytes, "a", format, &LangPair::FR_EN);
});
