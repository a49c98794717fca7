//! Tells which words belong to one language of the pair and not to the other.
//!
//! A word speaks for a language if that language's lexicon or its list of
//! commonest words has it and the other's has not. Names speak for none.

use super::finding::Side;
use crate::lang::Lang;
use crate::text::language::is_function_word;

/// Tells which words belong to one language only.
pub(super) struct Tongues<'a> {
    src: &'a Lang,
    tgt: &'a Lang,
    knows: &'a dyn Fn(&str, Side) -> bool,
}

impl<'a> Tongues<'a> {
    pub(super) fn new(
        src: &'a Lang,
        tgt: &'a Lang,
        knows: &'a dyn Fn(&str, Side) -> bool,
    ) -> Tongues<'a> {
        Tongues { src, tgt, knows }
    }

    /// Tells whether a word is one of a side's language and not of the other's.
    pub(super) fn speaks(&self, form: &str, side: Side) -> bool {
        let (own, other) = match side {
            Side::Src => (self.src, self.tgt),
            Side::Tgt => (self.tgt, self.src),
        };
        if form.chars().count() < 2
            || is_function_word(form, other)
            || (self.knows)(form, side.other())
        {
            return false;
        }
        is_function_word(form, own) || (self.knows)(form, side)
    }
}
