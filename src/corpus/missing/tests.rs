//! Tests of what is missing and of what is taken back.

use super::*;
use crate::bead::Shape;
use crate::lang::{Lang, LangPair};
use crate::segment::Options;
use proptest::prelude::*;

fn bitext(pairs: &[(&str, &str)]) -> Bitext {
    let pair = |(at, (src, tgt)): (usize, &(&str, &str))| Pair {
        id: format!("p{at}.s1"),
        shape: Shape { src: 1, tgt: usize::from(!tgt.is_empty()) },
        src: (*src).into(),
        tgt: (*tgt).into(),
        ..Pair::default()
    };
    Bitext {
        langs: LangPair { src: Lang::FR, tgt: Lang::EN },
        metadata: Vec::new(),
        carried_headers: Vec::new(),
        pairs: pairs.iter().enumerate().map(pair).collect(),
    }
}

fn filled(key: &str, src: &str, tgt: &str) -> Filled {
    Filled { key: key.into(), src: Some(src.into()), tgt: tgt.into(), ..Filled::default() }
}

fn segmenter() -> Segmenter {
    Segmenter::new(&Lang::EN, Options::default())
}

const PAIRS: [(&str, &str); 4] = [
    ("Il pleut depuis trois jours.", "It has rained for three days."),
    ("Il pleut depuis quatre jours.", ""),
    ("Je lis.", "[to be translated]"),
    ("Fin.", "The end."),
];

#[test]
fn a_gap_has_its_context_and_what_the_memory_has() {
    let bitext = bitext(&PAIRS);
    let mut memory = Memory::default();
    memory.add(&bitext);
    let gaps = missing(&bitext, &memory);
    let keys: Vec<&str> = gaps.iter().map(|gap| gap.key.as_str()).collect();
    assert_eq!(vec!["p1.s1", "p2.s1"], keys);
    assert_eq!((PAIRS[0].0, PAIRS[2].0), (gaps[0].before.as_str(), gaps[0].after.as_str()));
    let offer = gaps[0].offer.as_ref().unwrap();
    assert_eq!((PAIRS[0].1, 0.8), (offer.tgt.as_str(), offer.score));
    assert_eq!(None, gaps[1].offer);
}

#[test]
fn a_translation_is_taken_by_key_whatever_the_order() {
    let old = bitext(&PAIRS);
    let rows = [filled("p2.s1", "Je lis.", "I read. A lot."), filled("p1.s1", PAIRS[1].0, "")];
    let taken = take(&old, &rows, &segmenter());
    let pair = &taken.bitext.pairs[2];
    assert_eq!((vec![2], 2, 2), (taken.pairs, pair.shape.tgt, taken.n_known));
    assert_eq!(vec!["p2.s1.s1", "p2.s1.s2"], pair.tgt_ids);
    assert_eq!(vec!["I read.", "A lot."], pair.tgt_segments());
}

#[test]
fn what_does_not_fit_is_told_and_not_taken() {
    let old = bitext(&PAIRS);
    let rows = [
        filled("p9.s1", "Je lis.", "I read."),
        filled("p1.s1", "Il neige.", "It snows."),
        filled("p3.s1", "Fin.", "Finis."),
        filled("p2.s1", "Je lis.", "I read."),
        filled("p2.s1", "Je lis.", "I'm reading."),
    ];
    let taken = take(&old, &rows, &segmenter());
    let why: Vec<&str> = taken.not_taken.iter().map(|row| row.why).collect();
    assert_eq!(vec![UNKNOWN, OTHER_SOURCE, TRANSLATED, TWICE], why);
    assert_eq!((vec![2], "I read."), (taken.pairs, taken.bitext.pairs[2].tgt.as_str()));
}

#[test]
fn what_people_write_where_a_translation_is_to_come_is_none() {
    for text in ["", " ", "TODO", "[à traduire]", "[TBD]", "…", "???", "-", "<untranslated>", "N/A"]
    {
        assert!(says_nothing(text), "{text}");
    }
    for text in ["Todo list", "No.", "- Yes.", "n/a applies", "?"] {
        assert!(!says_nothing(text), "{text}");
    }
}

proptest! {
    /// A part changes only its own rows.
    #[test]
    fn no_pair_but_those_named_is_touched(
        blank in prop::collection::vec(any::<bool>(), 1..12),
        rows in prop::collection::vec((0..14_usize, "[a-c ]{0,4}"), 0..14),
    ) {
        let texts: Vec<(String, String)> = blank.iter().enumerate().map(|(at, is_blank)| {
            (format!("Phrase {at}."), if *is_blank { String::new() } else { format!("Sentence {at}.") })
        }).collect();
        let pairs: Vec<(&str, &str)> = texts.iter().map(|(src, tgt)| (src.as_str(), tgt.as_str())).collect();
        let old = bitext(&pairs);
        let rows: Vec<Filled> = rows.iter().map(|(at, text)| filled(&format!("p{at}.s1"), &format!("Phrase {at}."), text)).collect();
        let taken = take(&old, &rows, &segmenter());
        prop_assert_eq!(old.pairs.len(), taken.bitext.pairs.len());
        for (at, (before, after)) in old.pairs.iter().zip(&taken.bitext.pairs).enumerate() {
            let is_named = rows.iter().any(|row| row.key == before.id);
            prop_assert!(before == after || is_named && before.tgt.is_empty() && taken.pairs.contains(&at));
        }
    }
}
