//! Checks that no bytes make a reader panic, and that blocks lie in the text.
//!
//! The first byte chooses the format; the rest is the file. Start from the real
//! files of `tests/data/`, each with a byte before it.

#![no_main]

use enregard::readers::{Format, Options, detect, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let _ = detect(bytes, "");
    let format = Format::ALL[usize::from(choice) % Format::ALL.len()];
    let Ok(document) = read(bytes, "a", format, Options { all: choice & 8 != 0 }) else { return };

    let mut at = document.body.start;
    for block in &document.blocks {
        assert!(block.span.start >= at && block.span.end > block.span.start);
        at = block.span.end;
    }
    assert!(at <= document.text.content.len());
});
