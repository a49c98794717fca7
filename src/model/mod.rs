//! What is known of a language pair before a document is read.
//!
//! A [`Model`] is data: a word [`Lexicon`] and the ratio of lengths, made by
//! `train` from parallel text (by counting [`links`] of words) and stored in a
//! file of our own (`format`). [`vectors`] are what people bring along. The
//! built-in model is embedded in the binary; a file serves any other pair. When
//! there is none, [`Model::unknown`] knows nothing and the aligner lives on
//! identical words, cognates, numbers and length.

pub mod builtin;
pub mod format;
pub mod lexicon;
pub mod links;
mod npy;
pub mod vectors;

pub use lexicon::{Entry, Lexicon};

use crate::lang::LangPair;

/// What is known of a language pair.
#[derive(Clone, Debug)]
pub struct Model {
    /// The languages.
    pub langs: LangPair,
    /// How many target letters translate one source letter.
    pub length_ratio: f32,
    /// Where the model comes from, in a sentence: texts, licences, date.
    pub provenance: String,
    /// The words.
    pub lexicon: Lexicon,
}

impl Model {
    /// Returns the model that knows nothing of the pair.
    #[must_use]
    pub fn unknown(langs: LangPair) -> Model {
        Model {
            langs,
            length_ratio: 1.0,
            provenance: "no model".to_owned(),
            lexicon: Lexicon::default(),
        }
    }

    /// Returns the model of the opposite direction: what it knows is the same
    /// read from right to left.
    #[must_use]
    pub fn reversed(self) -> Model {
        Model {
            langs: self.langs.reversed(),
            length_ratio: 1.0 / self.length_ratio,
            provenance: self.provenance,
            lexicon: self.lexicon.reversed(),
        }
    }

    /// Tells whether the model is for this pair of languages.
    #[must_use]
    pub fn serves(&self, langs: &LangPair) -> bool {
        self.langs == *langs
    }
}
