//! What holds of the checks for any two texts.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use enregard::bitext::{Bitext, Pair};
use enregard::check::{Checker, Facts, Finding, Id, Options, Side, fingerprint};
use enregard::lang::LangPair;
use enregard::model::{Model, builtin};
use proptest::prelude::*;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| builtin::for_pair(&LangPair::FR_EN).unwrap());
/// All checks but the one that gathers the findings of several pairs.
static OPTIONS: LazyLock<Options> =
    LazyLock::new(|| Options { skipped: vec![Id::MisalignedBlock], ..Options::default() });
static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new(&MODEL, &OPTIONS));

/// What the checks look for, and what they may trip over.
const PIECES: [&str; 72] = [
    "le",
    "la",
    "ne",
    "n'",
    "n’",
    "pas",
    "plus",
    "que",
    "qu’",
    "rien",
    "personne",
    "sans",
    "ni",
    "non",
    "or",
    "not",
    "n't",
    "do",
    "can",
    "no",
    "No.",
    "never",
    "nor",
    "neither",
    "only",
    "signé",
    "signed",
    "traité",
    "treaty",
    "Paris",
    "London",
    "Merkel",
    "ONU",
    "UN",
    "IMF",
    "1",
    "12",
    "21",
    "1,5",
    "1.5",
    "3 000",
    "22h30",
    "10:30 p.m.",
    "mille",
    "million",
    "milliards",
    "bn",
    "trois",
    "quarts",
    "et demi",
    "and a half",
    "%",
    "€",
    "$",
    "km",
    "XIXe",
    "IV",
    "8es",
    "de finale",
    "(",
    ")",
    "«",
    "»",
    "“",
    "é",
    "\u{301}",
    "\u{200b}",
    "\u{feff}",
    "𝕏",
    "&amp;",
    "\u{fffd}",
    "Ã©",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec());
    let gap = prop::sample::select(vec![" ", "", "  ", "-", "'", ".", ", ", "\u{a0}", "\n", "? "]);
    let pieces = prop::collection::vec((piece, gap), 0..24);
    let of_pieces = pieces.prop_map(|all| all.into_iter().flat_map(|(a, b)| [a, b]).collect());
    prop_oneof![4 => of_pieces, 1 => any::<String>()]
}

fn bitext(texts: Vec<(String, String)>) -> Bitext {
    let pair = |(src, tgt)| Pair { src, tgt, ..Pair::default() };
    Bitext {
        langs: LangPair::FR_EN,
        metadata: Vec::new(),
        carried_headers: Vec::new(),
        pairs: texts.into_iter().map(pair).collect(),
    }
}

fn in_threads(n: usize, bitext: &Bitext) -> Vec<Finding> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
    pool.install(|| CHECKER.bitext(bitext))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_in_their_texts_and_fingerprints_name_what_they_hold(
        texts in prop::collection::vec((text(), text()), 1..5),
    ) {
        let bitext = bitext(texts);
        for finding in CHECKER.bitext(&bitext) {
            let pair = &bitext.pairs[finding.pair];
            let of = |side: Side| if side == Side::Src { &pair.src } else { &pair.tgt };
            let seen = of(finding.side).get(finding.span.clone());
            prop_assert!(seen.is_some(), "{finding:?}");
            let known = fingerprint(finding.check.name(), &pair.src, &pair.tgt, seen.unwrap());
            prop_assert_eq!(&known, &finding.fingerprint);
            if let Some(span) = finding.counterpart.clone() {
                prop_assert!(of(finding.side.other()).get(span).is_some(), "{finding:?}");
            }
        }
    }

    #[test]
    fn findings_are_the_same_for_any_number_of_threads(
        texts in prop::collection::vec((text(), text()), 1..8),
    ) {
        let bitext = bitext(texts);
        prop_assert_eq!(in_threads(1, &bitext), in_threads(2, &bitext));
    }

    #[test]
    fn a_pair_alone_gets_what_the_bitext_finds_in_it(
        texts in prop::collection::vec((text(), text()), 1..6),
    ) {
        let bitext = bitext(texts);
        let facts = Facts::of(&bitext);
        let mut whole = CHECKER.bitext(&bitext);
        whole.retain(|finding| !finding.check.compares_all_pairs());
        let alone: Vec<Finding> =
            (0..bitext.pairs.len()).flat_map(|idx| CHECKER.pair(&bitext, idx, &facts)).collect();
        prop_assert_eq!(whole, alone);
    }
}
