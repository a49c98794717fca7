//! Tries the claim `settings` of `tests/claims`.

#![no_main]

#[path = "../../tests/claims/mod.rs"]
mod claims;

libfuzzer_sys::fuzz_target!(|data: &[u8]| claims::settings(data));
