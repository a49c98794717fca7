//! Finds again where the segments of a joined text start.
//!
//! A pair of a CSV has one text for a bead of several segments. Formats that
//! hold the segments themselves need them apart: the segmenter that cut them
//! cuts the text again. What it does not cut into as many as the bead holds,
//! because a person edited it or another program made it, stays whole.

use super::Pair;
use crate::lang::LangPair;
use crate::segment::{Options, Segmenter};

/// Cuts the texts of pairs.
#[derive(Debug)]
pub struct Breaks {
    src: Segmenter,
    tgt: Segmenter,
}

impl Breaks {
    /// Returns what cuts texts of these languages.
    #[must_use]
    pub fn new(langs: &LangPair) -> Breaks {
        let segmenter =
            |lang| Segmenter::new(lang, Options { headings: false, ..Options::default() });
        Breaks { src: segmenter(&langs.src), tgt: segmenter(&langs.tgt) }
    }

    /// Finds where the segments of a pair start, where that is not known.
    pub fn find(&self, pair: &mut Pair) {
        if pair.shape.src > 1 && pair.src_breaks.is_empty() {
            pair.src_breaks = find(&self.src, &pair.src, pair.shape.src);
        }
        if pair.shape.tgt > 1 && pair.tgt_breaks.is_empty() {
            pair.tgt_breaks = find(&self.tgt, &pair.tgt, pair.shape.tgt);
        }
    }
}

fn find(segmenter: &Segmenter, text: &str, n_segments: usize) -> Vec<usize> {
    let segments = segmenter.segment(text, 0..text.len());
    let starts: Vec<usize> = segments.iter().skip(1).map(|segment| segment.span.start).collect();
    let is_after_space = |at: &usize| text.as_bytes()[..*at].ends_with(b" ");
    let fits = segments.len() == n_segments && starts.iter().all(is_after_space);
    if fits { starts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bead::Shape;

    #[test]
    fn a_text_is_cut_if_it_has_as_many_segments_as_the_bead() {
        let breaks = Breaks::new(&LangPair::FR_EN);
        let pair = |n| Pair {
            shape: Shape { src: 1, tgt: n },
            src: "Il pleut. Je lis.".into(),
            tgt: "It rains. I read.".into(),
            ..Pair::default()
        };
        let found = |n| {
            let mut pair = pair(n);
            breaks.find(&mut pair);
            (pair.src_segments().len(), pair.tgt_segments().join("|"))
        };
        assert_eq!((1, "It rains.|I read.".to_owned()), found(2));
        assert_eq!((1, "It rains. I read.".to_owned()), found(3));
    }
}
