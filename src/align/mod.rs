//! Pairs the segments of two texts that translate each other.
//!
//! ```text
//! words ─matches─► cells ─coarse─► a rough path ─glance─► corridor ─► bead scores ─search─► beads
//!                    ▲                                                  └──confidence──► probabilities
//!                anchors (long texts only)
//! ```
//!
//! Passes from rough to fine, as in Moore (2002): a rough path from word matches
//! alone, a glance at the small bead shapes close to it, then all shapes with all
//! signals where the glance is in doubt; what is certain is pinned. A long text is first
//! cut at anchors, rare words that stand in both texts, so that time and
//! memory grow with its length and not with its square.
//!
//! A text that the model knows little of is aligned again with the words that
//! the first alignment teaches (`adapt`).
//!
//! Nothing here knows a language: what two words have to do with each other is
//! told by the [`Model`], by their spelling, and by nothing else. The module
//! does not know files, threads' number, or what is already paired.

mod adapt;
mod anchors;
mod coarse;
mod confidence;
mod corridor;
mod habits;
mod links;
mod matcher;
mod moved;
mod paragraphs;
pub mod params;
mod search;
mod signals;
mod words;

pub use links::{WordLink, word_links};
pub use moved::Moved;

use crate::bead::{Alignment, Bead, BySide, ScoredBead, Shape};
use crate::model::Model;
use crate::model::vectors::Vectors;
use coarse::RoughBead;
use confidence::Posteriors;
use corridor::Corridor;
use habits::Habits;
use paragraphs::Paragraphs;
use params::Params;
use search::Scores;
use signals::{Margins, Signals};
use words::Document;

/// How far, in segments, the second pass looks to either side of the path that a
/// glance finds, where that is in doubt. Open gold (December 2026): with 3 here and
/// [`CERTAIN`] at .995 transread loses .0003 against a look at everything, the other
/// sets nothing. The two were not varied apart.
const REACH: usize = 3;

/// How far a glance goes beyond the rough path.
const GLANCE_REACH: usize = 2;

/// How far it goes where the rough path is clear.
const CLEAR_REACH: usize = 1;

/// A 1:1 bead is certain from this probability on at a glance. With a reach of 4 all
/// sets have at .999 what a look at everything has; at .99 synth-holes loses .0008.
const CERTAIN: f64 = 0.995;

/// A certain bead needs no second look if this many to either side are certain. At
/// 0 pud-holes loses .02 and synth-holes .007.
const CERTAIN_AROUND: usize = 1;

/// Grids of up to this many cells are searched whole at once, which costs no
/// more than a rough path would save.
const EXACT_CELLS: usize = 1024;

/// An alignment with what it rests on.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// The beads with their probabilities.
    pub alignment: Alignment,
    /// For each bead that is in doubt, the best of those that would take some of
    /// its segments.
    pub runners_up: Vec<Option<ScoredBead>>,
    /// How much better than chance the words of paired segments explain each
    /// other, in nats a bead. Texts that translate each other have several;
    /// texts that do not have none.
    pub evidence: f64,
    /// Blocks that stand elsewhere in the translation; their segments are
    /// one-sided beads.
    pub moved: Vec<Moved>,
}

/// How to align, beside the model.
#[derive(Clone, Debug, Default)]
pub struct Options<'v> {
    /// The constants.
    pub params: Params,
    /// Vectors of the segments of both sides.
    pub vectors: Option<VectorPair<'v>>,
    /// The number of the paragraph of each segment, in order; nothing for a side whose
    /// paragraphs nobody knows.
    pub paragraphs: BySide<&'v [usize]>,
}

/// The vectors of both sides of a document.
#[derive(Clone, Copy, Debug)]
pub struct VectorPair<'v> {
    /// Those of the source.
    pub src: &'v Vectors,
    /// Those of the target.
    pub tgt: &'v Vectors,
    /// The numbers of the first segments, if a part of the texts is aligned.
    pub first: (usize, usize),
}

/// Aligns two texts, each a list of segments in order.
///
/// The beads tile both. An empty side gives one-sided beads.
#[must_use]
pub fn align<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    model: &Model,
    options: &Options,
) -> Aligned {
    let mut document = Document::new(src, tgt, model, &options.params);
    document.paragraphs = Paragraphs::new(options.paragraphs, src.len(), tgt.len());
    let margins = margins(src, tgt, options);
    for _ in 0..adapt::n_rounds(&document) {
        let first = align_document(&document, model, margins.as_ref());
        adapt::learn(&mut document, &first.alignment);
    }
    align_document(&document, model, margins.as_ref())
}

/// Returns how much better than chance the words of each bead explain each other, in
/// nats; 0 for a one-sided bead. Beads may cross and leave gaps: this weighs pairs
/// that come from elsewhere.
#[must_use]
pub fn explained<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    beads: &[Bead],
    model: &Model,
) -> Vec<f64> {
    let document = Document::new(src, tgt, model, &Params::default());
    beads.iter().map(|bead| signals::lexical::of_bead(&document, bead)).collect()
}

/// Aligns two texts by looking at the whole grid, once: the oracle of [`align`]
/// with a model, quadratic in time and memory.
#[must_use]
pub fn align_exactly<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    model: &Model,
    options: &Options,
) -> Aligned {
    let mut document = Document::new(src, tgt, model, &options.params);
    document.paragraphs = Paragraphs::new(options.paragraphs, src.len(), tgt.len());
    let margins = margins(src, tgt, options);
    align_inside(&document, &Corridor::whole(src.len(), tgt.len()), model, margins.as_ref())
}

fn margins<'v, T: AsRef<str>>(src: &[T], tgt: &[T], options: &Options<'v>) -> Option<Margins<'v>> {
    let VectorPair { src: src_vectors, tgt: tgt_vectors, first } = options.vectors?;
    Margins::new((src, src_vectors, first.0), (tgt, tgt_vectors, first.1))
}

fn align_document(document: &Document, model: &Model, margins: Option<&Margins>) -> Aligned {
    let (n_src, n_tgt) = (document.src.len(), document.tgt.len());
    let corridor = if n_src * n_tgt <= EXACT_CELLS {
        Corridor::whole(n_src, n_tgt)
    } else {
        let rough = coarse::rough_path(document, &anchors::corridor(document), margins);
        let near = Corridor::around(&with_reach(&rough), n_src, n_tgt);
        Corridor::around(&glance(document, &near, model, margins), n_src, n_tgt)
    };
    align_inside(document, &corridor, model, margins)
}

/// Returns how far to glance around each bead of the rough path.
fn with_reach(path: &[RoughBead]) -> Vec<(Bead, usize)> {
    let reach = |rough: &RoughBead| if rough.is_clear { CLEAR_REACH } else { GLANCE_REACH };
    path.iter().map(|rough| (rough.bead.clone(), reach(rough))).collect()
}

/// Glances at the beads of a corridor that have at most two segments a side.
/// Returns the best of them with how far to look around each: not at all at 1:1
/// beads that are certain among certain ones.
fn glance(
    document: &Document,
    corridor: &Corridor,
    model: &Model,
    margins: Option<&Margins>,
) -> Vec<(Bead, usize)> {
    let signals = Signals::new(document, model.length_ratio, margins);
    let scores = signals.glance(corridor);
    let posteriors = Posteriors::new(corridor, &scores, document.params.sharpness);
    let beads = search::best_beads(corridor, &scores);
    let one_one = Shape { src: 1, tgt: 1 };
    let is_certain: Vec<bool> = beads
        .iter()
        .map(|bead| bead.shape() == one_one && posteriors.probability(bead) >= CERTAIN)
        .collect();
    let reach = |at: usize| {
        let near = at.saturating_sub(CERTAIN_AROUND)..(at + CERTAIN_AROUND + 1).min(beads.len());
        if is_certain[near].iter().all(|certain| *certain) { 0 } else { REACH }
    };
    let reaches: Vec<usize> = (0..beads.len()).map(reach).collect();
    beads.into_iter().zip(reaches).collect()
}

fn align_inside(
    document: &Document,
    corridor: &Corridor,
    model: &Model,
    margins: Option<&Margins>,
) -> Aligned {
    let signals = Signals::new(document, model.length_ratio, margins);
    let scores = look_twice(&signals, corridor, &document.params);
    let beads = search::best_beads(corridor, &scores);
    let posteriors = Posteriors::new(corridor, &scores, document.params.sharpness);
    let evidence = evidence(&signals, &beads);
    let moved = moved::moved_blocks(document, &beads);
    let runners_up = runners_up(&posteriors, &beads);
    let with_score = |bead: Bead| ScoredBead { score: posteriors.probability(&bead), bead };
    let beads = beads.into_iter().map(with_score).collect();
    let alignment = Alignment::new(beads, corridor.n_src(), corridor.n_tgt())
        .expect("the path of a search tiles both texts");
    Aligned { alignment, runners_up, evidence, moved }
}

/// Scores the beads of a corridor: all of them by their words, then the likely
/// ones by where their words stand. What is usual for this translator shows
/// after each look.
fn look_twice(signals: &Signals, corridor: &Corridor, params: &Params) -> Scores {
    let first = signals.first_look(corridor);
    let likely = Posteriors::new(corridor, &first, params.sharpness);
    let mut second = signals.second_look(corridor, &likely);
    Habits::of(&likely.counts(), params).add_to(&mut second);
    let counts = Posteriors::new(corridor, &second, params.sharpness).counts();
    Habits::of(&counts, params).add_to(&mut second);
    second
}

/// The mean evidence is taken from at most this many beads, evenly spread.
const EVIDENCE_SAMPLE: usize = 1000;

/// Beads at least this probable need no runner-up. By hand.
const BEYOND_DOUBT: f64 = 0.95;

fn runners_up(posteriors: &Posteriors, beads: &[Bead]) -> Vec<Option<ScoredBead>> {
    let is_in_doubt = |bead: &&Bead| posteriors.probability(bead) < BEYOND_DOUBT;
    let runner_up =
        |bead| Some(bead).filter(is_in_doubt).and_then(|bead| posteriors.runner_up(bead));
    beads.iter().map(runner_up).collect()
}

fn evidence(signals: &Signals, beads: &[Bead]) -> f64 {
    let sample = beads.iter().step_by(beads.len().div_ceil(EVIDENCE_SAMPLE).max(1));
    let n_beads = sample.len();
    let lexical: f64 = sample.map(|bead| signals.lexical(bead)).sum();
    lexical / n_beads.max(1) as f64
}

/// Aligns what lies between `locked` beads, which are kept as they are with
/// probability 1. Locked beads stand in order and do not overlap.
#[must_use]
pub fn align_between<T: AsRef<str> + Sync>(
    src: &[T],
    tgt: &[T],
    locked: &[Bead],
    model: &Model,
    options: &Options,
) -> Alignment {
    let mut beads = Vec::new();
    let (mut src_done, mut tgt_done) = (0, 0);
    let gaps = locked.iter().map(|bead| (bead.src().start, bead.tgt().start, Some(bead)));
    for (src_end, tgt_end, bead) in gaps.chain([(src.len(), tgt.len(), None)]) {
        let vectors =
            options.vectors.map(|pair| VectorPair { first: (src_done, tgt_done), ..pair });
        let BySide { src: of_src, tgt: of_tgt } = options.paragraphs;
        let paragraphs = BySide {
            src: of_src.get(src_done..src_end).unwrap_or_default(),
            tgt: of_tgt.get(tgt_done..tgt_end).unwrap_or_default(),
        };
        let options = Options { vectors, paragraphs, ..options.clone() };
        let gap = align(&src[src_done..src_end], &tgt[tgt_done..tgt_end], model, &options);
        beads.extend(
            gap.alignment.beads().iter().filter_map(|scored| shifted(scored, src_done, tgt_done)),
        );
        if let Some(bead) = bead {
            beads.push(ScoredBead { bead: bead.clone(), score: 1.0 });
            (src_done, tgt_done) = (bead.src().end, bead.tgt().end);
        }
    }
    Alignment::new(beads, src.len(), tgt.len())
        .expect("locked beads in order leave gaps that are tiled")
}

fn shifted(scored: &ScoredBead, src: usize, tgt: usize) -> Option<ScoredBead> {
    let (bead, score) = (&scored.bead, scored.score);
    let shift = |run: std::ops::Range<usize>, by| run.start + by..run.end + by;
    Bead::new(shift(bead.src(), src), shift(bead.tgt(), tgt)).map(|bead| ScoredBead { bead, score })
}

#[cfg(test)]
mod tests {
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
        let chapter =
            |from: usize, n: usize| (from..from + n).map(|k| (k * 7 % 10, Act::Translate));
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
}
