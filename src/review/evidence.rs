//! Shows what an alignment rests on: which words of a pair belong together,
//! which have no counterpart, which values agree, and what else it might be.

use super::row::{Extras, Row};
use crate::align::{Options, align, word_links};
use crate::bead::ScoredBead;
use crate::check::Side;
use crate::check::view::{Index, View, Word};
use crate::lang::LangPair;
use crate::model::Model;
use crate::text::numbers::{Agreement, Value};
use std::ops::Range;

/// So many rows on either side decide what a pair might be instead. By hand.
const WINDOW: usize = 6;

/// What speaks for a pair and against it. Spans are bytes of a side's text.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Words that translate each other, with how sure the link is, above 0 to 1.
    pub words: Vec<(Range<usize>, Range<usize>, f32)>,
    /// Content words of the source without a counterpart.
    pub src_alone: Vec<Range<usize>>,
    /// The same of the target.
    pub tgt_alone: Vec<Range<usize>>,
    /// Numbers, dates and other values.
    pub values: Vec<ValuePair>,
    /// Names that stand on both sides.
    pub names: Vec<(Range<usize>, Range<usize>)>,
    /// What the pair might be instead.
    pub runner_up: Option<RunnerUp>,
}

/// A value of one side with that of the other, if it has one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ValuePair {
    /// Where it stands in the source.
    pub src: Option<Range<usize>>,
    /// Where it stands in the target.
    pub tgt: Option<Range<usize>>,
}

/// Another pairing that would take some of the same segments.
#[derive(Clone, Debug)]
pub struct RunnerUp {
    /// Its shape, as `1:2`.
    pub bead: String,
    /// The texts of its source segments.
    pub src: Vec<String>,
    /// The texts of its target segments.
    pub tgt: Vec<String>,
    /// Its probability.
    pub probability: f64,
}

/// Returns the rows around one that its evidence needs, and where it is among them.
#[must_use]
pub fn neighborhood(rows: &[Row], at: usize) -> (Vec<Row>, usize) {
    let start = at.saturating_sub(WINDOW);
    (rows[start..(at + WINDOW + 1).min(rows.len())].to_vec(), at - start)
}

/// Returns the evidence for the row at a position.
#[must_use]
pub fn of_row(rows: &[Row], at: usize, languages: &LangPair, model: &Model) -> Evidence {
    let pair = rows[at].to_pair(&Extras::default());
    let index = Index::new(model);
    let view = index.view(&pair, languages);
    let links = word_links(&pair.src, &pair.tgt, model);
    let is_linked = |span: &Range<usize>, side: Side| {
        links.iter().any(|link| match side {
            Side::Src => overlap(&link.src, span),
            Side::Tgt => overlap(&link.tgt, span),
        })
    };
    let alone = |words: &[Word], side: Side| -> Vec<Range<usize>> {
        let is_alone = |word: &&Word| {
            word.is_content && word.partner.is_none() && !is_linked(&word.span, side)
        };
        words.iter().filter(is_alone).map(|word| word.span.clone()).collect()
    };
    Evidence {
        src_alone: alone(&view.src.words, Side::Src),
        tgt_alone: alone(&view.tgt.words, Side::Tgt),
        values: values(&view),
        names: names(&view),
        words: links.into_iter().map(|link| (link.src, link.tgt, link.strength)).collect(),
        runner_up: runner_up(rows, at, model),
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Pairs the values of both sides, the best agreement first. What stands alone is
/// told if it is written in digits: `un` without a counterpart is an article more
/// often than a number, and where it is one the checks say so.
fn values(view: &View) -> Vec<ValuePair> {
    let (src, tgt) = (&view.src.values, &view.tgt.values);
    let mut is_free = vec![true; tgt.len()];
    let mut pairs = Vec::new();
    for value in src {
        let same =
            |(at, other): &(usize, &Value)| is_free[*at] && value.agrees(other) == Agreement::Same;
        let found = tgt.iter().enumerate().find(same).map(|(at, _)| at);
        if let Some(at) = found {
            is_free[at] = false;
        }
        let tgt = found.map(|at| tgt[at].span.clone());
        pairs.push(ValuePair { src: Some(value.span.clone()), tgt });
    }
    let left = tgt.iter().zip(is_free).filter(|(_, is_free)| *is_free);
    pairs.extend(left.map(|(value, _)| ValuePair { src: None, tgt: Some(value.span.clone()) }));
    let has_digits = |text: &str, span: &Option<Range<usize>>| {
        let said = span.clone().and_then(|span| text.get(span));
        said.is_some_and(|said| said.contains(char::is_numeric))
    };
    pairs.retain(|pair| {
        let is_paired = pair.src.is_some() && pair.tgt.is_some();
        is_paired || has_digits(view.src.text, &pair.src) || has_digits(view.tgt.text, &pair.tgt)
    });
    pairs.dedup();
    pairs
}

/// Returns the capitalized words that are each other's best counterpart.
fn names(view: &View) -> Vec<(Range<usize>, Range<usize>)> {
    let is_name = |word: &Word| word.is_capital && !word.is_initial;
    let partner = |word: &Word| {
        let other = view.tgt.words.get(word.partner?)?;
        (is_name(word) && other.is_capital).then(|| (word.span.clone(), other.span.clone()))
    };
    view.src.words.iter().filter_map(partner).collect()
}

/// Aligns the neighborhood again and returns what came second for a row.
fn runner_up(rows: &[Row], at: usize, model: &Model) -> Option<RunnerUp> {
    let (window, at) = neighborhood(rows, at);
    let texts = |side: Side| -> Vec<String> {
        let pieces = window.iter().flat_map(|row| row.side(side));
        pieces.map(|piece| piece.text.clone()).collect()
    };
    let (src, tgt) = (texts(Side::Src), texts(Side::Tgt));
    let start = |side: Side| window[..at].iter().map(|row| row.side(side).len()).sum::<usize>();
    let (src_at, tgt_at) = (start(Side::Src), start(Side::Tgt));
    let run = (src_at..src_at + window[at].src.len(), tgt_at..tgt_at + window[at].tgt.len());
    let aligned = align(&src, &tgt, model, &Options::default());
    let beads = aligned.alignment.beads();
    let is_this = |scored: &ScoredBead| (scored.bead.src(), scored.bead.tgt()) == run;
    let touches = |scored: &ScoredBead| {
        overlap(&scored.bead.src(), &run.0) || overlap(&scored.bead.tgt(), &run.1)
    };
    let second = match beads.iter().position(is_this) {
        Some(idx) => aligned.runners_up[idx].clone(),
        // The pair is none that the aligner would make: what it would make.
        None => beads.iter().find(|scored| touches(scored)).cloned(),
    }?;
    // What somebody has merged by hand may be just what would come second.
    if (second.bead.src(), second.bead.tgt()) == run {
        return None;
    }
    Some(RunnerUp {
        bead: second.bead.shape().to_string(),
        src: src[second.bead.src()].to_vec(),
        tgt: tgt[second.bead.tgt()].to_vec(),
        probability: second.score,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::builtin;
    use crate::review::row::Piece;

    fn said(src: &str, tgt: &str) -> Vec<(String, String)> {
        let piece = |text: &str| vec![Piece { ids: Vec::new(), n: 1, text: text.to_owned() }];
        let row = Row { key: 1, src: piece(src), tgt: piece(tgt), ..Row::default() };
        let evidence =
            of_row(&[row], 0, &LangPair::FR_EN, &builtin::for_pair(&LangPair::FR_EN).unwrap());
        let cut = |text: &str, span: Option<Range<usize>>| {
            span.map_or_else(|| "—".to_owned(), |span| text[span].to_owned())
        };
        let values = evidence.values.into_iter();
        values.map(|value| (cut(src, value.src), cut(tgt, value.tgt))).collect()
    }

    #[test]
    fn a_spelled_number_alone_is_not_shown_and_one_in_digits_is() {
        let expected = vec![("48".to_owned(), "—".to_owned()), ("—".to_owned(), "84".to_owned())];
        assert_eq!(expected, said("Un chat a vu 48 étals.", "It has seen 84 stalls."));
        assert_eq!(Vec::<(String, String)>::new(), said("Pas un geste.", "He did not move."));
    }
}
