//! Checks that no bytes make the reader of translation tables panic.

#![no_main]

use enregard::lang::LangPair;
use enregard::table::{Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = read(data, "a", &Options::new(LangPair::FR_EN));
});
