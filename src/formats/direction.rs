//! Notices a bitext whose sides stand the wrong way round.
//!
//! A header can be wrong, and so can an order of files. The commonest words of
//! a few sentences tell two languages apart; where both sides are full of the
//! other's and have next to none of their own, everything that is computed from
//! the bitext would be wrong, and it is refused. Where there are next to no such
//! words, the lexicon is asked ([`super::crossed`]). Where both sides are in one
//! language, that is said. Of names and figures nothing is said.

use super::crossed::Crosswise;
use crate::bitext::Pair;
use crate::error::{Error, Place, Result};
use crate::lang::{Lang, LangPair};
use crate::notice::Notice;
use crate::text::language::{guess, is_function_word};
use std::collections::BTreeSet;

/// How many bytes of a side are looked at. By hand: some pages, as many as
/// `align` looks at.
const SAMPLE_LEN: usize = 20_000;

/// Fewer words of the other language prove nothing: a title may be quoted. By
/// hand, each side; both sides must agree.
const MIN_WORDS: usize = 3;

/// Fewer different words prove nothing either: `a` is a word of both.
const MIN_DISTINCT: usize = 2;

/// There must be so many words of the other language for each of one's own. By
/// hand: a text that quotes the other language has a tenth of it.
const MIN_LEAD: usize = 4;

/// The start of each side.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    src: String,
    tgt: String,
    crosswise: Crosswise,
}

impl Sample {
    /// Takes in a pair, as far as there is room.
    pub(super) fn add(&mut self, pair: &Pair) {
        for (sample, text) in [(&mut self.src, &pair.src), (&mut self.tgt, &pair.tgt)] {
            if sample.len() < SAMPLE_LEN {
                sample.push_str(text);
                sample.push('\n');
            }
        }
        self.crosswise.add(pair);
    }

    /// Says that both sides are in one language.
    ///
    /// # Errors
    ///
    /// The sides stand the wrong way round.
    pub(super) fn check(&self, langs: &LangPair, file: &str) -> Result<Option<Notice>> {
        if langs.src == langs.tgt {
            return Ok(None);
        }
        let LangPair { src, tgt } = langs;
        if self.are_swapped(langs) {
            let message = format!(
                "the sides are swapped: what stands for `{src}` is in {tgt}, and for `{tgt}` in {src}"
            );
            return Err(Error::input(message).at(Place::file(file)).hint(format!(
                "swap the headers or the files; if {tgt} is the source: --src-lang {tgt} --tgt-lang {src}"
            )));
        }
        let lang_of = |text: &str| guess(text).map(|guess| guess.lang);
        let (of_src, of_tgt) = (lang_of(&self.src), lang_of(&self.tgt));
        let is_one = of_src.is_some() && of_src == of_tgt;
        Ok(of_src.filter(|_| is_one).map(|lang| {
            let message = format!(
                "both sides seem to be in `{lang}`; one was to be in `{}`",
                if lang == *src { tgt } else { src }
            );
            Notice::warning("language", message).at(Place::file(file))
        }))
    }

    fn are_swapped(&self, langs: &LangPair) -> bool {
        let LangPair { src, tgt } = langs;
        let is_right = is_rather(&self.src, src, tgt) || is_rather(&self.tgt, tgt, src);
        let is_wrong = is_rather(&self.src, tgt, src) && is_rather(&self.tgt, src, tgt);
        is_wrong || !is_right && self.crosswise.are_swapped(langs)
    }
}

/// Tells whether a text is in the first language rather than in the second.
pub(super) fn is_rather(text: &str, lang: &Lang, other: &Lang) -> bool {
    let (mut n_lang, mut n_other) = (0, 0);
    let mut distinct = BTreeSet::new();
    for word in words(text) {
        match (is_function_word(&word, lang), is_function_word(&word, other)) {
            (true, false) => {
                n_lang += 1;
                distinct.insert(word);
            }
            (false, true) => n_other += 1,
            _ => {}
        }
    }
    n_lang >= MIN_WORDS && distinct.len() >= MIN_DISTINCT && n_lang >= MIN_LEAD * n_other
}

/// Returns the words of a text in lower case. A letter before an apostrophe is
/// one with it.
fn words(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split_inclusive(|c: char| !c.is_alphabetic());
    pieces.filter(|piece| piece.starts_with(char::is_alphabetic)).map(|piece| {
        let stem = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        let is_elided = piece.ends_with(['\'', '’']) && stem.chars().count() <= 2;
        format!("{}{}", stem.to_lowercase(), if is_elided { "'" } else { "" })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs are written `src = tgt`, one a line.
    fn check_of(pairs: &str) -> Result<Option<Notice>> {
        let mut sample = Sample::default();
        for line in pairs.lines() {
            let (src, tgt) = line.split_once('=').unwrap();
            sample.add(&Pair { src: src.trim().into(), tgt: tgt.trim().into(), ..Pair::default() });
        }
        sample.check(&LangPair::FR_EN, "a.csv")
    }

    const GOOD: &str = "Le chat dort dans la maison. = The cat sleeps in the house.\n\
                        Il pleut, et nous lisons. = It is raining, and we are reading.\n\
                        Je lis un livre. = I am reading a book.";

    fn swapped(pairs: &str) -> String {
        let swap = |line: &str| {
            let (src, tgt) = line.split_once('=').unwrap();
            format!("{tgt}={src}")
        };
        pairs.lines().map(swap).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn three_short_pairs_tell_that_they_are_swapped() {
        assert_eq!(Ok(None), check_of(GOOD));
        let error = check_of(&swapped(GOOD)).unwrap_err();
        assert!(error.to_string().contains("the sides are swapped"), "{error}");
        assert!(error.hint_text().unwrap().contains("--src-lang en --tgt-lang fr"));
    }

    #[test]
    fn names_and_figures_prove_nothing() {
        assert_eq!(Ok(None), check_of("Paris = Paris\n12 = 12\nDupont = Smith\nOK = OK"));
        assert_eq!(Ok(None), check_of("The Times = Le Temps"));
    }

    #[test]
    fn one_language_on_both_sides_is_said() {
        let line = "The keeper of the house was in the garden, and she said that it would rain.";
        let finding = check_of(&format!("{line} = {line}\n{line} = {line}")).unwrap().unwrap();
        assert!(finding.message.starts_with("both sides seem to be in `en`"), "{finding}");
    }
}
