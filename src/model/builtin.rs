//! The model that is embedded in the binary.
//!
//! `model/README.md` says which texts it was trained on and with which command.

use super::{Model, format};
use crate::lang::LangPair;
use std::sync::LazyLock;

const BYTES: &[u8] = include_bytes!("../../model/fr-en.model");

/// Read once: a command asks for it several times.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    format::read(BYTES, "built-in model").expect("a test reads the built-in model")
});

/// Returns the built-in model if it serves this pair of languages, in this
/// direction.
#[must_use]
pub fn for_pair(langs: &LangPair) -> Option<Model> {
    MODEL.serves(langs).then(|| MODEL.clone())
}
