//! Says in one line what was made: segments, rows, pairs by shape, what has no
//! translation, and how many pairs to look at.

use crate::bead::BySide;
use crate::bitext::{Bitext, Pair, Status};
use crate::pipeline::{DOUBTFUL, Outcome};

/// Says what was made. What is not there is not said.
pub(super) fn summary(outcome: &Outcome) -> String {
    let bitext = &outcome.bitext;
    let right = match outcome.n_rows {
        Some(n_rows) => format!("{n_rows} {} rows", bitext.langs.tgt),
        None => format!("{} {} segments", outcome.tgt_ids.len(), bitext.langs.tgt),
    };
    let shapes: Vec<String> =
        bitext.counts_by_shape().iter().map(|(shape, n)| format!("{n} {shape}")).collect();
    let shapes =
        if shapes.is_empty() { String::new() } else { format!(" ({})", shapes.join(", ")) };
    let one_sided = one_sided(bitext, outcome.n_blanked);
    let n_to_look_at = bitext.pairs.iter().filter(|pair| is_to_look_at(pair)).count();
    let unread = outcome.unread.as_ref().map_or_else(String::new, |unread| {
        let BySide { src, tgt } = unread.per_cent();
        let (src_lang, tgt_lang) = (&bitext.langs.src, &bitext.langs.tgt);
        format!("; only {src} % of {src_lang} and {tgt} % of {tgt_lang} was read")
    });
    format!(
        "{} {} segments, {right} -> {} pairs{shapes}{one_sided}; {n_to_look_at} to look at{unread}",
        outcome.n_src,
        bitext.langs.src,
        bitext.pairs.len(),
    )
}

/// Tells whether a pair wants a person's look: it is doubtful, or it has words on
/// one side only; unless a person has decided.
fn is_to_look_at(pair: &Pair) -> bool {
    let is_doubtful = pair.score.is_some_and(|score| score < DOUBTFUL);
    pair.status == Status::Auto && (is_doubtful || is_missing(pair) || is_addition(pair))
}

fn has_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

fn is_missing(pair: &Pair) -> bool {
    has_words(&pair.src) && pair.tgt.trim().is_empty()
}

fn is_addition(pair: &Pair) -> bool {
    has_words(&pair.tgt) && pair.src.trim().is_empty()
}

fn one_sided(bitext: &Bitext, n_blanked: usize) -> String {
    let missing: Vec<&Pair> = bitext.pairs.iter().filter(|pair| is_missing(pair)).collect();
    let n_missing: usize = missing.iter().map(|pair| pair.shape.src.max(1)).sum();
    let additions = bitext.pairs.iter().filter(|pair| is_addition(pair));
    let n_additions: usize = additions.map(|pair| pair.shape.tgt.max(1)).sum();
    let mut parts = Vec::new();
    if n_missing > 0 {
        let share = share(bitext, &missing);
        let marked = match n_blanked.min(n_missing) {
            0 => String::new(),
            n => format!(", {n} marked so"),
        };
        let sentences = counted(n_missing, "sentence", "sentences");
        parts.push(format!("{sentences} without translation ({share} % of the text{marked})"));
    }
    if n_additions > 0 {
        parts.push(counted(n_additions, "addition", "additions"));
    }
    if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Returns the share of the letters of the source that some pairs hold, in per cent;
/// never 0 of something, never 100 of less than all.
fn share(bitext: &Bitext, some: &[&Pair]) -> usize {
    let n_letters = |pair: &Pair| pair.src.chars().filter(|c| c.is_alphanumeric()).count();
    let all: usize = bitext.pairs.iter().map(n_letters).sum();
    let part: usize = some.iter().map(|pair| n_letters(pair)).sum();
    match (100 * part + all / 2) / all.max(1) {
        _ if part == all => 100,
        0 => 1,
        100 => 99,
        share => share,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::Shape;
    use crate::lang::LangPair;

    fn pair(src: &str, tgt: &str, score: f64) -> Pair {
        let n = |text: &str| usize::from(!text.is_empty());
        let shape = Shape { src: n(src), tgt: n(tgt) };
        Pair { src: src.into(), tgt: tgt.into(), shape, score: Some(score), ..Pair::default() }
    }

    #[track_caller]
    fn check(pairs: Vec<Pair>, n_blanked: usize, expected: &str) {
        let (langs, n_src) = (LangPair::FR_EN, pairs.len());
        let bitext = Bitext { langs, metadata: vec![], carried_headers: vec![], pairs };
        let outcome = Outcome {
            bitext,
            n_src,
            segments: BySide::default(),
            tgt_ids: Vec::new(),
            n_rows: Some(1),
            n_blanked,
            findings: Vec::new(),
            unread: None,
        };
        let summary = summary(&outcome);
        assert_eq!(expected, summary.split_once(" -> ").unwrap().1);
    }

    #[test]
    fn what_is_missing_is_named_and_never_nothing_to_look_at() {
        check(vec![pair("Oui.", "Yes.", 1.0)], 0, "1 pairs (1 1:1); 0 to look at");
        check(
            vec![pair("Oui.", "Yes.", 1.0), pair("Non.", "", 0.99)],
            1,
            "2 pairs (1 1:0, 1 1:1); 1 sentence without translation (50 % of the text, 1 marked \
             so); 1 to look at",
        );
        check(
            vec![pair("Oui.", "Yes.", 0.5), pair("", "So. I say.", 1.0), pair("—", "", 1.0)],
            0,
            "3 pairs (1 0:1, 1 1:0, 1 1:1); 1 addition; 2 to look at",
        );
    }

    #[test]
    fn what_a_person_has_decided_is_not_to_look_at() {
        let decided = Pair { status: Status::Accepted, ..pair("Oui.", "", 0.1) };
        check(
            vec![decided],
            0,
            "1 pairs (1 1:0); 1 sentence without translation (100 % of the text); 0 to look at",
        );
    }
}
