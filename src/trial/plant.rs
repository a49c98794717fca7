//! Plants errors that translators make, one a pair, at random but repeatably.
//!
//! The planter works on the English text, as a careless hand would, and knows
//! nothing of how the checks work. Two kinds, the clauses that are added and the
//! negations that only the English has, are also made by cutting the French. What it cannot do in a pair (there is
//! no number to change) it leaves.

use crate::bitext::Pair;
use std::ops::Range;

/// A kind of error.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[allow(missing_docs, reason = "the names say it; `name` prints them")]
pub enum Kind {
    Number,
    Year,
    Percent,
    Scale,
    Date,
    Time,
    Unit,
    Untranslated,
    Misaligned,
    Empty,
    Bracket,
    DoubledWord,
    DoubledSpace,
    OmittedClause,
    AddedClause,
    LostNegation,
    AddedNegation,
    SourceNegation,
    Name,
    Acronym,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Kind; 20] = [
        Kind::Number,
        Kind::Year,
        Kind::Percent,
        Kind::Scale,
        Kind::Date,
        Kind::Time,
        Kind::Unit,
        Kind::Untranslated,
        Kind::Misaligned,
        Kind::Empty,
        Kind::Bracket,
        Kind::DoubledWord,
        Kind::DoubledSpace,
        Kind::OmittedClause,
        Kind::AddedClause,
        Kind::LostNegation,
        Kind::AddedNegation,
        Kind::SourceNegation,
        Kind::Name,
        Kind::Acronym,
    ];

    /// Returns the name used in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Year => "year",
            Kind::Percent => "percent",
            Kind::Scale => "scale",
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::Unit => "unit",
            Kind::Untranslated => "untranslated",
            Kind::Misaligned => "misaligned",
            Kind::Empty => "empty",
            Kind::Bracket => "bracket",
            Kind::DoubledWord => "doubled-word",
            Kind::DoubledSpace => "doubled-space",
            Kind::OmittedClause => "omitted-clause",
            Kind::AddedClause => "added-clause",
            Kind::LostNegation => "lost-negation",
            Kind::AddedNegation => "added-negation",
            Kind::SourceNegation => "source-negation",
            Kind::Name => "name",
            Kind::Acronym => "acronym",
        }
    }
}

/// Clauses of fewer words are no whole clauses. By hand.
const MIN_CLAUSE_WORDS: usize = 5;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SCALES: [(&str, &str); 6] = [
    (" million", " billion"),
    (" billion", " million"),
    (" thousand", " million"),
    (" trillion", " billion"),
    (" bn", " m"),
    (" millions", " billions"),
];
const UNITS: [(&str, &str); 16] = [
    (" km", " miles"),
    (" kilometers", " miles"),
    (" kilometres", " miles"),
    (" miles", " kilometers"),
    (" meters", " feet"),
    (" metres", " feet"),
    (" kg", " pounds"),
    (" kilograms", " pounds"),
    (" hours", " days"),
    (" days", " weeks"),
    (" weeks", " months"),
    (" months", " years"),
    (" minutes", " hours"),
    (" years", " months"),
    (" tonnes", " kilograms"),
    (" tons", " kilograms"),
];
/// Times of day in French, in English, and wrong in English, for pairs that have none.
const CLOCKS: [(&str, &str, &str); 12] = [
    ("à 15h40", "at 3:40 p.m.", "at 4:40 p.m."),
    ("à 9 h 15", "at 9:15 a.m.", "at 9:15 p.m."),
    ("à 22h30", "at 10.30 pm", "at 10.30 am"),
    ("à 18 heures", "at 6 p.m.", "at 8 p.m."),
    ("à 7h du matin", "at 7 a.m.", "at 5 a.m."),
    ("à dix heures et demie", "at half past ten", "at half past nine"),
    ("à midi", "at noon", "at midnight"),
    ("à 20h05", "at 20:05", "at 20:50"),
    ("à huit heures du soir", "at eight in the evening", "at six in the evening"),
    ("à une heure du matin", "at 1 a.m.", "at 1 p.m."),
    ("vers 16 heures", "around 1600 hours", "around 1800 hours"),
    ("à cinq heures moins le quart", "at a quarter to five", "at a quarter past five"),
];
const NAMES: [&str; 10] = [
    "Johnson",
    "Dubois",
    "Henderson",
    "Okafor",
    "Manchester",
    "Larsson",
    "Toulouse",
    "Petrov",
    "Ramirez",
    "Whitfield",
];
const ACRONYMS: [&str; 6] = ["IMF", "WHO", "BBC", "OPEC", "NASA", "UNESCO"];
const AUXILIARIES: [&str; 16] = [
    "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "should",
    "must", "may", "might", "does",
];

/// Plants errors in the pairs of a bitext.
#[derive(Debug)]
pub struct Planter<'p> {
    pairs: &'p [Pair],
    state: u64,
}

impl<'p> Planter<'p> {
    /// Returns a planter that makes the same choices for the same seed.
    #[must_use]
    pub fn new(seed: u64, pairs: &'p [Pair]) -> Planter<'p> {
        Planter { pairs, state: seed.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15) }
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
        if kind == Kind::Time && self.other_time(&pair.tgt).is_none() {
            return Some(self.with_other_time(pair));
        }
        if kind == Kind::SourceNegation {
            return Some(Pair { src: self.without_ne_pas(&pair.src)?, ..pair.clone() });
        }
        let tgt = match kind {
            Kind::SourceNegation => None,
            Kind::AddedClause => self.with_clause(idx),
            Kind::Number => self.other_digit(&pair.tgt, |text| text.len() != 4),
            Kind::Year => {
                self.other_digit(&pair.tgt, |text| text.len() == 4 && text.starts_with(['1', '2']))
            }
            Kind::Percent => without_percent(&pair.tgt),
            Kind::Scale => self.replaced(&pair.tgt, &SCALES),
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
            Kind::LostNegation => self.without_negation(&pair.tgt),
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

    fn other_digit(&mut self, text: &str, may: impl Fn(&str) -> bool) -> Option<String> {
        let runs: Vec<Range<usize>> = runs(text, |c| c.is_ascii_digit())
            .into_iter()
            .filter(|run| may(&text[run.clone()]) && !text[..run.start].ends_with("&#"))
            .collect();
        let run = self.choose(&runs)?;
        let is_year = run.len() == 4;
        let at =
            if is_year { run.start + 2 + self.below(2) } else { run.start + self.below(run.len()) };
        let old = text.as_bytes()[at] - b'0';
        let step = u8::try_from(1 + self.below(8)).unwrap_or(1);
        let mut new = (old + step) % 10;
        if new == 0 && at == run.start {
            new = if old == 9 { 8 } else { 9 };
        }
        Some(format!("{}{new}{}", &text[..at], &text[at + 1..]))
    }

    fn replaced(&mut self, text: &str, table: &[(&str, &str)]) -> Option<String> {
        let after_digit = |at: usize, len: usize| {
            let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
            before && !text[at + len..].starts_with(|c: char| c.is_alphanumeric())
        };
        let hits: Vec<(usize, usize, &str)> = table
            .iter()
            .flat_map(|(from, to)| {
                text.match_indices(from).map(move |(at, _)| (at, from.len(), *to))
            })
            .filter(|(at, len, _)| after_digit(*at, *len))
            .collect();
        let (at, len, to) = self.choose(&hits)?;
        Some(format!("{}{to}{}", &text[..at], &text[at + len..]))
    }

    fn other_date(&mut self, text: &str) -> Option<String> {
        let hits: Vec<(usize, &str)> = MONTHS
            .iter()
            .flat_map(|month| text.match_indices(month).map(|(at, _)| (at, *month)))
            .filter(|(at, month)| {
                let (before, after) = (&text[..*at], &text[at + month.len()..]);
                before.trim_end().ends_with(|c: char| c.is_ascii_digit())
                    || after.trim_start().starts_with(|c: char| c.is_ascii_digit())
            })
            .collect();
        let (at, month) = self.choose(&hits)?;
        let others: Vec<&str> = MONTHS.into_iter().filter(|other| *other != month).collect();
        let other = self.choose(&others)?;
        Some(format!("{}{other}{}", &text[..at], &text[at + month.len()..]))
    }

    fn other_time(&mut self, text: &str) -> Option<String> {
        for (from, to) in
            [(" p.m.", " a.m."), (" a.m.", " p.m."), (" pm", " am"), (" am ", " pm "), ("pm", "am")]
        {
            let is_time = |at: &usize| text[..*at].ends_with(|c: char| c.is_ascii_digit());
            if let Some(at) = text.find(from).filter(is_time) {
                return Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]));
            }
        }
        let times: Vec<usize> = text
            .match_indices(':')
            .map(|(at, _)| at)
            .filter(|at| {
                let (before, after) = (&text.as_bytes()[..*at], &text.as_bytes()[at + 1..]);
                let n_hour = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
                let n_minute = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
                // `120:108` is a score, `2:04:26` lasted so long.
                let is_longer = after.get(2) == Some(&b':')
                    || before.get(before.len().wrapping_sub(n_hour + 1)) == Some(&b':');
                matches!(n_hour, 1 | 2) && n_minute == 2 && after[0] < b'6' && !is_longer
            })
            .collect();
        let at = self.choose(&times)?;
        let digit = text.as_bytes()[at - 1];
        let other = if digit == b'9' { '8' } else { char::from(digit + 1) };
        Some(format!("{}{other}{}", &text[..at - 1], &text[at..]))
    }

    /// Puts a time of day into both sides, and another one into the English.
    fn with_other_time(&mut self, pair: &Pair) -> Pair {
        let (french, _, wrong) = CLOCKS[self.below(CLOCKS.len())];
        let put = |text: &str, time: &str| {
            let end =
                text.trim_end().trim_end_matches(['.', '!', '?', '…', '"', '”', '»', ' ']).len();
            format!("{} {time}{}", &text[..end], &text[end..])
        };
        Pair { src: put(&pair.src, french), tgt: put(&pair.tgt, wrong), ..pair.clone() }
    }

    fn neighbor(&mut self, idx: usize) -> Option<String> {
        let neighbor = if idx + 1 < self.pairs.len() { idx + 1 } else { idx.checked_sub(1)? };
        let other = &self.pairs[neighbor];
        let is_same = other.src == self.pairs[idx].src
            || other.tgt == self.pairs[idx].tgt
            || other.tgt.trim().is_empty();
        (!is_same).then(|| other.tgt.clone())
    }

    fn without_one(&mut self, text: &str, marks: &[char]) -> Option<String> {
        let hits: Vec<(usize, char)> =
            text.char_indices().filter(|(_, c)| marks.contains(c)).collect();
        let (at, mark) = self.choose(&hits)?;
        Some(format!("{}{}", &text[..at], &text[at + mark.len_utf8()..]))
    }

    fn doubled_word(&mut self, text: &str) -> Option<String> {
        let words: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                text[run.clone()].chars().all(char::is_lowercase)
                    && text[run.end..].starts_with(' ')
                    && run.len() > 1
            })
            .collect();
        let word = self.choose(&words)?;
        Some(format!("{} {}", &text[..word.end], &text[word.start..]))
    }

    fn doubled_space(&mut self, text: &str) -> Option<String> {
        let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        let at = self.choose(&spaces)?;
        Some(format!("{} {}", &text[..at], &text[at..]))
    }

    /// Cuts what stands between two commas, or between a comma and the end.
    fn without_clause(&mut self, text: &str) -> Option<String> {
        let clauses = clauses(text);
        let clause = self.choose(&clauses)?;
        Some(format!("{}{}", &text[..clause.start], &text[clause.end..]))
    }

    /// Puts a clause of another pair, far away, behind a comma of this one.
    fn with_clause(&mut self, idx: usize) -> Option<String> {
        let text = &self.pairs[idx].tgt;
        let n = self.pairs.len();
        let start = (idx + n / 2) % n;
        let clause = (0..n.min(50)).find_map(|step| {
            let other = &self.pairs[(start + step) % n].tgt;
            let clause = clauses(other).into_iter().next()?;
            Some(other[clause].trim_end_matches(['.', '!', '?']).to_owned())
        })?;
        let at = text.find(',').unwrap_or(text.trim_end_matches(['.', '!', '?']).len());
        Some(format!("{}{clause}{}", &text[..at], &text[at..]))
    }

    fn with_negation(&mut self, text: &str) -> Option<String> {
        let words: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                AUXILIARIES.contains(&&text[run.clone()])
                    && text[run.end..].starts_with(' ')
                    && !text[run.end..].starts_with(" not")
            })
            .collect();
        let word = self.choose(&words)?;
        Some(format!("{} not{}", &text[..word.end], &text[word.end..]))
    }

    /// Takes out `not`, `n't`, `never` or `no`, and leaves a verb that is one.
    fn without_negation(&mut self, text: &str) -> Option<String> {
        const WORDS: [(&str, &str); 12] = [
            ("won't", "will"),
            ("won’t", "will"),
            ("can't", "can"),
            ("can’t", "can"),
            ("shan't", "shall"),
            ("shan’t", "shall"),
            ("n't", ""),
            ("n’t", ""),
            ("cannot", "can"),
            (" not", ""),
            (" never", ""),
            (" no", ""),
        ];
        let mut hits: Vec<(Range<usize>, &str)> = Vec::new();
        for (from, to) in WORDS {
            for (at, _) in text.match_indices(from) {
                let (span, after) = (at..at + from.len(), &text[at + from.len()..]);
                let is_word = !after.starts_with(|c: char| c.is_alphanumeric() || c == '-');
                // `no` is an answer, `no doubt`, `no longer`; before a noun it denies.
                let is_denial = from != " no" || after.starts_with(' ');
                let is_new = hits.iter().all(|(known, _)| known.end != span.end);
                if is_word && is_denial && is_new {
                    hits.push((span, to));
                }
            }
        }
        let (span, to) = self.choose(&hits)?;
        Some(format!("{}{to}{}", &text[..span.start], &text[span.end..]))
    }

    /// Takes `ne … pas` and the like out of a French text.
    fn without_ne_pas(&mut self, text: &str) -> Option<String> {
        const MAX_WORDS_BETWEEN: usize = 4;
        let mut hits: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for ne in ["ne ", "n'", "n’"] {
            for (at, _) in text.match_indices(ne) {
                let is_word = !text[..at].ends_with(char::is_alphanumeric);
                let start = at + ne.len();
                let particle = [" pas", " jamais", " plus", " rien"]
                    .iter()
                    .filter_map(|word| {
                        let from = start + text[start..].find(word)?;
                        let is_whole =
                            !text[from + word.len()..].starts_with(char::is_alphanumeric);
                        is_whole.then_some(from..from + word.len())
                    })
                    .min_by_key(|span| span.start);
                let Some(particle) = particle.filter(|_| is_word) else { continue };
                let between = &text[start..particle.start];
                let is_near = between.split_whitespace().count() <= MAX_WORDS_BETWEEN
                    && !between.contains([',', '.', ';']);
                if is_near {
                    hits.push((at..start, particle));
                }
            }
        }
        let (ne, particle) = self.choose(&hits)?;
        let verb = &text[ne.end..particle.start];
        Some(format!("{}{verb}{}", &text[..ne.start], &text[particle.end..]))
    }

    /// Replaces a name that both sides spell alike at its start.
    fn other_name(&mut self, src: &str, text: &str) -> Option<String> {
        let names: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                let word = &text[run.clone()];
                let before = text[..run.start].trim_end();
                let is_inside = before.ends_with(|c: char| c.is_lowercase() || c == ',');
                let start: String = word.chars().take(3).collect();
                let is_shared = runs(src, char::is_alphabetic)
                    .iter()
                    .any(|run| src[run.clone()].starts_with(&start));
                let is_other =
                    MONTHS.contains(&word) || NAMES.contains(&word) || word.ends_with("day");
                is_inside
                    && is_shared
                    && !is_other
                    && word.len() > 3
                    && word.starts_with(char::is_uppercase)
                    && word.chars().skip(1).all(char::is_lowercase)
                    && text[run.end..].starts_with([' ', ',', '.'])
                    && !text[run.end..].trim_start().starts_with(char::is_uppercase)
            })
            .collect();
        let name = self.choose(&names)?;
        let other = self.choose(&NAMES)?;
        Some(format!("{}{other}{}", &text[..name.start], &text[name.end..]))
    }

    fn other_acronym(&mut self, text: &str) -> Option<String> {
        let acronyms: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                run.len() >= 2
                    && run.len() <= 6
                    && text[run.clone()].chars().all(|c| c.is_ascii_uppercase() && c != 'I')
            })
            .collect();
        let acronym = self.choose(&acronyms)?;
        let others: Vec<&str> =
            ACRONYMS.into_iter().filter(|other| *other != &text[acronym.clone()]).collect();
        let other = self.choose(&others)?;
        Some(format!("{}{other}{}", &text[..acronym.start], &text[acronym.end..]))
    }
}

fn without_percent(text: &str) -> Option<String> {
    for sign in ["%", " percent", " per cent"] {
        let is_sign = |at: &usize| {
            let after = &text[at + sign.len()..];
            !after.starts_with(char::is_alphabetic) && !shares_its_sign(after, sign)
        };
        if let Some(at) = text.match_indices(sign).map(|(at, _)| at).find(is_sign) {
            return Some(format!("{}{}", text[..at].trim_end(), &text[at + sign.len()..]));
        }
    }
    None
}

/// Tells whether a range goes on behind a percentage, whose sign says enough:
/// `from 43% to 8%` and `from 43 to 8%` are the same.
fn shares_its_sign(after: &str, sign: &str) -> bool {
    let rest = after.trim_start();
    let joins = ["to ", "and ", "or ", "-", "–", ", "];
    let Some(rest) = joins.iter().find_map(|join| rest.strip_prefix(join)) else { return false };
    let rest = rest.trim_start_matches(['-', '+', '~']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    number.len() < rest.len() && number.trim_start().starts_with(sign.trim_start())
}

/// Returns the clauses that can be cut: from a comma to before the next one or
/// to before the final mark.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let end = text.trim_end().trim_end_matches(['.', '!', '?', '"', '”', '»', ' ']).len();
    let is_comma = |at: &usize| text[at + 1..].starts_with(' ');
    let commas: Vec<usize> =
        text.match_indices(',').map(|(at, _)| at).filter(is_comma).chain([end]).collect();
    let pairs = commas.windows(2).map(|pair| pair[0]..pair[1]);
    let is_clause = |clause: &Range<usize>| {
        clause.start < clause.end
            && text[clause.clone()].split_whitespace().count() > MIN_CLAUSE_WORDS
    };
    pairs.filter(is_clause).collect()
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
    use super::*;
    use crate::bitext::Bitext;
    use crate::check::{Options, check};
    use crate::finding::Severity;
    use crate::lang::LangPair;
    use crate::model::builtin;

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
        for kind in Kind::ALL {
            let planted = Planter::new(7, &pairs).plant(kind, 0);
            assert!(planted.is_some(), "{}", kind.name());
            assert_ne!(planted.as_ref(), Some(&pairs[0]), "{}", kind.name());
            assert_eq!(planted, Planter::new(7, &pairs).plant(kind, 0), "{}", kind.name());
        }
    }
}
