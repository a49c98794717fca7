//! Texts that are others than those on which people decided.
//!
//! `update` brings a bitext up to a new version of its text. A pair whose text
//! changed goes back to `auto`, and the wording that was decided on is carried in a
//! column `fr_before` or `en_before`. Here it is shown, until somebody decides.

use super::finding::{Finding, Side};
use crate::bitext::{Bitext, Status};

/// Returns what was decided on in other words.
pub(super) fn find(bitext: &Bitext, idx: usize) -> Vec<Finding> {
    let pair = &bitext.pairs[idx];
    if pair.status != Status::Auto {
        return Vec::new();
    }
    let (src, tgt) = bitext.langs.tags();
    let sides = [(Side::Src, src, &pair.src), (Side::Tgt, tgt, &pair.tgt)];
    let before = |lang: &str| {
        let header = format!("{lang}_before");
        let at = bitext.carried_headers.iter().position(|known| *known == header)?;
        pair.carried.get(at).filter(|text| !text.is_empty())
    };
    let find = |(side, lang, text): (Side, &str, &String)| {
        let before = before(lang).filter(|before| *before != text)?;
        let message = format!("the text was `{before}` when it was last looked at");
        Some(Finding::new("text.changed", side, 0..text.len(), message))
    };
    sides.into_iter().filter_map(find).collect()
}
