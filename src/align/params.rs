//! The constants that decide what is paired, in one place, each with its source.
//!
//! They are fields and not constants so that one command can vary them and show
//! on gold what each is worth: `cargo run --release --example constants -- GOLD`.
//! "Open gold" are the sets of `docs/measured/alignment.md`; figures are strict F1 on
//! transread / alibi / synth-holes / pud-holes / canlaws / textberg, November 2026.

use serde::{Deserialize, Serialize};

/// Weights, costs, priors and habits.
///
/// Scores are log-likelihood ratios in nats; costs are negative.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// The words of a segment repeat each other's evidence, so it is worth less
    /// than its sum: of each nat, this much. From .2 to .35 the mean of the sets
    /// moves by .002.
    pub weight: f32,
    /// No pair of runs scores less than this by its words: free translations
    /// share few. From −3 to −6 the mean moves by .0003.
    pub floor: f32,
    /// How far from the diagonal of a bead, in words, a word's counterpart is
    /// expected. At 3 transread has .973, at 6 .981, at 10 .980, at 20 .977.
    pub width: f32,
    /// Variance of the difference of lengths, per character. Gale and Church
    /// (1993) found 6.8 between paragraphs; with words as the main signal, wider
    /// is better (tales .977 at 6.8, .986 at 9).
    pub variance: f32,
    /// No length costs more than this. By hand, with the characters that are
    /// added to lengths.
    pub max_length_cost: f32,
    /// What the first segment of a one-sided run costs in a text that has as many
    /// as is usual. By hand in the prototype; learned weights ended close to it.
    pub open: f32,
    /// What each further one costs. By hand.
    pub extend: f32,
    /// What a 1:2 or 2:1 bead costs against 1:1, in a text that has as many as is
    /// usual. At −1.5 and −2.5 the mean is .002 lower.
    pub one_two: f32,
    /// What a 2:2 bead costs. At −4 and −6 the mean is .001 and .003 lower.
    pub two_two: f32,
    /// What a 1:3 bead costs; each further segment costs one nat more. By hand.
    pub one_many: f32,
    /// What a 2:3 bead costs; each further segment costs one nat more. By hand.
    pub many_many: f32,
    /// What a segment that stands with others in a bead pays for each nat by
    /// which its own words speak against it. At 0 one-sided beads of transread
    /// have recall .50 at precision .88, at .2 .66 at .83, at .5 .66 at .62.
    pub orphan: f32,
    /// How many nats of that count at most.
    pub max_orphan: f32,
    /// What a bead pays for a side that joins a title in capitals with text. One
    /// to three nats give the same: recall of one-sided beads .45 to .52.
    pub heading: f32,
    /// What a margin of cosines of 1 is worth for each segment, where there are
    /// vectors. With the multilingual Universal Sentence Encoder: German and
    /// French .906 at 0, .913 at 1, .918 at 2, .910 at 8; tales .986 at all; two
    /// free novels .973, -, .971, .969.
    pub vectors: f32,
    /// What scores are multiplied with before they become probabilities. Fitted
    /// by expected calibration error (see docs/measured/alignment.md).
    pub sharpness: f32,
    /// Beads less probable than this at the first look get no second one. At
    /// 1e-4 and 1e-9 transread has .9825 and .9836 in place of .9830, the other
    /// sets the same.
    pub unlikely: f32,
    /// The share of one-sided beads at which `open` is right: that of the texts
    /// on which it was chosen.
    pub usual_one_sided: f32,
    /// The share of 1:2 and of 2:1 beads at which `one_two` is right.
    pub usual_one_two: f32,
    /// The share of 2:2 beads at which `two_two` is right.
    pub usual_two_two: f32,
    /// How far `open` follows the share of one-sided beads in the document, from
    /// 0, not at all, to 1. At 0 synth-holes has .977, at 1 .986.
    pub follow_one_sided: f32,
    /// How far `one_two` and `two_two` follow theirs. At 0 canlaws has .990, at
    /// .5 .993; at 1 textberg loses .02.
    pub follow_shapes: f32,
    /// How many beads of a usual text a document's own share of one-sided beads
    /// is mixed with. By hand: a page.
    pub usual_beads_one_sided: f32,
    /// The same for the other shapes.
    pub usual_beads_shapes: f32,
}

impl Default for Params {
    fn default() -> Params {
        Params {
            weight: 0.28,
            floor: -4.0,
            width: 6.0,
            variance: 9.0,
            max_length_cost: 8.0,
            open: -4.5,
            extend: -2.0,
            one_two: -2.0,
            two_two: -5.0,
            one_many: -3.5,
            many_many: -7.0,
            orphan: 0.2,
            max_orphan: 3.0,
            heading: -2.0,
            vectors: 2.0,
            sharpness: 1.2,
            unlikely: 1e-6,
            usual_one_sided: 0.018,
            usual_one_two: 0.07,
            usual_two_two: 0.006,
            follow_one_sided: 1.0,
            follow_shapes: 0.5,
            usual_beads_one_sided: 20.0,
            usual_beads_shapes: 50.0,
        }
    }
}
