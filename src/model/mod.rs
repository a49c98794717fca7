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
pub mod vectors;

pub use lexicon::{Entry, Lexicon};

use crate::lang::Lang;

/// What is known of a language pair.
#[derive(Clone, Debug)]
pub struct Model {
    /// The language of the source.
    pub src_lang: Lang,
    /// The language of the target.
    pub tgt_lang: Lang,
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
    pub fn unknown(src_lang: Lang, tgt_lang: Lang) -> Model {
        Model {
            src_lang,
            tgt_lang,
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
            src_lang: self.tgt_lang,
            tgt_lang: self.src_lang,
            length_ratio: 1.0 / self.length_ratio,
            provenance: self.provenance,
            lexicon: self.lexicon.reversed(),
        }
    }

    /// Tells whether the model is for this pair of languages.
    #[must_use]
    pub fn serves(&self, src_lang: &Lang, tgt_lang: &Lang) -> bool {
        (&self.src_lang, &self.tgt_lang) == (src_lang, tgt_lang)
    }
}
