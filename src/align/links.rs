//! Links the words of a pair: which word translates which.
//!
//! Competitive linking (Melamed 2000): of all pairs of words that could translate
//! each other the strongest is linked, then the strongest of those whose words
//! are still free, and so on. A word has one link at most, so what stays alone
//! is what the other side may lack. A link is as strong as its words are likelier
//! together than by chance, less what it is off the diagonal of the pair, as in
//! the second look.
//!
//! Links are what a reader is shown of the evidence below the sentence. A word of
//! two (`pomme de terre`, `look after`) is linked by one of its parts.

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
    /// How much likelier they are together than by chance, in nats, less their
    /// distance; more than 0.
    pub strength: f32,
}

/// A link that could be, by the positions of its words.
struct Candidate {
    src: usize,
    tgt: usize,
    strength: f32,
}

/// Returns the links between the words of a text and those of its translation,
/// in the order of the source.
#[must_use]
pub fn word_links(src: &str, tgt: &str, model: &Model) -> Vec<WordLink> {
    let document = Document::new(&[src], &[tgt], model, &Params::default());
    let mut candidates = candidates(&document);
    // Equal strengths go by position, so that the result is always the same.
    candidates.sort_by(|a, b| {
        b.strength.total_cmp(&a.strength).then((a.src, a.tgt).cmp(&(b.src, b.tgt)))
    });
    let src_spans = word_spans(src, model.langs.src.apostrophe());
    let tgt_spans = word_spans(tgt, model.langs.tgt.apostrophe());
    let (mut src_free, mut tgt_free) = (vec![true; src_spans.len()], vec![true; tgt_spans.len()]);
    let mut links = Vec::new();
    for Candidate { src, tgt, strength } in candidates {
        if src_free[src] && tgt_free[tgt] {
            (src_free[src], tgt_free[tgt]) = (false, false);
            let (src, tgt) = (src_spans[src].clone(), tgt_spans[tgt].clone());
            links.push(WordLink { src, tgt, strength });
        }
    }
    links.sort_by_key(|link| link.src.start);
    links
}

fn candidates(document: &Document) -> Vec<Candidate> {
    let (src_words, tgt_words) = (document.src.segment(0), document.tgt.segment(0));
    let slope = tgt_words.len() as f32 / src_words.len().max(1) as f32;
    let mut candidates = Vec::new();
    for (src, f) in src_words.iter().enumerate() {
        for known in document.matches(*f) {
            let by_chance = document.tgt.frequency[known.tgt as usize];
            let gain = f32::midpoint(
                libm::logf(known.forward / by_chance),
                libm::logf(known.backward / document.src.frequency[*f as usize]),
            );
            let same = tgt_words.iter().enumerate().filter(|(_, e)| **e == known.tgt);
            for (tgt, _) in same {
                let off = ((src as f32 + 0.5) * slope - (tgt as f32 + 0.5)).abs();
                let strength = gain - off / document.params.width;
                if strength > 0.0 {
                    candidates.push(Candidate { src, tgt, strength });
                }
            }
        }
    }
    candidates
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

    proptest! {
        #[test]
        fn a_word_has_one_link_at_most(src in "[a-zé' 0-9?]{0,60}", tgt in "[a-zé' 0-9?]{0,60}") {
            let links = word_links(&src, &tgt, &MODEL);
            for pair in links.windows(2) {
                prop_assert!(pair[0].src.end <= pair[1].src.start);
            }
            let mut tgt: Vec<_> = links.iter().map(|link| link.tgt.clone()).collect();
            tgt.sort_by_key(|span| span.start);
            prop_assert!(tgt.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
