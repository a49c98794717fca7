//! Takes negations out and puts them in.

use super::{Planter, runs};
use std::ops::Range;

const AUXILIARIES: [&str; 16] = [
    "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "should",
    "must", "may", "might", "does",
];
/// Verbs that a French negation can stand around.
const VERBS_OF_FRENCH: [&str; 14] = [
    "est", "sont", "a", "ont", "peut", "peuvent", "doit", "doivent", "sera", "était", "étaient",
    "avait", "faut", "devrait",
];

impl Planter<'_> {
    pub(super) fn with_negation(&mut self, text: &str) -> Option<String> {
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
    pub(super) fn without_negation(&mut self, text: &str) -> Option<String> {
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
    pub(super) fn without_ne_pas(&mut self, text: &str) -> Option<String> {
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

    /// Puts `ne … pas` around a verb of a French text.
    pub(super) fn with_ne_pas(&mut self, text: &str) -> Option<String> {
        let words: Vec<Range<usize>> = runs(text, char::is_alphabetic)
            .into_iter()
            .filter(|run| {
                let (before, after) = (&text[..run.start], &text[run.end..]);
                let is_denied = after.starts_with(" pas") || before.ends_with("ne ");
                VERBS_OF_FRENCH.contains(&&text[run.clone()])
                    && after.starts_with(' ')
                    && before.ends_with(' ')
                    && !is_denied
            })
            .collect();
        let word = self.choose(&words)?;
        let verb = &text[word.clone()];
        let ne = if verb.starts_with(['a', 'e', 'é', 'o']) { "n'" } else { "ne " };
        Some(format!("{}{ne}{verb} pas{}", &text[..word.start], &text[word.end..]))
    }
}
