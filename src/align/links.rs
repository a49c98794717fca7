//! Links the words of a pair: which word translates which.
//!
//! Each text is read as the translation of the other (`hmm`), with the lexicon and the
//! spelling of `words` for what two words have to do with each other. Linked are those
//! that both readings believe in (Liang, Taskar and Klein 2006): so one word may have
//! several links (`ne … pas` and `not`), and words that stand everywhere are linked in
//! their place.
//!
//! Links are what a reader is shown of the evidence below the sentence, and what
//! concordances and terms go by. A word of which nothing is known is linked by its
//! place alone, if its neighbors leave no other.

use super::hmm::{Grid, posteriors};
use super::params::Params;
use super::words::Document;
use crate::model::Model;
use crate::text::words::word_spans;
use std::ops::Range;

/// A word of the source and a word of the target that translate each other.
#[derive(Clone, Debug, PartialEq)]
pub struct WordLink {
    /// The bytes of the source text that the one covers.
    pub src: Range<usize>,
    /// The bytes of the target text that the other covers.
    pub tgt: Range<usize>,
    /// How sure it is, above 0 to 1.
    pub strength: f32,
}

/// A link is believed when the mean of both readings (the root of their product) is above
/// this. By hand, before it was measured: .5 wants one reading certain, .3 both undecided
/// among three words.
const MIN_STRENGTH: f64 = 0.4;

/// How much of a word is left to chance: a state may make any word, as often as that
/// stands anywhere. By hand.
const SMOOTHING: f64 = 0.1;

/// How likely a mark is translated by the same mark. By hand.
const SAME_MARK: f64 = 0.9;

/// How often a given mark stands in a text. By hand.
const MARK_FREQUENCY: f64 = 0.03;

/// How much less likely a mark stems from a word than chance has it. By hand.
const MARK_OF_WORD: f64 = 1e-3;

/// Returns the links between the words of a text and those of its translation, in the
/// order of the source.
#[must_use]
pub fn word_links(src: &str, tgt: &str, model: &Model) -> Vec<WordLink> {
    let mut links = all_links(src, tgt, model);
    links.retain(|link| !is_mark(&src[link.src.clone()]) && !is_mark(&tgt[link.tgt.clone()]));
    links
}

/// Returns the links between the words and the marks of a text and those of its
/// translation, in the order of the source.
#[must_use]
pub fn all_links(src: &str, tgt: &str, model: &Model) -> Vec<WordLink> {
    let document = Document::new(&[src], &[tgt], model, &Params::default());
    let src_tokens = tokens(src, &word_spans(src, model.langs.src.apostrophe()), |idx| {
        document.src.segment(0).get(idx).map(|word| document.src.frequency[*word as usize])
    });
    let tgt_tokens = tokens(tgt, &word_spans(tgt, model.langs.tgt.apostrophe()), |idx| {
        document.tgt.segment(0).get(idx).map(|word| document.tgt.frequency[*word as usize])
    });
    let (forward, backward) = readings(&document, &src_tokens, &tgt_tokens);
    let mut links = Vec::new();
    for (at, src) in src_tokens.iter().enumerate() {
        for (other, tgt) in tgt_tokens.iter().enumerate() {
            let strength = libm::sqrt(forward.row(other)[at] * backward.row(at)[other]);
            if strength > MIN_STRENGTH {
                let (src, tgt) = (src.span.clone(), tgt.span.clone());
                // A probability needs no more digits than the links have.
                #[allow(clippy::cast_possible_truncation)]
                let strength = strength.min(1.0) as f32;
                links.push(WordLink { src, tgt, strength });
            }
        }
    }
    links
}

/// A word or a mark of a text.
#[derive(Debug)]
struct Token<'t> {
    span: Range<usize>,
    /// Which word of the document it is; none for a mark.
    word: Option<usize>,
    text: &'t str,
    frequency: f64,
}

/// Returns the words of a text, with the marks between them, in order. A text of
/// more words than a document looks at is read as far as that.
fn tokens<'t>(
    text: &'t str,
    spans: &[Range<usize>],
    frequency: impl Fn(usize) -> Option<f32>,
) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    let mut from = 0;
    for (idx, span) in spans.iter().enumerate() {
        push_marks(text, from..span.start, &mut tokens);
        let Some(frequency) = frequency(idx).map(f64::from) else { return tokens };
        let (text, span) = (&text[span.clone()], span.clone());
        from = span.end;
        tokens.push(Token { span, word: Some(idx), text, frequency });
    }
    push_marks(text, from..text.len(), &mut tokens);
    tokens
}

fn push_marks<'t>(text: &'t str, gap: Range<usize>, tokens: &mut Vec<Token<'t>>) {
    for (at, c) in text[gap.clone()].char_indices() {
        let span = gap.start + at..gap.start + at + c.len_utf8();
        let is_apostrophe = matches!(c, '\'' | '’');
        if !c.is_whitespace() && !c.is_alphanumeric() && !c.is_control() && !is_apostrophe {
            let (word, text) = (None, &text[span.clone()]);
            tokens.push(Token { span, word, text, frequency: MARK_FREQUENCY });
        }
    }
}

/// Returns how probably each target token stems from each source token, and the other
/// way round.
fn readings(document: &Document, src: &[Token], tgt: &[Token]) -> (Grid, Grid) {
    let mut forward = Grid::new(tgt.len(), src.len());
    let mut backward = Grid::new(src.len(), tgt.len());
    for (at, f) in src.iter().enumerate() {
        for (other, e) in tgt.iter().enumerate() {
            let (to, from) = translation(document, f, e);
            let by_chance = if f.word.is_some() == e.word.is_some() { 1.0 } else { MARK_OF_WORD };
            let smooth = |p: f64, frequency: f64| {
                by_chance * ((1.0 - SMOOTHING) * p + SMOOTHING * frequency)
            };
            forward.row_mut(other)[at] = smooth(to, e.frequency);
            backward.row_mut(at)[other] = smooth(from, f.frequency);
        }
    }
    let chance = |tokens: &[Token]| tokens.iter().map(|token| token.frequency).collect::<Vec<_>>();
    (posteriors(&forward, &chance(tgt)), posteriors(&backward, &chance(src)))
}

/// Returns p(target | source) and p(source | target).
fn translation(document: &Document, f: &Token, e: &Token) -> (f64, f64) {
    let (Some(src), Some(tgt)) = (f.word, e.word) else {
        let is_same = f.word.is_none() && e.word.is_none() && plain(f.text) == plain(e.text);
        return if is_same { (SAME_MARK, SAME_MARK) } else { (0.0, 0.0) };
    };
    let (src, tgt) = (document.src.segment(0)[src], document.tgt.segment(0)[tgt]);
    let known = document.matches(src).iter().find(|known| known.tgt == tgt);
    known.map_or((0.0, 0.0), |known| (f64::from(known.forward), f64::from(known.backward)))
}

/// Returns the mark that stands for all that mean the same: both languages quote, and
/// both have dashes, with signs of their own.
fn plain(mark: &str) -> &str {
    match mark {
        "«" | "»" | "“" | "”" | "„" => "\"",
        "—" | "–" => "-",
        "…" => ".",
        mark => mark,
    }
}

/// Tells whether a token is a mark, and no word or number.
fn is_mark(token: &str) -> bool {
    !token.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangPair;
    use crate::model::builtin;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static MODEL: LazyLock<Model> = LazyLock::new(|| builtin::for_pair(&LangPair::FR_EN).unwrap());

    fn links(src: &str, tgt: &str) -> String {
        let links = word_links(src, tgt, &MODEL);
        let shown = links
            .iter()
            .map(|link| format!("{}={}", &src[link.src.clone()], &tgt[link.tgt.clone()]));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_linked_with_their_translations() {
        assert_eq!(
            "Le=The gardien=keeper alluma=lit la=the lampe=lamp",
            links("Le gardien alluma la lampe.", "The keeper lit the lamp.")
        );
    }

    #[test]
    fn a_word_that_stands_twice_is_linked_in_its_place() {
        assert_eq!("Nemo=Nemo voit=sees Nemo=Nemo", links("Nemo voit Nemo", "Nemo sees Nemo"));
    }

    #[test]
    fn what_is_left_out_stays_alone() {
        let links = links("Le médecin prit son cheval noir.", "The doctor took his horse.");
        assert!(links.contains("médecin=doctor") && !links.contains("noir="), "{links}");
    }

    #[test]
    fn a_word_may_be_translated_by_two_and_two_by_one() {
        let links = links("Il ne dort pas.", "He does not sleep.");
        assert!(links.contains("ne=not") && links.contains("pas=not"), "{links}");
    }

    #[test]
    fn marks_are_linked_if_they_are_asked_for() {
        let said = ("« Oui », dit-il.", "“Yes,” he said.");
        let marks = |links: Vec<WordLink>| {
            links.iter().filter(|link| is_mark(&said.0[link.src.clone()])).count()
        };
        assert_eq!(0, marks(word_links(said.0, said.1, &MODEL)));
        assert!(marks(all_links(said.0, said.1, &MODEL)) >= 3);
    }

    proptest! {
        #[test]
        fn links_lie_on_words_and_none_stands_twice(
            src in "[a-zé' 0-9?.«]{0,60}",
            tgt in "[a-zé' 0-9?.”]{0,60}",
        ) {
            let links = all_links(&src, &tgt, &MODEL);
            for pair in links.windows(2) {
                let place = |link: &WordLink| (link.src.start, link.tgt.start);
                prop_assert!(place(&pair[0]) < place(&pair[1]));
            }
            for link in &links {
                prop_assert!(!src[link.src.clone()].trim().is_empty());
                prop_assert!(!tgt[link.tgt.clone()].trim().is_empty());
                prop_assert!(link.strength > 0.0 && link.strength <= 1.0);
            }
        }
    }
}
