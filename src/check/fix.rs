//! Does what certain suggestions say.
//!
//! Only translations are mended: the source is somebody else's text. A pair is checked
//! again after each change, since a rule reports the first place only, until nothing
//! certain is left.

use super::finding::{Finding, Side};
use super::{Checker, Facts, Id};
use crate::bitext::{Bitext, Pair};
use std::ops::Range;

/// A translation that was mended.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    /// The position of the pair.
    pub pair: usize,
    /// The translation as it was.
    pub before: String,
    /// The checks whose suggestions were taken, each once.
    pub checks: Vec<Id>,
}

/// A pair is looked at so many times at most; each look takes all that is certain and
/// does not overlap.
const MAX_LOOKS: usize = 50;

impl Checker<'_> {
    /// Does in a bitext what certain suggestions say, and returns what was changed.
    #[must_use]
    pub fn fix(&self, bitext: &mut Bitext) -> Vec<Fixed> {
        let facts = Facts::of(bitext);
        let fixed = |idx: usize| self.fix_pair(bitext, idx, &facts);
        let all: Vec<(Pair, Fixed)> = (0..bitext.pairs.len()).filter_map(fixed).collect();
        let mut changes = Vec::new();
        for (pair, change) in all {
            bitext.pairs[change.pair] = pair;
            changes.push(change);
        }
        changes
    }

    fn fix_pair(&self, bitext: &Bitext, idx: usize, facts: &Facts) -> Option<(Pair, Fixed)> {
        let before = &bitext.pairs[idx];
        let mut alone = Bitext {
            langs: bitext.langs.clone(),
            metadata: Vec::new(),
            carried_headers: Vec::new(),
            pairs: vec![before.clone()],
        };
        let mut checks = Vec::new();
        for _ in 0..MAX_LOOKS {
            let findings = self.pair(&alone, 0, facts);
            let certain: Vec<&Finding> =
                findings.iter().filter(|finding| is_taken(finding)).collect();
            if certain.is_empty() || !apply(&mut alone.pairs[0], &certain) {
                break;
            }
            checks.extend(certain.iter().map(|finding| finding.check));
        }
        checks.dedup();
        let pair = alone.pairs.pop()?;
        let change = Fixed { pair: idx, before: before.tgt.clone(), checks };
        (pair.tgt != before.tgt).then_some((pair, change))
    }
}

fn is_taken(finding: &Finding) -> bool {
    finding.is_certain && finding.is_open() && finding.side == Side::Tgt
}

/// Applies suggestions from the last to the first, and tells whether one changed the text.
fn apply(pair: &mut Pair, certain: &[&Finding]) -> bool {
    let mut edits: Vec<(Range<usize>, &str)> =
        certain.iter().map(|finding| (finding.span.clone(), finding.suggestion.as_str())).collect();
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let (mut free_to, before) = (pair.tgt.len(), pair.tgt.clone());
    for (span, with) in edits {
        if span.end > free_to {
            continue;
        }
        free_to = span.start;
        pair.tgt.replace_range(span.clone(), with);
        let (removed, added) = (span.len(), with.len());
        for at in &mut pair.tgt_breaks {
            if *at >= span.end {
                *at = *at - removed + added;
            } else if *at > span.start {
                *at = span.start + added;
            }
        }
    }
    pair.tgt != before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Options;
    use crate::lang::LangPair;
    use crate::model::builtin;

    #[track_caller]
    fn check(src: &str, tgt: &str, expected: &str) {
        let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
        let pair = Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() };
        let mut bitext = Bitext {
            langs: LangPair::FR_EN,
            metadata: vec![],
            carried_headers: vec![],
            pairs: vec![pair],
        };
        let fixed = Checker::new(&model, &Options::default()).fix(&mut bitext);
        assert_eq!(expected, bitext.pairs[0].tgt);
        assert_eq!(tgt != expected, fixed.len() == 1, "{fixed:?}");
    }

    #[test]
    fn what_is_certain_is_mended_and_the_rest_is_left() {
        check("Il voit la mer.", "He  sees the the  sea.", "He sees the sea.");
        check("Attention ! Pourquoi ?", "Careful ! Why ?", "Careful! Why?");
        check("L’ami d’Anne", "Anne&#39;s friend", "Anne's friend");
        check("Un café noir", "A black cafÃ©", "A black café");
        check("Il a 12 000 clients.", "It has 12.000 customers.", "It has 12,000 customers.");
        check("Il a 12 clients.", "It has 21 customers.", "It has 21 customers.");
    }

    #[test]
    fn segments_start_where_they_did() {
        let finding = Finding::new(Id::Space, Side::Tgt, 1..3, "").suggest(" ");
        let (tgt, tgt_breaks) = ("A  b. C".to_owned(), vec![6]);
        let mut pair = Pair { tgt, tgt_breaks, ..Pair::default() };
        assert!(apply(&mut pair, &[&finding]));
        assert_eq!(("A b. C", vec![5]), (pair.tgt.as_str(), pair.tgt_breaks));
    }
}
