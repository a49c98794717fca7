//! Checks that the spans of the segments tile any text and that no ink is lost.
//!
//! The first byte chooses the language; the rest, as far as it is UTF-8, is the
//! text. The same properties are tested on texts made of the pieces that rules
//! look for in `src/segment/tests.rs`; here chance chooses the pieces too.

#![no_main]

use enregard::lang::Lang;
use enregard::segment::{Options, Segmenter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let tag = ["fr", "en", "el"][usize::from(choice % 3)];
    let lang = Lang::parse(tag).expect("the tag is one of a language");
    let text = String::from_utf8_lossy(bytes);
    let segments = Segmenter::new(&lang, Options::default()).segment(&text, 0..text.len());

    let mut at = 0;
    for segment in &segments {
        assert_eq!(at, segment.span.start);
        assert!(segment.span.end > at);
        assert!(!segment.text.is_empty());
        at = segment.span.end;
    }
    assert!(segments.is_empty() || at == text.len());
});
