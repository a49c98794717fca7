//! Plants errors that translators make, one a pair, at random but repeatably.
//!
//! The planter works on the translation, English or French, as a careless hand would,
//! and knows nothing of how the checks work. Two kinds, the clauses that
//! are added and the negations that only the English has, are also made by cutting
//! the French. What it cannot do in a pair (there is no number to change) it leaves.

mod negation;
mod numbers;
mod words;

use crate::bitext::Pair;
use numbers::{SCALES, SCALES_OF_FRENCH, UNITS, UNITS_OF_FRENCH, without_percent};
use std::ops::Range;

/// Makes [`Kind`] from the list of its names.
macro_rules! kinds {
    ($($kind:ident = $name:literal,)*) => {
        /// A kind of error.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        #[allow(missing_docs, reason = "the names say it; `name` prints them")]
        pub enum Kind { $($kind),* }

        impl Kind {
            /// Every kind, in the order of reports.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            /// Returns the name used in reports.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name),* }
            }
        }
    };
}

kinds! {
    Number = "number",
    Year = "year",
    Percent = "percent",
    Scale = "scale",
    Date = "date",
    Time = "time",
    Unit = "unit",
    Untranslated = "untranslated",
    Misaligned = "misaligned",
    Empty = "empty",
    Bracket = "bracket",
    DoubledWord = "doubled-word",
    DoubledSpace = "doubled-space",
    OmittedClause = "omitted-clause",
    AddedClause = "added-clause",
    LostNegation = "lost-negation",
    AddedNegation = "added-negation",
    SourceNegation = "source-negation",
    Name = "name",
    Acronym = "acronym",
}

/// Plants errors in the pairs of a bitext.
#[derive(Debug)]
pub struct Planter<'p> {
    pairs: &'p [Pair],
    state: u64,
    /// The translations are French.
    is_french: bool,
}

impl<'p> Planter<'p> {
    /// Returns a planter that makes the same choices for the same seed.
    #[must_use]
    pub fn new(seed: u64, pairs: &'p [Pair]) -> Planter<'p> {
        let state = seed.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15);
        Planter { pairs, state, is_french: false }
    }

    /// Returns this planter for translations that are French.
    #[must_use]
    pub fn into_french(self) -> Planter<'p> {
        Planter { is_french: true, ..self }
    }

    /// Returns the pair with an error of that kind, if it can have one.
    pub fn plant(&mut self, kind: Kind, idx: usize) -> Option<Pair> {
        let pair = &self.pairs[idx];
        if pair.src.trim().is_empty() || pair.tgt.trim().is_empty() {
            return None;
        }
        // Half of the additions are omissions of the source.
        if kind == Kind::AddedClause && idx.is_multiple_of(2) {
            return Some(Pair { src: self.without_clause(&pair.src)?, ..pair.clone() });
        }
        if kind == Kind::Time && (self.is_french || self.other_time(&pair.tgt).is_none()) {
            return Some(self.with_other_time(pair));
        }
        if kind == Kind::SourceNegation {
            let src = if self.is_french {
                self.without_negation(&pair.src)?
            } else {
                self.without_ne_pas(&pair.src)?
            };
            return Some(Pair { src, ..pair.clone() });
        }
        let tgt = match kind {
            Kind::SourceNegation => None,
            Kind::AddedClause => self.with_clause(idx),
            Kind::Number => self.other_digit(&pair.tgt, |text| text.len() != 4),
            Kind::Year => {
                self.other_digit(&pair.tgt, |text| text.len() == 4 && text.starts_with(['1', '2']))
            }
            Kind::Percent => without_percent(&pair.tgt),
            Kind::Scale if self.is_french => self.replaced(&pair.tgt, &SCALES_OF_FRENCH),
            Kind::Scale => self.replaced(&pair.tgt, &SCALES),
            Kind::Unit if self.is_french => self.replaced(&pair.tgt, &UNITS_OF_FRENCH),
            Kind::Unit => self.replaced(&pair.tgt, &UNITS),
            Kind::Date => self.other_date(&pair.tgt),
            Kind::Time => self.other_time(&pair.tgt),
            Kind::Untranslated => Some(pair.src.clone()),
            Kind::Misaligned => self.neighbor(idx),
            Kind::Empty => Some(String::new()),
            Kind::Bracket => self.without_one(&pair.tgt, &['(', ')', '[', ']']),
            Kind::DoubledWord => self.doubled_word(&pair.tgt),
            Kind::DoubledSpace => self.doubled_space(&pair.tgt),
            Kind::OmittedClause => self.without_clause(&pair.tgt),
            Kind::LostNegation if self.is_french => self.without_ne_pas(&pair.tgt),
            Kind::LostNegation => self.without_negation(&pair.tgt),
            Kind::AddedNegation if self.is_french => self.with_ne_pas(&pair.tgt),
            Kind::AddedNegation => self.with_negation(&pair.tgt),
            Kind::Name => self.other_name(&pair.src, &pair.tgt),
            Kind::Acronym => self.other_acronym(&pair.tgt),
        }?;
        (tgt != pair.tgt).then(|| Pair { tgt, ..pair.clone() })
    }

    /// Returns a number under `n`, which is not 0.
    fn below(&mut self, n: usize) -> usize {
        // The constants of Knuth's MMIX.
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap_or(0) % n
    }

    fn choose<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() {
            return None;
        }
        let at = self.below(from.len());
        Some(from[at].clone())
    }
}

/// Returns the runs of characters of a class.
fn runs(text: &str, is_in: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_in(*c)) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += c.len_utf8(),
            _ => runs.push(at..at + c.len_utf8()),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::numbers::CLOCKS;
    use super::*;
    use crate::bitext::Bitext;
    use crate::check::{Options, check};
    use crate::lang::LangPair;
    use crate::model::builtin;
    use crate::notice::Severity;

    #[test]
    fn times_that_are_put_in_agree_and_their_errors_differ() {
        let model = builtin::for_pair(&LangPair::FR_EN).unwrap();
        let options = Options::default();
        let n_flagged = |src: &str, tgt: &str| {
            let pair = Pair {
                src: format!("La séance commence {src}."),
                tgt: format!("The session begins {tgt}."),
                ..Pair::default()
            };
            let bitext = Bitext {
                langs: LangPair::FR_EN,
                metadata: vec![],
                carried_headers: vec![],
                pairs: vec![pair],
            };
            let findings = check(&bitext, &model, &options);
            findings.iter().filter(|finding| finding.severity > Severity::Info).count()
        };
        for (french, right, wrong) in CLOCKS {
            assert_eq!(0, n_flagged(french, right), "{french} {right}");
            assert_eq!(1, n_flagged(french, wrong), "{french} {wrong}");
        }
    }

    #[test]
    fn a_range_needs_its_sign_once_and_a_score_is_no_time() {
        let text = "from 43% to 8 % of it";
        assert_eq!(Some("from 43% to 8 of it".to_owned()), without_percent(text));
        assert_eq!(Some("It is 5.".to_owned()), without_percent("It is 5%."));
        let pairs = [Pair::default()];
        assert_eq!(None, Planter::new(1, &pairs).other_digit("–&#160;so", |_| true));
        for text in ["a win by 120:108", "in 2:04:26"] {
            assert_eq!(None, Planter::new(1, &pairs).other_time(text), "{text}");
        }
    }

    #[test]
    fn every_kind_can_be_planted_and_is_repeatable() {
        let text = "On 14 July 1998, at 10:30 p.m., Angela was sad and met Robert, who had not seen her for many years, and 12 % of the UN \
                    (3 million people) walked 5 km in 2 hours, as the old newspapers of the town said.";
        let src = "Le 14 juillet, Robert, qui ne les avait pas vus, pleura, comme le disaient les vieux journaux de la ville.";
        let pair =
            |src: &str, tgt: &str| Pair { src: src.into(), tgt: tgt.into(), ..Pair::default() };
        let pairs = vec![pair(src, text), pair("Elle chantait.", "She sang."), pair(src, text)];
        for kind in Kind::ALL.iter().copied() {
            let planted = Planter::new(7, &pairs).plant(kind, 0);
            assert!(planted.is_some(), "{}", kind.name());
            assert_ne!(planted.as_ref(), Some(&pairs[0]), "{}", kind.name());
            assert_eq!(planted, Planter::new(7, &pairs).plant(kind, 0), "{}", kind.name());
        }
    }
}
