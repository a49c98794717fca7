use super::*;
use crate::lang::LangPair;
use crate::model::builtin;
use proptest::prelude::*;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(|| builtin::for_pair(&LangPair::FR_EN).unwrap());

/// Pairs of sentences that say the same, to make documents of.
const SENTENCES: [(&str, &str); 10] = [
    ("Le gardien alluma la lampe.", "The keeper lit the lamp."),
    ("Il neigeait depuis trois jours.", "It had been snowing for three days."),
    ("« Où est mon frère ? » demanda Jeanne.", "\"Where is my brother?\" asked Jeanne."),
    ("Personne ne répondit.", "Nobody answered."),
    ("La mer montait vers les rochers noirs.", "The sea was rising to the black rocks."),
    ("En 1871, la ville comptait 2 500 habitants.", "In 1871 the town had 2,500 people."),
    ("Le médecin prit son cheval et partit.", "The doctor took his horse and left."),
    ("Elle lisait une vieille lettre.", "She was reading an old letter."),
    ("Le roi mourut en hiver.", "The king died in winter."),
    ("On vendit la maison et le jardin.", "The house and the garden were sold."),
];

/// What a translator does with a sentence.
#[derive(Clone, Copy, Debug)]
enum Act {
    Translate,
    Omit,
    Add,
    Merge,
}

/// Returns a document and its translation.
fn translation(acts: &[(usize, Act)]) -> (Vec<String>, Vec<String>) {
    let (mut src, mut tgt) = (Vec::new(), Vec::new());
    for (number, (sentence, act)) in acts.iter().enumerate() {
        let (fr, en) = SENTENCES[*sentence];
        let (fr, en) = (format!("{fr} {number}"), format!("{en} {number}"));
        match act {
            Act::Translate => {
                src.push(fr);
                tgt.push(en);
            }
            Act::Omit => src.push(fr),
            Act::Add => tgt.push(en),
            Act::Merge => {
                src.push(fr);
                let before = tgt.pop().unwrap_or_default();
                tgt.push(format!("{before} {en}"));
            }
        }
    }
    (src, tgt)
}

fn acts(n: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<(usize, Act)>> {
    let act = prop_oneof![
        8 => Just(Act::Translate),
        1 => Just(Act::Omit),
        1 => Just(Act::Add),
        1 => Just(Act::Merge),
    ];
    prop::collection::vec((0..SENTENCES.len(), act), n)
}

fn beads(aligned: &Aligned) -> Vec<Bead> {
    aligned.alignment.beads().iter().map(|scored| scored.bead.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_texts_are_tiled_with_probabilities(
        src in prop::collection::vec("[ -~éà«»?!0-9]{0,40}", 0..12),
        tgt in prop::collection::vec("[ -~éà“”?!0-9]{0,40}", 0..12),
    ) {
        // `Alignment::new` refuses beads that do not tile.
        let aligned = align(&src, &tgt, &MODEL, &Options::default());
        let scores = aligned.alignment.beads().iter().map(|scored| scored.score);
        prop_assert!(scores.into_iter().all(|score| (0.0..=1.0).contains(&score)));
    }

    #[test]
    fn the_fast_search_finds_what_the_exact_one_finds(acts in acts(50..70)) {
        let (src, tgt) = translation(&acts);
        let (fast, exact) = (align(&src, &tgt, &MODEL, &Options::default()), align_exactly(&src, &tgt, &MODEL, &Options::default()));
        prop_assert_eq!(beads(&fast), beads(&exact));
    }

    #[test]
    fn locked_beads_stay_as_they_are(acts in acts(4..20), src in 0usize..4, tgt in 0usize..4) {
        let (mut src_texts, mut tgt_texts) = translation(&acts);
        src_texts.resize(src_texts.len().max(4), "Fin.".to_owned());
        tgt_texts.resize(tgt_texts.len().max(4), "The end.".to_owned());
        let locked = [Bead::new(src..src + 1, tgt..tgt + 1).unwrap()];
        let alignment = align_between(&src_texts, &tgt_texts, &locked, &MODEL, &Options::default());
        prop_assert!(alignment.beads().iter().any(|scored| scored.bead == locked[0]));
    }
}

#[test]
fn a_chapter_without_translation_is_left_out_as_one_run() {
    let chapter = |from: usize, n: usize| (from..from + n).map(|k| (k * 7 % 10, Act::Translate));
    let mut acts: Vec<_> = chapter(0, 300).collect();
    acts.extend(chapter(300, 400).map(|(sentence, _)| (sentence, Act::Omit)));
    acts.extend(chapter(700, 300));
    let (src, tgt) = translation(&acts);
    let omitted: Vec<usize> = beads(&align(&src, &tgt, &MODEL, &Options::default()))
        .iter()
        .filter(|bead| bead.tgt().is_empty())
        .map(|bead| bead.src().start)
        .collect();
    assert_eq!((300..700).collect::<Vec<_>>(), omitted);
}

#[test]
fn a_block_that_was_moved_is_found() {
    let acts: Vec<_> = (0..60).map(|k| (k * 7 % 10, Act::Translate)).collect();
    let (src, mut tgt) = translation(&acts);
    let block: Vec<String> = tgt.drain(10..18).collect();
    tgt.splice(40..40, block);
    let moved = align(&src, &tgt, &MODEL, &Options::default()).moved;
    assert_eq!(vec![Moved { src: 10..18, tgt: 40..48 }], moved);
}

#[test]
fn a_block_that_was_left_out_is_not_moved() {
    let acts: Vec<_> = (0..60).map(|k| (k * 7 % 10, Act::Translate)).collect();
    let (src, mut tgt) = translation(&acts);
    tgt.drain(10..18);
    assert!(align(&src, &tgt, &MODEL, &Options::default()).moved.is_empty());
}

#[test]
fn the_beads_do_not_depend_on_the_number_of_threads() {
    let acts: Vec<_> = (0..700).map(|k| (k * 3 % 10, Act::Translate)).collect();
    let (src, tgt) = translation(&acts);
    let with_threads = |n| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        pool.install(|| align(&src, &tgt, &MODEL, &Options::default()).alignment)
    };
    assert_eq!(with_threads(1), with_threads(8));
}

#[test]
fn texts_that_do_not_belong_together_have_no_evidence() {
    let (src, _) = translation(&(0..10).map(|k| (k, Act::Translate)).collect::<Vec<_>>());
    let other = ["Click the button.", "Select a printer.", "Open the tray.", "Load paper."];
    assert!(align(&src, &other.map(str::to_owned), &MODEL, &Options::default()).evidence < 0.0);
}

#[test]
fn clear_beads_among_clear_ones_need_no_glance() {
    let rough = |(at, is_clear): (usize, bool)| RoughBead {
        bead: Bead::new(at..at + 1, at..at + 1).unwrap(),
        is_clear,
    };
    let path: Vec<RoughBead> = (0..).zip([true, true, true, false, true]).map(rough).collect();
    let reaches: Vec<usize> = with_reach(&path).into_iter().map(|(_, reach)| reach).collect();
    assert_eq!(vec![0, 0, CLEAR_REACH, GLANCE_REACH, CLEAR_REACH], reaches);
}

#[test]
fn the_surest_bead_is_as_sure_as_such_beads_are_in_gold() {
    let acts: Vec<(usize, Act)> = (0..60).map(|at| (at % 10, Act::Translate)).collect();
    let (src, tgt) = translation(&acts);
    let aligned = align(&src, &tgt, &MODEL, &Options::default());
    let scores = aligned.alignment.beads().iter().map(|scored| scored.score);
    assert!((scores.fold(0.0, f64::max) - SUREST).abs() < 1e-6);
}
