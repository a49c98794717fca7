//! Checks that no pair of texts makes a check panic, and that findings lie in the
//! texts. A NUL parts the source from the translation.

#![no_main]

use enregard::bitext::{Bitext, Pair};
use enregard::check::{Options, Side, check};
use enregard::lang::LangPair;
use enregard::model::builtin;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let Some((src, tgt)) = text.split_once('\0') else { return };
    let model = builtin::for_pair(&LangPair::FR_EN).expect("the model is built in");
    let pairs = vec![Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() }];
    let bitext =
        Bitext { langs: LangPair::FR_EN, metadata: vec![], carried_headers: vec![], pairs };
    for finding in check(&bitext, &model, &Options::default()) {
        let text = if finding.side == Side::Src { src } else { tgt };
        assert!(text.get(finding.span.clone()).is_some(), "{finding:?}");
    }
});
